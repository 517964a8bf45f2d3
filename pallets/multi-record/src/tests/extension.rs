// SPDX-License-Identifier: Apache-2.0
//! Which transactions are noted.

use crate::{mock::*, Applied, CurrentEntries, NotedTransaction, RecordTransaction, WeightInfo};
use frame_support::{
	dispatch::{DispatchInfo, GetDispatchInfo, Pays},
	traits::Hooks,
	weights::Weight,
};
use sp_runtime::traits::{DispatchTransaction, TransactionExtension};

#[test]
fn signed_transaction_should_be_noted_by_the_hash_clients_know() {
	ExtBuilder::default().build_and_execute(|| {
		let hash = transact(7);
		let noted = NotedTransaction { hash, fee: 0 };
		assert_eq!(CurrentEntries::<Test>::get().into_inner(), vec![noted]);
		assert_eq!(hash, sp_io::hashing::blake2_256(&7u64.to_le_bytes()).into());
	});
}

#[test]
fn unsigned_transaction_should_not_be_noted() {
	ExtBuilder::default().build_and_execute(|| {
		apply(b"inherent", RuntimeOrigin::none());
		apply(b"by root", RuntimeOrigin::root());
		assert_eq!(noted(), 0);
	});
}

#[test]
fn failing_transaction_should_be_noted() {
	ExtBuilder::default().build_and_execute(|| {
		System::set_extrinsic_index(0);
		System::note_extrinsic(vec![1, 2, 3]);
		// Needs root.
		let call = RuntimeCall::System(frame_system::Call::set_heap_pages { pages: 1 });
		let info = DispatchInfo { pays_fee: Pays::No, ..call.get_dispatch_info() };
		let result = RecordTransaction::<Test>::new().dispatch_transaction(
			RuntimeOrigin::signed(1),
			call,
			&info,
			3,
			0,
		);
		assert!(result.unwrap().is_err());
		MultiRecord::on_finalize(1);
		assert_eq!(noted(), 1);
	});
}

#[test]
fn transaction_that_paid_should_be_noted_once_with_its_fee() {
	ExtBuilder::default().build_and_execute(|| {
		// It pays a tip alone, so that both its fee and the extension note it.
		let hash = transact_for(7, 1_000);
		let noted = NotedTransaction { hash, fee: 1_000 };
		assert_eq!(CurrentEntries::<Test>::get().into_inner(), vec![noted]);
	});
}

#[test]
fn transaction_that_pays_should_be_left_to_its_fee() {
	ExtBuilder::default().build_and_execute(|| {
		System::set_extrinsic_index(0);
		System::note_extrinsic(vec![1]);
		let call = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
		extend(RuntimeOrigin::signed(1), &call, &call.get_dispatch_info(), 1);
		assert!(!Applied::<Test>::exists());
	});
}

#[test]
fn unsigned_transaction_should_get_the_weight_back() {
	ExtBuilder::default().build_and_execute(|| {
		let call = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
		let info = call.get_dispatch_info();
		let weight = RecordTransaction::<Test>::new().weight(&call);
		assert_ne!(weight, Weight::zero());
		assert_eq!(extend(RuntimeOrigin::none(), &call, &info, 0), weight);
		assert_eq!(extend(RuntimeOrigin::signed(1), &call, &info, 0), Weight::zero());
	});
}

#[test]
fn weight_should_grow_with_the_length_and_contain_a_share_of_closing() {
	let call = |len| RuntimeCall::System(frame_system::Call::remark { remark: vec![0; len] });
	let weight = |len| RecordTransaction::<Test>::new().weight(&call(len));
	MaxEntries::set(8);
	assert!(weight(1_000_000).ref_time() > weight(0).ref_time() + 1_000_000);
	let close = <<Test as crate::Config>::WeightInfo as WeightInfo>::close();
	assert!(weight(0).ref_time() >= close.ref_time() / u64::from(MaxEntries::get()));
}
