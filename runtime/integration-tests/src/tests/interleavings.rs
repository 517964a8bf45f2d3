// SPDX-License-Identifier: Apache-2.0
//! Random courses of conversions and orders between the real runtimes, over wires that lose and double:
//! each chain keeps its invariants after each step, everything ends, and what one chain counts is what the
//! others count.

use crate::{
	conversions::{activate_all, attest, Snapshot, USER},
	jobs::{answer_open, garbage, honest, issuance, order as spec, set_up, CLIENT},
	network::{
		on_each_sector, on_para, on_sector, CpuEdgePara, HubPara, PouwNet, Wire, SECTOR_IDS,
	},
	state::{check_invariants, network_test, outbox_of_hub, outbox_of_sector, run_blocks},
};
use frame_support::storage::with_storage_layer;
use pouw_primitives::{order::OrderState, task::TaskSpec, Balance, OrderId, SectorId};
use pouw_runtime_common::currency::UNIT;
use proptest::prelude::*;
use xcm_emulator::{Parachain, TestExt};

type HubRuntime = pouw_hub_runtime::Runtime;
type SectorRuntime = pouw_sector_runtime::Runtime;

/// The sector with miners, `CpuEdgePara`.
const BUSY: SectorId = SectorId(2003);

#[derive(Clone, Debug)]
enum Action {
	/// From now on this happens to messages.
	Wire(Wire),
	/// The user of a sector wants MAIN for tokens.
	Convert { sector: u32, tokens: Balance },
	/// Every witness proves what it is asked for.
	Attest,
	/// A client pays MAIN for a task.
	Order { main: Balance },
	/// The client takes an order back.
	Cancel { order: OrderId },
	/// The miners answer what they are asked for, all alike or not.
	Answer { honest: bool },
	/// A chain builds blocks.
	Blocks { para: u32, count: u32 },
}

fn action() -> impl Strategy<Value = Action> {
	let wire =
		prop_oneof![3 => Just(Wire::Works), 1 => Just(Wire::Loses), 1 => Just(Wire::Doubles)];
	let para = prop::sample::select(PouwNet::all().collect::<Vec<_>>());
	prop_oneof![
		3 => wire.prop_map(Action::Wire),
		3 => (prop::sample::select(SECTOR_IDS.to_vec()), 1..2_000u128)
			.prop_map(|(sector, tokens)| Action::Convert { sector, tokens }),
		5 => Just(Action::Attest),
		3 => (0..40u128).prop_map(|main| Action::Order { main }),
		2 => (0..6u64).prop_map(|order| Action::Cancel { order }),
		5 => prop::bool::weighted(0.8).prop_map(|honest| Action::Answer { honest }),
		5 => (para, 1..30u32).prop_map(|(para, count)| Action::Blocks { para, count }),
	]
}

fn act(action: Action) {
	match action {
		Action::Wire(wire) => PouwNet::set_wire(wire),
		Action::Convert { sector, tokens } => {
			let _ = on_sector!(sector, P => P::execute_with(|| {
				let origin = pouw_sector_runtime::RuntimeOrigin::signed(USER.to_account_id());
				with_storage_layer(|| {
					pouw_sector_runtime::SectorToken::convert_to_main(origin, tokens * UNIT)
				})
			}));
		},
		Action::Attest => attest_all(),
		Action::Order { main } => {
			let _ = HubPara::execute_with(|| {
				let origin = pouw_hub_runtime::RuntimeOrigin::signed(CLIENT.to_account_id());
				let spec = TaskSpec { price: 0, ..spec() };
				with_storage_layer(|| {
					pouw_hub_runtime::Orders::order(origin, BUSY, spec, main * UNIT)
				})
			});
		},
		Action::Cancel { order } => {
			let _ = HubPara::execute_with(|| {
				let origin = pouw_hub_runtime::RuntimeOrigin::signed(CLIENT.to_account_id());
				with_storage_layer(|| pouw_hub_runtime::Orders::cancel(origin, BUSY, order))
			});
		},
		Action::Answer { honest: true } => answer_open::<CpuEdgePara>(|_| honest()),
		Action::Answer { honest: false } => {
			answer_open::<CpuEdgePara>(|miner| if miner == 0 { garbage() } else { honest() })
		},
		Action::Blocks { para, count } => on_para!(para, P => run_blocks::<P>(count)),
	}
}

/// Every witness hands in a proof of what it is asked for. Whether it counts is for the chains to say.
fn attest_all() {
	for witness in SECTOR_IDS {
		let open = on_sector!(witness, P => P::ext_wrapper(pouw_sector_runtime::Witness::requests));
		for asked in open {
			let (source, id) = (asked.request.source, asked.request.conversion);
			let snapshot = Snapshot::include(source.0);
			let _ = attest(witness, source, id, snapshot.number, snapshot.prove(id));
		}
	}
}

/// Whether nothing is on its way, and nothing open on any chain.
fn is_settled() -> bool {
	let mut settled = true;
	on_each_sector!(P => {
		let sector = SectorId(u32::from(P::para_id()));
		settled &= outbox_of_sector::<P>() == 0 && outbox_of_hub(sector.0) == 0;
		settled &= P::ext_wrapper(|| {
			pallet_sector_token::Totals::<SectorRuntime>::get().pending == 0
				&& pallet_tasks::Tasks::<SectorRuntime>::iter_values()
					.all(|task| task.state.is_final())
		});
		settled &= HubPara::ext_wrapper(|| {
			pouw_hub_runtime::Settlement::open_conversions(sector).is_empty()
				&& pallet_orders::Open::<HubRuntime>::get(sector) == 0
		});
	});
	settled
}

/// Has every wire work, and everybody do what is wanted of them, until everything has ended.
fn settle() {
	PouwNet::set_wire(Wire::Works);
	// A message that was lost five times waits for 300 blocks; a round of witnesses takes 30.
	for _ in 0..120 {
		if is_settled() {
			return;
		}
		attest_all();
		answer_open::<CpuEdgePara>(|_| honest());
		for para in PouwNet::all() {
			on_para!(para, P => run_blocks::<P>(5));
		}
		check_invariants();
	}
	panic!("something has not ended");
}

/// MAIN there is, and tokens of each sector.
fn supplies() -> (Balance, Vec<Balance>) {
	let main = HubPara::ext_wrapper(pouw_hub_runtime::Balances::total_issuance);
	(main, SECTOR_IDS.map(|id| on_sector!(id, P => issuance::<P>())).to_vec())
}

/// What the chains count of one another, when everything has ended.
fn check_sums(before: (Balance, Vec<Balance>)) {
	let (issued, burned) = HubPara::ext_wrapper(|| {
		(pouw_hub_runtime::Settlement::issued(), pouw_hub_runtime::Settlement::burned_in_all())
	});
	let after = supplies();
	assert_eq!(after.0, before.0 + issued - burned, "MAIN");
	assert_eq!(after.1, before.1, "a conversion or an order made or took tokens of a sector");

	let mut minted = 0;
	on_each_sector!(P => {
		let sector = SectorId(u32::from(P::para_id()));
		let hub = HubPara::ext_wrapper(|| pouw_hub_runtime::Settlement::totals(sector));
		let (kept, debts) = P::ext_wrapper(|| {
			(
				pallet_sector_token::Totals::<SectorRuntime>::get(),
				pallet_sector_token::DebtsQueue::<SectorRuntime>::get().total,
			)
		});
		assert_eq!((kept.settled, kept.minted), (hub.converted, hub.minted), "of {sector:?}");
		minted += hub.minted;

		let (mut paid, mut worth, mut held) = (0, 0, 0);
		HubPara::ext_wrapper(|| {
			for (_, record) in pallet_orders::Orders::<HubRuntime>::iter_prefix(sector) {
				let OrderState::Ended { outcome, payment, .. } = record.state else {
					panic!("an order is {:?}", record.state)
				};
				assert_eq!(payment.burned, record.worth(outcome.paid()));
				assert_eq!(payment.burned + payment.refunded, record.main);
				paid += outcome.paid();
				worth += payment.burned;
			}
			held += pouw_hub_runtime::Orders::order_totals(sector).held;
		});
		assert_eq!(kept.released + debts, paid, "what {sector:?} paid, or owes");
		assert_eq!(held, 0);
		if sector == BUSY {
			assert_eq!(worth, burned);
		} else {
			assert_eq!(worth, 0);
		}
	});
	assert_eq!(minted, issued);
	let held = HubPara::ext_wrapper(|| {
		pouw_hub_runtime::Balances::reserved_balance(CLIENT.to_account_id())
	});
	assert_eq!(held, 0, "an escrow was left behind");
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 64, ..Default::default() })]

	#[test]
	fn any_course_over_faulty_wires_ends_and_leaves_the_same_sums_on_all_chains(
		actions in prop::collection::vec(action(), 1..50)
	) {
		network_test(|| {
			set_up::<CpuEdgePara>(3);
			activate_all();
			let before = supplies();
			for action in actions {
				act(action);
				check_invariants();
			}
			settle();
			check_sums(before);
		});
	}
}

/// The property is of something: in a course without faults there are mints and payments.
#[test]
fn course_without_faults_mints_and_pays() {
	network_test(|| {
		set_up::<CpuEdgePara>(3);
		activate_all();
		let before = supplies();
		act(Action::Convert { sector: BUSY.0, tokens: 1_000 });
		settle();
		act(Action::Order { main: 30 });
		settle();
		check_sums(before);
		let (issued, burned) = HubPara::ext_wrapper(|| {
			(pouw_hub_runtime::Settlement::issued(), pouw_hub_runtime::Settlement::burned_in_all())
		});
		assert!(issued > burned && burned > 0, "{issued} minted, {burned} burned");
	});
}
