// SPDX-License-Identifier: Apache-2.0
//! Health, status and results.

use super::fake::*;
use crate::{
	gateway::{Health, Piece},
	kind::Kind,
};
use pouw_primitives::task::VerificationTier;
use serde_json::{json, Value};

#[tokio::test]
async fn health_names_sector_account_and_block() {
	let place = Place::new();
	let served = place.serve().await;
	until("a block is seen", async || {
		let health: Health = served.call("gateway_health", json!({})).await.unwrap();
		assert_eq!((health.sector, health.symbol.as_str()), (SECTOR, "EDGE"));
		assert!(health.account.starts_with('5'));
		health.healthy && health.block.is_some()
	})
	.await;
	place.chain.state().down = true;
	until("the trouble is seen", async || {
		let health: Health = served.call("gateway_health", json!({})).await.unwrap();
		!health.healthy && health.trouble.is_some_and(|trouble| trouble.contains("down"))
	})
	.await;
}

#[tokio::test]
async fn status_is_what_the_command_line_prints() {
	let place = Place::new();
	let served = place.serve().await;
	let id = place.chain.add(task([5; 32]));
	let status: Value = served.call("job_status", json!({"task": id})).await.unwrap();
	assert_eq!((&status["task"], &status["state"]), (&json!(id), &json!("ordered")));
	assert_eq!((&status["price"], &status["symbol"]), (&json!("6"), &json!("EDGE")));
	// A list of one object is as good.
	let listed: Value = served.call("job_status", json!([{"task": id}])).await.unwrap();
	assert_eq!(status, listed);
	place.chain.fail(id);
	let status: Value = served.call("job_status", json!({"task": id})).await.unwrap();
	assert_eq!(status["reason"], json!("too few results agreed"));
}

#[tokio::test]
async fn unknown_and_forgotten_tasks_are_told_apart() {
	let place = Place::new();
	let served = place.serve().await;
	for method in ["job_status", "job_result", "job_cancel"] {
		assert_eq!(served.call::<Value>(method, json!({"task": 0})).await, Err(1010), "{method}");
		let most = json!({"task": u64::MAX});
		assert_eq!(served.call::<Value>(method, most).await, Err(1010), "{method}");
		for wrong in [json!({"task": -1}), json!({"task": "../0"}), json!({}), json!([]), json!(7)]
		{
			let outcome = served.call::<Value>(method, wrong.clone()).await;
			assert!(matches!(outcome, Err(-32602 | -32600)), "{method} {wrong}: {outcome:?}");
		}
	}
	let id = place.chain.add(task([5; 32]));
	place.chain.state().tasks.remove(&id);
	assert_eq!(served.call::<Value>("job_status", json!({"task": id})).await, Err(1011));
}

#[tokio::test]
async fn result_comes_in_pieces() {
	let place = Place::new();
	let served = place.serve().await;
	let bytes: Vec<u8> = (0..1_000u32).map(|number| number as u8).collect();
	let output = place.store.put(bytes.clone()).await.unwrap();
	let mut compared_by_hash = task([0; 32]);
	compared_by_hash.spec.tier = VerificationTier::Exact;
	let id = place.chain.add(compared_by_hash);
	assert_eq!(served.call::<Value>("job_result", json!({"task": id})).await, Err(1013));
	place.chain.assign(id, 3);
	place.chain.accept(id, output);
	let mut collected = Vec::new();
	let mut offset = Some(0);
	while let Some(from) = offset {
		let piece: Piece = served
			.call("job_result", json!({"task": id, "offset": from, "bytes": 300}))
			.await
			.unwrap();
		assert_eq!((piece.total, piece.offset, piece.kind), (1_000, from, Kind::Embedding));
		collected.extend(hex::decode(&piece.hex).unwrap());
		offset = piece.next;
	}
	assert_eq!(collected, bytes);
	let whole: Piece = served.call("job_result", json!({"task": id})).await.unwrap();
	assert_eq!((whole.hex, whole.next), (hex::encode(&bytes), None));
	assert_eq!(whole.hash, format!("{:?}", output.hash));
	for offset in [1_001, u64::MAX] {
		let beyond = json!({"task": id, "offset": offset});
		assert_eq!(served.call::<Value>("job_result", beyond).await, Err(1020));
	}
}

#[tokio::test]
async fn result_that_failed_or_is_lost_says_so() {
	let place = Place::new();
	let served = place.serve().await;
	let failed = place.chain.add(task([0; 32]));
	place.chain.fail(failed);
	assert_eq!(served.call::<Value>("job_result", json!({"task": failed})).await, Err(1014));
	let lost = place.chain.add(task([0; 32]));
	place.chain.assign(lost, 2);
	let nowhere = pouw_service::blobs::blob_ref(b"never stored");
	place.chain.accept(lost, nowhere);
	assert_eq!(served.call::<Value>("job_result", json!({"task": lost})).await, Err(1030));
	// It is what the miners named, and not what their sketches are of.
	let other = place.store.put(b"another output".to_vec()).await.unwrap();
	let swapped = place.chain.add(task([0; 32]));
	place.chain.assign(swapped, 2);
	place.chain.accept(swapped, other);
	assert_eq!(served.call::<Value>("job_result", json!({"task": swapped})).await, Err(1030));
	let sealed_to_another = place.chain.add(task([5; 32]));
	place.chain.assign(sealed_to_another, 2);
	place.chain.accept(sealed_to_another, nowhere);
	let asked = json!({"task": sealed_to_another});
	assert_eq!(served.call::<Value>("job_result", asked).await, Err(1030));
}
