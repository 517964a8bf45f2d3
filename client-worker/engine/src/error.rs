// SPDX-License-Identifier: Apache-2.0
//! What can go wrong when a job runs.

use crate::{
	format::FormatError,
	input::InputError,
	manifest::{ManifestError, ModelKind},
	output::OutputError,
	program::ProgramError,
	sketch::SketchError,
};
use pouw_kernel::KernelError;
use std::{io, path::PathBuf};

/// Failure of a job or of loading what it needs.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
	/// No model folder has the wanted manifest hash.
	#[error(
		"no model 0x{model} in '{}'; fetch the demo's with scripts/fetch-model or add its folder",
		dir.display()
	)]
	UnknownModel {
		/// The manifest hash, in hexadecimal.
		model: String,
		/// Folder that was looked through.
		dir: PathBuf,
	},
	/// The folder of models cannot be read.
	#[error(
		"models folder '{}' cannot be read ({source}); create it with scripts/fetch-model or set \
		 another one",
		path.display()
	)]
	ModelsFolder {
		/// The folder.
		path: PathBuf,
		/// Why.
		source: io::Error,
	},
	/// A model folder is not what its manifest says.
	#[error(transparent)]
	Manifest(#[from] ManifestError),
	/// A file that matches the manifest cannot be used.
	#[error("model file '{file}' cannot be used: {reason}; the model itself is broken")]
	BadModelFile {
		/// Name within the model folder.
		file: String,
		/// What is wrong with it.
		reason: String,
	},
	/// The model asks for something the engine does not do.
	#[error("model is not supported: '{file}' {reason}")]
	UnsupportedModel {
		/// Name within the model folder.
		file: String,
		/// What it asks for.
		reason: String,
	},
	/// The model is for another kind of job.
	#[error("the model is not for {wanted}: its manifest lists {}", kind_of(.found))]
	WrongKind {
		/// The job's kind.
		wanted: ModelKind,
		/// What the model is for.
		found: Option<ModelKind>,
	},
	/// The program of a job cannot be run.
	#[error(transparent)]
	Program(#[from] ProgramError),
	/// Training went where numbers end.
	#[error("training came to numbers that are not finite; a lower rate may help")]
	Diverged,
	/// The device is not there, or this build cannot use it.
	#[error("device '{device}' cannot be used: {reason}")]
	Device {
		/// The device, as configured.
		device: String,
		/// Why.
		reason: String,
	},
	/// The job's input is outside the rules.
	#[error("input refused: {0}")]
	Input(#[from] InputError),
	/// The job's input is not of the format that its kind has.
	#[error("input refused: {0}")]
	BadInput(FormatError),
	/// An output is malformed.
	#[error("output refused: {0}")]
	Output(#[from] OutputError),
	/// An output is not of the format that its kind has.
	#[error("output refused: {0}")]
	BadOutput(FormatError),
	/// An output has no sketch.
	#[error("no sketch: {0}")]
	Sketch(#[from] SketchError),
	/// The tokeniser gave up on a text.
	#[error("text {number} cannot be tokenised: {reason}")]
	Tokenise {
		/// Number of the text, from 1.
		number: usize,
		/// The tokeniser's message.
		reason: String,
	},
	/// A layer is too large for the work function.
	#[error("a layer of {inputs} inputs and {outputs} outputs is no work at rank {rank}")]
	LayerTooLarge {
		/// Numbers that go in.
		inputs: usize,
		/// Numbers that come out.
		outputs: usize,
		/// Rank of the sector.
		rank: u16,
	},
	/// A model in whole numbers was to be run without a kernel.
	#[error("a quantised model needs a kernel to run")]
	NoKernel,
	/// The kernel failed.
	#[error("product failed: {0}")]
	Kernel(#[from] KernelError),
	/// The tensor library failed.
	#[error("computation failed: {0}")]
	Compute(#[from] candle_core::Error),
}

fn kind_of(found: &Option<ModelKind>) -> String {
	found.map_or("files of no one kind".to_owned(), |kind| format!("files for {kind}"))
}

impl EngineError {
	/// Whether this miner, rather than its machine's momentary state, is unable to run the job, so
	/// that the right answer to the assignment is to abstain.
	pub fn means_abstain(&self) -> bool {
		matches!(
			self,
			Self::UnknownModel { .. }
				| Self::UnsupportedModel { .. }
				| Self::WrongKind { .. }
				| Self::Program(_)
				| Self::Diverged
				| Self::Input(_)
				| Self::BadInput(_)
		)
	}
}
