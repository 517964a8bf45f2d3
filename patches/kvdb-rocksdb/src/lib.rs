// SPDX-License-Identifier: Apache-2.0
//! Takes the place of `kvdb-rocksdb`: this project's nodes keep their data in ParityDB, and RocksDB,
//! which the SDK's node names unconditionally, takes more of a first build than anything else.
//!
//! What the SDK calls is here, with one outcome: a RocksDB database cannot be opened, and the error says
//! what to do. There is no [`Database`], so nothing of it can be reached.

use kvdb::{DBKeyValue, DBTransaction, DBValue, KeyValueDB};
use std::{collections::HashMap, io, path::Path};

/// How a database would be opened.
#[derive(Clone, Debug, Default)]
pub struct DatabaseConfig {
	/// Memory for each column, in MiB.
	pub memory_budget: HashMap<u32, usize>,
	/// Whether it is made if it is missing.
	pub create_if_missing: bool,
}

impl DatabaseConfig {
	/// Configuration of a database with so many columns.
	pub fn with_columns(_columns: u32) -> Self {
		Self { memory_budget: HashMap::new(), create_if_missing: true }
	}
}

/// A database, of which there can be none.
#[derive(Debug)]
pub enum Database {}

impl Database {
	/// Refuses, and says why.
	pub fn open<P: AsRef<Path>>(_config: &DatabaseConfig, path: P) -> io::Result<Self> {
		let path = path.as_ref().display();
		Err(io::Error::new(
			io::ErrorKind::Unsupported,
			format!("{path}: this node is built without RocksDB; its chains are kept with --database paritydb"),
		))
	}

	/// Adds a column.
	pub fn add_column(&mut self) -> io::Result<()> {
		match *self {}
	}

	/// Removes the last column.
	pub fn remove_last_column(&mut self) -> io::Result<()> {
		match *self {}
	}

	/// Compacts a column.
	pub fn force_compact(&self, _column: u32) -> io::Result<()> {
		match *self {}
	}

	/// A transaction to fill.
	pub fn transaction(&self) -> DBTransaction {
		match *self {}
	}

	/// The value of a key.
	pub fn get(&self, _column: u32, _key: &[u8]) -> io::Result<Option<DBValue>> {
		match *self {}
	}

	/// Applies a transaction.
	pub fn write(&self, _transaction: DBTransaction) -> io::Result<()> {
		match *self {}
	}

	/// All of a column.
	pub fn iter<'a>(
		&'a self,
		_column: u32,
	) -> Box<dyn Iterator<Item = io::Result<DBKeyValue>> + 'a> {
		match *self {}
	}
}

impl KeyValueDB for Database {
	fn get(&self, _column: u32, _key: &[u8]) -> io::Result<Option<DBValue>> {
		match *self {}
	}

	fn get_by_prefix(&self, _column: u32, _prefix: &[u8]) -> io::Result<Option<DBValue>> {
		match *self {}
	}

	fn write(&self, _transaction: DBTransaction) -> io::Result<()> {
		match *self {}
	}

	fn iter<'a>(&'a self, _column: u32) -> Box<dyn Iterator<Item = io::Result<DBKeyValue>> + 'a> {
		match *self {}
	}

	fn iter_with_prefix<'a>(
		&'a self,
		_column: u32,
		_prefix: &'a [u8],
	) -> Box<dyn Iterator<Item = io::Result<DBKeyValue>> + 'a> {
		match *self {}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn opening_fails_and_names_the_database_that_there_is() {
		let error = Database::open(&DatabaseConfig::with_columns(3), "/data/db").unwrap_err();
		assert_eq!(error.kind(), io::ErrorKind::Unsupported);
		let text = error.to_string();
		assert!(text.contains("/data/db") && text.contains("--database paritydb"), "{text}");
	}
}
