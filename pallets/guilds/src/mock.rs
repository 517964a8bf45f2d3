// SPDX-License-Identifier: Apache-2.0
//! A sector of this pallet, whose miners, slashes and parameters a test can set.

use crate as pallet_guilds;
use crate::ledger::Ledger;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{fungible::InspectHold, Hooks},
	BoundedVec,
};
use pouw_primitives::{
	sector::Hub, Balance, BlockNumber, EncodedChange, MessageId, SectorToHub, Work,
};
use pouw_traits::{
	ChangeParameter, GuildMembers, OnWorkCredited, PublicFunds, SendMessage, SlashAppeals,
};
use scale_info::TypeInfo;
use sp_runtime::{BuildStorage, DispatchError, DispatchResult, Permill};
use std::collections::{BTreeMap, BTreeSet};

type Block = frame_system::mocking::MockBlockU32<Test>;
pub(crate) type AccountId = u64;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Guild: pallet_guilds,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

parameter_types! {
	pub const CandidacyDeposit: Balance = 100;
	pub const MotionDeposit: Balance = 50;
	pub const MaxExecutives: u32 = 2;
	pub const MaxCandidates: u32 = 4;
	pub const MaxMotions: u32 = 5;
	pub const MaxMotionsOfMember: u32 = 2;
	pub const TermSpans: u32 = 4;
	pub const ProposalThreshold: Permill = Permill::from_percent(1);
	pub const Quorum: Permill = Permill::from_percent(25);
	pub const Cooldown: BlockNumber = 10;
	pub const AppealMargin: BlockNumber = 2;
	/// The miners.
	pub static Miners: BTreeSet<AccountId> = BTreeSet::new();
	/// When slashes are due.
	pub static Slashes: BTreeMap<AccountId, BlockNumber> = BTreeMap::new();
	/// What was said to the hub.
	pub static Sent: Vec<SectorToHub> = Vec::new();
	/// Whether the queue to the hub is full.
	pub static OutboxFull: bool = false;
	/// Values of the two parameters.
	pub static Values: [u32; 2] = [50, 50];
	/// Public income that can be spent.
	pub static Funds: Balance = 100;
	/// Who was paid of it.
	pub static Paid: Vec<(pouw_primitives::AccountId, Balance)> = Vec::new();
}

/// Those in [`Miners`].
pub struct Registry;

impl GuildMembers<AccountId> for Registry {
	fn is_member(who: &AccountId) -> bool {
		Miners::get().contains(who)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_member(who: &AccountId) {
		Miners::mutate(|miners| miners.insert(*who));
	}
}

/// Those in [`Slashes`].
pub struct Court;

impl SlashAppeals<AccountId> for Court {
	fn pending(miner: &AccountId) -> Option<BlockNumber> {
		Slashes::get().get(miner).copied()
	}

	fn cancel(miner: &AccountId) -> DispatchResult {
		Slashes::mutate(|slashes| slashes.remove(miner))
			.map(|_| ())
			.ok_or(DispatchError::Other("no slash"))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn schedule_for_benchmark(miner: &AccountId) {
		Slashes::mutate(|slashes| slashes.insert(*miner, BlockNumber::MAX));
	}
}

/// Takes down what is sent.
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

/// A change of one of the two parameters, which are from 0 to 100. Executives may use 40 to 60 of the
/// first one.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Debug,
)]
pub enum Change {
	#[codec(index = 0)]
	First(u32),
	#[codec(index = 1)]
	Second(u32),
}

/// The two parameters.
pub struct Parameters;

impl ChangeParameter for Parameters {
	type Change = Change;
	type Key = u8;

	fn decode(encoded: &[u8]) -> Option<Change> {
		codec::DecodeAll::decode_all(&mut &encoded[..]).ok()
	}

	fn encode(change: &Change) -> Option<EncodedChange> {
		Encode::encode(change).try_into().ok()
	}

	fn key(change: &Change) -> u8 {
		match change {
			Change::First(_) => 0,
			Change::Second(_) => 1,
		}
	}

	fn is_within_band(change: &Change) -> bool {
		matches!(change, Change::First(40..=60))
	}

	fn apply(change: Change) -> DispatchResult {
		let (at, value) = match change {
			Change::First(value) => (0, value),
			Change::Second(value) => (1, value),
		};
		if value > 100 {
			return Err(DispatchError::Other("out of bounds"));
		}
		Values::mutate(|values| values[at] = value);
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn change_for_benchmark() -> Change {
		Change::First(60)
	}
}

/// Those of [`Funds`].
pub struct Public;

impl PublicFunds for Public {
	fn spend(to: &pouw_primitives::AccountId, amount: Balance) -> DispatchResult {
		let left = Funds::get().checked_sub(amount).ok_or(DispatchError::Other("too much"))?;
		Funds::set(left);
		Paid::mutate(|paid| paid.push((to.clone(), amount)));
		Ok(())
	}
}

impl pallet_guilds::Config for Test {
	type Currency = Ledger;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Members = Registry;
	type Appeals = Court;
	type Messages = Recorder;
	type Change = Change;
	type Key = u8;
	type Parameters = Parameters;
	type PublicFunds = Public;
	type CandidacyDeposit = CandidacyDeposit;
	type MotionDeposit = MotionDeposit;
	type MaxExecutives = MaxExecutives;
	type MaxCandidates = MaxCandidates;
	type MaxMotions = MaxMotions;
	type MaxMotionsOfMember = MaxMotionsOfMember;
	type TermSpans = TermSpans;
	type ProposalThreshold = ProposalThreshold;
	type Quorum = Quorum;
	type Cooldown = Cooldown;
	type AppealMargin = AppealMargin;
	type WeightInfo = ();
}

/// Blocks of a span.
pub(crate) const SPAN: BlockNumber = 20;
/// Tokens of each of the first [`ENDOWED`] accounts.
pub(crate) const ENDOWMENT: Balance = 1_000;
/// Accounts that have tokens.
pub(crate) const ENDOWED: AccountId = 20;

/// Builds a chain in block 1 with miners.
pub(crate) struct ExtBuilder {
	miners: AccountId,
	span: BlockNumber,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self { miners: 0, span: SPAN }
	}
}

impl ExtBuilder {
	/// Makes the accounts 0, 1, ... miners.
	pub(crate) fn with_miners(mut self, count: AccountId) -> Self {
		self.miners = count;
		self
	}

	/// Gives the sector no guild.
	pub(crate) fn without_guild(mut self) -> Self {
		self.span = 0;
		self
	}

	pub(crate) fn build(self) -> sp_io::TestExternalities {
		// Tests may share a thread, and with it these.
		Miners::set((0..self.miners).collect());
		Slashes::set(BTreeMap::new());
		Sent::set(Vec::new());
		OutboxFull::set(false);
		Values::set([50, 50]);
		Funds::set(100);
		Paid::set(Vec::new());
		let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		pallet_guilds::GenesisConfig::<Test> { span_length: self.span, ..Default::default() }
			.assimilate_storage(&mut storage)
			.unwrap();
		let mut ext: sp_io::TestExternalities = storage.into();
		ext.execute_with(|| {
			System::set_block_number(1);
			for who in 0..ENDOWED {
				Ledger::endow(who, ENDOWMENT);
			}
		});
		ext
	}

	pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			Guild::do_try_state().expect("the invariants hold after a test");
		});
	}
}

pub(crate) fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Runs to block `n`, hooks included.
pub(crate) fn run_to(n: BlockNumber) {
	while System::block_number() < n {
		let next = System::block_number() + 1;
		System::set_block_number(next);
		Guild::on_initialize(next);
	}
}

/// Runs to the first block of a span.
pub(crate) fn run_to_span(span: u32) {
	run_to(span * SPAN);
}

/// Credits work to miners with full bonds: to each the amount with it.
pub(crate) fn work(of: &[(AccountId, Work)]) {
	for (who, amount) in of {
		Guild::on_credited(who, *amount, Permill::one());
	}
}

/// A miner leaves the registry.
pub(crate) fn leave(who: AccountId) {
	Miners::mutate(|miners| miners.remove(&who));
	Guild::on_left(&who);
}

/// Elects `executives` in the first election, each by its own work of 10, and goes to span 3, after a span in
/// which everybody of them has done as much again.
pub(crate) fn elect(executives: &[AccountId]) {
	let each: Vec<_> = executives.iter().map(|who| (*who, 10)).collect();
	work(&each);
	run_to_span(1);
	for who in executives {
		assert_ok!(Guild::stand(signed(*who)));
	}
	run_to_span(2);
	for who in executives {
		let own = BoundedVec::try_from(vec![*who]).unwrap();
		assert_ok!(Guild::ballot(signed(*who), own));
	}
	work(&each);
	run_to_span(3);
}

/// Whether the account is an executive.
pub(crate) fn is_executive(who: AccountId) -> bool {
	pallet_guilds::Executives::<Test>::get().iter().any(|executive| executive.who == who)
}

/// Tokens held of the account.
pub(crate) fn held(who: AccountId) -> Balance {
	Ledger::total_balance_on_hold(&who)
}
