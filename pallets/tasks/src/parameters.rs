// SPDX-License-Identifier: Apache-2.0
//! Whether the runtime's parameters fit together.

use crate::*;
use frame_support::{pallet_prelude::Get, traits::fungible::Inspect};
use pouw_primitives::{
	credibility::{FEWEST_REPLICAS, MOST_COLLUDING},
	task::MAX_REPLICAS,
};
use pouw_traits::OnTaskSettled;

impl<T: Config> Pallet<T> {
	/// Panics if the runtime's parameters contradict one another. Runs in the runtime's tests.
	pub(crate) fn check_parameters() {
		let existential_deposit = T::Currency::minimum_balance();
		assert!(T::MinPrice::get() >= existential_deposit, "MinPrice is not refundable");
		assert!(T::ModelDeposit::get() >= existential_deposit, "ModelDeposit is not releasable");
		assert!(T::LayerDeposit::get() >= existential_deposit, "LayerDeposit is not releasable");
		assert!(T::MinDeadline::get() > 0, "MinDeadline leaves no block to commit in");
		assert!(T::MinDeadline::get() <= T::MaxDeadline::get(), "no deadline is possible");
		assert!(T::RevealPeriod::get() > 0, "RevealPeriod leaves no block to reveal in");
		assert!(T::RetentionPeriod::get() > 0, "RetentionPeriod must be positive");
		assert!(T::AssignmentPatience::get() > 0, "AssignmentPatience must be positive");
		assert!(T::MaxUnassigned::get() > 0, "no order could be queued");
		assert!(T::MaxInputLen::get() > 0, "no input is possible");
		assert!(T::MaxOutputLen::get() > 0, "no output is possible");
		assert!(
			T::MaxStepsPerBlock::get() >= 2,
			"MaxStepsPerBlock of less than two never makes up for a late block of the agenda",
		);
		assert!(T::SlashDelay::get() > 0, "SlashDelay leaves no block to appeal in");
		assert!(T::AuditedAt::get() > 0, "AuditedAt must be positive");
		assert!(
			T::CollusionShare::get() <= MOST_COLLUDING,
			"with a CollusionShare of more than {MOST_COLLUDING:?} hardly any order can be believed",
		);
		let heard = T::OnTaskSettled::most_weight().saturating_mul(MAX_REPLICAS.into());
		let close = T::WeightInfo::close_commitments()
			.saturating_add(T::WeightInfo::note_late(MAX_REPLICAS));
		let step = T::WeightInfo::settle(MAX_REPLICAS)
			.max(T::WeightInfo::settle_from_reserve(MAX_REPLICAS))
			.saturating_add(heard)
			.max(
				T::WeightInfo::wait()
					.saturating_add(T::WeightInfo::assign(MAX_REPLICAS))
					.saturating_add(T::WeightInfo::expire())
					.saturating_add(T::WeightInfo::answer()),
			)
			.max(T::WeightInfo::extend(MAX_REPLICAS.saturating_sub(FEWEST_REPLICAS.into())))
			.max(close)
			.saturating_add(T::WeightInfo::tick());
		let most = step.saturating_mul(T::MaxStepsPerBlock::get().into());
		let block = <T as frame_system::Config>::BlockWeights::get().max_block;
		assert!(
			most.all_lte(block.saturating_div(2)),
			"MaxStepsPerBlock steps weigh {most:?}, more than half of a block of {block:?}",
		);
	}
}
