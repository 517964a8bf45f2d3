// SPDX-License-Identifier: Apache-2.0
//! A sector that is to be closed is drained first.

use crate::mock::*;
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::{conversion::CancelReason, settlement::SettlementState, AccountId, SectorId};
use pouw_traits::SectorBusiness;

fn retire() {
	assert_ok!(Sectors::retire(RuntimeOrigin::root(), SOURCE));
}

fn complete() -> frame_support::pallet_prelude::DispatchResult {
	Sectors::complete_retirement(RuntimeOrigin::signed(AccountId::new([1; 32])), SOURCE)
}

#[test]
fn conversions_should_be_minted_while_their_sector_retires() {
	ExtBuilder::default().build_and_execute(|| {
		witnessing(0, 500);
		retire();
		attest_both(SOURCE, 0);
		assert!(matches!(state(SOURCE, 0), SettlementState::Minted { .. }));
		// Also those that are asked for from now on.
		minted(1, 500);
	});
}

#[test]
fn retiring_sector_should_be_drawn_for_nothing() {
	ExtBuilder::default().with_operators(&[1, 2, 3, 4]).build_and_execute(|| {
		let other = SectorId(2002);
		retire();
		for id in 0..8 {
			request(other, id, 100);
			run_blocks(4);
			assert!(!witnesses(other, id).contains(&SOURCE));
		}
	});
}

#[test]
fn retirement_should_wait_for_the_conversions_under_way() {
	ExtBuilder::default().build_and_execute(|| {
		retire();
		run_blocks(19);
		assert_noop!(complete(), pallet_sectors::Error::<Test>::StillDraining);
		run_blocks(1);
		witnessing(0, 500);
		assert_eq!(Settlement::unsettled(SOURCE), 1);
		assert_noop!(complete(), pallet_sectors::Error::<Test>::BusinessUnsettled);
		attest_both(SOURCE, 0);
		assert_eq!(Settlement::unsettled(SOURCE), 0);
		assert_ok!(complete());
		// What comes now is too late and goes back.
		request(SOURCE, 1, 500);
		assert_eq!(cancel_reason(SOURCE, 1), Some(CancelReason::SectorInactive));
	});
}
