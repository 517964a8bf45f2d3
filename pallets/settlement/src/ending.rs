// SPDX-License-Identifier: Apache-2.0
//! How a conversion ends: minted or cancelled, its sector told, and forgotten at last.

use crate::*;
use frame_support::{
	defensive, ensure,
	pallet_prelude::{DispatchResult, Get},
	storage::with_storage_layer,
	traits::fungible::Mutate,
};
use pouw_primitives::{
	conversion::{CancelReason, ConversionId},
	settlement::{SettlementRecord, SettlementState, WITNESSES},
	Balance, BlockNumber, HubToSector, SectorId,
};
use pouw_traits::SendMessage;

/// Blocks until a sector whose queue was full is told again for the first time. Later it is a quarter of the time
/// that it could not be told: of a sector that stands still for good there may be many conversions to tell of, and
/// these must not take the steps of others.
const TELLING_INTERVAL: BlockNumber = 10;
/// Most blocks until then.
const LONGEST_TELLING_INTERVAL: BlockNumber = 300;
/// Ended conversions looked at, to be forgotten, for each that ends: more than come, so that none stay.
const FORGOTTEN_PER_END: u32 = 2;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_cancel(source: SectorId, id: ConversionId) -> DispatchResult {
		let record = Conversions::<T>::get(source, id).ok_or(Error::<T>::UnknownConversion)?;
		ensure!(record.state.ended_at().is_none(), Error::<T>::AlreadyEnded);
		if matches!(record.state, SettlementState::Queued { .. }) {
			Self::leave_queue(source, record.request.amount);
		}
		Self::end_cancelled(source, id, record, CancelReason::Governance, Self::now());
		Ok(())
	}

	/// Cancels a conversion and tells its sector and its witnesses.
	pub(crate) fn end_cancelled(
		source: SectorId,
		id: ConversionId,
		mut record: SettlementRecord,
		reason: CancelReason,
		now: BlockNumber,
	) {
		if let SettlementState::Witnessing { round, witnesses, deadline } = &record.state {
			Agenda::<T>::remove(deadline, (source, id));
			Self::withdraw(source, id, *round, witnesses);
		}
		if let Some(quote) = record.quote {
			Self::give_back_room(source, quote);
		}
		Totals::<T>::mutate(source, |totals| {
			totals.cancelled = totals.cancelled.saturating_add(1);
		});
		record.state = SettlementState::Cancelled { reason, at: now, told: false };
		Self::deposit_event(Event::Cancelled { source, conversion: id, reason });
		Self::end(source, id, record, now);
	}

	/// Mints what was quoted. A beneficiary that cannot receive it gets nothing, and the conversion is
	/// cancelled.
	pub(crate) fn settle(
		source: SectorId,
		id: ConversionId,
		mut record: SettlementRecord,
		round: u32,
		witnesses: [SectorId; WITNESSES],
		now: BlockNumber,
	) {
		let Some(quote) = record.quote else {
			defensive!("a witnessed conversion has no quote");
			return Self::end_cancelled(source, id, record, CancelReason::WorthTooLittle, now);
		};
		let amount = quote.main.saturating_sub(quote.toll);
		let beneficiary = record.request.beneficiary.clone();
		if !Self::issue(&beneficiary, amount) {
			return Self::end_cancelled(source, id, record, CancelReason::BeneficiaryUnable, now);
		}
		Self::collect_toll(quote.toll);
		if let SettlementState::Witnessing { deadline, .. } = record.state {
			Agenda::<T>::remove(deadline, (source, id));
		}
		let converted = record.request.amount;
		Totals::<T>::mutate(source, |totals| {
			totals.settled = totals.settled.saturating_add(1);
			totals.converted = totals.converted.saturating_add(converted);
			totals.minted = totals.minted.saturating_add(quote.main);
			totals.tolls = totals.tolls.saturating_add(quote.toll);
		});
		record.state = SettlementState::Minted { witnesses, round, at: now, told: false };
		Self::deposit_event(Event::Minted {
			source,
			conversion: id,
			beneficiary,
			amount,
			toll: quote.toll,
		});
		Self::end(source, id, record, now);
	}

	/// The only place that mints. Returns false, with nothing changed, if `who` cannot receive `amount`.
	fn issue(who: &T::AccountId, amount: Balance) -> bool {
		let minted = with_storage_layer(|| T::Currency::mint_into(who, amount)).is_ok();
		if minted {
			Issued::<T>::mutate(|issued| *issued = issued.saturating_add(amount));
		}
		minted
	}

	/// Mints the toll to the treasury together with what is pending.
	fn collect_toll(toll: Balance) {
		let pending = PendingToll::<T>::get().saturating_add(toll);
		if pending == 0 {
			return;
		}
		if Self::issue(&T::Treasury::get(), pending) {
			PendingToll::<T>::kill();
		} else {
			PendingToll::<T>::put(pending);
			Self::deposit_event(Event::TollDeferred { pending });
		}
	}

	/// Stores a final record, tells the sector, and forgets older ones.
	fn end(source: SectorId, id: ConversionId, record: SettlementRecord, now: BlockNumber) {
		Open::<T>::mutate_exists(source, |open| {
			*open = open.and_then(|n| n.checked_sub(1)).filter(|n| *n > 0);
		});
		Self::tell(source, id, record, now);
		Self::forget(source, now);
	}

	/// Tells the sector of an end, or has it told later. Stores the record.
	pub(crate) fn tell(
		source: SectorId,
		id: ConversionId,
		mut record: SettlementRecord,
		now: BlockNumber,
	) {
		let untold_for = record.state.ended_at().map_or(0, |at| now.saturating_sub(at));
		let (message, told) = match &mut record.state {
			SettlementState::Minted { told, .. } => {
				let minted = record.quote.map(|quote| quote.main).unwrap_or_default();
				(HubToSector::ConversionSettled { conversion: id, minted }, told)
			},
			SettlementState::Cancelled { reason, told, .. } => {
				(HubToSector::ConversionCancelled { conversion: id, reason: *reason }, told)
			},
			_ => {
				defensive!("the sector of an open conversion was to be told of its end");
				return;
			},
		};
		let was_told = *told;
		*told = with_storage_layer(|| T::Messages::send(source, message)).is_ok() || was_told;
		if !*told {
			let interval = untold_for
				.checked_div(4)
				.unwrap_or_default()
				.clamp(TELLING_INTERVAL, LONGEST_TELLING_INTERVAL);
			Agenda::<T>::insert(now.saturating_add(interval), (source, id), ());
			Self::deposit_event(Event::TellingPostponed { source, conversion: id });
		}
		Conversions::<T>::insert(source, id, record);
	}

	/// Forgets the oldest conversions of a sector that ended long enough ago.
	pub(crate) fn forget(source: SectorId, now: BlockNumber) {
		let before = Horizon::<T>::get(source);
		let mut horizon = before;
		for _ in 0..FORGOTTEN_PER_END {
			let Some(record) = Conversions::<T>::get(source, horizon) else { break };
			let told = matches!(
				record.state,
				SettlementState::Minted { told: true, .. }
					| SettlementState::Cancelled { told: true, .. }
			);
			let over = record
				.state
				.ended_at()
				.is_some_and(|at| now.saturating_sub(at) >= T::RetentionPeriod::get());
			if !(told && over) {
				break;
			}
			Conversions::<T>::remove(source, horizon);
			horizon = horizon.saturating_add(1);
		}
		if horizon != before {
			Horizon::<T>::insert(source, horizon);
		}
	}
}
