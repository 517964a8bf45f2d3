// SPDX-License-Identifier: Apache-2.0
//! Data jobs: a WebAssembly program applied to one record after another.
//!
//! A program is a module without imports that exports
//!
//! - `memory`, of 32-bit addresses,
//! - `alloc(len: i32) -> i32`, which gives the place to write a record of `len` bytes to, and
//! - `map(ptr: i32, len: i32) -> i64`, which maps the record at `ptr` and gives the place of what it
//!   made in the upper half of its result and the length in the lower.
//!
//! Each record meets an instance of its own, so that the outcome of one does not depend on another.
//! Whatever a program does is the same everywhere: it has nothing to ask, numbers that are none have
//! one form, and the extensions of WebAssembly that leave room for differences, or whose instructions
//! do more work than they cost fuel, are off. Targets like Rust's `wasm32v1-none` keep to the rest.

use crate::records::Outcome;
use pouw_primitives::task::{BlobRef, MAX_PROGRAM_LEN};
use sp_core::H256;
use wasmtime::{
	Config, Engine, ExternType, Instance, MemoryType, Module, Store, StoreLimits,
	StoreLimitsBuilder, Trap, TypedFunc, ValType,
};

/// Fuel for making an instance, besides one for each byte of the module.
const INSTANCE_FUEL: u64 = 50_000;
/// Fuel for each page of 64 KiB that an instance has in the end.
const PAGE_FUEL: u64 = 10_000;
/// Bytes in a page.
const PAGE: u64 = 65_536;
/// Bytes of stack for a program's calls.
const STACK: usize = 512 << 10;
/// Most entries in a table.
const MAX_TABLE: usize = 65_536;
/// Most local variables of all of a module's functions together: a few bytes can declare very many.
const MAX_LOCALS: u64 = 1 << 20;
/// Most functions in a module.
const MAX_FUNCTIONS: u64 = 1 << 16;

/// Bounds on what a program can use. Every miner of a task must bound it alike, so jobs use
/// [`Limits::default`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
	/// Fuel for a record; an instruction costs about one.
	pub record_fuel: u64,
	/// Fuel for all records.
	pub fuel: u64,
	/// Bytes of memory of an instance.
	pub memory: usize,
	/// Bytes that a record can be mapped to.
	pub record_output: usize,
	/// Bytes that all records can be mapped to.
	pub output: usize,
}

impl Default for Limits {
	fn default() -> Self {
		Self {
			record_fuel: 2_000_000_000,
			fuel: 20_000_000_000,
			memory: 64 << 20,
			record_output: 1 << 20,
			output: 16 << 20,
		}
	}
}

/// Why a program cannot be run. What it does with a record is never among this: that is an
/// [`Outcome`].
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProgramError {
	/// Its bytes are not those that the job names, or were not there.
	#[error("the program is not the one that the job names")]
	NotTheNamed,
	/// It has more bytes than a program may have.
	#[error("the program has {found} bytes, at most {MAX_PROGRAM_LEN} are allowed")]
	TooLong {
		/// Bytes it has.
		found: u64,
	},
	/// It is not a WebAssembly module, or uses extensions that are off.
	#[error("the program is not a WebAssembly module that is run here: {0}")]
	Malformed(String),
	/// It asks for something from outside.
	#[error("the program imports '{module}.{name}'; a program can import nothing")]
	Import {
		/// Module of the import.
		module: String,
		/// Its name.
		name: String,
	},
	/// It does not export what a program must.
	#[error("the program does not export {0}")]
	Export(&'static str),
	/// It wants more memory from the start than there is for it.
	#[error("the program's memory begins with {found} bytes, at most {most} are allowed")]
	Memory {
		/// Bytes it begins with.
		found: u64,
		/// Bytes allowed.
		most: usize,
	},
	/// It ran into a limit that is not the same on every machine.
	#[error("the program cannot be run on this machine: {0}")]
	Machine(String),
}

/// A program, compiled.
pub struct Program {
	engine: Engine,
	module: Module,
	/// Fuel that making an instance costs.
	instance_fuel: u64,
	limits: Limits,
}

/// Why there is no output for a record.
enum Failure {
	Outcome(Outcome),
	Error(ProgramError),
}

/// The blob of a program, by which a job names it.
pub fn blob_of(bytes: &[u8]) -> BlobRef {
	BlobRef { hash: H256(*blake3::hash(bytes).as_bytes()), len: bytes.len() as u64 }
}

impl Program {
	/// Checks and compiles a module.
	pub fn load(bytes: &[u8], limits: Limits) -> Result<Self, ProgramError> {
		let found = bytes.len() as u64;
		if found > MAX_PROGRAM_LEN {
			return Err(ProgramError::TooLong { found });
		}
		check_size(bytes).map_err(ProgramError::Malformed)?;
		let engine = engine().map_err(|error| ProgramError::Machine(format!("{error:#}")))?;
		let module = Module::from_binary(&engine, bytes)
			.map_err(|error| ProgramError::Malformed(format!("{error:#}")))?;
		if let Some(import) = module.imports().next() {
			let (module, name) = (import.module().to_owned(), import.name().to_owned());
			return Err(ProgramError::Import { module, name });
		}
		check_exports(&module, limits.memory)?;
		Ok(Self { engine, module, instance_fuel: INSTANCE_FUEL.saturating_add(found), limits })
	}

	/// Maps records. `progress` is told how many are done and how many there are.
	pub fn map(
		&self,
		records: &[&[u8]],
		progress: &dyn Fn(usize, usize),
	) -> Result<Vec<Outcome>, ProgramError> {
		let mut fuel = self.limits.fuel;
		let mut room = self.limits.output;
		let mut outcomes = Vec::with_capacity(records.len());
		progress(0, records.len());
		for record in records {
			let given = fuel.min(self.limits.record_fuel);
			let (result, used) = self.map_one(record, given, room.min(self.limits.record_output));
			fuel = fuel.saturating_sub(used);
			let outcome = match result {
				Ok(mapped) => Outcome::Mapped(mapped),
				Err(Failure::Outcome(outcome)) => outcome,
				Err(Failure::Error(error)) => return Err(error),
			};
			room = room.saturating_sub(outcome.bytes().map_or(0, <[u8]>::len));
			outcomes.push(outcome);
			progress(outcomes.len(), records.len());
		}
		Ok(outcomes)
	}

	/// Maps a record to at most `room` bytes with at most `fuel`, and tells how much of it was used.
	fn map_one(&self, record: &[u8], fuel: u64, room: usize) -> (Result<Vec<u8>, Failure>, u64) {
		let Some(left) = fuel.checked_sub(self.instance_fuel) else {
			return (Err(Failure::Outcome(Outcome::OutOfFuel)), fuel);
		};
		let limits = StoreLimitsBuilder::new()
			.memory_size(self.limits.memory)
			.table_elements(MAX_TABLE)
			.instances(1)
			.memories(1)
			.build();
		let mut store = Store::new(&self.engine, limits);
		store.limiter(|limits| limits);
		if let Err(error) = store.set_fuel(left) {
			return (Err(Failure::Error(ProgramError::Machine(format!("{error:#}")))), 0);
		}
		let (result, pages) = self.run(&mut store, record, room);
		// Pages are paid for with what is left, so they can cost the outcome its fuel.
		let left = store.get_fuel().unwrap_or(0).checked_sub(pages.saturating_mul(PAGE_FUEL));
		match left {
			Some(left) => (result, fuel.saturating_sub(left)),
			None if matches!(result, Err(Failure::Error(_))) => (result, fuel),
			None => (Err(Failure::Outcome(Outcome::OutOfFuel)), fuel),
		}
	}

	/// What came out, and the pages of the instance.
	fn run(
		&self,
		store: &mut Store<StoreLimits>,
		record: &[u8],
		room: usize,
	) -> (Result<Vec<u8>, Failure>, u64) {
		let instance = match Instance::new(&mut *store, &self.module, &[]) {
			Ok(instance) => instance,
			Err(error) => return (Err(failure(&error)), 0),
		};
		let result = call(&instance, store, record, room);
		let memory = instance.get_memory(&mut *store, "memory");
		(result, memory.map_or(0, |memory| memory.size(&*store)))
	}
}

impl std::fmt::Debug for Program {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.debug_struct("Program").field("limits", &self.limits).finish_non_exhaustive()
	}
}

fn call(
	instance: &Instance,
	store: &mut Store<StoreLimits>,
	record: &[u8],
	room: usize,
) -> Result<Vec<u8>, Failure> {
	let missing = |name| Failure::Error(ProgramError::Export(name));
	let memory = instance.get_memory(&mut *store, "memory").ok_or_else(|| missing("memory"))?;
	let alloc: TypedFunc<u32, u32> =
		instance.get_typed_func(&mut *store, "alloc").map_err(|_| missing("alloc"))?;
	let map: TypedFunc<(u32, u32), u64> =
		instance.get_typed_func(&mut *store, "map").map_err(|_| missing("map"))?;
	let outside = Failure::Outcome(Outcome::OutOfMemory);
	let len = u32::try_from(record.len()).map_err(|_| Failure::Outcome(Outcome::TooLong))?;
	let place = alloc.call(&mut *store, len).map_err(|error| failure(&error))?;
	if memory.write(&mut *store, place as usize, record).is_err() {
		return Err(outside);
	}
	let made = map.call(&mut *store, (place, len)).map_err(|error| failure(&error))?;
	// Both halves fit.
	let (place, len) = ((made >> 32) as usize, (made & 0xffff_ffff) as usize);
	let end = place.saturating_add(len);
	let Some(bytes) = memory.data(&*store).get(place..end) else { return Err(outside) };
	if len > room {
		return Err(Failure::Outcome(Outcome::TooLong));
	}
	Ok(bytes.to_vec())
}

/// How a failure counts: what the program did is an outcome, what the machine did is not.
fn failure(error: &wasmtime::Error) -> Failure {
	match error.downcast_ref::<Trap>() {
		Some(Trap::OutOfFuel) => Failure::Outcome(Outcome::OutOfFuel),
		// The stack that compiled code takes depends on the processor.
		Some(Trap::StackOverflow) | None => {
			Failure::Error(ProgramError::Machine(format!("{error:#}")))
		},
		Some(_) => Failure::Outcome(Outcome::Trapped),
	}
}

fn engine() -> Result<Engine, wasmtime::Error> {
	let mut config = Config::new();
	config
		.consume_fuel(true)
		.cranelift_nan_canonicalization(true)
		.max_wasm_stack(STACK)
		.wasm_backtrace(false)
		.wasm_multi_value(true)
		// Costs one for any number of bytes.
		.wasm_bulk_memory(false)
		.wasm_reference_types(false)
		.wasm_function_references(false)
		.wasm_gc(false)
		.wasm_simd(false)
		.wasm_relaxed_simd(false)
		.wasm_threads(false)
		.wasm_tail_call(false)
		.wasm_multi_memory(false)
		.wasm_memory64(false)
		.wasm_extended_const(false)
		.wasm_custom_page_sizes(false)
		.wasm_wide_arithmetic(false);
	Engine::new(&config)
}

fn check_exports(module: &Module, most: usize) -> Result<(), ProgramError> {
	let memory: MemoryType = match module.get_export("memory") {
		Some(ExternType::Memory(memory)) if !memory.is_64() && !memory.is_shared() => memory,
		_ => return Err(ProgramError::Export("a memory called 'memory'")),
	};
	let found = memory.minimum().saturating_mul(PAGE);
	if found > most as u64 {
		return Err(ProgramError::Memory { found, most });
	}
	let takes = |name: &str, parameters: &[ValType], result: ValType| {
		let Some(ExternType::Func(function)) = module.get_export(name) else { return false };
		let same = |found: &[ValType], wanted: &[ValType]| {
			found.len() == wanted.len() && found.iter().zip(wanted).all(|(a, b)| ValType::eq(a, b))
		};
		same(&function.params().collect::<Vec<_>>(), parameters)
			&& same(&function.results().collect::<Vec<_>>(), &[result])
	};
	if !takes("alloc", &[ValType::I32], ValType::I32) {
		return Err(ProgramError::Export("a function 'alloc' of (i32) -> i32"));
	}
	if !takes("map", &[ValType::I32, ValType::I32], ValType::I64) {
		return Err(ProgramError::Export("a function 'map' of (i32, i32) -> i64"));
	}
	Ok(())
}

/// Refuses modules that are small to send and large to compile.
fn check_size(module: &[u8]) -> Result<(), String> {
	const CODE: u8 = 10;
	let short = || "it ends too early".to_owned();
	let mut rest = module.get(8..).ok_or_else(short)?;
	while let Some((id, after)) = rest.split_first() {
		let mut section = after;
		let len = leb128(&mut section).ok_or_else(short)?;
		let len = usize::try_from(len).map_err(|_| short())?;
		let (mut section, after) = section.split_at_checked(len).ok_or_else(short)?;
		rest = after;
		if *id != CODE {
			continue;
		}
		let functions = leb128(&mut section).ok_or_else(short)?;
		if functions > MAX_FUNCTIONS {
			return Err(format!("{functions} functions, at most {MAX_FUNCTIONS} are allowed"));
		}
		let mut locals = 0u64;
		for _ in 0..functions {
			let len = leb128(&mut section).ok_or_else(short)?;
			let len = usize::try_from(len).map_err(|_| short())?;
			let (mut body, after) = section.split_at_checked(len).ok_or_else(short)?;
			section = after;
			let groups = leb128(&mut body).ok_or_else(short)?;
			for _ in 0..groups {
				locals = locals.saturating_add(leb128(&mut body).ok_or_else(short)?);
				// Without references, each type is one byte.
				body = body.get(1..).ok_or_else(short)?;
			}
		}
		if locals > MAX_LOCALS {
			return Err(format!("{locals} local variables, at most {MAX_LOCALS} are allowed"));
		}
	}
	Ok(())
}

/// An unsigned number as WebAssembly writes it, of at most 32 bits.
fn leb128(bytes: &mut &[u8]) -> Option<u64> {
	let mut value = 0u64;
	for shift in [0, 7, 14, 21, 28] {
		let (byte, rest) = bytes.split_first()?;
		*bytes = rest;
		value |= u64::from(byte & 0x7f) << shift;
		if byte & 0x80 == 0 {
			return Some(value);
		}
	}
	None
}

#[cfg(test)]
mod tests;
