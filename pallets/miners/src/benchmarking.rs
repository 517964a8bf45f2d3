// SPDX-License-Identifier: Apache-2.0
//! Benchmarks of the calls.

use crate::*;
use alloc::vec::Vec;
use frame_benchmarking::{account, v2::*};
use frame_support::{
	pallet_prelude::{BoundedVec, Get},
	traits::{
		fungible::{Inspect, Unbalanced},
		tokens::Precision,
		EnsureOrigin,
	},
};
use frame_system::RawOrigin;
use pallet_authorship::EventHandler;
use pallet_session::SessionManager;
use pouw_primitives::HardwareProfile;
use pouw_traits::{CreditWork, RewardBond};
use sp_runtime::Saturating;

/// The largest profile there is.
fn profile() -> HardwareProfile {
	HardwareProfile {
		device: alloc::vec![b'x'; 64].try_into().unwrap_or_default(),
		memory_mib: u32::MAX,
		threads: u16::MAX,
	}
}

/// An account that can pay a deposit.
fn funded<T: Config>(index: u32) -> T::AccountId {
	let who = account("miner", index, 0);
	endow::<T>(&who);
	who
}

/// Gives `who` enough for a deposit and a full bond.
fn endow<T: Config>(who: &T::AccountId) {
	let amount = T::Deposit::get()
		.saturating_add(BondTarget::<T>::get())
		.saturating_add(T::Currency::minimum_balance().saturating_mul(1_000));
	if T::Currency::increase_balance(who, amount, Precision::Exact).is_ok() {
		T::Currency::set_total_issuance(T::Currency::total_issuance().saturating_add(amount));
	}
}

/// Makes `count` registered, available miners; fewer if the registry has no room for them.
pub(crate) fn populate<T: Config>(count: u32) -> Vec<T::AccountId> {
	(0..count)
		.map(|index| funded::<T>(index))
		.filter(|who| Pallet::<T>::do_register(who.clone(), profile(), [1; 32]).is_ok())
		.collect()
}

/// Endows `who` and registers it.
pub(crate) fn register_endowed<T: Config>(who: &T::AccountId) {
	endow::<T>(who);
	let registered = Pallet::<T>::do_register(who.clone(), profile(), [1; 32]);
	assert_eq!(registered, Ok(()), "a benchmark without its miner measures nothing");
}

/// Makes registered miners with full bonds that are candidates, whether or not they have session keys,
/// which no runtime lets a benchmark make.
fn candidates<T: Config>(count: u32) -> Vec<T::AccountId> {
	let miners = populate::<T>(count);
	let work = T::MinAuthorScore::get().saturating_mul(1_000_000);
	for miner in &miners {
		Pallet::<T>::bond(miner, BondTarget::<T>::get());
		Pallet::<T>::credit(miner, 1, work);
	}
	let entries: Vec<_> =
		miners.iter().cloned().map(|who| Candidate { who, score: work }).collect();
	Candidates::<T>::put(BoundedVec::<_, T::MaxCandidates>::truncate_from(entries));
	miners
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register() {
		let caller = funded::<T>(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), profile(), [1; 32]);

		assert!(Miners::<T>::contains_key(&caller));
	}

	#[benchmark]
	fn deregister() -> Result<(), BenchmarkError> {
		// The first of two leaves, so that the other is moved.
		let miners = populate::<T>(2);
		let caller = miners.first().ok_or("no miner was made")?.clone();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()));

		assert!(!Miners::<T>::contains_key(&caller));
		Ok(())
	}

	#[benchmark]
	fn set_availability() -> Result<(), BenchmarkError> {
		let miners = populate::<T>(2);
		let caller = miners.first().ok_or("no miner was made")?.clone();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), false);

		assert!(!RosterIndex::<T>::contains_key(&caller));
		Ok(())
	}

	#[benchmark]
	fn set_bond_target() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let target = T::MaxBondTarget::get();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, target);

		assert_eq!(BondTarget::<T>::get(), target);
		Ok(())
	}

	#[benchmark]
	fn withdraw_bond() -> Result<(), BenchmarkError> {
		let miners = populate::<T>(1);
		let caller = miners.first().ok_or("no miner was made")?.clone();
		let target = BondTarget::<T>::get();
		assert_eq!(Pallet::<T>::bond(&caller, target), target);
		Pallet::<T>::do_deregister(caller.clone())?;
		let now = frame_system::Pallet::<T>::block_number();
		frame_system::Pallet::<T>::set_block_number(now.saturating_add(T::UnbondingPeriod::get()));

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()));

		assert!(!Departures::<T>::contains_key(&caller));
		Ok(())
	}

	#[benchmark]
	fn set_invulnerables(
		n: Linear<0, { T::MaxInvulnerables::get() }>,
	) -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let accounts: Vec<T::AccountId> = (0..n).map(|n| account("invulnerable", n, 0)).collect();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, BoundedVec::truncate_from(accounts));

		assert_eq!(Invulnerables::<T>::decode_len().unwrap_or_default(), n as usize);
		Ok(())
	}

	#[benchmark]
	fn note_author() {
		let author: T::AccountId = account("author", 0, 0);

		#[block]
		{
			<Pallet<T> as EventHandler<_, _>>::note_author(author.clone());
		}

		assert_eq!(AuthoredBlocks::<T>::get(&author), 1);
	}

	#[benchmark]
	fn new_session(c: Linear<0, { T::MaxCandidates::get() }>) {
		candidates::<T>(c);

		#[block]
		{
			<Pallet<T> as SessionManager<_>>::new_session(9);
		}

		assert_eq!(Candidates::<T>::decode_len().unwrap_or_default(), c as usize);
	}

	#[benchmark]
	fn end_session(a: Linear<1, { T::MaxAuthors::get() }>) {
		let authors = candidates::<T>(a);
		for author in &authors {
			AuthoredBlocks::<T>::insert(author, 100);
		}
		// The last one is absent, which costs an event more.
		if let Some(last) = authors.last() {
			AuthoredBlocks::<T>::insert(last, 0);
		}
		SessionAuthors::<T>::insert(
			9,
			BoundedVec::<_, MaxSessionAuthors<T>>::truncate_from(authors),
		);

		#[block]
		{
			<Pallet<T> as SessionManager<_>>::end_session(9);
		}

		assert!(!SessionAuthors::<T>::contains_key(9));
	}

	impl_benchmark_test_suite!(Pallet, mock::ExtBuilder::default().build(), mock::Test);
}
