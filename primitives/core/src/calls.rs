// SPDX-License-Identifier: Apache-2.0
//! Mirrors of the runtime calls that are built outside the runtime that decodes them: by another
//! chain, or by the worker. The integration tests check that each runtime decodes exactly these.

use crate::{
	task::{TaskResult, TaskSpec, MAX_LAYERS},
	AccountId, Balance, HardwareProfile, HubToSector, LayerIndex, ModelLayer, Rating,
	RollCallIndex, SectorToHub, TaskId, VersionedFrame, WindowIndex,
};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use pouw_tickets::{BaselineProof, OperandProof};
use sp_core::{ConstU32, H256};
use sp_runtime::{BoundedVec, MultiSignature, Permill};

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
	/// Keys of block authors.
	#[codec(index = 22)]
	Session(SessionCall),
	/// The sector's end of the link to the hub.
	#[codec(index = 50)]
	Messenger(MessengerCall<HubToSector>),
	/// The registry of miners.
	#[codec(index = 60)]
	Miners(MinersCall),
	/// Orders and answers.
	#[codec(index = 61)]
	Tasks(TasksCall),
	/// Tickets. These calls are not signed; see `pouw_tickets` for what they prove.
	#[codec(index = 62)]
	PouwVerify(PouwCall),
	/// The sector's token.
	#[codec(index = 63)]
	SectorToken(SectorTokenCall),
	/// Proofs of other sectors' conversions. Its call is not signed.
	#[codec(index = 64)]
	Witness(crate::witness::WitnessCall),
}

/// Calls of `pallet-session`.
#[derive(Clone, PartialEq, Eq, Encode, Decode, Debug)]
pub enum SessionCall {
	/// Sets the keys with which the signer authors blocks.
	#[codec(index = 0)]
	SetKeys {
		/// Public key of Aura, the only kind of session key of a sector.
		aura: [u8; 32],
		/// Shows that the signer has the private key: the key's signature of the account.
		proof: Vec<u8>,
	},
}

/// Calls of `pallet-sector-token`.
#[derive(Clone, PartialEq, Eq, Encode, Decode, Debug)]
pub enum SectorTokenCall {
	/// Asks for MAIN in exchange for tokens of the signer.
	#[codec(index = 0)]
	ConvertToMain {
		/// The tokens.
		#[codec(compact)]
		amount: Balance,
	},
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
	/// Answers a roll call. This call is not signed as a transaction; it carries the miner's signature.
	#[codec(index = 6)]
	Heartbeat {
		/// Who answers.
		miner: AccountId,
		/// The roll call.
		call: RollCallIndex,
		/// Of [`crate::miner::heartbeat_payload`].
		signature: MultiSignature,
	},
	/// Replaces the key to which inputs are encrypted.
	#[codec(index = 7)]
	SetEncryptionKey {
		/// X25519 public key.
		encryption_key: [u8; 32],
	},
}

/// Calls of `pallet-pouw-verify`.
#[allow(clippy::large_enum_variant)] // As above.
#[derive(Clone, PartialEq, Eq, Encode, Decode, Debug)]
pub enum PouwCall {
	/// Hands in a ticket of baseline work.
	#[codec(index = 0)]
	SubmitBaseline {
		/// Whose ticket it is.
		miner: AccountId,
		/// The window it is of.
		window: WindowIndex,
		/// The tile.
		proof: BaselineProof,
	},
	/// Hands in a ticket of a product that a task contains.
	#[codec(index = 1)]
	SubmitUseful {
		/// Whose ticket it is.
		miner: AccountId,
		/// The window it is of.
		window: WindowIndex,
		/// A task that the miner is assigned.
		task: TaskId,
		/// The layer of the task's model that is multiplied by.
		layer: LayerIndex,
		/// The tile, with the strips it is the product of.
		proof: OperandProof,
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
	/// Registers the layers of a model of the signer.
	#[codec(index = 6)]
	RegisterLayers {
		/// BLAKE3 hash of its manifest.
		model: H256,
		/// Its layers, in the order in which the worker numbers them.
		layers: BoundedVec<ModelLayer, ConstU32<MAX_LAYERS>>,
	},
	/// Rates a miner's part in an accepted task of the signer.
	#[codec(index = 8)]
	Rate {
		/// The task.
		task: TaskId,
		/// The miner.
		miner: AccountId,
		/// What the signer says of it.
		rating: Rating,
	},
	/// Takes back an order of the signer whose miners are not drawn yet.
	#[codec(index = 9)]
	CancelOrder {
		/// The task.
		task: TaskId,
	},
}
