// SPDX-License-Identifier: Apache-2.0
//! Results on disk, from before the commitment until the task is settled.
//!
//! A commitment without the salt it was made with cannot be revealed, so both are durable before
//! anything is submitted.

use codec::{Decode, DecodeAll, Encode};
use pouw_chain::private_file::{self, PrivateFileError};
use pouw_primitives::{
	task::{self, BlobRef, TaskResult},
	AccountId, TaskId, TaskRecord,
};
use sp_core::H256;
use std::{
	fmt, fs, io,
	path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// First bytes of a record file.
const MAGIC: &[u8; 4] = b"PWR1";
/// Bytes of the checksum at its end.
const CHECKSUM_LEN: usize = 32;
const EXTENSION: &str = "record";

/// What can go wrong with the records.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
	/// A file cannot be read or written.
	#[error("task record: {0}")]
	File(#[from] PrivateFileError),
	/// A file is not as it was written.
	#[error("task record {0} is damaged; remove it, and the result is computed again")]
	Damaged(PathBuf),
	/// The folder cannot be used.
	#[error("cannot use the folder of task records {path}: {source}")]
	Folder {
		/// The folder.
		path: PathBuf,
		/// What the system said.
		source: io::Error,
	},
}

/// A result that is to be committed to or revealed.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Record {
	/// The task.
	pub task: TaskId,
	/// Its seed, which the sketch depends on.
	pub seed: H256,
	/// Its input.
	pub input: BlobRef,
	/// The result.
	pub result: TaskResult,
	/// The salt of the commitment. Secret until it is revealed.
	pub salt: [u8; 32],
}

impl fmt::Debug for Record {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.debug_struct("Record")
			.field("task", &self.task)
			.field("seed", &self.seed)
			.field("output", &self.result.output)
			.field("salt", &"redacted")
			.finish_non_exhaustive()
	}
}

impl Record {
	/// What `miner` commits to.
	pub fn commitment(&self, miner: &AccountId) -> H256 {
		task::commitment(self.task, miner, &self.result, &self.salt)
	}

	/// Whether it answers `task` as it is assigned now. It does not after a reorganisation that
	/// drew another seed, nor on a new chain with the genesis of an old one.
	pub fn answers(&self, task: &TaskRecord<AccountId>) -> bool {
		self.seed == task.seed && self.input == task.spec.input
	}
}

/// The records of one miner on one chain.
#[derive(Clone, Debug)]
pub struct RecordStore {
	folder: PathBuf,
}

impl RecordStore {
	/// The records of `miner` on the chain with this genesis; the folder is made if it is missing.
	pub fn open(data_dir: &Path, genesis: H256, miner: &AccountId) -> Result<Self, RecordError> {
		let short = |bytes: &[u8]| hex::encode(bytes.iter().take(8).copied().collect::<Vec<_>>());
		let name = format!("{}-{}", short(genesis.as_bytes()), short(miner.as_ref()));
		let folder = data_dir.join("tasks").join(name);
		fs::create_dir_all(&folder)
			.map_err(|source| RecordError::Folder { path: folder.clone(), source })?;
		Ok(Self { folder })
	}

	/// Writes a record. It survives the end of the process, and of the machine, once this returns.
	pub fn save(&self, record: &Record) -> Result<(), RecordError> {
		let mut bytes = Zeroizing::new(MAGIC.to_vec());
		record.encode_to(&mut *bytes);
		let checksum = blake3::hash(&bytes);
		bytes.extend_from_slice(checksum.as_bytes());
		Ok(private_file::replace(&self.path(record.task), &bytes)?)
	}

	/// The record of a task, if there is one.
	pub fn load(&self, task: TaskId) -> Result<Option<Record>, RecordError> {
		let path = self.path(task);
		let bytes = match private_file::read(&path) {
			Ok(bytes) => bytes,
			Err(PrivateFileError::Missing(_)) => return Ok(None),
			Err(error) => return Err(error.into()),
		};
		match decode(&bytes) {
			Some(record) if record.task == task => Ok(Some(record)),
			_ => Err(RecordError::Damaged(path)),
		}
	}

	/// Removes the record of a task, if there is one.
	pub fn remove(&self, task: TaskId) -> Result<(), RecordError> {
		let path = self.path(task);
		match fs::remove_file(&path) {
			Err(source) if source.kind() != io::ErrorKind::NotFound => {
				Err(RecordError::Folder { path, source })
			},
			_ => Ok(()),
		}
	}

	/// Moves a damaged record out of the way, so that the task can be computed again.
	pub fn set_aside(&self, task: TaskId) -> Result<(), RecordError> {
		let path = self.path(task);
		fs::rename(&path, path.with_extension("damaged"))
			.map_err(|source| RecordError::Folder { path, source })
	}

	/// The tasks with a record, in ascending order. Unfinished files of a crash are no records.
	pub fn tasks(&self) -> Result<Vec<TaskId>, RecordError> {
		let failed = |source| RecordError::Folder { path: self.folder.clone(), source };
		let mut tasks = Vec::new();
		for entry in fs::read_dir(&self.folder).map_err(failed)? {
			let path = entry.map_err(failed)?.path();
			if path.extension().is_some_and(|e| e == EXTENSION) {
				tasks.extend(path.file_stem().and_then(|s| s.to_str()?.parse::<TaskId>().ok()));
			}
		}
		tasks.sort_unstable();
		Ok(tasks)
	}

	fn path(&self, task: TaskId) -> PathBuf {
		self.folder.join(format!("{task}.{EXTENSION}"))
	}
}

fn decode(bytes: &[u8]) -> Option<Record> {
	let (body, checksum) = bytes.split_at_checked(bytes.len().checked_sub(CHECKSUM_LEN)?)?;
	let mut record = body.strip_prefix(MAGIC)?;
	if blake3::hash(body).as_bytes() != checksum {
		return None;
	}
	Record::decode_all(&mut record).ok()
}

#[cfg(test)]
mod tests {
	use super::*;
	use pouw_primitives::{sketch::SKETCH_LEN, Sketch};

	fn record(task: TaskId) -> Record {
		Record {
			task,
			seed: H256([1; 32]),
			input: BlobRef { hash: H256([2; 32]), len: 3 },
			result: TaskResult {
				sketch: Sketch([5; SKETCH_LEN]),
				output: BlobRef { hash: H256([4; 32]), len: 9 },
			},
			salt: [0xab; 32],
		}
	}

	fn store() -> (tempfile::TempDir, RecordStore) {
		let folder = tempfile::tempdir().unwrap();
		let store =
			RecordStore::open(folder.path(), H256([9; 32]), &AccountId::new([8; 32])).unwrap();
		(folder, store)
	}

	#[test]
	fn saved_record_is_loaded_by_another_process() {
		let (folder, store) = store();
		store.save(&record(7)).unwrap();
		let again =
			RecordStore::open(folder.path(), H256([9; 32]), &AccountId::new([8; 32])).unwrap();
		assert_eq!(again.load(7).unwrap(), Some(record(7)));
		assert_eq!(again.load(8).unwrap(), None);
		assert_eq!(again.tasks().unwrap(), [7]);
	}

	#[test]
	fn records_of_another_chain_or_miner_are_not_seen() {
		let (folder, store) = store();
		store.save(&record(7)).unwrap();
		for (genesis, miner) in [([0; 32], [8; 32]), ([9; 32], [0; 32])] {
			let other =
				RecordStore::open(folder.path(), H256(genesis), &AccountId::new(miner)).unwrap();
			assert_eq!(other.load(7).unwrap(), None);
		}
	}

	#[test]
	fn partial_temporary_file_of_a_crash_is_no_record() {
		let (_folder, store) = store();
		store.save(&record(7)).unwrap();
		let whole = fs::read(store.path(7)).unwrap();
		// What is left when the process dies between the first write and the rename.
		for len in [0, 1, whole.len() / 2, whole.len()] {
			fs::write(store.folder.join(".8.record.4242.tmp"), &whole[..len]).unwrap();
			assert_eq!(store.load(8).unwrap(), None);
			assert_eq!(store.tasks().unwrap(), [7]);
		}
		store.save(&record(8)).unwrap();
		assert_eq!(store.load(8).unwrap(), Some(record(8)));
	}

	#[test]
	fn old_record_stays_whole_when_a_crash_interrupts_its_replacement() {
		let (_folder, store) = store();
		store.save(&record(7)).unwrap();
		let pid = std::process::id();
		fs::write(store.folder.join(format!(".7.record.{pid}.tmp")), b"PWR1half").unwrap();
		assert_eq!(store.load(7).unwrap(), Some(record(7)));
		let newer = Record { salt: [1; 32], ..record(7) };
		store.save(&newer).unwrap();
		assert_eq!(store.load(7).unwrap(), Some(newer));
	}

	#[test]
	fn loading_fails_when_the_file_is_cut_or_altered() {
		let (_folder, store) = store();
		store.save(&record(7)).unwrap();
		let path = store.path(7);
		let whole = fs::read(&path).unwrap();
		for len in 0..whole.len() {
			fs::write(&path, &whole[..len]).unwrap();
			assert!(matches!(store.load(7), Err(RecordError::Damaged(_))), "{len} bytes");
		}
		for at in 0..whole.len() {
			let mut altered = whole.clone();
			altered[at] ^= 1;
			fs::write(&path, &altered).unwrap();
			assert!(matches!(store.load(7), Err(RecordError::Damaged(_))), "byte {at}");
		}
		store.set_aside(7).unwrap();
		assert_eq!(store.load(7).unwrap(), None);
		assert!(store.tasks().unwrap().is_empty());
	}

	#[test]
	fn loading_fails_when_the_file_is_that_of_another_task() {
		let (_folder, store) = store();
		store.save(&record(7)).unwrap();
		fs::rename(store.path(7), store.path(8)).unwrap();
		assert!(matches!(store.load(8), Err(RecordError::Damaged(_))));
	}

	#[test]
	fn removing_twice_is_no_error() {
		let (_folder, store) = store();
		store.save(&record(7)).unwrap();
		store.remove(7).unwrap();
		store.remove(7).unwrap();
		assert_eq!(store.load(7).unwrap(), None);
	}

	#[test]
	fn debug_does_not_show_the_salt() {
		let shown = format!("{:?}", record(7));
		assert!(shown.contains("redacted"));
		assert!(!shown.contains("171") && !shown.contains("abab"));
	}
}
