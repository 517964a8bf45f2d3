// SPDX-License-Identifier: Apache-2.0
//! Benchmarks of the calls, of the outcomes of conversions, and of what is done in each block.

use crate::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
	pallet_prelude::{BoundedVec, Get},
	traits::{
		fungible::{Inspect, Mutate},
		EnsureOrigin,
	},
};
use frame_system::RawOrigin;
use pouw_primitives::{
	conversion::{
		CancelReason, ConversionId, ConversionState, ReleaseOrder, ReleaseReason, MAX_OPEN_RELEASES,
	},
	AccountId, Balance,
};
use pouw_traits::{ConversionOutcome, ReserveRelease};
use sp_runtime::{FixedU128, Permill};

fn caller(index: u8) -> AccountId {
	AccountId::new([index.saturating_add(1); 32])
}

/// An account that can convert.
fn funded<T: Config>(index: u8) -> AccountId {
	let who = caller(index);
	T::Currency::set_balance(&who, amount::<T>().saturating_mul(100));
	who
}

fn amount<T: Config>() -> Balance {
	T::MinConversion::get().max(T::Currency::minimum_balance()).saturating_mul(10)
}

/// Gives the pallet's accounts what genesis gives them, if it has not, and something to issue.
fn prepare<T: Config>() {
	for account in Pallet::<T>::accounts() {
		if T::Currency::balance(&account) < T::Currency::minimum_balance() {
			T::Currency::set_balance(&account, T::Currency::minimum_balance());
		}
	}
	Supply::<T>::put(Schedule { cap: Balance::MAX >> 2, first_budget: Balance::MAX >> 8 });
}

/// Has something to issue, and what is issued in three parts: the miner's, the public one and fees.
pub(crate) fn prepare_issuance<T: Config>() {
	prepare::<T>();
	// So small that the fees of a window spread over it do not vanish.
	Supply::<T>::put(Schedule { cap: Balance::MAX >> 2, first_budget: amount::<T>() });
	PublicShare::<T>::put(T::MaxPublicShare::get());
	T::Currency::set_balance(&Pallet::<T>::fee_account(), amount::<T>().saturating_mul(10));
	FeesPerToken::<T>::put(FixedU128::from_u32(1));
}

fn pending<T: Config>() -> Result<ConversionId, BenchmarkError> {
	prepare::<T>();
	let who = funded::<T>(0);
	Ok(Pallet::<T>::open_conversion(who.clone(), who, amount::<T>())?)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn convert_to_main() {
		prepare::<T>();
		let who = funded::<T>(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), amount::<T>());

		assert_eq!(Totals::<T>::get().pending, amount::<T>());
	}

	#[benchmark]
	fn claim() {
		prepare::<T>();
		let (signer, who) = (funded::<T>(0), funded::<T>(1));
		let reserve = Pallet::<T>::reserve_account();
		let owed = amount::<T>();
		T::Currency::set_balance(&reserve, T::Currency::balance(&reserve).saturating_add(owed));
		Unclaimed::<T>::insert(&who, owed);
		Totals::<T>::mutate(|totals| totals.unclaimed = owed);

		#[extrinsic_call]
		_(RawOrigin::Signed(signer), who.clone());

		assert!(!Unclaimed::<T>::contains_key(&who));
	}

	#[benchmark]
	fn set_public_share() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let share = T::MaxPublicShare::get();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, share);

		assert_eq!(PublicShare::<T>::get(), share);
		Ok(())
	}

	#[benchmark]
	fn set_recycle_share() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Permill::one());

		assert_eq!(RecycleShare::<T>::get(), Permill::one());
		Ok(())
	}

	#[benchmark]
	fn hand_over_founders() {
		let (founders, new) = (caller(0), caller(1));
		Founders::<T>::put(&founders);

		#[extrinsic_call]
		_(RawOrigin::Signed(founders), new.clone());

		assert_eq!(Founders::<T>::get(), Some(new));
	}

	#[benchmark]
	fn set_founders_share() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		Founders::<T>::put(caller(0));
		let share = T::MaxFoundersShare::get();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, share);

		assert_eq!(FoundersShare::<T>::get(), share);
		Ok(())
	}

	#[benchmark]
	fn spend_public() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		prepare::<T>();
		let public = Pallet::<T>::public_account();
		T::Currency::set_balance(&public, amount::<T>().saturating_mul(100));
		let (to, spent) = (funded::<T>(0), amount::<T>());
		let before = T::Currency::balance(&to);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, to.clone(), spent);

		assert_eq!(T::Currency::balance(&to), before.saturating_add(spent));
		Ok(())
	}

	/// Of public income, of as much as may be recycled at a time.
	#[benchmark]
	fn settled() -> Result<(), BenchmarkError> {
		prepare::<T>();
		let public = Pallet::<T>::public_account();
		T::Currency::set_balance(&public, amount::<T>().saturating_mul(100));
		let conversion = Pallet::<T>::open_conversion(public, T::Treasury::get(), amount::<T>())?;
		RecycleLimit::<T>::put(amount::<T>());

		#[block]
		{
			<Pallet<T> as ConversionOutcome>::settled(conversion, 1)?;
		}

		assert_eq!(Totals::<T>::get().settled, amount::<T>());
		Ok(())
	}

	/// Of public income, which is carried over and will be recycled in smaller parts.
	#[benchmark]
	fn cancelled() -> Result<(), BenchmarkError> {
		prepare::<T>();
		let public = Pallet::<T>::public_account();
		T::Currency::set_balance(&public, amount::<T>().saturating_mul(100));
		let conversion = Pallet::<T>::open_conversion(public, T::Treasury::get(), amount::<T>())?;
		let reason = CancelReason::AboveCap;

		#[block]
		{
			<Pallet<T> as ConversionOutcome>::cancelled(conversion, reason)?;
		}

		assert_eq!(
			Conversions::<T>::get(conversion).map(|record| record.state),
			Some(ConversionState::Refunded { reason })
		);
		Ok(())
	}

	/// An order of the hub, the first of as many as can wait.
	#[benchmark(pov_mode = MaxEncodedLen {
		ParachainSystem::RelevantMessagingState: Measured,
		XcmpQueue::OutboundXcmpMessages: Measured
	})]
	fn release() -> Result<(), BenchmarkError> {
		let conversion = pending::<T>()?;
		<Pallet<T> as ConversionOutcome>::settled(conversion, 1)?;
		let order = ReleaseOrder {
			release: 0,
			beneficiary: funded::<T>(1),
			// One unit more than there is, so that it is paid in part and owed in part.
			amount: amount::<T>().saturating_add(1),
			reason: ReleaseReason::Governance,
		};

		let others = (1..MAX_OPEN_RELEASES)
			.map(|number| ReleaseOrder { release: number.into(), ..order.clone() });
		let all: Vec<_> = [order.clone()].into_iter().chain(others).collect();
		WaitingReleases::<T>::put(BoundedVec::truncate_from(all));

		#[block]
		{
			Pallet::<T>::serve_waiting();
		}

		assert_eq!(DebtsQueue::<T>::get().total, 1);
		assert!(Releases::<T>::contains_key(releases::slot(order.release)));
		Ok(())
	}

	#[benchmark]
	fn pay_debts(d: Linear<0, { tick_impls::DEBTS_PER_BLOCK }>) -> Result<(), BenchmarkError> {
		let conversion = pending::<T>()?;
		for index in 0..d {
			let to = funded::<T>(u8::try_from(index.saturating_add(1)).unwrap_or(u8::MAX));
			<Pallet<T> as ReserveRelease<_>>::release(&to, 1, ReleaseReason::TaskSettlement)?;
		}
		<Pallet<T> as ConversionOutcome>::settled(conversion, 1)?;

		#[block]
		{
			Pallet::<T>::pay_debts(tick_impls::DEBTS_PER_BLOCK);
			Pallet::<T>::serve_waiting();
		}

		assert!(DebtsQueue::<T>::get().is_empty());
		Ok(())
	}

	/// With founders, who are paid what they earned now and what they were owed.
	#[benchmark]
	fn end_period() {
		prepare::<T>();
		let founders = funded::<T>(0);
		Founders::<T>::put(&founders);
		FoundersShare::<T>::put(T::MaxFoundersShare::get());
		FoundersOwed::<T>::put(1);
		let before = T::Currency::balance(&founders);
		let public = Pallet::<T>::public_account();
		let income = amount::<T>();
		let all = income.saturating_add(1).saturating_add(T::Currency::balance(&public));
		T::Currency::set_balance(&public, all);
		PublicIncome::<T>::put(income);

		#[block]
		{
			Pallet::<T>::end_period();
		}

		assert_eq!(PendingCount::<T>::get(), 1);
		assert_eq!(FoundersOwed::<T>::get(), 0);
		assert!(T::Currency::balance(&founders) > before);
	}

	impl_benchmark_test_suite!(Pallet, mock::build_with(mock::genesis()), mock::Test);
}
