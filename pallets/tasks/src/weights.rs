// SPDX-License-Identifier: Apache-2.0
//! Weights for `pallet_tasks`.
//!
//! PROVISIONAL: counted and estimated by hand in the format of the benchmark CLI, to be replaced by
//! the output of `benchmark pallet --pallet pallet_tasks` on reference hardware. Reads and writes are
//! those of the worst case, proof sizes the sum of the largest encoded entries read, and execution
//! times are rounded up from similar generated weights.

#![allow(unused_parens)]
#![allow(clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// Weight functions needed for `pallet_tasks`.
pub trait WeightInfo {
	/// Weight of [`crate::Call::register_model`].
	fn register_model() -> Weight;
	/// Weight of [`crate::Call::order`].
	fn order() -> Weight;
	/// Weight of [`crate::Call::commit`], the last one of a task.
	fn commit() -> Weight;
	/// Weight of [`crate::Call::reveal`], the last one of a task.
	fn reveal() -> Weight;
	/// Weight of [`crate::Call::abstain`], the last one of a task.
	fn abstain() -> Weight;
	/// Weight of [`crate::Call::deregister_model`].
	fn deregister_model() -> Weight;
	/// Weight of a block's look into a full queue and one empty block of the agenda.
	fn tick() -> Weight;
	/// Weight of a look at an order that cannot be assigned yet.
	fn wait() -> Weight;
	/// Weight of drawing and assigning `n` miners.
	fn assign(n: u32) -> Weight;
	/// Weight of ending the phase of commitments at its deadline.
	fn open_reveal() -> Weight;
	/// Weight of comparing, paying and closing a task of `n` replicas that all agree.
	fn settle(n: u32) -> Weight;
	/// Weight of refunding an order that found too few miners.
	fn expire() -> Weight;
	/// Weight of removing the record of a task that ended long ago.
	fn forget() -> Weight;
}

/// Weights for `pallet_tasks` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register_model() -> Weight {
		Weight::from_parts(60_000_000, 10300)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn order() -> Weight {
		Weight::from_parts(90_000_000, 25000)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	fn commit() -> Weight {
		Weight::from_parts(70_000_000, 13000)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn reveal() -> Weight {
		Weight::from_parts(80_000_000, 13000)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn abstain() -> Weight {
		Weight::from_parts(70_000_000, 13000)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn deregister_model() -> Weight {
		Weight::from_parts(60_000_000, 12800)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn tick() -> Weight {
		Weight::from_parts(30_000_000, 16500)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn wait() -> Weight {
		Weight::from_parts(10_000_000, 9900).saturating_add(T::DbWeight::get().reads(2_u64))
	}
	fn assign(n: u32) -> Weight {
		Weight::from_parts(40_000_000, 15500)
			.saturating_add(Weight::from_parts(25_000_000, 5300).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
	}
	fn open_reveal() -> Weight {
		Weight::from_parts(40_000_000, 12000)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn settle(n: u32) -> Weight {
		Weight::from_parts(120_000_000, 23000)
			.saturating_add(Weight::from_parts(290_000_000, 7800).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(8_u64))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(n.into())))
	}
	fn expire() -> Weight {
		Weight::from_parts(70_000_000, 21000)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	fn forget() -> Weight {
		Weight::from_parts(20_000_000, 9400)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
}

// For mocks.
impl WeightInfo for () {
	fn register_model() -> Weight {
		Weight::from_parts(60_000_000, 10300)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn order() -> Weight {
		Weight::from_parts(90_000_000, 25000)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn commit() -> Weight {
		Weight::from_parts(70_000_000, 13000)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn reveal() -> Weight {
		Weight::from_parts(80_000_000, 13000)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn abstain() -> Weight {
		Weight::from_parts(70_000_000, 13000)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn deregister_model() -> Weight {
		Weight::from_parts(60_000_000, 12800)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn tick() -> Weight {
		Weight::from_parts(30_000_000, 16500)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn wait() -> Weight {
		Weight::from_parts(10_000_000, 9900).saturating_add(RocksDbWeight::get().reads(2_u64))
	}
	fn assign(n: u32) -> Weight {
		Weight::from_parts(40_000_000, 15500)
			.saturating_add(Weight::from_parts(25_000_000, 5300).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(n.into())))
	}
	fn open_reveal() -> Weight {
		Weight::from_parts(40_000_000, 12000)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn settle(n: u32) -> Weight {
		Weight::from_parts(120_000_000, 23000)
			.saturating_add(Weight::from_parts(290_000_000, 7800).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
			.saturating_add(RocksDbWeight::get().writes((3_u64).saturating_mul(n.into())))
	}
	fn expire() -> Weight {
		Weight::from_parts(70_000_000, 21000)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn forget() -> Weight {
		Weight::from_parts(20_000_000, 9400)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
}
