// SPDX-License-Identifier: Apache-2.0
//! Mining on a sector: windows out of relay randomness, tickets as transactions without signatures,
//! their payment, and the authorship that follows from it.

use crate::{
	jobs::{free, issuance, set_up},
	network::{relay_randomness, CpuEdgePara, HubPara, LOCAL_EXT_CPUEDGE},
	state::{network_test, run_blocks, run_until},
	transactions::{apply, refusal, submit, unsigned},
};
use codec::Encode;
use frame_support::{
	assert_ok,
	weights::{constants::WEIGHT_REF_TIME_PER_MILLIS, Weight},
};
use pallet_pouw_verify::WeightInfo as _;
use pouw_primitives::{
	work::{Parameters, WindowInfo},
	AccountId, Balance, SectorId, Work,
};
use pouw_runtime_common::{
	block::{BLOCKS_PER_SLOT, BUNDLED_BLOCK_WEIGHT},
	currency::UNIT,
};
use pouw_sector_runtime::{Miners, PouwVerify, Runtime, RuntimeOrigin, Session, SessionKeys};
use pouw_tickets::{params::tile_work, verify_baseline, BaselineProof, Challenge, WorkParams};
use sp_core::{proof_of_possession::statement_of_ownership, H256};
use sp_io::hashing::blake2_256;
use sp_keyring::Sr25519Keyring::{self, Bob, Charlie};
use sp_runtime::{ApplyExtrinsicResult, Permill};
use xcm_emulator::{Parachain, TestExt};

type Call = pallet_pouw_verify::Call<Runtime>;
type Refusal = pallet_pouw_verify::Error<Runtime>;

/// Tickets that a window aims at, and the most of a miner.
const TICKETS: u32 = 8;
/// Tokens for a window of the test networks.
const BUDGET: Balance = 90 * UNIT;
/// The public's part of it.
const PUBLIC: Permill = Permill::from_percent(3);
/// Bond of an author in these tests.
const BOND: Balance = 10 * UNIT;
/// Blocks of a session of the test networks.
const SESSION: u32 = 30;

/// Work that a test can do: one tile in 256 wins.
fn parameters() -> Parameters {
	let work = WorkParams { rank: 32, m: 64, n: 64, k: 512 };
	let difficulty: Work = 256 * tile_work(work.k);
	Parameters {
		work,
		target: TICKETS,
		length: 15,
		grace: 3,
		floor: 1,
		ceiling: TICKETS,
		max_newcomers: 2,
		useful_cap: Permill::from_percent(80),
		half_life: 4,
		min_difficulty: difficulty,
		max_difficulty: difficulty,
	}
}

/// Registers miners, lowers the bond and the work; returns the first window of such work.
fn start() -> WindowInfo {
	start_with(parameters())
}

/// The same with work of these parameters.
fn start_with(parameters: Parameters) -> WindowInfo {
	set_up::<CpuEdgePara>(3);
	CpuEdgePara::execute_with(|| {
		assert_ok!(PouwVerify::set_parameters(RuntimeOrigin::root(), parameters));
		assert_ok!(Miners::set_bond_target(RuntimeOrigin::root(), BOND));
	});
	let is_easy = |window: &WindowInfo| window.work == parameters.work;
	run_until::<CpuEdgePara>(40, "a window of little work", || {
		PouwVerify::window().as_ref().is_some_and(is_easy)
	});
	newest()
}

fn newest() -> WindowInfo {
	CpuEdgePara::ext_wrapper(|| PouwVerify::window().expect("a window is open"))
}

/// The tiles of `miner` in `window`, and whether they win.
fn tiles(
	miner: Sr25519Keyring,
	window: &WindowInfo,
) -> impl Iterator<Item = (BaselineProof, bool)> + use<> {
	let WindowInfo { sector, work, difficulty, .. } = *window;
	let challenge = Challenge {
		sector: sector.0,
		challenge: window.challenge.into(),
		miner: miner.to_account_id().into(),
	};
	(0..).flat_map(|nonce| (0..4).flat_map(move |i| (0..4).map(move |j| (nonce, i, j)))).map(
		move |(nonce, i, j)| {
			let proof = BaselineProof { nonce, i, j };
			let ticket = verify_baseline(&challenge, &work, &proof).expect("a tile of the product");
			let wins = ticket.wins(difficulty, work.k);
			(proof, wins)
		},
	)
}

/// The winning tickets of `miner` in `window`, in the order in which it finds them.
fn mine(miner: Sr25519Keyring, window: &WindowInfo) -> impl Iterator<Item = BaselineProof> + use<> {
	tiles(miner, window).filter(|(_, wins)| *wins).map(|(proof, _)| proof)
}

fn ticket(miner: Sr25519Keyring, window: &WindowInfo, proof: BaselineProof) -> Call {
	Call::submit_baseline { miner: miner.to_account_id(), window: window.index, proof }
}

/// Hands in as many tickets of `miner` as it may have, in one block.
fn mine_all(miner: Sr25519Keyring, window: &WindowInfo) {
	let proofs: Vec<_> = mine(miner, window).take(TICKETS as usize).collect();
	CpuEdgePara::execute_with(|| {
		for proof in proofs {
			assert_eq!(apply(ticket(miner, window, proof).into()), Ok(Ok(())));
		}
	});
}

fn settle(window: &WindowInfo) {
	run_until::<CpuEdgePara>(40, "the settlement", || {
		PouwVerify::history().iter().any(|settled| settled.index == window.index)
	});
}

fn bond(miner: Sr25519Keyring) -> Balance {
	let account = miner.to_account_id();
	CpuEdgePara::ext_wrapper(|| Miners::miner(&account).expect("registered").bond)
}

/// Tickets of a full block.
const MANY: u32 = 200;

/// A window of work as large as a public sector's, and tickets of it.
fn many_tickets() -> (WindowInfo, Vec<BaselineProof>) {
	let work = WorkParams { rank: 32, m: 256, n: 256, k: 1024 };
	let difficulty: Work = 2 * tile_work(work.k);
	let window = start_with(Parameters {
		work,
		target: MANY,
		ceiling: MANY,
		min_difficulty: difficulty,
		max_difficulty: difficulty,
		..parameters()
	});
	let proofs = mine(Bob, &window).take(MANY as usize).collect();
	(window, proofs)
}

/// With the weights as charged: no block proof is recorded here from which some could be given back.
#[test]
fn two_hundred_baseline_tickets_fit_in_a_quarter_of_a_block() {
	network_test(|| {
		let (window, proofs) = many_tickets();
		CpuEdgePara::execute_with(|| {
			let weight = || pouw_sector_runtime::System::block_weight().total();
			let before = weight();
			for proof in proofs {
				assert_eq!(apply(ticket(Bob, &window, proof).into()), Ok(Ok(())));
			}
			let used = weight().saturating_sub(before);
			let quarter = |block: Weight| block.saturating_div(4);
			println!("{MANY} tickets weigh {used:?} of {BUNDLED_BLOCK_WEIGHT:?}");
			let own_core = quarter(BUNDLED_BLOCK_WEIGHT.saturating_mul(BLOCKS_PER_SLOT.into()));
			assert!(used.all_lte(own_core), "{used:?} is more than {own_core:?}");
			// In one that shares its core, the time. What is charged for proofs is far from what they are: the
			// next test has these.
			let time = quarter(BUNDLED_BLOCK_WEIGHT).ref_time();
			assert!(used.ref_time() <= time, "{} ps are more than {time}", used.ref_time());
		});
	});
}

/// By the weights that the benchmarks have measured in wasm, what is read included.
#[test]
fn verification_takes_a_millisecond_at_most_at_k_1024_and_four_at_k_4096() {
	type Weights = pallet_pouw_verify::weights::SubstrateWeight<Runtime>;
	let weighs = |what: &str, k: u32, weight: Weight, most: u64| {
		println!("a {what} ticket of k = {k} takes {} ps", weight.ref_time());
		let most = most * WEIGHT_REF_TIME_PER_MILLIS;
		assert!(weight.ref_time() <= most, "{what}, k = {k}: {weight:?} is more than {most} ps");
	};
	for (k, most) in [(1_024, 1), (4_096, 4)] {
		weighs("baseline", k, Weights::authorize_submit_baseline(k), most);
		// Those weigh by what k has beyond its least.
		weighs("useful", k, Weights::authorize_submit_useful(k - 512, 16), most);
	}
}

/// Before each transaction its checks are charged for a look at the payer's account, which a ticket does
/// not have, and for what the ticket reads if the block has read none of it yet. A collator records the
/// block's proof and gives the difference back after each transaction; this is what remains.
#[test]
fn proof_of_two_hundred_baseline_tickets_is_less_than_a_quarter_of_a_bundled_block() {
	network_test(|| {
		let (window, proofs) = many_tickets();
		CpuEdgePara::new_block();
		let (bytes, proof) = LOCAL_EXT_CPUEDGE.with_borrow_mut(|state| {
			// What only the overlay has is not proven.
			state.commit_all().expect("no transaction is open");
			state.execute_and_prove(|| {
				let before = pouw_sector_runtime::System::block_size();
				for proof in proofs {
					assert_eq!(apply(ticket(Bob, &window, proof).into()), Ok(Ok(())));
				}
				pouw_sector_runtime::System::block_size() - before
			})
		});
		CpuEdgePara::finalize_block();
		let used = u64::from(bytes) + proof.encoded_size() as u64;
		let quarter = BUNDLED_BLOCK_WEIGHT.proof_size() / 4;
		println!("{MANY} tickets have {bytes} bytes and a proof of {used} with them, of {quarter}");
		assert!(used <= quarter, "{used} is more than {quarter}");
	});
}

#[test]
fn windows_open_one_after_the_other_with_challenges_of_relay_randomness() {
	network_test(|| {
		start();
		let mut relay_block = 0;
		for _ in 0..3 {
			let window = CpuEdgePara::ext_wrapper(|| {
				pallet_pouw_verify::OpenWindow::<Runtime>::get().expect("a window is open")
			});
			let seed = (
				pallet_pouw_verify::CHALLENGE_CONTEXT,
				relay_randomness(window.relay_block),
				window.relay_block,
				window.index,
				SectorId(2003),
			);
			assert_eq!(window.challenge, H256::from(seed.using_encoded(blake2_256)));
			assert!(window.relay_block > relay_block, "a challenge is known too early");
			relay_block = window.relay_block;
			run_until::<CpuEdgePara>(40, "the next window", || {
				PouwVerify::window().is_some_and(|newest| newest.index == window.index + 1)
			});
		}
	});
}

#[test]
fn mined_ticket_is_accepted_without_a_signature_or_a_fee() {
	network_test(|| {
		let window = start();
		let before = free::<CpuEdgePara>(Bob);
		let proof = mine(Bob, &window).next().expect("endless");
		assert_eq!(submit::<CpuEdgePara>(ticket(Bob, &window, proof)), Ok(Ok(())));

		CpuEdgePara::ext_wrapper(|| {
			let standing = PouwVerify::miner_window(&Bob.to_account_id()).expect("a window");
			assert_eq!((standing.window, standing.tickets), (window.index, 1));
			assert!(standing.registered);
		});
		assert_eq!(newest().tickets, 1);
		assert_eq!(free::<CpuEdgePara>(Bob), before);
	});
}

/// Whoever carries a ticket can put other numbers around it.
#[test]
fn ticket_is_refused_when_the_block_has_it_in_a_transaction_of_other_bytes() {
	network_test(|| {
		let window = start();
		let proof = mine(Bob, &window).next().expect("endless");
		CpuEdgePara::execute_with(|| {
			let with_nonce = |nonce| unsigned(ticket(Bob, &window, proof).into(), nonce);
			let (first, second) = (with_nonce(0), with_nonce(7));
			assert_ne!(first.encode(), second.encode());
			assert_eq!(pouw_sector_runtime::Executive::apply_extrinsic(first), Ok(Ok(())));
			assert_eq!(
				pouw_sector_runtime::Executive::apply_extrinsic(second),
				refusal(Refusal::AlreadyAccepted)
			);
		});
		assert_eq!(newest().tickets, 1);
	});
}

#[test]
fn replayed_foreign_losing_and_stale_tickets_are_refused() {
	network_test(|| {
		let window = start();
		let refused = |result: ApplyExtrinsicResult, error: Refusal| {
			assert_eq!(result, refusal(error));
		};
		let submit = |miner, proof| submit::<CpuEdgePara>(ticket(miner, &window, proof));
		let mut found = mine(Bob, &window);
		let proof = found.next().expect("endless");
		assert_eq!(submit(Bob, proof), Ok(Ok(())));
		refused(submit(Bob, proof), Refusal::AlreadyAccepted);
		refused(submit(Charlie, proof), Refusal::NotWinning);

		let (losing, _) = tiles(Bob, &window).find(|(_, wins)| !wins).expect("endless");
		refused(submit(Bob, losing), Refusal::NotWinning);
		refused(submit(Bob, BaselineProof { i: 4, ..proof }), Refusal::TileNotInProduct);

		let late = found.next().expect("endless");
		let mut next = window;
		next.index += 1;
		let early = ticket(Bob, &next, late);
		refused(crate::transactions::submit::<CpuEdgePara>(early), Refusal::WindowNotOpen);
		run_until::<CpuEdgePara>(30, "the end of the window", || {
			pouw_sector_runtime::System::block_number() >= window.accepts_until
		});
		refused(submit(Bob, late), Refusal::WindowOver);
		assert_eq!(newest().tickets, 0);
	});
}

#[test]
fn reward_of_a_window_is_issued_to_the_bond_and_the_public_account() {
	network_test(|| {
		let window = start();
		let (tokens, before) = (issuance::<CpuEdgePara>(), free::<CpuEdgePara>(Bob));
		let main = HubPara::ext_wrapper(pouw_hub_runtime::Balances::total_issuance);
		let public = || {
			let account = pouw_sector_runtime::SectorToken::public_account();
			pouw_sector_runtime::Balances::free_balance(account)
		};
		let public_before = CpuEdgePara::ext_wrapper(public);
		assert_eq!(bond(Bob), 0);

		mine_all(Bob, &window);
		settle(&window);

		let share = PUBLIC.mul_floor(BUDGET);
		assert_eq!(issuance::<CpuEdgePara>(), tokens + BUDGET);
		assert_eq!(CpuEdgePara::ext_wrapper(public), public_before + share);
		assert_eq!(bond(Bob), BOND);
		assert_eq!(free::<CpuEdgePara>(Bob), before + BUDGET - share - BOND);
		CpuEdgePara::ext_wrapper(|| {
			assert_eq!(pallet_sector_token::Issued::<Runtime>::get(), BUDGET);
			assert_eq!(pallet_sector_token::PublicIncome::<Runtime>::get(), share);
			let settled = PouwVerify::history().pop().expect("just settled");
			assert_eq!((settled.tickets, settled.credited), (TICKETS, TICKETS));
			assert_eq!(settled.paid, BUDGET - share);
		});
		assert_eq!(HubPara::ext_wrapper(pouw_hub_runtime::Balances::total_issuance), main);
	});
}

#[test]
fn reward_below_the_bond_is_held_whole() {
	network_test(|| {
		let window = start();
		let before = free::<CpuEdgePara>(Bob);
		CpuEdgePara::execute_with(|| {
			assert_ok!(Miners::set_bond_target(RuntimeOrigin::root(), 100 * UNIT));
		});
		let proof = mine(Bob, &window).next().expect("endless");
		assert_eq!(submit::<CpuEdgePara>(ticket(Bob, &window, proof)), Ok(Ok(())));
		settle(&window);

		let earned = BUDGET / Balance::from(TICKETS);
		assert_eq!(bond(Bob), earned - PUBLIC.mul_floor(earned));
		assert_eq!(free::<CpuEdgePara>(Bob), before);
	});
}

#[test]
fn miner_with_work_bond_and_keys_becomes_an_author() {
	network_test(|| {
		let window = start();
		let (bob, charlie): (AccountId, AccountId) = (Bob.to_account_id(), Charlie.to_account_id());
		CpuEdgePara::execute_with(|| {
			let keys = SessionKeys { aura: Bob.public().into() };
			let proof = Bob.sign(&statement_of_ownership(&bob.encode())).encode();
			assert_ok!(Session::set_keys(RuntimeOrigin::signed(bob.clone()), keys, proof));
		});
		// Charlie does as much, but has no keys.
		mine_all(Bob, &window);
		mine_all(Charlie, &window);
		settle(&window);
		assert_eq!((bond(Bob), bond(Charlie)), (BOND, BOND));

		run_until::<CpuEdgePara>(3 * SESSION, "authorship", || {
			Session::validators().contains(&bob)
		});
		CpuEdgePara::ext_wrapper(|| assert!(!Session::validators().contains(&charlie)));

		run_blocks::<CpuEdgePara>(4);
		let authored = || pallet_miners::AuthoredBlocks::<Runtime>::get(&bob);
		assert!(CpuEdgePara::ext_wrapper(authored) > 0, "the new author writes no blocks");
	});
}
