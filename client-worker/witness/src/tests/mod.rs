// SPDX-License-Identifier: Apache-2.0
//! The service between a sector and sources in memory.

use crate::{Blocks, Sector, Service, SourceError, Sources};
use pouw_chain::{Block, ChainError};
use pouw_primitives::{
	conversion::{conversion_key, WitnessRequest},
	witness::{KnownHead, PendingRequest, WitnessCall, MAX_PROOF_NODES},
	AccountId, BlockNumber, SectorId,
};
use sp_core::H256;
use std::{
	sync::{Arc, Mutex, MutexGuard},
	time::Duration,
};

const SOURCE: SectorId = SectorId(2002);
const DARK: SectorId = SectorId(2003);

#[derive(Default)]
struct State {
	open: Vec<PendingRequest>,
	/// Every call that was submitted.
	calls: Vec<WitnessCall>,
	/// What was asked of sources.
	asked: Vec<(SectorId, BlockNumber, Vec<u8>)>,
	/// Whether sources answer.
	sources_down: bool,
	/// Whether the sector takes proofs.
	refuses: bool,
	/// Whether the sector answers.
	sector_down: bool,
	/// Whether an accepted proof leaves its request open, as for a node that lags.
	lags: bool,
	/// Nodes in a proof.
	nodes: usize,
}

#[derive(Clone, Default)]
struct Fake(Arc<Mutex<State>>);

fn lost() -> ChainError {
	ChainError::ConnectionLost { endpoint: "fake".into(), reason: "down".into() }
}

impl Fake {
	fn state(&self) -> MutexGuard<'_, State> {
		self.0.lock().unwrap()
	}

	fn service(&self) -> Service<Fake, Fake> {
		self.state().nodes = 3;
		Service::new(self.clone(), self.clone(), 2)
	}

	fn ask(&self, source: SectorId, conversion: u64, round: u32, head: Option<BlockNumber>) {
		let head = head.map(|number| KnownHead {
			number,
			state_root: H256::repeat_byte(1),
			relay_block: 1,
		});
		let request = WitnessRequest {
			source,
			conversion,
			round,
			beneficiary: AccountId::new([1; 32]),
			amount: 1,
			requested_at: 1,
		};
		self.state().open.push(PendingRequest { request, expires_at: 100, head });
	}

	fn proven(&self) -> Vec<u64> {
		let conversion = |call: &WitnessCall| match call {
			WitnessCall::Attest { conversion, .. } => *conversion,
		};
		self.state().calls.iter().map(conversion).collect()
	}
}

/// One block, and all that follows from it.
async fn block(service: &mut Service<Fake, Fake>, number: BlockNumber) {
	service.on_block(number).await;
	service.finish().await;
}

struct NoBlocks;
impl Blocks for NoBlocks {
	async fn next(&mut self) -> Result<Block, ChainError> {
		std::future::pending().await
	}
}

impl Sector for Fake {
	type Blocks = NoBlocks;

	fn blocks(&self) -> NoBlocks {
		NoBlocks
	}

	async fn requests(&self) -> Result<Vec<PendingRequest>, ChainError> {
		let state = self.state();
		if state.sector_down {
			return Err(lost());
		}
		Ok(state.open.clone())
	}

	async fn attest(&self, call: WitnessCall) -> Result<BlockNumber, ChainError> {
		let mut state = self.state();
		state.calls.push(call.clone());
		if state.refuses {
			return Err(ChainError::Unauthorized { code: 2 });
		}
		let WitnessCall::Attest { sector: source, conversion, .. } = call;
		if !state.lags {
			state.open.retain(|pending| {
				(pending.request.source, pending.request.conversion) != (source, conversion)
			});
		}
		Ok(7)
	}
}

impl Sources for Fake {
	async fn proof(
		&self,
		source: SectorId,
		head: KnownHead,
		key: Vec<u8>,
	) -> Result<Vec<Vec<u8>>, SourceError> {
		let mut state = self.state();
		state.asked.push((source, head.number, key));
		if source == DARK {
			return Err(SourceError::NotConfigured(source));
		}
		if state.sources_down {
			return Err(lost().into());
		}
		Ok((0..state.nodes).map(|n| vec![n as u8; 40]).collect())
	}
}

#[tokio::test]
async fn open_request_is_proven_from_its_head() {
	let fake = Fake::default();
	let mut service = fake.service();
	fake.ask(SOURCE, 5, 0, Some(33));
	block(&mut service, 1).await;
	assert_eq!(fake.state().asked, [(SOURCE, 33, conversion_key(5))]);
	let WitnessCall::Attest { sector: source, conversion, head, proof } =
		fake.state().calls[0].clone();
	assert_eq!((source, conversion, head, proof.len()), (SOURCE, 5, 33, 3));
	block(&mut service, 2).await;
	assert_eq!(fake.proven(), [5]);
	assert!(service.is_idle());
}

#[tokio::test]
async fn request_waits_until_a_head_is_known() {
	let fake = Fake::default();
	let mut service = fake.service();
	fake.ask(SOURCE, 5, 0, None);
	block(&mut service, 1).await;
	assert!(fake.state().asked.is_empty());
	fake.state().open.clear();
	fake.ask(SOURCE, 5, 0, Some(9));
	block(&mut service, 2).await;
	assert_eq!(fake.proven(), [5]);
}

#[tokio::test]
async fn included_proof_is_not_repeated_at_once_when_the_node_lags() {
	let fake = Fake::default();
	let mut service = fake.service();
	fake.state().lags = true;
	fake.ask(SOURCE, 5, 0, Some(9));
	for number in 1..5 {
		block(&mut service, number).await;
	}
	assert_eq!(fake.proven(), [5]);
	// Its block may have been replaced.
	block(&mut service, 5).await;
	assert_eq!(fake.proven(), [5, 5]);
}

#[tokio::test]
async fn dead_source_is_tried_again_at_growing_intervals() {
	let fake = Fake::default();
	let mut service = fake.service();
	fake.state().sources_down = true;
	fake.ask(SOURCE, 5, 0, Some(9));
	let mut attempts = Vec::new();
	for number in 1..=64 {
		let before = fake.state().asked.len();
		block(&mut service, number).await;
		if fake.state().asked.len() > before {
			attempts.push(number);
		}
	}
	assert_eq!(attempts, [1, 2, 4, 8, 16, 32, 48, 64]);
	fake.state().sources_down = false;
	block(&mut service, 80).await;
	assert_eq!(fake.proven(), [5]);
}

#[tokio::test]
async fn refused_proof_is_tried_again_while_the_request_is_open() {
	let fake = Fake::default();
	let mut service = fake.service();
	fake.state().refuses = true;
	fake.ask(SOURCE, 5, 0, Some(9));
	for number in 1..4 {
		block(&mut service, number).await;
	}
	assert_eq!(fake.proven(), [5, 5]);
	// Another service was faster.
	fake.state().open.clear();
	for number in 4..20 {
		block(&mut service, number).await;
	}
	assert_eq!(fake.proven(), [5, 5]);
	assert!(service.is_idle());
}

#[tokio::test]
async fn new_round_is_taken_up_without_the_pause_of_the_old_one() {
	let fake = Fake::default();
	let mut service = fake.service();
	fake.state().sources_down = true;
	fake.ask(SOURCE, 5, 0, Some(9));
	for number in 1..=8 {
		block(&mut service, number).await;
	}
	fake.state().sources_down = false;
	fake.state().open.clear();
	fake.ask(SOURCE, 5, 1, Some(12));
	block(&mut service, 9).await;
	assert_eq!(fake.proven(), [5]);
}

#[tokio::test]
async fn sector_without_an_endpoint_does_not_keep_others_from_being_proven() {
	let fake = Fake::default();
	let mut service = fake.service();
	fake.ask(DARK, 1, 0, Some(9));
	fake.ask(SOURCE, 2, 0, Some(9));
	block(&mut service, 1).await;
	assert_eq!(fake.proven(), [2]);
}

#[tokio::test]
async fn proofs_under_way_are_bounded() {
	let fake = Fake::default();
	let mut service = fake.service();
	for conversion in 0..5 {
		fake.ask(SOURCE, conversion, 0, Some(9));
	}
	for (number, proven) in [(1, 2), (2, 4), (3, 5)] {
		block(&mut service, number).await;
		assert_eq!(fake.proven().len(), proven);
	}
}

#[tokio::test]
async fn proof_is_not_submitted_when_it_is_too_large() {
	let fake = Fake::default();
	let mut service = fake.service();
	fake.state().nodes = MAX_PROOF_NODES as usize + 1;
	fake.ask(SOURCE, 5, 0, Some(9));
	block(&mut service, 1).await;
	assert!(fake.proven().is_empty());
}

#[tokio::test]
async fn nothing_happens_when_the_sector_does_not_answer() {
	let fake = Fake::default();
	let mut service = fake.service();
	fake.ask(SOURCE, 5, 0, Some(9));
	fake.state().sector_down = true;
	block(&mut service, 1).await;
	assert!(fake.state().asked.is_empty());
	fake.state().sector_down = false;
	block(&mut service, 2).await;
	assert_eq!(fake.proven(), [5]);
}

#[tokio::test]
async fn service_ends_with_its_shutdown() {
	let service = Fake::default().service();
	let ended = service.run(std::future::ready(()));
	tokio::time::timeout(Duration::from_secs(5), ended).await.unwrap();
}
