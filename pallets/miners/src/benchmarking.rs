// SPDX-License-Identifier: Apache-2.0
//! Benchmarks of the calls.

use crate::*;
use alloc::vec::Vec;
use frame_benchmarking::{account, v2::*};
use frame_support::{
	pallet_prelude::Get,
	traits::{
		fungible::{Inspect, Unbalanced},
		tokens::Precision,
	},
};
use frame_system::RawOrigin;
use pouw_primitives::HardwareProfile;

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
	let amount =
		T::Deposit::get().saturating_add(T::Currency::minimum_balance().saturating_mul(1_000));
	if T::Currency::increase_balance(&who, amount, Precision::Exact).is_ok() {
		T::Currency::set_total_issuance(T::Currency::total_issuance().saturating_add(amount));
	}
	who
}

/// Makes `count` registered, available miners; fewer if the registry has no room for them.
pub(crate) fn populate<T: Config>(count: u32) -> Vec<T::AccountId> {
	(0..count)
		.map(|index| funded::<T>(index))
		.filter(|who| Pallet::<T>::do_register(who.clone(), profile(), [1; 32]).is_ok())
		.collect()
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

	impl_benchmark_test_suite!(Pallet, mock::ExtBuilder::default().build(), mock::Test);
}
