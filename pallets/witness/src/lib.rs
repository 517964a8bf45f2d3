// SPDX-License-Identifier: Apache-2.0
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]
#![doc = include_str!("../README.md")]

extern crate alloc;

pub use pallet::*;
pub use types::OpenRequest;
pub use weights::WeightInfo;

mod attestation;
mod batches;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod heads;
#[cfg(test)]
mod mock;
pub mod proof;
mod queries;
mod requests;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "runtime-benchmarks"))]
mod tries;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod try_state;
mod types;
pub mod weights;

/// The pallet's declarations.
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use pouw_primitives::{
		conversion::ConversionId,
		sector::Hub,
		witness::{KnownHead, StateProof, StoredBatch, WitnessRecord},
		Balance, BlockNumber, HubToSector, RelayBlockNumber, SectorId, SectorToHub,
	};
	use pouw_traits::{HandleMessage, RecordingFees, SendMessage};
	use sp_core::H256;
	use sp_runtime::traits::BlockNumberProvider;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// Verification of other sectors' conversions, and the store of the hub's transactions.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Carries messages to the hub.
		type Messages: SendMessage<Hub, SectorToHub>;

		/// The sector that this chain is.
		type SelfId: Get<SectorId>;

		/// Number of the relay block whose proof is in the current block.
		type RelayBlock: BlockNumberProvider<BlockNumber = RelayBlockNumber>;

		/// Most requests that can be open.
		#[pallet::constant]
		type MaxRequests: Get<u32>;

		/// Most sectors that the open requests can name, and so the most heads in a relay proof.
		#[pallet::constant]
		type MaxSources: Get<u32>;

		/// Blocks for which a request stays open.
		#[pallet::constant]
		type RequestLifetime: Get<BlockNumber>;

		/// Heads kept of each sector that an open request names.
		#[pallet::constant]
		type HeadsKept: Get<u32>;

		/// Batches of the hub's transactions kept; the oldest makes room. Not to be made smaller
		/// without a migration.
		#[pallet::constant]
		type BatchesKept: Get<u32>;

		/// Most requests that a block gives up, and most attestations that it queues again.
		#[pallet::constant]
		type MaxStepsPerBlock: Get<u32>;

		/// Takes what the hub pays for the recording of its transactions.
		type Fees: RecordingFees;

		/// Weights of the call, the hooks and the messages.
		type WeightInfo: WeightInfo;
	}

	/// Requests of the hub for which no attestation is queued yet.
	#[pallet::storage]
	pub type Requests<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		SectorId,
		Twox64Concat,
		ConversionId,
		OpenRequest,
		OptionQuery,
	>;

	/// The open requests in the order in which they came.
	#[pallet::storage]
	pub type Order<T: Config> =
		StorageValue<_, BoundedVec<(SectorId, ConversionId), T::MaxRequests>, ValueQuery>;

	/// Those open requests that have been verified, but whose attestation the queue to the hub had
	/// no room for.
	#[pallet::storage]
	pub type Unsent<T: Config> =
		StorageValue<_, BoundedVec<(SectorId, ConversionId), T::MaxRequests>, ValueQuery>;

	/// Newest heads of each sector that an open request names, the oldest first.
	#[pallet::storage]
	pub type Heads<T: Config> =
		StorageMap<_, Twox64Concat, SectorId, BoundedVec<KnownHead, T::HeadsKept>, ValueQuery>;

	/// Every conversion that this sector has verified. Kept for good: it is what the sector bears
	/// witness with.
	#[pallet::storage]
	pub type Records<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		SectorId,
		Twox64Concat,
		ConversionId,
		WitnessRecord,
		OptionQuery,
	>;

	/// Transactions of the hub, by their window.
	#[pallet::storage]
	pub type Batches<T: Config> = StorageMap<_, Twox64Concat, u32, StoredBatch, OptionQuery>;

	/// Window of the batch in each place of the store.
	#[pallet::storage]
	pub type BatchPlaces<T: Config> = StorageMap<_, Twox64Concat, u32, u32, OptionQuery>;

	/// Newest window whose batch was forgotten: those up to it are not paid again.
	#[pallet::storage]
	pub type NewestForgotten<T: Config> = StorageValue<_, u32, OptionQuery>;

	/// Place that the next batch takes, from whatever is there.
	#[pallet::storage]
	pub type NextPlace<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The hub asked for the verification of a conversion.
		Requested {
			/// The sector that the conversion leaves.
			source: SectorId,
			/// The conversion.
			conversion: ConversionId,
			/// The hub's round.
			round: u32,
			/// Block in which the request is given up.
			expires_at: BlockNumber,
		},
		/// A request of the hub was not opened.
		RequestIgnored {
			/// The sector that the conversion leaves.
			source: SectorId,
			/// The conversion.
			conversion: ConversionId,
			/// The hub's round.
			round: u32,
			/// Why.
			reason: IgnoreReason,
		},
		/// The hub withdrew a request.
		RequestWithdrawn {
			/// The sector that the conversion leaves.
			source: SectorId,
			/// The conversion.
			conversion: ConversionId,
			/// The round of the request.
			round: u32,
		},
		/// Nobody proved a conversion in time; its request was given up.
		RequestExpired {
			/// The sector that the conversion leaves.
			source: SectorId,
			/// The conversion.
			conversion: ConversionId,
			/// The round of the request.
			round: u32,
		},
		/// A proof of a conversion was accepted, and the conversion is on record.
		Verified {
			/// The sector that the conversion leaves.
			source: SectorId,
			/// The conversion.
			conversion: ConversionId,
			/// Head of the source that the proof started from.
			head: BlockNumber,
		},
		/// An attestation was queued for the hub.
		Attested {
			/// The sector that the conversion leaves.
			source: SectorId,
			/// The conversion.
			conversion: ConversionId,
			/// The hub's round.
			round: u32,
		},
		/// The queue to the hub is full; the attestation is queued as soon as it has room.
		AttestationDeferred {
			/// The sector that the conversion leaves.
			source: SectorId,
			/// The conversion.
			conversion: ConversionId,
			/// The hub's round.
			round: u32,
		},
		/// What the relay chain has as the head of a sector is not a header; the older heads stay.
		HeadMalformed {
			/// The sector.
			source: SectorId,
			/// The relay block.
			relay_block: RelayBlockNumber,
		},
		/// The relay chain set a sector back to an earlier head; the heads known before are of an
		/// abandoned chain and were forgotten.
		HeadsRestarted {
			/// The sector.
			source: SectorId,
			/// Number of the head from which they start anew.
			number: BlockNumber,
		},
		/// Transactions of the hub were stored.
		BatchStored {
			/// The hub's window.
			window: u32,
			/// Merkle root of all transactions of the window.
			root: H256,
			/// How many of them are stored here.
			entries: u32,
			/// Tokens that the sector's miners get for it.
			payment: Balance,
		},
		/// A batch of the hub was not stored.
		BatchIgnored {
			/// The hub's window.
			window: u32,
			/// Why.
			reason: BatchFlaw,
		},
		/// A batch made room for a newer one.
		BatchForgotten {
			/// The hub's window.
			window: u32,
		},
		/// A request made room for one of a sector that had fewer. The hub draws other witnesses when its round
		/// is over.
		RequestGaveWay {
			/// The sector that the conversion leaves, of which most requests were open.
			source: SectorId,
			/// The conversion.
			conversion: ConversionId,
			/// The hub's round.
			round: u32,
		},
	}

	/// Why a request of the hub is not opened.
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
	pub enum IgnoreReason {
		/// The conversion leaves this sector, which cannot be its own witness.
		#[codec(index = 0)]
		OwnConversion,
		/// A request of this round or of a later one came before.
		#[codec(index = 1)]
		OldRound,
		/// The request is not about the conversion that is on record here under this id.
		#[codec(index = 2)]
		UnlikeTheRecord,
		/// As many requests are open as can be, and no sector has so many more of them than this one that one of
		/// its requests would give way.
		#[codec(index = 3)]
		TooManyRequests,
		/// The open requests name as many other sectors as they can.
		#[codec(index = 4)]
		TooManySources,
	}

	/// Why a batch of the hub is not stored.
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
	pub enum BatchFlaw {
		/// It has no entries.
		#[codec(index = 0)]
		Empty,
		/// Another batch is stored for the window.
		#[codec(index = 1)]
		UnlikeTheStored,
	}

	/// Why a proof or a message is refused. A transaction that is refused for one of these has the
	/// error's index as the code of its invalidity.
	#[pallet::error]
	pub enum Error<T> {
		/// The hub has no open request for this conversion here: it never asked, the request is
		/// answered, withdrawn or expired.
		NotRequested,
		/// The conversion is verified; its attestation waits for room in the queue to the hub.
		AlreadyVerified,
		/// The relay chain has shown no such head of the sector, or it has been forgotten.
		HeadUnknown,
		/// The head is from before the hub heard of the conversion.
		HeadTooOld,
		/// The proof has a node twice.
		DuplicateNodes,
		/// The proof has nodes that are not on the way to the conversion.
		UnusedNodes,
		/// The nodes do not lead from the head's state root to the conversion.
		ProofBroken,
		/// The sector's state has no such conversion.
		ConversionAbsent,
		/// What the sector's state has is not the record of a conversion.
		RecordMalformed,
		/// The conversion is settled or refunded already.
		NotPending,
		/// The record names another beneficiary than the request.
		BeneficiaryDiffers,
		/// The record has another amount than the request.
		AmountDiffers,
		/// As many verified requests as can be wait for room in the queue to the hub.
		TooManyRequests,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			Self::do_tick()
		}

		fn integrity_test() {
			assert!(T::MaxRequests::get() > 0, "no conversion could ever be witnessed");
			assert!(T::MaxSources::get() > 0, "no conversion could ever be witnessed");
			assert!(
				T::MaxRequests::get() >= T::MaxSources::get().saturating_mul(2),
				"sectors that ask could not have two requests each, so none of them would give way"
			);
			let heads = <T as Config>::WeightInfo::take_heads(T::MaxSources::get());
			let block = <T as frame_system::Config>::BlockWeights::get().max_block;
			assert!(
				heads.all_lte(block.saturating_div(4)),
				"heads of MaxSources sectors weigh {heads:?}, more than a quarter of a block of {block:?}",
			);
			assert!(T::RequestLifetime::get() > 0, "requests would expire as they come");
			assert!(T::HeadsKept::get() > 0, "no head would ever be known");
			assert!(T::BatchesKept::get() > 0, "no batch could be stored");
			assert!(T::MaxStepsPerBlock::get() > 0, "requests would never expire");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Proves that the state of another sector has a pending conversion that the hub asked this
		/// sector to witness. Puts it on record and attests it to the hub.
		///
		/// Sent without a signature, by anyone, and free: a transaction whose proof does not hold is
		/// invalid and in no block.
		///
		/// - `sector`: the one that the conversion leaves, its source.
		/// - `conversion`: its number there.
		/// - `head`: number of the source's block whose state the proof is of; its state root must be
		///   known here.
		/// - `proof`: trie nodes from that root to the record, each once and no others, as
		///   `state_getReadProof` of a node of the source gives them.
		#[pallet::call_index(0)]
		#[pallet::weight(<T as Config>::WeightInfo::attest(attestation::nodes(proof)))]
		#[pallet::authorize(Self::authorize_attest)]
		#[pallet::weight_of_authorize(
			<T as Config>::WeightInfo::authorize_attest(attestation::nodes(proof))
		)]
		pub fn attest(
			origin: OriginFor<T>,
			// Not `source`: the code that the macro writes for `authorize` has that name for itself.
			sector: SectorId,
			conversion: ConversionId,
			head: BlockNumber,
			proof: StateProof,
		) -> DispatchResult {
			ensure_authorized(origin)?;
			Self::do_attest(sector, conversion, head, proof)
		}
	}

	impl<T: Config> HandleMessage<Hub, HubToSector> for Pallet<T> {
		fn handle(_: Hub, message: HubToSector) -> DispatchResult {
			match message {
				HubToSector::Witness(request) => Self::do_open(request),
				HubToSector::WitnessWithdrawn { source, conversion, round } => {
					Self::do_withdraw(source, conversion, round);
					Ok(())
				},
				HubToSector::Record(batch) => Self::do_store(batch),
				// Words for other pallets.
				_ => Ok(()),
			}
		}
	}
}
