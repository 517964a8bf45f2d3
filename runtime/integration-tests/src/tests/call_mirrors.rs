// SPDX-License-Identifier: Apache-2.0
//! Calls built outside a runtime are decoded by it to exactly what was meant.

use crate::{
	jobs::{honest, order},
	messages::suspension,
};
use codec::{Decode, DecodeAll, Encode};
use pouw_primitives::{
	calls::{
		HubCall, MessengerCall, MinersCall, PouwCall, SectorCall, SectorTokenCall, SessionCall,
		TasksCall,
	},
	message::EraFigures,
	witness::WitnessCall,
	AccountId, EraReport, Frame, HardwareProfile, HubToSector, ModelLayer, Rating, SectorClass,
	SectorId, SectorProfile, SectorStatus, SectorToHub, Signature, VersionedFrame,
};
use pouw_tickets::{BaselineProof, OperandProof};
use sp_core::{sr25519::Public, H256};
use sp_runtime::{BoundedVec, Permill};
use std::{collections::BTreeSet, fmt::Debug};

/// What the hub has to make of a mirror. Without a wildcard, so that a new variant needs its line.
fn on_hub(mirror: HubCall) -> pouw_hub_runtime::RuntimeCall {
	use pouw_hub_runtime::RuntimeCall;
	match mirror {
		HubCall::Messenger(MessengerCall::Receive { frame }) => {
			RuntimeCall::Messenger(pallet_messenger::Call::receive { frame })
		},
	}
}

/// What a sector has to make of a mirror.
fn on_sector(mirror: SectorCall) -> pouw_sector_runtime::RuntimeCall {
	use pallet_miners::Call as Miners;
	use pallet_pouw_verify::Call as Tickets;
	use pallet_tasks::Call as Tasks;
	use pouw_sector_runtime::{RuntimeCall, SessionKeys};
	match mirror {
		SectorCall::Messenger(MessengerCall::Receive { frame }) => {
			RuntimeCall::Messenger(pallet_messenger::Call::receive { frame })
		},
		SectorCall::Miners(call) => RuntimeCall::Miners(match call {
			MinersCall::Register { profile, encryption_key } => {
				Miners::register { profile, encryption_key }
			},
			MinersCall::Deregister => Miners::deregister {},
			MinersCall::SetAvailability { available } => Miners::set_availability { available },
			MinersCall::Heartbeat { miner, call, signature } => {
				Miners::heartbeat { miner, call, signature }
			},
			MinersCall::SetEncryptionKey { encryption_key } => {
				Miners::set_encryption_key { encryption_key }
			},
		}),
		SectorCall::Tasks(call) => RuntimeCall::Tasks(match call {
			TasksCall::RegisterModel { model, tolerance } => {
				Tasks::register_model { model, tolerance }
			},
			TasksCall::Order { spec } => Tasks::order { spec },
			TasksCall::Commit { task, commitment } => Tasks::commit { task, commitment },
			TasksCall::Reveal { task, result, salt } => Tasks::reveal { task, result, salt },
			TasksCall::Abstain { task } => Tasks::abstain { task },
			TasksCall::RegisterLayers { model, layers } => Tasks::register_layers { model, layers },
			TasksCall::Rate { task, miner, rating } => Tasks::rate { task, miner, rating },
			TasksCall::CancelOrder { task } => Tasks::cancel_order { task },
		}),
		SectorCall::PouwVerify(call) => RuntimeCall::PouwVerify(match call {
			PouwCall::SubmitBaseline { miner, window, proof } => {
				Tickets::submit_baseline { miner, window, proof }
			},
			PouwCall::SubmitUseful { miner, window, task, layer, proof } => {
				Tickets::submit_useful { miner, window, task, layer, proof }
			},
		}),
		SectorCall::Session(SessionCall::SetKeys { aura, proof }) => {
			let keys = SessionKeys { aura: Public::from_raw(aura).into() };
			RuntimeCall::Session(pallet_session::Call::set_keys { keys, proof })
		},
		SectorCall::SectorToken(SectorTokenCall::ConvertToMain { amount }) => {
			RuntimeCall::SectorToken(pallet_sector_token::Call::convert_to_main { amount })
		},
		SectorCall::Witness(WitnessCall::Attest { sector, conversion, head, proof }) => {
			RuntimeCall::Witness(pallet_witness::Call::attest { sector, conversion, head, proof })
		},
	}
}

fn hub_samples() -> Vec<HubCall> {
	let profile = SectorProfile::new(SectorClass::AiAccelerator, "Name", "SYM", 12);
	let figures = EraFigures { ordered: 5, accepted: 3, failed: u32::MAX, ..Default::default() };
	let report = EraReport { era: 7, ended_at: u32::MAX, figures };
	let message = |id, body| Frame::Message { id, body };
	[
		message(0, SectorToHub::Announce(profile.expect("short names"))),
		message(u64::MAX, SectorToHub::Report(report)),
		Frame::Acknowledgement { id: 1 << 40 },
	]
	.map(|frame| HubCall::Messenger(MessengerCall::Receive { frame: VersionedFrame::V1(frame) }))
	.to_vec()
}

fn sector_samples() -> Vec<SectorCall> {
	let profile = |device: &str| HardwareProfile {
		device: BoundedVec::truncate_from(device.as_bytes().to_vec()),
		memory_mib: 65_536,
		threads: 32,
	};
	let frames = [SectorStatus::Pending, SectorStatus::Active, SectorStatus::Suspended]
		.map(|status| Frame::Message { id: 3, body: HubToSector::Status { status, revision: 9 } });
	let frames = frames
		.into_iter()
		.chain([Frame::Acknowledgement { id: u64::MAX }])
		.map(VersionedFrame::V1)
		.chain([suspension(1)])
		.map(|frame| SectorCall::Messenger(MessengerCall::Receive { frame }));
	let miners = [
		MinersCall::Register { profile: profile("Prüfgerät"), encryption_key: [3; 32] },
		MinersCall::Register { profile: profile(""), encryption_key: [0; 32] },
		MinersCall::Deregister,
		MinersCall::SetAvailability { available: true },
		MinersCall::SetAvailability { available: false },
		MinersCall::Heartbeat {
			miner: AccountId::new([15; 32]),
			call: 1 << 20,
			signature: Signature::Sr25519([16; 64].into()),
		},
		MinersCall::SetEncryptionKey { encryption_key: [18; 32] },
	];
	let tasks = [
		TasksCall::RegisterModel {
			model: H256::repeat_byte(1),
			tolerance: Permill::from_parts(12_345),
		},
		TasksCall::Order { spec: order() },
		TasksCall::Commit { task: 1, commitment: H256::repeat_byte(2) },
		TasksCall::Reveal { task: u64::MAX, result: honest(), salt: [4; 32] },
		TasksCall::Abstain { task: 300 },
		TasksCall::RegisterLayers {
			model: H256::repeat_byte(5),
			layers: BoundedVec::truncate_from(vec![ModelLayer {
				root: H256::repeat_byte(6),
				n: 384,
				k: 512,
			}]),
		},
		TasksCall::Rate { task: 6, miner: AccountId::new([17; 32]), rating: Rating::Bad },
		TasksCall::Rate { task: 6, miner: AccountId::new([17; 32]), rating: Rating::Good },
		TasksCall::CancelOrder { task: 1 << 33 },
	];
	let miner = AccountId::new([7; 32]);
	let strip: BoundedVec<u8, _> = BoundedVec::truncate_from(vec![63, 0, 0xc0]);
	let tickets = [
		PouwCall::SubmitBaseline {
			miner: miner.clone(),
			window: 1,
			proof: BaselineProof { nonce: u64::MAX, i: 2, j: 3 },
		},
		PouwCall::SubmitUseful {
			miner,
			window: u32::MAX,
			task: 4,
			layer: 5,
			proof: OperandProof {
				m: 16,
				root_a: [8; 32],
				i: 0,
				j: 1,
				a_strip: strip.clone(),
				a_path: BoundedVec::truncate_from(vec![[9; 32]]),
				b_strip: strip,
				b_path: BoundedVec::truncate_from(vec![]),
			},
		},
	];
	let others = [
		SectorCall::Session(SessionCall::SetKeys { aura: [10; 32], proof: vec![11; 64] }),
		SectorCall::SectorToken(SectorTokenCall::ConvertToMain { amount: 1 << 70 }),
		SectorCall::Witness(WitnessCall::Attest {
			sector: SectorId(2001),
			conversion: 12,
			head: 13,
			proof: BoundedVec::truncate_from(vec![BoundedVec::truncate_from(vec![14; 40])]),
		}),
	];
	frames
		.chain(miners.into_iter().map(SectorCall::Miners))
		.chain(tasks.into_iter().map(SectorCall::Tasks))
		.chain(tickets.into_iter().map(SectorCall::PouwVerify))
		.chain(others)
		.collect()
}

fn assert_mirrored<Mirror, Call>(mirror: Mirror, expected: impl Fn(Mirror) -> Call)
where
	Mirror: Encode + Decode + Clone + PartialEq + Debug,
	Call: Encode + DecodeAll + PartialEq + Debug,
{
	let bytes = mirror.encode();
	let call = Call::decode_all(&mut bytes.as_slice())
		.unwrap_or_else(|error| panic!("the runtime does not decode {mirror:?}: {error}"));
	assert_eq!(call, expected(mirror.clone()));
	assert_eq!(call.encode(), bytes, "{mirror:?} is encoded differently by the runtime");
	assert_eq!(Mirror::decode_all(&mut bytes.as_slice()), Ok(mirror));
}

#[test]
fn hub_decodes_every_mirrored_call_to_the_call_meant() {
	for mirror in hub_samples() {
		assert_mirrored(mirror, on_hub);
	}
}

#[test]
fn sector_decodes_every_mirrored_call_to_the_call_meant() {
	for mirror in sector_samples() {
		assert_mirrored(mirror, on_sector);
	}
}

#[test]
fn samples_cover_every_mirrored_call() {
	let indices = |encoded: Vec<Vec<u8>>| -> BTreeSet<(u8, u8)> {
		encoded.iter().map(|bytes| (bytes[0], bytes[1])).collect()
	};
	let hub = indices(hub_samples().iter().map(Encode::encode).collect());
	assert_eq!(hub, BTreeSet::from([(50, 0)]));
	let sector = indices(sector_samples().iter().map(Encode::encode).collect());
	let mirrored = [
		(22, 0),
		(50, 0),
		(60, 0),
		(60, 1),
		(60, 2),
		(60, 6),
		(60, 7),
		(61, 0),
		(61, 1),
		(61, 2),
		(61, 3),
		(61, 4),
		(61, 6),
		(61, 8),
		(61, 9),
		(62, 0),
		(62, 1),
		(63, 0),
		(64, 0),
	];
	assert_eq!(sector, BTreeSet::from(mirrored));
}

#[test]
fn frame_of_an_unknown_version_is_not_decoded() {
	for mirror in sector_samples().iter().take(1) {
		let mut bytes = mirror.encode();
		assert_eq!(bytes[2], 1, "the frame's version follows the pallet and the call");
		for version in [0, 2, 255] {
			bytes[2] = version;
			assert!(pouw_sector_runtime::RuntimeCall::decode_all(&mut bytes.as_slice()).is_err());
		}
	}
}
