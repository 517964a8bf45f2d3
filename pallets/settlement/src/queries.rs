// SPDX-License-Identifier: Apache-2.0
//! What the runtime API for clients is made of.

use crate::*;
use alloc::vec::Vec;
use pouw_primitives::{
	conversion::ConversionId,
	settlement::{SettlementRecord, SettlementTotals},
	Balance, SectorId,
};
use pouw_traits::SectorBusiness;

impl<T: Config> SectorBusiness for Pallet<T> {
	/// Conversions that have not ended, and releases that the sector has not answered.
	fn unsettled(sector: SectorId) -> u32 {
		let releases = ReleaseEnds::<T>::get(sector);
		let unanswered = releases.next.saturating_sub(releases.first);
		Open::<T>::get(sector).saturating_add(u32::try_from(unanswered).unwrap_or(u32::MAX))
	}
}

impl<T: Config> Pallet<T> {
	/// A conversion; none if it never arrived or is forgotten.
	pub fn conversion(source: SectorId, id: ConversionId) -> Option<SettlementRecord> {
		Conversions::<T>::get(source, id)
	}

	/// Conversions of `source` that have not ended, in the order of their numbers. Reads all records of
	/// the sector that are kept.
	pub fn open_conversions(source: SectorId) -> Vec<(ConversionId, SettlementRecord)> {
		let mut open: Vec<_> = Conversions::<T>::iter_prefix(source)
			.filter(|(_, record)| record.state.ended_at().is_none())
			.collect();
		open.sort_unstable_by_key(|(id, _)| *id);
		open
	}

	/// What became of the conversions of `source`.
	pub fn totals(source: SectorId) -> SettlementTotals {
		Totals::<T>::get(source)
	}

	/// MAIN minted for conversions, tolls included, since genesis.
	pub fn issued() -> Balance {
		Issued::<T>::get()
	}
}
