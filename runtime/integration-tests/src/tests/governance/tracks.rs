// SPDX-License-Identifier: Apache-2.0
//! A referendum of each track passes and does what it says.

use crate::{
	assembly::{carry, conclude, decide, info, propose, send, submit, PROPOSER},
	genesis::hub_preset,
	messages::{announcement, carrier, deliver, to_hub},
	network::{CpuEdgePara, HubPara},
	state::{network_test, run_blocks, settle_messages},
};
use frame_support::traits::Get;
use frame_system::RawOrigin;
use pallet_referenda::{ReferendumInfo, TracksInfo};
use pouw_hub_runtime::{
	configs::{
		governance::{
			origins::{Origin, TimeDivisor, BIG_SPEND, SMALL_SPEND},
			parameters::{settlement, work, Governed, RuntimeParameters},
			tracks, Tracks,
		},
		TreasuryAccount,
	},
	Balances, Runtime, RuntimeCall, Sectors,
};
use pouw_primitives::{Balance, SectorClass, SectorId, SectorStatus};
use pouw_runtime_common::currency::UNIT;
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{DispatchError, FixedU128, Perbill, Permill};
use std::boxed::Box;
use xcm_emulator::TestExt;

const FIFTH: SectorId = SectorId(2005);

fn set(change: RuntimeParameters) -> RuntimeCall {
	pallet_parameters::Call::set_parameter { key_value: change }.into()
}

fn spend(amount: Balance) -> RuntimeCall {
	pallet_treasury::Call::spend {
		asset_kind: Box::new(()),
		amount,
		beneficiary: Box::new(Sr25519Keyring::Ferdie.to_account_id()),
		valid_from: None,
	}
	.into()
}

/// The calls that make a chain a sector with terms.
fn admission() -> RuntimeCall {
	let calls: [pallet_sectors::Call<Runtime>; 4] = [
		pallet_sectors::Call::admit { sector: FIFTH, class: SectorClass::CpuEdge },
		pallet_sectors::Call::set_operator {
			sector: FIFTH,
			operator: Sr25519Keyring::Eve.to_account_id(),
		},
		pallet_sectors::Call::set_rate_base { sector: FIFTH, base: FixedU128::from_u32(1) },
		pallet_sectors::Call::set_mint_cap { sector: FIFTH, cap: 1_000 * UNIT },
	];
	pallet_utility::Call::batch_all { calls: calls.map(Into::into).to_vec() }.into()
}

fn fund_treasury(amount: Balance) {
	let dest = TreasuryAccount::get().into();
	send(PROPOSER, pallet_balances::Call::transfer_keep_alive { dest, value: amount });
}

#[test]
fn root_changes_anything_when_its_referendum_passes() {
	network_test(|| {
		let call = frame_system::Call::set_storage { items: vec![(b"k".to_vec(), b"v".to_vec())] };
		assert_eq!(decide(RawOrigin::Root, call), Ok(()));
		let stored = HubPara::ext_wrapper(|| sp_io::storage::get(b"k").map(|value| value.to_vec()));
		assert_eq!(stored, Some(b"v".to_vec()));
	});
}

#[test]
fn toll_changes_when_a_referendum_on_parameters_passes() {
	network_test(|| {
		let toll = Permill::from_percent(2);
		let change = settlement::Parameters::Toll(settlement::Toll, Some(toll));
		let call = set(RuntimeParameters::Settlement(change));
		assert_eq!(decide(Origin::ProtocolParameters, call), Ok(()));
		let in_force = HubPara::ext_wrapper(<Runtime as pallet_settlement::Config>::Toll::get);
		assert_eq!(in_force, toll);
	});
}

#[test]
fn floor_of_utilisation_changes_when_a_referendum_on_work_passes() {
	network_test(|| {
		let floor = Permill::from_percent(20);
		let change = work::Parameters::UtilisationFloor(work::UtilisationFloor, Some(floor));
		let call = set(RuntimeParameters::Work(change));
		assert_eq!(decide(Origin::PouwEvolution, call), Ok(()));
		assert_eq!(HubPara::ext_wrapper(Governed::<work::UtilisationFloor>::get), floor);
	});
}

#[test]
fn rate_of_a_sector_changes_when_a_referendum_on_parameters_passes() {
	network_test(|| {
		let (sector, base) = (SectorId(2003), FixedU128::from_u32(2));
		let call = pallet_sectors::Call::set_rate_base { sector, base };
		assert_eq!(decide(Origin::ProtocolParameters, call), Ok(()));
		let terms = HubPara::ext_wrapper(|| Sectors::terms(sector)).expect("terms");
		assert_eq!(terms.rate_base, base);
	});
}

#[test]
fn new_sector_becomes_active_when_its_admission_passes_and_it_announces_itself() {
	network_test(|| {
		let status = || {
			HubPara::ext_wrapper(|| pallet_sectors::Sectors::<Runtime>::get(FIFTH))
				.map(|record| record.status)
		};
		let announce = || {
			deliver::<HubPara>(FIFTH.0, carrier(to_hub(announcement(0, SectorClass::CpuEdge))));
		};
		announce();
		assert_eq!(status(), None, "a chain that nobody admitted announced itself");

		assert_eq!(decide(Origin::SectorAdmission, admission()), Ok(()));
		assert_eq!(status(), Some(SectorStatus::Pending));
		announce();
		assert_eq!(status(), Some(SectorStatus::Active));
		let terms = HubPara::ext_wrapper(|| Sectors::terms(FIFTH)).expect("terms");
		assert_eq!(terms.operator, Some(Sr25519Keyring::Eve.to_account_id()));
		assert_eq!(terms.mint_cap, 1_000 * UNIT);
	});
}

#[test]
fn treasury_pays_when_a_spend_within_the_limit_passes() {
	network_test(|| {
		fund_treasury(200_000 * UNIT);
		let spends = [(Origin::SmallSpender, SMALL_SPEND), (Origin::BigSpender, BIG_SPEND)];
		for (index, (origin, amount)) in spends.into_iter().enumerate() {
			assert_eq!(decide(origin, spend(amount)), Ok(()));
			let payee = Sr25519Keyring::Ferdie.to_account_id();
			let before = HubPara::ext_wrapper(|| Balances::free_balance(&payee));
			let index = index as u32;
			send(Sr25519Keyring::Eve, pallet_treasury::Call::payout { index });
			let after = HubPara::ext_wrapper(|| Balances::free_balance(&payee));
			assert_eq!(after - before, amount);
		}
	});
}

#[test]
fn treasury_pays_nothing_when_a_spend_exceeds_the_limit_of_its_track() {
	network_test(|| {
		fund_treasury(200_000 * UNIT);
		let refused = Err(pallet_treasury::Error::<Runtime>::InsufficientPermission.into());
		assert_eq!(decide(Origin::SmallSpender, spend(SMALL_SPEND + 1)), refused);
		// Nor in parts.
		let calls = vec![spend(SMALL_SPEND / 2 + 1), spend(SMALL_SPEND / 2)];
		let parts = pallet_utility::Call::batch_all { calls };
		assert_eq!(decide(Origin::SmallSpender, parts), refused);
		assert_eq!(decide(Origin::BigSpender, spend(BIG_SPEND + 1)), refused);
		let count = HubPara::ext_wrapper(pallet_treasury::SpendCount::<Runtime>::get);
		assert_eq!(count, 0);
	});
}

#[test]
fn tokens_are_released_when_an_emergency_referendum_passes() {
	network_test(|| {
		settle_messages::<CpuEdgePara>();
		fund_treasury(2_000 * UNIT);
		let sector = SectorId(2003);
		let call = pallet_settlement::Call::release_for_emergency {
			sector,
			beneficiary: Sr25519Keyring::Ferdie.to_account_id(),
			amount: 1_000 * UNIT,
		};
		assert_eq!(decide(Origin::EmergencyLiquidity, call), Ok(()));
		let ordered = HubPara::ext_wrapper(|| {
			pallet_settlement::Releases::<Runtime>::iter_prefix_values(sector).next()
		});
		assert_eq!(ordered.expect("a release").amount, 1_000 * UNIT);
	});
}

#[test]
fn deposits_return_when_a_referendum_is_cancelled() {
	network_test(|| {
		let harmful = propose(Origin::EmergencyLiquidity, admission());
		let cancel = pallet_referenda::Call::cancel { index: harmful };
		assert_eq!(decide(Origin::ReferendumCanceller, cancel), Ok(()));
		assert!(matches!(info(harmful), ReferendumInfo::Cancelled(..)));
		send(Sr25519Keyring::Ferdie, pallet_referenda::Call::refund_decision_deposit { index: 0 });
		let refund = pallet_referenda::Call::refund_submission_deposit { index: 0 };
		send(Sr25519Keyring::Ferdie, refund);
	});
}

#[test]
fn deposits_go_to_the_treasury_when_a_referendum_is_killed() {
	network_test(|| {
		let treasury = || HubPara::ext_wrapper(|| Balances::free_balance(TreasuryAccount::get()));
		let harmful = propose(Origin::EmergencyLiquidity, admission());
		let before = treasury();
		let kill = pallet_referenda::Call::kill { index: harmful };
		assert_eq!(decide(Origin::ReferendumKiller, kill), Ok(()));
		assert!(matches!(info(harmful), ReferendumInfo::Killed(_)));
		// Both deposits, and some fees.
		assert!(treasury() >= before + 5_010 * UNIT);
	});
}

#[test]
fn referendum_is_rejected_when_nobody_votes() {
	network_test(|| {
		let index = propose(Origin::ProtocolParameters, admission());
		conclude(index);
		assert!(matches!(info(index), ReferendumInfo::Rejected(..)));
	});
}

#[test]
fn nothing_is_decided_when_nobody_places_the_deposit() {
	network_test(|| {
		let index = submit(Origin::ProtocolParameters, admission());
		carry(index);
		run_blocks::<HubPara>(100);
		match info(index) {
			ReferendumInfo::Ongoing(status) => assert_eq!(status.deciding, None),
			other => panic!("{other:?}"),
		}
	});
}

#[test]
fn call_fails_when_its_referendum_is_on_another_track() {
	network_test(|| {
		let refused = Err(DispatchError::BadOrigin);
		let admit = pallet_sectors::Call::admit { sector: FIFTH, class: SectorClass::CpuEdge };
		assert_eq!(decide(Origin::ProtocolParameters, admit), refused);
		assert_eq!(decide(Origin::PouwEvolution, spend(UNIT)), refused);
		let toll = settlement::Parameters::Toll(settlement::Toll, None);
		let change = set(RuntimeParameters::Settlement(toll));
		assert_eq!(decide(Origin::SectorAdmission, change), refused);
	});
}

#[test]
fn periods_are_those_of_the_table_when_the_divisor_is_one_and_shorter_on_test_networks() {
	let periods = |preset: &str| {
		TestExternalities::new(hub_preset(preset)).execute_with(|| {
			let all = Tracks::tracks().map(|track| {
				let info = track.info.clone();
				assert_eq!(Tracks::info(track.id).as_deref(), Some(&info));
				[
					info.prepare_period,
					info.decision_period,
					info.confirm_period,
					info.min_enactment_period,
				]
			});
			(TimeDivisor::<Runtime>::get(), all.collect::<Vec<_>>())
		})
	};
	let ((one, public), (divisor, local)) = (periods("public"), periods("local_testnet"));
	assert_eq!(one, 1);
	assert!(divisor > 1);
	for (public, local) in public.iter().flatten().zip(local.iter().flatten()) {
		assert_eq!(*local, (*public / divisor).max(1));
	}
	// A decision of minutes, which people and tests can wait for.
	assert!(local.iter().all(|[_, decision, ..]| (10..=150).contains(decision)));
}

#[test]
fn canceller_needs_no_more_support_than_any_other_track_at_any_time() {
	TestExternalities::new(hub_preset("public")).execute_with(|| {
		let all: Vec<_> = Tracks::tracks().map(|track| track.into_owned()).collect();
		let of = |id| &all.iter().find(|track| track.id == id).expect("a track").info;
		let canceller = of(tracks::REFERENDUM_CANCELLER);
		let threshold = |track: &pallet_referenda::TrackInfo<Balance, u32>, blocks: u32| {
			let period = track.decision_period;
			track.min_support.threshold(Perbill::from_rational(blocks.min(period), period))
		};
		let fast = [tracks::EMERGENCY_LIQUIDITY, tracks::REFERENDUM_KILLER, tracks::ROOT];
		for id in fast {
			// At the very start all want the same, which rounding may tell apart.
			for hour in 1..72 {
				let blocks = hour * 1_800;
				assert!(
					threshold(canceller, blocks) <= threshold(of(id), blocks),
					"track {id} after {hour} hours"
				);
			}
		}
	});
}

#[test]
fn votes_stay_locked_no_shorter_than_any_enactment_waits() {
	for preset in ["public", "local_testnet"] {
		TestExternalities::new(hub_preset(preset)).execute_with(|| {
			let lock = <Runtime as pallet_conviction_voting::Config>::VoteLockingPeriod::get();
			assert!(Tracks::tracks().all(|track| track.info.min_enactment_period <= lock));
		});
	}
}
