// SPDX-License-Identifier: Apache-2.0

use super::*;
use proptest::prelude::*;

/// A program of the given memory, with functions to choose from: records are put at 1,024.
fn program(body: &str) -> Vec<u8> {
	let alloc = r#"(func (export "alloc") (param i32) (result i32) (i32.const 1024))"#;
	wat::parse_str(format!(r#"(module (memory (export "memory") 1) {alloc} {body})"#)).unwrap()
}

/// As above, with this as what `map` does.
fn map(body: &str) -> Vec<u8> {
	program(&format!(
		r#"(func (export "map") (param $ptr i32) (param $len i32) (result i64) {body})"#
	))
}

/// What a program must give for `len` bytes at `ptr`, in WebAssembly.
const WHOLE: &str = "(i64.or (i64.shl (i64.extend_i32_u (local.get $ptr)) (i64.const 32))
	(i64.extend_i32_u (local.get $len)))";

fn load(module: &[u8]) -> Result<Program, ProgramError> {
	let limits = Limits { record_fuel: 5_000_000, fuel: 20_000_000, ..Limits::default() };
	Program::load(module, limits)
}

fn run(module: &[u8], records: &[&[u8]]) -> Vec<Outcome> {
	load(module).unwrap().map(records, &|_, _| ()).unwrap()
}

fn one(module: &[u8], record: &[u8]) -> Outcome {
	run(module, &[record]).pop().unwrap()
}

#[test]
fn records_are_mapped_one_by_one() {
	let copy = map(WHOLE);
	let records = [&b"one"[..], b"", b"three"];
	let expected: Vec<Outcome> = records.iter().map(|r| Outcome::Mapped(r.to_vec())).collect();
	assert_eq!(run(&copy, &records), expected);
}

#[test]
fn committed_word_count_is_its_text_and_counts_words() {
	let module = include_bytes!("../../programs/word-count.wasm");
	let text = include_str!("../../programs/word-count.wat");
	assert_eq!(wat::parse_str(text).unwrap(), module);
	let records = [&b"the quick  brown\tfox\n"[..], b"", b" \n ", b"one"];
	let counts: Vec<u32> = run(module, &records)
		.iter()
		.map(|outcome| u32::from_le_bytes(outcome.bytes().unwrap().try_into().unwrap()))
		.collect();
	assert_eq!(counts, [4, 0, 0, 1]);
}

#[test]
fn an_instance_remembers_nothing_of_the_record_before() {
	let module = program(
		r#"(global $seen (mut i32) (i32.const 0))
		(func (export "map") (param i32 i32) (result i64)
			(global.set $seen (i32.add (global.get $seen) (i32.const 1)))
			(i32.store8 (i32.const 0) (i32.add (global.get $seen) (i32.load8_u (i32.const 0))))
			(i64.const 1))"#,
	);
	assert_eq!(run(&module, &[b"a", b"b"]), vec![Outcome::Mapped(vec![1]); 2]);
}

#[test]
fn an_endless_loop_ends_with_its_fuel_and_leaves_fuel_for_others() {
	let module =
		map(&format!("(if (i32.eqz (local.get $len)) (then (loop $again (br $again)))) {WHOLE}"));
	let outcomes = run(&module, &[b"", b"x", b""]);
	let expected = [Outcome::OutOfFuel, Outcome::Mapped(b"x".to_vec()), Outcome::OutOfFuel];
	assert_eq!(outcomes, expected);
	// All four loops that the fuel of the job is enough for, and then nothing.
	let mut records = [&b""[..]; 5];
	records[4] = b"x";
	assert_eq!(run(&module, &records), vec![Outcome::OutOfFuel; 5]);
}

#[test]
fn memory_is_given_up_to_the_limit_and_costs_fuel() {
	// Asks for all of the memory that a module can have; −1 says that it was not given.
	let bomb = map("(i32.store8 (i32.const 0) (memory.grow (i32.const 65535))) (i64.const 1)");
	assert_eq!(one(&bomb, b"x"), Outcome::Mapped(vec![255]));
	// A page more than there is one of, 100 pages' fuel, and the fuel of more than there is.
	let grow = |pages: u32| {
		one(&map(&format!("(drop (memory.grow (i32.const {pages}))) (i64.const 0)")), b"x")
	};
	assert_eq!(grow(100), Outcome::Mapped(vec![]));
	assert_eq!(grow(600), Outcome::OutOfFuel);
	let module = wat::parse_str(
		r#"(module (memory (export "memory") 1025)
			(func (export "alloc") (param i32) (result i32) (i32.const 0))
			(func (export "map") (param i32 i32) (result i64) (i64.const 0)))"#,
	);
	let error = load(&module.unwrap()).unwrap_err();
	assert_eq!(error, ProgramError::Memory { found: 1025 << 16, most: 64 << 20 });
}

#[test]
fn numbers_that_are_none_have_one_form() {
	// Zero by zero, and a sum with numbers that are none and carry a payload: what the processor makes
	// of them differs from one to another.
	for made in [
		"(f64.div (f64.const 0) (f64.const 0))",
		"(f64.add (f64.const nan:0x4567) (f64.const 1))",
		"(f64.sqrt (f64.const -1))",
	] {
		let module = map(&format!("(f64.store (i32.const 0) {made}) (i64.const 8)"));
		let canonical = 0x7ff8_0000_0000_0000u64.to_le_bytes().to_vec();
		assert_eq!(one(&module, b""), Outcome::Mapped(canonical), "{made}");
	}
	let module =
		map("(f32.store (i32.const 0) (f32.div (f32.const 0) (f32.const 0))) (i64.const 4)");
	assert_eq!(one(&module, b""), Outcome::Mapped(0x7fc0_0000u32.to_le_bytes().to_vec()));
}

#[test]
fn a_trap_is_an_outcome() {
	assert_eq!(one(&map("unreachable"), b""), Outcome::Trapped);
	let divide = map("(i64.div_u (i64.const 1) (i64.extend_i32_u (local.get $len)))");
	assert_eq!(run(&divide, &[b"", b"a"]), [Outcome::Trapped, Outcome::Mapped(vec![0])]);
	let start = program(
		r#"(func $start unreachable) (start $start)
		(func (export "map") (param i32 i32) (result i64) (i64.const 0))"#,
	);
	assert_eq!(one(&start, b""), Outcome::Trapped);
}

#[test]
fn endless_recursion_is_no_outcome_since_it_depends_on_the_machine() {
	let module = program(
		r#"(func $map (export "map") (param i32 i32) (result i64)
			(i64.add (i64.const 1) (call $map (local.get 0) (local.get 1))))"#,
	);
	let limits = Limits::default();
	let error = Program::load(&module, limits).unwrap().map(&[b""], &|_, _| ()).unwrap_err();
	assert!(matches!(error, ProgramError::Machine(_)), "{error}");
}

#[test]
fn places_outside_of_the_memory_are_an_outcome() {
	let outside = |body: &str| assert_eq!(one(&map(body), b"abc"), Outcome::OutOfMemory, "{body}");
	outside("(i64.const 65537)");
	outside("(i64.const 0xffffffff)");
	outside("(i64.const -1)");
	outside("(i64.or (i64.shl (i64.const 65530) (i64.const 32)) (i64.const 7))");
	let module = wat::parse_str(
		r#"(module (memory (export "memory") 1)
			(func (export "alloc") (param i32) (result i32) (i32.const -2))
			(func (export "map") (param i32 i32) (result i64) (i64.const 0)))"#,
	);
	assert_eq!(one(&module.unwrap(), b"abc"), Outcome::OutOfMemory);
}

#[test]
fn outputs_are_bounded_one_by_one_and_together() {
	let module = map("(i64.const 1000)");
	let run = |record_output, output| {
		let limits = Limits { record_output, output, ..Limits::default() };
		Program::load(&module, limits).unwrap().map(&[b"", b"", b""], &|_, _| ()).unwrap()
	};
	assert_eq!(run(999, 9_999), vec![Outcome::TooLong; 3]);
	let zeros = Outcome::Mapped(vec![0; 1_000]);
	assert_eq!(run(1_000, 2_500), [zeros.clone(), zeros, Outcome::TooLong]);
}

#[test]
fn loading_fails_and_names_the_import() {
	let module = wat::parse_str(
		r#"(module (import "wasi_snapshot_preview1" "random_get" (func (param i32 i32) (result i32)))
			(memory (export "memory") 1)
			(func (export "alloc") (param i32) (result i32) (i32.const 0))
			(func (export "map") (param i32 i32) (result i64) (i64.const 0)))"#,
	);
	let error = load(&module.unwrap()).unwrap_err().to_string();
	assert!(error.contains("wasi_snapshot_preview1.random_get"), "{error}");
}

#[test]
fn loading_fails_when_an_export_is_missing_or_different() {
	let error = |text: &str| load(&wat::parse_str(text).unwrap()).unwrap_err().to_string();
	assert!(error("(module)").contains("a memory called 'memory'"));
	assert!(error(r#"(module (memory (export "memory") 1))"#).contains("'alloc'"));
	let map = error(
		r#"(module (memory (export "memory") 1)
			(func (export "alloc") (param i32) (result i32) (i32.const 0))
			(func (export "map") (param i32) (result i64) (i64.const 0)))"#,
	);
	assert!(map.contains("'map' of (i32, i32) -> i64"), "{map}");
}

#[test]
fn loading_fails_when_the_module_uses_what_is_off() {
	for body in [
		"(func (memory.fill (i32.const 0) (i32.const 0) (i32.const 9)))",
		"(func (drop (i32x4.splat (i32.const 1))))",
		"(func (drop (i32.atomic.load (i32.const 0))))",
		"(func (drop (ref.null extern)))",
		"(func $f (return_call $f))",
		"(memory 1)",
	] {
		let module = program(body);
		let error = load(&module).unwrap_err();
		assert!(matches!(error, ProgramError::Malformed(_)), "{body}: {error}");
	}
	assert!(matches!(load(b"(module)"), Err(ProgramError::Malformed(_))));
	assert!(matches!(load(b""), Err(ProgramError::Malformed(_))));
	let long = vec![0; MAX_PROGRAM_LEN as usize + 1];
	assert!(matches!(load(&long), Err(ProgramError::TooLong { .. })));
}

#[test]
fn loading_fails_when_few_bytes_declare_very_many_variables() {
	let locals = "(local i64) ".repeat(1_100);
	let function = format!("(func {locals})");
	let module = program(&function.repeat(1_000));
	let error = load(&module).unwrap_err().to_string();
	assert!(error.contains("1100000 local variables"), "{error}");
}

#[test]
fn what_comes_out_does_not_depend_on_when_or_where() {
	let module = include_bytes!("../../programs/word-count.wasm");
	let text = include_bytes!("../../programs/word-count.wat");
	let records: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
	assert_eq!(run(module, &records), run(module, &records));
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(10_000))]

	#[test]
	fn loading_arbitrary_bytes_never_panics(
		bytes in proptest::collection::vec(any::<u8>(), 0..200),
		// What follows is the section of types, or of code.
		section in proptest::option::of(prop_oneof![Just(1u8), Just(10u8)]),
	) {
		let mut module = b"\0asm\x01\0\0\0".to_vec();
		if let Some(section) = section {
			module.extend([section, bytes.len().min(127) as u8]);
		}
		prop_assert!(load(&[module, bytes].concat()).is_err());
	}

	#[test]
	fn loading_changed_modules_never_panics_and_running_them_ends(
		changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
	) {
		let mut module = include_bytes!("../../programs/word-count.wasm").to_vec();
		for (at, byte) in changes {
			let at = at.index(module.len());
			module[at] = byte;
		}
		if let Ok(program) = load(&module) {
			let _ = program.map(&[b"two words", b""], &|_, _| ());
		}
	}
}
