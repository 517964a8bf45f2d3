// SPDX-License-Identifier: Apache-2.0
//! The kinds of jobs on the command line: what a file becomes as an input, and what an output says.

use crate::{args::ModelArgs, error::Failure};
use clap::ValueEnum;
use pouw_engine::{
	input::{parse_texts, Limits},
	program, records,
	text::{Answer, Request},
	training::{Training, Update},
	Embeddings, ModelFolder, Program,
};
use pouw_primitives::task::{Job, VerificationTier};
use sp_core::H256;
use std::fs;

/// Tokens of an answer to a question in plain text.
const MAX_TOKENS: usize = 256;

/// A kind of job.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum JobKind {
	/// Sentence embeddings; the input has one text a line
	Embedding,
	/// A text; the input is a question, or a request in JSON
	Text,
	/// Steps of training; the input is a shard to train on
	Training,
	/// A program over records; the input is a shard of records, or has one record a line
	Data,
}

impl JobKind {
	/// How results of it are compared.
	pub fn tier(self) -> VerificationTier {
		match self {
			Self::Data => VerificationTier::Exact,
			_ => VerificationTier::Tolerant,
		}
	}

	/// A file as the input of a job, if miners would take it: an order over another would be paid for
	/// in vain.
	pub fn input(self, file: Vec<u8>) -> Result<Vec<u8>, String> {
		match self {
			Self::Embedding => {
				parse_texts(&file, &Limits::default()).map_err(|e| e.to_string())?;
				Ok(file)
			},
			Self::Text => {
				let input = if file.trim_ascii_start().starts_with(b"{") {
					file
				} else {
					let question = String::from_utf8(file).map_err(|e| e.to_string())?;
					Request::question(question.trim(), MAX_TOKENS).to_bytes()
				};
				Request::from_bytes(&input).map_err(|e| e.to_string())?;
				Ok(input)
			},
			Self::Training => {
				Training::from_bytes(&file).map_err(|e| e.to_string())?;
				Ok(file)
			},
			Self::Data => {
				if file.starts_with(&records::INPUT_MAGIC) {
					records::decode_input(&file).map_err(|e| e.to_string())?;
					return Ok(file);
				}
				let file = file.strip_suffix(b"\n").unwrap_or(&file);
				records::encode_input(file.split(|byte| *byte == b'\n'))
					.ok_or_else(|| "too many lines or bytes; split it into several tasks".into())
			},
		}
	}

	/// What is ordered, and the program if it brings one.
	pub fn job(self, args: &ModelArgs) -> Result<(Job, Option<Vec<u8>>), Failure> {
		let usage = |reason: &str| Failure::Usage(reason.to_string());
		if let Some(path) = &args.program {
			if self != Self::Data {
				return Err(usage("--program is for --job data only"));
			}
			let bytes = fs::read(path).map_err(|e| {
				Failure::new(format!("cannot read the program {}: {e}", path.display()))
			})?;
			Program::load(&bytes, program::Limits::default())
				.map_err(|e| Failure::new(format!("program {}: {e}", path.display())))?;
			return Ok((Job::Data { program: program::blob_of(&bytes) }, Some(bytes)));
		}
		let model = match (args.model, &args.model_folder) {
			(Some(hash), _) => hash,
			(None, Some(folder)) => H256(ModelFolder::open(folder)?.manifest().hash()),
			(None, None) => return Err(usage("name a model by --model or --model-folder")),
		};
		match self {
			Self::Embedding => Ok((Job::Embedding { model }, None)),
			Self::Text => Ok((Job::TextGeneration { model }, None)),
			Self::Training => Ok((Job::Training { model }, None)),
			Self::Data => Err(usage("--job data needs --program")),
		}
	}

	/// What an output says, in a line or, for a text, as many as it has.
	pub fn summary(self, output: &[u8]) -> Result<String, Failure> {
		let refused = |e: &dyn std::fmt::Display| Failure::new(format!("output refused: {e}"));
		match self {
			Self::Embedding => {
				let found = Embeddings::from_bytes(output)?;
				Ok(format!("{} rows of {} numbers", found.rows, found.dims))
			},
			Self::Text => Ok(Answer::from_bytes(output).map_err(|e| refused(&e))?.text),
			Self::Training => {
				let update = Update::from_bytes(output).map_err(|e| refused(&e))?;
				Ok(format!(
					"update of {} weights from {} examples, loss {:.4} before and {:.4} after",
					update.added.len(),
					update.examples,
					update.loss_before,
					update.loss_after
				))
			},
			Self::Data => {
				let outcomes = records::decode_output(output).map_err(|e| refused(&e))?;
				let mapped: Vec<&[u8]> = outcomes.iter().filter_map(|o| o.bytes()).collect();
				let bytes: usize = mapped.iter().map(|bytes| bytes.len()).sum();
				let (done, all) = (mapped.len(), outcomes.len());
				Ok(format!("{done} of {all} records mapped, to {bytes} bytes"))
			},
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn question_and_lines_become_inputs() {
		let text = JobKind::Text.input(b"Why?\n".to_vec()).unwrap();
		assert_eq!(Request::from_bytes(&text), Ok(Request::question("Why?", MAX_TOKENS)));
		assert_eq!(JobKind::Text.input(text.clone()), Ok(text));
		let data = JobKind::Data.input(b"a b\nc\n".to_vec()).unwrap();
		assert_eq!(records::decode_input(&data).unwrap(), [&b"a b"[..], b"c"]);
		assert_eq!(JobKind::Data.input(data.clone()), Ok(data));
	}

	#[test]
	fn reading_fails_when_miners_would_refuse_the_input() {
		assert!(JobKind::Text.input(b"{}".to_vec()).is_err());
		assert!(JobKind::Text.input(b"\xff".to_vec()).is_err());
		assert!(JobKind::Training.input(b"1,2,3".to_vec()).is_err());
		assert!(JobKind::Data.input(b"PWS1".to_vec()).is_err());
		assert!(JobKind::Embedding.input(b"\n".to_vec()).is_err());
	}
}
