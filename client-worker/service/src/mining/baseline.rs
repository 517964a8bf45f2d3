// SPDX-License-Identifier: Apache-2.0
//! Baseline products, one after another.

use super::Mining;
use pouw_kernel::{Kernel, KernelError, WeightSide};
use pouw_primitives::{calls::PouwCall, work::WindowInfo};
use pouw_tickets::ticket::target;

/// The weight side of a window, and the product that comes next.
struct Bench {
	window: WindowInfo,
	side: WeightSide,
	nonce: u64,
}

/// Computes until mining ends.
pub(super) fn run(mining: &Mining, kernel: &Kernel) {
	let mut bench: Option<Bench> = None;
	while let Some(window) = mining.wait_for_window() {
		let same = |bench: &Bench| {
			(bench.window.index, bench.window.challenge, bench.window.work)
				== (window.index, window.challenge, window.work)
		};
		let mut current = match bench.take().filter(same) {
			Some(current) => current,
			None => match prepare(mining, kernel, window) {
				Ok(new) => new,
				Err(error) => {
					tracing::error!(window = window.index, %error, "no baseline products");
					mining.finish(window.index);
					continue;
				},
			},
		};
		match product(mining, kernel, &current) {
			Ok(()) => current.nonce = current.nonce.wrapping_add(1),
			Err(KernelError::Stopped) => {},
			Err(error) => {
				tracing::error!(window = window.index, %error, "a baseline product failed");
				mining.finish(window.index);
			},
		}
		bench = Some(current);
	}
}

fn prepare(mining: &Mining, kernel: &Kernel, window: WindowInfo) -> Result<Bench, KernelError> {
	let side = WeightSide::baseline(kernel, &mining.challenge(&window), &window.work)?;
	// At random, so that a restart, or another machine of the account, does not repeat the same
	// products. Without randomness they are repeated, and the chain takes each ticket once.
	let mut nonce = [0u8; 8];
	if let Err(error) = getrandom::fill(&mut nonce) {
		tracing::warn!(%error, "no randomness for a nonce");
	}
	Ok(Bench { window, side, nonce: u64::from_le_bytes(nonce) })
}

fn product(mining: &Mining, kernel: &Kernel, bench: &Bench) -> Result<(), KernelError> {
	let Bench { window, side, nonce } = bench;
	let goal = target(window.difficulty, window.work.k);
	let drawn = kernel.mine(side, *nonce, &goal, &mining.stop)?;
	let found = drawn.winners.iter().filter_map(|winner| {
		let proof = side.prove_baseline(*nonce, winner);
		let call =
			PouwCall::SubmitBaseline { miner: mining.account.clone(), window: window.index, proof };
		mining.found(window.index, call)
	});
	let found = found.collect();
	mining.take(window.work.work(), found, false);
	Ok(())
}
