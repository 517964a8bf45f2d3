// SPDX-License-Identifier: Apache-2.0
//! Units of MAIN and of the sector tokens, which all have 12 decimals.

use frame_support::{parameter_types, PalletId};
use pouw_primitives::{AccountId, Balance};
use sp_runtime::traits::AccountIdConversion;

parameter_types! {
	/// Names the treasury's account.
	pub const TreasuryPalletId: PalletId = PalletId(*b"py/trsry");
	/// The treasury's account on the hub.
	pub TreasuryAccount: AccountId = TreasuryPalletId::get().into_account_truncating();
}

/// Decimal places of every token.
pub const DECIMALS: u8 = 12;
/// One token.
pub const UNIT: Balance = 1_000_000_000_000;
/// A thousandth of a token.
pub const MILLIUNIT: Balance = UNIT / 1_000;
/// A millionth of a token.
pub const MICROUNIT: Balance = UNIT / 1_000_000;
/// Least balance of an account.
pub const EXISTENTIAL_DEPOSIT: Balance = MILLIUNIT;

/// Deposit for keeping `items` storage items of together `bytes` bytes.
pub const fn deposit(items: u32, bytes: u32) -> Balance {
	let for_items = (items as Balance).saturating_mul(100 * MILLIUNIT);
	for_items.saturating_add((bytes as Balance).saturating_mul(100 * MICROUNIT))
}
