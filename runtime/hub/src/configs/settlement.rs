// SPDX-License-Identifier: Apache-2.0
//! Conversions to MAIN, and the recording of MAIN's transactions.

use crate::*;
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64},
};
use frame_system::EnsureRoot;
use pouw_primitives::RelayBlockNumber;
use pouw_runtime_common::{
	block::{DAYS, HOURS, MINUTES},
	currency::TreasuryAccount,
};
use sp_runtime::Permill;

parameter_types! {
	/// Share of what is minted that goes to the treasury.
	pub const Toll: Permill = Permill::from_percent(1);
	/// Blocks build on the relay block before the tip, so the next one exists when a request arrives,
	/// another may be authored meanwhile, and the collator could wait for one more before it decides
	/// whether to include the request.
	pub const RandomnessDelay: RelayBlockNumber = 4;
	/// Time of the witnesses of a round.
	pub const AttestationPeriod: BlockNumber = 3 * MINUTES;
	/// After this a draw that finds too few sectors is given up.
	pub const DrawPatience: BlockNumber = HOURS;
	/// After this a conversion for which the cap has no room is given up.
	pub const QueuePatience: BlockNumber = 7 * DAYS;
	/// For this long the record of an ended conversion is kept; its number is refused for good.
	pub const RetentionPeriod: BlockNumber = HOURS;
	/// Time for which a window of transactions stays open.
	pub const RecordWindowLength: BlockNumber = 15;
}

impl pallet_settlement::Config for Runtime {
	type Currency = Balances;
	type Messages = Messenger;
	type Sectors = Sectors;
	type Randomness = RelayBeacon;
	type ForceOrigin = EnsureRoot<AccountId>;
	type Treasury = TreasuryAccount;
	type Toll = Toll;
	type RandomnessDelay = RandomnessDelay;
	type AttestationPeriod = AttestationPeriod;
	type DrawPatience = DrawPatience;
	type QueuePatience = QueuePatience;
	type MaxRedraws = ConstU32<3>;
	type MaxOpen = ConstU32<256>;
	type MaxAhead = ConstU64<131_072>;
	type RetentionPeriod = RetentionPeriod;
	type MaxSectors = ConstU32<100>;
	// Their proofs are measured for maps of a million entries; more would not fit half a block.
	type MaxStepsPerBlock = ConstU32<2>;
	type WeightInfo = pallet_settlement::weights::SubstrateWeight<Runtime>;
}

impl pallet_multi_record::Config for Runtime {
	type Messages = Messenger;
	type Sectors = Sectors;
	type Randomness = RelayBeacon;
	type RandomnessDelay = RandomnessDelay;
	type WindowLength = RecordWindowLength;
	type MaxEntries = ConstU32<512>;
	type Recorders = ConstU32<2>;
	type MaxWaiting = ConstU32<64>;
	type MaxUnrecorded = ConstU32<32>;
	type RetentionWindows = ConstU32<4_096>;
	type MaxAssignedPerBlock = ConstU32<3>;
	type WeightInfo = pallet_multi_record::weights::SubstrateWeight<Runtime>;
}
