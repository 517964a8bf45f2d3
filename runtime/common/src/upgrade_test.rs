// SPDX-License-Identifier: Apache-2.0
//! The migration of the versions that tests upgrade to, which are compiled with the feature `upgrade-test`
//! of a runtime: it doubles in storage a number that governance has set.

use crate::parameters::Bounds;
use codec::{Decode, Encode};
use core::marker::PhantomData;
use frame_support::{
	traits::{Get, OnRuntimeUpgrade},
	weights::Weight,
};
use frame_system::LastRuntimeUpgrade;
use sp_runtime::traits::Saturating;

/// A parameter that governance may have set.
pub trait Stored: Bounds {
	/// The value that is stored, if one is.
	fn stored() -> Option<Self::Value>;

	/// Stores a value.
	fn store(value: Self::Value);
}

/// Doubles the parameter `P`, if governance has set it, as far as its bounds allow. The version that wrote
/// the last block tells whether that was done before.
pub struct Double<Runtime, P>(PhantomData<(Runtime, P)>);

impl<Runtime, P> Double<Runtime, P>
where
	Runtime: frame_system::Config,
	P: Stored,
	P::Value: Copy + Saturating,
{
	fn doubled(value: P::Value) -> P::Value {
		let (_, most) = P::bounds();
		value.saturating_add(value).min(most)
	}

	fn is_due() -> bool {
		let version = Runtime::Version::get().spec_version;
		LastRuntimeUpgrade::<Runtime>::get().is_none_or(|last| last.spec_version.0 < version)
	}
}

impl<Runtime, P> OnRuntimeUpgrade for Double<Runtime, P>
where
	Runtime: frame_system::Config,
	P: Stored,
	P::Value: Copy + Saturating + Encode + Decode,
{
	fn on_runtime_upgrade() -> Weight {
		let weight = Runtime::DbWeight::get();
		let Some(value) = P::stored().filter(|_| Self::is_due()) else { return weight.reads(2) };
		P::store(Self::doubled(value));
		weight.reads_writes(2, 1)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<alloc::vec::Vec<u8>, sp_runtime::TryRuntimeError> {
		Ok((Self::is_due(), P::stored()).encode())
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(before: alloc::vec::Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		let (due, value) = <(bool, Option<P::Value>)>::decode(&mut before.as_slice())
			.map_err(|_| "the state before the upgrade is not as it was written")?;
		frame_support::ensure!(due, "the upgrade was made before");
		let expected = value.map(Self::doubled);
		frame_support::ensure!(P::stored() == expected, "the parameter was not doubled");
		Ok(())
	}
}
