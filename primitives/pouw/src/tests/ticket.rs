// SPDX-License-Identifier: Apache-2.0

use super::{fixture::tight, reference};
use crate::{
	params::tile_work,
	ticket::{target, Ticket},
};
use proptest::prelude::*;

#[test]
fn nothing_wins_at_difficulty_zero() {
	assert_eq!(target(0, 1024), [0; 32]);
	assert!(!Ticket([0; 32]).wins(0, 1024));
}

#[test]
fn all_but_the_highest_ticket_win_where_a_tile_is_the_difficulty_or_more() {
	let highest = Ticket([255; 32]);
	let mut below = highest;
	below.0[31] = 254;
	for difficulty in [1, 2, tile_work(1024) / 2] {
		assert_eq!(target(difficulty, 1024), [255; 32]);
		assert!(below.wins(difficulty, 1024));
		assert!(!highest.wins(difficulty, 1024));
	}
	// A share is rounded down before it is multiplied.
	assert!(target(tile_work(1024), 1024) < [255; 32]);
	assert!(target(tile_work(1024), 1024) > [254; 32]);
}

#[test]
fn share_of_winners_is_tile_work_over_difficulty() {
	for (difficulty, k) in [(tile_work(1024) * 1000, 1024), (tile_work(4096) * 3, 4096)] {
		let target = target(difficulty, k);
		let high = u64::from_be_bytes(target[..8].try_into().unwrap()) as f64 / 2f64.powi(64);
		let share = tile_work(k) as f64 / difficulty as f64;
		assert!((high - share).abs() < 1e-12);
	}
}

#[test]
fn tile_indices_are_part_of_the_ticket() {
	let ticket = |i, j| Ticket::of(&[1; 32], &[2; 16], i, j);
	assert_ne!(ticket(0, 1), ticket(1, 0));
	assert_ne!(ticket(0, 0), ticket(1, 1));
	assert_ne!(Ticket::of(&[1; 32], &[2; 16], 0, 0), Ticket::of(&[2; 32], &[2; 16], 0, 0));
}

proptest! {
	#[test]
	fn winners_are_those_of_long_division(
		ticket in any::<[u8; 32]>(),
		zeros in 0usize..20,
		difficulty in prop_oneof![any::<u128>(), 0u128..1 << 40, 0u128..4],
		k in prop_oneof![512u32..65_537, any::<u32>()],
	) {
		let mut ticket = ticket;
		ticket[..zeros].fill(0);
		prop_assert_eq!(
			Ticket(ticket).wins(difficulty, k),
			reference::wins(&ticket, difficulty, k)
		);
		let mut target = target(difficulty, k);
		prop_assert!(!reference::wins(&target, difficulty, k));
		if let Some(index) = target.iter().rposition(|byte| *byte > 0) {
			target[index] -= 1;
			target[index + 1..].fill(255);
			prop_assert!(reference::wins(&target, difficulty, k));
		}
	}

	#[test]
	fn higher_difficulty_never_lets_more_win(ticket in any::<[u8; 32]>(), a in 1u128.., b in 1u128..) {
		let ticket = Ticket(ticket);
		prop_assert!(!ticket.wins(a.max(b), 1024) || ticket.wins(a.min(b), 1024));
		let most = tight(&ticket, 1024);
		prop_assert!(ticket.wins(most, 1024) && !ticket.wins(most + 1, 1024));
	}
}
