// SPDX-License-Identifier: Apache-2.0
//! The worker's state: one file, from before a commitment until its task is settled.
//!
//! A commitment without the salt it was made with cannot be revealed, and an output that was revealed
//! must be at hand when the chain asks for its sketch by another seed. Both are durable before anything
//! is submitted. The file is a redb database: a transaction is in it as a whole or not at all, whenever
//! the process or the machine dies, and only one process can have it open.

mod error;
mod file;
mod record;
#[cfg(test)]
mod tests;

pub use error::StateError;
#[cfg(test)]
pub(crate) use file::builder;
pub use record::{Phase, Record};

use codec::{DecodeAll, Encode};
use file::StateFile;
use pouw_primitives::{task::BlobRef, AccountId, TaskId, WindowIndex};
use record::Entry;
use redb::{ReadableDatabase, ReadableTable, TableDefinition};
use sp_core::H256;
use std::{
	path::Path,
	sync::Arc,
	time::{Duration, SystemTime, UNIX_EPOCH},
};
use zeroize::Zeroizing;

/// Version of the tables.
pub const SCHEMA: u64 = 1;
/// Most results of one account on one chain. Tasks leave long before; should they not, no more are
/// committed to.
pub const MAX_RESULTS: usize = 1_024;
/// Most tickets of one account on one chain. When there are more, the oldest go.
pub const MAX_TICKETS: usize = 256;
/// Age from which what belongs to other chains or accounts is removed when the file is opened.
const FOREIGN_AGE: Duration = Duration::from_secs(30 * 24 * 60 * 60);

type Bytes = &'static [u8];

const META: TableDefinition<'static, &str, u64> = TableDefinition::new("meta");
/// Account, task and seed to an [`Entry`].
const RESULTS: TableDefinition<'static, Bytes, Bytes> = TableDefinition::new("results");
/// The same to the output in plain.
const OUTPUTS: TableDefinition<'static, Bytes, Bytes> = TableDefinition::new("outputs");
/// Account, window and hash to the call of a ticket.
const TICKETS: TableDefinition<'static, Bytes, Bytes> = TableDefinition::new("tickets");

const SCHEMA_KEY: &str = "schema";
/// Bytes of genesis and account, with which every key begins.
const OWNER_LEN: usize = 64;

/// The state file. While this lives, no other process can open it.
#[derive(Debug)]
pub struct StateStore {
	file: StateFile,
}

impl StateStore {
	/// Opens the state in the data folder; both are made if they are missing.
	pub fn open(data_dir: &Path) -> Result<Arc<Self>, StateError> {
		Self::prepared(StateFile::in_folder(data_dir)?)
	}

	/// The state in any database, for tests of what disks do.
	#[cfg(test)]
	pub(crate) fn on(
		open: impl Fn() -> Result<redb::Database, redb::DatabaseError> + Send + Sync + 'static,
	) -> Result<Arc<Self>, StateError> {
		Self::prepared(StateFile::new("state in memory".into(), Box::new(open))?)
	}

	/// Checks the schema, or writes it into a new file.
	fn prepared(file: StateFile) -> Result<Arc<Self>, StateError> {
		file.run(|database| {
			let transaction = database.begin_write()?;
			let tables = transaction.list_tables()?.count();
			{
				let mut meta = transaction.open_table(META)?;
				let found = meta.get(SCHEMA_KEY)?.map(|value| value.value());
				match found {
					Some(SCHEMA) => {},
					Some(found) => {
						return Ok(Err(file.error(|path| StateError::OtherVersion {
							path,
							found,
							known: SCHEMA,
						})))
					},
					None if tables > 0 => {
						return Ok(Err(file.error(|path| StateError::Foreign {
							path,
							reason: "it is a database of something else".into(),
						})))
					},
					None => {
						meta.insert(SCHEMA_KEY, SCHEMA)?;
					},
				}
				// So that reading needs not care whether they are there.
				transaction.open_table(RESULTS)?;
				transaction.open_table(OUTPUTS)?;
				transaction.open_table(TICKETS)?;
			}
			transaction.commit()?;
			Ok(Ok(()))
		})??;
		Ok(Arc::new(Self { file }))
	}

	/// Bytes of the file.
	pub fn size(&self) -> u64 {
		self.file.size()
	}

	/// The state of an account on the chain with this genesis. What others left long ago is removed.
	pub fn of(self: &Arc<Self>, genesis: H256, miner: &AccountId) -> Result<Records, StateError> {
		let mut owner = [0u8; OWNER_LEN];
		let (chain, account) = owner.split_at_mut(32);
		chain.copy_from_slice(genesis.as_bytes());
		account.copy_from_slice(miner.as_ref());
		let records = Records { store: self.clone(), owner };
		records.remove_foreign()?;
		Ok(records)
	}
}

/// The state of one account on one chain.
#[derive(Clone, Debug)]
pub struct Records {
	store: Arc<StateStore>,
	owner: [u8; OWNER_LEN],
}

impl Records {
	/// Keeps a result with its output, unless there is one for the task and seed already, and gives the
	/// one that counts. It survives the end of the process, and of the machine, once this returns.
	///
	/// A result is never replaced: what may have been committed to must stay what it was.
	pub fn keep(&self, record: &Record, output: &[u8]) -> Result<Record, StateError> {
		let key = self.key(record.task, &record.seed);
		let entry =
			Entry { record: record.clone(), phase: Phase::Computed, saved_at: unix_seconds() };
		let value = Zeroizing::new(entry.encode());
		let file = &self.store.file;
		file.run(|database| {
			let transaction = database.begin_write()?;
			let kept = {
				let mut results = transaction.open_table(RESULTS)?;
				let found = results.get(key.as_slice())?.map(|value| decode(value.value()));
				match found {
					Some(Some(entry)) => Ok(entry.record),
					Some(None) => Err(file.error(StateError::undecodable)),
					None if self.count(&results)? >= MAX_RESULTS => {
						Err(StateError::TooMany { most: MAX_RESULTS })
					},
					None => {
						results.insert(key.as_slice(), value.as_slice())?;
						transaction.open_table(OUTPUTS)?.insert(key.as_slice(), output)?;
						Ok(record.clone())
					},
				}
			};
			transaction.commit()?;
			Ok(kept)
		})?
	}

	/// Notes what was last begun with a result.
	pub fn mark(&self, task: TaskId, seed: &H256, phase: Phase) -> Result<(), StateError> {
		let key = self.key(task, seed);
		self.store.file.run(|database| {
			let transaction = database.begin_write()?;
			{
				let mut results = transaction.open_table(RESULTS)?;
				let found = results.get(key.as_slice())?.and_then(|value| decode(value.value()));
				if let Some(entry) = found {
					let value = Zeroizing::new(Entry { phase, ..entry }.encode());
					results.insert(key.as_slice(), value.as_slice())?;
				}
			}
			transaction.commit()?;
			Ok(())
		})
	}

	/// The results of a task, one for each seed that it was assigned with.
	pub fn of_task(&self, task: TaskId) -> Result<Vec<Record>, StateError> {
		let (first, last) = (self.key(task, &H256::zero()), self.key(task, &H256([0xff; 32])));
		Ok(self.entries(first, last)?.into_iter().map(|entry| entry.record).collect())
	}

	/// All results with what was last begun with them, in the order of their tasks.
	pub fn all(&self) -> Result<Vec<(Record, Phase)>, StateError> {
		let (first, last) = self.bounds();
		let entries = self.entries(first, last)?;
		Ok(entries.into_iter().map(|entry| (entry.record, entry.phase)).collect())
	}

	/// The tasks with a result, in ascending order.
	pub fn tasks(&self) -> Result<Vec<TaskId>, StateError> {
		let mut tasks: Vec<_> = self.all()?.into_iter().map(|(record, _)| record.task).collect();
		tasks.dedup();
		Ok(tasks)
	}

	/// An output of a task in plain, by what was or is to be revealed of it.
	pub fn output(&self, task: TaskId, output: &BlobRef) -> Result<Option<Vec<u8>>, StateError> {
		let seed = self.of_task(task)?.into_iter().find(|record| record.result.output == *output);
		let Some(record) = seed else { return Ok(None) };
		let key = self.key(task, &record.seed);
		self.store.file.run(|database| {
			let outputs = database.begin_read()?.open_table(OUTPUTS)?;
			let found = outputs.get(key.as_slice())?;
			Ok(found.map(|value| value.value().to_vec()))
		})
	}

	/// Removes all that is kept of a task.
	pub fn forget(&self, task: TaskId) -> Result<(), StateError> {
		let (first, last) = (self.key(task, &H256::zero()), self.key(task, &H256([0xff; 32])));
		let range = first.as_slice()..=last.as_slice();
		self.store.file.run(|database| {
			let transaction = database.begin_write()?;
			transaction.open_table(RESULTS)?.retain_in(range.clone(), |_, _| false)?;
			transaction.open_table(OUTPUTS)?.retain_in(range.clone(), |_, _| false)?;
			transaction.commit()?;
			Ok(())
		})
	}

	/// Keeps the calls of winning tickets of a window until they are answered.
	pub fn keep_tickets(&self, window: WindowIndex, calls: &[Vec<u8>]) -> Result<(), StateError> {
		let (first, last) = self.bounds();
		self.store.file.run(|database| {
			let transaction = database.begin_write()?;
			{
				let mut tickets = transaction.open_table(TICKETS)?;
				for call in calls {
					let key = self.ticket_key(window, call);
					tickets.insert(key.as_slice(), call.as_slice())?;
				}
				let range = first.as_slice()..=last.as_slice();
				let count = tickets.range(range.clone())?.count();
				let mut excess = count.saturating_sub(MAX_TICKETS);
				tickets.retain_in(range, |_, _| {
					let stays = excess == 0;
					excess = excess.saturating_sub(1);
					stays
				})?;
			}
			transaction.commit()?;
			Ok(())
		})
	}

	/// Removes a ticket that was answered for good.
	pub fn drop_ticket(&self, window: WindowIndex, call: &[u8]) -> Result<(), StateError> {
		let key = self.ticket_key(window, call);
		self.store.file.run(|database| {
			let transaction = database.begin_write()?;
			transaction.open_table(TICKETS)?.remove(key.as_slice())?;
			transaction.commit()?;
			Ok(())
		})
	}

	/// The tickets that are kept, oldest window first, and their calls.
	pub fn tickets(&self) -> Result<Vec<(WindowIndex, Vec<u8>)>, StateError> {
		let (first, last) = self.bounds();
		self.store.file.run(|database| {
			let tickets = database.begin_read()?.open_table(TICKETS)?;
			let mut found = Vec::new();
			for ticket in tickets.range(first.as_slice()..=last.as_slice())? {
				let (key, call) = ticket?;
				let window = key.value().get(OWNER_LEN..OWNER_LEN + 4);
				if let Some(window) = window.and_then(|bytes| bytes.try_into().ok()) {
					found.push((WindowIndex::from_be_bytes(window), call.value().to_vec()));
				}
			}
			Ok(found)
		})
	}

	/// Removes the tickets of windows before one.
	pub fn drop_tickets_before(&self, window: WindowIndex) -> Result<(), StateError> {
		let first = self.bounds().0;
		let end = self.ticket_key_prefix(window);
		self.store.file.run(|database| {
			let transaction = database.begin_write()?;
			let range = first.as_slice()..end.as_slice();
			transaction.open_table(TICKETS)?.retain_in(range, |_, _| false)?;
			transaction.commit()?;
			Ok(())
		})
	}

	/// Bytes of the file.
	pub fn file_size(&self) -> u64 {
		self.store.size()
	}

	fn entries(&self, first: Vec<u8>, last: Vec<u8>) -> Result<Vec<Entry>, StateError> {
		let file = &self.store.file;
		file.run(|database| {
			let results = database.begin_read()?.open_table(RESULTS)?;
			let mut entries = Vec::new();
			for entry in results.range(first.as_slice()..=last.as_slice())? {
				match decode(entry?.1.value()) {
					Some(entry) => entries.push(entry),
					None => return Ok(Err(file.error(StateError::undecodable))),
				}
			}
			Ok(Ok(entries))
		})?
	}

	fn count(
		&self,
		results: &impl ReadableTable<Bytes, Bytes>,
	) -> Result<usize, redb::StorageError> {
		let (first, last) = self.bounds();
		Ok(results.range(first.as_slice()..=last.as_slice())?.count())
	}

	/// Removes what other chains and accounts left long ago. Nothing else would: only a worker of theirs
	/// sees that their tasks are over.
	fn remove_foreign(&self) -> Result<(), StateError> {
		let before = unix_seconds().saturating_sub(FOREIGN_AGE.as_secs());
		self.store.file.run(|database| {
			let transaction = database.begin_write()?;
			let mut removed = Vec::new();
			transaction.open_table(RESULTS)?.retain(|key, value| {
				let old = decode(value).is_some_and(|entry| entry.saved_at < before);
				let stays = key.starts_with(&self.owner) || !old;
				if !stays {
					removed.push(key.to_vec());
				}
				stays
			})?;
			{
				let mut outputs = transaction.open_table(OUTPUTS)?;
				for key in &removed {
					outputs.remove(key.as_slice())?;
				}
			}
			// Windows are short: another account's tickets have no use when this one works.
			transaction.open_table(TICKETS)?.retain(|key, _| key.starts_with(&self.owner))?;
			transaction.commit()?;
			Ok(())
		})
	}

	fn key(&self, task: TaskId, seed: &H256) -> Vec<u8> {
		[&self.owner[..], &task.to_be_bytes(), seed.as_bytes()].concat()
	}

	fn ticket_key_prefix(&self, window: WindowIndex) -> Vec<u8> {
		[&self.owner[..], &window.to_be_bytes()].concat()
	}

	fn ticket_key(&self, window: WindowIndex, call: &[u8]) -> Vec<u8> {
		[&self.ticket_key_prefix(window)[..], blake3::hash(call).as_bytes()].concat()
	}

	/// First and last key that can be of this account.
	fn bounds(&self) -> (Vec<u8>, Vec<u8>) {
		(self.owner.to_vec(), [&self.owner[..], &[0xff; 40]].concat())
	}
}

fn decode(mut value: &[u8]) -> Option<Entry> {
	Entry::decode_all(&mut value).ok()
}

fn unix_seconds() -> u64 {
	SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
}
