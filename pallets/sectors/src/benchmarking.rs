// SPDX-License-Identifier: Apache-2.0
//! Benchmarks of `pallet_sectors`.

use crate::*;
use frame_benchmarking::{account, v2::*};
use frame_support::traits::{EnsureOrigin, Get};
use pouw_primitives::{
	governance::MAX_CHANGE_LEN, message::EraFigures, AccountId, Balance, EncodedChange, EraReport,
	GovernanceNotice, GuildMotion, GuildRequest, SectorClass, SectorId, SectorProfile,
	SectorStatus, SectorToHub,
};
use pouw_traits::{HandleGovernance, HandleMessage};
use sp_core::H256;

const SECTOR: SectorId = SectorId(4_000);

fn origin<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::AdmissionOrigin::try_successful_origin()
		.map_err(|()| BenchmarkError::Stop("no admission origin"))
}

/// One of as many active sectors as there can be.
fn one_of_many<T: Config>() -> Result<SectorId, BenchmarkError> {
	let sectors = registry::populate::<T>(T::MaxSectors::get());
	Ok(*sectors.first().ok_or("no sector was made")?)
}

/// Fills the motions of [`SECTOR`]; the last one asks for an upgrade to the code of hash 1.
fn fill_motions<T: Config>() -> Result<(), BenchmarkError> {
	Pallet::<T>::do_admit(SECTOR, SectorClass::CpuEdge)?;
	for motion in 0..MAX_MOTIONS {
		let upgrade = motion.saturating_add(1) == MAX_MOTIONS;
		let request = if upgrade {
			GuildRequest::Upgrade { code_hash: H256::repeat_byte(1) }
		} else {
			GuildRequest::Parameter { change: longest_change() }
		};
		let notice = GovernanceNotice::Motion(GuildMotion { motion, request });
		Pallet::<T>::on_governance(SECTOR, notice)?;
	}
	Ok(())
}

fn longest_change() -> EncodedChange {
	EncodedChange::truncate_from(alloc::vec![7; MAX_CHANGE_LEN as usize])
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
		let sector = one_of_many::<T>()?;
		#[extrinsic_call]
		suspend(origin as T::RuntimeOrigin, sector);
		assert_eq!(Sectors::<T>::get(sector).map(|r| r.status), Some(SectorStatus::Suspended));
		Ok(())
	}

	// The message of the suspension is still in the page that the next one goes into, as it hardly ever is.
	#[benchmark(pov_mode = MaxEncodedLen {
		ParachainSystem::RelevantMessagingState: Measured,
		XcmpQueue::OutboundXcmpMessages: Measured
	})]
	fn reinstate() -> Result<(), BenchmarkError> {
		let origin = origin::<T>()?;
		let sector = one_of_many::<T>()?;
		Pallet::<T>::do_suspend(sector)?;
		#[extrinsic_call]
		reinstate(origin as T::RuntimeOrigin, sector);
		assert_eq!(Sectors::<T>::get(sector).map(|r| r.status), Some(SectorStatus::Active));
		Ok(())
	}

	#[benchmark]
	fn set_operator() -> Result<(), BenchmarkError> {
		let origin = origin::<T>()?;
		let sector = one_of_many::<T>()?;
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

	#[benchmark(pov_mode = Measured)]
	fn set_parameter() -> Result<(), BenchmarkError> {
		let origin = T::ParameterOrigin::try_successful_origin()
			.map_err(|()| BenchmarkError::Stop("no parameter origin"))?;
		fill_motions::<T>()?;
		#[extrinsic_call]
		set_parameter(origin as T::RuntimeOrigin, SECTOR, longest_change());
		assert_eq!(Directives::<T>::get(SECTOR), 1);
		Ok(())
	}

	#[benchmark(pov_mode = Measured)]
	fn authorize_upgrade() -> Result<(), BenchmarkError> {
		let origin = T::UpgradeOrigin::try_successful_origin()
			.map_err(|()| BenchmarkError::Stop("no upgrade origin"))?;
		fill_motions::<T>()?;
		#[extrinsic_call]
		authorize_upgrade(origin as T::RuntimeOrigin, SECTOR, H256::repeat_byte(1));
		assert_eq!(Directives::<T>::get(SECTOR), 1);
		Ok(())
	}

	#[benchmark(pov_mode = Measured)]
	fn spend_public() -> Result<(), BenchmarkError> {
		let origin = T::ParameterOrigin::try_successful_origin()
			.map_err(|()| BenchmarkError::Stop("no parameter origin"))?;
		fill_motions::<T>()?;
		let to = AccountId::new([1; 32]);
		#[extrinsic_call]
		spend_public(origin as T::RuntimeOrigin, SECTOR, to, Balance::MAX);
		assert_eq!(Directives::<T>::get(SECTOR), 1);
		Ok(())
	}

	#[benchmark(pov_mode = Measured)]
	fn retire() -> Result<(), BenchmarkError> {
		let origin = origin::<T>()?;
		let sector = one_of_many::<T>()?;
		#[extrinsic_call]
		retire(origin as T::RuntimeOrigin, sector);
		assert!(Retirements::<T>::contains_key(sector));
		Ok(())
	}

	#[benchmark(pov_mode = Measured)]
	fn complete_retirement() -> Result<(), BenchmarkError> {
		fill_motions::<T>()?;
		Pallet::<T>::do_retire(SECTOR)?;
		let until = Retirements::<T>::get(SECTOR).ok_or("the sector does not retire")?;
		frame_system::Pallet::<T>::set_block_number(until);
		let caller: T::AccountId = account("anybody", 0, 0);
		#[extrinsic_call]
		complete_retirement(frame_system::RawOrigin::Signed(caller), SECTOR);
		assert!(!Retirements::<T>::contains_key(SECTOR));
		Ok(())
	}

	/// Of a sector that waits for nothing else, while all others are active.
	#[benchmark(pov_mode = Measured)]
	fn announced() -> Result<(), BenchmarkError> {
		let sector = one_of_many::<T>()?;
		Sectors::<T>::mutate(sector, |record| {
			if let Some(record) = record {
				record.status = SectorStatus::Pending;
				record.profile = None;
			}
		});
		Pallet::<T>::list_if_active(sector);
		let profile = SectorProfile::new(SectorClass::CpuEdge, "Benchmark", "BENCH", 12)
			.ok_or("the names are too long")?;
		#[block]
		{
			Pallet::<T>::handle(sector, SectorToHub::Announce(profile))?;
		}
		assert_eq!(Sectors::<T>::get(sector).map(|r| r.status), Some(SectorStatus::Active));
		Ok(())
	}

	/// Of a sector that has to be told its standing, after as many eras as are kept.
	#[benchmark(pov_mode = Measured)]
	fn reported() -> Result<(), BenchmarkError> {
		let sector = one_of_many::<T>()?;
		let report = |era: u32| {
			let work = u128::from(era.saturating_add(1));
			let figures = EraFigures {
				idle_work: work,
				useful_work: work,
				paid_useful_work: work,
				..Default::default()
			};
			SectorToHub::Report(EraReport { era, ended_at: era, figures })
		};
		for era in 0..64 {
			Pallet::<T>::handle(sector, report(era))?;
		}
		Untold::<T>::insert(sector, ());
		#[block]
		{
			Pallet::<T>::handle(sector, report(64))?;
		}
		assert!(!Untold::<T>::contains_key(sector));
		Ok(())
	}

	/// A motion for which an older one makes room.
	#[benchmark]
	fn notice() -> Result<(), BenchmarkError> {
		fill_motions::<T>()?;
		let motion = MAX_MOTIONS;
		let request = GuildRequest::Parameter { change: longest_change() };
		#[block]
		{
			let told = GovernanceNotice::Motion(GuildMotion { motion, request });
			Pallet::<T>::on_governance(SECTOR, told)?;
		}
		assert!(Motions::<T>::get(SECTOR).iter().any(|known| known.motion == motion));
		Ok(())
	}
}
