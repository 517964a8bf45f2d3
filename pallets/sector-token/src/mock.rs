// SPDX-License-Identifier: Apache-2.0
//! A runtime of this pallet and real balances, with a link to the hub that can be full.

use crate as pallet_sector_token;
use frame_support::{assert_ok, derive_impl, parameter_types, traits::Hooks, PalletId};
use pouw_primitives::{
	conversion::{ConversionId, ConversionRecord, ConversionState},
	sector::Hub,
	AccountId, Balance, MessageId, SectorToHub,
};
use pouw_traits::SendMessage;
use sp_runtime::{traits::IdentityLookup, BuildStorage, DispatchError, Permill};

type Block = frame_system::mocking::MockBlockU32<Test>;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		SectorToken: pallet_sector_token,
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
	pub const ExistentialDeposit: Balance = 10;
	pub const TokenPallet: PalletId = PalletId(*b"pw/token");
	pub const MinConversion: Balance = 20;
	pub static MaxPending: u32 = 8;
	pub static MaxPendingPerAccount: u32 = 3;
	pub static MaxDebts: u32 = 4;
	pub const MaxPublicShare: Permill = Permill::from_percent(10);
	pub static RecycleFloor: Permill = Permill::from_percent(50);
	pub static MaxFoundersShare: Permill = Permill::from_percent(50);
	pub const RecyclePeriod: u32 = 10;
	pub const Treasury: AccountId = TREASURY;
	/// What the hub was sent.
	pub static Sent: Vec<SectorToHub> = vec![];
	/// Whether the queue to the hub is full.
	pub static QueueFull: bool = false;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ExistentialDeposit;
	type RuntimeHoldReason = TestHold;
	type FreezeIdentifier = u8;
	type MaxFreezes = frame_support::traits::ConstU32<2>;
}

/// A reason for a hold, of no pallet here.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	codec::Encode,
	codec::Decode,
	codec::DecodeWithMemTracking,
	codec::MaxEncodedLen,
	scale_info::TypeInfo,
	Debug,
)]
pub enum TestHold {
	Something,
}

impl frame_support::traits::VariantCount for TestHold {
	const VARIANT_COUNT: u32 = 1;
}

/// Notes each message in [`Sent`], unless [`QueueFull`].
pub struct Recorder;

impl SendMessage<Hub, SectorToHub> for Recorder {
	fn send(_: Hub, body: SectorToHub) -> Result<MessageId, DispatchError> {
		if QueueFull::get() {
			return Err(DispatchError::Exhausted);
		}
		Sent::mutate(|sent| {
			sent.push(body);
			Ok(sent.len() as MessageId - 1)
		})
	}
}

impl pallet_sector_token::Config for Test {
	type Currency = Balances;
	type Messages = Recorder;
	type AdminOrigin = frame_system::EnsureRoot<AccountId>;
	type PalletId = TokenPallet;
	type MinConversion = MinConversion;
	type MaxPending = MaxPending;
	type MaxPendingPerAccount = MaxPendingPerAccount;
	type MaxDebts = MaxDebts;
	type MaxPublicShare = MaxPublicShare;
	type RecycleFloor = RecycleFloor;
	type MaxFoundersShare = MaxFoundersShare;
	type RecyclePeriod = RecyclePeriod;
	type Treasury = Treasury;
	type WeightInfo = ();
}

pub(crate) const ALICE: AccountId = AccountId::new([1; 32]);
pub(crate) const BOB: AccountId = AccountId::new([2; 32]);
pub(crate) const MINER: AccountId = AccountId::new([3; 32]);
/// Has no account.
pub(crate) const NOBODY: AccountId = AccountId::new([4; 32]);
/// The founders' account where there is one; it does not exist at first.
pub(crate) const FOUNDERS: AccountId = AccountId::new([5; 32]);
pub(crate) const TREASURY: AccountId = AccountId::new([9; 32]);
pub(crate) const ENDOWMENT: Balance = 10_000;
pub(crate) const CAP: Balance = 1_000_000;
pub(crate) const FIRST_BUDGET: Balance = 1_000;

pub(crate) fn genesis() -> pallet_sector_token::GenesisConfig<Test> {
	pallet_sector_token::GenesisConfig {
		cap: CAP,
		first_budget: FIRST_BUDGET,
		..Default::default()
	}
}

/// The founders have an account and `percent` of the public income.
pub(crate) fn genesis_with_founders(percent: u32) -> pallet_sector_token::GenesisConfig<Test> {
	pallet_sector_token::GenesisConfig {
		founders: Some(FOUNDERS),
		founders_share: Permill::from_percent(percent),
		..genesis()
	}
}

pub(crate) fn build_with(
	genesis: pallet_sector_token::GenesisConfig<Test>,
) -> sp_io::TestExternalities {
	// Tests may share a thread, and with it these.
	MaxPending::set(8);
	MaxPendingPerAccount::set(3);
	MaxDebts::set(4);
	RecycleFloor::set(Permill::from_percent(50));
	MaxFoundersShare::set(Permill::from_percent(50));
	Sent::set(vec![]);
	QueueFull::set(false);
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	pallet_balances::GenesisConfig::<Test> {
		balances: [ALICE, BOB, MINER].into_iter().map(|who| (who, ENDOWMENT)).collect(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	genesis.assimilate_storage(&mut storage).unwrap();
	let mut ext: sp_io::TestExternalities = storage.into();
	ext.execute_with(|| System::set_block_number(1));
	ext
}

pub(crate) fn build_and_execute(test: impl FnOnce()) {
	execute_from(genesis(), test);
}

pub(crate) fn execute_from(genesis: pallet_sector_token::GenesisConfig<Test>, test: impl FnOnce()) {
	build_with(genesis).execute_with(|| {
		test();
		SectorToken::do_try_state().expect("the invariants hold after a test");
	});
}

/// Lets the chain begin its blocks up to `number`.
pub(crate) fn run_to(number: u32) {
	while System::block_number() < number {
		let next = System::block_number() + 1;
		System::set_block_number(next);
		SectorToken::on_initialize(next);
	}
}

/// Has `who` convert `amount`.
pub(crate) fn pending(who: AccountId, amount: Balance) -> ConversionId {
	let conversion = crate::NextConversion::<Test>::get();
	assert_ok!(SectorToken::convert_to_main(RuntimeOrigin::signed(who), amount));
	conversion
}

/// Has `who` convert `amount`, and the hub settle it.
pub(crate) fn settled(who: AccountId, amount: Balance) -> ConversionId {
	use pouw_traits::ConversionOutcome;
	let conversion = pending(who, amount);
	assert_ok!(SectorToken::settled(conversion, amount / 2));
	conversion
}

pub(crate) fn record(conversion: ConversionId) -> ConversionRecord {
	crate::Conversions::<Test>::get(conversion).unwrap()
}

pub(crate) fn state(conversion: ConversionId) -> ConversionState {
	record(conversion).state
}

pub(crate) fn reserve() -> Balance {
	Balances::free_balance(SectorToken::reserve_account())
}

pub(crate) fn public() -> Balance {
	Balances::free_balance(SectorToken::public_account())
}
