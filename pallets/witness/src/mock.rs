// SPDX-License-Identifier: Apache-2.0
//! A runtime of this pallet, other sectors with real states, and relay blocks with real proofs.

use crate::{self as pallet_witness, heads::head_key, heads::Header, *};
use codec::Encode;
use cumulus_pallet_parachain_system::{OnSystemEvent, RelayChainStateProof};
use cumulus_primitives_core::{relay_chain::HeadData, ParaId};
use cumulus_test_relay_sproof_builder::RelayStateSproofBuilder;
use frame_support::{derive_impl, dispatch::GetDispatchInfo, parameter_types, traits::Hooks};
use pouw_primitives::{
	conversion::{conversion_key, ConversionId, ConversionRecord, ConversionState, WitnessRequest},
	message::HubToSector,
	sector::Hub,
	witness::{state_proof, StateProof},
	AccountId, Balance, BlockNumber, MessageId, RelayBlockNumber, SectorId, SectorToHub,
};
use pouw_traits::{HandleMessage, RecordingFees, SendMessage};
use sp_core::{
	storage::{StateVersion, Storage},
	H256,
};
use sp_runtime::{
	generic,
	testing::UintAuthorityId,
	traits::{Applyable, BlakeTwo256, BlockNumberProvider, Checkable, Header as _},
	transaction_validity::{
		InvalidTransaction, TransactionSource, TransactionValidityError, ValidTransaction,
	},
	BuildStorage, DispatchError, DispatchResult,
};
use sp_state_machine::InMemoryBackend;
use std::collections::BTreeMap;

type Block = frame_system::mocking::MockBlockU32<Test>;
type TxExtension = (frame_system::AuthorizeCall<Test>,);
type Extrinsic = generic::UncheckedExtrinsic<u64, RuntimeCall, UintAuthorityId, TxExtension>;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Witness: pallet_witness,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

parameter_types! {
	pub const Own: SectorId = SectorId(2001);
	pub const MaxRequests: u32 = 8;
	pub const MaxSources: u32 = 3;
	pub const RequestLifetime: BlockNumber = 20;
	pub const HeadsKept: u32 = 5;
	pub const BatchesKept: u32 = 4;
	pub const MaxStepsPerBlock: u32 = 3;
	/// Number of the relay block whose proof is in the current block.
	pub static RelayNumber: RelayBlockNumber = 0;
	/// What was queued for the hub.
	pub static Sent: Vec<SectorToHub> = Vec::new();
	/// Room in the queue to the hub.
	pub static Room: u32 = u32::MAX;
	/// Paid for the recording of the hub's transactions.
	pub static Earned: Balance = 0;
}

/// Counts in [`Earned`].
pub struct Fees;
impl RecordingFees for Fees {
	fn on_earned(amount: Balance) {
		Earned::mutate(|earned| *earned += amount);
	}
}

pub struct Relay;
impl BlockNumberProvider for Relay {
	type BlockNumber = RelayBlockNumber;
	fn current_block_number() -> RelayBlockNumber {
		RelayNumber::get()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn set_block_number(number: RelayBlockNumber) {
		RelayNumber::set(number);
	}
}

pub struct Queue;
impl SendMessage<Hub, SectorToHub> for Queue {
	fn send(_: Hub, body: SectorToHub) -> Result<MessageId, DispatchError> {
		let room = Room::get().checked_sub(1).ok_or(DispatchError::Exhausted)?;
		Room::set(room);
		Sent::mutate(|sent| sent.push(body));
		Ok(Sent::get().len() as u64)
	}
}

impl pallet_witness::Config for Test {
	type Messages = Queue;
	type SelfId = Own;
	type Fees = Fees;
	type RelayBlock = Relay;
	type MaxRequests = MaxRequests;
	type MaxSources = MaxSources;
	type RequestLifetime = RequestLifetime;
	type HeadsKept = HeadsKept;
	type BatchesKept = BatchesKept;
	type MaxStepsPerBlock = MaxStepsPerBlock;
	type WeightInfo = ();
}

/// The sector that conversions leave in most tests.
pub(crate) const SOURCE: SectorId = SectorId(2002);
pub(crate) const OTHER: SectorId = SectorId(2003);
pub(crate) const AMOUNT: Balance = 1_000_000_000_000;

pub(crate) fn account(byte: u8) -> AccountId {
	AccountId::new([byte; 32])
}

/// The record of a conversion of [`AMOUNT`] for account 7.
pub(crate) fn record(state: ConversionState) -> ConversionRecord {
	ConversionRecord {
		who: account(6),
		beneficiary: account(7),
		amount: AMOUNT,
		requested_at: 10,
		state,
	}
}

/// The hub's request about [`record`].
pub(crate) fn request(conversion: ConversionId, round: u32) -> WitnessRequest {
	WitnessRequest {
		source: SOURCE,
		conversion,
		round,
		beneficiary: account(7),
		amount: AMOUNT,
		requested_at: 0,
	}
}

pub(crate) fn hub_says(message: HubToSector) -> DispatchResult {
	frame_support::storage::with_storage_layer(|| Witness::handle(Hub, message))
}

pub(crate) fn hub_asks(conversion: ConversionId, round: u32) {
	frame_support::assert_ok!(hub_says(HubToSector::Witness(request(conversion, round))));
}

/// Another sector: its state, block by block.
#[derive(Clone)]
pub(crate) struct Chain {
	pub(crate) number: BlockNumber,
	pub(crate) state: BTreeMap<Vec<u8>, Vec<u8>>,
}

impl Chain {
	/// A chain at block 10 whose state has the conversions 0 to `conversions` and other things.
	pub(crate) fn new(conversions: ConversionId) -> Self {
		let mut chain = Self { number: 10, state: BTreeMap::new() };
		for n in 0..200u32 {
			let key = [b"other things".to_vec(), n.encode()].concat();
			chain.state.insert(sp_io::hashing::blake2_256(&key).to_vec(), n.encode());
		}
		for id in 0..conversions {
			chain.set(id, record(ConversionState::Pending).encode());
		}
		chain
	}

	pub(crate) fn set(&mut self, id: ConversionId, value: Vec<u8>) {
		self.state.insert(conversion_key(id), value);
	}

	fn backend(&self) -> InMemoryBackend<BlakeTwo256> {
		let top = self.state.clone();
		let storage = Storage { top, children_default: Default::default() };
		(storage, StateVersion::V1).into()
	}

	pub(crate) fn root(&self) -> H256 {
		*self.backend().root()
	}

	pub(crate) fn header(&self) -> Header {
		let mut header = Header::new(
			self.number,
			H256::repeat_byte(1),
			self.root(),
			H256::repeat_byte(2),
			Default::default(),
		);
		header.digest.push(sp_runtime::DigestItem::Other(vec![3; 100]));
		header
	}

	/// What `state_getReadProof` gives.
	pub(crate) fn nodes(&self, id: ConversionId) -> Vec<Vec<u8>> {
		let keys = [conversion_key(id)];
		sp_state_machine::prove_read(self.backend(), keys).unwrap().into_iter_nodes().collect()
	}

	pub(crate) fn proof(&self, id: ConversionId) -> StateProof {
		state_proof(self.nodes(id)).unwrap()
	}

	/// Shows the chain's head to the pallet as that of `sector`, in a new relay block.
	pub(crate) fn show_as(&self, sector: SectorId) {
		show(RelayNumber::get() + 1, &[(sector, self.header().encode())]);
	}
}

/// Hands the pallet a relay block that has these heads, the way `set_validation_data` does.
pub(crate) fn show(number: RelayBlockNumber, heads: &[(SectorId, Vec<u8>)]) {
	let entries = heads.iter().map(|(id, head)| (head_key(*id), HeadData(head.clone()).encode()));
	show_raw(number, entries.collect());
}

/// As [`show`], with any entries in the relay chain's state.
pub(crate) fn show_raw(number: RelayBlockNumber, entries: Vec<(Vec<u8>, Vec<u8>)>) {
	let builder = RelayStateSproofBuilder {
		para_id: ParaId::from(Own::get().0),
		additional_key_values: entries,
		..Default::default()
	};
	let (root, proof) = builder.into_state_root_and_proof();
	RelayNumber::set(number);
	let proof = RelayChainStateProof::new(ParaId::from(Own::get().0), root, proof).unwrap();
	Witness::on_relay_state_proof(&proof);
}

/// Sends a call as a transaction without a signature, as a node and a block would take it.
pub(crate) fn send(call: RuntimeCall) -> Result<ValidTransaction, TransactionValidityError> {
	let tx = Extrinsic::new_transaction(call, (frame_system::AuthorizeCall::new(),));
	let info = tx.get_dispatch_info();
	let len = tx.encoded_size();
	let checked = Checkable::check(tx, &frame_system::ChainContext::<Test>::default())?;
	let valid = checked.validate::<Test>(TransactionSource::External, &info, len)?;
	let outcome = checked.apply::<Test>(&info, len)?;
	// Whatever is let in must succeed, or somebody could fill blocks for nothing.
	outcome.expect("a valid transaction succeeds");
	Ok(valid)
}

pub(crate) fn attest(
	sector: SectorId,
	conversion: ConversionId,
	head: BlockNumber,
	proof: StateProof,
) -> Result<ValidTransaction, TransactionValidityError> {
	send(Call::<Test>::attest { sector, conversion, head, proof }.into())
}

/// Checks that a proof is no valid transaction, for this reason, and that the call itself refuses it
/// for the same one should anything else let it through.
#[track_caller]
pub(crate) fn assert_refused(
	source: SectorId,
	conversion: ConversionId,
	head: BlockNumber,
	proof: StateProof,
	reason: Error<Test>,
) {
	let before = sp_io::storage::root(sp_core::storage::StateVersion::V1);
	let code = InvalidTransaction::Custom(reason.code());
	assert_eq!(attest(source, conversion, head, proof.clone()), Err(code.into()));
	let origin = RuntimeOrigin::from(frame_system::RawOrigin::Authorized);
	frame_support::assert_noop!(Witness::attest(origin, source, conversion, head, proof), reason);
	assert_eq!(sp_io::storage::root(sp_core::storage::StateVersion::V1), before);
}

/// Runs to block `n`, hooks included.
pub(crate) fn run_to(n: BlockNumber) {
	while System::block_number() < n {
		let next = System::block_number() + 1;
		System::set_block_number(next);
		Witness::on_initialize(next);
	}
}

/// The pallet's events since the last call.
pub(crate) fn events() -> Vec<Event<Test>> {
	let events = System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Witness(event) => Some(event),
			_ => None,
		})
		.collect();
	System::reset_events();
	events
}

pub(crate) struct ExtBuilder;

impl ExtBuilder {
	pub(crate) fn build(self) -> sp_io::TestExternalities {
		// Tests may share a thread, and with it these.
		RelayNumber::set(0);
		Sent::set(Vec::new());
		Room::set(u32::MAX);
		Earned::set(0);
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext: sp_io::TestExternalities = storage.into();
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			Witness::do_try_state().expect("the invariants hold after a test");
		});
	}
}
