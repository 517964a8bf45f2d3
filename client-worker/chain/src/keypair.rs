// SPDX-License-Identifier: Apache-2.0
//! The key that signs the worker's transactions.
//!
//! It comes from a keystore file or from the environment, never from the command line, which other
//! users of the machine can read.

use crate::private_file::{self, PrivateFileError};
use pouw_primitives::{AccountId, Signature};
use serde::{Deserialize, Serialize};
use sp_core::crypto::Ss58Codec;
use std::{fmt, path::Path, str::FromStr};
use subxt_signer::{sr25519, SecretUri};
use zeroize::{Zeroize, Zeroizing};

/// Environment variable that, when set, supplies the key instead of the keystore file: a secret
/// phrase, a `0x` seed, or a development key such as `//Alice`.
pub const KEY_ENV: &str = "POUW_KEY";

/// What can go wrong with a key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
	/// The keystore file is readable by others, or not readable at all.
	#[error("keystore: {0}")]
	File(#[from] PrivateFileError),
	/// The keystore file is missing.
	#[error(
		"keystore: {0} does not exist; `pouw-worker key new --out {0}` makes one, or set {KEY_ENV} in its place"
	)]
	Missing(String),
	/// The keystore file is not what `key new` writes.
	#[error("keystore {path} is damaged: {reason}; restore it from a copy")]
	Damaged {
		/// The file.
		path: String,
		/// What is wrong. Never the content.
		reason: &'static str,
	},
	/// The environment variable holds no key.
	#[error("{KEY_ENV} holds no key: it takes a secret phrase, a 0x seed or a development key such as //Alice")]
	Environment,
	/// The system has no randomness to give.
	#[error("the system gives no randomness for a new key: {0}")]
	Randomness(String),
}

/// An sr25519 key pair. Its secret half is wiped from memory when dropped and never printed.
#[derive(Clone)]
pub struct Keypair {
	pair: sr25519::Keypair,
	account: AccountId,
}

impl fmt::Debug for Keypair {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.debug_struct("Keypair")
			.field("account", &self.address())
			.field("secret", &"redacted")
			.finish()
	}
}

/// A keystore file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
	/// SS58 address, for people, and to notice an altered seed.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	account: Option<String>,
	/// 32 bytes as `0x` and 64 hexadecimal digits.
	seed: String,
}

impl Drop for KeyFile {
	fn drop(&mut self) {
		self.seed.zeroize();
	}
}

impl Keypair {
	/// The key of the environment variable [`KEY_ENV`] if it is set, else that of the keystore
	/// file.
	pub fn load(keystore: &Path) -> Result<Self, KeyError> {
		match std::env::var(KEY_ENV) {
			Ok(uri) => Self::from_uri(&Zeroizing::new(uri)),
			Err(std::env::VarError::NotUnicode(_)) => Err(KeyError::Environment),
			Err(std::env::VarError::NotPresent) => Self::from_file(keystore),
		}
	}

	/// The key of a keystore file, which must be readable by its owner alone.
	pub fn from_file(path: &Path) -> Result<Self, KeyError> {
		let bytes = private_file::read(path).map_err(|error| match error {
			PrivateFileError::Missing(path) => KeyError::Missing(path.display().to_string()),
			other => KeyError::File(other),
		})?;
		let damaged = |reason| KeyError::Damaged { path: path.display().to_string(), reason };
		// The decoder's message could quote the content, so it is dropped.
		let file: KeyFile = serde_json::from_slice(&bytes)
			.map_err(|_| damaged("not a JSON object with `seed` and, if wanted, `account`"))?;
		let digits =
			file.seed.strip_prefix("0x").ok_or(damaged("`seed` does not start with 0x"))?;
		let mut seed = Zeroizing::new([0u8; 32]);
		hex::decode_to_slice(digits, seed.as_mut_slice())
			.map_err(|_| damaged("`seed` is not 64 hexadecimal digits"))?;
		let pair = Self::from_seed(&seed).ok_or(damaged("`seed` makes no key"))?;
		match &file.account {
			Some(account) if *account != pair.address() => {
				Err(damaged("`seed` is not that of `account`"))
			},
			_ => Ok(pair),
		}
	}

	/// The key of a secret phrase, a `0x` seed or a development key such as `//Alice`. For the
	/// environment and for tests; anything else takes a keystore file.
	pub fn from_uri(uri: &str) -> Result<Self, KeyError> {
		let uri = SecretUri::from_str(uri).map_err(|_| KeyError::Environment)?;
		sr25519::Keypair::from_uri(&uri).map(Self::new).map_err(|_| KeyError::Environment)
	}

	/// Makes a key and writes its keystore file, which must not exist.
	pub fn create(path: &Path) -> Result<Self, KeyError> {
		let mut seed = Zeroizing::new([0u8; 32]);
		getrandom::fill(seed.as_mut_slice()).map_err(|e| KeyError::Randomness(e.to_string()))?;
		let pair = Self::from_seed(&seed)
			.ok_or_else(|| KeyError::Randomness("a seed that makes no key".into()))?;
		let file = KeyFile {
			account: Some(pair.address()),
			seed: format!("0x{}", *Zeroizing::new(hex::encode(seed.as_slice()))),
		};
		let text =
			serde_json::to_vec(&file).map(Zeroizing::new).map_err(|_| KeyError::Damaged {
				path: path.display().to_string(),
				reason: "it cannot be written as JSON",
			})?;
		private_file::create(path, &text)?;
		Ok(pair)
	}

	/// The account the key signs for.
	pub fn account(&self) -> &AccountId {
		&self.account
	}

	/// The account as an SS58 address.
	pub fn address(&self) -> String {
		self.account.to_ss58check()
	}

	/// The key's signature of some bytes.
	pub fn sign(&self, bytes: &[u8]) -> Signature {
		Signature::Sr25519(sp_core::sr25519::Signature::from_raw(self.pair.sign(bytes).0))
	}

	pub(crate) fn signer(&self) -> &sr25519::Keypair {
		&self.pair
	}

	fn from_seed(seed: &[u8; 32]) -> Option<Self> {
		sr25519::Keypair::from_secret_key(*seed).ok().map(Self::new)
	}

	fn new(pair: sr25519::Keypair) -> Self {
		let account = AccountId::new(pair.public_key().0);
		Self { pair, account }
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::fs;

	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

	fn keystore() -> (tempfile::TempDir, std::path::PathBuf) {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("key.json");
		(folder, path)
	}

	/// Overwrites in place, so the mode stays.
	fn alter(path: &Path, change: impl Fn(String) -> String) {
		let text = fs::read_to_string(path).unwrap();
		fs::write(path, change(text)).unwrap();
	}

	#[test]
	fn created_key_is_loaded_again() {
		let (_folder, path) = keystore();
		let made = Keypair::create(&path).unwrap();
		assert_eq!(Keypair::from_file(&path).unwrap().account(), made.account());
	}

	#[cfg(unix)]
	#[test]
	fn created_keystore_is_readable_by_its_owner_alone() {
		use std::os::unix::fs::PermissionsExt;
		let (_folder, path) = keystore();
		Keypair::create(&path).unwrap();
		assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
		fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
		let error = Keypair::from_file(&path).unwrap_err().to_string();
		assert!(error.contains("0644") && error.contains("chmod 600"), "{error}");
	}

	#[test]
	fn create_does_not_overwrite_a_keystore() {
		let (_folder, path) = keystore();
		let first = Keypair::create(&path).unwrap();
		assert!(matches!(Keypair::create(&path), Err(KeyError::File(PrivateFileError::Exists(_)))));
		assert_eq!(Keypair::from_file(&path).unwrap().account(), first.account());
	}

	#[test]
	fn loading_fails_when_the_seed_was_altered() {
		let (_folder, path) = keystore();
		Keypair::create(&path).unwrap();
		alter(&path, |text| {
			let at = text.find("0x").unwrap() + 2;
			let digit = if text.as_bytes()[at] == b'0' { "1" } else { "0" };
			format!("{}{digit}{}", &text[..at], &text[at + 1..])
		});
		let error = Keypair::from_file(&path).unwrap_err().to_string();
		assert!(error.contains("is not that of `account`"), "{error}");
	}

	#[test]
	fn loading_fails_without_quoting_the_content_when_the_file_is_malformed() {
		let (_folder, path) = keystore();
		let secret = "c0ffee".repeat(9);
		for text in [
			secret.clone(),
			format!(r#"{{"seed":"{secret}"}}"#),
			format!(r#"{{"seed":"0x{secret}"}}"#),
			format!(r#"{{"seed":"0x{secret}","more":1}}"#),
			r#"{"seed":"//Alice"}"#.into(),
			"{}".into(),
		] {
			let _ = fs::remove_file(&path);
			private_file::create(&path, text.as_bytes()).unwrap();
			let error = Keypair::from_file(&path).unwrap_err();
			assert!(matches!(error, KeyError::Damaged { .. }), "{text}");
			assert!(!format!("{error} {error:?}").contains("c0ffee"));
		}
	}

	#[test]
	fn loading_accepts_a_file_with_a_seed_alone() {
		let (_folder, path) = keystore();
		let text = format!(r#"{{"seed":"0x{}"}}"#, "11".repeat(32));
		private_file::create(&path, text.as_bytes()).unwrap();
		assert!(Keypair::from_file(&path).is_ok());
	}

	#[test]
	fn development_uri_gives_the_well_known_account() {
		assert_eq!(Keypair::from_uri("//Alice").unwrap().address(), ALICE);
	}

	#[test]
	fn uri_error_does_not_quote_the_uri() {
		let error = Keypair::from_uri("correct horse battery staple").unwrap_err();
		assert!(!format!("{error} {error:?}").contains("horse"));
	}

	#[test]
	fn debug_shows_the_account_and_not_the_secret() {
		let (_folder, path) = keystore();
		let pair = Keypair::create(&path).unwrap();
		let seed = fs::read_to_string(&path).unwrap();
		let at = seed.find("0x").unwrap() + 2;
		let shown = format!("{pair:?}");
		assert!(shown.contains(&pair.address()) && shown.contains("redacted"));
		assert!(!shown.contains(&seed[at..at + 16]));
	}
}
