// SPDX-License-Identifier: Apache-2.0
//! What the flows look at of the chains' records, as an independent client reads them: by metadata.

use anyhow::{Context, Result};
use codec::{Decode, Encode};
use pouw_network::Rpc;
use sp_crypto_hashing::{blake2_128, twox_128, twox_64};
use zombienet_sdk::subxt::ext::scale_decode::DecodeAsType;

/// An account on any chain of the project.
pub type Account = [u8; 32];

/// A blob by its content.
#[derive(DecodeAsType, Debug)]
#[decode_as_type(crate_path = "zombienet_sdk::subxt::ext::scale_decode")]
pub struct BlobRef {
	/// Length in bytes.
	pub len: u64,
}

/// An order.
#[derive(DecodeAsType, Debug)]
#[decode_as_type(crate_path = "zombienet_sdk::subxt::ext::scale_decode")]
pub struct TaskSpec {
	/// Paid for an accepted result.
	pub price: u128,
}

/// How an accepted task ended.
#[derive(DecodeAsType, Debug)]
#[decode_as_type(crate_path = "zombienet_sdk::subxt::ext::scale_decode")]
pub struct Acceptance {
	/// The accepted output.
	pub output: BlobRef,
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
#[derive(DecodeAsType, Debug)]
#[decode_as_type(crate_path = "zombienet_sdk::subxt::ext::scale_decode")]
pub enum TaskState {
	/// Not yet assigned.
	Ordered,
	/// Miners compute.
	Committing,
	/// Miners reveal.
	Revealing,
	/// Waits for further miners.
	Extending,
	/// Accepted and paid.
	Accepted(Acceptance),
	/// Failed and refunded.
	Failed {
		/// Why.
		reason: FailureReason,
		/// Block of the refund.
		at: u32,
	},
}

/// Why a task failed.
#[derive(DecodeAsType, Debug)]
#[decode_as_type(crate_path = "zombienet_sdk::subxt::ext::scale_decode")]
pub enum FailureReason {
	/// Too few miners were there.
	TooFewMiners,
	/// No results agreed.
	NoAgreement,
	/// They agreed, but the wanted confidence was out of reach.
	ConfidenceNotReached,
	/// The chain stood still beyond what the payer granted.
	Overdue,
	/// The client took the order back.
	Cancelled,
}

/// What a miner has said on a task.
#[derive(DecodeAsType, Debug)]
#[decode_as_type(crate_path = "zombienet_sdk::subxt::ext::scale_decode")]
pub enum Answer {
	/// Nothing yet.
	None,
	/// A commitment.
	Committed,
	/// A result.
	Revealed {
		/// Distance to the medoid, in millionths.
		distance: Option<u32>,
		/// Whether it was paid.
		agreed: bool,
	},
	/// It cannot run the job.
	Abstained,
	/// It let a phase pass.
	Lapsed,
}

/// A miner's part in a task.
#[derive(DecodeAsType, Debug)]
#[decode_as_type(crate_path = "zombienet_sdk::subxt::ext::scale_decode")]
pub struct Replica {
	/// The miner.
	pub miner: Account,
	/// What it has said.
	pub answer: Answer,
}

/// A task.
#[derive(DecodeAsType, Debug)]
#[decode_as_type(crate_path = "zombienet_sdk::subxt::ext::scale_decode")]
pub struct Task {
	/// What was ordered.
	pub spec: TaskSpec,
	/// Block of the order.
	pub ordered_at: u32,
	/// Where it is.
	pub state: TaskState,
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
	sector.runtime("TasksApi", "task", &id.encode()).await
}

/// A registered miner.
#[derive(DecodeAsType, Debug)]
#[decode_as_type(crate_path = "zombienet_sdk::subxt::ext::scale_decode")]
pub struct Miner {
	/// Held of its rewards.
	pub bond: u128,
	/// Whether it takes assignments.
	pub available: bool,
	/// Assignments not yet settled.
	pub open_assignments: u32,
	/// Assignments settled.
	pub assigned: u32,
	/// Of these, the ones that were accepted.
	pub accepted: u32,
	/// Work of its tickets.
	pub work: WorkRecord,
}

/// Work of a miner.
#[derive(DecodeAsType, Debug)]
#[decode_as_type(crate_path = "zombienet_sdk::subxt::ext::scale_decode")]
pub struct WorkRecord {
	/// In all.
	pub total: u128,
}

/// The registered miner `account`.
pub async fn miner(sector: &Rpc, account: &Account) -> Result<Option<Miner>> {
	sector.runtime("TasksApi", "miner", account).await
}

/// What the chain observes of a miner, in millionths.
#[derive(DecodeAsType, Debug)]
#[decode_as_type(crate_path = "zombienet_sdk::subxt::ext::scale_decode")]
pub struct Performance {
	/// Average part of the deadlines that was left.
	pub promptness: u32,
}

/// How the registered miner `account` does.
pub async fn performance(sector: &Rpc, account: &Account) -> Result<Option<Performance>> {
	sector.runtime("MinersApi", "performance", account).await
}

/// What the results of a miner say of it.
#[derive(Decode, Default, Debug)]
pub struct Standing {
	/// Checks passed since the last one failed.
	pub passed: u32,
	/// Suspicion of dishonesty, in millionths of a nat.
	pub suspicion: i64,
}

/// The standing of the miner `account`.
pub async fn standing(sector: &Rpc, account: &Account) -> Result<Standing> {
	let prefix = [twox_128(b"Miners"), twox_128(b"Standings")].concat();
	let key = [&prefix[..], &blake2_128(account), account].concat();
	match sector.storage(&key).await? {
		Some(stored) => {
			Standing::decode(&mut stored.as_slice()).context("a standing is not as expected")
		},
		None => Ok(Standing::default()),
	}
}

/// A slash that is due unless it is appealed.
#[derive(Decode, Debug)]
pub struct PendingSlash {
	/// Whose bond is slashed.
	pub miner: Account,
	/// The task that tipped the test.
	pub task: u64,
	/// Block from which it is carried out.
	pub due: u32,
}

/// The slashes that are due. It takes days until one is carried out.
pub async fn slashes(sector: &Rpc) -> Result<Vec<PendingSlash>> {
	let key = [twox_128(b"Tasks"), twox_128(b"PendingSlashes")].concat();
	let stored = sector.storage(&key).await?.unwrap_or(vec![0]);
	Vec::decode(&mut stored.as_slice()).context("the list of slashes is not as expected")
}

/// What came of a window of tickets.
#[derive(DecodeAsType, Debug)]
#[decode_as_type(crate_path = "zombienet_sdk::subxt::ext::scale_decode")]
pub struct SettledWindow {
	/// Its number.
	pub index: u32,
	/// Work that each of its tickets stands for.
	pub difficulty: u128,
	/// Tickets accepted.
	pub tickets: u32,
	/// Those of them that are useful.
	pub useful: u32,
	/// Paid to miners.
	pub paid: u128,
	/// Set aside for useful tickets whose task was not over.
	pub pledged: u128,
}

/// The windows settled last, oldest first.
pub async fn windows(sector: &Rpc) -> Result<Vec<SettledWindow>> {
	sector.runtime("PouwApi", "history", &[]).await
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
#[derive(DecodeAsType, PartialEq, Eq, Debug)]
#[decode_as_type(crate_path = "zombienet_sdk::subxt::ext::scale_decode")]
pub enum SectorStatus {
	/// Admitted, but its chain has not yet announced itself with the admitted class.
	Pending,
	/// Announced and in business.
	Active,
	/// Stopped by governance; only value on its way home moves.
	Suspended,
	/// To be closed for good; drained first.
	Retiring,
	/// Closed for good.
	Retired,
}

/// Class of hardware of a sector.
#[derive(DecodeAsType, PartialEq, Eq, Debug)]
#[decode_as_type(crate_path = "zombienet_sdk::subxt::ext::scale_decode")]
pub enum SectorClass {
	/// Graphics processors made for data centres.
	GpuDatacenter,
	/// Graphics processors made for workstations and games.
	GpuConsumer,
	/// General-purpose processors, from servers to boards at the edge.
	CpuEdge,
	/// Tensor and neural processors.
	AiAccelerator,
}

/// A sector in the hub's registry.
#[derive(DecodeAsType, Debug)]
#[decode_as_type(crate_path = "zombienet_sdk::subxt::ext::scale_decode")]
pub struct Sector {
	/// Class it was admitted with.
	pub class: SectorClass,
	/// Standing.
	pub status: SectorStatus,
	/// What it announced.
	pub profile: Option<Profile>,
}

/// What a sector announces.
#[derive(DecodeAsType, Debug)]
#[decode_as_type(crate_path = "zombienet_sdk::subxt::ext::scale_decode")]
pub struct Profile {
	/// Its class.
	pub class: SectorClass,
	/// Its token.
	pub token: Token,
}

/// A sector's token.
#[derive(DecodeAsType, Debug)]
#[decode_as_type(crate_path = "zombienet_sdk::subxt::ext::scale_decode")]
pub struct Token {
	/// Symbol.
	pub symbol: Vec<u8>,
}

/// The hub's registry: sectors by para id.
pub async fn sectors(hub: &Rpc) -> Result<Vec<(u32, Sector)>> {
	hub.runtime("SectorsApi", "sectors", &[]).await
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

/// The sector's pallet of tasks and its hold for the prices of open ones, by their numbers.
const ESCROW: (u8, u8) = (61, 0);

/// What is held of `account` on the sector for tasks that are not over.
pub async fn escrow(sector: &Rpc, account: &Account) -> Result<u128> {
	let prefix = [twox_128(b"Balances"), twox_128(b"Holds")].concat();
	let key = [&prefix[..], &blake2_128(account), account].concat();
	let stored = sector.storage(&key).await?.unwrap_or(vec![0]);
	let holds = <Vec<((u8, u8), u128)>>::decode(&mut stored.as_slice())
		.context("the list of holds is not as expected")?;
	Ok(holds.iter().filter(|(reason, _)| *reason == ESCROW).map(|(_, amount)| amount).sum())
}

/// Sums over the life of a sector's reserve.
#[derive(Debug)]
pub struct Reserve {
	/// Tokens of the conversions that were settled.
	pub settled: u128,
	/// Of these, the tokens that were paid out since.
	pub released: u128,
}

/// The sector's reserve.
pub async fn reserve(sector: &Rpc) -> Result<Reserve> {
	let key = [twox_128(b"SectorToken"), twox_128(b"Totals")].concat();
	let Some(stored) = sector.storage(&key).await? else {
		return Ok(Reserve { settled: 0, released: 0 });
	};
	// What is pending comes first.
	let (_, settled, released) = <(u128, u128, u128)>::decode(&mut stored.as_slice())
		.context("the sums of the reserve are not as expected")?;
	Ok(Reserve { settled, released })
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
