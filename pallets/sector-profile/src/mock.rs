// SPDX-License-Identifier: Apache-2.0
//! A sector whose queue to the hub a test can fill.

use crate as pallet_sector_profile;
use frame_support::{derive_impl, parameter_types, traits::Hooks};
use pouw_primitives::{message::EraFigures, sector::Hub, MessageId, SectorClass, SectorToHub};
use pouw_traits::{EraFiguresSource, SendMessage};
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
	pub type Sector = pallet_sector_profile;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

parameter_types! {
	pub static Sent: Vec<SectorToHub> = Vec::new();
	pub static OutboxFull: bool = false;
	pub static Counted: EraFigures = EraFigures::default();
}

/// Records what is sent.
pub struct Recorder;
impl SendMessage<Hub, SectorToHub> for Recorder {
	fn send(_: Hub, body: SectorToHub) -> Result<MessageId, DispatchError> {
		if OutboxFull::get() {
			return Err(DispatchError::Other("full"));
		}
		Sent::mutate(|sent| {
			sent.push(body);
			Ok(sent.len() as u64 - 1)
		})
	}
}

/// Hands out [`Counted`] once.
pub struct Counter;
impl EraFiguresSource for Counter {
	fn take() -> EraFigures {
		Counted::take()
	}
}

impl pallet_sector_profile::Config for Test {
	type Messages = Recorder;
	type Figures = Counter;
	type WeightInfo = ();
}

/// Genesis of an edge sector with eras of 10 blocks.
pub fn genesis() -> pallet_sector_profile::GenesisConfig<Test> {
	pallet_sector_profile::GenesisConfig {
		class: Some(SectorClass::CpuEdge),
		token_name: "Edge Compute".into(),
		token_symbol: "EDGE".into(),
		token_decimals: 12,
		era_length: 10,
		..Default::default()
	}
}

/// Runs to block `n`, hooks included.
pub fn run_to(n: u64) {
	while System::block_number() < n {
		let next = System::block_number() + 1;
		System::set_block_number(next);
		Sector::on_initialize(next);
	}
}

/// Runs `test` and checks the invariants after it.
pub fn build_and_execute(sector: pallet_sector_profile::GenesisConfig<Test>, test: impl FnOnce()) {
	let config = RuntimeGenesisConfig { sector, ..Default::default() };
	sp_io::TestExternalities::from(config.build_storage().unwrap()).execute_with(|| {
		Sent::set(Vec::new());
		OutboxFull::set(false);
		Counted::set(EraFigures::default());
		test();
		Sector::do_try_state().unwrap();
	});
}
