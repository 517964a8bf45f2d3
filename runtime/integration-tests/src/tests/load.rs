// SPDX-License-Identifier: Apache-2.0
//! How much of a full block of the hub the recording of its transactions takes, by the weights.

use codec::Encode;
use frame_support::{
	dispatch::GetDispatchInfo, pallet_prelude::Get, traits::Hooks, weights::Weight,
};
use pallet_messenger::WeightInfo as _;
use pallet_multi_record::{OpenWindow, WeightInfo as _};
use pouw_hub_runtime::{MultiRecord, Runtime, RuntimeCall};
use pouw_primitives::{Frame, SectorToHub, VersionedFrame};
use sp_core::H256;
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
	let info = call.get_dispatch_info();
	let checks: Checks = (
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(sp_runtime::generic::Era::Immortal),
		frame_system::CheckNonce::from(0),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(0),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
	);
	limits
		.get(info.class)
		.base_extrinsic
		.saturating_add(checks.weight(call))
		.saturating_add(info.call_weight)
		.saturating_add(Weight::from_parts(0, call.encoded_size() as u64 + ENVELOPE))
}

/// What a window costs from its draw to the last answer.
fn window() -> Weight {
	let entries: u32 = <Runtime as pallet_multi_record::Config>::MaxEntries::get();
	let recorders: u32 = <Runtime as pallet_multi_record::Config>::Recorders::get();
	// Each sector acknowledges its batch and says that it stored it; and the batch is looked for once more
	// when it would have been sent again.
	let looked_for = Linking::look(recorders).saturating_sub(Linking::look(0));
	let body = SectorToHub::Recorded { window: 0, root: H256::zero() };
	let frame = VersionedFrame::V1(Frame::Message { id: 0, body });
	let call: RuntimeCall = pallet_messenger::Call::receive { frame }.into();
	call.get_dispatch_info()
		.call_weight
		.saturating_add(Linking::receive_acknowledgement())
		.saturating_mul(recorders.into())
		.saturating_add(looked_for)
		.saturating_add(Recording::assign(entries))
}

/// What a block costs that finds the current window half full.
fn half_full_window() -> Weight {
	let most: u32 = <Runtime as pallet_multi_record::Config>::MaxEntries::get();
	let entries = most / 2;
	let window = OpenWindow { opened_at: 1, entries, ..OpenWindow::default() };
	pallet_multi_record::Current::<Runtime>::put(window);
	MultiRecord::on_initialize(1)
}

/// Thousandths of all that a block full of `call` does that recording takes: of its time, and of its
/// proof.
fn load(call: RuntimeCall) -> (u64, u64) {
	TestExternalities::default().execute_with(|| {
		let limits = <Runtime as frame_system::Config>::BlockWeights::get();
		let room =
			limits.get(call.get_dispatch_info().class).max_total.expect("a class with a limit");
		let note = pallet_multi_record::RecordTransaction::<Runtime>::new().weight(&call);
		let plain = plain(&call);
		let count = room.checked_div_per_component(&plain.saturating_add(note)).expect("some fit");
		let entries: u32 = <Runtime as pallet_multi_record::Config>::MaxEntries::get();
		let recording = note
			.saturating_mul(count)
			.saturating_add(window().saturating_mul(count).saturating_div(entries.into()))
			.saturating_add(half_full_window());
		let all = plain.saturating_mul(count).saturating_add(recording);
		println!("{count} transactions of {plain:?}, noted for {note:?}; recording {recording:?}");
		(
			recording.ref_time() * 1_000 / all.ref_time(),
			recording.proof_size() * 1_000 / all.proof_size(),
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

#[test]
fn windows_are_assigned_as_fast_as_full_blocks_close_them() {
	TestExternalities::default().execute_with(|| {
		let call = frame_system::Call::remark { remark: vec![] }.into();
		let limits = <Runtime as frame_system::Config>::BlockWeights::get();
		let most = limits.max_block.checked_div_per_component(&plain(&call)).expect("some fit");
		let entries: u32 = <Runtime as pallet_multi_record::Config>::MaxEntries::get();
		let assigned: u32 = <Runtime as pallet_multi_record::Config>::MaxAssignedPerBlock::get();
		assert!(most <= u64::from(entries * assigned), "{most} transactions fit");
	});
}
