// SPDX-License-Identifier: Apache-2.0
//! Answers of the runtime APIs, as an independent client decodes them.
//!
//! These types repeat the SCALE encoding of `pouw-primitives`, whose own dependencies are of another
//! SDK release than zombienet-sdk's.

#![expect(dead_code, reason = "records are decoded whole, whatever of them a flow looks at")]

use anyhow::{Context, Result};
use codec::{Decode, Encode};
use pouw_network::Rpc;
use sp_crypto_hashing::{blake2_128, twox_128, twox_64};

/// An account on any chain of the project.
pub type Account = [u8; 32];
/// A hash.
pub type Hash = [u8; 32];

/// A blob by its content.
#[derive(Clone, Copy, PartialEq, Eq, Decode, Debug)]
pub struct BlobRef {
	/// BLAKE3 hash.
	pub hash: Hash,
	/// Length in bytes.
	pub len: u64,
}

/// What is to be computed.
#[derive(Decode, Debug)]
pub enum Job {
	/// Sentence embeddings.
	#[codec(index = 0)]
	Embedding {
		/// Manifest hash of the model.
		model: Hash,
	},
	/// Text of a language model.
	#[codec(index = 1)]
	TextGeneration {
		/// Manifest hash of the model.
		model: Hash,
	},
	/// Steps of training.
	#[codec(index = 2)]
	Training {
		/// Manifest hash of the model.
		model: Hash,
	},
	/// A program over records.
	#[codec(index = 3)]
	Data {
		/// The program.
		program: BlobRef,
	},
}

/// Who pays.
#[derive(Decode, Debug)]
pub enum Funding {
	/// The client.
	#[codec(index = 0)]
	Client,
	/// The sector's reserve.
	#[codec(index = 1)]
	Hub {
		/// The order on the hub.
		order: u64,
		/// Relay block after which nothing is paid.
		pays_until: u32,
	},
}

/// How replicas are compared.
#[derive(Decode, Debug)]
pub enum Tier {
	/// To the bit.
	#[codec(index = 0)]
	Exact,
	/// By sketches.
	#[codec(index = 1)]
	Tolerant,
}

/// An order.
#[derive(Decode, Debug)]
pub struct TaskSpec {
	/// What is to be computed.
	pub job: Job,
	/// The input's commitment.
	pub input: BlobRef,
	/// How replicas are compared.
	pub tier: Tier,
	/// Replicas at first, and at most.
	pub replicas: (u8, u8),
	/// Wanted confidence, in millionths.
	pub confidence: u32,
	/// Paid for an accepted result.
	pub price: u128,
	/// Blocks until the commitments are due.
	pub deadline: u32,
	/// Key to which the output is encrypted.
	pub client_key: [u8; 32],
}

/// How an accepted task ended.
#[derive(Decode, Debug)]
pub struct Acceptance {
	/// The accepted output.
	pub output: BlobRef,
	/// Index of the replica whose output it is.
	pub medoid: u8,
	/// Paid to each agreeing replica.
	pub paid_each: u128,
	/// Paid to all of them.
	pub paid: u128,
	/// Given back to the client.
	pub refunded: u128,
	/// Confidence in the result, in millionths.
	pub confidence: u32,
	/// Block of the payment.
	pub at: u32,
}

/// Where a task is in its life.
#[derive(Decode, Debug)]
pub enum TaskState {
	/// Not yet assigned.
	#[codec(index = 0)]
	Ordered {
		/// Relay block of the randomness.
		randomness_after: u32,
		/// Block of the refund.
		expires: u32,
	},
	/// Miners compute.
	#[codec(index = 1)]
	Committing {
		/// Last block.
		until: u32,
	},
	/// Miners reveal.
	#[codec(index = 2)]
	Revealing {
		/// Last block.
		until: u32,
	},
	/// Accepted and paid.
	#[codec(index = 3)]
	Accepted(Acceptance),
	/// Failed and refunded.
	#[codec(index = 4)]
	Failed {
		/// Why: 0 too few miners, 1 no agreement, 2 too little confidence, 4 overdue.
		reason: u8,
		/// Block of the refund.
		at: u32,
	},
	/// Waits for further miners.
	#[codec(index = 5)]
	Extending {
		/// Relay block of the randomness.
		randomness_after: u32,
		/// Block at which it goes on without them.
		expires: u32,
	},
}

/// What a miner has said on a task.
#[allow(clippy::large_enum_variant)] // Decoded one at a time.
#[derive(Decode, Debug)]
pub enum Answer {
	/// Nothing yet.
	#[codec(index = 0)]
	None,
	/// A commitment.
	#[codec(index = 1)]
	Committed {
		/// The commitment.
		commitment: Hash,
		/// Its block.
		at: u32,
	},
	/// A result.
	#[codec(index = 2)]
	Revealed {
		/// Its sketch.
		sketch: [i64; 32],
		/// Its output.
		output: BlobRef,
		/// Its block.
		at: u32,
		/// Distance to the medoid, in millionths.
		distance: Option<u32>,
		/// Whether it was paid.
		agreed: bool,
	},
	/// It cannot run the job.
	#[codec(index = 3)]
	Abstained,
	/// It let a phase pass.
	#[codec(index = 4)]
	Lapsed,
}

/// A miner's part in a task.
#[derive(Decode, Debug)]
pub struct Replica {
	/// The miner.
	pub miner: Account,
	/// What it has said.
	pub answer: Answer,
	/// The output it must name when it is asked again.
	pub bound: Option<BlobRef>,
}

/// A task.
#[derive(Decode, Debug)]
pub struct Task {
	/// Who ordered it.
	pub client: Account,
	/// Who pays.
	pub funding: Funding,
	/// What was ordered.
	pub spec: TaskSpec,
	/// Block of the order.
	pub ordered_at: u32,
	/// Where it is.
	pub state: TaskState,
	/// Seed of draw and sketches.
	pub seed: Hash,
	/// The assigned miners.
	pub replicas: Vec<Replica>,
}

impl Task {
	/// The part of `miner`, if it is assigned.
	pub fn answer(&self, miner: &Account) -> Option<&Answer> {
		self.replicas.iter().find(|replica| replica.miner == *miner).map(|replica| &replica.answer)
	}

	/// The miners whose results were accepted.
	pub fn agreed(&self) -> Vec<Account> {
		let agreed =
			|replica: &&Replica| matches!(replica.answer, Answer::Revealed { agreed: true, .. });
		self.replicas.iter().filter(agreed).map(|replica| replica.miner).collect()
	}

	/// Whether it is over.
	pub fn is_final(&self) -> bool {
		matches!(self.state, TaskState::Accepted(_) | TaskState::Failed { .. })
	}
}

/// A task of a sector.
pub async fn task(sector: &Rpc, id: u64) -> Result<Option<Task>> {
	sector.runtime("TasksApi_task", &id.encode()).await
}

/// The id that the next order gets.
pub async fn next_task(sector: &Rpc) -> Result<u64> {
	sector.runtime("TasksApi_next_task", &[]).await
}

/// A registered miner.
#[derive(Decode, Debug)]
pub struct Miner {
	/// What it declared: device, memory in MiB, threads.
	pub profile: (Vec<u8>, u32, u16),
	/// Key to which inputs are encrypted.
	pub encryption_key: [u8; 32],
	/// Held while it is registered.
	pub deposit: u128,
	/// Held of its rewards.
	pub bond: u128,
	/// Block of the registration.
	pub registered_at: u32,
	/// Whether it takes assignments.
	pub available: bool,
	/// Assignments open, settled, and accepted.
	pub assignments: [u32; 3],
	/// Work in all, its average for a window, and the window of that.
	pub work: (u128, u128, u32),
	/// Share of its blocks that it authored, in millionths, and the session until which it is barred.
	pub authorship: (u32, u32),
}

/// The registered miner `account`.
pub async fn miner(sector: &Rpc, account: &Account) -> Result<Option<Miner>> {
	sector.runtime("TasksApi_miner", account).await
}

/// What came of a window of tickets.
#[derive(Decode, Debug)]
pub struct SettledWindow {
	/// Its number.
	pub index: u32,
	/// Block that opened it.
	pub opened_at: u32,
	/// Work that each of its tickets stands for.
	pub difficulty: u128,
	/// Share of its target left to useful work, in millionths.
	pub useful_share: u32,
	/// Tickets accepted.
	pub tickets: u32,
	/// Those of them that are useful.
	pub useful: u32,
	/// Those of them that were credited.
	pub credited: u32,
	/// Paid to miners.
	pub paid: u128,
	/// Set aside for useful tickets whose task was not over.
	pub pledged: u128,
}

/// The windows settled last, oldest first.
pub async fn windows(sector: &Rpc) -> Result<Vec<SettledWindow>> {
	sector.runtime("PouwApi_history", &[]).await
}

/// The authors of the session under way.
pub async fn authors(sector: &Rpc) -> Result<Vec<Account>> {
	let key = [twox_128(b"Session"), twox_128(b"Validators")].concat();
	let list = sector.storage(&key).await?.context("the sector has no authors")?;
	Vec::decode(&mut list.as_slice()).context("the list of authors is not as expected")
}

/// Blocks that `account` has authored in the session under way.
pub async fn authored_blocks(sector: &Rpc, account: &Account) -> Result<u32> {
	let prefix = [twox_128(b"Miners"), twox_128(b"AuthoredBlocks")].concat();
	let key = [&prefix[..], &twox_64(account), account].concat();
	match sector.storage(&key).await? {
		Some(count) => u32::decode(&mut count.as_slice()).context("a count is not as expected"),
		None => Ok(0),
	}
}

/// Standing of a sector in the hub's registry.
#[derive(Clone, Copy, PartialEq, Eq, Decode, Debug)]
pub enum SectorStatus {
	/// Not yet announced.
	#[codec(index = 0)]
	Pending,
	/// In business.
	#[codec(index = 1)]
	Active,
	/// Stopped.
	#[codec(index = 2)]
	Suspended,
}

/// A sector in the hub's registry.
#[derive(Decode, Debug)]
pub struct Sector {
	/// Para id.
	pub id: u32,
	/// Class, by its index.
	pub class: u8,
	/// Standing.
	pub status: SectorStatus,
	/// How often the sector was told its standing.
	pub revision: u32,
	/// What it announced: class and token.
	pub profile: Option<(u8, Token)>,
	/// Newest report: era, its end, its counts of tasks, and its work.
	pub last_report: Option<(u32, u32, [u32; 3], [u128; 3])>,
}

/// A sector's token.
#[derive(Decode, Debug)]
pub struct Token {
	/// Name.
	pub name: Vec<u8>,
	/// Symbol.
	pub symbol: Vec<u8>,
	/// Decimal places.
	pub decimals: u8,
}

/// The hub's registry.
pub async fn sectors(hub: &Rpc) -> Result<Vec<Sector>> {
	hub.runtime("SectorsApi_sectors", &[]).await
}

/// Tokens of an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Balance {
	/// At its disposal.
	pub free: u128,
	/// Held or reserved.
	pub reserved: u128,
}

impl Balance {
	/// All of it.
	pub fn total(&self) -> u128 {
		self.free + self.reserved
	}
}

/// Tokens of `account`; zero if it does not exist.
pub async fn balance(chain: &Rpc, account: &Account) -> Result<Balance> {
	let key =
		[&twox_128(b"System")[..], &twox_128(b"Account"), &blake2_128(account), account].concat();
	let Some(record) = chain.storage(&key).await? else {
		return Ok(Balance { free: 0, reserved: 0 });
	};
	// Nonce, consumers, providers, sufficients; then free and reserved.
	let (_, free, reserved) = <([u32; 4], u128, u128)>::decode(&mut record.as_slice())
		.context("the record of an account is not as expected")?;
	Ok(Balance { free, reserved })
}
