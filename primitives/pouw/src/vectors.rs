// SPDX-License-Identifier: Apache-2.0
//! Known answers: files of vectors that any implementation of the scheme must reproduce.
//!
//! A file is a JSON array. Every vector has a `kind`, the inputs of a product, and what the product
//! yields: seeds, the best tile, its ticket, and whether the ticket wins at some difficulties. Vectors
//! of kind `operands` carry the opened strips and paths as well.

use crate::{
	noise::{noisy_strip, Column, Columns, Side},
	params::{strips, WorkParams},
	proof::{
		check_baseline, verify_baseline, verify_operands, BaselineProof, Layer, OperandProof,
		ProofError,
	},
	seeds::{baseline_root_a, job_key, seed_a, seed_b, Challenge, Hash, Kind, BASELINE_ROOT_B},
	ticket::Ticket,
	transcript::fold,
};
use alloc::{
	format,
	string::{String, ToString},
	vec::Vec,
};
use serde::{de::Error as _, Deserialize, Deserializer};
use serde_json::Value;

/// Largest whole product that a check computes, in multiply-accumulates: some seconds.
pub const MAX_WORK: u128 = 1 << 33;

/// A known answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Vector {
	/// Baseline work.
	Baseline(BaselineVector),
	/// A product of operands.
	Operands(OperandVector),
}

/// A known answer of baseline work.
#[derive(Clone, PartialEq, Eq, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // Named as in the scheme.
pub struct BaselineVector {
	pub sector: u32,
	#[serde(deserialize_with = "digest")]
	pub challenge: Hash,
	#[serde(deserialize_with = "digest")]
	pub miner: Hash,
	pub rank: u16,
	pub m: u32,
	pub n: u32,
	pub k: u32,
	pub nonce: u64,
	#[serde(deserialize_with = "digest")]
	pub job_key: Hash,
	#[serde(deserialize_with = "digest")]
	pub seed_b: Hash,
	#[serde(deserialize_with = "digest")]
	pub seed_a: Hash,
	pub i: u32,
	pub j: u32,
	#[serde(deserialize_with = "digest")]
	pub ticket: Hash,
	pub tickets: u64,
	pub difficulties: Vec<Outcome>,
}

/// A known answer of a product of operands.
#[derive(Clone, PartialEq, Eq, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // Named as in the scheme.
pub struct OperandVector {
	pub sector: u32,
	#[serde(deserialize_with = "digest")]
	pub challenge: Hash,
	#[serde(deserialize_with = "digest")]
	pub miner: Hash,
	pub rank: u16,
	pub m: u32,
	pub n: u32,
	pub k: u32,
	#[serde(deserialize_with = "digest")]
	pub job_key: Hash,
	#[serde(deserialize_with = "digest")]
	pub seed_b: Hash,
	#[serde(deserialize_with = "digest")]
	pub seed_a: Hash,
	pub i: u32,
	pub j: u32,
	#[serde(deserialize_with = "digest")]
	pub ticket: Hash,
	pub tickets: u64,
	#[serde(deserialize_with = "digest")]
	pub root_a: Hash,
	#[serde(deserialize_with = "digest")]
	pub root_b: Hash,
	#[serde(deserialize_with = "bytes")]
	pub a_strip: Vec<u8>,
	#[serde(deserialize_with = "bytes")]
	pub b_strip: Vec<u8>,
	#[serde(deserialize_with = "digests")]
	pub a_path: Vec<Hash>,
	#[serde(deserialize_with = "digests")]
	pub b_path: Vec<Hash>,
	pub difficulties: Vec<Outcome>,
}

/// Whether a vector's ticket wins at a difficulty.
#[derive(Clone, PartialEq, Eq, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
	/// The difficulty, a decimal number.
	#[serde(deserialize_with = "decimal")]
	pub difficulty: u128,
	/// Whether the ticket wins.
	pub wins: bool,
}

/// What checking a file gave.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Report {
	/// How many vectors agree.
	pub passed: usize,
	/// Number, from 0, of each vector that does not, and why.
	pub failed: Vec<(usize, String)>,
}

/// Parses a file. The outer error is of a file that is no array; the inner ones are of single vectors.
pub fn parse(json: &str) -> Result<Vec<Result<Vector, String>>, String> {
	let values: Vec<Value> =
		serde_json::from_str(json).map_err(|error| format!("not an array of vectors: {error}"))?;
	Ok(values.into_iter().map(Vector::from_value).collect())
}

/// Parses a file and checks every vector of it.
pub fn check(json: &str) -> Result<Report, String> {
	let mut report = Report::default();
	for (index, vector) in parse(json)?.into_iter().enumerate() {
		match vector.and_then(|vector| vector.check()) {
			Ok(()) => report.passed = report.passed.saturating_add(1),
			Err(reason) => report.failed.push((index, reason)),
		}
	}
	Ok(report)
}

impl Vector {
	/// Reads one vector.
	pub fn from_value(mut value: Value) -> Result<Self, String> {
		let kind = value
			.as_object_mut()
			.ok_or("not an object")?
			.remove("kind")
			.ok_or("missing field `kind`")?;
		match kind.as_str() {
			Some("baseline") => serde_json::from_value(value).map(Self::Baseline),
			Some("operands") => serde_json::from_value(value).map(Self::Operands),
			_ => return Err(format!("unknown kind {kind}, expected \"baseline\" or \"operands\"")),
		}
		.map_err(|error| error.to_string())
	}

	/// Compares everything the vector states with what this crate computes; the first difference is the
	/// error.
	pub fn check(&self) -> Result<(), String> {
		match self {
			Self::Baseline(vector) => vector.check(),
			Self::Operands(vector) => vector.check(),
		}
	}
}

impl BaselineVector {
	/// What the ticket is bound to.
	pub fn bound_to(&self) -> Challenge {
		Challenge { sector: self.sector, challenge: self.challenge, miner: self.miner }
	}

	/// The dimensions.
	pub fn params(&self) -> WorkParams {
		WorkParams { rank: self.rank, m: self.m, n: self.n, k: self.k }
	}

	/// The proof of the best tile.
	pub fn proof(&self) -> BaselineProof {
		BaselineProof { nonce: self.nonce, i: self.i, j: self.j }
	}

	/// See [`Vector::check`]; the whole product is computed.
	pub fn check(&self) -> Result<(), String> {
		let (params, proof) = (self.params(), self.proof());
		check_baseline(&params, &proof).map_err(|error| error.to_string())?;
		if params.work() > MAX_WORK {
			return Err(format!("the product is more than {MAX_WORK} multiply-accumulates"));
		}
		let root_a = baseline_root_a(self.nonce);
		Seeds { job: self.job_key, b: self.seed_b, a: self.seed_a }.check(
			&self.bound_to(),
			Kind::Baseline,
			&BASELINE_ROOT_B,
			&root_a,
			&params,
		)?;
		check_ticket(&self.ticket, verify_baseline(&self.bound_to(), &params, &proof))?;
		same("tickets", &self.tickets, &params.tiles())?;
		let (i, j, best) = best_tile(&params, &self.seed_a, &self.seed_b);
		if best != Ticket(self.ticket) {
			return Err(format!(
				"the best tile is ({i}, {j}) with ticket {}, not ({}, {})",
				hex::encode(best.0),
				self.i,
				self.j
			));
		}
		check_outcomes(&self.ticket, self.k, &self.difficulties)
	}
}

impl OperandVector {
	/// What the ticket is bound to.
	pub fn bound_to(&self) -> Challenge {
		Challenge { sector: self.sector, challenge: self.challenge, miner: self.miner }
	}

	/// The right operand.
	pub fn layer(&self) -> Layer {
		Layer { root_b: self.root_b, n: self.n, k: self.k }
	}

	/// The proof of the best tile.
	pub fn proof(&self) -> Result<OperandProof, String> {
		let long = |what: &str| format!("{what} is too long");
		Ok(OperandProof {
			m: self.m,
			root_a: self.root_a,
			i: self.i,
			j: self.j,
			a_strip: self.a_strip.clone().try_into().map_err(|_| long("a_strip"))?,
			a_path: self.a_path.clone().try_into().map_err(|_| long("a_path"))?,
			b_strip: self.b_strip.clone().try_into().map_err(|_| long("b_strip"))?,
			b_path: self.b_path.clone().try_into().map_err(|_| long("b_path"))?,
		})
	}

	/// See [`Vector::check`]; the opened tile is computed, the others are not known.
	pub fn check(&self) -> Result<(), String> {
		let (bound_to, layer, proof) = (self.bound_to(), self.layer(), self.proof()?);
		let params = WorkParams { rank: self.rank, m: self.m, n: self.n, k: self.k };
		Seeds { job: self.job_key, b: self.seed_b, a: self.seed_a }.check(
			&bound_to,
			Kind::Operands,
			&self.root_b,
			&self.root_a,
			&params,
		)?;
		check_ticket(&self.ticket, verify_operands(&bound_to, self.rank, &layer, &proof))?;
		same("tickets", &self.tickets, &params.tiles())?;
		check_outcomes(&self.ticket, self.k, &self.difficulties)
	}
}

/// The seeds that a vector states.
struct Seeds {
	job: Hash,
	b: Hash,
	a: Hash,
}

impl Seeds {
	fn check(
		&self,
		bound_to: &Challenge,
		kind: Kind,
		root_b: &Hash,
		root_a: &Hash,
		params: &WorkParams,
	) -> Result<(), String> {
		let job = job_key(bound_to, params.rank);
		same_digest("job_key", &self.job, &job)?;
		let b = seed_b(&job, kind, root_b, params.n, params.k);
		same_digest("seed_b", &self.b, &b)?;
		same_digest("seed_a", &self.a, &seed_a(&b, root_a, params.m))
	}
}

fn check_ticket(stated: &Hash, verified: Result<Ticket, ProofError>) -> Result<(), String> {
	let Ticket(ticket) = verified.map_err(|error| error.to_string())?;
	same_digest("ticket", stated, &ticket)
}

fn check_outcomes(ticket: &Hash, k: u32, outcomes: &[Outcome]) -> Result<(), String> {
	for Outcome { difficulty, wins } in outcomes {
		if Ticket(*ticket).wins(*difficulty, k) != *wins {
			return Err(format!("wins at difficulty {difficulty} is {}, not {wins}", !wins));
		}
	}
	Ok(())
}

/// The smallest ticket of a whole baseline product, and its tile.
fn best_tile(params: &WorkParams, seed_a: &Hash, seed_b: &Hash) -> (u32, u32, Ticket) {
	let WorkParams { rank, m, n, k } = *params;
	let side = |seed, side, rows| -> Vec<Vec<Column>> {
		let columns = Columns::new(seed_b, side, rank, k);
		let noisy = |index| noisy_strip(None, seed, side, index, rank, &columns);
		(0..strips(rows)).map(noisy).collect()
	};
	let (a, b) = (side(seed_a, Side::A, m), side(seed_b, Side::B, n));
	let mut best = (0, 0, Ticket([u8::MAX; 32]));
	for (i, a) in (0..).zip(&a) {
		for (j, b) in (0..).zip(&b) {
			let ticket = Ticket::of(seed_a, &fold(a, b, rank), i, j);
			if ticket < best.2 {
				best = (i, j, ticket);
			}
		}
	}
	best
}

fn same<T: PartialEq + core::fmt::Display>(
	what: &str,
	stated: &T,
	computed: &T,
) -> Result<(), String> {
	if stated == computed {
		Ok(())
	} else {
		Err(format!("{what} is {computed}, not {stated}"))
	}
}

fn same_digest(what: &str, stated: &Hash, computed: &Hash) -> Result<(), String> {
	same(what, &hex::encode(stated), &hex::encode(computed))
}

fn to_digest(text: &str) -> Result<Hash, String> {
	let mut hash = [0; 32];
	hex::decode_to_slice(text, &mut hash)
		.map_err(|error| format!("{text:?} is not 32 bytes of hex: {error}"))?;
	Ok(hash)
}

fn digest<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Hash, D::Error> {
	to_digest(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}

fn digests<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Hash>, D::Error> {
	let texts = Vec::<String>::deserialize(deserializer)?;
	texts.iter().map(|text| to_digest(text)).collect::<Result<_, _>>().map_err(D::Error::custom)
}

fn bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
	let text = String::deserialize(deserializer)?;
	hex::decode(&text).map_err(|error| D::Error::custom(format!("a strip is not hex: {error}")))
}

fn decimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u128, D::Error> {
	let text = String::deserialize(deserializer)?;
	text.parse().map_err(|error| D::Error::custom(format!("difficulty {text:?}: {error}")))
}
