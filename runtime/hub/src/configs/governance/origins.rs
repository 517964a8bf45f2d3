// SPDX-License-Identifier: Apache-2.0
//! In whose name a referendum acts, one origin for each track but the root's; and how much a network
//! shortens the periods of all tracks.

use super::parameters::{self, RuntimeParameters};
use crate::{OriginCaller, RuntimeOrigin};
use frame_support::traits::{EnsureOrigin, OriginTrait};
use pouw_primitives::Balance;
use pouw_runtime_common::currency::UNIT;

pub use pallet::*;

/// Most by which periods can be divided: a week becomes 30 blocks.
pub const MAX_TIME_DIVISOR: u32 = 10_080;
/// Most that one proposal of a small spender may spend.
pub const SMALL_SPEND: Balance = 1_000 * UNIT;
/// Most that one proposal of a big spender may spend.
pub const BIG_SPEND: Balance = 100_000 * UNIT;

/// Origins of the Assembly.
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use pouw_primitives::BlockNumber;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// Origins of the Assembly, and the divisor of its periods.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config:
		frame_system::Config + pallet_parameters::Config<RuntimeParameters = RuntimeParameters>
	{
	}

	/// In whose name a referendum acts.
	#[derive(
		PartialEq,
		Eq,
		Clone,
		Copy,
		Debug,
		Encode,
		Decode,
		DecodeWithMemTracking,
		TypeInfo,
		MaxEncodedLen,
	)]
	#[pallet::origin]
	pub enum Origin {
		/// Changes the numbers of the protocol within their bounds.
		#[codec(index = 0)]
		ProtocolParameters,
		/// Changes what work is worth within its bounds.
		#[codec(index = 1)]
		PouwEvolution,
		/// Admits, suspends and reinstates sectors.
		#[codec(index = 2)]
		SectorAdmission,
		/// Cancels referenda; their deposits go back.
		#[codec(index = 3)]
		ReferendumCanceller,
		/// Kills referenda; their deposits go to the treasury.
		#[codec(index = 4)]
		ReferendumKiller,
		/// Spends at most [`SMALL_SPEND`] from the treasury.
		#[codec(index = 5)]
		SmallSpender,
		/// Spends at most [`BIG_SPEND`] from the treasury.
		#[codec(index = 6)]
		BigSpender,
		/// Has a sector's reserve released where liquidity is missing.
		#[codec(index = 7)]
		EmergencyLiquidity,
	}

	/// By what the periods of all tracks and of the locks of votes are divided. Set at genesis, by no call.
	#[pallet::storage]
	pub type TimeDivisor<T> = StorageValue<_, u32, ValueQuery, ConstU32<1>>;

	/// Genesis of the pallet.
	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// By what periods are divided, from 1 (a public network) to [`MAX_TIME_DIVISOR`].
		pub time_divisor: u32,
		/// Blocks that witnesses have, if not the default.
		pub attestation_period: Option<BlockNumber>,
		/// Ties the configuration to the runtime.
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	impl<T: Config> Default for GenesisConfig<T> {
		fn default() -> Self {
			Self { time_divisor: 1, attestation_period: None, _config: Default::default() }
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			assert!(
				(1..=MAX_TIME_DIVISOR).contains(&self.time_divisor),
				"the divisor of periods is not from 1 to {MAX_TIME_DIVISOR}"
			);
			TimeDivisor::<T>::put(self.time_divisor);
			if self.attestation_period.is_some() {
				let change = parameters::attestation_period(self.attestation_period);
				assert!(
					parameters::is_within_bounds(&change),
					"the attestation period is out of bounds"
				);
				parameters::store::<T>(change);
			}
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
		/// Checks every invariant of the pallet.
		#[cfg(any(feature = "try-runtime", feature = "std"))]
		pub fn do_try_state() -> Result<(), sp_runtime::TryRuntimeError> {
			Self::periods_are_divided_within_bounds()
		}

		#[cfg(any(feature = "try-runtime", feature = "std"))]
		fn periods_are_divided_within_bounds() -> Result<(), sp_runtime::TryRuntimeError> {
			ensure!(
				(1..=MAX_TIME_DIVISOR).contains(&TimeDivisor::<T>::get()),
				"the divisor of periods is out of bounds"
			);
			Ok(())
		}
	}
}

/// Declares for each variant of [`Origin`] a type that lets exactly it pass.
macro_rules! ensure_origin {
	($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
		$(#[$doc])*
		pub struct $name;

		impl EnsureOrigin<RuntimeOrigin> for $name {
			type Success = ();

			fn try_origin(origin: RuntimeOrigin) -> Result<(), RuntimeOrigin> {
				match origin.caller() {
					OriginCaller::Origins(Origin::$name) => Ok(()),
					_ => Err(origin),
				}
			}

			#[cfg(feature = "runtime-benchmarks")]
			fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
				Ok(Origin::$name.into())
			}
		}
	)*};
}

ensure_origin! {
	/// Lets [`Origin::ProtocolParameters`] pass.
	ProtocolParameters,
	/// Lets [`Origin::PouwEvolution`] pass.
	PouwEvolution,
	/// Lets [`Origin::SectorAdmission`] pass.
	SectorAdmission,
	/// Lets [`Origin::ReferendumCanceller`] pass.
	ReferendumCanceller,
	/// Lets [`Origin::ReferendumKiller`] pass.
	ReferendumKiller,
	/// Lets [`Origin::EmergencyLiquidity`] pass.
	EmergencyLiquidity,
}

/// Lets the spenders pass, with the most that each may spend at once.
pub struct Spender;

impl EnsureOrigin<RuntimeOrigin> for Spender {
	type Success = Balance;

	fn try_origin(origin: RuntimeOrigin) -> Result<Balance, RuntimeOrigin> {
		match origin.caller() {
			OriginCaller::Origins(Origin::SmallSpender) => Ok(SMALL_SPEND),
			OriginCaller::Origins(Origin::BigSpender) => Ok(BIG_SPEND),
			_ => Err(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
		Ok(Origin::BigSpender.into())
	}
}
