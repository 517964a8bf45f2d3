// SPDX-License-Identifier: Apache-2.0
//! Benchmarks of the calls, of the outcomes of conversions, and of what is done in each block.

use crate::*;
use frame_benchmarking::v2::*;
use frame_support::{
	pallet_prelude::Get,
	traits::{
		fungible::{Inspect, Mutate},
		EnsureOrigin,
	},
};
use frame_system::RawOrigin;
use pouw_primitives::{
	conversion::{CancelReason, ConversionId, ConversionState, ReleaseOrder, ReleaseReason},
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
	fn settled() -> Result<(), BenchmarkError> {
		let conversion = pending::<T>()?;

		#[block]
		{
			<Pallet<T> as ConversionOutcome>::settled(conversion, 1)?;
		}

		assert_eq!(Totals::<T>::get().settled, amount::<T>());
		Ok(())
	}

	/// Of public income, which is carried over.
	#[benchmark]
	fn cancelled() -> Result<(), BenchmarkError> {
		prepare::<T>();
		let public = Pallet::<T>::public_account();
		T::Currency::set_balance(&public, amount::<T>().saturating_mul(100));
		let conversion = Pallet::<T>::open_conversion(public, T::Treasury::get(), amount::<T>())?;
		let reason = CancelReason::Unwitnessed;

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

	/// An order of the hub.
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

		#[block]
		{
			Pallet::<T>::carry_out(order)?;
		}

		assert_eq!(DebtsQueue::<T>::get().total, 1);
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
		}

		assert!(DebtsQueue::<T>::get().is_empty());
		Ok(())
	}

	#[benchmark]
	fn end_period() {
		prepare::<T>();
		let public = Pallet::<T>::public_account();
		let income = amount::<T>();
		T::Currency::set_balance(&public, T::Currency::balance(&public).saturating_add(income));
		PublicIncome::<T>::put(income);

		#[block]
		{
			Pallet::<T>::end_period();
		}

		assert_eq!(PendingCount::<T>::get(), 1);
	}

	impl_benchmark_test_suite!(Pallet, mock::build_with(mock::genesis()), mock::Test);
}
