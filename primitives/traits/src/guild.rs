// SPDX-License-Identifier: Apache-2.0
//! A sector's guild, as the pallets around it see it and as it sees them.

use frame_support::{dispatch::DispatchResult, weights::Weight};
use pouw_primitives::{
	AccountId, Balance, BlockNumber, DirectiveIndex, EncodedChange, GovernanceNotice, SectorId,
	Work,
};
use sp_core::H256;
use sp_runtime::Permill;

/// Those who are members of a sector's guild.
pub trait GuildMembers<AccountId> {
	/// Whether the account is a member.
	fn is_member(who: &AccountId) -> bool;
	/// Makes the account a member.
	#[cfg(feature = "runtime-benchmarks")]
	fn make_member(who: &AccountId);
}

/// Hears of verified work, which gives weight in the guild.
pub trait OnWorkCredited<AccountId> {
	/// `miner` was credited `work`, at a time when `bonded` of its bond's target was there.
	fn on_credited(miner: &AccountId, work: Work, bonded: Permill);
	/// `miner` is a member no more.
	fn on_left(miner: &AccountId);
}

impl<AccountId> OnWorkCredited<AccountId> for () {
	fn on_credited(_: &AccountId, _: Work, _: Permill) {}
	fn on_left(_: &AccountId) {}
}

/// Slashes that can be appealed.
pub trait SlashAppeals<AccountId> {
	/// The block in which a slash of the miner is due, if one is pending.
	fn pending(miner: &AccountId) -> Option<BlockNumber>;
	/// Cancels the slash of the miner.
	fn cancel(miner: &AccountId) -> DispatchResult;
	/// Makes a slash of the miner pending.
	#[cfg(feature = "runtime-benchmarks")]
	fn schedule_for_benchmark(miner: &AccountId);
}

/// Changes of a sector's parameters.
pub trait ChangeParameter {
	/// What a change says: a parameter and its value.
	type Change;
	/// Tells parameters apart.
	type Key;
	/// The change that is encoded; none if the runtime does not know it.
	fn decode(encoded: &[u8]) -> Option<Self::Change>;
	/// The change, encoded.
	fn encode(change: &Self::Change) -> Option<EncodedChange>;
	/// Which parameter is changed.
	fn key(change: &Self::Change) -> Self::Key;
	/// Whether the change leaves the parameter within the band that executives may use.
	fn is_within_band(change: &Self::Change) -> bool;
	/// Makes the change; fails with nothing changed if the value is out of bounds.
	fn apply(change: Self::Change) -> DispatchResult;
	/// A change within the band, the one with the longest encoding.
	#[cfg(feature = "runtime-benchmarks")]
	fn change_for_benchmark() -> Self::Change;
}

/// The public income of a sector.
pub trait PublicFunds {
	/// Pays `amount` of it; fails with nothing changed if less is there to be spent, or if the receiver cannot
	/// take it.
	fn spend(to: &AccountId, amount: Balance) -> DispatchResult;
}

/// Carries out what the Assembly decided on a sector.
pub trait HandleDirectives {
	/// A parameter is to be changed. Fails, to hear it again, only if the hub cannot be answered now.
	fn on_set_parameter(directive: DirectiveIndex, change: EncodedChange) -> DispatchResult;
	/// An upgrade is authorized. Fails, to hear it again, only if the hub cannot be answered now.
	fn on_authorize_upgrade(directive: DirectiveIndex, code_hash: H256) -> DispatchResult;
	/// Public income is to be spent. Fails, to hear it again, only if the hub cannot be answered now.
	fn on_spend_public(directive: DirectiveIndex, to: AccountId, amount: Balance)
		-> DispatchResult;
}

/// Hears on the hub what a sector says on governance.
pub trait HandleGovernance {
	/// `sector` has a motion of its guild, or says what became of a directive.
	fn on_governance(sector: SectorId, notice: GovernanceNotice) -> DispatchResult;
	/// Most that such a notice weighs, if it is known.
	fn weight_of_notice() -> Option<Weight> {
		None
	}
}

impl HandleGovernance for () {
	fn on_governance(_: SectorId, _: GovernanceNotice) -> DispatchResult {
		Ok(())
	}
}

/// What keeps a sector from being closed.
pub trait SectorBusiness {
	/// How much of it is not settled.
	fn unsettled(sector: SectorId) -> u32;
}

impl SectorBusiness for () {
	fn unsettled(_: SectorId) -> u32 {
		0
	}
}

impl<A: SectorBusiness, B: SectorBusiness> SectorBusiness for (A, B) {
	fn unsettled(sector: SectorId) -> u32 {
		A::unsettled(sector).saturating_add(B::unsettled(sector))
	}
}
