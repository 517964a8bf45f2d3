// SPDX-License-Identifier: Apache-2.0
//! The file as such: its lock, its permissions, and what its failures mean.

use super::StateError;
use redb::{backends::FileBackend, Builder, Database, DatabaseError};
use std::{
	fmt,
	fs::{self, File, OpenOptions, TryLockError},
	io,
	path::{Path, PathBuf},
	sync::{PoisonError, RwLock},
};

const NAME: &str = "state.redb";
/// Name under which the file is made.
const NEW_NAME: &str = "state.new";
/// Locked for as long as a worker uses the folder.
const LOCK: &str = "state.lock";
/// Memory for pages of the file.
const CACHE_BYTES: usize = 16 << 20;

type Open = Box<dyn Fn() -> Result<Database, DatabaseError> + Send + Sync>;

/// An open database, which is opened anew after a failure of the disk.
pub(super) struct StateFile {
	path: PathBuf,
	open: Open,
	/// Closed before the lock is let go.
	database: RwLock<Option<Database>>,
	#[allow(dead_code)] // Held, not used.
	lock: Option<File>,
}

impl fmt::Debug for StateFile {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.debug_struct("StateFile").field("path", &self.path).finish_non_exhaustive()
	}
}

impl StateFile {
	/// The file in a data folder. It is readable by its owner alone, as it has salts and outputs.
	pub(super) fn in_folder(data_dir: &Path) -> Result<Self, StateError> {
		let path = data_dir.join(NAME);
		let mut folder = fs::DirBuilder::new();
		folder.recursive(true);
		#[cfg(unix)]
		{
			use std::os::unix::fs::DirBuilderExt;
			folder.mode(0o700);
		}
		folder.create(data_dir).map_err(|error| worded_io(&path, &error))?;
		// Held before the file is looked at, as it is made under another name.
		let lock = open_private(&data_dir.join(LOCK))?;
		match lock.try_lock() {
			Ok(()) => {},
			Err(TryLockError::WouldBlock) => return Err(StateError::InUse { path }),
			Err(TryLockError::Error(error)) => return Err(worded_io(&path, &error)),
		}
		match fs::metadata(&path) {
			Ok(metadata) if metadata.len() > 0 => {},
			// It may well be there.
			Err(error) if error.kind() != io::ErrorKind::NotFound => {
				return Err(worded_io(&path, &error))
			},
			_ => make(data_dir, &path)?,
		}
		drop(open_private(&path)?);
		let of_open = path.clone();
		let open = Box::new(move || {
			let file = OpenOptions::new().read(true).write(true).open(&of_open)?;
			builder().create_with_backend(FileBackend::new(file)?)
		});
		Ok(Self { lock: Some(lock), ..Self::new(path, open)? })
	}

	/// A database that `open` opens, as often as it is needed.
	pub(super) fn new(path: PathBuf, open: Open) -> Result<Self, StateError> {
		let database = open().map_err(|error| worded_open(&path, error))?;
		Ok(Self { path, open, database: RwLock::new(Some(database)), lock: None })
	}

	/// Does something with the database. After a failure of the disk the next call opens it anew, as
	/// redb itself wants it.
	pub(super) fn run<T>(
		&self,
		work: impl FnOnce(&Database) -> Result<T, redb::Error>,
	) -> Result<T, StateError> {
		if self.database.read().unwrap_or_else(PoisonError::into_inner).is_none() {
			let mut database = self.database.write().unwrap_or_else(PoisonError::into_inner);
			if database.is_none() {
				*database = Some((self.open)().map_err(|error| worded_open(&self.path, error))?);
			}
		}
		let outcome = {
			let database = self.database.read().unwrap_or_else(PoisonError::into_inner);
			let database = database.as_ref().ok_or_else(|| StateError::Unusable {
				path: self.path.clone(),
				reason: "it was closed after a failure; it is tried again".into(),
			})?;
			work(database)
		};
		outcome.map_err(|error| {
			*self.database.write().unwrap_or_else(PoisonError::into_inner) = None;
			worded(&self.path, error)
		})
	}

	/// An error that names the file.
	pub(super) fn error(&self, error: impl FnOnce(PathBuf) -> StateError) -> StateError {
		error(self.path.clone())
	}

	/// Bytes of the file; 0 if the system does not say.
	pub(super) fn size(&self) -> u64 {
		fs::metadata(&self.path).map_or(0, |metadata| metadata.len())
	}
}

/// With a check of all pages at every opening: the file is small, and a damaged one must not be trusted.
pub(crate) fn builder() -> Builder {
	let mut builder = Builder::new();
	builder.set_cache_size(CACHE_BYTES).set_check_integrity_on_open(true);
	builder
}

/// Makes an empty database. It gets its name when it is whole: a process can end while it is made.
fn make(data_dir: &Path, path: &Path) -> Result<(), StateError> {
	let new = data_dir.join(NEW_NAME);
	let failed = |error: io::Error| worded_io(path, &error);
	match fs::remove_file(&new) {
		Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
		_ => {},
	}
	let file = open_private(&new)?;
	let synced = file.try_clone().map_err(failed)?;
	FileBackend::new(file)
		.and_then(|backend| builder().create_with_backend(backend))
		.and_then(Database::close)
		.map_err(|error| worded_open(path, error))?;
	synced.sync_all().map_err(failed)?;
	fs::rename(&new, path).map_err(failed)?;
	sync_folder(data_dir).map_err(failed)?;
	// The folder may be new as well. Where the one above cannot be opened, it was there before.
	if let Some(above) = data_dir.parent() {
		let _ = sync_folder(above);
	}
	Ok(())
}

/// Opens a file, or makes it, and checks that nobody else can read it.
fn open_private(path: &Path) -> Result<File, StateError> {
	let mut options = OpenOptions::new();
	options.read(true).write(true).create(true).truncate(false);
	#[cfg(unix)]
	{
		use std::os::unix::fs::OpenOptionsExt;
		options.mode(0o600);
	}
	let file = options.open(path).map_err(|error| worded_io(path, &error))?;
	#[cfg(unix)]
	{
		use std::os::unix::fs::PermissionsExt;
		let metadata = file.metadata().map_err(|error| worded_io(path, &error))?;
		let mode = metadata.permissions().mode() & 0o7777;
		if mode & 0o077 != 0 {
			return Err(StateError::Mode { path: path.to_path_buf(), mode });
		}
	}
	Ok(file)
}

fn sync_folder(folder: &Path) -> io::Result<()> {
	#[cfg(unix)]
	{
		let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
		File::open(folder)?.sync_all()?;
	}
	Ok(())
}

fn worded_open(path: &Path, error: DatabaseError) -> StateError {
	match error {
		DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch => {
			StateError::InUse { path: path.to_path_buf() }
		},
		DatabaseError::UpgradeRequired(version) => StateError::Foreign {
			path: path.to_path_buf(),
			reason: format!("a database in version {version} of its format"),
		},
		other => worded(path, other.into()),
	}
}

fn worded(path: &Path, error: redb::Error) -> StateError {
	match error {
		redb::Error::Io(error) => worded_io(path, &error),
		redb::Error::Corrupted(reason) => {
			StateError::Damaged { path: path.to_path_buf(), reason: one_line(&reason) }
		},
		other => {
			StateError::Unusable { path: path.to_path_buf(), reason: one_line(&other.to_string()) }
		},
	}
}

fn worded_io(path: &Path, error: &io::Error) -> StateError {
	let path = path.to_path_buf();
	match error.kind() {
		io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StateError::Full { path },
		// What redb says of a file that does not begin as its own do.
		io::ErrorKind::InvalidData => {
			StateError::Foreign { path, reason: one_line(&error.to_string()) }
		},
		io::ErrorKind::UnexpectedEof => {
			StateError::Damaged { path, reason: "it ends too early".into() }
		},
		_ => StateError::Unusable { path, reason: one_line(&error.to_string()) },
	}
}

fn one_line(text: &str) -> String {
	text.split_whitespace().collect::<Vec<_>>().join(" ")
}
