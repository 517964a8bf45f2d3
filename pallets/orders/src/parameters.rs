// SPDX-License-Identifier: Apache-2.0
//! Whether the runtime's parameters fit together.

use crate::*;
use frame_support::{pallet_prelude::Get, traits::fungible::Inspect};

impl<T: Config> Pallet<T> {
	/// Panics if the runtime's parameters contradict one another. Runs in the runtime's tests.
	pub(crate) fn check_parameters() {
		assert!(
			T::MinMain::get() >= T::Currency::minimum_balance(),
			"MinMain could not be given back"
		);
		assert!(T::MinDeadline::get() > 0, "MinDeadline leaves no block to commit in");
		assert!(T::MinDeadline::get() <= T::MaxDeadline::get(), "no deadline is possible");
		assert!(T::AcceptancePeriod::get() > 0, "no order could be taken");
		assert!(T::PaymentMargin::get() > 0, "PaymentMargin must be positive");
		assert!(T::ClosingDelay::get() > 0, "ClosingDelay must be positive");
		assert!(T::MaxOpen::get() > 0, "no order could be open");
		assert!(T::MaxOpenOfClient::get() > 0, "no order could be open");
		assert!(T::MaxCancelling::get() > 0, "no order could be taken back");
		assert!(
			T::MaxAhead::get() > T::MaxOpen::get().into(),
			"MaxAhead allows fewer orders than MaxOpen"
		);
		assert!(T::RetentionPeriod::get() > 0, "RetentionPeriod must be positive");
	}
}
