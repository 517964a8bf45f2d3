// SPDX-License-Identifier: Apache-2.0
//! What is printed of a task, and what is written of its output.

use crate::error::Failure;
use std::{fs, path::Path};

pub use pouw_gateway::report::{reason_name, state_name, TaskReport, Timeline};

/// Writes a result to a file.
pub fn write_out(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
	fs::write(path, bytes)
		.map_err(|e| Failure::new(format!("cannot write the output to {}: {e}", path.display())))
}
