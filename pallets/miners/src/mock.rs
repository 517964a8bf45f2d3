// SPDX-License-Identifier: Apache-2.0
//! A runtime of this pallet and real balances.

use crate as pallet_miners;
use frame_support::{derive_impl, parameter_types, traits::ValidatorRegistration};
use pouw_primitives::{
	miner::heartbeat_payload, Balance, HardwareProfile, HeartbeatAsk, RelayBlockNumber,
	RollCallIndex, Work,
};
use pouw_traits::{CommonOwner, OnWorkCredited, RelayRandomness, RewardBond};
use sp_core::H256;
use sp_runtime::{testing::TestSignature, BuildStorage, Permill};

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
	pub const MinBondTarget: Balance = 50;
	pub const MaxBondTarget: Balance = 1_000;
	pub const UnbondingPeriod: u32 = 20;
	pub const WorkHalfLife: u32 = 4;
	pub const MinAuthorScore: Work = 10;
	pub static MaxCandidates: u32 = 6;
	pub const MaxAuthors: u32 = 3;
	pub const MaxInvulnerables: u32 = 4;
	pub const AbsenceBar: u32 = 2;
	/// What the guild was told of: whose work, how much, and which part of the bond was there.
	pub static Credited: Vec<(AccountId, Work, Permill)> = vec![];
	/// Of whom the guild was told that they left.
	pub static Left: Vec<AccountId> = vec![];
	pub const SlotLength: u32 = 3;
	/// Newest relay block.
	pub static RelayBlock: RelayBlockNumber = 100;
	/// Proxies: first the account that has one, then the one that it has.
	pub static Proxies: Vec<(AccountId, AccountId)> = vec![];
	/// Who has no session keys.
	pub static Keyless: Vec<AccountId> = vec![];
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ExistentialDeposit;
}

/// Everybody has session keys but those in [`Keyless`].
pub struct SessionKeys;

impl ValidatorRegistration<AccountId> for SessionKeys {
	fn is_registered(who: &AccountId) -> bool {
		!Keyless::get().contains(who)
	}
}

/// Each relay block has the hash of its number for randomness.
pub struct Relay;

impl RelayRandomness for Relay {
	fn latest() -> Option<(RelayBlockNumber, H256)> {
		let number = RelayBlock::get();
		Some((number, sp_io::hashing::blake2_256(&number.to_le_bytes()).into()))
	}

	fn relay_block() -> RelayBlockNumber {
		RelayBlock::get()
	}
}

/// Goes by [`Proxies`], as far as they are the miner's.
pub struct Owners;

impl CommonOwner<AccountId> for Owners {
	fn is_declared(client: &AccountId, miner: &AccountId) -> bool {
		client == miner || Proxies::get().contains(&(*miner, *client))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn declare(client: &AccountId, miner: &AccountId) {
		Proxies::mutate(|proxies| proxies.push((*miner, *client)));
	}
}

/// Signs by naming the signer.
#[cfg(feature = "runtime-benchmarks")]
pub struct Signer;

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<Test> for Signer {
	fn signer() -> AccountId {
		1
	}

	fn sign(payload: &[u8]) -> TestSignature {
		TestSignature(1, payload.to_vec())
	}
}

/// Takes down what it is told.
pub struct Guild;

impl OnWorkCredited<AccountId> for Guild {
	fn on_credited(miner: &AccountId, work: Work, bonded: Permill) {
		Credited::mutate(|credited| credited.push((*miner, work, bonded)));
	}

	fn on_left(miner: &AccountId) {
		Left::mutate(|left| left.push(*miner));
	}
}

impl pallet_miners::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Deposit = Deposit;
	type MaxMiners = MaxMiners;
	type AdminOrigin = frame_system::EnsureRoot<AccountId>;
	type MinBondTarget = MinBondTarget;
	type MaxBondTarget = MaxBondTarget;
	type UnbondingPeriod = UnbondingPeriod;
	type WorkHalfLife = WorkHalfLife;
	type SessionKeys = SessionKeys;
	type MinAuthorScore = MinAuthorScore;
	type MaxCandidates = MaxCandidates;
	type MaxAuthors = MaxAuthors;
	type MaxInvulnerables = MaxInvulnerables;
	type AbsenceBar = AbsenceBar;
	type Guild = Guild;
	type Owners = Owners;
	type Randomness = Relay;
	type RandomnessDelay = frame_support::traits::ConstU32<1>;
	type SlotLength = SlotLength;
	type Signature = TestSignature;
	type HeartbeatPriority = frame_support::traits::ConstU64<7>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Signer;
	type WeightInfo = ();
}

pub(crate) const ENDOWMENT: Balance = 1_000;
pub(crate) const BOND_TARGET: Balance = 200;
/// Accounts below this one are endowed.
pub(crate) const ENDOWED: AccountId = 200;

#[derive(Default)]
pub(crate) struct ExtBuilder {
	registered: AccountId,
	bonded: bool,
	invulnerables: Vec<AccountId>,
}

impl ExtBuilder {
	/// Registers the accounts 0, 1, ... as miners.
	pub(crate) fn with_miners(mut self, count: AccountId) -> Self {
		self.registered = count;
		self
	}

	/// Fills the bonds of the miners.
	pub(crate) fn with_full_bonds(mut self) -> Self {
		self.bonded = true;
		self
	}

	pub(crate) fn with_invulnerables(mut self, invulnerables: &[AccountId]) -> Self {
		self.invulnerables = invulnerables.to_vec();
		self
	}

	pub(crate) fn build(self) -> sp_io::TestExternalities {
		// Tests may share a thread, and with it these.
		Deposit::set(100);
		MaxMiners::set(64);
		MaxCandidates::set(6);
		Keyless::set(vec![]);
		Credited::set(vec![]);
		Left::set(vec![]);
		RelayBlock::set(100);
		Proxies::set(vec![]);
		let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		pallet_balances::GenesisConfig::<Test> {
			balances: (0..ENDOWED).map(|who| (who, ENDOWMENT)).collect(),
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.unwrap();
		pallet_miners::GenesisConfig::<Test> {
			bond_target: Some(BOND_TARGET),
			invulnerables: self.invulnerables,
		}
		.assimilate_storage(&mut storage)
		.unwrap();
		let mut ext: sp_io::TestExternalities = storage.into();
		ext.execute_with(|| {
			System::set_block_number(1);
			for who in 0..self.registered {
				register(who);
				if self.bonded {
					assert_eq!(Miners::bond(&who, BOND_TARGET), BOND_TARGET);
				}
			}
			settle_roster();
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

/// A point of order four, which is no key.
pub(crate) const ONE: [u8; 32] = {
	let mut one = [0; 32];
	one[0] = 1;
	one
};

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

/// Carries out all changes of the roster, as if the relay chain had moved on.
pub(crate) fn settle_roster() {
	Miners::settle_roster(RelayBlockNumber::MAX, u32::MAX);
}

/// Begins the next block; the relay chain moves on with each.
pub(crate) fn next_block() {
	let now = System::block_number() + 1;
	System::set_block_number(now);
	RelayBlock::mutate(|number| *number += 1);
	<Miners as frame_support::traits::Hooks<_>>::on_initialize(now);
}

/// Begins blocks until a slot of a roll call has begun.
pub(crate) fn next_slot() {
	let slot = || crate::CurrentRollCall::<Test>::get().map(|call| (call.index, call.seeds.len()));
	let before = slot();
	while slot() == before {
		next_block();
	}
}

/// Number of the roll call under way.
pub(crate) fn roll_call() -> RollCallIndex {
	crate::CurrentRollCall::<Test>::get().unwrap().index
}

/// Begins slots until `who` is asked for a heartbeat.
pub(crate) fn run_to_ask(who: AccountId) -> HeartbeatAsk {
	loop {
		next_slot();
		if let Some(ask) = Miners::heartbeat_ask(&who) {
			return ask;
		}
	}
}

/// The signature of `who` that answers `ask`.
pub(crate) fn sign(who: AccountId, ask: &HeartbeatAsk) -> TestSignature {
	TestSignature(who, heartbeat_payload(Miners::genesis(), ask.call, ask.seed, &who))
}
