// SPDX-License-Identifier: Apache-2.0
//! The invariants of the pallet's storage, one function each.

use crate::*;
use alloc::collections::BTreeSet;
use frame_support::{ensure, pallet_prelude::Get, traits::fungible::InspectHold};
use pouw_primitives::{miner::ALLOWANCE, x25519::is_low_order, BlockNumber};
use sp_runtime::{SaturatedConversion, TryRuntimeError};

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::registry_is_within_its_bound()?;
		Self::roster_is_dense_and_indexed()?;
		Self::roster_holds_exactly_the_available_miners()?;
		Self::changes_of_the_roster_fit_it()?;
		Self::deposits_are_held()?;
		Self::bonds_are_held()?;
		Self::nobody_is_registered_and_departed()?;
		Self::standings_are_of_miners_or_their_bonds()?;
		Self::observations_are_of_miners_or_their_bonds()?;
		Self::lots_are_those_of_the_roster()?;
		Self::feedback_is_bounded()?;
		Self::roll_call_is_within_its_slots()?;
		Self::nobody_has_answered_a_roll_call_to_come()?;
		Self::counts_of_settled_assignments_are_consistent()?;
		Self::allowances_are_within_their_bound()?;
		Self::registered_keys_can_be_sealed_to()?;
		Self::bond_target_is_within_its_bounds()?;
		Self::candidates_are_ranked_distinct_and_registered()?;
		Self::invulnerables_are_distinct()
	}

	fn registry_is_within_its_bound() -> Result<(), TryRuntimeError> {
		let count = u32::try_from(Miners::<T>::iter_keys().count()).unwrap_or(u32::MAX);
		ensure!(Miners::<T>::count() == count, "the count of miners is not their number");
		ensure!(count <= T::MaxMiners::get(), "more miners are registered than MaxMiners");
		Ok(())
	}

	fn roster_is_dense_and_indexed() -> Result<(), TryRuntimeError> {
		let len = RosterLen::<T>::get();
		for number in 0..len {
			let miner = Roster::<T>::get(number).ok_or("the roster has a gap")?;
			ensure!(
				RosterIndex::<T>::get(&miner) == Some(number),
				"the roster's index disagrees with the roster"
			);
		}
		let entries = u32::try_from(Roster::<T>::iter_keys().count()).unwrap_or(u32::MAX);
		ensure!(entries == len, "the roster has entries beyond its length");
		let indexed = u32::try_from(RosterIndex::<T>::iter_keys().count()).unwrap_or(u32::MAX);
		ensure!(indexed == len, "the roster's index has entries that the roster has not");
		Ok(())
	}

	fn roster_holds_exactly_the_available_miners() -> Result<(), TryRuntimeError> {
		for (miner, record) in Miners::<T>::iter() {
			ensure!(
				record.available == Entries::<T>::contains_key(&miner),
				"a miner is available but not on the roster, or the other way round"
			);
		}
		for miner in Entries::<T>::iter_keys() {
			ensure!(Miners::<T>::contains_key(&miner), "the roster has an unregistered miner");
		}
		Ok(())
	}

	/// With all changes carried out the roster is that of the available miners; until then, those who leave it
	/// are not drawn.
	fn changes_of_the_roster_fit_it() -> Result<(), TryRuntimeError> {
		let (first, next) = PendingChanges::<T>::get();
		let changes = u64::try_from(RosterChanges::<T>::iter_keys().count()).unwrap_or(u64::MAX);
		ensure!(
			first.saturating_add(changes) == next,
			"there are changes of the roster that nobody made"
		);
		let mut present: BTreeSet<_> = RosterIndex::<T>::iter_keys().collect();
		let mut leaving = BTreeSet::new();
		for number in first..next {
			let change =
				RosterChanges::<T>::get(number).ok_or("a change of the roster is missing")?;
			if change.enters {
				ensure!(present.insert(change.miner), "a miner enters the roster twice");
			} else {
				ensure!(present.remove(&change.miner), "a miner leaves the roster twice");
				leaving.insert(change.miner);
			}
		}
		ensure!(
			Entries::<T>::iter_keys().collect::<BTreeSet<_>>() == present,
			"the changes of the roster do not make it that of the available miners"
		);
		for (number, miner) in Roster::<T>::iter() {
			ensure!(
				Lots::<T>::get(number)
					.is_some_and(|lot| lot.has_left() == leaving.contains(&miner)),
				"a miner that has left is drawn, or one that has not is not"
			);
		}
		Ok(())
	}

	fn deposits_are_held() -> Result<(), TryRuntimeError> {
		for (miner, record) in Miners::<T>::iter() {
			let held = T::Currency::balance_on_hold(&HoldReason::MinerDeposit.into(), &miner);
			ensure!(held == record.deposit, "a miner's deposit is not what is held of it");
		}
		Ok(())
	}

	fn counts_of_settled_assignments_are_consistent() -> Result<(), TryRuntimeError> {
		for record in Miners::<T>::iter_values() {
			ensure!(
				record.accepted <= record.assigned,
				"a miner has more accepted assignments than settled ones"
			);
		}
		Ok(())
	}

	fn allowances_are_within_their_bound() -> Result<(), TryRuntimeError> {
		let of_miners = Miners::<T>::iter_values().map(|record| record.allowance_used);
		let of_departures = Departures::<T>::iter_values().map(|left| left.allowance_used);
		ensure!(
			of_miners.chain(of_departures).all(|used| used <= ALLOWANCE),
			"a miner has used more than the allowance of abstentions"
		);
		Ok(())
	}

	fn registered_keys_can_be_sealed_to() -> Result<(), TryRuntimeError> {
		ensure!(
			Miners::<T>::iter_values().all(|record| !is_low_order(&record.encryption_key)),
			"a miner has a key to which nothing can be sealed"
		);
		Ok(())
	}

	fn bonds_are_held() -> Result<(), TryRuntimeError> {
		let held =
			|who: &T::AccountId| T::Currency::balance_on_hold(&HoldReason::MinerBond.into(), who);
		for (miner, record) in Miners::<T>::iter() {
			ensure!(held(&miner) == record.bond, "a miner's bond is not what is held of it");
		}
		for (miner, departure) in Departures::<T>::iter() {
			ensure!(
				held(&miner) == departure.bond && departure.bond > 0,
				"the bond of a miner that left is not what is held of it"
			);
		}
		Ok(())
	}

	fn nobody_is_registered_and_departed() -> Result<(), TryRuntimeError> {
		for miner in Departures::<T>::iter_keys() {
			ensure!(!Miners::<T>::contains_key(&miner), "a registered miner has also left");
		}
		Ok(())
	}

	fn standings_are_of_miners_or_their_bonds() -> Result<(), TryRuntimeError> {
		for miner in Standings::<T>::iter_keys() {
			ensure!(
				Miners::<T>::contains_key(&miner) || Departures::<T>::contains_key(&miner),
				"an account has a standing that is no miner and left no bond"
			);
		}
		Ok(())
	}

	fn observations_are_of_miners_or_their_bonds() -> Result<(), TryRuntimeError> {
		for miner in Performances::<T>::iter_keys().chain(Feedbacks::<T>::iter_keys()) {
			ensure!(
				Miners::<T>::contains_key(&miner) || Departures::<T>::contains_key(&miner),
				"an account was observed or rated that is no miner and left no bond"
			);
		}
		Ok(())
	}

	fn lots_are_those_of_the_roster() -> Result<(), TryRuntimeError> {
		for (number, miner) in Roster::<T>::iter() {
			let lot = Lots::<T>::get(number);
			ensure!(
				lot.is_some_and(|lot| lot.has_left()) || lot == Self::lot_of(&miner),
				"a miner is not drawn by what is known of it"
			);
		}
		let lots = u32::try_from(Lots::<T>::iter_keys().count()).unwrap_or(u32::MAX);
		ensure!(lots == RosterLen::<T>::get(), "there are lots of numbers that nobody has");
		Ok(())
	}

	fn feedback_is_bounded() -> Result<(), TryRuntimeError> {
		ensure!(
			Feedbacks::<T>::iter_values().all(|feedback| feedback.is_bounded()),
			"clients say more of a miner than they can"
		);
		Ok(())
	}

	fn roll_call_is_within_its_slots() -> Result<(), TryRuntimeError> {
		let Some(call) = CurrentRollCall::<T>::get() else { return Ok(()) };
		ensure!(!call.seeds.is_empty(), "a roll call has no slot");
		let now: BlockNumber = frame_system::Pallet::<T>::block_number().saturated_into();
		ensure!(call.slot_began <= now, "a slot began in the future");
		Ok(())
	}

	fn nobody_has_answered_a_roll_call_to_come() -> Result<(), TryRuntimeError> {
		let next = CurrentRollCall::<T>::get().map_or(0, |call| call.index.saturating_add(1));
		ensure!(
			Performances::<T>::iter_values().all(|observed| observed.online.from <= next),
			"a miner has answered a roll call before it began"
		);
		Ok(())
	}

	fn bond_target_is_within_its_bounds() -> Result<(), TryRuntimeError> {
		let bounds = T::MinBondTarget::get()..=T::MaxBondTarget::get();
		ensure!(bounds.contains(&BondTarget::<T>::get()), "the bond target is out of its bounds");
		Ok(())
	}

	fn candidates_are_ranked_distinct_and_registered() -> Result<(), TryRuntimeError> {
		let candidates = Candidates::<T>::get();
		for pair in candidates.windows(2) {
			let [better, worse] = pair else { continue };
			ensure!(
				better.rank(worse).is_lt(),
				"the candidates are not in the order of their rank"
			);
		}
		let accounts: alloc::collections::BTreeSet<_> =
			candidates.iter().map(|candidate| &candidate.who).collect();
		ensure!(accounts.len() == candidates.len(), "a miner is a candidate twice");
		for candidate in &candidates {
			ensure!(Miners::<T>::contains_key(&candidate.who), "a candidate is not registered");
			ensure!(
				candidate.score >= T::MinAuthorScore::get(),
				"a candidate has less than the least score"
			);
		}
		Ok(())
	}

	fn invulnerables_are_distinct() -> Result<(), TryRuntimeError> {
		ensure!(
			authors::all_distinct(&Invulnerables::<T>::get()),
			"an account is among the invulnerables twice"
		);
		Ok(())
	}
}
