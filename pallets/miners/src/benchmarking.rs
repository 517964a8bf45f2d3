// SPDX-License-Identifier: Apache-2.0
//! Benchmarks of the calls.

use crate::*;
use alloc::vec::Vec;
use frame_benchmarking::{account, v2::*};
use frame_support::{
	pallet_prelude::{Authorize, BoundedVec, Get, TransactionSource},
	traits::{
		fungible::{Inspect, Unbalanced},
		tokens::Precision,
		EnsureOrigin,
	},
};
use frame_system::RawOrigin;
use pallet_authorship::EventHandler;
use pallet_session::SessionManager;
use pouw_primitives::{
	miner::{heartbeat_payload, OnlineRecord, Performance, SLOTS},
	HardwareProfile, RelayBlockNumber, RollCall, RollCallIndex,
};
use pouw_traits::{CommonOwner, CreditWork, RelayRandomness, RewardBond};
use sp_core::H256;
use sp_runtime::{Permill, SaturatedConversion, Saturating};

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

/// Makes `count` registered, available miners, and puts them on the roster; fewer if the registry has no room
/// for them.
fn populate<T: Config>(count: u32) -> Vec<T::AccountId> {
	let miners = (0..count)
		.map(|index| funded::<T>(index))
		.filter(|who| Pallet::<T>::do_register(who.clone(), profile(), [1; 32]).is_ok())
		.collect();
	Pallet::<T>::settle_roster(RelayBlockNumber::MAX, u32::MAX);
	miners
}

/// Endows `who` and registers it.
pub(crate) fn register_endowed<T: Config>(who: &T::AccountId) {
	endow::<T>(who);
	let registered = Pallet::<T>::do_register(who.clone(), profile(), [1; 32]);
	assert_eq!(registered, Ok(()), "a benchmark without its miner measures nothing");
	Pallet::<T>::settle_roster(RelayBlockNumber::MAX, u32::MAX);
}

/// Makes a roster of as many seats as a draw of `count` looks at. As many miners as such a draw passes over
/// are the client's own, and are so likely to be drawn that it comes upon them.
pub(crate) fn populate_for_draw<T: Config>(count: u32, client: &T::AccountId) -> Vec<T::AccountId> {
	let miners = populate::<T>(scheduling::pool_size(count));
	let own = scheduling::looks(count).saturating_sub(count);
	for (place, miner) in (0..).zip(&miners) {
		let Some(number) = RosterIndex::<T>::get(miner) else { continue };
		let mut lot = Lot::default();
		if place < own {
			T::Owners::declare(client, miner);
			let online = OnlineRecord { answered: Permill::one(), from: RollCallIndex::MAX };
			lot.set_observed(&Performance { promptness: Permill::one(), online });
			if let Some(mut record) = Miners::<T>::get(miner) {
				record.authorship.authored = Permill::one();
				record.assigned = u32::MAX;
				record.accepted = u32::MAX;
				lot.set_reliability(&record);
			}
		}
		Lots::<T>::insert(number, lot);
	}
	miners
}

/// Has `who`, which is endowed, register, earn a full bond and leave.
fn depart<T: Config>(who: &T::AccountId) -> Result<(), BenchmarkError> {
	Pallet::<T>::do_register(who.clone(), profile(), [1; 32])?;
	let target = BondTarget::<T>::get();
	assert_eq!(Pallet::<T>::bond(who, target), target);
	Pallet::<T>::do_deregister(who.clone())?;
	Ok(())
}

/// Endows `who` and has it leave with a full bond.
pub(crate) fn depart_endowed<T: Config>(who: &T::AccountId) {
	endow::<T>(who);
	assert!(depart::<T>(who).is_ok(), "a benchmark without its miner measures nothing");
}

/// Fills the list of candidates with accounts whose scores stay above the least as they age.
pub(crate) fn fill_candidates<T: Config>() {
	let score = T::MinAuthorScore::get().saturating_mul(1_000_000);
	let entries: Vec<_> = (0..T::MaxCandidates::get())
		.map(|index| Candidate { who: account("candidate", index, 0), score })
		.collect();
	Candidates::<T>::put(BoundedVec::<_, T::MaxCandidates>::truncate_from(entries));
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

/// Begins all slots of a roll call that asks `miner` in the last of them.
fn ask_last<T: Config>(miner: &T::AccountId) -> Result<(), BenchmarkError> {
	let mut call = RollCall {
		index: 1,
		slot_began: frame_system::Pallet::<T>::block_number().saturated_into(),
		relay_block: 0,
		seeds: BoundedVec::new(),
	};
	let mut numbers = 0u64..;
	while call.seeds.len() < SLOTS as usize {
		let mut next = call.clone();
		let number = numbers.next().unwrap_or_default();
		let seed = H256(sp_io::hashing::blake2_256(&number.to_le_bytes()));
		next.seeds.try_push(seed).map_err(|_| "too many slots")?;
		if next.seeds.len() == SLOTS as usize || !next.has_asked(miner) {
			call = next;
		}
	}
	CurrentRollCall::<T>::put(call);
	Ok(())
}

/// A miner that is asked for a heartbeat, the roll call, and the signature that answers.
fn asked<T: Config>() -> Result<(T::AccountId, RollCallIndex, T::Signature), BenchmarkError> {
	let miner = T::BenchmarkHelper::signer();
	register_endowed::<T>(&miner);
	ask_last::<T>(&miner)?;
	let ask = Pallet::<T>::heartbeat_ask(&miner).ok_or("the miner is not asked")?;
	let payload = heartbeat_payload(Pallet::<T>::genesis(), ask.call, ask.seed, &miner);
	Ok((miner, ask.call, T::BenchmarkHelper::sign(&payload)))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// Of a miner that comes back to its bond.
	#[benchmark]
	fn register() -> Result<(), BenchmarkError> {
		let caller = funded::<T>(0);
		depart::<T>(&caller)?;
		ask_last::<T>(&caller)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), profile(), [1; 32]);

		assert!(Miners::<T>::get(&caller).is_some_and(|record| record.bond > 0));
		Ok(())
	}

	#[benchmark]
	fn deregister() -> Result<(), BenchmarkError> {
		// The first of two leaves, so that the other is moved. It has no bond, so that nothing of it is kept.
		let miners = populate::<T>(2);
		let caller = miners.first().ok_or("no miner was made")?.clone();
		ask_last::<T>(&caller)?;
		fill_candidates::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()));

		assert!(!Miners::<T>::contains_key(&caller));
		Ok(())
	}

	#[benchmark]
	fn set_availability() -> Result<(), BenchmarkError> {
		let miners = populate::<T>(2);
		let caller = miners.first().ok_or("no miner was made")?.clone();
		ask_last::<T>(&caller)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), false);

		assert!(!Entries::<T>::contains_key(&caller));
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
		let caller = funded::<T>(0);
		depart::<T>(&caller)?;
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
		Invulnerables::<T>::mutate(|all| {
			let others = (0..T::MaxInvulnerables::get()).map(|n| account("invulnerable", n, 0));
			let known = all.clone().into_iter();
			*all = BoundedVec::truncate_from(known.chain(others).collect());
		});

		#[block]
		{
			<Pallet<T> as SessionManager<_>>::new_session(9);
		}

		assert_eq!(Candidates::<T>::decode_len().unwrap_or_default(), c as usize);
	}

	#[benchmark]
	fn end_session(a: Linear<1, { MaxSessionAuthors::<T>::get() }>) {
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

	#[benchmark]
	fn idle_block() {
		CurrentRollCall::<T>::put(RollCall {
			index: 0,
			slot_began: 1,
			relay_block: u32::MAX,
			seeds: BoundedVec::truncate_from(alloc::vec![H256::zero(); SLOTS as usize]),
		});

		#[block]
		{
			Pallet::<T>::call_the_roll(1);
		}

		assert_eq!(Pallet::<T>::roll_call(), 0);
	}

	#[benchmark]
	fn open_slot() {
		CurrentRollCall::<T>::put(RollCall {
			index: 0,
			slot_began: 0,
			relay_block: 0,
			seeds: BoundedVec::truncate_from(alloc::vec![H256::zero(); SLOTS as usize - 1]),
		});

		#[block]
		{
			// The runtime's own may be of the relay block of the slot before.
			T::Randomness::latest();
			let randomness = (u32::MAX, H256::repeat_byte(5));
			Pallet::<T>::begin_slot(CurrentRollCall::<T>::get(), randomness, 9);
		}

		assert_eq!(CurrentRollCall::<T>::get().map_or(0, |call| call.slot_began), 9);
	}

	#[benchmark]
	fn heartbeat() -> Result<(), BenchmarkError> {
		let (miner, index, signature) = asked::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Authorized, miner.clone(), index, signature);

		assert!(Pallet::<T>::heartbeat_ask(&miner).is_none());
		Ok(())
	}

	#[benchmark]
	fn authorize_heartbeat() -> Result<(), BenchmarkError> {
		let (miner, call, signature) = asked::<T>()?;
		let call = Call::<T>::heartbeat { miner, call, signature };

		#[block]
		{
			call.authorize(TransactionSource::External)
				.ok_or("the call does not authorise itself")?
				.map_err(|_| "the heartbeat is refused")?;
		}

		Ok(())
	}

	#[benchmark]
	fn set_encryption_key() -> Result<(), BenchmarkError> {
		let miners = populate::<T>(1);
		let caller = miners.first().ok_or("no miner was made")?.clone();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), [2; 32]);

		assert_eq!(Miners::<T>::get(&caller).map(|record| record.encryption_key), Some([2; 32]));
		Ok(())
	}

	/// Each leaves, so that another is moved, whose number is not its own from then on.
	#[benchmark]
	fn settle_roster(c: Linear<0, { directory::CHANGES_PER_BLOCK }>) {
		let miners = populate::<T>(c.saturating_mul(2));
		let leaving = usize::try_from(c).unwrap_or_default();
		for miner in miners.iter().take(leaving) {
			Pallet::<T>::leave_roster(miner);
		}
		assert_eq!(RosterLen::<T>::get(), c.saturating_mul(2));

		#[block]
		{
			// The runtime's own may be too old.
			T::Randomness::latest();
			Pallet::<T>::settle_roster(RelayBlockNumber::MAX, directory::CHANGES_PER_BLOCK);
		}

		assert_eq!(RosterLen::<T>::get(), c);
	}

	impl_benchmark_test_suite!(Pallet, mock::ExtBuilder::default().build(), mock::Test);
}
