// SPDX-License-Identifier: Apache-2.0
//! Guilds between the real runtimes: what they ask of the Assembly, and what the Assembly has a sector
//! do.

use super::{losing, RETRY_AFTER};
use crate::{
	assembly::decide,
	jobs::{set_up, MINERS},
	messages::{carrier, deliver, to_sector, verdicts},
	network::{CpuEdgePara, HubPara, PouwNet, Wire},
	state::{
		assert_same_state, count_events, network_test, run_blocks, run_until, settle_messages,
		state_of,
	},
};
use codec::Encode;
use frame_support::{assert_noop, assert_ok, traits::Get, BoundedVec};
use pallet_sectors::Event as SectorsEvent;
use pouw_hub_runtime::configs::governance::origins::Origin;
use pouw_primitives::{
	credibility::PendingSlash, sector::Hub, AccountId, Balance, DirectiveOutcome, EncodedChange,
	Frame, GuildRequest, HubToSector, SectorId, VersionedFrame, Work,
};
use pouw_runtime_common::currency::UNIT;
use pouw_sector_runtime::{
	configs::{
		guild::pallet::{Changes, Error, Executives, NextMotion, Proposal, SpanLength},
		parameters::{token, Change, GovernedParameters, RuntimeParameters, TicketChange},
	},
	Balances, Guilds, Runtime, RuntimeOrigin, System,
};
use pouw_traits::{ChangeParameter, OnWorkCredited, WorkIssuance};
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{DispatchError, Permill};
use std::fmt::Debug;
use xcm_emulator::{Chain, TestExt};

type HubRuntime = pouw_hub_runtime::Runtime;
type HubOrigin = pouw_hub_runtime::RuntimeOrigin;
type HubCall = pouw_hub_runtime::RuntimeCall;

/// The sector of the tests.
const SECTOR: SectorId = SectorId(2003);
/// Blocks of its spans.
const SPAN: u32 = 10;
/// Spans of a term.
const TERM: u32 = 15;
/// What the upgrade of the tests would bring. No runtime, so that nothing is ever applied.
const CODE: &[u8] = b"the code of another runtime";

fn code_hash() -> H256 {
	blake2_256(CODE).into()
}

fn account(miner: usize) -> AccountId {
	MINERS[miner].to_account_id()
}

fn signed(miner: usize) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(miner))
}

/// Somebody who is no miner.
fn anybody() -> RuntimeOrigin {
	RuntimeOrigin::signed(Sr25519Keyring::Ferdie.to_account_id())
}

/// A network on which no message between the hub and the sector is under way.
fn quiet_test(test: impl FnOnce()) {
	network_test(|| {
		settle_messages::<CpuEdgePara>();
		test();
	});
}

/// A network whose sector has three miners with work of these amounts in a span that is closed.
fn guild_test(work: [Work; 3], test: impl FnOnce()) {
	network_test(|| {
		CpuEdgePara::ext_wrapper(|| SpanLength::<Runtime>::put(SPAN));
		settle_messages::<CpuEdgePara>();
		set_up::<CpuEdgePara>(3);
		do_work(work);
		next_span();
		test();
	});
}

fn do_work(work: [Work; 3]) {
	CpuEdgePara::execute_with(|| {
		for (miner, work) in work.into_iter().enumerate() {
			Guilds::on_credited(&account(miner), work, Permill::one());
		}
	});
}

fn span() -> u32 {
	Guilds::span().expect("a guild")
}

/// Builds blocks until the next span begins.
fn next_span() {
	let next = CpuEdgePara::ext_wrapper(span) + 1;
	run_until::<CpuEdgePara>(SPAN + 1, "the next span", || span() == next);
}

/// Builds blocks until a span that is so many after the candidacies of its term.
fn reach(place: u32) {
	let here = move || span().checked_sub(1).map(|since| since % TERM) == Some(place);
	run_until::<CpuEdgePara>(SPAN * TERM, "the span", here);
}

/// Has the first miner propose, the first two vote for it, and closes the motion.
fn carry(proposal: Proposal<AccountId, Change>) {
	CpuEdgePara::execute_with(|| {
		let motion = NextMotion::<Runtime>::get();
		assert_ok!(Guilds::propose(signed(0), proposal));
		assert_ok!(Guilds::vote(signed(0), motion, true));
		assert_ok!(Guilds::vote(signed(1), motion, true));
		assert_ok!(Guilds::close(anybody(), motion));
	});
}

/// Has the guild ask for the upgrade of the tests, of which the hub hears.
fn move_upgrade() {
	carry(Proposal::Upgrade { code_hash: code_hash() });
	settle_messages::<CpuEdgePara>();
}

/// The hub has the sector authorize that upgrade.
fn authorize_upgrade() {
	HubPara::execute_with(|| {
		let origin: HubOrigin = Origin::PouwEvolution.into();
		assert_ok!(pouw_hub_runtime::Sectors::authorize_upgrade(origin, SECTOR, code_hash()));
	});
}

fn min_conversion(tokens: Balance) -> Change {
	Change::Number(RuntimeParameters::Token(token::Parameters::MinConversion(
		token::MinConversion,
		Some(tokens),
	)))
}

fn min_conversion_in_force() -> Balance {
	CpuEdgePara::ext_wrapper(<Runtime as pallet_sector_token::Config>::MinConversion::get)
}

fn encoded(change: &impl Encode) -> EncodedChange {
	change.encode().try_into().expect("short enough")
}

/// The hub has the sector make these changes, each by a directive.
fn direct_all(changes: impl IntoIterator<Item = EncodedChange>) {
	HubPara::execute_with(|| {
		for change in changes {
			let origin: HubOrigin = Origin::ProtocolParameters.into();
			assert_ok!(pouw_hub_runtime::Sectors::set_parameter(origin, SECTOR, change));
		}
	});
}

/// The hub has the sector change a parameter; returns what the sector makes of it.
fn direct(change: EncodedChange) -> DirectiveOutcome {
	direct_all([change]);
	answer()
}

/// What the hub has heard of directives since its last block began.
fn heard() -> Vec<(u32, DirectiveOutcome)> {
	let answer = |event| match event {
		pouw_hub_runtime::RuntimeEvent::Sectors(SectorsEvent::DirectiveAnswered {
			sector: SECTOR,
			directive,
			outcome,
		}) => Some((directive, outcome)),
		_ => None,
	};
	HubPara::ext_wrapper(|| HubPara::events().into_iter().filter_map(answer).collect())
}

/// Builds blocks until the hub has heard what became of a directive.
fn answer() -> DirectiveOutcome {
	for _ in 0..100 {
		// What the sector sends reaches the hub at once, before its next block.
		run_blocks::<CpuEdgePara>(1);
		if let Some((_, outcome)) = heard().into_iter().next() {
			return outcome;
		}
		run_blocks::<HubPara>(1);
	}
	panic!("the sector has not answered within a hundred rounds");
}

/// Has the hub `send` its first directive, each of whose messages is lost once. Fails unless the sector
/// follows it once, of which `effect` tells; returns that.
fn follow_when_each_message_is_lost_once<T: Debug + PartialEq>(
	send: impl FnOnce(),
	effect: impl Fn() -> T,
) -> T {
	let before = effect();
	losing(send);
	assert_eq!(effect(), before);
	run_blocks::<HubPara>(RETRY_AFTER);
	let once = effect();
	assert_ne!(once, before);

	// The acknowledgement of the directive is lost with the answer, so it comes again.
	losing(|| run_blocks::<CpuEdgePara>(1));
	assert!(heard().is_empty());
	run_blocks::<HubPara>(2 * RETRY_AFTER);
	assert_eq!(effect(), once);
	run_blocks::<CpuEdgePara>(RETRY_AFTER);
	assert_eq!(heard(), [(1, DirectiveOutcome::Done)]);
	assert_eq!(effect(), once);
	once
}

fn authorized() -> Option<H256> {
	CpuEdgePara::ext_wrapper(|| System::authorized_upgrade().map(|upgrade| *upgrade.code_hash()))
}

#[test]
fn motion_of_a_guild_reaches_the_hub() {
	guild_test([10, 10, 5], || {
		carry(Proposal::Upgrade { code_hash: code_hash() });
		carry(Proposal::Parameter { change: min_conversion(3 * UNIT) });
		settle_messages::<CpuEdgePara>();
		let motions = HubPara::ext_wrapper(|| pallet_sectors::Motions::<HubRuntime>::get(SECTOR));
		let requests: Vec<_> = motions.into_iter().map(|motion| motion.request).collect();
		assert_eq!(
			requests,
			[
				GuildRequest::Upgrade { code_hash: code_hash() },
				GuildRequest::Parameter { change: encoded(&min_conversion(3 * UNIT)) },
			]
		);
		// Neither is done by the motion alone.
		assert_eq!(authorized(), None);
		assert_eq!(min_conversion_in_force(), UNIT);
	});
}

#[test]
fn motion_that_is_lost_or_comes_twice_is_recorded_once() {
	guild_test([10, 10, 5], || {
		let motions =
			|| HubPara::ext_wrapper(|| pallet_sectors::Motions::<HubRuntime>::get(SECTOR).len());
		losing(|| carry(Proposal::Upgrade { code_hash: code_hash() }));
		PouwNet::set_wire(Wire::Doubles);
		assert_eq!(motions(), 0);
		run_blocks::<CpuEdgePara>(RETRY_AFTER);
		assert_eq!(motions(), 1);
		// Its acknowledgement is lost as well.
		losing(|| run_blocks::<HubPara>(1));
		run_blocks::<CpuEdgePara>(2 * RETRY_AFTER);
		assert_eq!(motions(), 1);
	});
}

#[test]
fn upgrade_takes_the_motion_and_the_referendum_and_then_the_right_code() {
	guild_test([10, 10, 5], || {
		let call = || -> HubCall {
			pallet_sectors::Call::authorize_upgrade { sector: SECTOR, code_hash: code_hash() }
				.into()
		};
		// The referendum alone.
		assert_eq!(
			decide(Origin::PouwEvolution, call()),
			Err(pallet_sectors::Error::<HubRuntime>::NoSuchMotion.into())
		);
		do_work([10, 10, 5]);
		next_span();
		move_upgrade();
		// Another origin than that of the track.
		HubPara::execute_with(|| {
			for origin in [Origin::ProtocolParameters, Origin::SectorAdmission, Origin::BigSpender]
			{
				assert_noop!(
					pouw_hub_runtime::Sectors::authorize_upgrade(
						origin.into(),
						SECTOR,
						code_hash()
					),
					DispatchError::BadOrigin
				);
			}
		});
		// Both.
		authorize_upgrade();
		assert_eq!(answer(), DirectiveOutcome::Done);
		assert_eq!(authorized(), Some(code_hash()));
		CpuEdgePara::execute_with(|| {
			assert_eq!(
				System::apply_authorized_upgrade(anybody(), b"other code".to_vec())
					.map_err(|failure| failure.error)
					.err(),
				Some(frame_system::Error::<Runtime>::Unauthorized.into())
			);
		});
		assert_eq!(authorized(), Some(code_hash()));
	});
}

#[test]
fn authorization_that_comes_twice_is_followed_once() {
	guild_test([10, 10, 5], || {
		move_upgrade();
		PouwNet::set_wire(Wire::Doubles);
		authorize_upgrade();
		let authorizations = count_events::<CpuEdgePara>(|event| {
			matches!(
				event,
				pouw_sector_runtime::RuntimeEvent::System(
					frame_system::Event::UpgradeAuthorized { .. }
				)
			)
		});
		PouwNet::set_wire(Wire::Works);
		assert_eq!(authorizations, 1);
		settle_messages::<CpuEdgePara>();
	});
}

#[test]
fn parameter_is_set_by_message_within_its_bounds_and_refused_beyond() {
	quiet_test(|| {
		assert_eq!(direct(encoded(&min_conversion(500 * UNIT))), DirectiveOutcome::Done);
		assert_eq!(min_conversion_in_force(), 500 * UNIT);
		for beyond in [0, 1, 1_001 * UNIT, Balance::MAX] {
			let outcome = direct(encoded(&min_conversion(beyond)));
			assert_eq!(outcome, DirectiveOutcome::OutOfBounds, "{beyond}");
		}
		let no_windows = Change::Tickets(TicketChange::Target(0));
		assert_eq!(direct(encoded(&no_windows)), DirectiveOutcome::OutOfBounds);
		for unknown in [vec![], vec![200], vec![0, 2, 0, 1, 1]] {
			let unknown = EncodedChange::try_from(unknown).expect("short enough");
			assert_eq!(direct(unknown), DirectiveOutcome::Undecodable);
		}
		assert_eq!(min_conversion_in_force(), 500 * UNIT);
		let target = Change::Tickets(TicketChange::Target(77));
		assert_eq!(direct(encoded(&target)), DirectiveOutcome::Done);
		let governed = CpuEdgePara::ext_wrapper(pallet_pouw_verify::Governed::<Runtime>::get);
		assert_eq!(governed.map(|parameters| parameters.target), Some(77));
	});
}

#[test]
fn refusals_that_are_never_acknowledged_are_heard_once_and_hold_up_nothing() {
	quiet_test(|| {
		let first = CpuEdgePara::ext_wrapper(|| pallet_messenger::NextId::<Runtime>::get(Hub));
		let answers = [first, first + 1];
		let unacknowledged = |id: u64| {
			CpuEdgePara::ext_wrapper(|| pallet_messenger::Outbox::<Runtime>::contains_key(Hub, id))
		};
		let senseless = EncodedChange::truncate_from(vec![0xff; 3]);
		direct_all([senseless, encoded(&Change::BondTarget(0))]);
		run_blocks::<CpuEdgePara>(1);
		let refusals = [(1, DirectiveOutcome::Undecodable), (2, DirectiveOutcome::OutOfBounds)];
		assert_eq!(heard(), refusals);
		for attempt in 1..4 {
			// The acknowledgements are lost, so the answers come again.
			losing(|| run_blocks::<HubPara>(1));
			run_blocks::<CpuEdgePara>(attempt * RETRY_AFTER + 1);
			assert!(heard().is_empty());
			for id in answers {
				let again = count_events::<HubPara>(|event| {
					matches!(
						event,
						pouw_hub_runtime::RuntimeEvent::Messenger(
							pallet_messenger::Event::DuplicateIgnored { peer: SECTOR, id: other }
						) if *other == id
					)
				});
				assert_eq!((again, unacknowledged(id)), (1, true), "message {id}");
			}
		}
		// Later directives are followed and answered meanwhile.
		assert_eq!(direct(encoded(&min_conversion(2 * UNIT))), DirectiveOutcome::Done);
		assert_eq!(min_conversion_in_force(), 2 * UNIT);
		run_blocks::<HubPara>(1);
		assert!(!answers.into_iter().any(unacknowledged));
	});
}

#[test]
fn directive_each_of_whose_messages_is_lost_once_is_followed_once() {
	quiet_test(|| {
		let change = min_conversion(2 * UNIT);
		let followed = || {
			CpuEdgePara::ext_wrapper(|| {
				let key = GovernedParameters::key(&change);
				Changes::<Runtime>::get(key).map(|last| (last.directive, last.at))
			})
		};
		assert_eq!(followed(), None);
		let (once, in_force) = follow_when_each_message_is_lost_once(
			|| direct_all([encoded(&change)]),
			|| (followed(), min_conversion_in_force()),
		);
		assert!(once.is_some());
		assert_eq!(in_force, 2 * UNIT);
	});
}

#[test]
fn parameter_of_a_sector_is_changed_by_referendum() {
	quiet_test(|| {
		let change = encoded(&Change::PublicShare(Permill::from_percent(5)));
		let call = pallet_sectors::Call::set_parameter { sector: SECTOR, change };
		assert_ok!(decide(Origin::ProtocolParameters, call));
		settle_messages::<CpuEdgePara>();
		let share = CpuEdgePara::ext_wrapper(pallet_sector_token::PublicShare::<Runtime>::get);
		assert_eq!(share, Permill::from_percent(5));
	});
}

/// Who is paid of the sector's public income. Has nothing at first.
const RECEIVER: AccountId = AccountId::new([0x99; 32]);

/// Gives the sector's public account what may be spent.
fn give_public(amount: Balance) {
	CpuEdgePara::execute_with(|| {
		let public = pouw_sector_runtime::SectorToken::public_account();
		assert_ok!(Balances::transfer_keep_alive(anybody(), public.into(), amount));
	});
}

/// A network whose sector has ten tokens that may be spent.
fn spending_test(test: impl FnOnce()) {
	quiet_test(|| {
		give_public(10 * UNIT);
		test();
	});
}

/// The hub has the sector pay these amounts, each by a directive.
fn spend_all(amounts: impl IntoIterator<Item = Balance>) {
	HubPara::execute_with(|| {
		for amount in amounts {
			let origin: HubOrigin = Origin::ProtocolParameters.into();
			assert_ok!(pouw_hub_runtime::Sectors::spend_public(origin, SECTOR, RECEIVER, amount));
		}
	});
}

fn received() -> Balance {
	CpuEdgePara::ext_wrapper(|| Balances::free_balance(RECEIVER))
}

#[test]
fn public_income_is_spent_by_referendum_and_never_more_than_there_is() {
	spending_test(|| {
		let call =
			pallet_sectors::Call::spend_public { sector: SECTOR, to: RECEIVER, amount: 4 * UNIT };
		assert_ok!(decide(Origin::ProtocolParameters, call));
		settle_messages::<CpuEdgePara>();
		assert_eq!(received(), 4 * UNIT);
		for beyond in [6 * UNIT + 1, Balance::MAX] {
			spend_all([beyond]);
			assert_eq!(answer(), DirectiveOutcome::Refused);
		}
		assert_eq!(received(), 4 * UNIT);
		spend_all([6 * UNIT]);
		assert_eq!(answer(), DirectiveOutcome::Done);
		assert_eq!(received(), 10 * UNIT);
	});
}

#[test]
fn income_that_is_to_be_recycled_is_not_spent() {
	quiet_test(|| {
		CpuEdgePara::execute_with(|| {
			let miner = Sr25519Keyring::Eve.to_account_id();
			pouw_sector_runtime::SectorToken::issue(&miner, 1_000 * UNIT);
		});
		spend_all([UNIT]);
		assert_eq!(answer(), DirectiveOutcome::Refused);
		assert_eq!(received(), 0);
	});
}

#[test]
fn public_income_is_spent_by_no_other_origin() {
	network_test(|| {
		HubPara::execute_with(|| {
			let origins = [Origin::PouwEvolution, Origin::SectorAdmission, Origin::BigSpender];
			for origin in origins {
				assert_noop!(
					pouw_hub_runtime::Sectors::spend_public(origin.into(), SECTOR, RECEIVER, UNIT),
					DispatchError::BadOrigin
				);
			}
		});
		CpuEdgePara::execute_with(|| {
			assert_noop!(
				pouw_sector_runtime::SectorToken::spend_public(signed(0), account(0), UNIT),
				DispatchError::BadOrigin
			);
		});
	});
}

#[test]
fn spend_each_of_whose_messages_is_lost_once_is_paid_once() {
	spending_test(|| {
		assert_eq!(received(), 0);
		let once = follow_when_each_message_is_lost_once(|| spend_all([2 * UNIT]), received);
		assert_eq!(once, 2 * UNIT);
	});
}

#[test]
fn spend_over_doubled_wires_is_paid_once() {
	spending_test(|| {
		PouwNet::set_wire(Wire::Doubles);
		spend_all([2 * UNIT]);
		run_blocks::<CpuEdgePara>(2);
		PouwNet::set_wire(Wire::Works);
		assert_eq!(received(), 2 * UNIT);
		settle_messages::<CpuEdgePara>();
	});
}

#[test]
fn spends_that_overtake_one_another_are_each_paid_once() {
	spending_test(|| {
		losing(|| spend_all([2 * UNIT]));
		spend_all([3 * UNIT]);
		run_blocks::<CpuEdgePara>(1);
		assert_eq!(received(), 3 * UNIT);
		run_blocks::<HubPara>(RETRY_AFTER);
		run_blocks::<CpuEdgePara>(1);
		assert_eq!(received(), 5 * UNIT);
		settle_messages::<CpuEdgePara>();
	});
}

#[test]
fn directive_of_a_sector_that_claims_to_be_the_hub_is_let_in_nowhere() {
	quiet_test(|| {
		let bodies = [
			HubToSector::SetParameter { directive: 1, change: encoded(&min_conversion(2 * UNIT)) },
			HubToSector::AuthorizeUpgrade { directive: 2, code_hash: code_hash() },
			HubToSector::SpendPublic { directive: 3, to: RECEIVER, amount: 0 },
		];
		for body in bodies {
			for id in 0..3 {
				let frame = VersionedFrame::V1(Frame::Message { id, body: body.clone() });
				for from in [2001, 2002, 2003, 2004, 2999] {
					let before = state_of::<CpuEdgePara>();
					let results = verdicts::<CpuEdgePara>(|| {
						deliver::<CpuEdgePara>(from, carrier(to_sector(frame.clone())))
					});
					assert!(results.iter().all(|done| !done), "let in from {from}");
					assert_same_state(&before, &state_of::<CpuEdgePara>(), "a forged directive");
				}
			}
		}
		assert_eq!((authorized(), min_conversion_in_force()), (None, UNIT));
	});
}

#[test]
fn executives_are_elected_and_set_parameters_within_their_band_alone() {
	guild_test([30, 20, 10], || {
		// Work before the candidacies is what counts.
		reach(TERM - 1);
		do_work([30, 20, 10]);
		reach(0);
		let held = || Balances::reserved_balance(account(1));
		CpuEdgePara::execute_with(|| {
			let before = held();
			assert_ok!(Guilds::stand(signed(1)));
			assert_eq!(held() - before, 10 * UNIT);
			assert_ok!(Guilds::stand(signed(2)));
		});
		reach(1);
		CpuEdgePara::execute_with(|| {
			let choices = BoundedVec::try_from(vec![account(1)]).expect("one choice");
			assert_ok!(Guilds::ballot(signed(0), choices));
		});
		reach(2);
		let executives = CpuEdgePara::ext_wrapper(Executives::<Runtime>::get);
		let elected: Vec<_> = executives.into_iter().map(|executive| executive.who).collect();
		assert_eq!(elected, [account(1)]);

		CpuEdgePara::execute_with(|| {
			let set = |miner, change| Guilds::set_parameter(signed(miner), change);
			assert_noop!(set(0, min_conversion(2 * UNIT)), Error::<Runtime>::NotExecutive);
			for beyond in [
				min_conversion(11 * UNIT),
				Change::BondTarget(UNIT),
				Change::PublicShare(Permill::zero()),
				Change::Invulnerables(Default::default()),
				Change::Tickets(TicketChange::Window { length: 3, grace: 0 }),
			] {
				assert_noop!(set(1, beyond), Error::<Runtime>::BeyondBand);
			}
			assert_ok!(set(1, min_conversion(2 * UNIT)));
			assert_noop!(set(1, min_conversion(3 * UNIT)), Error::<Runtime>::InCooldown);
			assert_ok!(set(1, Change::Tickets(TicketChange::Target(60))));
		});
		assert_eq!(min_conversion_in_force(), 2 * UNIT);
	});
}

#[test]
fn appeal_that_is_carried_cancels_the_slash() {
	guild_test([30, 20, 10], || {
		CpuEdgePara::ext_wrapper(|| {
			let due = System::block_number() + 10_000;
			let slash = PendingSlash { miner: account(2), task: 0, due };
			pallet_tasks::PendingSlashes::<Runtime>::put(BoundedVec::truncate_from(vec![slash]));
		});
		carry(Proposal::Appeal { miner: account(2) });
		let pending = CpuEdgePara::ext_wrapper(pallet_tasks::PendingSlashes::<Runtime>::get);
		assert!(pending.is_empty());
	});
}
