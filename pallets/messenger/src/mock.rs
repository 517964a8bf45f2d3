// SPDX-License-Identifier: Apache-2.0
//! Two peers with a transport whose faults a test chooses.

use crate as pallet_messenger;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	derive_impl,
	dispatch::DispatchResult,
	parameter_types,
	traits::{ConstU32, ConstU64, EnsureOrigin, Hooks},
	weights::Weight,
};
use pouw_primitives::VersionedFrame;
use pouw_traits::{HandleMessage, LinkTransport};
use scale_info::TypeInfo;
use sp_runtime::{BuildStorage, DispatchError};

type Block = frame_system::mocking::MockBlock<Test>;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Messenger = pallet_messenger;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

/// What the two ends say in these tests.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub enum Body {
	/// Handled.
	Add(u32),
	/// The handler writes, then fails.
	Poison,
}

parameter_types! {
	pub static Delivered: Vec<(u8, VersionedFrame<Body>)> = Vec::new();
	pub static TransportDown: bool = false;
	pub static Sum: u32 = 0;
}

pub struct Wire;
impl LinkTransport<u8, VersionedFrame<Body>> for Wire {
	fn deliver(peer: u8, frame: VersionedFrame<Body>) -> DispatchResult {
		if TransportDown::get() {
			return Err(DispatchError::Other("transport down"));
		}
		Delivered::mutate(|d| d.push((peer, frame)));
		Ok(())
	}
}

pub struct Adder;
impl HandleMessage<u8, Body> for Adder {
	fn handle(_: u8, body: Body) -> DispatchResult {
		match body {
			Body::Add(n) => {
				Sum::mutate(|s| *s += n);
				Ok(())
			},
			Body::Poison => {
				frame_support::storage::unhashed::put(b"half", &1u8);
				Err(DispatchError::Other("poison"))
			},
		}
	}

	fn weight(body: &Body) -> Option<Weight> {
		matches!(body, Body::Poison).then_some(POISON)
	}
}

/// Weight of [`Body::Poison`]; that of the other is not known.
pub const POISON: Weight = Weight::from_parts(7, 5);

/// Accounts 1 to 9 are peers.
pub struct PeerAccounts;
impl EnsureOrigin<RuntimeOrigin> for PeerAccounts {
	type Success = u8;
	fn try_origin(origin: RuntimeOrigin) -> Result<u8, RuntimeOrigin> {
		match frame_system::ensure_signed(origin.clone()) {
			Ok(who @ 1..=9) => Ok(who as u8),
			_ => Err(origin),
		}
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
		Ok(RuntimeOrigin::signed(1))
	}
}

impl pallet_messenger::Config for Test {
	type Peer = u8;
	type Inbound = Body;
	type Outbound = Body;
	type PeerOrigin = PeerAccounts;
	type Transport = Wire;
	type Handler = Adder;
	type MaxQueued = ConstU32<8>;
	type Window = ConstU32<4>;
	type RetryAfter = ConstU64<5>;
	type MaxRetriesPerBlock = ConstU32<3>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Bench;
}

#[cfg(feature = "runtime-benchmarks")]
pub struct Bench;
#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<Test> for Bench {
	fn peer() -> u8 {
		1
	}
	fn inbound() -> Body {
		Body::Add(1)
	}
	fn outbound() -> Body {
		Body::Add(1)
	}
}

/// Runs to block `n`, hooks included.
pub fn run_to(n: u64) {
	while System::block_number() < n {
		let next = System::block_number() + 1;
		System::set_block_number(next);
		Messenger::on_initialize(next);
	}
}

/// Runs `test` in a fresh chain at block 1 and checks the invariants after it.
pub fn build_and_execute(test: impl FnOnce()) {
	let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	sp_io::TestExternalities::from(storage).execute_with(|| {
		Delivered::set(Vec::new());
		TransportDown::set(false);
		Sum::set(0);
		System::set_block_number(1);
		test();
		Messenger::do_try_state().unwrap();
	});
}
