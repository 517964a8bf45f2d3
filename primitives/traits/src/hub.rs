// SPDX-License-Identifier: Apache-2.0
//! The hub's registry of sectors as its other pallets see it, and the way of the sectors' messages to them.

use crate::{HandleGovernance, HandleMessage, HandleOrderEnded};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{dispatch::DispatchResult, weights::Weight};
use pouw_primitives::{
	conversion::{Attestation, ConversionRequest, ReleaseAnswer},
	Balance, EraIndex, SectorId, SectorToHub,
};
use sp_core::H256;
use sp_runtime::FixedU128;

/// The sectors, their operators and the terms of their conversions.
pub trait SectorRegistry<AccountId> {
	/// The active sectors in the order of their ids; as many as the registry can hold at most.
	fn active() -> Vec<SectorId>;
	/// The active sectors that have an operator, with it, in the order of their ids.
	fn operators() -> Vec<(SectorId, AccountId)>;
	/// Whether the sector is active.
	fn is_active(sector: SectorId) -> bool;
	/// Whether the sector's token can be converted: also while it retires, so that its holders can leave.
	fn may_convert(sector: SectorId) -> bool {
		Self::is_active(sector)
	}
	/// The sector's operator.
	fn operator(sector: SectorId) -> Option<AccountId>;
	/// Smallest units of MAIN for the smallest unit of the sector's token; zero for a sector without
	/// terms. Changes with era reports only.
	fn rate(sector: SectorId) -> FixedU128;
	/// Most MAIN for the conversions of one era.
	fn mint_cap(sector: SectorId) -> Balance;
	/// The sector's era as far as the hub knows: the one after the newest it reported.
	fn era(sector: SectorId) -> EraIndex;
	/// Makes `count` active sectors with operators of their own, a rate of one and the largest cap.
	#[cfg(feature = "runtime-benchmarks")]
	fn populate(count: u32) -> Vec<SectorId>;
}

/// Settles conversions.
pub trait HandleConversions {
	/// `source` asks for a conversion.
	fn on_request(source: SectorId, request: ConversionRequest) -> DispatchResult;
	/// `witness` has verified a conversion of another sector.
	fn on_attestation(witness: SectorId, attestation: Attestation) -> DispatchResult;
	/// `sector` has paid, or owes, what was ordered to be released.
	fn on_released(sector: SectorId, answer: ReleaseAnswer) -> DispatchResult;
	/// Most that a request weighs, if it is known.
	fn weight_of_request() -> Option<Weight> {
		None
	}
	/// Most that an attestation weighs, if it is known.
	fn weight_of_attestation() -> Option<Weight> {
		None
	}
	/// Most that the answer to a release weighs, if it is known.
	fn weight_of_released() -> Option<Weight> {
		None
	}
}

/// Hears which sectors have recorded the hub's transactions.
pub trait HandleRecorded {
	/// `sector` has stored its entries of `window`, which came with `root`.
	fn on_recorded(sector: SectorId, window: u32, root: H256) -> DispatchResult;
	/// Most that an answer weighs, if it is known.
	fn weight_of_recorded() -> Option<Weight> {
		None
	}
}

/// Hands each message of a sector to the pallet it is for: announcements, reports and governance to `Registry`,
/// conversions, attestations and releases to `Conversions`, acknowledged records to `Records`, ends of orders to
/// `Orders`.
pub struct RouteInbound<Registry, Conversions, Records, Orders>(
	PhantomData<(Registry, Conversions, Records, Orders)>,
);

impl<Registry, Conversions, Records, Orders> HandleMessage<SectorId, SectorToHub>
	for RouteInbound<Registry, Conversions, Records, Orders>
where
	Registry: HandleMessage<SectorId, SectorToHub> + HandleGovernance,
	Conversions: HandleConversions,
	Records: HandleRecorded,
	Orders: HandleOrderEnded,
{
	fn handle(sector: SectorId, message: SectorToHub) -> DispatchResult {
		match message {
			SectorToHub::Convert(request) => Conversions::on_request(sector, request),
			SectorToHub::Attest(attestation) => Conversions::on_attestation(sector, attestation),
			SectorToHub::Recorded { window, root } => Records::on_recorded(sector, window, root),
			SectorToHub::Released(answer) => Conversions::on_released(sector, answer),
			SectorToHub::OrderEnded { order, outcome } => {
				Orders::on_order_ended(sector, order, outcome)
			},
			SectorToHub::Governance(notice) => Registry::on_governance(sector, notice),
			message @ (SectorToHub::Announce(_) | SectorToHub::Report(_)) => {
				Registry::handle(sector, message)
			},
		}
	}

	fn weight(message: &SectorToHub) -> Option<Weight> {
		match message {
			SectorToHub::Convert(_) => Conversions::weight_of_request(),
			SectorToHub::Attest(_) => Conversions::weight_of_attestation(),
			SectorToHub::Recorded { .. } => Records::weight_of_recorded(),
			SectorToHub::OrderEnded { .. } => Orders::weight_of_end(),
			SectorToHub::Released(_) => Conversions::weight_of_released(),
			SectorToHub::Governance(_) => Registry::weight_of_notice(),
			SectorToHub::Announce(_) | SectorToHub::Report(_) => Registry::weight(message),
		}
	}
}
