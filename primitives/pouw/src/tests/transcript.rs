// SPDX-License-Identifier: Apache-2.0

use super::{fixture::matrix, reference};
use crate::{noise::Column, proof::entries, transcript};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn rows(strip: &[i8]) -> Vec<Vec<i64>> {
	strip.chunks(strip.len() / 16).map(|row| row.iter().map(|e| i64::from(*e)).collect()).collect()
}

/// The columns of 16 rows.
fn columns(strip: &[i8]) -> Vec<Column> {
	let k = strip.len() / 16;
	(0..k).map(|c| std::array::from_fn(|row| strip[row * k + c].cast_unsigned())).collect()
}

fn fold(a: &[i8], b: &[i8], rank: u16) -> [u32; 16] {
	transcript::fold(&columns(a), &columns(b), rank)
}

fn strip(k: usize) -> impl Strategy<Value = Vec<i8>> {
	proptest::collection::vec(any::<i8>(), 16 * k)
}

#[test]
fn sums_wrap_neither_too_early_nor_into_each_other() {
	// The extremes of a step, in both signs, at the highest rank.
	for (a, b) in [(-128, -128), (127, -128), (-128, 127), (127, 127)] {
		let (a, b) = (vec![a; 16 * 4096], vec![b; 16 * 4096]);
		let expected = reference::transcript(&rows(&a), &rows(&b), 1024);
		assert_eq!(fold(&a, &b, 1024), expected);
	}
	let alternating: Vec<i8> = (0..16 * 2048).map(|e| [-128, 127, -1, 0, 1][e % 5]).collect();
	let expected = reference::transcript(&rows(&alternating), &rows(&alternating), 64);
	assert_eq!(fold(&alternating, &alternating, 64), expected);
}

#[test]
fn every_step_enters_the_transcript() {
	let (a, mut b) = (entries(&matrix(16, 1024, 1)), entries(&matrix(16, 1024, 2)));
	let mut seen = BTreeSet::from([fold(&a, &b, 32)]);
	for step in 0..32 {
		b[step * 32] ^= 1;
		assert!(seen.insert(fold(&a, &b, 32)), "step {step}");
		b[step * 32] ^= 1;
	}
}

/// Exchanging two lines of both matrices leaves the product as it is, but not the way to it.
#[test]
fn same_product_by_other_partial_sums_has_another_transcript() {
	let (mut a, mut b) = (entries(&matrix(16, 512, 1)), entries(&matrix(16, 512, 2)));
	let before = fold(&a, &b, 32);
	for row in a.chunks_mut(512).chain(b.chunks_mut(512)) {
		row.swap(0, 511);
	}
	assert_ne!(fold(&a, &b, 32), before);
}

#[test]
fn empty_or_unstepped_input_folds_to_zeros() {
	assert_eq!(fold(&[], &[], 32), [0; 16]);
	assert_eq!(fold(&[1; 512], &[1; 512], 0), [0; 16]);
	assert_eq!(fold(&[1; 16 * 31], &[1; 16 * 31], 32), [0; 16]);
}

#[test]
fn lines_beyond_the_last_full_step_do_not_count() {
	let short: Vec<i8> = (0..16).flat_map(|_| [1i8; 64]).collect();
	let long: Vec<i8> = (0..16).flat_map(|_| [[1i8; 64].as_slice(), &[5; 31]].concat()).collect();
	assert_eq!(fold(&short, &short, 32), fold(&long, &long, 32));
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn fold_is_that_of_the_definition(
		(rank, a, b) in (
			proptest::sample::select(vec![1u16, 5, 32, 33, 64, 128]),
			1usize..40,
		)
			.prop_flat_map(|(rank, steps)| {
				let k = usize::from(rank) * steps;
				(Just(rank), strip(k), strip(k))
			}),
	) {
		let expected = reference::transcript(&rows(&a), &rows(&b), usize::from(rank));
		prop_assert_eq!(fold(&a, &b, rank), expected);
	}
}
