// SPDX-License-Identifier: Apache-2.0
//! Threads of the worker that end by a fault of its own.

use super::fake::*;

#[tokio::test]
async fn task_is_taken_up_again_when_its_submission_panics() {
	let (place, chain) = (Place::without_input(), FakeChain::default());
	let mut service = place.service(&chain, &Default::default()).await;
	let submission = service.submissions.spawn(async { panic!("a fault of the worker") });
	service.busy.insert(7);
	service.running.insert(submission.id(), 7);
	let done = service.submissions.join_next().await.unwrap();
	service.on_submission(done);
	assert!(service.busy.is_empty() && service.running.is_empty());
	assert!(service.retries.contains_key(&7), "it waits a little before the next attempt");
}
