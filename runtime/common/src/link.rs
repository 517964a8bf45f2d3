// SPDX-License-Identifier: Apache-2.0
//! Frames of the messenger as XCM: `UnpaidExecution`, then `Transact` of the receiver's
//! `Messenger::receive`.

use alloc::vec::Vec;
use codec::Encode;
use core::marker::PhantomData;
use frame_support::{dispatch::DispatchResult, parameter_types, traits::EnsureOrigin};
use pouw_primitives::{
	calls::{HubCall, MessengerCall, SectorCall},
	sector::Hub,
	BlockNumber, HubToSector, SectorId, SectorToHub, VersionedFrame, HUB_ID,
};
use pouw_traits::LinkTransport;
use sp_runtime::DispatchError;
use xcm::latest::prelude::*;

parameter_types! {
	/// Blocks until an unacknowledged message is sent again: five times the usual round trip.
	pub const RetryAfter: BlockNumber = 60;
}

/// Carries frames over `Router`.
pub struct XcmTransport<Router>(PhantomData<Router>);

impl<Router: SendXcm> LinkTransport<Hub, VersionedFrame<SectorToHub>> for XcmTransport<Router> {
	fn deliver(_: Hub, frame: VersionedFrame<SectorToHub>) -> DispatchResult {
		let call = HubCall::Messenger(MessengerCall::Receive { frame });
		transact::<Router>(HUB_ID, call.encode())
	}
}

impl<Router: SendXcm> LinkTransport<SectorId, VersionedFrame<HubToSector>>
	for XcmTransport<Router>
{
	fn deliver(sector: SectorId, frame: VersionedFrame<HubToSector>) -> DispatchResult {
		let call = SectorCall::Messenger(MessengerCall::Receive { frame });
		transact::<Router>(sector.0, call.encode())
	}
}

/// Location of the sibling parachain `id`.
pub fn sibling(id: u32) -> Location {
	Location::new(1, [Parachain(id)])
}

fn transact<Router: SendXcm>(para: u32, call: Vec<u8>) -> DispatchResult {
	let message = Xcm(alloc::vec![
		UnpaidExecution { weight_limit: Unlimited, check_origin: None },
		Transact { origin_kind: OriginKind::Native, fallback_max_weight: None, call: call.into() },
	]);
	send_xcm::<Router>(sibling(para), message).map_err(|error| {
		DispatchError::Other(match error {
			SendError::NotApplicable => "the router does not go there",
			SendError::Transport(reason) => reason,
			SendError::Unroutable => "no route",
			SendError::DestinationUnsupported => "no XCM version of the destination is known",
			SendError::ExceedsMaxMessageSize => "message too large",
			SendError::MissingArgument => "no destination or message",
			SendError::Fees => "fees unpaid",
		})
	})?;
	Ok(())
}

/// Which peer, if any, a sibling parachain is.
pub trait Peers {
	/// Name of a peer.
	type Peer;
	/// The peer whose para id is `id`.
	fn peer(id: u32) -> Option<Self::Peer>;
	/// Para id of some peer, for benchmarks.
	#[cfg(feature = "runtime-benchmarks")]
	fn any() -> u32;
}

/// The one peer of a sector.
pub struct OnlyTheHub;

impl Peers for OnlyTheHub {
	type Peer = Hub;

	fn peer(id: u32) -> Option<Hub> {
		(id == HUB_ID).then_some(Hub)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn any() -> u32 {
		HUB_ID
	}
}

/// Succeeds with the peer if the origin is the sibling parachain that it is.
pub struct EnsurePeer<P>(PhantomData<P>);

impl<P, Origin> EnsureOrigin<Origin> for EnsurePeer<P>
where
	P: Peers,
	Origin: From<cumulus_pallet_xcm::Origin> + Clone,
	Result<cumulus_pallet_xcm::Origin, Origin>: From<Origin>,
{
	type Success = P::Peer;

	fn try_origin(origin: Origin) -> Result<P::Peer, Origin> {
		let native = Result::<cumulus_pallet_xcm::Origin, Origin>::from(origin.clone())?;
		match native {
			cumulus_pallet_xcm::Origin::SiblingParachain(id) => P::peer(id.into()).ok_or(origin),
			cumulus_pallet_xcm::Origin::Relay => Err(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<Origin, ()> {
		Ok(cumulus_pallet_xcm::Origin::SiblingParachain(P::any().into()).into())
	}
}
