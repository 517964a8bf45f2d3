// SPDX-License-Identifier: Apache-2.0
//! The draw of witnesses.

use crate::*;
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{
	pallet_prelude::{Get, Weight},
	storage::with_storage_layer,
};
use pouw_primitives::{
	conversion::{CancelReason, ConversionId, WitnessRequest},
	settlement::{DrawnWitness, SettlementRecord, SettlementState, WITNESSES},
	AccountId, BlockNumber, HubToSector, RelayBlockNumber, SectorId,
};
use pouw_traits::{RelayRandomness, SectorRegistry, SendMessage};
use sp_core::H256;
use sp_runtime::DispatchError;

/// Prefix of the bytes whose BLAKE2-256 hash is the seed of a draw: context ‖ randomness ‖ number of its
/// relay block ‖ sector ‖ conversion ‖ round, SCALE-coded. Its first eight bytes, as a big-endian number
/// modulo the eligible sectors, draw the first witness, the next eight the second one of those with another
/// operator.
pub const SEED_CONTEXT: &[u8] = b"pouw-chain witness-seed v1";

/// How often witnesses are drawn anew for a conversion in a block when a message cannot be queued.
const ATTEMPTS: u32 = 3;

/// What a look at a waiting draw led to.
enum Look {
	/// The conversion is no longer waiting.
	Done,
	/// It waits for randomness; all behind it came later.
	Early,
	/// It waits for sectors.
	Lacking,
}

/// A message could not be queued for this sector.
struct Unsent(SectorId);

impl From<DispatchError> for Unsent {
	/// Of a storage layer that cannot be opened because too many are: that is no sector's fault.
	fn from(_: DispatchError) -> Self {
		Self(SectorId(0))
	}
}

/// Draws two of `eligible` with different operators.
pub(crate) fn pick(
	seed: [u8; 32],
	eligible: &[(SectorId, AccountId)],
) -> Option<[SectorId; WITNESSES]> {
	let [a, b, ..] = numbers(seed);
	let first = eligible.get(usize::try_from(a.checked_rem(eligible.len() as u64)?).ok()?)?;
	let others: Vec<_> =
		eligible.iter().filter(|(_, operator)| *operator != first.1).map(|(id, _)| *id).collect();
	let second = others.get(usize::try_from(b.checked_rem(others.len() as u64)?).ok()?)?;
	Some([first.0, *second])
}

/// The four big-endian numbers that 32 bytes are.
fn numbers(bytes: [u8; 32]) -> [u64; 4] {
	let mut numbers = [0; 4];
	for (number, chunk) in numbers.iter_mut().zip(bytes.chunks_exact(8)) {
		*number = u64::from_be_bytes(<[u8; 8]>::try_from(chunk).unwrap_or_default());
	}
	numbers
}

impl<T: Config> Pallet<T> {
	/// Looks at up to `limit` conversions that wait for their draw.
	pub(crate) fn serve_draws(now: BlockNumber, limit: u32) -> Weight {
		let mut weight = Weight::zero();
		let mut ends = DrawEnds::<T>::get();
		let before = ends;
		let randomness = T::Randomness::latest();
		let waiting = ends.next.saturating_sub(ends.first);
		for _ in 0..waiting.min(limit.into()) {
			weight.saturating_accrue(T::WeightInfo::look());
			if let Some(key) = DrawQueue::<T>::get(ends.first) {
				match Self::look_at_draw(key, randomness, now, &mut weight) {
					Look::Early => break,
					Look::Done => {},
					// To the back, so that others have their turn.
					Look::Lacking => DrawQueue::<T>::insert(ends.fill(), key),
				}
			}
			DrawQueue::<T>::remove(ends.first);
			ends.empty();
		}
		if ends != before {
			DrawEnds::<T>::put(ends);
		}
		weight
	}

	fn look_at_draw(
		(source, id): Key,
		randomness: Option<(RelayBlockNumber, H256)>,
		now: BlockNumber,
		weight: &mut Weight,
	) -> Look {
		let Some(record) = Conversions::<T>::get(source, id) else { return Look::Done };
		let SettlementState::Drawing { round, randomness_from, expires } = record.state else {
			return Look::Done;
		};
		if !T::Sectors::may_convert(source) {
			weight.saturating_accrue(T::WeightInfo::end());
			Self::end_cancelled(source, id, record, CancelReason::SectorInactive, now);
			return Look::Done;
		}
		let ripe = randomness.filter(|(number, _)| *number >= randomness_from);
		if let Some(randomness) = ripe {
			let (drawn, step) = Self::draw(source, id, &record, round, randomness, now);
			weight.saturating_accrue(step);
			if drawn {
				return Look::Done;
			}
		}
		if now >= expires {
			weight.saturating_accrue(T::WeightInfo::end());
			Self::end_cancelled(source, id, record, CancelReason::Unwitnessed, now);
			return Look::Done;
		}
		if ripe.is_some() {
			Look::Lacking
		} else {
			Look::Early
		}
	}

	/// Draws witnesses and asks them. Changes nothing and returns false, with the weight of having
	/// tried, if there are too few.
	pub(crate) fn draw(
		source: SectorId,
		id: ConversionId,
		record: &SettlementRecord,
		round: u32,
		(number, random): (RelayBlockNumber, H256),
		now: BlockNumber,
	) -> (bool, Weight) {
		let mut weight = T::WeightInfo::look();
		let seed = (SEED_CONTEXT, random, number, source, id, round)
			.using_encoded(sp_io::hashing::blake2_256);
		let mut eligible = Self::eligible(source);
		for _ in 0..ATTEMPTS {
			let Some(witnesses) = pick(seed, &eligible) else { break };
			weight.saturating_accrue(T::WeightInfo::draw());
			match with_storage_layer(|| Self::ask(source, id, record, round, witnesses)) {
				Ok(()) => {
					Self::open_round(source, id, record, round, witnesses, now);
					return (true, weight);
				},
				// Its queue is full.
				Err(Unsent(sector)) => eligible.retain(|(other, _)| *other != sector),
			}
		}
		(false, weight)
	}

	/// Active sectors other than `source`, of other operators than its.
	fn eligible(source: SectorId) -> Vec<(SectorId, AccountId)> {
		let own = T::Sectors::operator(source);
		let mut eligible = T::Sectors::operators();
		eligible.retain(|(id, operator)| *id != source && Some(operator) != own.as_ref());
		eligible
	}

	fn ask(
		source: SectorId,
		id: ConversionId,
		record: &SettlementRecord,
		round: u32,
		witnesses: [SectorId; WITNESSES],
	) -> Result<(), Unsent> {
		for sector in witnesses {
			let request = WitnessRequest {
				source,
				conversion: id,
				round,
				beneficiary: record.request.beneficiary.clone(),
				amount: record.request.amount,
				requested_at: record.arrived_relay,
			};
			T::Messages::send(sector, HubToSector::Witness(request)).map_err(|_| Unsent(sector))?;
		}
		Ok(())
	}

	fn open_round(
		source: SectorId,
		id: ConversionId,
		record: &SettlementRecord,
		round: u32,
		witnesses: [SectorId; WITNESSES],
		now: BlockNumber,
	) {
		let deadline = now.saturating_add(T::AttestationPeriod::get());
		let state = SettlementState::Witnessing {
			round,
			witnesses: witnesses.map(|sector| DrawnWitness { sector, attested: false }),
			deadline,
		};
		Conversions::<T>::insert(source, id, SettlementRecord { state, ..record.clone() });
		Agenda::<T>::insert(deadline, (source, id), ());
		Self::deposit_event(Event::WitnessesDrawn {
			source,
			conversion: id,
			round,
			witnesses,
			deadline,
		});
	}

	/// Tells the witnesses of a round that have not attested that it is over. A message that cannot be
	/// queued is no loss: what they answer does not count.
	pub(crate) fn withdraw(
		source: SectorId,
		id: ConversionId,
		round: u32,
		witnesses: &[DrawnWitness],
	) {
		for witness in witnesses.iter().filter(|witness| !witness.attested) {
			let message = HubToSector::WitnessWithdrawn { source, conversion: id, round };
			let _ = with_storage_layer(|| T::Messages::send(witness.sector, message));
		}
	}
}
