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
	let all = |entry: i8| [entry.cast_unsigned(); 16];
	let mut strip = [all(-64), all(63)];
	columns.add(&[all(-32), all(31)], &mut strip);
	assert_eq!(strip, [all(-127), all(126)]);
}

/// Whatever the other bytes of a word are: neither carries nor borrows leave a byte.
#[test]
fn every_byte_of_a_column_is_added_alone() {
	let columns = Columns { p: vec![0], q: vec![1] };
	let numbers = [-128, -127, -65, -64, -33, -32, -1, 0, 1, 31, 32, 63, 64, 126, 127];
	let mut seed = 7u32;
	let mut any = || {
		seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
		let number: i8 = numbers[(seed >> 16) as usize % numbers.len()];
		number.cast_unsigned()
	};
	for _ in 0..10_000 {
		let [entries, plus, minus] = [(); 3].map(|()| [(); 16].map(|()| any()));
		let mut strip = [entries];
		columns.add(&[plus, minus], &mut strip);
		let expected = std::array::from_fn(|row| {
			entries[row].wrapping_add(plus[row]).wrapping_sub(minus[row])
		});
		assert_eq!(strip, [expected], "{entries:?} + {plus:?} - {minus:?}");
	}
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
	assert_eq!(zeros.len(), 512);
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
		for (row, slow) in slow.iter().enumerate() {
			let fast = fast.iter().map(|column| i64::from(column[row].cast_signed()));
			prop_assert!(fast.eq(slow.iter().copied()));
		}
		let noisy = fast.as_flattened();
		prop_assert!(noisy.iter().all(|entry| (-127..=126).contains(&entry.cast_signed())));
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
