// SPDX-License-Identifier: Apache-2.0

use crate::{difficulty::MAX_DIFFICULTY, mock::*, Error, Event, Governed};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::work::Parameters;
use pouw_tickets::WorkParams;
use sp_runtime::{BuildStorage, DispatchError, Permill};

fn set(parameters: Parameters) -> sp_runtime::DispatchResult {
	Pouw::set_parameters(RuntimeOrigin::root(), parameters)
}

#[test]
fn parameters_should_take_effect_with_the_next_window() {
	ExtBuilder::default().build_and_execute(|| {
		let longer = Parameters { length: 20, ceiling: 9, ..parameters() };
		assert_ok!(set(longer));
		System::assert_last_event(Event::ParametersSet { parameters: longer }.into());
		assert_eq!(newest().parameters, parameters());
		run_to_window(1);
		assert_eq!(System::block_number(), 11);
		assert_eq!(newest().parameters, longer);
		run_to_window(2);
		assert_eq!(System::block_number(), 31);
	});
}

#[test]
fn parameters_should_fail_when_the_origin_is_not_the_admin() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Pouw::set_parameters(RuntimeOrigin::signed(account(1)), parameters()),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn parameters_should_fail_when_out_of_bounds() {
	let good = parameters();
	let work = good.work;
	let cases: Vec<(Parameters, Error<Test>)> = vec![
		(Parameters { work: WorkParams { rank: 33, ..work }, ..good }, Error::WorkNotAllowed),
		(Parameters { work: WorkParams { k: 511, ..work }, ..good }, Error::WorkNotAllowed),
		(Parameters { work: WorkParams { m: 0, ..work }, ..good }, Error::WorkNotAllowed),
		(Parameters { work: WorkParams { n: 131_072, ..work }, ..good }, Error::WorkNotAllowed),
		// Work, but longer than is verified.
		(Parameters { work: WorkParams { k: 2_048, ..work }, ..good }, Error::WorkNotAllowed),
		(Parameters { target: 0, ..good }, Error::TargetOutOfBounds),
		(Parameters { target: 9, ..good }, Error::TargetOutOfBounds),
		(Parameters { target: u32::MAX, ..good }, Error::TargetOutOfBounds),
		(Parameters { length: 2, grace: 0, ..good }, Error::LengthOutOfBounds),
		(Parameters { length: u32::MAX, ..good }, Error::LengthOutOfBounds),
		(Parameters { grace: 11, ..good }, Error::GraceTooLong),
		(Parameters { floor: 0, ceiling: 0, ..good }, Error::BandEmpty),
		(Parameters { floor: 7, ..good }, Error::BandEmpty),
		(Parameters { ceiling: 33, ..good }, Error::BandEmpty),
		(Parameters { max_newcomers: 33, ..good }, Error::NewcomersOutOfBounds),
		(Parameters { useful_cap: Permill::one(), ..good }, Error::UsefulCapTooHigh),
		(Parameters { half_life: 0, ..good }, Error::HalfLifeOutOfBounds),
		(Parameters { half_life: 1_001, ..good }, Error::HalfLifeOutOfBounds),
		(Parameters { min_difficulty: TILE - 1, ..good }, Error::DifficultyOutOfBounds),
		(Parameters { max_difficulty: TILE - 1, ..good }, Error::DifficultyOutOfBounds),
		(Parameters { max_difficulty: MAX_DIFFICULTY + 1, ..good }, Error::DifficultyOutOfBounds),
	];
	ExtBuilder::default().build_and_execute(|| {
		for (parameters, error) in cases {
			assert_noop!(set(parameters), error);
		}
		assert_eq!(Governed::<Test>::get(), Some(good));
	});
}

#[test]
fn extremes_that_are_allowed_should_not_stop_windows() {
	let good = parameters();
	let extremes = [
		Parameters { length: 3, grace: 0, ..good },
		Parameters { length: 3, grace: 3, ..good },
		Parameters { target: 1, floor: 32, ceiling: 32, max_newcomers: 0, ..good },
		Parameters { half_life: 1, min_difficulty: TILE, max_difficulty: TILE, ..good },
		Parameters { half_life: 1_000, max_difficulty: MAX_DIFFICULTY, ..good },
		Parameters { min_difficulty: MAX_DIFFICULTY, max_difficulty: MAX_DIFFICULTY, ..good },
	];
	ExtBuilder::default().build_and_execute(|| {
		for parameters in extremes {
			assert_ok!(set(parameters));
			let window = newest().index;
			run_to_window(window + 4);
			for miner in 0..8 {
				let _ = count_baseline(&account(miner), window + 4, 0);
			}
			check_state();
		}
		assert_ok!(set(good));
		let window = newest().index;
		run_to_window(window + 2);
		assert_eq!(newest().parameters, good);
	});
}

#[test]
fn change_from_long_to_short_windows_should_not_let_three_accept() {
	ExtBuilder::default()
		.parameters(Some(Parameters { length: 30, grace: 30, ..parameters() }))
		.build_and_execute(|| {
			assert_ok!(set(Parameters { length: 3, grace: 3, ..parameters() }));
			run_to_window(1);
			// Window 0 accepts until block 61; window 1, of three blocks, waits for that.
			assert_eq!(System::block_number(), 31);
			run_to_window(2);
			assert_eq!(System::block_number(), 61);
		});
}

#[test]
fn first_parameters_should_start_windows_when_the_genesis_has_none() {
	ExtBuilder::default().parameters(None).build_and_execute(|| {
		run_blocks(5);
		assert_eq!(Pouw::window(), None);
		assert_ok!(set(parameters()));
		next_block();
		assert_eq!(newest().index, 0);
		assert_eq!(newest().difficulty, TILE);
	});
}

#[test]
#[should_panic(expected = "the parameters are not allowed")]
fn genesis_should_fail_when_the_parameters_are_out_of_bounds() {
	let _ = crate::GenesisConfig::<Test> {
		parameters: Some(Parameters { target: 0, ..parameters() }),
		initial_difficulty: DIFFICULTY,
		..Default::default()
	}
	.build_storage();
}

#[test]
#[should_panic(expected = "the initial difficulty is not within")]
fn genesis_should_fail_when_the_difficulty_is_out_of_bounds() {
	let _ = crate::GenesisConfig::<Test> {
		parameters: Some(parameters()),
		initial_difficulty: TILE - 1,
		..Default::default()
	}
	.build_storage();
}
