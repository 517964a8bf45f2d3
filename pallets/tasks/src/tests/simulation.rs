// SPDX-License-Identifier: Apache-2.0
//! Populations with dishonest miners, on this pallet, the miners' and real balances.
//!
//! `cargo test -p pallet-tasks simulation -- --nocapture` prints what it finds. With
//! `POUW_VERIFICATION_DIR` set, `scripts/verification-plots` has the full runs written there as tables.

use crate::{mock::*, Event};
use frame_support::{assert_ok, traits::fungible::Mutate};
use pouw_primitives::task::{Answer, Replicas, TaskId, TaskResult, TaskSpec, TaskState};
use pouw_traits::RewardBond;
use sp_runtime::Permill;
use std::{collections::BTreeSet, fmt::Write, path::Path};

const MINERS: AccountId = 30;
const PRICE: u128 = 1_000;
/// Tasks that one point of a curve stands for.
const STRETCH: usize = 50;

/// What the dishonest do. All who err at a task collude: they give the same wrong result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Strategy {
	/// Wrong at every task.
	Always,
	/// Wrong at one task of ten, all of them at the same ones.
	Sometimes,
	/// Right at the first half of the tasks, wrong at every one after.
	Sleeper,
	/// Right until all of the miners asked first are of theirs, and wrong then.
	Opportunist,
	/// Right until most of the miners asked are of theirs, and wrong then, to the end of the task.
	Majority,
	/// Runs nothing; reveals what others revealed in an earlier round, or else anything.
	Copy,
}

impl Strategy {
	const ALL: [Self; 6] = [
		Self::Always,
		Self::Sometimes,
		Self::Sleeper,
		Self::Opportunist,
		Self::Majority,
		Self::Copy,
	];

	fn name(self) -> &'static str {
		match self {
			Self::Always => "always",
			Self::Sometimes => "sometimes",
			Self::Sleeper => "sleeper",
			Self::Opportunist => "opportunist",
			Self::Majority => "majority",
			Self::Copy => "copy",
		}
	}
}

#[derive(Clone, Copy, Debug)]
struct Scenario {
	strategy: Strategy,
	/// Percent of the miners.
	dishonest: u64,
	/// The collusion share that is assumed, in percent.
	colluding: u64,
	/// Percent that the clients want.
	confidence: u32,
	tasks: usize,
	seed: u64,
	/// Price from which tasks with fewer replicas are always audited.
	audited_at: u128,
}

/// What happened in [`STRETCH`] tasks.
#[derive(Clone, Copy, Default, Debug)]
struct Stretch {
	accepted: usize,
	wrong: usize,
	failed: usize,
	replicas: usize,
	slashed: usize,
}

#[derive(Default, Debug)]
struct Outcome {
	stretches: Vec<Stretch>,
	false_slashes: usize,
	/// Sum of what the accepted results lack to a confidence of one: the wrong ones to be expected.
	expected_wrong: f64,
}

impl Outcome {
	fn sum(&self, of: impl Fn(&Stretch) -> usize) -> usize {
		self.stretches.iter().map(of).sum()
	}
}

/// SplitMix64.
struct Random(u64);

impl Random {
	fn next(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut z = self.0;
		z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		z ^ (z >> 31)
	}

	fn one_in(&mut self, n: u64) -> bool {
		self.next().is_multiple_of(n)
	}
}

/// The sketch of a result by the seed of a round: another seed sets the same numbers elsewhere.
fn by_seed(mut result: TaskResult, task: TaskId) -> TaskResult {
	let turn = usize::from(record(task).seed.0[0] % 29);
	result.sketch.0[..29].rotate_left(turn);
	result
}

struct Run {
	scenario: Scenario,
	random: Random,
	number: usize,
	/// Whether those who err now and then err at this task.
	errs: bool,
}

impl Run {
	fn is_dishonest(&self, miner: AccountId) -> bool {
		miner * 100 < self.scenario.dishonest * MINERS
	}

	/// What a miner answers to a task. Of a thousand honest results three are too far off.
	fn answer(&mut self, miner: AccountId, task: TaskId) -> TaskResult {
		if !self.is_dishonest(miner) {
			let off = if self.random.one_in(333) { 40_000 } else { self.random.next() % 4_000 };
			return by_seed(result(1, off as i64), task);
		}
		let wrong = match self.scenario.strategy {
			Strategy::Always => true,
			Strategy::Sometimes => self.errs,
			Strategy::Sleeper => self.number * 2 >= self.scenario.tasks,
			Strategy::Opportunist => miners_of(task).into_iter().all(|m| self.is_dishonest(m)),
			Strategy::Majority => {
				let replicas = record(task).replicas;
				let theirs = replicas.iter().filter(|r| self.is_dishonest(r.miner)).count();
				// Who has revealed a wrong output is bound to it.
				let wrong = garbage(99).output;
				let bound = replicas.iter().any(|r| r.bound.is_some_and(|b| b.output == wrong));
				bound || theirs * 2 > replicas.len()
			},
			Strategy::Copy => {
				let bound = record(task).replicas.iter().find_map(|replica| replica.bound);
				// The output is public, the sketch by the new seed is not.
				let mut copy = by_seed(garbage(miner as u8), task);
				if let Some(bound) = bound {
					copy = result(1, 0);
					copy.output = bound.output;
				}
				return copy;
			},
		};
		by_seed(if wrong { garbage(99) } else { result(1, 0) }, task)
	}

	/// Runs one task to its end and says whether what was accepted is right.
	fn task(&mut self) -> (TaskId, Option<bool>) {
		self.errs = self.random.one_in(10);
		let id = order(TaskSpec {
			replicas: Replicas { initial: 3, most: 9 },
			confidence: Permill::from_percent(self.scenario.confidence),
			price: PRICE,
			..spec()
		});
		let mut answers = std::collections::BTreeMap::new();
		let mut blocks = 0;
		while !record(id).state.is_final() {
			let task = record(id);
			for replica in task.replicas {
				match (&task.state, &replica.answer) {
					(TaskState::Committing { .. }, Answer::None) => {
						let mut answer = self.answer(replica.miner, id);
						if let Some(bound) = replica.bound {
							answer.output = bound.output;
						}
						answers.insert(replica.miner, answer);
						assert_ok!(commit(replica.miner, id, &answer));
					},
					(TaskState::Revealing { .. }, Answer::Committed { .. }) => {
						assert_ok!(reveal(replica.miner, id, &answers[&replica.miner]));
					},
					_ => {},
				}
			}
			next_block();
			blocks += 1;
			assert!(blocks < 400, "task {id} does not end: {:?}", record(id).state);
		}
		let right = match record(id).state {
			TaskState::Accepted(end) => Some(end.output == result(1, 0).output),
			_ => None,
		};
		(id, right)
	}
}

fn simulate(scenario: Scenario) -> Outcome {
	let mut outcome = Outcome::default();
	ExtBuilder::default().build_and_execute(|| {
		(0..MINERS).for_each(register_miner);
		AuditedAt::set(scenario.audited_at);
		CollusionShare::set(Permill::from_percent(scenario.colluding as u32));
		// A relay chain of its own for each seed.
		RelayBlock::set(1_000 + (scenario.seed as u32 % 1_000) * 1_000_000);
		let mut run = Run { scenario, random: Random(scenario.seed), number: 0, errs: false };
		let mut slashed = BTreeSet::new();
		for number in 0..scenario.tasks {
			run.number = number;
			if number % STRETCH == 0 {
				outcome.stretches.push(Stretch::default());
				check_state();
			}
			System::reset_events();
			assert_ok!(Balances::mint_into(&CLIENT, PRICE));
			(0..MINERS).for_each(|miner| {
				Miners::bond(&miner, 50);
			});
			let (id, right) = run.task();
			let stretch = outcome.stretches.last_mut().unwrap();
			stretch.replicas += record(id).replicas.len();
			match right {
				Some(right) => {
					stretch.accepted += 1;
					stretch.wrong += usize::from(!right);
				},
				None => stretch.failed += 1,
			}
			if let TaskState::Accepted(end) = record(id).state {
				assert_eq!(end.paid + end.refunded, PRICE);
				outcome.expected_wrong += 1.0 - f64::from(end.confidence.deconstruct()) / 1e6;
			}
			assert_eq!(escrow(), 0);
			for event in System::events() {
				if let RuntimeEvent::Tasks(Event::SlashScheduled { miner, .. }) = event.event {
					slashed.insert(miner);
					stretch.slashed += 1;
					outcome.false_slashes += usize::from(!run.is_dishonest(miner));
				}
			}
		}
	});
	outcome
}

fn line(scenario: &Scenario, outcome: &Outcome) -> String {
	let ended = outcome.sum(|s| s.accepted) + outcome.sum(|s| s.failed);
	let last = outcome.stretches.last().copied().unwrap_or_default();
	format!(
		"{},{},{},{},{},{:#x},{},{},{},{:.2},{:.2},{:.2},{},{}",
		scenario.strategy.name(),
		scenario.dishonest,
		scenario.colluding,
		scenario.confidence,
		scenario.audited_at,
		scenario.seed,
		outcome.sum(|s| s.accepted),
		outcome.sum(|s| s.failed),
		outcome.sum(|s| s.wrong),
		outcome.expected_wrong,
		outcome.sum(|s| s.replicas) as f64 / ended as f64,
		last.replicas as f64 / (last.accepted + last.failed) as f64,
		outcome.sum(|s| s.slashed),
		outcome.false_slashes,
	)
}

const HEAD: &str =
	"strategy,dishonest_percent,colluding_percent,wanted_percent,audited_at,seed,accepted,failed,\
	wrong,expected_wrong,replicas_per_task,replicas_at_the_end,slashes,false_slashes";

fn write_curve(folder: &Path, scenario: &Scenario, outcome: &Outcome) {
	let mut table = "tasks,accepted,wrong,failed,replicas_per_task,slashes\n".to_string();
	for (index, s) in outcome.stretches.iter().enumerate() {
		let replicas = s.replicas as f64 / (s.accepted + s.failed) as f64;
		let tasks = (index + 1) * STRETCH;
		writeln!(
			table,
			"{tasks},{},{},{},{replicas:.3},{}",
			s.accepted, s.wrong, s.failed, s.slashed
		)
		.unwrap();
	}
	let name = format!(
		"{}-{}-{}-{}-{}.csv",
		scenario.strategy.name(),
		scenario.dishonest,
		scenario.colluding,
		scenario.confidence,
		scenario.audited_at
	);
	std::fs::write(folder.join(name), table).unwrap();
}

/// The full runs, if somewhere to write them is given.
#[test]
fn simulation_of_all_strategies() {
	let Ok(folder) = std::env::var("POUW_VERIFICATION_DIR") else { return };
	let folder = Path::new(&folder);
	std::fs::create_dir_all(folder).unwrap();
	let tasks = std::env::var("POUW_VERIFICATION_TASKS")
		.ok()
		.and_then(|tasks| tasks.parse().ok())
		.unwrap_or(1_000);
	let mut summary = format!("{HEAD}\n");
	for strategy in Strategy::ALL {
		// The last one is where more collude than is assumed.
		for (dishonest, colluding) in [(10, 10), (30, 30), (30, 10)] {
			for (confidence, audited_at) in [(90, 1_000_000), (99, 1_000_000), (99, PRICE)] {
				let seed = 0x5eed_0000 + u64::from(confidence) * 100 + dishonest;
				let scenario = Scenario {
					strategy,
					dishonest,
					colluding,
					confidence,
					tasks,
					seed,
					audited_at,
				};
				let outcome = simulate(scenario);
				println!("{}", line(&scenario, &outcome));
				writeln!(summary, "{}", line(&scenario, &outcome)).unwrap();
				write_curve(folder, &scenario, &outcome);
			}
		}
	}
	std::fs::write(folder.join("summary.csv"), summary).unwrap();
}

/// As many collude as are assumed to.
fn scenario(strategy: Strategy, dishonest: u64, confidence: u32) -> Scenario {
	let seed = 0xfeed_0000 + u64::from(confidence) * 100 + dishonest;
	println!("seed {seed:#x}");
	Scenario {
		strategy,
		dishonest,
		colluding: dishonest,
		confidence,
		tasks: 200,
		seed,
		audited_at: 1_000_000,
	}
}

#[test]
fn replicas_should_become_fewer_as_records_build() {
	let outcome = simulate(scenario(Strategy::Copy, 0, 90));
	let replicas = |s: &Stretch| s.replicas as f64 / STRETCH as f64;
	let (first, last) = (&outcome.stretches[0], outcome.stretches.last().unwrap());
	println!("{} {}", replicas(first), replicas(last));
	assert!(replicas(first) > 2.9 && replicas(last) < 2.5);
	assert_eq!((outcome.sum(|s| s.wrong), outcome.sum(|s| s.failed)), (0, 0));
	assert_eq!(outcome.sum(|s| s.slashed), 0);
}

#[test]
fn honest_miners_should_never_be_slashed_among_dishonest_ones() {
	for strategy in Strategy::ALL {
		for dishonest in [10, 30] {
			let scenario = scenario(strategy, dishonest, 99);
			let outcome = simulate(scenario);
			println!("{}", line(&scenario, &outcome));
			assert_eq!(outcome.false_slashes, 0, "{scenario:?}");
		}
	}
}

#[test]
fn wrong_results_should_be_within_what_was_wanted_where_errors_are_steady() {
	for strategy in [Strategy::Always, Strategy::Sometimes, Strategy::Copy] {
		for dishonest in [10, 30] {
			let scenario = scenario(strategy, dishonest, 99);
			let outcome = simulate(scenario);
			let wrong = outcome.sum(|s| s.wrong) as f64;
			// They collude, so what each acceptance states may be too much; what was wanted is not.
			let wanted = outcome.sum(|s| s.accepted) as f64 / 100.0;
			// Three deviations of a Poisson count.
			let most = wanted + 3.0 * wanted.sqrt();
			assert!(wrong <= most, "{scenario:?}: {wrong} of {most}");
		}
	}
}

#[test]
fn wrong_results_should_be_within_what_was_wanted_where_a_party_waits_for_its_chance() {
	for strategy in [Strategy::Sleeper, Strategy::Opportunist, Strategy::Majority] {
		for dishonest in [10, 30] {
			let scenario = scenario(strategy, dishonest, 99);
			let outcome = simulate(scenario);
			println!("{}", line(&scenario, &outcome));
			let wrong = outcome.sum(|s| s.wrong) as f64;
			// Of the orders: those that a party spoils and has fail are not accepted.
			let wanted = scenario.tasks as f64 / 100.0;
			// Three deviations of a Poisson count.
			let most = wanted + 3.0 * wanted.sqrt();
			assert!(wrong <= most, "{scenario:?}: {wrong} of {most}");
		}
	}
}
