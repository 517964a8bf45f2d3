// SPDX-License-Identifier: Apache-2.0
//! Walls that keep value from moving between sectors: where messages can go, and which ones are let in.
//!
//! XCM is only the carrier of the messenger's frames here. No asset is ever moved by it: the
//! executors have no asset transactor, no reserve and no teleporter.

use crate::link::{sibling, Peers};
use core::marker::PhantomData;
use frame_support::{
	ensure, parameter_types,
	traits::{Contains, ProcessMessageError},
	weights::Weight,
};
use xcm::latest::prelude::*;
use xcm_builder::{CreateMatcher, MatchXcm};
use xcm_executor::traits::{Properties, ShouldExecute};

parameter_types! {
	/// Weight of one XCM instruction besides what a `Transact` dispatches.
	pub UnitWeightCost: Weight = Weight::from_parts(1_000_000_000, 64 * 1024);
	/// Most instructions in a message.
	pub const MaxInstructions: u32 = 8;
	/// Most assets that a message may hold; none can be put there.
	pub const MaxAssetsIntoHolding: u32 = 1;
	/// The network that the chains are part of. Nothing here trusts an origin by it.
	pub const RelayNetwork: Option<NetworkId> = None;
}

/// Locations of the parachains that are peers.
pub struct PeerLocations<P>(PhantomData<P>);

impl<P: Peers> Contains<Location> for PeerLocations<P> {
	fn contains(location: &Location) -> bool {
		match location.unpack() {
			(1, [Parachain(id)]) => P::peer(*id).is_some(),
			_ => false,
		}
	}
}

/// A router that goes to `Destinations` only, by way of `Inner`.
pub struct OnlyTo<Destinations, Inner>(PhantomData<(Destinations, Inner)>);

impl<Destinations: Contains<Location>, Inner: SendXcm> SendXcm for OnlyTo<Destinations, Inner> {
	type Ticket = Inner::Ticket;

	fn validate(
		destination: &mut Option<Location>,
		message: &mut Option<Xcm<()>>,
	) -> SendResult<Self::Ticket> {
		let to = destination.as_ref().ok_or(SendError::MissingArgument)?;
		ensure!(Destinations::contains(to), SendError::NotApplicable);
		Inner::validate(destination, message)
	}

	fn deliver(ticket: Self::Ticket) -> Result<XcmHash, SendError> {
		Inner::deliver(ticket)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_successful_delivery(location: Option<Location>) {
		Inner::ensure_successful_delivery(location)
	}
}

/// Barrier that lets in frames of `Senders`, which is a message of exactly `UnpaidExecution` and a
/// native `Transact`, and nothing else.
pub struct OnlyFramesFrom<Senders>(PhantomData<Senders>);

impl<Senders: Contains<Location>> ShouldExecute for OnlyFramesFrom<Senders> {
	fn should_execute<Call>(
		origin: &Location,
		instructions: &mut [Instruction<Call>],
		_max_weight: Weight,
		_properties: &mut Properties,
	) -> Result<(), ProcessMessageError> {
		ensure!(Senders::contains(origin), ProcessMessageError::Unsupported);
		instructions
			.matcher()
			.assert_remaining_insts(2)?
			.match_next_inst(|inst| match inst {
				UnpaidExecution { check_origin: None, .. } => Ok(()),
				_ => Err(ProcessMessageError::BadFormat),
			})?
			.match_next_inst(|inst| match inst {
				Transact { origin_kind: OriginKind::Native, .. } => Ok(()),
				_ => Err(ProcessMessageError::BadFormat),
			})?;
		Ok(())
	}
}

/// Location of the hub.
pub fn hub() -> Location {
	sibling(pouw_primitives::HUB_ID)
}
