// SPDX-License-Identifier: Apache-2.0
//! Recycling between the real runtimes: income of the public and of the founders becomes MAIN of the treasury.

use crate::{
	conversions::{activate_all, attest, draw, on_hub, on_source, Snapshot},
	jobs::free,
	network::{CpuEdgePara, HubPara},
	state::{network_test, run_blocks},
};
use frame_support::traits::Hooks;
use pouw_primitives::{conversion::ConversionState, Balance, SectorId};
use pouw_runtime_common::{
	block::DAYS,
	currency::{TreasuryAccount, UNIT},
};
use pouw_sector_runtime::SectorToken;
use pouw_traits::WorkIssuance;
use sp_keyring::Sr25519Keyring;
use xcm_emulator::TestExt;

/// The sector of the tests, `CpuEdgePara`.
const SOURCE: SectorId = SectorId(2003);
/// The founders of the test networks.
const FOUNDERS: Sr25519Keyring = Sr25519Keyring::FerdieStash;

fn main_of_the_treasury() -> Balance {
	HubPara::ext_wrapper(|| pouw_hub_runtime::Balances::free_balance(TreasuryAccount::get()))
}

#[test]
fn income_of_public_and_founders_becomes_main_of_the_treasury() {
	network_test(|| {
		activate_all();
		let (founders, treasury) = (free::<CpuEdgePara>(FOUNDERS), main_of_the_treasury());
		CpuEdgePara::execute_with(|| {
			SectorToken::issue(&Sr25519Keyring::Eve.to_account_id(), 10_000 * UNIT);
			// As the first block of the next day does.
			SectorToken::on_initialize(DAYS);
		});
		let period = CpuEdgePara::ext_wrapper(|| SectorToken::period(0)).expect("it ended");
		// Three per cent are public, and a fifth of that is the founders'.
		assert_eq!((period.income, period.founders), (300 * UNIT, 60 * UNIT));
		assert_eq!((period.due, period.founders_due), (150 * UNIT, 30 * UNIT));
		assert_eq!((period.converted, period.founders_paid), (150 * UNIT, 30 * UNIT));
		assert_eq!(free::<CpuEdgePara>(FOUNDERS), founders + 30 * UNIT);
		assert_eq!(CpuEdgePara::ext_wrapper(SectorToken::public_spendable), 120 * UNIT);

		let id = period.conversion.expect("it was sent");
		let record = on_source::<CpuEdgePara>(id);
		assert_eq!((record.who, record.amount), (SectorToken::public_account(), 150 * UNIT));
		assert_eq!(record.beneficiary, TreasuryAccount::get());

		let (_, drawn) = draw(SOURCE, id);
		let snapshot = Snapshot::include(SOURCE.0);
		for witness in drawn {
			let proof = snapshot.prove(id);
			assert_eq!(attest(witness, SOURCE, id, snapshot.number, proof), Ok(Ok(())));
		}
		run_blocks::<HubPara>(1);
		let quote = on_hub(SOURCE, id).and_then(|record| record.quote).expect("it was admitted");
		// The toll is the treasury's as well.
		assert_eq!(main_of_the_treasury(), treasury + quote.main);
		let settled = ConversionState::Settled { minted: quote.main };
		assert_eq!(on_source::<CpuEdgePara>(id).state, settled);
	});
}
