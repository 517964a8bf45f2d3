// SPDX-License-Identifier: Apache-2.0
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]
#![doc = include_str!("../README.md")]

extern crate alloc;

pub use assignment::{ASSIGNMENT_CONTEXT, DRAW_CONTEXT, SEED_CONTEXT};
pub use extension::RecordTransaction;
pub use pallet::*;
pub use types::{AppliedTransaction, NotedTransaction, OpenWindow};
pub use weights::WeightInfo;

mod assignment;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod extension;
mod fees;
#[cfg(test)]
mod mock;
#[cfg(feature = "std")]
mod parameters;
mod queries;
mod recorded;
#[cfg(test)]
mod tests;
mod tick_impls;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod try_state;
mod types;
pub mod weights;

/// The pallet's declarations.
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::fungible::{Balanced, Inspect, Mutate},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use pouw_primitives::{
		settlement::{RecordWindow, MAX_RECORDERS},
		Balance, BlockNumber, HubToSector, RelayBlockNumber, SectorId,
	};
	use pouw_traits::{MainBurned, RelayRandomness, SectorRegistry, SendMessage};
	use sp_core::H256;
	use sp_runtime::{Permill, SaturatedConversion};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// More transactions than a block has room for.
	pub(crate) const MAX_APPLIED: u32 = 65_536;

	/// Recording of the hub's transactions in sectors.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// MAIN.
		type Currency: Inspect<Self::AccountId, Balance = Balance>
			+ Mutate<Self::AccountId>
			+ Balanced<Self::AccountId>;

		/// Keeps count of the MAIN that is burned.
		type Burned: MainBurned;

		/// Account that receives the tolls, and what no sector can be paid.
		type Treasury: Get<Self::AccountId>;

		/// Share of a fee that is the toll.
		#[pallet::constant]
		type FeeToll: Get<Permill>;

		/// The account of the fees derives from it.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Carries messages to the sectors.
		type Messages: SendMessage<SectorId, HubToSector>;

		/// The sectors.
		type Sectors: SectorRegistry<Self::AccountId>;

		/// Where the randomness of assignments comes from.
		type Randomness: RelayRandomness;

		/// Relay blocks that may exist, or be about to, beyond the newest one known when a window is
		/// closed; its draw uses the randomness of a later one.
		#[pallet::constant]
		type RandomnessDelay: Get<RelayBlockNumber>;

		/// Blocks after its first transaction at which a window is closed.
		#[pallet::constant]
		type WindowLength: Get<BlockNumber>;

		/// Most transactions of a window; at most `MAX_RECORD_ENTRIES`, as all of them may fall to one
		/// sector.
		#[pallet::constant]
		type MaxEntries: Get<u32>;

		/// Most sectors among which the transactions of a window are divided; from 2 to
		/// [`MAX_RECORDERS`].
		#[pallet::constant]
		type Recorders: Get<u32>;

		/// Most closed windows that wait for their assignment.
		#[pallet::constant]
		type MaxWaiting: Get<u32>;

		/// Most batches that a sector may leave unanswered before it is no longer drawn.
		#[pallet::constant]
		type MaxUnrecorded: Get<u32>;

		/// Windows that are kept, counted back from the current one.
		#[pallet::constant]
		type RetentionWindows: Get<u32>;

		/// Most windows assigned in one block.
		#[pallet::constant]
		type MaxAssignedPerBlock: Get<u32>;

		/// Weights of the extension and the hook.
		type WeightInfo: WeightInfo;
	}

	/// The window that takes transactions.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Current<T: Config> = StorageValue<_, OpenWindow, ValueQuery>;

	/// The transactions of the current window.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type CurrentEntries<T: Config> =
		StorageValue<_, BoundedVec<NotedTransaction, T::MaxEntries>, ValueQuery>;

	/// Signed transactions of the block under way, which its end puts into windows. One that has paid can be
	/// here twice in a row. Empty between blocks.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Applied<T: Config> =
		StorageValue<_, BoundedVec<AppliedTransaction, ConstU32<MAX_APPLIED>>, ValueQuery>;

	/// MAIN that is to go to the treasury as soon as its account can receive it.
	#[pallet::storage]
	pub type TreasuryShare<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// The oldest window that is not assigned; all closed ones from here on wait.
	#[pallet::storage]
	pub type NextToAssign<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// The closed windows that are kept.
	#[pallet::storage]
	pub type Windows<T: Config> = StorageMap<_, Twox64Concat, u32, RecordWindow, OptionQuery>;

	/// The transactions of the closed windows that are kept.
	#[pallet::storage]
	pub type Entries<T: Config> =
		StorageMap<_, Twox64Concat, u32, BoundedVec<NotedTransaction, T::MaxEntries>, ValueQuery>;

	/// Batches sent to each sector that it has not answered.
	#[pallet::storage]
	pub type Unrecorded<T: Config> = StorageMap<_, Twox64Concat, SectorId, u32, ValueQuery>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A window takes no more transactions.
		WindowClosed {
			/// The window.
			window: u32,
			/// Transactions in it.
			entries: u32,
		},
		/// The transactions of a window were given to sectors.
		WindowAssigned {
			/// The window.
			window: u32,
			/// Merkle root of the transactions' hashes.
			root: H256,
			/// The sectors that were sent any.
			sectors: BoundedVec<SectorId, ConstU32<MAX_RECORDERS>>,
		},
		/// A window had waited longest when too many waited; its transactions are not recorded.
		WindowAbandoned {
			/// The window.
			window: u32,
		},
		/// A sector stored its transactions of a window.
		Recorded {
			/// The window.
			window: u32,
			/// The sector.
			sector: SectorId,
		},
		/// Fees of the transactions that a sector stored were burned; its miners get tokens for them.
		FeesBurned {
			/// The window.
			window: u32,
			/// The sector.
			sector: SectorId,
			/// MAIN burned.
			fees: Balance,
			/// Tokens of the sector.
			payment: Balance,
		},
		/// MAIN of fees went to the treasury: tolls, and what no sector can be paid.
		TreasuryPaid {
			/// The MAIN.
			amount: Balance,
		},
		/// All sectors of a window have stored their transactions.
		WindowRecorded {
			/// The window.
			window: u32,
		},
		/// A sector answered for a window with another root than it was sent; the answer does not count.
		RootMismatched {
			/// The window.
			window: u32,
			/// The sector.
			sector: SectorId,
			/// The root it answered with.
			root: H256,
		},
		/// An answer for a window that is unknown or forgotten, or that the sector was not given or has
		/// answered for, was ignored.
		AnswerIgnored {
			/// The window.
			window: u32,
			/// The sector.
			sector: SectorId,
		},
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			Self::do_tick(now.saturated_into())
		}

		fn on_finalize(_: BlockNumberFor<T>) {
			Self::gather();
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
}
