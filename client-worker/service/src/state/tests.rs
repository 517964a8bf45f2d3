// SPDX-License-Identifier: Apache-2.0
//! The state file, whole, damaged, foreign and shared.

use super::*;
use pouw_primitives::{
	sketch::SKETCH_LEN,
	task::{BlobRef, TaskResult},
	Sketch,
};
use std::{fs, path::PathBuf};

const GENESIS: H256 = H256([9; 32]);

fn miner() -> AccountId {
	AccountId::new([8; 32])
}

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

struct Folder(tempfile::TempDir);

impl Folder {
	fn new() -> Self {
		Self(tempfile::tempdir().unwrap())
	}

	fn data(&self) -> PathBuf {
		self.0.path().join("data")
	}

	fn file(&self) -> PathBuf {
		self.data().join("state.redb")
	}

	fn records(&self) -> Records {
		StateStore::open(&self.data()).unwrap().of(GENESIS, &miner()).unwrap()
	}

	fn error(&self) -> StateError {
		StateStore::open(&self.data()).map(|_| ()).unwrap_err()
	}
}

#[test]
fn kept_record_and_output_are_found_by_another_process() {
	let folder = Folder::new();
	folder.records().keep(&record(7), b"an output").unwrap();
	let again = folder.records();
	assert_eq!(again.of_task(7).unwrap(), [record(7)]);
	assert!(again.of_task(8).unwrap().is_empty());
	assert_eq!(again.tasks().unwrap(), [7]);
	assert_eq!(again.output(7, &record(7).result.output).unwrap().unwrap(), b"an output");
	let other = BlobRef { hash: H256::zero(), len: 9 };
	assert_eq!(again.output(7, &other).unwrap(), None);
	assert!(again.file_size() > 0);
}

#[test]
fn record_is_never_replaced_and_another_seed_is_kept_beside_it() {
	let folder = Folder::new();
	let records = folder.records();
	records.keep(&record(7), b"an output").unwrap();
	let other = Record { salt: [1; 32], ..record(7) };
	assert_eq!(records.keep(&other, b"another").unwrap(), record(7));
	assert_eq!(records.output(7, &record(7).result.output).unwrap().unwrap(), b"an output");
	let later = Record { seed: H256([3; 32]), ..other };
	assert_eq!(records.keep(&later, b"third").unwrap(), later);
	assert_eq!(records.of_task(7).unwrap(), [record(7), later]);
	assert_eq!(records.tasks().unwrap(), [7]);
}

#[test]
fn phase_is_kept_with_the_record_it_is_about() {
	let folder = Folder::new();
	let records = folder.records();
	records.keep(&record(7), b"output").unwrap();
	assert_eq!(records.all().unwrap(), [(record(7), Phase::Computed)]);
	records.mark(7, &record(7).seed, Phase::Committing { at: 5 }).unwrap();
	records.mark(7, &H256::zero(), Phase::Revealing { at: 6 }).unwrap();
	drop(records);
	let found = folder.records().all().unwrap();
	assert_eq!(found, [(record(7), Phase::Committing { at: 5 })]);
	assert_eq!(found[0].1.submitted_at(), Some(5));
}

#[test]
fn forgotten_task_leaves_nothing_and_others_are_untouched() {
	let folder = Folder::new();
	let records = folder.records();
	for task in [6, 7, 8] {
		records.keep(&record(task), b"output").unwrap();
	}
	records.forget(7).unwrap();
	records.forget(7).unwrap();
	assert_eq!(records.tasks().unwrap(), [6, 8]);
	assert_eq!(records.output(7, &record(7).result.output).unwrap(), None);
}

#[test]
fn records_of_another_chain_or_miner_are_not_seen() {
	let folder = Folder::new();
	let store = StateStore::open(&folder.data()).unwrap();
	store.of(GENESIS, &miner()).unwrap().keep(&record(7), b"output").unwrap();
	for (genesis, miner) in [(H256([0; 32]), miner()), (GENESIS, AccountId::new([0; 32]))] {
		assert!(store.of(genesis, &miner).unwrap().of_task(7).unwrap().is_empty());
	}
	assert_eq!(store.of(GENESIS, &miner()).unwrap().tasks().unwrap(), [7]);
}

#[test]
fn number_of_results_is_bounded() {
	let folder = Folder::new();
	let records = folder.records();
	// In one transaction, as a thousand of them take their time.
	records
		.store
		.file
		.run(|database| {
			let transaction = database.begin_write()?;
			{
				let mut results = transaction.open_table(RESULTS)?;
				for task in 0..MAX_RESULTS as u64 {
					let entry = Entry { record: record(task), phase: Phase::Computed, saved_at: 0 };
					let key = records.key(task, &record(task).seed);
					results.insert(key.as_slice(), entry.encode().as_slice())?;
				}
			}
			transaction.commit()?;
			Ok(())
		})
		.unwrap();
	let error = records.keep(&record(5_000), b"output").unwrap_err();
	assert!(matches!(error, StateError::TooMany { most: MAX_RESULTS }));
	// What is there already is still found, so that nothing is computed twice.
	assert_eq!(records.keep(&record(3), b"output").unwrap(), record(3));
	// Another account sees them as old ones of somebody else.
	records.store.of(GENESIS, &AccountId::new([1; 32])).unwrap();
	assert!(records.tasks().unwrap().is_empty());
}

#[test]
fn tickets_are_kept_until_they_are_answered_and_are_bounded() {
	let folder = Folder::new();
	let records = folder.records();
	records.keep_tickets(3, &[b"one".to_vec(), b"two".to_vec()]).unwrap();
	records.keep_tickets(4, &[b"three".to_vec()]).unwrap();
	drop(records);
	let records = folder.records();
	assert_eq!(records.tickets().unwrap().len(), 3);
	records.drop_ticket(4, b"three").unwrap();
	records.drop_tickets_before(4).unwrap();
	assert!(records.tickets().unwrap().is_empty());
	let calls: Vec<_> = (0..MAX_TICKETS as u32 + 20).map(|n| n.encode()).collect();
	records.keep_tickets(5, &calls).unwrap();
	records.keep_tickets(6, &[b"newest".to_vec()]).unwrap();
	let kept = records.tickets().unwrap();
	assert_eq!(kept.len(), MAX_TICKETS);
	assert_eq!(kept.last().unwrap(), &(6, b"newest".to_vec()));
}

#[test]
fn opening_fails_with_the_reason_when_another_worker_has_the_file() {
	let folder = Folder::new();
	let first = folder.records();
	let error = folder.error();
	assert!(matches!(error, StateError::InUse { .. }));
	assert!(error.to_string().contains("stop that one"), "{error}");
	drop(first);
	folder.records();
}

#[test]
fn opening_fails_with_one_line_when_the_file_is_something_else() {
	let folder = Folder::new();
	fs::create_dir(folder.data()).unwrap();
	for content in [&b"x"[..], &[b'x'; 100], &[0; 8_192], &[b'x'; 2_000_000]] {
		let _ = fs::remove_file(folder.file());
		pouw_chain::private_file::create(&folder.file(), b"").unwrap();
		fs::write(folder.file(), content).unwrap();
		let error = folder.error();
		assert!(
			matches!(error, StateError::Foreign { .. } | StateError::Damaged { .. }),
			"{} bytes: {error:?}",
			content.len()
		);
		let text = error.to_string();
		assert!(text.lines().count() == 1 && text.contains("state.redb"), "{text}");
		assert_eq!(fs::read(folder.file()).unwrap(), content, "it is left as it was");
	}
}

#[test]
fn opening_fails_when_the_database_is_of_something_else_or_of_another_version() {
	let folder = Folder::new();
	drop(folder.records());
	let write = |table: TableDefinition<'static, &str, u64>, key: &str, value: u64| {
		let database = redb::Database::open(folder.file()).unwrap();
		let transaction = database.begin_write().unwrap();
		transaction.open_table(table).unwrap().insert(key, value).unwrap();
		transaction.commit().unwrap();
	};
	write(META, SCHEMA_KEY, 2);
	let error = folder.error();
	assert!(matches!(error, StateError::OtherVersion { found: 2, known: 1, .. }), "{error}");
	fs::remove_file(folder.file()).unwrap();
	pouw_chain::private_file::create(&folder.file(), b"").unwrap();
	let database = redb::Database::create(folder.file()).unwrap();
	drop(database);
	write(TableDefinition::new("accounts"), "balance", 5);
	let error = folder.error();
	assert!(matches!(error, StateError::Foreign { .. }), "{error}");
}

#[test]
fn no_altered_byte_is_believed() {
	let folder = Folder::new();
	let records = folder.records();
	for task in 0..20 {
		records.keep(&record(task), &[task as u8; 3_000]).unwrap();
	}
	drop(records);
	let whole = fs::read(folder.file()).unwrap();
	// Too many bytes to try them all; steps that are no multiple of a page come by all parts of one.
	let mut refused = 0;
	for at in (0..whole.len()).step_by((whole.len() / 150) | 1) {
		let mut altered = whole.clone();
		altered[at] ^= 0x10;
		fs::write(folder.file(), &altered).unwrap();
		match StateStore::open(&folder.data()) {
			Err(
				StateError::Damaged { .. } | StateError::Foreign { .. } | StateError::InUse { .. },
			) => refused += 1,
			Err(error) => panic!("byte {at}: {error:?}"),
			Ok(store) => {
				let records = store.of(GENESIS, &miner()).unwrap();
				let all = records.all().unwrap();
				// Of a byte that no page uses, or of an older state: what is there is as it was written.
				assert!(all.iter().all(|(found, _)| *found == record(found.task)), "byte {at}");
				assert!(all.len() >= 19, "byte {at}: {} records", all.len());
			},
		}
	}
	assert!(refused > 0);
}

#[test]
fn opening_fails_or_finds_whole_records_when_the_file_is_cut() {
	let folder = Folder::new();
	let records = folder.records();
	records.keep(&record(7), &[1; 3_000]).unwrap();
	drop(records);
	let whole = fs::read(folder.file()).unwrap();
	for len in [1, 100, 4_096, whole.len() / 2, whole.len() - 1] {
		fs::write(folder.file(), &whole[..len]).unwrap();
		match StateStore::open(&folder.data()) {
			Err(error) => {
				assert!(
					matches!(error, StateError::Damaged { .. } | StateError::Foreign { .. }),
					"{len} bytes: {error:?}"
				);
				assert_eq!(error.to_string().lines().count(), 1);
			},
			Ok(store) => {
				let found = store.of(GENESIS, &miner()).unwrap().of_task(7).unwrap();
				assert_eq!(found, [record(7)], "{len} bytes");
			},
		}
	}
}

#[cfg(unix)]
#[test]
fn file_is_readable_by_its_owner_alone() {
	use std::os::unix::fs::PermissionsExt;
	let folder = Folder::new();
	drop(folder.records());
	let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
	assert_eq!((mode(folder.file()), mode(folder.data())), (0o600, 0o700));
	fs::set_permissions(folder.file(), fs::Permissions::from_mode(0o644)).unwrap();
	let error = folder.error();
	assert!(matches!(error, StateError::Mode { mode: 0o644, .. }), "{error}");
}

#[test]
fn data_folder_that_is_a_file_is_named() {
	let folder = Folder::new();
	fs::write(folder.data(), b"").unwrap();
	let error = folder.error().to_string();
	assert!(error.contains("state.redb") && error.lines().count() == 1, "{error}");
}

#[test]
fn debug_does_not_show_the_salt() {
	let shown = format!("{:?}", record(7));
	assert!(shown.contains("redacted"));
	assert!(!shown.contains("171") && !shown.contains("abab"));
}
