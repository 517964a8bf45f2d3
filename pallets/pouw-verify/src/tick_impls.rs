// SPDX-License-Identifier: Apache-2.0
//! What each block does: settles some of the closing window, and opens the next one when it is time.

use crate::{
	difficulty::{next_share, Measured},
	types::Window,
	*,
};
use codec::Encode;
use frame_support::pallet_prelude::{Get, Weight};
use pouw_primitives::{BlockNumber, WindowIndex};
use pouw_traits::RelayRandomness;
use sp_core::H256;
use sp_runtime::Permill;

/// Prefix of the bytes whose BLAKE2-256 hash is a window's challenge: context ‖ randomness ‖ number of
/// its relay block ‖ window ‖ sector, SCALE-coded.
pub const CHALLENGE_CONTEXT: &[u8] = b"pouw-chain challenge v1";

/// Bytes that prove both windows and the arrived work, as the benchmarks count them.
const PROOF_OF_WINDOWS: u64 = 2 * 653 + 527;

impl<T: Config> Pallet<T> {
	/// Weight of what every block is charged. Each ticket reads and writes the windows and the arrived work, but
	/// in a block the database is asked for them once and given them once, however many tickets there are.
	pub(crate) fn weight_of_block() -> Weight {
		T::WeightInfo::tick()
			.saturating_add(T::DbWeight::get().reads_writes(3, 3))
			.saturating_add(Weight::from_parts(0, PROOF_OF_WINDOWS))
	}

	pub(crate) fn do_tick(now: BlockNumber) -> Weight {
		let settling = Self::settle_some(now, T::MaxStepsPerBlock::get());
		let mut weight = Self::weight_of_block().saturating_add(settling);
		if Self::open_next(now).is_some() {
			weight.saturating_accrue(T::WeightInfo::open_window());
		}
		weight
	}

	/// Opens the next window if the newest is over, the one before is settled, and there is randomness
	/// that the newest was not made of.
	pub(crate) fn open_next(now: BlockNumber) -> Option<WindowIndex> {
		let parameters = Governed::<T>::get()?;
		let newest = OpenWindow::<T>::get();
		if newest.as_ref().is_some_and(|window| now < window.closes_at()) {
			return None;
		}
		if ClosingWindow::<T>::exists() {
			return None;
		}
		let (relay_block, randomness) = T::Randomness::latest()?;
		if newest.as_ref().is_some_and(|window| relay_block <= window.relay_block) {
			return None;
		}

		let arrived = ArrivedWork::<T>::take();
		let share = UsefulShare::<T>::get();
		let (index, difficulty, useful_share) = match &newest {
			None => (0, Difficulty::<T>::get(), Permill::zero()),
			Some(window) => {
				let of = &window.parameters;
				let measured = Measured {
					arrived,
					difficulty: window.difficulty,
					useful_share: window.useful_share,
					target: of.target,
					length: of.length,
					accepted_for: now.min(window.accepts_until()).saturating_sub(window.opened_at),
					half_life: of.half_life,
				};
				(
					window.index.saturating_add(1),
					measured.next_difficulty(),
					next_share(share, &arrived, parameters.useful_cap),
				)
			},
		};
		let difficulty = difficulty.clamp(
			parameters.min_difficulty,
			parameters.max_difficulty.max(parameters.min_difficulty),
		);
		let challenge: H256 = (CHALLENGE_CONTEXT, randomness, relay_block, index, T::Sector::get())
			.using_encoded(sp_io::hashing::blake2_256)
			.into();
		let window = Window {
			index,
			challenge,
			relay_block,
			opened_at: now,
			difficulty,
			useful_share,
			parameters,
			tickets: 0,
			useful: 0,
			credited: 0,
			newcomers: 0,
		};
		Self::deposit_event(Event::WindowOpened {
			window: index,
			challenge,
			difficulty,
			useful_share,
			closes_at: window.closes_at(),
		});
		Difficulty::<T>::put(difficulty);
		UsefulShare::<T>::put(useful_share);
		OpenWindow::<T>::put(window);
		if let Some(newest) = newest {
			ClosingWindow::<T>::put(newest);
		}
		Some(index)
	}
}
