// SPDX-License-Identifier: Apache-2.0
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]
#![doc = include_str!("../README.md")]

extern crate alloc;

pub use hub_orders::MAX_ORDERS_AHEAD;
pub use pallet::*;
pub use pouw_primitives::credibility::AUDIT_FLOOR;
pub use tick_impls::SEED_CONTEXT;
pub use weights::WeightInfo;

mod appeals;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod cancelling;
mod dispatchable_impls;
mod escrow;
mod funding;
mod hub_orders;
mod layers;
#[cfg(test)]
mod mock;
#[cfg(feature = "std")]
mod parameters;
mod queries;
mod ratings;
mod records;
mod rounds;
mod settlement;
#[cfg(test)]
mod tests;
mod tick_impls;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod try_state;
mod useful;
mod verdict;
pub mod weights;

/// The pallet's declarations.
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::fungible::{Inspect, Mutate, MutateHold},
	};
	use frame_system::pallet_prelude::*;
	use pouw_primitives::{
		credibility::{ErrorBudget, PendingSlash},
		message::EraFigures,
		order::{RefusalReason, SectorOrder},
		sector::Hub,
		task::{
			BlobRef, FailureReason, ModelRecord, TaskId, TaskRecord, TaskResult, TaskSpec,
			MAX_LAYERS, MAX_REPLICAS,
		},
		Balance, BlockNumber, LayerIndex, ModelLayer, OrderId, OrderOutcome, Rating,
		RelayBlockNumber, SectorStatus, SectorToHub, Work,
	};
	use pouw_traits::{
		MinerDirectory, OnTaskSettled, RelayRandomness, ReserveRelease, SendMessage, SlashBond,
	};
	use sp_core::H256;
	use sp_runtime::{Permill, SaturatedConversion};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// Orders, assignment, verification and payment of jobs.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The token of prices and deposits.
		type Currency: Inspect<Self::AccountId, Balance = Balance>
			+ Mutate<Self::AccountId>
			+ MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// The runtime's reasons for holds.
		type RuntimeHoldReason: From<HoldReason>;

		/// Pays for orders in MAIN.
		type Reserve: ReserveRelease<Self::AccountId>;

		/// Carries the ends of orders in MAIN to the hub.
		type Messages: SendMessage<Hub, SectorToHub>;

		/// The sector's standing with the hub, as last heard.
		type Standing: Get<SectorStatus>;

		/// The miners that can be assigned.
		type Miners: MinerDirectory<Self::AccountId>;

		/// Hears of the end of each assignment.
		type OnTaskSettled: OnTaskSettled<Self::AccountId>;

		/// Takes from the bonds of miners that were found dishonest.
		type Bond: SlashBond<Self::AccountId>;

		/// Burned for a rating: what a client says of a miner is not free.
		#[pallet::constant]
		type RatingFee: Get<Balance>;

		/// Cancels slashes that were appealed.
		type AppealOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Blocks in which a slash can be appealed. The bond of a miner that leaves meanwhile must not
		/// be free before.
		#[pallet::constant]
		type SlashDelay: Get<BlockNumber>;

		/// Part of the bond that a slash takes.
		#[pallet::constant]
		type SlashPart: Get<Permill>;

		/// Most slashes that can be pending.
		#[pallet::constant]
		type MaxPendingSlashes: Get<u32>;

		/// Price from which each task with fewer replicas than ordered is audited; of cheaper ones, a
		/// share in proportion.
		#[pallet::constant]
		type AuditedAt: Get<Balance>;

		/// Share of the tasks with fewer replicas than ordered that are audited whatever their price;
		/// never taken to be less than [`AUDIT_FLOOR`].
		#[pallet::constant]
		type AuditFloor: Get<Permill>;

		/// Share of the draw that one party is assumed to have at most, by whatever accounts: that much
		/// of a miner's credibility no record makes up for. At most
		/// [`MOST_COLLUDING`](pouw_primitives::credibility::MOST_COLLUDING).
		#[pallet::constant]
		type CollusionShare: Get<Permill>;

		/// Where the randomness of assignments comes from.
		type Randomness: RelayRandomness;

		/// Relay blocks that may exist, or be about to, beyond the newest one known at an order when it is
		/// included; its draw uses the randomness of a later one.
		#[pallet::constant]
		type RandomnessDelay: Get<RelayBlockNumber>;

		/// Held of the owner of a model while it is registered.
		#[pallet::constant]
		type ModelDeposit: Get<Balance>;

		/// Held of the owner of a model for each of its layers.
		#[pallet::constant]
		type LayerDeposit: Get<Balance>;

		/// Rank of the sector's work function, which layers must be padded to.
		type Rank: Get<u16>;

		/// Largest tolerance a model can have.
		#[pallet::constant]
		type MaxTolerance: Get<Permill>;

		/// Largest input of a job, in bytes.
		#[pallet::constant]
		type MaxInputLen: Get<u64>;

		/// Largest output of a job, in bytes.
		#[pallet::constant]
		type MaxOutputLen: Get<u64>;

		/// Smallest price of a task.
		#[pallet::constant]
		type MinPrice: Get<Balance>;

		/// Shortest time for commitments, in blocks.
		#[pallet::constant]
		type MinDeadline: Get<BlockNumber>;

		/// Longest time for commitments, in blocks.
		#[pallet::constant]
		type MaxDeadline: Get<BlockNumber>;

		/// Blocks after which an order that found too few miners is refunded.
		#[pallet::constant]
		type AssignmentPatience: Get<BlockNumber>;

		/// Blocks in which miners that committed can reveal.
		#[pallet::constant]
		type RevealPeriod: Get<BlockNumber>;

		/// Blocks for which the record of an ended task is kept.
		#[pallet::constant]
		type RetentionPeriod: Get<BlockNumber>;

		/// Most orders that can wait for their assignment.
		#[pallet::constant]
		type MaxUnassigned: Get<u32>;

		/// Most steps in the lives of tasks taken per block.
		#[pallet::constant]
		type MaxStepsPerBlock: Get<u32>;

		/// Weights of the calls and of the steps.
		type WeightInfo: WeightInfo;
	}

	/// Why the pallet holds balances.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The price of a task that is not over.
		#[codec(index = 0)]
		TaskEscrow,
		/// The deposit for a registered model.
		#[codec(index = 1)]
		ModelDeposit,
	}

	/// The registered models, by the BLAKE3 hash of their manifest.
	#[pallet::storage]
	pub type Models<T: Config> =
		StorageMap<_, Blake2_128Concat, H256, ModelRecord<T::AccountId>, OptionQuery>;

	/// The layers of each model that has any, numbered from 0.
	#[pallet::storage]
	pub type Layers<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		H256,
		Twox64Concat,
		LayerIndex,
		ModelLayer,
		OptionQuery,
	>;

	/// Tasks of each model that are not over; a model in use stays registered.
	#[pallet::storage]
	pub type OpenTasksOfModel<T: Config> = StorageMap<_, Blake2_128Concat, H256, u32, ValueQuery>;

	/// The id the next order gets.
	#[pallet::storage]
	pub type NextTask<T: Config> = StorageValue<_, TaskId, ValueQuery>;

	/// Tasks that are not over, and those that ended lately.
	#[pallet::storage]
	pub type Tasks<T: Config> =
		StorageMap<_, Twox64Concat, TaskId, TaskRecord<T::AccountId>, OptionQuery>;

	/// Orders that wait for their assignment.
	#[pallet::storage]
	pub type Unassigned<T: Config> =
		StorageValue<_, BoundedVec<TaskId, T::MaxUnassigned>, ValueQuery>;

	/// Tasks by the block at which their phase, or the retention of their record, ends.
	#[pallet::storage]
	pub type Agenda<T: Config> =
		StorageDoubleMap<_, Twox64Concat, BlockNumber, Twox64Concat, TaskId, (), OptionQuery>;

	/// First block of [`Agenda`] that may have entries; none before the first block.
	#[pallet::storage]
	pub type AgendaCursor<T: Config> = StorageValue<_, BlockNumber, OptionQuery>;

	/// Tasks of orders in MAIN whose step is due in this block: taken when the block knows its relay
	/// block, which says whether they may still be paid for. Empty between blocks.
	#[pallet::storage]
	pub type DueOrders<T: Config> =
		StorageValue<_, BoundedVec<TaskId, T::MaxStepsPerBlock>, ValueQuery>;

	/// How often results of trusted miners agreed, by model; the chance that excuses errors.
	#[pallet::storage]
	pub type ErrorBudgets<T: Config> =
		StorageMap<_, Blake2_128Concat, H256, ErrorBudget, ValueQuery>;

	/// Which replicas of an ended task the client has rated, a bit each; kept as long as the task.
	#[pallet::storage]
	pub type Rated<T: Config> = StorageMap<_, Twox64Concat, TaskId, u16, ValueQuery>;

	/// Slashes that can be appealed, by the block they are due.
	#[pallet::storage]
	pub type PendingSlashes<T: Config> =
		StorageValue<_, BoundedVec<PendingSlash<T::AccountId>, T::MaxPendingSlashes>, ValueQuery>;

	/// Unfinished tasks of each miner.
	#[pallet::storage]
	pub type Assignments<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, TaskId, (), OptionQuery>;

	/// Orders in MAIN that are not over, and those that ended lately.
	#[pallet::storage]
	pub type HubOrders<T: Config> = StorageMap<_, Twox64Concat, OrderId, SectorOrder, OptionQuery>;

	/// Orders in MAIN with lower numbers are over and forgotten.
	#[pallet::storage]
	pub type OrderHorizon<T: Config> = StorageValue<_, OrderId, ValueQuery>;

	/// Orders in MAIN that are over and whose answer found no room in the queue of messages.
	#[pallet::storage]
	pub type Unanswered<T: Config> = StorageMap<_, Twox64Concat, OrderId, (), OptionQuery>;

	/// Counts since they were last taken for an era report.
	#[pallet::storage]
	pub type Figures<T: Config> = StorageValue<_, EraFigures, ValueQuery>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A model was registered.
		ModelRegistered {
			/// BLAKE3 hash of its manifest.
			model: H256,
			/// Who registered it.
			owner: T::AccountId,
			/// Largest relative distance of honest results.
			tolerance: Permill,
			/// Held of the owner from now on.
			deposit: Balance,
		},
		/// A model was taken off the registry.
		ModelDeregistered {
			/// BLAKE3 hash of its manifest.
			model: H256,
			/// Who had registered it.
			owner: T::AccountId,
			/// Given back to the owner.
			released: Balance,
		},
		/// The layers of a model were registered; from now on it is run on these weights.
		LayersRegistered {
			/// BLAKE3 hash of its manifest.
			model: H256,
			/// How many.
			layers: u32,
			/// Multiply-accumulates of all of them for one row of inputs.
			work_per_row: Work,
			/// Held of the owner for them from now on.
			deposit: Balance,
		},
		/// A task was ordered and its price put in escrow.
		Ordered {
			/// The task.
			task: TaskId,
			/// Who ordered and pays.
			client: T::AccountId,
			/// The price.
			price: Balance,
			/// Block at which it is refunded if too few miners were found.
			expires: BlockNumber,
		},
		/// Miners were drawn for a task.
		Assigned {
			/// The task.
			task: TaskId,
			/// The miners, in the order of the draw.
			miners: BoundedVec<T::AccountId, ConstU32<MAX_REPLICAS>>,
			/// Seed of the draw and of the sketches.
			seed: H256,
			/// Block at which commitments end.
			until: BlockNumber,
		},
		/// A miner committed to a result.
		Committed {
			/// The task.
			task: TaskId,
			/// The miner.
			miner: T::AccountId,
		},
		/// A miner said that it cannot run the job.
		Abstained {
			/// The task.
			task: TaskId,
			/// The miner.
			miner: T::AccountId,
		},
		/// Commitments are over; those who committed can reveal.
		RevealOpened {
			/// The task.
			task: TaskId,
			/// Block at which reveals end.
			until: BlockNumber,
		},
		/// A miner revealed the result it had committed to.
		Revealed {
			/// The task.
			task: TaskId,
			/// The miner.
			miner: T::AccountId,
			/// Its output.
			output: BlobRef,
		},
		/// A task may need more miners; they are drawn when the randomness for it is there.
		MoreSought {
			/// The task.
			task: TaskId,
			/// Block at which the search is given up.
			expires: BlockNumber,
		},
		/// More miners were drawn for a task.
		Extended {
			/// The task.
			task: TaskId,
			/// The miners, in the order of the draw.
			miners: BoundedVec<T::AccountId, ConstU32<MAX_REPLICAS>>,
			/// Seed of the sketches from now on.
			seed: H256,
			/// Block at which commitments end.
			until: BlockNumber,
		},
		/// Chance does not explain a miner's errors. Its bond will be slashed unless it wins an appeal.
		SlashScheduled {
			/// The miner.
			miner: T::AccountId,
			/// The task that tipped the test.
			task: TaskId,
			/// Block from which the slash is carried out.
			due: BlockNumber,
		},
		/// A slash was cancelled on appeal.
		SlashCancelled {
			/// The miner.
			miner: T::AccountId,
		},
		/// A miner was slashed.
		Slashed {
			/// The miner.
			miner: T::AccountId,
			/// The task that tipped the test.
			task: TaskId,
			/// How much of its bond was burned.
			amount: Balance,
		},
		/// A miner was paid its share.
		Paid {
			/// The task.
			task: TaskId,
			/// The miner.
			miner: T::AccountId,
			/// The share.
			amount: Balance,
		},
		/// A miner's account could not receive its share; the client gets it back.
		ShareReturned {
			/// The task.
			task: TaskId,
			/// The miner.
			miner: T::AccountId,
			/// The share.
			amount: Balance,
		},
		/// The result of a task was accepted.
		Accepted {
			/// The task.
			task: TaskId,
			/// The output that stands for the agreeing ones.
			output: BlobRef,
			/// Miners that agreed.
			agreed: u32,
			/// Paid to all of them.
			paid: Balance,
			/// Given back to the client.
			refunded: Balance,
		},
		/// A task failed and its price went back to the client.
		Failed {
			/// The task.
			task: TaskId,
			/// Why.
			reason: FailureReason,
			/// Given back to the client.
			refunded: Balance,
		},
		/// A refund was too small for the client's emptied account to hold, and was burned as dust.
		DustBurned {
			/// The client.
			client: T::AccountId,
			/// How much.
			amount: Balance,
		},
		/// The hub sent an order in MAIN, and a task was made of it.
		OrderTaken {
			/// The order.
			order: OrderId,
			/// The task.
			task: TaskId,
		},
		/// The hub sent an order in MAIN of which no task was made.
		OrderRefused {
			/// The order.
			order: OrderId,
			/// Why.
			reason: RefusalReason,
		},
		/// The hub sent an order in MAIN again; nothing was run for it.
		OrderRepeated {
			/// The order.
			order: OrderId,
		},
		/// The message about the end of an order in MAIN was queued.
		OrderAnswered {
			/// The order.
			order: OrderId,
			/// How it ended.
			outcome: OrderOutcome,
		},
		/// The message about the end of an order in MAIN could not be queued; it is tried again.
		AnswerPostponed {
			/// The order.
			order: OrderId,
		},
		/// A client rated a miner's part in its task.
		Rated {
			/// The task.
			task: TaskId,
			/// The miner.
			miner: T::AccountId,
			/// What the client says of it.
			rating: Rating,
			/// Burned of the client.
			fee: Balance,
		},
		/// The record of an ended task was removed.
		Forgotten {
			/// The task.
			task: TaskId,
		},
		/// A client took its order back. If no miners are drawn before, it fails and the price is
		/// given back.
		CancellationSought {
			/// The task.
			task: TaskId,
			/// Relay block from which randomness ends the order instead of drawing its miners.
			from: RelayBlockNumber,
		},
		/// The hub's word that a client takes back its order in MAIN was ignored: miners are drawn, it is
		/// over, or it is being taken back already.
		CancellationIgnored {
			/// The order.
			order: OrderId,
		},
	}

	/// Why a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The model is registered already.
		ModelAlreadyRegistered,
		/// No model with this manifest hash is registered.
		ModelNotRegistered,
		/// The signer did not register the model.
		NotModelOwner,
		/// Tasks of the model are not over; try again when they are.
		ModelInUse,
		/// A model has at least one layer.
		NoLayers,
		/// The layers of the model are registered already.
		LayersAlreadyRegistered,
		/// The size of a layer is against the rules of the sector's work function.
		LayerMisshapen,
		/// The tolerance exceeds `MaxTolerance`.
		ToleranceTooLarge,
		/// The program is empty.
		ProgramEmpty,
		/// The program is longer than `MAX_PROGRAM_LEN`.
		ProgramTooLong,
		/// Outputs of programs can be compared in the exact tier only.
		ProgramNotExact,
		/// The input is empty.
		InputEmpty,
		/// The input is longer than `MaxInputLen`.
		InputTooLong,
		/// A task needs at least two replicas: one result has nothing to be compared with.
		TooFewReplicas,
		/// A task cannot have that many replicas.
		TooManyReplicas,
		/// More replicas are wanted at first than at most.
		InitialReplicasAboveMost,
		/// The price is below `MinPrice`.
		PriceTooLow,
		/// The price divided by the replicas is below the existential deposit.
		ShareTooSmall,
		/// The client's transferable balance does not cover the price.
		PriceNotCovered,
		/// The deadline is shorter than `MinDeadline`.
		DeadlineTooShort,
		/// The deadline is longer than `MaxDeadline`.
		DeadlineTooLong,
		/// The client's encryption key is all zeros, which is no key.
		ZeroClientKey,
		/// As many orders as can be are waiting for their assignment; try again later.
		QueueFull,
		/// There is no such task, or its record was removed.
		UnknownTask,
		/// The signer is not assigned this task.
		NotAssigned,
		/// The task does not take commitments, or no longer.
		NotCommitting,
		/// The task does not take reveals, or not any more.
		NotRevealing,
		/// The signer has committed or abstained already.
		AlreadyAnswered,
		/// The signer has not committed to a result.
		NotCommitted,
		/// The signer has revealed already.
		AlreadyRevealed,
		/// Result, salt and signer are not those that were committed to.
		CommitmentMismatch,
		/// A number of the sketch is out of range.
		SketchMalformed,
		/// The signer has revealed another output for the task before.
		OutputChanged,
		/// As many replicas as the order allows do not reach the confidence that it wants, whatever their
		/// miners' records, while a party may have the collusion share. Allow more, or want less.
		ConfidenceOutOfReach,
		/// No slash of this miner is pending.
		NoSlashPending,
		/// The output is empty.
		OutputEmpty,
		/// The output is longer than `MaxOutputLen`.
		OutputTooLong,
		/// The number of the order in MAIN is too far beyond the oldest that is not forgotten.
		OrderTooFarAhead,
		/// The result of the task is not accepted, or not yet.
		NotAccepted,
		/// The signer did not order the task.
		NotClient,
		/// The account was not assigned the task.
		NotItsMiner,
		/// The client praises a miner that has made it known to be of the same owner.
		RatesItself,
		/// The client has rated the miner for this task.
		AlreadyRated,
		/// The miner has left, and took its bond.
		MinerGone,
		/// The order was paid in MAIN on the hub, and cannot be cancelled here.
		PaidInMain,
		/// The task is over.
		TaskOver,
		/// The miners of the task are drawn; it ends by itself.
		AlreadyAssigned,
		/// The order is cancelled already, and ends at one of its next turns.
		AlreadyCancelled,
		/// The client's encryption key is a point of low order, with which no secret can be agreed; nothing
		/// could be sealed to it. Order with another key.
		LowOrderClientKey,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			Self::do_tick(now.saturated_into())
		}

		#[cfg(feature = "std")]
		fn integrity_test() {
			Self::check_parameters();
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Registers a model that orders may name, and holds the signer's deposit.
		///
		/// - `model`: BLAKE3 hash of the model's manifest.
		/// - `tolerance`: largest relative distance at which two honest results may lie apart.
		#[pallet::call_index(0)]
		pub fn register_model(
			origin: OriginFor<T>,
			model: H256,
			tolerance: Permill,
		) -> DispatchResult {
			Self::do_register_model(ensure_signed(origin)?, model, tolerance)
		}

		/// Orders a task and puts its price in escrow until it is accepted or fails.
		///
		/// - `spec`: the order.
		#[pallet::call_index(1)]
		pub fn order(origin: OriginFor<T>, spec: TaskSpec) -> DispatchResult {
			Self::do_order(ensure_signed(origin)?, spec)
		}

		/// Commits an assigned miner to a result it will reveal.
		///
		/// - `task`: the task.
		/// - `commitment`: `pouw_primitives::task::commitment` of the result.
		#[pallet::call_index(2)]
		pub fn commit(origin: OriginFor<T>, task: TaskId, commitment: H256) -> DispatchResult {
			Self::do_commit(ensure_signed(origin)?, task, commitment)
		}

		/// Reveals the result that the signer committed to.
		///
		/// - `task`: the task.
		/// - `result`: the result.
		/// - `salt`: the salt it was committed with.
		#[pallet::call_index(3)]
		pub fn reveal(
			origin: OriginFor<T>,
			task: TaskId,
			result: TaskResult,
			salt: [u8; 32],
		) -> DispatchResult {
			Self::do_reveal(ensure_signed(origin)?, task, result, salt)
		}

		/// Says that the signer cannot run the job of a task it is assigned, instead of committing. It is
		/// paid nothing, and its record stays as it is, unless it does so often while others can.
		///
		/// - `task`: the task.
		#[pallet::call_index(4)]
		pub fn abstain(origin: OriginFor<T>, task: TaskId) -> DispatchResult {
			Self::do_abstain(ensure_signed(origin)?, task)
		}

		/// Takes a model of the signer off the registry, its layers with it, and releases the deposit.
		/// Refused while a task of the model is not over, for its tolerance is needed then.
		///
		/// - `model`: BLAKE3 hash of the model's manifest.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::deregister_model(MAX_LAYERS))]
		pub fn deregister_model(origin: OriginFor<T>, model: H256) -> DispatchResultWithPostInfo {
			let layers = Self::do_deregister_model(ensure_signed(origin)?, model)?;
			Ok(Some(T::WeightInfo::deregister_model(layers)).into())
		}

		/// Registers the layers of a model of the signer, once, and holds a deposit for each. From
		/// then on everybody runs the model on these weights, and tickets can be drawn from its
		/// multiplications. Refused while a task of the model is not over, for its replicas would
		/// not be run alike.
		///
		/// - `model`: BLAKE3 hash of the model's manifest.
		/// - `layers`: its linear layers, in the order in which the worker numbers them.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::register_layers(
			u32::try_from(layers.len()).unwrap_or(MAX_LAYERS)
		))]
		pub fn register_layers(
			origin: OriginFor<T>,
			model: H256,
			layers: BoundedVec<ModelLayer, ConstU32<MAX_LAYERS>>,
		) -> DispatchResult {
			Self::do_register_layers(ensure_signed(origin)?, model, layers)
		}

		/// Cancels the slash of a miner whose appeal was heard. The checks it passed stay lost.
		///
		/// - `miner`: whose slash is pending.
		#[pallet::call_index(7)]
		pub fn cancel_slash(origin: OriginFor<T>, miner: T::AccountId) -> DispatchResult {
			T::AppealOrigin::ensure_origin(origin)?;
			Self::do_cancel_slash(miner)
		}

		/// Says what a miner's part in an accepted task of the signer was like, once, and burns the fee
		/// for it. It makes the miner be drawn more, or less, often, within bounds, and does nothing else.
		///
		/// - `task`: the task.
		/// - `miner`: one that was assigned it.
		/// - `rating`: what the signer says of it; not `Good` if the miner has made it known to be of the signer's
		///   owner.
		#[pallet::call_index(8)]
		pub fn rate(
			origin: OriginFor<T>,
			task: TaskId,
			miner: T::AccountId,
			rating: Rating,
		) -> DispatchResult {
			Self::do_rate(ensure_signed(origin)?, task, miner, rating)
		}

		/// Takes back an order of the signer whose miners are not drawn yet. At one of its next turns in
		/// the queue it fails with `FailureReason::Cancelled`, and the whole price is given back.
		/// Randomness that may be known by now, of up to `RandomnessDelay` relay blocks ahead, still
		/// draws its miners, or clients could choose among draws; the task then goes on and is paid.
		///
		/// Orders in MAIN are taken back on the hub, by `Orders::cancel`: the account that paid is one of the
		/// hub, and who has the same account here may be somebody else, such as the maker of a pure proxy
		/// that was handed on.
		///
		/// - `task`: the task.
		#[pallet::call_index(9)]
		pub fn cancel_order(origin: OriginFor<T>, task: TaskId) -> DispatchResult {
			Self::do_cancel_order(ensure_signed(origin)?, task)
		}
	}
}
