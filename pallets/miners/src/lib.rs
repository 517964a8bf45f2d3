// SPDX-License-Identifier: Apache-2.0
#![cfg_attr(not(feature = "std"), no_std)]
#![doc = include_str!("../README.md")]

extern crate alloc;

pub use pallet::*;
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod directory;
mod dispatchable_impls;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod try_state;
pub mod weights;

/// The pallet's declarations.
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::fungible::{Inspect, MutateHold},
	};
	use frame_system::pallet_prelude::*;
	use pouw_primitives::{Balance, HardwareProfile, MinerRecord};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The registry of miners.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The token of deposits.
		type Currency: Inspect<Self::AccountId, Balance = Balance>
			+ MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// The runtime's reasons for holds.
		type RuntimeHoldReason: From<HoldReason>;

		/// Held of a miner while it is registered.
		#[pallet::constant]
		type Deposit: Get<Balance>;

		/// Most miners that can be registered.
		#[pallet::constant]
		type MaxMiners: Get<u32>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// Why the pallet holds balances.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The deposit of a registered miner.
		#[codec(index = 0)]
		MinerDeposit,
	}

	/// The registered miners.
	#[pallet::storage]
	pub type Miners<T: Config> =
		CountedStorageMap<_, Blake2_128Concat, T::AccountId, MinerRecord, OptionQuery>;

	/// The miners that take assignments, densely numbered from 0.
	#[pallet::storage]
	pub type Roster<T: Config> = StorageMap<_, Twox64Concat, u32, T::AccountId, OptionQuery>;

	/// Number of each miner in [`Roster`].
	#[pallet::storage]
	pub type RosterIndex<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, u32, OptionQuery>;

	/// How many miners are in [`Roster`].
	#[pallet::storage]
	pub type RosterLen<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A miner registered and takes assignments.
		Registered {
			/// The miner.
			miner: T::AccountId,
			/// Held of it from now on.
			deposit: Balance,
		},
		/// A miner left.
		Deregistered {
			/// The miner.
			miner: T::AccountId,
			/// Given back to it.
			released: Balance,
		},
		/// A miner paused or resumed new assignments.
		AvailabilityChanged {
			/// The miner.
			miner: T::AccountId,
			/// Whether it takes new assignments.
			available: bool,
		},
	}

	/// Why a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The signer is registered already.
		AlreadyRegistered,
		/// The signer is not a registered miner.
		NotRegistered,
		/// The registry holds as many miners as it can; wait until one leaves.
		RegistryFull,
		/// The encryption key is all zeros, which is no key.
		ZeroEncryptionKey,
		/// The profile names no device.
		DeviceUnnamed,
		/// The name of the device is not UTF-8.
		DeviceNotUtf8,
		/// The miner has assignments that are not settled; pause, and leave when they are.
		HasOpenAssignments,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "std")]
		fn integrity_test() {
			assert!(
				T::Deposit::get() >= T::Currency::minimum_balance(),
				"Deposit must be at least the existential deposit, or it may not be releasable",
			);
			assert!(T::MaxMiners::get() > 0, "MaxMiners must be positive");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Registers the signer as a miner that takes assignments, and holds its deposit.
		///
		/// - `profile`: its machine; informative.
		/// - `encryption_key`: X25519 public key to which inputs are encrypted for it.
		#[pallet::call_index(0)]
		pub fn register(
			origin: OriginFor<T>,
			profile: HardwareProfile,
			encryption_key: [u8; 32],
		) -> DispatchResult {
			Self::do_register(ensure_signed(origin)?, profile, encryption_key)
		}

		/// Takes the signer off the registry and releases its deposit. Refused while it has
		/// assignments that are not settled.
		#[pallet::call_index(1)]
		pub fn deregister(origin: OriginFor<T>) -> DispatchResult {
			Self::do_deregister(ensure_signed(origin)?)
		}

		/// Pauses or resumes new assignments of the signer. Those it has stay its own.
		///
		/// - `available`: whether new assignments are taken.
		#[pallet::call_index(2)]
		pub fn set_availability(origin: OriginFor<T>, available: bool) -> DispatchResult {
			Self::do_set_availability(ensure_signed(origin)?, available)
		}
	}
}
