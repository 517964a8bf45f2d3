// SPDX-License-Identifier: Apache-2.0
//! A job on a sector, with the real runtime and randomness out of relay proofs.

use crate::{
	jobs::{
		answer_as, await_assignment, commit_all, free, garbage, honest, issuance, order, place,
		place_order, register, result, reveal, run_task, set_up, task, CLIENT, MINERS, PRICE,
	},
	network::{relay_randomness, CpuEdgePara, PouwNet},
	state::{network_test, run_blocks, run_until},
};
use codec::Encode;
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::task::{FailureReason, Replicas, TaskSpec, TaskState};
use pouw_runtime_common::{
	accounts::ProxyType,
	block::{RELAY_BLOCKS_AHEAD, SCHEDULING_LOOKAHEAD},
};
use pouw_sector_runtime::{Miners, Proxy, Runtime, RuntimeOrigin, Tasks};
use pouw_traits::MinerDirectory;
use sp_core::H256;
use sp_keyring::Sr25519Keyring;
use sp_runtime::Permill;
use std::collections::BTreeSet;
use xcm_emulator::{Network, TestExt};

/// Blocks after which an order without miners is refunded.
const PATIENCE: u32 = 150;
/// Blocks in which reveals are taken.
const REVEAL_PERIOD: u32 = 30;

fn acceptance(id: u64) -> pouw_primitives::task::Acceptance {
	match task::<CpuEdgePara>(id).state {
		TaskState::Accepted(acceptance) => acceptance,
		other => panic!("the task is {other:?}"),
	}
}

fn failure(id: u64) -> FailureReason {
	match task::<CpuEdgePara>(id).state {
		TaskState::Failed { reason, .. } => reason,
		other => panic!("the task is {other:?}"),
	}
}

#[test]
fn task_answered_alike_by_three_miners_is_accepted_and_paid() {
	network_test(|| {
		let all = issuance::<CpuEdgePara>();
		set_up::<CpuEdgePara>(3);
		let miners = MINERS.map(free::<CpuEdgePara>);
		let client = free::<CpuEdgePara>(CLIENT);

		// Rounding differs from device to device.
		let id = run_task::<CpuEdgePara>(|index| result(100 + (index == 2) as i64));

		let end = acceptance(id);
		assert_eq!((end.paid_each, end.paid, end.refunded), (PRICE / 3, PRICE, 0));
		assert_eq!(end.output, honest().output);
		for (miner, before) in MINERS.into_iter().zip(miners) {
			assert_eq!(free::<CpuEdgePara>(miner), before + PRICE / 3);
		}
		assert_eq!(free::<CpuEdgePara>(CLIENT), client - PRICE);
		assert_eq!(issuance::<CpuEdgePara>(), all);
	});
}

#[test]
fn assignment_is_drawn_from_randomness_unknown_at_the_order() {
	network_test(|| {
		set_up::<CpuEdgePara>(3);
		let (id, ordered) = place_order::<CpuEdgePara>();
		let known = PouwNet::relay_block_number();
		let TaskState::Ordered { randomness_after, .. } = ordered.state else {
			panic!("the order is {:?}", ordered.state);
		};
		// A candidate on this relay block is taken while there are four more, which its collator then knows.
		assert_eq!(randomness_after, known + SCHEDULING_LOOKAHEAD);
		// After these blocks the proof of the last one shows the first randomness that serves.
		run_blocks::<CpuEdgePara>(randomness_after - known);
		assert_eq!(task::<CpuEdgePara>(id).state, ordered.state);

		await_assignment::<CpuEdgePara>(id);
		let assigned = task::<CpuEdgePara>(id);
		let seed: H256 =
			(pallet_tasks::SEED_CONTEXT, relay_randomness(randomness_after), randomness_after, id)
				.using_encoded(sp_io::hashing::blake2_256)
				.into();
		assert_eq!(assigned.seed, seed);
		let drawn: BTreeSet<_> = assigned.replicas.iter().map(|r| r.miner.clone()).collect();
		assert_eq!(drawn, MINERS.iter().map(|miner| miner.to_account_id()).collect());
	});
}

#[test]
fn miner_that_answers_garbage_is_outvoted_and_unpaid() {
	network_test(|| {
		let all = issuance::<CpuEdgePara>();
		set_up::<CpuEdgePara>(3);
		let liar = free::<CpuEdgePara>(MINERS[1]);
		let client = free::<CpuEdgePara>(CLIENT);

		let id = run_task::<CpuEdgePara>(|index| if index == 1 { garbage() } else { honest() });

		let end = acceptance(id);
		assert_eq!((end.paid, end.refunded), (PRICE / 3 * 2, PRICE / 3));
		assert_eq!(free::<CpuEdgePara>(MINERS[1]), liar);
		assert_eq!(free::<CpuEdgePara>(CLIENT), client - PRICE / 3 * 2);
		assert_eq!(issuance::<CpuEdgePara>(), all);
	});
}

#[test]
fn more_miners_are_drawn_after_a_disagreement_and_those_who_were_right_are_paid() {
	network_test(|| {
		let all = issuance::<CpuEdgePara>();
		set_up::<CpuEdgePara>(3);
		let (id, _) = place::<CpuEdgePara>(TaskSpec {
			replicas: Replicas { initial: 3, most: 7 },
			confidence: Permill::from_percent(80),
			..order()
		});
		await_assignment::<CpuEdgePara>(id);
		let first = task::<CpuEdgePara>(id).seed;
		let answer = |miner| if miner == MINERS[1] { garbage() } else { honest() };
		answer_as::<CpuEdgePara>(id, &MINERS, answer);
		run_blocks::<CpuEdgePara>(2);
		// Two newcomers against one are not credible enough, and there is nobody else yet.
		assert!(matches!(task::<CpuEdgePara>(id).state, TaskState::Extending { .. }));

		let more = [Sr25519Keyring::Dave, Sr25519Keyring::Eve];
		more.into_iter().for_each(register::<CpuEdgePara>);
		await_assignment::<CpuEdgePara>(id);
		let asked = task::<CpuEdgePara>(id);
		assert_eq!(asked.replicas.len(), 5);
		assert_ne!(asked.seed, first);
		let everybody = [MINERS.as_slice(), &more].concat();
		let before: Vec<_> = everybody.iter().map(|miner| free::<CpuEdgePara>(*miner)).collect();
		answer_as::<CpuEdgePara>(id, &everybody, answer);
		run_blocks::<CpuEdgePara>(2);

		let end = acceptance(id);
		assert!(end.confidence >= Permill::from_percent(80));
		assert_eq!((end.paid_each, end.paid), (PRICE / 5, PRICE / 5 * 4));
		assert_eq!(end.paid + end.refunded, PRICE);
		for (miner, before) in everybody.into_iter().zip(before) {
			let paid = if miner == MINERS[1] { 0 } else { PRICE / 5 };
			assert_eq!(free::<CpuEdgePara>(miner), before + paid);
		}
		assert_eq!(issuance::<CpuEdgePara>(), all);
	});
}

#[test]
fn task_without_agreement_is_refunded() {
	network_test(|| {
		set_up::<CpuEdgePara>(3);
		let client = free::<CpuEdgePara>(CLIENT);
		let id = run_task::<CpuEdgePara>(|index| result([100, 300, 900][index]));
		assert_eq!(failure(id), FailureReason::NoAgreement);
		assert_eq!(free::<CpuEdgePara>(CLIENT), client);
	});
}

#[test]
fn task_of_which_one_miner_falls_silent_after_its_commitment_is_settled_in_time() {
	network_test(|| {
		set_up::<CpuEdgePara>(3);
		let silent = free::<CpuEdgePara>(MINERS[2]);
		let client = free::<CpuEdgePara>(CLIENT);
		let (id, _) = place_order::<CpuEdgePara>();
		await_assignment::<CpuEdgePara>(id);
		commit_all::<CpuEdgePara>(id, |_| honest());
		reveal::<CpuEdgePara>(id, &[0, 1], |_| honest());

		run_until::<CpuEdgePara>(REVEAL_PERIOD, "the settlement", || {
			pallet_tasks::Tasks::<Runtime>::get(id).is_some_and(|task| task.state.is_final())
		});

		assert_eq!(acceptance(id).paid, PRICE / 3 * 2);
		assert_eq!(free::<CpuEdgePara>(MINERS[2]), silent);
		assert_eq!(free::<CpuEdgePara>(CLIENT), client - PRICE / 3 * 2);
	});
}

#[test]
fn order_that_finds_too_few_miners_is_refunded() {
	network_test(|| {
		set_up::<CpuEdgePara>(2);
		let client = free::<CpuEdgePara>(CLIENT);
		let (id, _) = place_order::<CpuEdgePara>();
		assert_eq!(free::<CpuEdgePara>(CLIENT), client - PRICE);
		run_blocks::<CpuEdgePara>(PATIENCE);
		assert_eq!(failure(id), FailureReason::TooFewMiners);
		assert_eq!(free::<CpuEdgePara>(CLIENT), client);
	});
}

/// Has the client cancel an order. The calls of these tests are made without a transaction's fee.
fn cancel(id: u64) {
	let client = RuntimeOrigin::signed(CLIENT.to_account_id());
	CpuEdgePara::execute_with(|| {
		assert_ok!(Tasks::cancel_order(client, id));
	});
}

#[test]
fn order_that_waits_for_miners_is_cancelled_and_refunded() {
	network_test(|| {
		set_up::<CpuEdgePara>(2);
		let client = free::<CpuEdgePara>(CLIENT);
		let all = issuance::<CpuEdgePara>();
		let (id, _) = place_order::<CpuEdgePara>();
		run_blocks::<CpuEdgePara>(10);
		assert_eq!(free::<CpuEdgePara>(CLIENT), client - PRICE);
		cancel(id);
		let TaskState::Ordered { cancelled_from: Some(from), .. } = task::<CpuEdgePara>(id).state
		else {
			panic!("the order is {:?}", task::<CpuEdgePara>(id).state);
		};
		// The last miner comes with the first randomness that nobody knew at the cancellation.
		run_blocks::<CpuEdgePara>(from - PouwNet::relay_block_number() - 1);
		assert_eq!(free::<CpuEdgePara>(CLIENT), client - PRICE);
		register::<CpuEdgePara>(MINERS[2]);
		run_blocks::<CpuEdgePara>(1);

		assert_eq!(failure(id), FailureReason::Cancelled);
		assert!(task::<CpuEdgePara>(id).replicas.is_empty());
		assert_eq!(free::<CpuEdgePara>(CLIENT), client);
		assert_eq!(issuance::<CpuEdgePara>(), all);
	});
}

#[test]
fn order_that_is_cancelled_in_its_own_block_is_refunded_in_the_next() {
	network_test(|| {
		set_up::<CpuEdgePara>(3);
		let client = free::<CpuEdgePara>(CLIENT);
		let id = CpuEdgePara::execute_with(|| {
			let (id, client) = (Tasks::next_task(), CLIENT.to_account_id());
			assert_ok!(Tasks::order(RuntimeOrigin::signed(client.clone()), order()));
			assert_ok!(Tasks::cancel_order(RuntimeOrigin::signed(client), id));
			id
		});
		run_blocks::<CpuEdgePara>(1);
		assert_eq!(failure(id), FailureReason::Cancelled);
		assert_eq!(free::<CpuEdgePara>(CLIENT), client);
	});
}

#[test]
fn order_is_drawn_and_paid_when_its_randomness_may_have_been_known_at_its_cancellation() {
	network_test(|| {
		set_up::<CpuEdgePara>(3);
		let client = free::<CpuEdgePara>(CLIENT);
		let (id, ordered) = place_order::<CpuEdgePara>();
		let TaskState::Ordered { randomness_after, .. } = ordered.state else {
			panic!("the order is {:?}", ordered.state);
		};
		// The first relay block on which a collator can build that already knows the randomness of the draw.
		let first = randomness_after - RELAY_BLOCKS_AHEAD;
		run_blocks::<CpuEdgePara>(first - PouwNet::relay_block_number() - 1);
		cancel(id);
		assert_eq!(PouwNet::relay_block_number(), first);
		await_assignment::<CpuEdgePara>(id);
		let seed: H256 =
			(pallet_tasks::SEED_CONTEXT, relay_randomness(randomness_after), randomness_after, id)
				.using_encoded(sp_io::hashing::blake2_256)
				.into();
		assert_eq!(task::<CpuEdgePara>(id).seed, seed);
		commit_all::<CpuEdgePara>(id, |_| honest());
		reveal::<CpuEdgePara>(id, &[0, 1, 2], |_| honest());
		run_blocks::<CpuEdgePara>(1);
		assert_eq!(acceptance(id).paid, PRICE);
		assert_eq!(free::<CpuEdgePara>(CLIENT), client - PRICE);
	});
}

/// Has `of` make `who` its proxy.
fn add_proxy(of: Sr25519Keyring, who: Sr25519Keyring) {
	let (of, who) = (RuntimeOrigin::signed(of.to_account_id()), who.to_account_id());
	assert_ok!(Proxy::add_proxy(of, who.into(), ProxyType::Governance, 0));
}

/// Accounts that were drawn for a task.
fn drawn(id: u64) -> BTreeSet<pouw_primitives::AccountId> {
	task::<CpuEdgePara>(id).replicas.iter().map(|replica| replica.miner.clone()).collect()
}

#[test]
fn client_that_makes_miners_its_proxies_with_the_draw_in_sight_changes_nothing() {
	network_test(|| {
		set_up::<CpuEdgePara>(3);
		let more = [Sr25519Keyring::Dave, Sr25519Keyring::Eve];
		more.into_iter().for_each(register::<CpuEdgePara>);
		let (id, ordered) = place_order::<CpuEdgePara>();
		let TaskState::Ordered { randomness_after, .. } = ordered.state else {
			panic!("the order is {:?}", ordered.state);
		};
		// The first relay block on which a collator can build that already knows the randomness of the draw.
		let first = randomness_after - RELAY_BLOCKS_AHEAD;
		run_blocks::<CpuEdgePara>(first - PouwNet::relay_block_number() - 1);
		CpuEdgePara::execute_with(|| {
			for miner in MINERS.into_iter().chain(more) {
				add_proxy(CLIENT, miner);
			}
		});
		assert_eq!(PouwNet::relay_block_number(), first);
		assert_eq!(task::<CpuEdgePara>(id).state, ordered.state);

		await_assignment::<CpuEdgePara>(id);
		let seed = task::<CpuEdgePara>(id).seed;
		let of_a_stranger: BTreeSet<_> = CpuEdgePara::ext_wrapper(|| {
			let stranger = Sr25519Keyring::One.to_account_id();
			<Miners as MinerDirectory<_>>::draw(seed, 3, &stranger).into_iter().collect()
		});
		assert_eq!(drawn(id).len(), 3);
		assert_eq!(drawn(id), of_a_stranger);
	});
}

#[test]
fn miner_that_has_the_client_as_its_proxy_is_not_drawn() {
	network_test(|| {
		set_up::<CpuEdgePara>(3);
		let more = [Sr25519Keyring::Dave, Sr25519Keyring::Eve];
		more.into_iter().for_each(register::<CpuEdgePara>);
		CpuEdgePara::execute_with(|| {
			add_proxy(MINERS[0], CLIENT);
			add_proxy(MINERS[1], CLIENT);
		});
		let (id, _) = place_order::<CpuEdgePara>();
		await_assignment::<CpuEdgePara>(id);
		let left = [MINERS[2], more[0], more[1]];
		assert_eq!(drawn(id), left.iter().map(|miner| miner.to_account_id()).collect());
	});
}

#[test]
fn commitment_copied_from_another_miner_cannot_be_revealed() {
	network_test(|| {
		set_up::<CpuEdgePara>(3);
		let (id, _) = place_order::<CpuEdgePara>();
		await_assignment::<CpuEdgePara>(id);
		let salt = [7; 32];
		let author = MINERS[0].to_account_id();
		let copied = pouw_primitives::task::commitment(id, &author, &honest(), &salt);
		for miner in MINERS {
			let origin = RuntimeOrigin::signed(miner.to_account_id());
			CpuEdgePara::execute_with(|| Tasks::commit(origin, id, copied)).expect("assigned");
		}
		reveal::<CpuEdgePara>(id, &[0], |_| honest());
		CpuEdgePara::execute_with(|| {
			let copier = RuntimeOrigin::signed(MINERS[1].to_account_id());
			assert_noop!(
				Tasks::reveal(copier, id, honest(), salt),
				pallet_tasks::Error::<Runtime>::CommitmentMismatch
			);
		});
	});
}
