// SPDX-License-Identifier: Apache-2.0
//! # Sectors
//!
//! The hub's registry of sectors.
//!
//! A sector is admitted by governance with its class and stays [`SectorStatus::Pending`] until its
//! chain announces itself with that class; then it is active. Active sectors report what they did
//! in each era. Whatever changes a sector's standing is told to the sector.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]

extern crate alloc;

pub use pallet::*;
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod dispatchable_impls;
mod message_impls;
#[cfg(test)]
mod mock;
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
		sector::SectorRecord, EraIndex, HubToSector, SectorClass, SectorId, SectorStatus,
	};
	use pouw_traits::SendMessage;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Who may admit, suspend and reinstate sectors.
		type AdmissionOrigin: EnsureOrigin<Self::RuntimeOrigin>;
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

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Sectors admitted from the start: para id and class.
		pub sectors: Vec<(SectorId, SectorClass)>,
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
		/// The sector is not suspended.
		NotSuspended,
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

		/// Suspends `sector` and tells it.
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
	}
}
