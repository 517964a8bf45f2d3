// SPDX-License-Identifier: Apache-2.0
//! Miners, models and orders on an emulated sector.

use crate::{
	network::SectorChain,
	state::{run_blocks, run_until},
};
use frame_support::{assert_ok, storage::with_storage_layer};
use pouw_primitives::{
	sketch::{SKETCH_LEN, SKETCH_ONE},
	task::{commitment, BlobRef, Job, Replicas, TaskResult, TaskState, VerificationTier},
	AccountId, Balance, HardwareProfile, Sketch, TaskId, TaskRecord, TaskSpec,
};
use pouw_runtime_common::currency::UNIT;
use pouw_sector_runtime::{Miners, Runtime, RuntimeOrigin, Tasks};
use sp_core::H256;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{BoundedVec, Permill};

/// The miners of the tests.
pub const MINERS: [Sr25519Keyring; 3] =
	[Sr25519Keyring::Alice, Sr25519Keyring::Bob, Sr25519Keyring::Charlie];
/// The client of the tests, who owns the model too.
pub const CLIENT: Sr25519Keyring = Sr25519Keyring::Ferdie;
/// Price of the tests' orders.
pub const PRICE: Balance = 3 * UNIT;
/// Miners keep the salt of their commitment to themselves; here it is no secret.
const SALT: [u8; 32] = [7; 32];

fn model() -> H256 {
	H256::repeat_byte(0x5e)
}

/// The order of the tests.
pub fn order() -> TaskSpec {
	TaskSpec {
		job: Job::Embedding { model: model() },
		input: BlobRef { hash: H256::repeat_byte(1), len: 4_096 },
		tier: VerificationTier::Tolerant,
		replicas: Replicas { initial: 3, most: 3 },
		confidence: Permill::zero(),
		price: PRICE,
		deadline: 20,
		client_key: [9; 32],
	}
}

/// A result whose sketch has `first` ones where honest results have a hundred.
pub fn result(first: i64) -> TaskResult {
	let mut sketch = [SKETCH_ONE; SKETCH_LEN];
	sketch[0] = first * SKETCH_ONE;
	let hash = H256::from_low_u64_be(first.unsigned_abs());
	TaskResult { sketch: Sketch(sketch), output: BlobRef { hash, len: 1_024 } }
}

/// An honest result.
pub fn honest() -> TaskResult {
	result(100)
}

/// A result that has nothing to do with the honest ones.
pub fn garbage() -> TaskResult {
	result(-100)
}

/// Registers the first `count` miners, and the model.
pub fn set_up<P: SectorChain>(count: usize) {
	P::execute_with(|| {
		for (number, miner) in (1u8..).zip(&MINERS[..count]) {
			let device = BoundedVec::truncate_from(b"Emulated processor".to_vec());
			let profile = HardwareProfile { device, memory_mib: 8_192, threads: 8 };
			let origin = RuntimeOrigin::signed(miner.to_account_id());
			assert_ok!(Miners::register(origin, profile, [number; 32]));
		}
		let owner = RuntimeOrigin::signed(CLIENT.to_account_id());
		assert_ok!(Tasks::register_model(owner, model(), Permill::from_percent(1)));
	});
}

/// Registers one miner more.
pub fn register<P: SectorChain>(miner: Sr25519Keyring) {
	P::execute_with(|| {
		let device = BoundedVec::truncate_from(b"Emulated processor".to_vec());
		let profile = HardwareProfile { device, memory_mib: 8_192, threads: 8 };
		let origin = RuntimeOrigin::signed(miner.to_account_id());
		assert_ok!(Miners::register(origin, profile, [77; 32]));
	});
}

/// Orders a task; returns its id and its record.
pub fn place_order<P: SectorChain>() -> (TaskId, TaskRecord<AccountId>) {
	place::<P>(order())
}

/// Orders a task of this specification; returns its id and its record.
pub fn place<P: SectorChain>(spec: TaskSpec) -> (TaskId, TaskRecord<AccountId>) {
	P::execute_with(|| {
		let id = Tasks::next_task();
		assert_ok!(Tasks::order(RuntimeOrigin::signed(CLIENT.to_account_id()), spec));
		(id, Tasks::task(id).expect("just ordered"))
	})
}

/// The record of a task.
pub fn task<P: SectorChain>(id: TaskId) -> TaskRecord<AccountId> {
	P::ext_wrapper(|| Tasks::task(id).expect("a task of the test"))
}

/// Builds blocks until the task is assigned.
pub fn await_assignment<P: SectorChain>(id: TaskId) {
	run_until::<P>(10, "assignment", || {
		matches!(pallet_tasks::Tasks::<Runtime>::get(id), Some(task)
			if matches!(task.state, TaskState::Committing { .. }))
	});
}

/// Has each miner commit in a block of its own to what `answer` gives it.
pub fn commit_all<P: SectorChain>(id: TaskId, answer: impl Fn(usize) -> TaskResult) {
	for (index, miner) in MINERS.iter().enumerate() {
		let miner = miner.to_account_id();
		let hash = commitment(id, &miner, &answer(index), &SALT);
		P::execute_with(|| {
			assert_ok!(Tasks::commit(RuntimeOrigin::signed(miner), id, hash));
		});
	}
}

/// Has the miners of `who` reveal what `answer` gives them.
pub fn reveal<P: SectorChain>(id: TaskId, who: &[usize], answer: impl Fn(usize) -> TaskResult) {
	for index in who {
		let origin = RuntimeOrigin::signed(MINERS[*index].to_account_id());
		P::execute_with(|| {
			assert_ok!(Tasks::reveal(origin, id, answer(*index), SALT));
		});
	}
}

/// Has each of `miners` commit and then reveal what `answer` gives it.
pub fn answer_as<P: SectorChain>(
	id: TaskId,
	miners: &[Sr25519Keyring],
	answer: impl Fn(Sr25519Keyring) -> TaskResult,
) {
	for miner in miners {
		let account = miner.to_account_id();
		let hash = commitment(id, &account, &answer(*miner), &SALT);
		P::execute_with(|| {
			assert_ok!(Tasks::commit(RuntimeOrigin::signed(account), id, hash));
		});
	}
	run_until::<P>(5, "reveals", || {
		matches!(pallet_tasks::Tasks::<Runtime>::get(id), Some(task)
			if matches!(task.state, TaskState::Revealing { .. }))
	});
	for miner in miners {
		P::execute_with(|| {
			let origin = RuntimeOrigin::signed(miner.to_account_id());
			assert_ok!(Tasks::reveal(origin, id, answer(*miner), SALT));
		});
	}
}

/// Has each miner that an open task asks answer what `answer` gives it, as far as it may.
pub fn answer_open<P: SectorChain>(answer: impl Fn(usize) -> TaskResult) {
	P::execute_with(|| {
		let open: Vec<_> = pallet_tasks::Tasks::<Runtime>::iter()
			.filter(|(_, task)| !task.state.is_final())
			.collect();
		for (id, task) in open {
			for (index, miner) in MINERS.iter().enumerate() {
				let (account, result) = (miner.to_account_id(), answer(index));
				let origin = RuntimeOrigin::signed(account.clone());
				let hash = commitment(id, &account, &result, &SALT);
				// Refused where it is not this miner's turn.
				let _ = with_storage_layer(|| match task.state {
					TaskState::Committing { .. } => Tasks::commit(origin, id, hash),
					_ => Tasks::reveal(origin, id, result, SALT),
				});
			}
		}
	});
}

/// Orders a task and has all miners answer it; returns its id after the settlement.
pub fn run_task<P: SectorChain>(answer: impl Fn(usize) -> TaskResult + Copy) -> TaskId {
	let (id, _) = place_order::<P>();
	await_assignment::<P>(id);
	commit_all::<P>(id, answer);
	reveal::<P>(id, &[0, 1, 2], answer);
	run_blocks::<P>(1);
	id
}

/// What an account can spend.
pub fn free<P: SectorChain>(who: Sr25519Keyring) -> Balance {
	P::ext_wrapper(|| pouw_sector_runtime::Balances::free_balance(who.to_account_id()))
}

/// All tokens of the sector.
pub fn issuance<P: SectorChain>() -> Balance {
	P::ext_wrapper(pouw_sector_runtime::Balances::total_issuance)
}
