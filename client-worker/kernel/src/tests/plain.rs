// SPDX-License-Identifier: Apache-2.0
//! Products without tickets.

use super::{extremes, numbers, product};
use crate::{Instructions, Kernel, KernelError, Weights};
use proptest::prelude::*;

fn check(kernel: &Kernel, a: &[i8], b: &[i8], k: usize) {
	let n = b.len() / k;
	let weights = Weights::new(kernel, b, n, k).unwrap();
	let mut c = vec![-1; a.len() / k * n];
	kernel.plain(&weights, a, &mut c).unwrap();
	assert!(c == product(a, b, k), "{} n {n} k {k}", kernel.instructions().name());
}

#[test]
fn product_is_exact_when_all_entries_are_extreme() {
	for instructions in Instructions::available() {
		let kernel = Kernel::with_instructions(instructions, 1).unwrap();
		let (m, n, k) = (48, 80, 1104);
		for (low, high) in [(-128, -128), (-128, 127), (127, 127), (-64, 63)] {
			check(&kernel, &extremes(1, m * k, low, high), &extremes(2, n * k, low, high), k);
		}
	}
}

#[test]
fn product_is_exact_when_there_are_several_tasks_and_groups() {
	for threads in [1, 2, 5] {
		let kernel = Kernel::new(threads).unwrap();
		assert_eq!(kernel.threads(), threads);
		let (m, n, k) = (304, 1040, 32);
		check(&kernel, &numbers(1, m * k, -128, 127), &numbers(2, n * k, -128, 127), k);
	}
}

#[test]
fn product_fails_when_dimensions_do_not_fit() {
	let kernel = Kernel::new(1).unwrap();
	let numbers = vec![0; 512];
	for (n, k) in [(0, 16), (16, 0), (8, 16), (16, 8)] {
		let weights = Weights::new(&kernel, &numbers[..n * k], n, k);
		assert!(matches!(weights, Err(KernelError::Untiled { .. })));
	}
	let weights = Weights::new(&kernel, &numbers, 16, 16);
	assert!(matches!(weights, Err(KernelError::Length { what: "B", .. })));

	let weights = Weights::new(&kernel, &numbers, 16, 32).unwrap();
	for rows in [0, 8, 15] {
		let result = kernel.plain(&weights, &numbers[..rows * 32], &mut vec![0; rows * 16]);
		assert!(matches!(result, Err(KernelError::Untiled { .. })), "{result:?}");
	}
	let result = kernel.plain(&weights, &numbers, &mut [0; 255]);
	assert!(matches!(result, Err(KernelError::Length { what: "C", .. })));
	let longer = vec![0; 520];
	let result = kernel.plain(&weights, &longer, &mut [0; 256]);
	assert!(matches!(result, Err(KernelError::Length { what: "A", .. })));
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(24))]

	#[test]
	fn product_is_exact_for_any_int8(
		m in 1usize..6, n in 1usize..6, k in 1usize..90, seed: u64,
	) {
		let (m, n, k) = (16 * m, 16 * n, 16 * k);
		let (a, b) = (numbers(seed, m * k, -128, 127), numbers(seed ^ 1, n * k, -128, 127));
		for instructions in Instructions::available() {
			check(&Kernel::with_instructions(instructions, 1).unwrap(), &a, &b, k);
		}
	}
}
