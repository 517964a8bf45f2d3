// SPDX-License-Identifier: Apache-2.0
//! Outcomes of conversions, and the ways out of a sector's reserve.

use pouw_primitives::{
	conversion::{CancelReason, ConversionId, ReleaseReason},
	Balance,
};
use sp_runtime::{DispatchError, DispatchResult};

/// Learns what the hub decided on the conversions of this sector.
pub trait ConversionOutcome {
	/// MAIN was minted for `conversion`. Hearing the same again changes nothing; anything that
	/// contradicts what was heard before is refused, with nothing changed.
	fn settled(conversion: ConversionId, minted: Balance) -> DispatchResult;
	/// `conversion` will never be settled. Hearing the same again changes nothing; anything that
	/// contradicts what was heard before is refused, with nothing changed.
	fn cancelled(conversion: ConversionId, reason: CancelReason) -> DispatchResult;
}

/// Takes what the hub pays for the recording of its transactions.
pub trait RecordingFees {
	/// `amount` of the sector's tokens is to be shared by its miners.
	fn on_earned(amount: Balance);
}

impl RecordingFees for () {
	fn on_earned(_: Balance) {}
}

/// Pays out of a sector's reserve.
pub trait ReserveRelease<AccountId> {
	/// Releases `amount` to `to`. Returns what was paid; the rest is a debt of the reserve, which is
	/// paid before any later release as soon as the reserve has the tokens. Fails, with nothing paid,
	/// if it would become a debt and there are as many debts as there can be.
	fn release(
		to: &AccountId,
		amount: Balance,
		reason: ReleaseReason,
	) -> Result<Balance, DispatchError>;
	/// Makes `amount` available to releases.
	#[cfg(feature = "runtime-benchmarks")]
	fn refill(amount: Balance);
}
