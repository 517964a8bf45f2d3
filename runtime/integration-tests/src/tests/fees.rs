// SPDX-License-Identifier: Apache-2.0
//! Fees of the hub's transactions on their way to the miners of the sectors that record them.

use super::{losing, RETRY_AFTER};
use crate::{
	conversions::activate_all,
	network::{on_each_sector, on_sector, CpuEdgePara, HubPara, PouwNet, Wire, SECTOR_IDS},
	state::{check_invariants, network_test, run_blocks, run_until},
	transactions::submit_to_hub,
};
use pouw_hub_runtime::MultiRecord;
use pouw_primitives::{
	message::RecordBatch, sector::Hub, settlement::RecordState, Balance, HubToSector, SectorId,
	SectorToHub,
};
use pouw_runtime_common::currency::{TreasuryAccount, EXISTENTIAL_DEPOSIT, UNIT};
use pouw_traits::{HandleMessage, WorkIssuance};
use sp_core::H256;
use sp_keyring::Sr25519Keyring;
use sp_runtime::Permill;
use xcm_emulator::TestExt;

type HubRuntime = pouw_hub_runtime::Runtime;
type SectorRuntime = pouw_sector_runtime::Runtime;

/// Blocks for which a window of transactions stays open.
const WINDOW: u32 = 15;
/// Share of a fee that goes to the treasury.
const TOLL: Permill = Permill::from_percent(10);

/// MAIN: all of it, that of the account of the fees, the treasury's.
fn main_of() -> [Balance; 3] {
	HubPara::ext_wrapper(|| {
		[
			pouw_hub_runtime::Balances::total_issuance(),
			pouw_hub_runtime::Balances::free_balance(MultiRecord::fee_account()),
			pouw_hub_runtime::Balances::free_balance(TreasuryAccount::get()),
		]
	})
}

/// Has Alice send a remark, and its window assigned; returns the window and the fee.
fn recorded_remark(wire: Wire) -> (u32, Balance) {
	let free = || {
		let alice = Sr25519Keyring::Alice.to_account_id();
		HubPara::ext_wrapper(|| pouw_hub_runtime::Balances::free_balance(&alice))
	};
	let before = free();
	let window = HubPara::ext_wrapper(MultiRecord::current_window);
	let call = frame_system::Call::remark_with_event { remark: vec![7; 1_000] };
	let (_, result) = submit_to_hub(Sr25519Keyring::Alice, call);
	assert_eq!(result, Ok(Ok(())));
	let fee = before - free();
	PouwNet::set_wire(wire);
	run_until::<HubPara>(WINDOW + 10, "the assignment", || {
		let state = MultiRecord::window(window).map(|record| record.state);
		matches!(state, Some(RecordState::Assigned { .. }))
	});
	PouwNet::set_wire(Wire::Works);
	(window, fee)
}

/// The sectors of a window, with the MAIN that is burned for each and its tokens.
fn recorders(window: u32) -> Vec<(u32, Balance, Balance)> {
	let record = HubPara::ext_wrapper(|| MultiRecord::window(window).expect("it is closed"));
	let RecordState::Assigned { recorders, .. } = record.state else {
		panic!("not assigned: {record:?}");
	};
	let with_entries = recorders.into_iter().filter(|r| r.entries > 0);
	with_entries.map(|r| (r.sector.0, r.fees, r.payment)).collect()
}

/// What a sector owes for fees, and what it has for them.
fn fees_on(sector: u32) -> Balance {
	on_sector!(sector, P => P::ext_wrapper(|| {
		let pot = pouw_sector_runtime::SectorToken::fee_account();
		let paid = pouw_sector_runtime::Balances::free_balance(pot) - EXISTENTIAL_DEPOSIT;
		paid + pallet_sector_token::DebtsQueue::<SectorRuntime>::get().total
	}))
}

/// Tokens in the reserves, as if they had been converted.
fn fill_reserves() {
	on_each_sector!(P => P::ext_wrapper(|| {
		use frame_support::traits::{fungible::Mutate, tokens::Preservation};
		let alice = Sr25519Keyring::Alice.to_account_id();
		let reserve = pouw_sector_runtime::SectorToken::reserve_account();
		pouw_sector_runtime::Balances::transfer(&alice, &reserve, UNIT, Preservation::Preserve)
			.expect("Alice has some");
		let id = pallet_sector_token::NextConversion::<SectorRuntime>::mutate(|next| {
			*next += 1;
			*next - 1
		});
		pallet_sector_token::Conversions::<SectorRuntime>::insert(
			id,
			pouw_primitives::ConversionRecord {
				who: alice.clone(),
				beneficiary: alice,
				amount: UNIT,
				requested_at: 0,
				state: pouw_primitives::ConversionState::Settled { minted: 0 },
			},
		);
		pallet_sector_token::Totals::<SectorRuntime>::mutate(|totals| totals.settled += UNIT);
	}));
}

#[test]
fn fee_is_burned_and_paid_in_tokens_of_the_two_sectors() {
	network_test(|| {
		activate_all();
		fill_reserves();
		let [all, pot, treasury] = main_of();
		assert_eq!(pot, EXISTENTIAL_DEPOSIT);

		let (window, fee) = recorded_remark(Wire::Works);
		let shares = recorders(window);
		assert_eq!(shares.len(), 2);
		let half = (fee - TOLL.mul_ceil(fee)) / 2;
		let rest = shares.iter().fold(fee, |rest, (_, burned, payment)| {
			assert!(*burned > 0 && *burned <= half && *payment > 0);
			rest - burned
		});
		// The sectors' answers arrive.
		on_each_sector!(P => run_blocks::<P>(1));
		run_blocks::<HubPara>(1);

		assert_eq!(main_of(), [all - (fee - rest), EXISTENTIAL_DEPOSIT, treasury + rest]);
		HubPara::ext_wrapper(|| {
			assert_eq!(pallet_settlement::Burned::<HubRuntime>::get(), fee - rest);
		});
		for sector in SECTOR_IDS {
			let due = shares.iter().find(|(id, ..)| *id == sector).map_or(0, |share| share.2);
			assert_eq!(fees_on(sector), due, "sector {sector}");
		}
	});
}

#[test]
fn fee_is_shared_by_those_who_work_in_the_next_window() {
	network_test(|| {
		activate_all();
		fill_reserves();
		let (window, _) = recorded_remark(Wire::Works);
		on_each_sector!(P => run_blocks::<P>(1));
		let (sector, _, payment) = recorders(window)[0];
		on_sector!(sector, P => P::ext_wrapper(|| {
			use pouw_sector_runtime::{Balances, SectorToken};
			let miners = [Sr25519Keyring::Bob, Sr25519Keyring::Charlie].map(|m| m.to_account_id());
			let before = miners.clone().map(Balances::free_balance);
			let budget = SectorToken::window_budget();
			let rewards = [0, 1].map(|n| SectorToken::issue(&miners[n], budget / 4 * (n as u128 + 1)));
			for (n, part) in [payment / 4, payment / 2].into_iter().enumerate() {
				let extra = Balances::free_balance(&miners[n]) - before[n] - rewards[n];
				assert!(part.abs_diff(extra) <= 1, "{extra} of {part}");
			}
		}));
	});
}

#[test]
fn fee_is_owed_by_a_sector_whose_reserve_is_empty() {
	network_test(|| {
		activate_all();
		let (window, _) = recorded_remark(Wire::Works);
		on_each_sector!(P => run_blocks::<P>(1));
		run_blocks::<HubPara>(1);
		for (sector, _, payment) in recorders(window) {
			assert_eq!(fees_on(sector), payment);
			on_sector!(sector, P => P::ext_wrapper(|| {
				assert_eq!(pallet_sector_token::DebtsQueue::<SectorRuntime>::get().total, payment);
			}));
		}
	});
}

#[test]
fn fee_is_paid_once_over_doubled_wires() {
	network_test(|| {
		activate_all();
		let [all, ..] = main_of();
		let (window, _) = recorded_remark(Wire::Doubles);
		PouwNet::set_wire(Wire::Doubles);
		on_each_sector!(P => run_blocks::<P>(2));
		run_blocks::<HubPara>(2);
		let shares = recorders(window);
		let burned: Balance = shares.iter().map(|share| share.1).sum();
		assert_eq!(main_of()[0], all - burned);
		for (sector, _, payment) in shares {
			assert_eq!(fees_on(sector), payment);
		}
	});
}

#[test]
fn fee_is_kept_while_batches_and_answers_are_lost() {
	network_test(|| {
		activate_all();
		let [all, ..] = main_of();
		let (window, _) = recorded_remark(Wire::Loses);
		let shares = recorders(window);
		let kept: Balance = shares.iter().map(|share| share.1).sum();
		assert_eq!(main_of()[..2], [all, EXISTENTIAL_DEPOSIT + kept]);
		// The batches come again, the answers are lost.
		PouwNet::set_wire(Wire::Works);
		run_blocks::<HubPara>(RETRY_AFTER);
		losing(|| on_each_sector!(P => run_blocks::<P>(1)));
		for (sector, _, payment) in &shares {
			assert_eq!(fees_on(*sector), *payment);
		}
		check_invariants();
		on_each_sector!(P => run_blocks::<P>(RETRY_AFTER));
		run_blocks::<HubPara>(1);
		assert_eq!(main_of()[..2], [all - kept, EXISTENTIAL_DEPOSIT]);
		for (sector, _, payment) in shares {
			assert_eq!(fees_on(sector), payment);
		}
	});
}

#[test]
fn answers_of_others_or_with_another_root_burn_nothing() {
	network_test(|| {
		activate_all();
		let (window, _) = recorded_remark(Wire::Loses);
		let drawn: Vec<u32> = recorders(window).iter().map(|share| share.0).collect();
		let idle = SECTOR_IDS.into_iter().find(|id| !drawn.contains(id)).expect("four sectors");
		let before = main_of();
		HubPara::execute_with(|| {
			use pouw_traits::RouteInbound;
			type Inbound = RouteInbound<
				pouw_hub_runtime::Sectors,
				pouw_hub_runtime::Settlement,
				MultiRecord,
				(),
			>;
			for (sector, root) in [(idle, H256::zero()), (drawn[0], H256::repeat_byte(9))] {
				let answer = SectorToHub::Recorded { window, root };
				assert_eq!(Inbound::handle(SectorId(sector), answer), Ok(()));
			}
		});
		assert_eq!(main_of(), before);
	});
}

#[test]
fn batch_that_comes_in_another_frame_is_not_paid_again() {
	network_test(|| {
		activate_all();
		let batch = |payment| {
			HubToSector::Record(RecordBatch {
				window: 9,
				root: H256::repeat_byte(1),
				entries: vec![H256::repeat_byte(2)].try_into().expect("one entry"),
				payment,
			})
		};
		CpuEdgePara::execute_with(|| {
			for payment in [UNIT, UNIT, 5 * UNIT] {
				assert_eq!(pouw_sector_runtime::Witness::handle(Hub, batch(payment)), Ok(()));
			}
		});
		assert_eq!(fees_on(2003), UNIT);
	});
}
