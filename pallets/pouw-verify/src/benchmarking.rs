// SPDX-License-Identifier: Apache-2.0
//! Benchmarks of the calls, of their authorization, and of each step a block can take.
//!
//! The tickets verified here are those of difficulty 1, at which every tile wins: the whole verification
//! runs, and no ticket has to be searched for.

use crate::{
	admission::SHORTEST_K,
	types::{Arrived, Claim, Settlement, Tally, Window},
	*,
};
use alloc::vec;
use frame_benchmarking::{account, v2::*};
use frame_support::{
	pallet_prelude::{Authorize, Get, TransactionSource},
	traits::EnsureOrigin,
};
use frame_system::RawOrigin;
use pouw_primitives::{work::Parameters, Balance, ModelLayer, TaskId, Work};
use pouw_tickets::{merkle, BaselineProof, OperandProof, WorkParams};
use pouw_traits::{CreditWork, OnTaskSettled, RelayRandomness, UsefulTasks, WorkIssuance};
use sp_core::H256;
use sp_runtime::Permill;

/// Rows of the products verified.
const M: u32 = 16;

/// Smallest rank with which `k` is allowed, and `k` rounded down to a multiple of it. The smallest rank has
/// the most steps.
fn shape(k: u32) -> (u16, u32) {
	let rank = [32_u16, 64, 128]
		.into_iter()
		.find(|rank| k <= 4 * u32::from(*rank) * u32::from(*rank))
		.unwrap_or(256);
	(rank, k - k % u32::from(rank))
}

fn parameters<T: Config>(rank: u16, k: u32) -> Parameters {
	let most = T::MaxTicketsPerWindow::get();
	Parameters {
		work: WorkParams { rank, m: M, n: M, k },
		target: (most / parameters::HEADROOM).max(1),
		length: parameters::MAX_LENGTH,
		grace: parameters::MAX_LENGTH,
		floor: 1,
		ceiling: most,
		max_newcomers: most,
		useful_cap: parameters::MAX_USEFUL_CAP,
		half_life: 4,
		min_difficulty: 256 * Work::from(k),
		max_difficulty: difficulty::MAX_DIFFICULTY,
	}
}

/// A window that accepts every tile.
fn window<T: Config>(index: u32, rank: u16, k: u32) -> Window {
	Window {
		index,
		challenge: H256::repeat_byte(7),
		relay_block: index,
		opened_at: Pallet::<T>::now(),
		difficulty: 1,
		useful_share: Permill::from_percent(50),
		parameters: parameters::<T>(rank, k),
		tickets: 1,
		useful: 1,
		credited: 1,
		newcomers: 0,
	}
}

/// Windows 0 and 1, both accepting; tickets of window 0 cost one read more.
fn two_windows<T: Config>(rank: u16, k: u32) {
	ClosingWindow::<T>::put(window::<T>(0, rank, k));
	OpenWindow::<T>::put(window::<T>(1, rank, k));
	ArrivedWork::<T>::put(Arrived { baseline: 1, useful: 1 });
}

/// A registered miner with a ticket of window 0.
fn miner<T: Config>() -> T::AccountId {
	let miner = account("miner", 0, 0);
	T::Credit::register_for_benchmark(&miner);
	Tallies::<T>::insert(0, &miner, Tally { tickets: 1, useful: 1, newcomer: false });
	miner
}

fn baseline_proof() -> BaselineProof {
	BaselineProof { nonce: u64::MAX, i: 0, j: 0 }
}

/// A product of zeros with paths of `siblings` hashes, all on the side of B, and the layer it is of.
fn operands(k: u32, siblings: u32) -> (ModelLayer, OperandProof) {
	let strip = vec![0_u8; (16 * k) as usize];
	let leaf = merkle::leaf(&strip);
	let sibling = [5; 32];
	// The first leaf of a full tree: every sibling is on the right.
	let root = (0..siblings).fold(leaf, |top, _| merkle::node(&top, &sibling));
	let layer = ModelLayer { root: root.into(), n: 16 << siblings, k };
	let proof = OperandProof {
		m: M,
		root_a: leaf,
		i: 0,
		j: 0,
		a_strip: strip.clone().try_into().unwrap_or_default(),
		a_path: Default::default(),
		b_strip: strip.try_into().unwrap_or_default(),
		b_path: vec![sibling; siblings as usize].try_into().unwrap_or_default(),
	};
	(layer, proof)
}

/// A miner that is assigned a task, has a claim of it and a ticket of window 0.
fn assigned<T: Config>(layer: ModelLayer) -> (T::AccountId, TaskId) {
	let miner = miner::<T>();
	let task = T::Tasks::assign_for_benchmark(&miner, layer);
	UsefulTickets::<T>::insert((0, &miner, task), 1);
	Claims::<T>::insert(task, &miner, Claim { claimed: 1, open_windows: 1, ..Default::default() });
	(miner, task)
}

/// A settlement of which a ticket earns as much as a ticket can.
fn settlement<T: Config>() -> Settlement {
	T::Issuance::prepare_for_benchmark();
	let budget = T::Issuance::window_budget();
	Settlement { budget, per_ticket: budget, spent: 0, credited: 0, paid: 0, pledged: 0 }
}

fn authorize<T: Config>(call: Call<T>) -> Result<(), BenchmarkError> {
	let (_, _) = call
		.authorize(TransactionSource::External)
		.ok_or("the call needs an authorization")?
		.map_err(|_| "the ticket was refused")?;
	Ok(())
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn authorize_submit_baseline(k: Linear<512, 4096>) -> Result<(), BenchmarkError> {
		let (rank, k) = shape(k.min(T::MaxK::get()));
		two_windows::<T>(rank, k);
		let call =
			Call::<T>::submit_baseline { miner: miner::<T>(), window: 0, proof: baseline_proof() };

		#[block]
		{
			authorize(call)?;
		}

		Ok(())
	}

	/// By the lines beyond the shortest k. The time grows a little faster than k, so a line fitted to all of k
	/// would begin below zero; it is not let, and would be far too high at the lower end.
	#[benchmark]
	fn authorize_submit_useful(e: Linear<0, 3584>, p: Linear<0, 16>) -> Result<(), BenchmarkError> {
		let (rank, k) = shape((SHORTEST_K + e).min(T::MaxK::get()));
		two_windows::<T>(rank, k);
		let (layer, proof) = operands(k, p);
		let (miner, task) = assigned::<T>(layer);
		let call = Call::<T>::submit_useful { miner, window: 0, task, layer: 0, proof };

		#[block]
		{
			authorize(call)?;
		}

		Ok(())
	}

	#[benchmark]
	fn submit_baseline() -> Result<(), BenchmarkError> {
		two_windows::<T>(32, 512);
		let miner = miner::<T>();

		#[extrinsic_call]
		_(RawOrigin::Authorized, miner.clone(), 0, baseline_proof());

		assert_eq!(Tallies::<T>::get(0, &miner).tickets, 2);
		Ok(())
	}

	#[benchmark]
	fn submit_useful() -> Result<(), BenchmarkError> {
		two_windows::<T>(32, 512);
		let (layer, proof) = operands(512, 6);
		let (miner, task) = assigned::<T>(layer);

		#[extrinsic_call]
		_(RawOrigin::Authorized, miner.clone(), 0, task, 0, proof);

		assert_eq!(UsefulTickets::<T>::get((0, &miner, task)), 2);
		Ok(())
	}

	#[benchmark]
	fn set_parameters() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let parameters = parameters::<T>(32, 512);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, parameters);

		assert_eq!(Governed::<T>::get(), Some(parameters));
		Ok(())
	}

	#[benchmark]
	fn tick() {
		Governed::<T>::put(parameters::<T>(32, 512));
		two_windows::<T>(32, 512);
		let now = Pallet::<T>::now();

		#[block]
		{
			Pallet::<T>::do_tick(now);
		}

		assert!(ClosingWindow::<T>::exists());
	}

	#[benchmark]
	fn open_window() -> Result<(), BenchmarkError> {
		Governed::<T>::put(parameters::<T>(32, 512));
		two_windows::<T>(32, 512);
		ClosingWindow::<T>::kill();
		OpenWindow::<T>::mutate(|window| {
			if let Some(window) = window {
				window.parameters.length = 0;
				window.relay_block = 0;
			}
		});
		let opens = T::Randomness::latest().is_some_and(|(number, _)| number > 0);
		let now = Pallet::<T>::now();
		let opened;

		#[block]
		{
			opened = Pallet::<T>::open_next(now);
		}

		// A benchmark of a chain without relay proofs has no randomness, and opens nothing.
		assert_eq!(opened.is_some(), opens);
		Ok(())
	}

	#[benchmark]
	fn begin_settlement() {
		T::Issuance::prepare_for_benchmark();
		let window = window::<T>(0, 32, 512);
		let settlement;

		#[block]
		{
			settlement = Pallet::<T>::begin_settlement(&window);
			CurrentSettlement::<T>::put(settlement);
		}

		assert_eq!(settlement.spent, 0);
	}

	#[benchmark]
	fn settle_useful() {
		let window = window::<T>(0, 32, 512);
		let (layer, _) = operands(512, 0);
		let (miner, task) = assigned::<T>(layer);
		// Paid at once, which is more than pledging.
		Claims::<T>::mutate(task, &miner, |claim| {
			if let Some(claim) = claim {
				claim.outcome = Some(true);
			}
		});
		let mut settlement = settlement::<T>();

		#[block]
		{
			Pallet::<T>::settle_useful(&window, &mut settlement, &miner, task);
		}

		assert!(!Claims::<T>::contains_key(task, &miner));
	}

	#[benchmark]
	fn settle_miner() {
		// The first for which work is credited: it ages all scores.
		let window = window::<T>(1, 32, 512);
		let miner = miner::<T>();
		Tallies::<T>::insert(1, &miner, Tally { tickets: 1, useful: 0, newcomer: false });
		let mut settlement = settlement::<T>();

		#[block]
		{
			Pallet::<T>::settle_miner(&window, &mut settlement, miner);
		}

		assert_eq!(settlement.credited, 1);
	}

	#[benchmark]
	fn forget_ticket() {
		let id = H256::repeat_byte(3);
		Seen::<T>::insert(0, id, ());

		#[block]
		{
			let found = Seen::<T>::iter_key_prefix(0).next();
			if let Some(id) = found {
				Seen::<T>::remove(0, id);
			}
		}

		assert!(!Seen::<T>::contains_key(0, id));
	}

	#[benchmark]
	fn end_settlement() {
		two_windows::<T>(32, 512);
		let window = window::<T>(0, 32, 512);
		let settlement = settlement::<T>();
		CurrentSettlement::<T>::put(settlement);

		#[block]
		{
			Pallet::<T>::end_settlement(&window, &settlement);
		}

		assert!(!ClosingWindow::<T>::exists());
	}

	#[benchmark]
	fn on_settled() {
		let (layer, _) = operands(512, 0);
		let (miner, task) = assigned::<T>(layer);
		T::Issuance::prepare_for_benchmark();
		let pledged: Balance = T::Issuance::pledge(T::Issuance::window_budget());
		Claims::<T>::insert(
			task,
			&miner,
			Claim { claimed: 1, pledged_work: 1, pledged, open_windows: 0, outcome: None },
		);

		#[block]
		{
			<Pallet<T> as OnTaskSettled<_>>::on_settled(task, &miner, true);
		}

		assert!(!Claims::<T>::contains_key(task, &miner));
	}

	impl_benchmark_test_suite!(Pallet, mock::ExtBuilder::default().build(), mock::Test);
}
