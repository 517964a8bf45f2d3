// SPDX-License-Identifier: Apache-2.0
//! Benchmarks of the extension's note and of each step a block can take.

use crate::*;
use alloc::{vec, vec::Vec};
use codec::Encode;
use frame_benchmarking::{benchmarking::add_to_whitelist, v2::*, BenchmarkError};
use frame_support::{
	pallet_prelude::{BoundedVec, Get},
	storage::storage_prefix,
	traits::fungible::{Inspect, Mutate},
	StorageHasher, Twox64Concat,
};
use pouw_primitives::{
	settlement::{RecordState, RecordWindow, Recorder},
	Balance, RelayBlockNumber, SectorId,
};
use pouw_traits::{HandleRecorded, RelayRandomness, SectorRegistry};
use sp_core::H256;
use sp_io::hashing::blake2_256;

/// Bytes of all transactions of a block.
const MAX_TRANSACTIONS_LEN: u32 = 1_000_000;

/// Fee of each transaction.
fn fee<T: Config>() -> Balance {
	T::Currency::minimum_balance().saturating_add(1_000)
}

fn transactions<T: Config>(count: u32) -> BoundedVec<NotedTransaction, T::MaxEntries> {
	let noted =
		|n: u32| NotedTransaction { hash: H256(n.using_encoded(blake2_256)), fee: fee::<T>() };
	BoundedVec::truncate_from((0..count).map(noted).collect())
}

/// The fees of `count` transactions, in the account that keeps them, and a treasury that exists.
fn fees<T: Config>(count: u32) -> Balance {
	let least = T::Currency::minimum_balance();
	T::Currency::set_balance(&T::Treasury::get(), least);
	let fees = fee::<T>().saturating_mul(count.into());
	let kept = T::Currency::balance(&Pallet::<T>::fee_account()).max(least);
	T::Currency::set_balance(&Pallet::<T>::fee_account(), kept.saturating_add(fees));
	fees
}

/// A full current window with this number, all but its last transaction noted.
fn almost_full<T: Config>(index: u32) {
	let entries = T::MaxEntries::get().saturating_sub(1);
	Current::<T>::put(OpenWindow { index, opened_at: Pallet::<T>::now(), entries });
	CurrentEntries::<T>::put(transactions::<T>(entries));
}

/// A closed window of `entries` transactions whose randomness is there.
fn closed<T: Config>(window: u32, entries: u32) {
	Entries::<T>::insert(window, transactions::<T>(entries));
	let state = RecordState::Closed { randomness_from: 0 };
	let fees = fees::<T>(entries);
	Windows::<T>::insert(window, RecordWindow { closed_at: 0, entries, fees, state });
}

/// The n-th sector of a window that is not drawn.
fn recorder(n: u32) -> SectorId {
	SectorId(5_000_u32.saturating_add(n))
}

/// A window that its sectors have not answered for.
fn unanswered<T: Config>(window: u32) {
	let entries = T::MaxEntries::get();
	Entries::<T>::insert(window, transactions::<T>(entries));
	let all = fees::<T>(entries);
	let recorders = (0..T::Recorders::get())
		.map(|n| {
			let sector = recorder(n);
			Unrecorded::<T>::insert(sector, 2);
			let fees = all.checked_div(T::Recorders::get().into()).unwrap_or_default();
			Recorder { sector, entries, recorded: false, fees, payment: fees }
		})
		.collect::<Vec<_>>();
	let state = RecordState::Assigned {
		root: H256::zero(),
		seed: H256::zero(),
		recorders: BoundedVec::truncate_from(recorders),
	};
	Windows::<T>::insert(window, RecordWindow { closed_at: 0, entries, fees: all, state });
}

/// Has all sectors that a draw for window 0 looks at have too many unanswered batches, but the last ones.
fn only_the_last_looked_at<T: Config>(randomness: (RelayBlockNumber, H256)) {
	let seed = assignment::seed_of(0, randomness);
	let active = T::Sectors::active();
	for _ in 1..assignment::LOOKS_PER_RECORDER {
		for sector in Pallet::<T>::draw(seed, &active) {
			Unrecorded::<T>::insert(sector, T::MaxUnrecorded::get());
		}
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn note() {
		frame_system::Pallet::<T>::set_extrinsic_index(1);

		#[block]
		{
			Pallet::<T>::note(fee::<T>());
		}

		assert_eq!(Applied::<T>::get().len(), 1);
	}

	// A block of `n` transactions of `b` bytes in all, which do not fill a window.
	#[benchmark]
	fn gather(
		n: Linear<0, { T::MaxEntries::get() - 1 }>,
		b: Linear<0, MAX_TRANSACTIONS_LEN>,
	) -> Result<(), BenchmarkError> {
		Current::<T>::put(OpenWindow::default());
		let len = b.checked_div(n.max(1)).unwrap_or_default();
		for index in 0..n {
			frame_system::Pallet::<T>::set_extrinsic_index(index);
			frame_system::Pallet::<T>::note_extrinsic(vec![7; len as usize]);
			Pallet::<T>::note(fee::<T>());
			// Written within the block whose transaction it is, and gone at its end.
			let mut key = storage_prefix(b"System", b"ExtrinsicData").to_vec();
			key.extend(Twox64Concat::hash(&index.encode()));
			add_to_whitelist(key.into());
		}

		#[block]
		{
			Pallet::<T>::gather();
		}

		assert_eq!(Pallet::<T>::noted(), n);
		Ok(())
	}

	#[benchmark]
	fn close() {
		let retention = T::RetentionWindows::get();
		let index = retention.saturating_add(1);
		almost_full::<T>(index);
		let oldest = index.saturating_sub(T::MaxWaiting::get());
		NextToAssign::<T>::put(oldest);
		closed::<T>(oldest, T::MaxEntries::get());
		unanswered::<T>(1);
		let (window, entries) = (Current::<T>::get(), CurrentEntries::<T>::take());

		#[block]
		{
			Pallet::<T>::close(window, entries);
		}

		assert_eq!(NextToAssign::<T>::get(), oldest.saturating_add(1));
		assert!(!Windows::<T>::contains_key(1));
	}

	// The window's entries are as many as `n` says, and counted so. Of messages see `pallet_settlement`.
	#[benchmark(pov_mode = MaxEncodedLen {
		MultiRecord::Entries: Measured,
		ParachainSystem::RelevantMessagingState: Measured,
		XcmpQueue::OutboundXcmpMessages: Measured
	})]
	fn assign(n: Linear<1, { T::MaxEntries::get() }>) -> Result<(), BenchmarkError> {
		let looks = T::Recorders::get().saturating_mul(assignment::LOOKS_PER_RECORDER);
		T::Sectors::populate(looks);
		closed::<T>(0, n);
		let closed = Windows::<T>::get(0).ok_or("the window was not stored")?;
		let randomness = T::Randomness::latest().unwrap_or((1, H256::repeat_byte(1)));
		only_the_last_looked_at::<T>(randomness);

		#[block]
		{
			let (assigned, _) = Pallet::<T>::assign(0, closed, randomness);
			NextToAssign::<T>::put(u32::from(assigned));
		}

		assert_eq!(NextToAssign::<T>::get(), 1);
		Ok(())
	}

	/// The last answer for a window.
	#[benchmark]
	fn recorded() -> Result<(), BenchmarkError> {
		unanswered::<T>(0);
		let mut sectors = (0..T::Recorders::get()).map(recorder);
		let last = sectors.next().ok_or("a window is recorded by nobody")?;
		for sector in sectors {
			Pallet::<T>::on_recorded(sector, 0, H256::zero())?;
		}

		#[block]
		{
			Pallet::<T>::on_recorded(last, 0, H256::zero())?;
		}

		let state = Windows::<T>::get(0).map(|window| window.state);
		let Some(RecordState::Assigned { recorders, .. }) = state else {
			return Err(BenchmarkError::Stop("the window is not assigned"));
		};
		assert!(recorders.iter().all(|recorder| recorder.recorded));
		Ok(())
	}

	#[benchmark]
	fn tick() {
		Current::<T>::put(OpenWindow::default());

		#[block]
		{
			Pallet::<T>::do_tick(1);
		}

		assert_eq!(Current::<T>::get().index, 0);
	}

	impl_benchmark_test_suite!(Pallet, mock::ExtBuilder::default().build(), mock::Test);
}
