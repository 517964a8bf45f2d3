// SPDX-License-Identifier: Apache-2.0
//! Products with tickets.

use super::{extremes, numbers, product, shape, CHALLENGE};
use crate::{Instructions, Kernel, KernelError, Matrix, WeightSide};
use pouw_tickets::{verify_baseline, verify_operands, Layer, ParamError, WorkParams};
use proptest::prelude::*;
use std::sync::{atomic::AtomicBool, Arc};

static GO: AtomicBool = AtomicBool::new(false);
const ALL: [u8; 32] = [255; 32];

fn side(kernel: &Kernel, shape: &WorkParams, b: &[i8]) -> WeightSide {
	let matrix = Arc::new(Matrix::new(b, shape.n, shape.k).unwrap());
	WeightSide::operands(kernel, &CHALLENGE, shape.rank, matrix).unwrap()
}

/// Multiplies, checks the product, and verifies every `every`-th ticket.
fn check_operands(kernel: &Kernel, shape: &WorkParams, a: &[i8], b: &[i8], every: usize) {
	let side = side(kernel, shape, b);
	let mut c = vec![-1; shape.m as usize * shape.n as usize];
	let drawn = kernel.multiply(&side, a, &ALL, &GO, &mut c).unwrap();
	let name = kernel.instructions().name();
	assert!(c == product(a, b, shape.k as usize), "{name} {shape:?}");
	assert_eq!(drawn.tickets, shape.tiles());
	assert_eq!(drawn.winners.len() as u64, shape.tiles());

	let root_b = Matrix::new(b, shape.n, shape.k).unwrap().root();
	let layer = Layer { root_b, n: shape.n, k: shape.k };
	for winner in drawn.winners.iter().step_by(every) {
		let proof = side.prove_operands(a, &drawn, winner).unwrap();
		let ticket = verify_operands(&CHALLENGE, shape.rank, &layer, &proof);
		assert_eq!(ticket, Ok(winner.ticket), "{name} {shape:?} {} {}", winner.i, winner.j);
	}
}

fn check_baseline(kernel: &Kernel, shape: &WorkParams, nonce: u64, every: usize) {
	let side = WeightSide::baseline(kernel, &CHALLENGE, shape).unwrap();
	let drawn = kernel.mine(&side, nonce, &ALL, &GO).unwrap();
	assert_eq!(drawn.tickets, shape.tiles());
	assert_eq!(drawn.winners.len() as u64, shape.tiles());
	for winner in drawn.winners.iter().step_by(every) {
		let proof = side.prove_baseline(nonce, winner);
		let ticket = verify_baseline(&CHALLENGE, shape, &proof);
		assert_eq!(ticket, Ok(winner.ticket), "{} {shape:?}", kernel.instructions().name());
	}
}

fn kernels(threads: usize) -> impl Iterator<Item = Kernel> {
	Instructions::available().map(move |i| Kernel::with_instructions(i, threads).unwrap())
}

#[test]
fn every_ticket_verifies_and_the_product_is_exact() {
	let shape = shape(32, 48, 80, 576);
	let (m, n, k) = (shape.m as usize, shape.n as usize, shape.k as usize);
	for kernel in kernels(1) {
		let (a, b) = (numbers(1, m * k, -64, 63), numbers(2, n * k, -64, 63));
		check_operands(&kernel, &shape, &a, &b, 1);
		check_baseline(&kernel, &shape, 77, 1);
	}
}

#[test]
fn product_is_exact_when_sums_of_a_may_exceed_16_bits() {
	// 16,384 columns have 32,768 entries in 64 rows, about 512 in each, of numbers up to 64.
	let shape = shape(64, 16, 32, 16_384);
	let (m, n, k) = (shape.m as usize, shape.n as usize, shape.k as usize);
	for kernel in kernels(1) {
		let (a, b) = (numbers(1, m * k, 63, 63), extremes(2, n * k, -64, 63));
		assert!(side(&kernel, &shape, &b).peel.unwrap().wide_a);
		check_operands(&kernel, &shape, &a, &b, 2);
	}
}

#[test]
fn product_is_exact_when_sums_of_b_exceed_16_bits() {
	let kernel = Kernel::new(1).unwrap();
	let shape = shape(32, 16, 16, 4096);
	let (n, k) = (shape.n as usize, shape.k as usize);
	// The seed depends on the matrix, so sums beyond 16 bits cannot be aimed at; the columns of another
	// seed with enough entries at one row are as good.
	let mut side = side(&kernel, &shape, &numbers(3, n * k, 63, 63));
	let narrow = side.peel.unwrap();
	assert!(!narrow.wide_b);
	side.columns_a.p.fill(5);
	side.columns_a.q.fill(6);
	side.pack_to_fit(&kernel, narrow.wide_a).unwrap();
	assert!(side.peel.unwrap().wide_b);
	let a = extremes(4, 16 * k, -64, 63);
	let mut c = vec![0; 256];
	kernel.multiply(&side, &a, &ALL, &GO, &mut c).unwrap();
	assert_eq!(c, product(&a, &numbers(3, n * k, 63, 63), k));
}

#[test]
fn tickets_do_not_depend_on_threads_or_instructions() {
	let shape = shape(64, 272, 560, 1088);
	let (m, n, k) = (shape.m as usize, shape.n as usize, shape.k as usize);
	let (a, b) = (numbers(1, m * k, -64, 63), numbers(2, n * k, -64, 63));
	let mut all = Vec::new();
	for threads in [1, 3] {
		for kernel in kernels(threads) {
			let mut c = vec![0; m * n];
			let drawn = kernel.multiply(&side(&kernel, &shape, &b), &a, &ALL, &GO, &mut c).unwrap();
			let idle = WeightSide::baseline(&kernel, &CHALLENGE, &shape).unwrap();
			all.push((drawn, c, kernel.mine(&idle, 5, &ALL, &GO).unwrap()));
		}
	}
	assert!(all.windows(2).all(|pair| pair[0] == pair[1]));
	check_operands(&Kernel::new(1).unwrap(), &shape, &a, &b, 67);
	check_baseline(&Kernel::new(1).unwrap(), &shape, 5, 67);
}

#[test]
fn only_tickets_below_the_target_win() {
	let kernel = Kernel::new(1).unwrap();
	let shape = shape(32, 128, 128, 512);
	let side = WeightSide::baseline(&kernel, &CHALLENGE, &shape).unwrap();
	let all = kernel.mine(&side, 1, &ALL, &GO).unwrap();
	let mut target = [0; 32];
	target[0] = 64;
	let some = kernel.mine(&side, 1, &target, &GO).unwrap();
	let expected: Vec<_> =
		all.winners.iter().filter(|winner| winner.ticket.0 < target).copied().collect();
	assert!(!expected.is_empty() && expected.len() < all.winners.len());
	assert_eq!((some.winners, some.tickets), (expected, 64));
	// A ticket equal to the target does not win.
	let first = all.winners[0];
	let equal = kernel.mine(&side, 1, &first.ticket.0, &GO).unwrap();
	assert!(!equal.winners.contains(&first));
}

#[test]
fn product_stops_when_told() {
	let stop = AtomicBool::new(true);
	let shape = shape(32, 32, 32, 512);
	for threads in [1, 2] {
		let kernel = Kernel::new(threads).unwrap();
		let numbers = vec![0; 32 * 512];
		let side = side(&kernel, &shape, &numbers);
		let result = kernel.multiply(&side, &numbers, &ALL, &stop, &mut vec![0; 1024]);
		assert_eq!(result, Err(KernelError::Stopped));
		let idle = WeightSide::baseline(&kernel, &CHALLENGE, &shape).unwrap();
		assert_eq!(kernel.mine(&idle, 0, &ALL, &stop), Err(KernelError::Stopped));
	}
}

#[test]
fn product_fails_when_operands_are_not_work() {
	let kernel = Kernel::new(1).unwrap();
	let shape = shape(32, 16, 16, 512);
	let side_of = |b: &[i8], n, k| {
		let matrix = Matrix::new(b, n, k)?;
		WeightSide::operands(&kernel, &CHALLENGE, 32, Arc::new(matrix)).map(|_| ())
	};
	let mut b = vec![0; 16 * 512];
	assert_eq!(side_of(&b, 16, 512), Ok(()));
	let short = side_of(&b, 32, 256);
	assert_eq!(short, Err(KernelError::NotWork(ParamError::InnerTooShort)));
	assert!(matches!(side_of(&b, 8, 1024), Err(KernelError::Untiled { .. })));
	assert!(matches!(side_of(&b, 16, 1024), Err(KernelError::Length { what: "B", .. })));
	b[100] = 64;
	assert_eq!(side_of(&b, 16, 512), Err(KernelError::EntryNotInt7("B")));

	let mut a = vec![0; 16 * 512];
	let side = side(&kernel, &shape, &a);
	let c = &mut [0; 256];
	let rows = kernel.multiply(&side, &a[..8 * 512], &ALL, &GO, &mut c[..128]);
	assert_eq!(rows, Err(KernelError::NotWork(ParamError::RowsNotAllowed)));
	let short = kernel.multiply(&side, &a, &ALL, &GO, &mut c[..255]);
	assert!(matches!(short, Err(KernelError::Length { what: "C", .. })));
	a[77] = -65;
	let wide = kernel.multiply(&side, &a, &ALL, &GO, c);
	assert_eq!(wide, Err(KernelError::EntryNotInt7("A")));

	let idle = WeightSide::baseline(&kernel, &CHALLENGE, &shape).unwrap();
	let other = kernel.multiply(&idle, &a, &ALL, &GO, c);
	assert_eq!(other, Err(KernelError::OtherKind));
	assert_eq!(kernel.mine(&side, 0, &ALL, &GO), Err(KernelError::OtherKind));
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(16))]

	#[test]
	fn products_of_any_allowed_shape_are_exact_and_their_tickets_verify(
		log in 5u32..7, m in 1u32..5, n in 1u32..5, steps in 16u32..40, seed: u64, extreme: bool,
	) {
		let rank = 1u16 << log;
		let shape = shape(rank, 16 * m, 16 * n, u32::from(rank) * steps);
		let (m, n, k) = (shape.m as usize, shape.n as usize, shape.k as usize);
		let entries: fn(u64, usize, i8, i8) -> Vec<i8> = if extreme { extremes } else { numbers };
		let (a, b) = (entries(seed, m * k, -64, 63), entries(!seed, n * k, -64, 63));
		for kernel in kernels(1) {
			check_operands(&kernel, &shape, &a, &b, 3);
			check_baseline(&kernel, &shape, seed, 3);
		}
	}
}
