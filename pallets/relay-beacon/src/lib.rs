// SPDX-License-Identifier: Apache-2.0
//! # Relay beacon
//!
//! Keeps the randomness and the number of the relay block that the current block builds on, as its
//! relay proof shows them.
//!
//! The randomness is the output of the VRF of the relay block's author (`Babe::AuthorVrfRandomness`).
//! An author can withhold a block it does not like, at the price of the block, and that is all its
//! influence; whoever draws lots must therefore use a block that was unknown when the stakes were
//! laid, which is why the number is handed out with the value.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]

pub use pallet::*;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use cumulus_pallet_parachain_system::{LastProcessedDownwardMessage, RelayChainStateProof};
use cumulus_primitives_core::PersistedValidationData;
use frame_support::{traits::Get, weights::Weight};
use pouw_primitives::RelayBlockNumber;
use pouw_traits::RelayRandomness;
use scale_info::TypeInfo;
use sp_core::H256;

#[cfg(test)]
mod tests;

/// Randomness of a relay block.
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
pub struct Beacon {
	/// Number of the relay block.
	pub number: RelayBlockNumber,
	/// Output of its author's VRF.
	pub randomness: H256,
}

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::BlockNumberFor;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config + cumulus_pallet_parachain_system::Config {}

	/// Number of the newest relay block that this chain has built on.
	#[pallet::storage]
	pub type RelayBlock<T: Config> = StorageValue<_, RelayBlockNumber, ValueQuery>;

	/// Randomness of the newest relay block that had any.
	#[pallet::storage]
	pub type Latest<T: Config> = StorageValue<_, Beacon>;

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		#[serde(skip)]
		_config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			// A relay chain that opens channels at its own genesis notifies the parachains in
			// block 0, and a parachain without this entry takes what block 0 sent for processed,
			// then fails on the message queue's head.
			// The fields are those of its private `InboundMessageId`: relay block, and how many of that
			// block's messages are still to come.
			frame_support::storage::unhashed::put(
				&LastProcessedDownwardMessage::<T>::hashed_key(),
				&(0 as RelayBlockNumber, u32::MAX),
			);
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	impl<T: Config> Pallet<T> {
		/// Checks that no randomness is from the future.
		#[cfg(any(feature = "try-runtime", feature = "std"))]
		pub fn do_try_state() -> Result<(), sp_runtime::TryRuntimeError> {
			if let Some(beacon) = Latest::<T>::get() {
				frame_support::ensure!(
					beacon.number <= RelayBlock::<T>::get(),
					"the beacon is newer than the newest relay block"
				);
			}
			Ok(())
		}
	}
}

impl<T: Config> cumulus_pallet_parachain_system::OnSystemEvent for Pallet<T> {
	fn on_validation_data(data: &PersistedValidationData) {
		RelayBlock::<T>::put(data.relay_parent_number);
	}

	fn on_validation_code_applied() {}

	fn on_relay_state_proof(proof: &RelayChainStateProof) -> Weight {
		let key = cumulus_primitives_core::relay_chain::well_known_keys::CURRENT_BLOCK_RANDOMNESS;
		// Absent, or not a VRF block: the older value stays, with its older number.
		if let Ok(Some(Some(randomness))) = proof.read_optional_entry::<Option<H256>>(key) {
			// Called before `on_validation_data`, but after the data is in storage.
			if let Some(data) = cumulus_pallet_parachain_system::ValidationData::<T>::get() {
				Latest::<T>::put(Beacon { number: data.relay_parent_number, randomness });
			}
		}
		<T as frame_system::Config>::DbWeight::get().reads_writes(2, 2)
	}
}

impl<T: Config> RelayRandomness for Pallet<T> {
	fn latest() -> Option<(RelayBlockNumber, H256)> {
		Latest::<T>::get().map(|beacon| (beacon.number, beacon.randomness))
	}

	fn relay_block() -> RelayBlockNumber {
		RelayBlock::<T>::get()
	}
}
