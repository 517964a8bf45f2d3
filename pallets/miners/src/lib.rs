// SPDX-License-Identifier: Apache-2.0
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]
#![doc = include_str!("../README.md")]

extern crate alloc;

pub use pallet::*;
pub use roll_call::SEED_CONTEXT;
pub use scheduling::{Feedback, Lot};
pub use types::{Candidate, Departure, MaxSessionAuthors, RosterChange};
pub use weights::WeightInfo;

mod authors;
mod average;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod bond;
mod directory;
mod dispatchable_impls;
#[cfg(test)]
mod mock;
mod roll_call;
mod scheduling;
mod standing;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod try_state;
mod types;
pub mod weights;
mod work;

/// The pallet's declarations.
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{Inspect, MutateHold},
			ValidatorRegistration,
		},
	};
	use frame_system::pallet_prelude::*;
	use pouw_primitives::{
		credibility::Standing, Balance, BlockNumber, HardwareProfile, MinerRecord, Performance,
		RelayBlockNumber, RollCall, RollCallIndex, WindowIndex, Work,
	};
	use pouw_traits::{CommonOwner, OnWorkCredited, RelayRandomness};
	use sp_core::H256;
	use sp_runtime::{
		traits::{IdentifyAccount, Verify},
		transaction_validity::TransactionPriority,
		SaturatedConversion,
	};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The registry of miners.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config<Hash = H256, RuntimeEvent: From<Event<Self>>> {
		/// The token of deposits and bonds.
		type Currency: Inspect<Self::AccountId, Balance = Balance>
			+ MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// The runtime's reasons for holds.
		type RuntimeHoldReason: From<HoldReason>;

		/// Held of a miner while it is registered.
		#[pallet::constant]
		type Deposit: Get<Balance>;

		/// Most miners that can be registered.
		#[pallet::constant]
		type MaxMiners: Get<u32>;

		/// Decides on the bond target and the invulnerables.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Least bond target that can be set, and the target until one is.
		#[pallet::constant]
		type MinBondTarget: Get<Balance>;

		/// Greatest bond target that can be set.
		#[pallet::constant]
		type MaxBondTarget: Get<Balance>;

		/// Blocks from deregistration until the bond can be withdrawn.
		#[pallet::constant]
		type UnbondingPeriod: Get<BlockNumberFor<Self>>;

		/// Windows without work over which the average of work halves.
		#[pallet::constant]
		type WorkHalfLife: Get<u32>;

		/// Tells who has session keys.
		type SessionKeys: ValidatorRegistration<Self::AccountId>;

		/// Least score, in work per window, of a candidate for authorship.
		#[pallet::constant]
		type MinAuthorScore: Get<Work>;

		/// Most candidates that are kept ranked.
		#[pallet::constant]
		type MaxCandidates: Get<u32>;

		/// Most miners that are authors of a session.
		#[pallet::constant]
		type MaxAuthors: Get<u32>;

		/// Most accounts that are authors of every session.
		#[pallet::constant]
		type MaxInvulnerables: Get<u32>;

		/// Sessions that an author sits out after it was absent for one.
		#[pallet::constant]
		type AbsenceBar: Get<u32>;

		/// The guild, in which work gives weight.
		type Guild: OnWorkCredited<Self::AccountId>;

		/// Tells which miners are of a client's owner.
		type Owners: CommonOwner<Self::AccountId>;

		/// Where the randomness of roll calls and draws comes from.
		type Randomness: RelayRandomness;

		/// Relay blocks that may exist, or be about to, beyond the newest one known in a block when it is
		/// included; a draw by the randomness of a later one goes by the roster as that block left it.
		#[pallet::constant]
		type RandomnessDelay: Get<RelayBlockNumber>;

		/// Blocks of a slot of a roll call, in which those asked in it can answer.
		#[pallet::constant]
		type SlotLength: Get<BlockNumber>;

		/// Signatures of heartbeats.
		type Signature: Parameter + Verify<Signer: IdentifyAccount<AccountId = Self::AccountId>>;

		/// Priority of heartbeats in the pool.
		#[pallet::constant]
		type HeartbeatPriority: Get<TransactionPriority>;

		/// Makes signatures for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// Makes what benchmarks need of the runtime.
	#[cfg(feature = "runtime-benchmarks")]
	pub trait BenchmarkHelper<T: Config> {
		/// An account whose key is at hand.
		fn signer() -> T::AccountId;
		/// Its signature of `payload`.
		fn sign(payload: &[u8]) -> T::Signature;
	}

	/// Why the pallet holds balances.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The deposit of a registered miner.
		#[codec(index = 0)]
		MinerDeposit,
		/// The bond of a miner, held of its rewards; until it is withdrawn, also of one that left.
		#[codec(index = 1)]
		MinerBond,
	}

	/// The registered miners.
	#[pallet::storage]
	pub type Miners<T: Config> =
		CountedStorageMap<_, Blake2_128Concat, T::AccountId, MinerRecord, OptionQuery>;

	/// The miners among which draws are made, densely numbered from 0: those that took assignments when nobody
	/// knew the newest randomness. Who has left since is not drawn.
	#[pallet::storage]
	pub type Roster<T: Config> = StorageMap<_, Twox64Concat, u32, T::AccountId, OptionQuery>;

	/// Number of each miner in [`Roster`].
	#[pallet::storage]
	pub type RosterIndex<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, u32, OptionQuery>;

	/// How many seats [`Roster`] has. Miners that have left since, and are not drawn any more, count until
	/// [`RosterChanges`] has their departure carried out; those that wait there for a seat do not.
	#[pallet::storage]
	pub type RosterLen<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// What each number of [`Roster`] is drawn by.
	#[pallet::storage]
	pub(crate) type Lots<T: Config> = StorageMap<_, Twox64Concat, u32, Lot, OptionQuery>;

	/// Changes of [`Roster`] that are not carried out yet, by their number.
	#[pallet::storage]
	pub type RosterChanges<T: Config> =
		StorageMap<_, Twox64Concat, u64, RosterChange<T::AccountId>, OptionQuery>;

	/// Numbers of the oldest of [`RosterChanges`], if there is any, and of the next one to be made.
	#[pallet::storage]
	pub type PendingChanges<T: Config> = StorageValue<_, (u64, u64), ValueQuery>;

	/// Number of the change of [`Roster`] by which each miner that takes assignments entered it, or will.
	#[pallet::storage]
	pub type Entries<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u64, OptionQuery>;

	/// Bond that a miner must have earned to be an author, and beyond which none is held.
	#[pallet::storage]
	pub type BondTarget<T: Config> = StorageValue<_, Balance, ValueQuery, T::MinBondTarget>;

	/// Miners that left with a bond.
	#[pallet::storage]
	pub type Departures<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Departure, OptionQuery>;

	/// What the results of each miner so far say of its next one; kept with the bond of one that left.
	#[pallet::storage]
	pub type Standings<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Standing, ValueQuery>;

	/// What the chain observes of each miner's answers; kept with the bond of one that left.
	#[pallet::storage]
	pub type Performances<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Performance, ValueQuery>;

	/// What clients say of each miner; kept with the bond of one that left. Drawing for tasks goes by it,
	/// within bounds, and nothing else.
	#[pallet::storage]
	pub(crate) type Feedbacks<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Feedback, ValueQuery>;

	/// The roll call under way; none before the first.
	#[pallet::storage]
	pub type CurrentRollCall<T: Config> = StorageValue<_, RollCall, OptionQuery>;

	/// Miners that could be authors, the best first, ranked as of [`CandidateWindow`].
	#[pallet::storage]
	pub type Candidates<T: Config> =
		StorageValue<_, BoundedVec<Candidate<T::AccountId>, T::MaxCandidates>, ValueQuery>;

	/// The newest window for which work was credited.
	#[pallet::storage]
	pub type CandidateWindow<T: Config> = StorageValue<_, WindowIndex, ValueQuery>;

	/// Authors of every session, whatever their work.
	#[pallet::storage]
	pub type Invulnerables<T: Config> =
		StorageValue<_, BoundedVec<T::AccountId, T::MaxInvulnerables>, ValueQuery>;

	/// Authors of each session that is planned or under way.
	#[pallet::storage]
	pub type SessionAuthors<T: Config> = StorageMap<
		_,
		Twox64Concat,
		u32,
		BoundedVec<T::AccountId, MaxSessionAuthors<T>>,
		OptionQuery,
	>;

	/// Blocks that each author has authored in the session under way.
	#[pallet::storage]
	pub type AuthoredBlocks<T: Config> = StorageMap<_, Twox64Concat, T::AccountId, u32, ValueQuery>;

	/// What a sector starts with.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The bond target; [`Config::MinBondTarget`] if none is given.
		pub bond_target: Option<Balance>,
		/// Authors of every session.
		pub invulnerables: alloc::vec::Vec<T::AccountId>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			if let Some(target) = self.bond_target {
				let bounds = T::MinBondTarget::get()..=T::MaxBondTarget::get();
				assert!(bounds.contains(&target), "the bond target is not within {bounds:?}");
				BondTarget::<T>::put(target);
			}
			assert!(
				authors::all_distinct(&self.invulnerables),
				"an account is among the invulnerables twice"
			);
			assert!(
				self.invulnerables.len() <= T::MaxInvulnerables::get() as usize,
				"there are more invulnerables than {}",
				T::MaxInvulnerables::get()
			);
			Invulnerables::<T>::put(BoundedVec::<_, T::MaxInvulnerables>::truncate_from(
				self.invulnerables.clone(),
			));
		}
	}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A miner registered and takes assignments.
		Registered {
			/// The miner.
			miner: T::AccountId,
			/// Held of it from now on.
			deposit: Balance,
		},
		/// A miner left.
		Deregistered {
			/// The miner.
			miner: T::AccountId,
			/// Given back to it.
			released: Balance,
		},
		/// A miner paused or resumed new assignments.
		AvailabilityChanged {
			/// The miner.
			miner: T::AccountId,
			/// Whether it takes new assignments.
			available: bool,
		},
		/// Part of a reward was held for the bond.
		BondRaised {
			/// The miner.
			miner: T::AccountId,
			/// Held of the reward.
			amount: Balance,
			/// The bond by now.
			bond: Balance,
		},
		/// A miner left, and its bond will be free.
		UnbondingStarted {
			/// The miner.
			miner: T::AccountId,
			/// The bond.
			bond: Balance,
			/// First block in which it can be withdrawn.
			withdrawable_at: BlockNumber,
		},
		/// A miner that had left came back before it withdrew its bond, to the record it had.
		BondResumed {
			/// The miner.
			miner: T::AccountId,
			/// The bond.
			bond: Balance,
		},
		/// A miner that left got its bond back.
		BondWithdrawn {
			/// The miner.
			miner: T::AccountId,
			/// Given back to it.
			released: Balance,
		},
		/// Part of a bond was burned, of a miner found dishonest.
		BondSlashed {
			/// The miner.
			miner: T::AccountId,
			/// How much was burned.
			amount: Balance,
			/// The bond that is left.
			bond: Balance,
		},
		/// The bond target was changed.
		BondTargetSet {
			/// The target from now on.
			target: Balance,
		},
		/// The invulnerables were changed.
		InvulnerablesSet {
			/// The invulnerables from now on.
			invulnerables: alloc::vec::Vec<T::AccountId>,
		},
		/// The authors of a session were chosen.
		AuthorsChosen {
			/// The session.
			session: u32,
			/// Its authors: invulnerables, then miners, the best first.
			authors: alloc::vec::Vec<T::AccountId>,
		},
		/// A miner answered a roll call.
		HeartbeatReceived {
			/// The miner.
			miner: T::AccountId,
			/// The roll call.
			call: RollCallIndex,
		},
		/// A miner was an author of a session and authored nothing, while others did.
		AuthorBarred {
			/// The miner.
			miner: T::AccountId,
			/// The session.
			session: u32,
			/// First session for which it can be chosen again.
			until: u32,
		},
		/// A miner replaced its encryption key.
		EncryptionKeySet {
			/// The miner.
			miner: T::AccountId,
			/// X25519 public key to which inputs are encrypted for it from now on.
			encryption_key: [u8; 32],
		},
	}

	/// Why a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The signer is registered already.
		AlreadyRegistered,
		/// The signer is not a registered miner.
		NotRegistered,
		/// The registry holds as many miners as it can; wait until one leaves.
		RegistryFull,
		/// The encryption key is all zeros, which is no key.
		ZeroEncryptionKey,
		/// The profile names no device.
		DeviceUnnamed,
		/// The name of the device is not UTF-8.
		DeviceNotUtf8,
		/// The miner has assignments that are not settled; pause, and leave when they are.
		HasOpenAssignments,
		/// The bond target is below the least or above the greatest that can be set.
		BondTargetOutOfBounds,
		/// The signer has not left with a bond; who is registered must deregister first.
		NoBondToWithdraw,
		/// The unbonding period is not over.
		StillUnbonding,
		/// An account is among the invulnerables twice.
		InvulnerableRepeated,
		/// The roll call is not under way.
		NoSuchRollCall,
		/// The miner takes no assignments, so it is not asked for heartbeats.
		NotAvailable,
		/// The miner is not asked in this slot of the roll call.
		NotAsked,
		/// The miner has answered the roll call, or was not available when it began.
		HeartbeatAnswered,
		/// The signature is not the miner's, or of another heartbeat.
		SignatureWrong,
		/// The encryption key is a point of low order, to which nobody can seal anything; make another.
		LowOrderEncryptionKey,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			Self::do_tick(now.saturated_into())
		}

		#[cfg(feature = "std")]
		fn integrity_test() {
			assert!(
				T::Deposit::get() >= T::Currency::minimum_balance(),
				"Deposit must be at least the existential deposit, or it may not be releasable",
			);
			assert!(T::MaxMiners::get() > 0, "MaxMiners must be positive");
			assert!(
				T::MinBondTarget::get() <= T::MaxBondTarget::get(),
				"MinBondTarget must not exceed MaxBondTarget"
			);
			assert!(T::WorkHalfLife::get() > 0, "WorkHalfLife must be positive");
			assert!(T::SlotLength::get() > 0, "a slot has at least one block");
			assert!(T::MinAuthorScore::get() > 0, "who does not work must not be a candidate");
			assert!(
				T::MaxAuthors::get() <= T::MaxCandidates::get(),
				"MaxAuthors must not exceed MaxCandidates"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Registers the signer as a miner that takes assignments, and holds its deposit.
		///
		/// - `profile`: its machine; informative.
		/// - `encryption_key`: X25519 public key to which inputs are encrypted for it; no point of low order.
		#[pallet::call_index(0)]
		pub fn register(
			origin: OriginFor<T>,
			profile: HardwareProfile,
			encryption_key: [u8; 32],
		) -> DispatchResult {
			Self::do_register(ensure_signed(origin)?, profile, encryption_key)
		}

		/// Takes the signer off the registry and releases its deposit. Refused while it has
		/// assignments that are not settled.
		#[pallet::call_index(1)]
		pub fn deregister(origin: OriginFor<T>) -> DispatchResult {
			Self::do_deregister(ensure_signed(origin)?)
		}

		/// Pauses or resumes new assignments of the signer. Those it has stay its own.
		///
		/// - `available`: whether new assignments are taken.
		#[pallet::call_index(2)]
		pub fn set_availability(origin: OriginFor<T>, available: bool) -> DispatchResult {
			Self::do_set_availability(ensure_signed(origin)?, available)
		}

		/// Sets the bond target. Bonds above it stay as they are; those below it grow with the next
		/// rewards.
		///
		/// - `target`: from [`Config::MinBondTarget`] to [`Config::MaxBondTarget`].
		#[pallet::call_index(3)]
		pub fn set_bond_target(origin: OriginFor<T>, target: Balance) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_bond_target(target)
		}

		/// Gives the signer, who deregistered at least the unbonding period ago, its bond back.
		#[pallet::call_index(4)]
		pub fn withdraw_bond(origin: OriginFor<T>) -> DispatchResult {
			Self::do_withdraw_bond(ensure_signed(origin)?)
		}

		/// Sets the accounts that are authors of every session. It reaches the session after the next;
		/// an account without session keys is passed over.
		///
		/// - `invulnerables`: distinct accounts.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::set_invulnerables(
			u32::try_from(invulnerables.len()).unwrap_or(u32::MAX)
		))]
		pub fn set_invulnerables(
			origin: OriginFor<T>,
			invulnerables: BoundedVec<T::AccountId, T::MaxInvulnerables>,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_invulnerables(invulnerables)
		}

		/// Answers a roll call for a miner that is asked for a heartbeat now. The transaction is neither
		/// signed nor paid for: the call carries the miner's signature, and is valid once in a roll call.
		///
		/// - `miner`: who answers.
		/// - `call`: the roll call.
		/// - `signature`: of `pouw_primitives::miner::heartbeat_payload`.
		#[pallet::call_index(6)]
		#[pallet::authorize(Self::authorize_heartbeat)]
		#[pallet::weight_of_authorize(<T as Config>::WeightInfo::authorize_heartbeat())]
		#[pallet::weight(<T as Config>::WeightInfo::heartbeat())]
		pub fn heartbeat(
			origin: OriginFor<T>,
			miner: T::AccountId,
			call: RollCallIndex,
			signature: T::Signature,
		) -> DispatchResult {
			ensure_authorized(origin)?;
			// The authorization has verified it.
			let _ = signature;
			Self::do_heartbeat(miner, call)
		}

		/// Replaces the key to which inputs are encrypted for the signer, a registered miner.
		///
		/// It is taken also while the signer has assignments, and loses none of them. What was sealed to
		/// the key of before is opened by who still has it: workers try the replaced keys that they are
		/// left. Who has lost it could not open that either way, and clients that follow their tasks
		/// seal once more, to the new key. If it were refused meanwhile, a miner that lost its key would
		/// have to abstain from all sealed jobs until a moment came in which it has none.
		///
		/// - `encryption_key`: X25519 public key; no point of low order.
		#[pallet::call_index(7)]
		pub fn set_encryption_key(
			origin: OriginFor<T>,
			encryption_key: [u8; 32],
		) -> DispatchResult {
			Self::do_set_encryption_key(ensure_signed(origin)?, encryption_key)
		}
	}
}
