// SPDX-License-Identifier: Apache-2.0

use crate::params::*;
use proptest::prelude::*;

const RANKS: [u16; 6] = [32, 64, 128, 256, 512, 1024];

/// The rules, said another way: ranks by list, lengths as whole steps.
fn allowed(rank: u16, k: u32) -> bool {
	let rank_allowed = RANKS.contains(&rank);
	let steps = k / u32::from(rank).max(1);
	let whole = steps * u32::from(rank) == k;
	rank_allowed && whole && (16..=4 * u32::from(rank)).contains(&steps) && k <= 65_536
}

#[test]
fn only_listed_ranks_are_allowed() {
	for rank in 0..=u16::MAX {
		let allowed = RANKS.contains(&rank);
		assert_eq!(check_inner(rank, 16 * u32::from(rank)).is_ok(), allowed, "{rank}");
		if !allowed {
			assert_eq!(check_inner(rank, 1024), Err(ParamError::RankNotAllowed));
			assert_eq!(padded_k(rank, 1024), None);
		}
	}
}

#[test]
fn every_inner_dimension_is_judged_by_the_rules() {
	for rank in RANKS {
		for k in 0..=MAX_K + 2 * u32::from(rank) {
			assert_eq!(check_inner(rank, k).is_ok(), allowed(rank, k), "rank {rank}, k {k}");
		}
	}
}

#[test]
fn every_rule_has_its_error() {
	assert_eq!(check_dims(48, 16, 16, 768), Err(ParamError::RankNotAllowed));
	assert_eq!(check_dims(64, 16, 16, 1040), Err(ParamError::InnerNotMultipleOfRank));
	assert_eq!(check_dims(64, 16, 16, 960), Err(ParamError::InnerTooShort));
	assert_eq!(check_dims(32, 16, 16, 4128), Err(ParamError::InnerTooLong));
	assert_eq!(check_dims(128, 16, 16, MAX_K + 128), Err(ParamError::InnerTooLong));
	assert_eq!(check_dims(64, 0, 16, 1024), Err(ParamError::RowsNotAllowed));
	assert_eq!(check_dims(64, 24, 16, 1024), Err(ParamError::RowsNotAllowed));
	assert_eq!(check_dims(64, 16, 0, 1024), Err(ParamError::ColumnsNotAllowed));
	assert_eq!(check_dims(64, 16, 17, 1024), Err(ParamError::ColumnsNotAllowed));
	assert_eq!(check_dims(64, 16, 16, 1024), Ok(()));
}

#[test]
fn padding_of_k_is_the_smallest_allowed() {
	for rank in RANKS {
		let all: Vec<u32> = (0..=MAX_K).filter(|k| allowed(rank, *k)).collect();
		for k in (0..=MAX_K + 1).step_by(7).chain([MAX_K, MAX_K + 1, u32::MAX]) {
			let smallest = all.iter().copied().find(|allowed| *allowed >= k);
			assert_eq!(padded_k(rank, k), smallest, "rank {rank}, k {k}");
		}
	}
}

#[test]
fn padding_of_rows_saturates_at_the_largest_multiple() {
	assert_eq!(padded_rows(0), 0);
	assert_eq!(padded_rows(1), 16);
	assert_eq!(padded_rows(16), 16);
	assert_eq!(padded_rows(17), 32);
	assert_eq!(padded_rows(u32::MAX), u32::MAX - 15);
	assert_eq!(strips(u32::MAX - 15), 268_435_455);
}

#[test]
fn work_is_that_of_all_tiles() {
	let params = WorkParams { rank: 64, m: 64, n: 80, k: 1152 };
	assert_eq!(params.tiles(), 20);
	assert_eq!(params.work(), 20 * tile_work(1152));
	let largest = WorkParams { rank: 1024, m: u32::MAX - 15, n: u32::MAX - 15, k: MAX_K };
	assert_eq!(largest.validate(), Ok(()));
	assert_eq!(largest.work(), u128::from(largest.tiles()) * tile_work(MAX_K));
}

#[test]
fn parameters_of_unknown_fields_are_refused() {
	let json = r#"{"rank":64,"m":64,"n":80,"k":1152}"#;
	let params = WorkParams { rank: 64, m: 64, n: 80, k: 1152 };
	assert_eq!(serde_json::from_str::<WorkParams>(json).unwrap(), params);
	assert_eq!(serde_json::to_string(&params).unwrap(), json);
	assert!(serde_json::from_str::<WorkParams>(&json.replace("rank", "r")).is_err());
}

proptest! {
	#[test]
	fn padded_dimensions_pass(rank in proptest::sample::select(&RANKS), m in 1u32.., n in 1u32.., k in 0..=4096u32) {
		let k = padded_k(rank, k);
		prop_assert_eq!(
			k.map(|k| check_dims(rank, padded_rows(m), padded_rows(n), k)),
			k.map(|_| Ok(()))
		);
		prop_assert!(k.is_some());
	}
}
