// SPDX-License-Identifier: Apache-2.0
//! Benchmarks of the calls and of each step a block can take.

use crate::*;
use alloc::vec::Vec;
use codec::Encode;
use frame_benchmarking::{account, v2::*};
use frame_support::{
	pallet_prelude::{BoundedVec, EnsureOrigin, Get},
	traits::{
		fungible::{Inspect, Unbalanced},
		tokens::Precision,
	},
};
use frame_system::RawOrigin;
use pouw_primitives::{
	credibility::{credibility, group_odds, PendingSlash, Standing, MOST_PASSED, RULED_OUT},
	sketch::{Sketch, SKETCH_LEN, SKETCH_MAX},
	task::{
		commitment, Acceptance, Answer, BlobRef, FailureReason, Job, ModelRecord, Replica,
		Replicas, TaskId, TaskRecord, TaskResult, TaskSpec, TaskState, VerificationTier,
		MAX_LAYERS, MAX_REPLICAS,
	},
	Balance, BlockNumber, Funding, ModelLayer, OrderId, OrderOutcome, Rating, SectorOrder,
};
use pouw_tickets::params::{padded_k, TILE_ROWS};
use pouw_traits::{MinerDirectory, RelayRandomness, ReserveRelease, SlashAppeals, SlashBond};
use sp_core::{ConstU32, H256};
use sp_io::hashing::blake2_256;
use sp_runtime::Permill;

const MODEL: H256 = H256::repeat_byte(0xbe);
const SALT: [u8; 32] = [9; 32];

type RecordOf<T> = TaskRecord<<T as frame_system::Config>::AccountId>;

fn fund<T: Config>(who: &T::AccountId, amount: Balance) {
	let amount = amount.saturating_add(T::Currency::minimum_balance().saturating_mul(1_000));
	if T::Currency::increase_balance(who, amount, Precision::Exact).is_ok() {
		T::Currency::set_total_issuance(T::Currency::total_issuance().saturating_add(amount));
	}
}

fn registered_model<T: Config>() -> Result<T::AccountId, BenchmarkError> {
	let owner = account("owner", 0, 0);
	fund::<T>(&owner, T::ModelDeposit::get());
	Pallet::<T>::do_register_model(owner.clone(), MODEL, T::MaxTolerance::get())?;
	Ok(owner)
}

/// The smallest layers that the sector's rank allows.
fn layers<T: Config>(
	count: u32,
) -> Result<BoundedVec<ModelLayer, ConstU32<MAX_LAYERS>>, BenchmarkError> {
	let k = padded_k(T::Rank::get(), 1).ok_or("the rank is not allowed")?;
	let layer =
		|index: u32| ModelLayer { root: H256(index.using_encoded(blake2_256)), n: TILE_ROWS, k };
	Ok(BoundedVec::truncate_from((0..count).map(layer).collect()))
}

/// A model with layers, owned by the account returned.
fn layered_model<T: Config>(count: u32) -> Result<T::AccountId, BenchmarkError> {
	let owner = registered_model::<T>()?;
	fund::<T>(&owner, T::LayerDeposit::get().saturating_mul(count.into()));
	if count > 0 {
		Pallet::<T>::do_register_layers(owner.clone(), MODEL, layers::<T>(count)?)?;
	}
	Ok(owner)
}

/// A task assigned to `miner` whose model has `layer` as its layer 0, written into storage.
pub(crate) fn assign_with_layer<T: Config>(miner: &T::AccountId, layer: ModelLayer) -> TaskId {
	let id = NextTask::<T>::mutate(|next| {
		let id = *next;
		*next = next.saturating_add(1);
		id
	});
	let until = Pallet::<T>::now().saturating_add(T::MaxDeadline::get());
	Models::<T>::insert(
		MODEL,
		ModelRecord {
			owner: account("owner", 0, 0),
			tolerance: T::MaxTolerance::get(),
			deposit: 0,
			layers: 1,
			work_per_row: layer.work_per_row(),
		},
	);
	Layers::<T>::insert(MODEL, 0, layer);
	OpenTasksOfModel::<T>::mutate(MODEL, |open| *open = open.saturating_add(1));
	// As many replicas as there can be, this miner's last, so that the record is the largest.
	let others = (1..MAX_REPLICAS).map(|index| account("replica", index, 0));
	let replicas = others
		.chain([miner.clone()])
		.map(|miner| Replica { miner, answer: Answer::None, bound: None })
		.collect::<Vec<_>>();
	for replica in &replicas {
		Assignments::<T>::insert(&replica.miner, id, ());
	}
	Tasks::<T>::insert(
		id,
		TaskRecord {
			client: account("client", 0, 0),
			funding: Funding::Client,
			spec: spec::<T>(MAX_REPLICAS),
			ordered_at: Pallet::<T>::now(),
			state: TaskState::Committing { until },
			seed: H256::repeat_byte(5),
			replicas: BoundedVec::truncate_from(replicas),
		},
	);
	Agenda::<T>::insert(until, id, ());
	id
}

fn spec<T: Config>(replicas: u32) -> TaskSpec {
	let replicas = replicas as u8;
	// Enough for the smallest shares, with a remainder to refund.
	let price = T::MinPrice::get()
		.max(T::Currency::minimum_balance().saturating_mul(replicas.into()))
		.saturating_mul(2)
		.saturating_add(1);
	TaskSpec {
		job: Job::Embedding { model: MODEL },
		input: BlobRef { hash: H256::repeat_byte(1), len: T::MaxInputLen::get() },
		tier: VerificationTier::Tolerant,
		replicas: Replicas { initial: replicas, most: replicas },
		confidence: Permill::zero(),
		price,
		deadline: T::MaxDeadline::get(),
		client_key: [3; 32],
	}
}

fn client<T: Config>() -> T::AccountId {
	let client = account("client", 0, 0);
	fund::<T>(&client, spec::<T>(MAX_REPLICAS).price);
	client
}

/// An order at the end of a queue that is otherwise full.
fn ordered_task<T: Config>(replicas: u32) -> Result<(TaskId, RecordOf<T>), BenchmarkError> {
	registered_model::<T>()?;
	fill_queue::<T>();
	let id = NextTask::<T>::get();
	Pallet::<T>::do_order(client::<T>(), spec::<T>(replicas))?;
	Ok((id, Tasks::<T>::get(id).ok_or("the order was not stored")?))
}

/// Fills the queue but for one place, with ids that nothing else uses.
fn fill_queue<T: Config>() {
	let places = T::MaxUnassigned::get().saturating_sub(1);
	let filler = (0..places).map(|n| u64::MAX.saturating_sub(n.into())).collect::<Vec<_>>();
	Unassigned::<T>::put(BoundedVec::truncate_from(filler));
}

/// A task just assigned, off the queue.
fn assigned_task<T: Config>(replicas: u32) -> Result<(TaskId, RecordOf<T>), BenchmarkError> {
	let (id, task) = ordered_task::<T>(replicas)?;
	// Enough for any draw that may follow.
	T::Miners::populate(MAX_REPLICAS, &task.client);
	let randomness = (u32::MAX, H256::repeat_byte(5));
	if !Pallet::<T>::assign(id, &task, randomness, Pallet::<T>::now()) {
		return Err("too few miners could be made".into());
	}
	Unassigned::<T>::mutate(|queue| queue.retain(|other| *other != id));
	Ok((id, Tasks::<T>::get(id).ok_or("the task was not stored")?))
}

/// A result whose numbers are as large as they can be, and a little apart from the others.
fn result<T: Config>(index: usize) -> TaskResult {
	let mut numbers = [SKETCH_MAX; SKETCH_LEN];
	if let Some(number) = numbers.first_mut() {
		*number = number.saturating_sub(index as i64);
	}
	TaskResult {
		sketch: Sketch(numbers),
		output: BlobRef { hash: H256::repeat_byte(index as u8), len: T::MaxOutputLen::get() },
	}
}

fn committed<T: Config>(id: TaskId, index: usize, replica: &mut Replica<T::AccountId>) {
	let commitment = commitment(id, &replica.miner, &result::<T>(index), &SALT);
	replica.answer = Answer::Committed { commitment, at: Pallet::<T>::now() };
}

/// Has all miners commit but the last, which is returned.
fn last_to_commit<T: Config>() -> Result<(TaskId, T::AccountId), BenchmarkError> {
	let (id, mut task) = assigned_task::<T>(MAX_REPLICAS)?;
	let last = task.replicas.last().ok_or("no replica")?.miner.clone();
	for (index, replica) in task.replicas.iter_mut().enumerate() {
		if replica.miner != last {
			committed::<T>(id, index, replica);
		}
	}
	Tasks::<T>::insert(id, task);
	Ok((id, last))
}

/// Moves a task into the phase of reveals with every replica committed.
fn committed_task<T: Config>(replicas: u32) -> Result<(TaskId, RecordOf<T>), BenchmarkError> {
	let (id, mut task) = assigned_task::<T>(replicas)?;
	if let TaskState::Committing { until } = task.state {
		Agenda::<T>::remove(until, id);
	}
	for (index, replica) in task.replicas.iter_mut().enumerate() {
		committed::<T>(id, index, replica);
	}
	Pallet::<T>::open_reveal(id, &mut task, Pallet::<T>::now());
	Tasks::<T>::insert(id, task.clone());
	Ok((id, task))
}

fn reveal_answer<T: Config>(index: usize) -> Answer {
	let at = Pallet::<T>::now();
	Answer::Revealed { result: result::<T>(index), at, distance: None, agreed: false }
}

/// As many slashes as can be pending, the first of `miner`.
pub(crate) fn fill_slashes<T: Config>(miner: &T::AccountId) {
	let others = (1..T::MaxPendingSlashes::get()).map(|index| account("suspect", index, 0));
	let pending = [miner.clone()]
		.into_iter()
		.chain(others)
		.map(|miner| PendingSlash { miner, task: 0, due: 0 })
		.collect::<Vec<_>>();
	PendingSlashes::<T>::put(BoundedVec::truncate_from(pending));
}

/// Has every miner of a task reveal, and be under so much suspicion that results which agree schedule a
/// slash of it too, for which there is room. That is more than can be: who agrees is suspected less.
fn revealed_under_suspicion<T: Config>(task: &mut RecordOf<T>) {
	for (index, replica) in task.replicas.iter_mut().enumerate() {
		replica.answer = reveal_answer::<T>(index);
		let suspicion = RULED_OUT.saturating_mul(2);
		T::Miners::set_standing(&replica.miner, Standing { passed: MOST_PASSED, suspicion });
	}
	let taken = T::MaxPendingSlashes::get().saturating_sub(task.replicas.len() as u32);
	let pending = (0..taken)
		.map(|index| PendingSlash { miner: account("suspect", index, 0), task: 0, due: u32::MAX })
		.collect::<Vec<_>>();
	PendingSlashes::<T>::put(BoundedVec::truncate_from(pending));
}

/// Goes to a block in which two orders in MAIN are to be forgotten, and returns the number of the next one.
fn forgettable_orders<T: Config>(outcome: OrderOutcome) -> OrderId {
	let later = T::RetentionPeriod::get().saturating_add(1);
	frame_system::Pallet::<T>::set_block_number(later.into());
	for number in 0..2 {
		HubOrders::<T>::insert(number, SectorOrder::Ended { outcome, at: 0, told: true });
	}
	2
}

/// Has the next step of a task be due in this block, whose number is returned.
fn due_now<T: Config>(id: TaskId) -> BlockNumber {
	let blocks: Vec<_> = Agenda::<T>::iter().filter(|(_, other, ())| *other == id).collect();
	for (block, ..) in blocks {
		Agenda::<T>::remove(block, id);
	}
	let now = Pallet::<T>::now();
	Agenda::<T>::insert(now, id, ());
	now
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_model() {
		let caller: T::AccountId = account("owner", 0, 0);
		fund::<T>(&caller, T::ModelDeposit::get());

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), MODEL, T::MaxTolerance::get());

		assert!(Models::<T>::contains_key(MODEL));
	}

	#[benchmark]
	fn order() -> Result<(), BenchmarkError> {
		registered_model::<T>()?;
		fill_queue::<T>();
		let caller = client::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), spec::<T>(MAX_REPLICAS));

		assert_eq!(NextTask::<T>::get(), 1);
		Ok(())
	}

	#[benchmark]
	fn commit() -> Result<(), BenchmarkError> {
		let (id, caller) = last_to_commit::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id, H256::repeat_byte(8));

		let task = Tasks::<T>::get(id).ok_or("the task is gone")?;
		assert!(matches!(task.state, TaskState::Revealing { .. }));
		Ok(())
	}

	#[benchmark]
	fn reveal() -> Result<(), BenchmarkError> {
		let (id, mut task) = committed_task::<T>(MAX_REPLICAS)?;
		let last = task.replicas.len().saturating_sub(1);
		let caller = task.replicas.last().ok_or("no replica")?.miner.clone();
		for (index, replica) in task.replicas.iter_mut().enumerate().take(last) {
			replica.answer = reveal_answer::<T>(index);
		}
		Tasks::<T>::insert(id, task);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id, result::<T>(last), SALT);

		let task = Tasks::<T>::get(id).ok_or("the task is gone")?;
		assert!(task.replicas.iter().all(|r| matches!(r.answer, Answer::Revealed { .. })));
		Ok(())
	}

	#[benchmark]
	fn abstain() -> Result<(), BenchmarkError> {
		let (id, caller) = last_to_commit::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id);

		let task = Tasks::<T>::get(id).ok_or("the task is gone")?;
		assert!(matches!(task.state, TaskState::Revealing { .. }));
		Ok(())
	}

	#[benchmark]
	fn deregister_model(l: Linear<0, MAX_LAYERS>) -> Result<(), BenchmarkError> {
		let caller = layered_model::<T>(l)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), MODEL);

		assert!(!Models::<T>::contains_key(MODEL));
		assert_eq!(Layers::<T>::iter_key_prefix(MODEL).count(), 0);
		Ok(())
	}

	#[benchmark]
	fn register_layers(l: Linear<1, MAX_LAYERS>) -> Result<(), BenchmarkError> {
		let caller = registered_model::<T>()?;
		fund::<T>(&caller, T::LayerDeposit::get().saturating_mul(l.into()));
		let layers = layers::<T>(l)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), MODEL, layers);

		assert_eq!(Models::<T>::get(MODEL).map(|model| model.layers), Some(l));
		Ok(())
	}

	/// An empty block of the agenda, a full queue to be read and written back, as many slashes as there can be,
	/// none of them due, and no orders in MAIN to look at.
	#[benchmark]
	fn tick() -> Result<(), BenchmarkError> {
		ordered_task::<T>(2)?;
		let suspect: T::AccountId = account("suspect", 0, 0);
		<Pallet<T> as SlashAppeals<T::AccountId>>::schedule_for_benchmark(&suspect);
		let now = Pallet::<T>::now();

		#[block]
		{
			Pallet::<T>::serve_agenda(now, 1);
			let _ = T::Randomness::latest();
			Pallet::<T>::turn_queue(1, |_| true);
			Pallet::<T>::answer_again();
			Pallet::<T>::serve_slashes(now);
			Pallet::<T>::advance_orders();
		}

		assert_eq!(AgendaCursor::<T>::get(), Some(now.saturating_add(1)));
		Ok(())
	}

	/// An order whose randomness is there and whose miners are not.
	#[benchmark]
	fn wait() -> Result<(), BenchmarkError> {
		let (id, _) = ordered_task::<T>(MAX_REPLICAS)?;
		let now = Pallet::<T>::now();

		#[block]
		{
			Pallet::<T>::look_at_order(id, Some((u32::MAX, H256::zero())), now);
		}

		let task = Tasks::<T>::get(id).ok_or("the task is gone")?;
		assert!(matches!(task.state, TaskState::Ordered { .. }));
		Ok(())
	}

	/// All of them are trusted, and yet none can be spared.
	#[benchmark]
	fn assign(n: Linear<2, 16>) -> Result<(), BenchmarkError> {
		let (id, mut task) = ordered_task::<T>(n)?;
		for miner in T::Miners::populate(n, &task.client) {
			T::Miners::set_standing(&miner, Standing { passed: MOST_PASSED, suspicion: 0 });
		}
		task.spec.confidence = Permill::one();
		let now = Pallet::<T>::now();
		let assigned;

		#[block]
		{
			assigned = Pallet::<T>::assign(id, &task, (u32::MAX, H256::repeat_byte(5)), now);
		}

		assert!(assigned);
		Ok(())
	}

	/// All have committed, and are not enough for the client, so that more are sought.
	#[benchmark]
	fn close_commitments() -> Result<(), BenchmarkError> {
		let (id, mut task) = assigned_task::<T>(MAX_REPLICAS.saturating_sub(1))?;
		for (index, replica) in task.replicas.iter_mut().enumerate() {
			committed::<T>(id, index, replica);
		}
		task.spec.replicas.most = MAX_REPLICAS as u8;
		task.spec.confidence = Permill::one();
		Tasks::<T>::insert(id, task);
		let now = due_now::<T>(id);

		#[block]
		{
			Pallet::<T>::serve_agenda_of(now, 1, now);
		}

		let task = Tasks::<T>::get(id).ok_or("the task is gone")?;
		assert!(matches!(task.state, TaskState::Extending { .. }));
		Ok(())
	}

	/// More miners are sought, and the randomness for them is not there.
	#[benchmark]
	fn postpone() -> Result<(), BenchmarkError> {
		let (id, mut task) = committed_task::<T>(MAX_REPLICAS)?;
		task.state = TaskState::Extending { randomness_after: u32::MAX, expires: u32::MAX };
		Tasks::<T>::insert(id, task);
		let now = due_now::<T>(id);

		#[block]
		{
			Pallet::<T>::serve_agenda_of(now, 1, now);
		}

		assert!(Agenda::<T>::contains_key(now.saturating_add(1), id));
		Ok(())
	}

	#[benchmark]
	fn settle(n: Linear<2, 16>) -> Result<(), BenchmarkError> {
		let (id, mut task) = committed_task::<T>(n)?;
		revealed_under_suspicion::<T>(&mut task);
		Tasks::<T>::insert(id, task);
		let now = due_now::<T>(id);

		#[block]
		{
			Pallet::<T>::serve_agenda_of(now, 1, now);
		}

		let task = Tasks::<T>::get(id).ok_or("the task is gone")?;
		assert!(matches!(task.state, TaskState::Accepted(_)));
		Ok(())
	}

	/// Paid by the reserve, which has just too little, so that there are transfers and a debt. Two older orders
	/// are forgotten with the one that ends.
	#[benchmark]
	fn settle_from_reserve(n: Linear<2, 16>) -> Result<(), BenchmarkError> {
		let number = forgettable_orders::<T>(OrderOutcome::Settled { task: 0, paid: 1 });
		let (id, mut task) = committed_task::<T>(n)?;
		revealed_under_suspicion::<T>(&mut task);
		task.funding = Funding::Hub { order: number, pays_until: u32::MAX };
		HubOrders::<T>::insert(number, SectorOrder::Running { task: id });
		let share = Pallet::<T>::share(&task.spec, task.replicas.len());
		T::Reserve::refill(share.saturating_mul(n.into()).saturating_sub(1));
		Tasks::<T>::insert(id, task);
		let now = due_now::<T>(id);

		#[block]
		{
			Pallet::<T>::serve_agenda_of(now, 1, now);
			Pallet::<T>::advance_orders();
		}

		assert!(matches!(HubOrders::<T>::get(number), Some(SectorOrder::Ended { .. })));
		assert_eq!(OrderHorizon::<T>::get(), number);
		Ok(())
	}

	/// An answer to the hub that has waited, and two orders to be forgotten.
	#[benchmark]
	fn answer() {
		let reason = pouw_primitives::order::RefusalReason::Busy;
		let outcome = OrderOutcome::Refused { reason };
		let number = forgettable_orders::<T>(outcome);
		let now = Pallet::<T>::now();
		HubOrders::<T>::insert(number, SectorOrder::Ended { outcome, at: now, told: false });
		Unanswered::<T>::insert(number, ());

		#[block]
		{
			Pallet::<T>::answer_again();
			Pallet::<T>::forget_orders(now);
		}

		assert!(!Unanswered::<T>::contains_key(number));
		assert_eq!(OrderHorizon::<T>::get(), number);
	}

	/// One revealed another result than the rest; everybody is asked again, and `n` more, the last of whom
	/// would make the rest outweigh it.
	#[benchmark]
	fn extend(n: Linear<1, 14>) -> Result<(), BenchmarkError> {
		let (id, mut task) = committed_task::<T>(MAX_REPLICAS.saturating_sub(n))?;
		for (index, replica) in task.replicas.iter_mut().enumerate() {
			replica.answer = reveal_answer::<T>(index);
		}
		if let Some(replica) = task.replicas.iter_mut().next() {
			let mut other = result::<T>(0);
			other.sketch.0 = [1; SKETCH_LEN];
			let at = Pallet::<T>::now();
			replica.answer = Answer::Revealed { result: other, at, distance: None, agreed: false };
		}
		let one = Standing::default().odds(T::CollusionShare::get());
		let rest = group_odds((1..MAX_REPLICAS).map(|_| one));
		task.spec.replicas.most = MAX_REPLICAS as u8;
		task.spec.confidence = credibility(rest, one);
		task.state = TaskState::Extending { randomness_after: 0, expires: u32::MAX };
		Tasks::<T>::insert(id, task);
		let now = due_now::<T>(id);

		#[block]
		{
			Pallet::<T>::serve_agenda_of(now, 1, now);
		}

		let task = Tasks::<T>::get(id).ok_or("the task is gone")?;
		assert_eq!(task.replicas.len(), MAX_REPLICAS as usize);
		assert!(matches!(task.state, TaskState::Committing { .. }));
		Ok(())
	}

	/// All of a bond whose miner has left, so that what was kept of the miner goes too.
	#[benchmark]
	fn slash() -> Result<(), BenchmarkError> {
		let miner: T::AccountId = account("dishonest", 0, 0);
		T::Bond::bond_for_benchmark(&miner);
		fill_slashes::<T>(&miner);

		#[block]
		{
			Pallet::<T>::carry_out_slash(u32::MAX, || T::SlashPart::get().max(Permill::one()));
		}

		assert!(PendingSlashes::<T>::get().iter().all(|pending| pending.miner != miner));
		Ok(())
	}

	#[benchmark]
	fn cancel_slash() -> Result<(), BenchmarkError> {
		let miner: T::AccountId = account("dishonest", 0, 0);
		fill_slashes::<T>(&miner);
		let origin =
			T::AppealOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, miner.clone());

		assert!(PendingSlashes::<T>::get().iter().all(|pending| pending.miner != miner));
		Ok(())
	}

	#[benchmark]
	fn expire() -> Result<(), BenchmarkError> {
		let (id, task) = ordered_task::<T>(MAX_REPLICAS)?;
		let now = Pallet::<T>::now();

		#[block]
		{
			Pallet::<T>::fail(id, task, FailureReason::TooFewMiners, now);
		}

		let task = Tasks::<T>::get(id).ok_or("the task is gone")?;
		assert!(task.state.is_final());
		Ok(())
	}

	#[benchmark]
	fn forget() -> Result<(), BenchmarkError> {
		let (id, mut task) = committed_task::<T>(MAX_REPLICAS)?;
		for (index, replica) in task.replicas.iter_mut().enumerate() {
			replica.answer = reveal_answer::<T>(index);
		}
		Pallet::<T>::settle(id, task, Pallet::<T>::now());
		let now = due_now::<T>(id);

		#[block]
		{
			Pallet::<T>::serve_agenda_of(now, 1, now);
		}

		assert!(!Tasks::<T>::contains_key(id));
		Ok(())
	}

	/// Of as many replicas as there can be, `n` have not answered.
	#[benchmark]
	fn note_late(n: Linear<0, 16>) -> Result<(), BenchmarkError> {
		let (id, mut task) = assigned_task::<T>(MAX_REPLICAS)?;
		for (index, replica) in task.replicas.iter_mut().enumerate().skip(n as usize) {
			committed::<T>(id, index, replica);
		}
		let late;

		#[block]
		{
			late = Pallet::<T>::note_late(&task);
		}

		assert_eq!(late, n);
		Ok(())
	}

	#[benchmark]
	fn rate() -> Result<(), BenchmarkError> {
		let (id, mut task) = assigned_task::<T>(MAX_REPLICAS)?;
		let miner = task.replicas.last().ok_or("no replica")?.miner.clone();
		let caller = task.client.clone();
		task.state = TaskState::Accepted(Acceptance {
			output: BlobRef { hash: H256::zero(), len: 1 },
			medoid: 0,
			paid_each: 1,
			paid: 1,
			refunded: 1,
			confidence: Permill::one(),
			at: 1,
		});
		Tasks::<T>::insert(id, task);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id, miner, Rating::Good);

		assert_eq!(Rated::<T>::get(id), 1 << (MAX_REPLICAS - 1));
		Ok(())
	}

	#[benchmark]
	fn cancel_order() -> Result<(), BenchmarkError> {
		let (id, task) = ordered_task::<T>(MAX_REPLICAS)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(task.client), id);

		let task = Tasks::<T>::get(id).ok_or("the task is gone")?;
		assert!(matches!(task.state, TaskState::Ordered { cancelled_from: Some(_), .. }));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, mock::ExtBuilder::default().build(), mock::Test);
}
