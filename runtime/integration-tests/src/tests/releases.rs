// SPDX-License-Identifier: Apache-2.0
//! Releases of tokens from the treasury's MAIN on the hub to an account on a sector.

use super::{losing, RETRY_AFTER};
use crate::{
	conversions::{activate_all, attest, convert, draw, Snapshot, AMOUNT as CONVERTED},
	jobs::free,
	network::{CpuEdgePara, HubPara, PouwNet, Wire},
	state::{check_invariants, network_test, outbox_of_hub, run_blocks},
};
use frame_support::{
	assert_noop, assert_ok,
	traits::{fungible::Mutate, tokens::Preservation, Get},
};
use pouw_hub_runtime::{Balances, RuntimeOrigin, Settlement};
use pouw_primitives::{
	conversion::{ReleaseOrder, ReleaseReason},
	Balance, SectorId,
};
use pouw_runtime_common::currency::{TreasuryAccount, EXISTENTIAL_DEPOSIT, UNIT};
use pouw_traits::{ReserveRelease, SectorRegistry};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{DispatchError, FixedPointNumber};
use xcm_emulator::TestExt;

type HubRuntime = pouw_hub_runtime::Runtime;
type SectorRuntime = pouw_sector_runtime::Runtime;

/// `CpuEdgePara`.
const SECTOR: SectorId = SectorId(2003);
/// Who gets the tokens.
const MINER: Sr25519Keyring = Sr25519Keyring::Ferdie;
/// Tokens released.
const AMOUNT: Balance = 100 * UNIT;

fn set_up() {
	activate_all();
	HubPara::ext_wrapper(|| {
		let alice = Sr25519Keyring::Alice.to_account_id();
		let gift = 1_000 * UNIT;
		Balances::transfer(&alice, &TreasuryAccount::get(), gift, Preservation::Preserve)
			.expect("Alice has some");
	});
}

fn release() {
	HubPara::execute_with(|| {
		let root = RuntimeOrigin::root();
		let to = MINER.to_account_id();
		assert_ok!(Settlement::release_by_governance(root, SECTOR, to, AMOUNT));
	});
}

/// MAIN: all of it, and the treasury's.
fn main_of() -> [Balance; 2] {
	HubPara::ext_wrapper(|| {
		[Balances::total_issuance(), Balances::free_balance(TreasuryAccount::get())]
	})
}

/// What the sector owes.
fn owed() -> Balance {
	CpuEdgePara::ext_wrapper(|| pallet_sector_token::DebtsQueue::<SectorRuntime>::get().total)
}

fn open() -> usize {
	HubPara::ext_wrapper(|| pallet_settlement::Releases::<HubRuntime>::iter().count())
}

#[test]
fn release_burns_main_of_the_treasury_and_is_owed_by_an_empty_reserve() {
	network_test(|| {
		set_up();
		let [all, treasury] = main_of();
		let before = free::<CpuEdgePara>(MINER);
		let rate = HubPara::ext_wrapper(|| pouw_hub_runtime::Sectors::rate(SECTOR));
		let burned = rate.saturating_mul_int(AMOUNT);

		release();
		assert_eq!(main_of(), [all - burned, treasury - burned]);
		run_blocks::<CpuEdgePara>(1);
		run_blocks::<HubPara>(1);
		assert_eq!((open(), owed()), (0, AMOUNT));
		assert_eq!(free::<CpuEdgePara>(MINER), before);
	});
}

#[test]
fn release_over_doubled_wires_is_carried_out_once() {
	network_test(|| {
		set_up();
		PouwNet::set_wire(Wire::Doubles);
		release();
		run_blocks::<CpuEdgePara>(2);
		run_blocks::<HubPara>(2);
		assert_eq!((open(), owed()), (0, AMOUNT));
	});
}

#[test]
fn release_each_of_whose_messages_is_lost_once_is_carried_out_once() {
	network_test(|| {
		set_up();
		losing(release);
		assert_eq!((open(), owed()), (1, 0));
		run_blocks::<HubPara>(RETRY_AFTER - 1);
		losing(|| run_blocks::<HubPara>(2));
		check_invariants();
		run_blocks::<HubPara>(3 * RETRY_AFTER);
		run_blocks::<CpuEdgePara>(3 * RETRY_AFTER);
		run_blocks::<HubPara>(1);
		assert_eq!((open(), owed()), (0, AMOUNT));
	});
}

/// Has a conversion of the sector settled, which fills its reserve with a thousand tokens.
fn fill_reserve() {
	let id = convert::<CpuEdgePara>();
	let (_, drawn) = draw(SECTOR, id);
	let snapshot = Snapshot::include(SECTOR.0);
	for witness in drawn {
		let attested = attest(witness, SECTOR, id, snapshot.number, snapshot.prove(id));
		assert_eq!(attested, Ok(Ok(())));
	}
	run_blocks::<HubPara>(2);
	run_blocks::<CpuEdgePara>(1);
}

#[test]
fn release_waits_and_holds_up_no_message_when_the_sector_can_owe_nothing_more() {
	network_test(|| {
		set_up();
		let debts = <SectorRuntime as pallet_sector_token::Config>::MaxDebts::get();
		CpuEdgePara::execute_with(|| {
			for _ in 0..debts {
				let reason = ReleaseReason::TaskSettlement;
				let to = MINER.to_account_id();
				assert_ok!(pouw_sector_runtime::SectorToken::release(&to, 1, reason));
			}
		});
		release();
		run_blocks::<CpuEdgePara>(1);
		run_blocks::<HubPara>(1);
		let waiting = || {
			CpuEdgePara::ext_wrapper(|| {
				pallet_sector_token::WaitingReleases::<SectorRuntime>::get().len()
			})
		};
		assert_eq!((open(), waiting(), outbox_of_hub(SECTOR.0)), (1, 1, 0));
		check_invariants();

		// What fills the reserve comes by messages too. It is a conversion of the same account.
		let before = free::<CpuEdgePara>(MINER) - CONVERTED;
		fill_reserve();
		run_blocks::<CpuEdgePara>(3);
		assert_eq!(waiting(), 0);
		run_blocks::<HubPara>(1);
		assert_eq!(open(), 0);
		run_blocks::<CpuEdgePara>(debts / 4 + 1);
		assert_eq!(owed(), 0);
		assert_eq!(free::<CpuEdgePara>(MINER), before + AMOUNT + Balance::from(debts));
	});
}

#[test]
fn order_in_another_frame_is_not_carried_out_again() {
	network_test(|| {
		set_up();
		let order = ReleaseOrder {
			release: 0,
			beneficiary: MINER.to_account_id(),
			amount: AMOUNT,
			reason: ReleaseReason::Governance,
		};
		CpuEdgePara::execute_with(|| {
			for amount in [AMOUNT, AMOUNT, 2 * AMOUNT] {
				let order = ReleaseOrder { amount, ..order.clone() };
				assert_ok!(pouw_sector_runtime::SectorToken::carry_out(order));
			}
		});
		// The hub never ordered it, so its answers are of no consequence there.
		assert_eq!((open(), owed()), (0, AMOUNT));
	});
}

#[test]
fn nobody_but_governance_can_release() {
	network_test(|| {
		set_up();
		HubPara::execute_with(|| {
			let to = MINER.to_account_id();
			let signed = || RuntimeOrigin::signed(Sr25519Keyring::Alice.to_account_id());
			assert_noop!(
				Settlement::release_by_governance(signed(), SECTOR, to.clone(), 1),
				DispatchError::BadOrigin
			);
			assert_noop!(
				Settlement::release_for_emergency(signed(), SECTOR, to, 1),
				DispatchError::BadOrigin
			);
		});
	});
}

#[test]
fn emergency_liquidity_is_capped_and_never_takes_the_whole_treasury() {
	network_test(|| {
		set_up();
		HubPara::execute_with(|| {
			let release = |amount| {
				let to = MINER.to_account_id();
				Settlement::release_for_emergency(RuntimeOrigin::root(), SECTOR, to, amount)
			};
			type Error = pallet_settlement::Error<HubRuntime>;
			assert_noop!(release(1_000_000 * UNIT), Error::EmergencyCapExceeded);
			let rate = pouw_hub_runtime::Sectors::rate(SECTOR);
			let treasury = Balances::free_balance(TreasuryAccount::get());
			let all = rate.reciprocal().expect("a rate").saturating_mul_int(treasury);
			assert_noop!(release(all + UNIT), Error::TreasuryShort);
			assert_ok!(release(all / 2));
			assert!(Balances::free_balance(TreasuryAccount::get()) >= EXISTENTIAL_DEPOSIT);
		});
	});
}
