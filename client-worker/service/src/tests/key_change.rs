// SPDX-License-Identifier: Apache-2.0
//! A miner whose registered encryption key is not the one in its folder.

use super::fake::*;
use crate::EncryptionKey;
use pouw_primitives::{
	calls::{MinersCall, SectorCall},
	task::Answer,
};
use std::sync::Arc;

/// The key of before, which the folder does not have any more.
fn lost_key() -> EncryptionKey {
	EncryptionKey::of_seed([8; 32])
}

/// A miner that is registered with another key than its folder has now.
async fn registered_with_lost_key() -> (Place, FakeChain) {
	let (mut place, chain) = (Place::new().await, FakeChain::default());
	place.encryption_key = Arc::new(lost_key());
	place.mine_until(&chain, &Arc::default(), |chain| chain.state().miner.is_some()).await;
	place.encryption_key = Arc::new(miner_key());
	assert_eq!(registered_key(&chain), lost_key().public());
	(place, chain)
}

fn registered_key(chain: &FakeChain) -> [u8; 32] {
	chain.state().miner.as_ref().unwrap().encryption_key
}

fn is_replaced(chain: &FakeChain) -> bool {
	registered_key(chain) == miner_key().public()
}

/// How often a replacement was submitted.
fn attempts(chain: &FakeChain) -> usize {
	let of_key = |call: &&SectorCall| {
		matches!(call, SectorCall::Miners(MinersCall::SetEncryptionKey { .. }))
	};
	chain.state().calls.iter().filter(of_key).count()
}

#[tokio::test]
async fn registered_key_is_replaced_once_when_the_folder_has_another() {
	let (place, chain) = registered_with_lost_key().await;
	for _ in 0..2 {
		let start = chain.state().number;
		place.mine_until(&chain, &Arc::default(), |chain| chain.state().number > start + 40).await;
		assert!(is_replaced(&chain));
		assert_eq!(attempts(&chain), 1);
	}
}

#[tokio::test]
async fn key_is_not_submitted_when_it_is_the_registered_one() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	place.mine_until(&chain, &Arc::default(), |chain| chain.state().number > 40).await;
	place.mine_until(&chain, &Arc::default(), |chain| chain.state().number > 80).await;
	assert_eq!(attempts(&chain), 0);
}

#[tokio::test]
async fn replacement_that_failed_is_tried_again_later_and_the_tasks_do_not_wait() {
	let (place, chain) = registered_with_lost_key().await;
	chain.state().keys_refused = true;
	let start = chain.state().number;
	let id = chain.assign();
	// Only when the task has its commitment can the key be replaced.
	let done = |chain: &FakeChain| {
		if matches!(chain.answer(id), Answer::Committed { .. } | Answer::Revealed { .. }) {
			chain.state().keys_refused = false;
		}
		is_replaced(chain)
	};
	place.mine_until(&chain, &Arc::default(), done).await;
	assert!(attempts(&chain) >= 2);
	assert!(chain.state().number > start + 16);
}

#[tokio::test]
async fn replacement_whose_answer_was_lost_is_not_submitted_again() {
	let (place, chain) = registered_with_lost_key().await;
	chain.state().lost_answers = 1;
	let start = chain.state().number;
	place.mine_until(&chain, &Arc::default(), |chain| chain.state().number > start + 60).await;
	assert!(is_replaced(&chain));
	assert_eq!(attempts(&chain), 1);
}
