// SPDX-License-Identifier: Apache-2.0
//! A runtime of this pallet, real miners and real balances, on a relay chain that can be set.

use crate as pallet_tasks;
use crate::{HoldReason, Tasks as Records};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	storage::unhashed,
	traits::{
		fungible::{InspectHold, Mutate},
		Hooks,
	},
};
use pouw_primitives::{
	conversion::ReleaseReason,
	credibility,
	sector::Hub,
	sketch::{Sketch, SKETCH_LEN, SKETCH_ONE},
	task::{
		commitment, BlobRef, Job, Replicas, TaskId, TaskRecord, TaskResult, TaskSpec, TaskState,
		VerificationTier,
	},
	Balance, HardwareProfile, MainOrder, MessageId, ModelLayer, OrderId, OrderOutcome,
	RelayBlockNumber, SectorStatus, SectorToHub,
};
use pouw_traits::{
	CommonOwner, HandleOrders, MinerDirectory, OnTaskSettled, RelayRandomness, ReserveRelease,
	SendMessage,
};
use sp_core::H256;
use sp_runtime::{BuildStorage, DispatchError, DispatchResult, Permill};

type Block = frame_system::mocking::MockBlockU32<Test>;
pub(crate) type AccountId = u64;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Miners: pallet_miners,
		Tasks: pallet_tasks,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
}

parameter_types! {
	pub static ExistentialDeposit: Balance = 10;
	pub static RelayBlock: RelayBlockNumber = 100;
	pub static RandomnessKnown: bool = true;
	pub static MaxUnassigned: u32 = 8;
	pub static MaxStepsPerBlock: u32 = 12;
	pub const MinerDeposit: Balance = 50;
	pub const ModelDeposit: Balance = 100;
	pub const LayerDeposit: Balance = 10;
	pub static Rank: u16 = 32;
	/// What [`Settlements`] heard.
	pub static Settled: Vec<(TaskId, AccountId, bool)> = vec![];
	/// Tokens the reserve has; it owes the rest.
	pub static ReserveHas: Balance = 1_000_000;
	/// Most releases that can be owed.
	pub static DebtsLeft: u32 = 100;
	pub static Standing: SectorStatus = SectorStatus::Active;
	/// Messages that the queue takes.
	pub static Room: u32 = u32::MAX;
	pub const MaxTolerance: Permill = Permill::from_percent(10);
	pub const MaxInputLen: u64 = 1_000_000;
	pub const MaxOutputLen: u64 = 2_000_000;
	pub const MinPrice: Balance = 30;
	pub const MinDeadline: u32 = 2;
	pub const MaxDeadline: u32 = 50;
	pub const AssignmentPatience: u32 = 20;
	pub const RevealPeriod: u32 = 5;
	pub const RetentionPeriod: u32 = 30;
	pub const SlashDelay: u32 = 10;
	pub const SlashPart: Permill = Permill::from_percent(20);
	pub const MaxPendingSlashes: u32 = 2;
	pub static AuditedAt: Balance = 1_000_000;
	pub static AuditFloor: Permill = Permill::zero();
	pub static CollusionShare: Permill = Permill::from_percent(10);
	pub static MaxMiners: u32 = 32;
	/// Proxies: first the account that has one, then the one that it has.
	pub static Proxies: Vec<(AccountId, AccountId)> = vec![];
	pub const RatingFee: Balance = 7;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ExistentialDeposit;
	type MaxFreezes = frame_support::traits::ConstU32<2>;
	type FreezeIdentifier = u8;
}

/// Nobody here authors blocks.
pub struct NoSessionKeys;

impl frame_support::traits::ValidatorRegistration<AccountId> for NoSessionKeys {
	fn is_registered(_: &AccountId) -> bool {
		false
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

/// Nobody here is asked for heartbeats.
#[cfg(feature = "runtime-benchmarks")]
pub struct Signer;

#[cfg(feature = "runtime-benchmarks")]
impl pallet_miners::BenchmarkHelper<Test> for Signer {
	fn signer() -> AccountId {
		0
	}

	fn sign(payload: &[u8]) -> sp_runtime::testing::TestSignature {
		sp_runtime::testing::TestSignature(0, payload.to_vec())
	}
}

impl pallet_miners::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Deposit = MinerDeposit;
	type MaxMiners = MaxMiners;
	type AdminOrigin = frame_system::EnsureRoot<AccountId>;
	type MinBondTarget = MinerDeposit;
	type MaxBondTarget = MinerDeposit;
	type UnbondingPeriod = RetentionPeriod;
	type WorkHalfLife = frame_support::traits::ConstU32<8>;
	type SessionKeys = NoSessionKeys;
	type MinAuthorScore = frame_support::traits::ConstU128<1>;
	type MaxCandidates = MaxMiners;
	type MaxAuthors = MaxMiners;
	type MaxInvulnerables = MaxMiners;
	type AbsenceBar = frame_support::traits::ConstU32<1>;
	type Guild = ();
	type Owners = Owners;
	type Randomness = Relay;
	type RandomnessDelay = frame_support::traits::ConstU32<1>;
	type SlotLength = frame_support::traits::ConstU32<3>;
	type Signature = sp_runtime::testing::TestSignature;
	type HeartbeatPriority = frame_support::traits::ConstU64<1>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Signer;
	type WeightInfo = ();
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

/// Notes each settlement in [`Settled`].
pub struct Settlements;

impl OnTaskSettled<AccountId> for Settlements {
	fn on_settled(task: TaskId, miner: &AccountId, accepted: bool) {
		Settled::mutate(|settled| settled.push((task, *miner, accepted)));
	}
}

/// What is released is minted, for the reserve has it from elsewhere; what is short is owed. All of it is
/// in the chain's storage, so that it is rolled back with the rest.
pub struct Reserve;

impl Reserve {
	const KEY: &'static [u8] = b"released";

	/// What was released, debts included, to whom.
	pub fn released() -> Vec<(AccountId, Balance)> {
		unhashed::get_or_default(Self::KEY)
	}
}

impl ReserveRelease<AccountId> for Reserve {
	fn release(
		to: &AccountId,
		amount: Balance,
		reason: ReleaseReason,
	) -> Result<Balance, DispatchError> {
		assert_eq!(reason, ReleaseReason::TaskSettlement);
		let mut released = Self::released();
		let before: Balance = released.iter().map(|(_, amount)| *amount).sum();
		let paid = amount.min(ReserveHas::get().saturating_sub(before));
		if paid < amount && DebtsLeft::get() == 0 {
			return Err(DispatchError::Exhausted);
		}
		released.push((*to, amount));
		unhashed::put(Self::KEY, &released);
		if paid > 0 {
			<Balances as Mutate<_>>::mint_into(to, paid)?;
		}
		Ok(paid)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn refill(amount: Balance) {
		ReserveHas::set(amount);
	}
}

/// Keeps what is sent while there is room.
pub struct Outbox;

impl Outbox {
	const KEY: &'static [u8] = b"sent";

	/// The ends of orders that the hub was told of.
	pub fn answers() -> Vec<(OrderId, OrderOutcome)> {
		unhashed::get_or_default(Self::KEY)
	}
}

impl SendMessage<Hub, SectorToHub> for Outbox {
	fn send(_: Hub, body: SectorToHub) -> Result<MessageId, DispatchError> {
		let SectorToHub::OrderEnded { order, outcome } = body else {
			panic!("not an end: {body:?}")
		};
		let mut sent = Self::answers();
		if sent.len() >= Room::get() as usize {
			return Err(DispatchError::Exhausted);
		}
		sent.push((order, outcome));
		unhashed::put(Self::KEY, &sent);
		Ok(0)
	}
}

impl pallet_tasks::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Reserve = Reserve;
	type Messages = Outbox;
	type Standing = Standing;
	type Miners = Miners;
	type Bond = Miners;
	type RatingFee = RatingFee;
	type AppealOrigin = frame_system::EnsureRoot<AccountId>;
	type SlashDelay = SlashDelay;
	type SlashPart = SlashPart;
	type MaxPendingSlashes = MaxPendingSlashes;
	type AuditedAt = AuditedAt;
	type AuditFloor = AuditFloor;
	type CollusionShare = CollusionShare;
	type OnTaskSettled = Settlements;
	type Randomness = Relay;
	type RandomnessDelay = frame_support::traits::ConstU32<1>;
	type ModelDeposit = ModelDeposit;
	type LayerDeposit = LayerDeposit;
	type Rank = Rank;
	type MaxTolerance = MaxTolerance;
	type MaxInputLen = MaxInputLen;
	type MaxOutputLen = MaxOutputLen;
	type MinPrice = MinPrice;
	type MinDeadline = MinDeadline;
	type MaxDeadline = MaxDeadline;
	type AssignmentPatience = AssignmentPatience;
	type RevealPeriod = RevealPeriod;
	type RetentionPeriod = RetentionPeriod;
	type MaxUnassigned = MaxUnassigned;
	type MaxStepsPerBlock = MaxStepsPerBlock;
	type WeightInfo = ();
}

/// Orders everything, unless a test says otherwise.
pub(crate) const CLIENT: AccountId = 100;
/// Owns [`MODEL`].
pub(crate) const OWNER: AccountId = 101;
/// Has an account, but is no miner and owns nothing.
pub(crate) const STRANGER: AccountId = 102;
/// Has no account.
pub(crate) const BROKE: AccountId = 103;
pub(crate) const ENDOWMENT: Balance = 1_000_000;
pub(crate) const MODEL: H256 = H256::repeat_byte(7);
/// One percent.
pub(crate) const TOLERANCE: Permill = Permill::from_percent(1);

#[derive(Default)]
pub(crate) struct ExtBuilder {
	miners: AccountId,
}

impl ExtBuilder {
	/// Registers the accounts 0, 1, ... as miners.
	pub(crate) fn with_miners(mut self, count: AccountId) -> Self {
		self.miners = count;
		self
	}

	pub(crate) fn build(self) -> sp_io::TestExternalities {
		// Tests may share a thread, and with it these.
		ExistentialDeposit::set(10);
		RelayBlock::set(100);
		RandomnessKnown::set(true);
		MaxUnassigned::set(8);
		MaxStepsPerBlock::set(12);
		Rank::set(32);
		AuditedAt::set(1_000_000);
		AuditFloor::set(Permill::zero());
		CollusionShare::set(Permill::from_percent(10));
		MaxMiners::set(32);
		Proxies::set(vec![]);
		Settled::set(vec![]);
		ReserveHas::set(1_000_000);
		DebtsLeft::set(100);
		Standing::set(SectorStatus::Active);
		Room::set(u32::MAX);
		let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		pallet_balances::GenesisConfig::<Test> {
			balances: (0..32)
				.chain([CLIENT, OWNER, STRANGER])
				.map(|who| (who, ENDOWMENT))
				.collect(),
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.unwrap();
		let mut ext: sp_io::TestExternalities = storage.into();
		ext.execute_with(|| {
			System::set_block_number(1);
			for who in 0..self.miners {
				register_miner(who);
			}
			Miners::settle_roster(RelayBlockNumber::MAX, u32::MAX);
			assert_ok!(Tasks::register_model(RuntimeOrigin::signed(OWNER), MODEL, TOLERANCE));
		});
		ext
	}

	pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			check_state();
		});
	}
}

/// Checks the invariants of the pallet, and the one that spans it and the miners.
pub(crate) fn check_state() {
	Tasks::do_try_state().expect("the invariants hold");
	Miners::do_try_state().expect("the invariants of miners hold");
	for (miner, record) in pallet_miners::Miners::<Test>::iter() {
		let open = crate::Assignments::<Test>::iter_key_prefix(miner).count();
		assert_eq!(record.open_assignments as usize, open, "of miner {miner}");
	}
}

pub(crate) fn register_miner(who: AccountId) {
	let profile = HardwareProfile {
		device: b"Test processor".to_vec().try_into().unwrap(),
		memory_mib: 4096,
		threads: 8,
	};
	assert_ok!(Miners::register(RuntimeOrigin::signed(who), profile, [1; 32]));
}

/// Carries out the changes of the roster that are due, as the hook of the miners does before that of the tasks.
pub(crate) fn settle_roster() {
	if let Some((number, _)) = Relay::latest() {
		Miners::settle_roster(number, u32::MAX);
	}
}

/// Begins the next block; the relay chain moves on after its hooks, as inherents do.
pub(crate) fn next_block() {
	let now = System::block_number() + 1;
	System::set_block_number(now);
	settle_roster();
	Tasks::on_initialize(now);
	RelayBlock::mutate(|number| *number += 1);
	Tasks::advance_orders();
}

pub(crate) fn run_blocks(count: u32) {
	for _ in 0..count {
		next_block();
	}
}

pub(crate) fn run_to(block: u32) {
	while System::block_number() < block {
		next_block();
	}
}

/// Registers `count` layers of 16 × 512 for [`MODEL`].
pub(crate) fn register_layers(count: u32) -> DispatchResult {
	let layers = (0..count).map(layer).collect::<Vec<_>>();
	Tasks::register_layers(RuntimeOrigin::signed(OWNER), MODEL, layers.try_into().unwrap())
}

/// A layer of 16 outputs and 512 inputs, the smallest of rank 32.
pub(crate) fn layer(index: u32) -> ModelLayer {
	ModelLayer { root: H256::from_low_u64_be(index.into()), n: 16, k: 512 }
}

/// An order of three replicas at a price of 100.
pub(crate) fn spec() -> TaskSpec {
	TaskSpec {
		job: Job::Embedding { model: MODEL },
		input: BlobRef { hash: H256::repeat_byte(1), len: 1_000 },
		tier: VerificationTier::Tolerant,
		replicas: Replicas { initial: 3, most: 3 },
		confidence: Permill::zero(),
		price: 100,
		deadline: 10,
		client_key: [3; 32],
	}
}

/// One, encoded: a point with which X25519 agrees on zeros.
pub(crate) fn low_order_key() -> [u8; 32] {
	let mut key = [0; 32];
	key[0] = 1;
	key
}

/// An order of three replicas, or up to seven if that is what 90 % of confidence takes.
pub(crate) fn adaptive() -> TaskSpec {
	TaskSpec {
		replicas: Replicas { initial: 3, most: 7 },
		confidence: Permill::from_percent(90),
		..spec()
	}
}

/// Makes miners trusted, as many checks as given passed by each.
pub(crate) fn trust(miners: impl IntoIterator<Item = AccountId>, passed: u32) {
	for miner in miners {
		Miners::set_standing(&miner, credibility::Standing { passed, suspicion: 0 });
	}
}

pub(crate) fn standing(miner: AccountId) -> credibility::Standing {
	Miners::standing(&miner)
}

pub(crate) fn order(spec: TaskSpec) -> TaskId {
	let id = Tasks::next_task();
	assert_ok!(Tasks::order(RuntimeOrigin::signed(CLIENT), spec));
	id
}

/// Orders and runs until the miners are drawn.
pub(crate) fn assigned_task(spec: TaskSpec) -> TaskId {
	let id = order(spec);
	run_blocks(3);
	assert!(matches!(record(id).state, TaskState::Committing { .. }));
	id
}

/// Orders, has all miners commit to `results` in the order of the draw. `None` stays silent.
pub(crate) fn committed_task(spec: TaskSpec, results: &[Option<TaskResult>]) -> TaskId {
	let id = assigned_task(spec);
	let until = phase_end(id);
	for (miner, result) in miners_of(id).into_iter().zip(results) {
		if let Some(result) = result {
			assert_ok!(commit(miner, id, result));
		}
	}
	if matches!(record(id).state, TaskState::Committing { .. }) {
		run_to(until);
	}
	assert!(matches!(record(id).state, TaskState::Revealing { .. }));
	id
}

/// As [`committed_task`], then has all who committed reveal, and settles.
pub(crate) fn settled_task(spec: TaskSpec, results: &[Option<TaskResult>]) -> TaskId {
	let id = committed_task(spec, results);
	for (miner, result) in miners_of(id).into_iter().zip(results) {
		if let Some(result) = result {
			assert_ok!(reveal(miner, id, result));
		}
	}
	next_block();
	assert!(record(id).state.is_final());
	id
}

pub(crate) fn record(id: TaskId) -> TaskRecord<AccountId> {
	Records::<Test>::get(id).unwrap()
}

pub(crate) fn phase_end(id: TaskId) -> u32 {
	match record(id).state {
		TaskState::Committing { until } | TaskState::Revealing { until } => until,
		TaskState::Ordered { expires, .. } => expires,
		state => panic!("task {id} is in no phase: {state:?}"),
	}
}

pub(crate) fn miners_of(id: TaskId) -> Vec<AccountId> {
	record(id).replicas.iter().map(|replica| replica.miner).collect()
}

pub(crate) fn salt(miner: AccountId) -> [u8; 32] {
	[miner as u8; 32]
}

/// A result whose output is `label` and whose sketch is off by `off` parts per million of its norm.
pub(crate) fn result(label: u8, off: i64) -> TaskResult {
	let mut numbers = [0; SKETCH_LEN];
	numbers[0] = 1_000 * SKETCH_ONE;
	numbers[1] = off * SKETCH_ONE / 1_000;
	TaskResult {
		sketch: Sketch(numbers),
		output: BlobRef { hash: H256::repeat_byte(label), len: 1_000 },
	}
}

/// A result far from any [`result`].
pub(crate) fn garbage(label: u8) -> TaskResult {
	let mut numbers = [0; SKETCH_LEN];
	numbers[SKETCH_LEN - 1 - usize::from(label % 16)] = 500 * SKETCH_ONE;
	TaskResult {
		sketch: Sketch(numbers),
		output: BlobRef { hash: H256::repeat_byte(label), len: 1_000 },
	}
}

pub(crate) fn commit(miner: AccountId, id: TaskId, result: &TaskResult) -> DispatchResult {
	let commitment = commitment(id, &miner, result, &salt(miner));
	Tasks::commit(RuntimeOrigin::signed(miner), id, commitment)
}

pub(crate) fn reveal(miner: AccountId, id: TaskId, result: &TaskResult) -> DispatchResult {
	Tasks::reveal(RuntimeOrigin::signed(miner), id, *result, salt(miner))
}

pub(crate) fn abstain(miner: AccountId, id: TaskId) -> DispatchResult {
	Tasks::abstain(RuntimeOrigin::signed(miner), id)
}

pub(crate) fn escrow() -> Balance {
	Balances::balance_on_hold(&HoldReason::TaskEscrow.into(), &CLIENT)
}

/// What the hub sends for [`CLIENT`]: taken until relay block 200, paid until 1,000.
pub(crate) fn main_order(order: OrderId, spec: TaskSpec) -> MainOrder<AccountId> {
	MainOrder { order, client: CLIENT, spec, accept_until: 200, pays_until: 1_000 }
}

/// The hub orders in MAIN; returns the task, if there is one.
pub(crate) fn hub_orders(order: MainOrder<AccountId>) -> Option<TaskId> {
	let before = Tasks::next_task();
	assert_ok!(Tasks::on_order(order));
	(Tasks::next_task() > before).then_some(before)
}
