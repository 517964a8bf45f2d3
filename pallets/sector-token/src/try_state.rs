// SPDX-License-Identifier: Apache-2.0
//! The invariants of the pallet's storage, one function each.

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::{ensure, pallet_prelude::Get, traits::fungible::Inspect};
use pouw_primitives::{conversion::ConversionState, AccountId, Balance};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::issued_and_pledged_are_within_the_cap()?;
		Self::nothing_is_minted_outside_the_schedule()?;
		Self::shares_are_within_their_bounds()?;
		Self::conversions_add_up_to_the_totals()?;
		Self::pending_conversions_are_counted()?;
		Self::ids_of_conversions_are_below_the_next()?;
		Self::reserve_holds_what_the_totals_say()?;
		Self::unclaimed_payments_add_up()?;
		Self::debts_are_dense_and_add_up()?;
		Self::public_income_is_there_to_be_recycled()?;
		Self::founders_without_an_account_have_nothing()?;
		Self::periods_are_in_their_slots()?;
		Self::releases_are_in_their_slots()?;
		Self::waiting_releases_are_not_carried_out()
	}

	fn issued_and_pledged_are_within_the_cap() -> Result<(), TryRuntimeError> {
		let committed = Issued::<T>::get().checked_add(Pledged::<T>::get());
		ensure!(
			committed.is_some_and(|committed| committed <= Supply::<T>::get().cap),
			"more is issued and pledged than the cap"
		);
		Ok(())
	}

	/// Burning makes the issuance less than that, so it is an upper bound.
	fn nothing_is_minted_outside_the_schedule() -> Result<(), TryRuntimeError> {
		let Some(genesis) = GenesisIssuance::<T>::get() else {
			return Ok(());
		};
		ensure!(
			T::Currency::total_issuance() <= genesis.saturating_add(Issued::<T>::get()),
			"more tokens exist than at genesis and by work"
		);
		Ok(())
	}

	fn shares_are_within_their_bounds() -> Result<(), TryRuntimeError> {
		ensure!(
			PublicShare::<T>::get() <= T::MaxPublicShare::get(),
			"the public share is greater than MaxPublicShare"
		);
		ensure!(
			FoundersShare::<T>::get() <= T::MaxFoundersShare::get(),
			"the founders' share is greater than MaxFoundersShare"
		);
		Ok(())
	}

	fn conversions_add_up_to_the_totals() -> Result<(), TryRuntimeError> {
		let (mut pending, mut settled, mut minted): (Balance, Balance, Balance) = (0, 0, 0);
		for record in Conversions::<T>::iter_values() {
			match record.state {
				ConversionState::Pending => pending = pending.saturating_add(record.amount),
				ConversionState::Settled { minted: main } => {
					settled = settled.saturating_add(record.amount);
					minted = minted.saturating_add(main);
				},
				ConversionState::Refunded { .. } => {},
			}
		}
		let totals = Totals::<T>::get();
		ensure!(pending == totals.pending, "the pending conversions are not the pending total");
		ensure!(settled == totals.settled, "the settled conversions are not the settled total");
		ensure!(minted == totals.minted, "the MAIN of the conversions is not the minted total");
		Ok(())
	}

	fn pending_conversions_are_counted() -> Result<(), TryRuntimeError> {
		let (mut all, mut of) = (0u32, BTreeMap::<AccountId, u32>::new());
		for record in Conversions::<T>::iter_values() {
			if record.state == ConversionState::Pending {
				all = all.saturating_add(1);
				let count = of.entry(record.who).or_default();
				*count = count.saturating_add(1);
			}
		}
		ensure!(all == PendingCount::<T>::get(), "the count of pending conversions is wrong");
		ensure!(all <= T::MaxPending::get(), "more conversions are pending than MaxPending");
		ensure!(
			of == PendingOf::<T>::iter().collect::<BTreeMap<_, _>>(),
			"the count of an account's pending conversions is wrong"
		);
		ensure!(
			of.values().all(|count| *count <= T::MaxPendingPerAccount::get()),
			"more conversions of an account are pending than MaxPendingPerAccount"
		);
		Ok(())
	}

	/// So none is ever given again.
	fn ids_of_conversions_are_below_the_next() -> Result<(), TryRuntimeError> {
		let next = NextConversion::<T>::get();
		ensure!(
			Conversions::<T>::iter_keys().all(|id| id < next),
			"a conversion has an id that was not given out"
		);
		Ok(())
	}

	/// What others gave the reserve comes on top.
	fn reserve_holds_what_the_totals_say() -> Result<(), TryRuntimeError> {
		let totals = Totals::<T>::get();
		ensure!(totals.released <= totals.settled, "more was released than settled");
		let needed = T::Currency::minimum_balance()
			.saturating_add(totals.pending)
			.saturating_add(totals.available())
			.saturating_add(totals.unclaimed);
		// Before genesis there is no account.
		ensure!(
			T::Currency::balance(&Self::reserve_account()) >= needed
				|| GenesisIssuance::<T>::get().is_none(),
			"the reserve holds less than pending + settled - released + unclaimed"
		);
		Ok(())
	}

	fn unclaimed_payments_add_up() -> Result<(), TryRuntimeError> {
		let unclaimed = Unclaimed::<T>::iter_values().fold(0, Balance::saturating_add);
		ensure!(
			unclaimed == Totals::<T>::get().unclaimed,
			"the unclaimed payments are not the unclaimed total"
		);
		ensure!(
			Unclaimed::<T>::iter_values().all(|amount| amount > 0),
			"an account has a claim to nothing"
		);
		Ok(())
	}

	fn debts_are_dense_and_add_up() -> Result<(), TryRuntimeError> {
		let queue = DebtsQueue::<T>::get();
		ensure!(queue.first <= queue.next, "the queue of debts ends before it begins");
		ensure!(queue.len() <= T::MaxDebts::get().into(), "there are more debts than MaxDebts");
		let mut total: Balance = 0;
		for number in queue.first..queue.next {
			let debt = Debts::<T>::get(number).ok_or("the queue of debts has a gap")?;
			ensure!(debt.amount > 0, "a debt is of nothing");
			total = total.saturating_add(debt.amount);
		}
		ensure!(total == queue.total, "the debts are not their sum");
		let entries = u64::try_from(Debts::<T>::iter_keys().count()).unwrap_or(u64::MAX);
		ensure!(entries == queue.len(), "there are debts outside their queue");
		Ok(())
	}

	fn public_income_is_there_to_be_recycled() -> Result<(), TryRuntimeError> {
		let public = Self::public_account();
		let owned = T::Currency::balance(&public).saturating_add(Unclaimed::<T>::get(&public));
		ensure!(
			owned
				>= PublicIncome::<T>::get()
					.saturating_add(CarriedOver::<T>::get())
					.saturating_add(FoundersOwed::<T>::get()),
			"the public account has less than its income and what it owes"
		);
		Ok(())
	}

	fn founders_without_an_account_have_nothing() -> Result<(), TryRuntimeError> {
		ensure!(
			Founders::<T>::exists()
				|| (FoundersShare::<T>::get().is_zero() && FoundersOwed::<T>::get() == 0),
			"the founders have a share, or are owed something, and have no account"
		);
		Ok(())
	}

	fn releases_are_in_their_slots() -> Result<(), TryRuntimeError> {
		for (slot, answer) in Releases::<T>::iter() {
			ensure!(
				releases::slot(answer.release) == slot,
				"a release is on record in a wrong slot"
			);
		}
		Ok(())
	}

	fn waiting_releases_are_not_carried_out() -> Result<(), TryRuntimeError> {
		let waiting = WaitingReleases::<T>::get();
		let numbers: BTreeSet<_> = waiting.iter().map(|order| order.release).collect();
		ensure!(numbers.len() == waiting.len(), "a release waits twice");
		for answer in Releases::<T>::iter_values() {
			ensure!(!numbers.contains(&answer.release), "a release waits and is answered");
		}
		Ok(())
	}

	fn periods_are_in_their_slots() -> Result<(), TryRuntimeError> {
		for (slot, record) in Periods::<T>::iter() {
			ensure!(
				recycling::slot(record.period) == slot,
				"a period is on record in a wrong slot"
			);
			ensure!(record.period < CurrentPeriod::<T>::get(), "a period is on record too early");
			ensure!(record.converted <= record.due, "more was recycled than was due");
			ensure!(
				record.conversion.is_some() == (record.converted > 0),
				"a period has a conversion of nothing, or none of something"
			);
			ensure!(
				record.founders_due <= record.founders && record.founders <= record.income,
				"the founders' part of a period is more than its income, or gave more than it is"
			);
		}
		Ok(())
	}
}
