// SPDX-License-Identifier: Apache-2.0
//! A hub of this pallet, the real registry of sectors and real balances, on a relay chain that can be
//! set, with sectors played by the tests.

use crate as pallet_orders;
use crate::{HoldReason, Orders as Records};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	storage::unhashed,
	traits::{fungible::InspectHold, ConstU32, ConstU64, Contains},
};
use frame_system::EnsureRoot;
use pouw_primitives::{
	order::OrderPayment,
	task::{BlobRef, Job, Replicas, TaskSpec, VerificationTier},
	AccountId, Balance, HubToSector, MainOrder, MessageId, OrderId, OrderOutcome, OrderRecord,
	RelayBlockNumber, SectorClass, SectorId, SectorProfile, SectorToHub,
};
use pouw_traits::{
	HandleMessage, HandleOrderEnded, MainBurned, RelayRandomness, SectorRegistry, SendMessage,
};
use sp_core::H256;
use sp_runtime::{
	traits::IdentityLookup, BuildStorage, DispatchError, DispatchResult, FixedU128, Permill,
};
use std::collections::BTreeSet;

type Block = frame_system::mocking::MockBlockU32<Test>;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Sectors: pallet_sectors,
		Orders: pallet_orders,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

parameter_types! {
	pub static FullQueues: BTreeSet<u32> = BTreeSet::new();
	pub static RelayBlock: RelayBlockNumber = 100;
	pub const ExistentialDeposit: Balance = 10;
	pub const MinMain: Balance = 50;
	pub const UtilisationFloor: Permill = Permill::from_percent(10);
	pub const RetentionPeriod: u32 = 20;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ExistentialDeposit;
	type MaxFreezes = ConstU32<1>;
	type FreezeIdentifier = u8;
}

impl pallet_sectors::Config for Test {
	type AdmissionOrigin = EnsureRoot<AccountId>;
	type TermsOrigin = EnsureRoot<AccountId>;
	type ParameterOrigin = EnsureRoot<AccountId>;
	type UpgradeOrigin = EnsureRoot<AccountId>;
	type Business = Orders;
	type DrainPeriod = frame_support::traits::ConstU32<20>;
	type UtilisationFloor = UtilisationFloor;
	type Messages = Outbox;
	type MaxSectors = ConstU32<16>;
	type WeightInfo = ();
}

/// Keeps the orders that are sent, and those taken back; sectors in [`FullQueues`] take nothing.
pub struct Outbox;

impl Outbox {
	const KEY: &'static [u8] = b"sent";
	const CANCELLED: &'static [u8] = b"cancelled";

	/// The orders that sectors were told are taken back, each time.
	pub fn cancelled() -> Vec<(SectorId, OrderId)> {
		unhashed::get_or_default(Self::CANCELLED)
	}

	/// What was sent, in the chain's storage, so that it is rolled back with the rest.
	pub fn sent() -> Vec<(SectorId, MainOrder)> {
		unhashed::get_or_default(Self::KEY)
	}
}

impl SendMessage<SectorId, HubToSector> for Outbox {
	fn send(peer: SectorId, body: HubToSector) -> Result<MessageId, DispatchError> {
		if FullQueues::get().contains(&peer.0) {
			return Err(DispatchError::Exhausted);
		}
		match body {
			HubToSector::Order(order) => {
				let mut sent = Self::sent();
				sent.push((peer, order));
				unhashed::put(Self::KEY, &sent);
			},
			HubToSector::CancelOrder { order } => {
				let mut cancelled = Self::cancelled();
				cancelled.push((peer, order));
				unhashed::put(Self::CANCELLED, &cancelled);
			},
			_ => {},
		}
		Ok(0)
	}
}

/// A relay chain without randomness.
pub struct Relay;
impl RelayRandomness for Relay {
	fn latest() -> Option<(RelayBlockNumber, H256)> {
		None
	}
	fn relay_block() -> RelayBlockNumber {
		RelayBlock::get()
	}
}

/// Adds up what is burned.
pub struct Burned;

impl Burned {
	const KEY: &'static [u8] = b"burned";

	/// All that was burned.
	pub fn all() -> Balance {
		unhashed::get_or_default(Self::KEY)
	}
}

impl MainBurned for Burned {
	fn burned(amount: Balance) {
		unhashed::put(Self::KEY, &(Self::all() + amount));
	}
}

/// Embeddings only.
pub struct Offered;
impl Contains<Job> for Offered {
	fn contains(job: &Job) -> bool {
		matches!(job, Job::Embedding { .. })
	}
}

impl pallet_orders::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Messages = Outbox;
	type Sectors = Sectors;
	type Relay = Relay;
	type Burned = Burned;
	type Offered = Offered;
	type ForceOrigin = EnsureRoot<AccountId>;
	type MinMain = MinMain;
	type MinDeadline = ConstU32<2>;
	type MaxDeadline = ConstU32<50>;
	type AcceptancePeriod = ConstU32<10>;
	type PaymentMargin = ConstU32<40>;
	type ClosingDelay = ConstU32<5>;
	type MaxOpen = ConstU32<4>;
	type MaxOpenOfClient = ConstU32<3>;
	type MaxCancelling = ConstU32<2>;
	type MaxAhead = ConstU64<16>;
	type RetentionPeriod = RetentionPeriod;
	type WeightInfo = ();
}

/// Most tests order here: two and a half MAIN for a token.
pub const SECTOR: SectorId = SectorId(2001);
/// A third of MAIN for a token.
pub const CHEAP: SectorId = SectorId(2002);
/// Active, without a rate.
pub const RATELESS: SectorId = SectorId(2003);
pub const ENDOWMENT: Balance = 100_000;
pub const CLIENTS: u8 = 4;

pub fn client(n: u8) -> AccountId {
	AccountId::new([n; 32])
}

pub fn build() -> sp_io::TestExternalities {
	// Tests may share a thread, and with it these.
	FullQueues::set(BTreeSet::new());
	RelayBlock::set(100);
	let sectors = [SECTOR, CHEAP, RATELESS];
	let config = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: (0..CLIENTS).map(|n| (client(n), ENDOWMENT)).collect(),
			..Default::default()
		},
		sectors: pallet_sectors::GenesisConfig {
			sectors: sectors.iter().map(|id| (*id, SectorClass::CpuEdge)).collect(),
			// The rate begins at a tenth of the base.
			terms: vec![
				(SECTOR, client(0), FixedU128::from_u32(25), 0),
				(CHEAP, client(0), FixedU128::from_rational(10, 3), 0),
			],
			..Default::default()
		},
		..Default::default()
	};
	let mut ext: sp_io::TestExternalities = config.build_storage().unwrap().into();
	ext.execute_with(|| {
		System::set_block_number(1);
		for id in sectors {
			let profile = SectorProfile::new(SectorClass::CpuEdge, "Sector", "SECT", 12);
			assert_ok!(Sectors::handle(id, SectorToHub::Announce(profile.unwrap())));
		}
		assert_eq!(<Sectors as SectorRegistry<_>>::rate(SECTOR), FixedU128::from_rational(5, 2));
	});
	ext
}

pub fn build_and_execute(test: impl FnOnce()) {
	build().execute_with(|| {
		test();
		check_state();
	});
}

/// Checks the invariants, and that no MAIN is gone but what was reported as burned.
pub fn check_state() {
	Orders::do_try_state().expect("the invariants hold");
	let all = ENDOWMENT * Balance::from(CLIENTS);
	assert_eq!(Balances::total_issuance() + Burned::all(), all);
}

pub fn spec() -> TaskSpec {
	TaskSpec {
		job: Job::Embedding { model: H256::repeat_byte(7) },
		input: BlobRef { hash: H256::repeat_byte(1), len: 1_000 },
		tier: VerificationTier::Tolerant,
		replicas: Replicas { initial: 3, most: 5 },
		confidence: Permill::from_percent(90),
		price: 0,
		deadline: 10,
		client_key: [3; 32],
	}
}

pub fn try_order(who: u8, sector: SectorId, main: Balance) -> DispatchResult {
	Orders::order(RuntimeOrigin::signed(client(who)), sector, spec(), main)
}

/// Client 0 orders on [`SECTOR`].
pub fn ordered(main: Balance) -> OrderId {
	let order = Orders::next_order(SECTOR);
	assert_ok!(try_order(0, SECTOR, main));
	order
}

pub fn ends(sector: SectorId, order: OrderId, outcome: OrderOutcome) {
	assert_ok!(Orders::on_order_ended(sector, order, outcome));
}

pub fn settled(paid: Balance) -> OrderOutcome {
	OrderOutcome::Settled { task: 7, paid }
}

pub fn record(sector: SectorId, order: OrderId) -> OrderRecord {
	Records::<Test>::get(sector, order).unwrap()
}

pub fn payment(sector: SectorId, order: OrderId) -> Option<OrderPayment> {
	record(sector, order).state.payment().map(|(payment, _)| payment)
}

pub fn held(who: u8) -> Balance {
	Balances::balance_on_hold(&HoldReason::OrderEscrow.into(), &client(who))
}

pub fn free(who: u8) -> Balance {
	Balances::free_balance(client(who))
}
