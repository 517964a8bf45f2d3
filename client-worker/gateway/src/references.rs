// SPDX-License-Identifier: Apache-2.0
//! What became of orders with a reference, over restarts of the gateway.
//!
//! A caller that gets no answer asks again, also when that was because the gateway ended. So a reference is
//! on disk before its order is handed over, and an order that was under way when the gateway ended is one of
//! which nobody knows what became.
//!
//! Each gateway has all of the file in memory and writes all of it, so a second one of the same file would undo
//! what the first has written, and an order could be placed twice. It is refused.

use crate::{gateway::Submitted, ClientError};
use pouw_chain::private_file;
use pouw_primitives::AccountId;
use serde::{Deserialize, Serialize};
use sp_core::{Blake2Hasher, Hasher, H256};
use std::{
	collections::VecDeque,
	fs::{self, File, OpenOptions, TryLockError},
	io,
	path::{Path, PathBuf},
};

/// Orders that are remembered.
pub const REMEMBERED: usize = 1_024;
/// Largest file that is read; what is remembered takes far less.
const MAX_LEN: u64 = 4 << 20;

/// What became of an order with a reference.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Fate {
	/// It is being submitted.
	UnderWay,
	/// It is in a block.
	Ordered(Submitted),
	/// Nobody knows.
	Uncertain(String),
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Entry {
	reference: String,
	fate: Fate,
}

/// The references of orders, the oldest first.
#[derive(Debug, Default)]
pub(crate) struct References {
	/// Where they are kept, if they are.
	file: Option<PathBuf>,
	orders: VecDeque<Entry>,
	/// Locked for as long as this lives; the system lets go of it when the process ends, however it does.
	#[allow(dead_code)] // Held, not used.
	lock: Option<File>,
}

/// Where the references of an account's orders on the chain of this genesis are kept.
pub fn path(data_dir: &Path, genesis: H256, account: &AccountId) -> PathBuf {
	let owner: [u8; 64] = {
		let mut owner = [0; 64];
		let (chain, of) = owner.split_at_mut(32);
		chain.copy_from_slice(genesis.as_bytes());
		of.copy_from_slice(account.as_ref());
		owner
	};
	let name = hex::encode(Blake2Hasher::hash(&owner).as_bytes());
	data_dir.join(format!("gateway-orders-{}.json", name.get(..16).unwrap_or_default()))
}

/// Takes the lock of a file, which is one beside it: the file itself is replaced whenever it is written.
fn take_lock(path: &Path) -> Result<File, ClientError> {
	let of = path.with_extension("lock");
	let failed = |error: io::Error| {
		ClientError::References(format!("{} cannot be locked: {error}", of.display()))
	};
	let mut options = OpenOptions::new();
	options.read(true).write(true).create(true).truncate(false);
	#[cfg(unix)]
	{
		use std::os::unix::fs::OpenOptionsExt;
		options.mode(0o600);
	}
	let file = options.open(&of).map_err(failed)?;
	match file.try_lock() {
		Ok(()) => Ok(file),
		Err(TryLockError::WouldBlock) => Err(ClientError::References(format!(
			"{} is in use by another gateway of this account: ask or stop that one, or give this one a \
			 `data_dir` of its own",
			path.display()
		))),
		Err(TryLockError::Error(error)) => Err(failed(error)),
	}
}

impl References {
	/// Those in a file, if there is one. No other gateway can open it while this lives. Without a file they are
	/// forgotten with the process.
	pub(crate) fn open(file: Option<PathBuf>) -> Result<Self, ClientError> {
		let Some(path) = file else { return Ok(Self::default()) };
		let lock = take_lock(&path)?;
		let unusable = |reason: String| {
			let path = path.display();
			ClientError::References(format!(
				"{path} cannot be read ({reason}); look what was ordered, then move it away"
			))
		};
		let bytes = match fs::metadata(&path) {
			Ok(metadata) if metadata.len() > MAX_LEN => {
				return Err(unusable("it is too large".to_string()))
			},
			Ok(_) => fs::read(&path).map_err(|error| unusable(error.to_string()))?,
			Err(error) if error.kind() == io::ErrorKind::NotFound => b"[]".to_vec(),
			Err(error) => return Err(unusable(error.to_string())),
		};
		let mut orders: VecDeque<Entry> = serde_json::from_slice(&bytes)
			.map_err(|_| unusable("it is no list of orders".to_string()))?;
		for entry in &mut orders {
			if entry.fate == Fate::UnderWay {
				entry.fate =
					Fate::Uncertain("the gateway ended while it was handed over".to_string());
			}
		}
		Ok(Self { file: Some(path), orders, lock: Some(lock) })
	}

	/// What an order with this reference became. If there was none, one is under way from now on.
	pub(crate) fn begin(&mut self, reference: &str) -> Result<Option<Submitted>, ClientError> {
		match self.orders.iter().find(|entry| entry.reference == reference).map(|entry| &entry.fate)
		{
			Some(Fate::Ordered(submitted)) => return Ok(Some(submitted.clone())),
			Some(Fate::UnderWay) => return Err(ClientError::OrderUnderWay(reference.to_string())),
			Some(Fate::Uncertain(reason)) => {
				return Err(ClientError::OrderUncertain(reason.clone()))
			},
			None => {},
		}
		while self.orders.len() >= REMEMBERED {
			self.orders.pop_front();
		}
		self.orders.push_back(Entry { reference: reference.to_string(), fate: Fate::UnderWay });
		if let Err(error) = self.save() {
			self.orders.pop_back();
			return Err(ClientError::References(format!(
				"{error}; nothing is ordered whose reference could not be kept"
			)));
		}
		Ok(None)
	}

	/// Notes what became of an order. The reference of one that failed for sure is free again.
	pub(crate) fn finish(&mut self, reference: &str, outcome: &Result<Submitted, ClientError>) {
		let fate = match outcome {
			Ok(submitted) => Some(Fate::Ordered(submitted.clone())),
			Err(ClientError::OrderUncertain(reason)) => Some(Fate::Uncertain(reason.clone())),
			Err(_) => None,
		};
		match fate {
			Some(fate) => {
				for entry in self.orders.iter_mut().filter(|entry| entry.reference == reference) {
					entry.fate = fate.clone();
				}
			},
			None => self.orders.retain(|entry| entry.reference != reference),
		}
		if let Err(error) = self.save() {
			// After a restart nobody knows what became of it, which is safe.
			tracing::warn!(reference, %error, "what became of an order is not kept over a restart");
		}
	}

	fn save(&self) -> Result<(), String> {
		let Some(path) = &self.file else { return Ok(()) };
		let text = serde_json::to_vec(&self.orders).map_err(|error| error.to_string())?;
		private_file::replace(path, &text).map_err(|error| error.to_string())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn submitted() -> Submitted {
		Submitted {
			task: 7,
			block: 9,
			account: "5G".to_string(),
			price: "6".to_string(),
			symbol: "EDGE".to_string(),
			input: "0x00".to_string(),
			bytes: 3,
		}
	}

	#[test]
	fn fates_are_what_they_were_after_a_restart_except_of_what_was_under_way() {
		let folder = tempfile::tempdir().unwrap();
		let file = Some(folder.path().join("orders.json"));
		let mut references = References::open(file.clone()).unwrap();
		for reference in ["ordered", "refused", "unknown", "under way"] {
			assert_eq!(references.begin(reference).unwrap(), None);
		}
		references.finish("ordered", &Ok(submitted()));
		references.finish("refused", &Err(ClientError::NoKey));
		references.finish("unknown", &Err(ClientError::OrderUncertain("lost".to_string())));
		let error = references.begin("under way").unwrap_err();
		assert!(matches!(error, ClientError::OrderUnderWay(_)));
		drop(references);

		let mut references = References::open(file).unwrap();
		assert_eq!(references.begin("ordered").unwrap(), Some(submitted()));
		for reference in ["unknown", "under way"] {
			let error = references.begin(reference).unwrap_err();
			assert!(matches!(error, ClientError::OrderUncertain(_)), "{reference}: {error}");
		}
		assert_eq!(references.begin("refused").unwrap(), None);
	}

	#[test]
	fn nothing_is_begun_when_it_cannot_be_kept() {
		let folder = tempfile::tempdir().unwrap();
		let gone = folder.path().join("gone");
		fs::create_dir(&gone).unwrap();
		let mut references = References::open(Some(gone.join("orders.json"))).unwrap();
		fs::remove_dir_all(&gone).unwrap();
		let error = references.begin("job-1").unwrap_err();
		assert!(matches!(error, ClientError::References(_)) && !error.is_transient(), "{error}");
		fs::create_dir(&gone).unwrap();
		assert_eq!(references.begin("job-1").unwrap(), None);
	}

	#[test]
	fn oldest_references_are_forgotten_first() {
		let mut references = References::default();
		for number in 0..=REMEMBERED {
			assert_eq!(references.begin(&number.to_string()).unwrap(), None);
		}
		assert_eq!(references.orders.len(), REMEMBERED);
		assert_eq!(references.begin("0").unwrap(), None);
		assert!(references.begin("2").is_err());
	}

	#[test]
	fn opening_fails_and_names_the_file_while_another_gateway_has_it() {
		let folder = tempfile::tempdir().unwrap();
		let [path, other] =
			["orders", "others"].map(|name| folder.path().join(name).with_extension("json"));
		let mut first = References::open(Some(path.clone())).unwrap();
		// Whether there is a file yet or not.
		for reference in ["job-1", "job-2"] {
			let error = References::open(Some(path.clone())).unwrap_err();
			assert!(!error.is_transient(), "{error}");
			let error = error.to_string();
			assert!(error.contains(&path.display().to_string()), "{error}");
			assert!(error.contains("another gateway"), "{error}");
			assert_eq!(first.begin(reference).unwrap(), None);
		}
		assert!(References::open(Some(other)).is_ok());
		first.finish("job-1", &Ok(submitted()));
		drop(first);
		let mut second = References::open(Some(path)).unwrap();
		assert_eq!(second.begin("job-1").unwrap(), Some(submitted()));
		assert!(second.begin("job-2").is_err());
	}

	#[cfg(unix)]
	#[test]
	fn lock_is_readable_by_its_owner_alone() {
		use std::os::unix::fs::PermissionsExt;
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("orders.json");
		let _references = References::open(Some(path.clone())).unwrap();
		let mode = fs::metadata(path.with_extension("lock")).unwrap().permissions().mode();
		assert_eq!(mode & 0o077, 0);
	}

	#[test]
	fn opening_fails_and_names_the_file_when_it_is_something_else() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("orders.json");
		fs::write(&path, "{").unwrap();
		let error = References::open(Some(path.clone())).unwrap_err().to_string();
		assert!(error.contains(&path.display().to_string()), "{error}");
	}

	#[test]
	fn each_account_on_each_chain_has_a_file_of_its_own() {
		let of = |genesis: u8, account: u8| {
			path(Path::new("data"), H256([genesis; 32]), &AccountId::new([account; 32]))
		};
		assert_eq!(of(1, 2), of(1, 2));
		assert_ne!(of(1, 2), of(2, 1));
		assert_ne!(of(1, 2), of(1, 1));
	}
}
