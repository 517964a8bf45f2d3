// SPDX-License-Identifier: Apache-2.0
//! What can go wrong with the state file.

use std::path::PathBuf;

/// What can go wrong with the state file. Every message is one line and says what to do.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
	/// Another process has it.
	#[error("{path} is in use by another worker: stop that one, or give this one a `data_dir` of its own")]
	InUse {
		/// The file.
		path: PathBuf,
	},
	/// It is something else.
	#[error("{path} is no state of a worker ({reason}): move it away, or name another `data_dir`")]
	Foreign {
		/// The file.
		path: PathBuf,
		/// What it is.
		reason: String,
	},
	/// It is not as it was written.
	#[error(
		"{path} is damaged ({reason}): restore it from a copy, or move it away; then what was committed \
		 to and is not revealed yet is not paid"
	)]
	Damaged {
		/// The file.
		path: PathBuf,
		/// How that was seen.
		reason: String,
	},
	/// It was written by another version of the worker.
	#[error(
		"{path} has schema {found}, and this worker knows {known}: use the version of the worker that \
		 wrote it until its tasks are settled, then move the file away"
	)]
	OtherVersion {
		/// The file.
		path: PathBuf,
		/// Its schema.
		found: u64,
		/// The schema of this worker.
		known: u64,
	},
	/// There is no space.
	#[error(
		"no space is left for {path}: free some; nothing is submitted that could not be saved"
	)]
	Full {
		/// The file.
		path: PathBuf,
	},
	/// Others than its owner have access.
	#[error("{path} has mode {mode:04o}, so others can read it; run `chmod 600` on it")]
	Mode {
		/// The file.
		path: PathBuf,
		/// Its permission bits.
		mode: u32,
	},
	/// The account has more results than it can have open tasks.
	#[error("{most} results wait for the end of their tasks; no more are begun")]
	TooMany {
		/// The limit.
		most: usize,
	},
	/// The system refused.
	#[error("cannot use {path}: {reason}")]
	Unusable {
		/// The file.
		path: PathBuf,
		/// What the system said.
		reason: String,
	},
}

impl StateError {
	/// An entry that does not decode.
	pub(super) fn undecodable(path: PathBuf) -> Self {
		Self::Damaged { path, reason: "an entry does not decode".into() }
	}
}
