// SPDX-License-Identifier: Apache-2.0
//! Quotes, from what the sector shows.

use super::fake::*;
use crate::{
	kind::Kind,
	quote::{estimate, permill, Market, Quote, QuoteRequest},
};
use pouw_chain::Roster;
use pouw_primitives::{
	credibility::{best_credibility, Prospect, Standing, CHECKED_FROM},
	task::TaskState,
};
use proptest::prelude::*;
use serde_json::{json, Value};

fn standing(passed: u32) -> Standing {
	Standing { passed, suspicion: 0 }
}

fn request() -> QuoteRequest {
	QuoteRequest {
		kind: Kind::Embedding,
		model: Some(MODEL),
		units: 100,
		confidence: 900_000,
		initial: 3,
		most: 7,
		deadline: None,
	}
}

fn market(standings: Vec<Standing>) -> Market {
	let available = standings.len() as u32;
	Market {
		terms: pouw_chain::OrderTerms {
			min_price: 10,
			existential_deposit: 2,
			min_deadline: 10,
			max_deadline: 1_000,
			assignment_patience: 150,
			reveal_period: 30,
			max_input_len: 1 << 20,
			audited_at: 10_000,
			audit_floor: 125_000,
			collusion_share: 100_000,
		},
		roster: Roster { available, standings },
		registered: true,
		recent: vec![],
	}
}

fn quote(request: &QuoteRequest, market: &Market) -> Quote {
	estimate(request, market, &token())
}

#[test]
fn share_has_the_code_of_its_millionths() {
	let confidence = request().confidence;
	let mut wanted = CHECKED_FROM;
	assert_eq!(wanted.deconstruct(), confidence);
	for millionths in [0, 1, 845_000, 1_000_000] {
		wanted = permill(millionths);
		assert_eq!(wanted.deconstruct(), millionths);
	}
	wanted = permill(u32::MAX);
	assert_eq!(wanted.deconstruct(), 1_000_000);
}

#[test]
fn three_newcomers_reach_nine_tenths_at_the_least_price() {
	let quote = quote(&request(), &market(vec![standing(0); 9]));
	assert_eq!(quote.obstacles, Vec::<String>::new());
	assert_eq!((quote.replicas.expected, quote.confidence.chance), (3.0, 100.0));
	assert_eq!(quote.confidence.expected, 92.7027);
	// Seven shares of an existential deposit are more than the least price.
	assert_eq!((quote.price.as_str(), quote.price_floor.as_str()), ("0.14", "0.14"));
	assert_eq!((quote.price_samples, quote.deadline, quote.ends_within), (0, 150, 330));
	assert!(quote.confidence.attainable > 99.0);
}

#[test]
fn trusted_miners_spare_others_and_are_audited() {
	let quote = quote(&request(), &market(vec![standing(20); 9]));
	// Two are enough, and one of eight tasks gets a third.
	assert_eq!(quote.replicas.expected, 2.13);
	assert!(quote.confidence.expected > 98.4 && quote.confidence.expected < 99.0);
}

#[test]
fn records_spare_fewer_where_more_may_collude() {
	let asked = QuoteRequest { confidence: 980_000, ..request() };
	let mut market = market(vec![standing(64); 9]);
	market.terms.audited_at = u128::MAX;
	for (collusion_share, expected) in [(0, 2.13), (100_000, 2.13), (200_000, 3.0), (300_000, 5.0)]
	{
		market.terms.collusion_share = collusion_share;
		let quote = quote(&asked, &market);
		assert_eq!((quote.replicas.expected, quote.obstacles.len()), (expected, 0));
	}
	market.terms.collusion_share = 400_000;
	let text = quote(&asked, &market).obstacles.join("; ");
	assert!(text.contains("out of reach") && text.contains("10 could reach it"), "{text}");
}

#[test]
fn more_miners_are_expected_where_more_is_wanted() {
	let market = market(vec![standing(0); 9]);
	let more = QuoteRequest { confidence: 990_000, ..request() };
	let expected = quote(&more, &market).replicas.expected;
	assert!(expected > 3.0 && expected <= 7.0, "{expected}");
	let mut prospect = Prospect::default();
	for _ in 0..expected as usize {
		prospect = prospect.with(standing(0).odds(permill(market.terms.collusion_share)));
	}
	assert!(prospect.suffices(permill(990_000)));
}

#[test]
fn price_is_what_the_like_was_paid_lately() {
	let place = Place::new();
	for (units, price) in [(100, 600), (200, 1_200), (100, 6_000)] {
		let mut record = task([0; 32]);
		(record.spec.input.len, record.spec.price) = (units, price);
		let id = place.chain.add(record);
		place.chain.assign(id, 3);
		place.chain.state().number = 41;
		place.chain.accept(id, pouw_service::blobs::blob_ref(b"output"));
	}
	// Open and failed tasks tell no price, nor does another kind.
	let failed = place.chain.add(task([0; 32]));
	place.chain.fail(failed);
	place.chain.add(task([0; 32]));
	let mut market = market(vec![standing(0); 9]);
	market.recent = place.chain.state().tasks.values().cloned().collect();
	let found = quote(&request(), &market);
	assert_eq!((found.price_samples, found.price.as_str()), (3, "6"));
	assert_eq!(found.typical_blocks, Some(40));
	let twice = quote(&QuoteRequest { units: 200, ..request() }, &market);
	assert_eq!(twice.price, "12");
	let other = quote(&QuoteRequest { kind: Kind::Text, ..request() }, &market);
	assert_eq!((other.price_samples, other.typical_blocks), (0, None));
}

#[test]
fn obstacles_say_what_the_sector_would_refuse() {
	let mut market = market(vec![standing(0); 2]);
	market.registered = false;
	let text = |request: QuoteRequest| quote(&request, &market).obstacles.join("; ");
	assert!(text(request()).contains("not registered"));
	assert!(text(request()).contains("3 miners are wanted at first, and 2 can be drawn"));
	for (wrong, part) in [
		(QuoteRequest { initial: 1, ..request() }, "too few"),
		(QuoteRequest { most: 17, ..request() }, "too many"),
		(QuoteRequest { initial: 4, most: 3, ..request() }, "more than 3"),
		(QuoteRequest { units: 0, ..request() }, "not 0"),
		(QuoteRequest { units: u64::MAX, ..request() }, "1048576 bytes"),
		(QuoteRequest { deadline: Some(1), ..request() }, "10 to 1000 blocks"),
		(QuoteRequest { initial: 2, most: 2, confidence: 999_999, ..request() }, "out of reach"),
		(
			QuoteRequest { initial: 2, most: 2, confidence: 990_000, ..request() },
			"3 could reach it",
		),
	] {
		let found = text(wrong);
		assert!(found.contains(part), "{part}: {found}");
	}
	let slow = QuoteRequest { initial: 2, most: 2, confidence: 950_000, ..request() };
	assert!(best_credibility(2, permill(100_000)).deconstruct() > 950_000);
	assert!(text(slow).contains("0 % of the draws"));
}

#[tokio::test]
async fn quote_is_asked_without_a_token() {
	let place = Place::new();
	let served = place.serve().await;
	let http = served.http(None);
	let asked = json!({"kind": "embedding", "model": format!("{MODEL:?}"), "units": 100});
	let quote: Quote = call(&http, "job_quote", asked.clone()).await.unwrap();
	assert_eq!((quote.miners, quote.obstacles.len()), (5, 0));
	assert_eq!(quote.confidence.wanted, 90.0);
	for (field, value, code) in [
		("sector", json!(2_004), 1025),
		("confidence", json!(101), 1020),
		("units", json!(-1), -32602),
		("unit", json!(1), -32602),
	] {
		let mut asked = asked.clone();
		asked[field] = value;
		assert_eq!(call::<Value>(&http, "job_quote", asked).await, Err(code), "{field}");
	}
	let mut unknown = asked;
	unknown["model"] = json!("44".repeat(32));
	let quote: Quote = call(&http, "job_quote", unknown).await.unwrap();
	assert!(quote.obstacles[0].contains("not registered"));
}

#[tokio::test]
async fn flood_of_quotes_does_not_reach_the_sector() {
	let place = Place::new();
	let client = place.client();
	let (one, two, mine) = (request(), request(), request());
	let (one, two) = tokio::join!(client.quote(&one), client.quote(&two));
	assert_eq!(one.unwrap(), two.unwrap());
	for _ in 0..50 {
		client.quote(&mine).await.unwrap();
	}
	assert_eq!(place.chain.state().rosters, 1);
	let fresh = place.client();
	place.chain.state().down = true;
	// What failed is not kept.
	assert!(fresh.quote(&mine).await.is_err());
	place.chain.state().down = false;
	fresh.quote(&mine).await.unwrap();
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn any_quote_is_within_what_is_possible(
		passed in proptest::collection::vec(0u32..100, 0..40),
		initial: u8,
		most: u8,
		confidence in 0u32..=1_000_000,
		units: u64,
		prices in proptest::collection::vec((any::<u128>(), any::<u64>()), 0..4),
	) {
		let mut market = market(passed.into_iter().map(standing).collect());
		market.recent = prices
			.into_iter()
			.map(|(price, len)| {
				let mut record = task([0; 32]);
				(record.spec.price, record.spec.input.len) = (price, len);
				record.replicas = vec![pouw_primitives::task::Replica {
					miner: miner(0),
					answer: pouw_primitives::task::Answer::None,
					bound: None,
				}]
				.try_into()
				.unwrap();
				record.state = TaskState::Accepted(pouw_primitives::task::Acceptance {
					output: record.spec.input,
					medoid: 0,
					paid_each: 0,
					paid: 0,
					refunded: 0,
					confidence: permill(confidence),
					at: 9,
				});
				record
			})
			.collect();
		let asked = QuoteRequest { initial, most, confidence, units, ..request() };
		let quote = quote(&asked, &market);
		let share = |percent: f64| (0.0..=100.0).contains(&percent);
		let found = &quote.confidence;
		prop_assert!(share(found.chance) && share(found.expected) && share(found.attainable));
		prop_assert!(quote.replicas.expected >= 0.0 && quote.replicas.expected <= 256.0);
		prop_assert!(found.chance > 0.0 || found.expected == 0.0);
		let (price, floor) = (token().value(&quote.price), token().value(&quote.price_floor));
		prop_assert!(price.unwrap() >= floor.unwrap());
		if found.chance > 0.0 {
			prop_assert!(found.expected >= found.wanted - 1e-4);
		}
	}
}
