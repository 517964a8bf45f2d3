// SPDX-License-Identifier: Apache-2.0
//! What a sector's chain knows of a miner.

use crate::{Balance, BlockNumber, RelayBlockNumber, WindowIndex, Work};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{ConstU32, H256};
use sp_runtime::{traits::Saturating, BoundedVec, PerThing, Permill};

/// What a miner declares of its machine. Informative: nothing is paid for a declaration.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct HardwareProfile {
	/// UTF-8 model name of the device that computes.
	pub device: BoundedVec<u8, ConstU32<64>>,
	/// Memory that jobs can use, in MiB.
	pub memory_mib: u32,
	/// Threads that jobs can use.
	pub threads: u16,
}

/// Work that a miner's tickets stand for.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub struct WorkRecord {
	/// All of it since the registration.
	pub total: Work,
	/// Moving average for one window, as of `window`.
	pub average: Work,
	/// The window of the newest credit.
	pub window: WindowIndex,
}

/// How a miner does as an author of blocks.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub struct AuthorshipRecord {
	/// Moving average, over the sessions in which it was an author, of the blocks it authored to
	/// those that fell to it.
	pub authored: Permill,
	/// First session for which it can be chosen again after it was absent for a whole one.
	pub barred_until: u32,
}

impl Default for AuthorshipRecord {
	/// Of a miner that was never an author: trusted half.
	fn default() -> Self {
		Self { authored: Permill::from_percent(50), barred_until: 0 }
	}
}

/// A registered miner.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct MinerRecord {
	/// What it declared of its machine.
	pub profile: HardwareProfile,
	/// X25519 public key to which inputs are encrypted.
	pub encryption_key: [u8; 32],
	/// Held while it is registered.
	pub deposit: Balance,
	/// Held of its rewards so far, up to the sector's bond target.
	pub bond: Balance,
	/// Block of the registration.
	pub registered_at: BlockNumber,
	/// Whether it takes new assignments.
	pub available: bool,
	/// Assignments not yet settled; it cannot leave before they are.
	pub open_assignments: u32,
	/// Assignments settled so far.
	pub assigned: u32,
	/// Of these, the ones in which its result agreed with the accepted one.
	pub accepted: u32,
	/// What its abstentions have used of [`ALLOWANCE`].
	pub allowance_used: u8,
	/// Work of its tickets.
	pub work: WorkRecord,
	/// Blocks authored by it.
	pub authorship: AuthorshipRecord,
}

/// Abstentions one after another, from tasks that others completed, that cost a miner nothing.
pub const FREE_ABSTENTIONS: u8 = 8;

/// Accepted results that make one more abstention free again.
pub const RESULTS_PER_ABSTENTION: u8 = 4;

/// The whole allowance of abstentions, counted in the accepted results that give it back.
pub const ALLOWANCE: u8 = FREE_ABSTENTIONS * RESULTS_PER_ABSTENTION;

impl MinerRecord {
	/// Counts an assignment that was settled. An accepted one gives back a part of the allowance.
	pub fn settle(&mut self, accepted: bool) {
		self.assigned = self.assigned.saturating_add(1);
		if accepted {
			self.accepted = self.accepted.saturating_add(1);
			self.allowance_used = self.allowance_used.saturating_sub(1);
		}
	}

	/// Counts an abstention from a task that others completed. While the allowance lasts it is as if the
	/// miner had not been assigned the task; beyond, it is an assignment that was not accepted, or who
	/// picks its tasks would stand as well as who takes them as they come.
	pub fn abstain(&mut self) {
		let used = self.allowance_used.saturating_add(RESULTS_PER_ABSTENTION);
		if used <= ALLOWANCE {
			self.allowance_used = used;
		} else {
			self.settle(false);
		}
	}

	/// Share of its settled assignments that were accepted, with one accepted and one failed one
	/// added: a newcomer counts half, and no record is ever all or nothing. Abstentions are among them
	/// only beyond the allowance.
	pub fn completion(&self) -> Permill {
		Permill::from_rational(
			u64::from(self.accepted).saturating_add(1),
			u64::from(self.assigned).saturating_add(2),
		)
	}

	/// How far the chain can rely on it: its completion times its authorship.
	pub fn reliability(&self) -> Permill {
		self.completion().saturating_mul(self.authorship.authored)
	}
}

/// Number of a roll call, from 0.
pub type RollCallIndex = u32;

/// Slots of a roll call. Each available miner is asked for a heartbeat in one of them.
pub const SLOTS: u32 = 16;

/// Prefix of the bytes whose BLAKE2-256 hash decides whether a miner is asked in a slot.
pub const SLOT_CONTEXT: &[u8] = b"pouw-chain slot v1";

/// Prefix of the bytes that a heartbeat signs.
pub const HEARTBEAT_CONTEXT: &[u8] = b"pouw-chain heartbeat v1";

/// Part of the average of heartbeats that one roll call makes up.
const CALL_PART: Permill = Permill::from_parts(125_000);

/// Part of the average of promptness that one assignment makes up.
const ANSWER_PART: Permill = Permill::from_parts(125_000);

/// Where the averages of a newcomer stand.
const UNTRIED: Permill = Permill::from_percent(50);

/// The roll call under way: who is asked for a heartbeat is known slot by slot.
///
/// Each slot has a seed of its own, from randomness that did not exist when the slot before it began.
/// A miner is asked in the first slot `s` of `S` for which a hash of seed and miner divides by `S − s`.
/// So it is asked once in each roll call, in each slot with the same chance, and knows only then.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct RollCall {
	/// Its number.
	pub index: RollCallIndex,
	/// Block in which its newest slot began.
	pub slot_began: BlockNumber,
	/// Relay block of the newest seed's randomness.
	pub relay_block: RelayBlockNumber,
	/// Seeds of the slots that have begun.
	pub seeds: BoundedVec<H256, ConstU32<SLOTS>>,
}

impl RollCall {
	/// The seed of the newest slot if `miner` is asked in it.
	pub fn asks(&self, miner: &impl Encode) -> Option<H256> {
		let newest = self.seeds.len().checked_sub(1)?;
		let (slot, seed) = self.found(miner)?;
		(slot == newest).then_some(seed)
	}

	/// Whether `miner` is asked in the newest slot, or was in one before it.
	pub fn has_asked(&self, miner: &impl Encode) -> bool {
		self.found(miner).is_some()
	}

	/// The slot in which `miner` is asked, if it has begun, and its seed.
	fn found(&self, miner: &impl Encode) -> Option<(usize, H256)> {
		let mut to_go = (1..=SLOTS).rev();
		self.seeds
			.iter()
			.copied()
			.enumerate()
			.find(|(_, seed)| to_go.next().is_some_and(|slots| is_asked(miner, seed, slots)))
	}
}

/// Whether a miner not asked before is asked now, with as many slots to go as given, this one included.
fn is_asked(miner: &impl Encode, seed: &H256, slots: u32) -> bool {
	let hash = (SLOT_CONTEXT, seed, miner).using_encoded(sp_crypto_hashing::blake2_256);
	let wide = hash.iter().take(8).fold(0u64, |sum, byte| (sum << 8) | u64::from(*byte));
	wide.checked_rem(slots.into()).is_none_or(|rest| rest == 0)
}

/// The bytes that `miner` signs to answer a roll call of the chain whose first block has the hash `genesis`.
pub fn heartbeat_payload(
	genesis: H256,
	call: RollCallIndex,
	seed: H256,
	miner: &impl Encode,
) -> Vec<u8> {
	(HEARTBEAT_CONTEXT, genesis, call, seed, miner).encode()
}

/// A heartbeat that is asked of a miner.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode, TypeInfo, Debug)]
pub struct HeartbeatAsk {
	/// The roll call.
	pub call: RollCallIndex,
	/// Seed of the slot, which the answer signs.
	pub seed: H256,
	/// The answer is taken in blocks before this one; perhaps also later.
	pub until: BlockNumber,
}

/// How a miner answers roll calls.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub struct OnlineRecord {
	/// Moving average of the roll calls before `from`: of those answered, one; of the others, nothing.
	pub answered: Permill,
	/// First roll call that is not counted yet.
	pub from: RollCallIndex,
}

impl Default for OnlineRecord {
	/// Of a miner that was never asked: trusted half.
	fn default() -> Self {
		Self { answered: UNTRIED, from: 0 }
	}
}

impl OnlineRecord {
	/// The average while the roll call `call` is under way: the ones before it that were not answered
	/// were missed.
	pub fn as_of(&self, call: RollCallIndex) -> Permill {
		let missed = call.saturating_sub(self.from);
		if missed == 0 {
			return self.answered;
		}
		let missed = usize::try_from(missed).unwrap_or(usize::MAX);
		self.answered.saturating_mul(CALL_PART.left_from_one().saturating_pow(missed))
	}

	/// Counts the roll calls before `call`, which were not answered.
	pub fn pass(&mut self, call: RollCallIndex) {
		self.answered = self.as_of(call);
		self.from = self.from.max(call);
	}

	/// Counts an answer to the roll call `call`.
	pub fn answer(&mut self, call: RollCallIndex) {
		self.pass(call);
		self.answered = mix(self.answered, Permill::from_percent(100), CALL_PART);
		self.from = call.saturating_add(1);
	}
}

/// What the chain observes of a miner's answers.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub struct Performance {
	/// Moving average of the part of the deadline that was left when it answered assignments; nothing of
	/// it where no answer came in time.
	pub promptness: Permill,
	/// Answers to roll calls.
	pub online: OnlineRecord,
}

impl Default for Performance {
	/// Of a newcomer: trusted half.
	fn default() -> Self {
		Self { promptness: UNTRIED, online: OnlineRecord::default() }
	}
}

impl Performance {
	/// Counts an answer to an assignment that came `after` blocks of `deadline`.
	pub fn answer(&mut self, after: BlockNumber, deadline: BlockNumber) {
		let left = deadline.saturating_sub(after);
		let left =
			if deadline == 0 { Permill::zero() } else { Permill::from_rational(left, deadline) };
		self.promptness = mix(self.promptness, left, ANSWER_PART);
	}
}

/// The moving average after one more observation, which makes up `part` of it.
fn mix(average: Permill, observed: Permill, part: Permill) -> Permill {
	let kept = average.saturating_mul(part.left_from_one());
	kept.saturating_add(observed.saturating_mul(part))
}

/// A miner's performance, as the chain sees it now.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode, TypeInfo, Debug)]
pub struct PerformanceView {
	/// See [`MinerRecord::completion`].
	pub completion: Permill,
	/// See [`Performance::promptness`].
	pub promptness: Permill,
	/// Moving average of roll calls answered.
	pub online: Permill,
	/// See [`AuthorshipRecord::authored`].
	pub authorship: Permill,
}

/// What a client says of a miner's part in its task.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub enum Rating {
	/// It would rather have others.
	#[codec(index = 0)]
	Bad,
	/// It would have it again.
	#[codec(index = 1)]
	Good,
}

#[cfg(test)]
mod tests {
	use super::*;

	fn seed(n: u32) -> H256 {
		sp_crypto_hashing::blake2_256(&n.to_le_bytes()).into()
	}

	/// The slot in which `miner` is asked in a roll call of seeds `from`, `from + 1`, ...
	fn slots_asked(miner: u64, from: u32) -> Vec<u32> {
		let mut call =
			RollCall { index: 0, slot_began: 0, relay_block: 0, seeds: BoundedVec::new() };
		let mut asked = Vec::new();
		for slot in 0..SLOTS {
			call.seeds.try_push(seed(from + slot)).unwrap();
			if let Some(found) = call.asks(&miner) {
				assert_eq!(found, seed(from + slot));
				asked.push(slot);
			}
		}
		asked
	}

	#[test]
	fn each_miner_is_asked_once_in_each_roll_call_and_in_any_slot_alike() {
		let mut times = [0u32; SLOTS as usize];
		for n in 0..8_000u32 {
			let asked = slots_asked(u64::from(n % 20), n * SLOTS);
			assert_eq!(asked.len(), 1, "miner {n}");
			times[asked[0] as usize] += 1;
		}
		// 500 are expected of each slot; the standard deviation is 22.
		assert!(times.iter().all(|t| t.abs_diff(500) < 110), "{times:?}");
	}

	#[test]
	fn nobody_is_asked_before_the_first_slot() {
		let call = RollCall { index: 0, slot_began: 0, relay_block: 0, seeds: BoundedVec::new() };
		assert_eq!(call.asks(&1u64), None);
	}

	#[test]
	fn online_follows_the_answers_and_what_is_missed_counts_as_nothing() {
		let mut online = OnlineRecord::default();
		for call in 0..60 {
			online.answer(call);
		}
		assert!(online.answered > Permill::from_parts(999_000), "{online:?}");
		assert_eq!(online.as_of(60), online.answered);
		let after_five = online.as_of(65);
		assert!(
			after_five < Permill::from_parts(513_000) && after_five > Permill::from_parts(510_000)
		);
		assert!(online.as_of(u32::MAX).is_zero());
		// The same whether it is counted at once or call by call.
		let mut stepwise = online;
		for call in 61..=65 {
			stepwise.pass(call);
		}
		assert!(stepwise.answered.deconstruct().abs_diff(after_five.deconstruct()) < 5);
		assert_eq!(stepwise.from, 65);
	}

	#[test]
	fn promptness_is_what_was_left_of_the_deadline() {
		let mut performance = Performance::default();
		for _ in 0..80 {
			performance.answer(10, 40);
		}
		assert!(performance.promptness.deconstruct().abs_diff(750_000) < 100);
		for _ in 0..80 {
			performance.answer(40, 40);
		}
		assert!(performance.promptness < Permill::from_parts(100));
		performance.answer(5, 0);
		performance.answer(u32::MAX, 1);
		assert!(performance.promptness < Permill::from_parts(100));
	}

	/// The record of a miner that has just registered.
	fn newcomer() -> MinerRecord {
		MinerRecord {
			profile: HardwareProfile { device: BoundedVec::new(), memory_mib: 1, threads: 1 },
			encryption_key: [7; 32],
			deposit: 0,
			bond: 0,
			registered_at: 0,
			available: true,
			open_assignments: 0,
			assigned: 0,
			accepted: 0,
			allowance_used: 0,
			work: WorkRecord::default(),
			authorship: AuthorshipRecord::default(),
		}
	}

	#[test]
	fn abstentions_cost_nothing_within_the_allowance_and_a_failure_each_beyond() {
		let mut record = newcomer();
		for _ in 0..FREE_ABSTENTIONS {
			record.abstain();
			assert_eq!((record.assigned, record.completion()), (0, newcomer().completion()));
		}
		for beyond in 1..=20 {
			record.abstain();
			assert_eq!((record.assigned, record.accepted), (beyond, 0));
			assert_eq!(record.allowance_used, ALLOWANCE);
		}
		// Failures give nothing back, and every few results one abstention.
		record.settle(false);
		for results in 1..=u32::from(RESULTS_PER_ABSTENTION) {
			record.abstain();
			assert_eq!(record.assigned, 20 + 2 * results);
			record.settle(true);
		}
		record.abstain();
		assert_eq!((record.assigned, record.accepted), (20 + 9, 4));
		assert_eq!(record.allowance_used, ALLOWANCE);
	}

	#[test]
	fn who_picks_its_tasks_is_held_to_more_than_a_fifth_left_out() {
		let completion = |left_out: usize| {
			let mut record = newcomer();
			for _ in 0..1_000 {
				(0..left_out).for_each(|_| record.abstain());
				(0..4).for_each(|_| record.settle(true));
			}
			record.completion()
		};
		assert_eq!(completion(1), completion(0));
		// Of twelve left out for four done, eleven count.
		assert!(completion(2) < Permill::from_percent(81));
		assert!(completion(12) < Permill::from_percent(27));
	}

	#[test]
	fn averages_never_leave_their_bounds() {
		let mut online = OnlineRecord { answered: Permill::from_percent(100), from: u32::MAX };
		online.answer(u32::MAX);
		assert_eq!(online.answered, Permill::from_percent(100));
		assert_eq!(online.from, u32::MAX);
	}
}
