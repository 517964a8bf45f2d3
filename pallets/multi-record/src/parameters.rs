// SPDX-License-Identifier: Apache-2.0
//! Whether the runtime's parameters fit together.

use crate::*;
use frame_support::pallet_prelude::Get;
use pouw_primitives::{message::MAX_RECORD_ENTRIES, settlement::MAX_RECORDERS};

impl<T: Config> Pallet<T> {
	/// Panics if the runtime's parameters contradict one another. Runs in the runtime's tests.
	pub(crate) fn check_parameters() {
		let most = T::MaxEntries::get();
		assert!(most > 0, "a window takes no transaction");
		assert!(most <= MAX_RECORD_ENTRIES, "a window does not fit into one message");
		let recorders = T::Recorders::get();
		assert!((2..=MAX_RECORDERS).contains(&recorders), "Recorders is not 2 to {MAX_RECORDERS}");
		assert!(T::RandomnessDelay::get() >= 1, "the randomness may be known in time");
		assert!(T::WindowLength::get() > 0, "WindowLength must be positive");
		assert!(T::MaxWaiting::get() > 0, "no window could wait for its randomness");
		assert!(T::MaxUnrecorded::get() > 0, "no sector could be drawn");
		assert!(T::MaxAssignedPerBlock::get() > 0, "no window could be assigned");
		assert!(
			T::RetentionWindows::get() > T::MaxWaiting::get(),
			"a window could be forgotten before it is assigned"
		);
		let step = T::WeightInfo::assign(most).saturating_mul(T::MaxAssignedPerBlock::get().into());
		let block = <T as frame_system::Config>::BlockWeights::get().max_block;
		assert!(
			step.all_lte(block.saturating_div(20)),
			"assignments weigh {step:?}, more than a twentieth of a block of {block:?}",
		);
	}
}
