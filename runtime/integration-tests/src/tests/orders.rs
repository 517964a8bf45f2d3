// SPDX-License-Identifier: Apache-2.0
//! Orders in MAIN, from the client's MAIN on the hub to the miners' tokens on a sector.

use super::{losing, RETRY_AFTER};
use crate::{
	conversions::{activate_all, attest, convert, draw, Snapshot},
	jobs::{
		await_assignment, commit_all, free, garbage, honest, issuance, order as spec, result,
		reveal, set_up, task, CLIENT, MINERS,
	},
	network::{CpuEdgePara, GpuConsumerPara, HubPara, PouwNet, Wire},
	state::{check_invariants, network_test, run_blocks, run_until, settle_messages},
};
use frame_support::{assert_noop, assert_ok, traits::fungible::Inspect};
use pouw_primitives::{
	order::{OrderPayment, OrderState, RefusalReason},
	sector::Hub,
	task::{FailureReason, TaskResult, TaskSpec},
	Balance, HubToSector, MainOrder, OrderId, OrderOutcome, OrderRecord, SectorId, SectorOrder,
	SectorToHub, TaskId,
};
use pouw_runtime_common::currency::{MILLIUNIT, UNIT};
use pouw_traits::SendMessage;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{DispatchResult, FixedU128};
use xcm_emulator::{Network, TestExt};

mod cancelling;
mod standstill;

type HubRuntime = pouw_hub_runtime::Runtime;
type SectorRuntime = pouw_sector_runtime::Runtime;
type Refusal = pallet_orders::Error<HubRuntime>;

/// The sector of the tests, `CpuEdgePara`.
const SECTOR: SectorId = SectorId(2003);
/// MAIN of the tests' orders; a tenth of MAIN is the rate of a token.
const MAIN: Balance = 30 * UNIT;
/// What it is worth on the sector.
const PRICE: Balance = 300 * UNIT;
/// Blocks after which an order without miners fails.
const PATIENCE: u32 = 150;

/// Miners, a model, and sectors that know the hub.
fn ready(miners: usize) {
	set_up::<CpuEdgePara>(miners);
	activate_all();
	HubPara::ext_wrapper(|| {
		let terms = pouw_hub_runtime::Sectors::terms(SECTOR).expect("terms of the preset");
		assert_eq!(terms.rate, FixedU128::from_rational(1, 10));
	});
}

/// Has a conversion of the sector settled, which fills its reserve with a thousand tokens.
fn fill_reserve() {
	let id = convert::<CpuEdgePara>();
	let (_, drawn) = draw(SECTOR, id);
	let snapshot = Snapshot::include(SECTOR.0);
	for witness in drawn {
		let attested = attest(witness, SECTOR, id, snapshot.number, snapshot.prove(id));
		assert_eq!(attested, Ok(Ok(())));
	}
	run_blocks::<HubPara>(2);
	run_blocks::<CpuEdgePara>(1);
}

/// Three miners, a model, and a reserve that can pay them.
fn ready_to_pay() {
	ready(3);
	fill_reserve();
}

/// The hub suspends the sector, which hears of it unless its messages are lost.
fn suspend() {
	HubPara::execute_with(|| {
		let root = pouw_hub_runtime::RuntimeOrigin::root();
		assert_ok!(pouw_hub_runtime::Sectors::suspend(root, SECTOR));
	});
}

fn signed(who: Sr25519Keyring) -> pouw_hub_runtime::RuntimeOrigin {
	pouw_hub_runtime::RuntimeOrigin::signed(who.to_account_id())
}

fn try_order(spec: TaskSpec, main: Balance) -> DispatchResult {
	HubPara::execute_with(|| pouw_hub_runtime::Orders::order(signed(CLIENT), SECTOR, spec, main))
}

/// The client orders on the hub.
fn place() -> OrderId {
	let order = HubPara::ext_wrapper(|| pouw_hub_runtime::Orders::next_order(SECTOR));
	assert_ok!(try_order(TaskSpec { price: PRICE, ..spec() }, MAIN));
	order
}

fn on_hub(order: OrderId) -> OrderRecord {
	HubPara::ext_wrapper(|| {
		pouw_hub_runtime::Orders::order_of(SECTOR, order).expect("an order of the test")
	})
}

fn on_sector(order: OrderId) -> Option<SectorOrder> {
	CpuEdgePara::ext_wrapper(|| pouw_sector_runtime::Tasks::hub_order(order))
}

/// The task that the sector made of an order.
fn task_of(order: OrderId) -> TaskId {
	match on_sector(order) {
		Some(SectorOrder::Running { task }) => task,
		other => panic!("the order is {other:?}"),
	}
}

/// The client orders on the hub, and the sector makes a task of it. Returns what was there before too.
fn placed() -> (Before, OrderId, TaskId) {
	let before = Before::now();
	let order = place();
	(before, order, task_of(order))
}

/// The number of the sector's next task.
fn next_task() -> TaskId {
	CpuEdgePara::ext_wrapper(pouw_sector_runtime::Tasks::next_task)
}

/// Has the miners of a task commit and reveal, so that the next block settles it.
fn answer_all(id: TaskId, answer: impl Fn(usize) -> TaskResult + Copy) {
	commit_all::<CpuEdgePara>(id, answer);
	reveal::<CpuEdgePara>(id, &[0, 1, 2], answer);
}

/// Has the miners answer a task, up to the block in which it is settled and the hub hears of it.
fn run(id: TaskId, answer: impl Fn(usize) -> TaskResult + Copy) {
	await_assignment::<CpuEdgePara>(id);
	answer_all(id, answer);
	run_blocks::<CpuEdgePara>(1);
	assert!(task::<CpuEdgePara>(id).state.is_final());
}

/// All MAIN there is, and what was burned of it for sectors' payments.
fn main_of_all() -> (Balance, Balance) {
	HubPara::ext_wrapper(|| {
		(
			pouw_hub_runtime::Balances::total_issuance(),
			pouw_hub_runtime::Settlement::burned_in_all(),
		)
	})
}

/// The client's MAIN, with what is held of it.
fn main_of_client() -> Balance {
	HubPara::ext_wrapper(|| pouw_hub_runtime::Balances::total_balance(&CLIENT.to_account_id()))
}

fn main_held() -> Balance {
	HubPara::ext_wrapper(|| pouw_hub_runtime::Balances::reserved_balance(CLIENT.to_account_id()))
}

/// Fails unless the order is open and its MAIN held.
fn assert_held(order: OrderId) {
	assert_eq!((on_hub(order).state, main_held()), (OrderState::Open, MAIN));
}

/// Tokens released by the reserve, and owed by it.
fn reserve() -> (Balance, Balance) {
	CpuEdgePara::ext_wrapper(|| {
		(
			pallet_sector_token::Totals::<SectorRuntime>::get().released,
			pallet_sector_token::DebtsQueue::<SectorRuntime>::get().total,
		)
	})
}

/// What the miners have, that they can spend.
fn miners() -> [Balance; 3] {
	MINERS.map(free::<CpuEdgePara>)
}

/// What was there before an order.
struct Before {
	main: (Balance, Balance),
	client: Balance,
	miners: [Balance; 3],
	released: Balance,
	tokens: Balance,
}

impl Before {
	fn now() -> Self {
		Self {
			main: main_of_all(),
			client: main_of_client(),
			miners: miners(),
			released: reserve().0,
			tokens: issuance::<CpuEdgePara>(),
		}
	}

	/// The order cost the client `burned`, which is gone, and the miners got `each` from the reserve.
	fn assert_paid(&self, order: OrderId, burned: Balance, each: [Balance; 3]) {
		let OrderState::Ended { outcome, payment, .. } = on_hub(order).state else {
			panic!("the order is {:?}", on_hub(order).state)
		};
		assert_eq!(outcome.paid(), each.iter().sum::<Balance>());
		assert_eq!(payment, OrderPayment { burned, refunded: MAIN - burned });
		assert_eq!(main_of_all(), (self.main.0 - burned, self.main.1 + burned));
		assert_eq!((main_of_client(), main_held()), (self.client - burned, 0));
		for ((before, after), earned) in self.miners.into_iter().zip(miners()).zip(each) {
			assert_eq!(after - before, earned);
		}
		assert_eq!(reserve(), (self.released + outcome.paid(), 0));
		assert_eq!(issuance::<CpuEdgePara>(), self.tokens);
	}

	/// The order cost the client all of its MAIN, and each miner got a third of its worth.
	fn assert_paid_in_full(&self, order: OrderId) {
		self.assert_paid(order, MAIN, [PRICE / 3; 3]);
	}

	/// The client has all of its MAIN, and none of it is held.
	fn assert_client_has_all(&self) {
		assert_eq!((main_of_client(), main_held()), (self.client, 0));
	}

	/// The order cost nobody anything.
	fn assert_refunded(&self, order: OrderId, expected: OrderOutcome) {
		let OrderState::Ended { outcome, .. } = on_hub(order).state else {
			panic!("the order is {:?}", on_hub(order).state)
		};
		assert_eq!(outcome, expected);
		self.assert_paid(order, 0, [0; 3]);
	}
}

#[test]
fn order_in_main_pays_miners_from_the_reserve_and_burns_what_that_is_worth() {
	network_test(|| {
		ready_to_pay();
		let before = Before::now();
		let order = place();
		assert_eq!((main_held(), main_of_all()), (MAIN, before.main));
		let id = task_of(order);
		let record = task::<CpuEdgePara>(id);
		assert_eq!((record.client, record.spec.price), (CLIENT.to_account_id(), PRICE));

		run(id, |_| honest());
		before.assert_paid_in_full(order);
		settle_messages::<CpuEdgePara>();
		before.assert_paid_in_full(order);
	});
}

#[test]
fn order_one_of_whose_results_is_off_costs_two_thirds() {
	network_test(|| {
		ready_to_pay();
		let (before, order, id) = placed();
		run(id, |index| if index == 1 { garbage() } else { honest() });
		let share = PRICE / 3;
		let each: Vec<_> =
			MINERS.iter().enumerate().map(|(i, _)| if i == 1 { 0 } else { share }).collect();
		before.assert_paid(order, MAIN / 3 * 2, [each[0], each[1], each[2]]);
	});
}

#[test]
fn order_whose_task_fails_is_refunded() {
	network_test(|| {
		ready_to_pay();
		let (before, order, id) = placed();
		run(id, |index| result(100 - 90 * index as i64));
		let reason = FailureReason::NoAgreement;
		before.assert_refunded(order, OrderOutcome::Failed { task: id, reason });
	});
}

#[test]
fn order_that_finds_too_few_miners_is_refunded() {
	network_test(|| {
		ready(2);
		let (before, order, id) = placed();
		run_blocks::<CpuEdgePara>(PATIENCE + 1);
		let reason = FailureReason::TooFewMiners;
		before.assert_refunded(order, OrderOutcome::Failed { task: id, reason });
	});
}

#[test]
fn order_that_reaches_a_suspended_sector_is_refused_and_refunded() {
	network_test(|| {
		ready(3);
		let before = Before::now();
		let order = losing(place);
		suspend();
		run_blocks::<HubPara>(RETRY_AFTER);
		run_blocks::<CpuEdgePara>(1);
		let reason = RefusalReason::SectorInactive;
		before.assert_refunded(order, OrderOutcome::Refused { reason });
		// No new order meanwhile.
		HubPara::execute_with(|| {
			assert_noop!(
				pouw_hub_runtime::Orders::order(signed(CLIENT), SECTOR, spec(), MAIN),
				Refusal::SectorNotActive
			);
		});
	});
}

#[test]
fn order_of_a_sector_suspended_while_it_runs_is_paid_all_the_same() {
	network_test(|| {
		ready_to_pay();
		let before = Before::now();
		let order = place();
		suspend();
		run(task_of(order), |_| honest());
		before.assert_paid_in_full(order);
	});
}

#[test]
fn order_that_comes_too_late_is_refused_and_refunded() {
	network_test(|| {
		ready(3);
		let before = Before::now();
		let order = losing(place);
		PouwNet::set_relay_block_number(on_hub(order).accept_until + 1);
		run_blocks::<CpuEdgePara>(1);
		run_blocks::<HubPara>(RETRY_AFTER);
		run_blocks::<CpuEdgePara>(1);
		let reason = RefusalReason::TooLate;
		before.assert_refunded(order, OrderOutcome::Refused { reason });
	});
}

#[test]
fn order_each_of_whose_messages_is_lost_once_is_paid_once() {
	network_test(|| {
		ready_to_pay();
		let before = Before::now();
		let order = losing(place);
		assert_eq!(on_sector(order), None);
		run_blocks::<HubPara>(RETRY_AFTER);
		let id = task_of(order);

		await_assignment::<CpuEdgePara>(id);
		answer_all(id, |_| honest());
		losing(|| run_blocks::<CpuEdgePara>(1));
		assert!(matches!(on_sector(order), Some(SectorOrder::Ended { .. })));
		assert_held(order);
		check_invariants();
		// The acknowledgement of the answer is lost as well, so it comes twice more.
		run_blocks::<CpuEdgePara>(RETRY_AFTER);
		losing(|| run_blocks::<HubPara>(1));
		run_blocks::<CpuEdgePara>(2 * RETRY_AFTER);
		before.assert_paid_in_full(order);
	});
}

#[test]
fn order_over_doubled_wires_is_run_and_paid_once() {
	network_test(|| {
		ready_to_pay();
		let before = Before::now();
		PouwNet::set_wire(Wire::Doubles);
		let order = place();
		let id = task_of(order);
		assert_eq!(next_task(), id + 1);
		run(id, |_| honest());
		run_blocks::<HubPara>(2);
		run_blocks::<CpuEdgePara>(2);
		before.assert_paid_in_full(order);
	});
}

#[test]
fn short_reserve_owes_the_miners_and_pays_when_it_is_filled() {
	network_test(|| {
		ready(3);
		let before = Before::now();
		let order = place();
		run(task_of(order), |_| honest());
		// The client has had its result and pays for it; the miners have claims first in the reserve.
		assert_eq!(main_of_all(), (before.main.0 - MAIN, before.main.1 + MAIN));
		assert_eq!(reserve(), (0, PRICE));
		assert_eq!(miners(), before.miners);
		check_invariants();

		fill_reserve();
		run_until::<CpuEdgePara>(10, "payment of the debts", || {
			pallet_sector_token::DebtsQueue::<SectorRuntime>::get().total == 0
		});
		assert_eq!(reserve(), (PRICE, 0));
		for (before, after) in before.miners.into_iter().zip(miners()) {
			assert_eq!(after - before, PRICE / 3);
		}
		assert_eq!(main_of_all().1, before.main.1 + MAIN);
	});
}

#[test]
fn answer_of_another_sector_is_ignored() {
	network_test(|| {
		ready(3);
		let before = Before::now();
		let order = place();
		for outcome in [
			OrderOutcome::Settled { task: 0, paid: PRICE },
			OrderOutcome::Refused { reason: RefusalReason::Busy },
		] {
			GpuConsumerPara::execute_with(|| {
				let forged = SectorToHub::OrderEnded { order, outcome };
				assert_ok!(pouw_sector_runtime::Messenger::send(Hub, forged));
			});
			settle_messages::<GpuConsumerPara>();
		}
		assert_held(order);
		assert_eq!(main_of_all(), before.main);
	});
}

#[test]
fn number_of_an_order_that_is_used_again_is_not_run_again() {
	network_test(|| {
		ready_to_pay();
		let (before, order, id) = placed();
		let again = || {
			let record = on_hub(order);
			let spec = TaskSpec { price: 3 * PRICE, ..record.spec };
			let OrderRecord { client, accept_until, pays_until, .. } = record;
			HubPara::execute_with(|| {
				let message = MainOrder { order, client, spec, accept_until, pays_until };
				assert_ok!(pouw_hub_runtime::Messenger::send(SECTOR, HubToSector::Order(message)));
			});
		};
		again();
		assert_eq!(next_task(), id + 1);
		run(id, |_| honest());
		again();
		run_blocks::<CpuEdgePara>(2);
		run_blocks::<HubPara>(2);
		assert_eq!(next_task(), id + 1);
		before.assert_paid_in_full(order);
	});
}

#[test]
fn dust_and_more_than_there_is_cannot_be_ordered_for() {
	network_test(|| {
		ready(3);
		let before = Before::now();
		for main in [0, 1, 10 * MILLIUNIT - 1, before.client, Balance::MAX / 100, Balance::MAX] {
			HubPara::execute_with(|| {
				let cheap = TaskSpec { price: 0, ..spec() };
				let order = pouw_hub_runtime::Orders::order(signed(CLIENT), SECTOR, cheap, main);
				assert!(order.is_err());
			});
		}
		before.assert_client_has_all();
		// A unit of MAIN that is worth no whole unit more comes back.
		fill_reserve();
		let before = Before::now();
		let order = HubPara::ext_wrapper(|| pouw_hub_runtime::Orders::next_order(SECTOR));
		assert_ok!(try_order(TaskSpec { price: 0, ..spec() }, UNIT + 1));
		let id = task_of(order);
		assert_eq!(task::<CpuEdgePara>(id).spec.price, 10 * UNIT + 10);
		run(id, |_| honest());
		// A third of the price does not divide; what is paid is worth a little less than all.
		let paid = (10 * UNIT + 10) / 3 * 3;
		let burned = paid.div_ceil(10);
		assert_eq!(main_of_all().0, before.main.0 - burned);
		assert_eq!(main_of_client(), before.client - burned);
	});
}
