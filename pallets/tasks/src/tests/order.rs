// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Error, Event, OpenTasksOfModel, Unassigned};
use frame_support::{assert_noop, assert_ok, traits::fungible::MutateFreeze};
use pouw_primitives::task::{
	BlobRef, Job, Replicas, TaskId, TaskRecord, TaskSpec, TaskState, VerificationTier,
	MAX_PROGRAM_LEN,
};
use pouw_primitives::Funding;
use sp_core::H256;

#[test]
fn order_should_escrow_the_price_and_queue_the_task() {
	ExtBuilder::default().build_and_execute(|| {
		let id = order(spec());
		assert_eq!(
			record(id),
			TaskRecord {
				client: CLIENT,
				funding: Funding::Client,
				spec: spec(),
				ordered_at: 1,
				state: TaskState::Ordered {
					randomness_after: 102,
					expires: 21,
					cancelled_from: None,
				},
				seed: H256::zero(),
				replicas: Default::default(),
			}
		);
		assert_eq!(escrow(), 100);
		assert_eq!(Unassigned::<Test>::get().into_inner(), vec![id]);
		System::assert_last_event(
			Event::Ordered { task: id, client: CLIENT, price: 100, expires: 21 }.into(),
		);
		assert_eq!(order(spec()), id + 1);
		assert_eq!(escrow(), 200);
	});
}

#[test]
fn order_of_a_program_should_be_taken_without_a_model() {
	ExtBuilder::default().build_and_execute(|| {
		let program = BlobRef { hash: H256::repeat_byte(9), len: MAX_PROGRAM_LEN };
		let spec = TaskSpec { job: Job::Data { program }, tier: VerificationTier::Exact, ..spec() };
		let id = order(spec.clone());
		assert_eq!(record(id).spec, spec);
		assert_eq!(OpenTasksOfModel::<Test>::iter().count(), 0);
	});
}

fn assert_refused(change: impl FnOnce(&mut TaskSpec), error: Error<Test>) {
	let mut wrong = spec();
	change(&mut wrong);
	assert_noop!(Tasks::order(RuntimeOrigin::signed(CLIENT), wrong), error);
}

#[test]
fn order_should_fail_when_the_specification_is_out_of_bounds() {
	ExtBuilder::default().build_and_execute(|| {
		let model = H256::repeat_byte(8);
		assert_refused(|s| s.job = Job::Embedding { model }, Error::ModelNotRegistered);
		let program = |len| Job::Data { program: BlobRef { hash: model, len } };
		assert_refused(|s| s.job = program(0), Error::ProgramEmpty);
		assert_refused(|s| s.job = program(MAX_PROGRAM_LEN + 1), Error::ProgramTooLong);
		assert_refused(|s| s.job = program(1), Error::ProgramNotExact);
		assert_refused(|s| s.input.len = 0, Error::InputEmpty);
		assert_refused(|s| s.input.len = MaxInputLen::get() + 1, Error::InputTooLong);
		assert_refused(|s| s.input.len = u64::MAX, Error::InputTooLong);
		assert_refused(|s| s.deadline = MinDeadline::get() - 1, Error::DeadlineTooShort);
		assert_refused(|s| s.deadline = MaxDeadline::get() + 1, Error::DeadlineTooLong);
		assert_refused(|s| s.deadline = u32::MAX, Error::DeadlineTooLong);
		assert_refused(|s| s.client_key = [0; 32], Error::ZeroClientKey);
		assert_refused(|s| s.client_key = low_order_key(), Error::LowOrderClientKey);
		// The bit that X25519 ignores makes no key of it.
		assert_refused(
			|s| {
				s.client_key = low_order_key();
				s.client_key[31] |= 0x80;
			},
			Error::LowOrderClientKey,
		);
		assert_refused(|s| s.price = MinPrice::get() - 1, Error::PriceTooLow);
		assert_refused(|s| s.price = 0, Error::PriceTooLow);
	});
}

#[test]
fn order_should_fail_when_the_replicas_are_out_of_bounds() {
	ExtBuilder::default().build_and_execute(|| {
		let replicas = |initial, most| {
			move |s: &mut TaskSpec| {
				s.replicas = Replicas { initial, most };
			}
		};
		assert_refused(replicas(0, 3), Error::TooFewReplicas);
		assert_refused(replicas(1, 3), Error::TooFewReplicas);
		assert_refused(replicas(3, 2), Error::InitialReplicasAboveMost);
		assert_refused(replicas(3, 17), Error::TooManyReplicas);
		assert_refused(replicas(17, 17), Error::TooManyReplicas);
		assert_refused(replicas(255, 255), Error::TooManyReplicas);
		// One result of an exact job has nothing to be compared with either.
		assert_refused(
			|s| {
				s.tier = VerificationTier::Exact;
				s.replicas = Replicas { initial: 1, most: 1 };
			},
			Error::TooFewReplicas,
		);
	});
}

#[test]
fn order_should_fail_when_a_share_is_below_the_existential_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		assert_refused(
			|s| {
				s.price = 39;
				s.replicas = Replicas { initial: 4, most: 4 };
			},
			Error::ShareTooSmall,
		);
		let least = TaskSpec { price: 40, replicas: Replicas { initial: 4, most: 4 }, ..spec() };
		order(least);
	});
}

#[test]
fn order_should_fail_when_the_client_cannot_cover_the_price() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Tasks::order(RuntimeOrigin::signed(BROKE), spec()),
			Error::<Test>::PriceNotCovered
		);
		// The existential deposit stays outside the escrow.
		assert_refused(|s| s.price = ENDOWMENT - 9, Error::PriceNotCovered);
		assert_refused(|s| s.price = u128::MAX, Error::PriceNotCovered);
		order(TaskSpec { price: ENDOWMENT - 10, ..spec() });
		assert_noop!(
			Tasks::order(RuntimeOrigin::signed(CLIENT), spec()),
			Error::<Test>::PriceNotCovered
		);
	});
}

#[test]
fn order_should_fail_when_the_price_is_frozen() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Balances::set_freeze(&0, &CLIENT, ENDOWMENT - 99));
		assert_refused(|_| {}, Error::PriceNotCovered);
		assert_ok!(Balances::set_freeze(&0, &CLIENT, ENDOWMENT - 100));
		order(spec());
	});
}

#[test]
fn order_should_fail_when_the_queue_is_full() {
	ExtBuilder::default().build_and_execute(|| {
		for _ in 0..MaxUnassigned::get() {
			order(spec());
		}
		assert_refused(|_| {}, Error::QueueFull);
		assert_eq!(escrow(), 800);
	});
}

#[test]
fn order_should_survive_an_extreme_price() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		use frame_support::traits::fungible::Mutate;
		// All there can be: prices and shares at the top of their range.
		let most = u128::MAX - Balances::total_issuance();
		assert_ok!(Balances::mint_into(&CLIENT, most));
		assert_noop!(Balances::mint_into(&CLIENT, 1), sp_runtime::ArithmeticError::Overflow);
		let price = most + ENDOWMENT - 10;
		let id = settled_task(
			TaskSpec { price, ..spec() },
			&[Some(result(1, 0)), Some(result(1, 10)), Some(result(1, 20))],
		);
		let TaskState::Accepted(end) = record(id).state else { panic!("not accepted") };
		assert_eq!(end.paid_each, price / 3);
		assert_eq!(end.paid + end.refunded, price);
		assert_eq!(Balances::free_balance(CLIENT), 10 + price % 3);
		assert_eq!(Balances::total_issuance(), u128::MAX);
	});
}

#[test]
fn order_should_fail_when_unsigned() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Tasks::order(RuntimeOrigin::root(), spec()),
			sp_runtime::DispatchError::BadOrigin
		);
	});
}

#[test]
fn calls_should_encode_as_their_mirrors() {
	use codec::Encode;
	use pouw_primitives::calls::TasksCall;

	let task: TaskId = 77;
	let call = |call: crate::Call<Test>| call.encode();
	assert_eq!(
		call(crate::Call::register_model { model: MODEL, tolerance: TOLERANCE }),
		TasksCall::RegisterModel { model: MODEL, tolerance: TOLERANCE }.encode()
	);
	assert_eq!(
		call(crate::Call::order { spec: spec() }),
		TasksCall::Order { spec: spec() }.encode()
	);
	assert_eq!(
		call(crate::Call::commit { task, commitment: MODEL }),
		TasksCall::Commit { task, commitment: MODEL }.encode()
	);
	assert_eq!(
		call(crate::Call::reveal { task, result: result(1, 2), salt: salt(3) }),
		TasksCall::Reveal { task, result: result(1, 2), salt: salt(3) }.encode()
	);
	assert_eq!(call(crate::Call::abstain { task }), TasksCall::Abstain { task }.encode());
	assert_eq!(call(crate::Call::cancel_order { task }), TasksCall::CancelOrder { task }.encode());
}
