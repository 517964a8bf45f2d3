// SPDX-License-Identifier: Apache-2.0
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]
#![doc = include_str!("../README.md")]

extern crate alloc;

pub use directives::SPENDS_KEPT;
pub use pallet::*;
pub use types::{
	Candidate, Executive, LastChange, MemberRecord, Motion, MotionOf, Phase, Proposal, ProposalOf,
	SpanIndex, SpanWork, Standing, SPANS_KEPT,
};
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod directives;
mod dispatchable_impls;
mod elections;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod mock;
mod motions;
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
		traits::fungible::{Inspect, MutateHold},
	};
	use frame_system::pallet_prelude::*;
	use pouw_primitives::{
		sector::Hub, Balance, BlockNumber, DirectiveIndex, DirectiveOutcome, MotionIndex,
		SectorToHub, Work,
	};
	use pouw_traits::{ChangeParameter, GuildMembers, PublicFunds, SendMessage, SlashAppeals};
	use sp_core::H256;
	use sp_runtime::{Permill, SaturatedConversion};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The guild of a sector.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>, Hash = H256> {
		/// The token of deposits.
		type Currency: Inspect<Self::AccountId, Balance = Balance>
			+ MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// The runtime's reasons for holds.
		type RuntimeHoldReason: From<HoldReason>;

		/// Knows the members: the sector's miners.
		type Members: GuildMembers<Self::AccountId>;

		/// Knows the slashes that can be appealed.
		type Appeals: SlashAppeals<Self::AccountId>;

		/// Carries motions and answers to the hub.
		type Messages: SendMessage<Hub, SectorToHub>;

		/// A change of one of the sector's parameters.
		type Change: Parameter + MaxEncodedLen;

		/// Tells the sector's parameters apart.
		type Key: Parameter + MaxEncodedLen;

		/// Changes the sector's parameters.
		type Parameters: ChangeParameter<Change = Self::Change, Key = Self::Key>;

		/// Holds the sector's public income.
		type PublicFunds: PublicFunds;

		/// Held of who stands for election, and of an executive until its term is over.
		#[pallet::constant]
		type CandidacyDeposit: Get<Balance>;

		/// Held of who proposes a motion until it is closed.
		#[pallet::constant]
		type MotionDeposit: Get<Balance>;

		/// Most executives.
		#[pallet::constant]
		type MaxExecutives: Get<u32>;

		/// Most candidates of an election.
		#[pallet::constant]
		type MaxCandidates: Get<u32>;

		/// Most motions that are open at once.
		#[pallet::constant]
		type MaxMotions: Get<u32>;

		/// Most of these that one member has proposed.
		#[pallet::constant]
		type MaxMotionsOfMember: Get<u32>;

		/// Spans from one election to the next.
		#[pallet::constant]
		type TermSpans: Get<u32>;

		/// Share of all weight that a member must have to propose a motion.
		#[pallet::constant]
		type ProposalThreshold: Get<Permill>;

		/// Share of all weight that has to vote on a motion.
		#[pallet::constant]
		type Quorum: Get<Permill>;

		/// Blocks after a change of a parameter in which executives cannot change it.
		#[pallet::constant]
		type Cooldown: Get<BlockNumber>;

		/// Blocks before a slash is due by which the vote on its appeal ends, so that the motion can be
		/// closed in time.
		#[pallet::constant]
		type AppealMargin: Get<BlockNumber>;

		/// Weights of the calls and of what other pallets cause.
		type WeightInfo: WeightInfo;
	}

	/// Why the pallet holds balances.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The deposit of a candidate or an executive.
		#[codec(index = 0)]
		GuildCandidacy,
		/// The deposit of who proposed a motion.
		#[codec(index = 1)]
		GuildMotion,
	}

	/// Blocks of a span; a sector without any has no guild. Set at genesis, by no call.
	#[pallet::storage]
	pub type SpanLength<T: Config> = StorageValue<_, BlockNumber, ValueQuery>;

	/// Members that have done verified work.
	#[pallet::storage]
	pub type Members<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, MemberRecord<T::MaxMotions>, OptionQuery>;

	/// Weight of all members by span, of some that have left too.
	#[pallet::storage]
	pub type Totals<T: Config> = StorageValue<_, SpanWork, ValueQuery>;

	/// The executives, the one with the most votes first.
	#[pallet::storage]
	pub type Executives<T: Config> =
		StorageValue<_, BoundedVec<Executive<T::AccountId>, T::MaxExecutives>, ValueQuery>;

	/// Who stands in the election under way.
	#[pallet::storage]
	pub type Candidates<T: Config> =
		StorageValue<_, BoundedVec<Candidate<T::AccountId>, T::MaxCandidates>, ValueQuery>;

	/// The open motions, the oldest first, each with its proposer.
	#[pallet::storage]
	pub type OpenMotions<T: Config> =
		StorageValue<_, BoundedVec<(MotionIndex, T::AccountId), T::MaxMotions>, ValueQuery>;

	/// What the open motions say and how the votes stand.
	#[pallet::storage]
	pub type Motions<T: Config> =
		StorageMap<_, Twox64Concat, MotionIndex, MotionOf<T>, OptionQuery>;

	/// The number that the next motion gets.
	#[pallet::storage]
	pub type NextMotion<T: Config> = StorageValue<_, MotionIndex, ValueQuery>;

	/// The last change of each parameter that was ever changed.
	#[pallet::storage]
	pub type Changes<T: Config> = StorageMap<_, Blake2_128Concat, T::Key, LastChange, OptionQuery>;

	/// The newest directive that authorized an upgrade; 0 if none has.
	#[pallet::storage]
	pub type LastUpgrade<T: Config> = StorageValue<_, DirectiveIndex, ValueQuery>;

	/// The newest directives that spent public income, or were refused to, in the order of their numbers.
	/// When there are as many as are kept, all below the first count as followed.
	#[pallet::storage]
	pub type Spends<T: Config> =
		StorageValue<_, BoundedVec<DirectiveIndex, ConstU32<SPENDS_KEPT>>, ValueQuery>;

	/// What a guild starts with.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Blocks of a span, at least two; a sector without any has no guild.
		pub span_length: BlockNumber,
		/// Ties the configuration to the runtime.
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			assert!(self.span_length != 1, "a span of one block leaves no time to vote");
			SpanLength::<T>::put(self.span_length);
		}
	}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A member stands for election.
		CandidacyDeclared {
			/// The member.
			who: T::AccountId,
			/// The election.
			election: u32,
			/// Its own weight.
			weight: Work,
			/// Held of it.
			deposit: Balance,
		},
		/// A member does not stand for election any more, and has its deposit back.
		CandidacyWithdrawn {
			/// The member.
			who: T::AccountId,
		},
		/// A candidate had to make room for one with more weight, and has its deposit back.
		CandidateDisplaced {
			/// The candidate.
			who: T::AccountId,
		},
		/// A member voted in an election.
		Balloted {
			/// The member.
			who: T::AccountId,
			/// The election.
			election: u32,
			/// For whom.
			choices: alloc::vec::Vec<T::AccountId>,
			/// What the ballot weighs.
			weight: Work,
		},
		/// An election is over, and with it the terms of the executives before.
		ExecutivesElected {
			/// The election.
			election: u32,
			/// The executives, the one with the most votes first.
			executives: alloc::vec::Vec<T::AccountId>,
		},
		/// An executive is none any more, before its term is over.
		ExecutiveLeft {
			/// The executive.
			who: T::AccountId,
		},
		/// An executive was removed by a motion and lost its deposit.
		ExecutiveImpeached {
			/// The executive.
			who: T::AccountId,
			/// Burned of it.
			burned: Balance,
		},
		/// A motion was opened.
		MotionOpened {
			/// The motion.
			motion: MotionIndex,
			/// Who proposed it.
			proposer: T::AccountId,
			/// What it is for.
			proposal: ProposalOf<T>,
			/// Weight of all members that may vote on it.
			total: Work,
			/// First block in which there is no vote any more.
			closes_at: BlockNumber,
		},
		/// A member voted on a motion.
		Voted {
			/// The motion.
			motion: MotionIndex,
			/// The member.
			who: T::AccountId,
			/// Whether for it.
			aye: bool,
			/// What the vote weighs.
			weight: Work,
		},
		/// A motion was closed.
		MotionClosed {
			/// The motion.
			motion: MotionIndex,
			/// Whether it was carried.
			carried: bool,
			/// Weight for it.
			ayes: Work,
			/// Weight against it.
			nays: Work,
		},
		/// The deposit of a motion on which too few voted was burned.
		MotionDepositBurned {
			/// The motion.
			motion: MotionIndex,
			/// Who had proposed it.
			proposer: T::AccountId,
			/// Burned.
			amount: Balance,
		},
		/// What a motion was for does not exist any more: nothing was done.
		MotionMoot {
			/// The motion.
			motion: MotionIndex,
		},
		/// The hub was told of a motion that was carried.
		MotionSent {
			/// The motion.
			motion: MotionIndex,
		},
		/// An executive changed a parameter.
		ParameterSet {
			/// The executive.
			who: T::AccountId,
			/// The change.
			change: T::Change,
		},
		/// A directive of the Assembly was carried out or refused.
		DirectiveAnswered {
			/// The directive.
			directive: DirectiveIndex,
			/// What became of it.
			outcome: DirectiveOutcome,
		},
	}

	/// Why a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The sector has no guild, or no span of it is closed yet.
		NoGuild,
		/// The signer is not a member of the guild.
		NotMember,
		/// The signer did no verified work in the span that counts.
		NoWeight,
		/// The signer has less of all weight than a proposer must have.
		WeightTooSmall,
		/// Candidates are not taken in this span.
		NotInCandidacy,
		/// The signer stands already.
		AlreadyCandidate,
		/// The signer does not stand.
		NotCandidate,
		/// There are as many candidates as there can be, all with at least as much weight.
		CandidatesFull,
		/// There is no vote on executives in this span.
		NotInVoting,
		/// The signer has voted already.
		AlreadyVoted,
		/// The ballot names nobody.
		BallotEmpty,
		/// The ballot names an account twice.
		ChoiceRepeated,
		/// As many motions as can be are open.
		MotionsFull,
		/// As many motions of the signer as can be are open.
		MotionsOfMemberFull,
		/// A motion for the same is open.
		AlreadyMoved,
		/// The account is not an executive.
		NotExecutive,
		/// No slash of the miner is pending.
		NoSlashPending,
		/// The slash is due so soon that there is no time for a vote.
		TooLateToAppeal,
		/// The change is encoded in more bytes than a message takes.
		ChangeTooLong,
		/// No motion with this number is open.
		NoSuchMotion,
		/// The time for votes on the motion is over.
		VotingOver,
		/// The motion is about the signer, who has no vote on it.
		VoteOnOneself,
		/// The votes on the motion may still change it.
		MotionUndecided,
		/// Executives may not change this parameter, or not to this value.
		BeyondBand,
		/// The parameter was changed a short time ago.
		InCooldown,
		/// All numbers for motions are used up.
		MotionsExhausted,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			Self::tick(now.saturated_into())
		}

		#[cfg(feature = "std")]
		fn integrity_test() {
			let least = T::Currency::minimum_balance();
			assert!(T::CandidacyDeposit::get() >= least, "CandidacyDeposit may not be releasable");
			assert!(T::MotionDeposit::get() >= least, "MotionDeposit may not be releasable");
			assert!(T::TermSpans::get() >= 2, "a term leaves no spans for candidacy and voting");
			assert!(T::MaxExecutives::get() > 0, "there would be no executives");
			assert!(
				T::MaxCandidates::get() >= T::MaxExecutives::get(),
				"there are more executives than candidates"
			);
			assert!(
				T::MaxMotionsOfMember::get() < T::MaxMotions::get(),
				"one member could take all places for motions"
			);
			assert!(T::MaxMotionsOfMember::get() > 0, "nobody could propose a motion");
			assert!(T::Quorum::get() > Permill::zero(), "a motion without votes could be carried");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Has the signer stand in the next election. Where there are too many candidates, the one
		/// with the least weight of its own makes room.
		///
		/// The signer must be a member with weight. Emits [`Event::CandidacyDeclared`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::stand())]
		pub fn stand(origin: OriginFor<T>) -> DispatchResult {
			Self::do_stand(ensure_signed(origin)?)
		}

		/// Takes the candidacy of the signer back, before the vote begins.
		///
		/// Emits [`Event::CandidacyWithdrawn`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::withdraw_candidacy())]
		pub fn withdraw_candidacy(origin: OriginFor<T>) -> DispatchResult {
			Self::do_withdraw_candidacy(ensure_signed(origin)?)
		}

		/// Votes in the election. Each candidate named gets the signer's whole weight.
		///
		/// The signer must be a member with weight, and has one ballot. Emits [`Event::Balloted`].
		///
		/// - `choices`: distinct candidates, as many as there are executives at most.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::ballot())]
		pub fn ballot(
			origin: OriginFor<T>,
			choices: BoundedVec<T::AccountId, T::MaxExecutives>,
		) -> DispatchResult {
			Self::do_ballot(ensure_signed(origin)?, choices)
		}

		/// Ends the term of the signer, an executive, and gives its deposit back.
		///
		/// Emits [`Event::ExecutiveLeft`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::resign())]
		pub fn resign(origin: OriginFor<T>) -> DispatchResult {
			Self::do_resign(ensure_signed(origin)?)
		}

		/// Opens a motion and holds a deposit, which is burned if too few vote.
		///
		/// The signer must be a member with enough weight. Emits [`Event::MotionOpened`].
		///
		/// - `proposal`: what is to be done if the motion is carried.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::propose())]
		pub fn propose(origin: OriginFor<T>, proposal: ProposalOf<T>) -> DispatchResult {
			Self::do_propose(ensure_signed(origin)?, proposal)
		}

		/// Votes on a motion with the weight that the signer had before it was opened.
		///
		/// The signer must be a member with weight whom the motion is not about, and has one vote. Emits
		/// [`Event::Voted`].
		///
		/// - `motion`: its number.
		/// - `aye`: whether for it.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::vote())]
		pub fn vote(origin: OriginFor<T>, motion: MotionIndex, aye: bool) -> DispatchResult {
			Self::do_vote(ensure_signed(origin)?, motion, aye)
		}

		/// Closes a motion that is decided, and does what it is for if it was carried. Refused if the
		/// hub has to be told and cannot be now.
		///
		/// Anybody may sign it. Emits [`Event::MotionClosed`].
		///
		/// - `motion`: its number.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::close_impeachment()
			.max(T::WeightInfo::close_appeal())
			.max(T::WeightInfo::close_request()))]
		pub fn close(origin: OriginFor<T>, motion: MotionIndex) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_close(motion)
		}

		/// Changes a parameter of the sector within the band that executives have.
		///
		/// The signer must be an executive, and nobody may have changed the parameter within the
		/// cooldown. Emits [`Event::ParameterSet`].
		///
		/// - `change`: the parameter and its value.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::set_parameter())]
		pub fn set_parameter(origin: OriginFor<T>, change: T::Change) -> DispatchResult {
			Self::do_set_parameter(ensure_signed(origin)?, change)
		}
	}
}
