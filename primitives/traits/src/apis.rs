// SPDX-License-Identifier: Apache-2.0
//! Runtime APIs for clients of the hub and of a sector.

use alloc::vec::Vec;
use pouw_primitives::{
	sector::SectorRecord,
	task::ModelRecord,
	work::{MinerWindow, SettledWindow, WindowInfo},
	AccountId, EraReport, HeartbeatAsk, MinerRecord, OrderId, PerformanceView, SectorId,
	SectorOrder, SectorProfile, SectorStatus, TaskId, TaskRecord,
};
use sp_core::H256;

sp_api::decl_runtime_apis! {
	/// What a sector is and how it stands with the hub.
	pub trait SectorApi {
		/// Class and token.
		fn profile() -> Option<SectorProfile>;
		/// Standing in the hub's registry, as last heard.
		fn status() -> SectorStatus;
		/// What the sector did in its latest eras, oldest first; none of the era under way.
		fn ledger() -> Vec<EraReport>;
	}

	/// What the chain observes of its miners, and asks of them.
	pub trait MinersApi {
		/// The heartbeat that is asked of `miner` now, if it has not answered.
		fn heartbeat(miner: AccountId) -> Option<HeartbeatAsk>;
		/// How a registered miner does.
		fn performance(miner: AccountId) -> Option<PerformanceView>;
	}

	/// Tasks and miners of a sector.
	pub trait TasksApi {
		/// A task; `None` if the id was never given out.
		fn task(id: TaskId) -> Option<TaskRecord<AccountId>>;
		/// Unfinished tasks that `miner` is assigned.
		fn assignments(miner: AccountId) -> Vec<TaskId>;
		/// The id the next order gets.
		fn next_task() -> TaskId;
		/// An order in MAIN: its task, or how it ended; `None` if it has not arrived or is forgotten.
		fn hub_order(order: OrderId) -> Option<SectorOrder>;
		/// A registered model.
		fn model(hash: H256) -> Option<ModelRecord<AccountId>>;
		/// A registered miner.
		fn miner(account: AccountId) -> Option<MinerRecord>;
	}

	/// Windows and tickets of a sector.
	pub trait PouwApi {
		/// The newest window; `None` before the first.
		fn window() -> Option<WindowInfo>;
		/// The window before it, while its tickets are accepted or settled.
		fn closing_window() -> Option<WindowInfo>;
		/// What `account` has done and may do in the newest window.
		fn miner_window(account: AccountId) -> Option<MinerWindow>;
		/// The windows settled last, oldest first.
		fn history() -> Vec<SettledWindow>;
	}

	/// The hub's registry.
	pub trait SectorsApi {
		/// All sectors.
		fn sectors() -> Vec<(SectorId, SectorRecord)>;
	}
}
