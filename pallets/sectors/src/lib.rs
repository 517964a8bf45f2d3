// SPDX-License-Identifier: Apache-2.0
//! # Sectors
//!
//! The hub's registry of sectors.
//!
//! A sector is admitted by governance with its class and stays [`SectorStatus::Pending`] until its
//! chain announces itself with that class; then it is active. Active sectors report what they did
//! in each era. Whatever changes a sector's standing is told to the sector.
//!
//! ## Terms of conversion
//!
//! Each sector has terms on which its token converts to MAIN: a base rate and a cap on what the
//! conversions of one era may mint, both set by governance, and the rate of the day. The rate aims at
//! the base times the utilisation: the share of paid useful work in all work of the last eras, at least
//! the floor that governance sets. Each era report moves it towards that aim by at most [`MAX_RATE_STEP`] of what
//! it was, and nothing else moves it; so a new base takes eras to come into force too, and within an
//! era the rate stands still. A report that skips eras moves it once, and one of an era that is not
//! newer than the last not at all.
//!
//! ## Operators
//!
//! The operator is the account that answers for a sector's collators. Settlement draws witnesses of
//! distinct operators, so a sector without one witnesses nothing.
//!
//! ## Suspension and retirement
//!
//! A suspended sector is sent no orders, draws no witness duties and converts nothing: conversions under
//! way are cancelled, and their tokens go back to their owners. A sector that retires is sent no orders
//! and no duties either, but its token can be converted for as long as the drain period lasts and longer
//! if need be, so that its holders can leave with MAIN. It is closed for good when the period is over and
//! nothing of it is unsettled: no conversion, no order, no release. Its record and its id stay, for an id
//! never names another sector.
//!
//! ## What guilds and the Assembly have to say
//!
//! A sector's guild sends its motions here. An upgrade of a sector takes both: the guild's motion with the
//! hash of the code, and a referendum in the name of the upgrade origin. The motion is used up by it. A
//! parameter takes the referendum alone, whoever thought of it. Both leave as numbered *directives*,
//! which the sector answers.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]

extern crate alloc;

pub use directives::MAX_MOTIONS;
pub use pallet::*;
pub use terms::{MAX_MINT_CAP, MAX_RATE_BASE, MAX_RATE_STEP, MIN_RATE_BASE};
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod directives;
mod dispatchable_impls;
mod message_impls;
#[cfg(test)]
mod mock;
mod registry;
mod terms;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod try_state;
pub mod weights;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use pouw_primitives::{
		sector::SectorRecord, settlement::SectorTerms, AccountId, Balance, DirectiveIndex,
		DirectiveOutcome, EncodedChange, EraIndex, GuildMotion, HubToSector, MotionIndex,
		SectorClass, SectorId, SectorStatus,
	};
	use pouw_traits::{SectorBusiness, SendMessage};
	use sp_core::H256;
	use sp_runtime::{FixedU128, Permill};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Who may admit, suspend and reinstate sectors.
		type AdmissionOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Who may set rates and caps.
		type TermsOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// The rate aims at no less than this share of the base.
		#[pallet::constant]
		type UtilisationFloor: Get<Permill>;
		/// Who may change parameters of sectors.
		type ParameterOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Who may authorize upgrades of sectors for which their guilds have moved.
		type UpgradeOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// What keeps a sector that retires from being closed.
		type Business: SectorBusiness;
		/// Least blocks from the beginning of a sector's retirement to its end.
		#[pallet::constant]
		type DrainPeriod: Get<BlockNumberFor<Self>>;
		/// Carries messages to the sectors.
		type Messages: SendMessage<SectorId, HubToSector>;
		/// Most sectors.
		#[pallet::constant]
		type MaxSectors: Get<u32>;
		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// The sectors by para id.
	#[pallet::storage]
	pub type Sectors<T: Config> =
		CountedStorageMap<_, Twox64Concat, SectorId, SectorRecord, OptionQuery>;

	/// Terms of each sector's conversions; absent until one of them is set.
	#[pallet::storage]
	pub type Terms<T: Config> =
		StorageMap<_, Twox64Concat, SectorId, SectorTerms<T::AccountId>, OptionQuery>;

	/// The active sectors and their operators by id, so that a draw reads one entry however many
	/// sectors there are.
	#[pallet::storage]
	pub type Active<T: Config> =
		StorageValue<_, BoundedVec<(SectorId, Option<T::AccountId>), T::MaxSectors>, ValueQuery>;

	/// Motions of each sector's guild that the Assembly has not answered, the oldest first.
	#[pallet::storage]
	pub type Motions<T: Config> = StorageMap<
		_,
		Twox64Concat,
		SectorId,
		BoundedVec<GuildMotion, ConstU32<MAX_MOTIONS>>,
		ValueQuery,
	>;

	/// Directives given to each sector so far; the next one has the number after that.
	#[pallet::storage]
	pub type Directives<T: Config> =
		StorageMap<_, Twox64Concat, SectorId, DirectiveIndex, ValueQuery>;

	/// Sectors whose queue of messages had no room for word of their standing; they are told when they are
	/// heard of again.
	#[pallet::storage]
	pub type Untold<T: Config> = StorageMap<_, Twox64Concat, SectorId, (), OptionQuery>;

	/// First block in which each sector that retires can be closed.
	#[pallet::storage]
	pub type Retirements<T: Config> =
		StorageMap<_, Twox64Concat, SectorId, BlockNumberFor<T>, OptionQuery>;

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Sectors admitted from the start: para id and class.
		pub sectors: Vec<(SectorId, SectorClass)>,
		/// Terms of sectors listed above: operator, base rate, cap of an era.
		pub terms: Vec<(SectorId, T::AccountId, FixedU128, Balance)>,
		/// Ties the configuration to the runtime.
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (id, class) in &self.sectors {
				assert!(
					Pallet::<T>::insert_pending(*id, *class).is_ok(),
					"sector {} is listed twice or beyond the most a hub can have",
					id.0
				);
			}
			for (id, operator, base, cap) in &self.terms {
				assert!(
					Pallet::<T>::do_set_operator(*id, operator.clone()).is_ok()
						&& Pallet::<T>::do_set_rate_base(*id, *base).is_ok()
						&& Pallet::<T>::do_set_mint_cap(*id, *cap).is_ok(),
					"the terms of sector {} are out of bounds, or it is not listed",
					id.0
				);
			}
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A sector was admitted; it becomes active when its chain announces itself.
		SectorAdmitted {
			/// Para id.
			sector: SectorId,
			/// Class it was admitted with.
			class: SectorClass,
		},
		/// A sector's chain announced itself with the admitted class.
		SectorActivated {
			/// Para id.
			sector: SectorId,
		},
		/// A sector's chain announced another class than it was admitted with and was not activated.
		AnnouncementRejected {
			/// Para id.
			sector: SectorId,
			/// Class it was admitted with.
			admitted: SectorClass,
			/// Class it announced.
			announced: SectorClass,
		},
		/// A sector was suspended.
		SectorSuspended {
			/// Para id.
			sector: SectorId,
		},
		/// A suspended sector is active again, or waits for its announcement again.
		SectorReinstated {
			/// Para id.
			sector: SectorId,
			/// Its standing now.
			status: SectorStatus,
		},
		/// A sector retires: it takes no orders any more, and its holders can convert what they have.
		RetirementBegun {
			/// Para id.
			sector: SectorId,
			/// First block in which it can be closed.
			until: BlockNumberFor<T>,
		},
		/// A sector was closed for good, with nothing left to settle.
		SectorRetired {
			/// Para id.
			sector: SectorId,
		},
		/// A sector's guild asks something of the Assembly.
		MotionRecorded {
			/// Para id.
			sector: SectorId,
			/// The motion.
			motion: GuildMotion,
		},
		/// A motion was dropped to make room for newer ones of the same guild.
		MotionForgotten {
			/// Para id.
			sector: SectorId,
			/// Its number on the sector.
			motion: MotionIndex,
		},
		/// A sector was told to change a parameter.
		ParameterDirected {
			/// Para id.
			sector: SectorId,
			/// Number of the directive.
			directive: DirectiveIndex,
			/// The change, as the sector's runtime encodes it.
			change: EncodedChange,
		},
		/// A sector was told that it may be upgraded.
		UpgradeDirected {
			/// Para id.
			sector: SectorId,
			/// Number of the directive.
			directive: DirectiveIndex,
			/// Motion of the guild that had asked for it.
			motion: MotionIndex,
			/// BLAKE2-256 hash of the code.
			code_hash: H256,
		},
		/// A sector said what became of a directive.
		DirectiveAnswered {
			/// Para id.
			sector: SectorId,
			/// The directive.
			directive: DirectiveIndex,
			/// What became of it.
			outcome: DirectiveOutcome,
		},
		/// A sector answered a directive that it was never given.
		AnswerIgnored {
			/// Para id.
			sector: SectorId,
			/// The number it named.
			directive: DirectiveIndex,
		},
		/// A sector reported an era.
		EraReported {
			/// Para id.
			sector: SectorId,
			/// The era.
			era: EraIndex,
		},
		/// A report of an era that is not newer than the last one was ignored.
		StaleReportIgnored {
			/// Para id.
			sector: SectorId,
			/// The era.
			era: EraIndex,
		},
		/// A sector has another operator.
		OperatorSet {
			/// Para id.
			sector: SectorId,
			/// The operator.
			operator: T::AccountId,
		},
		/// The base of a sector's rate was set.
		RateBaseSet {
			/// Para id.
			sector: SectorId,
			/// Smallest units of MAIN for one of the token at full utilisation.
			base: FixedU128,
		},
		/// The cap of a sector's eras was set.
		MintCapSet {
			/// Para id.
			sector: SectorId,
			/// Most MAIN for the conversions of one era.
			cap: Balance,
		},
		/// A sector's rate moved.
		RateMoved {
			/// Para id.
			sector: SectorId,
			/// The rate.
			rate: FixedU128,
			/// Paid useful work among all work of the last eras.
			utilisation: FixedU128,
		},
		/// A sector's queue of messages has no room for word of its standing; it is told when it is heard of
		/// again.
		TellingPostponed {
			/// Para id.
			sector: SectorId,
		},
		/// A sector was told to spend public income.
		SpendingDirected {
			/// Para id.
			sector: SectorId,
			/// Number of the directive.
			directive: DirectiveIndex,
			/// The receiver, on the sector.
			to: AccountId,
			/// Tokens of the sector.
			amount: Balance,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No sector has this para id.
		UnknownSector,
		/// A sector with this para id is registered.
		AlreadyAdmitted,
		/// The hub itself is not a sector, and ids below 2000 are not for parachains of the public.
		InvalidSectorId,
		/// The registry is full.
		TooManySectors,
		/// The sector is suspended.
		AlreadySuspended,
		/// The sector is neither suspended nor retiring.
		NotSuspended,
		/// The base rate is below `MIN_RATE_BASE` or above `MAX_RATE_BASE`.
		RateBaseOutOfBounds,
		/// The cap exceeds `MAX_MINT_CAP`.
		MintCapTooLarge,
		/// The message is not for the registry.
		NotForTheRegistry,
		/// The sector retires already.
		AlreadyRetiring,
		/// The sector does not retire.
		NotRetiring,
		/// The sector is closed for good.
		SectorIsRetired,
		/// The drain period is not over.
		StillDraining,
		/// Conversions, orders or releases of the sector are not settled.
		BusinessUnsettled,
		/// No motion of the sector's guild asks for an upgrade to this code.
		NoSuchMotion,
		/// The sector has had as many directives as there are numbers.
		DirectivesExhausted,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Admits the parachain `sector` as a sector of `class`.
		///
		/// The origin must be the admission origin. Emits [`Event::SectorAdmitted`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::admit())]
		pub fn admit(origin: OriginFor<T>, sector: SectorId, class: SectorClass) -> DispatchResult {
			T::AdmissionOrigin::ensure_origin(origin)?;
			Self::do_admit(sector, class)
		}

		/// Suspends `sector` and tells it, later if it has stood still until the queue of messages to it was
		/// full.
		///
		/// The origin must be the admission origin. Emits [`Event::SectorSuspended`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::suspend())]
		pub fn suspend(origin: OriginFor<T>, sector: SectorId) -> DispatchResult {
			T::AdmissionOrigin::ensure_origin(origin)?;
			Self::do_suspend(sector)
		}

		/// Ends the suspension of `sector` and tells it.
		///
		/// The origin must be the admission origin. Emits [`Event::SectorReinstated`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::reinstate())]
		pub fn reinstate(origin: OriginFor<T>, sector: SectorId) -> DispatchResult {
			T::AdmissionOrigin::ensure_origin(origin)?;
			Self::do_reinstate(sector)
		}

		/// Names the operator of `sector`. Conversions whose witnesses are drawn already keep them.
		///
		/// The origin must be the admission origin. Emits [`Event::OperatorSet`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::set_operator())]
		pub fn set_operator(
			origin: OriginFor<T>,
			sector: SectorId,
			operator: T::AccountId,
		) -> DispatchResult {
			T::AdmissionOrigin::ensure_origin(origin)?;
			Self::do_set_operator(sector, operator)
		}

		/// Sets the base of the rate of `sector`. The first base sets the rate too; a later one moves it
		/// with the coming era reports.
		///
		/// The origin must be the terms origin. Emits [`Event::RateBaseSet`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::set_rate_base())]
		pub fn set_rate_base(
			origin: OriginFor<T>,
			sector: SectorId,
			base: FixedU128,
		) -> DispatchResult {
			T::TermsOrigin::ensure_origin(origin)?;
			Self::do_set_rate_base(sector, base)
		}

		/// Sets how much MAIN the conversions of `sector` may mint in an era. Zero stops them.
		///
		/// The origin must be the terms origin. Emits [`Event::MintCapSet`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::set_mint_cap())]
		pub fn set_mint_cap(
			origin: OriginFor<T>,
			sector: SectorId,
			cap: Balance,
		) -> DispatchResult {
			T::TermsOrigin::ensure_origin(origin)?;
			Self::do_set_mint_cap(sector, cap)
		}

		/// Has `sector` change one of its parameters. Its runtime refuses what it does not know and what
		/// is out of bounds, and answers.
		///
		/// The origin must be the parameter origin. Emits [`Event::ParameterDirected`].
		///
		/// - `change`: parameter and value, as the sector's runtime encodes them: the argument of its
		///   call `guilds.setParameter`.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::set_parameter())]
		pub fn set_parameter(
			origin: OriginFor<T>,
			sector: SectorId,
			change: EncodedChange,
		) -> DispatchResult {
			T::ParameterOrigin::ensure_origin(origin)?;
			Self::do_set_parameter(sector, change)
		}

		/// Authorizes the upgrade of `sector` that a motion of its guild asks for. Anybody may then apply
		/// it there, by `system.applyAuthorizedUpgrade`.
		///
		/// The origin must be the upgrade origin. Emits [`Event::UpgradeDirected`].
		///
		/// - `code_hash`: BLAKE2-256 hash of the code, as in the motion.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::authorize_upgrade())]
		pub fn authorize_upgrade(
			origin: OriginFor<T>,
			sector: SectorId,
			code_hash: H256,
		) -> DispatchResult {
			T::UpgradeOrigin::ensure_origin(origin)?;
			Self::do_authorize_upgrade(sector, code_hash)
		}

		/// Begins the retirement of `sector` and tells it.
		///
		/// The origin must be the admission origin. Emits [`Event::RetirementBegun`].
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::retire())]
		pub fn retire(origin: OriginFor<T>, sector: SectorId) -> DispatchResult {
			T::AdmissionOrigin::ensure_origin(origin)?;
			Self::do_retire(sector)
		}

		/// Closes `sector`, whose drain period is over and of which nothing is unsettled, and tells it.
		///
		/// Anybody may sign it. Emits [`Event::SectorRetired`].
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::complete_retirement())]
		pub fn complete_retirement(origin: OriginFor<T>, sector: SectorId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_complete_retirement(sector)
		}

		/// Has `sector` pay tokens of its public income: of periods that ended, and of which recycling and
		/// the founders have had their parts. It refuses more than that, and answers.
		///
		/// The origin must be the parameter origin. Emits [`Event::SpendingDirected`].
		///
		/// - `to`: the receiver, an account on the sector.
		/// - `amount`: tokens of the sector.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::spend_public())]
		pub fn spend_public(
			origin: OriginFor<T>,
			sector: SectorId,
			to: AccountId,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			T::ParameterOrigin::ensure_origin(origin)?;
			Self::do_spend_public(sector, to, amount)
		}
	}
}
