// SPDX-License-Identifier: Apache-2.0
//! A miner that is stopped, or whose chain fails it.

use super::fake::*;
use pouw_primitives::task::{Answer, TaskState};
use sp_core::H256;
use std::sync::{atomic::Ordering, Arc};

fn committed(chain: &FakeChain) -> bool {
	matches!(chain.answer(0), Answer::Committed { .. })
}

fn revealed(chain: &FakeChain) -> bool {
	matches!(chain.answer(0), Answer::Revealed { .. })
}

#[tokio::test]
async fn commitment_is_submitted_from_disk_when_the_process_ended_before_it() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let executor: Arc<FakeExecutor> = Arc::default();
	let id = chain.assign();
	// The result is saved, and the process ends before anything is submitted.
	let task = chain.state().tasks[&id].clone();
	let workshop = place.service(&chain, &executor).workshop.clone();
	workshop.clone().work(id, task, pouw_engine::Precision::F32).await.unwrap();
	let saved = workshop.records.load(id).unwrap().unwrap();
	assert_eq!(chain.answer(id), Answer::None);

	place.mine_until(&chain, &executor, committed).await;
	let Answer::Committed { commitment, .. } = chain.answer(id) else { unreachable!() };
	assert_eq!(commitment, saved.commitment(&me()));
	assert_eq!(executor.runs.load(Ordering::SeqCst), 1, "nothing is computed twice");
}

#[tokio::test]
async fn result_is_on_disk_before_its_commitment_is_submitted() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let executor = Arc::default();
	place.mine_until(&chain, &executor, |chain| chain.state().miner.is_some()).await;
	let id = chain.assign();
	chain.state().failures = 1_000;
	place.mine_until(&chain, &executor, |chain| chain.count(is_commit) > 0).await;
	assert_eq!(chain.answer(id), Answer::None);
	let records = place.service(&chain, &executor).workshop.records.clone();
	assert!(records.load(id).unwrap().is_some());
}

#[tokio::test]
async fn reveal_follows_after_a_restart_between_commitment_and_reveal() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let executor: Arc<FakeExecutor> = Arc::default();
	let id = chain.assign();
	place.mine_until(&chain, &executor, committed).await;
	chain.open_reveals(id);
	place.mine_until(&chain, &executor, revealed).await;
	assert_eq!(executor.runs.load(Ordering::SeqCst), 1);
	assert_eq!((chain.count(is_commit), chain.count(is_reveal)), (1, 1));
}

#[tokio::test]
async fn failed_submission_is_tried_again_ever_more_slowly() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let executor = Arc::default();
	place.mine_until(&chain, &executor, |chain| chain.state().miner.is_some()).await;
	let id = chain.assign();
	let start = chain.state().number;
	chain.state().failures = 4;
	place.mine_until(&chain, &executor, committed).await;
	assert_eq!(chain.count(is_commit), 5);
	// Pauses of 1, 2, 4 and 8 blocks.
	assert!(chain.state().number - start >= 15);
	assert!(matches!(chain.answer(id), Answer::Committed { .. }));
}

#[tokio::test]
async fn commitment_is_not_repeated_when_only_the_answer_of_the_node_was_lost() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let executor = Arc::default();
	place.mine_until(&chain, &executor, |chain| chain.state().miner.is_some()).await;
	let id = chain.assign();
	chain.state().lost_answers = 1;
	place.mine_until(&chain, &executor, committed).await;
	chain.open_reveals(id);
	place.mine_until(&chain, &executor, revealed).await;
	assert_eq!((chain.count(is_commit), chain.count(is_reveal)), (1, 1));
}

#[tokio::test]
async fn task_is_computed_anew_when_a_reorganisation_drew_another_seed() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let executor: Arc<FakeExecutor> = Arc::default();
	let id = chain.assign();
	place.mine_until(&chain, &executor, committed).await;
	{
		let mut state = chain.state();
		let task = state.tasks.get_mut(&id).unwrap();
		task.seed = H256([0xee; 32]);
		task.replicas[0].answer = Answer::None;
	}
	place.mine_until(&chain, &executor, committed).await;
	assert_eq!(executor.runs.load(Ordering::SeqCst), 2);
	chain.open_reveals(id);
	place.mine_until(&chain, &executor, revealed).await;
}

#[tokio::test]
async fn commitment_is_repeated_with_the_same_result_when_a_reorganisation_dropped_it() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let executor: Arc<FakeExecutor> = Arc::default();
	let id = chain.assign();
	place.mine_until(&chain, &executor, committed).await;
	let first = chain.answer(id);
	chain.state().tasks.get_mut(&id).unwrap().replicas[0].answer = Answer::None;
	place.mine_until(&chain, &executor, committed).await;
	let (Answer::Committed { commitment: a, .. }, Answer::Committed { commitment: b, .. }) =
		(first, chain.answer(id))
	else {
		unreachable!()
	};
	assert_eq!(a, b);
	assert_eq!(executor.runs.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn damaged_record_is_set_aside_and_the_result_computed_again() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let executor: Arc<FakeExecutor> = Arc::default();
	let id = chain.assign();
	let task = chain.state().tasks[&id].clone();
	let workshop = place.service(&chain, &executor).workshop.clone();
	workshop.clone().work(id, task, pouw_engine::Precision::F32).await.unwrap();
	let file = walk(&place.config.data_dir);
	std::fs::write(&file, b"PWR1 and nothing of use").unwrap();
	place.mine_until(&chain, &executor, committed).await;
	assert_eq!(executor.runs.load(Ordering::SeqCst), 2);
	assert!(file.with_extension("damaged").exists());
}

/// The only record file.
fn walk(data_dir: &std::path::Path) -> std::path::PathBuf {
	let folder = std::fs::read_dir(data_dir.join("tasks")).unwrap().next().unwrap().unwrap();
	let entry = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap();
	entry.path()
}

#[tokio::test]
async fn lost_record_leaves_the_other_tasks_alone() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let executor = Arc::default();
	let lost = chain.assign();
	place.mine_until(&chain, &executor, committed).await;
	place.service(&chain, &executor).workshop.records.remove(lost).unwrap();
	chain.open_reveals(lost);
	let other = chain.assign();
	let answered = |chain: &FakeChain| matches!(chain.answer(other), Answer::Committed { .. });
	place.mine_until(&chain, &executor, answered).await;
	assert_eq!(chain.count(is_reveal), 0);
}

#[tokio::test]
async fn work_goes_on_when_queries_fail_for_a_while() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let executor = Arc::default();
	chain.assign();
	chain.state().down = true;
	place.mine_until(&chain, &executor, |chain| chain.state().number > 5).await;
	assert_eq!(chain.answer(0), Answer::None);
	chain.state().down = false;
	place.mine_until(&chain, &executor, committed).await;
}

#[tokio::test]
async fn record_is_kept_when_a_lagging_node_does_not_know_the_task() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let executor = Arc::default();
	let id = chain.assign();
	place.mine_until(&chain, &executor, committed).await;
	chain.state().tasks.remove(&id);
	chain.state().next_task = 0;
	let start = chain.state().number;
	place.mine_until(&chain, &executor, |chain| chain.state().number > start + 5).await;
	let records = place.service(&chain, &executor).workshop.records.clone();
	assert!(records.load(id).unwrap().is_some());

	// The task was removed for good: so is the record.
	chain.state().next_task = id + 1;
	place.mine_until(&chain, &executor, |_| records.load(id).unwrap().is_none()).await;
}

#[tokio::test]
async fn abstention_is_not_repeated_after_a_restart() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let executor = Arc::new(FakeExecutor { panics: true, ..Default::default() });
	let id = chain.assign();
	for _ in 0..2 {
		let start = chain.state().number;
		let done = |chain: &FakeChain| {
			chain.answer(id) == Answer::Abstained && chain.state().number > start + 5
		};
		place.mine_until(&chain, &executor, done).await;
	}
	assert_eq!(chain.count(is_abstain), 1);
	assert!(matches!(chain.state().tasks[&id].state, TaskState::Committing { .. }));
}
