// SPDX-License-Identifier: Apache-2.0
//! A hub with sectors and a relay chain that tests set.

use crate as pallet_multi_record;
use crate::{CurrentEntries, Entries, RecordTransaction, Windows};
use frame_support::{
	derive_impl,
	dispatch::{DispatchInfo, GetDispatchInfo, Pays},
	parameter_types,
	storage::unhashed,
	traits::{
		fungible::{Balanced, Inspect},
		tokens::{Fortitude, Precision, Preservation},
		ConstU32, Hooks, OnUnbalanced,
	},
	weights::Weight,
	PalletId,
};
use pouw_primitives::{
	message::RecordBatch, settlement::RecordState, Balance, EraIndex, HubToSector, MessageId,
	RelayBlockNumber, SectorId,
};
use pouw_traits::{HandleRecorded, MainBurned, RelayRandomness, SectorRegistry, SendMessage};
use sp_core::H256;
use sp_runtime::{
	traits::{TransactionExtension, TxBaseImplication},
	transaction_validity::TransactionSource,
	BuildStorage, DispatchError, FixedU128, Permill,
};
use std::collections::BTreeSet;

type Block = frame_system::mocking::MockBlockU32<Test>;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		MultiRecord: pallet_multi_record,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ExistentialDeposit;
}

parameter_types! {
	pub static ActiveSectors: Vec<SectorId> = Vec::new();
	pub static FullQueues: BTreeSet<u32> = BTreeSet::new();
	pub static RelayBlock: RelayBlockNumber = 100;
	pub static RandomnessKnown: bool = true;
	pub static WindowLength: u32 = 3;
	pub static MaxEntries: u32 = 8;
	pub static Recorders: u32 = 4;
	pub static MaxAssignedPerBlock: u32 = 2;
	pub const MaxWaiting: u32 = 6;
	pub const MaxUnrecorded: u32 = 5;
	pub const RetentionWindows: u32 = 10;
	pub const ExistentialDeposit: Balance = 10;
	pub const Treasury: u64 = TREASURY;
	pub const FeeToll: Permill = Permill::from_percent(10);
	pub const RecordPalletId: PalletId = PalletId(*b"pw/recrd");
	/// MAIN that was burned.
	pub static BurnedMain: Balance = 0;
	/// MAIN for a token of each sector.
	pub static Rate: FixedU128 = FixedU128::from_u32(2);
}

/// The sectors of [`ActiveSectors`].
pub struct Registry;
impl SectorRegistry<u64> for Registry {
	fn active() -> Vec<SectorId> {
		ActiveSectors::get()
	}
	fn operators() -> Vec<(SectorId, u64)> {
		ActiveSectors::get().into_iter().map(|id| (id, id.0.into())).collect()
	}
	fn is_active(sector: SectorId) -> bool {
		ActiveSectors::get().contains(&sector)
	}
	fn operator(sector: SectorId) -> Option<u64> {
		Some(sector.0.into())
	}
	fn rate(_: SectorId) -> FixedU128 {
		Rate::get()
	}
	fn mint_cap(_: SectorId) -> Balance {
		Balance::MAX
	}
	fn era(_: SectorId) -> EraIndex {
		0
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn populate(count: u32) -> Vec<SectorId> {
		ActiveSectors::set((5_000..).take(count as usize).map(SectorId).collect());
		ActiveSectors::get()
	}
}

/// Keeps what is sent; sectors in [`FullQueues`] take nothing.
pub struct Outbox;
impl SendMessage<SectorId, HubToSector> for Outbox {
	fn send(peer: SectorId, body: HubToSector) -> Result<MessageId, DispatchError> {
		if FullQueues::get().contains(&peer.0) {
			return Err(DispatchError::Other("full"));
		}
		let HubToSector::Record(batch) = body else { panic!("not a batch: {body:?}") };
		let mut sent = Sent::get();
		sent.push((peer, batch));
		unhashed::put(Sent::KEY, &sent);
		Ok(0)
	}
}

/// What was sent, in the chain's storage, so that it is rolled back with the rest.
pub struct Sent;
impl Sent {
	const KEY: &'static [u8] = b"sent";

	pub fn get() -> Vec<(SectorId, RecordBatch)> {
		unhashed::get_or_default(Self::KEY)
	}
}

/// Each relay block has the hash of its number for randomness.
pub struct Relay;
impl RelayRandomness for Relay {
	fn latest() -> Option<(RelayBlockNumber, H256)> {
		let number = RelayBlock::get();
		RandomnessKnown::get()
			.then(|| (number, sp_io::hashing::blake2_256(&number.to_le_bytes()).into()))
	}
	fn relay_block() -> RelayBlockNumber {
		RelayBlock::get()
	}
}

/// Counts in [`BurnedMain`].
pub struct Burned;
impl MainBurned for Burned {
	fn burned(amount: Balance) {
		BurnedMain::mutate(|all| *all += amount);
	}
}

impl pallet_multi_record::Config for Test {
	type Currency = Balances;
	type Burned = Burned;
	type Treasury = Treasury;
	type FeeToll = FeeToll;
	type PalletId = RecordPalletId;
	type Messages = Outbox;
	type Sectors = Registry;
	type Randomness = Relay;
	type RandomnessDelay = ConstU32<1>;
	type WindowLength = WindowLength;
	type MaxEntries = MaxEntries;
	type Recorders = Recorders;
	type MaxWaiting = MaxWaiting;
	type MaxUnrecorded = MaxUnrecorded;
	type RetentionWindows = RetentionWindows;
	type MaxAssignedPerBlock = MaxAssignedPerBlock;
	type WeightInfo = ();
}

/// The treasury's account.
pub const TREASURY: u64 = 1_000;
/// Who pays all fees.
pub const PAYER: u64 = 1_001;
/// What it has.
pub const PAYERS_MAIN: Balance = 1_000_000_000;

pub struct ExtBuilder {
	sectors: u32,
	treasury: Balance,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self { sectors: 4, treasury: 100 }
	}
}

impl ExtBuilder {
	/// With the sectors 2001, 2002, ...
	pub fn with_sectors(mut self, count: u32) -> Self {
		self.sectors = count;
		self
	}

	/// With so much MAIN in the treasury.
	pub fn with_treasury(mut self, main: Balance) -> Self {
		self.treasury = main;
		self
	}

	pub fn build(self) -> sp_io::TestExternalities {
		// Tests may share a thread, and with it these.
		set_sectors(self.sectors);
		FullQueues::set(BTreeSet::new());
		RelayBlock::set(100);
		RandomnessKnown::set(true);
		WindowLength::set(3);
		MaxEntries::set(8);
		Recorders::set(4);
		MaxAssignedPerBlock::set(2);
		BurnedMain::set(0);
		Rate::set(FixedU128::from_u32(2));
		let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let balances = [(TREASURY, self.treasury), (PAYER, PAYERS_MAIN)];
		pallet_balances::GenesisConfig::<Test> {
			balances: balances.into_iter().filter(|(_, main)| *main > 0).collect(),
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.unwrap();
		let mut ext: sp_io::TestExternalities = storage.into();
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			MultiRecord::do_try_state().expect("the invariants hold after a test");
		});
	}
}

pub fn set_sectors(count: u32) {
	ActiveSectors::set((2001..).take(count as usize).map(SectorId).collect());
}

/// Begins the next block; the relay chain moves on after its hooks, as inherents do.
pub fn next_block() {
	let now = System::block_number() + 1;
	System::set_block_number(now);
	MultiRecord::on_initialize(now);
	RelayBlock::mutate(|number| *number += 1);
}

pub fn run_blocks(count: u32) {
	for _ in 0..count {
		next_block();
	}
}

/// What the extension does before `call` is dispatched, whatever its origin; returns the weight it did
/// not need. A pipeline of this extension alone would not let an unsigned origin pass.
pub fn extend(
	origin: RuntimeOrigin,
	call: &RuntimeCall,
	info: &DispatchInfo,
	len: usize,
) -> Weight {
	let extension = RecordTransaction::<Test>::new();
	let base = TxBaseImplication(call);
	let (_, val, origin) = extension
		.validate(origin, call, info, len, (), &base, TransactionSource::InBlock)
		.expect("the extension accepts everything");
	let pre =
		extension.prepare(val, &origin, call, info, len).expect("the extension accepts everything");
	RecordTransaction::<Test>::post_dispatch_details(pre, info, &Default::default(), len, &Ok(()))
		.expect("the extension accepts everything")
}

/// As [`transact`], with a fee.
pub fn transact_for(n: u64, fee: Balance) -> H256 {
	let credit = Balances::withdraw(
		&PAYER,
		fee,
		Precision::Exact,
		Preservation::Preserve,
		Fortitude::Polite,
	);
	MultiRecord::on_unbalanced(credit.expect("the payer has enough"));
	transact(n)
}

/// What the account of the fees has.
pub fn pot() -> Balance {
	Balances::balance(&MultiRecord::fee_account())
}

/// What the treasury has.
pub fn treasury() -> Balance {
	Balances::balance(&TREASURY)
}

/// Transactions in the current window.
pub fn noted() -> usize {
	CurrentEntries::<Test>::get().len()
}

/// Applies a transaction with these bytes and this origin as the executive does, in a block of its own that
/// pays what was paid before and else nothing; returns its hash.
pub fn apply(bytes: &[u8], origin: RuntimeOrigin) -> H256 {
	System::set_extrinsic_index(0);
	System::note_extrinsic(bytes.to_vec());
	let call = RuntimeCall::System(frame_system::Call::remark { remark: bytes.to_vec() });
	let info = DispatchInfo { pays_fee: Pays::No, ..call.get_dispatch_info() };
	extend(origin, &call, &info, bytes.len());
	MultiRecord::on_finalize(System::block_number());
	sp_io::hashing::blake2_256(bytes).into()
}

/// Applies the signed transaction number `n`.
pub fn transact(n: u64) -> H256 {
	apply(&n.to_le_bytes(), RuntimeOrigin::signed(n))
}

/// A window of `count` transactions, from number `first` on, that is assigned.
pub fn assigned_window(first: u64, count: u64) -> (u32, Vec<H256>) {
	let window = MultiRecord::current_window();
	let hashes = (first..first + count).map(transact).collect();
	run_blocks(WindowLength::get() + 4);
	assert!(matches!(state(window), RecordState::Assigned { .. }));
	(window, hashes)
}

pub fn state(window: u32) -> RecordState {
	Windows::<Test>::get(window).unwrap().state
}

pub fn root(window: u32) -> H256 {
	match state(window) {
		RecordState::Assigned { root, .. } => root,
		state => panic!("window {window} is {state:?}"),
	}
}

/// The batches sent for a window.
pub fn batches(window: u32) -> Vec<(SectorId, RecordBatch)> {
	Sent::get().into_iter().filter(|(_, batch)| batch.window == window).collect()
}

pub fn answer(sector: SectorId, window: u32, root: H256) {
	MultiRecord::on_recorded(sector, window, root).expect("answers never fail");
}

/// Each sector answers what it was sent for `window`.
pub fn answer_all(window: u32) {
	for (sector, batch) in batches(window) {
		answer(sector, window, batch.root);
	}
}

/// Every transaction of an assigned window is in the batches of exactly two sectors, and nothing else is.
pub fn check_batches(window: u32) {
	let entries: Vec<H256> = Entries::<Test>::get(window).iter().map(|entry| entry.hash).collect();
	let batches = batches(window);
	let sectors: BTreeSet<SectorId> = batches.iter().map(|(sector, _)| *sector).collect();
	assert_eq!(sectors.len(), batches.len(), "one message for each sector");
	for entry in entries.iter() {
		let holders = batches.iter().filter(|(_, batch)| batch.entries.contains(entry)).count();
		assert_eq!(holders, 2);
	}
	let sent: usize = batches.iter().map(|(_, batch)| batch.entries.len()).sum();
	assert_eq!(sent, 2 * entries.len());
	assert!(batches.iter().all(|(_, batch)| batch.root == root(window)));
}
