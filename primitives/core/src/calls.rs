// SPDX-License-Identifier: Apache-2.0
//! Mirrors of the runtime calls that are built outside the runtime that decodes them: by another
//! chain, or by the worker. The integration tests check that each runtime decodes exactly these.

use crate::{
	task::{TaskResult, TaskSpec},
	HardwareProfile, HubToSector, SectorToHub, TaskId, VersionedFrame,
};
use codec::{Decode, Encode};
use sp_core::H256;
use sp_runtime::Permill;

/// Calls of the hub.
#[derive(Clone, PartialEq, Eq, Encode, Decode, Debug)]
pub enum HubCall {
	/// The hub's end of the links to the sectors.
	#[codec(index = 50)]
	Messenger(MessengerCall<SectorToHub>),
}

/// Calls of a sector.
#[allow(clippy::large_enum_variant)] // Encoded and dropped; a box would change nothing on the wire.
#[derive(Clone, PartialEq, Eq, Encode, Decode, Debug)]
pub enum SectorCall {
	/// The sector's end of the link to the hub.
	#[codec(index = 50)]
	Messenger(MessengerCall<HubToSector>),
	/// The registry of miners.
	#[codec(index = 60)]
	Miners(MinersCall),
	/// Orders and answers.
	#[codec(index = 61)]
	Tasks(TasksCall),
}

/// Calls of `pallet-messenger`.
#[derive(Clone, PartialEq, Eq, Encode, Decode, Debug)]
pub enum MessengerCall<Body> {
	/// Takes a frame from the peer chain.
	#[codec(index = 0)]
	Receive {
		/// The frame.
		frame: VersionedFrame<Body>,
	},
}

/// Calls of `pallet-miners`.
#[derive(Clone, PartialEq, Eq, Encode, Decode, Debug)]
pub enum MinersCall {
	/// Registers the signer as a miner.
	#[codec(index = 0)]
	Register {
		/// Its machine.
		profile: HardwareProfile,
		/// X25519 public key to which inputs are encrypted.
		encryption_key: [u8; 32],
	},
	/// Leaves the registry.
	#[codec(index = 1)]
	Deregister,
	/// Pauses or resumes new assignments.
	#[codec(index = 2)]
	SetAvailability {
		/// Whether new assignments are taken.
		available: bool,
	},
}

/// Calls of `pallet-tasks`.
#[allow(clippy::large_enum_variant)] // As above.
#[derive(Clone, PartialEq, Eq, Encode, Decode, Debug)]
pub enum TasksCall {
	/// Registers a model.
	#[codec(index = 0)]
	RegisterModel {
		/// BLAKE3 hash of its manifest.
		model: H256,
		/// Largest relative distance of honest results.
		tolerance: Permill,
	},
	/// Orders a task.
	#[codec(index = 1)]
	Order {
		/// The order.
		spec: TaskSpec,
	},
	/// Commits to a result.
	#[codec(index = 2)]
	Commit {
		/// The task.
		task: TaskId,
		/// See [`crate::task::commitment`].
		commitment: H256,
	},
	/// Reveals a result.
	#[codec(index = 3)]
	Reveal {
		/// The task.
		task: TaskId,
		/// The result committed to.
		result: TaskResult,
		/// The salt committed with.
		salt: [u8; 32],
	},
	/// Says that the signer cannot run the job.
	#[codec(index = 4)]
	Abstain {
		/// The task.
		task: TaskId,
	},
}
