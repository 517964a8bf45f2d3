// SPDX-License-Identifier: Apache-2.0
//! The kinds of jobs on the command line.

use crate::{args::ModelArgs, error::Failure};
use clap::ValueEnum;
use pouw_engine::{program, ModelFolder};
use pouw_gateway::kind::{check_program, Kind};
use pouw_primitives::task::{Job, VerificationTier};
use sp_core::H256;
use std::fs;

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
	/// The kind, as orders have it.
	pub fn kind(self) -> Kind {
		match self {
			Self::Embedding => Kind::Embedding,
			Self::Text => Kind::Text,
			Self::Training => Kind::Training,
			Self::Data => Kind::Data,
		}
	}

	/// How results of it are compared.
	pub fn tier(self) -> VerificationTier {
		self.kind().tier()
	}

	/// A file as the input of a job, if miners would take it: an order over another would be paid for
	/// in vain.
	pub fn input(self, file: Vec<u8>) -> Result<Vec<u8>, String> {
		self.kind().input(file)
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
			check_program(&bytes)
				.map_err(|e| Failure::new(format!("program {}: {e}", path.display())))?;
			return Ok((Job::Data { program: program::blob_of(&bytes) }, Some(bytes)));
		}
		let model = match (args.model, &args.model_folder) {
			(Some(hash), _) => hash,
			(None, Some(folder)) => H256(ModelFolder::open(folder)?.manifest().hash()),
			(None, None) => return Err(usage("name a model by --model or --model-folder")),
		};
		let job = self.kind().of_model(model);
		Ok((job.ok_or_else(|| usage("--job data needs --program"))?, None))
	}
}
