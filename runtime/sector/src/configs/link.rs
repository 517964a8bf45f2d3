// SPDX-License-Identifier: Apache-2.0
//! Link to the hub, and what the sector tells it.

use super::{parameters::MAX_INVULNERABLES, xcm::XcmRouter};
use crate::*;
use frame_support::{dispatch::DispatchResult, traits::ConstU32, weights::Weight};
use frame_system::WeightInfo as _;
use pallet_guilds::WeightInfo as _;
use pallet_miners::WeightInfo as _;
use pallet_pouw_verify::WeightInfo as _;
use pallet_sector_token::WeightInfo as _;
use pallet_witness::WeightInfo as _;
use pouw_primitives::{message::EraFigures, sector::Hub, HubToSector, SectorToHub};
use pouw_runtime_common::link::{EnsurePeer, OnlyTheHub, RetryAfter, XcmTransport};
use pouw_traits::{
	ConversionOutcome, EraFiguresSource, HandleDirectives, HandleMessage, HandleOrders,
};

type Token = <Runtime as pallet_sector_token::Config>::WeightInfo;
type Recorder = <Runtime as pallet_witness::Config>::WeightInfo;
type Guild = <Runtime as pallet_guilds::Config>::WeightInfo;
type Registry = <Runtime as pallet_miners::Config>::WeightInfo;
type Verifier = <Runtime as pallet_pouw_verify::Config>::WeightInfo;
type Upgrades = <Runtime as frame_system::Config>::SystemWeightInfo;

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
			HubToSector::CancelOrder { order } => Tasks::on_cancel_order(order),
			HubToSector::SetParameter { directive, change } => {
				Guilds::on_set_parameter(directive, change)
			},
			HubToSector::AuthorizeUpgrade { directive, code_hash } => {
				Guilds::on_authorize_upgrade(directive, code_hash)
			},
			HubToSector::SpendPublic { directive, to, amount } => {
				Guilds::on_spend_public(directive, to, amount)
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
			// Looks at all that a block's beginning does, and forgets a request as that does.
			HubToSector::WitnessWithdrawn { .. } => {
				Some(Recorder::expire().max(Recorder::send_again()))
			},
			HubToSector::Order(_) => Tasks::weight_of_order(),
			HubToSector::CancelOrder { .. } => Tasks::weight_of_cancellation(),
			// As when an executive sets a parameter and a motion is sent to the hub. That is measured with a
			// number; each other kind of parameter has a call of its own, of which the heaviest is counted.
			HubToSector::SetParameter { .. } => {
				let largest = Registry::set_invulnerables(MAX_INVULNERABLES)
					.max(Registry::set_bond_target())
					.max(Verifier::set_parameters())
					.max(Token::set_public_share())
					.max(Token::set_recycle_share())
					.max(Token::set_founders_share());
				let followed = Guild::set_parameter().saturating_add(largest);
				Some(followed.saturating_add(Guild::close_request()))
			},
			HubToSector::AuthorizeUpgrade { .. } => {
				let authorized =
					Upgrades::authorize_upgrade().saturating_add(Guild::close_request());
				let last = <Runtime as frame_system::Config>::DbWeight::get().reads_writes(1, 1);
				Some(authorized.saturating_add(last))
			},
			// The guild's part is measured with a spend that is refused.
			HubToSector::SpendPublic { .. } => {
				Some(Guild::spend_public().saturating_add(Token::spend_public()))
			},
			HubToSector::Status { .. } => None,
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
