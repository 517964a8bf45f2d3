// SPDX-License-Identifier: Apache-2.0
//! Conversions on the emulated network: asking for them, drawing their witnesses, proving them.

use crate::{
	network::{on_each_sector, on_sector, state_trie, HubPara, PouwNet, SectorChain},
	state::{run_until, settle_messages},
	transactions::submit,
};
use codec::{Decode, Encode};
use frame_support::assert_ok;
use pouw_primitives::{
	conversion::{conversion_key, ConversionId, ConversionRecord},
	settlement::{SettlementRecord, SettlementState},
	witness::{state_proof, StateProof},
	Balance, SectorId,
};
use pouw_runtime_common::{currency::UNIT, types::Header};
use pouw_sector_runtime::{Runtime as SectorRuntime, RuntimeOrigin, SectorToken};
use sp_core::{storage::StateVersion, Blake2Hasher};
use sp_keyring::Sr25519Keyring;
use sp_runtime::ApplyExtrinsicResult;
use sp_state_machine::{prove_read_on_trie_backend, InMemoryBackend};
use xcm_emulator::{HeadData, Network, TestExt, LAST_HEAD};

/// Who converts.
pub const USER: Sr25519Keyring = Sr25519Keyring::Ferdie;
/// Tokens converted.
pub const AMOUNT: Balance = 1_000 * UNIT;

/// Has every sector announce itself, so that it can convert and witness.
pub fn activate_all() {
	on_each_sector!(P => settle_messages::<P>());
}

/// The user asks on `P` for a conversion.
pub fn convert<P: SectorChain>() -> ConversionId {
	P::execute_with(|| {
		let id = pallet_sector_token::NextConversion::<SectorRuntime>::get();
		let origin = RuntimeOrigin::signed(USER.to_account_id());
		assert_ok!(SectorToken::convert_to_main(origin, AMOUNT));
		id
	})
}

/// What a sector keeps of a conversion of its own.
pub fn on_source<P: SectorChain>(id: ConversionId) -> ConversionRecord {
	P::ext_wrapper(|| {
		pallet_sector_token::Conversions::<SectorRuntime>::get(id).expect("a conversion")
	})
}

/// What the hub keeps of a conversion; none if it has not heard of it.
pub fn on_hub(source: SectorId, id: ConversionId) -> Option<SettlementRecord> {
	HubPara::ext_wrapper(|| pouw_hub_runtime::Settlement::conversion(source, id))
}

/// Builds blocks of the hub until witnesses are drawn; returns the round and the witnesses.
pub fn draw(source: SectorId, id: ConversionId) -> (u32, [u32; 2]) {
	let drawn = || match pouw_hub_runtime::Settlement::conversion(source, id)?.state {
		SettlementState::Witnessing { round, witnesses, .. } => {
			Some((round, witnesses.map(|witness| witness.sector.0)))
		},
		_ => None,
	};
	run_until::<HubPara>(10, "the draw of witnesses", || drawn().is_some());
	HubPara::ext_wrapper(drawn).expect("just drawn")
}

/// The state of a parachain after one of its blocks.
pub struct Snapshot {
	/// Number of the block.
	pub number: u32,
	/// The state.
	pub state: InMemoryBackend<Blake2Hasher>,
}

impl Snapshot {
	/// Has the relay chain include the newest block of `para`. Between blocks the emulator hands over
	/// messages and forgets events, so the root in the header is made that of the present state.
	pub fn include(para: u32) -> Self {
		let state = state_trie(para);
		let HeadData(head) = LAST_HEAD.with_borrow(|all| all[PouwNet::name()][&para].clone());
		let mut header = Header::decode(&mut head.as_slice()).expect("the head is a header");
		header.state_root = *state.root();
		PouwNet::include(para, HeadData(header.encode()));
		Self { number: header.number, state }
	}

	/// Proof of what this state has of a conversion.
	pub fn prove(&self, id: ConversionId) -> StateProof {
		let proof = prove_read_on_trie_backend(&self.state, [conversion_key(id)])
			.expect("the state is complete");
		state_proof(proof.into_iter_nodes().collect()).expect("a proof within the bounds")
	}

	/// The same block, had it written `record`.
	pub fn with(&self, id: ConversionId, record: &ConversionRecord) -> Self {
		let changes = vec![(None, vec![(conversion_key(id), Some(record.encode()))])];
		Self { number: self.number, state: self.state.update(changes, StateVersion::V1) }
	}
}

/// Hands a proof of a conversion of `source` to the sector `witness`, in a block that shows the
/// relay chain's newest heads.
pub fn attest(
	witness: u32,
	source: SectorId,
	id: ConversionId,
	head: u32,
	proof: StateProof,
) -> ApplyExtrinsicResult {
	let call = pallet_witness::Call::<SectorRuntime>::attest {
		sector: source,
		conversion: id,
		head,
		proof,
	};
	on_sector!(witness, P => submit::<P>(call))
}
