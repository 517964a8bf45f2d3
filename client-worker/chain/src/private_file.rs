// SPDX-License-Identifier: Apache-2.0
//! Files that hold secrets: readable by their owner alone, and never half written.

use std::{
	fs::{self, File, OpenOptions},
	io::{self, Read, Write},
	path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// Largest private file that is read.
const MAX_LEN: u64 = 64 * 1024;

/// What can go wrong with a private file.
#[derive(Debug, thiserror::Error)]
pub enum PrivateFileError {
	/// It is not there.
	#[error("{0} does not exist")]
	Missing(PathBuf),
	/// It is there and would be overwritten.
	#[error("{0} exists already and is not overwritten; name another file or move it away")]
	Exists(PathBuf),
	/// Others than its owner have access.
	#[error("{path} has mode {mode:04o}, so others can read it; run `chmod 600` on it")]
	Mode {
		/// The file.
		path: PathBuf,
		/// Its permission bits.
		mode: u32,
	},
	/// It is a directory, a device, or longer than any private file.
	#[error("{0} is not a regular file of at most 64 KiB")]
	NotAFile(PathBuf),
	/// The system refused.
	#[error("cannot {action} {path}: {source}")]
	Io {
		/// What was tried.
		action: &'static str,
		/// The file.
		path: PathBuf,
		/// What the system said.
		source: io::Error,
	},
}

fn failed(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> PrivateFileError {
	let path = path.to_path_buf();
	move |source| PrivateFileError::Io { action, path, source }
}

/// Reads a file of mode 0600 or stricter.
pub fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, PrivateFileError> {
	let mut file = File::open(path).map_err(|source| match source.kind() {
		io::ErrorKind::NotFound => PrivateFileError::Missing(path.to_path_buf()),
		_ => failed("open", path)(source),
	})?;
	// Of the open file, not of the path: it cannot be exchanged in between.
	let metadata = file.metadata().map_err(failed("inspect", path))?;
	if !metadata.is_file() || metadata.len() > MAX_LEN {
		return Err(PrivateFileError::NotAFile(path.to_path_buf()));
	}
	#[cfg(unix)]
	{
		use std::os::unix::fs::PermissionsExt;
		let mode = metadata.permissions().mode() & 0o7777;
		if mode & 0o077 != 0 {
			return Err(PrivateFileError::Mode { path: path.to_path_buf(), mode });
		}
	}
	// Reserved in full, so that no copy of the secret is left behind by a growing vector.
	let capacity = usize::try_from(metadata.len()).unwrap_or(0).saturating_add(1);
	let mut bytes = Zeroizing::new(Vec::with_capacity(capacity));
	Read::by_ref(&mut file).take(MAX_LEN).read_to_end(&mut bytes).map_err(failed("read", path))?;
	Ok(bytes)
}

/// Writes a new file of mode 0600; fails if there is one.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), PrivateFileError> {
	let temporary = write_temporary(path, bytes)?;
	// Unlike a rename, a hard link fails if the name is taken.
	let linked = fs::hard_link(&temporary, path);
	let removed = fs::remove_file(&temporary);
	linked.map_err(|source| match source.kind() {
		io::ErrorKind::AlreadyExists => PrivateFileError::Exists(path.to_path_buf()),
		_ => failed("create", path)(source),
	})?;
	removed.map_err(failed("remove", &temporary))?;
	sync_folder(path)
}

/// Writes a file of mode 0600 in place of whatever is there: after a crash the old bytes or the new
/// ones are found, never a mixture.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), PrivateFileError> {
	let temporary = write_temporary(path, bytes)?;
	fs::rename(&temporary, path).map_err(failed("replace", path))?;
	sync_folder(path)
}

/// Name under which `path` is written before it gets its own.
fn temporary_name(path: &Path) -> PathBuf {
	let mut name = std::ffi::OsString::from(".");
	name.push(path.file_name().unwrap_or_default());
	name.push(format!(".{}.tmp", std::process::id()));
	path.with_file_name(name)
}

fn write_temporary(path: &Path, bytes: &[u8]) -> Result<PathBuf, PrivateFileError> {
	let temporary = temporary_name(path);
	match fs::remove_file(&temporary) {
		Err(source) if source.kind() != io::ErrorKind::NotFound => {
			return Err(failed("remove", &temporary)(source))
		},
		_ => {},
	}
	let mut options = OpenOptions::new();
	options.write(true).create_new(true);
	#[cfg(unix)]
	{
		use std::os::unix::fs::OpenOptionsExt;
		options.mode(0o600);
	}
	let mut file = options.open(&temporary).map_err(failed("create", &temporary))?;
	file.write_all(bytes).and_then(|()| file.sync_all()).map_err(failed("write", &temporary))?;
	Ok(temporary)
}

/// Makes a new or changed name in the folder of `path` durable.
fn sync_folder(path: &Path) -> Result<(), PrivateFileError> {
	#[cfg(unix)]
	{
		let folder = match path.parent() {
			Some(folder) if !folder.as_os_str().is_empty() => folder,
			_ => Path::new("."),
		};
		File::open(folder)
			.and_then(|folder| folder.sync_all())
			.map_err(failed("sync the folder of", path))?;
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn replace_leaves_the_new_bytes_and_no_temporary_file() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("secret");
		replace(&path, b"old").unwrap();
		replace(&path, b"new").unwrap();
		assert_eq!(read(&path).unwrap().as_slice(), b"new");
		assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
	}

	#[test]
	fn replace_succeeds_when_a_crash_left_a_partial_temporary_file() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("secret");
		replace(&path, b"old").unwrap();
		fs::write(temporary_name(&path), b"par").unwrap();
		assert_eq!(read(&path).unwrap().as_slice(), b"old");
		replace(&path, b"new").unwrap();
		assert_eq!(read(&path).unwrap().as_slice(), b"new");
	}

	#[test]
	fn create_fails_when_the_file_exists() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("secret");
		create(&path, b"first").unwrap();
		assert!(matches!(create(&path, b"second"), Err(PrivateFileError::Exists(_))));
		assert_eq!(read(&path).unwrap().as_slice(), b"first");
		assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
	}

	#[cfg(unix)]
	#[test]
	fn read_fails_when_others_have_access() {
		use std::os::unix::fs::PermissionsExt;
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("secret");
		create(&path, b"x").unwrap();
		for mode in [0o640, 0o604, 0o660] {
			fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
			let error = read(&path).unwrap_err();
			assert!(matches!(error, PrivateFileError::Mode { mode: m, .. } if m == mode));
			assert!(error.to_string().contains(&format!("{mode:04o}")));
		}
		fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
		assert!(read(&path).is_ok());
	}

	#[test]
	fn read_names_the_file_when_it_is_missing() {
		let error = read(Path::new("no/such/file")).unwrap_err();
		assert_eq!(error.to_string(), "no/such/file does not exist");
	}

	#[test]
	fn read_fails_when_the_path_is_a_folder() {
		let folder = tempfile::tempdir().unwrap();
		assert!(matches!(read(folder.path()), Err(PrivateFileError::NotAFile(_))));
	}
}
