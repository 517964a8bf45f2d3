// SPDX-License-Identifier: Apache-2.0
//! What keys and outputs are bound to.

use codec::Encode;
use pouw_primitives::{task::BlobRef, AccountId, TaskId, TaskRecord};
use sp_core::H256;

const ORDER_CONTEXT: &str = "pouw-chain order binding v1";
const OUTPUT_CONTEXT: &str = "pouw-chain output binding v1";
const ENVELOPE_CONTEXT: &str = "pouw-chain key envelope name v1";

/// One order on one chain, as its client worded it.
///
/// Whatever is encrypted for an order is bound to this, so that a key that a client hands to a miner
/// serves for no other order: whoever orders another job over the same blob, with a client key of
/// their own, does not get it executed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct OrderBinding(pub(super) [u8; 32]);

impl OrderBinding {
	/// The binding of a task on the chain with this genesis.
	pub fn of(genesis: H256, id: TaskId, task: &TaskRecord<AccountId>) -> Self {
		Self(derive(ORDER_CONTEXT, &(genesis, id, &task.client, &task.spec)))
	}

	/// The store's name of the envelope with the content key for the owner of a public key.
	pub fn envelope_name(&self, recipient: &[u8; 32]) -> H256 {
		H256(derive(ENVELOPE_CONTEXT, &(self.0, recipient)))
	}

	/// The store's name of a miner's sealed output, and what it is bound to. The reference is that of
	/// the plain bytes.
	pub fn output_name(&self, miner: &AccountId, output: &BlobRef) -> H256 {
		H256(derive(OUTPUT_CONTEXT, &(self.0, miner, output)))
	}
}

fn derive(context: &str, parts: &impl Encode) -> [u8; 32] {
	blake3::derive_key(context, &parts.encode())
}
