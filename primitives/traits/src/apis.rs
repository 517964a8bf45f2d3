// SPDX-License-Identifier: Apache-2.0
//! Runtime APIs for clients of the hub and of a sector.

use alloc::vec::Vec;
use pouw_primitives::{
	sector::SectorRecord, task::ModelRecord, AccountId, MinerRecord, SectorId, SectorProfile,
	SectorStatus, TaskId, TaskRecord,
};
use sp_core::H256;

sp_api::decl_runtime_apis! {
	/// What a sector is and how it stands with the hub.
	pub trait SectorApi {
		/// Class and token.
		fn profile() -> Option<SectorProfile>;
		/// Standing in the hub's registry, as last heard.
		fn status() -> SectorStatus;
	}

	/// Tasks and miners of a sector.
	pub trait TasksApi {
		/// A task; `None` if the id was never given out.
		fn task(id: TaskId) -> Option<TaskRecord<AccountId>>;
		/// Unfinished tasks that `miner` is assigned.
		fn assignments(miner: AccountId) -> Vec<TaskId>;
		/// The id the next order gets.
		fn next_task() -> TaskId;
		/// A registered model.
		fn model(hash: H256) -> Option<ModelRecord<AccountId>>;
		/// A registered miner.
		fn miner(account: AccountId) -> Option<MinerRecord>;
	}

	/// The hub's registry.
	pub trait SectorsApi {
		/// All sectors.
		fn sectors() -> Vec<(SectorId, SectorRecord)>;
	}
}
