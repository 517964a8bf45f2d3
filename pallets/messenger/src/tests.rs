// SPDX-License-Identifier: Apache-2.0
//! Faults of the transport, one by one and at random.

use crate::{mock::*, *};
use frame_support::{
	assert_noop, assert_ok, dispatch::GetDispatchInfo, traits::Hooks, weights::Weight,
};
use pouw_primitives::{Frame, VersionedFrame};
use pouw_traits::SendMessage;
use proptest::prelude::*;
use sp_runtime::DispatchError;

fn message(id: u64, n: u32) -> VersionedFrame<Body> {
	VersionedFrame::V1(Frame::Message { id, body: Body::Add(n) })
}

fn acknowledgement(id: u64) -> VersionedFrame<Body> {
	VersionedFrame::V1(Frame::Acknowledgement { id })
}

fn receive(peer: u64, frame: VersionedFrame<Body>) -> frame_support::dispatch::DispatchResult {
	Messenger::receive(RuntimeOrigin::signed(peer), frame)
}

#[test]
fn send_should_number_messages_per_peer() {
	build_and_execute(|| {
		assert_eq!(Messenger::send(1, Body::Add(1)), Ok(0));
		assert_eq!(Messenger::send(1, Body::Add(2)), Ok(1));
		assert_eq!(Messenger::send(2, Body::Add(3)), Ok(0));
		assert_eq!(
			Delivered::get(),
			vec![(1, message(0, 1)), (1, message(1, 2)), (2, message(0, 3))]
		);
	});
}

#[test]
fn send_should_fail_when_the_outbox_is_full() {
	build_and_execute(|| {
		for _ in 0..8 {
			assert_ok!(Messenger::send(1, Body::Add(1)));
		}
		assert_noop!(Messenger::send(1, Body::Add(1)), Error::<Test>::OutboxFull);
		assert_ok!(receive(1, acknowledgement(3)));
		assert_ok!(Messenger::send(1, Body::Add(1)));
	});
}

#[test]
fn lost_message_should_be_sent_again_until_acknowledged() {
	build_and_execute(|| {
		assert_ok!(Messenger::send(1, Body::Add(7)));
		run_to(6);
		assert_eq!(Delivered::get().len(), 2);
		// The second interval is twice the first.
		run_to(15);
		assert_eq!(Delivered::get().len(), 2);
		run_to(16);
		assert_eq!(Delivered::get().len(), 3);
		assert_ok!(receive(1, acknowledgement(0)));
		run_to(300);
		assert_eq!(Delivered::get().len(), 3);
		assert_eq!(OutboxLen::<Test>::get(1), 0);
	});
}

#[test]
fn message_should_be_tried_again_soon_when_the_transport_refuses_it() {
	build_and_execute(|| {
		TransportDown::set(true);
		assert_ok!(Messenger::send(1, Body::Add(7)));
		assert!(Delivered::get().is_empty());
		TransportDown::set(false);
		run_to(4);
		assert_eq!(Delivered::get(), vec![(1, message(0, 7))]);
	});
}

#[test]
fn more_retries_than_fit_a_block_should_spill_into_the_next() {
	build_and_execute(|| {
		for n in 0..8 {
			assert_ok!(Messenger::send(1, Body::Add(n)));
		}
		run_to(6);
		assert_eq!(Delivered::get().len(), 8 + 3);
		run_to(8);
		assert_eq!(Delivered::get().len(), 8 + 8);
	});
}

#[test]
fn doubled_message_should_be_handled_once_and_acknowledged_twice() {
	build_and_execute(|| {
		assert_ok!(receive(1, message(0, 5)));
		assert_ok!(receive(1, message(0, 5)));
		assert_eq!(Sum::get(), 5);
		assert_eq!(Delivered::get(), vec![(1, acknowledgement(0)), (1, acknowledgement(0))]);
	});
}

#[test]
fn reordered_messages_should_all_be_handled_within_the_window() {
	build_and_execute(|| {
		for id in [3, 1, 0, 2] {
			assert_ok!(receive(1, message(id, 1)));
		}
		assert_eq!(Sum::get(), 4);
		assert_eq!(Inboxes::<Test>::get(1).below, 4);
		assert!(Inboxes::<Test>::get(1).above.is_empty());
	});
}

#[test]
fn receive_should_fail_when_the_id_is_beyond_the_window() {
	build_and_execute(|| {
		assert_noop!(receive(1, message(4, 1)), Error::<Test>::IdBeyondWindow);
		assert_noop!(receive(1, message(u64::MAX, 1)), Error::<Test>::IdBeyondWindow);
	});
}

#[test]
fn receive_should_fail_when_the_origin_is_not_a_peer() {
	build_and_execute(|| {
		assert_noop!(receive(10, message(0, 1)), DispatchError::BadOrigin);
		assert_noop!(
			Messenger::receive(RuntimeOrigin::root(), message(0, 1)),
			DispatchError::BadOrigin
		);
		assert_eq!(Sum::get(), 0);
	});
}

#[test]
fn refused_message_should_leave_nothing_behind_and_be_taken_later() {
	build_and_execute(|| {
		assert_ok!(receive(1, VersionedFrame::V1(Frame::Message { id: 0, body: Body::Poison })));
		assert_eq!(frame_support::storage::unhashed::get::<u8>(b"half"), None);
		assert!(Delivered::get().is_empty());
		assert_ok!(receive(1, message(0, 9)));
		assert_eq!(Sum::get(), 9);
	});
}

#[test]
fn forged_acknowledgement_of_another_peer_should_change_nothing() {
	build_and_execute(|| {
		assert_ok!(Messenger::send(1, Body::Add(1)));
		assert_ok!(receive(2, acknowledgement(0)));
		assert_ok!(receive(1, acknowledgement(77)));
		assert_eq!(OutboxLen::<Test>::get(1), 1);
	});
}

#[test]
fn acknowledgement_should_weigh_less_than_a_message() {
	let weight = |frame| Call::<Test>::receive { frame }.get_dispatch_info().call_weight;
	let (light, heavy) = (weight(acknowledgement(0)), weight(message(0, 1)));
	assert!(light.ref_time() < heavy.ref_time() && light.proof_size() <= heavy.proof_size());
}

#[test]
fn message_should_weigh_what_its_handler_says_or_as_much_as_the_heaviest() {
	type Weights = <Test as crate::Config>::WeightInfo;
	let weight = |body| {
		let frame = VersionedFrame::V1(Frame::Message { id: 0, body });
		Call::<Test>::receive { frame }.get_dispatch_info().call_weight
	};
	let poison = Weights::receive_envelope().saturating_add(POISON);
	assert_eq!(weight(Body::Poison), poison);
	assert_eq!(weight(Body::Add(1)), Weights::receive());
}

#[test]
fn acknowledged_message_should_weigh_less_than_one_that_is_sent_again() {
	let weight_of_retry = |acknowledged: bool| {
		let mut weight = Weight::zero();
		build_and_execute(|| {
			assert_ok!(Messenger::send(1, Body::Add(7)));
			if acknowledged {
				assert_ok!(receive(1, acknowledgement(0)));
			}
			run_to(5);
			System::set_block_number(6);
			weight = Messenger::on_initialize(6);
		});
		weight
	};
	let (light, heavy) = (weight_of_retry(true), weight_of_retry(false));
	assert!(light.all_lt(heavy), "{light:?} and {heavy:?}");
}

#[derive(Clone, Debug)]
enum Fault {
	Deliver(usize),
	Drop(usize),
	Double(usize),
	Tick,
	Send(u32),
}

fn fault() -> impl Strategy<Value = Fault> {
	prop_oneof![
		(0usize..8).prop_map(Fault::Deliver),
		(0usize..8).prop_map(Fault::Drop),
		(0usize..8).prop_map(Fault::Double),
		Just(Fault::Tick),
		(1u32..100).prop_map(Fault::Send),
	]
}

proptest! {
	/// The chain talks to itself as peer 1 over a wire that drops, doubles and reorders: whatever
	/// was sent is counted exactly once when the wire behaves at last.
	#[test]
	fn every_message_is_handled_exactly_once_over_a_faulty_wire(
		faults in proptest::collection::vec(fault(), 1..120)
	) {
		build_and_execute(|| {
			let mut sent = 0u32;
			let mut wire: Vec<VersionedFrame<Body>> = Vec::new();
			for fault in faults {
				match fault {
					Fault::Send(n) => {
						let queued = Messenger::send(1, Body::Add(n)).is_ok();
						sent += if queued { n } else { 0 };
					},
					Fault::Tick => run_to(System::block_number() + 1),
					Fault::Deliver(i) if i < wire.len() => { let _ = receive(1, wire.remove(i)); },
					Fault::Drop(i) if i < wire.len() => { wire.remove(i); },
					Fault::Double(i) if i < wire.len() => { let _ = receive(1, wire[i].clone()); },
					_ => {},
				}
				wire.extend(Delivered::take().into_iter().map(|(_, frame)| frame));
				Messenger::do_try_state().unwrap();
			}
			for _ in 0..2_000 {
				for frame in wire.drain(..) {
					let _ = receive(1, frame);
				}
				run_to(System::block_number() + 1);
				wire.extend(Delivered::take().into_iter().map(|(_, frame)| frame));
			}
			assert_eq!(Sum::get(), sent);
			assert_eq!(OutboxLen::<Test>::get(1), 0);
		});
	}
}
