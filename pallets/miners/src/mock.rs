// SPDX-License-Identifier: Apache-2.0
//! A runtime of this pallet and real balances.

use crate as pallet_miners;
use frame_support::{derive_impl, parameter_types};
use pouw_primitives::{Balance, HardwareProfile};
use sp_runtime::BuildStorage;

type Block = frame_system::mocking::MockBlockU32<Test>;
pub(crate) type AccountId = u64;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Miners: pallet_miners,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
}

parameter_types! {
	pub const ExistentialDeposit: Balance = 10;
	pub static Deposit: Balance = 100;
	pub static MaxMiners: u32 = 64;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ExistentialDeposit;
}

impl pallet_miners::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Deposit = Deposit;
	type MaxMiners = MaxMiners;
	type WeightInfo = ();
}

pub(crate) const ENDOWMENT: Balance = 1_000;
/// Accounts below this one are endowed.
pub(crate) const ENDOWED: AccountId = 200;

#[derive(Default)]
pub(crate) struct ExtBuilder {
	registered: AccountId,
}

impl ExtBuilder {
	/// Registers the accounts 0, 1, ... as miners.
	pub(crate) fn with_miners(mut self, count: AccountId) -> Self {
		self.registered = count;
		self
	}

	pub(crate) fn build(self) -> sp_io::TestExternalities {
		// Tests may share a thread, and with it these.
		Deposit::set(100);
		MaxMiners::set(64);
		let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		pallet_balances::GenesisConfig::<Test> {
			balances: (0..ENDOWED).map(|who| (who, ENDOWMENT)).collect(),
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.unwrap();
		let mut ext: sp_io::TestExternalities = storage.into();
		ext.execute_with(|| {
			System::set_block_number(1);
			for who in 0..self.registered {
				register(who);
			}
		});
		ext
	}

	pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			Miners::do_try_state().expect("the invariants hold after a test");
		});
	}
}

pub(crate) fn profile() -> HardwareProfile {
	HardwareProfile {
		device: b"Test processor".to_vec().try_into().unwrap(),
		memory_mib: 4096,
		threads: 8,
	}
}

pub(crate) fn register(who: AccountId) {
	frame_support::assert_ok!(Miners::register(
		RuntimeOrigin::signed(who),
		profile(),
		[who as u8 + 1; 32]
	));
}
