// SPDX-License-Identifier: Apache-2.0
//! Numbers of the hub that referenda may change, each within its bounds.
//!
//! A change beyond the bounds is a call that the runtime refuses. Root's calls are not filtered, but what
//! a pallet reads is within the bounds whatever is stored.

use super::origins::{PouwEvolution, ProtocolParameters, BIG_SPEND};
use crate::{Runtime, RuntimeCall, RuntimeOrigin};
use frame_support::{
	dynamic_params::{dynamic_pallet_params, dynamic_params},
	traits::{dynamic_params::AggregatedKeyValue, Contains, EnsureOrigin, EnsureOriginWithArg},
};
use pouw_primitives::{Balance, BlockNumber, RelayBlockNumber};
use pouw_runtime_common::{
	block::{DAYS, HOURS, MINUTES, RELAY_BLOCKS_AHEAD},
	currency::UNIT,
};
use sp_runtime::Permill;

/// The parameters, a module for each domain.
#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Runtime>)]
pub mod dynamic_params {
	use super::*;

	/// Conversions to MAIN.
	#[dynamic_pallet_params]
	#[codec(index = 0)]
	pub mod settlement {
		/// Share of what is minted that goes to the treasury.
		#[codec(index = 0)]
		pub static Toll: Permill = Permill::from_percent(1);
		/// Blocks that the witnesses of a round have.
		#[codec(index = 1)]
		pub static AttestationPeriod: BlockNumber = 3 * MINUTES;
		/// Blocks after which a draw that finds too few sectors is given up.
		#[codec(index = 2)]
		pub static DrawPatience: BlockNumber = HOURS;
		/// Blocks after which a conversion for which the cap has no room is given up.
		#[codec(index = 3)]
		pub static QueuePatience: BlockNumber = 7 * DAYS;
		/// Blocks for which the record of an ended conversion is kept; its number is refused for good.
		#[codec(index = 4)]
		pub static RetentionPeriod: BlockNumber = HOURS;
		/// Most MAIN of the treasury's that the emergency liquidity of a day may cost.
		#[codec(index = 5)]
		pub static EmergencyCap: Balance = 10_000 * UNIT;
	}

	/// Draws of sectors.
	#[dynamic_pallet_params]
	#[codec(index = 1)]
	pub mod draws {
		/// Relay blocks beyond the newest known one whose randomness may be known; a draw uses that of a
		/// later one.
		#[codec(index = 0)]
		pub static RandomnessDelay: RelayBlockNumber = RELAY_BLOCKS_AHEAD;
	}

	/// Recording of MAIN's transactions.
	#[dynamic_pallet_params]
	#[codec(index = 2)]
	pub mod recording {
		/// Blocks for which a window of transactions stays open.
		#[codec(index = 0)]
		pub static WindowLength: BlockNumber = 15;
		/// Share of a transaction's fee that goes to the treasury.
		#[codec(index = 1)]
		pub static FeeToll: Permill = Permill::from_percent(10);
	}

	/// What work is worth.
	#[dynamic_pallet_params]
	#[codec(index = 3)]
	pub mod work {
		/// The rate of a sector's token aims at no less than this share of its base, however little of the
		/// sector's work is useful and paid.
		#[codec(index = 0)]
		pub static UtilisationFloor: Permill = Permill::from_percent(10);
	}
}

pub use dynamic_params::{draws, recording, settlement, work};
pub use pouw_runtime_common::parameters::{Bounds, Governed};

pouw_runtime_common::bounds! {
	settlement as Settlement {
		Toll: Permill = Permill::zero() => Permill::from_percent(10),
		AttestationPeriod: BlockNumber = MINUTES / 2 => DAYS,
		DrawPatience: BlockNumber = 10 * MINUTES => 7 * DAYS,
		QueuePatience: BlockNumber = HOURS => 60 * DAYS,
		RetentionPeriod: BlockNumber = 10 * MINUTES => 60 * DAYS,
		// As much as one proposal of a big spender.
		EmergencyCap: Balance = 0 => BIG_SPEND,
	}
	draws as Draws {
		// With fewer, somebody may know the randomness in time.
		RandomnessDelay: RelayBlockNumber = RELAY_BLOCKS_AHEAD => 100,
	}
	recording as Recording {
		WindowLength: BlockNumber = 5 => HOURS,
		FeeToll: Permill = Permill::zero() => Permill::from_percent(50),
	}
	work as Work {
		UtilisationFloor: Permill = Permill::from_percent(1) => Permill::from_percent(50),
	}
}

/// Refuses to change a parameter beyond its bounds. Everything else passes.
pub struct WithinBounds;

impl Contains<RuntimeCall> for WithinBounds {
	fn contains(call: &RuntimeCall) -> bool {
		match call {
			RuntimeCall::Parameters(pallet_parameters::Call::set_parameter { key_value }) => {
				is_within_bounds(key_value)
			},
			_ => true,
		}
	}
}

/// Lets the track pass whose parameter is to be changed. Not root, whose calls no filter sees.
pub struct EnsureTrack;

impl EnsureOriginWithArg<RuntimeOrigin, RuntimeParametersKey> for EnsureTrack {
	type Success = ();

	fn try_origin(origin: RuntimeOrigin, key: &RuntimeParametersKey) -> Result<(), RuntimeOrigin> {
		match key {
			RuntimeParametersKey::Settlement(_)
			| RuntimeParametersKey::Draws(_)
			| RuntimeParametersKey::Recording(_) => ProtocolParameters::try_origin(origin),
			RuntimeParametersKey::Work(_) => PouwEvolution::try_origin(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(key: &RuntimeParametersKey) -> Result<RuntimeOrigin, ()> {
		match key {
			RuntimeParametersKey::Settlement(_)
			| RuntimeParametersKey::Draws(_)
			| RuntimeParametersKey::Recording(_) => ProtocolParameters::try_successful_origin(),
			RuntimeParametersKey::Work(_) => PouwEvolution::try_successful_origin(),
		}
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl Default for RuntimeParameters {
	fn default() -> Self {
		attestation_period(Some(3 * MINUTES))
	}
}

/// The change of the attestation period to `blocks`.
pub fn attestation_period(blocks: Option<BlockNumber>) -> RuntimeParameters {
	RuntimeParameters::Settlement(settlement::Parameters::AttestationPeriod(
		settlement::AttestationPeriod,
		blocks,
	))
}

/// Makes a change at genesis.
pub(super) fn store<T>(change: RuntimeParameters)
where
	T: pallet_parameters::Config<RuntimeParameters = RuntimeParameters>,
{
	let (key, value) = change.into_parts();
	pallet_parameters::Parameters::<T>::set(key, value);
}
