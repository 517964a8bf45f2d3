// SPDX-License-Identifier: Apache-2.0
//! What nodes and clients ask of the runtime.

use crate::*;
use pouw_primitives::{
	order::OrderTotals,
	sector::SectorRecord,
	settlement::{RecordProof, RecordWindow, SectorTerms, SettlementRecord, SettlementTotals},
	ConversionId, OrderId, OrderRecord, SectorId,
};

pouw_runtime_common::impl_apis! {
	impl pouw_traits::apis::SectorsApi<Block> for Runtime {
		fn sectors() -> Vec<(SectorId, SectorRecord)> {
			Sectors::all()
		}
	}

	impl pouw_traits::hub_apis::SettlementApi<Block> for Runtime {
		fn conversion(source: SectorId, id: ConversionId) -> Option<SettlementRecord> {
			Settlement::conversion(source, id)
		}

		fn open_conversions(source: SectorId) -> Vec<(ConversionId, SettlementRecord)> {
			Settlement::open_conversions(source)
		}

		fn totals(source: SectorId) -> SettlementTotals {
			Settlement::totals(source)
		}

		fn issued() -> Balance {
			Settlement::issued()
		}

		fn terms(sector: SectorId) -> Option<SectorTerms<AccountId>> {
			Sectors::terms(sector)
		}
	}

	impl pouw_traits::hub_apis::OrdersApi<Block> for Runtime {
		fn order(sector: SectorId, order: OrderId) -> Option<OrderRecord> {
			Orders::order_of(sector, order)
		}

		fn open_orders(client: AccountId) -> Vec<(SectorId, OrderId)> {
			Orders::open_orders(&client)
		}

		fn next_order(sector: SectorId) -> OrderId {
			Orders::next_order(sector)
		}

		fn tokens_for(sector: SectorId, main: Balance) -> Option<Balance> {
			Orders::tokens_for(sector, main)
		}

		fn order_totals(sector: SectorId) -> OrderTotals {
			Orders::order_totals(sector)
		}
	}

	impl pouw_traits::hub_apis::MultiRecordApi<Block> for Runtime {
		fn current_window() -> u32 {
			MultiRecord::current_window()
		}

		fn window(window: u32) -> Option<RecordWindow> {
			MultiRecord::window(window)
		}

		fn prove(transaction: Hash) -> Option<RecordProof> {
			MultiRecord::prove(transaction)
		}

		fn prove_in(window: u32, transaction: Hash) -> Option<RecordProof> {
			MultiRecord::prove_in(window, transaction)
		}

		fn unrecorded() -> Vec<u32> {
			MultiRecord::unrecorded()
		}
	}
}
