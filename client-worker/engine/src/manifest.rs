// SPDX-License-Identifier: Apache-2.0
//! Model folders and the manifests that name their contents.
//!
//! A manifest is text in the format of `b3sum`: a line `<BLAKE3 in hexadecimal>  <name>` for each
//! file the model needs, sorted by name. It lies in the folder as `manifest.b3`, and its own BLAKE3
//! hash is the model's name on chain. Only one text describes a given set of files, so that the
//! name is unique.

use crate::{config, gguf, network};
use std::{
	fmt, fs,
	io::{self, Read},
	path::{Component, Path, PathBuf},
};

/// Name of the manifest in a model folder.
pub const MANIFEST_NAME: &str = "manifest.b3";
/// Most bytes in a manifest.
pub const MAX_MANIFEST_LEN: u64 = 64 << 10;
/// Most files in a manifest.
pub const MAX_FILES: usize = 256;
/// Most bytes in a file of tensors.
pub const MAX_TENSORS_LEN: u64 = 16 << 30;
/// Most bytes in any other file.
pub const MAX_FILE_LEN: u64 = 64 << 20;

const MAX_NAME_LEN: usize = 255;

/// Why a model folder is refused.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
	/// The manifest is not in its one allowed form.
	#[error("line {line} of the manifest {reason}")]
	Malformed {
		/// Number of the line, from 1.
		line: usize,
		/// What is wrong with it.
		reason: String,
	},
	/// The manifest lists nothing, or too much.
	#[error("the manifest lists {found} files; allowed are 1 to {MAX_FILES}")]
	FileCount {
		/// Files it lists.
		found: usize,
	},
	/// The folder has no manifest.
	#[error(
		"'{}' has no {MANIFEST_NAME}, so it is not a model folder; scripts/fetch-model makes one",
		folder.display()
	)]
	NoManifest {
		/// The folder.
		folder: PathBuf,
	},
	/// A file the manifest lists is not there.
	#[error("'{}' is listed in {MANIFEST_NAME} but missing; fetch the model again", path.display())]
	Missing {
		/// Where it should be.
		path: PathBuf,
	},
	/// Something other than a file or folder is in the place of one.
	#[error(
		"'{}' is a symbolic link or not a regular file; put a copy of the file there",
		path.display()
	)]
	NotRegular {
		/// Where it is.
		path: PathBuf,
	},
	/// A file is longer than allowed.
	#[error("'{}' is longer than the {most} bytes allowed", path.display())]
	TooLong {
		/// Where it is.
		path: PathBuf,
		/// Bytes allowed.
		most: u64,
	},
	/// A file's bytes are not those the manifest names.
	#[error(
		"'{}' has BLAKE3 {found}, its manifest wants {wanted}; fetch the model again",
		path.display()
	)]
	Changed {
		/// Where it is.
		path: PathBuf,
		/// Hash in the manifest.
		wanted: String,
		/// Hash of the bytes.
		found: String,
	},
	/// The engine needs a file that the manifest does not list.
	#[error("the manifest of '{}' does not list '{name}', which the model needs", folder.display())]
	NotListed {
		/// The folder.
		folder: PathBuf,
		/// Name of the file.
		name: String,
	},
	/// The operating system refused.
	#[error("'{}' cannot be read: {source}", path.display())]
	Io {
		/// What was read.
		path: PathBuf,
		/// Why it failed.
		source: io::Error,
	},
}

/// The kind of job that a model is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ModelKind {
	/// Sentence embeddings.
	Embedding,
	/// Texts.
	TextGeneration,
	/// Steps of training.
	Training,
}

impl fmt::Display for ModelKind {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Embedding => "embedding",
			Self::TextGeneration => "text generation",
			Self::Training => "training",
		})
	}
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Entry {
	name: String,
	hash: [u8; 32],
}

/// The files of a model by hash and name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Manifest {
	entries: Vec<Entry>,
}

impl Manifest {
	/// Reads a manifest's text, which must be exactly as [`Manifest`] would write it.
	pub fn parse(text: &str) -> Result<Self, ManifestError> {
		let mut entries: Vec<Entry> = Vec::new();
		for (index, line) in text.split_inclusive('\n').enumerate() {
			let malformed =
				|reason: String| ManifestError::Malformed { line: index.saturating_add(1), reason };
			if entries.len() == MAX_FILES {
				return Err(ManifestError::FileCount { found: entries.len().saturating_add(1) });
			}
			let (hash, name) = line
				.strip_suffix('\n')
				.and_then(|line| line.split_once("  "))
				.ok_or_else(|| malformed("is not '<hash>  <name>' and a line feed".into()))?;
			let hash = parse_hash(hash).ok_or_else(|| {
				malformed("does not begin with 64 lower-case hexadecimal digits".into())
			})?;
			check_name(name).map_err(&malformed)?;
			if entries.last().is_some_and(|last| last.name.as_str() >= name) {
				return Err(malformed(format!("has '{name}' out of order or twice")));
			}
			entries.push(Entry { name: name.to_owned(), hash });
		}
		if entries.is_empty() {
			return Err(ManifestError::FileCount { found: 0 });
		}
		Ok(Self { entries })
	}

	/// Hashes `files` of a folder, given by their names relative to it.
	pub fn of_folder(folder: &Path, files: &[&str]) -> Result<Self, ManifestError> {
		if files.is_empty() || files.len() > MAX_FILES {
			return Err(ManifestError::FileCount { found: files.len() });
		}
		let mut entries = Vec::with_capacity(files.len());
		for (index, name) in files.iter().enumerate() {
			check_name(name).map_err(|reason| ManifestError::Malformed {
				line: index.saturating_add(1),
				reason,
			})?;
			entries.push(Entry { name: (*name).to_owned(), hash: hash_file(folder, name)? });
		}
		entries.sort_by(|a, b| a.name.cmp(&b.name));
		entries.dedup();
		Ok(Self { entries })
	}

	/// Reads the manifest of a model folder without looking at its other files.
	pub fn read(folder: &Path) -> Result<Self, ManifestError> {
		let bytes = match read_file(folder, MANIFEST_NAME, MAX_MANIFEST_LEN) {
			Err(ManifestError::Missing { .. }) => {
				return Err(ManifestError::NoManifest { folder: folder.to_owned() });
			},
			other => other?,
		};
		let text = String::from_utf8(bytes).map_err(|_| ManifestError::Malformed {
			line: 1,
			reason: "or a later one is not UTF-8".into(),
		})?;
		Self::parse(&text)
	}

	/// BLAKE3 hash of the text: the model's name on chain.
	pub fn hash(&self) -> [u8; 32] {
		*blake3::hash(self.to_string().as_bytes()).as_bytes()
	}

	/// Names of the files, sorted.
	pub fn names(&self) -> impl Iterator<Item = &str> {
		self.entries.iter().map(|entry| entry.name.as_str())
	}

	/// The kind of job that the listed files are for. It is told by the one file that each kind
	/// cannot do without; none if the files are of no kind, or of more than one.
	pub fn kind(&self) -> Option<ModelKind> {
		let kinds = [
			(config::WEIGHTS, ModelKind::Embedding),
			(gguf::WEIGHTS, ModelKind::TextGeneration),
			(network::NETWORK, ModelKind::Training),
		];
		let mut found = kinds.into_iter().filter(|(file, _)| self.file_hash(file).is_some());
		match (found.next(), found.next()) {
			(Some((_, kind)), None) => Some(kind),
			_ => None,
		}
	}

	/// Hash of the file called `name`, if it is listed.
	pub fn file_hash(&self, name: &str) -> Option<[u8; 32]> {
		self.entries.iter().find(|entry| entry.name == name).map(|entry| entry.hash)
	}
}

impl fmt::Display for Manifest {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		self.entries
			.iter()
			.try_for_each(|entry| writeln!(f, "{}  {}", hex::encode(entry.hash), entry.name))
	}
}

/// A folder whose files are those its manifest lists.
#[derive(Clone, Debug)]
pub struct ModelFolder {
	path: PathBuf,
	manifest: Manifest,
}

impl ModelFolder {
	/// Checks every listed file of the folder against its manifest.
	pub fn open(path: &Path) -> Result<Self, ManifestError> {
		let manifest = Manifest::read(path)?;
		for entry in &manifest.entries {
			check_hash(path, entry, hash_file(path, &entry.name)?)?;
		}
		Ok(Self { path: path.to_owned(), manifest })
	}

	/// The folder.
	pub fn path(&self) -> &Path {
		&self.path
	}

	/// What is in it.
	pub fn manifest(&self) -> &Manifest {
		&self.manifest
	}

	/// Bytes of a listed file of at most `most` bytes.
	///
	/// They are checked once more, so what is used is what was named even if the file has changed
	/// since the folder was opened.
	pub fn read(&self, name: &str, most: u64) -> Result<Vec<u8>, ManifestError> {
		let entry =
			self.manifest.entries.iter().find(|entry| entry.name == name).ok_or_else(|| {
				ManifestError::NotListed { folder: self.path.clone(), name: name.to_owned() }
			})?;
		let bytes = read_file(&self.path, name, most)?;
		let mut hasher = blake3::Hasher::new();
		hasher.update(&bytes);
		check_hash(&self.path, entry, *hasher.finalize().as_bytes())?;
		Ok(bytes)
	}
}

fn parse_hash(text: &str) -> Option<[u8; 32]> {
	let mut hash = [0; 32];
	let lower = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
	(lower && hex::decode_to_slice(text, &mut hash).is_ok()).then_some(hash)
}

/// Only plain relative paths: no way out of the folder, no second spelling of the same file.
fn check_name(name: &str) -> Result<(), String> {
	let plain = name.bytes().all(|b| b.is_ascii_graphic() && b != b'\\' && b != b':');
	let normal = Path::new(name).components().all(|c| matches!(c, Component::Normal(_)))
		&& name.split('/').all(|part| !matches!(part, "" | "." | ".."));
	if name.is_empty() || name.len() > MAX_NAME_LEN || !plain || !normal {
		return Err(format!("names '{}', which is not a plain relative path", name.escape_debug()));
	}
	if name == MANIFEST_NAME {
		return Err(format!("names {MANIFEST_NAME} itself"));
	}
	Ok(())
}

fn check_hash(folder: &Path, entry: &Entry, found: [u8; 32]) -> Result<(), ManifestError> {
	if found == entry.hash {
		return Ok(());
	}
	Err(ManifestError::Changed {
		path: folder.join(&entry.name),
		wanted: hex::encode(entry.hash),
		found: hex::encode(found),
	})
}

fn hash_file(folder: &Path, name: &str) -> Result<[u8; 32], ManifestError> {
	let tensors = [".safetensors", ".gguf"].iter().any(|end| name.ends_with(end));
	let most = if tensors { MAX_TENSORS_LEN } else { MAX_FILE_LEN };
	let (path, file) = open_file(folder, name)?;
	let mut bounded = file.take(most.saturating_add(1));
	let mut hasher = blake3::Hasher::new();
	hasher
		.update_reader(&mut bounded)
		.map_err(|source| ManifestError::Io { path: path.clone(), source })?;
	if hasher.count() > most {
		return Err(ManifestError::TooLong { path, most });
	}
	Ok(*hasher.finalize().as_bytes())
}

fn read_file(folder: &Path, name: &str, most: u64) -> Result<Vec<u8>, ManifestError> {
	let (path, file) = open_file(folder, name)?;
	let mut bytes = Vec::new();
	file.take(most.saturating_add(1))
		.read_to_end(&mut bytes)
		.map_err(|source| ManifestError::Io { path: path.clone(), source })?;
	if bytes.len() as u64 > most {
		return Err(ManifestError::TooLong { path, most });
	}
	Ok(bytes)
}

/// Opens a file of the folder, refusing symbolic links anywhere below the folder.
fn open_file(folder: &Path, name: &str) -> Result<(PathBuf, fs::File), ManifestError> {
	let mut path = folder.to_owned();
	let mut parts = name.split('/').peekable();
	while let Some(part) = parts.next() {
		path.push(part);
		let kind = match fs::symlink_metadata(&path) {
			Ok(metadata) => metadata.file_type(),
			Err(error) if error.kind() == io::ErrorKind::NotFound => {
				return Err(ManifestError::Missing { path });
			},
			Err(source) => return Err(ManifestError::Io { path, source }),
		};
		let expected = if parts.peek().is_some() { kind.is_dir() } else { kind.is_file() };
		if !expected {
			return Err(ManifestError::NotRegular { path });
		}
	}
	match fs::File::open(&path) {
		Ok(file) => Ok((path, file)),
		Err(source) => Err(ManifestError::Io { path, source }),
	}
}

#[cfg(test)]
mod tests;
