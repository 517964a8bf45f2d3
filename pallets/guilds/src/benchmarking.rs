// SPDX-License-Identifier: Apache-2.0
//! Benchmarks of the calls, and of what other pallets and the calendar cause.

use crate::*;
use alloc::vec::Vec;
use frame_benchmarking::{account, v2::*};
use frame_support::{
	pallet_prelude::{BoundedVec, Get},
	traits::{
		fungible::{Inspect, Unbalanced},
		tokens::Precision,
	},
};
use frame_system::RawOrigin;
use pouw_primitives::{BlockNumber, Work};
use pouw_traits::{ChangeParameter, GuildMembers, HandleDirectives, OnWorkCredited, SlashAppeals};
use sp_core::H256;
use sp_runtime::{Permill, SaturatedConversion};

/// Blocks of a span.
const LENGTH: BlockNumber = 100;
/// Work of each member in each span.
const WORK: Work = 1_000_000;

/// Goes to the first block of a span.
fn go_to<T: Config>(span: SpanIndex) {
	SpanLength::<T>::put(LENGTH);
	let block = span.saturating_mul(LENGTH);
	frame_system::Pallet::<T>::set_block_number(block.saturated_into());
}

/// Makes members with as much work in each span so far that they may propose motions.
fn members<T: Config>(count: u32) -> Vec<T::AccountId> {
	let all: Vec<T::AccountId> = (0..count).map(|index| account("member", index, 0)).collect();
	for who in &all {
		if !T::Members::is_member(who) {
			T::Members::make_member(who);
		}
		let amount = T::CandidacyDeposit::get()
			.saturating_add(T::MotionDeposit::get())
			.saturating_add(T::Currency::minimum_balance())
			.saturating_mul(10);
		if T::Currency::increase_balance(who, amount, Precision::Exact).is_ok() {
			let issuance = T::Currency::total_issuance().saturating_add(amount);
			T::Currency::set_total_issuance(issuance);
		}
	}
	all
}

/// Has each of them do the work of a span.
fn work<T: Config>(all: &[T::AccountId], span: SpanIndex) {
	go_to::<T>(span);
	for who in all {
		Pallet::<T>::on_credited(who, WORK, Permill::one());
	}
}

/// Makes as many candidates as there can be, in the span of their candidacy, after one of work.
fn candidates<T: Config>() -> Result<Vec<T::AccountId>, BenchmarkError> {
	let all = members::<T>(T::MaxCandidates::get());
	work::<T>(&all, 0);
	go_to::<T>(1);
	for who in &all {
		Pallet::<T>::do_stand(who.clone())?;
	}
	Ok(all)
}

/// Has them elected, all in the span of the vote.
fn elected<T: Config>() -> Result<Vec<T::AccountId>, BenchmarkError> {
	let all = candidates::<T>()?;
	go_to::<T>(2);
	let choices: Vec<_> = all.iter().take(T::MaxExecutives::get() as usize).cloned().collect();
	for who in &all {
		Pallet::<T>::do_ballot(who.clone(), BoundedVec::truncate_from(choices.clone()))?;
	}
	Pallet::<T>::conclude_election(0);
	work::<T>(&all, 3);
	go_to::<T>(4);
	Ok(choices)
}

/// All motions but one that can be open, of as many members as it takes. Returns these.
fn motions<T: Config>() -> Result<Vec<T::AccountId>, BenchmarkError> {
	let count = T::MaxMotions::get().saturating_sub(1);
	let all = members::<T>(count.saturating_add(1));
	// All their votes are needed for a majority.
	work::<T>(&all, 4);
	go_to::<T>(5);
	for (number, who) in all.iter().take(count as usize).enumerate() {
		let code_hash = H256(sp_io::hashing::blake2_256(&(number as u64).to_le_bytes()));
		Pallet::<T>::do_propose(who.clone(), Proposal::Upgrade { code_hash })?;
	}
	Ok(all)
}

/// Opens one more motion, on which each of `all` votes aye, except whom it is about.
fn carried<T: Config>(
	all: &[T::AccountId],
	proposal: ProposalOf<T>,
) -> Result<u32, BenchmarkError> {
	let motion = NextMotion::<T>::get();
	let proposer = all.last().ok_or("nobody to propose")?;
	let subject = proposal.subject().cloned();
	Pallet::<T>::do_propose(proposer.clone(), proposal)?;
	for who in all.iter().filter(|who| subject.as_ref() != Some(who)) {
		Pallet::<T>::do_vote(who.clone(), motion, true)?;
	}
	Ok(motion)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn stand() -> Result<(), BenchmarkError> {
		candidates::<T>()?;
		let heavy: T::AccountId = account("heavy", 0, 0);
		T::Members::make_member(&heavy);
		go_to::<T>(0);
		Pallet::<T>::on_credited(&heavy, WORK.saturating_mul(2), Permill::one());
		go_to::<T>(1);
		let amount = T::CandidacyDeposit::get().saturating_mul(10);
		T::Currency::increase_balance(&heavy, amount, Precision::Exact)?;
		#[extrinsic_call]
		_(RawOrigin::Signed(heavy.clone()));
		assert!(Candidates::<T>::get().iter().any(|candidate| candidate.who == heavy));
		Ok(())
	}

	#[benchmark]
	fn withdraw_candidacy() -> Result<(), BenchmarkError> {
		let all = candidates::<T>()?;
		let last = all.last().ok_or("no candidate")?;
		#[extrinsic_call]
		_(RawOrigin::Signed(last.clone()));
		assert!(Candidates::<T>::get().iter().all(|candidate| candidate.who != *last));
		Ok(())
	}

	#[benchmark]
	fn ballot() -> Result<(), BenchmarkError> {
		let all = candidates::<T>()?;
		go_to::<T>(2);
		let voter = all.last().ok_or("no candidate")?;
		let choices: Vec<_> =
			all.iter().rev().take(T::MaxExecutives::get() as usize).cloned().collect();
		#[extrinsic_call]
		_(RawOrigin::Signed(voter.clone()), BoundedVec::truncate_from(choices));
		assert!(Members::<T>::get(voter).is_some_and(|member| member.ballot == Some(0)));
		Ok(())
	}

	#[benchmark]
	fn resign() -> Result<(), BenchmarkError> {
		let executives = elected::<T>()?;
		let who = executives.last().ok_or("no executive")?;
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));
		assert!(!Pallet::<T>::is_executive(who));
		Ok(())
	}

	#[benchmark]
	fn propose() -> Result<(), BenchmarkError> {
		let all = motions::<T>()?;
		let miner: T::AccountId = account("dishonest", 0, 0);
		T::Appeals::schedule_for_benchmark(&miner);
		let proposer = all.last().ok_or("nobody to propose")?;
		#[extrinsic_call]
		_(RawOrigin::Signed(proposer.clone()), Proposal::Appeal { miner });
		assert!(OpenMotions::<T>::get().is_full());
		Ok(())
	}

	#[benchmark]
	fn vote() -> Result<(), BenchmarkError> {
		let all = motions::<T>()?;
		let voter = all.last().ok_or("nobody to vote")?;
		let open = OpenMotions::<T>::get();
		for (motion, _) in open.iter().skip(1) {
			Pallet::<T>::do_vote(voter.clone(), *motion, false)?;
		}
		#[extrinsic_call]
		_(RawOrigin::Signed(voter.clone()), 0, true);
		assert!(Motions::<T>::get(0).is_some_and(|motion| motion.ayes == WORK));
		Ok(())
	}

	#[benchmark]
	fn close_impeachment() -> Result<(), BenchmarkError> {
		let executive = elected::<T>()?.first().cloned().ok_or("no executive")?;
		let all = motions::<T>()?;
		let motion = carried::<T>(&all, Proposal::Impeach { executive: executive.clone() })?;
		let anybody: T::AccountId = account("anybody", 0, 0);
		#[extrinsic_call]
		close(RawOrigin::Signed(anybody), motion);
		assert!(!Pallet::<T>::is_executive(&executive));
		Ok(())
	}

	#[benchmark]
	fn close_appeal() -> Result<(), BenchmarkError> {
		let all = motions::<T>()?;
		let miner: T::AccountId = account("dishonest", 0, 0);
		T::Appeals::schedule_for_benchmark(&miner);
		let motion = carried::<T>(&all, Proposal::Appeal { miner: miner.clone() })?;
		let anybody: T::AccountId = account("anybody", 0, 0);
		#[extrinsic_call]
		close(RawOrigin::Signed(anybody), motion);
		assert!(T::Appeals::pending(&miner).is_none());
		Ok(())
	}

	// The message goes through queues whose storage has no bound.
	#[benchmark(pov_mode = Measured)]
	fn close_request() -> Result<(), BenchmarkError> {
		let all = motions::<T>()?;
		let change = T::Parameters::change_for_benchmark();
		let motion = carried::<T>(&all, Proposal::Parameter { change })?;
		let anybody: T::AccountId = account("anybody", 0, 0);
		#[extrinsic_call]
		close(RawOrigin::Signed(anybody), motion);
		assert!(!Motions::<T>::contains_key(motion));
		Ok(())
	}

	#[benchmark]
	fn set_parameter() -> Result<(), BenchmarkError> {
		let who = elected::<T>()?.last().cloned().ok_or("no executive")?;
		let change = T::Parameters::change_for_benchmark();
		let key = T::Parameters::key(&change);
		#[extrinsic_call]
		_(RawOrigin::Signed(who), change);
		assert!(Changes::<T>::contains_key(key));
		Ok(())
	}

	/// A directive that spends, the newest of as many as are remembered. With what the hub is told; where there
	/// is nothing to be spent it is refused, so what paying weighs is added by the runtime.
	#[benchmark(pov_mode = Measured)]
	fn spend_public() -> Result<(), BenchmarkError> {
		let known: Vec<u32> = (1..=SPENDS_KEPT).collect();
		Spends::<T>::put(BoundedVec::truncate_from(known));
		let to = pouw_primitives::AccountId::new([1; 32]);
		let directive = SPENDS_KEPT.saturating_add(1);
		#[block]
		{
			Pallet::<T>::on_spend_public(directive, to, 1)?;
		}
		assert_eq!(Spends::<T>::get().last(), Some(&directive));
		Ok(())
	}

	#[benchmark]
	fn conclude_election() -> Result<(), BenchmarkError> {
		elected::<T>()?;
		let all: Vec<T::AccountId> =
			(0..T::MaxCandidates::get()).map(|index| account("member", index, 0)).collect();
		let span = T::TermSpans::get().saturating_add(1);
		work::<T>(&all, span.saturating_sub(1));
		go_to::<T>(span);
		for who in &all {
			Pallet::<T>::do_stand(who.clone())?;
		}
		go_to::<T>(span.saturating_add(1));
		for who in &all {
			Pallet::<T>::do_ballot(
				who.clone(),
				BoundedVec::truncate_from(alloc::vec![who.clone()]),
			)?;
		}
		#[block]
		{
			Pallet::<T>::conclude_election(1);
		}
		assert_eq!(Executives::<T>::get().len() as u32, T::MaxExecutives::get());
		Ok(())
	}

	#[benchmark]
	fn idle_block() {
		go_to::<T>(3);
		#[block]
		{
			Pallet::<T>::tick(Pallet::<T>::now().saturating_add(1));
		}
	}

	#[benchmark]
	fn on_credited() {
		let all = members::<T>(2);
		for span in 0..SPANS_KEPT {
			work::<T>(&all, span);
		}
		go_to::<T>(SPANS_KEPT);
		let who = &all[0];
		#[block]
		{
			Pallet::<T>::on_credited(who, WORK, Permill::one());
		}
		assert_eq!(Pallet::<T>::weight_of(who, SPANS_KEPT), WORK);
	}

	#[benchmark]
	fn on_left() -> Result<(), BenchmarkError> {
		let executives = elected::<T>()?;
		let who = executives.last().ok_or("no executive")?;
		let candidate = Candidate {
			who: who.clone(),
			deposit: T::CandidacyDeposit::get(),
			weight: 1,
			votes: 0,
		};
		Candidates::<T>::put(BoundedVec::truncate_from(alloc::vec![
			candidate;
			T::MaxCandidates::get() as usize
		]));
		#[block]
		{
			Pallet::<T>::on_left(who);
		}
		assert!(!Members::<T>::contains_key(who));
		Ok(())
	}
}
