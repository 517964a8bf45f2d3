// SPDX-License-Identifier: Apache-2.0
//! Benchmarks of `pallet_sectors`.

use crate::*;
use frame_benchmarking::v2::*;
use frame_support::traits::EnsureOrigin;
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
}
