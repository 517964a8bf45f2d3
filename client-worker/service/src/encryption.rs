// SPDX-License-Identifier: Apache-2.0
//! Encryption of inputs to the miners that are assigned, and of outputs to the client.
//!
//! HPKE (RFC 9180) in base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and ChaCha20Poly1305.
//! `docs/privacy.md` says who sees what, and what none of this protects from. In short:
//!
//! 1. [`sealed`]: a blob is encrypted once, under a content key of its own, and carries that key
//!    encrypted to its recipients. An input's only recipient is its own client, since nobody is assigned
//!    yet when it is ordered.
//! 2. [`envelope`]: when miners are assigned, the client stores the content key for each of them, under
//!    a name that follows from order and miner, so that nothing more has to be on chain.
//! 3. A miner opens its envelope and the input, and seals its output to the client's key. On chain is
//!    the hash of the output in plain, which replicas agree on; the store's name of the sealed output
//!    follows from order, miner and that hash.
//!
//! [`ClientBlobs`] is the client's half of this, [`MinerBlobs`] the miner's.

mod client;
mod context;
pub mod envelope;
mod hpke;
mod key;
mod miner;
pub mod sealed;
#[cfg(test)]
mod tests;

pub use client::{ClientBlobs, Granted, MinerKeys, Output, Privacy, PrivacyError};
pub use context::OrderBinding;
pub use key::{EncryptionKey, EncryptionKeyError};
pub(crate) use miner::{MinerBlobError, MinerBlobs};

/// What can go wrong with encryption. No message holds anything secret.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum EncryptionError {
	/// The bytes do not begin as sealed ones do.
	#[error("it is not sealed")]
	NotSealed,
	/// The format is of another version.
	#[error("it is sealed in version {0} of the format, and this worker knows version {known}", known = sealed::VERSION)]
	OtherVersion(u8),
	/// The bytes end too early or have a part that makes no sense.
	#[error("its header is malformed")]
	Malformed,
	/// There are no recipients, or too many.
	#[error("it has {0} recipients, and 1 to {most} are taken", most = sealed::MAX_RECIPIENTS)]
	Recipients(usize),
	/// It carries no content key for this key.
	#[error("it is not encrypted to this key")]
	NotForThisKey,
	/// The recipient's key is a point that no secret can be agreed with.
	#[error("the recipient's encryption key is no usable X25519 key")]
	UnusableKey,
	/// Wrong key, wrong order, or altered bytes. The cipher cannot tell which.
	#[error("it cannot be decrypted: the key is another one, or the bytes were altered")]
	Refused,
	/// The plain bytes are more than the reader takes.
	#[error("its content has {len} bytes, and at most {max} are taken")]
	TooLarge {
		/// Bytes of the content.
		len: u64,
		/// The limit.
		max: u64,
	},
	/// The system has no randomness to give.
	#[error("the system gives no randomness: {0}")]
	Randomness(String),
}
