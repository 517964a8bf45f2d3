// SPDX-License-Identifier: Apache-2.0
//! Takes the place of `wasm-opt`, which compiles all of binaryen, for the one thing that
//! `substrate-wasm-builder` wants of it: at level 0, a module without its debug sections and without
//! sign-extension instructions.
//!
//! A runtime that is compiled for `wasm32v1-none` has no instruction beyond the first version of
//! WebAssembly, so there is nothing to lower. Every module is validated against that version; one that
//! has more is refused rather than passed on.

use std::{fmt, fs, io, ops::Range, path::Path, path::PathBuf};
use wasmparser::{BinaryReaderError, Chunk, Parser, Payload, Validator, WasmFeatures};

/// What is done to a module besides copying it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Pass {
	/// Leaves out the `.debug_*` sections.
	StripDwarf,
	/// Lowers sign-extension instructions. There are none in a module that validates.
	SignextLowering,
}

/// What to do with a module.
#[derive(Clone, Debug, Default)]
pub struct OptimizationOptions {
	passes: Vec<Pass>,
}

impl OptimizationOptions {
	/// No optimisation.
	pub fn new_opt_level_0() -> Self {
		Self::default()
	}

	/// The first version of WebAssembly alone, which is what is always demanded here.
	pub fn mvp_features_only(&mut self) -> &mut Self {
		self
	}

	/// Whether function names are kept, which they always are here.
	pub fn debug_info(&mut self, _kept: bool) -> &mut Self {
		self
	}

	/// Adds a pass.
	pub fn add_pass(&mut self, pass: Pass) -> &mut Self {
		self.passes.push(pass);
		self
	}

	/// Reads a module, and writes it as these options want it. The two may be the same file.
	pub fn run(&self, from: impl AsRef<Path>, to: impl AsRef<Path>) -> Result<(), Error> {
		let (from, to) = (from.as_ref(), to.as_ref());
		let module = fs::read(from).map_err(|error| Error::Read(from.into(), error))?;
		Validator::new_with_features(WasmFeatures::WASM1)
			.validate_all(&module)
			.map_err(|error| Error::Invalid(from.into(), error))?;
		let written = if self.passes.contains(&Pass::StripDwarf) {
			without_dwarf(&module).map_err(|error| Error::Invalid(from.into(), error))?
		} else {
			module
		};
		fs::write(to, written).map_err(|error| Error::Write(to.into(), error))
	}
}

/// Why a module was not written.
#[derive(Debug)]
pub enum Error {
	/// The file cannot be read.
	Read(PathBuf, io::Error),
	/// The module is none, or has instructions beyond the first version of WebAssembly.
	Invalid(PathBuf, BinaryReaderError),
	/// The file cannot be written.
	Write(PathBuf, io::Error),
}

impl fmt::Display for Error {
	fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Read(path, error) => write!(to, "cannot read {}: {error}", path.display()),
			Self::Invalid(path, error) => write!(
				to,
				"{} is no module of the first version of WebAssembly: {error}; runtimes are compiled for \
				 wasm32v1-none, see scripts/setup",
				path.display()
			),
			Self::Write(path, error) => write!(to, "cannot write {}: {error}", path.display()),
		}
	}
}

impl std::error::Error for Error {}

fn without_dwarf(module: &[u8]) -> Result<Vec<u8>, BinaryReaderError> {
	let mut kept = Vec::with_capacity(module.len());
	for section in sections(module)? {
		if !section.is_dwarf {
			kept.extend_from_slice(&module[section.bytes]);
		}
	}
	Ok(kept)
}

/// A stretch of a module: its header, a section, or a part of one.
struct Section {
	bytes: Range<usize>,
	is_dwarf: bool,
}

fn sections(module: &[u8]) -> Result<Vec<Section>, BinaryReaderError> {
	let mut parser = Parser::new(0);
	let (mut sections, mut at) = (Vec::new(), 0);
	loop {
		let Chunk::Parsed { consumed, payload } = parser.parse(&module[at..], true)? else {
			unreachable!("the parser is told that there is no more to come")
		};
		let is_dwarf =
			matches!(&payload, Payload::CustomSection(it) if it.name().starts_with(".debug_"));
		sections.push(Section { bytes: at..at + consumed, is_dwarf });
		at += consumed;
		if let Payload::End(_) = payload {
			return Ok(sections);
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// A module with a function, its name, and two custom sections.
	fn module(custom: [&str; 2]) -> Vec<u8> {
		let mut module =
			wat::parse_str("(module (func $answer (export \"answer\") (result i32) i32.const 42))")
				.unwrap();
		for name in custom {
			module.extend([0, name.len() as u8 + 3, name.len() as u8]);
			module.extend(name.as_bytes());
			module.extend([7, 7]);
		}
		module
	}

	fn run(module: &[u8], passes: &[Pass]) -> Result<Vec<u8>, Error> {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("module.wasm");
		fs::write(&path, module).unwrap();
		let mut options = OptimizationOptions::new_opt_level_0();
		options.mvp_features_only().debug_info(true);
		for pass in passes {
			options.add_pass(*pass);
		}
		options.run(&path, &path).map(|()| fs::read(&path).unwrap())
	}

	#[test]
	fn debug_sections_alone_are_left_out() {
		let stripped =
			run(&module([".debug_info", "runtime_version"]), &[Pass::StripDwarf]).unwrap();
		let mut expected = module(["", ""]);
		expected.truncate(expected.len() - 10);
		expected.extend([0, 18, 15]);
		expected.extend(b"runtime_version\x07\x07");
		assert_eq!(stripped, expected);
	}

	#[test]
	fn module_is_copied_when_nothing_is_to_be_stripped() {
		let module = module([".debug_info", "runtime_version"]);
		assert_eq!(run(&module, &[Pass::SignextLowering]).unwrap(), module);
	}

	#[test]
	fn module_with_sign_extension_is_refused() {
		let module =
			wat::parse_str("(module (func (param i32) (result i32) local.get 0 i32.extend8_s))")
				.unwrap();
		let error = run(&module, &[Pass::SignextLowering]).unwrap_err().to_string();
		assert!(error.contains("module.wasm") && error.contains("wasm32v1-none"), "{error}");
	}

	#[test]
	fn file_that_is_no_module_is_refused() {
		assert!(matches!(run(b"\0asm\x01", &[Pass::StripDwarf]), Err(Error::Invalid(..))));
	}
}
