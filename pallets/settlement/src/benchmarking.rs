// SPDX-License-Identifier: Apache-2.0
//! Benchmarks of the call, of messages, and of each step a block can take.

use crate::*;
use frame_benchmarking::v2::*;
use frame_support::{
	pallet_prelude::Get,
	traits::{
		fungible::{Inspect, Mutate},
		EnsureOrigin,
	},
};
use pouw_primitives::{
	conversion::{
		attestation_digest, Attestation, ConversionRequest, ReleaseAnswer, ReleaseOrder,
		ReleaseReason,
	},
	settlement::{SettlementRecord, SettlementState},
	AccountId, Balance, SectorId,
};
use pouw_traits::{HandleConversions, RelayRandomness, SectorRegistry};
use sp_core::H256;

/// Sectors made: the source, two witnesses and more to draw from.
const SECTORS: u32 = 8;

fn request<T: Config>(conversion: u64) -> ConversionRequest {
	let amount: Balance = T::Currency::minimum_balance().saturating_add(1).saturating_mul(1_000);
	ConversionRequest { conversion, beneficiary: AccountId::new([7; 32]), amount }
}

/// A source among `sectors` with conversion 0 admitted.
fn requested<T: Config>(sectors: u32) -> Result<SectorId, &'static str> {
	let sectors = T::Sectors::populate(sectors);
	let source = *sectors.first().ok_or("no sector was made")?;
	Pallet::<T>::on_request(source, request::<T>(0)).map_err(|_| "the request was refused")?;
	Ok(source)
}

fn record_of<T: Config>(source: SectorId) -> Result<SettlementRecord, &'static str> {
	Conversions::<T>::get(source, 0).ok_or("the conversion was not stored")
}

/// A source with conversion 0 in its first round.
fn witnessing<T: Config>() -> Result<SectorId, &'static str> {
	let source = requested::<T>(SECTORS)?;
	let record = record_of::<T>(source)?;
	let (drawn, _) = Pallet::<T>::draw(source, 0, &record, 0, randomness::<T>(), 1);
	if drawn {
		Ok(source)
	} else {
		Err("no witnesses were drawn")
	}
}

/// Makes the round of a conversion that is in one the one with this number. Returns its last block.
fn deadline_of<T: Config>(source: SectorId, number: u32) -> Result<u32, &'static str> {
	Conversions::<T>::mutate(source, 0, |record| match record {
		Some(SettlementRecord {
			state: SettlementState::Witnessing { round, deadline, .. },
			..
		}) => {
			*round = number;
			Ok(*deadline)
		},
		_ => Err("the conversion is not in a round"),
	})
}

fn randomness<T: Config>() -> (u32, H256) {
	T::Randomness::latest().unwrap_or((1, H256::repeat_byte(1)))
}

/// Puts an ended record that is to be forgotten before the one that ends.
fn forgettable<T: Config>(source: SectorId) -> Result<(), &'static str> {
	let mut record = record_of::<T>(source)?;
	record.state = SettlementState::Cancelled {
		reason: pouw_primitives::conversion::CancelReason::Unwitnessed,
		at: 0,
		told: true,
	};
	for id in [1, 2] {
		record.request.conversion = id;
		Conversions::<T>::insert(source, id, &record);
	}
	Horizon::<T>::insert(source, 1);
	frame_system::Pallet::<T>::set_block_number(T::RetentionPeriod::get().saturating_add(1).into());
	Ok(())
}

/// The heaviest message: the second attestation of a conversion, and who sends it. For benchmarks of
/// the messenger.
pub fn second_attestation<T: Config>() -> Result<(SectorId, Attestation), &'static str> {
	let source = witnessing::<T>()?;
	let SettlementRecord { request, state, .. } = record_of::<T>(source)?;
	let SettlementState::Witnessing { round, witnesses, .. } = state else {
		return Err("the conversion is not in a round");
	};
	let digest = attestation_digest(source, 0, &request.beneficiary, request.amount);
	let attestation = Attestation { source, conversion: 0, round, digest };
	let [first, second] = witnesses;
	Pallet::<T>::on_attestation(first.sector, attestation).map_err(|_| "not attested")?;
	Ok((second.sector, attestation))
}

/// The heaviest message as `witness` would send it, whichever sectors there are, and older records to be
/// forgotten with it.
pub fn minting_attestation<T: Config>(witness: SectorId) -> Result<Attestation, &'static str> {
	let (_, attestation) = second_attestation::<T>()?;
	Conversions::<T>::mutate(attestation.source, attestation.conversion, |record| {
		if let Some(SettlementRecord {
			state: SettlementState::Witnessing { witnesses: [_, second], .. },
			..
		}) = record
		{
			second.sector = witness;
		}
	});
	forgettable::<T>(attestation.source)?;
	Ok(attestation)
}

// Two entries of storage are counted as measured wherever a message is sent. The state of the channels
// has no bound of its own. A page of outbound messages may have 103 KiB, but is empty at the beginning of a
// block unless the channel was full, and counts once in a block: its most for each message would be
// hundreds of times what is read.
#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark(pov_mode = MaxEncodedLen {
		ParachainSystem::RelevantMessagingState: Measured,
		XcmpQueue::OutboundXcmpMessages: Measured
	})]
	fn cancel() -> Result<(), BenchmarkError> {
		let source = witnessing::<T>()?;
		forgettable::<T>(source)?;
		let origin = T::ForceOrigin::try_successful_origin()
			.map_err(|()| BenchmarkError::Stop("no force origin"))?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, source, 0);

		assert!(record_of::<T>(source)?.state.ended_at().is_some());
		Ok(())
	}

	#[benchmark(pov_mode = MaxEncodedLen {
		ParachainSystem::RelevantMessagingState: Measured,
		XcmpQueue::OutboundXcmpMessages: Measured
	})]
	fn release() -> Result<(), BenchmarkError> {
		let sectors = T::Sectors::populate(SECTORS);
		let sector = *sectors.first().ok_or("no sector was made")?;
		let amount = super::request::<T>(0).amount;
		let treasury = T::Treasury::get();
		T::Currency::set_balance(&treasury, amount.saturating_mul(10));
		let before = T::Currency::balance(&treasury);
		let beneficiary = AccountId::new([7; 32]);
		let reason = ReleaseReason::EmergencyLiquidity;

		#[block]
		{
			Pallet::<T>::do_release(sector, beneficiary, amount, reason)?;
		}

		assert!(T::Currency::balance(&treasury) < before);
		Ok(())
	}

	/// Two older ones are forgotten.
	#[benchmark]
	fn request() -> Result<(), BenchmarkError> {
		let source = requested::<T>(SECTORS)?;
		forgettable::<T>(source)?;
		let message = super::request::<T>(3);

		#[block]
		{
			Pallet::<T>::on_request(source, message)?;
		}

		assert!(Conversions::<T>::get(source, 3).is_some_and(|record| record.quote.is_some()));
		assert_eq!(Horizon::<T>::get(source), 3);
		Ok(())
	}

	/// The oldest of as many releases as there can be, after all others were answered.
	#[benchmark]
	fn released() -> Result<(), BenchmarkError> {
		let sectors = T::Sectors::populate(SECTORS);
		let sector = *sectors.first().ok_or("no sector was made")?;
		let amount = super::request::<T>(0).amount;
		ReleaseEnds::<T>::insert(sector, Ends { first: 0, next: T::MaxReleases::get().into() });
		let order = ReleaseOrder {
			release: 0,
			beneficiary: AccountId::new([7; 32]),
			amount,
			reason: ReleaseReason::Governance,
		};
		Releases::<T>::insert(sector, 0, order);
		let answer = ReleaseAnswer { release: 0, paid: amount, owed: 0 };

		#[block]
		{
			Pallet::<T>::on_released(sector, answer)?;
		}

		assert!(ReleaseEnds::<T>::get(sector).is_empty());
		Ok(())
	}

	#[benchmark(pov_mode = MaxEncodedLen {
		ParachainSystem::RelevantMessagingState: Measured,
		XcmpQueue::OutboundXcmpMessages: Measured
	})]
	fn attest() -> Result<(), BenchmarkError> {
		let (witness, attestation) = second_attestation::<T>()?;
		forgettable::<T>(attestation.source)?;

		#[block]
		{
			Pallet::<T>::on_attestation(witness, attestation)?;
		}

		assert!(Issued::<T>::get() > 0);
		Ok(())
	}

	#[benchmark]
	fn tick() {
		AgendaCursor::<T>::put(1);

		#[block]
		{
			Pallet::<T>::do_tick(1);
		}

		assert_eq!(AgendaCursor::<T>::get(), Some(2));
	}

	#[benchmark]
	fn look() -> Result<(), BenchmarkError> {
		// With nobody to draw from it goes to the back of the queue.
		let source = requested::<T>(1)?;
		Conversions::<T>::mutate(source, 0, |record| {
			if let Some(SettlementRecord {
				state: SettlementState::Drawing { randomness_from, .. },
				..
			}) = record
			{
				*randomness_from = 0;
			}
		});
		let before = DrawEnds::<T>::get();

		#[block]
		{
			Pallet::<T>::serve_draws(1, 1);
		}

		assert_ne!(DrawEnds::<T>::get(), before);
		Ok(())
	}

	#[benchmark(pov_mode = MaxEncodedLen {
		ParachainSystem::RelevantMessagingState: Measured,
		XcmpQueue::OutboundXcmpMessages: Measured
	})]
	fn draw() -> Result<(), BenchmarkError> {
		let source = requested::<T>(SECTORS)?;
		let record = record_of::<T>(source)?;

		#[block]
		{
			Pallet::<T>::draw(source, 0, &record, 0, randomness::<T>(), 1);
		}

		assert!(matches!(record_of::<T>(source)?.state, SettlementState::Witnessing { .. }));
		Ok(())
	}

	#[benchmark(pov_mode = MaxEncodedLen {
		ParachainSystem::RelevantMessagingState: Measured,
		XcmpQueue::OutboundXcmpMessages: Measured
	})]
	fn expire_round() -> Result<(), BenchmarkError> {
		let source = witnessing::<T>()?;
		let deadline = deadline_of::<T>(source, 0)?;

		#[block]
		{
			Pallet::<T>::serve_agenda_of(deadline, 1, deadline);
		}

		assert!(matches!(record_of::<T>(source)?.state, SettlementState::Drawing { .. }));
		Ok(())
	}

	#[benchmark]
	fn admit() -> Result<(), BenchmarkError> {
		let sectors = T::Sectors::populate(SECTORS);
		let source = *sectors.first().ok_or("no sector was made")?;
		let mut record = SettlementRecord {
			request: super::request::<T>(0),
			arrived_at: 0,
			arrived_relay: 0,
			quote: None,
			state: SettlementState::Queued { expires: 0 },
		};
		Pallet::<T>::enqueue(source, 0, &mut record, 1).map_err(|_| "the queue has no room")?;
		Conversions::<T>::insert(source, 0, record);
		Open::<T>::insert(source, 1);

		#[block]
		{
			Pallet::<T>::serve_queues(1, 1);
		}

		assert!(record_of::<T>(source)?.quote.is_some());
		Ok(())
	}

	#[benchmark(pov_mode = MaxEncodedLen {
		ParachainSystem::RelevantMessagingState: Measured,
		XcmpQueue::OutboundXcmpMessages: Measured
	})]
	fn end() -> Result<(), BenchmarkError> {
		let source = witnessing::<T>()?;
		forgettable::<T>(source)?;
		let deadline = deadline_of::<T>(source, T::MaxRedraws::get())?;
		let now = Pallet::<T>::now();

		#[block]
		{
			Pallet::<T>::serve_agenda_of(deadline, 1, now);
		}

		assert!(record_of::<T>(source)?.state.ended_at().is_some());
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, mock::ExtBuilder::default().build(), mock::Test);
}
