// SPDX-License-Identifier: Apache-2.0
//! What a transaction costs and who gets it.

use crate::currency::{MICROUNIT, MILLIUNIT};
use core::marker::PhantomData;
use frame_support::{
	parameter_types,
	traits::{
		fungible::{Balanced, Credit},
		OnUnbalanced,
	},
	weights::{constants::ExtrinsicBaseWeight, Weight, WeightToFee as WeightToFeeT},
};
use pouw_primitives::{AccountId, Balance};

parameter_types! {
	/// Price of a byte of a transaction.
	pub const TransactionByteFee: Balance = 10 * MICROUNIT;
}

/// Fee of a weight: the dearer of its time and its proof size.
///
/// The base weight of a transaction costs a tenth of a thousandth of a token, and so do 10,000
/// bytes of proof.
pub struct WeightToFee;

impl WeightToFeeT for WeightToFee {
	type Balance = Balance;

	fn weight_to_fee(weight: &Weight) -> Balance {
		let time = proportional(weight.ref_time(), ExtrinsicBaseWeight::get().ref_time());
		time.max(proportional(weight.proof_size(), 10_000))
	}
}

/// Fee of `quantity` if `base` of it costs a tenth of a thousandth of a token.
fn proportional(quantity: u64, base: u64) -> Balance {
	(MILLIUNIT / 10).saturating_mul(quantity.into()).checked_div(base.into()).unwrap_or_default()
}

/// Gives fees and tips to the author of the block; burns them where there is none.
pub struct ToAuthor<Runtime, Currency>(PhantomData<(Runtime, Currency)>);

impl<Runtime, Currency> OnUnbalanced<Credit<AccountId, Currency>> for ToAuthor<Runtime, Currency>
where
	Runtime: pallet_authorship::Config + frame_system::Config<AccountId = AccountId>,
	Currency: Balanced<AccountId>,
{
	fn on_nonzero_unbalanced(credit: Credit<AccountId, Currency>) {
		if let Some(author) = pallet_authorship::Pallet::<Runtime>::author() {
			// An author below the existential deposit cannot take a smaller credit; it is burned.
			drop(Currency::resolve(&author, credit));
		}
	}
}
