// SPDX-License-Identifier: Apache-2.0
//! Whether the runtime's parameters fit together.

use crate::*;
use frame_support::pallet_prelude::{Get, Weight};
use pouw_primitives::conversion::MAX_OPEN_RELEASES;
use sp_runtime::Permill;

impl<T: Config> Pallet<T> {
	/// Panics if the runtime's parameters contradict one another. Runs in the runtime's tests.
	pub(crate) fn check_parameters() {
		assert!(T::Toll::get() < Permill::one(), "the toll takes everything");
		assert!(T::RandomnessDelay::get() >= 2, "the randomness may be known at the request");
		assert!(T::AttestationPeriod::get() > 0, "witnesses have no time");
		assert!(T::DrawPatience::get() > 0, "DrawPatience must be positive");
		assert!(T::QueuePatience::get() > 0, "QueuePatience must be positive");
		assert!(T::MaxOpen::get() > 0, "no conversion is possible");
		assert!(
			T::MaxQueued::get() < T::MaxOpen::get(),
			"those that wait for the cap could take all places"
		);
		assert!(T::MaxQueuedEras::get() > 0, "no conversion could wait for the cap");
		assert!(
			T::MaxAhead::get() >= u64::from(T::MaxOpen::get()),
			"MaxAhead is less than what can be open"
		);
		assert!(T::RetentionPeriod::get() > 0, "RetentionPeriod must be positive");
		assert!(T::EmergencyPeriod::get() > 0, "EmergencyPeriod must be positive");
		assert!(T::MaxReleases::get() > 0, "no release is possible");
		assert!(
			T::MaxReleases::get() <= MAX_OPEN_RELEASES,
			"a sector could forget its answer to a release before the hub has it"
		);
		assert!(
			T::MaxStepsPerBlock::get() >= 2,
			"MaxStepsPerBlock of less than two never makes up for a late block of the agenda"
		);
		let end = T::WeightInfo::end();
		let agenda = end.max(T::WeightInfo::expire_round()).saturating_add(T::WeightInfo::tick());
		// Of the attempts at a draw, all but one are rare.
		let draw =
			T::WeightInfo::look().saturating_mul(2).saturating_add(T::WeightInfo::draw().max(end));
		let queue = T::WeightInfo::admit().saturating_add(end);
		let most: Weight = agenda
			.saturating_add(draw)
			.saturating_add(queue)
			.saturating_mul(T::MaxStepsPerBlock::get().into());
		let block = <T as frame_system::Config>::BlockWeights::get().max_block;
		assert!(
			most.all_lte(block.saturating_div(4)),
			"MaxStepsPerBlock steps weigh {most:?}, more than a quarter of a block of {block:?}",
		);
	}
}
