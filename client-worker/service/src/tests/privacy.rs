// SPDX-License-Identifier: Apache-2.0
//! A miner and its client, and what third parties can do to them.

use super::fake::*;
use crate::{
	blobs::blob_ref,
	encryption::{ClientBlobs, Granted, MinerKeys, OrderBinding, Privacy, PrivacyError},
	BlobStore, Chain, EncryptionKey,
};
use pouw_chain::ChainError;
use pouw_engine::{output_values, sketch::project, Embeddings};
use pouw_primitives::{
	task::{Acceptance, Answer, Replica, TaskResult, TaskState, VerificationTier},
	AccountId, TaskId, TaskRecord,
};
use sp_runtime::Permill;
use std::{
	path::{Path, PathBuf},
	sync::{atomic::Ordering, Arc},
};

/// The keys that miners registered.
struct Registry(Vec<(AccountId, [u8; 32])>);

impl MinerKeys for Registry {
	async fn key(&self, miner: &AccountId) -> Result<Option<[u8; 32]>, ChainError> {
		Ok(self.0.iter().find(|(of, _)| of == miner).map(|(_, key)| *key))
	}
}

fn registry() -> Registry {
	Registry(vec![(me(), miner_key().public())])
}

fn committed(chain: &FakeChain) -> bool {
	matches!(chain.answer(0), Answer::Committed { .. })
}

fn revealed(chain: &FakeChain) -> bool {
	matches!(chain.answer(0), Answer::Revealed { .. })
}

/// A task over a sealed input.
async fn assign_sealed(place: &Place, chain: &FakeChain) -> TaskId {
	let input = place.client(chain).put_input(INPUT.to_vec(), Privacy::Sealed).await.unwrap();
	let id = chain.assign();
	chain.state().tasks.get_mut(&id).unwrap().spec.input = input;
	id
}

fn record(chain: &FakeChain, id: TaskId) -> TaskRecord<AccountId> {
	chain.state().tasks[&id].clone()
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
	let mut found = Vec::new();
	for entry in std::fs::read_dir(folder).unwrap() {
		let path = entry.unwrap().path();
		if path.is_dir() {
			found.extend(files(&path));
		} else {
			found.push(path);
		}
	}
	found
}

#[tokio::test]
async fn sealed_job_runs_from_order_to_output_and_the_store_never_has_it_in_plain() {
	let (place, chain) = (Place::without_input(), FakeChain::default());
	let executor = Arc::default();
	let id = assign_sealed(&place, &chain).await;
	let (client, mut granted) = (place.client(&chain), Granted::default());
	let task = record(&chain, id);
	assert_eq!(client.grant(&mut granted, &registry(), id, &task).await.unwrap(), 1);
	assert_eq!(client.grant(&mut granted, &registry(), id, &task).await.unwrap(), 0);
	place.mine_until(&chain, &executor, committed).await;
	chain.open_reveals(id);
	place.mine_until(&chain, &executor, revealed).await;
	chain.accept(id);
	let output = client.output(id, &record(&chain, id), 100).await.unwrap();
	assert_eq!((output.bytes.as_slice(), output.miner), (&b"output"[..], me()));
	assert_eq!(output.reference, blob_ref(b"output"));
	assert_eq!(client.input(&task.spec.input, 100).await.unwrap(), INPUT);
	let stored = files(&place.blob_folder());
	assert_eq!(stored.len(), 3, "input, key, output");
	for file in stored {
		let bytes = std::fs::read(&file).unwrap();
		assert!(!bytes.windows(6).any(|part| part == b"output"), "{}", file.display());
		assert!(!bytes.windows(INPUT.len()).any(|part| part == INPUT), "{}", file.display());
	}
}

#[tokio::test]
async fn key_is_waited_for_and_the_job_abstained_from_when_it_never_comes() {
	let (place, chain) = (Place::without_input(), FakeChain::default());
	let executor: Arc<FakeExecutor> = Arc::default();
	assign_sealed(&place, &chain).await;
	place.mine_until(&chain, &executor, |chain| chain.answer(0) == Answer::Abstained).await;
	assert!(chain.state().number >= 40, "it is waited for most of the time");
	assert_eq!(executor.runs.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn wrong_envelope_is_waited_out_and_the_job_done_when_the_right_one_comes() {
	let (place, chain) = (Place::without_input(), FakeChain::default());
	let executor = Arc::default();
	let id = assign_sealed(&place, &chain).await;
	chain.state().tasks.get_mut(&id).unwrap().state = TaskState::Committing { until: u32::MAX };
	let task = record(&chain, id);
	let name = OrderBinding::of(chain.genesis(), id, &task).envelope_name(&miner_key().public());
	// Somebody with access to the store is first; too long a blob is not even read.
	for bytes in [vec![7; 88], vec![7; 89], vec![0; 1 << 20], Vec::new()] {
		place.blobs.put_named(name, bytes).await.unwrap();
		let start = chain.state().number;
		place.mine_until(&chain, &executor, |chain| chain.state().number > start + 3).await;
		assert_eq!(chain.answer(id), Answer::None);
	}
	let client = place.client(&chain);
	client.grant(&mut Granted::default(), &registry(), id, &task).await.unwrap();
	place.mine_until(&chain, &executor, committed).await;
}

/// The keys that miners registered before.
fn old_registry() -> Registry {
	Registry(vec![(me(), old_key().public())])
}

fn old_key() -> EncryptionKey {
	EncryptionKey::of_seed([8; 32])
}

#[tokio::test]
async fn input_is_sealed_again_when_the_miner_has_replaced_a_key_that_it_lost() {
	let (place, chain) = (Place::without_input(), FakeChain::default());
	let id = assign_sealed(&place, &chain).await;
	let (client, task) = (place.client(&chain), record(&chain, id));
	let mut granted = Granted::default();
	assert_eq!(client.grant(&mut granted, &old_registry(), id, &task).await.unwrap(), 1);
	place.mine_until(&chain, &Arc::default(), |chain| chain.state().number > 6).await;
	assert_eq!(chain.answer(id), Answer::None);
	let mut handed_out = 0;
	for _ in 0..16 {
		handed_out += client.grant(&mut granted, &registry(), id, &task).await.unwrap();
	}
	assert_eq!((handed_out, granted.len()), (1, 1));
	place.mine_until(&chain, &Arc::default(), committed).await;
}

#[tokio::test]
async fn input_that_was_sealed_to_a_replaced_key_is_opened_when_the_key_was_kept() {
	let (mut place, chain) = (Place::without_input(), FakeChain::default());
	place.encryption_key = Arc::new(miner_key().replacing(old_key()));
	let id = assign_sealed(&place, &chain).await;
	let (client, task) = (place.client(&chain), record(&chain, id));
	client.grant(&mut Granted::default(), &old_registry(), id, &task).await.unwrap();
	// Something useless under the name that belongs to the new key does not keep it from looking on.
	let name = OrderBinding::of(chain.genesis(), id, &task).envelope_name(&miner_key().public());
	place.blobs.put_named(name, vec![7; 88]).await.unwrap();
	place.mine_until(&chain, &Arc::default(), committed).await;
}

#[tokio::test]
async fn client_that_replaced_its_key_serves_its_orders_of_before_when_the_key_was_kept() {
	let (place, chain) = (Place::without_input(), FakeChain::default());
	let id = assign_sealed(&place, &chain).await;
	let key = EncryptionKey::of_seed([5; 32]).replacing(client_key());
	let client = ClientBlobs::new(place.blobs.clone(), Arc::new(key), chain.genesis());
	assert!(client.is_client_key(&record(&chain, id).spec.client_key));
	let task = record(&chain, id);
	assert_eq!(client.input(&task.spec.input, 100).await.unwrap(), INPUT);
	client.grant(&mut Granted::default(), &registry(), id, &task).await.unwrap();
	place.mine_until(&chain, &Arc::default(), committed).await;
	chain.open_reveals(id);
	place.mine_until(&chain, &Arc::default(), revealed).await;
	chain.accept(id);
	let output = client.output(id, &record(&chain, id), 100).await.unwrap();
	assert_eq!(output.bytes, b"output");
}

/// Somebody orders a program or model of their own over another client's sealed input, with their own
/// client key, and hopes that a miner that has the key runs it for them.
#[tokio::test]
async fn key_handed_to_a_miner_serves_for_no_other_order() {
	let (place, chain) = (Place::without_input(), FakeChain::default());
	let executor: Arc<FakeExecutor> = Arc::default();
	let id = assign_sealed(&place, &chain).await;
	let task = record(&chain, id);
	let client = place.client(&chain);
	client.grant(&mut Granted::default(), &registry(), id, &task).await.unwrap();
	for thief in [
		TaskRecord { client: AccountId::new([66; 32]), ..task.clone() },
		TaskRecord {
			spec: pouw_primitives::task::TaskSpec {
				client_key: EncryptionKey::of_seed([66; 32]).public(),
				..task.spec.clone()
			},
			..task.clone()
		},
	] {
		chain.state().tasks.insert(id, thief);
		chain.state().number = 0;
		let abstained = |chain: &FakeChain| chain.answer(0) == Answer::Abstained;
		place.mine_until(&chain, &executor, abstained).await;
	}
	assert_eq!(executor.runs.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn sealed_input_of_another_chain_or_altered_is_abstained_from() {
	for altered in [false, true] {
		let (place, chain) = (Place::without_input(), FakeChain::default());
		let genesis = if altered { chain.genesis() } else { sp_core::H256([1; 32]) };
		let elsewhere = ClientBlobs::new(place.blobs.clone(), Arc::new(client_key()), genesis);
		let input = elsewhere.put_input(INPUT.to_vec(), Privacy::Sealed).await.unwrap();
		let mut bytes = place.blobs.get(&input, 1 << 20).await.unwrap();
		if altered {
			*bytes.last_mut().unwrap() ^= 1;
		}
		let id = chain.assign();
		let input = place.blobs.put(bytes).await.unwrap();
		chain.state().tasks.get_mut(&id).unwrap().spec.input = input;
		let client = place.client(&chain);
		let granted =
			client.grant(&mut Granted::default(), &registry(), id, &record(&chain, id)).await;
		// On another chain the client itself cannot open it.
		assert_eq!(granted.is_ok(), altered);
		place
			.mine_until(&chain, &Arc::default(), |chain| chain.answer(0) == Answer::Abstained)
			.await;
		assert_eq!(chain.count(is_commit), 0);
	}
}

#[tokio::test]
async fn keys_are_handed_only_to_assigned_miners_that_have_not_answered() {
	let (place, chain) = (Place::without_input(), FakeChain::default());
	let id = assign_sealed(&place, &chain).await;
	let client = place.client(&chain);
	let mut task = record(&chain, id);
	let mut granted = Granted::default();
	task.replicas[0].answer = Answer::Abstained;
	assert_eq!(client.grant(&mut granted, &registry(), id, &task).await.unwrap(), 0);
	assert!(files(&place.blob_folder()).len() == 1 && granted.is_empty());

	// One more is drawn, and one whose key is none; neither keeps the other from its key.
	let replica = |byte| pouw_primitives::task::Replica {
		miner: AccountId::new([byte; 32]),
		answer: Answer::None,
		bound: None,
	};
	task.replicas.try_push(replica(8)).unwrap();
	task.replicas.try_push(replica(9)).unwrap();
	let registry = Registry(vec![
		(AccountId::new([8; 32]), [0; 32]),
		(AccountId::new([9; 32]), EncryptionKey::of_seed([9; 32]).public()),
	]);
	let error = client.grant(&mut granted, &registry, id, &task).await.unwrap_err();
	assert!(matches!(error, PrivacyError::Miner { .. }), "{error}");
	assert_eq!(files(&place.blob_folder()).len(), 2);
	assert_eq!(client.grant(&mut granted, &registry, id, &task).await.unwrap(), 0);
}

#[tokio::test]
async fn public_input_is_stored_in_plain_and_needs_no_key() {
	let (place, chain) = (Place::without_input(), FakeChain::default());
	let client = place.client(&chain);
	let input = client.put_input(INPUT.to_vec(), Privacy::Public).await.unwrap();
	assert_eq!(input, blob_ref(INPUT));
	let id = chain.assign();
	let task = record(&chain, id);
	assert_eq!(client.grant(&mut Granted::default(), &registry(), id, &task).await.unwrap(), 0);
	place.mine_until(&chain, &Arc::default(), committed).await;
}

#[tokio::test]
async fn output_stays_in_plain_when_the_order_names_no_client_key() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let id = chain.assign();
	chain.state().tasks.get_mut(&id).unwrap().spec.client_key = [0; 32];
	place.mine_until(&chain, &Arc::default(), committed).await;
	assert_eq!(place.blobs.get(&blob_ref(b"output"), 100).await.unwrap(), b"output");
	chain.open_reveals(id);
	place.mine_until(&chain, &Arc::default(), revealed).await;
	chain.accept(id);
	let output = place.client(&chain).output(id, &record(&chain, id), 100).await.unwrap();
	assert_eq!(output.bytes, b"output");
}

#[tokio::test]
async fn job_is_abstained_from_before_it_runs_when_the_client_key_is_none() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let executor: Arc<FakeExecutor> = Arc::default();
	let id = chain.assign();
	let mut low_order = [0; 32];
	low_order[0] = 1;
	chain.state().tasks.get_mut(&id).unwrap().spec.client_key = low_order;
	place.mine_until(&chain, &executor, |chain| chain.answer(0) == Answer::Abstained).await;
	assert_eq!(executor.runs.load(Ordering::SeqCst), 0);
}

/// The output of a task that was mined to its end.
async fn accepted(place: &Place, chain: &FakeChain) -> TaskId {
	let id = chain.assign();
	place.mine_until(chain, &Arc::default(), committed).await;
	chain.open_reveals(id);
	place.mine_until(chain, &Arc::default(), revealed).await;
	chain.accept(id);
	id
}

#[tokio::test]
async fn output_is_refused_when_it_is_missing_altered_too_long_or_of_another_key() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let id = accepted(&place, &chain).await;
	let task = record(&chain, id);
	let client = place.client(&chain);
	assert!(client.output(id, &task, 6).await.is_ok());
	assert!(client.output(id, &task, 5).await.is_err());
	let stranger = Arc::new(EncryptionKey::of_seed([5; 32]));
	let stranger = ClientBlobs::new(place.blobs.clone(), stranger, chain.genesis());
	let error = stranger.output(id, &task, 100).await.unwrap_err();
	assert!(matches!(error, PrivacyError::OtherKey));

	let name =
		OrderBinding::of(chain.genesis(), id, &task).output_name(&me(), &blob_ref(b"output"));
	let mut bytes = place.blobs.get_named(name, 1 << 20).await.unwrap();
	*bytes.last_mut().unwrap() ^= 1;
	place.blobs.put_named(name, bytes).await.unwrap();
	let error = client.output(id, &task, 100).await.unwrap_err();
	assert!(matches!(error, PrivacyError::NoOutput(_)), "{error}");
	let elsewhere = tempfile::tempdir().unwrap();
	let empty = BlobStore::open(elsewhere.path()).unwrap();
	let client = ClientBlobs::new(empty, Arc::new(client_key()), chain.genesis());
	let error = client.output(id, &task, 100).await.unwrap_err().to_string();
	assert!(error.contains("is not in the store"), "{error}");
}

#[tokio::test]
async fn output_of_another_miner_that_agreed_is_taken_when_the_named_one_is_missing() {
	let (place, chain) = (Place::new().await, FakeChain::default());
	let id = accepted(&place, &chain).await;
	let mut task = record(&chain, id);
	// The medoid is a miner that left nothing in the store.
	let absent = pouw_primitives::task::Replica {
		miner: AccountId::new([8; 32]),
		..task.replicas[0].clone()
	};
	task.replicas.try_push(absent).unwrap();
	let TaskState::Accepted(end) = &mut task.state else { unreachable!() };
	end.medoid = 1;
	let output = place.client(&chain).output(id, &task, 100).await.unwrap();
	assert_eq!((output.miner, output.bytes.as_slice()), (me(), &b"output"[..]));
	assert!(output.named_on_chain, "it is the same output");
}

/// An output of one text.
fn embedding(first: f32) -> Vec<u8> {
	Embeddings::new(1, 4, vec![first, 2.0, 3.0, 4.0]).unwrap().to_bytes()
}

/// A task in the tolerant tier of which miners named these outputs, in plain, each beside the sketch of the
/// right one. The first is the medoid.
fn accepted_beside_sketch_of(right: &[u8], named: &[&[u8]]) -> TaskRecord<AccountId> {
	let mut task = task(TaskState::Committing { until: 1 }, Answer::None);
	task.spec.tier = VerificationTier::Tolerant;
	task.spec.client_key = [0; 32];
	let values = output_values(&task.spec.job, right).unwrap();
	let sketch = project(&task.seed.0, values).unwrap();
	let replicas = (0u8..).zip(named).map(|(number, named)| {
		let result = TaskResult { sketch, output: blob_ref(named) };
		let answer = Answer::Revealed { result, at: 1, distance: None, agreed: true };
		Replica { miner: AccountId::new([number; 32]), answer, bound: None }
	});
	task.replicas = replicas.collect::<Vec<_>>().try_into().unwrap();
	task.state = TaskState::Accepted(Acceptance {
		output: blob_ref(named[0]),
		medoid: 0,
		paid_each: 1,
		paid: 1,
		refunded: 0,
		confidence: Permill::from_percent(90),
		at: 1,
	});
	task
}

#[tokio::test]
async fn output_is_taken_from_a_miner_that_did_not_name_another_one_beside_the_right_sketch() {
	let (place, chain) = (Place::without_input(), FakeChain::default());
	let (right, wrong, near) = (embedding(1.0), embedding(9.0), embedding(1.01));
	let none = b"no output of this job".to_vec();
	for output in [&right, &wrong, &near, &none] {
		place.blobs.put(output.clone()).await.unwrap();
	}
	let client = place.client(&chain);
	let task = accepted_beside_sketch_of(&right, &[&right, &wrong]);
	let output = client.output(0, &task, 100).await.unwrap();
	assert_eq!((&output.bytes, output.named_on_chain), (&right, true));
	let task = accepted_beside_sketch_of(&right, &[&wrong, &none, &near, &right]);
	let output = client.output(0, &task, 100).await.unwrap();
	assert_eq!((&output.bytes, output.named_on_chain), (&right, false));
	assert_eq!(output.miner, AccountId::new([3; 32]));
	for other in [wrong, none, near] {
		let task = accepted_beside_sketch_of(&right, &[&other]);
		let error = client.output(0, &task, 100).await.unwrap_err().to_string();
		assert!(error.contains("not the one that its sketch stands for"), "{error}");
	}
}
