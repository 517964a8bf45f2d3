// SPDX-License-Identifier: Apache-2.0
//! Tickets, the rewards they earn and the standing they give.

use frame_support::weights::Weight;
use pouw_primitives::{Balance, LayerIndex, TaskId, UsefulGrant, WindowIndex, Work};

/// Issues a sector's token to the tickets of its windows. Everything counts against the supply cap.
pub trait WorkIssuance<AccountId> {
	/// Most that may be issued for the window that closes now. To be called once for each window.
	fn window_budget() -> Balance;
	/// Mints `amount` of the budget: the miner's part to `miner`, the public part to its account.
	/// Returns the miner's part.
	fn issue(miner: &AccountId, amount: Balance) -> Balance;
	/// Sets `amount` of the budget aside for work that is paid when its task's result is accepted.
	/// Returns how much was set aside; it is less where the cap leaves less.
	fn pledge(amount: Balance) -> Balance;
	/// Mints a pledge as [`WorkIssuance::issue`] would. Returns the miner's part.
	fn redeem(miner: &AccountId, pledged: Balance) -> Balance;
	/// Gives a pledge back to what can be issued.
	fn forgo(pledged: Balance);
	/// Has something to issue, and each issue made in all the parts that it can have.
	#[cfg(feature = "runtime-benchmarks")]
	fn prepare_for_benchmark() {}
}

/// Registration, bond and record of those who hand in tickets.
pub trait CreditWork<AccountId> {
	/// Whether `miner` is registered.
	fn is_registered(miner: &AccountId) -> bool;
	/// `miner` did `work` in `window`, which has closed. Called at most once for each pair.
	fn credit(miner: &AccountId, window: WindowIndex, work: Work);
	/// Makes a registered miner, among as many others as it is ever compared with.
	#[cfg(feature = "runtime-benchmarks")]
	fn register_for_benchmark(miner: &AccountId);
}

/// Holds a miner's rewards until its bond is full.
pub trait RewardBond<AccountId> {
	/// Holds of `reward`, which `miner` has just received, what its bond still lacks. Returns how
	/// much was held.
	fn bond(miner: &AccountId, reward: Balance) -> Balance;
}

/// What the tasks of a sector allow useful tickets to claim.
pub trait UsefulTasks<AccountId> {
	/// The grant of `miner` for `layer` of the model of `task`; `None` unless the miner is assigned
	/// the task, the task is not over and its model has that layer.
	fn grant(task: TaskId, miner: &AccountId, layer: LayerIndex) -> Option<UsefulGrant>;
	/// Makes a task, assigned to `miner`, whose model has `layer` as its layer 0.
	#[cfg(feature = "runtime-benchmarks")]
	fn assign_for_benchmark(miner: &AccountId, layer: pouw_primitives::ModelLayer) -> TaskId;
}

/// Hears of the end of each assignment.
pub trait OnTaskSettled<AccountId> {
	/// `miner`'s part in `task` is over; `accepted` if its result was of the accepted ones.
	fn on_settled(task: TaskId, miner: &AccountId, accepted: bool);
	/// Most that hearing of one end weighs beyond finding that it means nothing. What it does weigh is
	/// counted into the block as it is heard.
	fn most_weight() -> Weight {
		Weight::zero()
	}
}

impl<AccountId> OnTaskSettled<AccountId> for () {
	fn on_settled(_: TaskId, _: &AccountId, _: bool) {}
}

impl<AccountId> RewardBond<AccountId> for () {
	fn bond(_: &AccountId, _: Balance) -> Balance {
		0
	}
}
