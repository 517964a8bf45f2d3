// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Agenda, CapUses, DrawEnds, Issued, Open, Queue, Queued, Totals};
use frame_support::{assert_err, assert_ok};
use pouw_primitives::{
	conversion::{Attestation, ConversionId},
	settlement::SettlementState,
	Balance, HubToSector, SectorId, SectorToHub,
};
use pouw_traits::{HandleMessage, SectorRegistry};
use proptest::prelude::*;
use sp_core::H256;
use std::collections::{BTreeMap, BTreeSet};

const SECTORS: u32 = 5;

/// How a witness treats what it is asked.
#[derive(Clone, Copy, Debug)]
enum Conduct {
	Right,
	OtherDigest,
	OtherRound(u32),
	Stranger(u32),
	Doubled,
	OfTheSource,
}

#[derive(Clone, Debug)]
enum Action {
	Request { source: u32, amount: Balance },
	Repeat { source: u32, id: ConversionId },
	Conflict { source: u32, id: ConversionId },
	Attest { source: u32, nth: usize, witness: usize, conduct: Conduct },
	AttestAll,
	Blocks(u32),
	Era { source: u32, paid: u128 },
	StaleEra { source: u32, paid: u128 },
	Cap { source: u32, cap: Balance },
	Suspend { source: u32, suspended: bool },
	Operator { source: u32, operator: u8 },
	Full(BTreeSet<u32>),
	Randomness(bool),
	Steps(u32),
	Cancel { source: u32, nth: usize },
}

fn conduct() -> impl Strategy<Value = Conduct> {
	prop_oneof![
		6 => Just(Conduct::Right),
		1 => Just(Conduct::OtherDigest),
		1 => (0..4u32).prop_map(Conduct::OtherRound),
		1 => (2001..2001 + SECTORS + 2).prop_map(Conduct::Stranger),
		1 => Just(Conduct::Doubled),
		1 => Just(Conduct::OfTheSource),
	]
}

fn action() -> impl Strategy<Value = Action> {
	let source = || 2001..2001 + SECTORS;
	let amount = prop_oneof![
		6 => 5..2_000u128,
		2 => 2_000..6_000u128,
		1 => 0..6u128,
		1 => Just(u128::MAX),
		1 => any::<u128>(),
	];
	prop_oneof![
		8 => (source(), amount).prop_map(|(source, amount)| Action::Request { source, amount }),
		1 => (source(), 0..6u64).prop_map(|(source, id)| Action::Repeat { source, id }),
		1 => (source(), 0..6u64).prop_map(|(source, id)| Action::Conflict { source, id }),
		8 => (source(), 0..6usize, 0..2usize, conduct()).prop_map(
			|(source, nth, witness, conduct)| Action::Attest { source, nth, witness, conduct }
		),
		3 => Just(Action::AttestAll),
		10 => (1..6u32).prop_map(Action::Blocks),
		2 => (source(), 0..=100u128).prop_map(|(source, paid)| Action::Era { source, paid }),
		1 => (source(), 0..=100u128).prop_map(|(source, paid)| Action::StaleEra { source, paid }),
		1 => (source(), 0..2 * CAP).prop_map(|(source, cap)| Action::Cap { source, cap }),
		1 => (source(), prop::bool::weighted(0.3))
			.prop_map(|(source, suspended)| Action::Suspend { source, suspended }),
		1 => (source(), 1..5u8)
			.prop_map(|(source, operator)| Action::Operator { source, operator }),
		1 => prop::collection::btree_set(source(), 0..3).prop_map(Action::Full),
		1 => prop::bool::weighted(0.8).prop_map(Action::Randomness),
		1 => (2..20u32).prop_map(Action::Steps),
		1 => (source(), 0..6usize).prop_map(|(source, nth)| Action::Cancel { source, nth }),
	]
}

/// What the tests know of the world.
#[derive(Default)]
struct World {
	/// Next number and next era of each sector.
	next: BTreeMap<u32, (ConversionId, u32)>,
	/// What was asked, by sector and number.
	asked: BTreeMap<(u32, ConversionId), Balance>,
	/// The highest cap of each sector's eras.
	caps: BTreeMap<(u32, u32), Balance>,
}

impl World {
	fn note_cap(&mut self, source: u32) {
		let id = SectorId(source);
		let cap = <Sectors as SectorRegistry<_>>::mint_cap(id);
		let era = <Sectors as SectorRegistry<_>>::era(id);
		let highest = self.caps.entry((source, era)).or_default();
		*highest = cap.max(*highest);
	}

	fn perform(&mut self, action: Action) {
		match action {
			Action::Request { source, amount } => {
				let (next, _) = self.next.entry(source).or_default();
				request(SectorId(source), *next, amount);
				self.asked.insert((source, *next), amount);
				*next += 1;
			},
			Action::Repeat { source, id } => {
				if let Some(amount) = self.asked.get(&(source, id)) {
					request(SectorId(source), id, *amount);
				}
			},
			Action::Conflict { source, id } => {
				if let Some(amount) = self.asked.get(&(source, id)) {
					request(SectorId(source), id, amount ^ 64);
				}
			},
			Action::Attest { source, nth, witness, conduct } => {
				let source = SectorId(source);
				if let Some((id, _)) = in_round(source).get(nth) {
					answer(source, *id, witness, conduct);
				}
			},
			Action::AttestAll => {
				for source in (2001..2001 + SECTORS).map(SectorId) {
					for (id, _) in in_round(source) {
						let right = attestation(source, id);
						for witness in witnesses(source, id) {
							attest(witness, right);
						}
					}
				}
			},
			Action::Blocks(count) => run_blocks(count),
			Action::Era { source, paid } => {
				let (_, era) = self.next.entry(source).or_default();
				report_era(SectorId(source), *era, paid);
				*era += 1;
				self.note_cap(source);
			},
			Action::StaleEra { source, paid } => {
				if let Some(last) = self.next.get(&source).and_then(|(_, era)| era.checked_sub(1)) {
					report_era(SectorId(source), last, paid);
				}
			},
			Action::Cap { source, cap } => {
				assert_ok!(Sectors::set_mint_cap(RuntimeOrigin::root(), SectorId(source), cap));
				self.note_cap(source);
			},
			Action::Suspend { source, suspended: true } => {
				let _ = with_layer(|| Sectors::suspend(RuntimeOrigin::root(), SectorId(source)));
			},
			Action::Suspend { source, suspended: false } => {
				let _ = with_layer(|| Sectors::reinstate(RuntimeOrigin::root(), SectorId(source)));
			},
			Action::Operator { source, operator } => {
				assert_ok!(Sectors::set_operator(
					RuntimeOrigin::root(),
					SectorId(source),
					account(operator)
				));
			},
			Action::Full(sectors) => FullQueues::set(sectors),
			Action::Randomness(known) => RandomnessKnown::set(known),
			Action::Steps(steps) => MaxStepsPerBlock::set(steps),
			Action::Cancel { source, nth } => {
				let source = SectorId(source);
				if let Some((id, _)) = Settlement::open_conversions(source).get(nth) {
					assert_ok!(Settlement::cancel(RuntimeOrigin::root(), source, *id));
				}
			},
		}
	}

	/// The invariants of DESIGN's settlement as seen from outside of the pallet.
	fn check(&self) {
		check_state();
		let mut minted = BTreeMap::<(u32, u32), Balance>::new();
		for (source, id, record) in crate::Conversions::<Test>::iter() {
			// Nobody's request was changed by another one.
			assert_eq!(self.asked.get(&(source.0, id)), Some(&record.request.amount));
			if let (SettlementState::Minted { .. }, Some(quote)) = (record.state, record.quote) {
				*minted.entry((source.0, quote.era)).or_default() += quote.main;
			}
		}
		for ((source, era), sum) in minted {
			let cap = self.caps.get(&(source, era)).copied().unwrap_or(CAP);
			assert!(sum <= cap, "sector {source} minted {sum} in era {era} of cap {cap}");
		}
		// A sector is told one outcome of a conversion, however often.
		for (source, id) in self.asked.keys() {
			let told = told(SectorId(*source), *id);
			assert!(told.windows(2).all(|two| two[0] == two[1]), "{told:?}");
		}
	}
}

fn with_layer(call: impl FnOnce() -> sp_runtime::DispatchResult) -> sp_runtime::DispatchResult {
	frame_support::storage::with_storage_layer(call)
}

fn in_round(source: SectorId) -> Vec<(ConversionId, SettlementState)> {
	let open = Settlement::open_conversions(source).into_iter();
	open.map(|(id, record)| (id, record.state))
		.filter(|(_, state)| matches!(state, SettlementState::Witnessing { .. }))
		.collect()
}

fn answer(source: SectorId, id: ConversionId, witness: usize, conduct: Conduct) {
	let right = attestation(source, id);
	let witness = witnesses(source, id)[witness];
	match conduct {
		Conduct::Right => attest(witness, right),
		Conduct::OtherDigest => {
			attest(witness, Attestation { digest: H256::repeat_byte(3), ..right })
		},
		Conduct::OtherRound(round) if round != right.round => {
			attest(witness, Attestation { round, ..right })
		},
		Conduct::OtherRound(_) => {},
		Conduct::Stranger(other) => {
			if !witnesses(source, id).contains(&SectorId(other)) {
				attest(SectorId(other), right);
			}
		},
		Conduct::Doubled => {
			attest(witness, right);
			attest(witness, right);
		},
		Conduct::OfTheSource => attest(source, right),
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	#[test]
	fn any_course_of_events_mints_each_conversion_once_or_refunds_it(
		actions in prop::collection::vec(action(), 1..120)
	) {
		ExtBuilder::default().build_and_execute(|| {
			let mut world = World::default();
			for source in 2001..2001 + SECTORS {
				world.note_cap(source);
			}
			for action in actions {
				world.perform(action);
				world.check();
			}
			// Whatever happened: with nobody doing anything more, every conversion ends and its sector
			// is told once queues have room.
			FullQueues::set(BTreeSet::new());
			MaxStepsPerBlock::set(16);
			run_blocks(QueuePatience::get() + 3 * (DrawPatience::get() + AttestationPeriod::get()) + 60);
			world.check();
			assert_eq!(Open::<Test>::iter().count(), 0);
			assert_eq!(Agenda::<Test>::iter().count(), 0);
			assert_eq!(Queue::<Test>::iter().count(), 0);
			assert_eq!(Queued::<Test>::iter().count(), 0);
			assert!(DrawEnds::<Test>::get().is_empty());
			let mut settled = BTreeMap::<u32, Balance>::new();
			let mut counts = BTreeMap::<u32, (u64, u64)>::new();
			for ((source, id), amount) in &world.asked {
				let told = told(SectorId(*source), *id);
				let (minted, cancelled) = counts.entry(*source).or_default();
				match told.first() {
					Some(HubToSector::ConversionSettled { .. }) => {
						*minted += 1;
						*settled.entry(*source).or_default() += amount;
					},
					Some(HubToSector::ConversionCancelled { .. }) => *cancelled += 1,
					other => panic!("sector {source} was told {other:?} of {id}"),
				}
			}
			for (source, counts) in counts {
				let totals = Settlement::totals(SectorId(source));
				assert_eq!((totals.settled, totals.cancelled), counts);
				assert_eq!(totals.converted, settled.get(&source).copied().unwrap_or_default());
			}
		});
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	#[test]
	fn no_course_of_requests_of_a_sector_changes_what_becomes_of_anothers(
		crowd in prop::collection::vec(1..6_000u128, 0..60),
		asked in prop::collection::vec(1..6_000u128, 1..12),
	) {
		let other = SectorId(2002);
		let ends_after = |crowd: &[Balance]| {
			let mut ends = Vec::new();
			ExtBuilder::default().build_and_execute(|| {
				for (id, amount) in (0..).zip(crowd) {
					request(SOURCE, id, *amount);
				}
				for (id, amount) in (0..).zip(&asked) {
					request(other, id, *amount);
				}
				report_era(other, 0, 0);
				run_blocks(4);
				for id in 0..asked.len() as ConversionId {
					ends.push((record(other, id).quote, cancel_reason(other, id)));
				}
			});
			ends
		};
		prop_assert_eq!(ends_after(&crowd), ends_after(&[]));
	}
}

#[test]
fn try_state_should_fail_when_queued_conversions_are_miscounted() {
	ExtBuilder::default().build().execute_with(|| {
		request(SOURCE, 0, CAP / 2);
		request(SOURCE, 1, 10);
		Queued::<Test>::mutate(SOURCE, |waiting| waiting.amount = 11);
		assert_err!(Settlement::do_try_state(), "the counts of queued conversions are wrong");
		Queued::<Test>::mutate(SOURCE, |waiting| waiting.amount = 10);
		MaxQueued::set(0);
		assert_err!(
			Settlement::do_try_state(),
			"more conversions of a sector are queued than MaxQueued"
		);
	});
}

#[test]
fn try_state_should_fail_when_main_was_issued_and_not_settled() {
	ExtBuilder::default().build().execute_with(|| {
		minted(0, 500);
		Issued::<Test>::mutate(|issued| *issued += 1);
		assert_err!(Settlement::do_try_state(), "MAIN issued is not what was settled");
	});
}

#[test]
fn try_state_should_fail_when_a_record_is_not_in_the_totals() {
	ExtBuilder::default().build().execute_with(|| {
		minted(0, 500);
		Totals::<Test>::mutate(SOURCE, |totals| totals.settled = 0);
		assert_err!(Settlement::do_try_state(), "a sector's totals are less than its records");
	});
}

#[test]
fn try_state_should_fail_when_more_was_admitted_than_the_cap() {
	ExtBuilder::default().build().execute_with(|| {
		request(SOURCE, 0, 500);
		CapUses::<Test>::mutate(SOURCE, |usage| usage.limit = 999);
		assert_err!(Settlement::do_try_state(), "more was admitted in an era than its cap");
		CapUses::<Test>::mutate(SOURCE, |usage| {
			usage.limit = CAP;
			usage.used = 999;
		});
		assert_err!(Settlement::do_try_state(), "an admission does not count against the cap");
	});
}

#[test]
fn try_state_should_fail_when_the_end_of_a_round_is_not_on_the_agenda() {
	ExtBuilder::default().build().execute_with(|| {
		witnessing(0, 500);
		let _ = Agenda::<Test>::clear(u32::MAX, None);
		assert_err!(Settlement::do_try_state(), "the end of a round is not on the agenda");
	});
}

#[test]
fn try_state_should_fail_when_open_conversions_are_miscounted() {
	ExtBuilder::default().build().execute_with(|| {
		request(SOURCE, 0, 500);
		Open::<Test>::remove(SOURCE);
		assert_err!(Settlement::do_try_state(), "the counts of open conversions are wrong");
	});
}

#[test]
fn messages_of_the_registry_should_go_to_the_registry() {
	ExtBuilder::default().build_and_execute(|| {
		report_era(SOURCE, 0, 50);
		assert_eq!(<Sectors as SectorRegistry<_>>::era(SOURCE), 1);
		let recorded = SectorToHub::Recorded { window: 0, root: H256::zero() };
		assert_ok!(Inbound::handle(SOURCE, recorded));
	});
}
