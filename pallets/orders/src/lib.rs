// SPDX-License-Identifier: Apache-2.0
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]
#![doc = include_str!("../README.md")]

extern crate alloc;

pub use pallet::*;
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod dispatchable_impls;
mod ending;
#[cfg(test)]
mod mock;
#[cfg(feature = "std")]
mod parameters;
mod queries;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod try_state;
pub mod weights;

/// The pallet's declarations.
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{Inspect, MutateHold},
			Contains,
		},
	};
	use frame_system::pallet_prelude::*;
	use pouw_primitives::{
		order::{OrderPayment, OrderTotals},
		task::{Job, TaskSpec},
		AccountId, Balance, BlockNumber, HubToSector, OrderId, OrderOutcome, OrderRecord,
		RelayBlockNumber, SectorId,
	};
	use pouw_traits::{MainBurned, RelayRandomness, SectorRegistry, SendMessage};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// Orders of tasks on sectors, paid in MAIN.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config:
		frame_system::Config<AccountId = AccountId, RuntimeEvent: From<Event<Self>>>
	{
		/// MAIN.
		type Currency: Inspect<AccountId, Balance = Balance>
			+ MutateHold<AccountId, Reason = Self::RuntimeHoldReason>;

		/// The runtime's reasons for holds.
		type RuntimeHoldReason: From<HoldReason>;

		/// Carries orders to the sectors.
		type Messages: SendMessage<SectorId, HubToSector>;

		/// The sectors and their rates.
		type Sectors: SectorRegistry<AccountId>;

		/// Where the number of the newest relay block comes from.
		type Relay: RelayRandomness;

		/// Hears of the MAIN that is burned.
		type Burned: MainBurned;

		/// The jobs that can be ordered. A kind that the sectors' runtimes do not know yet must not be
		/// among them: its message could not be decoded there, and the order would never be answered.
		type Offered: Contains<Job>;

		/// Who may close an order whose sector has fallen silent.
		type ForceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Least MAIN of an order.
		#[pallet::constant]
		type MinMain: Get<Balance>;

		/// Shortest time for commitments, in blocks of the sector.
		#[pallet::constant]
		type MinDeadline: Get<BlockNumber>;

		/// Longest time for commitments, in blocks of the sector.
		#[pallet::constant]
		type MaxDeadline: Get<BlockNumber>;

		/// Relay blocks within which a sector has to take an order.
		#[pallet::constant]
		type AcceptancePeriod: Get<RelayBlockNumber>;

		/// Relay blocks for which a sector may pay for a task beyond what its deadlines can take.
		#[pallet::constant]
		type PaymentMargin: Get<RelayBlockNumber>;

		/// Relay blocks after the end of a sector's time to pay until an order may be closed.
		#[pallet::constant]
		type ClosingDelay: Get<RelayBlockNumber>;

		/// Most orders on a sector that are not over. Less than the queue of messages to it takes, so
		/// that orders leave room for other messages.
		#[pallet::constant]
		type MaxOpen: Get<u32>;

		/// Most orders of a client that are not over.
		#[pallet::constant]
		type MaxOpenOfClient: Get<u32>;

		/// Most orders on a sector that are being taken back. With `MaxOpen` less than the queue of messages
		/// to it takes.
		#[pallet::constant]
		type MaxCancelling: Get<u32>;

		/// How far the number of an order may be beyond the oldest of its sector that is not forgotten.
		#[pallet::constant]
		type MaxAhead: Get<u64>;

		/// Blocks for which the record of an order that is over is kept.
		#[pallet::constant]
		type RetentionPeriod: Get<BlockNumber>;

		/// Weights of the calls and of the message.
		type WeightInfo: WeightInfo;
	}

	/// Why the pallet holds MAIN.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The price of an order that is not over.
		#[codec(index = 0)]
		OrderEscrow,
	}

	/// Orders that are not over, and those that ended lately, by sector and number.
	#[pallet::storage]
	pub type Orders<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		SectorId,
		Twox64Concat,
		OrderId,
		OrderRecord,
		OptionQuery,
	>;

	/// The number the next order on each sector gets.
	#[pallet::storage]
	pub type NextOrder<T: Config> = StorageMap<_, Twox64Concat, SectorId, OrderId, ValueQuery>;

	/// The orders on each sector with lower numbers are over and forgotten.
	#[pallet::storage]
	pub type Horizon<T: Config> = StorageMap<_, Twox64Concat, SectorId, OrderId, ValueQuery>;

	/// Orders on each sector that are not over.
	#[pallet::storage]
	pub type Open<T: Config> = StorageMap<_, Twox64Concat, SectorId, u32, ValueQuery>;

	/// Orders of each client that are not over, oldest first.
	#[pallet::storage]
	pub type OpenOf<T: Config> = StorageMap<
		_,
		Blake2_128Concat,
		AccountId,
		BoundedVec<(SectorId, OrderId), T::MaxOpenOfClient>,
		ValueQuery,
	>;

	/// Open orders on each sector that their clients take back.
	#[pallet::storage]
	pub type Cancelling<T: Config> =
		StorageMap<_, Twox64Concat, SectorId, BoundedVec<OrderId, T::MaxCancelling>, ValueQuery>;

	/// What became of the orders on each sector.
	#[pallet::storage]
	pub type Totals<T: Config> = StorageMap<_, Twox64Concat, SectorId, OrderTotals, ValueQuery>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A task was ordered on a sector and its MAIN put in escrow.
		Ordered {
			/// The sector.
			sector: SectorId,
			/// The order.
			order: OrderId,
			/// Who ordered.
			client: AccountId,
			/// MAIN held.
			main: Balance,
			/// What it is worth on the sector, in its token.
			price: Balance,
			/// Relay block after which the sector refuses the order.
			accept_until: RelayBlockNumber,
		},
		/// A sector said how an order ended.
		Ended {
			/// The sector.
			sector: SectorId,
			/// The order.
			order: OrderId,
			/// How it ended.
			outcome: OrderOutcome,
			/// What became of the MAIN.
			payment: OrderPayment,
		},
		/// An order was closed whose sector had fallen silent.
		Closed {
			/// The sector.
			sector: SectorId,
			/// The order.
			order: OrderId,
			/// Tokens that the sector had paid.
			paid: Balance,
			/// What became of the MAIN.
			payment: OrderPayment,
		},
		/// A sector's word on an order was ignored: no such order is open on it.
		AnswerIgnored {
			/// The sector.
			sector: SectorId,
			/// The number.
			order: OrderId,
			/// What it said.
			outcome: OrderOutcome,
		},
		/// A sector said of a closed order that it had paid more than was believed when it was closed.
		ClosedTooLow {
			/// The sector.
			sector: SectorId,
			/// The order.
			order: OrderId,
			/// Tokens paid beyond that.
			unburned: Balance,
		},
		/// A refund was too small for the client's emptied account to hold, and was burned as dust.
		DustBurned {
			/// The client.
			client: AccountId,
			/// How much.
			amount: Balance,
		},
		/// A client takes an order back; its sector decides whether miners are drawn before.
		CancellationSought {
			/// The sector.
			sector: SectorId,
			/// The order.
			order: OrderId,
		},
	}

	/// Why a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The sector is not registered, has not announced itself, or is suspended.
		SectorNotActive,
		/// The sector has no rate between its token and MAIN.
		SectorWithoutRate,
		/// Jobs of this kind are not offered.
		JobNotOffered,
		/// The MAIN is less than `MinMain`.
		BelowMinimum,
		/// The MAIN is worth no token, or fewer than the specification's price.
		WorthTooLittle,
		/// The MAIN is worth more tokens than can be counted.
		WorthUncountable,
		/// The deadline is shorter than `MinDeadline`.
		DeadlineTooShort,
		/// The deadline is longer than `MaxDeadline`.
		DeadlineTooLong,
		/// As many orders as can be are open on the sector; try again later.
		TooManyOpen,
		/// As many orders as can be of the client are open.
		TooManyOpenOfClient,
		/// The client's transferable balance does not cover the MAIN.
		MainNotCovered,
		/// The oldest order on the sector that is kept is too far back; try again later.
		TooManyKept,
		/// There is no such order, or it is forgotten.
		UnknownOrder,
		/// The order is over.
		OrderOver,
		/// The sector is active, and answers for itself.
		SectorActive,
		/// The sector may still pay for the order.
		SectorMayPay,
		/// More cannot have been paid than the order's price.
		PaidAbovePrice,
		/// The order is another client's.
		NotClient,
		/// The order is being taken back already; its sector has not answered yet.
		AlreadyCancelled,
		/// As many orders as can be are being taken back on the sector; try again later.
		TooManyCancelling,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
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
		/// Orders a task on a sector and holds MAIN for it until the sector says how it ended. Then what
		/// the sector's reserve paid is burned, at the rate of this moment, and the rest is free again.
		///
		/// - `sector`: where the task is run.
		/// - `spec`: the order. Its price is the least of the sector's token that `main` has to be worth,
		///   zero for any; the task's price is all that it is worth.
		/// - `main`: MAIN that the task costs at most.
		#[pallet::call_index(0)]
		pub fn order(
			origin: OriginFor<T>,
			sector: SectorId,
			spec: TaskSpec,
			main: Balance,
		) -> DispatchResult {
			Self::do_order(ensure_signed(origin)?, sector, spec, main)
		}

		/// Closes an order on a sector that is not active and can no longer pay for it.
		///
		/// The origin must be the force origin. Emits [`Event::Closed`].
		///
		/// - `sector`: the sector.
		/// - `order`: the order.
		/// - `paid`: tokens that the sector's reserve has paid or owes for it, as its last state says.
		#[pallet::call_index(1)]
		pub fn close(
			origin: OriginFor<T>,
			sector: SectorId,
			order: OrderId,
			paid: Balance,
		) -> DispatchResult {
			T::ForceOrigin::ensure_origin(origin)?;
			Self::do_close(sector, order, paid)
		}

		/// Takes back an order of the signer. If its sector has not heard of it, or no miners are drawn for it
		/// there, nothing is run and all of the MAIN is free again when the sector has said so. Randomness
		/// that may be known when the sector hears of this still draws miners, or clients could choose among
		/// draws; an order whose miners are drawn goes on as if nothing had been said.
		///
		/// Emits [`Event::CancellationSought`].
		///
		/// - `sector`: the sector.
		/// - `order`: the order.
		#[pallet::call_index(2)]
		pub fn cancel(origin: OriginFor<T>, sector: SectorId, order: OrderId) -> DispatchResult {
			Self::do_cancel(ensure_signed(origin)?, sector, order)
		}
	}
}
