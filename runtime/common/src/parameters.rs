// SPDX-License-Identifier: Apache-2.0
//! Bounds of the numbers that governance may change.
//!
//! Two walls keep a wrong value out. A change beyond the bounds is refused, and what a pallet reads is
//! kept within the bounds whatever is stored, so that nothing that writes to storage can break one that
//! way.

use core::marker::PhantomData;
use frame_support::traits::Get;

/// Least and most that a parameter can be.
pub trait Bounds {
	/// What the parameter is.
	type Value: Ord;
	/// Least and most, both included.
	fn bounds() -> (Self::Value, Self::Value);
}

/// Whether a value, if there is one, is within the bounds of `P`.
pub fn within<P: Bounds>(value: Option<&P::Value>) -> bool {
	let (least, most) = P::bounds();
	value.is_none_or(|value| *value >= least && *value <= most)
}

/// Parameter `P`, within its bounds whatever is stored.
pub struct Governed<P>(PhantomData<P>);

impl<P: Bounds + Get<P::Value>> Get<P::Value> for Governed<P> {
	fn get() -> P::Value {
		let (least, most) = P::bounds();
		P::get().clamp(least, most)
	}
}

/// Declares the bounds of the parameters in the module where it stands, whose enum of them is
/// `RuntimeParameters`. The match is over all parameters, so that none can be without.
#[macro_export]
macro_rules! bounds {
	($($module:ident as $group:ident { $($key:ident: $value:ty = $least:expr => $most:expr),* $(,)? })*) => {
		$($(
			impl $crate::parameters::Bounds for $module::$key {
				type Value = $value;

				fn bounds() -> ($value, $value) {
					($least, $most)
				}
			}
		)*)*

		/// Whether a change leaves the parameter within its bounds. None restores the default.
		pub fn is_within_bounds(change: &RuntimeParameters) -> bool {
			match change {
				$(
					RuntimeParameters::$group(change) => match change {
						$(
							$module::Parameters::$key(_, value) => {
								$crate::parameters::within::<$module::$key>(value.as_ref())
							},
						)*
					},
				)*
			}
		}

		/// Every change to the least or to the most that a parameter can be.
		pub fn extremes() -> alloc::vec::Vec<RuntimeParameters> {
			let mut changes = alloc::vec::Vec::new();
			$($(
				let (least, most) = <$module::$key as $crate::parameters::Bounds>::bounds();
				for value in [least, most] {
					changes.push(RuntimeParameters::$group($module::Parameters::$key(
						$module::$key,
						Some(value),
					)));
				}
			)*)*
			changes
		}
	};
}
