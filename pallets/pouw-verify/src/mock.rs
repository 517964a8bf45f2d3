// SPDX-License-Identifier: Apache-2.0
//! A runtime of this pallet and real balances, whose other neighbours are registers that tests set and
//! read. Tickets pass the real transaction extensions, and are mined.

use crate as pallet_pouw_verify;
use crate::{admission, types::Window, Error, OpenWindow};
use codec::Encode;
use frame_support::{
	derive_impl,
	dispatch::{GetDispatchInfo, RawOrigin},
	parameter_types,
	traits::{
		fungible::{Inspect, Mutate},
		Hooks,
	},
	weights::Weight,
};
use pouw_primitives::{
	work::Parameters, AccountId, Balance, LayerIndex, ModelLayer, RelayBlockNumber, SectorId,
	TaskId, UsefulGrant, WindowIndex, Work,
};
use pouw_tickets::{BaselineProof, Challenge, OperandProof, WorkParams};
use pouw_traits::{CreditWork, RelayRandomness, RewardBond, UsefulTasks, WorkIssuance};
use sp_core::H256;
use sp_runtime::{
	generic,
	traits::{Applyable, Checkable, IdentityLookup},
	transaction_validity::{
		TransactionSource, TransactionValidity, TransactionValidityError, ValidTransaction,
	},
	BuildStorage, DispatchError, DispatchResult, MultiSignature, Permill,
};
use std::collections::{BTreeMap, BTreeSet};

mod tickets;
pub(crate) use tickets::*;

type Block = generic::Block<
	generic::Header<u32, sp_runtime::traits::BlakeTwo256>,
	frame_system::mocking::MockUncheckedExtrinsic<Test, MultiSignature, Extensions>,
>;
type Extensions = (frame_system::AuthorizeCall<Test>, frame_system::CheckWeight<Test>);
type Extrinsic = generic::UncheckedExtrinsic<AccountId, RuntimeCall, MultiSignature, Extensions>;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Pouw: pallet_pouw_verify,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = frame_support::traits::ConstU128<10>;
}

parameter_types! {
	pub static Sector: SectorId = SectorId(2003);
	pub static RelayBlock: RelayBlockNumber = 100;
	pub static RandomnessKnown: bool = true;
	pub static MaxTicketsPerWindow: u32 = 32;
	pub static MaxK: u32 = 1_024;
	pub static MaxStepsPerBlock: u32 = 64;
	pub const TicketPriority: u64 = 1_000;
	/// Budget of each window.
	pub static Budget: Balance = 8_000;
	/// Most that can be issued, pledges included.
	pub static Supply: Balance = 1_000_000_000;
	pub static Issued: Balance = 0;
	pub static Pledged: Balance = 0;
	pub static Registered: BTreeSet<AccountId> = BTreeSet::new();
	pub static Credits: BTreeMap<(AccountId, WindowIndex), Work> = BTreeMap::new();
	/// What each bond lacks at the beginning.
	pub static BondGoal: Balance = 1_500;
	pub static Bonds: BTreeMap<AccountId, Balance> = BTreeMap::new();
	pub static Grants: BTreeMap<(TaskId, AccountId, LayerIndex), UsefulGrant> = BTreeMap::new();
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

/// Mints nine tenths to the miner; the public part goes nowhere here.
pub struct Issuance;

impl Issuance {
	fn mint(miner: &AccountId, amount: Balance) -> Balance {
		Issued::mutate(|issued| *issued += amount);
		let part = amount * 9 / 10;
		Balances::mint_into(miner, part).unwrap_or(0)
	}
	fn left() -> Balance {
		Supply::get() - Issued::get() - Pledged::get()
	}
}

impl WorkIssuance<AccountId> for Issuance {
	fn window_budget() -> Balance {
		Budget::get().min(Self::left())
	}
	fn issue(miner: &AccountId, amount: Balance) -> Balance {
		Self::mint(miner, amount.min(Self::left()))
	}
	fn pledge(amount: Balance) -> Balance {
		let amount = amount.min(Self::left());
		Pledged::mutate(|pledged| *pledged += amount);
		amount
	}
	fn redeem(miner: &AccountId, pledged: Balance) -> Balance {
		Pledged::mutate(|sum| *sum -= pledged);
		Self::mint(miner, pledged)
	}
	fn forgo(pledged: Balance) {
		Pledged::mutate(|sum| *sum -= pledged);
	}
}

pub struct Registry;

impl CreditWork<AccountId> for Registry {
	fn is_registered(miner: &AccountId) -> bool {
		Registered::get().contains(miner)
	}
	fn credit(miner: &AccountId, window: WindowIndex, work: Work) {
		Credits::mutate(|credits| {
			assert!(credits.insert((miner.clone(), window), work).is_none(), "credited twice");
		});
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn register_for_benchmark(miner: &AccountId) {
		register(miner);
	}
}

impl RewardBond<AccountId> for Registry {
	fn bond(miner: &AccountId, reward: Balance) -> Balance {
		assert!(Self::is_registered(miner), "bonded without being registered");
		Bonds::mutate(|bonds| {
			let bond = bonds.entry(miner.clone()).or_default();
			let held = reward.min(BondGoal::get() - *bond);
			*bond += held;
			held
		})
	}
}

pub struct Tasks;

impl UsefulTasks<AccountId> for Tasks {
	fn grant(task: TaskId, miner: &AccountId, layer: LayerIndex) -> Option<UsefulGrant> {
		Grants::get().get(&(task, miner.clone(), layer)).copied()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn assign_for_benchmark(miner: &AccountId, layer: ModelLayer) -> TaskId {
		register(miner);
		grant(7, miner, 0, layer, Work::MAX);
		7
	}
}

impl pallet_pouw_verify::Config for Test {
	type AdminOrigin = frame_system::EnsureRoot<AccountId>;
	type Sector = Sector;
	type Randomness = Relay;
	type Issuance = Issuance;
	type Credit = Registry;
	type Bond = Registry;
	type Tasks = Tasks;
	type MaxTicketsPerWindow = MaxTicketsPerWindow;
	type MaxK = MaxK;
	type MaxStepsPerBlock = MaxStepsPerBlock;
	type TicketPriority = TicketPriority;
	type WeightInfo = ();
}

/// Multiply-accumulates of a tile of [`parameters`].
pub(crate) const TILE: Work = 256 * 512;
/// One tile in sixteen wins.
pub(crate) const DIFFICULTY: Work = 16 * TILE;

pub(crate) fn parameters() -> Parameters {
	Parameters {
		work: WorkParams { rank: 32, m: 64, n: 64, k: 512 },
		target: 8,
		length: 10,
		grace: 3,
		floor: 2,
		ceiling: 6,
		max_newcomers: 2,
		useful_cap: Permill::from_percent(80),
		half_life: 4,
		min_difficulty: TILE,
		max_difficulty: 1 << 60,
	}
}

pub(crate) struct ExtBuilder {
	parameters: Option<Parameters>,
	difficulty: Work,
	miners: u8,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self { parameters: Some(parameters()), difficulty: DIFFICULTY, miners: 8 }
	}
}

impl ExtBuilder {
	pub(crate) fn parameters(mut self, parameters: Option<Parameters>) -> Self {
		self.parameters = parameters;
		self
	}

	pub(crate) fn difficulty(mut self, difficulty: Work) -> Self {
		self.difficulty = difficulty;
		self
	}

	/// Registers the accounts 0, 1, ... as miners.
	pub(crate) fn miners(mut self, miners: u8) -> Self {
		self.miners = miners;
		self
	}

	/// At block 1, with window 0 just opened.
	pub(crate) fn build(self) -> sp_io::TestExternalities {
		// Tests may share a thread, and with it these.
		Sector::set(SectorId(2003));
		RelayBlock::set(100);
		RandomnessKnown::set(true);
		MaxTicketsPerWindow::set(32);
		MaxK::set(1_024);
		MaxStepsPerBlock::set(64);
		Budget::set(8_000);
		Supply::set(1_000_000_000);
		Issued::set(0);
		Pledged::set(0);
		Registered::set((0..self.miners).map(account).collect());
		Credits::set(BTreeMap::new());
		BondGoal::set(1_500);
		Bonds::set(BTreeMap::new());
		Grants::set(BTreeMap::new());
		let storage = RuntimeGenesisConfig {
			pouw: crate::GenesisConfig {
				parameters: self.parameters,
				initial_difficulty: self.difficulty,
				..Default::default()
			},
			..Default::default()
		}
		.build_storage()
		.unwrap();
		let mut ext: sp_io::TestExternalities = storage.into();
		ext.execute_with(next_block);
		ext
	}

	pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			check_state();
		});
	}
}

/// Checks the invariants of the pallet, and those that span it and its neighbours.
pub(crate) fn check_state() {
	Pouw::do_try_state().expect("the invariants hold");
	assert_eq!(Pouw::pledged_total(), Pledged::get(), "what is set aside");
}

/// Begins the next block; the relay chain moves on after its hooks, as inherents do.
pub(crate) fn next_block() -> Weight {
	let now = System::block_number() + 1;
	System::set_block_number(now);
	let weight = Pouw::on_initialize(now);
	RelayBlock::mutate(|number| *number += 1);
	weight
}

pub(crate) fn run_blocks(count: u32) {
	for _ in 0..count {
		next_block();
	}
}

/// Runs until `window` is the newest.
pub(crate) fn run_to_window(window: WindowIndex) {
	while newest().index < window {
		next_block();
	}
}

/// Runs until `window` is settled.
pub(crate) fn settle(window: WindowIndex) {
	while Pouw::history().last().is_none_or(|settled| settled.index < window) {
		next_block();
	}
}

pub(crate) fn newest() -> Window {
	OpenWindow::<Test>::get().expect("a window is open")
}

pub(crate) fn account(number: u8) -> AccountId {
	AccountId::from([number; 32])
}

pub(crate) fn register(miner: &AccountId) {
	Registered::mutate(|registered| registered.insert(miner.clone()));
}

pub(crate) fn deregister(miner: &AccountId) {
	Registered::mutate(|registered| registered.remove(miner));
}

pub(crate) fn free(miner: &AccountId) -> Balance {
	Balances::balance(miner)
}

pub(crate) fn challenge(miner: &AccountId, window: WindowIndex) -> Challenge {
	Pouw::challenge(miner, &window_of(window))
}

fn window_of(index: WindowIndex) -> Window {
	let open = newest();
	if open.index == index {
		open
	} else {
		crate::ClosingWindow::<Test>::get().expect("the window is not settled")
	}
}

/// Grants `miner` so much work of `task`, with inputs of up to 32 rows.
pub(crate) fn grant(
	task: TaskId,
	miner: &AccountId,
	index: LayerIndex,
	layer: ModelLayer,
	work_limit: Work,
) {
	let grant = UsefulGrant { layer, max_rows: 30, work_limit };
	Grants::mutate(|grants| grants.insert((task, miner.clone(), index), grant));
}

/// Ends `task` for `miner`.
pub(crate) fn end_task(task: TaskId, miner: &AccountId, accepted: bool) {
	use pouw_traits::OnTaskSettled;
	Grants::mutate(|grants| grants.retain(|(id, who, _), _| (*id, who) != (task, miner)));
	Pouw::on_settled(task, miner, accepted);
}

pub(crate) fn baseline(
	miner: &AccountId,
	window: WindowIndex,
	proof: BaselineProof,
) -> RuntimeCall {
	crate::Call::submit_baseline { miner: miner.clone(), window, proof }.into()
}

pub(crate) fn useful(
	miner: &AccountId,
	window: WindowIndex,
	task: TaskId,
	layer: LayerIndex,
	proof: OperandProof,
) -> RuntimeCall {
	crate::Call::submit_useful { miner: miner.clone(), window, task, layer, proof }.into()
}

fn extrinsic(call: RuntimeCall) -> Extrinsic {
	let extensions =
		(frame_system::AuthorizeCall::<Test>::new(), frame_system::CheckWeight::<Test>::new());
	Extrinsic::new_transaction(call, extensions)
}

/// What the pool says of a transaction with this call.
pub(crate) fn validate(call: RuntimeCall) -> TransactionValidity {
	let extrinsic = extrinsic(call);
	let (info, length) = (extrinsic.get_dispatch_info(), extrinsic.encoded_size());
	let checked = extrinsic.check(&frame_system::ChainContext::<Test>::default())?;
	checked.validate::<Test>(TransactionSource::External, &info, length)
}

/// Puts a transaction with this call into the block; the weight it took is returned.
pub(crate) fn apply(
	call: RuntimeCall,
) -> Result<Result<Weight, DispatchError>, TransactionValidityError> {
	let extrinsic = extrinsic(call);
	let (info, length) = (extrinsic.get_dispatch_info(), extrinsic.encoded_size());
	let checked = extrinsic.check(&frame_system::ChainContext::<Test>::default())?;
	let result = checked.apply::<Test>(&info, length)?;
	Ok(result.map(|post| post.actual_weight.unwrap_or(info.total_weight())).map_err(|e| e.error))
}

/// Puts a ticket into the pool and then the block.
pub(crate) fn submit(call: RuntimeCall) -> ValidTransaction {
	let valid = validate(call.clone()).expect("the ticket is valid");
	apply(call).expect("the ticket is still valid").expect("the call succeeds");
	valid
}

/// Checks that neither the pool nor a block takes a transaction, and that it changes nothing.
pub(crate) fn assert_refused(call: RuntimeCall, error: Error<Test>) {
	let expected = Pouw::invalid(error);
	assert_eq!(validate(call.clone()).unwrap_err(), expected);
	frame_support::assert_storage_noop!(assert_eq!(apply(call).unwrap_err(), expected));
}

/// The body of the call alone, which takes a proof for verified.
pub(crate) fn count_baseline(miner: &AccountId, window: WindowIndex, nonce: u64) -> DispatchResult {
	let proof = BaselineProof { nonce, i: 0, j: 0 };
	Pouw::submit_baseline(RawOrigin::Authorized.into(), miner.clone(), window, proof)
}

/// As [`count_baseline`], with a product by `layer` of `task`.
pub(crate) fn count_useful(
	miner: &AccountId,
	window: WindowIndex,
	task: TaskId,
	layer: LayerIndex,
	nonce: u8,
) -> DispatchResult {
	let proof = OperandProof { root_a: [nonce; 32], ..Weights::empty() };
	let origin = RawOrigin::Authorized.into();
	Pouw::submit_useful(origin, miner.clone(), window, task, layer, proof)
}

/// Identity of the ticket of [`count_baseline`].
pub(crate) fn counted_id(miner: &AccountId, nonce: u64) -> H256 {
	admission::baseline_id(miner, &BaselineProof { nonce, i: 0, j: 0 })
}

/// A layer that nothing is multiplied by.
pub(crate) fn some_layer(number: u8) -> ModelLayer {
	ModelLayer { root: H256::repeat_byte(number), n: 64, k: 512 }
}
