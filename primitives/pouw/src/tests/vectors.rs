// SPDX-License-Identifier: Apache-2.0

use crate::vectors::{check, parse, Report};
use serde_json::{json, Value};

const FILE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/tickets.json"));

/// Places of a vector of each kind in the file.
const BASELINE: usize = 0;
const OPERANDS: usize = 3;

/// What is wrong with a vector of the file after a change.
fn reason(index: usize, change: impl FnOnce(&mut Value)) -> String {
	let mut vectors: Vec<Value> = serde_json::from_str(FILE).unwrap();
	change(&mut vectors[index]);
	let report = check(&serde_json::to_string(&[&vectors[index]]).unwrap()).unwrap();
	assert_eq!((report.passed, report.failed.len()), (0, 1));
	report.failed[0].1.clone()
}

#[test]
fn all_known_answers_are_reproduced() {
	assert_eq!(check(FILE), Ok(Report { passed: 6, failed: vec![] }));
}

#[test]
fn only_the_altered_vectors_fail() {
	let mut vectors: Vec<Value> = serde_json::from_str(FILE).unwrap();
	vectors[1]["nonce"] = json!(1);
	vectors[4]["m"] = json!(64);
	let report = check(&serde_json::to_string(&vectors).unwrap()).unwrap();
	let failed: Vec<usize> = report.failed.iter().map(|(index, _)| *index).collect();
	assert_eq!((report.passed, failed), (4, vec![1, 4]));
}

#[test]
fn file_that_is_no_array_is_refused() {
	for text in ["", "{}", "[", "[] trailing"] {
		assert!(parse(text).unwrap_err().starts_with("not an array of vectors: "));
	}
	assert_eq!(check("[]"), Ok(Report::default()));
}

#[test]
fn fields_that_are_missing_or_unknown_are_named() {
	for index in [BASELINE, OPERANDS] {
		let remove = |vector: &mut Value| _ = vector.as_object_mut().unwrap().remove("seed_b");
		assert_eq!(reason(index, remove), "missing field `seed_b`");
		let add = |vector: &mut Value| vector["extra"] = json!(1);
		assert!(reason(index, add).starts_with("unknown field `extra`"));
		let add = |vector: &mut Value| vector["difficulties"][0]["extra"] = json!(1);
		assert!(reason(index, add).starts_with("unknown field `extra`"));
	}
	assert!(reason(BASELINE, |vector| vector["root_a"] = json!("")).contains("`root_a`"));
	let remove = |vector: &mut Value| _ = vector.as_object_mut().unwrap().remove("kind");
	assert_eq!(reason(BASELINE, remove), "missing field `kind`");
	assert!(reason(BASELINE, |vector| vector["kind"] = json!("idle")).contains("\"idle\""));
	assert_eq!(reason(BASELINE, |vector| *vector = json!(5)), "not an object");
}

#[test]
fn values_of_another_form_are_refused() {
	let challenge = |text: String| reason(BASELINE, |vector| vector["challenge"] = json!(text));
	assert!(challenge("00".into()).contains("is not 32 bytes of hex"));
	assert!(challenge("00".repeat(33)).contains("is not 32 bytes of hex"));
	assert!(challenge("zz".repeat(32)).contains("is not 32 bytes of hex"));
	assert!(reason(OPERANDS, |vector| vector["a_strip"] = json!("0")).contains("not hex"));
	assert!(reason(OPERANDS, |vector| vector["b_path"] = json!(["00"])).contains("32 bytes"));
	let difficulty =
		|value| reason(BASELINE, |vector| vector["difficulties"][0]["difficulty"] = value);
	assert!(difficulty(json!("1e9")).contains("1e9"));
	assert!(difficulty(json!("-1")).contains("-1"));
	reason(BASELINE, |vector| vector["nonce"] = json!(-1));
	let deep = json!(vec!["00".repeat(32); 29]);
	assert_eq!(reason(OPERANDS, |vector| vector["a_path"] = deep), "a_path is too long");
}

#[test]
fn every_statement_of_a_vector_is_checked() {
	let other = json!("11".repeat(32));
	for index in [BASELINE, OPERANDS] {
		for field in ["job_key", "seed_b", "seed_a", "ticket"] {
			let reason = reason(index, |vector| vector[field] = other.clone());
			assert!(reason.starts_with(&format!("{field} is ")), "{reason}");
		}
		assert!(reason(index, |vector| vector["tickets"] = json!(7)).starts_with("tickets is "));
		for input in ["sector", "rank"] {
			let reason = reason(index, |vector| {
				vector[input] = json!(vector[input].as_u64().unwrap() * 2);
			});
			assert!(reason.starts_with("job_key is ") || reason.starts_with("k is "), "{reason}");
		}
		for place in 0..3 {
			let invert = |vector: &mut Value| {
				let wins = &mut vector["difficulties"][place]["wins"];
				*wins = json!(!wins.as_bool().unwrap());
			};
			assert!(reason(index, invert).starts_with("wins at difficulty "));
		}
	}
	for field in ["root_a", "root_b"] {
		let reason = reason(OPERANDS, |vector| vector[field] = other.clone());
		assert!(reason.starts_with("seed_"), "{reason}");
	}
	for field in ["a_path", "b_path"] {
		let reason = reason(OPERANDS, |vector| vector[field][0] = other.clone());
		assert!(reason.contains("is not under root_"), "{reason}");
	}
	let last = |vector: &mut Value| vector["j"] = json!(u32::MAX);
	assert_eq!(reason(OPERANDS, last), "the product has no such tile");
}

#[test]
fn tile_that_is_not_the_best_is_refused() {
	use crate::{vectors::Vector, verify_baseline};
	let Ok(Vector::Baseline(vector)) = parse(FILE).unwrap().remove(BASELINE) else {
		panic!("the vector is of baseline work");
	};
	let mut proof = vector.proof();
	proof.j = 0;
	let ticket = verify_baseline(&vector.bound_to(), &vector.params(), &proof).unwrap();
	let reason = reason(BASELINE, |vector| {
		vector["j"] = json!(0);
		vector["ticket"] = json!(hex::encode(ticket.0));
	});
	assert!(reason.starts_with("the best tile is (0, 4) with ticket "), "{reason}");
}

#[test]
fn product_too_large_to_compute_is_refused() {
	let enlarge = |vector: &mut Value| vector["m"] = json!(u32::MAX - 15);
	assert!(reason(BASELINE, enlarge).starts_with("the product is more than "));
}
