// SPDX-License-Identifier: Apache-2.0
//! Whether a ticket is accepted. What costs little is checked first: storage, then sizes and ranges,
//! then hashes, and the multiplication last.

use crate::{
	types::{Claim, Tally, Window},
	*,
};
use alloc::vec;
use codec::Encode;
use frame_support::{
	ensure,
	pallet_prelude::{
		Get, InvalidTransaction, TransactionSource, TransactionValidityError,
		TransactionValidityWithRefund, ValidTransaction, Weight,
	},
};
use pouw_primitives::{BlockNumber, LayerIndex, ModelLayer, TaskId, UsefulGrant, WindowIndex};
use pouw_tickets::{
	params::padded_rows,
	proof::{check_baseline, check_limit, check_operands},
	verify_baseline, verify_operands, BaselineProof, Challenge, Layer, OperandProof, ProofError,
};
use pouw_traits::{CreditWork, UsefulTasks};
use sp_core::H256;
use sp_runtime::SaturatedConversion;

/// Shortest inner dimension that there is: 16 steps of the lowest rank. Useful tickets weigh by what is beyond.
pub(crate) const SHORTEST_K: u32 = 512;

/// First of the bytes that tell a ticket from others in the pool.
const TAG: &[u8] = b"pouw-ticket";

/// Identity of a baseline ticket of `miner` within its window.
pub fn baseline_id(miner: &impl Encode, proof: &BaselineProof) -> H256 {
	(0_u8, miner, proof).using_encoded(sp_io::hashing::blake2_256).into()
}

/// Identity of a useful ticket of `miner` within its window. It names the product and the tile and
/// nothing else: the same product does not count again for another task, nor for another layer with the
/// same weights.
pub fn useful_id(miner: &impl Encode, layer: &ModelLayer, proof: &OperandProof) -> H256 {
	let product = (layer, proof.root_a, proof.m, proof.i, proof.j);
	(1_u8, miner, product).using_encoded(sp_io::hashing::blake2_256).into()
}

/// Where a ticket would be counted.
pub(crate) struct Admission {
	/// Its window.
	pub window: Window,
	/// Whether that is the newest.
	pub is_open: bool,
	/// The miner's tickets of the window before this one.
	pub tally: Tally,
	/// Whether the miner is registered.
	pub registered: bool,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}

	/// Whether there is room for another ticket of `miner` in `window`.
	pub(crate) fn admit(miner: &T::AccountId, window: WindowIndex) -> Result<Admission, Error<T>> {
		let open = OpenWindow::<T>::get().ok_or(Error::<T>::WindowNotOpen)?;
		ensure!(window <= open.index, Error::<T>::WindowNotOpen);
		let is_open = window == open.index;
		let window = if is_open {
			open
		} else {
			ClosingWindow::<T>::get()
				.filter(|closing| closing.index == window)
				.ok_or(Error::<T>::WindowOver)?
		};
		ensure!(Self::now() < window.accepts_until(), Error::<T>::WindowOver);
		ensure!(window.tickets < T::MaxTicketsPerWindow::get(), Error::<T>::WindowFull);

		let tally = Tallies::<T>::get(window.index, miner);
		let registered = T::Credit::is_registered(miner);
		if registered {
			ensure!(tally.tickets < window.parameters.ceiling, Error::<T>::CeilingReached);
		} else {
			ensure!(tally.tickets == 0, Error::<T>::NewcomerTicketUsed);
			ensure!(window.newcomers < window.parameters.max_newcomers, Error::<T>::NewcomersFull);
		}
		Ok(Admission { window, is_open, tally, registered })
	}

	/// [`Pallet::admit`] for a baseline ticket, which must be new.
	pub(crate) fn admit_baseline(
		miner: &T::AccountId,
		window: WindowIndex,
		proof: &BaselineProof,
	) -> Result<(Admission, H256), Error<T>> {
		let admission = Self::admit(miner, window)?;
		let id = baseline_id(miner, proof);
		ensure!(!Seen::<T>::contains_key(window, id), Error::<T>::AlreadyAccepted);
		Ok((admission, id))
	}

	/// [`Pallet::admit`] for a useful ticket, which must be new and within the task's grant.
	pub(crate) fn admit_useful(
		miner: &T::AccountId,
		window: WindowIndex,
		task: TaskId,
		layer: LayerIndex,
		proof: &OperandProof,
	) -> Result<(Admission, H256, UsefulGrant, Claim), Error<T>> {
		let admission = Self::admit(miner, window)?;
		ensure!(admission.registered, Error::<T>::NotRegistered);
		let grant = T::Tasks::grant(task, miner, layer).ok_or(Error::<T>::NotGranted)?;
		let claim = Claims::<T>::get(task, miner).unwrap_or_default();
		ensure!(claim.outcome.is_none(), Error::<T>::NotGranted);
		// The last ticket may exceed the limit, or a task of less than one ticket had none.
		ensure!(claim.claimed < grant.work_limit, Error::<T>::TaskExhausted);
		ensure!(proof.m <= padded_rows(grant.max_rows), Error::<T>::TooManyRows);
		let id = useful_id(miner, &grant.layer, proof);
		ensure!(!Seen::<T>::contains_key(window, id), Error::<T>::AlreadyAccepted);
		Ok((admission, id, grant, claim))
	}

	/// Verifies a baseline ticket.
	pub fn check_submit_baseline(
		miner: &T::AccountId,
		window: WindowIndex,
		proof: &BaselineProof,
	) -> Result<(Window, H256), Error<T>> {
		let (Admission { window, .. }, id) = Self::admit_baseline(miner, window, proof)?;
		let work = &window.parameters.work;
		check_limit(work.rank, work.k, T::MaxK::get())
			.and_then(|()| check_baseline(work, proof))
			.map_err(Self::refusal)?;
		let ticket = verify_baseline(&Self::challenge(miner, &window), work, proof)
			.map_err(Self::refusal)?;
		ensure!(ticket.wins(window.difficulty, work.k), Error::<T>::NotWinning);
		Ok((window, id))
	}

	/// Verifies a useful ticket. Returns the inner dimension as well.
	pub fn check_submit_useful(
		miner: &T::AccountId,
		window: WindowIndex,
		task: TaskId,
		layer: LayerIndex,
		proof: &OperandProof,
	) -> Result<(Window, H256, u32), Error<T>> {
		let (Admission { window, .. }, id, grant, _) =
			Self::admit_useful(miner, window, task, layer, proof)?;
		let rank = window.parameters.work.rank;
		let layer = Layer { root_b: grant.layer.root.into(), n: grant.layer.n, k: grant.layer.k };
		check_limit(rank, layer.k, T::MaxK::get())
			.and_then(|()| check_operands(rank, &layer, proof))
			.map_err(Self::refusal)?;
		let ticket = verify_operands(&Self::challenge(miner, &window), rank, &layer, proof)
			.map_err(Self::refusal)?;
		ensure!(ticket.wins(window.difficulty, layer.k), Error::<T>::NotWinning);
		Ok((window, id, layer.k))
	}

	/// What a ticket of `miner` is bound to in `window`.
	pub fn challenge(miner: &T::AccountId, window: &Window) -> Challenge {
		Challenge {
			sector: T::Sector::get().0,
			challenge: window.challenge.into(),
			miner: *miner.as_ref(),
		}
	}

	pub(crate) fn authorize_baseline(
		_: TransactionSource,
		miner: &T::AccountId,
		window: &WindowIndex,
		proof: &BaselineProof,
	) -> TransactionValidityWithRefund {
		let (window, id) =
			Self::check_submit_baseline(miner, *window, proof).map_err(Self::invalid)?;
		let used = T::WeightInfo::authorize_submit_baseline(window.parameters.work.k);
		let announced = T::WeightInfo::authorize_submit_baseline(T::MaxK::get());
		Ok((Self::valid(&window, id), announced.saturating_sub(used)))
	}

	pub(crate) fn authorize_useful(
		_: TransactionSource,
		miner: &T::AccountId,
		window: &WindowIndex,
		task: &TaskId,
		layer: &LayerIndex,
		proof: &OperandProof,
	) -> TransactionValidityWithRefund {
		let (window, id, _) = Self::check_submit_useful(miner, *window, *task, *layer, proof)
			.map_err(Self::invalid)?;
		// The weight was computed from the lengths that have just been checked.
		Ok((Self::valid(&window, id), Weight::zero()))
	}

	/// Weight of verifying a useful ticket, by the lengths of what it carries.
	pub(crate) fn weight_of_authorize_useful(proof: &OperandProof) -> Weight {
		let strip = proof.a_strip.len().max(proof.b_strip.len());
		let k = u32::try_from(strip.div_ceil(pouw_tickets::TILE)).unwrap_or(u32::MAX);
		let siblings = proof.a_path.len().saturating_add(proof.b_path.len());
		T::WeightInfo::authorize_submit_useful(
			// A longer one is refused before it is worked on.
			k.min(T::MaxK::get()).saturating_sub(SHORTEST_K),
			u32::try_from(siblings).unwrap_or(u32::MAX),
		)
	}

	/// How the pool treats a verified ticket. Those of the older window, which is over sooner, go
	/// first.
	fn valid(window: &Window, id: H256) -> ValidTransaction {
		let now = Self::now();
		let is_closing = now >= window.closes_at();
		ValidTransaction {
			priority: T::TicketPriority::get().saturating_add(is_closing.into()),
			requires: vec![],
			provides: vec![(TAG, window.index, id).encode()],
			longevity: window.accepts_until().saturating_sub(now).into(),
			propagate: true,
		}
	}

	/// The code of a refusal is the error's number.
	pub(crate) fn invalid(error: Error<T>) -> TransactionValidityError {
		let code = error.using_encoded(|bytes| bytes.first().copied().unwrap_or(u8::MAX));
		InvalidTransaction::Custom(code).into()
	}

	fn refusal(error: ProofError) -> Error<T> {
		match error {
			ProofError::DimensionsNotAllowed(_) => Error::<T>::DimensionsNotAllowed,
			ProofError::InnerOverLimit => Error::<T>::InnerOverLimit,
			ProofError::TileNotInProduct => Error::<T>::TileNotInProduct,
			ProofError::StripLengthWrong => Error::<T>::StripLengthWrong,
			ProofError::PathLengthWrong => Error::<T>::PathLengthWrong,
			ProofError::EntryNotInt7 => Error::<T>::EntryNotInt7,
			ProofError::StripNotInA => Error::<T>::StripNotInA,
			ProofError::StripNotInB => Error::<T>::StripNotInLayer,
		}
	}
}
