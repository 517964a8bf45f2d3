// SPDX-License-Identifier: Apache-2.0
//! Link to the hub, and what the sector tells it.

use super::xcm::XcmRouter;
use crate::*;
use frame_support::{dispatch::DispatchResult, traits::ConstU32, weights::Weight};
use pallet_sector_token::WeightInfo as _;
use pallet_witness::WeightInfo as _;
use pouw_primitives::{message::EraFigures, sector::Hub, HubToSector, SectorToHub};
use pouw_runtime_common::link::{EnsurePeer, OnlyTheHub, RetryAfter, XcmTransport};
use pouw_traits::{
	ConversionOutcome, EraFiguresSource, HandleDirectives, HandleMessage, HandleOrders,
};

type Token = <Runtime as pallet_sector_token::Config>::WeightInfo;
type Recorder = <Runtime as pallet_witness::Config>::WeightInfo;

/// Hands each message of the hub to the pallet it is for.
pub struct FromHub;
impl HandleMessage<Hub, HubToSector> for FromHub {
	fn handle(hub: Hub, message: HubToSector) -> DispatchResult {
		match message {
			HubToSector::Status { .. } => SectorProfile::handle(hub, message),
			HubToSector::ConversionSettled { conversion, minted } => {
				SectorToken::settled(conversion, minted)
			},
			HubToSector::ConversionCancelled { conversion, reason } => {
				SectorToken::cancelled(conversion, reason)
			},
			HubToSector::Release(order) => SectorToken::carry_out(order),
			HubToSector::Witness(_)
			| HubToSector::WitnessWithdrawn { .. }
			| HubToSector::Record(_) => Witness::handle(hub, message),
			HubToSector::Order(order) => Tasks::on_order(order),
			HubToSector::SetParameter { directive, change } => {
				Guilds::on_set_parameter(directive, change)
			},
			HubToSector::AuthorizeUpgrade { directive, code_hash } => {
				Guilds::on_authorize_upgrade(directive, code_hash)
			},
		}
	}

	fn weight(message: &HubToSector) -> Option<Weight> {
		match message {
			HubToSector::ConversionSettled { .. } => Some(Token::settled()),
			HubToSector::ConversionCancelled { .. } => Some(Token::cancelled()),
			HubToSector::Release(_) => Some(Token::release()),
			// One that is on record is answered at once.
			HubToSector::Witness(_) => Some(Recorder::open_request().max(Recorder::send_again())),
			HubToSector::Record(batch) => {
				let entries = u32::try_from(batch.entries.len()).unwrap_or(u32::MAX);
				// What is paid for it is released.
				Some(Recorder::store_batch(entries).saturating_add(Token::release()))
			},
			HubToSector::Status { .. }
			| HubToSector::WitnessWithdrawn { .. }
			| HubToSector::Order(_)
			| HubToSector::SetParameter { .. }
			| HubToSector::AuthorizeUpgrade { .. } => None,
		}
	}
}

/// What happened in an era: tasks by their pallet, work by the tickets'.
pub struct Figures;
impl EraFiguresSource for Figures {
	fn take() -> EraFigures {
		let work = PouwVerify::take_era_work();
		EraFigures {
			idle_work: work.idle,
			useful_work: work.useful,
			// A client is never drawn for its own task, so another has paid for it.
			paid_useful_work: work.useful,
			..Tasks::take()
		}
	}
}

impl pallet_messenger::Config for Runtime {
	type Peer = Hub;
	type Inbound = HubToSector;
	type Outbound = SectorToHub;
	type PeerOrigin = EnsurePeer<OnlyTheHub>;
	type Transport = XcmTransport<XcmRouter>;
	type Handler = FromHub;
	type MaxQueued = ConstU32<256>;
	type Window = ConstU32<256>;
	type RetryAfter = RetryAfter;
	type MaxRetriesPerBlock = ConstU32<32>;
	type WeightInfo = weights::pallet_messenger::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Messages;
}

impl pallet_sector_profile::Config for Runtime {
	type Messages = Messenger;
	type Figures = Figures;
	type WeightInfo = pallet_sector_profile::weights::SubstrateWeight<Runtime>;
}
