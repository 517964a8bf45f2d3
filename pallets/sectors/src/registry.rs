// SPDX-License-Identifier: Apache-2.0
//! The registry as other pallets see it.

use crate::*;
use alloc::vec::Vec;
use frame_support::defensive;
use pouw_primitives::{settlement::SectorTerms, Balance, EraIndex, SectorId, SectorStatus};
use pouw_traits::SectorRegistry;
use sp_runtime::{traits::Zero, FixedU128};

impl<T: Config> Pallet<T> {
	/// The terms of a sector.
	pub fn terms(sector: SectorId) -> Option<SectorTerms<T::AccountId>> {
		Terms::<T>::get(sector)
	}

	/// Brings the entry of `sector` in the list of active ones up to date.
	pub(crate) fn list_if_active(sector: SectorId) {
		let active =
			Sectors::<T>::get(sector).is_some_and(|record| record.status == SectorStatus::Active);
		let operator = Terms::<T>::get(sector).and_then(|terms| terms.operator);
		Active::<T>::mutate(|list| {
			let place = list.binary_search_by_key(&sector, |(id, _)| *id);
			match (place, active) {
				(Ok(at), true) => {
					if let Some((_, listed)) = list.get_mut(at) {
						*listed = operator;
					}
				},
				(Ok(at), false) => {
					list.remove(at);
				},
				(Err(at), true) => {
					if list.try_insert(at, (sector, operator)).is_err() {
						defensive!("more active sectors than there can be sectors");
					}
				},
				(Err(_), false) => {},
			}
		});
	}
}

impl<T: Config> SectorRegistry<T::AccountId> for Pallet<T> {
	fn active() -> Vec<SectorId> {
		Active::<T>::get().into_iter().map(|(id, _)| id).collect()
	}

	fn operators() -> Vec<(SectorId, T::AccountId)> {
		Active::<T>::get()
			.into_iter()
			.filter_map(|(id, operator)| operator.map(|operator| (id, operator)))
			.collect()
	}

	fn is_active(sector: SectorId) -> bool {
		Sectors::<T>::get(sector).is_some_and(|record| record.status == SectorStatus::Active)
	}

	fn may_convert(sector: SectorId) -> bool {
		Sectors::<T>::get(sector).is_some_and(|record| {
			matches!(record.status, SectorStatus::Active | SectorStatus::Retiring)
		})
	}

	fn operator(sector: SectorId) -> Option<T::AccountId> {
		Terms::<T>::get(sector).and_then(|terms| terms.operator)
	}

	fn rate(sector: SectorId) -> FixedU128 {
		Terms::<T>::get(sector).map_or(FixedU128::zero(), |terms| terms.rate)
	}

	fn mint_cap(sector: SectorId) -> Balance {
		Terms::<T>::get(sector).map_or(0, |terms| terms.mint_cap)
	}

	fn era(sector: SectorId) -> EraIndex {
		Sectors::<T>::get(sector)
			.and_then(|record| record.last_report)
			.map_or(0, |report| report.era.saturating_add(1))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn populate(count: u32) -> Vec<SectorId> {
		populate::<T>(count)
	}
}

/// Makes `count` active sectors with operators of their own, a rate of one and the largest cap;
/// fewer if the registry has no room for them.
#[cfg(feature = "runtime-benchmarks")]
pub(crate) fn populate<T: Config>(count: u32) -> Vec<SectorId> {
	use pouw_primitives::{SectorClass, SectorProfile};
	use sp_runtime::traits::One;

	let class = SectorClass::CpuEdge;
	(5_000u32..)
		.take(count as usize)
		.map(SectorId)
		.filter(|id| Pallet::<T>::insert_pending(*id, class).is_ok())
		.inspect(|id| {
			Sectors::<T>::mutate(id, |record| {
				if let Some(record) = record {
					record.status = SectorStatus::Active;
					record.profile = SectorProfile::new(class, "Benchmark", "BENCH", 12);
				}
			});
			let terms = SectorTerms {
				operator: Some(frame_benchmarking::account("operator", id.0, 0)),
				rate_base: FixedU128::one(),
				rate: FixedU128::one(),
				mint_cap: MAX_MINT_CAP,
				..Default::default()
			};
			Terms::<T>::insert(id, terms);
			Pallet::<T>::list_if_active(*id);
		})
		.collect()
}
