// SPDX-License-Identifier: Apache-2.0
//! Who writes the blocks.

use frame_support::parameter_types;
use pouw_primitives::BlockNumber;

parameter_types! {
	/// First block of the first session.
	pub const Offset: BlockNumber = 0;
}

/// Configures authorship, sessions and Aura of the runtime in whose `configs` it stands.
///
/// `elected_by` is the session manager, which names the authors of each session; `noted_by` is told
/// of the author of each block; `session` gives the blocks of a session, at least one.
#[macro_export]
macro_rules! impl_authoring {
	(elected_by: $manager:ty, noted_by: $handler:ty, session: $length:ty $(,)?) => {
		impl pallet_authorship::Config for Runtime {
			type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Aura>;
			type EventHandler = $handler;
		}

		impl pallet_session::Config for Runtime {
			type RuntimeEvent = RuntimeEvent;
			type ValidatorId = AccountId;
			type ValidatorIdOf = sp_runtime::traits::ConvertInto;
			type ShouldEndSession =
				pallet_session::PeriodicSessions<$length, $crate::authoring::Offset>;
			type NextSessionRotation = Self::ShouldEndSession;
			type SessionManager = $manager;
			type SessionHandler =
				<SessionKeys as sp_runtime::traits::OpaqueKeys>::KeyTypeIdProviders;
			type Keys = SessionKeys;
			type DisablingStrategy = ();
			type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
			type Currency = Balances;
			type KeyDeposit = ();
		}

		impl pallet_aura::Config for Runtime {
			type AuthorityId = sp_consensus_aura::sr25519::AuthorityId;
			type DisabledValidators = ();
			type MaxAuthorities = frame_support::traits::ConstU32<1_000>;
			type AllowMultipleBlocksPerSlot = frame_support::traits::ConstBool<true>;
			type SlotDuration = frame_support::traits::ConstU64<{ $crate::block::SLOT_DURATION }>;
		}

		impl cumulus_pallet_aura_ext::Config for Runtime {}
	};
}
