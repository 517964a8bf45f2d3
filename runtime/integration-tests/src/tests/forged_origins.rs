// SPDX-License-Identifier: Apache-2.0
//! Who can hand a frame to the messenger, by any route: the peer chain alone.

use crate::{
	messages::{announcement, suspension},
	network::{CpuEdgePara, HubPara},
	state::network_test,
};
use cumulus_pallet_xcm::Origin::{Relay, SiblingParachain};
use frame_support::{assert_noop, assert_ok};
use pouw_primitives::{SectorClass, HUB_ID};
use pouw_runtime_common::link::sibling;
use sp_keyring::Sr25519Keyring;
use sp_runtime::DispatchError::BadOrigin;
use xcm_emulator::TestExt;

#[test]
fn sector_refuses_a_frame_unless_its_origin_is_the_hub() {
	use pouw_sector_runtime::{Messenger, RuntimeOrigin};
	network_test(|| {
		CpuEdgePara::execute_with(|| {
			let forged: [RuntimeOrigin; 11] = [
				RuntimeOrigin::none(),
				RuntimeOrigin::root(),
				RuntimeOrigin::signed(Sr25519Keyring::Alice.to_account_id()),
				Relay.into(),
				SiblingParachain(2001.into()).into(),
				SiblingParachain(2002.into()).into(),
				SiblingParachain(2003.into()).into(),
				SiblingParachain(2999.into()).into(),
				SiblingParachain(0.into()).into(),
				pallet_xcm::Origin::Xcm(sibling(HUB_ID)).into(),
				pallet_xcm::Origin::Response(sibling(HUB_ID)).into(),
			];
			for origin in forged {
				assert_noop!(Messenger::receive(origin, suspension(0)), BadOrigin);
			}
			let hub = SiblingParachain(HUB_ID.into());
			assert_ok!(Messenger::receive(hub.into(), suspension(0)));
		});
	});
}

#[test]
fn hub_refuses_a_frame_unless_its_origin_is_a_registered_sector() {
	use pouw_hub_runtime::{Messenger, RuntimeOrigin};
	let frame = || announcement(0, SectorClass::CpuEdge);
	network_test(|| {
		HubPara::execute_with(|| {
			let forged: [RuntimeOrigin; 10] = [
				RuntimeOrigin::none(),
				RuntimeOrigin::root(),
				RuntimeOrigin::signed(Sr25519Keyring::Alice.to_account_id()),
				Relay.into(),
				SiblingParachain(HUB_ID.into()).into(),
				SiblingParachain(2999.into()).into(),
				SiblingParachain(1000.into()).into(),
				SiblingParachain(0.into()).into(),
				pallet_xcm::Origin::Xcm(sibling(2003)).into(),
				pallet_xcm::Origin::Response(sibling(2003)).into(),
			];
			for origin in forged {
				assert_noop!(Messenger::receive(origin, frame()), BadOrigin);
			}
			assert_ok!(Messenger::receive(SiblingParachain(2003.into()).into(), frame()));
		});
	});
}
