// SPDX-License-Identifier: Apache-2.0
//! Motions of guilds, and what the Assembly has sectors do.

use crate::*;
use frame_support::{ensure, pallet_prelude::*};
use pouw_primitives::{
	AccountId, Balance, DirectiveIndex, DirectiveOutcome, EncodedChange, GovernanceNotice,
	GuildMotion, GuildRequest, HubToSector, MotionIndex, SectorId, SectorStatus,
};
use pouw_traits::{HandleGovernance, SendMessage};
use sp_core::H256;

/// Most motions of a guild that wait for the Assembly; of more, the oldest is dropped.
pub const MAX_MOTIONS: u32 = 8;

impl<T: Config> HandleGovernance for Pallet<T> {
	/// Never fails but for a sector that is not registered: what does not count now never will.
	fn on_governance(sector: SectorId, notice: GovernanceNotice) -> DispatchResult {
		let record = Sectors::<T>::get(sector).ok_or(Error::<T>::UnknownSector)?;
		match notice {
			GovernanceNotice::Motion(motion) if record.status != SectorStatus::Retired => {
				Self::on_motion(sector, motion);
			},
			// Nobody can act on it any more.
			GovernanceNotice::Motion(_) => {},
			GovernanceNotice::Answer { directive, outcome } => {
				Self::on_answer(sector, directive, outcome);
			},
		}
		Ok(())
	}

	fn weight_of_notice() -> Option<Weight> {
		Some(T::WeightInfo::notice())
	}
}

impl<T: Config> Pallet<T> {
	fn on_motion(sector: SectorId, motion: GuildMotion) {
		let forgotten = Motions::<T>::mutate(sector, |motions| {
			if motions.iter().any(|known| known.motion == motion.motion) {
				return None;
			}
			let forgotten = motions.is_full().then(|| motions.remove(0).motion);
			// There is room, since the oldest made way.
			let _ = motions.try_push(motion.clone());
			Self::deposit_event(Event::MotionRecorded { sector, motion });
			forgotten
		});
		if let Some(motion) = forgotten {
			Self::deposit_event(Event::MotionForgotten { sector, motion });
		}
	}

	fn on_answer(sector: SectorId, directive: DirectiveIndex, outcome: DirectiveOutcome) {
		if directive > 0 && directive <= Directives::<T>::get(sector) {
			Self::deposit_event(Event::DirectiveAnswered { sector, directive, outcome });
		} else {
			Self::deposit_event(Event::AnswerIgnored { sector, directive });
		}
	}

	pub(crate) fn do_set_parameter(sector: SectorId, change: EncodedChange) -> DispatchResult {
		let directive = Self::next_directive(sector)?;
		// Whoever asked for it has got it.
		Self::take_motion(sector, &GuildRequest::Parameter { change: change.clone() });
		T::Messages::send(sector, HubToSector::SetParameter { directive, change: change.clone() })?;
		Self::deposit_event(Event::ParameterDirected { sector, directive, change });
		Ok(())
	}

	pub(crate) fn do_authorize_upgrade(sector: SectorId, code_hash: H256) -> DispatchResult {
		let directive = Self::next_directive(sector)?;
		let motion = Self::take_motion(sector, &GuildRequest::Upgrade { code_hash })
			.ok_or(Error::<T>::NoSuchMotion)?;
		T::Messages::send(sector, HubToSector::AuthorizeUpgrade { directive, code_hash })?;
		Self::deposit_event(Event::UpgradeDirected { sector, directive, motion, code_hash });
		Ok(())
	}

	pub(crate) fn do_spend_public(
		sector: SectorId,
		to: AccountId,
		amount: Balance,
	) -> DispatchResult {
		let directive = Self::next_directive(sector)?;
		let message = HubToSector::SpendPublic { directive, to: to.clone(), amount };
		T::Messages::send(sector, message)?;
		Self::deposit_event(Event::SpendingDirected { sector, directive, to, amount });
		Ok(())
	}

	/// The number of a directive that is given now.
	fn next_directive(sector: SectorId) -> Result<DirectiveIndex, DispatchError> {
		let record = Sectors::<T>::get(sector).ok_or(Error::<T>::UnknownSector)?;
		ensure!(record.status != SectorStatus::Retired, Error::<T>::SectorIsRetired);
		let directive =
			Directives::<T>::get(sector).checked_add(1).ok_or(Error::<T>::DirectivesExhausted)?;
		Directives::<T>::insert(sector, directive);
		Ok(directive)
	}

	/// Takes the oldest motion that asks for this.
	fn take_motion(sector: SectorId, request: &GuildRequest) -> Option<MotionIndex> {
		Motions::<T>::mutate(sector, |motions| {
			let place = motions.iter().position(|motion| motion.request == *request)?;
			Some(motions.remove(place).motion)
		})
	}
}
