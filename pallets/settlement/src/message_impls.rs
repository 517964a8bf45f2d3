// SPDX-License-Identifier: Apache-2.0
//! What sectors ask and attest.

use crate::{admission::Admission, *};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
	weights::Weight,
};
use pouw_primitives::{
	conversion::{attestation_digest, Attestation, CancelReason, ConversionRequest, ReleaseAnswer},
	settlement::{SettlementRecord, SettlementState},
	SectorId,
};
use pouw_traits::{HandleConversions, RelayRandomness, SectorRegistry};

/// What an attestation is worth.
enum Worth {
	Counts,
	OtherDigest,
	Nothing,
}

impl<T: Config> HandleConversions for Pallet<T> {
	/// Fails only for a number that is too far ahead, which comes again.
	fn on_request(source: SectorId, request: ConversionRequest) -> DispatchResult {
		let id = request.conversion;
		let horizon = Horizon::<T>::get(source);
		if id < horizon {
			Self::deposit_event(Event::RequestForgotten { source, conversion: id });
			return Ok(());
		}
		if let Some(known) = Conversions::<T>::get(source, id) {
			Self::on_known_request(source, request, known);
			return Ok(());
		}
		// Those that ended make room for new ones here too: when as many as can be kept have all ended, no
		// other will end and do it.
		Self::forget(source, Self::now());
		let horizon = Horizon::<T>::get(source);
		ensure!(id.saturating_sub(horizon) < T::MaxAhead::get(), Error::<T>::IdTooFarAhead);
		Self::on_new_request(source, request);
		Ok(())
	}

	/// Never fails: what does not count now never will.
	fn on_attestation(witness: SectorId, attestation: Attestation) -> DispatchResult {
		let Attestation { source, conversion, digest, .. } = attestation;
		let record = Conversions::<T>::get(source, conversion);
		match record.as_ref().map_or(Worth::Nothing, |r| Self::worth(witness, &attestation, r)) {
			Worth::Counts => {
				if let Some(record) = record {
					Self::count(witness, &attestation, record);
				}
			},
			Worth::OtherDigest => {
				Self::deposit_event(Event::DigestMismatched { source, conversion, witness, digest })
			},
			Worth::Nothing => {
				Self::deposit_event(Event::AttestationIgnored { source, conversion, witness })
			},
		}
		Ok(())
	}

	fn on_released(sector: SectorId, answer: ReleaseAnswer) -> DispatchResult {
		Self::do_close_release(sector, answer);
		Ok(())
	}

	fn weight_of_request() -> Option<Weight> {
		// It may end at once, or be one that ended and is answered again.
		Some(T::WeightInfo::request().saturating_add(T::WeightInfo::end()))
	}

	fn weight_of_attestation() -> Option<Weight> {
		Some(T::WeightInfo::attest().max(T::WeightInfo::end()))
	}

	fn weight_of_released() -> Option<Weight> {
		Some(T::WeightInfo::released())
	}
}

impl<T: Config> Pallet<T> {
	fn on_known_request(source: SectorId, request: ConversionRequest, known: SettlementRecord) {
		let conversion = request.conversion;
		if known.request != request {
			Self::deposit_event(Event::RequestConflicted { source, conversion });
			return;
		}
		Self::deposit_event(Event::RequestRepeated { source, conversion });
		// One that was not told yet is on the agenda.
		if matches!(
			known.state,
			SettlementState::Minted { told: true, .. }
				| SettlementState::Cancelled { told: true, .. }
		) {
			Self::tell(source, conversion, known, Self::now());
		}
	}

	fn on_new_request(source: SectorId, request: ConversionRequest) {
		let now = Self::now();
		let (id, amount) = (request.conversion, request.amount);
		Self::deposit_event(Event::Requested {
			source,
			conversion: id,
			beneficiary: request.beneficiary.clone(),
			amount,
		});
		let open = Open::<T>::get(source);
		Open::<T>::insert(source, open.saturating_add(1));
		let mut record = SettlementRecord {
			request,
			arrived_at: now,
			arrived_relay: T::Randomness::relay_block(),
			quote: None,
			// Overwritten below, by one of the states that a conversion can begin with.
			state: SettlementState::Queued { expires: now },
		};
		let congested = open >= T::MaxOpen::get();
		let admission = if congested {
			Admission::Refuse(CancelReason::Congested)
		} else {
			Self::admission(source, amount)
		};
		let refused = match admission {
			Admission::Refuse(reason) => Some(reason),
			// Those before it go first, whether there is room for it or not.
			Admission::Admit(quote) if !Self::has_queue(source) => {
				Self::admit(source, id, &mut record, quote, now);
				None
			},
			Admission::Admit(_) | Admission::Wait => {
				Self::enqueue(source, id, &mut record, now).err()
			},
		};
		match refused {
			Some(reason) => Self::end_cancelled(source, id, record, reason, now),
			None => Conversions::<T>::insert(source, id, record),
		}
	}

	fn worth(witness: SectorId, attestation: &Attestation, record: &SettlementRecord) -> Worth {
		let SettlementState::Witnessing { round, witnesses, .. } = &record.state else {
			return Worth::Nothing;
		};
		let is_due = witnesses.iter().any(|drawn| drawn.sector == witness && !drawn.attested);
		if *round != attestation.round || !is_due {
			return Worth::Nothing;
		}
		let expected = attestation_digest(
			attestation.source,
			attestation.conversion,
			&record.request.beneficiary,
			record.request.amount,
		);
		if attestation.digest == expected {
			Worth::Counts
		} else {
			Worth::OtherDigest
		}
	}

	/// Marks the witness; the second one settles.
	fn count(witness: SectorId, attestation: &Attestation, mut record: SettlementRecord) {
		let Attestation { source, conversion, round, .. } = *attestation;
		let SettlementState::Witnessing { witnesses, .. } = &mut record.state else { return };
		for drawn in witnesses.iter_mut().filter(|drawn| drawn.sector == witness) {
			drawn.attested = true;
		}
		Self::deposit_event(Event::Attested { source, conversion, round, witness });
		if !witnesses.iter().all(|drawn| drawn.attested) {
			Conversions::<T>::insert(source, conversion, record);
			return;
		}
		let pair = witnesses.map(|drawn| drawn.sector);
		let now = Self::now();
		if T::Sectors::may_convert(source) {
			Self::settle(source, conversion, record, round, pair, now);
		} else {
			Self::end_cancelled(source, conversion, record, CancelReason::SectorInactive, now);
		}
	}
}
