// SPDX-License-Identifier: Apache-2.0
//! Numbers of the sector that governance may change, each within its bounds: the Assembly by directives
//! of the hub, and the guild's executives within narrower bands.

use crate::{
	Miners, Parameters as StoredParameters, PouwVerify, Runtime, RuntimeOrigin, SectorToken,
};
use codec::{Decode, DecodeAll, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	dynamic_params::{dynamic_pallet_params, dynamic_params},
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::ConstU32,
	BoundedVec,
};
use frame_system::EnsureRoot;
use pouw_primitives::{
	credibility::MOST_COLLUDING, work::Parameters as TicketParameters, AccountId, Balance,
	BlockNumber, EncodedChange, RelayBlockNumber, Work,
};
use pouw_runtime_common::{
	block::{DAYS, HOURS, MINUTES, RELAY_BLOCKS_AHEAD},
	currency::{EXISTENTIAL_DEPOSIT, MILLIUNIT, UNIT},
};
use pouw_tickets::WorkParams;
use pouw_traits::ChangeParameter;
use scale_info::TypeInfo;
use sp_runtime::Permill;

pub use pouw_runtime_common::parameters::{Bounds, Governed};

/// Most accounts that can be authors of every session.
pub const MAX_INVULNERABLES: u32 = 8;

/// The numbers that the runtime reads by itself, a module for each domain.
#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Runtime>)]
pub mod dynamic_params {
	use super::*;

	/// Tasks and their verification.
	#[dynamic_pallet_params]
	#[codec(index = 0)]
	pub mod tasks {
		/// Largest tolerance that a model can be registered with.
		#[codec(index = 0)]
		pub static MaxTolerance: Permill = Permill::from_percent(5);
		/// Smallest price of a task.
		#[codec(index = 1)]
		pub static MinPrice: Balance = 10 * MILLIUNIT;
		/// From this price on, each task that trusted miners were spared for is audited.
		#[codec(index = 2)]
		pub static AuditedAt: Balance = 100 * UNIT;
		/// Share of the tasks that trusted miners were spared for that is audited whatever the price.
		#[codec(index = 3)]
		pub static AuditFloor: Permill = pallet_tasks::AUDIT_FLOOR;
		/// Blocks after which an order that found too few miners is refunded.
		#[codec(index = 4)]
		pub static AssignmentPatience: BlockNumber = 5 * MINUTES;
		/// Blocks for reveals.
		#[codec(index = 5)]
		pub static RevealPeriod: BlockNumber = MINUTES;
		/// Part of the bond that a slash takes.
		#[codec(index = 6)]
		pub static SlashPart: Permill = Permill::from_percent(20);
		/// Relay blocks beyond the newest known one whose randomness may be known; a draw uses that of a
		/// later one.
		#[codec(index = 7)]
		pub static RandomnessDelay: RelayBlockNumber = RELAY_BLOCKS_AHEAD;
		/// Share of the draw that one party is assumed to have at most.
		#[codec(index = 8)]
		pub static CollusionShare: Permill = Permill::from_percent(10);
	}

	/// Miners and the authors among them.
	#[dynamic_pallet_params]
	#[codec(index = 1)]
	pub mod miners {
		/// Windows without work over which the average of work halves.
		#[codec(index = 0)]
		pub static WorkHalfLife: u32 = 16;
		/// Sessions that an author sits out after it was absent for one.
		#[codec(index = 1)]
		pub static AbsenceBar: u32 = 4;
	}

	/// The sector's token.
	#[dynamic_pallet_params]
	#[codec(index = 2)]
	pub mod token {
		/// Least amount of a conversion.
		#[codec(index = 0)]
		pub static MinConversion: Balance = UNIT;
	}

	/// Witnessing of other sectors' conversions.
	#[dynamic_pallet_params]
	#[codec(index = 3)]
	pub mod witness {
		/// Blocks for which a request of the hub stays open.
		#[codec(index = 0)]
		pub static RequestLifetime: BlockNumber = HOURS;
	}
}

pub use dynamic_params::{miners, tasks, token, witness};

pouw_runtime_common::bounds! {
	tasks as Tasks {
		MaxTolerance: Permill = Permill::from_parts(1_000) => Permill::from_percent(20),
		MinPrice: Balance = EXISTENTIAL_DEPOSIT => 100 * UNIT,
		AuditedAt: Balance = UNIT => 10_000 * UNIT,
		AuditFloor: Permill = pallet_tasks::AUDIT_FLOOR => Permill::one(),
		// Rounds of an order in MAIN have to be over before the hub's time to pay is.
		AssignmentPatience: BlockNumber = MINUTES => HOURS,
		RevealPeriod: BlockNumber = 10 => 10 * MINUTES,
		SlashPart: Permill = Permill::from_percent(1) => Permill::one(),
		// With fewer, somebody may know the randomness in time.
		RandomnessDelay: RelayBlockNumber = RELAY_BLOCKS_AHEAD => 100,
		CollusionShare: Permill = Permill::zero() => MOST_COLLUDING,
	}
	miners as Miners {
		WorkHalfLife: u32 = 2 => 1_000,
		AbsenceBar: u32 = 0 => 100,
	}
	token as Token {
		MinConversion: Balance = 10 * MILLIUNIT => 1_000 * UNIT,
	}
	witness as Witness {
		RequestLifetime: BlockNumber = 10 * MINUTES => DAYS,
	}
}

/// Declares the bands of executives. What is not listed is not for them.
macro_rules! bands {
	($($module:ident as $group:ident { $($key:ident: $least:expr => $most:expr),* $(,)? })*) => {
		/// Whether executives may make this change. They cannot restore a default.
		fn is_within_band(change: &RuntimeParameters) -> bool {
			match change {
				$($(
					RuntimeParameters::$group($module::Parameters::$key(_, Some(value))) => {
						(&$least..=&$most).contains(&value)
					},
				)*)*
				_ => false,
			}
		}

		/// Every change to the least or to the most that executives may choose.
		pub fn band_extremes() -> alloc::vec::Vec<RuntimeParameters> {
			alloc::vec![
				$($(
					RuntimeParameters::$group($module::Parameters::$key($module::$key, Some($least))),
					RuntimeParameters::$group($module::Parameters::$key($module::$key, Some($most))),
				)*)*
			]
		}
	};
}

bands! {
	tasks as Tasks {
		MaxTolerance: Permill::from_percent(1) => Permill::from_percent(10),
		MinPrice: 2 * MILLIUNIT => UNIT,
		AuditedAt: 10 * UNIT => 1_000 * UNIT,
		AuditFloor: pallet_tasks::AUDIT_FLOOR => Permill::from_percent(50),
		AssignmentPatience: 2 * MINUTES => 30 * MINUTES,
		RevealPeriod: 15 => 5 * MINUTES,
		CollusionShare: Permill::from_percent(10) => Permill::from_percent(30),
	}
	miners as Miners {
		AbsenceBar: 1 => 20,
	}
	token as Token {
		MinConversion: 100 * MILLIUNIT => 10 * UNIT,
	}
}

/// A change of the parameters of tickets. It takes effect with the next window.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub enum TicketChange {
	/// Tickets per window that the difficulty aims at.
	#[codec(index = 0)]
	Target(u32),
	/// The time of windows.
	#[codec(index = 1)]
	Window {
		/// Blocks between the opening of a window and that of the next one.
		length: BlockNumber,
		/// Blocks for which tickets of a window are accepted after the next one opens.
		grace: BlockNumber,
	},
	/// The band of the sector's class.
	#[codec(index = 2)]
	Band {
		/// Tickets of a window below which a registered miner is credited nothing.
		floor: u32,
		/// Most tickets of a registered miner in a window.
		ceiling: u32,
	},
	/// Most accounts that may hand in a ticket of a window without being registered.
	#[codec(index = 3)]
	Newcomers(u32),
	/// Largest share of the target that useful work can take from baseline work.
	#[codec(index = 4)]
	UsefulCap(Permill),
	/// Windows without a ticket in which the difficulty halves.
	#[codec(index = 5)]
	HalfLife(u32),
	/// Between what the difficulty lies.
	#[codec(index = 6)]
	Difficulty {
		/// Least multiply-accumulates that a ticket stands for.
		least: Work,
		/// Most multiply-accumulates that a ticket stands for.
		most: Work,
	},
	/// Rank of the noise, and the product of baseline work.
	#[codec(index = 7)]
	Work(WorkParams),
}

impl TicketChange {
	fn make(self, of: &mut TicketParameters) {
		match self {
			Self::Target(target) => of.target = target,
			Self::Window { length, grace } => {
				of.length = length;
				of.grace = grace;
			},
			Self::Band { floor, ceiling } => {
				of.floor = floor;
				of.ceiling = ceiling;
			},
			Self::Newcomers(most) => of.max_newcomers = most,
			Self::UsefulCap(cap) => of.useful_cap = cap,
			Self::HalfLife(windows) => of.half_life = windows,
			Self::Difficulty { least, most } => {
				of.min_difficulty = least;
				of.max_difficulty = most;
			},
			Self::Work(work) => of.work = work,
		}
	}

	/// Whether executives may make this change.
	///
	/// The bands of the target and of the ceiling do not meet, so that with values of both no miner alone finds
	/// what a window is to have.
	fn is_within_band(&self) -> bool {
		match self {
			Self::Target(target) => (51..=500).contains(target),
			Self::Band { floor, ceiling } => *floor <= 4 && (5..=50).contains(ceiling),
			Self::Newcomers(most) => (1..=500).contains(most),
			Self::UsefulCap(cap) => {
				(Permill::from_percent(50)..=Permill::from_percent(90)).contains(cap)
			},
			Self::HalfLife(windows) => (1..=8).contains(windows),
			Self::Window { .. } | Self::Difficulty { .. } | Self::Work(_) => false,
		}
	}
}

/// A change of one of the sector's parameters.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub enum Change {
	/// A number that the runtime reads by itself.
	#[codec(index = 0)]
	Number(RuntimeParameters),
	/// The parameters of tickets.
	#[codec(index = 1)]
	Tickets(TicketChange),
	/// Bond that a miner must have earned to be an author.
	#[codec(index = 2)]
	BondTarget(Balance),
	/// Part of what is issued that goes to the public account.
	#[codec(index = 3)]
	PublicShare(Permill),
	/// Part of the public income that is converted for the treasury.
	#[codec(index = 4)]
	RecycleShare(Permill),
	/// Authors of every session.
	#[codec(index = 5)]
	Invulnerables(BoundedVec<AccountId, ConstU32<MAX_INVULNERABLES>>),
	/// Part of the public income that is the founders'.
	#[codec(index = 6)]
	FoundersShare(Permill),
}

/// Tells parameters apart: kind of change, group or part, number in the group.
pub type ParameterKey = [u8; 3];

/// Changes the sector's parameters.
pub struct GovernedParameters;

impl ChangeParameter for GovernedParameters {
	type Change = Change;
	type Key = ParameterKey;

	fn decode(encoded: &[u8]) -> Option<Change> {
		Change::decode_all(&mut &*encoded).ok()
	}

	fn encode(change: &Change) -> Option<EncodedChange> {
		Encode::encode(change).try_into().ok()
	}

	fn key(change: &Change) -> ParameterKey {
		let told_by = match change {
			Change::Number(_) => 3,
			Change::Tickets(_) => 2,
			Change::BondTarget(_)
			| Change::PublicShare(_)
			| Change::RecycleShare(_)
			| Change::Invulnerables(_)
			| Change::FoundersShare(_) => 1,
		};
		let mut key = ParameterKey::default();
		let encoded = Encode::encode(change);
		for (slot, byte) in key.iter_mut().zip(encoded).take(told_by) {
			*slot = byte;
		}
		key
	}

	fn is_within_band(change: &Change) -> bool {
		match change {
			Change::Number(number) => is_within_band(number),
			Change::Tickets(tickets) => tickets.is_within_band(),
			Change::BondTarget(_)
			| Change::PublicShare(_)
			| Change::RecycleShare(_)
			| Change::Invulnerables(_)
			| Change::FoundersShare(_) => false,
		}
	}

	fn apply(change: Change) -> DispatchResult {
		let root = RuntimeOrigin::root();
		match change {
			Change::Number(number) => {
				ensure!(is_within_bounds(&number), OUT_OF_BOUNDS);
				StoredParameters::set_parameter(root, number)
			},
			Change::Tickets(tickets) => {
				let mut parameters = pallet_pouw_verify::Governed::<Runtime>::get()
					.ok_or(DispatchError::Other("the sector has no windows"))?;
				tickets.make(&mut parameters);
				PouwVerify::set_parameters(root, parameters)
			},
			Change::BondTarget(target) => Miners::set_bond_target(root, target),
			Change::PublicShare(share) => SectorToken::set_public_share(root, share),
			Change::RecycleShare(share) => SectorToken::set_recycle_share(root, share),
			Change::Invulnerables(accounts) => Miners::set_invulnerables(root, accounts),
			Change::FoundersShare(share) => SectorToken::set_founders_share(root, share),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn change_for_benchmark() -> Change {
		Change::Number(RuntimeParameters::default())
	}
}

const OUT_OF_BOUNDS: DispatchError = DispatchError::Other("the parameter is out of bounds");

impl pallet_parameters::Config for Runtime {
	type RuntimeEvent = crate::RuntimeEvent;
	type RuntimeParameters = RuntimeParameters;
	// Nobody signs as root here: changes come by way of the guild.
	type AdminOrigin = frame_support::traits::AsEnsureOriginWithArg<EnsureRoot<AccountId>>;
	type WeightInfo = crate::weights::pallet_parameters::WeightInfo<Runtime>;
}

#[cfg(feature = "runtime-benchmarks")]
impl Default for RuntimeParameters {
	fn default() -> Self {
		RuntimeParameters::Token(token::Parameters::MinConversion(token::MinConversion, Some(UNIT)))
	}
}
