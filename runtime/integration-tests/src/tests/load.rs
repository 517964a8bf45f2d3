// SPDX-License-Identifier: Apache-2.0
//! How much of the hub the recording of its transactions takes, by the measured weights.

use codec::Encode;
use frame_support::{dispatch::GetDispatchInfo, pallet_prelude::Get, weights::Weight};
use pallet_messenger::WeightInfo as _;
use pallet_multi_record::WeightInfo as _;
use pouw_hub_runtime::{Runtime, RuntimeCall};
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;
use sp_runtime::traits::TransactionExtension;

type Recording = <Runtime as pallet_multi_record::Config>::WeightInfo;
type Linking = <Runtime as pallet_messenger::Config>::WeightInfo;
type Checks = pouw_runtime_common::types::Checks<Runtime>;

/// Most of a full block that recording may take, in thousandths.
const MOST: u64 = 50;
/// Bytes of a signed transaction around its call.
const ENVELOPE: u64 = 150;

/// What a transaction weighs without being recorded: base, checks, call and its bytes.
fn plain(call: &RuntimeCall) -> Weight {
	let limits = <Runtime as frame_system::Config>::BlockWeights::get();
	let class = call.get_dispatch_info().class;
	let nonce = frame_system::CheckNonce::<Runtime>::from(0);
	let checks: Checks = (
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(sp_runtime::generic::Era::Immortal),
		nonce,
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(0),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
	);
	limits
		.get(class)
		.base_extrinsic
		.saturating_add(checks.weight(call))
		.saturating_add(call.get_dispatch_info().call_weight)
		.saturating_add(Weight::from_parts(0, call.encoded_size() as u64 + ENVELOPE))
}

/// What recording one costs: the note and its part of all that a full window costs, up to the sectors'
/// answers.
fn recorded(call: &RuntimeCall) -> Weight {
	let entries = <Runtime as pallet_multi_record::Config>::MaxEntries::get();
	let recorders = <Runtime as pallet_multi_record::Config>::Recorders::get();
	let note = pallet_multi_record::RecordTransaction::<Runtime>::new().weight(call);
	// Each sector acknowledges its batch and says that it stored it.
	let answers = Linking::receive().saturating_mul(2 * u64::from(recorders));
	let window = Recording::assign(entries, recorders).saturating_add(answers);
	note.saturating_add(window.saturating_div(entries.into()))
}

/// Thousandths of a block full of `call` that recording takes: of its time, and of its proof.
fn load(call: RuntimeCall) -> (u64, u64) {
	TestExternalities::default().execute_with(|| {
		let (plain, recorded) = (plain(&call), recorded(&call));
		let all = plain.saturating_add(recorded);
		println!("{plain:?} and {recorded:?}");
		(
			recorded.ref_time() * 1_000 / all.ref_time(),
			recorded.proof_size() * 1_000 / all.proof_size(),
		)
	})
}

#[test]
fn recording_takes_a_twentieth_of_a_block_full_of_transfers_at_most() {
	let dest = Sr25519Keyring::Bob.to_account_id().into();
	let load = load(pallet_balances::Call::transfer_keep_alive { dest, value: 1 }.into());
	println!("thousandths of time and proof: {load:?}");
	assert!(load.0 <= MOST && load.1 <= MOST, "{load:?}");
}

#[test]
fn recording_takes_a_twentieth_of_a_block_full_of_empty_remarks_at_most() {
	let load = load(frame_system::Call::remark { remark: vec![] }.into());
	println!("thousandths of time and proof: {load:?}");
	assert!(load.0 <= MOST && load.1 <= MOST, "{load:?}");
}
