// SPDX-License-Identifier: Apache-2.0
//! Tasks: what a client orders, how it is assigned, answered, compared and settled.

use crate::{order::Funding, Balance, BlockNumber, RelayBlockNumber, Sketch, Work};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{ConstU32, H256};
use sp_runtime::{BoundedVec, Permill};

/// Number of a task on its sector, from 0.
pub type TaskId = u64;

/// Most replicas a task can have.
pub const MAX_REPLICAS: u32 = 16;

/// Most layers a model can have registered.
pub const MAX_LAYERS: u32 = 512;

/// Most bytes in a program of a data job.
pub const MAX_PROGRAM_LEN: u64 = 1 << 20;

/// Rows of a matrix come in strips of this many.
const STRIP: u64 = 16;

/// The most rows that whole strips can have and a `u32` count.
const MOST_ROWS: u32 = u32::MAX - 15;

/// Prefix of the bytes that a commitment hashes.
pub const COMMITMENT_CONTEXT: &[u8] = b"pouw-chain task-commitment v1";

/// A blob by its content: BLAKE3 hash and length in bytes.
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
pub struct BlobRef {
	/// BLAKE3 hash of the bytes.
	pub hash: H256,
	/// Number of bytes.
	pub len: u64,
}

/// What is to be computed.
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
pub enum Job {
	/// Sentence embeddings of the input's lines by the model whose manifest has this BLAKE3 hash.
	#[codec(index = 0)]
	Embedding {
		/// BLAKE3 hash of the model's manifest.
		model: H256,
	},
	/// The answer of a language model to the input's messages.
	#[codec(index = 1)]
	TextGeneration {
		/// BLAKE3 hash of the model's manifest.
		model: H256,
	},
	/// Steps of gradient descent over the input's examples, from the input's weights.
	#[codec(index = 2)]
	Training {
		/// BLAKE3 hash of the manifest of the network's description.
		model: H256,
	},
	/// A WebAssembly program applied to each of the input's records.
	#[codec(index = 3)]
	Data {
		/// The program, in blob storage.
		program: BlobRef,
	},
}

impl Job {
	/// Manifest hash of the model the job runs; none of a job that brings a program.
	pub fn model(&self) -> Option<H256> {
		match self {
			Self::Embedding { model }
			| Self::TextGeneration { model }
			| Self::Training { model } => Some(*model),
			Self::Data { .. } => None,
		}
	}

	/// The program that the job brings.
	pub fn program(&self) -> Option<BlobRef> {
		match self {
			Self::Data { program } => Some(*program),
			_ => None,
		}
	}

	/// The hash by which the job names what it runs: of the model's manifest, or of the program.
	pub fn runs(&self) -> H256 {
		match self {
			Self::Embedding { model }
			| Self::TextGeneration { model }
			| Self::Training { model } => *model,
			Self::Data { program } => program.hash,
		}
	}
}

/// How replicas are compared.
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
pub enum VerificationTier {
	/// Outputs are equal to the bit.
	#[codec(index = 0)]
	Exact,
	/// Sketches are within the model's tolerance.
	#[codec(index = 1)]
	Tolerant,
}

/// How many miners execute a task.
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
pub struct Replicas {
	/// Assigned at first; fewer if these are trusted.
	pub initial: u8,
	/// Never more than this.
	pub most: u8,
}

/// An order, as the client words it.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct TaskSpec {
	/// What is to be computed.
	pub job: Job,
	/// The input's commitment; the bytes are in blob storage.
	pub input: BlobRef,
	/// How replicas are compared.
	pub tier: VerificationTier,
	/// How many miners execute it.
	pub replicas: Replicas,
	/// Confidence below which a result is not accepted.
	pub confidence: Permill,
	/// Paid for an accepted result, in the sector's token, shared among the replicas.
	pub price: Balance,
	/// Blocks a miner has from the assignment to its commitment.
	pub deadline: BlockNumber,
	/// X25519 public key to which the output is encrypted.
	pub client_key: [u8; 32],
}

/// Where a task is in its life.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub enum TaskState {
	/// Price in escrow; assigned by the first block that sees relay randomness from
	/// `randomness_after` or later, or failed at `expires`.
	#[codec(index = 0)]
	Ordered {
		/// Relay block from which randomness may serve the draw.
		randomness_after: RelayBlockNumber,
		/// Block at which an order that found too few miners is refunded.
		expires: BlockNumber,
		/// Of an order that its client has cancelled: relay block from which randomness ends it instead
		/// of serving the draw. Nobody knew that randomness when the order was cancelled.
		cancelled_from: Option<RelayBlockNumber>,
	},
	/// Assigned miners compute and `commit` until the block; ends early when all have.
	#[codec(index = 1)]
	Committing {
		/// Block at which the phase ends.
		until: BlockNumber,
	},
	/// Miners that committed `reveal` until the block; ends early when all have.
	#[codec(index = 2)]
	Revealing {
		/// Block at which the phase ends.
		until: BlockNumber,
	},
	/// Enough replicas agreed; they are paid and the rest of the price is back with the client.
	#[codec(index = 3)]
	Accepted(Acceptance),
	/// No agreement, or too little confidence; the price is back with the client.
	#[codec(index = 4)]
	Failed {
		/// Why.
		reason: FailureReason,
		/// Block of the refund.
		at: BlockNumber,
	},
	/// More replicas may be wanted; drawn by the first block that sees relay randomness from
	/// `randomness_after` or later. If none are needed after all, or none are found until `expires`,
	/// the task goes on with those it has.
	#[codec(index = 5)]
	Extending {
		/// Relay block from which randomness may serve the draw; the largest number once it is decided that
		/// nobody more is drawn.
		randomness_after: RelayBlockNumber,
		/// Block at which the search for more miners is given up.
		expires: BlockNumber,
	},
}

impl TaskState {
	/// Whether the task is over and its escrow empty.
	pub fn is_final(&self) -> bool {
		matches!(self, Self::Accepted(_) | Self::Failed { .. })
	}
}

/// How an accepted task ended.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct Acceptance {
	/// The output that stands for the agreeing ones: that of the cluster's medoid.
	pub output: BlobRef,
	/// Index of the replica whose output it is.
	pub medoid: u8,
	/// Paid to each agreeing replica.
	pub paid_each: Balance,
	/// Paid to all of them.
	pub paid: Balance,
	/// Given back to the client.
	pub refunded: Balance,
	/// Credibility of the agreeing results, from the records of their miners.
	pub confidence: Permill,
	/// Block of the payment.
	pub at: BlockNumber,
}

/// Why a task failed.
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
pub enum FailureReason {
	/// Fewer miners were available than replicas wanted until the order expired; or than it would have taken
	/// to settle it, until the search for more was given up.
	#[codec(index = 0)]
	TooFewMiners,
	/// Fewer than two replicas, or not more than half of them, agreed.
	#[codec(index = 1)]
	NoAgreement,
	/// Enough replicas agreed, but those who did were not credible enough for the confidence wanted.
	#[codec(index = 2)]
	ConfidenceNotReached,
	/// It was paid in MAIN, and the time was over in which the reserve may pay for it.
	#[codec(index = 4)]
	Overdue,
	/// Its client took the order back before miners were drawn.
	#[codec(index = 5)]
	Cancelled,
}

/// One miner's part in a task.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct Replica<AccountId> {
	/// The assigned miner.
	pub miner: AccountId,
	/// What it has said so far.
	pub answer: Answer,
	/// What it revealed when it was last asked, if it is asked again.
	pub bound: Option<Bound>,
}

/// What a miner is bound to when it is asked again: its output, and how that compared with others. Its
/// sketch is of no use by another seed.
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
pub struct Bound {
	/// The output it revealed: it can name no other.
	pub output: BlobRef,
	/// Replicas whose results were compared with its own then, itself among them; a bit for each index.
	pub compared: u16,
	/// Those of them whose results supported its own, likewise.
	pub supported: u16,
}

impl Bound {
	/// Whether the result agreed with those of the replicas `accepted` that it was compared with; none if it
	/// was compared with none of them.
	pub fn agreed(&self, accepted: u16) -> Option<bool> {
		(self.compared & accepted != 0).then_some(self.supported & accepted != 0)
	}
}

/// What a miner has said on a task.
#[allow(clippy::large_enum_variant)] // Most of them end as the large one.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub enum Answer {
	/// Nothing yet.
	#[codec(index = 0)]
	None,
	/// A commitment.
	#[codec(index = 1)]
	Committed {
		/// See [`commitment`].
		commitment: H256,
		/// Block of the commitment.
		at: BlockNumber,
	},
	/// A result that matches its commitment.
	#[codec(index = 2)]
	Revealed {
		/// The result.
		result: TaskResult,
		/// Block of the reveal.
		at: BlockNumber,
		/// After settlement: distance to the medoid.
		distance: Option<Permill>,
		/// After settlement: whether it is of the accepted cluster and was paid.
		agreed: bool,
	},
	/// It cannot run this job; no penalty.
	#[codec(index = 3)]
	Abstained,
	/// It let a phase pass in which it should have committed or revealed, and is not asked again.
	#[codec(index = 4)]
	Lapsed,
}

/// What a miner reveals.
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
pub struct TaskResult {
	/// Projection of the output by the task's seed.
	pub sketch: Sketch,
	/// The output itself, in blob storage.
	pub output: BlobRef,
}

/// A task as the sector's chain keeps it.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct TaskRecord<AccountId> {
	/// Who ordered.
	pub client: AccountId,
	/// Who pays.
	pub funding: Funding,
	/// What was ordered.
	pub spec: TaskSpec,
	/// Block of the order.
	pub ordered_at: BlockNumber,
	/// Where it is in its life.
	pub state: TaskState,
	/// Drawn from relay randomness at the assignment; zero before. Seeds the draw and the sketches.
	/// Renewed when results that were revealed did not suffice, so that none can be copied.
	pub seed: H256,
	/// The assigned miners, in the order of the draw.
	pub replicas: BoundedVec<Replica<AccountId>, ConstU32<MAX_REPLICAS>>,
}

/// What a miner commits to: `BLAKE2-256(context ‖ task ‖ miner ‖ result ‖ salt)`, SCALE-coded.
///
/// The account keeps a copied commitment from being any use to the copier, the salt keeps a result
/// from being guessed.
pub fn commitment<AccountId: Encode>(
	task: TaskId,
	miner: &AccountId,
	result: &TaskResult,
	salt: &[u8; 32],
) -> H256 {
	let bytes = (COMMITMENT_CONTEXT, task, miner, result, salt).encode();
	sp_crypto_hashing::blake2_256(&bytes).into()
}

/// A model that orders may name.
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
pub struct ModelRecord<AccountId> {
	/// Who registered it.
	pub owner: AccountId,
	/// Largest relative distance at which two honest results may lie apart.
	pub tolerance: Permill,
	/// Held while it is registered, its layers included.
	pub deposit: Balance,
	/// Layers registered; none until its owner registers them. A model with layers is run by
	/// everybody on the weights that these name, one without as its own files say.
	pub layers: u32,
	/// Multiply-accumulates of all its layers for one row of inputs.
	pub work_per_row: Work,
}

/// Most rows that the products of an embedding job over an input of `len` bytes can have, whole
/// strips.
///
/// A token takes two rows, one for each digit of its numbers. A byte of UTF-8 gives at most one and a
/// half characters after decomposition, a character at most one token, and a line, which takes its text
/// and a line end, two special tokens more. That is at most 7/4 of a token for each byte, which is 7/2
/// rows; the rest is for filling up strips.
pub fn max_rows(len: u64) -> u32 {
	let rows = len.saturating_mul(4).saturating_add(2 * STRIP);
	let strips = rows.saturating_add(STRIP - 1) & !(STRIP - 1);
	u32::try_from(strips).unwrap_or(MOST_ROWS)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn bound_result_agrees_with_accepted_ones_that_it_was_compared_with() {
		let output = BlobRef { hash: H256::zero(), len: 1 };
		let bound = Bound { output, compared: 0b0111, supported: 0b0101 };
		assert_eq!(bound.agreed(0b0100), Some(true));
		assert_eq!(bound.agreed(0b1110), Some(true));
		assert_eq!(bound.agreed(0b1010), Some(false));
		assert_eq!(bound.agreed(0b1000), None);
		assert_eq!(bound.agreed(0), None);
	}

	#[test]
	fn masks_have_a_bit_for_each_replica() {
		assert_eq!(u16::BITS, MAX_REPLICAS);
	}

	#[test]
	fn rows_cover_the_shortest_lines_and_are_whole_strips() {
		for lines in [1u64, 2, 100, 10_000] {
			// One letter and a line end each make three tokens; strips are filled up every 32 texts.
			let len = lines * 2 - 1;
			assert!(u64::from(max_rows(len)) >= lines * 6 + lines.div_ceil(32) * 15, "{lines}");
		}
		for len in [0, 1, 15, 1 << 20, 64 << 20, u64::MAX] {
			assert_eq!(max_rows(len) % 16, 0, "{len}");
		}
		assert!(max_rows(64 << 20) < u32::MAX / 8);
	}
}
