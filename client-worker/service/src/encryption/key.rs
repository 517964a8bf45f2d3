// SPDX-License-Identifier: Apache-2.0
//! The X25519 key to which inputs and outputs are encrypted.
//!
//! Its public half goes on chain with a registration or an order. A key that it replaced can stay beside
//! it, so that what was sealed to that one is still opened.

use pouw_chain::private_file::{self, PrivateFileError};
use std::{fmt, fs, io, path::Path};
use x25519_dalek::{x25519, X25519_BASEPOINT_BYTES};
use zeroize::Zeroizing;

const FILE: &str = "encryption.key";
/// How the names of the files of replaced keys begin.
const RETIRED: &str = "encryption.key.";

/// What can go wrong with the encryption key.
#[derive(Debug, thiserror::Error)]
pub enum EncryptionKeyError {
	/// The file cannot be read or written.
	#[error("encryption key: {0}")]
	File(#[from] PrivateFileError),
	/// The folder cannot be made.
	#[error("cannot make the data folder {path}: {source}")]
	Folder {
		/// The folder.
		path: String,
		/// What the system said.
		source: io::Error,
	},
	/// The file holds no key.
	#[error("encryption key {0} is not 64 hexadecimal digits; restore it from a copy")]
	Damaged(String),
	/// The system has no randomness to give.
	#[error("the system gives no randomness for an encryption key: {0}")]
	Randomness(String),
}

/// An X25519 key, with those that it replaced. The secret halves are wiped from memory when dropped and
/// never printed.
pub struct EncryptionKey {
	secret: Zeroizing<[u8; 32]>,
	retired: Vec<EncryptionKey>,
}

impl fmt::Debug for EncryptionKey {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.debug_struct("EncryptionKey")
			.field("public", &hex::encode(self.public()))
			.field("secret", &"redacted")
			.field("retired", &self.retired)
			.finish()
	}
}

impl EncryptionKey {
	/// The key in the data folder; it is made at the first use. With it come the keys that it replaced:
	/// those in files named as its own, with a dot and more after it.
	pub fn load_or_create(data_dir: &Path) -> Result<Self, EncryptionKeyError> {
		let key = Self::load_or_create_current(data_dir)?;
		Ok(Self { retired: retired(data_dir), ..key })
	}

	fn load_or_create_current(data_dir: &Path) -> Result<Self, EncryptionKeyError> {
		let path = data_dir.join(FILE);
		match Self::load(&path) {
			Err(EncryptionKeyError::File(PrivateFileError::Missing(_))) => {},
			other => return other,
		}
		fs::create_dir_all(data_dir).map_err(|source| EncryptionKeyError::Folder {
			path: data_dir.display().to_string(),
			source,
		})?;
		let mut secret = Zeroizing::new([0u8; 32]);
		getrandom::fill(secret.as_mut_slice())
			.map_err(|e| EncryptionKeyError::Randomness(e.to_string()))?;
		let digits = Zeroizing::new(hex::encode(secret.as_slice()));
		match private_file::create(&path, digits.as_bytes()) {
			// Another process of the same data folder was first; its key counts.
			Err(PrivateFileError::Exists(_)) => Self::load(&path),
			other => other.map(|()| Self { secret, retired: Vec::new() }).map_err(Into::into),
		}
	}

	fn load(path: &Path) -> Result<Self, EncryptionKeyError> {
		let digits = private_file::read(path)?;
		let mut secret = Zeroizing::new([0u8; 32]);
		hex::decode_to_slice(digits.trim_ascii(), secret.as_mut_slice())
			.map_err(|_| EncryptionKeyError::Damaged(path.display().to_string()))?;
		Ok(Self { secret, retired: Vec::new() })
	}

	/// The public half.
	pub fn public(&self) -> [u8; 32] {
		x25519(*self.secret, X25519_BASEPOINT_BYTES)
	}

	/// This key, then those that it replaced.
	pub(super) fn and_retired(&self) -> impl Iterator<Item = &Self> {
		std::iter::once(self).chain(&self.retired)
	}

	/// Whether this is the public half of it, or of a key that it replaced.
	pub fn is_among(&self, public: &[u8; 32]) -> bool {
		self.and_retired().any(|key| key.public() == *public)
	}

	/// The secret half, for decryption alone.
	pub(super) fn secret(&self) -> &[u8; 32] {
		&self.secret
	}

	/// A key that is in no file, for tests.
	#[cfg(test)]
	pub(crate) fn of_seed(seed: [u8; 32]) -> Self {
		Self { secret: Zeroizing::new(seed), retired: Vec::new() }
	}

	/// The same in place of another one, for tests.
	#[cfg(test)]
	pub(crate) fn replacing(self, other: Self) -> Self {
		Self { retired: vec![other], ..self }
	}
}

/// The replaced keys in the data folder, by the names of their files. One that cannot be used is no reason
/// not to go on with the others: it is of use for what was sealed before alone.
fn retired(data_dir: &Path) -> Vec<EncryptionKey> {
	let entries = match fs::read_dir(data_dir) {
		Ok(entries) => entries,
		Err(error) => {
			tracing::warn!(folder = %data_dir.display(), %error, "cannot look for replaced keys");
			return Vec::new();
		},
	};
	let mut paths: Vec<_> = entries
		.flatten()
		.filter(|entry| entry.file_name().to_string_lossy().starts_with(RETIRED))
		.map(|entry| entry.path())
		.collect();
	paths.sort();
	let mut keys = Vec::new();
	for path in paths {
		match EncryptionKey::load(&path) {
			Ok(key) => keys.push(key),
			Err(error) => {
				tracing::warn!(%error, "a replaced key is not used; what was sealed to it stays closed");
			},
		}
	}
	keys
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn public_half_is_that_of_the_standard_when_the_secret_is_its_example() {
		// RFC 7748, section 5.2: the scalar 9 applied to the base point.
		let folder = tempfile::tempdir().unwrap();
		let secret = format!("09{}", "00".repeat(31));
		private_file::create(&folder.path().join(FILE), secret.as_bytes()).unwrap();
		let key = EncryptionKey::load_or_create(folder.path()).unwrap();
		let public = "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079";
		assert_eq!(hex::encode(key.public()), public);
	}

	#[test]
	fn key_stays_the_same_once_made() {
		let folder = tempfile::tempdir().unwrap();
		let data = folder.path().join("data");
		let first = EncryptionKey::load_or_create(&data).unwrap().public();
		assert_eq!(EncryptionKey::load_or_create(&data).unwrap().public(), first);
		assert_ne!(first, [0; 32]);
	}

	#[test]
	fn loading_fails_when_the_file_is_damaged() {
		let folder = tempfile::tempdir().unwrap();
		private_file::create(&folder.path().join(FILE), b"c0ffee").unwrap();
		let error = EncryptionKey::load_or_create(folder.path()).unwrap_err();
		assert!(matches!(error, EncryptionKeyError::Damaged(_)));
		assert!(!error.to_string().contains("c0ffee"));
	}

	#[cfg(unix)]
	#[test]
	fn loading_fails_when_others_can_read_the_file() {
		use std::os::unix::fs::PermissionsExt;
		let folder = tempfile::tempdir().unwrap();
		EncryptionKey::load_or_create(folder.path()).unwrap();
		let path = folder.path().join(FILE);
		fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
		assert!(EncryptionKey::load_or_create(folder.path()).is_err());
	}

	#[test]
	fn debug_shows_the_public_halves_alone() {
		let folder = tempfile::tempdir().unwrap();
		let key = EncryptionKey::load_or_create(folder.path()).unwrap();
		let key = key.replacing(EncryptionKey::of_seed([5; 32]));
		let shown = format!("{key:?}");
		for key in key.and_retired() {
			assert!(shown.contains(&hex::encode(key.public())));
			assert!(!shown.contains(&hex::encode(key.secret.as_slice())));
		}
	}

	#[test]
	fn replaced_keys_stay_known_when_their_files_stay() {
		let folder = tempfile::tempdir().unwrap();
		let file = |name: &str| folder.path().join(name);
		let mut publics = Vec::new();
		for kept in ["encryption.key.1", "encryption.key.2026-11-24"] {
			publics.push(EncryptionKey::load_or_create(folder.path()).unwrap().public());
			fs::rename(file(FILE), file(kept)).unwrap();
		}
		private_file::create(&file("encryption.key.bad"), b"c0ffee").unwrap();
		private_file::create(&file("encryption-key.1"), b"none of these").unwrap();
		let key = EncryptionKey::load_or_create(folder.path()).unwrap();
		assert!(!publics.contains(&key.public()), "it is a new one");
		publics.insert(0, key.public());
		let known: Vec<_> = key.and_retired().map(EncryptionKey::public).collect();
		assert_eq!(known, publics);
		assert!(publics.iter().all(|public| key.is_among(public)));
		assert!(!key.is_among(&EncryptionKey::of_seed([5; 32]).public()));
	}
}
