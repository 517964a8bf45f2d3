// SPDX-License-Identifier: Apache-2.0

use super::{
	fixture::matrix,
	reference::{self, noisy},
};
use crate::noise::*;
use proptest::prelude::*;

const RANKS: [u16; 3] = [32, 64, 128];

#[test]
fn extremes_of_operands_and_noise_stay_within_int8() {
	let columns = Columns { p: vec![0, 1], q: vec![1, 0] };
	let mut row = [-64, 63];
	columns.add(&[-32, 31], &mut row);
	assert_eq!(row, [-127, 126]);
}

#[test]
fn line_takes_every_value() {
	let mut seen = [false; 256];
	for index in 0..64 {
		for entry in line(&[5; 32], Side::A, index, 1024) {
			seen[usize::from(entry.cast_unsigned())] = true;
		}
	}
	let values = (i8::MIN..=i8::MAX).filter(|entry| seen[usize::from(entry.cast_unsigned())]);
	assert!(values.eq(-32..=31));
}

#[test]
fn strip_of_another_size_is_cut_or_filled() {
	let columns = Columns::new(&[1; 32], Side::A, 32, 512);
	let strip = |entries: &[i8]| noisy_strip(Some(entries), &[2; 32], Side::A, 3, 32, &columns);
	let zeros = noisy_strip(None, &[2; 32], Side::A, 3, 32, &columns);
	assert_eq!(zeros.len(), 16 * 512);
	assert_eq!(strip(&[]), zeros);
	assert_eq!(strip(&vec![0; 16 * 512 + 1]), zeros);
}

#[test]
fn sides_have_noise_of_their_own() {
	let seed = [9; 32];
	assert_ne!(line(&seed, Side::A, 0, 64), line(&seed, Side::B, 0, 64));
	assert_ne!(Columns::new(&seed, Side::A, 64, 1024), Columns::new(&seed, Side::B, 64, 1024));
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn noise_is_the_product_of_its_factors(
		seed in any::<[u8; 32]>(),
		seed_b in any::<[u8; 32]>(),
		b in any::<bool>(),
		index in 0u32..1 << 27,
		rank in proptest::sample::select(&RANKS),
		steps in 16u32..24,
		entries in any::<u32>(),
	) {
		let k = u32::from(rank) * steps;
		let (side, number) = if b { (Side::B, reference::B) } else { (Side::A, reference::A) };
		let strip = matrix(16, k, entries);
		let columns = Columns::new(&seed_b, side, rank, k);
		let numbers: Vec<i8> = strip.iter().map(|byte| byte.cast_signed()).collect();
		let fast = noisy_strip(Some(&numbers), &seed, side, index, rank, &columns);
		let slow = noisy(&strip, &seed, &seed_b, number, index, usize::from(rank), k as usize);
		prop_assert!(fast.iter().map(|entry| i64::from(*entry)).eq(slow.into_iter().flatten()));
		prop_assert!(fast.iter().all(|entry| (-127..=126).contains(entry)));
	}

	#[test]
	fn columns_have_one_plus_and_one_minus(
		seed in any::<[u8; 32]>(),
		rank in proptest::sample::select(&RANKS),
	) {
		let columns = Columns::new(&seed, Side::A, rank, 2048);
		prop_assert_eq!((columns.p.len(), columns.q.len()), (2048, 2048));
		for (p, q) in columns.p.iter().zip(&columns.q) {
			prop_assert!(p != q && *p < rank && *q < rank);
		}
	}
}
