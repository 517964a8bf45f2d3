// SPDX-License-Identifier: Apache-2.0
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]
#![doc = include_str!("../README.md")]

extern crate alloc;

pub use pallet::*;
pub use tick_impls::CHALLENGE_CONTEXT;
pub use weights::WeightInfo;

mod admission;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
pub mod difficulty;
mod dispatchable_impls;
#[cfg(test)]
mod mock;
mod parameters;
mod queries;
mod settlement;
#[cfg(test)]
mod tests;
mod tick_impls;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod try_state;
pub mod types;
pub mod weights;

/// The pallet's declarations.
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use crate::{
		dispatchable_impls::{BASELINE_READS, USEFUL_READS},
		types::{Arrived, Claim, EraWork, Settlement, Tally, Window},
	};
	use frame_support::{pallet_prelude::*, traits::EnsureOrigin};
	use frame_system::{ensure_authorized, pallet_prelude::*};
	use pouw_primitives::{
		work::{Parameters, SettledWindow},
		Balance, BlockNumber, LayerIndex, SectorId, TaskId, WindowIndex, Work,
	};
	use pouw_tickets::{BaselineProof, OperandProof};
	use pouw_traits::{CreditWork, RelayRandomness, RewardBond, UsefulTasks, WorkIssuance};
	use sp_core::H256;
	use sp_runtime::{Permill, SaturatedConversion};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// Windows, difficulty, and the verification and payment of tickets.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config:
		frame_system::Config<RuntimeEvent: From<Event<Self>>, AccountId: AsRef<[u8; 32]>>
	{
		/// Who may set the parameters.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The sector that tickets are bound to.
		type Sector: Get<SectorId>;

		/// Where challenges come from.
		type Randomness: RelayRandomness;

		/// Issues the rewards.
		type Issuance: WorkIssuance<Self::AccountId>;

		/// Who is registered, and the record of each one's work.
		type Credit: CreditWork<Self::AccountId>;

		/// Holds rewards of registered miners until their bonds are full.
		type Bond: RewardBond<Self::AccountId>;

		/// What the sector's tasks let useful tickets claim.
		type Tasks: UsefulTasks<Self::AccountId>;

		/// Most tickets of a window. It bounds all that is stored for a window.
		#[pallet::constant]
		type MaxTicketsPerWindow: Get<u32>;

		/// Longest inner dimension of a product that is verified. It bounds the time and the size of
		/// a ticket.
		#[pallet::constant]
		type MaxK: Get<u32>;

		/// Most steps of a settlement taken per block.
		#[pallet::constant]
		type MaxStepsPerBlock: Get<u32>;

		/// Priority of tickets in the pool. They pay no fee that could give them one.
		#[pallet::constant]
		type TicketPriority: Get<TransactionPriority>;

		/// Weights of the calls and of the steps.
		type WeightInfo: WeightInfo;
	}

	/// What governance has set; none, and no window, unless the genesis says so.
	#[pallet::storage]
	pub type Governed<T: Config> = StorageValue<_, Parameters, OptionQuery>;

	/// Difficulty of the newest window; before the first, the one it will have.
	#[pallet::storage]
	pub type Difficulty<T: Config> = StorageValue<_, Work, ValueQuery>;

	/// Share of useful work in the tickets of the last windows, capped.
	#[pallet::storage]
	pub type UsefulShare<T: Config> = StorageValue<_, Permill, ValueQuery>;

	/// The newest window.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type OpenWindow<T: Config> = StorageValue<_, Window, OptionQuery>;

	/// The window before the newest, until it is settled.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type ClosingWindow<T: Config> = StorageValue<_, Window, OptionQuery>;

	/// Work of the tickets accepted since the newest window opened, whatever window they are of.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type ArrivedWork<T: Config> = StorageValue<_, Arrived, ValueQuery>;

	/// Identities of the accepted tickets of each window.
	#[pallet::storage]
	pub type Seen<T: Config> =
		StorageDoubleMap<_, Twox64Concat, WindowIndex, Identity, H256, (), OptionQuery>;

	/// Tickets of each miner in each window.
	#[pallet::storage]
	pub type Tallies<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		WindowIndex,
		Blake2_128Concat,
		T::AccountId,
		Tally,
		ValueQuery,
	>;

	/// Useful tickets of each miner for each task in each window.
	#[pallet::storage]
	pub type UsefulTickets<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Twox64Concat, WindowIndex>,
			NMapKey<Blake2_128Concat, T::AccountId>,
			NMapKey<Twox64Concat, TaskId>,
		),
		u32,
		ValueQuery,
	>;

	/// What miners claim of tasks by useful tickets, until both the task and the tickets are settled.
	#[pallet::storage]
	pub type Claims<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		TaskId,
		Blake2_128Concat,
		T::AccountId,
		Claim,
		OptionQuery,
	>;

	/// The settlement under way of the closing window.
	#[pallet::storage]
	pub type CurrentSettlement<T: Config> = StorageValue<_, Settlement, OptionQuery>;

	/// The windows settled last, each at its number modulo [`types::HISTORY`].
	#[pallet::storage]
	pub type History<T: Config> = StorageMap<_, Twox64Concat, u32, SettledWindow, OptionQuery>;

	/// Work paid since it was last taken for an era report.
	#[pallet::storage]
	pub type PaidWork<T: Config> = StorageValue<_, EraWork, ValueQuery>;

	/// The parameters and the difficulty to begin with.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The parameters; a sector without any has no windows.
		pub parameters: Option<Parameters>,
		/// Difficulty of the first window. It is no parameter because it is of no use later.
		pub initial_difficulty: Work,
		/// Ties the configuration to the runtime.
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			let Some(parameters) = self.parameters else { return };
			let checked = Pallet::<T>::check_parameters(&parameters);
			assert!(checked.is_ok(), "the parameters are not allowed: {checked:?}");
			assert!(
				(parameters.min_difficulty..=parameters.max_difficulty)
					.contains(&self.initial_difficulty),
				"the initial difficulty is not within the parameters' bounds",
			);
			Governed::<T>::put(parameters);
			Difficulty::<T>::put(self.initial_difficulty);
		}
	}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A window opened, and the one before it closed.
		WindowOpened {
			/// The window.
			window: WindowIndex,
			/// Its challenge.
			challenge: H256,
			/// Multiply-accumulates that each of its tickets stands for.
			difficulty: Work,
			/// Share of its target that is left to useful work.
			useful_share: Permill,
			/// First block that may open the next window.
			closes_at: BlockNumber,
		},
		/// A ticket was accepted.
		TicketAccepted {
			/// The window.
			window: WindowIndex,
			/// Whose ticket it is.
			miner: T::AccountId,
			/// The task it is of, if it is a useful one.
			task: Option<TaskId>,
		},
		/// A miner's tickets of a window were settled.
		MinerSettled {
			/// The window.
			window: WindowIndex,
			/// The miner.
			miner: T::AccountId,
			/// Its tickets that were credited.
			credited: u32,
			/// Paid to it for baseline tickets.
			paid: Balance,
			/// What of that was held for its bond.
			held: Balance,
		},
		/// Useful tickets were paid for because their task's result was accepted.
		UsefulWorkPaid {
			/// The task.
			task: TaskId,
			/// The miner.
			miner: T::AccountId,
			/// Paid to it.
			paid: Balance,
			/// What of that was held for its bond.
			held: Balance,
		},
		/// A reward was set aside until the task's result is accepted.
		UsefulWorkPledged {
			/// The task.
			task: TaskId,
			/// The miner.
			miner: T::AccountId,
			/// Set aside.
			amount: Balance,
		},
		/// A reward that had been set aside was given up because the task's result was not accepted.
		PledgeForgone {
			/// The task.
			task: TaskId,
			/// The miner.
			miner: T::AccountId,
			/// Given back to what can be issued.
			amount: Balance,
		},
		/// All tickets of a window were settled.
		WindowSettled {
			/// The window.
			window: WindowIndex,
			/// Its tickets.
			tickets: u32,
			/// Those that were credited.
			credited: u32,
			/// Paid to miners.
			paid: Balance,
			/// Set aside for tasks that are not over.
			pledged: Balance,
		},
		/// The parameters were set; they take effect with the next window.
		ParametersSet {
			/// The parameters.
			parameters: Parameters,
		},
	}

	/// Why a call is refused. Transactions with a refused ticket are invalid; the code of
	/// `InvalidTransaction::Custom` is the number of the error in this list.
	#[pallet::error]
	pub enum Error<T> {
		/// The window has not opened yet.
		#[codec(index = 0)]
		WindowNotOpen,
		/// Tickets of the window are not accepted any more.
		#[codec(index = 1)]
		WindowOver,
		/// The window has as many tickets as it can have.
		#[codec(index = 2)]
		WindowFull,
		/// The miner has as many tickets of the window as its class's ceiling allows.
		#[codec(index = 3)]
		CeilingReached,
		/// An account that is not registered can have one ticket per window, and has it.
		#[codec(index = 4)]
		NewcomerTicketUsed,
		/// As many unregistered accounts as can be have handed in tickets of the window.
		#[codec(index = 5)]
		NewcomersFull,
		/// The ticket was accepted before.
		#[codec(index = 6)]
		AlreadyAccepted,
		/// Useful tickets are for registered miners.
		#[codec(index = 7)]
		NotRegistered,
		/// The miner is not assigned the task, the task is over, or its model has no such layer.
		#[codec(index = 8)]
		NotGranted,
		/// The miner's tickets have claimed all the work that the task contains.
		#[codec(index = 9)]
		TaskExhausted,
		/// A has more rows than the task's input can have.
		#[codec(index = 10)]
		TooManyRows,
		/// The dimensions of the product are not those of work.
		#[codec(index = 11)]
		DimensionsNotAllowed,
		/// The inner dimension is longer than `MaxK`.
		#[codec(index = 12)]
		InnerOverLimit,
		/// The product has no such tile.
		#[codec(index = 13)]
		TileNotInProduct,
		/// A strip is not 16 rows of the inner dimension.
		#[codec(index = 14)]
		StripLengthWrong,
		/// A path is not as long as its tree demands.
		#[codec(index = 15)]
		PathLengthWrong,
		/// An entry of a strip is outside −64 to 63.
		#[codec(index = 16)]
		EntryNotInt7,
		/// The strip of A is not under the root of A.
		#[codec(index = 17)]
		StripNotInA,
		/// The strip of B is not one of the layer's.
		#[codec(index = 18)]
		StripNotInLayer,
		/// The ticket does not win at the window's difficulty, for this miner, window and sector.
		#[codec(index = 19)]
		NotWinning,
		/// Rank and dimensions of baseline work are not allowed, or k exceeds `MaxK`.
		#[codec(index = 20)]
		WorkNotAllowed,
		/// The target is zero or more than a quarter of `MaxTicketsPerWindow`.
		#[codec(index = 21)]
		TargetOutOfBounds,
		/// The length of a window is out of bounds.
		#[codec(index = 22)]
		LengthOutOfBounds,
		/// The grace is longer than the window.
		#[codec(index = 23)]
		GraceTooLong,
		/// The ceiling is zero, below the floor, or above `MaxTicketsPerWindow`.
		#[codec(index = 24)]
		BandEmpty,
		/// More newcomers than tickets of a window.
		#[codec(index = 25)]
		NewcomersOutOfBounds,
		/// The cap leaves baseline work too small a share.
		#[codec(index = 26)]
		UsefulCapTooHigh,
		/// The half-life is out of bounds.
		#[codec(index = 27)]
		HalfLifeOutOfBounds,
		/// The bounds of the difficulty exclude each other, are below the work of a tile, or too high.
		#[codec(index = 28)]
		DifficultyOutOfBounds,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			Self::do_tick(now.saturated_into())
		}

		#[cfg(feature = "std")]
		fn integrity_test() {
			Self::check_constants();
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Hands in a ticket of baseline work. Needs no signature and pays no fee: the ticket is bound
		/// to its miner, whoever carries it, and is verified before the transaction is valid.
		///
		/// - `miner`: whose ticket it is.
		/// - `window`: the window it is of.
		/// - `proof`: the tile.
		#[pallet::call_index(0)]
		#[pallet::authorize(Self::authorize_baseline)]
		#[pallet::weight_of_authorize(
			<T as Config>::WeightInfo::authorize_submit_baseline(T::MaxK::get())
		)]
		#[pallet::weight(Pallet::<T>::weight_of_count(
			<T as Config>::WeightInfo::submit_baseline(),
			BASELINE_READS
		))]
		pub fn submit_baseline(
			origin: OriginFor<T>,
			miner: T::AccountId,
			window: WindowIndex,
			proof: BaselineProof,
		) -> DispatchResult {
			ensure_authorized(origin)?;
			Self::do_submit_baseline(miner, window, &proof)
		}

		/// Hands in a ticket of a product that a task contains. Needs no signature and pays no fee, like
		/// a baseline ticket; its reward waits until the task's result is accepted.
		///
		/// - `miner`: whose ticket it is.
		/// - `window`: the window it is of.
		/// - `task`: a task that the miner is assigned.
		/// - `layer`: the layer of the task's model that is multiplied by.
		/// - `proof`: the tile, with the strips it is the product of.
		#[pallet::call_index(1)]
		#[pallet::authorize(Self::authorize_useful)]
		#[pallet::weight_of_authorize(Pallet::<T>::weight_of_authorize_useful(proof))]
		#[pallet::weight(Pallet::<T>::weight_of_count(
			<T as Config>::WeightInfo::submit_useful(),
			USEFUL_READS
		))]
		pub fn submit_useful(
			origin: OriginFor<T>,
			miner: T::AccountId,
			window: WindowIndex,
			task: TaskId,
			layer: LayerIndex,
			proof: OperandProof,
		) -> DispatchResult {
			ensure_authorized(origin)?;
			Self::do_submit_useful(miner, window, task, layer, &proof)
		}

		/// Sets the parameters of all windows from the next one on.
		///
		/// - `parameters`: the parameters.
		#[pallet::call_index(2)]
		pub fn set_parameters(origin: OriginFor<T>, parameters: Parameters) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_parameters(parameters)
		}
	}
}
