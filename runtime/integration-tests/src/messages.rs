// SPDX-License-Identifier: Apache-2.0
//! Messages as a chain would find them in its queues, whoever wrote them.

use crate::network::{hand_across, hand_down};
use codec::Encode;
use cumulus_primitives_core::XcmpMessageFormat;
use pouw_primitives::{
	calls::{HubCall, MessengerCall, SectorCall},
	Frame, HubToSector, SectorClass, SectorProfile, SectorStatus, SectorToHub, VersionedFrame,
};
use xcm::{latest::prelude::*, VersionedXcm};
use xcm_emulator::{
	Chain, CumulusAggregateMessageOrigin as MessageOrigin, Parachain, ProcessMessage,
};

/// The hub telling a sector that it is suspended.
pub fn suspension(id: u64) -> VersionedFrame<HubToSector> {
	VersionedFrame::V1(Frame::Message {
		id,
		body: HubToSector::Status { status: SectorStatus::Suspended, revision: 1_000 },
	})
}

/// A sector telling the hub what it is.
pub fn announcement(id: u64, class: SectorClass) -> VersionedFrame<SectorToHub> {
	let profile = SectorProfile::new(class, "Forged", "FORG", 12).expect("short names");
	VersionedFrame::V1(Frame::Message { id, body: SectorToHub::Announce(profile) })
}

/// A sector's call that takes `frame`.
pub fn to_sector(frame: VersionedFrame<HubToSector>) -> Vec<u8> {
	SectorCall::Messenger(MessengerCall::Receive { frame }).encode()
}

/// The hub's call that takes `frame`.
pub fn to_hub(frame: VersionedFrame<SectorToHub>) -> Vec<u8> {
	HubCall::Messenger(MessengerCall::Receive { frame }).encode()
}

/// `Transact` of `call` as `origin_kind`.
pub fn transact(origin_kind: OriginKind, call: Vec<u8>) -> Instruction<()> {
	Transact { origin_kind, fallback_max_weight: None, call: call.into() }
}

/// `UnpaidExecution` without conditions.
pub fn unpaid() -> Instruction<()> {
	UnpaidExecution { weight_limit: Unlimited, check_origin: None }
}

/// The program in which frames travel.
pub fn carrier(call: Vec<u8>) -> Xcm<()> {
	Xcm(vec![unpaid(), transact(OriginKind::Native, call)])
}

/// Puts a page with `program` from the parachain `from` into the queue of `P`, and serves the queue.
pub fn deliver<P: Parachain>(from: u32, program: Xcm<()>) {
	let page = (XcmpMessageFormat::ConcatenatedVersionedXcm, VersionedXcm::from(program)).encode();
	hand_across::<P>(&[(from.into(), 1, page)]);
}

/// Gives `program` of the relay chain to `P`.
pub fn deliver_from_relay<P>(program: Xcm<()>)
where
	P: Parachain,
	P::MessageProcessor: ProcessMessage<Origin = MessageOrigin>,
{
	hand_down::<P>(&VersionedXcm::from(program).encode());
}

/// What `P`'s queue did with each message that `act` brought it: whether the program ran to its end.
pub fn verdicts<P>(act: impl FnOnce()) -> Vec<bool>
where
	P: Chain,
	P::Runtime: pallet_message_queue::Config,
	P::RuntimeEvent: TryInto<pallet_message_queue::Event<P::Runtime>>,
{
	let seen = P::ext_wrapper(|| P::events().len());
	act();
	P::ext_wrapper(P::events)
		.into_iter()
		.skip(seen)
		.filter_map(|event| {
			let event: pallet_message_queue::Event<P::Runtime> = event.try_into().ok()?;
			match event {
				pallet_message_queue::Event::Processed { success, .. } => Some(success),
				pallet_message_queue::Event::ProcessingFailed { .. } => Some(false),
				_ => None,
			}
		})
		.collect()
}
