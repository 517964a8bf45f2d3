// SPDX-License-Identifier: Apache-2.0
//! Orders, and who may place them.

use super::fake::*;
use crate::{gateway::Submitted, server::Limits, Cancelled, ClientError};
use pouw_primitives::{
	task::{FailureReason, Job},
	Funding, TaskId,
};
use pouw_service::encryption::OrderBinding;
use serde_json::{json, Value};
use std::time::Duration;
use tokio::{
	runtime::{Builder, Runtime},
	task::JoinHandle,
};

#[tokio::test]
async fn order_is_placed_as_it_was_said() {
	let place = Place::new();
	let served = place.serve().await;
	let submitted: Submitted = served
		.call(
			"job_submit",
			json!({
				"kind": "embedding", "model": format!("{MODEL:?}"), "input": {"text": "one\ntwo\n"},
				"price": "6.5", "replicas": 2, "most": 4, "confidence": 84.5, "deadline": 20,
			}),
		)
		.await
		.unwrap();
	let task = place.chain.state().tasks[&submitted.task].clone();
	assert_eq!(task.client, me());
	assert_eq!(task.spec.job, Job::Embedding { model: MODEL });
	assert_eq!((task.spec.replicas.initial, task.spec.replicas.most), (2, 4));
	assert_eq!((task.spec.price, task.spec.deadline), (650, 20));
	assert_eq!(task.spec.confidence.deconstruct(), 845_000);
	assert_eq!(task.spec.client_key, place.blobs.client_key());
	assert_eq!((submitted.price.as_str(), submitted.symbol.as_str()), ("6.5", "EDGE"));
	assert_eq!(submitted.block, task.ordered_at);
	let input = place.blobs.input(&task.spec.input, 100).await.unwrap();
	assert_eq!(input, b"one\ntwo\n");
	// What lies in the store is not the text itself.
	let stored = place.store.get(&task.spec.input, 10_000).await.unwrap();
	assert!(!stored.windows(3).any(|bytes| bytes == b"one"));
}

#[tokio::test]
async fn input_can_be_left_in_plain_and_named_by_its_hash() {
	let place = Place::new();
	let served = place.serve().await;
	let mut wish = order();
	wish["public"] = json!(true);
	let submitted: Submitted = served.call("job_submit", wish).await.unwrap();
	let input = place.chain.state().tasks[&submitted.task].spec.input;
	assert_eq!(place.store.get(&input, 100).await.unwrap(), b"one\ntwo\n");
	let mut again = order();
	again["input"] = json!({"blob": {"hash": format!("{:?}", input.hash), "bytes": input.len}});
	let submitted: Submitted = served.call("job_submit", again).await.unwrap();
	assert_eq!(place.chain.state().tasks[&submitted.task].spec.input, input);
	let mut hex = order();
	hex["input"] = json!({"hex": "0x6f6e650a"});
	served.call::<Submitted>("job_submit", hex).await.unwrap();
}

#[tokio::test]
async fn nothing_is_ordered_without_the_token() {
	let place = Place::new();
	let served = place.serve().await;
	let output = place.store.put(b"secret".to_vec()).await.unwrap();
	let id = place.chain.add(task([0; 32]));
	place.chain.assign(id, 2);
	place.chain.accept(id, output);
	for bearer in [None, Some("wrong"), Some(&TOKEN[1..]), Some(&*TOKEN.to_uppercase())] {
		let (http, ws) = (served.http(bearer), served.ws(bearer).await);
		for (method, params) in [
			("job_submit", order()),
			("job_result", json!({"task": id})),
			("job_cancel", json!({"task": id})),
		] {
			assert_eq!(call::<Value>(&http, method, params.clone()).await, Err(1000), "{method}");
			assert_eq!(call::<Value>(&ws, method, params).await, Err(1000), "{method}");
		}
	}
	assert_eq!(place.chain.state().submitted, 0);
}

#[tokio::test]
async fn order_over_a_websocket_with_the_token_is_placed() {
	let place = Place::new();
	let served = place.serve().await;
	let ws = served.ws(Some(TOKEN)).await;
	call::<Submitted>(&ws, "job_submit", order()).await.unwrap();
	assert_eq!(place.chain.state().submitted, 1);
}

#[tokio::test]
async fn order_that_makes_no_sense_is_refused_before_anything_is_paid() {
	let mut place = Place::new();
	place.max_price = Some(5_000);
	let served = place.serve().await;
	let unknown = format!("0x{}", "44".repeat(32));
	let blob = json!({"blob": {"hash": unknown, "bytes": 10}});
	for (field, value, code) in [
		("price", json!("6.555"), 1020),
		("price", json!("-1"), 1020),
		("price", json!("50.01"), 1023),
		("price", json!(6), -32602),
		("model", json!(unknown), 1021),
		("model", json!("0x12"), -32602),
		("model", json!("../../../etc/passwd"), -32602),
		("model", Value::Null, 1020),
		("kind", json!("data"), 1020),
		("kind", json!("mining"), -32602),
		("input", json!({"text": "\n"}), 1020),
		("input", json!({"text": "x".repeat(5_000)}), 1020),
		("input", json!({"hex": "0xzz"}), 1020),
		("input", json!({"file": "/etc/passwd"}), -32602),
		("input", blob, 1030),
		("program", json!({"hex": "00"}), 1020),
		("confidence", json!(100), 1020),
		("confidence", json!(-0.1), 1020),
		("replicas", json!(300), -32602),
		("sector", json!(2_004), 1025),
		("reference", json!(""), 1020),
		("reference", json!("x".repeat(65)), 1020),
		("colour", json!("blue"), -32602),
	] {
		let mut wish = order();
		wish[field] = value.clone();
		let outcome = served.call::<Value>("job_submit", wish).await;
		assert_eq!(outcome, Err(code), "{field}: {value}");
	}
	place.chain.state().balance = 5;
	assert_eq!(served.call::<Value>("job_submit", order()).await, Err(1022));
	assert_eq!(place.chain.state().submitted, 0);
}

#[tokio::test]
async fn order_with_a_known_reference_is_not_placed_again() {
	let place = Place::new();
	let served = place.serve().await;
	let mut wish = order();
	wish["reference"] = json!("job-1");
	let first: Submitted = served.call("job_submit", wish.clone()).await.unwrap();
	let second: Submitted = served.call("job_submit", wish.clone()).await.unwrap();
	assert_eq!(first, second);
	wish["reference"] = json!("job-2");
	let other: Submitted = served.call("job_submit", wish).await.unwrap();
	assert_ne!(first.task, other.task);
	assert_eq!(place.chain.state().submitted, 2);
}

#[tokio::test]
async fn order_goes_on_when_its_caller_is_gone_and_its_reference_stays_taken() {
	let place = Place::new();
	let served = place.serve().await;
	place.chain.state().delay = Duration::from_secs(2);
	let mut wish = order();
	wish["reference"] = json!("job-1");
	let (http, first) = (served.http(Some(TOKEN)), wish.clone());
	let caller = tokio::spawn(async move { call::<Submitted>(&http, "job_submit", first).await });
	until("the order is under way", async || place.chain.state().entered == 1).await;
	caller.abort();
	assert_eq!(served.call::<Value>("job_submit", wish.clone()).await, Err(1024));
	until("the order is placed", async || place.chain.state().next_task == 1).await;
	until("the reference names it", async || {
		served.call::<Submitted>("job_submit", wish.clone()).await.is_ok()
	})
	.await;
	assert_eq!(place.chain.state().submitted, 1);
}

/// What a gateway runs in. When it is dropped, all that runs in it ends where it is, as with a process.
fn process() -> Runtime {
	Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
}

#[test]
fn order_with_a_reference_is_not_placed_again_by_the_next_gateway() {
	let folder = tempfile::tempdir().unwrap();
	let mut place = Place::new();
	place.references = Some(folder.path().join("orders.json"));
	let mut wish = order();
	wish["reference"] = json!("job-1");
	let first: Submitted = process()
		.block_on(async { place.serve().await.call("job_submit", wish.clone()).await.unwrap() });

	let next = process();
	next.block_on(async {
		let served = place.serve().await;
		let second: Submitted = served.call("job_submit", wish.clone()).await.unwrap();
		assert_eq!(first, second);
		// It ends before it knows what became of this order.
		place.chain.state().delay = Duration::from_secs(3_600);
		wish["reference"] = json!("job-2");
		let (http, lost) = (served.http(Some(TOKEN)), wish.clone());
		let caller =
			tokio::spawn(async move { call::<Submitted>(&http, "job_submit", lost).await });
		until("the order is under way", async || place.chain.state().entered == 2).await;
		caller.abort();
	});
	drop(next);

	place.chain.state().delay = Duration::ZERO;
	process().block_on(async {
		let last = place.serve().await;
		assert_eq!(last.call::<Value>("job_submit", wish).await, Err(1027));
	});
	assert_eq!(place.chain.state().entered, 2);
}

#[tokio::test]
async fn second_gateway_of_the_same_references_is_refused_until_the_first_has_ended() {
	let folder = tempfile::tempdir().unwrap();
	let mut place = Place::new();
	let file = folder.path().join("orders.json");
	place.references = Some(file.clone());
	let first = place.gateway().await;
	let error = place.try_gateway().await.err().expect("the references are taken");
	assert!(matches!(error, ClientError::References(_)), "{error}");
	assert!(error.to_string().contains(&file.display().to_string()), "{error}");
	drop(first);
	assert!(place.try_gateway().await.is_ok());
}

#[tokio::test]
async fn reference_is_free_after_a_refusal_and_taken_when_nobody_knows() {
	let place = Place::new();
	let served = place.serve().await;
	place.chain.state().refusals = 1;
	let mut wish = order();
	wish["reference"] = json!("job-1");
	assert_eq!(served.call::<Value>("job_submit", wish.clone()).await, Err(1032));
	place.chain.state().lost_answers = 1;
	assert_eq!(served.call::<Value>("job_submit", wish.clone()).await, Err(1027));
	assert_eq!(served.call::<Value>("job_submit", wish).await, Err(1027));
	// Refused, placed without an answer, and not tried again.
	assert_eq!(place.chain.state().submitted, 2);
}

#[tokio::test]
async fn equal_orders_of_one_block_find_a_task_each() {
	let place = Place::new();
	place.chain.state().one_block = true;
	let client = place.client();
	let spec = task([5; 32]).spec;
	let (first, second) = tokio::join!(client.order(&spec), client.order(&spec));
	let mut ids = [first.unwrap().id, second.unwrap().id];
	ids.sort_unstable();
	assert_eq!(ids, [0, 1]);
}

#[tokio::test]
async fn key_of_the_input_is_handed_to_the_miners_that_are_drawn() {
	let place = Place::new();
	let served = place.serve().await;
	let submitted: Submitted = served.call("job_submit", order()).await.unwrap();
	let (id, key) = (submitted.task, place.chain.state().miner_key);
	place.chain.assign(id, 3);
	let task = place.chain.state().tasks[&id].clone();
	let envelope = OrderBinding::of(GENESIS, id, &task).envelope_name(&key);
	until("the envelope is there", async || place.store.get_named(envelope, 10_000).await.is_ok())
		.await;
}

#[tokio::test]
async fn key_of_an_input_is_not_handed_out_for_a_strangers_order_of_it() {
	let place = Place::new();
	let _served = place.serve().await;
	let input = place.blobs.put_input(b"one\n".to_vec(), Default::default()).await.unwrap();
	let mut theirs = task(place.blobs.client_key());
	theirs.client = miner(9);
	theirs.spec.input = input;
	let id = place.chain.add(theirs);
	place.chain.assign(id, 2);
	let theirs = place.chain.state().tasks[&id].clone();
	let mut own = theirs.clone();
	own.client = me();
	let next = place.chain.add(own.clone());
	let key = place.chain.state().miner_key;
	let own = OrderBinding::of(GENESIS, next, &own).envelope_name(&key);
	until("the own one is handed out", async || place.store.get_named(own, 10_000).await.is_ok())
		.await;
	let theirs = OrderBinding::of(GENESIS, id, &theirs).envelope_name(&key);
	assert!(place.store.get_named(theirs, 10_000).await.is_err());
}

/// Begins to cancel a task over the gateway, and waits until the sector has heard of it.
async fn begin_to_cancel(
	place: &Place,
	served: &Served,
	id: TaskId,
) -> JoinHandle<Result<Cancelled, i32>> {
	let http = served.http(Some(TOKEN));
	let cancelling =
		tokio::spawn(async move { call(&http, "job_cancel", json!({"task": id})).await });
	until("the order is being cancelled", async || place.chain.is_cancelling(id)).await;
	cancelling
}

#[tokio::test]
async fn order_is_cancelled_once_and_the_answer_says_what_came_back() {
	let place = Place::new();
	let served = place.serve().await;
	let id = served.call::<Submitted>("job_submit", order()).await.unwrap().task;
	let cancelling = begin_to_cancel(&place, &served, id).await;
	let status: Value = served.call("job_status", json!({"task": id})).await.unwrap();
	assert_eq!(status["state"], json!("cancelling"));
	assert!(!cancelling.is_finished());
	let block = place.chain.fail_for(id, FailureReason::Cancelled);
	let cancelled = cancelling.await.unwrap().unwrap();
	let symbol = "EDGE".to_string();
	assert_eq!(cancelled, Cancelled { task: id, block, refunded: "6".to_string(), symbol });
	// Asked again it tells the same, and does nothing.
	assert_eq!(served.call("job_cancel", json!({"task": id})).await, Ok(cancelled));
	assert_eq!(place.chain.state().cancellations, 1);
}

#[tokio::test]
async fn order_whose_answer_was_lost_is_not_cancelled_twice() {
	let place = Place::new();
	let served = place.serve().await;
	let id = place.chain.add(task([5; 32]));
	place.chain.state().lost_answers = 1;
	assert_eq!(served.call::<Value>("job_cancel", json!({"task": id})).await, Err(1031));
	let cancelling = begin_to_cancel(&place, &served, id).await;
	place.chain.fail_for(id, FailureReason::Cancelled);
	assert_eq!(cancelling.await.unwrap().unwrap().task, id);
	assert_eq!(place.chain.state().cancellations, 1);
}

#[tokio::test]
async fn order_whose_miners_are_drawn_while_it_is_cancelled_goes_on() {
	let place = Place::new();
	let served = place.serve().await;
	let id = place.chain.add(task([5; 32]));
	let cancelling = begin_to_cancel(&place, &served, id).await;
	place.chain.assign(id, 2);
	assert_eq!(cancelling.await.unwrap(), Err(1015));
	let client = place.client();
	let drawn = place.chain.state().tasks[&id].clone();
	let error = client.cancelled(id, &drawn).unwrap_err().to_string();
	assert!(error.contains("was out by then") && error.contains("at work"), "{error}");
	// The draw can also come before the transaction.
	let id = place.chain.add(task([5; 32]));
	place.chain.state().draws_first = true;
	let error = client.cancel(id).await.unwrap_err();
	assert!(matches!(error, ClientError::NotCancellable { .. }), "{error}");
	assert!(error.to_string().contains("at work"), "{error}");
}

#[tokio::test]
async fn order_that_is_not_decided_in_time_is_still_being_cancelled() {
	let place = Place::new();
	let id = place.chain.add(task([5; 32]));
	let client = place.client();
	client.cancel(id).await.unwrap();
	let patience = Duration::from_millis(50);
	let error = client.await_cancelled(id, client.follow(id), patience).await.unwrap_err();
	assert!(matches!(error, ClientError::CancelUnderWay(of) if of == id), "{error}");
	assert!(error.is_transient() && error.code() == 1028, "{error}");
	place.chain.fail_for(id, FailureReason::Cancelled);
	let patience = Duration::from_secs(60);
	assert!(client.await_cancelled(id, client.follow(id), patience).await.is_ok());
}

#[tokio::test]
async fn task_that_cannot_be_cancelled_is_refused_with_what_becomes_of_it() {
	let place = Place::new();
	let served = place.serve().await;
	let mut in_main = task([5; 32]);
	in_main.funding = Funding::Hub { order: 33, pays_until: 1_000 };
	let in_main = place.chain.add(in_main);
	let assigned = place.chain.add(task([5; 32]));
	place.chain.assign(assigned, 2);
	let accepted = place.chain.add(task([5; 32]));
	place.chain.assign(accepted, 2);
	place.chain.accept(accepted, task([5; 32]).spec.input);
	let failed = place.chain.add(task([5; 32]));
	place.chain.fail(failed);
	for (id, reason) in [
		(in_main, "order 33 in MAIN"),
		(in_main, "block 500"),
		(assigned, "at work"),
		(accepted, "accepted and paid"),
		(failed, "the price went back"),
	] {
		assert_eq!(served.call::<Value>("job_cancel", json!({"task": id})).await, Err(1015));
		let error = place.client().cancel(id).await.unwrap_err().to_string();
		assert!(error.contains(reason), "{error}");
	}
	let mut theirs = task([5; 32]);
	theirs.client = miner(9);
	let id = place.chain.add(theirs);
	assert_eq!(served.call::<Value>("job_cancel", json!({"task": id})).await, Err(1016));
	let error = place.client().cancel(77).await.unwrap_err();
	assert!(matches!(error, ClientError::UnknownTask { id: 77, next: 5 }), "{error}");
	assert_eq!(place.chain.state().cancellations, 0);
}

#[tokio::test]
async fn sector_that_is_down_is_told_apart_from_a_wrong_order() {
	let place = Place::new();
	let served = place.serve_with(Limits::default()).await;
	place.chain.state().down = true;
	assert_eq!(served.call::<Value>("job_submit", order()).await, Err(1031));
	assert_eq!(served.call::<Value>("job_status", json!({"task": 0})).await, Err(1031));
	place.chain.state().down = false;
	served.call::<Submitted>("job_submit", order()).await.unwrap();
}
