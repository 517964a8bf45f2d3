// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Event};
use frame_support::assert_ok;
use pouw_primitives::{
	conversion::{Attestation, CancelReason},
	settlement::SettlementState,
	HubToSector, SectorId,
};
use sp_core::H256;

#[test]
fn two_attestations_should_mint_the_quote_less_the_toll() {
	ExtBuilder::default().build_and_execute(|| {
		let pair = witnessing(0, 2_000);
		let attestation = attestation(SOURCE, 0);
		attest(pair[0], attestation);
		assert_eq!(Balances::total_issuance(), 0);
		System::assert_last_event(
			Event::Attested { source: SOURCE, conversion: 0, round: 0, witness: pair[0] }.into(),
		);
		attest(pair[1], attestation);
		assert_eq!(Balances::free_balance(beneficiary(0)), 3_960);
		assert_eq!(Balances::free_balance(Treasury::get()), 40);
		assert_eq!(
			state(SOURCE, 0),
			SettlementState::Minted {
				witnesses: pair,
				round: 0,
				at: System::block_number(),
				told: true
			}
		);
		assert_eq!(
			told(SOURCE, 0),
			vec![HubToSector::ConversionSettled { conversion: 0, minted: 4_000 }]
		);
		System::assert_has_event(
			Event::Minted {
				source: SOURCE,
				conversion: 0,
				beneficiary: beneficiary(0),
				amount: 3_960,
				toll: 40,
			}
			.into(),
		);
	});
}

#[test]
fn round_without_a_pair_should_be_followed_by_another_with_fresh_randomness() {
	ExtBuilder::default().build_and_execute(|| {
		let pair = witnessing(0, 500);
		attest(pair[0], attestation(SOURCE, 0));
		run_blocks(AttestationPeriod::get());
		let SettlementState::Drawing { round: 1, randomness_from, .. } = state(SOURCE, 0) else {
			panic!("{:?}", state(SOURCE, 0));
		};
		// The relay chain moved on after the hook.
		assert_eq!(randomness_from, RelayBlock::get() - 1 + 3);
		System::assert_has_event(
			Event::RoundExpired { source: SOURCE, conversion: 0, round: 0 }.into(),
		);
		let withdrawn = HubToSector::WitnessWithdrawn { source: SOURCE, conversion: 0, round: 0 };
		assert!(!sent_to(pair[0]).contains(&withdrawn));
		assert!(sent_to(pair[1]).contains(&withdrawn));
		run_blocks(3);
		assert_eq!(round(SOURCE, 0), 1);
		attest_both(SOURCE, 0);
		assert!(matches!(state(SOURCE, 0), SettlementState::Minted { round: 1, .. }));
	});
}

#[test]
fn conversion_should_be_cancelled_after_the_last_round() {
	ExtBuilder::default().build_and_execute(|| {
		witnessing(0, 500);
		for expected in 0..=MaxRedraws::get() {
			assert_eq!(round(SOURCE, 0), expected);
			let last = witnesses(SOURCE, 0);
			attest(last[0], attestation(SOURCE, 0));
			run_blocks(AttestationPeriod::get());
			if expected < MaxRedraws::get() {
				run_blocks(3);
			}
		}
		assert_eq!(cancel_reason(SOURCE, 0), Some(CancelReason::Unwitnessed));
		assert_eq!(
			told(SOURCE, 0),
			vec![HubToSector::ConversionCancelled {
				conversion: 0,
				reason: CancelReason::Unwitnessed
			}]
		);
		assert_eq!(Balances::total_issuance(), 0);
	});
}

#[test]
fn attestation_of_an_earlier_round_should_not_count() {
	ExtBuilder::default().with_operators(&[1, 2, 3]).build_and_execute(|| {
		// There are only two to draw from, so the same ones are drawn again.
		let pair = witnessing(0, 500);
		let old = attestation(SOURCE, 0);
		attest(pair[0], old);
		run_blocks(AttestationPeriod::get() + 3);
		assert_eq!(round(SOURCE, 0), 1);
		for witness in pair {
			attest(witness, old);
			System::assert_last_event(
				Event::AttestationIgnored { source: SOURCE, conversion: 0, witness }.into(),
			);
		}
		attest(pair[1], attestation(SOURCE, 0));
		assert!(matches!(state(SOURCE, 0), SettlementState::Witnessing { .. }));
		attest(pair[0], attestation(SOURCE, 0));
		assert!(matches!(state(SOURCE, 0), SettlementState::Minted { .. }));
	});
}

#[test]
fn attestation_of_another_digest_should_not_count_and_not_bar_the_right_one() {
	ExtBuilder::default().build_and_execute(|| {
		let [a, b] = witnessing(0, 500);
		let right = attestation(SOURCE, 0);
		let wrong = Attestation { digest: H256::repeat_byte(1), ..right };
		attest(a, wrong);
		System::assert_last_event(
			Event::DigestMismatched {
				source: SOURCE,
				conversion: 0,
				witness: a,
				digest: wrong.digest,
			}
			.into(),
		);
		attest(b, right);
		assert!(matches!(state(SOURCE, 0), SettlementState::Witnessing { .. }));
		attest(a, right);
		assert!(matches!(state(SOURCE, 0), SettlementState::Minted { .. }));
	});
}

#[test]
fn doubled_attestation_should_count_once() {
	ExtBuilder::default().build_and_execute(|| {
		let [a, _] = witnessing(0, 500);
		let right = attestation(SOURCE, 0);
		for _ in 0..3 {
			attest(a, right);
		}
		System::assert_last_event(
			Event::AttestationIgnored { source: SOURCE, conversion: 0, witness: a }.into(),
		);
		assert_eq!(Balances::total_issuance(), 0);
	});
}

#[test]
fn late_attestation_should_be_ignored_after_the_end() {
	ExtBuilder::default().build_and_execute(|| {
		let [a, b] = witnessing(0, 500);
		let right = attestation(SOURCE, 0);
		attest(a, right);
		attest(b, right);
		let issuance = Balances::total_issuance();
		for witness in [a, b] {
			attest(witness, right);
			System::assert_last_event(
				Event::AttestationIgnored { source: SOURCE, conversion: 0, witness }.into(),
			);
		}
		assert_eq!(Balances::total_issuance(), issuance);
	});
}

#[test]
fn attestation_should_be_ignored_before_the_draw_and_of_unknown_conversions() {
	ExtBuilder::default().build_and_execute(|| {
		request(SOURCE, 0, 500);
		let early = attestation(SOURCE, 0);
		let witness = SectorId(2002);
		attest(witness, early);
		System::assert_last_event(
			Event::AttestationIgnored { source: SOURCE, conversion: 0, witness }.into(),
		);
		attest(witness, Attestation { conversion: 7, ..early });
		System::assert_last_event(
			Event::AttestationIgnored { source: SOURCE, conversion: 7, witness }.into(),
		);
		let source = SectorId(9_999);
		attest(witness, Attestation { source, ..early });
		System::assert_last_event(
			Event::AttestationIgnored { source, conversion: 0, witness }.into(),
		);
	});
}

#[test]
fn nothing_should_be_minted_for_a_sector_suspended_meanwhile() {
	ExtBuilder::default().build_and_execute(|| {
		witnessing(0, 500);
		assert_ok!(Sectors::suspend(RuntimeOrigin::root(), SOURCE));
		attest_both(SOURCE, 0);
		assert_eq!(cancel_reason(SOURCE, 0), Some(CancelReason::SectorInactive));
		assert_eq!(Balances::total_issuance(), 0);
		assert_eq!(told(SOURCE, 0).len(), 1);
	});
}
