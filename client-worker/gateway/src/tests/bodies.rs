// SPDX-License-Identifier: Apache-2.0
//! Requests that were mutated at random: each is answered, and none brings the methods down.

use super::fake::*;
use crate::{guard::Caller, methods};
use proptest::{
	prelude::*,
	test_runner::{Config, TestRunner},
};
use std::{collections::BTreeSet, time::Duration};

const CASES: u32 = 10_000;

/// Requests that are right, to start from.
fn templates() -> Vec<String> {
	let methods = [
		("gateway_health", "{}".to_string()),
		("job_quote", format!(r#"{{"kind":"embedding","model":"{MODEL:?}","units":100}}"#)),
		("job_quote", r#"{"kind":"text","units":9,"confidence":99.5,"replicas":2,"most":16}"#.into()),
		("job_submit", order().to_string()),
		(
			"job_submit",
			r#"{"kind":"data","program":{"hex":"0061736d01000000"},"input":{"text":"a b"},"price":"6"}"#
				.into(),
		),
		(
			"job_submit",
			format!(
				r#"{{"kind":"embedding","model":"{MODEL:?}","input":{{"blob":{{"hash":"{MODEL:?}",
				"bytes":8}}}},"price":"0.01","reference":"r","public":true,"deadline":20}}"#
			),
		),
		("job_submit", order().to_string().replace("\"6\"", "\"6.001\"")),
		("job_status", r#"{"task":0}"#.into()),
		("job_status", r#"{"task":99999}"#.into()),
		("job_result", r#"{"task":1,"offset":3,"bytes":4}"#.into()),
		("job_cancel", r#"[{"task":0}]"#.into()),
		("job_subscribe", r#"{"task":0}"#.into()),
		("job_unsubscribe", r#"["abc"]"#.into()),
	];
	methods
		.iter()
		.map(|(method, params)| {
			format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{params}}}"#)
		})
		.collect()
}

/// A change of some bytes at a place.
#[derive(Clone, Debug)]
enum Change {
	Replace(usize, u8),
	Insert(usize, Vec<u8>),
	Remove(usize, usize),
	Repeat(usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
	let piece = prop_oneof![
		proptest::collection::vec(any::<u8>(), 0..6),
		proptest::sample::select(vec![
			"\"",
			"{",
			"}",
			"[",
			"]",
			",",
			":",
			"null",
			"true",
			"-1",
			"1e999",
			"0.1",
			"\\u0000",
			"18446744073709551616",
			"../",
			"%2e%2e/",
			"\u{202e}",
			"\"task\":",
			"{\"hex\":\"",
		])
		.prop_map(|text| text.as_bytes().to_vec()),
	];
	prop_oneof![
		(any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Change::Replace(at, byte)),
		(any::<usize>(), piece).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
		(any::<usize>(), 1usize..20).prop_map(|(at, len)| Change::Remove(at, len)),
		(any::<usize>(), 1usize..40).prop_map(|(at, len)| Change::Repeat(at, len)),
	]
}

fn body() -> impl Strategy<Value = String> {
	let mutated =
		(proptest::sample::select(templates()), proptest::collection::vec(change(), 0..6))
			.prop_map(|(text, changes)| {
				let mut bytes = text.into_bytes();
				for change in changes {
					let place = |at: usize| at % (bytes.len() + 1);
					match change {
						Change::Replace(at, byte) => {
							let at = place(at);
							if let Some(old) = bytes.get_mut(at) {
								*old = byte;
							}
						},
						Change::Insert(at, piece) => {
							let at = place(at);
							bytes.splice(at..at, piece);
						},
						Change::Remove(at, len) => {
							let at = place(at);
							let end = (at + len).min(bytes.len());
							bytes.drain(at..end);
						},
						Change::Repeat(at, len) => {
							let at = place(at);
							let end = (at + len).min(bytes.len());
							let piece = bytes[at..end].to_vec();
							bytes.splice(at..at, piece);
						},
					}
				}
				String::from_utf8_lossy(&bytes).into_owned()
			});
	prop_oneof![9 => mutated, 1 => ".{0,200}"]
}

#[test]
fn mutated_requests_are_answered_and_break_nothing() {
	let runtime = tokio::runtime::Runtime::new().unwrap();
	let (place, mut module) = runtime.block_on(async {
		let place = Place::new();
		place.chain.state().balance = u128::MAX / 2;
		// Orders that got through may be cancelled by a later request, which waits for their end.
		place.chain.state().cancels_at_once = true;
		let output = place.store.put(b"some output".to_vec()).await.unwrap();
		for _ in 0..2 {
			let id = place.chain.add(task([0; 32]));
			place.chain.assign(id, 2);
			place.chain.accept(id, output);
		}
		let module = methods::module(place.gateway().await).unwrap();
		(place, module)
	});
	// As one who may do everything, so that the requests get far.
	module.extensions_mut().insert(Caller { authorised: true, foreign_origin: None });
	let mut runner = TestRunner::new(Config {
		cases: CASES,
		// So that what fails is kept.
		source_file: Some(file!()),
		..Config::default()
	});
	let codes = std::cell::RefCell::new(BTreeSet::new());
	runner
		.run(&body(), |body| {
			let answer = runtime.block_on(async {
				let answering = module.raw_json_request(&body, 4);
				tokio::time::timeout(Duration::from_secs(30), answering).await
			});
			let Ok(answered) = answer else { return Err(TestCaseError::fail("no answer")) };
			// What is no request at all is answered before any method sees it.
			let Ok((text, _)) = answered else { return Ok(()) };
			let answer: serde_json::Value = serde_json::from_str(&text)
				.map_err(|error| TestCaseError::fail(format!("{error}: {text}")))?;
			let code = answer["error"]["code"].as_i64();
			prop_assert!(code.is_some() || answer.get("result").is_some(), "{}", text);
			// Nothing may fail in a way that nobody has thought of.
			prop_assert!(code != Some(-32603) && code != Some(1040), "{}", text);
			codes.borrow_mut().insert(code);
			Ok(())
		})
		.unwrap();
	let codes = codes.into_inner();
	println!("codes of {CASES} requests: {codes:?}");
	// They got through to the methods and beyond.
	for code in [None, Some(-32601), Some(-32602), Some(1010), Some(1020), Some(1030)] {
		assert!(codes.contains(&code), "{code:?} is not among {codes:?}");
	}
	assert!(place.chain.state().submitted > 0);
}
