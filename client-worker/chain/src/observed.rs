// SPDX-License-Identifier: Apache-2.0
//! What the sector observes of its miners, asks of them, and keeps of its eras.

use crate::{ChainError, Included, Keypair, SectorClient};
use pouw_primitives::{
	calls::{MinersCall, SectorCall},
	miner::heartbeat_payload,
	AccountId, EraReport, HeartbeatAsk, PerformanceView,
};
use sp_core::H256;

impl SectorClient {
	/// The heartbeat that is asked of `miner` now, if it has not answered.
	pub async fn heartbeat_ask(
		&self,
		miner: &AccountId,
	) -> Result<Option<HeartbeatAsk>, ChainError> {
		self.runtime("MinersApi_heartbeat", miner, None).await
	}

	/// Answers a roll call for the account of `key`.
	pub async fn answer_roll_call(
		&self,
		ask: &HeartbeatAsk,
		key: &Keypair,
	) -> Result<Included, ChainError> {
		self.submit_authorized(&answer(self.genesis(), ask, key)).await
	}

	/// How a registered miner does, by the chain's observations.
	pub async fn performance(
		&self,
		miner: &AccountId,
	) -> Result<Option<PerformanceView>, ChainError> {
		self.runtime("MinersApi_performance", miner, None).await
	}

	/// What the sector did in its latest eras, oldest first.
	pub async fn ledger(&self) -> Result<Vec<EraReport>, ChainError> {
		self.runtime("SectorApi_ledger", &(), None).await
	}
}

/// The call that answers a roll call.
fn answer(genesis: H256, ask: &HeartbeatAsk, key: &Keypair) -> SectorCall {
	let miner = key.account().clone();
	let payload = heartbeat_payload(genesis, ask.call, ask.seed, &miner);
	let signature = key.sign(&payload);
	SectorCall::Miners(MinersCall::Heartbeat { miner, call: ask.call, signature })
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_runtime::traits::Verify;

	#[test]
	fn answer_is_signed_for_one_roll_call_of_one_chain() {
		let key = Keypair::from_uri("//Alice").unwrap();
		let ask = HeartbeatAsk { call: 7, seed: H256::repeat_byte(2), until: 30 };
		let genesis = H256::repeat_byte(1);
		let SectorCall::Miners(MinersCall::Heartbeat { miner, call, signature }) =
			answer(genesis, &ask, &key)
		else {
			panic!("another call")
		};
		assert_eq!((&miner, call), (key.account(), 7));
		let signed = |genesis, call, seed| {
			let payload = heartbeat_payload(genesis, call, seed, &miner);
			signature.verify(payload.as_slice(), &miner)
		};
		assert!(signed(genesis, 7, ask.seed));
		assert!(!signed(H256::repeat_byte(3), 7, ask.seed));
		assert!(!signed(genesis, 8, ask.seed));
		assert!(!signed(genesis, 7, H256::repeat_byte(3)));
	}
}
