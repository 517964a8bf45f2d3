// SPDX-License-Identifier: Apache-2.0
//! The kinds of jobs: what some bytes become as an input, and what an output says.

use pouw_engine::{
	input::{parse_texts, Limits},
	program, records,
	text::{Answer, Request},
	training::{Training, Update},
	Embeddings, Program,
};
use pouw_primitives::task::{Job, VerificationTier};
use serde::{Deserialize, Serialize};
use sp_core::H256;

/// Tokens of an answer to a question in plain text.
const MAX_TOKENS: usize = 256;

/// A kind of job.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
	/// Sentence embeddings.
	Embedding,
	/// A text.
	Text,
	/// Steps of training.
	Training,
	/// A program over records.
	Data,
}

impl Kind {
	/// The kind of a job.
	pub fn of(job: &Job) -> Self {
		match job {
			Job::Embedding { .. } => Self::Embedding,
			Job::TextGeneration { .. } => Self::Text,
			Job::Training { .. } => Self::Training,
			Job::Data { .. } => Self::Data,
		}
	}

	/// The job of this kind by a model; none of the kind that brings a program.
	pub fn of_model(self, model: H256) -> Option<Job> {
		match self {
			Self::Embedding => Some(Job::Embedding { model }),
			Self::Text => Some(Job::TextGeneration { model }),
			Self::Training => Some(Job::Training { model }),
			Self::Data => None,
		}
	}

	/// How results of it are compared.
	pub fn tier(self) -> VerificationTier {
		match self {
			Self::Data => VerificationTier::Exact,
			_ => VerificationTier::Tolerant,
		}
	}

	/// Some bytes as the input of a job, if miners would take it: an order over another would be paid
	/// for in vain.
	pub fn input(self, bytes: Vec<u8>) -> Result<Vec<u8>, String> {
		match self {
			Self::Embedding => {
				parse_texts(&bytes, &Limits::default()).map_err(|e| e.to_string())?;
				Ok(bytes)
			},
			Self::Text => {
				let input = if bytes.trim_ascii_start().starts_with(b"{") {
					bytes
				} else {
					let question = String::from_utf8(bytes).map_err(|e| e.to_string())?;
					Request::question(question.trim(), MAX_TOKENS).to_bytes()
				};
				Request::from_bytes(&input).map_err(|e| e.to_string())?;
				Ok(input)
			},
			Self::Training => {
				Training::from_bytes(&bytes).map_err(|e| e.to_string())?;
				Ok(bytes)
			},
			Self::Data => {
				if bytes.starts_with(&records::INPUT_MAGIC) {
					records::decode_input(&bytes).map_err(|e| e.to_string())?;
					return Ok(bytes);
				}
				let lines = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
				records::encode_input(lines.split(|byte| *byte == b'\n'))
					.ok_or_else(|| "too many lines or bytes; split it into several tasks".into())
			},
		}
	}

	/// Whether miners would take bytes that are stored already, as they are.
	pub fn check_stored(self, bytes: &[u8]) -> Result<(), String> {
		match self.input(bytes.to_vec()) {
			Ok(input) if input == bytes => Ok(()),
			Ok(_) => Err("it is not yet in the form of an input of this kind".to_string()),
			Err(reason) => Err(reason),
		}
	}

	/// What an output says, in a line or, for a text, as many as it has.
	pub fn summary(self, output: &[u8]) -> Result<String, String> {
		match self {
			Self::Embedding => {
				let found = Embeddings::from_bytes(output).map_err(|e| e.to_string())?;
				Ok(format!("{} rows of {} numbers", found.rows, found.dims))
			},
			Self::Text => Ok(Answer::from_bytes(output).map_err(|e| e.to_string())?.text),
			Self::Training => {
				let update = Update::from_bytes(output).map_err(|e| e.to_string())?;
				Ok(format!(
					"update of {} weights from {} examples, loss {:.4} before and {:.4} after",
					update.added.len(),
					update.examples,
					update.loss_before,
					update.loss_after
				))
			},
			Self::Data => {
				let outcomes = records::decode_output(output).map_err(|e| e.to_string())?;
				let mapped: Vec<&[u8]> = outcomes.iter().filter_map(|o| o.bytes()).collect();
				let bytes: usize = mapped.iter().map(|bytes| bytes.len()).sum();
				let (done, all) = (mapped.len(), outcomes.len());
				Ok(format!("{done} of {all} records mapped, to {bytes} bytes"))
			},
		}
	}
}

/// Whether miners would run a program.
pub fn check_program(bytes: &[u8]) -> Result<(), String> {
	Program::load(bytes, program::Limits::default()).map(drop).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn question_and_lines_become_inputs() {
		let text = Kind::Text.input(b"Why?\n".to_vec()).unwrap();
		assert_eq!(Request::from_bytes(&text), Ok(Request::question("Why?", MAX_TOKENS)));
		assert_eq!(Kind::Text.input(text.clone()), Ok(text.clone()));
		assert_eq!(Kind::Text.check_stored(&text), Ok(()));
		let data = Kind::Data.input(b"a b\nc\n".to_vec()).unwrap();
		assert_eq!(records::decode_input(&data).unwrap(), [&b"a b"[..], b"c"]);
		assert_eq!(Kind::Data.input(data.clone()), Ok(data));
	}

	#[test]
	fn stored_bytes_are_refused_when_they_would_have_to_be_changed() {
		assert!(Kind::Text.check_stored(b"Why?").is_err());
		assert!(Kind::Data.check_stored(b"a b\nc\n").is_err());
		assert_eq!(Kind::Embedding.check_stored(b"one\ntwo\n"), Ok(()));
	}

	#[test]
	fn reading_fails_when_miners_would_refuse_the_input() {
		assert!(Kind::Text.input(b"{}".to_vec()).is_err());
		assert!(Kind::Text.input(b"\xff".to_vec()).is_err());
		assert!(Kind::Training.input(b"1,2,3".to_vec()).is_err());
		assert!(Kind::Data.input(b"PWS1".to_vec()).is_err());
		assert!(Kind::Embedding.input(b"\n".to_vec()).is_err());
		assert!(check_program(b"\0asm").is_err());
	}
}
