// SPDX-License-Identifier: Apache-2.0
//! No way from sector to sector, third layer: what the barriers let in. Messages are put straight
//! into a chain's queue, as if a channel, a foreign router or the relay chain had been subverted.

use crate::{
	messages::{
		announcement, carrier, deliver, deliver_from_relay, suspension, to_hub, to_sector,
		transact, unpaid, verdicts,
	},
	network::{hand_across, CpuEdgePara, HubPara},
	state::{assert_same_state, network_test, state_of},
};
use codec::Encode;
use pouw_primitives::{sector::Hub, SectorClass, SectorId, SectorStatus, HUB_ID};
use pouw_runtime_common::{currency::UNIT, link::sibling};
use proptest::prelude::*;
use sp_keyring::Sr25519Keyring;
use xcm::latest::prelude::*;
use xcm_emulator::{Chain, Parachain, TestExt};

/// The sector under attack.
const VICTIM: u32 = 2003;
/// Parachains that are not the hub: sectors, the victim itself, strangers.
const NOT_THE_HUB: [u32; 6] = [2001, 2002, VICTIM, 2004, 2999, 1000];

type HubCall = pouw_hub_runtime::RuntimeCall;
type SectorCall = pouw_sector_runtime::RuntimeCall;

fn bob() -> Location {
	let id = Sr25519Keyring::Bob.to_raw_public();
	Location::new(0, [AccountId32 { network: None, id }])
}

/// Ways to have somebody else's words or wealth, as sequences of instructions. `frame` is a call that
/// hands a frame to the receiver's messenger, `other` one that moves a balance.
fn attacks(frame: &[u8], other: &[u8]) -> Vec<(&'static str, Xcm<()>)> {
	let frame_as = |kind| transact(kind, frame.to_vec());
	let native = || frame_as(OriginKind::Native);
	let assets = || Assets::from((Here, UNIT));
	let deposit = || DepositAsset { assets: Wild(All), beneficiary: bob() };
	let fee = || BuyExecution { fees: (Here, UNIT).into(), weight_limit: Unlimited };
	let as_hub = || [Parachain(HUB_ID)].into();
	vec![
		("withdrawal and deposit", Xcm(vec![WithdrawAsset(assets()), fee(), deposit()])),
		("unpaid withdrawal and deposit", Xcm(vec![unpaid(), WithdrawAsset(assets()), deposit()])),
		("reserve transfer", Xcm(vec![ReserveAssetDeposited(assets()), fee(), deposit()])),
		("teleport", Xcm(vec![ReceiveTeleportedAsset(assets()), fee(), deposit()])),
		("transfer", Xcm(vec![unpaid(), TransferAsset { assets: assets(), beneficiary: bob() }])),
		(
			"sovereign account",
			Xcm(vec![unpaid(), transact(OriginKind::SovereignAccount, other.to_vec())]),
		),
		("superuser", Xcm(vec![unpaid(), transact(OriginKind::Superuser, other.to_vec())])),
		("frame as sovereign account", Xcm(vec![unpaid(), frame_as(OriginKind::SovereignAccount)])),
		("frame as superuser", Xcm(vec![unpaid(), frame_as(OriginKind::Superuser)])),
		("frame as XCM origin", Xcm(vec![unpaid(), frame_as(OriginKind::Xcm)])),
		("unannounced frame", Xcm(vec![native()])),
		("descent after payment", Xcm(vec![unpaid(), DescendOrigin(as_hub()), native()])),
		("descent first", Xcm(vec![DescendOrigin(as_hub()), unpaid(), native()])),
		("alias after payment", Xcm(vec![unpaid(), AliasOrigin(sibling(HUB_ID)), native()])),
		("alias first", Xcm(vec![AliasOrigin(sibling(HUB_ID)), unpaid(), native()])),
		("universal origin", Xcm(vec![UniversalOrigin(Parachain(HUB_ID)), unpaid(), native()])),
		(
			"universal origin of a network",
			Xcm(vec![UniversalOrigin(GlobalConsensus(NetworkId::Polkadot)), unpaid(), native()]),
		),
		("cleared origin", Xcm(vec![unpaid(), ClearOrigin, native()])),
		(
			"payment checked for the hub",
			Xcm(vec![
				UnpaidExecution { weight_limit: Unlimited, check_origin: Some(sibling(HUB_ID)) },
				native(),
			]),
		),
		(
			"nested program",
			Xcm(vec![
				unpaid(),
				ExecuteWithOrigin { descendant_origin: None, xcm: Xcm(vec![native()]) },
			]),
		),
		("error handler", Xcm(vec![unpaid(), SetErrorHandler(Xcm(vec![native()])), Trap(1)])),
		("appendix", Xcm(vec![unpaid(), SetAppendix(Xcm(vec![native()]))])),
		("frame with a tail", Xcm(vec![unpaid(), native(), ClearOrigin])),
		("two frames", Xcm(vec![unpaid(), native(), native()])),
		("nothing", Xcm(vec![])),
	]
}

fn attacks_on_sector() -> Vec<(&'static str, Xcm<()>)> {
	attacks(&to_sector(suspension(0)), &SectorCall::Balances(force_transfer()).encode())
}

fn attacks_on_hub() -> Vec<(&'static str, Xcm<()>)> {
	let frame = to_hub(announcement(0, SectorClass::CpuEdge));
	attacks(&frame, &HubCall::Balances(force_transfer()).encode())
}

fn force_transfer<T>() -> pallet_balances::Call<T>
where
	T: pallet_balances::Config<Balance = u128>
		+ frame_system::Config<AccountId = sp_runtime::AccountId32>,
	sp_runtime::MultiAddress<T::AccountId, ()>: Into<AddressOf<T>>,
{
	let address = |key: Sr25519Keyring| -> AddressOf<T> {
		sp_runtime::MultiAddress::<_, ()>::Id(key.to_account_id()).into()
	};
	pallet_balances::Call::force_transfer {
		source: address(Sr25519Keyring::Alice),
		dest: address(Sr25519Keyring::Bob),
		value: UNIT,
	}
}

type AddressOf<T> =
	<<T as frame_system::Config>::Lookup as sp_runtime::traits::StaticLookup>::Source;

/// Checks that the one message brought by `act` is not executed to its end and changes nothing.
fn assert_refused<P>(what: &str, act: impl FnOnce())
where
	P: Chain,
	P::Runtime: pallet_message_queue::Config,
	P::RuntimeEvent: TryInto<pallet_message_queue::Event<P::Runtime>>,
{
	let before = state_of::<P>();
	assert_eq!(verdicts::<P>(act), [false], "{what} ran to its end");
	assert_same_state(&before, &state_of::<P>(), what);
}

#[test]
fn sector_executes_a_frame_of_the_hub() {
	network_test(|| {
		let frame = || deliver::<CpuEdgePara>(HUB_ID, carrier(to_sector(suspension(0))));
		assert_eq!(verdicts::<CpuEdgePara>(frame), [true]);
		CpuEdgePara::ext_wrapper(|| {
			use pouw_sector_runtime::Runtime;
			assert_eq!(pallet_messenger::Inboxes::<Runtime>::get(Hub).below, 1);
			let status = pallet_sector_profile::Status::<Runtime>::get();
			assert_eq!(status, SectorStatus::Suspended);
		});
	});
}

#[test]
fn hub_executes_a_frame_of_a_registered_sector() {
	network_test(|| {
		let frame = to_hub(announcement(0, SectorClass::CpuEdge));
		assert_eq!(verdicts::<HubPara>(|| deliver::<HubPara>(VICTIM, carrier(frame))), [true]);
		HubPara::ext_wrapper(|| {
			use pouw_hub_runtime::Runtime;
			assert_eq!(pallet_messenger::Inboxes::<Runtime>::get(SectorId(VICTIM)).below, 1);
		});
	});
}

#[test]
fn sector_refuses_a_frame_unless_the_hub_sent_it() {
	network_test(|| {
		let program = || carrier(to_sector(suspension(0)));
		for from in NOT_THE_HUB {
			assert_refused::<CpuEdgePara>(&format!("a frame of {from}"), || {
				deliver::<CpuEdgePara>(from, program())
			});
		}
		assert_refused::<CpuEdgePara>("a frame of the relay chain", || {
			deliver_from_relay::<CpuEdgePara>(program())
		});
	});
}

#[test]
fn hub_refuses_a_frame_unless_a_registered_sector_sent_it() {
	network_test(|| {
		let program = || carrier(to_hub(announcement(0, SectorClass::CpuEdge)));
		for from in [2005, 2999, HUB_ID, 1000] {
			assert_refused::<HubPara>(&format!("a frame of {from}"), || {
				deliver::<HubPara>(from, program())
			});
		}
		assert_refused::<HubPara>("a frame of the relay chain", || {
			deliver_from_relay::<HubPara>(program())
		});
	});
}

#[test]
fn sector_refuses_assets_and_borrowed_origins_from_anybody() {
	network_test(|| {
		for (name, program) in attacks_on_sector() {
			for from in NOT_THE_HUB.into_iter().chain([HUB_ID]) {
				assert_refused::<CpuEdgePara>(&format!("{name} of {from}"), || {
					deliver::<CpuEdgePara>(from, program.clone())
				});
			}
			assert_refused::<CpuEdgePara>(&format!("{name} of the relay chain"), || {
				deliver_from_relay::<CpuEdgePara>(program.clone())
			});
		}
	});
}

#[test]
fn hub_refuses_assets_and_borrowed_origins_from_anybody() {
	network_test(|| {
		for (name, program) in attacks_on_hub() {
			for from in [2001, VICTIM, 2999, HUB_ID] {
				assert_refused::<HubPara>(&format!("{name} of {from}"), || {
					deliver::<HubPara>(from, program.clone())
				});
			}
			assert_refused::<HubPara>(&format!("{name} of the relay chain"), || {
				deliver_from_relay::<HubPara>(program.clone())
			});
		}
	});
}

#[test]
fn sector_refuses_every_call_of_the_hub_but_the_messengers() {
	let code = || vec![0; 16];
	let frame = SectorCall::Messenger(pallet_messenger::Call::receive { frame: suspension(0) });
	let calls = [
		SectorCall::Balances(force_transfer()),
		SectorCall::System(frame_system::Call::set_code { code: code() }),
		SectorCall::System(frame_system::Call::set_code_without_checks { code: code() }),
		SectorCall::System(frame_system::Call::remark_with_event { remark: vec![1] }),
		SectorCall::Utility(pallet_utility::Call::batch { calls: vec![frame] }),
	];
	network_test(|| {
		for call in &calls {
			assert_refused::<CpuEdgePara>(&format!("{call:?}"), || {
				deliver::<CpuEdgePara>(HUB_ID, carrier(call.encode()))
			});
		}
	});
}

#[test]
fn hub_refuses_every_call_of_a_sector_but_the_messengers() {
	let code = || vec![0; 16];
	let calls = [
		HubCall::Balances(force_transfer()),
		HubCall::System(frame_system::Call::set_code { code: code() }),
		HubCall::System(frame_system::Call::authorize_upgrade { code_hash: Default::default() }),
		HubCall::Sectors(pallet_sectors::Call::admit {
			sector: SectorId(2_999),
			class: SectorClass::CpuEdge,
		}),
		HubCall::Sectors(pallet_sectors::Call::suspend { sector: SectorId(2_001) }),
	];
	network_test(|| {
		for call in &calls {
			assert_refused::<HubPara>(&format!("{call:?}"), || {
				deliver::<HubPara>(VICTIM, carrier(call.encode()))
			});
		}
	});
}

#[test]
fn channel_notices_of_the_relay_chain_are_taken_and_change_nothing() {
	network_test(|| {
		let notices = [
			HrmpNewChannelOpenRequest { sender: 2_999, max_message_size: 1_024, max_capacity: 8 },
			HrmpChannelAccepted { recipient: 2_999 },
			HrmpChannelClosing { initiator: 2_999, sender: 2_999, recipient: VICTIM },
		];
		for notice in notices {
			let what = format!("{notice:?}");
			let before = state_of::<CpuEdgePara>();
			let program = Xcm(vec![notice.clone()]);
			let taken =
				verdicts::<CpuEdgePara>(|| deliver_from_relay::<CpuEdgePara>(program.clone()));
			assert_eq!(taken, [true], "{what}");
			assert_same_state(&before, &state_of::<CpuEdgePara>(), &what);
			assert_refused::<CpuEdgePara>(&format!("{what} of a sector"), || {
				deliver::<CpuEdgePara>(2_001, program)
			});
		}
	});
}

/// Instructions that the attacks are made of.
fn instruction() -> impl Strategy<Value = Instruction<()>> {
	let pool: Vec<Instruction<()>> =
		attacks_on_sector().into_iter().flat_map(|(_, program)| program.0).collect();
	proptest::sample::select(pool)
}

fn stranger() -> impl Strategy<Value = u32> {
	prop_oneof![1_995u32..2_010, any::<u32>()].prop_filter("the hub is none", |id| *id != HUB_ID)
}

#[test]
fn sector_refuses_any_program_of_any_parachain_but_the_hub() {
	network_test(|| {
		let programs = proptest::collection::vec(instruction(), 0..6);
		proptest!(ProptestConfig::with_cases(128), |(from in stranger(), program in programs)| {
			assert_refused::<CpuEdgePara>("an arbitrary program", || {
				deliver::<CpuEdgePara>(from, Xcm(program))
			});
		});
	});
}

#[test]
fn noise_in_the_queue_of_a_sector_changes_nothing() {
	network_test(|| {
		let noise = proptest::collection::vec(any::<u8>(), 0..256);
		proptest!(ProptestConfig::with_cases(128), |(from in any::<u32>(), page in noise)| {
			let before = state_of::<CpuEdgePara>();
			hand_across::<CpuEdgePara>(&[(from.into(), 1, page)]);
			assert_same_state(&before, &state_of::<CpuEdgePara>(), "noise");
		});
	});
}

#[test]
fn victim_is_the_sector_that_the_attacks_take_it_for() {
	network_test(|| assert_eq!(u32::from(CpuEdgePara::para_id()), VICTIM));
}
