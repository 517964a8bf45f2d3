// SPDX-License-Identifier: Apache-2.0
//! The loop: at every best block, a proof for each request that waits for one.

use crate::{
	board::{key, Board, Key},
	chain::{Blocks, Sector, SourceError, Sources},
};
use pouw_chain::ChainError;
use pouw_primitives::{
	conversion::conversion_key,
	witness::{state_proof, KnownHead, PendingRequest, WitnessCall, REFUSALS},
	BlockNumber, SectorId,
};
use std::{
	collections::{BTreeSet, HashMap},
	future::Future,
	sync::Arc,
	time::Duration,
};
use tokio::task::{Id, JoinError, JoinSet};

/// Pause after a failure of the connection to the own sector.
const RECONNECT_PAUSE: Duration = Duration::from_secs(2);

/// Why a request could not be answered.
#[derive(Debug, thiserror::Error)]
enum ProveError {
	/// There is no proof.
	#[error("no proof from the source: {0}")]
	Source(#[from] SourceError),
	/// There is one, but the sector looks at none of its size.
	#[error("the proof has {0} nodes or a node that is longer than the sector takes")]
	TooLarge(usize),
	/// The attempt panicked.
	#[error("a defect of this program")]
	Defect,
	/// The runtime refused it.
	#[error("the sector refused the proof: {0}")]
	Refused(&'static str),
	/// The sector did not take it.
	#[error("the sector did not take the proof: {0}")]
	Sector(ChainError),
}

impl ProveError {
	fn of_sector(error: ChainError) -> Self {
		match error {
			ChainError::Unauthorized { code } => Self::Refused(
				REFUSALS.get(usize::from(code)).copied().unwrap_or("for a reason unknown here"),
			),
			other => Self::Sector(other),
		}
	}

	/// Whether somebody else has proven the conversion, or the hub does not ask any more.
	fn is_overtaken(&self) -> bool {
		matches!(self, Self::Refused("NotRequested" | "AlreadyVerified"))
	}
}

type Outcome = Result<BlockNumber, ProveError>;

/// The witness service of one sector.
pub struct Service<C, S> {
	sector: Arc<C>,
	sources: Arc<S>,
	parallel: usize,
	board: Board,
	now: BlockNumber,
	proofs: JoinSet<Outcome>,
	/// The request of each proof under way.
	keys: HashMap<Id, Key>,
	/// Sectors that are not configured and have been reported.
	unconfigured: BTreeSet<SectorId>,
}

impl<C: Sector, S: Sources> Service<C, S> {
	/// A service for `sector` that gets its proofs from `sources`, at most `parallel` at a time.
	pub fn new(sector: C, sources: S, parallel: usize) -> Self {
		Self {
			sector: Arc::new(sector),
			sources: Arc::new(sources),
			parallel: parallel.max(1),
			board: Board::default(),
			now: 0,
			proofs: JoinSet::new(),
			keys: HashMap::new(),
			unconfigured: BTreeSet::new(),
		}
	}

	/// Serves until `shutdown` completes. Proofs under way are given up: their requests stay open,
	/// for this service's next start or for another one.
	pub async fn run(mut self, shutdown: impl Future<Output = ()>) {
		tokio::pin!(shutdown);
		let mut blocks = self.sector.blocks();
		tracing::info!("watching for requests to witness");
		loop {
			tokio::select! {
				() = &mut shutdown => break,
				block = blocks.next() => match block {
					Ok(block) => self.on_block(block.number).await,
					Err(error) => {
						tracing::warn!(%error, "no blocks");
						tokio::select! {
							() = &mut shutdown => break,
							() = tokio::time::sleep(RECONNECT_PAUSE) => {},
						}
					},
				},
				Some(outcome) = self.proofs.join_next_with_id() => self.on_outcome(outcome),
			}
		}
		tracing::info!(proofs = self.proofs.len(), "stopping; open requests stay open");
		self.proofs.abort_all();
	}

	/// Takes up the requests that wait for a proof.
	pub(crate) async fn on_block(&mut self, number: BlockNumber) {
		self.now = number;
		let open = match self.sector.requests().await {
			Ok(open) => open,
			Err(error) => return tracing::warn!(%error, "cannot ask for requests"),
		};
		for (request, head) in self.board.take(number, open, self.parallel) {
			let key = key(&request);
			let prove = prove(self.sector.clone(), self.sources.clone(), request, head);
			self.keys.insert(self.proofs.spawn(prove).id(), key);
		}
	}

	fn on_outcome(&mut self, outcome: Result<(Id, Outcome), JoinError>) {
		let (id, outcome) = match outcome {
			Ok((id, outcome)) => (id, outcome),
			// A panic, since nothing is aborted before the service stops.
			Err(error) => (error.id(), Err(ProveError::Defect)),
		};
		let Some(key) = self.keys.remove(&id) else { return };
		let (source, conversion, round) = key;
		let source_id = source.0;
		match outcome {
			Ok(block) => {
				self.board.included(key, self.now);
				tracing::info!(source = source_id, conversion, round, block, "conversion proven");
			},
			Err(ProveError::Source(SourceError::NotConfigured(_))) => {
				self.board.failed(key, self.now);
				if self.unconfigured.insert(source) {
					tracing::warn!(
						source = source_id,
						"no endpoint of this sector is configured; its conversions are left to others"
					);
				}
			},
			Err(error) if error.is_overtaken() => {
				self.board.failed(key, self.now);
				tracing::debug!(source = source_id, conversion, round, %error, "overtaken");
			},
			Err(error) => {
				let blocks = self.board.failed(key, self.now);
				tracing::warn!(
					source = source_id,
					conversion,
					round,
					%error,
					"not proven; tried again in {blocks} blocks"
				);
			},
		}
	}

	/// Waits for the proofs under way.
	#[cfg(test)]
	pub(crate) async fn finish(&mut self) {
		while let Some(outcome) = self.proofs.join_next_with_id().await {
			self.on_outcome(outcome);
		}
	}

	/// Whether no request is under way or put off.
	#[cfg(test)]
	pub(crate) fn is_idle(&self) -> bool {
		self.board.is_empty()
	}
}

/// Fetches a proof and submits it.
async fn prove<C: Sector, S: Sources>(
	sector: Arc<C>,
	sources: Arc<S>,
	pending: PendingRequest,
	head: KnownHead,
) -> Outcome {
	let (source, conversion) = (pending.request.source, pending.request.conversion);
	let nodes = sources.proof(source, head, conversion_key(conversion)).await?;
	let count = nodes.len();
	let proof = state_proof(nodes).ok_or(ProveError::TooLarge(count))?;
	let call = WitnessCall::Attest { sector: source, conversion, head: head.number, proof };
	sector.attest(call).await.map_err(ProveError::of_sector)
}
