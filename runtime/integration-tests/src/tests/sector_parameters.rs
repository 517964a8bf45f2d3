// SPDX-License-Identifier: Apache-2.0
//! Parameters of a sector stay within their bounds, and within these the chain works.

use crate::{genesis::sector_preset, state::check_sector};
use codec::Encode;
use frame_support::{
	assert_noop, assert_ok,
	traits::{dynamic_params::AggregatedKeyValue, Get, Hooks},
};
use pallet_parameters::{Call, Parameters};
use pouw_primitives::EncodedChange;
use pouw_runtime_common::currency::UNIT;
use pouw_sector_runtime::{
	configs::parameters::{
		band_extremes, extremes, is_within_bounds, tasks, token, Bounds, Change,
		GovernedParameters, RuntimeParameters, TicketChange,
	},
	Guilds, Runtime, RuntimeCall, RuntimeOrigin,
};
use pouw_traits::{ChangeParameter, HandleDirectives};
use proptest::prelude::*;
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{traits::Dispatchable, DispatchError, Permill};
use std::collections::BTreeSet;

fn sector_test(test: impl FnOnce()) {
	TestExternalities::new(sector_preset("cpu-edge-local_testnet")).execute_with(|| {
		test();
		check_sector();
	});
}

fn audit_floor(percent: u32) -> RuntimeParameters {
	RuntimeParameters::Tasks(tasks::Parameters::AuditFloor(
		tasks::AuditFloor,
		Some(Permill::from_percent(percent)),
	))
}

#[test]
fn number_is_refused_when_it_is_out_of_bounds() {
	sector_test(|| {
		let apply = |number| GovernedParameters::apply(Change::Number(number));
		assert!(apply(audit_floor(12)).is_err());
		assert_ok!(apply(audit_floor(13)));
		assert_ok!(apply(audit_floor(100)));
		assert_eq!(<Runtime as pallet_tasks::Config>::AuditFloor::get(), Permill::one());
	});
}

#[test]
fn collusion_share_is_a_tenth_unless_it_is_set_to_two_fifths_at_most() {
	sector_test(|| {
		let share = |percent| {
			let value = Some(Permill::from_percent(percent));
			RuntimeParameters::Tasks(tasks::Parameters::CollusionShare(
				tasks::CollusionShare,
				value,
			))
		};
		let read = <Runtime as pallet_tasks::Config>::CollusionShare::get;
		let apply = |number| GovernedParameters::apply(Change::Number(number));
		assert_eq!(read(), Permill::from_percent(10));
		assert!(apply(share(41)).is_err());
		for percent in [0, 40] {
			assert_ok!(apply(share(percent)));
			assert_eq!(read(), Permill::from_percent(percent));
		}
		for (percent, in_band) in [(9, false), (10, true), (30, true), (31, false)] {
			let change = Change::Number(share(percent));
			assert_eq!(GovernedParameters::is_within_band(&change), in_band, "{percent} %");
		}
	});
}

#[test]
fn what_pallets_read_is_within_bounds_whatever_is_stored() {
	sector_test(|| {
		let (key, value) = audit_floor(0).into_parts();
		Parameters::<Runtime>::set(key, value);
		assert_eq!(tasks::AuditFloor::get(), Permill::zero());
		let floor = <Runtime as pallet_tasks::Config>::AuditFloor::get();
		assert_eq!(floor, tasks::AuditFloor::bounds().0);
	});
}

#[test]
fn parameter_is_set_by_nobody_who_signs() {
	sector_test(|| {
		let call: RuntimeCall = Call::set_parameter { key_value: audit_floor(20) }.into();
		let user = RuntimeOrigin::signed(Sr25519Keyring::Alice.to_account_id());
		for origin in [user, RuntimeOrigin::none()] {
			assert_noop!(
				call.clone().dispatch(origin).map_err(|failure| failure.error),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn runtime_is_consistent_when_each_parameter_is_at_either_bound() {
	sector_test(|| {
		for change in extremes() {
			assert!(is_within_bounds(&change), "{change:?}");
			let (key, value) = change.into_parts();
			let before = Parameters::<Runtime>::get(&key);
			Parameters::<Runtime>::set(&key, value);
			check_integrity();
			Parameters::<Runtime>::set(&key, before);
		}
		for at in [0, 1] {
			for change in extremes().into_iter().skip(at).step_by(2) {
				let (key, value) = change.into_parts();
				Parameters::<Runtime>::set(&key, value);
			}
			check_integrity();
		}
	});
}

fn check_integrity() {
	pallet_tasks::Pallet::<Runtime>::integrity_test();
	pallet_miners::Pallet::<Runtime>::integrity_test();
	pallet_sector_token::Pallet::<Runtime>::integrity_test();
	pallet_witness::Pallet::<Runtime>::integrity_test();
	pallet_pouw_verify::Pallet::<Runtime>::integrity_test();
	Guilds::integrity_test();
}

#[test]
fn band_of_executives_is_narrower_than_the_bounds() {
	let bounds = extremes();
	let bands = band_extremes();
	for pair in bands.chunks(2) {
		assert!(pair.iter().all(is_within_bounds), "{pair:?}");
		assert!(pair
			.iter()
			.all(|change| { GovernedParameters::is_within_band(&Change::Number(change.clone())) }));
		assert!(pair.iter().any(|change| !bounds.contains(change)), "{pair:?} is not narrower");
	}
	let outside = |change: &&RuntimeParameters| !bands.contains(change);
	for change in bounds.iter().filter(outside) {
		assert!(!GovernedParameters::is_within_band(&Change::Number(change.clone())));
	}
}

#[test]
fn change_of_tickets_is_checked_with_the_others_that_stay() {
	sector_test(|| {
		let apply = |change| GovernedParameters::apply(Change::Tickets(change));
		let before = pallet_pouw_verify::Governed::<Runtime>::get();
		for wrong in [
			TicketChange::Target(0),
			TicketChange::Target(u32::MAX),
			TicketChange::Window { length: 0, grace: 0 },
			TicketChange::Window { length: 10, grace: 11 },
			TicketChange::Band { floor: 5, ceiling: 4 },
			TicketChange::Band { floor: 0, ceiling: 0 },
			TicketChange::Newcomers(u32::MAX),
			TicketChange::UsefulCap(Permill::one()),
			TicketChange::HalfLife(0),
			TicketChange::Difficulty { least: 0, most: u128::MAX },
		] {
			assert!(apply(wrong.clone()).is_err(), "{wrong:?}");
		}
		assert_eq!(pallet_pouw_verify::Governed::<Runtime>::get(), before);
		assert_ok!(apply(TicketChange::Band { floor: 2, ceiling: 40 }));
		let now = pallet_pouw_verify::Governed::<Runtime>::get().expect("parameters");
		assert_eq!((now.floor, now.ceiling), (2, 40));
		assert_eq!(now.target, before.expect("parameters").target);
	});
}

#[test]
fn executives_cannot_bring_the_ceiling_of_a_miner_to_the_target() {
	let may = |change| GovernedParameters::is_within_band(&Change::Tickets(change));
	let targets: Vec<u32> = (0..=2_048).filter(|t| may(TicketChange::Target(*t))).collect();
	let ceilings: Vec<u32> = (0..=2_048)
		.filter(|ceiling| may(TicketChange::Band { floor: 1, ceiling: *ceiling }))
		.collect();
	let least = targets.first().expect("executives may set the target");
	let most = ceilings.last().expect("executives may set the ceiling");
	assert!(most < least, "a ceiling of {most} and a target of {least}");
	// What a public network begins with can be set again.
	TestExternalities::new(sector_preset("cpu-edge-public")).execute_with(|| {
		let begun = pallet_pouw_verify::Governed::<Runtime>::get().expect("parameters");
		assert!(targets.contains(&begun.target) && ceilings.contains(&begun.ceiling));
	});
}

#[test]
fn other_changes_keep_the_bounds_of_their_pallets() {
	sector_test(|| {
		for wrong in [
			Change::BondTarget(0),
			Change::BondTarget(u128::MAX),
			Change::PublicShare(Permill::one()),
			Change::RecycleShare(Permill::zero()),
			Change::FoundersShare(Permill::from_percent(51)),
			Change::Invulnerables(
				vec![Sr25519Keyring::Alice.to_account_id(); 2].try_into().expect("two"),
			),
		] {
			assert!(GovernedParameters::apply(wrong.clone()).is_err(), "{wrong:?}");
		}
		assert_ok!(GovernedParameters::apply(Change::BondTarget(70 * UNIT)));
		assert_eq!(pallet_miners::BondTarget::<Runtime>::get(), 70 * UNIT);
	});
}

#[test]
fn founders_share_is_for_the_assembly_and_at_most_half_of_the_public_income() {
	sector_test(|| {
		let share = |percent| Change::FoundersShare(Permill::from_percent(percent));
		for percent in [0, 50] {
			assert_ok!(GovernedParameters::apply(share(percent)));
			let set = pallet_sector_token::FoundersShare::<Runtime>::get();
			assert_eq!(set, Permill::from_percent(percent));
			assert!(!GovernedParameters::is_within_band(&share(percent)));
		}
	});
	TestExternalities::new(sector_preset("cpu-edge-public")).execute_with(|| {
		assert_eq!(pallet_sector_token::Founders::<Runtime>::get(), None);
		assert!(GovernedParameters::apply(Change::FoundersShare(Permill::from_percent(1))).is_err());
	});
}

#[test]
fn parameters_are_told_apart_whatever_their_values() {
	let number = |amount| {
		Change::Number(RuntimeParameters::Token(token::Parameters::MinConversion(
			token::MinConversion,
			amount,
		)))
	};
	let key = GovernedParameters::key;
	assert_eq!(key(&number(Some(1))), key(&number(None)));
	assert_eq!(
		key(&Change::Tickets(TicketChange::Target(1))),
		key(&Change::Tickets(TicketChange::Target(2)))
	);
	let changes = extremes().into_iter().step_by(2).map(Change::Number).chain([
		Change::Tickets(TicketChange::Target(1)),
		Change::Tickets(TicketChange::HalfLife(1)),
		Change::BondTarget(1),
		Change::PublicShare(Permill::zero()),
		Change::RecycleShare(Permill::zero()),
		Change::Invulnerables(Default::default()),
		Change::FoundersShare(Permill::zero()),
	]);
	let keys: Vec<_> = changes.map(|change| key(&change)).collect();
	let distinct: BTreeSet<_> = keys.iter().collect();
	assert_eq!(distinct.len(), keys.len());
}

#[test]
fn longest_change_fits_a_message() {
	let accounts = vec![Sr25519Keyring::Alice.to_account_id(); 8].try_into().expect("eight");
	let change = Change::Invulnerables(accounts);
	let encoded = GovernedParameters::encode(&change).expect("it fits");
	assert_eq!(GovernedParameters::decode(&encoded), Some(change));
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// Whatever arrives, nothing panics, and the pallets' constants still fit together.
	#[test]
	fn bytes_of_any_kind_leave_a_chain_that_works(
		tag in 0u8..8, group in 0u8..5, key in 0u8..10, rest in prop::collection::vec(any::<u8>(), 0..40)
	) {
		sector_test(|| {
			let mut bytes = vec![tag, group, key];
			bytes.extend(rest);
			let change = EncodedChange::try_from(bytes).expect("short enough");
			assert_ok!(Guilds::on_set_parameter(1, change));
			check_integrity();
		});
	}

	/// The same of changes that are well-formed, with values of all sizes.
	#[test]
	fn numbers_of_any_size_leave_a_chain_that_works(number in 0u8..9, value: u128) {
		sector_test(|| {
			let change = match number {
				0 => Change::BondTarget(value),
				1 => Change::Tickets(TicketChange::Target(value as u32)),
				2 => Change::Tickets(TicketChange::HalfLife(value as u32)),
				3 => Change::Tickets(TicketChange::Window {
					length: value as u32,
					grace: (value >> 32) as u32,
				}),
				4 => Change::Tickets(TicketChange::Band {
					floor: value as u32,
					ceiling: (value >> 32) as u32,
				}),
				5 => Change::Tickets(TicketChange::Difficulty { least: value >> 64, most: value }),
				6 => Change::PublicShare(Permill::from_parts(value as u32)),
				7 => Change::FoundersShare(Permill::from_parts(value as u32)),
				_ => Change::Number(RuntimeParameters::Token(token::Parameters::MinConversion(
					token::MinConversion,
					Some(value),
				))),
			};
			assert_ok!(Guilds::on_set_parameter(1, change.encode().try_into().expect("short")));
			check_integrity();
			let parameters = pallet_pouw_verify::Governed::<Runtime>::get().expect("parameters");
			assert!(pallet_pouw_verify::Pallet::<Runtime>::check_parameters(&parameters).is_ok());
		});
	}
}
