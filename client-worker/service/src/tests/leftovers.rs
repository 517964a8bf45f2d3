// SPDX-License-Identifier: Apache-2.0
//! Useful tickets over a restart.

use super::fake::*;
use codec::Encode;
use pouw_chain::ChainError;
use pouw_engine::{Execution, UsefulWinner};
use pouw_primitives::{
	calls::{PouwCall, SectorCall},
	task::{Answer, TaskState},
};
use pouw_tickets::OperandProof;
use std::{sync::Arc, time::Duration};

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

fn ticket(window: u32) -> PouwCall {
	PouwCall::SubmitUseful { miner: me(), window, task: 0, layer: 7, proof: proof() }
}

async fn place_and_chain(window: u32) -> (Place, FakeChain) {
	let (mut place, chain) = (Place::new().await, FakeChain::default());
	place.config.mining.baseline = false;
	chain.open_window(window);
	let mut state = chain.state();
	(state.ceiling, state.layers) = (100, LAYERS);
	drop(state);
	(place, chain)
}

fn lost() -> ChainError {
	ChainError::ConnectionLost { endpoint: "fake".into(), reason: "down".into() }
}

#[tokio::test]
async fn useful_ticket_that_got_no_answer_is_handed_in_by_the_next_process() {
	let (place, chain) = place_and_chain(1).await;
	chain.state().ticket_errors = (0..10_000).map(|_| lost()).collect();
	let during = Box::new(|execution: &Execution<'_>| {
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
	let committed = |chain: &FakeChain| matches!(chain.answer(0), Answer::Committed { .. });
	place.mine_tickets_until(&chain, &executor, Some(place.mining()), committed).await;
	let kept = place.records(&chain).await.tickets().unwrap();
	assert_eq!(kept, [(1, SectorCall::PouwVerify(ticket(1)).encode())]);
	assert!(chain.state().tickets.is_empty());

	// One more failure of the connection is no answer either.
	chain.state().ticket_errors = vec![lost()];
	let taken = |chain: &FakeChain| !chain.state().tickets.is_empty();
	place.mine_tickets_until(&chain, &Arc::default(), Some(place.mining()), taken).await;
	assert_eq!(chain.state().tickets, [ticket(1)]);
	let start = chain.state().number;
	let later = |chain: &FakeChain| chain.state().number > start + 5;
	place.mine_tickets_until(&chain, &Arc::default(), Some(place.mining()), later).await;
	assert_eq!(chain.state().tickets.len(), 1);
	assert!(place.records(&chain).await.tickets().unwrap().is_empty());
}

#[tokio::test]
async fn kept_tickets_of_windows_that_are_over_are_forgotten_and_not_handed_in() {
	let (place, chain) = place_and_chain(5).await;
	{
		let records = place.records(&chain).await;
		for window in [1, 3, 4] {
			let call = SectorCall::PouwVerify(ticket(window)).encode();
			records.keep_tickets(window, &[call]).unwrap();
		}
		records.keep_tickets(5, &[b"no call".to_vec()]).unwrap();
	}
	let start = chain.state().number;
	let later = |chain: &FakeChain| chain.state().number > start + 10;
	place.mine_tickets_until(&chain, &Arc::default(), Some(place.mining()), later).await;
	assert_eq!(chain.state().tickets, [ticket(4)], "that window may be in its grace");
	assert_eq!(chain.state().submitted, 1);
	let left = place.records(&chain).await.tickets().unwrap();
	assert_eq!(left, [(5, b"no call".to_vec())], "it goes with its window");
}
