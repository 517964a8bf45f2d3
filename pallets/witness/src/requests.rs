// SPDX-License-Identifier: Apache-2.0
//! Requests of the hub: opening, withdrawal, expiry.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	defensive, ensure,
	pallet_prelude::{BoundedVec, DispatchResult, Get},
	weights::Weight,
};
use pouw_primitives::{
	conversion::{ConversionId, WitnessRequest},
	BlockNumber, SectorId,
};
use sp_runtime::SaturatedConversion;

impl<T: Config> Pallet<T> {
	/// Number of the current block.
	pub(crate) fn now() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}

	/// The sectors that open requests name.
	pub fn sources() -> Vec<SectorId> {
		Self::sources_of(&Order::<T>::get())
	}

	fn sources_of(order: &[(SectorId, ConversionId)]) -> Vec<SectorId> {
		let mut sources: Vec<_> = order.iter().map(|(source, _)| *source).collect();
		sources.sort_unstable();
		sources.dedup();
		sources
	}

	/// Opens a request, or answers it at once if the conversion is on record.
	///
	/// One for which there is no room is ignored, not refused: a message that is refused comes again until its
	/// request would be of no use any more, and holds up those behind it. The hub draws other witnesses.
	pub(crate) fn do_open(request: WitnessRequest) -> DispatchResult {
		let WitnessRequest { source, conversion, round, .. } = request;
		let ignore = |reason| {
			Self::deposit_event(Event::RequestIgnored { source, conversion, round, reason });
			Ok(())
		};
		if source == T::SelfId::get() {
			return ignore(IgnoreReason::OwnConversion);
		}
		let open = Requests::<T>::get(source, conversion);
		let newest = open.as_ref().map(|open| open.request.round);
		if newest.is_some_and(|newest| newest >= round) {
			return ignore(IgnoreReason::OldRound);
		}
		if let Some(kept) = Records::<T>::get(source, conversion) {
			if kept.attested.is_some_and(|attested| attested >= round) {
				return ignore(IgnoreReason::OldRound);
			}
			if kept.record.beneficiary != request.beneficiary
				|| kept.record.amount != request.amount
			{
				return ignore(IgnoreReason::UnlikeTheRecord);
			}
			if open.is_none() {
				// Without room in the queue the message is refused, and the hub sends it again.
				return Self::queue_attestation(&request, kept);
			}
		}
		let expires_at = Self::now().saturating_add(T::RequestLifetime::get());
		if let Err(reason) = Self::append(source, conversion) {
			return ignore(reason);
		}
		Requests::<T>::insert(source, conversion, OpenRequest { request, expires_at });
		Self::deposit_event(Event::Requested { source, conversion, round, expires_at });
		Ok(())
	}

	/// Puts a request at the end of the order, where it is taken from if it is in it. Changes nothing if there
	/// is no room.
	fn append(source: SectorId, conversion: ConversionId) -> Result<(), IgnoreReason> {
		let mut order = Order::<T>::get();
		order.retain(|entry| *entry != (source, conversion));
		if !order.iter().any(|(other, _)| *other == source) {
			let others = u32::try_from(Self::sources_of(&order).len()).unwrap_or(u32::MAX);
			ensure!(others < T::MaxSources::get(), IgnoreReason::TooManySources);
		}
		if order.is_full() {
			Self::make_room(&mut order, source)?;
		}
		order.try_push((source, conversion)).map_err(|_| IgnoreReason::TooManyRequests)?;
		Order::<T>::put(order);
		Ok(())
	}

	/// Has the newest request of the sector that has most in a full order give way to one of `source`, so that
	/// no sector keeps the others out. Changes nothing if that would leave it with fewer than `source`.
	fn make_room(
		order: &mut BoundedVec<(SectorId, ConversionId), T::MaxRequests>,
		source: SectorId,
	) -> Result<(), IgnoreReason> {
		let requests_of = |sector: SectorId| order.iter().filter(|(of, _)| *of == sector).count();
		let (_, crowding) = Self::sources_of(order)
			.into_iter()
			.map(|sector| (requests_of(sector), sector))
			.max()
			.filter(|(most, _)| *most > requests_of(source).saturating_add(1))
			.ok_or(IgnoreReason::TooManyRequests)?;
		let newest = order.iter().rev().find(|(of, _)| *of == crowding).copied();
		let (_, conversion) = newest.ok_or(IgnoreReason::TooManyRequests)?;
		let round = Requests::<T>::get(crowding, conversion).map_or(0, |open| open.request.round);
		Self::close(crowding, conversion);
		order.retain(|entry| *entry != (crowding, conversion));
		Self::deposit_event(Event::RequestGaveWay { source: crowding, conversion, round });
		Ok(())
	}

	/// Takes back a request of `round` or of an earlier one.
	pub(crate) fn do_withdraw(source: SectorId, conversion: ConversionId, round: u32) {
		let open = Requests::<T>::get(source, conversion);
		let Some(open) = open.filter(|open| open.request.round <= round) else { return };
		Self::close(source, conversion);
		let round = open.request.round;
		Self::deposit_event(Event::RequestWithdrawn { source, conversion, round });
	}

	/// Forgets a request, and the heads of its source if no other request names it.
	pub(crate) fn close(source: SectorId, conversion: ConversionId) {
		Requests::<T>::remove(source, conversion);
		let mut order = Order::<T>::get();
		order.retain(|entry| *entry != (source, conversion));
		if !order.iter().any(|(other, _)| *other == source) {
			Heads::<T>::remove(source);
		}
		Order::<T>::put(order);
		let mut unsent = Unsent::<T>::get();
		if unsent.contains(&(source, conversion)) {
			unsent.retain(|entry| *entry != (source, conversion));
			Unsent::<T>::put(unsent);
		}
	}

	/// Queues attestations that found no room, then gives up requests that are due.
	pub(crate) fn do_tick() -> Weight {
		let mut weight = <T as Config>::WeightInfo::tick();
		let steps = usize::try_from(T::MaxStepsPerBlock::get()).unwrap_or(usize::MAX);
		for (source, conversion) in Unsent::<T>::get().into_iter().take(steps) {
			weight.saturating_accrue(<T as Config>::WeightInfo::send_again());
			if !Self::send_again(source, conversion) {
				break;
			}
		}
		let now = Self::now();
		for (source, conversion) in Order::<T>::get().into_iter().take(steps) {
			let Some(open) = Requests::<T>::get(source, conversion) else {
				defensive!("a request of the order is not open");
				Self::close(source, conversion);
				continue;
			};
			if open.expires_at > now {
				break;
			}
			weight.saturating_accrue(<T as Config>::WeightInfo::expire());
			Self::close(source, conversion);
			let round = open.request.round;
			Self::deposit_event(Event::RequestExpired { source, conversion, round });
		}
		weight
	}
}
