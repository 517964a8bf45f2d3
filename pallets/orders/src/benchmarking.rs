// SPDX-License-Identifier: Apache-2.0
//! Benchmarks of the calls and of the message.

use crate::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
	pallet_prelude::Get,
	traits::{
		fungible::{Inspect, Unbalanced},
		tokens::Precision,
		Contains, EnsureOrigin,
	},
	BoundedVec,
};
use frame_system::RawOrigin;
use pouw_primitives::{
	order::{OrderPayment, OrderState},
	task::{BlobRef, Job, Replicas, TaskSpec, VerificationTier},
	AccountId, Balance, OrderId, OrderOutcome, OrderRecord, SectorId,
};
use pouw_traits::{HandleOrderEnded, RelayRandomness, SectorRegistry};
use sp_core::H256;
use sp_runtime::{FixedU128, Permill};

/// Number of the order that the benchmarks end, after two that are to be forgotten.
const ORDER: OrderId = 2;

fn main_of<T: Config>() -> Balance {
	T::MinMain::get().max(T::Currency::minimum_balance().saturating_mul(100))
}

fn spec<T: Config>() -> TaskSpec {
	TaskSpec {
		job: Job::Embedding { model: H256::repeat_byte(1) },
		input: BlobRef { hash: H256::repeat_byte(2), len: 1 },
		tier: VerificationTier::Tolerant,
		replicas: Replicas { initial: 2, most: 2 },
		confidence: Permill::zero(),
		price: 0,
		deadline: T::MaxDeadline::get(),
		client_key: [3; 32],
	}
}

/// A client whose list of open orders has one place left.
fn client<T: Config>() -> AccountId {
	let client: AccountId = account("client", 0, 0);
	let amount = main_of::<T>().saturating_mul(10);
	if T::Currency::increase_balance(&client, amount, Precision::Exact).is_ok() {
		T::Currency::set_total_issuance(T::Currency::total_issuance().saturating_add(amount));
	}
	let others = (1..T::MaxOpenOfClient::get()).map(|n| (SectorId(1), n.into()));
	OpenOf::<T>::insert(&client, BoundedVec::truncate_from(others.collect()));
	client
}

fn sector<T: Config>() -> Result<SectorId, &'static str> {
	T::Sectors::populate(1).first().copied().ok_or("no sector was made")
}

/// An open order of an active sector, and how it ends: half of it paid. For benchmarks of the messenger
/// too.
pub fn open_order<T: Config>() -> Result<(SectorId, OrderId, OrderOutcome), &'static str> {
	let sector = sector::<T>()?;
	place::<T>(sector)?;
	// The last of as many as can be taken back.
	let others = (1..T::MaxCancelling::get()).map(|n| ORDER.saturating_add(n.into()));
	let all: Vec<_> = others.chain([ORDER]).collect();
	Cancelling::<T>::insert(sector, BoundedVec::truncate_from(all));
	let price = Orders::<T>::get(sector, ORDER).ok_or("the order was not stored")?.spec.price;
	Ok((sector, ORDER, OrderOutcome::Settled { task: 0, paid: price / 2 }))
}

/// Has the next order on a sector be [`ORDER`], after two that are over.
fn older<T: Config>(sector: SectorId, client: &AccountId) {
	NextOrder::<T>::insert(sector, ORDER);
	for number in 0..ORDER {
		let record = OrderRecord {
			client: client.clone(),
			spec: spec::<T>(),
			main: 0,
			rate: FixedU128::from_u32(1),
			ordered_at: 0,
			accept_until: 0,
			pays_until: 0,
			state: OrderState::Closed { paid: 0, payment: OrderPayment::default(), at: 0 },
		};
		Orders::<T>::insert(sector, number, record);
	}
}

/// Goes to a block in which those two are to be forgotten.
fn go_on<T: Config>() {
	let later = T::RetentionPeriod::get().saturating_add(1);
	frame_system::Pallet::<T>::set_block_number(later.into());
}

fn place<T: Config>(sector: SectorId) -> Result<(), &'static str> {
	let client = client::<T>();
	older::<T>(sector, &client);
	Pallet::<T>::do_order(client, sector, spec::<T>(), main_of::<T>())
		.map_err(|_| "the order was refused")?;
	go_on::<T>();
	Ok(())
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn order() -> Result<(), BenchmarkError> {
		let sector = sector::<T>()?;
		let (client, spec) = (client::<T>(), spec::<T>());
		assert!(T::Offered::contains(&spec.job));
		older::<T>(sector, &client);
		go_on::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(client), sector, spec, main_of::<T>());

		assert_eq!(Open::<T>::get(sector), 1);
		assert_eq!(Horizon::<T>::get(sector), ORDER);
		Ok(())
	}

	#[benchmark]
	fn close() -> Result<(), BenchmarkError> {
		let (active, _, outcome) = open_order::<T>()?;
		// The same order on a sector that does not exist, and so is not active.
		let sector = SectorId(1);
		for number in 0..=ORDER {
			let mut record = Orders::<T>::take(active, number).ok_or("the order was not stored")?;
			record.pays_until = 0;
			Orders::<T>::insert(sector, number, record);
		}
		Horizon::<T>::insert(sector, 0);
		Open::<T>::insert(sector, 1);
		Totals::<T>::insert(sector, Totals::<T>::take(active));
		Cancelling::<T>::insert(sector, Cancelling::<T>::take(active));
		let origin = T::ForceOrigin::try_successful_origin()
			.map_err(|()| BenchmarkError::Stop("no force origin"))?;

		#[block]
		{
			let record = Orders::<T>::get(sector, ORDER).ok_or("the order was not stored")?;
			T::ForceOrigin::ensure_origin(origin).map_err(|_| "not the force origin")?;
			// In a state from genesis it is too early for the call.
			T::Relay::relay_block();
			assert!(!T::Sectors::is_active(sector));
			Pallet::<T>::end(sector, ORDER, record, outcome.paid(), |payment| OrderState::Closed {
				paid: outcome.paid(),
				payment,
				at: 0,
			});
		}

		assert_eq!(Open::<T>::get(sector), 0);
		Ok(())
	}

	#[benchmark]
	fn ended() -> Result<(), BenchmarkError> {
		let (sector, number, outcome) = open_order::<T>()?;

		#[block]
		{
			Pallet::<T>::on_order_ended(sector, number, outcome)?;
		}

		assert_eq!(Open::<T>::get(sector), 0);
		Ok(())
	}

	// The message goes through queues whose storage has no bound of its own.
	#[benchmark(pov_mode = Measured)]
	fn cancel() -> Result<(), BenchmarkError> {
		let (sector, opened, _) = open_order::<T>()?;
		Cancelling::<T>::mutate(sector, |orders| orders.retain(|other| *other != opened));
		let client = Orders::<T>::get(sector, opened).ok_or("the order was not stored")?.client;

		#[extrinsic_call]
		_(RawOrigin::Signed(client), sector, opened);

		assert!(Pallet::<T>::is_cancelling(sector, opened));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, mock::build(), mock::Test);
}
