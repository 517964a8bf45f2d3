// SPDX-License-Identifier: Apache-2.0
//! Operators, base rates, caps.

use crate::{mock::*, *};
use frame_support::{assert_err, assert_noop, assert_ok};
use pouw_primitives::{SectorClass, SectorId, SectorProfile, SectorToHub};
use pouw_traits::{HandleMessage, SectorRegistry};
use sp_runtime::{DispatchError, FixedU128};

const STRANGER: SectorId = SectorId(2999);

pub(super) fn activate(sector: SectorId) {
	let profile = SectorProfile::new(SectorClass::CpuEdge, "Edge Compute", "EDGE", 12).unwrap();
	assert_ok!(Registry::handle(sector, SectorToHub::Announce(profile)));
}

fn rational(n: u128, d: u128) -> FixedU128 {
	FixedU128::from_rational(n, d)
}

#[test]
fn calls_should_fail_when_the_origin_is_not_the_admission_origin() {
	build_and_execute(|| {
		let anyone = || RuntimeOrigin::signed(1);
		assert_noop!(Registry::set_operator(anyone(), EDGE, 1), DispatchError::BadOrigin);
		assert_noop!(
			Registry::set_rate_base(anyone(), EDGE, rational(1, 1)),
			DispatchError::BadOrigin
		);
		assert_noop!(Registry::set_mint_cap(anyone(), EDGE, 1), DispatchError::BadOrigin);
	});
}

#[test]
fn calls_should_fail_when_the_sector_is_unknown() {
	build_and_execute(|| {
		let root = RuntimeOrigin::root;
		assert_noop!(Registry::set_operator(root(), STRANGER, 1), Error::<Test>::UnknownSector);
		assert_noop!(
			Registry::set_rate_base(root(), STRANGER, rational(1, 1)),
			Error::<Test>::UnknownSector
		);
		assert_noop!(Registry::set_mint_cap(root(), STRANGER, 1), Error::<Test>::UnknownSector);
	});
}

#[test]
fn calls_should_fail_when_the_value_is_out_of_bounds() {
	build_and_execute(|| {
		for base in [
			FixedU128::from_inner(0),
			FixedU128::from_inner(MIN_RATE_BASE.into_inner() - 1),
			FixedU128::from_inner(MAX_RATE_BASE.into_inner() + 1),
			FixedU128::from_inner(u128::MAX),
		] {
			assert_noop!(
				Registry::set_rate_base(RuntimeOrigin::root(), EDGE, base),
				Error::<Test>::RateBaseOutOfBounds
			);
		}
		assert_noop!(
			Registry::set_mint_cap(RuntimeOrigin::root(), EDGE, MAX_MINT_CAP + 1),
			Error::<Test>::MintCapTooLarge
		);
		assert_ok!(Registry::set_rate_base(RuntimeOrigin::root(), EDGE, MAX_RATE_BASE));
		assert_ok!(Registry::set_rate_base(RuntimeOrigin::root(), EDGE, MIN_RATE_BASE));
		assert_ok!(Registry::set_mint_cap(RuntimeOrigin::root(), EDGE, MAX_MINT_CAP));
	});
}

#[test]
fn first_base_should_set_the_rate_and_a_later_one_should_not() {
	build_and_execute(|| {
		assert_eq!(Registry::rate(EDGE), FixedU128::from_inner(0));
		assert_ok!(Registry::set_rate_base(RuntimeOrigin::root(), EDGE, rational(5, 1)));
		// No work is known, so the floor counts.
		assert_eq!(Registry::rate(EDGE), rational(5, 10));
		assert_ok!(Registry::set_rate_base(RuntimeOrigin::root(), EDGE, rational(50, 1)));
		assert_eq!(Registry::rate(EDGE), rational(5, 10));
	});
}

#[test]
fn active_sectors_should_be_listed_with_their_operators() {
	build_and_execute(|| {
		assert_ok!(Registry::admit(RuntimeOrigin::root(), SectorId(2001), SectorClass::CpuEdge));
		assert_ok!(Registry::set_operator(RuntimeOrigin::root(), EDGE, 7));
		assert!(<Registry as SectorRegistry<u64>>::active().is_empty());
		activate(EDGE);
		activate(SectorId(2001));
		assert_eq!(<Registry as SectorRegistry<u64>>::active(), vec![SectorId(2001), EDGE]);
		// Who has no operator is active, but witnesses nothing.
		assert_eq!(Registry::operators(), vec![(EDGE, 7)]);
		assert_ok!(Registry::set_operator(RuntimeOrigin::root(), SectorId(2001), 8));
		assert_ok!(Registry::set_operator(RuntimeOrigin::root(), EDGE, 9));
		assert_eq!(Registry::operators(), vec![(SectorId(2001), 8), (EDGE, 9)]);
		assert_ok!(Registry::suspend(RuntimeOrigin::root(), SectorId(2001)));
		assert_eq!(Registry::operators(), vec![(EDGE, 9)]);
		assert_ok!(Registry::reinstate(RuntimeOrigin::root(), SectorId(2001)));
		assert_eq!(Registry::operators(), vec![(SectorId(2001), 8), (EDGE, 9)]);
	});
}

#[test]
fn terms_of_genesis_should_be_those_configured() {
	let config = RuntimeGenesisConfig {
		registry: pallet_sectors_genesis(vec![(EDGE, 7, rational(3, 1), 1_000)]),
		..Default::default()
	};
	sp_io::TestExternalities::from(sp_runtime::BuildStorage::build_storage(&config).unwrap())
		.execute_with(|| {
			let terms = Terms::<Test>::get(EDGE).unwrap();
			assert_eq!(terms.operator, Some(7));
			assert_eq!((terms.rate_base, terms.mint_cap), (rational(3, 1), 1_000));
			assert_ok!(Registry::do_try_state());
		});
}

#[test]
fn message_for_another_pallet_should_be_refused() {
	build_and_execute(|| {
		let recorded = SectorToHub::Recorded { window: 0, root: Default::default() };
		assert_noop!(Registry::handle(EDGE, recorded), Error::<Test>::NotForTheRegistry);
	});
}

#[test]
fn try_state_should_fail_when_the_list_of_active_sectors_is_wrong() {
	build().execute_with(|| {
		activate(EDGE);
		Active::<Test>::kill();
		assert_err!(Registry::do_try_state(), "the list of active sectors is wrong");
	});
}

#[test]
fn try_state_should_fail_when_a_rate_jumped() {
	build().execute_with(|| {
		assert_ok!(Registry::set_rate_base(RuntimeOrigin::root(), EDGE, rational(5, 1)));
		Terms::<Test>::mutate(EDGE, |terms| {
			terms.as_mut().unwrap().previous_rate = rational(1, 10);
		});
		assert_err!(Registry::do_try_state(), "a rate moved too far in one era");
	});
}
