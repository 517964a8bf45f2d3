// SPDX-License-Identifier: Apache-2.0
//! The secret that lets a caller spend the operator's tokens.

use pouw_chain::private_file::{self, PrivateFileError};
use sp_core::{Blake2Hasher, Hasher, Pair, H256};
use std::{
	fmt, fs, io,
	path::{Path, PathBuf},
};

/// Environment variable that, when set, supplies the access token instead of its file.
pub const TOKEN_ENV: &str = "POUW_GATEWAY_TOKEN";

/// Name of the file, in the worker's data folder.
pub const TOKEN_FILE: &str = "gateway.token";

/// Fewest characters of a token; one that is made here has 64.
const SHORTEST: usize = 32;

/// What can go wrong with the access token.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
	/// The file cannot be read or written.
	#[error("access token: {0}")]
	File(#[from] PrivateFileError),
	/// The folder cannot be made.
	#[error("cannot make the folder {path} of the access token: {source}")]
	Folder {
		/// The folder.
		path: PathBuf,
		/// What the system said.
		source: io::Error,
	},
	/// What is there is no token.
	#[error("{place} holds no access token: that is {SHORTEST} visible characters or more, without blanks")]
	Malformed {
		/// File or variable.
		place: String,
	},
}

/// The secret that lets a caller spend the operator's tokens. Its hash alone is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken(H256);

impl fmt::Debug for AccessToken {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("AccessToken(redacted)")
	}
}

impl AccessToken {
	/// The token of the environment variable [`TOKEN_ENV`] if it is set, else that of the file, which is
	/// made, readable by its owner alone, if there is none.
	pub fn load_or_create(path: &Path) -> Result<Self, AccessError> {
		match std::env::var(TOKEN_ENV) {
			Ok(text) => Self::of(&text).ok_or(AccessError::Malformed { place: TOKEN_ENV.into() }),
			Err(std::env::VarError::NotUnicode(_)) => {
				Err(AccessError::Malformed { place: TOKEN_ENV.into() })
			},
			Err(std::env::VarError::NotPresent) => Self::of_file(path),
		}
	}

	fn of_file(path: &Path) -> Result<Self, AccessError> {
		match Self::read(path) {
			Err(AccessError::File(PrivateFileError::Missing(_))) => {},
			other => return other,
		}
		if let Some(folder) = path.parent() {
			fs::create_dir_all(folder)
				.map_err(|source| AccessError::Folder { path: folder.to_path_buf(), source })?;
		}
		// The seed of a new key is 32 bytes of the system's randomness.
		let (_, secret) = sp_core::ed25519::Pair::generate();
		let text = hex::encode(secret);
		match private_file::create(path, text.as_bytes()) {
			// Another process of the same folder was first; its token counts.
			Err(PrivateFileError::Exists(_)) => Self::read(path),
			Err(error) => Err(error.into()),
			Ok(()) => Self::read(path),
		}
	}

	fn read(path: &Path) -> Result<Self, AccessError> {
		let bytes = private_file::read(path)?;
		std::str::from_utf8(&bytes)
			.ok()
			.and_then(|text| Self::of(text.trim()))
			.ok_or_else(|| AccessError::Malformed { place: path.display().to_string() })
	}

	/// A token; none if the text is too short or has blanks or control characters.
	pub fn of(text: &str) -> Option<Self> {
		let visible = text.bytes().all(|byte| byte.is_ascii_graphic());
		(visible && text.len() >= SHORTEST).then(|| Self(Blake2Hasher::hash(text.as_bytes())))
	}

	/// Whether a caller presents this token. The time it takes says nothing about it: hashes are
	/// compared, and all of their bytes.
	pub fn is(&self, presented: &str) -> bool {
		let other = Blake2Hasher::hash(presented.as_bytes());
		let differing = self
			.0
			.as_bytes()
			.iter()
			.zip(other.as_bytes())
			.fold(0u8, |differing, (one, other)| differing | (one ^ other));
		std::hint::black_box(differing) == 0
	}

	/// Whether the value of an `Authorization` header presents this token.
	pub fn is_borne_by(&self, header: &str) -> bool {
		match header.split_once(' ') {
			Some((scheme, token)) => scheme.eq_ignore_ascii_case("Bearer") && self.is(token.trim()),
			None => false,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const TEXT: &str = "0123456789abcdef0123456789abcdef";

	#[test]
	fn token_is_made_once_and_found_again() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("data").join(TOKEN_FILE);
		let made = AccessToken::of_file(&path).unwrap();
		let text = fs::read_to_string(&path).unwrap();
		assert_eq!(text.len(), 64);
		assert!(made.is(&text));
		assert_eq!(AccessToken::of_file(&path).unwrap(), made);
		let other = folder.path().join("other");
		assert_ne!(AccessToken::of_file(&other).unwrap(), made);
	}

	#[cfg(unix)]
	#[test]
	fn token_is_readable_by_its_owner_alone() {
		use std::os::unix::fs::PermissionsExt;
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join(TOKEN_FILE);
		AccessToken::of_file(&path).unwrap();
		assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
		fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
		let error = AccessToken::of_file(&path).unwrap_err().to_string();
		assert!(error.contains("0640"), "{error}");
	}

	#[test]
	fn only_the_token_itself_is_it() {
		let token = AccessToken::of(TEXT).unwrap();
		assert!(token.is(TEXT) && token.is_borne_by(&format!("bearer {TEXT}")));
		for wrong in ["", "0", &TEXT[1..], &format!("{TEXT}0"), &TEXT.to_uppercase()] {
			assert!(!token.is(wrong), "{wrong}");
		}
		for header in
			[TEXT, "Bearer", "Bearer ", &format!("Basic {TEXT}"), &format!("Bearer{TEXT}")]
		{
			assert!(!token.is_borne_by(header), "{header}");
		}
	}

	#[test]
	fn short_and_blank_texts_are_no_tokens() {
		assert!(AccessToken::of(&TEXT[1..]).is_none());
		assert!(AccessToken::of(&format!("{TEXT} x")).is_none());
		assert!(AccessToken::of(&format!("{TEXT}ä")).is_none());
	}

	#[test]
	fn loading_fails_without_quoting_the_content_when_the_file_holds_no_token() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join(TOKEN_FILE);
		private_file::create(&path, b"c0ffee").unwrap();
		let error = AccessToken::of_file(&path).unwrap_err();
		assert!(matches!(error, AccessError::Malformed { .. }));
		assert!(!format!("{error} {error:?}").contains("c0ffee"));
		assert_eq!(format!("{:?}", AccessToken::of(TEXT).unwrap()), "AccessToken(redacted)");
	}
}
