// SPDX-License-Identifier: Apache-2.0
//! What is done at the beginning of each block.

use crate::*;
use frame_support::pallet_prelude::{Get, Weight};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::SaturatedConversion;

/// Most debts that are paid in one block.
pub(crate) const DEBTS_PER_BLOCK: u32 = 4;

impl<T: Config> Pallet<T> {
	pub(crate) fn tick(now: BlockNumberFor<T>) -> Weight {
		let debts = Self::pay_debts(DEBTS_PER_BLOCK);
		// To find no order that waits is in the weight of the debts.
		let waiting = if Self::serve_waiting() { T::WeightInfo::release() } else { Weight::zero() };
		let weight = T::WeightInfo::pay_debts(debts).saturating_add(waiting);
		let (now, period): (u64, u64) =
			(now.saturated_into(), T::RecyclePeriod::get().saturated_into());
		if now.checked_rem(period) != Some(0) {
			return weight;
		}
		Self::end_period();
		weight.saturating_add(T::WeightInfo::end_period())
	}
}
