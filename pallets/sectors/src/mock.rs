// SPDX-License-Identifier: Apache-2.0
//! A registry with one sector admitted at genesis.

use crate as pallet_sectors;
use frame_support::{
	derive_impl, ord_parameter_types, parameter_types,
	traits::{ConstU32, ConstU64},
};
use frame_system::{EnsureRoot, EnsureSignedBy};
use pouw_primitives::{HubToSector, MessageId, SectorClass, SectorId};
use pouw_traits::{SectorBusiness, SendMessage};
use sp_runtime::{BuildStorage, DispatchError, FixedU128, Permill};

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
	pub type Registry = pallet_sectors;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

parameter_types! {
	pub static Sent: Vec<(SectorId, HubToSector)> = Vec::new();
	pub static OutboxFull: bool = false;
	/// What is not settled of any sector.
	pub static Unsettled: u32 = 0;
}

/// Records what is sent.
pub struct Recorder;
impl SendMessage<SectorId, HubToSector> for Recorder {
	fn send(peer: SectorId, body: HubToSector) -> Result<MessageId, DispatchError> {
		if OutboxFull::get() {
			return Err(DispatchError::Other("full"));
		}
		Sent::mutate(|sent| {
			sent.push((peer, body));
			Ok(sent.len() as u64 - 1)
		})
	}
}

parameter_types! {
	/// The rate aims at no less than this share of the base.
	pub const UtilisationFloor: Permill = Permill::from_percent(10);
}

impl pallet_sectors::Config for Test {
	type AdmissionOrigin = EnsureRoot<u64>;
	type TermsOrigin = EnsureRoot<u64>;
	type ParameterOrigin = EnsureSignedBy<Parameters, u64>;
	type UpgradeOrigin = EnsureSignedBy<Upgrades, u64>;
	type Business = Books;
	type DrainPeriod = ConstU64<100>;
	type UtilisationFloor = UtilisationFloor;
	type Messages = Recorder;
	type MaxSectors = ConstU32<3>;
	type WeightInfo = ();
}

ord_parameter_types! {
	/// Decides on parameters.
	pub const Parameters: u64 = 11;
	/// Decides on upgrades.
	pub const Upgrades: u64 = 12;
}

/// Knows [`Unsettled`] business of every sector.
pub struct Books;
impl SectorBusiness for Books {
	fn unsettled(_: SectorId) -> u32 {
		Unsettled::get()
	}
}

/// The sector admitted at genesis, of class [`SectorClass::CpuEdge`].
pub const EDGE: SectorId = SectorId(2003);

/// A genesis with [`EDGE`] on these terms.
pub fn pallet_sectors_genesis(
	terms: Vec<(SectorId, u64, FixedU128, u128)>,
) -> pallet_sectors::GenesisConfig<Test> {
	pallet_sectors::GenesisConfig {
		sectors: vec![(EDGE, SectorClass::CpuEdge)],
		terms,
		..Default::default()
	}
}

/// A chain in block 1.
pub fn build() -> sp_io::TestExternalities {
	let config =
		RuntimeGenesisConfig { registry: pallet_sectors_genesis(vec![]), ..Default::default() };
	let mut ext = sp_io::TestExternalities::from(config.build_storage().unwrap());
	ext.execute_with(|| {
		Sent::set(Vec::new());
		OutboxFull::set(false);
		Unsettled::set(0);
		System::set_block_number(1);
	});
	ext
}

/// Runs `test` and checks the invariants after it.
pub fn build_and_execute(test: impl FnOnce()) {
	build().execute_with(|| {
		test();
		Registry::do_try_state().unwrap();
	});
}
