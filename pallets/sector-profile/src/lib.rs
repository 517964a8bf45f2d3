// SPDX-License-Identifier: Apache-2.0
//! # Sector profile
//!
//! What a sector is, and what it tells the hub about itself.
//!
//! Class and token are set at genesis. The chain announces them to the hub in its first block, keeps
//! the standing that the hub answers with, and reports the figures of every era.
//!
//! The reports of the last [`LEDGER_ERAS`] eras stay on the chain: the usefulness ledger, which says how
//! much work was idle, how much served tasks that others paid for, and how much served tasks that miners
//! ordered of themselves. What a full queue to the hub defers is in the ledger all the same, each era's
//! figures by themselves.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]

extern crate alloc;

pub use pallet::*;
pub use weights::WeightInfo;

/// Eras that the ledger goes back.
pub const LEDGER_ERAS: u32 = 64;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
mod tick_impls;
pub mod weights;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::string::String;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use pouw_primitives::{
		message::EraFigures, sector::Hub, BlockNumber, EraIndex, EraReport, HubToSector,
		SectorClass, SectorProfile, SectorStatus, SectorToHub,
	};
	use pouw_traits::{EraFiguresSource, HandleMessage, SendMessage};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Carries messages to the hub.
		type Messages: SendMessage<Hub, SectorToHub>;
		/// Counts what happens in an era.
		type Figures: EraFiguresSource;
		/// Weights of the hook.
		type WeightInfo: WeightInfo;
	}

	/// Class and token.
	#[pallet::storage]
	pub type Profile<T: Config> = StorageValue<_, SectorProfile>;

	/// Blocks in an era.
	#[pallet::storage]
	pub type EraLength<T: Config> = StorageValue<_, BlockNumber, ValueQuery>;

	/// Blocks in a session, at the end of which the authors change.
	#[pallet::storage]
	pub type SessionLength<T: Config> =
		StorageValue<_, BlockNumber, ValueQuery, InitialSessionLength>;

	/// Ten minutes of blocks of two seconds.
	#[pallet::type_value]
	pub fn InitialSessionLength() -> BlockNumber {
		300
	}

	/// The running era and the block it began with.
	#[pallet::storage]
	pub type CurrentEra<T: Config> = StorageValue<_, (EraIndex, BlockNumberFor<T>), ValueQuery>;

	/// Whether the profile is on its way to the hub.
	#[pallet::storage]
	pub type Announced<T: Config> = StorageValue<_, bool, ValueQuery>;

	/// Figures of eras whose report found no room; they go with the next one.
	#[pallet::storage]
	pub type Carried<T: Config> = StorageValue<_, EraFigures, ValueQuery>;

	/// What the sector did in each of its latest eras.
	#[pallet::storage]
	pub type Ledger<T: Config> = StorageMap<_, Twox64Concat, EraIndex, EraReport, OptionQuery>;

	/// Standing in the hub's registry, as last heard.
	#[pallet::storage]
	pub type Status<T: Config> = StorageValue<_, SectorStatus, ValueQuery, InitialStatus>;

	/// Revision of the standing; the hub's older words are ignored.
	#[pallet::storage]
	pub type StatusRevision<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// The standing before the hub has said anything.
	#[pallet::type_value]
	pub fn InitialStatus() -> SectorStatus {
		SectorStatus::Pending
	}

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Class of hardware; a sector without one never announces itself.
		pub class: Option<SectorClass>,
		/// Name of the token, at most 32 bytes.
		pub token_name: String,
		/// Symbol of the token, at most 12 bytes.
		pub token_symbol: String,
		/// Decimal places of the token.
		pub token_decimals: u8,
		/// Blocks in an era, at least 1.
		pub era_length: BlockNumber,
		/// Blocks in a session; ten minutes of them if none are given.
		pub session_length: Option<BlockNumber>,
		/// Ties the configuration to the runtime.
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			let Some(class) = self.class else { return };
			let profile = SectorProfile::new(
				class,
				&self.token_name,
				&self.token_symbol,
				self.token_decimals,
			);
			assert!(
				profile.is_some(),
				"the token's name {:?} exceeds 32 bytes or its symbol {:?} exceeds 12",
				self.token_name,
				self.token_symbol
			);
			assert!(self.era_length > 0, "an era has at least one block");
			Profile::<T>::set(profile);
			EraLength::<T>::put(self.era_length);
			if let Some(length) = self.session_length {
				assert!(length > 0, "a session has at least one block");
				SessionLength::<T>::put(length);
			}
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The profile was queued for the hub.
		ProfileAnnounced,
		/// An era ended and its report was queued for the hub.
		EraEnded {
			/// The era.
			era: EraIndex,
			/// Its figures.
			figures: EraFigures,
		},
		/// An era ended, but the queue to the hub is full; its figures go with the next report.
		ReportDeferred {
			/// The era.
			era: EraIndex,
		},
		/// The hub told the sector's standing.
		StatusChanged {
			/// The standing.
			status: SectorStatus,
		},
	}

	/// Why a message is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The message is for another pallet.
		NotForTheProfile,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			Self::tick(now)
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	impl<T: Config> HandleMessage<Hub, HubToSector> for Pallet<T> {
		fn handle(_: Hub, message: HubToSector) -> DispatchResult {
			match message {
				HubToSector::Status { status, revision } => {
					if revision > StatusRevision::<T>::get() {
						Status::<T>::put(status);
						StatusRevision::<T>::put(revision);
						Self::deposit_event(Event::StatusChanged { status });
					}
					Ok(())
				},
				HubToSector::ConversionSettled { .. }
				| HubToSector::ConversionCancelled { .. }
				| HubToSector::Witness(_)
				| HubToSector::WitnessWithdrawn { .. }
				| HubToSector::Record(_)
				| HubToSector::Release(_)
				| HubToSector::SetParameter { .. }
				| HubToSector::AuthorizeUpgrade { .. }
				| HubToSector::SpendPublic { .. }
				| HubToSector::Order(_)
				| HubToSector::CancelOrder { .. } => Err(Error::<T>::NotForTheProfile.into()),
			}
		}
	}
}
