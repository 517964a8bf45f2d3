// SPDX-License-Identifier: Apache-2.0
//! What sectors, operators and clients might try.

use crate::{mock::*, Event, Open};
use frame_support::assert_ok;
use pouw_primitives::{
	conversion::{attestation_digest, Attestation, CancelReason, ConversionRequest},
	settlement::SettlementState,
	SectorId, SectorToHub,
};
use pouw_traits::HandleMessage;
use std::collections::BTreeSet;

#[test]
fn source_should_never_witness_its_own_conversion() {
	ExtBuilder::default().build_and_execute(|| {
		for id in 0..8 {
			assert!(!witnessing(id, 100).contains(&SOURCE));
			// Nor does what it attests count.
			attest(SOURCE, attestation(SOURCE, id));
			System::assert_last_event(
				Event::AttestationIgnored { source: SOURCE, conversion: id, witness: SOURCE }
					.into(),
			);
		}
		assert_eq!(Balances::total_issuance(), 0);
	});
}

#[test]
fn one_operator_should_never_be_both_witnesses_nor_one_of_its_own_sector() {
	// 2001 and 2006 are of one operator, and so are 2002 to 2004.
	ExtBuilder::default().with_operators(&[1, 2, 2, 2, 3, 1]).build_and_execute(|| {
		let mut seen = BTreeSet::new();
		for id in 0..40 {
			let [a, b] = witnessing(id, 10);
			// Exactly one of the three.
			let shared = [a, b].iter().filter(|s| (2002..=2004).contains(&s.0)).count();
			assert_eq!(shared, 1);
			assert!([a, b].contains(&SectorId(2005)));
			seen.extend([a, b]);
			attest_both(SOURCE, id);
		}
		assert_eq!(seen.len(), 4);
	});
}

#[test]
fn sector_that_was_not_drawn_should_not_attest() {
	ExtBuilder::default().build_and_execute(|| {
		let drawn = witnessing(0, 100);
		let right = attestation(SOURCE, 0);
		attest(drawn[0], right);
		for n in 2001..2010 {
			if !drawn.contains(&SectorId(n)) {
				attest(SectorId(n), right);
			}
		}
		assert!(matches!(state(SOURCE, 0), SettlementState::Witnessing { .. }));
	});
}

#[test]
fn reused_number_should_not_change_or_repeat_the_conversion() {
	ExtBuilder::default().build_and_execute(|| {
		let convert = |amount, n| {
			let beneficiary = account(n);
			let request = ConversionRequest { conversion: 0, beneficiary, amount };
			assert_ok!(Inbound::handle(SOURCE, SectorToHub::Convert(request)));
		};
		convert(100, 50);
		let before = record(SOURCE, 0);
		for (amount, n) in [(4_000, 50), (100, 51), (0, 0)] {
			convert(amount, n);
			assert_eq!(record(SOURCE, 0), before);
			System::assert_last_event(
				Event::RequestConflicted { source: SOURCE, conversion: 0 }.into(),
			);
		}
		run_blocks(4);
		attest_both(SOURCE, 0);
		convert(4_000, 50);
		run_blocks(20);
		assert_eq!(Balances::free_balance(account(50)), 198);
		assert_eq!(Balances::total_issuance() + crate::PendingToll::<Test>::get(), 200);
	});
}

#[test]
fn attestation_of_one_conversion_should_not_serve_another() {
	ExtBuilder::default().with_operators(&[1, 2, 3]).build_and_execute(|| {
		// The same two sectors witness both, of which one is the same in everything but its number.
		let same =
			|conversion| ConversionRequest { conversion, beneficiary: account(50), amount: 100 };
		for id in [0, 1] {
			assert_ok!(Inbound::handle(SOURCE, SectorToHub::Convert(same(id))));
		}
		run_blocks(4);
		let pair = witnesses(SOURCE, 0);
		let first = attestation(SOURCE, 0);
		for witness in pair {
			attest(witness, first);
			// With the other's number, its digest does not fit.
			attest(witness, Attestation { conversion: 1, ..first });
		}
		assert!(matches!(state(SOURCE, 0), SettlementState::Minted { .. }));
		assert!(matches!(state(SOURCE, 1), SettlementState::Witnessing { .. }));
	});
}

#[test]
fn attestation_of_the_same_number_of_another_sector_should_be_of_no_use() {
	ExtBuilder::default().build_and_execute(|| {
		let pair = witnessing(0, 100);
		let other = SectorId(2005);
		let digest = attestation_digest(other, 0, &beneficiary(0), 100);
		for witness in pair {
			attest(witness, Attestation { digest, ..attestation(SOURCE, 0) });
			attest(witness, Attestation { source: other, digest, ..attestation(SOURCE, 0) });
		}
		assert!(matches!(state(SOURCE, 0), SettlementState::Witnessing { .. }));
	});
}

#[test]
fn request_for_more_than_the_source_has_on_record_should_not_be_vouched_for() {
	ExtBuilder::default().build_and_execute(|| {
		// The message says 4,000, the record in the source's state 40.
		let pair = witnessing(0, 4_000);
		let digest = attestation_digest(SOURCE, 0, &beneficiary(0), 40);
		for witness in pair {
			attest(witness, Attestation { digest, ..attestation(SOURCE, 0) });
		}
		run_blocks(100);
		assert_eq!(Balances::total_issuance(), 0);
		assert_eq!(told(SOURCE, 0).len(), 1);
	});
}

#[test]
fn rate_should_stand_still_within_an_era_whatever_is_reported() {
	ExtBuilder::default().build_and_execute(|| {
		report_era(SOURCE, 4, 0);
		request(SOURCE, 0, 100);
		for _ in 0..20 {
			// The same era again, and older ones.
			report_era(SOURCE, 4, 100);
			report_era(SOURCE, 3, 100);
		}
		request(SOURCE, 1, 100);
		assert_eq!(record(SOURCE, 1).quote, record(SOURCE, 0).quote);
		run_blocks(4);
		attest_both(SOURCE, 1);
		attest_both(SOURCE, 0);
		assert_eq!(Settlement::totals(SOURCE).minted, 400);
	});
}

#[test]
fn era_that_ends_between_request_and_mint_should_not_change_what_is_minted() {
	ExtBuilder::default().build_and_execute(|| {
		witnessing(0, 100);
		for era in 0..20 {
			report_era(SOURCE, era, 100);
		}
		attest_both(SOURCE, 0);
		assert_eq!(Settlement::totals(SOURCE).minted, 200);
	});
}

#[test]
fn burst_of_requests_should_not_mint_more_than_the_cap_of_the_era() {
	ExtBuilder::default().build_and_execute(|| {
		MaxOpen::set(100);
		for id in 0..60 {
			request(SOURCE, id, CAP / 20);
		}
		run_blocks(6);
		for (id, record) in Settlement::open_conversions(SOURCE) {
			if matches!(record.state, SettlementState::Witnessing { .. }) {
				attest_both(SOURCE, id);
			}
		}
		run_blocks(10);
		assert_eq!(Settlement::totals(SOURCE).minted, CAP);
	});
}

#[test]
fn dust_should_neither_be_minted_nor_lost() {
	ExtBuilder::default().build_and_execute(|| {
		MaxOpen::set(100);
		for id in 0..30 {
			request(SOURCE, id, u128::from(id));
		}
		run_blocks(6);
		let mut refunded = 0;
		for id in 0..30 {
			if cancel_reason(SOURCE, id).is_some() {
				refunded += u128::from(id);
			} else {
				attest_both(SOURCE, id);
			}
		}
		let totals = Settlement::totals(SOURCE);
		assert_eq!(totals.converted + refunded, (0..30).sum::<u128>());
		assert_eq!(totals.minted, totals.converted * 2);
	});
}

#[test]
fn places_should_not_be_held_by_conversions_that_the_cap_has_no_room_for() {
	ExtBuilder::default().build_and_execute(|| {
		// Somebody uses up the cap of an era and goes on asking.
		request(SOURCE, 0, CAP / 2);
		for id in 1..60 {
			request(SOURCE, id, 10);
		}
		assert_eq!(Open::<Test>::get(SOURCE), 1 + MaxQueued::get());
		for id in 1 + u64::from(MaxQueued::get())..60 {
			assert_eq!(cancel_reason(SOURCE, id), Some(CancelReason::CapUsedUp));
			assert_eq!(told(SOURCE, id).len(), 1);
		}
		// In the next era there is a place for who has room in its cap.
		report_era(SOURCE, 0, 0);
		next_block();
		request(SOURCE, 60, 10);
		assert!(record(SOURCE, 60).quote.is_some());
	});
}

#[test]
fn conversions_worth_eras_should_not_wait_for_them_all() {
	ExtBuilder::default().build_and_execute(|| {
		MaxQueued::set(7);
		// Each takes an era of its own: the last one would be refunded after a long time.
		for id in 0..7 {
			request(SOURCE, id, CAP / 2);
		}
		let refunded: Vec<_> = (0..7)
			.filter(|id| cancel_reason(SOURCE, *id) == Some(CancelReason::CapUsedUp))
			.collect();
		assert_eq!(refunded, [3, 4, 5, 6]);
		for era in 0..2 {
			report_era(SOURCE, era, 0);
			next_block();
		}
		assert!((0..3).all(|id| record(SOURCE, id).quote.is_some()));
	});
}
