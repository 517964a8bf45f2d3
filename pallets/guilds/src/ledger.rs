// SPDX-License-Identifier: Apache-2.0
//! Balances and holds for the tests, with the rules of the real ones as far as deposits go. The runtime's
//! own balances are tested with this pallet in the integration tests.

use crate::mock::{AccountId, RuntimeHoldReason};
use frame_support::{
	pallet_prelude::ValueQuery,
	storage_alias,
	traits::{
		fungible::{Dust, Inspect, InspectHold, MutateHold, Unbalanced, UnbalancedHold},
		tokens::{DepositConsequence, Fortitude, Preservation, Provenance, WithdrawConsequence},
	},
	Blake2_128Concat,
};
use pouw_primitives::Balance;
use sp_runtime::{DispatchError, DispatchResult};

/// Least balance of an account.
pub(crate) const MINIMUM: Balance = 10;

#[storage_alias]
type Free = StorageMap<Ledger, Blake2_128Concat, AccountId, Balance, ValueQuery>;
#[storage_alias]
type Held = StorageDoubleMap<
	Ledger,
	Blake2_128Concat,
	AccountId,
	Blake2_128Concat,
	RuntimeHoldReason,
	Balance,
	ValueQuery,
>;
#[storage_alias]
type Issuance = StorageValue<Ledger, Balance, ValueQuery>;

/// The balances.
pub struct Ledger;

impl Ledger {
	/// Gives an account tokens.
	pub(crate) fn endow(who: AccountId, amount: Balance) {
		Free::mutate(who, |free| *free += amount);
		Issuance::mutate(|issuance| *issuance += amount);
	}
}

impl Inspect<AccountId> for Ledger {
	type Balance = Balance;

	fn total_issuance() -> Balance {
		Issuance::get()
	}

	fn minimum_balance() -> Balance {
		MINIMUM
	}

	fn total_balance(who: &AccountId) -> Balance {
		Free::get(who) + Self::total_balance_on_hold(who)
	}

	fn balance(who: &AccountId) -> Balance {
		Free::get(who)
	}

	fn reducible_balance(who: &AccountId, preservation: Preservation, _: Fortitude) -> Balance {
		let kept = if preservation == Preservation::Expendable { 0 } else { MINIMUM };
		Free::get(who).saturating_sub(kept)
	}

	fn can_deposit(_: &AccountId, _: Balance, _: Provenance) -> DepositConsequence {
		DepositConsequence::Success
	}

	fn can_withdraw(who: &AccountId, amount: Balance) -> WithdrawConsequence<Balance> {
		if Free::get(who) >= amount {
			WithdrawConsequence::Success
		} else {
			WithdrawConsequence::BalanceLow
		}
	}
}

impl InspectHold<AccountId> for Ledger {
	type Reason = RuntimeHoldReason;

	fn total_balance_on_hold(who: &AccountId) -> Balance {
		Held::iter_prefix_values(who).sum()
	}

	fn balance_on_hold(reason: &RuntimeHoldReason, who: &AccountId) -> Balance {
		Held::get(who, reason)
	}
}

impl Unbalanced<AccountId> for Ledger {
	fn handle_dust(_: Dust<AccountId, Self>) {}

	fn write_balance(who: &AccountId, amount: Balance) -> Result<Option<Balance>, DispatchError> {
		Free::insert(who, amount);
		Ok(None)
	}

	fn set_total_issuance(amount: Balance) {
		Issuance::put(amount);
	}
}

impl UnbalancedHold<AccountId> for Ledger {
	fn set_balance_on_hold(
		reason: &RuntimeHoldReason,
		who: &AccountId,
		amount: Balance,
	) -> DispatchResult {
		if amount == 0 {
			Held::remove(who, reason);
		} else {
			Held::insert(who, reason, amount);
		}
		Ok(())
	}
}

impl MutateHold<AccountId> for Ledger {}
