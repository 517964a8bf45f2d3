// SPDX-License-Identifier: Apache-2.0
//! The invariants of the pallet's storage, one function each.

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::{ensure, pallet_prelude::Get, traits::fungible::Inspect};
use pouw_primitives::{
	settlement::{SettlementRecord, SettlementState},
	Balance, BlockNumber, SectorId,
};
use sp_runtime::TryRuntimeError;

/// Whether a conversion has to be on the agenda, and at which block if that is known.
fn due(state: &SettlementState) -> Option<Option<BlockNumber>> {
	match state {
		SettlementState::Witnessing { deadline, .. } => Some(Some(*deadline)),
		SettlementState::Minted { told: false, .. }
		| SettlementState::Cancelled { told: false, .. } => Some(None),
		_ => None,
	}
}

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::main_issued_is_what_was_settled()?;
		Self::main_in_existence_is_what_was_issued_less_what_was_burned()?;
		Self::totals_cover_the_records()?;
		Self::open_conversions_are_counted()?;
		Self::admissions_stay_below_the_cap()?;
		Self::each_queued_conversion_has_one_place()?;
		Self::queued_conversions_are_counted()?;
		Self::each_waiting_draw_has_one_place()?;
		Self::agenda_has_what_is_due_and_nothing_else()?;
		Self::witnesses_are_two_other_sectors()?;
		Self::no_number_below_the_horizon_is_kept()?;
		Self::open_releases_are_between_their_ends()?;
		Self::emergency_liquidity_stays_below_its_cap()
	}

	/// MAIN minted here and tolls still to be minted are together what the sectors' conversions were
	/// worth.
	fn main_issued_is_what_was_settled() -> Result<(), TryRuntimeError> {
		let settled = Totals::<T>::iter_values()
			.fold(0, |sum: Balance, totals| sum.saturating_add(totals.minted));
		let issued = Issued::<T>::get().saturating_add(PendingToll::<T>::get());
		ensure!(issued == settled, "MAIN issued is not what was settled");
		Ok(())
	}

	/// Accounts can burn their own MAIN besides, so it is an upper bound.
	fn main_in_existence_is_what_was_issued_less_what_was_burned() -> Result<(), TryRuntimeError> {
		let Some(genesis) = GenesisIssuance::<T>::get() else {
			return Ok(());
		};
		let most = genesis
			.checked_add(Issued::<T>::get())
			.and_then(|given| given.checked_sub(Burned::<T>::get()))
			.ok_or("more MAIN was burned than there ever was")?;
		ensure!(
			T::Currency::total_issuance() <= most,
			"more MAIN exists than was issued and not burned"
		);
		Ok(())
	}

	/// What is kept of minted conversions is part of their sector's totals: none was minted without
	/// being counted, or counted twice where all are kept.
	fn totals_cover_the_records() -> Result<(), TryRuntimeError> {
		let mut kept = BTreeMap::<SectorId, (u64, Balance, Balance)>::new();
		for (source, _, record) in Conversions::<T>::iter() {
			if matches!(record.state, SettlementState::Minted { .. }) {
				let quote = record.quote.ok_or("a minted conversion has no quote")?;
				let (count, minted, converted) = kept.entry(source).or_default();
				*count = count.saturating_add(1);
				*minted = minted.saturating_add(quote.main);
				*converted = converted.saturating_add(record.request.amount);
			}
		}
		for (source, (count, minted, converted)) in kept {
			let totals = Totals::<T>::get(source);
			let all_kept = Horizon::<T>::get(source) == 0;
			ensure!(
				totals.settled >= count && totals.minted >= minted && totals.converted >= converted,
				"a sector's totals are less than its records"
			);
			ensure!(
				!all_kept || (totals.settled, totals.minted) == (count, minted),
				"a sector's totals are not the sum of its records"
			);
		}
		Ok(())
	}

	fn open_conversions_are_counted() -> Result<(), TryRuntimeError> {
		let mut open = BTreeMap::<SectorId, u32>::new();
		for (source, _, record) in Conversions::<T>::iter() {
			if record.state.ended_at().is_none() {
				let count = open.entry(source).or_default();
				*count = count.saturating_add(1);
			}
		}
		ensure!(
			open.values().all(|count| *count <= T::MaxOpen::get()),
			"a sector has more open conversions than MaxOpen"
		);
		let counted: BTreeMap<SectorId, u32> = Open::<T>::iter().collect();
		ensure!(counted == open, "the counts of open conversions are wrong");
		Ok(())
	}

	/// What counts against an era's cap is at least what was admitted in it and not cancelled, and at
	/// most the cap.
	fn admissions_stay_below_the_cap() -> Result<(), TryRuntimeError> {
		for (source, usage) in CapUses::<T>::iter() {
			ensure!(usage.used <= usage.limit, "more was admitted in an era than its cap");
			let kept = Conversions::<T>::iter_prefix_values(source)
				.filter(|record| !matches!(record.state, SettlementState::Cancelled { .. }))
				.filter_map(|record| record.quote)
				.filter(|quote| quote.era == usage.era)
				.fold(0, |sum: Balance, quote| sum.saturating_add(quote.main));
			ensure!(kept <= usage.used, "an admission does not count against the cap");
		}
		Ok(())
	}

	fn each_queued_conversion_has_one_place() -> Result<(), TryRuntimeError> {
		let mut places = BTreeMap::<Key, u32>::new();
		for (source, place, id) in Queue::<T>::iter() {
			let ends = QueueEnds::<T>::get(source);
			ensure!(
				(ends.first..ends.next).contains(&place),
				"a place is outside its sector's queue"
			);
			let count = places.entry((source, id)).or_default();
			*count = count.saturating_add(1);
		}
		for (source, id, record) in Conversions::<T>::iter() {
			let is_queued = matches!(record.state, SettlementState::Queued { .. });
			let count = places.get(&(source, id)).copied().unwrap_or_default();
			ensure!(!is_queued || count == 1, "a queued conversion has not one place");
			ensure!(!is_queued || record.quote.is_none(), "a queued conversion has a quote");
		}
		let queued: BTreeSet<SectorId> = QueuedSectors::<T>::get().into_iter().collect();
		ensure!(queued.len() == QueuedSectors::<T>::get().len(), "a sector is listed twice");
		let with_queue: BTreeSet<SectorId> = QueueEnds::<T>::iter()
			.filter(|(_, ends)| !ends.is_empty())
			.map(|(source, _)| source)
			.collect();
		ensure!(queued == with_queue, "the list of sectors with queues is wrong");
		Ok(())
	}

	fn queued_conversions_are_counted() -> Result<(), TryRuntimeError> {
		let mut queued = BTreeMap::<SectorId, Waiting>::new();
		for (source, _, record) in Conversions::<T>::iter() {
			if matches!(record.state, SettlementState::Queued { .. }) {
				let waiting = queued.entry(source).or_default();
				waiting.count = waiting.count.saturating_add(1);
				waiting.amount = waiting.amount.saturating_add(record.request.amount);
			}
		}
		ensure!(
			queued.values().all(|waiting| waiting.count <= T::MaxQueued::get()),
			"more conversions of a sector are queued than MaxQueued"
		);
		let counted: BTreeMap<SectorId, Waiting> = Queued::<T>::iter().collect();
		ensure!(counted == queued, "the counts of queued conversions are wrong");
		Ok(())
	}

	fn each_waiting_draw_has_one_place() -> Result<(), TryRuntimeError> {
		let ends = DrawEnds::<T>::get();
		let mut places = BTreeMap::<Key, u32>::new();
		for (place, key) in DrawQueue::<T>::iter() {
			ensure!((ends.first..ends.next).contains(&place), "a place is outside the queue");
			let count = places.entry(key).or_default();
			*count = count.saturating_add(1);
		}
		for (source, id, record) in Conversions::<T>::iter() {
			if matches!(record.state, SettlementState::Drawing { .. }) {
				ensure!(
					places.get(&(source, id)) == Some(&1),
					"a conversion that waits for its draw has not one place"
				);
				ensure!(record.quote.is_some(), "a draw without a quote");
			}
		}
		Ok(())
	}

	fn agenda_has_what_is_due_and_nothing_else() -> Result<(), TryRuntimeError> {
		let cursor = AgendaCursor::<T>::get().unwrap_or_default();
		let mut entries = BTreeMap::<Key, BlockNumber>::new();
		for (block, key, ()) in Agenda::<T>::iter() {
			ensure!(block >= cursor, "the agenda was passed by");
			ensure!(entries.insert(key, block).is_none(), "a conversion is on the agenda twice");
		}
		for (source, id, record) in Conversions::<T>::iter() {
			let entry = entries.remove(&(source, id));
			match due(&record.state) {
				Some(Some(deadline)) => {
					ensure!(entry == Some(deadline), "the end of a round is not on the agenda");
				},
				Some(None) => ensure!(entry.is_some(), "a sector will not be told of an end"),
				None => ensure!(entry.is_none(), "a conversion is on the agenda without reason"),
			}
		}
		ensure!(entries.is_empty(), "a conversion of the agenda has no record");
		Ok(())
	}

	fn witnesses_are_two_other_sectors() -> Result<(), TryRuntimeError> {
		for (source, _, record) in Conversions::<T>::iter() {
			let SettlementRecord { state, .. } = record;
			let pair = match state {
				SettlementState::Witnessing { witnesses, round, .. } => {
					ensure!(round <= T::MaxRedraws::get(), "a round too many");
					ensure!(
						!witnesses.iter().all(|drawn| drawn.attested),
						"both have attested and nothing was minted"
					);
					witnesses.map(|drawn| drawn.sector)
				},
				SettlementState::Minted { witnesses, .. } => witnesses,
				_ => continue,
			};
			let [a, b] = pair;
			ensure!(a != b, "one sector is both witnesses");
			ensure!(a != source && b != source, "a source witnesses its own conversion");
		}
		Ok(())
	}

	fn open_releases_are_between_their_ends() -> Result<(), TryRuntimeError> {
		for (sector, release, order) in Releases::<T>::iter() {
			let ends = ReleaseEnds::<T>::get(sector);
			ensure!(
				(ends.first..ends.next).contains(&release),
				"an open release is not among those of its sector"
			);
			ensure!(order.release == release, "a release is under another number");
		}
		for (sector, ends) in ReleaseEnds::<T>::iter() {
			ensure!(
				ends.next.saturating_sub(ends.first) <= T::MaxReleases::get().into(),
				"more releases are open than MaxReleases"
			);
			ensure!(
				ends.is_empty() || Releases::<T>::contains_key(sector, ends.first),
				"the oldest open release is answered"
			);
		}
		Ok(())
	}

	fn emergency_liquidity_stays_below_its_cap() -> Result<(), TryRuntimeError> {
		let usage = EmergencyUses::<T>::get();
		ensure!(usage.used <= usage.limit, "emergency liquidity cost more than its cap");
		ensure!(usage.period <= Self::emergency_period(), "a period of the future was used");
		Ok(())
	}

	fn no_number_below_the_horizon_is_kept() -> Result<(), TryRuntimeError> {
		for (source, id, record) in Conversions::<T>::iter() {
			let ahead = id.checked_sub(Horizon::<T>::get(source));
			ensure!(ahead.is_some(), "a forgotten conversion is kept");
			ensure!(ahead < Some(T::MaxAhead::get()), "a number is too far ahead");
			ensure!(record.request.conversion == id, "a record is under another number");
		}
		Ok(())
	}
}
