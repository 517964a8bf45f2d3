// SPDX-License-Identifier: Apache-2.0
//! Proofs of conversions, and the attestations that follow from them.

use crate::{
	proof::{read_value, ProofFlaw},
	*,
};
use codec::{DecodeAll, Encode};
use frame_support::{
	defensive, ensure,
	pallet_prelude::{
		DispatchResult, InvalidTransaction, TransactionPriority, TransactionSource,
		TransactionValidityWithRefund, ValidTransaction,
	},
	storage::with_storage_layer,
	weights::Weight,
};
use pouw_primitives::{
	conversion::{
		attestation_digest, conversion_key, Attestation, ConversionId, ConversionRecord,
		ConversionState, WitnessRequest,
	},
	sector::Hub,
	witness::{KnownHead, StateProof, WitnessRecord, MAX_PROOF_NODES},
	BlockNumber, SectorId, SectorToHub,
};
use pouw_traits::SendMessage;

/// Of all transactions, the first: each answers a request of the hub, of which there are few, and a
/// conversion waits for it.
const PRIORITY: TransactionPriority = TransactionPriority::MAX / 2;

/// Blocks for which a pool keeps a proof without looking at it again.
const LONGEVITY: u64 = 16;

/// Number of nodes in a proof.
pub(crate) fn nodes(proof: &StateProof) -> u32 {
	u32::try_from(proof.len()).unwrap_or(MAX_PROOF_NODES)
}

impl<T: Config> From<ProofFlaw> for Error<T> {
	fn from(flaw: ProofFlaw) -> Self {
		match flaw {
			ProofFlaw::DuplicateNodes => Self::DuplicateNodes,
			ProofFlaw::UnusedNodes => Self::UnusedNodes,
			ProofFlaw::Broken => Self::ProofBroken,
		}
	}
}

impl<T: Config> Error<T> {
	/// The code of a transaction that is invalid for this reason: the error's index.
	pub fn code(&self) -> u8 {
		self.using_encoded(|bytes| bytes.first().copied()).unwrap_or(u8::MAX)
	}
}

impl<T: Config> Pallet<T> {
	/// Lets a valid proof through, at most one for each request.
	pub(crate) fn authorize_attest(
		_: TransactionSource,
		source: &SectorId,
		conversion: &ConversionId,
		head: &BlockNumber,
		proof: &StateProof,
	) -> TransactionValidityWithRefund {
		let (request, ..) = Self::verify(*source, *conversion, *head, proof.clone())
			.map_err(|error| InvalidTransaction::Custom(error.code()))?;
		let validity = ValidTransaction::with_tag_prefix("PouwWitness")
			.priority(PRIORITY)
			.and_provides((source, conversion, request.round))
			.longevity(LONGEVITY)
			.propagate(true)
			.build()?;
		Ok((validity, Weight::zero()))
	}

	/// Checks a proof, the cheapest conditions first.
	pub(crate) fn verify(
		source: SectorId,
		conversion: ConversionId,
		head: BlockNumber,
		proof: StateProof,
	) -> Result<(WitnessRequest, KnownHead, ConversionRecord), Error<T>> {
		let OpenRequest { request, .. } =
			Requests::<T>::get(source, conversion).ok_or(Error::<T>::NotRequested)?;
		ensure!(!Records::<T>::contains_key(source, conversion), Error::<T>::AlreadyVerified);
		let heads = Heads::<T>::get(source);
		let head =
			heads.iter().find(|known| known.number == head).ok_or(Error::<T>::HeadUnknown)?;
		ensure!(head.relay_block >= request.requested_at, Error::<T>::HeadTooOld);

		let nodes = proof.into_iter().map(|node| node.into_inner());
		let value = read_value(head.state_root, &conversion_key(conversion), nodes)?
			.ok_or(Error::<T>::ConversionAbsent)?;
		let record = ConversionRecord::decode_all(&mut value.as_slice())
			.map_err(|_| Error::<T>::RecordMalformed)?;
		ensure!(record.state == ConversionState::Pending, Error::<T>::NotPending);
		ensure!(record.beneficiary == request.beneficiary, Error::<T>::BeneficiaryDiffers);
		ensure!(record.amount == request.amount, Error::<T>::AmountDiffers);
		Ok((request, *head, record))
	}

	pub(crate) fn do_attest(
		source: SectorId,
		conversion: ConversionId,
		head: BlockNumber,
		proof: StateProof,
	) -> DispatchResult {
		// Checked already for the transaction to be here; checked again because whoever is let
		// through by anything else than that must not be able to put a word on record.
		let (request, head, record) = Self::verify(source, conversion, head, proof)?;
		let kept = WitnessRecord { record, head, verified_at: Self::now(), attested: None };
		Records::<T>::insert(source, conversion, &kept);
		Self::deposit_event(Event::Verified { source, conversion, head: head.number });
		let round = request.round;
		if Self::queue_attestation(&request, kept).is_ok() {
			Self::close(source, conversion);
		} else {
			Unsent::<T>::try_mutate(|unsent| unsent.try_push((source, conversion)))
				.map_err(|_| Error::<T>::TooManyRequests)?;
			Self::deposit_event(Event::AttestationDeferred { source, conversion, round });
		}
		Ok(())
	}

	/// Queues the attestation of a conversion that is on record. Changes nothing if the queue to the
	/// hub is full.
	pub(crate) fn queue_attestation(
		request: &WitnessRequest,
		kept: WitnessRecord,
	) -> DispatchResult {
		let WitnessRequest { source, conversion, round, .. } = *request;
		let attestation = Attestation {
			source,
			conversion,
			round,
			// Of what the proof showed, never of what was asked.
			digest: attestation_digest(
				source,
				conversion,
				&kept.record.beneficiary,
				kept.record.amount,
			),
		};
		with_storage_layer(|| T::Messages::send(Hub, SectorToHub::Attest(attestation)))?;
		Records::<T>::insert(source, conversion, WitnessRecord { attested: Some(round), ..kept });
		Self::deposit_event(Event::Attested { source, conversion, round });
		Ok(())
	}

	/// Tries again to queue an attestation. Returns whether the next one is worth trying.
	pub(crate) fn send_again(source: SectorId, conversion: ConversionId) -> bool {
		let open = Requests::<T>::get(source, conversion);
		let kept = Records::<T>::get(source, conversion);
		if let (Some(open), Some(kept)) = (open, kept) {
			if Self::queue_attestation(&open.request, kept).is_err() {
				return false;
			}
		} else {
			defensive!("a deferred attestation has no request or no record");
		}
		Self::close(source, conversion);
		true
	}
}
