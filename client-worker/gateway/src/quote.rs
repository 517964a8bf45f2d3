// SPDX-License-Identifier: Apache-2.0
//! Quotes: what an order would cost, how many miners would run it, and how far it could be believed.
//!
//! A sector has no list of prices: the client names one. So a quote tells what was paid lately for the
//! like, or the least that the sector takes where there is nothing to go by. Replicas and confidence
//! are found by making the chain's own decisions, with the functions that the chain makes them with, for
//! some hundred draws from the seats of the roster, under the assumption that all of them agree. What the
//! roster has not carried out yet is not in them: miners that left in the last half a minute still are.

use crate::{amount::Token, kind::Kind};
use codec::{Decode, Encode};
use pouw_chain::{OrderTerms, Roster};
use pouw_primitives::{
	credibility::{
		best_credibility, fewest_replicas, share_audited, spared_by_trust, Prospect, Standing,
		FEWEST_REPLICAS,
	},
	task::{TaskState, MAX_REPLICAS},
	AccountId, Balance, BlockNumber, TaskRecord,
};
use serde::{Deserialize, Serialize};
use sp_core::H256;

/// Draws that are made for a quote.
const DRAWS: u32 = 400;
/// One of so many draws may fall short of the confidence that is called attainable.
const SHORT: usize = 10;
/// Seed of the draws, so that a quote depends on the sector's state alone.
const SEED: u64 = 0x706f_7577_2071_756f;
/// Parts into which the price of a unit is divided.
const PARTS: Balance = 1_000_000;
/// Blocks for commitments where a request names none.
pub const DEFAULT_DEADLINE: BlockNumber = 150;

/// What a quote is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuoteRequest {
	/// Kind of job.
	pub kind: Kind,
	/// The model; none for a program, or for a quote in general.
	pub model: Option<H256>,
	/// Bytes of the input.
	pub units: u64,
	/// Confidence below which a result is not accepted, in millionths.
	pub confidence: u32,
	/// Miners that run it at first.
	pub initial: u8,
	/// Miners that run it at most.
	pub most: u8,
	/// Blocks for commitments.
	pub deadline: Option<BlockNumber>,
}

/// What is known of a sector for a quote.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Market {
	/// The terms of orders.
	pub terms: OrderTerms,
	/// The seats that draws are made of.
	pub roster: Roster,
	/// Whether the model is registered, if there is one.
	pub registered: bool,
	/// The newest tasks.
	pub recent: Vec<TaskRecord<AccountId>>,
}

/// What an order would cost, how many miners would run it, and how far it could be believed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Quote {
	/// Kind of job.
	pub kind: Kind,
	/// The model.
	#[serde(skip_serializing_if = "Option::is_none", default)]
	pub model: Option<String>,
	/// Bytes of the input.
	pub units: u64,
	/// A price at which the like was run lately, or else the least that the sector takes.
	pub price: String,
	/// The least that the sector takes.
	pub price_floor: String,
	/// The token of both.
	pub symbol: String,
	/// Accepted tasks that the price is taken from; none if it is the least.
	pub price_samples: usize,
	/// Miners that would run it.
	pub replicas: ReplicasQuote,
	/// How far it could be believed.
	pub confidence: ConfidenceQuote,
	/// Seats that draws are made of. Who left in the last half a minute may still have one, and who came then may
	/// have none yet.
	pub miners: u32,
	/// Blocks a miner has from its assignment to its commitment.
	pub deadline: BlockNumber,
	/// Blocks after which it is over at the latest, if no more miners are sought on the way.
	pub ends_within: BlockNumber,
	/// Blocks that tasks of the kind took lately, the median.
	#[serde(skip_serializing_if = "Option::is_none", default)]
	pub typical_blocks: Option<BlockNumber>,
	/// Why such an order would be refused or fail; empty if nothing speaks against it.
	pub obstacles: Vec<String>,
}

/// Miners that would run an order.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ReplicasQuote {
	/// At first, unless trust spares some.
	pub initial: u8,
	/// At most.
	pub most: u8,
	/// To be expected.
	pub expected: f64,
}

/// How far a result could be believed, in per cent.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ConfidenceQuote {
	/// Below which it would not be accepted.
	pub wanted: f64,
	/// To be expected, where the wanted one is reached.
	pub expected: f64,
	/// The most that could be wanted and be reached by nine draws of ten, with as many miners as may be
	/// asked.
	pub attainable: f64,
	/// Draws that reach the wanted one.
	pub chance: f64,
}

/// What draws from the miners led to.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
struct Outlook {
	replicas: f64,
	confidence: f64,
	attainable: f64,
	chance: f64,
}

/// Makes a quote.
pub fn estimate(request: &QuoteRequest, market: &Market, token: &Token) -> Quote {
	let terms = &market.terms;
	let most = request.most.max(request.initial);
	let floor = terms.min_price.max(terms.existential_deposit.max(1).saturating_mul(most.into()));
	let like = |task: &&TaskRecord<AccountId>| Kind::of(&task.spec.job) == request.kind;
	let same = |task: &&TaskRecord<AccountId>| like(task) && task.spec.job.model() == request.model;
	let mut unit_prices: Vec<Balance> =
		market.recent.iter().filter(same).filter_map(unit_price).collect();
	if unit_prices.is_empty() {
		unit_prices = market.recent.iter().filter(like).filter_map(unit_price).collect();
	}
	let price_samples = unit_prices.len();
	let unit_price = median(unit_prices);
	let price_for = |replicas: f64| {
		let shares = Balance::from(replicas.ceil().max(1.0) as u32);
		let of_units = unit_price
			.map(|price| price.saturating_mul(request.units.into()).saturating_mul(shares) / PARTS);
		floor.max(of_units.unwrap_or_default())
	};
	// The share that is audited depends on the price, and the price on the replicas; the first guess is
	// near enough.
	let first_guess = price_for(request.initial.into());
	let audited = share_audited(first_guess, terms.audited_at, permill(terms.audit_floor));
	let audited = part_of(audited.deconstruct());
	let outlook = outlook(request, &market.roster.standings, terms.collusion_share, audited);
	let price = price_for(outlook.replicas);
	let deadline = request
		.deadline
		.unwrap_or_else(|| DEFAULT_DEADLINE.clamp(terms.min_deadline, terms.max_deadline));
	let percent = |part: f64| (part * 1e6).round() / 1e4;
	Quote {
		kind: request.kind,
		model: request.model.map(|model| format!("{model:?}")),
		units: request.units,
		price: token.amount(price),
		price_floor: token.amount(floor),
		symbol: token.symbol.clone(),
		price_samples,
		replicas: ReplicasQuote {
			initial: request.initial,
			most: request.most,
			expected: (outlook.replicas * 100.0).round() / 100.0,
		},
		confidence: ConfidenceQuote {
			wanted: percent(part_of(request.confidence)),
			expected: percent(outlook.confidence),
			attainable: percent(outlook.attainable),
			chance: percent(outlook.chance),
		},
		miners: market.roster.available,
		deadline,
		ends_within: terms
			.assignment_patience
			.saturating_add(deadline)
			.saturating_add(terms.reveal_period),
		typical_blocks: median(market.recent.iter().filter(like).filter_map(duration).collect()),
		obstacles: obstacles(request, market, deadline, outlook.chance),
	}
}

/// Why an order would be refused or fail.
fn obstacles(
	request: &QuoteRequest,
	market: &Market,
	deadline: BlockNumber,
	chance: f64,
) -> Vec<String> {
	let (terms, available) = (&market.terms, market.roster.available);
	let (initial, most) = (request.initial, request.most);
	let mut found = Vec::new();
	if !market.registered {
		found.push("the model is not registered on this sector".to_string());
	}
	if initial < FEWEST_REPLICAS {
		found.push(format!("{initial} replicas are too few, {FEWEST_REPLICAS} are the fewest"));
	}
	if u32::from(most) > MAX_REPLICAS {
		found.push(format!("{most} replicas are too many, {MAX_REPLICAS} are the most"));
	}
	if initial > most {
		found.push(format!("{initial} replicas at first are more than {most} at most"));
	}
	if request.units == 0 || request.units > terms.max_input_len {
		let (units, longest) = (request.units, terms.max_input_len);
		found.push(format!("an input has 1 to {longest} bytes, not {units}"));
	}
	if deadline < terms.min_deadline || deadline > terms.max_deadline {
		let (least, longest) = (terms.min_deadline, terms.max_deadline);
		found.push(format!("a deadline has {least} to {longest} blocks, not {deadline}"));
	}
	let colluding = permill(terms.collusion_share);
	let best = best_credibility(most, colluding).deconstruct();
	if request.confidence > best {
		let enough = match fewest_replicas(permill(request.confidence), colluding) {
			Some(fewest) => format!("{fewest} could reach it"),
			None => "no number of them could reach it".to_string(),
		};
		found.push(format!(
			"a confidence of {:.4} % is out of reach: {most} replicas can have {:.4} % at most, for a \
			 party may have {:.1} % of the draw; {enough}",
			part_of(request.confidence) * 100.0,
			part_of(best) * 100.0,
			part_of(terms.collusion_share) * 100.0
		));
	} else if available < initial.into() {
		found.push(format!("{initial} miners are wanted at first, and {available} can be drawn"));
	} else if chance < 0.5 {
		found.push(format!(
			"the records of the miners there are make for the confidence wanted in {:.0} % of the \
			 draws only",
			chance * 100.0
		));
	}
	found
}

/// What draws from miners of these standings lead to, if all that are asked agree.
fn outlook(
	request: &QuoteRequest,
	standings: &[Standing],
	collusion_share: u32,
	audited: f64,
) -> Outlook {
	let initial = usize::from(request.initial);
	let most = usize::from(request.most.max(request.initial));
	let none = Outlook { replicas: f64::from(request.initial), ..Outlook::default() };
	if standings.len() < initial || initial == 0 {
		return none;
	}
	let wanted = permill(request.confidence);
	let colluding = permill(collusion_share);
	let (mut replicas, mut confidence, mut reached) = (0.0, 0.0, 0u32);
	let mut bests = Vec::new();
	let mut random = SEED;
	let mut pool: Vec<Standing> = standings.to_vec();
	for _ in 0..DRAWS {
		draw(&mut pool, most, &mut random);
		let drawn = || pool.iter().take(most).copied();
		let all_of = |count: usize| {
			let asked = drawn().take(count);
			asked.fold(Prospect::default(), |all, one| all.with(one.odds(colluding)))
		};
		bests.push(part_of(all_of(most).confidence().deconstruct()));
		let first = spared_by_trust(drawn().take(initial), wanted, colluding).unwrap_or(initial);
		let more = match all_of(first) {
			enough if enough.suffices(wanted) => Some(0),
			short => short.more_needed(drawn().skip(first), wanted, colluding),
		};
		if let Some(count) = more.and_then(|more| first.checked_add(more)) {
			let auditors = if count < initial { audited } else { 0.0 };
			replicas += count as f64 + auditors;
			confidence += part_of(all_of(count).confidence().deconstruct());
			reached = reached.saturating_add(1);
		}
	}
	bests.sort_by(f64::total_cmp);
	let attainable = bests.get(bests.len() / SHORT).copied().unwrap_or_default();
	if reached == 0 {
		return Outlook { attainable, ..none };
	}
	Outlook {
		replicas: replicas / f64::from(reached),
		confidence: confidence / f64::from(reached),
		attainable,
		chance: f64::from(reached) / f64::from(DRAWS),
	}
}

/// Puts a random choice of `count` first, in random order.
fn draw(pool: &mut [Standing], count: usize, random: &mut u64) {
	for at in 0..count.min(pool.len()) {
		let left = pool.len().saturating_sub(at).max(1) as u64;
		let offset = usize::try_from(next(random) % left).unwrap_or_default();
		pool.swap(at, at.saturating_add(offset));
	}
}

/// The next number of SplitMix64.
fn next(state: &mut u64) -> u64 {
	*state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
	let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
	let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
	mixed ^ (mixed >> 31)
}

/// What was paid for a byte of input and a replica of an accepted task, in [`PARTS`] of the smallest
/// unit.
fn unit_price(task: &TaskRecord<AccountId>) -> Option<Balance> {
	let TaskState::Accepted(_) = &task.state else { return None };
	let replicas = Balance::try_from(task.replicas.len()).ok()?;
	let shares = Balance::from(task.spec.input.len).checked_mul(replicas)?;
	task.spec.price.saturating_mul(PARTS).checked_div(shares)
}

/// Blocks from the order to the end of an accepted task.
fn duration(task: &TaskRecord<AccountId>) -> Option<BlockNumber> {
	match &task.state {
		TaskState::Accepted(end) => end.at.checked_sub(task.ordered_at),
		_ => None,
	}
}

fn median<T: Ord + Copy>(mut values: Vec<T>) -> Option<T> {
	values.sort_unstable();
	values.get(values.len() / 2).copied()
}

fn part_of(millionths: u32) -> f64 {
	f64::from(millionths) / 1e6
}

/// A share in millionths as the chain has it, whose type this crate has no name for: its code is that
/// of the number.
pub(crate) fn permill<Share: Decode + Default>(millionths: u32) -> Share {
	let code = millionths.min(1_000_000).encode();
	Share::decode(&mut code.as_slice()).unwrap_or_default()
}
