// SPDX-License-Identifier: Apache-2.0
//! Parameters of the methods.

use crate::{kind::Kind, quote::DEFAULT_DEADLINE, ClientError};
use jsonrpsee::types::{ErrorObjectOwned, Params};
use pouw_primitives::{
	task::{BlobRef, MAX_REPLICAS},
	BlockNumber, TaskId,
};
use serde::{de::DeserializeOwned, Deserialize, Deserializer};
use sp_core::H256;

/// Longest reference of an order, in bytes.
const MAX_REFERENCE: usize = 64;
/// Bytes of a result that come at a time unless a request says less.
pub const MAX_CHUNK: u32 = 2 << 20;

/// Reads the parameters of a method: an object, or a list of one object.
pub fn read<T: DeserializeOwned>(params: &Params<'_>) -> Result<T, ErrorObjectOwned> {
	match params.as_str().is_some_and(|text| text.trim_start().starts_with('[')) {
		true => params.one(),
		false => params.parse(),
	}
}

/// 64 hexadecimal digits as a hash, with or without `0x`.
pub fn parse_hash(text: &str) -> Result<H256, String> {
	let digits = text.strip_prefix("0x").unwrap_or(text);
	let mut hash = [0u8; 32];
	hex::decode_to_slice(digits, &mut hash)
		.map_err(|_| "a hash has 64 hexadecimal digits".to_string())?;
	Ok(H256(hash))
}

fn hash<'de, D: Deserializer<'de>>(deserializer: D) -> Result<H256, D::Error> {
	let text = String::deserialize(deserializer)?;
	parse_hash(&text).map_err(serde::de::Error::custom)
}

fn optional_hash<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<H256>, D::Error> {
	let text = Option::<String>::deserialize(deserializer)?;
	text.map(|text| parse_hash(&text)).transpose().map_err(serde::de::Error::custom)
}

/// Bytes that come with a request, or that the blob store has.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Bytes {
	/// UTF-8.
	Text(String),
	/// Hexadecimal digits, with or without `0x`.
	Hex(String),
	/// Stored already.
	Blob(Blob),
}

/// Name of stored bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blob {
	/// BLAKE3 hash.
	#[serde(deserialize_with = "hash")]
	pub hash: H256,
	/// Number of bytes.
	pub bytes: u64,
}

impl From<Blob> for BlobRef {
	fn from(blob: Blob) -> Self {
		Self { hash: blob.hash, len: blob.bytes }
	}
}

impl Bytes {
	/// The bytes if they came with the request, else where they are.
	pub fn inline(self, field: &'static str) -> Result<Result<Vec<u8>, BlobRef>, ClientError> {
		match self {
			Self::Text(text) => Ok(Ok(text.into_bytes())),
			Self::Hex(digits) => {
				let digits = digits.strip_prefix("0x").unwrap_or(&digits);
				hex::decode(digits).map(Ok).map_err(|e| ClientError::InvalidOrder {
					field,
					reason: format!("no hexadecimal digits: {e}"),
				})
			},
			Self::Blob(blob) => Ok(Err(blob.into())),
		}
	}
}

/// Declares parameters with those of [`Terms`] beside their own. A nested structure would not do: what is
/// flattened by serde cannot have fractions where another crate has numbers kept as text.
macro_rules! with_terms {
	($(#[$meta:meta])* pub struct $name:ident { $($own:tt)* }) => {
		$(#[$meta])*
		pub struct $name {
			$($own)*
			/// Confidence below which a result is not accepted, in per cent.
			#[serde(default = "confidence")]
			pub confidence: f64,
			/// Miners that run it at first.
			#[serde(default = "replicas")]
			pub replicas: u8,
			/// Miners that run it at most.
			#[serde(default)]
			pub most: Option<u8>,
			/// Blocks a miner has from its assignment to its commitment.
			#[serde(default)]
			pub deadline: Option<BlockNumber>,
			/// Para id of the sector that is meant.
			#[serde(default)]
			pub sector: Option<u32>,
		}

		impl $name {
			/// How it is verified, and where.
			pub fn terms(&self) -> Terms {
				Terms {
					confidence: self.confidence,
					replicas: self.replicas,
					most: self.most,
					deadline: self.deadline,
					sector: self.sector,
				}
			}
		}
	};
}

with_terms! {
	/// Of `job_quote`.
	#[derive(Clone, PartialEq, Debug, Deserialize)]
	#[serde(deny_unknown_fields)]
	pub struct QuoteParams {
		/// Kind of job.
		pub kind: Kind,
		/// Hash of the model's manifest.
		#[serde(default, deserialize_with = "optional_hash")]
		pub model: Option<H256>,
		/// Bytes of the input.
		pub units: u64,
	}
}

/// How a job is verified, and where.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Terms {
	/// Confidence below which a result is not accepted, in per cent.
	pub confidence: f64,
	/// Miners that run it at first.
	pub replicas: u8,
	/// Miners that run it at most.
	pub most: Option<u8>,
	/// Blocks a miner has from its assignment to its commitment.
	pub deadline: Option<BlockNumber>,
	/// Para id of the sector that is meant.
	pub sector: Option<u32>,
}

fn confidence() -> f64 {
	90.0
}

fn replicas() -> u8 {
	3
}

impl Terms {
	/// The confidence in millionths.
	pub fn millionths(&self) -> Result<u32, ClientError> {
		if !(0.0..100.0).contains(&self.confidence) {
			let reason = format!("{} % is not from 0 to below 100", self.confidence);
			return Err(ClientError::InvalidOrder { field: "confidence", reason });
		}
		Ok((self.confidence * 10_000.0).round() as u32)
	}

	/// Miners at most; twice as many as at first and one, if nothing is said.
	pub fn most(&self) -> u8 {
		let most = self.replicas.saturating_mul(2).saturating_add(1);
		self.most.unwrap_or(most.min(MAX_REPLICAS as u8))
	}

	/// Blocks for commitments.
	pub fn deadline(&self) -> BlockNumber {
		self.deadline.unwrap_or(DEFAULT_DEADLINE)
	}
}

with_terms! {
	/// Of `job_submit`.
	#[derive(Clone, PartialEq, Debug, Deserialize)]
	#[serde(deny_unknown_fields)]
	pub struct SubmitParams {
		/// Kind of job.
		pub kind: Kind,
		/// Hash of the model's manifest.
		#[serde(default, deserialize_with = "optional_hash")]
		pub model: Option<H256>,
		/// The program, for `data`.
		#[serde(default)]
		pub program: Option<Bytes>,
		/// The input.
		pub input: Bytes,
		/// Price in tokens.
		pub price: String,
		/// Whether whoever can read the blob store may read the input.
		#[serde(default)]
		pub public: bool,
		/// By which the caller knows the order again.
		#[serde(default)]
		pub reference: Option<String>,
	}
}

impl SubmitParams {
	/// The reference, if it is short enough.
	pub fn checked_reference(&self) -> Result<Option<&str>, ClientError> {
		match self.reference.as_deref() {
			Some(text) if text.is_empty() || text.len() > MAX_REFERENCE => {
				Err(ClientError::InvalidOrder {
					field: "reference",
					reason: format!("{} bytes, and 1 to {MAX_REFERENCE} are taken", text.len()),
				})
			},
			reference => Ok(reference),
		}
	}
}

/// Of the methods about a task.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskParams {
	/// The task.
	pub task: TaskId,
}

/// Of `job_result`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultParams {
	/// The task.
	pub task: TaskId,
	/// First byte that is wanted.
	#[serde(default)]
	pub offset: u64,
	/// Most bytes that are wanted.
	#[serde(default = "chunk")]
	pub bytes: u32,
}

fn chunk() -> u32 {
	MAX_CHUNK
}
