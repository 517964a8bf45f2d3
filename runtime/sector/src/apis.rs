// SPDX-License-Identifier: Apache-2.0
//! What nodes and clients ask of the runtime.

use crate::*;
use cumulus_primitives_core::RelayProofRequest;
use pouw_primitives::{
	task::ModelRecord,
	witness::{KnownHead, PendingRequest, StoredBatch, WitnessRecord},
	work::{MinerWindow, SettledWindow, WindowInfo},
	ConversionId, EraReport, HeartbeatAsk, MinerRecord, OrderId, PerformanceView, SectorId,
	SectorOrder, SectorStatus, TaskId, TaskRecord,
};

pouw_runtime_common::impl_apis! {
	impl pouw_traits::apis::SectorApi<Block> for Runtime {
		fn profile() -> Option<pouw_primitives::SectorProfile> {
			pallet_sector_profile::Profile::<Runtime>::get()
		}

		fn status() -> SectorStatus {
			pallet_sector_profile::Status::<Runtime>::get()
		}

		fn ledger() -> Vec<EraReport> {
			SectorProfile::ledger()
		}
	}

	impl pouw_traits::apis::MinersApi<Block> for Runtime {
		fn heartbeat(miner: AccountId) -> Option<HeartbeatAsk> {
			Miners::heartbeat_ask(&miner)
		}

		fn performance(miner: AccountId) -> Option<PerformanceView> {
			Miners::performance(&miner)
		}
	}

	impl pouw_traits::apis::TasksApi<Block> for Runtime {
		fn task(id: TaskId) -> Option<TaskRecord<AccountId>> {
			Tasks::task(id)
		}

		fn assignments(miner: AccountId) -> Vec<TaskId> {
			Tasks::assignments(&miner)
		}

		fn next_task() -> TaskId {
			Tasks::next_task()
		}

		fn hub_order(order: OrderId) -> Option<SectorOrder> {
			Tasks::hub_order(order)
		}

		fn model(hash: Hash) -> Option<ModelRecord<AccountId>> {
			Tasks::model(hash)
		}

		fn miner(account: AccountId) -> Option<MinerRecord> {
			pallet_miners::Miners::<Runtime>::get(&account)
		}
	}

	impl pouw_traits::apis::PouwApi<Block> for Runtime {
		fn window() -> Option<WindowInfo> {
			PouwVerify::window()
		}

		fn closing_window() -> Option<WindowInfo> {
			PouwVerify::closing_window()
		}

		fn miner_window(account: AccountId) -> Option<MinerWindow> {
			PouwVerify::miner_window(&account)
		}

		fn history() -> Vec<SettledWindow> {
			PouwVerify::history()
		}
	}

	impl pouw_traits::witness_apis::WitnessApi<Block> for Runtime {
		fn requests() -> Vec<PendingRequest> {
			Witness::requests()
		}

		fn heads(source: SectorId) -> Vec<KnownHead> {
			Witness::heads(source)
		}

		fn witness_record(source: SectorId, conversion: ConversionId) -> Option<WitnessRecord> {
			Witness::witness_record(source, conversion)
		}

		fn batch(window: u32) -> Option<StoredBatch> {
			Witness::batch(window)
		}

		fn recorded(transaction: Hash) -> Option<u32> {
			Witness::recorded(transaction)
		}
	}

	impl cumulus_primitives_core::KeyToIncludeInRelayProof<Block> for Runtime {
		fn keys_to_prove() -> RelayProofRequest {
			Witness::keys_to_prove()
		}
	}
}
