// SPDX-License-Identifier: Apache-2.0
//! The end-to-end test: one network, and every flow over it.
//!
//! It needs the binaries of the main workspace and the demo's model; `scripts/test --only e2e` runs
//! it with what it needs:
//!
//! - `POUW_BIN_DIR`: folder of `polkadot`, its workers, `pouw-node`, `pouw-worker` and
//!   `examples/dishonest_worker`;
//! - `POUW_MODELS`: folder of the model folder `all-minilm-l6-v2`, and for jobs of each kind the others;
//! - `POUW_LOG_DIR`: where the logs of a failed run are left, optional;
//! - `POUW_E2E_NETWORK`: another network than the one a test takes, optional.
//!
//! The other tests, which are ignored unless asked for, take longer or another network; `scripts/e2e`
//! runs them.

mod support;

use anyhow::{ensure, Context, Result};
use pouw_network::{Network, Rpc};
use std::{
	collections::BTreeSet,
	env, fs,
	path::PathBuf,
	time::{Duration, Instant},
};
use support::{
	chain::{self, SectorStatus, SettledWindow, TaskState},
	chaos, conversion, jobs, main_orders, replication,
	stage::{script, step, watching, Folders},
	tasks, wait_for,
	waits::{available, balances, client_end, settled_order, STEP},
	workers::{Bench, BOB, CHARLIE, DAVE, FERDIE},
};
use tokio::{runtime::Runtime, time::sleep};

/// The smallest unit of a token is this part of it.
const UNIT: u128 = 1_000_000_000_000;
/// Offered for each order, in tokens.
const PRICE: u32 = 10;
/// The sector that the tasks run on.
const SECTOR: &str = "cpu-edge";

/// Longest wait for a sector's announcement to be accepted.
const ACTIVE: Duration = Duration::from_secs(300);
/// Longest wait for some windows of tickets.
const MINED: Duration = Duration::from_secs(400);
/// Longest wait for a miner to be elected: three sessions and what a slow machine adds.
const ELECTED: Duration = Duration::from_secs(400);
/// Lines of a job that keeps three miners busy for as long as a window has tickets.
const LONG_JOB_LINES: u32 = 1_200;
/// The collator of a miner of [`SECTOR`].
const SECOND_COLLATOR: &str = "cpu-edge-2";
/// Time over which block production is looked at.
const OBSERVED: Duration = Duration::from_secs(30);

const TEXTS: &str = "A sector elects its block authors by work and bond.\n\
	Der Treibhauseffekt erwärmt die Erde.\n\
	The cat sat on the mat, and the mat was warm.\n\
	Compute that somebody paid for anchors the token.\n";

/// What every flow needs.
struct World {
	network: Network,
	relay: Rpc,
	hub: Rpc,
	sector: Rpc,
	bench: Bench,
	input: PathBuf,
}

/// What is done with a network.
#[derive(Clone, Copy)]
enum Plan {
	/// Every flow.
	All,
	/// Many conversions, and their times.
	Conversions,
	/// Conversions while collators of the witnesses are dead.
	Failures,
	/// A conversion that is witnessed by other sectors than those first drawn.
	Redraw,
	/// Jobs of each kind, and orders in MAIN.
	Jobs,
	/// Jobs while workers are killed.
	Chaos,
	/// Many jobs of honest miners.
	Replication,
}

impl Plan {
	/// The network it needs.
	fn network(self) -> &'static str {
		match self {
			Self::Redraw => "hub-4-sectors",
			// The fewer chains, the more of the machine is left for the jobs.
			Self::Chaos | Self::Replication => "hub-1-sector",
			_ => "hub-3-sectors",
		}
	}
}

#[test]
fn network_runs_and_does_real_jobs() {
	run_or_panic(Plan::All);
}

#[test]
#[ignore = "a measurement: scripts/e2e conversion"]
fn conversions_are_minted_in_time() {
	run_or_panic(Plan::Conversions);
}

#[test]
#[ignore = "takes ten minutes: scripts/e2e conversion-failures"]
fn conversions_outlive_the_death_of_collators() {
	run_or_panic(Plan::Failures);
}

#[test]
#[ignore = "takes a network of four sectors: scripts/e2e redraw"]
fn conversion_is_witnessed_by_others_when_a_witness_dies() {
	run_or_panic(Plan::Redraw);
}

#[test]
#[ignore = "takes fifteen minutes: scripts/e2e jobs"]
fn jobs_of_every_kind_are_accepted_and_cheats_outvoted() {
	run_or_panic(Plan::Jobs);
}

#[test]
#[ignore = "takes ten minutes: scripts/e2e chaos"]
fn jobs_end_when_workers_are_killed_at_random_moments() {
	run_or_panic(Plan::Chaos);
}

#[test]
#[ignore = "takes fifteen minutes: scripts/e2e replication"]
fn replicas_become_fewer_as_records_build() {
	run_or_panic(Plan::Replication);
}

fn run_or_panic(plan: Plan) {
	if let Err(error) = run(plan) {
		panic!("{error:#}");
	}
}

fn run(plan: Plan) -> Result<()> {
	let folders = Folders::new("e2e-network")?;
	if matches!(plan, Plan::Jobs) {
		jobs::check(&folders.models, &folders.bin_dir)?;
	}
	let other = env::var("POUW_E2E_NETWORK").ok();
	let config = folders.config(other.as_deref().unwrap_or(plan.network()))?;
	let input = folders.workers().join("texts.txt");
	fs::write(&input, TEXTS)?;
	Runtime::new()?.block_on(async {
		let (network, bench) = folders.start(config, SECTOR).await?;
		let [relay, hub, sector] = match connect(&network).await {
			Ok(connections) => connections,
			Err(error) => return folders.end(network, Err(error)).await,
		};
		let world = World { network, relay, hub, sector, bench, input };
		let played = watching(&world.network, &world.bench.failures, flows(&world, plan)).await;
		folders.end(world.network, played).await
	})
}

/// Connections to the relay chain, the hub and the sector.
async fn connect(network: &Network) -> Result<[Rpc; 3]> {
	Ok([
		Rpc::connect(&network.endpoint("alice")?.url).await?,
		Rpc::connect(&network.endpoint("hub")?.url).await?,
		Rpc::connect(&network.endpoint(SECTOR)?.url).await?,
	])
}

async fn flows(world: &World, plan: Plan) -> Result<()> {
	let registered = registry_flow(world);
	match plan {
		Plan::Redraw => {
			step("the hub knows every sector of the network as active", registered).await?;
			let redrawn = conversion::redrawn_to_others(world);
			return step("a witness dies and other sectors take over", redrawn).await;
		},
		Plan::Jobs => {
			step("the hub knows every sector of the network as active", registered).await?;
			return jobs_flow(world).await;
		},
		Plan::Chaos => return step("jobs end whoever dies", chaos::jobs_end(world)).await,
		Plan::Replication => {
			let falls = replication::falls(world);
			return step("replicas become fewer as records build", falls).await;
		},
		Plan::All => {},
		Plan::Conversions => {
			step("the hub knows every sector of the network as active", registered).await?;
			return step("conversions are minted", conversion::many(world)).await;
		},
		Plan::Failures => {
			step("the hub knows every sector of the network as active", registered).await?;
			let both = conversion::outlives_both(world);
			step("both witnesses' collators are killed and started again", both).await?;
			let one = conversion::outlives_one(world);
			return step("a witness's collator is dead for a whole round", one).await;
		},
	}
	step("blocks are produced and finalized", blocks_flow(world)).await?;
	step("channels join the hub with each sector and nothing else", channels_flow(world)).await?;
	step("the hub knows every sector of the network as active", registered).await?;
	// Beside one another: they use different accounts, and each mostly waits for blocks.
	let mining = step(
		"idle miners mine, a job pays useful tickets, work elects an author",
		mining_flow(world),
	);
	let converting = async {
		step(
			"a conversion is witnessed and minted, its MAIN spent and recorded",
			conversion::one(world),
		)
		.await?;
		let both = conversion::outlives_both(world);
		step("both witnesses' collators are killed and started again", both).await
	};
	// What of governance there is time for; scripts/e2e governance plays all of it.
	let parameter = script_flow(world, "governance.mjs", &["--only", "parameter"]);
	let governing = step("a referendum changes a parameter", parameter);
	tokio::try_join!(mining, converting, governing)?;
	step("three workers agree and are paid", tasks::three_agree(world)).await?;
	step("@polkadot/api reads and writes all chains", script_flow(world, "check.mjs", &[])).await?;
	step("a task ends although a worker dies after its commitment", tasks::one_dies(world)).await?;
	step("a worker that answers garbage is outvoted and unpaid", tasks::one_answers_garbage(world))
		.await
}

/// Jobs of each kind, and three orders in MAIN: one that is taken back and one that is given back, which take
/// minutes and have none of the miners, and one that is paid from the reserve, which a conversion has filled
/// by then.
async fn jobs_flow(world: &World) -> Result<()> {
	// One after the other, as both are of one account.
	let given_back = async {
		let taken_back = main_orders::taken_back(world);
		step("an order in MAIN that waits for miners is taken back", taken_back).await?;
		let refunded = main_orders::refunded(world);
		step("an order in MAIN that finds too few miners is given back", refunded).await
	};
	let jobs = async {
		let filled = step("a conversion fills the reserve", main_orders::fill_reserve(world));
		let name = "of a slow, a dishonest and an honest miner who cheats is outvoted and unpaid";
		tokio::try_join!(filled, step(name, jobs::of_each_kind(world)))?;
		let settled = main_orders::settled(world);
		step("an order in MAIN is done and paid from the reserve", settled).await
	};
	tokio::try_join!(given_back, jobs)?;
	Ok(())
}

/// Block times are shown, not asserted: they depend on the machine.
async fn blocks_flow(world: &World) -> Result<()> {
	tokio::try_join!(
		blocks_of("relay chain", &world.relay),
		blocks_of("hub", &world.hub),
		blocks_of(SECTOR, &world.sector),
	)?;
	Ok(())
}

async fn blocks_of(name: &str, rpc: &Rpc) -> Result<()> {
	// A young parachain waits after its first blocks until validators have compiled its runtime.
	let finalized = wait_for(&format!("{name} finalizes blocks"), STEP, || async {
		Ok(Some(rpc.finalized_block().await?).filter(|number| *number > 0))
	})
	.await?;
	let (best, start) = (rpc.best_block().await?, Instant::now());
	sleep(OBSERVED).await;
	let produced = rpc.best_block().await?.saturating_sub(best);
	ensure!(produced > 0, "{name} has produced no block in {} s", OBSERVED.as_secs());
	let spacing = start.elapsed().as_secs_f32() / produced as f32;
	eprintln!("      {name}: {produced} blocks, {spacing:.2} s each");
	wait_for(&format!("{name} finalizes more blocks"), STEP, || async {
		Ok((rpc.finalized_block().await? > finalized).then_some(()))
	})
	.await
}

async fn channels_flow(world: &World) -> Result<()> {
	let sectors = [2001, 2002, 2003];
	let expected: BTreeSet<_> =
		sectors.into_iter().flat_map(|id| [(2000, id), (id, 2000)]).collect();
	let open = world.relay.channels().await?;
	ensure!(open == expected, "open channels are {open:?}, not {expected:?}");
	Ok(())
}

async fn registry_flow(world: &World) -> Result<()> {
	let symbols = [(2001, "DGPU"), (2002, "CGPU"), (2003, "EDGE"), (2004, "ACCL")];
	let running = |(id, _): &(u32, &str)| world.bench.sectors.contains_key(id);
	let expected: Vec<_> = symbols.into_iter().filter(running).collect();
	wait_for("all sectors are active", ACTIVE, || async {
		let sectors = chain::sectors(&world.hub).await?;
		let active = |(id, symbol): &(u32, &str)| {
			sectors.iter().any(|(known, sector)| {
				known == id
					&& sector.status == SectorStatus::Active
					&& sector.profile.as_ref().is_some_and(|profile| {
						profile.class == sector.class && profile.token.symbol == symbol.as_bytes()
					})
			})
		};
		Ok(expected.iter().all(active).then_some(()))
	})
	.await
}

/// Three idle miners mine; then a job comes; then one of them is elected for its work and writes
/// blocks with a node of its own.
async fn mining_flow(world: &World) -> Result<()> {
	let miners = [BOB, CHARLIE, DAVE];
	let mut workers = Vec::new();
	for who in miners {
		workers.push(world.bench.start_mining(who, "mining")?);
	}
	available(world, &miners).await?;
	let mined = windows(world, "windows are mined", |window| window.tickets > 0, 4).await?;
	ensure!(mined.iter().all(|window| window.useful == 0), "useful tickets without a task");
	ensure!(mined.iter().any(|window| window.paid > 0), "no window was paid: {mined:?}");
	for who in miners {
		let miner = chain::miner(&world.sector, &(who.account)()).await?;
		let miner = miner.context("a miner is not registered any more")?;
		ensure!(miner.work.total > 0, "{} has no work on record: {miner:?}", who.name);
		ensure!(miner.bond > 0, "nothing is held of {}'s rewards: {miner:?}", who.name);
	}

	// Registered early: keys count from the session after the next.
	let node = world.network.endpoint(SECOND_COLLATOR)?.url;
	world.bench.author(BOB, "author", &node)?;

	let input = world.bench.dir.join("long.txt");
	let line = |n: u32| format!("Text {n}: compute that somebody paid for anchors the token.\n");
	fs::write(&input, (0..LONG_JOB_LINES).map(line).collect::<String>())?;
	let before = balances(world, &miners).await?;
	let mut order = world.bench.order(FERDIE, "mining", &input, PRICE)?;
	let (id, task) = settled_order(world, &mut order).await?;
	ensure!(matches!(task.state, TaskState::Accepted(_)), "task {id} ended as {:?}", task.state);
	ensure!(client_end(&mut order).await? == Some(0), "the client failed: {}", order.log.display());
	let useful =
		windows(world, "useful tickets are settled", |window| window.useful > 0, 1).await?;
	let last = useful.last().context("there is no window")?;
	let after = balances(world, &miners).await?;
	let earned: u128 =
		after.iter().zip(&before).map(|(after, before)| after.total() - before.total()).sum();
	eprintln!(
		"      window {}: {} tickets, {} of them useful; {} tokens earned meanwhile",
		last.index,
		last.tickets,
		last.useful,
		earned / UNIT
	);

	let bob = (BOB.account)();
	wait_for("work elects bob as an author", ELECTED, || async {
		Ok(chain::authors(&world.sector).await?.contains(&bob).then_some(()))
	})
	.await?;
	wait_for("bob writes blocks", ELECTED, || async {
		Ok((chain::authored_blocks(&world.sector, &bob).await? > 0).then_some(()))
	})
	.await?;
	for worker in workers {
		worker.stop()?;
	}
	Ok(())
}

/// Waits until `count` settled windows are as wanted, and shows all there are.
async fn windows(
	world: &World,
	what: &str,
	wanted: impl Fn(&SettledWindow) -> bool,
	count: usize,
) -> Result<Vec<SettledWindow>> {
	let found = wait_for(what, MINED, || async {
		let windows = chain::windows(&world.sector).await?;
		let enough = windows.iter().filter(|window| wanted(window)).count() >= count;
		Ok(enough.then_some(windows))
	})
	.await?;
	for window in &found {
		eprintln!(
			"      window {}: difficulty {:.2e}, {} tickets ({} useful), {} + {} paid and pledged",
			window.index,
			window.difficulty as f64,
			window.tickets,
			window.useful,
			window.paid / UNIT,
			window.pledged / UNIT
		);
	}
	Ok(found)
}

/// Runs a script of `js/` over the network.
async fn script_flow(world: &World, name: &str, args: &[&str]) -> Result<()> {
	script(&world.network, &world.bench.dir, name, args).await
}
