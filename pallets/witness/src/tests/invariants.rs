// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Heads, NextPlace, Order, Records, Requests, Unsent};
use codec::Encode;
use frame_support::{assert_err, assert_ok};
use pouw_primitives::{
	conversion::{ConversionState, WitnessRequest},
	message::{HubToSector, RecordBatch},
	SectorId, SectorToHub,
};
use proptest::prelude::*;
use sp_core::H256;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug)]
enum Action {
	Ask { source: u32, conversion: u64, round: u32, honest: bool },
	Withdraw { source: u32, conversion: u64, round: u32 },
	Show { source: u32 },
	Prove { source: u32, conversion: u64, of: u64 },
	Store { window: u32, entries: u8 },
	Settle { source: u32, conversion: u64 },
	Room(u32),
	Wait(u32),
}

fn action() -> impl Strategy<Value = Action> {
	let source = 2001..2006u32;
	let conversion = 0..4u64;
	prop_oneof![
		6 => (source.clone(), conversion.clone(), 0..4u32, prop::bool::weighted(0.9)).prop_map(
			|(source, conversion, round, honest)| Action::Ask { source, conversion, round, honest }
		),
		2 => (source.clone(), conversion.clone(), 0..4u32).prop_map(
			|(source, conversion, round)| Action::Withdraw { source, conversion, round }
		),
		5 => source.clone().prop_map(|source| Action::Show { source }),
		8 => (source.clone(), conversion.clone(), conversion.clone(), prop::bool::weighted(0.8))
			.prop_map(|(source, conversion, other, same)| Action::Prove {
				source,
				conversion,
				of: if same { conversion } else { other },
			}),
		1 => (0..8u32, 0..3u8).prop_map(|(window, entries)| Action::Store { window, entries }),
		1 => (source, conversion).prop_map(
			|(source, conversion)| Action::Settle { source, conversion }
		),
		1 => (0..4u32).prop_map(Action::Room),
		3 => (1..9u32).prop_map(Action::Wait),
	]
}

fn perform(action: Action, chains: &mut BTreeMap<u32, Chain>) {
	match action {
		Action::Ask { source, conversion, round, honest } => {
			let amount = if honest { AMOUNT } else { 1 };
			let source = SectorId(source);
			let request = WitnessRequest { source, amount, ..request(conversion, round) };
			let _ = hub_says(HubToSector::Witness(request));
		},
		Action::Withdraw { source, conversion, round } => {
			let source = SectorId(source);
			assert_ok!(hub_says(HubToSector::WitnessWithdrawn { source, conversion, round }));
		},
		Action::Show { source } => {
			let chain = chains.get_mut(&source).unwrap();
			chain.number += 1;
			chain.show_as(SectorId(source));
		},
		Action::Prove { source, conversion, of } => {
			let chain = &chains[&source];
			let _ = attest(SectorId(source), conversion, chain.number, chain.proof(of));
		},
		Action::Store { window, entries } => {
			let entries = (0..entries).map(H256::repeat_byte).collect::<Vec<_>>();
			let entries = entries.try_into().unwrap();
			let batch = RecordBatch { window, root: H256::default(), entries, payment: 1 };
			let _ = hub_says(HubToSector::Record(batch));
		},
		Action::Settle { source, conversion } => {
			let settled = record(ConversionState::Settled { minted: 1 });
			chains.get_mut(&source).unwrap().set(conversion, settled.encode());
		},
		Action::Room(room) => Room::set(room),
		Action::Wait(blocks) => run_to(System::block_number() + blocks),
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(192))]

	/// Of three sectors with eight requests in all, each can have two whatever the others ask.
	#[test]
	fn no_course_of_requests_takes_a_sectors_share(
		asked in prop::collection::vec((2002..2005u32, 0..30u64), 1..120)
	) {
		let share = (MaxRequests::get() / MaxSources::get()) as usize;
		ExtBuilder.build_and_execute(|| {
			let open_of = |sector: u32| {
				Order::<Test>::get().iter().filter(|(of, _)| of.0 == sector).count()
			};
			for (source, conversion) in asked {
				let before = open_of(source);
				let is_open = Requests::<Test>::contains_key(SectorId(source), conversion);
				let others: Vec<_> =
					(2002..2005).filter(|other| *other != source).map(|o| (o, open_of(o))).collect();
				let request = WitnessRequest { source: SectorId(source), ..request(conversion, 0) };
				assert_ok!(hub_says(HubToSector::Witness(request)));
				assert_ok!(Witness::do_try_state());
				if before < share && !is_open {
					assert_eq!(open_of(source), before + 1);
				}
				for (other, had) in others {
					assert!(open_of(other) >= had.min(share), "sector {other} lost its share");
				}
			}
		});
	}

	#[test]
	fn any_interleaving_keeps_the_invariants_and_attests_each_round_once(
		actions in prop::collection::vec(action(), 1..120)
	) {
		ExtBuilder.build_and_execute(|| {
			let mut chains: BTreeMap<_, _> =
				(2001..2006).map(|id| (id, Chain::new(u64::from(id % 5)))).collect();
			for action in actions {
				perform(action, &mut chains);
				assert_ok!(Witness::do_try_state());
			}
			let attested: Vec<_> = Sent::get()
				.into_iter()
				.filter_map(|message| match message {
					SectorToHub::Attest(a) => Some((a.source, a.conversion, a.round)),
					_ => None,
				})
				.collect();
			let distinct: BTreeSet<_> = attested.iter().copied().collect();
			assert_eq!(distinct.len(), attested.len(), "a round was attested twice");
			for (source, conversion, round) in attested {
				assert_ne!(source, Own::get());
				let kept = Witness::witness_record(source, conversion).unwrap();
				assert!(kept.attested >= Some(round));
				assert_eq!(kept.record, record(ConversionState::Pending));
			}
		});
	}
}

/// Breaks a sound state and expects an invariant to notice.
#[track_caller]
fn notices(what: &'static str, damage: impl FnOnce()) {
	ExtBuilder.build().execute_with(|| {
		let chain = Chain::new(3);
		hub_asks(0, 0);
		hub_asks(1, 0);
		chain.show_as(SOURCE);
		Room::set(0);
		assert_ok!(attest(SOURCE, 0, 10, chain.proof(0)));
		assert_ok!(Witness::do_try_state());
		damage();
		assert_err!(Witness::do_try_state(), what);
	});
}

#[test]
fn try_state_should_fail_when_order_and_requests_disagree() {
	notices("the order and the open requests differ in number", || {
		Requests::<Test>::remove(SOURCE, 1)
	});
	notices("a request is in the order twice", || {
		Order::<Test>::mutate(|order| order.try_push((SOURCE, 1)).unwrap())
	});
	notices("a request is stored under a foreign key", || {
		Requests::<Test>::mutate(SOURCE, 1, |open| open.as_mut().unwrap().request.conversion = 2)
	});
}

#[test]
fn try_state_should_fail_when_a_verified_request_is_left_behind() {
	notices("a request is open, verified, and no attestation is on its way", || {
		Unsent::<Test>::kill()
	});
	notices("a deferred attestation is not on record", || Records::<Test>::remove(SOURCE, 0));
	notices("an attestation is deferred that was queued", || {
		Records::<Test>::mutate(SOURCE, 0, |kept| kept.as_mut().unwrap().attested = Some(0))
	});
}

#[test]
fn try_state_should_fail_when_heads_are_out_of_place() {
	notices("heads are kept of a sector that no request names", || {
		Heads::<Test>::insert(OTHER, Heads::<Test>::get(SOURCE))
	});
	notices("the heads of a sector do not ascend", || {
		Heads::<Test>::mutate(SOURCE, |heads| heads.try_push(heads[0]).unwrap())
	});
}

#[test]
fn try_state_should_fail_when_a_record_is_not_of_a_pending_conversion_elsewhere() {
	notices("a conversion was attested that was not pending", || {
		Records::<Test>::mutate(SOURCE, 0, |kept| {
			kept.as_mut().unwrap().record.state = ConversionState::Settled { minted: 1 }
		})
	});
	notices("the sector was its own witness", || {
		Records::<Test>::insert(Own::get(), 0, Records::<Test>::get(SOURCE, 0).unwrap())
	});
}

#[test]
fn try_state_should_fail_when_the_store_is_out_of_bounds() {
	notices("the next place is outside", || NextPlace::<Test>::put(BatchesKept::get()));
}
