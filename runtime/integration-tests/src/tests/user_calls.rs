// SPDX-License-Identifier: Apache-2.0
//! No way from sector to sector, fourth layer: users have no XCM, on the hub and on the sectors.

use crate::{
	messages::{carrier, suspension, to_sector},
	network::{CpuEdgePara, HubPara},
	state::{assert_others_unchanged, network_test, settle_messages, states_of_others},
};
use frame_support::traits::{GetCallName, OriginTrait};
use pallet_xcm::Call;
use pouw_runtime_common::{currency::UNIT, link::sibling};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{traits::Dispatchable, AccountId32 as AccountId, DispatchError};
use std::{boxed::Box, collections::BTreeSet};
use xcm::{latest::prelude::*, VersionedAssetId, VersionedAssets, VersionedLocation, VersionedXcm};
use xcm_emulator::{Chain, Parachain};
use xcm_executor::traits::TransferType;

/// Every call of the pallet, each with the chain at `to` as its target.
fn calls<T: pallet_xcm::Config>(to: Location) -> Vec<Call<T>> {
	let dest = || Box::new(VersionedLocation::from(to.clone()));
	let account = AccountId32 { network: None, id: Sr25519Keyring::Bob.to_raw_public() };
	let beneficiary = || Box::new(VersionedLocation::from(Location::new(0, [account])));
	let assets = || Box::new(VersionedAssets::from(Assets::from((Here, UNIT))));
	let fees = || Box::new(VersionedAssetId::from(AssetId(Location::here())));
	let there = || Box::new(VersionedXcm::from(carrier(to_sector(suspension(0)))));
	let here = || {
		let transfer = Xcm::<<T as pallet_xcm::Config>::RuntimeCall>(vec![
			WithdrawAsset((Here, UNIT).into()),
			InitiateTeleport {
				assets: Wild(All),
				dest: to.clone(),
				xcm: Xcm(vec![DepositAsset { assets: Wild(All), beneficiary: account.into() }]),
			},
		]);
		Box::new(VersionedXcm::from(transfer))
	};
	let reserve = || Box::new(TransferType::LocalReserve);
	let (fee_asset_item, weight_limit) = (0, Unlimited);
	vec![
		Call::send { dest: dest(), message: there() },
		Call::execute { message: here(), max_weight: Weight::MAX },
		Call::teleport_assets {
			dest: dest(),
			beneficiary: beneficiary(),
			assets: assets(),
			fee_asset_item,
		},
		Call::limited_teleport_assets {
			dest: dest(),
			beneficiary: beneficiary(),
			assets: assets(),
			fee_asset_item,
			weight_limit: weight_limit.clone(),
		},
		Call::reserve_transfer_assets {
			dest: dest(),
			beneficiary: beneficiary(),
			assets: assets(),
			fee_asset_item,
		},
		Call::limited_reserve_transfer_assets {
			dest: dest(),
			beneficiary: beneficiary(),
			assets: assets(),
			fee_asset_item,
			weight_limit: weight_limit.clone(),
		},
		Call::transfer_assets {
			dest: dest(),
			beneficiary: beneficiary(),
			assets: assets(),
			fee_asset_item,
			weight_limit: weight_limit.clone(),
		},
		Call::transfer_assets_using_type_and_then {
			dest: dest(),
			assets: assets(),
			assets_transfer_type: reserve(),
			remote_fees_id: fees(),
			fees_transfer_type: reserve(),
			custom_xcm_on_dest: there(),
			weight_limit,
		},
		Call::claim_assets { assets: assets(), beneficiary: beneficiary() },
		Call::add_authorized_alias { aliaser: dest(), expires: None },
		Call::remove_authorized_alias { aliaser: dest() },
		Call::remove_all_authorized_aliases {},
		Call::force_xcm_version { location: Box::new(to.clone()), version: 5 },
		Call::force_default_xcm_version { maybe_xcm_version: Some(5) },
		Call::force_subscribe_version_notify { location: dest() },
		Call::force_unsubscribe_version_notify { location: dest() },
		Call::force_suspension { suspended: true },
	]
}

/// Checks that a user can make none of the pallet's calls on `P`, whatever chain it aims at.
fn user_has_no_xcm<P>(targets: &[Location])
where
	P: Parachain,
	P::Runtime: pallet_xcm::Config,
	<P as Chain>::RuntimeCall: From<Call<P::Runtime>>,
	<P as Chain>::RuntimeOrigin: OriginTrait<AccountId = AccountId>,
{
	let covered: BTreeSet<_> =
		calls::<P::Runtime>(Location::parent()).iter().map(|call| call.get_call_name()).collect();
	let offered = Call::<P::Runtime>::get_call_names().iter().copied().collect();
	assert_eq!(covered, offered, "a call of pallet-xcm is not covered here");

	let user = Sr25519Keyring::Alice.to_account_id();
	for target in targets {
		let before = states_of_others(P::para_id().into());
		P::execute_with(|| {
			for call in calls::<P::Runtime>(target.clone()) {
				let name = call.get_call_name();
				let origin = <P as Chain>::RuntimeOrigin::signed(user.clone());
				let refused = <P as Chain>::RuntimeCall::from(call).dispatch(origin);
				assert_eq!(
					refused.map_err(|failure| failure.error).err(),
					Some(DispatchError::BadOrigin),
					"{name} towards {target:?}"
				);
			}
		});
		let what = format!("calls towards {target:?}");
		assert_others_unchanged(P::para_id().into(), &before, &what);
	}
}

#[test]
fn user_of_a_sector_can_neither_send_nor_execute_nor_move_assets_by_xcm() {
	network_test(|| {
		settle_messages::<CpuEdgePara>();
		user_has_no_xcm::<CpuEdgePara>(&[sibling(2001), sibling(2000), Location::parent()]);
	});
}

#[test]
fn user_of_the_hub_can_neither_send_nor_execute_nor_move_assets_by_xcm() {
	network_test(|| {
		user_has_no_xcm::<HubPara>(&[sibling(2003), sibling(2999), Location::parent()]);
	});
}
