// SPDX-License-Identifier: Apache-2.0
//! A miner of tickets.

use super::fake::*;
use crate::mining::submission::Fate;
use pouw_chain::{ChainError, Included};
use pouw_engine::{Execution, Precision, UsefulWinner};
use pouw_primitives::{
	calls::PouwCall,
	task::{Answer, TaskState},
};
use pouw_tickets::{verify_baseline, Challenge, OperandProof};
use sp_core::H256;
use std::{
	collections::BTreeSet,
	sync::{Arc, Mutex},
	time::Duration,
};

fn chain(ceiling: u32) -> FakeChain {
	let chain = FakeChain::default();
	chain.state().ceiling = ceiling;
	chain.open_window(1);
	chain
}

fn proof() -> OperandProof {
	OperandProof {
		m: 16,
		root_a: [1; 32],
		i: 0,
		j: 0,
		a_strip: Default::default(),
		a_path: Default::default(),
		b_strip: Default::default(),
		b_path: Default::default(),
	}
}

fn committed(chain: &FakeChain) -> bool {
	matches!(chain.answer(0), Answer::Committed { .. })
}

#[tokio::test]
async fn idle_miner_hands_in_distinct_winning_tickets_up_to_its_ceiling() {
	let (place, chain) = (Place::new().await, chain(10));
	let mining = place.mining();
	place
		.mine_tickets_until(&chain, &Arc::default(), Some(mining.clone()), |chain| {
			chain.tickets_of_window() >= 10
		})
		.await;
	let state = chain.state();
	assert_eq!(state.tickets.len(), 10);
	let window = state.window.unwrap();
	let bound_to = Challenge { sector: 2_003, challenge: window.challenge.0, miner: [1; 32] };
	let mut seen = BTreeSet::new();
	for ticket in &state.tickets {
		let PouwCall::SubmitBaseline { miner, window: 1, proof } = ticket else {
			panic!("{ticket:?}")
		};
		assert_eq!(*miner, me());
		let ticket = verify_baseline(&bound_to, &window.work, proof).unwrap();
		assert!(ticket.wins(window.difficulty, window.work.k));
		assert!(seen.insert((proof.nonce, proof.i, proof.j)));
	}
	let stats = mining.stats();
	assert!(stats.found >= 10 && stats.work >= window.work.work() * 2, "{stats:?}");
}

#[tokio::test]
async fn nothing_is_computed_once_the_ceiling_is_reached_until_the_next_window() {
	let (place, chain) = (Place::new().await, chain(4));
	let mining = place.mining();
	let seen = Mutex::new((0, 0));
	place
		.mine_tickets_until(&chain, &Arc::default(), Some(mining.clone()), |chain| {
			let mut seen = seen.lock().unwrap();
			let number = chain.state().number;
			if seen.0 == 0 && chain.tickets_of_window() == 4 && !mining.stats().mining {
				*seen = (number, chain.state().submitted);
			}
			// Twenty blocks later nothing more was handed in.
			seen.0 > 0 && number > seen.0 + 20
		})
		.await;
	let before = seen.into_inner().unwrap().1;
	assert!(chain.state().submitted <= before + 8, "those under way at most");
	chain.open_window(2);
	let mining = place.mining();
	place
		.mine_tickets_until(&chain, &Arc::default(), Some(mining), |chain| {
			chain.tickets_of_window() == 4
		})
		.await;
}

#[tokio::test]
async fn job_stops_baseline_work_at_once_and_it_goes_on_afterwards() {
	let (place, chain) = (Place::new().await, chain(u32::MAX));
	let mining = place.mining();
	let seen = Arc::new(Mutex::new(None));
	let during = {
		let (mining, seen) = (mining.clone(), seen.clone());
		Box::new(move |_: &Execution<'_>| {
			// The product under way ends within one of its tiles.
			std::thread::sleep(Duration::from_millis(100));
			let before = mining.stats();
			std::thread::sleep(Duration::from_millis(100));
			*seen.lock().unwrap() = Some((before, mining.stats()));
		})
	};
	let executor = Arc::new(FakeExecutor { during: Some(during), ..Default::default() });
	let assigned = Mutex::new(false);
	place
		.mine_tickets_until(&chain, &executor, Some(mining.clone()), |chain| {
			let mut assigned = assigned.lock().unwrap();
			if !*assigned && !chain.state().tickets.is_empty() {
				*assigned = true;
				chain.assign();
			}
			let seen = seen.lock().unwrap();
			let Some((_, end)) = seen.as_ref() else { return false };
			committed(chain) && mining.stats().work > end.work
		})
		.await;
	let (before, after) = seen.lock().unwrap().clone().unwrap();
	assert_eq!((before.jobs, before.mining), (1, false));
	assert_eq!(before.work, after.work);
}

#[tokio::test]
async fn tickets_of_a_job_name_its_task_and_layer() {
	let (mut place, chain) = (Place::new().await, chain(100));
	place.config.mining.baseline = false;
	chain.state().layers = LAYERS;
	let during = Box::new(|execution: &Execution<'_>| {
		// Blocks go on meanwhile; the first of them tells of the window.
		let sink = execution.tickets.unwrap();
		let window = loop {
			match sink.window() {
				Some(window) => break window,
				None => std::thread::sleep(Duration::from_millis(2)),
			}
		};
		let winner = UsefulWinner { window, layer: 7, proof: proof() };
		sink.drawn(1 << 20, vec![winner]);
	});
	let executor = Arc::new(FakeExecutor { during: Some(during), ..Default::default() });
	let id = chain.assign();
	chain.state().tasks.get_mut(&id).unwrap().state = TaskState::Committing { until: u32::MAX };
	let mining = place.mining();
	place
		.mine_tickets_until(&chain, &executor, Some(mining.clone()), |chain| {
			committed(chain) && !chain.state().tickets.is_empty()
		})
		.await;
	let expected =
		PouwCall::SubmitUseful { miner: me(), window: 1, task: 0, layer: 7, proof: proof() };
	assert_eq!(chain.state().tickets, [expected]);
	let stats = mining.stats();
	assert_eq!((stats.work, stats.found, stats.useful), (1u128 << 20, 1, 1));
}

#[tokio::test]
async fn model_is_run_in_whole_numbers_exactly_when_its_layers_are_registered() {
	for (layers, precision) in [(0, Precision::F32), (LAYERS, Precision::Int7)] {
		let (place, chain) = (Place::new().await, FakeChain::default());
		chain.state().layers = layers;
		chain.assign();
		let executor: Arc<FakeExecutor> = Arc::default();
		place.mine_until(&chain, &executor, committed).await;
		assert_eq!(*executor.precision.lock().unwrap(), Some(precision));
	}
}

#[tokio::test]
async fn no_tickets_are_drawn_in_the_last_blocks_of_a_deadline_or_when_not_wanted() {
	for useful in [true, false] {
		let (mut place, chain) = (Place::new().await, chain(100));
		chain.state().layers = LAYERS;
		place.config.mining.baseline = false;
		place.config.mining.useful = useful;
		let drawn = Arc::new(Mutex::new(false));
		let during = {
			let drawn = drawn.clone();
			Box::new(move |execution: &Execution<'_>| {
				// Ten blocks take twenty milliseconds or more.
				std::thread::sleep(Duration::from_millis(150));
				assert_eq!(execution.tickets.is_some(), useful);
				*drawn.lock().unwrap() |= execution.tickets.is_some_and(|t| t.window().is_some());
			})
		};
		let executor = Arc::new(FakeExecutor { during: Some(during), ..Default::default() });
		let id = chain.assign();
		let until = if useful { chain.state().number + 12 } else { u32::MAX };
		chain.state().tasks.get_mut(&id).unwrap().state = TaskState::Committing { until };
		place.mine_tickets_until(&chain, &executor, Some(place.mining()), committed).await;
		assert!(!*drawn.lock().unwrap());
	}
}

/// As one that agrees does, the job runs to its commitment.
#[tokio::test]
async fn job_is_run_without_tickets_when_the_registered_layers_are_others() {
	for (layers, other, draws) in
		[(LAYERS, None, true), (LAYERS, Some(7), false), (LAYERS - 1, None, false)]
	{
		let (mut place, chain) = (Place::new().await, chain(100));
		place.config.mining.baseline = false;
		{
			let mut state = chain.state();
			(state.layers, state.other_layer) = (layers, other);
		}
		let mining = place.mining();
		let drawn = Arc::new(Mutex::new(None));
		let during = {
			let (mining, drawn) = (mining.clone(), drawn.clone());
			Box::new(move |execution: &Execution<'_>| {
				// The window is known from the first block on that the service sees.
				while mining.stats().window.is_none() {
					std::thread::sleep(Duration::from_millis(2));
				}
				let sink = execution.tickets.unwrap();
				*drawn.lock().unwrap() = Some((execution.precision, sink.window().is_some()));
			})
		};
		let executor = Arc::new(FakeExecutor { during: Some(during), ..Default::default() });
		let id = chain.assign();
		chain.state().tasks.get_mut(&id).unwrap().state = TaskState::Committing { until: u32::MAX };
		place.mine_tickets_until(&chain, &executor, Some(mining.clone()), committed).await;
		assert_eq!(*drawn.lock().unwrap(), Some((Precision::Int7, draws)), "{layers} {other:?}");
		assert_eq!(mining.stats().found, 0);
	}
}

#[tokio::test]
async fn ticket_is_tried_again_after_a_failure_of_the_connection() {
	let (place, chain) = (Place::new().await, chain(1));
	let lost = || ChainError::ConnectionLost { endpoint: "fake".into(), reason: "down".into() };
	chain.state().ticket_errors = vec![lost(), lost(), ChainError::Unauthorized { code: 0 }];
	let mining = place.mining();
	place
		.mine_tickets_until(&chain, &Arc::default(), Some(mining.clone()), |chain| {
			chain.tickets_of_window() == 1
		})
		.await;
	assert!(chain.state().submitted >= 4);
}

#[tokio::test]
async fn account_that_cannot_register_mines_without_registration() {
	let (place, chain) = (Place::new().await, chain(1));
	chain.state().failures = u32::MAX;
	place
		.mine_tickets_until(&chain, &Arc::default(), Some(place.mining()), |chain| {
			chain.tickets_of_window() == 1
		})
		.await;
	assert!(chain.state().miner.is_none());
	chain.state().failures = 0;
	place
		.mine_tickets_until(&chain, &Arc::default(), Some(place.mining()), |chain| {
			chain.state().miner.is_some()
		})
		.await;
}

#[test]
fn fate_of_a_ticket_follows_from_the_answer() {
	let included = Included {
		block_number: 1,
		block_hash: H256::zero(),
		parent_hash: H256::zero(),
		extrinsic_hash: H256::zero(),
	};
	assert_eq!(Fate::of(&Ok(included)), Fate::Accepted);
	let of = |code| Fate::of(&Err(ChainError::Unauthorized { code }));
	assert_eq!([of(0), of(1), of(6)], [Fate::Again, Fate::Stale, Fate::Accepted]);
	assert_eq!([2, 3, 4, 5].map(of), [Fate::NoMore; 4]);
	assert_eq!([9, 8, 19].map(of), [Fate::TaskExhausted, Fate::Refused, Fate::Refused]);
	let transient = ChainError::NotIncluded { hash: H256::zero(), seconds: 1 };
	assert_eq!(Fate::of(&Err(transient)), Fate::Again);
	let wrong = ChainError::IncompatibleCall { reason: "other version".into() };
	assert_eq!(Fate::of(&Err(wrong)), Fate::Refused);
}
