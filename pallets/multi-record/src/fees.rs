// SPDX-License-Identifier: Apache-2.0
//! What becomes of the fees: kept until their window is drawn, burned for the sectors' tokens once these
//! have recorded it; tolls, and what nobody can be paid, to the treasury.

use crate::*;
use frame_support::{
	defensive,
	pallet_prelude::Get,
	traits::{
		fungible::{Balanced, Credit, Inspect, Mutate},
		tokens::{Fortitude, Precision, Preservation},
		Imbalance, OnUnbalanced,
	},
};
use pouw_primitives::{Balance, SectorId};
use pouw_traits::{MainBurned, SectorRegistry};
use sp_runtime::{
	helpers_128bit::multiply_by_rational_with_rounding, traits::AccountIdConversion,
	FixedPointNumber, FixedU128, Rounding,
};

/// Takes the fee of the transaction that is being applied, and notes the transaction with it.
///
/// The account of the fees lives by an existential deposit of its own, which the treasury lends it
/// as soon as it has twice that; until then fees go to the treasury.
impl<T: Config> OnUnbalanced<Credit<T::AccountId, T::Currency>> for Pallet<T> {
	fn on_nonzero_unbalanced(fee: Credit<T::AccountId, T::Currency>) {
		Self::note(Self::keep(fee));
	}
}

impl<T: Config> Pallet<T> {
	/// Takes a fee into the account of the fees; returns how much of it that keeps.
	fn keep(fee: Credit<T::AccountId, T::Currency>) -> Balance {
		let pot = Self::fee_account();
		if !frame_system::Pallet::<T>::account_exists(&pot) && !Self::open(&pot) {
			// A treasury that is empty as well cannot take a fee below the existential deposit, which
			// is then burned.
			drop(T::Currency::resolve(&T::Treasury::get(), fee));
			return 0;
		}
		let amount = fee.peek();
		match T::Currency::resolve(&pot, fee) {
			Ok(()) => amount,
			Err(_) => {
				defensive!("the account of the fees refused one, which is burned");
				0
			},
		}
	}

	/// The account that keeps fees until their window is recorded.
	pub fn fee_account() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	fn open(pot: &T::AccountId) -> bool {
		let least = T::Currency::minimum_balance();
		T::Currency::transfer(&T::Treasury::get(), pot, least, Preservation::Preserve).is_ok()
	}

	/// What a sector that records transactions with these fees is due: MAIN, which is burned, and the
	/// tokens that it is worth. Nothing without a rate, or where it is less than a unit.
	pub(crate) fn share_of(sector: SectorId, fees: Balance) -> (Balance, Balance) {
		let toll = T::FeeToll::get().mul_ceil(fees);
		// Two sectors record each transaction.
		let half = fees.saturating_sub(toll).checked_div(2).unwrap_or_default();
		let rate = T::Sectors::rate(sector).into_inner();
		let one = FixedU128::DIV;
		let payment = multiply_by_rational_with_rounding(half, one, rate, Rounding::Down);
		let payment = payment.unwrap_or_default();
		// Never more than the half: it is worth the payment and whatever was rounded off.
		let worth = multiply_by_rational_with_rounding(payment, rate, one, Rounding::Up);
		match worth.unwrap_or_default().min(half) {
			0 => (0, 0),
			worth => (worth, payment),
		}
	}

	/// Burns fees for which a sector pays its miners.
	pub(crate) fn burn_fees(window: u32, sector: SectorId, fees: Balance, payment: Balance) {
		if fees == 0 {
			return;
		}
		let pot = Self::fee_account();
		let (keep, exact, force) = (Preservation::Preserve, Precision::Exact, Fortitude::Force);
		if T::Currency::burn_from(&pot, fees, keep, exact, force).is_err() {
			defensive!("the account of the fees has less than it keeps");
			return;
		}
		T::Burned::burned(fees);
		Self::deposit_event(Event::FeesBurned { window, sector, fees, payment });
	}

	/// Pays MAIN of the fees to the treasury, together with what it could not receive before.
	pub(crate) fn pay_treasury(amount: Balance) {
		let amount = TreasuryShare::<T>::get().saturating_add(amount);
		if amount == 0 {
			return;
		}
		let (pot, treasury) = (Self::fee_account(), T::Treasury::get());
		if T::Currency::transfer(&pot, &treasury, amount, Preservation::Preserve).is_ok() {
			TreasuryShare::<T>::kill();
			Self::deposit_event(Event::TreasuryPaid { amount });
		} else {
			TreasuryShare::<T>::put(amount);
		}
	}
}
