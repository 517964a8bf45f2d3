// SPDX-License-Identifier: Apache-2.0
//! What a proxy that may not move value may not do.

use crate::{conversions::AMOUNT, network::CpuEdgePara, state::network_test};
use frame_support::{assert_ok, traits::InstanceFilter};
use pouw_primitives::SectorId;
use pouw_runtime_common::accounts::ProxyType;
use sp_keyring::Sr25519Keyring;
use sp_runtime::DispatchError;
use std::boxed::Box;
use xcm_emulator::TestExt;

type SectorCall = pouw_sector_runtime::RuntimeCall;
type HubCall = pouw_hub_runtime::RuntimeCall;

const PRINCIPAL: Sr25519Keyring = Sr25519Keyring::Alice;
const PROXY: Sr25519Keyring = Sr25519Keyring::Bob;

fn conversion() -> SectorCall {
	pallet_sector_token::Call::convert_to_main { amount: AMOUNT }.into()
}

#[test]
fn non_transfer_proxy_cannot_convert_alone_or_in_a_batch() {
	network_test(|| {
		CpuEdgePara::execute_with(|| {
			use pouw_sector_runtime::{Proxy, RuntimeOrigin};
			let [principal, proxy] = [PRINCIPAL, PROXY].map(|who| who.to_account_id());
			let filtered: DispatchError =
				frame_system::Error::<pouw_sector_runtime::Runtime>::CallFiltered.into();
			let signed = RuntimeOrigin::signed;
			assert_ok!(Proxy::add_proxy(
				signed(principal.clone()),
				proxy.clone().into(),
				ProxyType::NonTransfer,
				0
			));
			let batch = pallet_utility::Call::batch_all { calls: vec![conversion()] };
			for call in [conversion(), batch.into()] {
				let real = principal.clone().into();
				assert_ok!(Proxy::proxy(signed(proxy.clone()), real, None, Box::new(call)));
			}
			let results: Vec<_> = frame_system::Pallet::<pouw_sector_runtime::Runtime>::events()
				.into_iter()
				.filter_map(|record| match record.event {
					pouw_sector_runtime::RuntimeEvent::Proxy(
						pallet_proxy::Event::ProxyExecuted { result },
					) => Some(result),
					_ => None,
				})
				.collect();
			assert_eq!(results, [Err(filtered), Err(filtered)]);
			assert_eq!(
				pallet_sector_token::NextConversion::<pouw_sector_runtime::Runtime>::get(),
				0
			);
		});
	});
}

#[test]
fn non_transfer_proxy_passes_nothing_that_moves_value() {
	let proxy = ProxyType::NonTransfer;
	let transfer_of_hub: HubCall = {
		let dest = PROXY.to_account_id().into();
		pallet_balances::Call::transfer_all { dest, keep_alive: false }.into()
	};
	let transfer_of_sector: SectorCall = {
		let dest = PROXY.to_account_id().into();
		pallet_balances::Call::transfer_all { dest, keep_alive: false }.into()
	};
	assert!(!proxy.filter(&transfer_of_hub));
	assert!(!proxy.filter(&transfer_of_sector));
	assert!(!proxy.filter(&conversion()));
	let hand_over: SectorCall =
		pallet_sector_token::Call::hand_over_founders { new: PROXY.to_account_id() }.into();
	assert!(!proxy.filter(&hand_over));
	let remark: HubCall = frame_system::Call::remark { remark: vec![] }.into();
	assert!(proxy.filter(&remark));
	// Governance and treasury have origins of their own.
	let release: HubCall = pallet_settlement::Call::release_by_governance {
		sector: SectorId(2001),
		beneficiary: PROXY.to_account_id(),
		amount: 1,
	}
	.into();
	assert!(proxy.filter(&release));
}
