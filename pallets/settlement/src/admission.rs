// SPDX-License-Identifier: Apache-2.0
//! What a conversion is worth, whether the era's cap has room for it, and the queue of those it has not.

use crate::*;
use frame_support::{
	defensive,
	pallet_prelude::{Get, Weight},
	traits::fungible::Inspect,
};
use pouw_primitives::{
	conversion::{CancelReason, ConversionId},
	settlement::{Quote, SettlementRecord, SettlementState},
	Balance, BlockNumber, SectorId,
};
use pouw_traits::{RelayRandomness, SectorRegistry};
use sp_runtime::FixedPointNumber;

/// What is to be done with a conversion that is not admitted.
pub(crate) enum Admission {
	/// The cap has room for it.
	Admit(Quote),
	/// It has not, for now.
	Wait,
	/// It will never be admitted.
	Refuse(CancelReason),
}

impl<T: Config> Pallet<T> {
	/// Whether `amount` of the token of `source` can be admitted now.
	pub(crate) fn admission(source: SectorId, amount: Balance) -> Admission {
		if !T::Sectors::may_convert(source) {
			return Admission::Refuse(CancelReason::SectorInactive);
		}
		let cap = T::Sectors::mint_cap(source);
		// More MAIN than a balance can say is more than any cap.
		let Some(main) = T::Sectors::rate(source).checked_mul_int(amount) else {
			return Admission::Refuse(CancelReason::AboveCap);
		};
		let toll = T::Toll::get().mul_floor(main);
		let net = main.saturating_sub(toll);
		if net == 0 || net < T::Currency::minimum_balance() {
			return Admission::Refuse(CancelReason::WorthTooLittle);
		}
		if main > cap {
			return Admission::Refuse(CancelReason::AboveCap);
		}
		let era = T::Sectors::era(source);
		match Self::used_in(source, era).checked_add(main) {
			Some(used) if used <= cap => Admission::Admit(Quote { era, main, toll }),
			_ => Admission::Wait,
		}
	}

	/// MAIN admitted in an era of a sector.
	fn used_in(source: SectorId, era: u32) -> Balance {
		let usage = CapUses::<T>::get(source);
		if usage.era == era {
			usage.used
		} else {
			0
		}
	}

	/// Counts the quote against the cap and queues the draw. The caller stores the record.
	pub(crate) fn admit(
		source: SectorId,
		id: ConversionId,
		record: &mut SettlementRecord,
		quote: Quote,
		now: BlockNumber,
	) {
		let cap = T::Sectors::mint_cap(source);
		CapUses::<T>::mutate(source, |usage| {
			if usage.era != quote.era {
				*usage = CapUse { era: quote.era, ..Default::default() };
			}
			usage.used = usage.used.saturating_add(quote.main);
			usage.limit = usage.limit.max(cap);
		});
		record.quote = Some(quote);
		Self::queue_draw(source, id, record, 0, now);
		let Quote { main, toll, .. } = quote;
		Self::deposit_event(Event::Admitted { source, conversion: id, main, toll });
	}

	/// Makes room in the cap again for a conversion that will not be minted.
	pub(crate) fn give_back_room(source: SectorId, quote: Quote) {
		CapUses::<T>::mutate(source, |usage| {
			if usage.era == quote.era {
				usage.used = usage.used.saturating_sub(quote.main);
			}
		});
	}

	/// Has a conversion wait for the draw of a round. The caller stores the record.
	pub(crate) fn queue_draw(
		source: SectorId,
		id: ConversionId,
		record: &mut SettlementRecord,
		round: u32,
		now: BlockNumber,
	) {
		record.state = SettlementState::Drawing {
			round,
			randomness_from: T::Randomness::first_unknown(T::RandomnessDelay::get()),
			expires: now.saturating_add(T::DrawPatience::get()),
		};
		let place = DrawEnds::<T>::mutate(|ends| ends.fill());
		DrawQueue::<T>::insert(place, (source, id));
	}

	/// Whether conversions of `source` wait for room in its cap.
	pub(crate) fn has_queue(source: SectorId) -> bool {
		!QueueEnds::<T>::get(source).is_empty()
	}

	/// Has a conversion wait for room in the cap, or says why it cannot. The caller stores the record.
	pub(crate) fn enqueue(
		source: SectorId,
		id: ConversionId,
		record: &mut SettlementRecord,
		now: BlockNumber,
	) -> Result<(), CancelReason> {
		let waiting = Self::waiting_with(source, record.request.amount);
		let waiting = waiting.ok_or(CancelReason::CapUsedUp)?;
		let mut ends = QueueEnds::<T>::get(source);
		if ends.is_empty() && QueuedSectors::<T>::try_append(source).is_err() {
			return Err(CancelReason::Congested);
		}
		Queued::<T>::insert(source, waiting);
		Queue::<T>::insert(source, ends.fill(), id);
		QueueEnds::<T>::insert(source, ends);
		let expires = now.saturating_add(T::QueuePatience::get());
		record.state = SettlementState::Queued { expires };
		Self::deposit_event(Event::Queued { source, conversion: id, expires });
		Ok(())
	}

	/// What waits of a sector with one more conversion of `amount`; none if that would be more than may wait.
	///
	/// A conversion that waits costs nothing and is refunded at last if its turn does not come, so one that
	/// would wait for long is refunded at once. Else who has used up a cap could fill the sector's places with
	/// such conversions, and keep out those that the next era has room for.
	fn waiting_with(source: SectorId, amount: Balance) -> Option<Waiting> {
		let before = Queued::<T>::get(source);
		let count = before.count.checked_add(1).filter(|count| *count <= T::MaxQueued::get())?;
		let amount = before.amount.checked_add(amount)?;
		let main = T::Sectors::rate(source).checked_mul_int(amount)?;
		let most = T::Sectors::mint_cap(source).saturating_mul(T::MaxQueuedEras::get().into());
		(main <= most).then_some(Waiting { count, amount })
	}

	/// Counts a conversion no longer that was queued. Its place is passed over in its turn.
	pub(crate) fn leave_queue(source: SectorId, amount: Balance) {
		Queued::<T>::mutate_exists(source, |waiting| {
			let before = waiting.unwrap_or_default();
			let left = before.count.checked_sub(1).zip(before.amount.checked_sub(amount));
			if left.is_none() {
				defensive!("a conversion was queued and not counted");
			}
			*waiting = left
				.filter(|(count, _)| *count > 0)
				.map(|(count, amount)| Waiting { count, amount });
		});
	}

	/// Looks at the heads of the queues, at most `limit` conversions; sectors take turns from block to
	/// block.
	pub(crate) fn serve_queues(now: BlockNumber, limit: u32) -> Weight {
		let mut weight = Weight::zero();
		let mut sectors = QueuedSectors::<T>::get();
		if sectors.is_empty() {
			return weight;
		}
		let mut left = limit;
		let mut shown = 0;
		let mut emptied = alloc::vec::Vec::new();
		for source in sectors.iter() {
			if left == 0 {
				break;
			}
			shown = usize::saturating_add(shown, 1);
			let (steps, step_weight, is_empty) = Self::serve_queue(*source, now, left);
			left = left.saturating_sub(steps);
			weight.saturating_accrue(step_weight);
			if is_empty {
				emptied.push(*source);
			}
		}
		// Those not reached are the first next time.
		let all_shown = shown >= sectors.len();
		if !emptied.is_empty() || !all_shown {
			if !all_shown {
				sectors.as_mut().rotate_left(shown);
			}
			sectors.retain(|source| !emptied.contains(source));
			QueuedSectors::<T>::put(sectors);
		}
		weight
	}

	/// Takes conversions off the head of a queue as long as one can go, at most `limit`. Returns the
	/// steps taken, their weight, and whether the queue is empty.
	fn serve_queue(source: SectorId, now: BlockNumber, limit: u32) -> (u32, Weight, bool) {
		let mut ends = QueueEnds::<T>::get(source);
		let before = ends;
		let mut weight = Weight::zero();
		let mut steps: u32 = 0;
		while steps < limit && !ends.is_empty() {
			steps = steps.saturating_add(1);
			weight.saturating_accrue(T::WeightInfo::admit());
			if let Some(id) = Queue::<T>::get(source, ends.first) {
				if !Self::look_at_queued(source, id, now, &mut weight) {
					break;
				}
			} else {
				defensive!("a place of the queue is empty");
			}
			Queue::<T>::remove(source, ends.first);
			ends.empty();
		}
		if ends.is_empty() {
			QueueEnds::<T>::remove(source);
		} else if ends != before {
			QueueEnds::<T>::insert(source, ends);
		}
		(steps, weight, ends.is_empty())
	}

	/// Admits or ends a queued conversion if it is time for either. Returns false if it waits on.
	fn look_at_queued(
		source: SectorId,
		id: ConversionId,
		now: BlockNumber,
		weight: &mut Weight,
	) -> bool {
		let Some(mut record) = Conversions::<T>::get(source, id) else { return true };
		let SettlementState::Queued { expires } = record.state else { return true };
		let reason = match Self::admission(source, record.request.amount) {
			Admission::Admit(quote) => {
				Self::leave_queue(source, record.request.amount);
				Self::admit(source, id, &mut record, quote, now);
				Conversions::<T>::insert(source, id, record);
				return true;
			},
			Admission::Refuse(reason) => reason,
			Admission::Wait if now >= expires => CancelReason::Congested,
			Admission::Wait => return false,
		};
		weight.saturating_accrue(T::WeightInfo::end());
		Self::leave_queue(source, record.request.amount);
		Self::end_cancelled(source, id, record, reason, now);
		true
	}
}
