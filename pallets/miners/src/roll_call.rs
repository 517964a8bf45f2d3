// SPDX-License-Identifier: Apache-2.0
//! Roll calls, and the heartbeats that answer them.

use crate::{directory::CHANGES_PER_BLOCK, *};
use alloc::vec;
use codec::Encode;
use frame_support::{
	defensive, ensure,
	pallet_prelude::{
		BoundedVec, DispatchResult, Get, InvalidTransaction, TransactionSource,
		TransactionValidityError, TransactionValidityWithRefund, ValidTransaction,
	},
	weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use pouw_primitives::{
	miner::{heartbeat_payload, PerformanceView, SLOTS},
	BlockNumber, HeartbeatAsk, Performance, RelayBlockNumber, RollCall, RollCallIndex,
};
use pouw_traits::RelayRandomness;
use sp_core::H256;
use sp_runtime::{
	traits::{Verify, Zero},
	SaturatedConversion,
};

/// Prefix of the bytes whose BLAKE2-256 hash is the seed of a slot: context ‖ randomness ‖ number of its
/// relay block ‖ roll call, SCALE-coded.
pub const SEED_CONTEXT: &[u8] = b"pouw-chain roll-call v1";

/// First of the bytes that tell a heartbeat from others in the pool.
const TAG: &[u8] = b"pouw-heartbeat";

impl<T: Config> Pallet<T> {
	pub(crate) fn do_tick(now: BlockNumber) -> Weight {
		let newest = T::Randomness::latest().map(|(number, _)| number);
		let changes = newest.map_or(0, |number| Self::settle_roster(number, CHANGES_PER_BLOCK));
		T::WeightInfo::settle_roster(changes).saturating_add(Self::call_the_roll(now))
	}

	/// Begins a slot of a roll call, if it is time.
	pub(crate) fn call_the_roll(now: BlockNumber) -> Weight {
		let known = CurrentRollCall::<T>::get();
		let is_over = known
			.as_ref()
			.is_none_or(|call| now >= call.slot_began.saturating_add(T::SlotLength::get()));
		if !is_over {
			return T::WeightInfo::idle_block();
		}
		if let Some(randomness) = T::Randomness::latest() {
			Self::begin_slot(known, randomness, now);
		}
		T::WeightInfo::open_slot()
	}

	/// Begins the slot after the newest, unless that was made of this randomness or of a newer one.
	pub(crate) fn begin_slot(
		known: Option<RollCall>,
		(relay_block, randomness): (RelayBlockNumber, H256),
		now: BlockNumber,
	) {
		let mut call = match known {
			Some(call) if relay_block <= call.relay_block => return,
			Some(call) if call.seeds.len() < SLOTS as usize => call,
			last => RollCall {
				index: last.map_or(0, |last| last.index.saturating_add(1)),
				slot_began: now,
				relay_block,
				seeds: BoundedVec::new(),
			},
		};
		let seed: H256 = (SEED_CONTEXT, randomness, relay_block, call.index)
			.using_encoded(sp_io::hashing::blake2_256)
			.into();
		if call.seeds.try_push(seed).is_err() {
			defensive!("a roll call has more slots than it can have");
			return;
		}
		call.slot_began = now;
		call.relay_block = relay_block;
		CurrentRollCall::<T>::put(call);
	}

	/// Number of the roll call under way, or of the first, if there was none.
	pub(crate) fn roll_call() -> RollCallIndex {
		CurrentRollCall::<T>::get().map_or(0, |call| call.index)
	}

	/// The roll call in which `miner` is still to be asked: the one under way, or the next if it was, or
	/// is being, asked in that.
	pub(crate) fn first_call_to_ask(miner: &T::AccountId) -> RollCallIndex {
		CurrentRollCall::<T>::get()
			.map_or(0, |call| call.index.saturating_add(call.has_asked(miner).into()))
	}

	/// The heartbeat that is asked of `miner` now, if it has not answered.
	pub fn heartbeat_ask(miner: &T::AccountId) -> Option<HeartbeatAsk> {
		let call = CurrentRollCall::<T>::get()?;
		let (seed, _) = Self::asked(miner, &call).ok()?;
		let until = call.slot_began.saturating_add(T::SlotLength::get());
		Some(HeartbeatAsk { call: call.index, seed, until })
	}

	/// How a registered miner does.
	pub fn performance(miner: &T::AccountId) -> Option<PerformanceView> {
		let record = Miners::<T>::get(miner)?;
		let Performance { promptness, online } = Performances::<T>::get(miner);
		// Who is not available is not asked.
		let online =
			if record.available { online.as_of(Self::roll_call()) } else { online.answered };
		Some(PerformanceView {
			completion: record.completion(),
			promptness,
			online,
			authorship: record.authorship.authored,
		})
	}

	/// The seed that `miner` has to sign in the newest slot of `call`, and what was observed of it so far.
	fn asked(miner: &T::AccountId, call: &RollCall) -> Result<(H256, Performance), Error<T>> {
		let record = Miners::<T>::get(miner).ok_or(Error::<T>::NotRegistered)?;
		ensure!(record.available, Error::<T>::NotAvailable);
		let observed = Performances::<T>::get(miner);
		ensure!(observed.online.from <= call.index, Error::<T>::HeartbeatAnswered);
		let seed = call.asks(miner).ok_or(Error::<T>::NotAsked)?;
		Ok((seed, observed))
	}

	/// Whether a heartbeat is asked of `miner` in the roll call `index`, and answered by this signature.
	/// What costs little is checked first.
	fn check_heartbeat(
		miner: &T::AccountId,
		index: RollCallIndex,
		signature: &T::Signature,
	) -> Result<RollCall, Error<T>> {
		let call = CurrentRollCall::<T>::get().ok_or(Error::<T>::NoSuchRollCall)?;
		ensure!(call.index == index, Error::<T>::NoSuchRollCall);
		let (seed, _) = Self::asked(miner, &call)?;
		let payload = heartbeat_payload(Self::genesis(), index, seed, miner);
		ensure!(signature.verify(payload.as_slice(), miner), Error::<T>::SignatureWrong);
		Ok(call)
	}

	/// Hash of the chain's first block, which the system never forgets.
	pub(crate) fn genesis() -> H256 {
		frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero())
	}

	pub(crate) fn authorize_heartbeat(
		_: TransactionSource,
		miner: &T::AccountId,
		index: &RollCallIndex,
		signature: &T::Signature,
	) -> TransactionValidityWithRefund {
		let call = Self::check_heartbeat(miner, *index, signature).map_err(Self::invalid)?;
		let now: BlockNumber = frame_system::Pallet::<T>::block_number().saturated_into();
		let until = call.slot_began.saturating_add(T::SlotLength::get());
		let valid = ValidTransaction {
			priority: T::HeartbeatPriority::get(),
			requires: vec![],
			// Whatever the signature: one miner has one place in the pool.
			provides: vec![(TAG, index, miner).encode()],
			longevity: until.saturating_sub(now).max(1).into(),
			propagate: true,
		};
		Ok((valid, Weight::zero()))
	}

	/// The code of a refusal is the error's number.
	fn invalid(error: Error<T>) -> TransactionValidityError {
		let code = error.using_encoded(|bytes| bytes.first().copied().unwrap_or(u8::MAX));
		InvalidTransaction::Custom(code).into()
	}

	/// Counts a heartbeat. Its signature was verified when the transaction was authorized, in the same
	/// block just before.
	pub(crate) fn do_heartbeat(miner: T::AccountId, index: RollCallIndex) -> DispatchResult {
		let call = CurrentRollCall::<T>::get().ok_or(Error::<T>::NoSuchRollCall)?;
		ensure!(call.index == index, Error::<T>::NoSuchRollCall);
		let (_, mut observed) = Self::asked(&miner, &call)?;
		observed.online.answer(index);
		Performances::<T>::insert(&miner, observed);
		Self::change_lot(&miner, |lot| lot.set_observed(&observed));
		Self::deposit_event(Event::HeartbeatReceived { miner, call: index });
		Ok(())
	}
}
