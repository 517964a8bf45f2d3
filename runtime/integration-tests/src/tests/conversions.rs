// SPDX-License-Identifier: Apache-2.0
//! Conversions from the request on a sector to the MAIN on the hub, with proofs of real states.

use super::{losing, RETRY_AFTER};
use crate::{
	conversions::{activate_all, attest, convert, draw, on_hub, on_source, Snapshot, AMOUNT, USER},
	jobs::{free, issuance},
	network::{on_each_sector, on_sector, CpuEdgePara, GpuConsumerPara, HubPara, PouwNet, Wire},
	state::{check_invariants, network_test, run_blocks, run_until},
	transactions::refusal,
};
use frame_support::{assert_ok, traits::Get};
use pouw_primitives::{
	conversion::{CancelReason, ConversionId, ConversionRecord, ConversionState},
	settlement::{DrawnWitness, SettlementState},
	Balance, SectorId,
};
use pouw_runtime_common::currency::{TreasuryAccount, EXISTENTIAL_DEPOSIT};
use pouw_traits::SectorRegistry;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{ApplyExtrinsicResult, FixedPointNumber, Permill};
use xcm_emulator::TestExt;

type HubRuntime = pouw_hub_runtime::Runtime;
type SectorRuntime = pouw_sector_runtime::Runtime;
type Refusal = pallet_witness::Error<SectorRuntime>;

/// The sector that the tests convert from, `CpuEdgePara`.
const SOURCE: SectorId = SectorId(2003);
/// Another sector with conversions of its own, `GpuConsumerPara`.
const OTHER: SectorId = SectorId(2002);
/// Share of the MAIN that goes to the treasury.
const TOLL: Permill = Permill::from_percent(1);
/// Blocks that the witnesses of a round have.
const ATTESTATION_PERIOD: u32 = 30;
/// Rounds of witnesses after the first.
const REDRAWS: u32 = 3;

/// MAIN: all of it, the user's, the treasury's.
fn main_of() -> [Balance; 3] {
	HubPara::ext_wrapper(|| {
		[
			pouw_hub_runtime::Balances::total_issuance(),
			pouw_hub_runtime::Balances::free_balance(USER.to_account_id()),
			pouw_hub_runtime::Balances::free_balance(TreasuryAccount::get()),
		]
	})
}

/// Hands the true proof to a witness of a conversion of the source.
fn attest_truly(witness: u32, id: ConversionId, snapshot: &Snapshot) -> ApplyExtrinsicResult {
	attest(witness, SOURCE, id, snapshot.number, snapshot.prove(id))
}

/// What a conversion of the source is worth: MAIN with the toll, and the toll.
fn quote(id: ConversionId) -> (Balance, Balance) {
	let quote = on_hub(SOURCE, id).and_then(|record| record.quote).expect("it was admitted");
	(quote.main, quote.toll)
}

/// Fails unless MAIN was minted once for a conversion and its sector knows, `before` which the hub
/// and the user on the source had what is said.
fn assert_minted_once(id: ConversionId, main_before: [Balance; 3], free_before: Balance) {
	let (main, toll) = quote(id);
	let [all, user, treasury] = main_before;
	assert_eq!(main_of(), [all + main, user + main - toll, treasury + toll]);
	HubPara::ext_wrapper(|| {
		assert_eq!(pouw_hub_runtime::Settlement::issued(), main);
		let totals = pouw_hub_runtime::Settlement::totals(SOURCE);
		assert_eq!((totals.settled, totals.cancelled), (1, 0));
		assert_eq!((totals.converted, totals.minted, totals.tolls), (AMOUNT, main, toll));
	});

	assert_eq!(on_source::<CpuEdgePara>(id).state, ConversionState::Settled { minted: main });
	assert_eq!(free::<CpuEdgePara>(USER), free_before - AMOUNT);
	CpuEdgePara::ext_wrapper(|| {
		let totals = pallet_sector_token::Totals::<SectorRuntime>::get();
		assert_eq!((totals.pending, totals.settled, totals.released), (0, AMOUNT, 0));
		assert_eq!((totals.minted, totals.unclaimed), (main, 0));
		let reserve = pouw_sector_runtime::SectorToken::reserve_account();
		assert_eq!(
			pouw_sector_runtime::Balances::free_balance(reserve),
			EXISTENTIAL_DEPOSIT + AMOUNT
		);
	});
}

/// Fails unless a conversion was cancelled for `reason` and its tokens went back.
fn assert_refunded(
	id: ConversionId,
	reason: CancelReason,
	main_before: [Balance; 3],
	free_before: Balance,
) {
	let record = on_hub(SOURCE, id).expect("the hub knows it");
	assert!(
		matches!(record.state, SettlementState::Cancelled { reason: why, told: true, .. } if why == reason),
		"{:?}",
		record.state
	);
	assert_eq!(main_of(), main_before);
	assert_eq!(on_source::<CpuEdgePara>(id).state, ConversionState::Refunded { reason });
	assert_eq!(free::<CpuEdgePara>(USER), free_before);
	CpuEdgePara::ext_wrapper(|| {
		assert_eq!(pallet_sector_token::Totals::<SectorRuntime>::get(), Default::default());
	});
	on_each_sector!(P => P::ext_wrapper(|| {
		assert_eq!(pallet_witness::Requests::<SectorRuntime>::iter().count(), 0);
	}));
}

#[test]
fn conversion_that_two_other_sectors_prove_is_minted_and_settled() {
	network_test(|| {
		activate_all();
		let (before, tokens) = (main_of(), issuance::<CpuEdgePara>());
		let user = free::<CpuEdgePara>(USER);
		let rate = HubPara::ext_wrapper(|| pouw_hub_runtime::Sectors::rate(SOURCE));

		let id = convert::<CpuEdgePara>();
		assert_eq!(on_source::<CpuEdgePara>(id).state, ConversionState::Pending);
		assert_eq!(quote(id), {
			let main = rate.saturating_mul_int(AMOUNT);
			(main, TOLL.mul_floor(main))
		});
		let (round, [first, second]) = draw(SOURCE, id);
		assert_eq!(round, 0);
		assert!(first != second && first != SOURCE.0 && second != SOURCE.0);

		let snapshot = Snapshot::include(SOURCE.0);
		assert_eq!(attest_truly(first, id, &snapshot), Ok(Ok(())));
		let state = on_hub(SOURCE, id).map(|record| record.state);
		assert!(
			matches!(state, Some(SettlementState::Witnessing { witnesses, .. })
			if witnesses == [
				DrawnWitness { sector: SectorId(first), attested: true },
				DrawnWitness { sector: SectorId(second), attested: false },
			]),
			"{state:?}"
		);
		assert_eq!(main_of(), before, "one witness is enough");

		assert_eq!(attest_truly(second, id, &snapshot), Ok(Ok(())));
		run_blocks::<HubPara>(1);
		assert_minted_once(id, before, user);
		assert_eq!(issuance::<CpuEdgePara>(), tokens, "what was converted is in the reserve");
		for witness in [first, second] {
			let kept = on_sector!(witness, P => P::ext_wrapper(|| {
				pouw_sector_runtime::Witness::witness_record(SOURCE, id).expect("it attested")
			}));
			assert_eq!(kept.attested, Some(0));
			assert_eq!((kept.record.amount, kept.head.number), (AMOUNT, snapshot.number));
			assert_eq!(kept.head.state_root, *snapshot.state.root());
		}
	});
}

#[test]
fn witness_asks_for_the_head_only_while_a_request_is_open() {
	network_test(|| {
		activate_all();
		let id = convert::<CpuEdgePara>();
		let (_, [witness, _]) = draw(SOURCE, id);
		let snapshot = Snapshot::include(SOURCE.0);
		on_sector!(witness, P => {
			run_blocks::<P>(1);
			P::ext_wrapper(|| {
				let requests = pouw_sector_runtime::Witness::requests();
				let head = requests[0].head.expect("the relay proof showed it");
				assert_eq!((head.number, head.state_root), (snapshot.number, *snapshot.state.root()));
			});
		});

		assert_eq!(attest_truly(witness, id, &snapshot), Ok(Ok(())));
		on_sector!(witness, P => {
			run_blocks::<P>(1);
			P::ext_wrapper(|| assert_eq!(pouw_sector_runtime::Witness::heads(SOURCE), []));
		});
		assert_eq!(attest_truly(witness, id, &snapshot), refusal(Refusal::NotRequested));
	});
}

#[test]
fn proofs_that_are_forged_or_of_another_state_are_refused() {
	network_test(|| {
		activate_all();
		let before = main_of();
		let id = convert::<CpuEdgePara>();
		// The same number, account and amount, on another sector.
		assert_eq!(convert::<GpuConsumerPara>(), id);
		let (_, drawn) = draw(SOURCE, id);
		let witness = drawn[0];
		let snapshot = Snapshot::include(SOURCE.0);
		let other = Snapshot::include(OTHER.0);
		let head = snapshot.number;
		let proof = snapshot.prove(id);
		let refused = |proof, error: Refusal| {
			assert_eq!(attest(witness, SOURCE, id, head, proof), refusal(error));
		};

		refused(other.prove(id), Refusal::ProofBroken);
		let record = on_source::<CpuEdgePara>(id);
		let richer = ConversionRecord { amount: 2 * AMOUNT, ..record.clone() };
		refused(snapshot.with(id, &richer).prove(id), Refusal::ProofBroken);
		let settled = ConversionRecord { state: ConversionState::Settled { minted: 1 }, ..record };
		refused(snapshot.with(id, &settled).prove(id), Refusal::ProofBroken);

		let mut altered = proof.to_vec();
		altered[0][0] ^= 1;
		refused(altered.try_into().expect("as many nodes"), Refusal::ProofBroken);
		let mut doubled = proof.clone();
		doubled.try_push(proof[0].clone()).expect("room for one more node");
		refused(doubled, Refusal::DuplicateNodes);
		let mut ballast = proof.clone();
		ballast.try_push(vec![1; 40].try_into().expect("short")).expect("room for one more node");
		refused(ballast, Refusal::UnusedNodes);
		refused(snapshot.prove(id + 1), Refusal::ProofBroken);

		let unknown = attest(witness, SOURCE, id, head + 1, proof.clone());
		assert_eq!(unknown, refusal(Refusal::HeadUnknown));
		let idle = [2001, 2002, 2004].into_iter().find(|sector| !drawn.contains(sector));
		let idle = idle.expect("three sectors, two witnesses");
		assert_eq!(attest_truly(idle, id, &snapshot), refusal(Refusal::NotRequested));
		let own = attest(SOURCE.0, SOURCE, id, head, proof);
		assert_eq!(own, refusal(Refusal::NotRequested));

		assert_eq!(main_of(), before);
		assert_eq!(
			attest_truly(witness, id, &snapshot),
			Ok(Ok(())),
			"the true proof is good still"
		);
	});
}

#[test]
fn conversion_over_doubled_wires_is_minted_once() {
	network_test(|| {
		activate_all();
		let (before, user) = (main_of(), free::<CpuEdgePara>(USER));
		PouwNet::set_wire(Wire::Doubles);

		let id = convert::<CpuEdgePara>();
		let (_, drawn) = draw(SOURCE, id);
		let snapshot = Snapshot::include(SOURCE.0);
		for witness in drawn {
			assert_eq!(attest_truly(witness, id, &snapshot), Ok(Ok(())));
		}
		run_blocks::<HubPara>(2);
		run_blocks::<CpuEdgePara>(2);

		assert_minted_once(id, before, user);
	});
}

#[test]
fn conversion_each_of_whose_messages_is_lost_once_is_minted_once() {
	network_test(|| {
		activate_all();
		let (before, user) = (main_of(), free::<CpuEdgePara>(USER));

		let id = losing(convert::<CpuEdgePara>);
		assert_eq!(on_hub(SOURCE, id), None);
		run_blocks::<CpuEdgePara>(RETRY_AFTER);

		let (_, [first, second]) = draw(SOURCE, id);
		let snapshot = Snapshot::include(SOURCE.0);
		assert_eq!(losing(|| attest_truly(first, id, &snapshot)), Ok(Ok(())));
		assert_eq!(attest_truly(second, id, &snapshot), Ok(Ok(())));
		assert_eq!(main_of(), before);
		on_sector!(first, P => run_blocks::<P>(RETRY_AFTER));
		assert_ne!(main_of(), before);

		losing(|| run_blocks::<HubPara>(1));
		assert_eq!(on_source::<CpuEdgePara>(id).state, ConversionState::Pending);
		check_invariants();
		run_blocks::<HubPara>(RETRY_AFTER);

		assert_minted_once(id, before, user);
	});
}

#[test]
fn unwitnessed_conversion_is_drawn_anew_and_refunded_after_the_last_round() {
	network_test(|| {
		activate_all();
		let (before, user) = (main_of(), free::<CpuEdgePara>(USER));
		let id = convert::<CpuEdgePara>();
		for expected in 0..=REDRAWS {
			let (round, [first, _]) = draw(SOURCE, id);
			assert_eq!(round, expected);
			// One attestation is not enough, whichever round it is of.
			let snapshot = Snapshot::include(SOURCE.0);
			if round == 0 {
				assert_eq!(attest_truly(first, id, &snapshot), Ok(Ok(())));
			}
			run_blocks::<HubPara>(ATTESTATION_PERIOD);
		}
		run_blocks::<HubPara>(1);
		assert_refunded(id, CancelReason::Unwitnessed, before, user);
	});
}

#[test]
fn conversion_of_a_silent_pair_is_minted_by_another_pair() {
	network_test(|| {
		activate_all();
		let (before, user) = (main_of(), free::<CpuEdgePara>(USER));
		let id = convert::<CpuEdgePara>();
		let (_, mut silent) = draw(SOURCE, id);
		silent.sort_unstable();
		let mut drawn = silent;
		for expected in 1..=REDRAWS {
			run_blocks::<HubPara>(ATTESTATION_PERIOD);
			let (round, pair) = draw(SOURCE, id);
			assert_eq!(round, expected);
			drawn = pair;
			drawn.sort_unstable();
			if drawn != silent {
				break;
			}
		}
		assert_ne!(drawn, silent, "three other sectors, and the same pair in each round");

		// Who is drawn no longer has nothing to prove, and its word would count for nothing.
		let snapshot = Snapshot::include(SOURCE.0);
		let released = silent.into_iter().find(|sector| !drawn.contains(sector));
		let released = released.expect("the pairs differ");
		assert_eq!(attest_truly(released, id, &snapshot), refusal(Refusal::NotRequested));
		for witness in drawn {
			assert_eq!(main_of(), before, "one witness is enough");
			assert_eq!(attest_truly(witness, id, &snapshot), Ok(Ok(())));
		}
		run_blocks::<HubPara>(1);
		assert_minted_once(id, before, user);
	});
}

#[test]
fn conversion_without_two_eligible_operators_is_refunded_when_patience_ends() {
	network_test(|| {
		activate_all();
		let (before, user) = (main_of(), free::<CpuEdgePara>(USER));
		HubPara::execute_with(|| {
			let root = pouw_hub_runtime::RuntimeOrigin::root;
			let eve = Sr25519Keyring::Eve.to_account_id();
			for sector in [2001, 2002] {
				assert_ok!(pouw_hub_runtime::Sectors::set_operator(
					root(),
					SectorId(sector),
					eve.clone()
				));
			}
			assert_ok!(pouw_hub_runtime::Sectors::suspend(root(), SectorId(2004)));
		});
		let id = convert::<CpuEdgePara>();
		// An hour of blocks, cut short.
		HubPara::ext_wrapper(|| {
			let now = pouw_hub_runtime::System::block_number();
			pallet_settlement::Conversions::<HubRuntime>::mutate(SOURCE, id, |record| {
				let state = record.as_mut().map(|record| &mut record.state);
				let Some(SettlementState::Drawing { expires, .. }) = state else {
					panic!("the conversion is {record:?}");
				};
				*expires = now + 20;
			});
		});
		run_until::<HubPara>(25, "the end of patience", || {
			pouw_hub_runtime::Settlement::conversion(SOURCE, id)
				.is_some_and(|record| record.state.ended_at().is_some())
		});
		assert_refunded(id, CancelReason::Unwitnessed, before, user);
	});
}

#[test]
fn conversion_of_a_sector_suspended_while_it_is_witnessed_is_refunded() {
	network_test(|| {
		activate_all();
		let (before, user) = (main_of(), free::<CpuEdgePara>(USER));
		let id = convert::<CpuEdgePara>();
		let (_, [first, second]) = draw(SOURCE, id);
		let snapshot = Snapshot::include(SOURCE.0);
		assert_eq!(attest_truly(first, id, &snapshot), Ok(Ok(())));
		HubPara::execute_with(|| {
			let root = pouw_hub_runtime::RuntimeOrigin::root();
			assert_ok!(pouw_hub_runtime::Sectors::suspend(root, SOURCE));
		});

		assert_eq!(attest_truly(second, id, &snapshot), Ok(Ok(())));
		run_blocks::<HubPara>(1);
		assert_refunded(id, CancelReason::SectorInactive, before, user);
	});
}

#[test]
fn conversion_that_the_next_eras_have_no_room_for_is_refunded_at_once() {
	network_test(|| {
		activate_all();
		HubPara::execute_with(|| {
			let worth = pouw_hub_runtime::Sectors::rate(SOURCE).saturating_mul_int(AMOUNT);
			let root = pouw_hub_runtime::RuntimeOrigin::root();
			assert_ok!(pouw_hub_runtime::Sectors::set_mint_cap(root, SOURCE, worth));
		});
		let (main, user) = (main_of(), free::<CpuEdgePara>(USER));
		let ids: Vec<_> = (0..10).map(|_| convert::<CpuEdgePara>()).collect();
		run_blocks::<HubPara>(1);
		let states: Vec<_> = ids.iter().map(|id| on_source::<CpuEdgePara>(*id).state).collect();
		let refunded = ConversionState::Refunded { reason: CancelReason::CapUsedUp };
		// One is admitted and four wait, or a little more if an era ended meanwhile.
		let pending = states.iter().take_while(|state| **state == ConversionState::Pending).count();
		assert!((5..8).contains(&pending), "{states:?}");
		assert!(states.iter().skip(pending).all(|state| *state == refunded), "{states:?}");
		assert_eq!(free::<CpuEdgePara>(USER), user - pending as Balance * AMOUNT);
		assert_eq!(main_of(), main);
	});
}

/// Both are constants of other runtimes: a sector that could witness fewer would leave conversions without
/// witnesses once there are more sectors.
#[test]
fn sector_can_witness_all_others_that_the_hub_can_admit() {
	let admitted: u32 = <HubRuntime as pallet_sectors::Config>::MaxSectors::get();
	let witnessed: u32 = <SectorRuntime as pallet_witness::Config>::MaxSources::get();
	let queued: u32 = <HubRuntime as pallet_settlement::Config>::MaxSectors::get();
	assert!(witnessed + 1 >= admitted, "{witnessed} of the others of {admitted}");
	assert!(queued >= admitted, "{queued} of {admitted} sectors can have conversions wait");
}

#[test]
fn conversion_of_a_suspended_sector_is_refunded_at_once() {
	network_test(|| {
		activate_all();
		let (before, user) = (main_of(), free::<CpuEdgePara>(USER));
		suspend_source();
		let id = convert::<CpuEdgePara>();
		run_blocks::<HubPara>(1);
		assert_refunded(id, CancelReason::SectorInactive, before, user);
	});
}

/// Has the hub suspend the source, so that it refuses each conversion as it comes.
fn suspend_source() {
	HubPara::execute_with(|| {
		let root = pouw_hub_runtime::RuntimeOrigin::root();
		assert_ok!(pouw_hub_runtime::Sectors::suspend(root, SOURCE));
	});
}

#[test]
fn refund_each_of_whose_messages_is_lost_once_is_paid_once() {
	network_test(|| {
		activate_all();
		let (before, user) = (main_of(), free::<CpuEdgePara>(USER));
		suspend_source();
		let id = losing(convert::<CpuEdgePara>);
		run_blocks::<CpuEdgePara>(RETRY_AFTER);

		// The hub's word is lost, and its acknowledgement of the request with it.
		losing(|| run_blocks::<HubPara>(1));
		assert_eq!(on_source::<CpuEdgePara>(id).state, ConversionState::Pending);
		assert_eq!(free::<CpuEdgePara>(USER), user - AMOUNT);
		check_invariants();
		run_blocks::<CpuEdgePara>(2 * RETRY_AFTER);
		run_blocks::<HubPara>(RETRY_AFTER);
		assert_refunded(id, CancelReason::SectorInactive, before, user);

		// So is the acknowledgement of that word, which comes again.
		losing(|| run_blocks::<CpuEdgePara>(1));
		run_blocks::<HubPara>(2 * RETRY_AFTER);
		assert_refunded(id, CancelReason::SectorInactive, before, user);
	});
}

#[test]
fn refund_over_doubled_wires_is_paid_once() {
	network_test(|| {
		activate_all();
		let (before, user) = (main_of(), free::<CpuEdgePara>(USER));
		suspend_source();
		PouwNet::set_wire(Wire::Doubles);
		let id = convert::<CpuEdgePara>();
		run_blocks::<HubPara>(2);
		run_blocks::<CpuEdgePara>(2);
		run_blocks::<HubPara>(2);
		assert_refunded(id, CancelReason::SectorInactive, before, user);
	});
}
