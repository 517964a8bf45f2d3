// SPDX-License-Identifier: Apache-2.0
//! Miners, randomness and the figures of an era.

use alloc::vec::Vec;
use pouw_primitives::{
	credibility::Standing, message::EraFigures, Balance, BlockNumber, Rating, RelayBlockNumber,
};
use sp_core::H256;
use sp_runtime::Permill;

/// Randomness of the relay chain as of the relay parent of the current block.
pub trait RelayRandomness {
	/// Number of the relay block and the randomness its author produced; `None` before the first
	/// relay proof of this chain.
	fn latest() -> Option<(RelayBlockNumber, H256)>;
	/// Number of the newest relay block known.
	fn relay_block() -> RelayBlockNumber;
	/// The first relay block whose randomness nobody knows when this block is included, if the relay chain
	/// may have `ahead` blocks beyond [`Self::relay_block`] by then. Every draw by what is recorded in this
	/// block, or in the one before if a hook at the beginning of this one asks, waits for it.
	fn first_unknown(ahead: RelayBlockNumber) -> RelayBlockNumber {
		Self::relay_block().saturating_add(ahead).saturating_add(1)
	}
}

/// The miners that can be assigned tasks.
pub trait MinerDirectory<AccountId> {
	/// Seats that draws are made of now. Those who have left since still have theirs, and those who came when the
	/// newest randomness may have been known have none yet.
	fn available() -> u32;
	/// Draws `count` distinct available miners by `seed`, never `client` or one that has made it known to be of
	/// the same owner; fewer if there are fewer. Who does better is drawn more often.
	///
	/// `seed` is of the newest randomness known. Who became available when that may have been known is not
	/// drawn.
	fn draw(seed: H256, count: u32, client: &AccountId) -> Vec<AccountId>;
	/// `miner` was assigned a task.
	fn assigned(miner: &AccountId);
	/// `miner` answered an assignment `after` blocks of its `deadline`; after all of them, if it did not.
	fn answered(miner: &AccountId, after: BlockNumber, deadline: BlockNumber);
	/// A client says of `miner` what its part in an accepted task was like. False if the miner has left.
	fn rated(miner: &AccountId, rating: Rating) -> bool;
	/// Whether `miner` is `client` itself, or has made it known to be of the same owner.
	fn is_own(client: &AccountId, miner: &AccountId) -> bool;
	/// A task of `miner` ended; `accepted` if its result was of the accepted ones.
	fn settled(miner: &AccountId, accepted: bool);
	/// A task of `miner` ended in a way that says nothing of it.
	fn released(miner: &AccountId);
	/// A task ended of which `miner` had said that it cannot run it; `completed` if others did.
	fn abstained(miner: &AccountId, completed: bool);
	/// What the results of `miner` so far say of its next one.
	fn standing(miner: &AccountId) -> Standing;
	/// Keeps what the results of `miner` say from now on.
	fn set_standing(miner: &AccountId, standing: Standing);
	/// Makes registered, available miners, so many and such that to draw `count` of them for `client` is as
	/// much work as it can be.
	#[cfg(feature = "runtime-benchmarks")]
	fn populate(count: u32, client: &AccountId) -> Vec<AccountId>;
}

/// Clients and miners that the chain can see to be of one owner.
pub trait CommonOwner<AccountId> {
	/// Whether `miner` has made it known to be of the same owner as `client`. An account and itself always are.
	///
	/// What is in the hands of others than the miner must not count: a client would pass over honest miners.
	fn is_declared(client: &AccountId, miner: &AccountId) -> bool;
	/// Has `miner` make it known, in the way that is found last.
	#[cfg(feature = "runtime-benchmarks")]
	fn declare(client: &AccountId, miner: &AccountId);
}

impl<AccountId: PartialEq> CommonOwner<AccountId> for () {
	fn is_declared(client: &AccountId, miner: &AccountId) -> bool {
		client == miner
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn declare(_: &AccountId, _: &AccountId) {}
}

/// Takes from the bonds of miners that were found dishonest.
pub trait SlashBond<AccountId> {
	/// Burns `part` of what is bonded of `miner`, whether it is registered or has left with its bond.
	/// Returns how much that was.
	fn slash(miner: &AccountId, part: Permill) -> Balance;
	/// Makes `miner` one that has left with a bond, of which all goes when all of the bond is taken.
	#[cfg(feature = "runtime-benchmarks")]
	fn bond_for_benchmark(miner: &AccountId);
}

impl<AccountId> SlashBond<AccountId> for () {
	fn slash(_: &AccountId, _: Permill) -> Balance {
		0
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn bond_for_benchmark(_: &AccountId) {}
}

/// Where a sector's era report gets its counts from.
pub trait EraFiguresSource {
	/// Takes the counts since the last call.
	fn take() -> EraFigures;
}

impl EraFiguresSource for () {
	fn take() -> EraFigures {
		EraFigures::default()
	}
}
