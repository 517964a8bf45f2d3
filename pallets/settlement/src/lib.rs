// SPDX-License-Identifier: Apache-2.0
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]
#![doc = include_str!("../README.md")]

extern crate alloc;

pub use draw::SEED_CONTEXT;
pub use pallet::*;
pub use types::{CapUse, EmergencyUse, Ends, Key, Waiting};
pub use weights::WeightInfo;

mod admission;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod burned;
mod draw;
mod ending;
mod message_impls;
#[cfg(test)]
mod mock;
#[cfg(feature = "std")]
mod parameters;
mod queries;
mod releases;
#[cfg(test)]
mod tests;
mod tick_impls;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod try_state;
mod types;
pub mod weights;

/// The pallet's declarations.
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{pallet_prelude::*, traits::fungible::Mutate};
	use frame_system::pallet_prelude::*;
	use pouw_primitives::{
		conversion::{CancelReason, ConversionId, ReleaseId, ReleaseOrder, ReleaseReason},
		settlement::{SettlementRecord, SettlementTotals, WITNESSES},
		AccountId, Balance, BlockNumber, HubToSector, RelayBlockNumber, SectorId,
	};
	use pouw_traits::{RelayRandomness, SectorRegistry, SendMessage};
	use sp_core::H256;
	use sp_runtime::{Permill, SaturatedConversion};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// Conversions of sector tokens to MAIN.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config:
		frame_system::Config<AccountId = AccountId, RuntimeEvent: From<Event<Self>>>
	{
		/// MAIN.
		type Currency: Mutate<AccountId, Balance = Balance>;

		/// Carries messages to the sectors.
		type Messages: SendMessage<SectorId, HubToSector>;

		/// The sectors, their operators, rates and caps.
		type Sectors: SectorRegistry<AccountId>;

		/// Where the randomness of draws comes from.
		type Randomness: RelayRandomness;

		/// Who may cancel a conversion.
		type ForceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who may have tokens released as emergency liquidity, within the cap.
		type EmergencyOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who may have tokens released without a cap.
		type ReleaseOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Blocks of a period for which [`Config::EmergencyCap`] holds.
		#[pallet::constant]
		type EmergencyPeriod: Get<BlockNumber>;

		/// Most MAIN that the emergency liquidity of a period may cost.
		#[pallet::constant]
		type EmergencyCap: Get<Balance>;

		/// Most releases of a sector that it has not answered, and how far they may be apart; less than
		/// the answers that a sector keeps.
		#[pallet::constant]
		type MaxReleases: Get<u32>;

		/// Account that receives the tolls, and pays for releases.
		type Treasury: Get<AccountId>;

		/// Share of the MAIN minted that is the toll.
		#[pallet::constant]
		type Toll: Get<Permill>;

		/// Relay blocks that may exist, or be about to, when the newest one known is recorded; a draw
		/// uses the randomness of a later one.
		#[pallet::constant]
		type RandomnessDelay: Get<RelayBlockNumber>;

		/// Blocks that the witnesses of a round have.
		#[pallet::constant]
		type AttestationPeriod: Get<BlockNumber>;

		/// Blocks after which a draw that finds too few sectors is given up.
		#[pallet::constant]
		type DrawPatience: Get<BlockNumber>;

		/// Blocks after which a conversion that the cap has no room for is given up.
		#[pallet::constant]
		type QueuePatience: Get<BlockNumber>;

		/// Rounds of witnesses after the first.
		#[pallet::constant]
		type MaxRedraws: Get<u32>;

		/// Most conversions of a sector that have not ended.
		#[pallet::constant]
		type MaxOpen: Get<u32>;

		/// Most conversions of a sector that wait for room in its cap; less than [`Config::MaxOpen`], so that
		/// they leave places to those that there is room for.
		#[pallet::constant]
		type MaxQueued: Get<u32>;

		/// How many of its caps the conversions of a sector that wait may be worth, at the rate of the day.
		#[pallet::constant]
		type MaxQueuedEras: Get<u32>;

		/// How far the number of a conversion may be beyond the oldest that is not forgotten.
		#[pallet::constant]
		type MaxAhead: Get<u64>;

		/// Blocks for which the record of an ended conversion is kept.
		#[pallet::constant]
		type RetentionPeriod: Get<BlockNumber>;

		/// Most sectors that can have conversions queued.
		#[pallet::constant]
		type MaxSectors: Get<u32>;

		/// Most steps of each kind taken per block.
		#[pallet::constant]
		type MaxStepsPerBlock: Get<u32>;

		/// Weights of the call, of messages and of the steps.
		type WeightInfo: WeightInfo;
	}

	/// Conversions that have not ended, and those that ended lately, by sector and number.
	#[pallet::storage]
	pub type Conversions<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		SectorId,
		Twox64Concat,
		ConversionId,
		SettlementRecord,
		OptionQuery,
	>;

	/// The conversions of each sector with lower numbers are over and forgotten.
	#[pallet::storage]
	pub type Horizon<T: Config> = StorageMap<_, Twox64Concat, SectorId, ConversionId, ValueQuery>;

	/// Conversions of each sector that have not ended.
	#[pallet::storage]
	pub type Open<T: Config> = StorageMap<_, Twox64Concat, SectorId, u32, ValueQuery>;

	/// What was admitted of each sector in its newest era that had any.
	#[pallet::storage]
	pub type CapUses<T: Config> = StorageMap<_, Twox64Concat, SectorId, CapUse, ValueQuery>;

	/// Conversions over their sector's cap, in the order of their arrival. One that was cancelled may
	/// still have its place.
	#[pallet::storage]
	pub type Queue<T: Config> =
		StorageDoubleMap<_, Twox64Concat, SectorId, Twox64Concat, u64, ConversionId, OptionQuery>;

	/// First and next place of each sector's queue.
	#[pallet::storage]
	pub type QueueEnds<T: Config> = StorageMap<_, Twox64Concat, SectorId, Ends, ValueQuery>;

	/// Conversions of each sector that wait in its queue; none of those that were cancelled.
	#[pallet::storage]
	pub type Queued<T: Config> = StorageMap<_, Twox64Concat, SectorId, Waiting, ValueQuery>;

	/// Sectors whose queue is not empty.
	#[pallet::storage]
	pub type QueuedSectors<T: Config> =
		StorageValue<_, BoundedVec<SectorId, T::MaxSectors>, ValueQuery>;

	/// Conversions that wait for the draw of their witnesses. One that was cancelled may still have its
	/// place.
	#[pallet::storage]
	pub type DrawQueue<T: Config> = StorageMap<_, Twox64Concat, u64, Key, OptionQuery>;

	/// First and next place of the queue of draws.
	#[pallet::storage]
	pub type DrawEnds<T: Config> = StorageValue<_, Ends, ValueQuery>;

	/// Conversions by the block at which their round ends or their sector is to be told again.
	#[pallet::storage]
	pub type Agenda<T: Config> =
		StorageDoubleMap<_, Twox64Concat, BlockNumber, Twox64Concat, Key, (), OptionQuery>;

	/// First block of [`Agenda`] that may have entries; none before the first block.
	#[pallet::storage]
	pub type AgendaCursor<T: Config> = StorageValue<_, BlockNumber, OptionQuery>;

	/// MAIN minted by this pallet.
	#[pallet::storage]
	pub type Issued<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// MAIN burned since for what the sectors' reserves paid for orders.
	#[pallet::storage]
	pub type Burned<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// MAIN that existed before the first block.
	#[pallet::storage]
	pub type GenesisIssuance<T: Config> = StorageValue<_, Balance, OptionQuery>;

	/// Tolls that the treasury could not receive yet; not minted.
	#[pallet::storage]
	pub type PendingToll<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// Releases that their sectors have not answered, by sector and number.
	#[pallet::storage]
	pub type Releases<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		SectorId,
		Twox64Concat,
		ReleaseId,
		ReleaseOrder,
		OptionQuery,
	>;

	/// First release of each sector that may be unanswered, and the number that the next one gets.
	#[pallet::storage]
	pub type ReleaseEnds<T: Config> = StorageMap<_, Twox64Concat, SectorId, Ends, ValueQuery>;

	/// Emergency liquidity of the newest period that had any.
	#[pallet::storage]
	pub type EmergencyUses<T: Config> = StorageValue<_, EmergencyUse, ValueQuery>;

	/// What became of the conversions of each sector.
	#[pallet::storage]
	pub type Totals<T: Config> =
		StorageMap<_, Twox64Concat, SectorId, SettlementTotals, ValueQuery>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A sector asked for a conversion.
		Requested {
			/// The sector.
			source: SectorId,
			/// The conversion.
			conversion: ConversionId,
			/// For whom MAIN is to be minted.
			beneficiary: AccountId,
			/// Tokens of the sector.
			amount: Balance,
		},
		/// The era's cap has no room for a conversion; it waits.
		Queued {
			/// The sector.
			source: SectorId,
			/// The conversion.
			conversion: ConversionId,
			/// Block at which it is cancelled if it still waits.
			expires: BlockNumber,
		},
		/// A conversion was admitted and its worth fixed.
		Admitted {
			/// The sector.
			source: SectorId,
			/// The conversion.
			conversion: ConversionId,
			/// MAIN to be minted, toll included.
			main: Balance,
			/// The toll.
			toll: Balance,
		},
		/// Two sectors were drawn to witness a conversion.
		WitnessesDrawn {
			/// The sector.
			source: SectorId,
			/// The conversion.
			conversion: ConversionId,
			/// The round, from 0.
			round: u32,
			/// The witnesses.
			witnesses: [SectorId; WITNESSES],
			/// Block at which the round ends.
			deadline: BlockNumber,
		},
		/// A witness attested a conversion.
		Attested {
			/// The sector.
			source: SectorId,
			/// The conversion.
			conversion: ConversionId,
			/// The round.
			round: u32,
			/// The witness.
			witness: SectorId,
		},
		/// A drawn witness attested another amount or beneficiary than was asked; that does not count.
		DigestMismatched {
			/// The sector.
			source: SectorId,
			/// The conversion.
			conversion: ConversionId,
			/// The witness.
			witness: SectorId,
			/// What it attested.
			digest: H256,
		},
		/// An attestation that can no longer count was ignored: of an ended or unknown conversion, of another
		/// round, of a sector that was not drawn, or the second of the same one.
		AttestationIgnored {
			/// The sector.
			source: SectorId,
			/// The conversion.
			conversion: ConversionId,
			/// Who attested.
			witness: SectorId,
		},
		/// A round ended without a pair of attestations.
		RoundExpired {
			/// The sector.
			source: SectorId,
			/// The conversion.
			conversion: ConversionId,
			/// The round.
			round: u32,
		},
		/// MAIN was minted for a conversion.
		Minted {
			/// The sector.
			source: SectorId,
			/// The conversion.
			conversion: ConversionId,
			/// Who received it.
			beneficiary: AccountId,
			/// MAIN received.
			amount: Balance,
			/// The toll, in addition.
			toll: Balance,
		},
		/// A conversion was cancelled; its sector gives the tokens back.
		Cancelled {
			/// The sector.
			source: SectorId,
			/// The conversion.
			conversion: ConversionId,
			/// Why.
			reason: CancelReason,
		},
		/// The message about an end could not be queued; it is tried again.
		TellingPostponed {
			/// The sector.
			source: SectorId,
			/// The conversion.
			conversion: ConversionId,
		},
		/// The treasury could not receive its tolls, which are minted with a later one.
		TollDeferred {
			/// All tolls that are pending.
			pending: Balance,
		},
		/// A request came again; if the conversion has ended, its sector is told again.
		RequestRepeated {
			/// The sector.
			source: SectorId,
			/// The conversion.
			conversion: ConversionId,
		},
		/// MAIN of the treasury was burned, and a sector was told to release tokens for it.
		ReleaseOrdered {
			/// The sector.
			sector: SectorId,
			/// The release.
			release: ReleaseId,
			/// Account on the sector that gets the tokens.
			beneficiary: AccountId,
			/// The tokens.
			amount: Balance,
			/// MAIN burned for them.
			burned: Balance,
			/// What for.
			reason: ReleaseReason,
		},
		/// A sector carried a release out.
		Released {
			/// The sector.
			sector: SectorId,
			/// The release.
			release: ReleaseId,
			/// Tokens paid at once.
			paid: Balance,
			/// Tokens that the reserve owes.
			owed: Balance,
		},
		/// An answer was ignored: to a release that is answered or was never ordered, or of another sum.
		ReleaseAnswerIgnored {
			/// The sector.
			sector: SectorId,
			/// The release.
			release: ReleaseId,
		},
		/// A request with the number of another conversion was ignored.
		RequestConflicted {
			/// The sector.
			source: SectorId,
			/// The number.
			conversion: ConversionId,
		},
		/// A request with the number of a forgotten conversion was ignored.
		RequestForgotten {
			/// The sector.
			source: SectorId,
			/// The number.
			conversion: ConversionId,
		},
	}

	/// Why a call or a message is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// There is no such conversion, or it is forgotten.
		UnknownConversion,
		/// The conversion has ended.
		AlreadyEnded,
		/// The number is too far beyond the oldest that is not forgotten.
		IdTooFarAhead,
		/// The sector is not active.
		SectorInactive,
		/// At the rate of the day the tokens are worth no MAIN, or more than can be counted.
		WorthNothing,
		/// The sector has as many unanswered releases as it can have.
		TooManyReleases,
		/// The treasury has less MAIN than the tokens are worth.
		TreasuryShort,
		/// The emergency liquidity of the period would cost more than its cap.
		EmergencyCapExceeded,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			Self::do_tick(now.saturated_into())
		}

		#[cfg(feature = "std")]
		fn integrity_test() {
			Self::check_parameters();
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Cancels a conversion that has not ended; its sector gives the tokens back.
		///
		/// The origin must be the force origin. Emits [`Event::Cancelled`].
		///
		/// - `source`: the sector.
		/// - `conversion`: the conversion's number on it.
		#[pallet::call_index(0)]
		pub fn cancel(
			origin: OriginFor<T>,
			source: SectorId,
			conversion: ConversionId,
		) -> DispatchResult {
			T::ForceOrigin::ensure_origin(origin)?;
			Self::do_cancel(source, conversion)
		}

		/// Releases tokens of a sector's reserve as emergency liquidity; what they are worth is burned of
		/// the treasury's MAIN. What the reserve lacks it owes.
		///
		/// The origin must be the emergency origin. Emits [`Event::ReleaseOrdered`].
		///
		/// - `sector`: an active sector.
		/// - `beneficiary`: account on it that gets the tokens.
		/// - `amount`: the tokens; all of a period cost at most [`Config::EmergencyCap`].
		#[pallet::call_index(1)]
		#[pallet::weight(<T as Config>::WeightInfo::release())]
		pub fn release_for_emergency(
			origin: OriginFor<T>,
			sector: SectorId,
			beneficiary: AccountId,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			T::EmergencyOrigin::ensure_origin(origin)?;
			Self::do_release(sector, beneficiary, amount, ReleaseReason::EmergencyLiquidity)
		}

		/// As [`Call::release_for_emergency`], without a cap.
		///
		/// The origin must be the release origin. Emits [`Event::ReleaseOrdered`].
		///
		/// - `sector`: an active sector.
		/// - `beneficiary`: account on it that gets the tokens.
		/// - `amount`: the tokens.
		#[pallet::call_index(2)]
		#[pallet::weight(<T as Config>::WeightInfo::release())]
		pub fn release_by_governance(
			origin: OriginFor<T>,
			sector: SectorId,
			beneficiary: AccountId,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			T::ReleaseOrigin::ensure_origin(origin)?;
			Self::do_release(sector, beneficiary, amount, ReleaseReason::Governance)
		}
	}
}
