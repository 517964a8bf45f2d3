// SPDX-License-Identifier: Apache-2.0
//! What useful tickets may claim, and who hears how an assignment ended.

use crate::mock::*;
use frame_support::assert_ok;
use pouw_primitives::{
	task::{max_rows, BlobRef, TaskSpec},
	UsefulGrant,
};
use pouw_traits::UsefulTasks;

#[test]
fn grant_should_bound_rows_and_work_by_the_length_of_the_input() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		assert_ok!(register_layers(2));
		let id = assigned_task(spec());
		let rows = max_rows(1_000);
		let expected = UsefulGrant {
			layer: layer(1),
			max_rows: rows,
			work_limit: 2 * 16 * 512 * u128::from(rows),
		};
		for miner in miners_of(id) {
			assert_eq!(Tasks::grant(id, &miner, 1), Some(expected));
		}
		let longer = TaskSpec { input: BlobRef { len: 2_000, ..spec().input }, ..spec() };
		let longer = assigned_task(longer);
		let grant = Tasks::grant(longer, &0, 0).unwrap();
		assert!(grant.work_limit > expected.work_limit && grant.layer == layer(0));
	});
}

#[test]
fn grant_should_be_none_when_the_miner_is_not_assigned_or_has_abstained() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		assert_ok!(register_layers(1));
		let id = order(spec());
		assert_eq!(Tasks::grant(id, &0, 0), None);
		run_blocks(3);
		assert!(Tasks::grant(id, &0, 0).is_some());
		assert_eq!(Tasks::grant(id, &STRANGER, 0), None);
		assert_eq!(Tasks::grant(id + 1, &0, 0), None);
		assert_ok!(abstain(0, id));
		assert_eq!(Tasks::grant(id, &0, 0), None);
	});
}

#[test]
fn grant_should_be_none_when_the_model_has_no_such_layer() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let plain = assigned_task(spec());
		assert_eq!(Tasks::grant(plain, &0, 0), None);
		run_to(phase_end(plain));
		assert_ok!(register_layers(2));
		let id = assigned_task(spec());
		assert!(Tasks::grant(id, &0, 1).is_some());
		assert_eq!(Tasks::grant(id, &0, 2), None);
	});
}

#[test]
fn grant_should_last_until_the_task_is_over() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		assert_ok!(register_layers(1));
		let id = committed_task(spec(), &[Some(result(1, 0)); 3]);
		assert!(Tasks::grant(id, &0, 0).is_some());
		for miner in miners_of(id) {
			assert_ok!(reveal(miner, id, &result(1, 0)));
		}
		assert!(Tasks::grant(id, &0, 0).is_some());
		next_block();
		assert!(record(id).state.is_final());
		assert_eq!(Tasks::grant(id, &0, 0), None);
	});
}

#[test]
fn settlement_should_tell_of_each_replica_whether_it_was_accepted() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = settled_task(
			spec(),
			&[Some(result(1, 0)), Some(result(2, 0)), Some(result(3, 30_000))],
		);
		let miners = miners_of(id);
		let expected = miners.iter().zip([true, true, false]).map(|(m, a)| (id, *m, a));
		assert_eq!(Settled::take(), expected.collect::<Vec<_>>());
		next_block();
		assert!(Settled::get().is_empty());
	});
}

#[test]
fn failure_should_tell_of_each_replica_that_it_was_not_accepted() {
	ExtBuilder::default().with_miners(3).build_and_execute(|| {
		let id = settled_task(spec(), &[Some(garbage(1)), Some(garbage(2)), None]);
		let expected = miners_of(id).into_iter().map(|miner| (id, miner, false));
		assert_eq!(Settled::take(), expected.collect::<Vec<_>>());
		// An order that found no miners has no assignments to end.
		MaxUnassigned::set(8);
		let none = order(TaskSpec {
			replicas: pouw_primitives::task::Replicas { initial: 5, most: 5 },
			..spec()
		});
		run_to(phase_end(none));
		assert!(record(none).state.is_final());
		assert!(Settled::get().is_empty());
	});
}
