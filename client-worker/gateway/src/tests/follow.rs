// SPDX-License-Identifier: Apache-2.0
//! Following a task through failures and reorganisations.

use super::fake::*;
use crate::{follow::Seen, ClientError};
use std::time::Duration;

#[tokio::test]
async fn following_survives_trouble_and_gives_up_a_sector_that_stays_silent() {
	let place = Place::new();
	let id = place.chain.add(task([0; 32]));
	let mut follow = place.client().follow(id).with_pause(Duration::from_millis(1));
	assert!(matches!(follow.next().await.unwrap(), Seen::Task { .. }));
	place.chain.state().down = true;
	for _ in 0..20 {
		assert!(matches!(follow.next().await.unwrap(), Seen::Trouble(_)));
	}
	place.chain.state().down = false;
	assert!(matches!(follow.next().await.unwrap(), Seen::Task { .. }));
	place.chain.state().down = true;
	let mut troubles = 0;
	let error = loop {
		match follow.next().await {
			Ok(_) => troubles += 1,
			Err(error) => break error,
		}
	};
	assert!(matches!(error, ClientError::Chain(_)) && troubles >= 20, "{error} {troubles}");
}

#[tokio::test]
async fn order_that_a_reorganisation_replaced_is_given_up() {
	let place = Place::new();
	let id = place.chain.add(task([0; 32]));
	let mut follow = place.client().follow(id);
	follow.next().await.unwrap();
	place.chain.state().tasks.insert(id, task([8; 32]));
	assert!(matches!(follow.next().await, Err(ClientError::TaskDropped(0))));
}
