// SPDX-License-Identifier: Apache-2.0
//! Following a task over a WebSocket.

use super::fake::*;
use crate::{follow::Progress, server::Limits};
use jsonrpsee::{
	core::client::{Error as CallError, Subscription, SubscriptionClientT},
	ws_client::WsClient,
};
use pouw_primitives::{
	task::{Answer, TaskState},
	TaskId,
};
use serde_json::{json, Value};
use std::time::Duration;

async fn subscribe(client: &WsClient, task: TaskId) -> Result<Subscription<Value>, i32> {
	let params = Named(json!({ "task": task }));
	match client.subscribe("job_subscribe", params, "job_unsubscribe").await {
		Ok(subscription) => Ok(subscription),
		Err(CallError::Call(error)) => Err(error.code()),
		Err(other) => panic!("{other}"),
	}
}

async fn next(subscription: &mut Subscription<Value>) -> Option<Value> {
	let next = tokio::time::timeout(Duration::from_secs(30), subscription.next());
	next.await.expect("never silent").map(Result::unwrap)
}

#[tokio::test]
async fn subscriber_hears_of_every_step_to_the_end() {
	let place = Place::new();
	let served = place.serve().await;
	let client = served.ws(None).await;
	let id = place.chain.add(task([0; 32]));
	let mut subscription = subscribe(&client, id).await.unwrap();
	let mut heard: Vec<Progress> = Vec::new();
	while let Some(value) = next(&mut subscription).await {
		let progress: Progress = serde_json::from_value(value).unwrap();
		assert_eq!(progress.task, id);
		let (state, committed) = (progress.state.clone(), progress.committed);
		let over = progress.over;
		heard.push(progress);
		match (state.as_str(), committed) {
			("ordered", _) => place.chain.assign(id, 2),
			("committing", 0) => {
				let answer = Answer::Committed { commitment: Default::default(), at: 5 };
				let mut state = place.chain.state();
				for replica in state.tasks.get_mut(&id).unwrap().replicas.iter_mut() {
					replica.answer = answer.clone();
				}
			},
			("committing", _) => place.chain.set(id, TaskState::Revealing { until: 9_999_999 }),
			("revealing", _) => {
				place.chain.accept(id, pouw_service::blobs::blob_ref(b"output"));
			},
			_ => {
				assert!(over);
				break;
			},
		}
	}
	let mut states: Vec<&str> = heard.iter().map(|progress| progress.state.as_str()).collect();
	states.dedup();
	assert_eq!(states, ["ordered", "committing", "revealing", "accepted"]);
	assert!(heard.windows(2).all(|pair| pair[0].block < pair[1].block));
	let last = heard.last().unwrap();
	assert_eq!((last.fraction, last.confidence, last.revealed), (1.0, Some(92.7), 2));
}

#[tokio::test]
async fn subscriber_hears_when_nothing_changes_and_when_the_sector_is_down() {
	let place = Place::new();
	let served = place.serve().await;
	let client = served.ws(None).await;
	let id = place.chain.add(task([0; 32]));
	let mut subscription = subscribe(&client, id).await.unwrap();
	let first = next(&mut subscription).await.unwrap();
	let second = next(&mut subscription).await.unwrap();
	assert_eq!(first["state"], second["state"]);
	assert!(second["block"].as_u64() >= first["block"].as_u64().map(|block| block + 5));
	place.chain.state().down = true;
	loop {
		let heard = next(&mut subscription).await.unwrap();
		if let Some(trouble) = heard["trouble"].as_str() {
			assert!(trouble.contains("down"), "{trouble}");
			break;
		}
	}
	place.chain.state().down = false;
	until("following goes on", async || {
		next(&mut subscription).await.is_some_and(|heard| heard["state"] == json!("ordered"))
	})
	.await;
}

#[tokio::test]
async fn subscription_to_no_task_is_refused() {
	let place = Place::new();
	let served = place.serve().await;
	let client = served.ws(None).await;
	assert_eq!(subscribe(&client, 0).await.err(), Some(1010));
	let params = Named(json!({"task": "0"}));
	let refused = client.subscribe::<Value, _>("job_subscribe", params, "job_unsubscribe").await;
	assert!(matches!(refused, Err(CallError::Call(error)) if error.code() == -32602));
}

#[tokio::test]
async fn subscriptions_are_bounded_by_connection_and_in_all() {
	let mut place = Place::new();
	place.max_subscriptions = 5;
	let served = place.serve_with(Limits { subscriptions: 3, ..Limits::default() }).await;
	let id = place.chain.add(task([0; 32]));
	let first = served.ws(None).await;
	let mut kept = Vec::new();
	for _ in 0..3 {
		kept.push(subscribe(&first, id).await.unwrap());
	}
	assert_eq!(subscribe(&first, id).await.err(), Some(-32006));
	let second = served.ws(None).await;
	for _ in 0..2 {
		kept.push(subscribe(&second, id).await.unwrap());
	}
	assert_eq!(subscribe(&second, id).await.err(), Some(1003));
	// One that ends makes room.
	drop(kept.pop());
	until("there is room", async || subscribe(&second, id).await.is_ok()).await;
}

#[tokio::test]
async fn subscription_ends_with_its_connection() {
	let mut place = Place::new();
	place.max_subscriptions = 1;
	let served = place.serve().await;
	let id = place.chain.add(task([0; 32]));
	let first = served.ws(None).await;
	let _kept = subscribe(&first, id).await.unwrap();
	let second = served.ws(None).await;
	assert_eq!(subscribe(&second, id).await.err(), Some(1003));
	drop((first, _kept));
	until("there is room", async || subscribe(&second, id).await.is_ok()).await;
}
