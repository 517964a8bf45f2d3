// SPDX-License-Identifier: Apache-2.0
//! Weight in the guild: verified work by span, as far as the bond covered it when it was credited.

use crate::*;
use frame_support::dispatch::DispatchClass;
use pouw_primitives::{BlockNumber, Work};
use pouw_traits::OnWorkCredited;
use sp_runtime::{Permill, SaturatedConversion};

impl<T: Config> OnWorkCredited<T::AccountId> for Pallet<T> {
	fn on_credited(miner: &T::AccountId, work: Work, bonded: Permill) {
		let weight = bonded.mul_floor(work);
		let Some(span) = Self::span().filter(|_| weight > 0) else { return };
		Members::<T>::mutate(miner, |member| {
			member.get_or_insert_with(Default::default).work.add(span, weight);
		});
		Totals::<T>::mutate(|totals| totals.add(span, weight));
		frame_system::Pallet::<T>::register_extra_weight_unchecked(
			T::WeightInfo::on_credited(),
			DispatchClass::Mandatory,
		);
	}

	fn on_left(miner: &T::AccountId) {
		Members::<T>::remove(miner);
		Self::leave_candidates(miner);
		Self::leave_executives(miner);
		frame_system::Pallet::<T>::register_extra_weight_unchecked(
			T::WeightInfo::on_left(),
			DispatchClass::Normal,
		);
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}

	/// The span under way; none if there is no guild.
	pub fn span() -> Option<SpanIndex> {
		Self::now().checked_div(SpanLength::<T>::get())
	}

	/// The newest closed span.
	pub(crate) fn closed_span() -> Option<SpanIndex> {
		Self::span()?.checked_sub(1)
	}

	/// Weight that a member has by its work in a span.
	pub fn weight_of(who: &T::AccountId, span: SpanIndex) -> Work {
		Members::<T>::get(who).map_or(0, |member| member.work.of(span))
	}
}
