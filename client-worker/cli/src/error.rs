// SPDX-License-Identifier: Apache-2.0
//! How a command fails.

use std::process::ExitCode;

/// How a command fails: one line for people, and an exit code.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
	/// The arguments make no sense together. Exit code 2, as for arguments that do not parse.
	#[error("{0}")]
	Usage(String),
	/// Anything else. Exit code 1.
	#[error("{0}")]
	Failed(String),
}

impl Failure {
	/// A failure with this line.
	pub fn new(reason: impl ToString) -> Self {
		let text = reason.to_string();
		Self::Failed(text.split_whitespace().collect::<Vec<_>>().join(" "))
	}

	/// The exit code.
	pub fn code(&self) -> ExitCode {
		match self {
			Self::Usage(_) => ExitCode::from(2),
			Self::Failed(_) => ExitCode::FAILURE,
		}
	}
}

macro_rules! failures {
	($($error:ty),* $(,)?) => {
		$(impl From<$error> for Failure {
			fn from(error: $error) -> Self {
				Self::new(error)
			}
		})*
	};
}

failures!(
	pouw_chain::ChainError,
	pouw_chain::KeyError,
	pouw_engine::EngineError,
	pouw_engine::manifest::ManifestError,
	pouw_engine::output::OutputError,
	pouw_gateway::AccessError,
	pouw_gateway::ClientError,
	pouw_gateway::ServerError,
	pouw_service::BlobError,
	pouw_service::ConfigError,
	pouw_service::MinerError,
	pouw_service::PrivacyError,
	pouw_kernel::KernelError,
	pouw_service::encryption::EncryptionKeyError,
	pouw_witness::ConfigError,
	serde_json::Error,
);
