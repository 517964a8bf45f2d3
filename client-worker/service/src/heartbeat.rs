// SPDX-License-Identifier: Apache-2.0
//! Answers to roll calls.
//!
//! It runs beside the service, so that no job and no slow answer of the node about something else keeps a
//! heartbeat waiting. Until the miner is registered it is not asked for any.

use crate::SectorSession;
use pouw_chain::{ChainError, Included};
use pouw_primitives::{HeartbeatAsk, RollCallIndex};
use std::{convert::Infallible, future::Future, time::Duration};
use tokio::time::MissedTickBehavior;

/// Pause between two questions whether a heartbeat is asked; an answer is taken for much longer.
const PERIOD: Duration = Duration::from_secs(4);

/// What answering roll calls takes of the chain.
pub(crate) trait RollCalls {
	/// The heartbeat that is asked of the account now, if it has not answered.
	fn ask(&self) -> impl Future<Output = Result<Option<HeartbeatAsk>, ChainError>> + Send;
	/// Answers, and waits for a block.
	fn answer(
		&self,
		ask: &HeartbeatAsk,
	) -> impl Future<Output = Result<Included, ChainError>> + Send;
}

impl RollCalls for SectorSession {
	async fn ask(&self) -> Result<Option<HeartbeatAsk>, ChainError> {
		self.client.heartbeat_ask(self.key.account()).await
	}

	async fn answer(&self, ask: &HeartbeatAsk) -> Result<Included, ChainError> {
		self.client.answer_roll_call(ask, &self.key).await
	}
}

/// Answers each roll call, until it is dropped.
pub(crate) async fn answer_roll_calls(chain: impl RollCalls) -> Infallible {
	let mut ticks = tokio::time::interval(PERIOD);
	ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
	let mut answered = None;
	loop {
		ticks.tick().await;
		answer_if_asked(&chain, &mut answered).await;
	}
}

/// Answers the roll call that is due, unless that was done. What fails is tried again at the next turn:
/// the chain asks until it has the answer, or the time for it is over.
async fn answer_if_asked(chain: &impl RollCalls, answered: &mut Option<RollCallIndex>) {
	let ask = match chain.ask().await {
		Ok(Some(ask)) if *answered != Some(ask.call) => ask,
		Ok(_) => return,
		Err(error) => return tracing::debug!(%error, "cannot ask whether a heartbeat is due"),
	};
	match chain.answer(&ask).await {
		Ok(included) => {
			*answered = Some(ask.call);
			tracing::info!(call = ask.call, block = included.block_number, "roll call answered");
		},
		Err(error) => tracing::warn!(call = ask.call, %error, "roll call not answered"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_core::H256;
	use std::sync::{Arc, Mutex};

	#[derive(Default)]
	struct State {
		ask: Option<HeartbeatAsk>,
		failures: u32,
		answers: Vec<RollCallIndex>,
	}

	#[derive(Clone, Default)]
	struct Fake(Arc<Mutex<State>>);

	impl Fake {
		fn asks(&self, call: RollCallIndex) {
			let seed = H256::repeat_byte(1);
			self.0.lock().unwrap().ask = Some(HeartbeatAsk { call, seed, until: 9 });
		}

		fn answers(&self) -> Vec<RollCallIndex> {
			self.0.lock().unwrap().answers.clone()
		}
	}

	impl RollCalls for Fake {
		async fn ask(&self) -> Result<Option<HeartbeatAsk>, ChainError> {
			Ok(self.0.lock().unwrap().ask)
		}

		async fn answer(&self, ask: &HeartbeatAsk) -> Result<Included, ChainError> {
			let mut state = self.0.lock().unwrap();
			if state.failures > 0 {
				state.failures -= 1;
				return Err(ChainError::Unauthorized { code: 13 });
			}
			state.answers.push(ask.call);
			Ok(Included {
				block_number: 1,
				block_hash: H256::zero(),
				parent_hash: H256::zero(),
				extrinsic_hash: H256::zero(),
			})
		}
	}

	#[tokio::test]
	async fn each_roll_call_is_answered_once_and_again_after_a_failure() {
		let (chain, mut answered) = (Fake::default(), None);
		answer_if_asked(&chain, &mut answered).await;
		assert!(chain.answers().is_empty());

		chain.asks(3);
		chain.0.lock().unwrap().failures = 1;
		for _ in 0..3 {
			answer_if_asked(&chain, &mut answered).await;
		}
		assert_eq!(chain.answers(), [3]);

		// The node's view is older than the block with the answer.
		answer_if_asked(&chain, &mut answered).await;
		chain.asks(4);
		answer_if_asked(&chain, &mut answered).await;
		assert_eq!(chain.answers(), [3, 4]);
	}
}
