// SPDX-License-Identifier: Apache-2.0
//! A hub of this pallet, the real registry of sectors and real balances, on a relay chain that can be
//! set, with sectors played by the tests.

use crate as pallet_settlement;
use crate::{Burned, Conversions, Issued};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	storage::unhashed,
	traits::{ConstU32, ConstU64, Hooks},
};
use frame_system::{EnsureRoot, EnsureSignedBy};
use pouw_primitives::{
	conversion::{attestation_digest, Attestation, CancelReason, ConversionId, ConversionRequest},
	message::EraFigures,
	settlement::{SettlementRecord, SettlementState},
	AccountId, Balance, EraReport, HubToSector, MessageId, RelayBlockNumber, SectorClass, SectorId,
	SectorProfile, SectorToHub,
};
use pouw_traits::{HandleConversions, HandleMessage, RelayRandomness, RouteInbound, SendMessage};
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
		Settlement: pallet_settlement,
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
	pub static RandomnessKnown: bool = true;
	pub static MaxOpen: u32 = 8;
	pub static MaxQueued: u32 = 4;
	pub static MaxRedraws: u32 = 2;
	pub static MaxStepsPerBlock: u32 = 16;
	pub static EmergencyCap: Balance = 1_000;
	pub const ExistentialDeposit: Balance = 10;
	pub const Toll: Permill = Permill::from_percent(1);
	pub const Treasury: AccountId = AccountId::new([0xee; 32]);
	pub const AttestationPeriod: u32 = 6;
	pub const DrawPatience: u32 = 15;
	pub const QueuePatience: u32 = 60;
	pub const RetentionPeriod: u32 = 50;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ExistentialDeposit;
}

parameter_types! {
	/// Share of the base that a rate aims at without paid work.
	pub const UtilisationFloor: Permill = Permill::from_percent(10);
}

impl pallet_sectors::Config for Test {
	type AdmissionOrigin = EnsureRoot<AccountId>;
	type TermsOrigin = EnsureRoot<AccountId>;
	type ParameterOrigin = EnsureRoot<AccountId>;
	type UpgradeOrigin = EnsureRoot<AccountId>;
	type Business = Settlement;
	type DrainPeriod = frame_support::traits::ConstU32<20>;
	type UtilisationFloor = UtilisationFloor;
	type Messages = Outbox;
	type MaxSectors = ConstU32<16>;
	type WeightInfo = ();
}

/// Keeps what is sent; sectors in [`FullQueues`] take nothing.
pub struct Outbox;

impl Outbox {
	const KEY: &'static [u8] = b"sent";

	/// What was sent, in the chain's storage, so that it is rolled back with the rest.
	pub fn sent() -> Vec<(SectorId, HubToSector)> {
		unhashed::get_or_default(Self::KEY)
	}
}

impl SendMessage<SectorId, HubToSector> for Outbox {
	fn send(peer: SectorId, body: HubToSector) -> Result<MessageId, DispatchError> {
		if FullQueues::get().contains(&peer.0) {
			return Err(DispatchError::Other("full"));
		}
		let mut sent = Self::sent();
		if !matches!(body, HubToSector::Status { .. }) {
			sent.push((peer, body));
		}
		unhashed::put(Self::KEY, &sent);
		Ok(0)
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

impl pallet_settlement::Config for Test {
	type Currency = Balances;
	type Messages = Outbox;
	type Sectors = Sectors;
	type Randomness = Relay;
	type ForceOrigin = EnsureRoot<AccountId>;
	type EmergencyOrigin = EnsureSignedBy<EmergencyTeam, AccountId>;
	type ReleaseOrigin = EnsureRoot<AccountId>;
	type EmergencyPeriod = ConstU32<100>;
	type EmergencyCap = EmergencyCap;
	type MaxReleases = ConstU32<4>;
	type Treasury = Treasury;
	type Toll = Toll;
	type RandomnessDelay = ConstU32<2>;
	type AttestationPeriod = AttestationPeriod;
	type DrawPatience = DrawPatience;
	type QueuePatience = QueuePatience;
	type MaxRedraws = MaxRedraws;
	type MaxOpen = MaxOpen;
	type MaxQueued = MaxQueued;
	type MaxQueuedEras = ConstU32<2>;
	type MaxAhead = ConstU64<1_000>;
	type RetentionPeriod = RetentionPeriod;
	type MaxSectors = ConstU32<16>;
	type MaxStepsPerBlock = MaxStepsPerBlock;
	type WeightInfo = ();
}

frame_support::ord_parameter_types! {
	/// Who may have tokens released as emergency liquidity.
	pub const EmergencyTeam: AccountId = AccountId::new([0xdd; 32]);
}

/// How the runtime routes messages.
pub type Inbound = RouteInbound<Sectors, Settlement, NoRecords, ()>;

/// Nothing is recorded here.
pub struct NoRecords;
impl pouw_traits::HandleRecorded for NoRecords {
	fn on_recorded(_: SectorId, _: u32, _: H256) -> DispatchResult {
		Ok(())
	}
}

/// Asks for the conversions in most tests.
pub const SOURCE: SectorId = SectorId(2001);
/// MAIN that the conversions of an era of a sector may mint.
pub const CAP: Balance = 10_000;
/// MAIN for one of a sector's token: the base is ten times that, and the floor of utilisation a tenth.
pub const RATE: u32 = 2;

pub struct ExtBuilder {
	operators: Vec<u8>,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self { operators: vec![1, 2, 3, 4, 5] }
	}
}

impl ExtBuilder {
	/// Active sectors 2001, 2002, ... with these operators.
	pub fn with_operators(mut self, operators: &[u8]) -> Self {
		self.operators = operators.to_vec();
		self
	}

	pub fn build(self) -> sp_io::TestExternalities {
		// Tests may share a thread, and with it these.
		FullQueues::set(BTreeSet::new());
		RelayBlock::set(100);
		RandomnessKnown::set(true);
		MaxOpen::set(8);
		MaxQueued::set(4);
		MaxRedraws::set(2);
		MaxStepsPerBlock::set(16);
		EmergencyCap::set(1_000);
		let sectors: Vec<_> = (2001..).map(SectorId).zip(self.operators).collect();
		let config = RuntimeGenesisConfig {
			sectors: pallet_sectors::GenesisConfig {
				sectors: sectors.iter().map(|(id, _)| (*id, SectorClass::CpuEdge)).collect(),
				terms: sectors
					.iter()
					.map(|(id, operator)| {
						(*id, account(*operator), FixedU128::from_u32(10 * RATE), CAP)
					})
					.collect(),
				..Default::default()
			},
			..Default::default()
		};
		let mut ext: sp_io::TestExternalities = config.build_storage().unwrap().into();
		ext.execute_with(|| {
			System::set_block_number(1);
			for (id, _) in sectors {
				let profile = SectorProfile::new(SectorClass::CpuEdge, "Sector", "SECT", 12);
				assert_ok!(Inbound::handle(id, SectorToHub::Announce(profile.unwrap())));
			}
		});
		ext
	}

	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			check_state();
		});
	}
}

/// Checks the invariants of both pallets, and that all MAIN there is was issued by settlement.
pub fn check_state() {
	Settlement::do_try_state().expect("the invariants hold");
	Sectors::do_try_state().expect("the registry's invariants hold");
	assert_eq!(Balances::total_issuance(), Issued::<Test>::get() - Burned::<Test>::get());
}

pub fn account(n: u8) -> AccountId {
	AccountId::new([n; 32])
}

/// For whom the conversion with this number is.
pub fn beneficiary(id: ConversionId) -> AccountId {
	account(100 + (id % 50) as u8)
}

/// Begins the next block; the relay chain moves on after its hooks, as inherents do.
pub fn next_block() {
	let now = System::block_number() + 1;
	System::set_block_number(now);
	Settlement::on_initialize(now);
	RelayBlock::mutate(|number| *number += 1);
}

pub fn run_blocks(count: u32) {
	for _ in 0..count {
		next_block();
	}
}

pub fn request_of(id: ConversionId, amount: Balance) -> ConversionRequest {
	ConversionRequest { conversion: id, beneficiary: beneficiary(id), amount }
}

/// `source` asks for conversion `id` of `amount` tokens.
pub fn request(source: SectorId, id: ConversionId, amount: Balance) {
	assert_ok!(Inbound::handle(source, SectorToHub::Convert(request_of(id, amount))));
}

/// As [`request`] by [`SOURCE`], run until its witnesses are drawn.
pub fn witnessing(id: ConversionId, amount: Balance) -> [SectorId; 2] {
	request(SOURCE, id, amount);
	run_blocks(4);
	witnesses(SOURCE, id)
}

pub fn record(source: SectorId, id: ConversionId) -> SettlementRecord {
	Conversions::<Test>::get(source, id).unwrap()
}

pub fn state(source: SectorId, id: ConversionId) -> SettlementState {
	record(source, id).state
}

/// The sectors of the current round.
pub fn witnesses(source: SectorId, id: ConversionId) -> [SectorId; 2] {
	match state(source, id) {
		SettlementState::Witnessing { witnesses, .. } => witnesses.map(|drawn| drawn.sector),
		state => panic!("conversion {id} is {state:?}"),
	}
}

pub fn round(source: SectorId, id: ConversionId) -> u32 {
	match state(source, id) {
		SettlementState::Witnessing { round, .. } | SettlementState::Drawing { round, .. } => round,
		state => panic!("conversion {id} is {state:?}"),
	}
}

/// What an honest witness says now about the conversion.
pub fn attestation(source: SectorId, id: ConversionId) -> Attestation {
	let ConversionRequest { beneficiary, amount, .. } = record(source, id).request;
	let digest = attestation_digest(source, id, &beneficiary, amount);
	Attestation { source, conversion: id, round: round(source, id), digest }
}

pub fn attest(witness: SectorId, attestation: Attestation) {
	assert_ok!(Settlement::on_attestation(witness, attestation));
}

/// Both witnesses of the round attest.
pub fn attest_both(source: SectorId, id: ConversionId) {
	let attestation = attestation(source, id);
	for witness in witnesses(source, id) {
		attest(witness, attestation);
	}
}

/// Asks for a conversion by [`SOURCE`] and has it minted.
pub fn minted(id: ConversionId, amount: Balance) {
	witnessing(id, amount);
	attest_both(SOURCE, id);
	assert!(matches!(state(SOURCE, id), SettlementState::Minted { .. }));
}

pub fn cancel_reason(source: SectorId, id: ConversionId) -> Option<CancelReason> {
	match state(source, id) {
		SettlementState::Cancelled { reason, .. } => Some(reason),
		_ => None,
	}
}

/// `source` reports an era in which this share of work was paid.
pub fn report_era(source: SectorId, era: u32, paid_percent: u128) {
	let figures = EraFigures {
		idle_work: 100 - paid_percent,
		useful_work: paid_percent,
		paid_useful_work: paid_percent,
		..Default::default()
	};
	let report = EraReport { era, ended_at: era * 10, figures };
	assert_ok!(Inbound::handle(source, SectorToHub::Report(report)));
}

/// The messages that `sector` was sent.
pub fn sent_to(sector: SectorId) -> Vec<HubToSector> {
	let to_it = Outbox::sent().into_iter().filter(|(to, _)| *to == sector);
	to_it.map(|(_, message)| message).collect()
}

/// What the source was told about the end of a conversion, each time.
pub fn told(source: SectorId, id: ConversionId) -> Vec<HubToSector> {
	let mut messages = sent_to(source);
	messages.retain(|message| match message {
		HubToSector::ConversionSettled { conversion, .. }
		| HubToSector::ConversionCancelled { conversion, .. } => *conversion == id,
		_ => false,
	});
	messages
}
