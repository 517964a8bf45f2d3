// SPDX-License-Identifier: Apache-2.0
//! Benchmarks of `pallet_sectors`.

use crate::*;
use frame_benchmarking::{account, v2::*};
use frame_support::traits::{EnsureOrigin, Get};
use pouw_primitives::{SectorClass, SectorId, SectorStatus};

const SECTOR: SectorId = SectorId(4_000);

fn origin<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::AdmissionOrigin::try_successful_origin()
		.map_err(|()| BenchmarkError::Stop("no admission origin"))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn admit() -> Result<(), BenchmarkError> {
		let origin = origin::<T>()?;
		#[extrinsic_call]
		admit(origin as T::RuntimeOrigin, SECTOR, SectorClass::CpuEdge);
		assert!(Pallet::<T>::is_sector(SECTOR.0));
		Ok(())
	}

	#[benchmark]
	fn suspend() -> Result<(), BenchmarkError> {
		let origin = origin::<T>()?;
		Pallet::<T>::do_admit(SECTOR, SectorClass::CpuEdge)?;
		#[extrinsic_call]
		suspend(origin as T::RuntimeOrigin, SECTOR);
		assert_eq!(Sectors::<T>::get(SECTOR).map(|r| r.status), Some(SectorStatus::Suspended));
		Ok(())
	}

	#[benchmark]
	fn reinstate() -> Result<(), BenchmarkError> {
		let origin = origin::<T>()?;
		Pallet::<T>::do_admit(SECTOR, SectorClass::CpuEdge)?;
		Pallet::<T>::do_suspend(SECTOR)?;
		#[extrinsic_call]
		reinstate(origin as T::RuntimeOrigin, SECTOR);
		assert_eq!(Sectors::<T>::get(SECTOR).map(|r| r.status), Some(SectorStatus::Pending));
		Ok(())
	}

	#[benchmark]
	fn set_operator() -> Result<(), BenchmarkError> {
		let origin = origin::<T>()?;
		registry::populate::<T>(T::MaxSectors::get());
		let sector = Sectors::<T>::iter_keys().next().ok_or("no sector was made")?;
		let operator: T::AccountId = account("another", 0, 0);
		#[extrinsic_call]
		set_operator(origin as T::RuntimeOrigin, sector, operator.clone());
		assert_eq!(Terms::<T>::get(sector).and_then(|terms| terms.operator), Some(operator));
		Ok(())
	}

	#[benchmark]
	fn set_rate_base() -> Result<(), BenchmarkError> {
		let origin = origin::<T>()?;
		Pallet::<T>::do_admit(SECTOR, SectorClass::CpuEdge)?;
		#[extrinsic_call]
		set_rate_base(origin as T::RuntimeOrigin, SECTOR, MAX_RATE_BASE);
		assert_eq!(Terms::<T>::get(SECTOR).map(|terms| terms.rate_base), Some(MAX_RATE_BASE));
		Ok(())
	}

	#[benchmark]
	fn set_mint_cap() -> Result<(), BenchmarkError> {
		let origin = origin::<T>()?;
		Pallet::<T>::do_admit(SECTOR, SectorClass::CpuEdge)?;
		#[extrinsic_call]
		set_mint_cap(origin as T::RuntimeOrigin, SECTOR, MAX_MINT_CAP);
		assert_eq!(Terms::<T>::get(SECTOR).map(|terms| terms.mint_cap), Some(MAX_MINT_CAP));
		Ok(())
	}
}
