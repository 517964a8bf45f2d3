// SPDX-License-Identifier: Apache-2.0
//! Runtime APIs for clients of the hub.

use alloc::vec::Vec;
use pouw_primitives::{
	order::{OrderId, OrderRecord, OrderTotals},
	settlement::{RecordProof, RecordWindow, SectorTerms, SettlementRecord, SettlementTotals},
	AccountId, Balance, ConversionId, SectorId,
};
use sp_core::H256;

sp_api::decl_runtime_apis! {
	/// Conversions to MAIN and their terms.
	pub trait SettlementApi {
		/// A conversion; `None` if it never arrived, or ended so long ago that it is forgotten.
		fn conversion(source: SectorId, id: ConversionId) -> Option<SettlementRecord>;
		/// Conversions of `source` that have not ended, in the order of their ids.
		fn open_conversions(source: SectorId) -> Vec<(ConversionId, SettlementRecord)>;
		/// What became of the conversions of `source`.
		fn totals(source: SectorId) -> SettlementTotals;
		/// MAIN minted by settlement in all, tolls included.
		fn issued() -> Balance;
		/// Operator, rate and cap of a sector.
		fn terms(sector: SectorId) -> Option<SectorTerms<AccountId>>;
	}

	/// Orders of tasks on sectors, paid in MAIN.
	pub trait OrdersApi {
		/// An order; `None` if it was never given, or ended so long ago that it is forgotten.
		fn order(sector: SectorId, order: OrderId) -> Option<OrderRecord>;
		/// Orders of a client that are not over, oldest first.
		fn open_orders(client: AccountId) -> Vec<(SectorId, OrderId)>;
		/// The number the next order on the sector gets.
		fn next_order(sector: SectorId) -> OrderId;
		/// The sector's tokens that an order of `main` would be worth now.
		fn tokens_for(sector: SectorId, main: Balance) -> Option<Balance>;
		/// What became of the orders on a sector.
		fn order_totals(sector: SectorId) -> OrderTotals;
	}

	/// Recording of the hub's transactions in sectors.
	pub trait MultiRecordApi {
		/// The window that takes transactions now. Asked at the block of a transaction, it is the
		/// transaction's window or the one after it.
		fn current_window() -> u32;
		/// A window that is closed and not forgotten.
		fn window(window: u32) -> Option<RecordWindow>;
		/// Where the transaction with this hash is recorded, with a Merkle proof; looks through all windows
		/// that are not forgotten, newest first. `None` before its window has been assigned.
		fn prove(transaction: H256) -> Option<RecordProof>;
		/// The same, looking only into one window.
		fn prove_in(window: u32, transaction: H256) -> Option<RecordProof>;
		/// Windows assigned to sectors that have not all said that they stored their entries, newest first.
		fn unrecorded() -> Vec<u32>;
	}
}
