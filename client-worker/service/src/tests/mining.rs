// SPDX-License-Identifier: Apache-2.0
//! A miner that runs through.

use super::fake::*;
use crate::{blobs::blob_ref, ExecutorError, ServiceError};
use pouw_chain::ChainError;
use pouw_primitives::{
	calls::SectorCall,
	task::{Answer, TaskState},
};
use std::{
	sync::{atomic::Ordering, Arc},
	time::Duration,
};

fn committed(chain: &FakeChain) -> bool {
	matches!(chain.answer(0), Answer::Committed { .. })
}

fn revealed(chain: &FakeChain) -> bool {
	matches!(chain.answer(0), Answer::Revealed { .. })
}

fn abstained(chain: &FakeChain) -> bool {
	matches!(chain.answer(0), Answer::Abstained)
}

#[tokio::test]
async fn unregistered_account_is_registered_once() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let executor = Arc::default();
	for _ in 0..2 {
		let start = chain.state().number;
		place.mine_until(&chain, &executor, |chain| chain.state().number > start + 3).await;
	}
	let state = chain.state();
	assert_eq!(state.miner.as_ref().unwrap().encryption_key, miner_key().public());
	let registrations = state.calls.iter().filter(|c| matches!(c, SectorCall::Miners(_)));
	assert_eq!(registrations.count(), 1);
}

#[tokio::test]
async fn miner_ends_with_an_error_when_its_registration_is_refused() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	chain.state().failures = 1;
	let mining = place.service(&chain, &Arc::default()).await.run(std::future::pending());
	let error = tokio::time::timeout(Duration::from_secs(5), mining).await.unwrap().unwrap_err();
	assert!(matches!(error, ServiceError::Registration(ChainError::Rejected { .. })));
}

#[tokio::test]
async fn assignment_is_executed_committed_revealed_and_settled() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let executor = Arc::default();
	let id = chain.assign();
	place.mine_until(&chain, &executor, committed).await;
	chain.open_reveals(id);
	place.mine_until(&chain, &executor, revealed).await;
	let Answer::Revealed { result, .. } = chain.answer(id) else { unreachable!() };
	assert_eq!(result.output, blob_ref(b"output"));

	chain.accept(id);
	let task = chain.state().tasks[&id].clone();
	let output = place.client(&chain).output(id, &task, 100).await.unwrap();
	assert_eq!((output.bytes.as_slice(), output.named_on_chain), (&b"output"[..], true));
	let end = chain.state().number;
	place.mine_until(&chain, &executor, |chain| chain.state().number > end + 40).await;
	assert!(place.records(&chain).await.tasks().unwrap().is_empty());
	assert_eq!(executor.runs.load(Ordering::SeqCst), 1);
	assert_eq!((chain.count(is_commit), chain.count(is_reveal)), (1, 1));
}

#[tokio::test]
async fn more_assignments_than_the_queue_takes_are_worked_through() {
	let (mut place, chain) = (Place::new().await, FakeChain::default());
	place.config.limits.queued_jobs = 2;
	for _ in 0..8 {
		let id = chain.assign();
		chain.state().tasks.get_mut(&id).unwrap().state = TaskState::Committing { until: u32::MAX };
	}
	let all = |chain: &FakeChain| (0..8).all(|id| chain.answer(id) != Answer::None);
	place.mine_until(&chain, &Arc::default(), all).await;
	assert_eq!(chain.count(is_commit), 8);
}

#[tokio::test]
async fn job_that_cannot_be_run_here_is_abstained_from() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let executor = Arc::new(FakeExecutor {
		error: Some(ExecutorError::Unsupported("no such model".into())),
		..Default::default()
	});
	chain.assign();
	place.mine_until(&chain, &executor, abstained).await;
	assert_eq!(executor.runs.load(Ordering::SeqCst), 1);
	assert_eq!(chain.count(is_commit), 0);
}

#[tokio::test]
async fn job_is_abstained_from_when_the_executor_panics() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let executor = Arc::new(FakeExecutor { panics: true, ..Default::default() });
	chain.assign();
	place.mine_until(&chain, &executor, abstained).await;
}

#[tokio::test]
async fn job_is_abstained_from_when_its_input_exceeds_the_limit() {
	let (mut place, chain) = (Place::new().await, FakeChain::default());
	place.config.limits.max_input_bytes = 3;
	chain.assign();
	place.mine_until(&chain, &Arc::default(), abstained).await;
}

#[tokio::test]
async fn missing_input_is_waited_for_and_used_when_it_comes() {
	let (place, chain) = (Place::without_input(), FakeChain::default());
	chain.assign();
	let executor = Arc::default();
	place.mine_until(&chain, &executor, |chain| chain.state().number > 6).await;
	assert_eq!(chain.answer(0), Answer::None);
	place.blobs.put(INPUT.to_vec()).await.unwrap();
	place.mine_until(&chain, &executor, committed).await;
}

#[tokio::test]
async fn job_is_abstained_from_when_its_input_is_missing_to_the_end() {
	let (place, chain) = (Place::without_input(), FakeChain::default());
	chain.assign();
	place.mine_until(&chain, &Arc::default(), abstained).await;
	assert!(chain.state().number >= 40, "it is waited for most of the time");
}
