// SPDX-License-Identifier: Apache-2.0
//! A miner whose blobs are on a server.

use super::fake::*;
use crate::{
	blobs::tests::servers::{
		connect, dead, http_config, s3_config, serve_dav, serve_s3, serve_s3_on, S3_KEY,
	},
	BlobStore,
};
use pouw_primitives::{
	task::{Answer, TaskState},
	TaskId,
};
use std::{
	fs,
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc,
	},
};
use tokio::net::TcpListener;

fn committed(chain: &FakeChain) -> bool {
	matches!(chain.answer(0), Answer::Committed { .. })
}

fn revealed(chain: &FakeChain) -> bool {
	matches!(chain.answer(0), Answer::Revealed { .. })
}

fn place_with(blobs: BlobStore) -> Place {
	let mut place = Place::without_input();
	place.blobs = blobs;
	place
}

/// A task that leaves a server its time.
fn assign(chain: &FakeChain) -> TaskId {
	let id = chain.assign();
	chain.state().tasks.get_mut(&id).unwrap().state = TaskState::Committing { until: 1_000_000 };
	id
}

#[tokio::test]
async fn job_is_done_and_its_output_is_found_when_the_blobs_are_on_a_server() {
	let (s3, dav) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
	let s3 = connect(&s3_config(serve_s3(s3.path()).await), S3_KEY).unwrap();
	let dav = connect(&http_config(serve_dav(dav.path(), None).await), &[]).unwrap();
	for store in [s3, dav] {
		let (place, chain) = (place_with(store), FakeChain::default());
		let executor = Arc::default();
		place.blobs.put(INPUT.to_vec()).await.unwrap();
		let id = assign(&chain);
		place.mine_until(&chain, &executor, committed).await;
		chain.open_reveals(id);
		place.mine_until(&chain, &executor, revealed).await;
		chain.accept(id);
		let task = chain.state().tasks[&id].clone();
		let output = place.client(&chain).output(id, &task, 100).await.unwrap();
		assert_eq!(output.bytes, b"output");
	}
}

#[tokio::test]
async fn job_waits_while_the_server_is_away_and_is_done_when_it_is_back() {
	let root = tempfile::tempdir().unwrap();
	let client = connect(&s3_config(serve_s3(root.path()).await), S3_KEY).unwrap();
	client.put(INPUT.to_vec()).await.unwrap();
	let address = dead().await;
	let place = place_with(connect(&s3_config(address), S3_KEY).unwrap());
	let (chain, executor) = (FakeChain::default(), Arc::<FakeExecutor>::default());
	assign(&chain);
	place.mine_until(&chain, &executor, |chain| chain.state().number > 30).await;
	assert_eq!((chain.count(is_commit), chain.count(is_abstain)), (0, 0));
	assert_eq!(executor.runs.load(Ordering::SeqCst), 0);
	serve_s3_on(TcpListener::bind(address).await.unwrap(), root.path());
	place.mine_until(&chain, &executor, committed).await;
}

#[tokio::test]
async fn nothing_is_committed_to_when_the_server_does_not_take_the_output() {
	let root = tempfile::tempdir().unwrap();
	let store = connect(&http_config(serve_dav(root.path(), None).await), &[]).unwrap();
	store.put(INPUT.to_vec()).await.unwrap();
	let place = place_with(store);
	let (folder, away) = (root.path().join("some"), root.path().join("away"));
	let took = AtomicBool::new(false);
	let during: During = {
		let (folder, away) = (folder.clone(), away.clone());
		Box::new(move |_| {
			if !took.swap(true, Ordering::SeqCst) {
				fs::rename(&folder, &away).unwrap();
			}
		})
	};
	let chain = FakeChain::default();
	let executor = Arc::new(FakeExecutor { during: Some(during), ..Default::default() });
	let id = assign(&chain);
	place.mine_until(&chain, &executor, |_| away.exists()).await;
	place.mine_until(&chain, &executor, |chain| chain.state().number > 100).await;
	assert_eq!((chain.count(is_commit), chain.count(is_abstain)), (0, 0));
	assert!(place.records(&chain).await.all().unwrap().is_empty());
	fs::rename(&away, &folder).unwrap();
	place.mine_until(&chain, &executor, committed).await;
	assert_eq!(executor.runs.load(Ordering::SeqCst), 2);
	chain.open_reveals(id);
	place.mine_until(&chain, &executor, revealed).await;
}
