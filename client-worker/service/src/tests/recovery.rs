// SPDX-License-Identifier: Apache-2.0
//! A miner that is stopped, or whose chain fails it.

use super::fake::*;
use crate::{blobs::blob_ref, Phase, StateError, StateStore};
use pouw_primitives::task::{Answer, Bound, TaskState};
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
	let saved = {
		let workshop = place.service(&chain, &executor).await.workshop.clone();
		workshop.clone().work(id, task, pouw_engine::Precision::F32, None).await.unwrap();
		workshop.records.of_task(id).unwrap().remove(0)
	};
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
	let saved = place.records(&chain).await.all().unwrap();
	assert_eq!(saved.len(), 1);
	assert!(matches!(saved[0].1, Phase::Committing { .. }), "{:?}", saved[0].1);
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
async fn second_worker_on_a_data_folder_is_refused_with_the_reason() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let _first = place.service(&chain, &Arc::default()).await;
	let error = StateStore::open(&place.config.data_dir).unwrap_err();
	assert!(matches!(error, StateError::InUse { .. }));
	let text = error.to_string();
	assert!(text.contains("state.redb") && text.contains("another worker"), "{text}");
}

#[tokio::test]
async fn result_is_revealed_when_a_reorganisation_brought_its_commitment_back() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let executor = Arc::default();
	let id = chain.assign();
	place.mine_until(&chain, &executor, committed).await;
	let before = chain.state().tasks[&id].clone();
	{
		let mut state = chain.state();
		let task = state.tasks.get_mut(&id).unwrap();
		task.seed = H256([0xee; 32]);
		task.replicas[0].answer = Answer::None;
	}
	place.mine_until(&chain, &executor, committed).await;
	chain.state().tasks.insert(id, before);
	chain.open_reveals(id);
	place.mine_until(&chain, &executor, revealed).await;
}

#[tokio::test]
async fn earlier_output_is_projected_anew_without_running_the_job_when_the_miner_is_asked_again() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let executor: Arc<FakeExecutor> = Arc::default();
	let id = chain.assign();
	place.mine_until(&chain, &executor, committed).await;
	chain.open_reveals(id);
	place.mine_until(&chain, &executor, revealed).await;
	let Answer::Revealed { result: first, .. } = chain.answer(id) else { unreachable!() };
	chain.ask_again(id);
	place.mine_until(&chain, &executor, committed).await;
	chain.open_reveals(id);
	place.mine_until(&chain, &executor, revealed).await;
	let Answer::Revealed { result: second, .. } = chain.answer(id) else { unreachable!() };
	assert_eq!(first.output, second.output);
	assert_ne!(first.sketch, second.sketch, "the seed is another one");
	assert_eq!(executor.runs.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn miner_that_is_asked_again_abstains_when_its_output_is_another_one_now() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let executor: Arc<FakeExecutor> = Arc::default();
	let id = chain.assign();
	let bound = Bound { output: blob_ref(b"other"), compared: 1, supported: 1 };
	chain.state().tasks.get_mut(&id).unwrap().replicas[0].bound = Some(bound);
	place.mine_until(&chain, &executor, |chain| chain.answer(0) == Answer::Abstained).await;
	assert_eq!(chain.count(is_commit), 0);
}

#[tokio::test]
async fn lost_record_leaves_the_other_tasks_alone() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let executor = Arc::default();
	let lost = chain.assign();
	place.mine_until(&chain, &executor, committed).await;
	place.records(&chain).await.forget(lost).unwrap();
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
	assert_eq!(place.records(&chain).await.tasks().unwrap(), [id]);

	// The task was removed for good: so is the record.
	chain.state().next_task = id + 1;
	let start = chain.state().number;
	place.mine_until(&chain, &executor, |chain| chain.state().number > start + 5).await;
	assert!(place.records(&chain).await.tasks().unwrap().is_empty());
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

#[tokio::test]
async fn submission_of_an_earlier_process_is_waited_for_unless_the_deadline_is_near() {
	for (left, waits) in [(50, true), (7, false)] {
		let (place, chain) = (Place::new().await, FakeChain::default());
		let executor = Arc::default();
		chain.state().number = 100;
		let refused = |chain: &FakeChain| chain.count(is_commit) == 1;
		place.mine_until(&chain, &executor, |chain| chain.state().miner.is_some()).await;
		let id = chain.assign();
		chain.state().failures = u32::MAX;
		place.mine_until(&chain, &executor, refused).await;
		let (_, phase) = place.records(&chain).await.all().unwrap().remove(0);
		let Phase::Committing { at } = phase else { panic!("{phase:?}") };
		{
			let mut state = chain.state();
			state.failures = 0;
			state.number = at;
			let until = at + left;
			state.tasks.get_mut(&id).unwrap().state = TaskState::Committing { until };
		}
		place.mine_until(&chain, &executor, committed).await;
		let Answer::Committed { at: answered, .. } = chain.answer(id) else { unreachable!() };
		assert_eq!(answered >= at + 4, waits, "{answered} after {at}");
	}
}
