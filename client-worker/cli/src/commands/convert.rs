// SPDX-License-Identifier: Apache-2.0
//! `convert`: tokens of a sector to MAIN.

use crate::{
	args::ConvertArgs,
	conversion::{end_name, hub_steps, reason_name, tenths, Leg},
	error::Failure,
	hub::{HubSession, Sectors},
	logging,
	progress::Progress,
	session::{self, Session},
};
use pouw_chain::{BlockWatch, ChainError, Included, Keypair};
use pouw_primitives::{
	calls::{SectorCall, SectorTokenCall},
	conversion::{ConversionId, ConversionRecord, ConversionState},
	settlement::{SettlementRecord, SettlementState},
	Balance, BlockNumber, SectorId,
};
use pouw_service::{shutdown_signal, Config};
use serde::Serialize;
use std::time::Duration;

/// Failures of the connections in a row after which waiting ends.
const MAX_FAILURES: u32 = 30;
/// Pause after such a failure.
const PAUSE: Duration = Duration::from_secs(2);
/// Blocks that are looked at one by one after a pause; of a longer one only the newest are.
const MAX_CATCH_UP: u32 = 256;

/// A conversion, as far as it was followed.
#[derive(Serialize)]
struct ConversionReport {
	conversion: ConversionId,
	sector: u32,
	account: String,
	amount: String,
	symbol: String,
	/// `pending`, `settled` or `refunded`.
	state: &'static str,
	#[serde(skip_serializing_if = "Option::is_none")]
	reason: Option<&'static str>,
	#[serde(skip_serializing_if = "Option::is_none")]
	main: Option<MainReport>,
	legs: Vec<Leg>,
	/// Records of the witnesses whose nodes were given.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	records: Vec<RecordReport>,
	#[serde(skip_serializing_if = "Option::is_none")]
	seconds: Option<f64>,
}

/// What was minted.
#[derive(Serialize)]
struct MainReport {
	received: String,
	toll: String,
	symbol: String,
	block: BlockNumber,
}

/// What a witness keeps of the conversion.
#[derive(Serialize)]
struct RecordReport {
	sector: u32,
	/// Block of the witness in which the proof was accepted.
	block: BlockNumber,
	/// Block of the source in whose state the conversion was found.
	source_block: BlockNumber,
	amount: String,
}

/// Converts. Succeeds if the request is in a block or, with `--wait`, if MAIN was minted.
pub fn run(args: ConvertArgs) -> Result<(), Failure> {
	logging::for_command();
	session::block_on(convert(args))
}

async fn convert(args: ConvertArgs) -> Result<(), Failure> {
	let config = Config::load(&args.config.config)?;
	let key = Keypair::load(&config.keystore)?;
	let mut sectors = Sectors::new(&args.sector)?;
	// Before anything is moved: whoever wants to wait must be able to.
	let hub = match args.wait {
		true => Some(HubSession::open(args.hub.as_ref(), &config).await?),
		false => None,
	};
	let session = Session::open(&config).await?;
	let source = session.client.para_id().await?.map(SectorId).ok_or_else(|| {
		Failure::new(format!("the chain at {} is no parachain", session.client.endpoint()))
	})?;
	let amount = session.value(&args.amount)?;
	let balance = session.client.free_balance(key.account()).await?;
	if balance < amount {
		return Err(Failure::new(format!(
			"insufficient balance: {} has {} {symbol}, and the amount is {} {symbol}",
			key.address(),
			session.amount(balance),
			session.amount(amount),
			symbol = session.symbol(),
		)));
	}

	let mut progress = Progress::start();
	let call = SectorCall::SectorToken(SectorTokenCall::ConvertToMain { amount });
	// The hub cannot hear of it before.
	let hub_block = match &hub {
		Some(hub) => hub.client.client().best_block().await?.number,
		None => 0,
	};
	let included = session.client.submit(&call, &key).await?;
	let (id, record) = find(&session, &key, amount, &included).await?;
	let mut course = Course {
		source,
		id,
		legs: Vec::new(),
		hub_record: None,
		hub_block,
		sector_block: included.block_number,
		record,
	};
	let leg = Leg::new("requested", source.0, included.block_number, progress.seconds());
	course.add([leg], &mut progress);
	if !args.json {
		println!("conversion {id}");
	}

	if let Some(hub) = &hub {
		let outcome = tokio::select! {
			outcome = course.follow(&session, hub, &mut progress) => outcome,
			() = shutdown_signal() => Err(Failure::new("interrupted")),
		};
		progress.finish();
		outcome.map_err(|e| Failure::new(format!("{e}; conversion {id} goes on")))?;
	}
	progress.finish();
	let mut report = course.report(&session, hub.as_ref(), &key);
	if args.wait {
		report.seconds = Some(tenths(progress.seconds()));
		report.records = course.witness_records(&session, &mut sectors).await?;
	}
	report.print(args.json)?;
	match course.record.state {
		ConversionState::Refunded { reason } => {
			Err(Failure::new(format!("conversion {id} was refunded: {}", reason_name(reason))))
		},
		_ => Ok(()),
	}
}

/// The conversion that a request in a block became: among those the block added, the account's own.
async fn find(
	session: &Session,
	key: &Keypair,
	amount: Balance,
	included: &Included,
) -> Result<(ConversionId, ConversionRecord), Failure> {
	let client = &session.client;
	let first = client.next_conversion_at(included.parent_hash).await?;
	let end = client.next_conversion_at(included.block_hash).await?;
	for id in first..end {
		if let Some(record) = client.conversion_at(id, included.block_hash).await? {
			if record.who == *key.account() && record.amount == amount {
				return Ok((id, record));
			}
		}
	}
	Err(Failure::new(format!(
		"block {} has the request, but not its conversion",
		included.block_number
	)))
}

/// What was seen of a conversion so far.
struct Course {
	source: SectorId,
	id: ConversionId,
	legs: Vec<Leg>,
	hub_record: Option<SettlementRecord>,
	/// Newest block of the hub that was looked at.
	hub_block: BlockNumber,
	/// Newest block of the sector that was looked at.
	sector_block: BlockNumber,
	/// The sector's record in it.
	record: ConversionRecord,
}

impl Course {
	fn add(&mut self, legs: impl IntoIterator<Item = Leg>, progress: &mut Progress) {
		for leg in legs {
			progress.note(&leg.text());
			self.legs.push(leg);
		}
	}

	/// Follows both chains until the sector has heard of the end.
	async fn follow(
		&mut self,
		session: &Session,
		hub: &HubSession,
		progress: &mut Progress,
	) -> Result<(), Failure> {
		let mut hub_blocks = BlockWatch::new(hub.client.client().clone());
		let mut sector_blocks = BlockWatch::new(session.client.clone());
		let mut failures = 0u32;
		loop {
			let seen = tokio::select! {
				block = hub_blocks.next() => match block {
					Ok(block) => self.look_at_hub(hub, block.number, progress).await,
					Err(error) => Err(error),
				},
				block = sector_blocks.next() => match block {
					Ok(block) => self.look_at_sector(session, block.number, progress).await,
					Err(error) => Err(error),
				},
			};
			match seen {
				Ok(()) => failures = 0,
				Err(error) => {
					failures = failures.saturating_add(1);
					if failures >= MAX_FAILURES {
						return Err(error.into());
					}
					progress.note(&format!("{error}; trying again"));
					tokio::time::sleep(PAUSE).await;
				},
			}
			if end_name(self.record.state).is_some() {
				// The end is on the hub; its node may be behind the sector's.
				if self.hub_record.as_ref().is_some_and(|record| record.state.ended_at().is_some())
				{
					return Ok(());
				}
			}
		}
	}

	async fn look_at_hub(
		&mut self,
		hub: &HubSession,
		best: BlockNumber,
		progress: &mut Progress,
	) -> Result<(), ChainError> {
		let first = self.hub_block.saturating_add(1).max(best.saturating_sub(MAX_CATCH_UP));
		for number in first..=best {
			let Some(hash) = hub.client.client().block_hash(number).await? else { return Ok(()) };
			if let Some(record) = hub.client.conversion_at(self.source, self.id, hash).await? {
				let seconds = progress.seconds();
				let legs = hub_steps(self.hub_record.as_ref(), &record, number, seconds);
				self.add(legs, progress);
				self.hub_record = Some(record);
			}
			self.hub_block = number;
		}
		Ok(())
	}

	async fn look_at_sector(
		&mut self,
		session: &Session,
		best: BlockNumber,
		progress: &mut Progress,
	) -> Result<(), ChainError> {
		let first = self.sector_block.saturating_add(1).max(best.saturating_sub(MAX_CATCH_UP));
		for number in first..=best {
			let Some(hash) = session.client.block_hash(number).await? else { return Ok(()) };
			if let Some(record) = session.client.conversion_at(self.id, hash).await? {
				let known = end_name(self.record.state);
				if let Some(end) = end_name(record.state).filter(|_| known.is_none()) {
					let leg = Leg::new(end, self.source.0, number, progress.seconds());
					self.add([leg], progress);
				}
				self.record = record;
			}
			self.sector_block = number;
		}
		Ok(())
	}

	fn report(
		&self,
		session: &Session,
		hub: Option<&HubSession>,
		key: &Keypair,
	) -> ConversionReport {
		let main = hub.and_then(|hub| {
			let record = self.hub_record.as_ref()?;
			let SettlementState::Minted { at, .. } = record.state else { return None };
			let quote = record.quote?;
			Some(MainReport {
				received: hub.amount(quote.main.saturating_sub(quote.toll)),
				toll: hub.amount(quote.toll),
				symbol: hub.symbol().to_string(),
				block: at,
			})
		});
		ConversionReport {
			conversion: self.id,
			sector: self.source.0,
			account: key.address(),
			amount: session.amount(self.record.amount),
			symbol: session.symbol(),
			state: end_name(self.record.state).unwrap_or("pending"),
			reason: match self.record.state {
				ConversionState::Refunded { reason } => Some(reason_name(reason)),
				_ => None,
			},
			main,
			legs: self.legs.clone(),
			records: Vec::new(),
			seconds: None,
		}
	}

	/// The records of the witnesses whose nodes were given.
	async fn witness_records(
		&self,
		session: &Session,
		sectors: &mut Sectors,
	) -> Result<Vec<RecordReport>, Failure> {
		let Some(SettlementState::Minted { witnesses, .. }) =
			self.hub_record.as_ref().map(|record| record.state)
		else {
			return Ok(Vec::new());
		};
		let mut records = Vec::new();
		for witness in witnesses {
			let Some(client) = sectors.get(witness).await? else { continue };
			let record = client.witness_record(self.source, self.id).await?.ok_or_else(|| {
				Failure::new(format!(
					"sector {} has attested conversion {}, but {} has no record of it",
					witness.0,
					self.id,
					client.endpoint()
				))
			})?;
			records.push(RecordReport {
				sector: witness.0,
				block: record.verified_at,
				source_block: record.head.number,
				amount: session.amount(record.record.amount),
			});
		}
		Ok(records)
	}
}

impl ConversionReport {
	/// Prints it, as one line of JSON or for people.
	fn print(&self, json: bool) -> Result<(), Failure> {
		if json {
			println!("{}", serde_json::to_string(self)?);
			return Ok(());
		}
		let reason = self.reason.map(|reason| format!(": {reason}")).unwrap_or_default();
		let seconds = self.seconds.map(|s| format!(" after {s} s")).unwrap_or_default();
		println!("state      {}{seconds}{reason}", self.state);
		println!("amount     {} {} of {}", self.amount, self.symbol, self.account);
		if let Some(main) = &self.main {
			let MainReport { received, toll, symbol, block } = main;
			println!(
				"minted     {received} {symbol} in block {block} of the hub, toll {toll} {symbol}"
			);
		}
		for record in &self.records {
			println!(
				"record     sector {} in block {}, found in block {} of the source",
				record.sector, record.block, record.source_block
			);
		}
		for leg in &self.legs {
			println!("{:>6.1} s   {}", leg.seconds, leg.text());
		}
		Ok(())
	}
}
