// SPDX-License-Identifier: Apache-2.0
//! Conversions to MAIN, and the recording of MAIN's transactions.

use super::governance::{
	parameters::{draws, recording, settlement, Governed},
	Liquidity,
};
use crate::*;
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64},
	PalletId,
};
use frame_system::EnsureRoot;
use pouw_primitives::MAX_SECTORS;
use pouw_runtime_common::{block::DAYS, currency::TreasuryAccount};

parameter_types! {
	/// Period for which the cap on emergency liquidity holds.
	pub const EmergencyPeriod: BlockNumber = DAYS;
	/// Names the account that keeps the fees.
	pub const RecordPalletId: PalletId = PalletId(*b"pw/recrd");
}

impl pallet_settlement::Config for Runtime {
	type Currency = Balances;
	type Messages = Messenger;
	type Sectors = Sectors;
	type Randomness = RelayBeacon;
	type ForceOrigin = EnsureRoot<AccountId>;
	type EmergencyOrigin = Liquidity;
	type ReleaseOrigin = EnsureRoot<AccountId>;
	type EmergencyPeriod = EmergencyPeriod;
	type EmergencyCap = Governed<settlement::EmergencyCap>;
	type MaxReleases = ConstU32<64>;
	type Treasury = TreasuryAccount;
	type Toll = Governed<settlement::Toll>;
	type RandomnessDelay = Governed<draws::RandomnessDelay>;
	type AttestationPeriod = Governed<settlement::AttestationPeriod>;
	type DrawPatience = Governed<settlement::DrawPatience>;
	type QueuePatience = Governed<settlement::QueuePatience>;
	type MaxRedraws = ConstU32<3>;
	type MaxOpen = ConstU32<256>;
	type MaxQueued = ConstU32<64>;
	// One that arrives last fits twice as many eras at worst, well within `QueuePatience`.
	type MaxQueuedEras = ConstU32<4>;
	type MaxAhead = ConstU64<131_072>;
	type RetentionPeriod = Governed<settlement::RetentionPeriod>;
	type MaxSectors = ConstU32<MAX_SECTORS>;
	type MaxStepsPerBlock = ConstU32<8>;
	type WeightInfo = pallet_settlement::weights::SubstrateWeight<Runtime>;
}

impl pallet_multi_record::Config for Runtime {
	type Currency = Balances;
	type Burned = Settlement;
	type Treasury = TreasuryAccount;
	type FeeToll = Governed<recording::FeeToll>;
	type PalletId = RecordPalletId;
	type Messages = Messenger;
	type Sectors = Sectors;
	type Randomness = RelayBeacon;
	type RandomnessDelay = Governed<draws::RandomnessDelay>;
	type WindowLength = Governed<recording::WindowLength>;
	type MaxEntries = ConstU32<1_024>;
	type Recorders = ConstU32<2>;
	type MaxWaiting = ConstU32<64>;
	type MaxUnrecorded = ConstU32<32>;
	type RetentionWindows = ConstU32<4_096>;
	// More transactions than a block has room for.
	type MaxAssignedPerBlock = ConstU32<2>;
	type WeightInfo = pallet_multi_record::weights::SubstrateWeight<Runtime>;
}
