// SPDX-License-Identifier: Apache-2.0
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]
#![doc = include_str!("../README.md")]

#[cfg(any(feature = "try-runtime", feature = "std", feature = "runtime-benchmarks"))]
extern crate alloc;

pub use pallet::*;
pub use types::{Debt, DebtQueue, PeriodRecord, ReserveTotals, Schedule};
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod conversion_impls;
mod fees;
mod founders;
mod issuance;
#[cfg(test)]
mod mock;
pub mod recycling;
mod releases;
mod reserve;
mod spending;
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
		traits::fungible::{Inspect, Mutate},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use pouw_primitives::{
		conversion::{
			CancelReason, ConversionId, ConversionRecord, ReleaseAnswer, ReleaseId, ReleaseOrder,
			ReleaseReason, MAX_OPEN_RELEASES,
		},
		sector::Hub,
		AccountId, Balance, SectorToHub,
	};
	use pouw_traits::SendMessage;
	use sp_runtime::{FixedU128, Permill};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// Issuance, reserve and conversions of a sector's token.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config:
		frame_system::Config<AccountId = AccountId, RuntimeEvent: From<Event<Self>>>
	{
		/// The sector's token. Nothing else may mint it.
		type Currency: Inspect<AccountId, Balance = Balance> + Mutate<AccountId>;

		/// Carries requests to the hub.
		type Messages: SendMessage<Hub, SectorToHub>;

		/// Decides on the shares and on what of the public income is spent.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The accounts of the public share and of the reserve derive from it.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Least amount of a conversion; at least the existential deposit, so that it can be refunded
		/// to an account that has been emptied since.
		#[pallet::constant]
		type MinConversion: Get<Balance>;

		/// Most conversions of the chain that are pending.
		#[pallet::constant]
		type MaxPending: Get<u32>;

		/// Most conversions of one account that are pending.
		#[pallet::constant]
		type MaxPendingPerAccount: Get<u32>;

		/// Most debts of the reserve.
		#[pallet::constant]
		type MaxDebts: Get<u32>;

		/// Greatest public share of issuance that can be set.
		#[pallet::constant]
		type MaxPublicShare: Get<Permill>;

		/// Least part of the public income that can be set to be recycled.
		#[pallet::constant]
		type RecycleFloor: Get<Permill>;

		/// Greatest part of the public share that can be set to be the founders'.
		#[pallet::constant]
		type MaxFoundersShare: Get<Permill>;

		/// Blocks of an accounting period of the public income.
		#[pallet::constant]
		type RecyclePeriod: Get<BlockNumberFor<Self>>;

		/// The hub's treasury, for which MAIN of recycled income is minted.
		#[pallet::constant]
		type Treasury: Get<AccountId>;

		/// Weights of the calls and hooks.
		type WeightInfo: WeightInfo;
	}

	/// How much may be issued, and how fast.
	#[pallet::storage]
	pub type Supply<T: Config> = StorageValue<_, Schedule, ValueQuery>;

	/// Tokens issued for work so far.
	#[pallet::storage]
	pub type Issued<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// Tokens set aside for work whose task is not over.
	#[pallet::storage]
	pub type Pledged<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// Tokens that existed before the first block: endowments, and what keeps this pallet's accounts
	/// alive.
	#[pallet::storage]
	pub type GenesisIssuance<T: Config> = StorageValue<_, Balance, OptionQuery>;

	/// Part of what is issued that goes to the public account.
	#[pallet::storage]
	pub type PublicShare<T: Config> = StorageValue<_, Permill, ValueQuery>;

	/// Part of the public income that is converted to MAIN for the treasury; never taken to be less
	/// than [`Config::RecycleFloor`].
	#[pallet::storage]
	pub type RecycleShare<T: Config> = StorageValue<_, Permill, ValueQuery>;

	/// The conversions of this sector. Other sectors verify proofs of this map: its name, the pallet's
	/// name in the runtime, the hasher and the value are protocol.
	#[pallet::storage]
	pub type Conversions<T: Config> =
		StorageMap<_, Blake2_128Concat, ConversionId, ConversionRecord, OptionQuery>;

	/// The id that the next conversion gets.
	#[pallet::storage]
	pub type NextConversion<T: Config> = StorageValue<_, ConversionId, ValueQuery>;

	/// How many conversions are pending.
	#[pallet::storage]
	pub type PendingCount<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// How many conversions of each account are pending.
	#[pallet::storage]
	pub type PendingOf<T: Config> = StorageMap<_, Blake2_128Concat, AccountId, u32, ValueQuery>;

	/// Sums over the life of the reserve.
	#[pallet::storage]
	pub type Totals<T: Config> = StorageValue<_, ReserveTotals, ValueQuery>;

	/// Tokens in the reserve that belong to accounts that could not receive them.
	#[pallet::storage]
	pub type Unclaimed<T: Config> = StorageMap<_, Blake2_128Concat, AccountId, Balance, ValueQuery>;

	/// What the reserve owes, in the order in which it is paid.
	#[pallet::storage]
	pub type Debts<T: Config> = StorageMap<_, Twox64Concat, u64, Debt, OptionQuery>;

	/// Which of [`Debts`] there are, and their sum.
	#[pallet::storage]
	pub type DebtsQueue<T: Config> = StorageValue<_, DebtQueue, ValueQuery>;

	/// The orders of the hub that were answered last, by their number modulo
	/// [`releases::RELEASES_KEPT`].
	#[pallet::storage]
	pub type Releases<T: Config> = StorageMap<_, Twox64Concat, u32, ReleaseAnswer, OptionQuery>;

	/// Orders of the hub that the reserve can neither pay nor owe yet, in the order in which they came.
	#[pallet::storage]
	pub type WaitingReleases<T: Config> =
		StorageValue<_, BoundedVec<ReleaseOrder, ConstU32<MAX_OPEN_RELEASES>>, ValueQuery>;

	/// Fees for recording that the reserve could not even owe when they were earned.
	#[pallet::storage]
	pub type DeferredFees<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// Fees for recording that come with each token issued, until the next window closes.
	#[pallet::storage]
	pub type FeesPerToken<T: Config> = StorageValue<_, FixedU128, ValueQuery>;

	/// Public income of the period under way, the founders' part included.
	#[pallet::storage]
	pub type PublicIncome<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// Public income that should have been recycled and was not yet.
	#[pallet::storage]
	pub type CarriedOver<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// Most that is recycled in one conversion; none while none was worth more than the hub converts in an
	/// era.
	#[pallet::storage]
	pub type RecycleLimit<T: Config> = StorageValue<_, Balance, OptionQuery>;

	/// The last [`recycling::PERIODS_KEPT`] periods, by their number modulo that.
	#[pallet::storage]
	pub type Periods<T: Config> = StorageMap<_, Twox64Concat, u32, PeriodRecord, OptionQuery>;

	/// Number of the period under way.
	#[pallet::storage]
	pub type CurrentPeriod<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// The founders' account, if the sector has one. It can hand this over itself; nobody else can.
	#[pallet::storage]
	pub type Founders<T: Config> = StorageValue<_, AccountId, OptionQuery>;

	/// Part of the public income that is the founders'; never taken to be more than
	/// [`Config::MaxFoundersShare`].
	#[pallet::storage]
	pub type FoundersShare<T: Config> = StorageValue<_, Permill, ValueQuery>;

	/// What is left to the founders of the periods that ended and could not be paid to their account yet. It
	/// is in the public account.
	#[pallet::storage]
	pub type FoundersOwed<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// What a sector's token starts with.
	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// Most tokens that are ever issued for work.
		pub cap: Balance,
		/// Tokens for each window until half of the cap is issued.
		pub first_budget: Balance,
		/// Public share of issuance.
		pub public_share: Permill,
		/// Part of the public income that is recycled.
		pub recycle_share: Permill,
		/// The founders' account. Where there is none, all of the public income is the public's.
		pub founders: Option<AccountId>,
		/// Part of the public income that is the founders'; nothing where they have no account.
		pub founders_share: Permill,
		/// Ties the configuration to the runtime.
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	impl<T: Config> Default for GenesisConfig<T> {
		/// Nothing to issue; 3 % public, of which the floor is recycled; no founders.
		fn default() -> Self {
			Self {
				cap: 0,
				first_budget: 0,
				public_share: Permill::from_percent(3).min(T::MaxPublicShare::get()),
				recycle_share: T::RecycleFloor::get(),
				founders: None,
				founders_share: Permill::zero(),
				_config: Default::default(),
			}
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		/// Must be built after the balances: it adds to their issuance, and takes note of it.
		fn build(&self) {
			assert!(self.first_budget <= self.cap, "the budget of a window exceeds the cap");
			assert!(
				self.public_share <= T::MaxPublicShare::get(),
				"the public share is greater than MaxPublicShare"
			);
			assert!(
				self.recycle_share >= T::RecycleFloor::get(),
				"the recycled share is less than RecycleFloor"
			);
			assert!(
				self.founders_share <= T::MaxFoundersShare::get(),
				"the founders' share is greater than MaxFoundersShare"
			);
			assert!(
				self.founders.is_some() || self.founders_share.is_zero(),
				"the founders have a share and no account"
			);
			assert!(
				!self.founders.as_ref().is_some_and(|who| Pallet::<T>::accounts().contains(who)),
				"the founders' account is one of the pallet's"
			);
			Founders::<T>::set(self.founders.clone());
			FoundersShare::<T>::put(self.founders_share);
			Supply::<T>::put(Schedule { cap: self.cap, first_budget: self.first_budget });
			PublicShare::<T>::put(self.public_share);
			RecycleShare::<T>::put(self.recycle_share);
			let least = T::Currency::minimum_balance();
			for account in Pallet::<T>::accounts() {
				if T::Currency::balance(&account) < least {
					assert!(
						T::Currency::mint_into(&account, least).is_ok(),
						"the pallet's accounts cannot be created"
					);
				}
			}
			GenesisIssuance::<T>::put(T::Currency::total_issuance());
		}
	}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Tokens were issued for work.
		Issued {
			/// The miner.
			miner: AccountId,
			/// Minted for it.
			reward: Balance,
			/// Minted for the public account.
			public: Balance,
		},
		/// Tokens were not issued, because the miner's account cannot receive them. They can be issued
		/// to others.
		RewardRefused {
			/// The miner.
			miner: AccountId,
			/// What would have been minted.
			amount: Balance,
		},
		/// The public share was changed.
		PublicShareSet {
			/// The share from now on.
			share: Permill,
		},
		/// The recycled part of the public income was changed.
		RecycleShareSet {
			/// The part from the period under way on.
			share: Permill,
		},
		/// Tokens were moved to the reserve and the hub was asked to convert them.
		ConversionRequested {
			/// The conversion.
			conversion: ConversionId,
			/// Whose tokens they were.
			who: AccountId,
			/// Account on the hub for which MAIN is to be minted.
			beneficiary: AccountId,
			/// The tokens.
			amount: Balance,
		},
		/// MAIN was minted for a conversion.
		ConversionSettled {
			/// The conversion.
			conversion: ConversionId,
			/// MAIN minted, the toll included.
			minted: Balance,
		},
		/// A conversion was cancelled and its tokens went back.
		ConversionRefunded {
			/// The conversion.
			conversion: ConversionId,
			/// Who got them back, or can claim them.
			who: AccountId,
			/// The tokens.
			amount: Balance,
			/// Why it was cancelled.
			reason: CancelReason,
		},
		/// An account could not receive a payment of the reserve, which waits for it there.
		PaymentUnclaimed {
			/// The account.
			who: AccountId,
			/// The payment.
			amount: Balance,
		},
		/// A payment that had waited was made.
		PaymentClaimed {
			/// The account.
			who: AccountId,
			/// The payment.
			amount: Balance,
		},
		/// Tokens left the reserve.
		ReserveReleased {
			/// The receiver.
			to: AccountId,
			/// Paid to it.
			paid: Balance,
			/// Became a debt.
			owed: Balance,
			/// What for.
			reason: ReleaseReason,
		},
		/// A miner got a part of the fees for recording, along with what was issued to it.
		FeesPaid {
			/// The miner.
			miner: AccountId,
			/// Its part.
			amount: Balance,
		},
		/// Fees for recording could not be released, as the reserve has as many debts as it can have;
		/// they are released together with the next.
		FeesDeferred {
			/// All that is deferred.
			deferred: Balance,
		},
		/// An order of the hub was carried out.
		ReleaseAnswered {
			/// The order.
			release: ReleaseId,
			/// Tokens paid at once.
			paid: Balance,
			/// Tokens that the reserve owes.
			owed: Balance,
		},
		/// An order of the hub that came again after it had been forgotten was ignored.
		ReleaseIgnored {
			/// The order.
			release: ReleaseId,
		},
		/// The reserve paid a debt, or a part of it.
		DebtPaid {
			/// The receiver.
			to: AccountId,
			/// Paid to it.
			paid: Balance,
			/// Still owed of this debt.
			owed: Balance,
			/// What for.
			reason: ReleaseReason,
		},
		/// A period of the public income ended and the due part of it was sent to be converted.
		IncomeRecycled {
			/// The period.
			period: u32,
			/// The conversion.
			conversion: ConversionId,
			/// Sent.
			converted: Balance,
			/// Goes to the next period.
			carried: Balance,
		},
		/// A period of the public income ended and nothing of it could be sent to be converted.
		RecyclingCarriedOver {
			/// The period.
			period: u32,
			/// Goes to the next period.
			carried: Balance,
		},
		/// The reserve can neither pay nor owe what the hub orders; the order waits until it can.
		ReleaseWaits {
			/// The order.
			release: ReleaseId,
		},
		/// The founders' part of the public income goes to another account from now on.
		FoundersHandedOver {
			/// The account that gave it up.
			from: AccountId,
			/// The founders' account from now on.
			to: AccountId,
		},
		/// The founders' part of the public income was changed.
		FoundersShareSet {
			/// The part from the period under way on.
			share: Permill,
		},
		/// What recycling left of the founders' part of the income was paid to them.
		FoundersPaid {
			/// The founders' account.
			who: AccountId,
			/// Paid to it.
			amount: Balance,
		},
		/// The founders' account could not receive what it is due. It is tried again when the next period
		/// ends.
		FoundersUnpaid {
			/// The founders' account.
			who: AccountId,
			/// All that it is due.
			owed: Balance,
		},
		/// Public income that was not to be recycled was spent.
		PublicSpent {
			/// The receiver.
			to: AccountId,
			/// Paid to it.
			amount: Balance,
		},
	}

	/// Why a call or a message is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The amount is less than the least that is converted.
		BelowMinimum,
		/// As many conversions are pending as can be; wait until one is over.
		TooManyPending,
		/// As many conversions of the signer are pending as can be; wait until one is over.
		TooManyPendingOfAccount,
		/// The ids of conversions are used up.
		IdsExhausted,
		/// No conversion has this id.
		UnknownConversion,
		/// The conversion is settled, with another amount if it is to be settled again.
		AlreadySettled,
		/// The conversion is refunded, for another reason if it is to be refunded again.
		AlreadyRefunded,
		/// Nothing waits for the account.
		NothingToClaim,
		/// The public share would be greater than the greatest that can be set.
		PublicShareTooGreat,
		/// The recycled part would be less than the floor.
		RecycleShareBelowFloor,
		/// The reserve is short and has as many debts as it can have.
		TooManyDebts,
		/// As many orders of the hub wait as can be.
		TooManyReleases,
		/// The signer is not the founders' account.
		NotTheFounders,
		/// The sector has no founders' account, so they can have no share.
		NoFounders,
		/// The account is one of the pallet's, to which nobody has a key.
		AccountOfThePallet,
		/// The founders' share would be greater than the greatest that can be set.
		FoundersShareTooGreat,
		/// The amount is more than there is of public income of periods that ended, once all that is to be
		/// recycled and the founders' part are taken off.
		MoreThanCanBeSpent,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			Self::tick(now)
		}

		#[cfg(feature = "std")]
		fn integrity_test() {
			assert!(
				T::MinConversion::get() >= T::Currency::minimum_balance(),
				"MinConversion must be at least the existential deposit, or it may not be refundable",
			);
			assert!(T::MaxPending::get() > 0, "MaxPending must be positive");
			assert!(T::MaxPendingPerAccount::get() > 0, "MaxPendingPerAccount must be positive");
			assert!(
				T::RecyclePeriod::get() > 0u32.into(),
				"a period has at least one block, or nothing is ever recycled"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Moves tokens of the signer to the reserve and asks the hub to mint MAIN for them, to the same
		/// account there. If the hub cancels, the tokens come back.
		///
		/// The account must be one that its owner has on the hub too, as accounts of keys and multisigs are. A
		/// pure proxy made here is nobody's there: it has to transfer to such an account first.
		///
		/// - `amount`: at least [`Config::MinConversion`]; the signer's account keeps the existential
		///   deposit.
		#[pallet::call_index(0)]
		pub fn convert_to_main(
			origin: OriginFor<T>,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::open_conversion(who.clone(), who, amount).map(|_| ())
		}

		/// Pays out what waits in the reserve for an account that could not receive it. Anyone may sign.
		///
		/// - `who`: the account; it gets the tokens.
		#[pallet::call_index(1)]
		pub fn claim(origin: OriginFor<T>, who: AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_claim(who)
		}

		/// Sets the part of what is issued that goes to the public account.
		///
		/// - `share`: at most [`Config::MaxPublicShare`].
		#[pallet::call_index(2)]
		pub fn set_public_share(origin: OriginFor<T>, share: Permill) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_public_share(share)
		}

		/// Sets the part of the public income that is recycled, for the period under way too.
		///
		/// - `share`: at least [`Config::RecycleFloor`].
		#[pallet::call_index(3)]
		pub fn set_recycle_share(origin: OriginFor<T>, share: Permill) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_recycle_share(share)
		}

		/// Makes another account the founders'. It gets what is paid from now on, that of the period under
		/// way and what is still owed included.
		///
		/// Must be signed by the founders' account. It cannot be taken back by the signer.
		///
		/// - `new`: not one of the pallet's accounts.
		#[pallet::call_index(4)]
		pub fn hand_over_founders(origin: OriginFor<T>, new: AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_hand_over_founders(who, new)
		}

		/// Sets the part of the public income that is the founders', for the period under way too. What
		/// miners get does not depend on it.
		///
		/// - `share`: at most [`Config::MaxFoundersShare`], and nothing where the sector has no founders'
		///   account.
		#[pallet::call_index(5)]
		pub fn set_founders_share(origin: OriginFor<T>, share: Permill) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_founders_share(share)
		}

		/// Pays public income of periods that ended and that was not to be recycled.
		///
		/// - `to`: the receiver.
		/// - `amount`: at most [`Pallet::public_spendable`].
		#[pallet::call_index(6)]
		pub fn spend_public(
			origin: OriginFor<T>,
			to: AccountId,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_spend_public(to, amount)
		}
	}
}
