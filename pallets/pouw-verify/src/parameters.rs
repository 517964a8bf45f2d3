// SPDX-License-Identifier: Apache-2.0
//! Which parameters are allowed. Whatever passes here can be replaced by better values later: windows
//! end, tickets can be found and verified, and no sum overflows.

#[cfg(feature = "std")]
use crate::admission::SHORTEST_K;
use crate::{
	difficulty::{MAX_DIFFICULTY, MAX_HALF_LIFE},
	*,
};
use frame_support::{ensure, pallet_prelude::Get};
use pouw_primitives::{work::Parameters, BlockNumber};
use pouw_tickets::params::tile_work;
use sp_runtime::Permill;

/// Shortest window: a relay slot of three blocks, so that each can have randomness of its own.
pub const MIN_LENGTH: BlockNumber = 3;

/// Longest window: a day of blocks of two seconds. A mistake lasts no longer than that.
pub const MAX_LENGTH: BlockNumber = 43_200;

/// Windows of this many targets of tickets must fit `MaxTicketsPerWindow`, so that the difficulty
/// sees how far above its target a full window is.
pub const HEADROOM: u32 = 4;

/// Most of the target that useful work may take. A loop whose target is near zero has no signal.
pub const MAX_USEFUL_CAP: Permill = Permill::from_percent(95);

/// Longest side of the product of baseline work.
pub const MAX_SIDE: u32 = 65_536;

impl<T: Config> Pallet<T> {
	/// Whether governance may set these parameters.
	pub fn check_parameters(parameters: &Parameters) -> Result<(), Error<T>> {
		let Parameters { work, .. } = parameters;
		ensure!(
			work.validate().is_ok()
				&& work.k <= T::MaxK::get()
				&& work.m <= MAX_SIDE
				&& work.n <= MAX_SIDE,
			Error::<T>::WorkNotAllowed
		);
		let most = T::MaxTicketsPerWindow::get();
		ensure!(
			parameters.target > 0
				&& parameters.target.checked_mul(HEADROOM).is_some_and(|tickets| tickets <= most),
			Error::<T>::TargetOutOfBounds
		);
		ensure!(
			(MIN_LENGTH..=MAX_LENGTH).contains(&parameters.length),
			Error::<T>::LengthOutOfBounds
		);
		ensure!(parameters.grace <= parameters.length, Error::<T>::GraceTooLong);
		ensure!(
			parameters.ceiling > 0
				&& parameters.floor <= parameters.ceiling
				&& parameters.ceiling <= most,
			Error::<T>::BandEmpty
		);
		ensure!(parameters.max_newcomers <= most, Error::<T>::NewcomersOutOfBounds);
		ensure!(parameters.useful_cap <= MAX_USEFUL_CAP, Error::<T>::UsefulCapTooHigh);
		ensure!(
			(1..=MAX_HALF_LIFE).contains(&parameters.half_life),
			Error::<T>::HalfLifeOutOfBounds
		);
		ensure!(
			parameters.min_difficulty >= tile_work(work.k)
				&& parameters.min_difficulty <= parameters.max_difficulty
				&& parameters.max_difficulty <= MAX_DIFFICULTY,
			Error::<T>::DifficultyOutOfBounds
		);
		Ok(())
	}

	/// Panics if the runtime's constants contradict one another. Runs in the runtime's tests.
	#[cfg(feature = "std")]
	pub(crate) fn check_constants() {
		let most = T::MaxTicketsPerWindow::get();
		assert!(most >= HEADROOM, "MaxTicketsPerWindow has no room for any target");
		assert!(
			pouw_primitives::Work::from(most).checked_mul(MAX_DIFFICULTY << 16).is_some(),
			"the work of a full window overflows",
		);
		assert!(T::MaxK::get() >= SHORTEST_K, "MaxK is below the shortest inner dimension");
		assert!(T::MaxStepsPerBlock::get() > 0, "no window would ever be settled");
		let step = T::WeightInfo::settle_useful()
			.max(T::WeightInfo::settle_miner())
			.max(T::WeightInfo::forget_ticket());
		let hook = step
			.saturating_mul(T::MaxStepsPerBlock::get().into())
			.saturating_add(Self::weight_of_block())
			.saturating_add(T::WeightInfo::begin_settlement())
			.saturating_add(T::WeightInfo::end_settlement())
			.saturating_add(T::WeightInfo::open_window());
		let block = <T as frame_system::Config>::BlockWeights::get().max_block;
		assert!(
			hook.all_lte(block.saturating_div(2)),
			"MaxStepsPerBlock steps weigh {hook:?}, more than half of a block of {block:?}",
		);
	}
}
