// SPDX-License-Identifier: Apache-2.0
//! The extension that notes each signed transaction.

use crate::*;
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::marker::PhantomData;
use frame_support::{
	dispatch::{DispatchInfo, Pays, PostDispatchInfo},
	pallet_prelude::*,
	CloneNoBound, DefaultNoBound, EqNoBound, PartialEqNoBound,
};
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{
		AsSystemOriginSigner, DispatchInfoOf, DispatchOriginOf, Dispatchable, PostDispatchInfoOf,
		TransactionExtension, ValidateResult,
	},
	DispatchResult,
};

/// Bytes of a signed transaction around its call: length, version, address, signature, and what the
/// extensions of the pipeline say.
const ENVELOPE_LEN: u32 = 256;

/// Notes the hash of every transaction with a signed origin for the sectors that are to record it.
///
/// It carries nothing and is valid always. A transaction that pays is noted where its fee is taken, once that
/// has been corrected for what the call really needed; the extension notes those that pay nothing, and has
/// the weight of both. So it must come after what charges the fee. A transaction that fails is noted too, as it
/// is in the block.
#[derive(
	Encode,
	Decode,
	DecodeWithMemTracking,
	CloneNoBound,
	EqNoBound,
	PartialEqNoBound,
	DefaultNoBound,
	TypeInfo,
)]
#[scale_info(skip_type_params(T))]
pub struct RecordTransaction<T: Config>(PhantomData<T>);

impl<T: Config> core::fmt::Debug for RecordTransaction<T> {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		f.write_str("RecordTransaction")
	}
}

impl<T: Config> RecordTransaction<T> {
	/// The extension.
	pub fn new() -> Self {
		Self(PhantomData)
	}

	fn weight_of(call: &T::RuntimeCall) -> Weight {
		let len = u32::try_from(call.encoded_size()).unwrap_or(u32::MAX);
		// Closing a full window falls to one transaction, and is paid by all of it.
		let closing = T::WeightInfo::close().checked_div(T::MaxEntries::get().into());
		// What the block's end does for this transaction; what it does in any case, the hook has counted.
		let gathering = T::WeightInfo::gather(1, len.saturating_add(ENVELOPE_LEN))
			.saturating_sub(T::WeightInfo::gather(0, 0));
		T::WeightInfo::note().saturating_add(gathering).saturating_add(closing.unwrap_or_default())
	}
}

impl<T: Config + Send + Sync> TransactionExtension<T::RuntimeCall> for RecordTransaction<T>
where
	T::RuntimeCall: Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>,
	<T::RuntimeCall as Dispatchable>::RuntimeOrigin: AsSystemOriginSigner<T::AccountId> + Clone,
{
	const IDENTIFIER: &'static str = "RecordTransaction";
	type Implicit = ();
	/// Whether the origin is signed.
	type Val = bool;
	/// Weight that is not needed by a transaction that is not noted.
	type Pre = Option<Weight>;

	fn weight(&self, call: &T::RuntimeCall) -> Weight {
		Self::weight_of(call)
	}

	fn validate(
		&self,
		origin: DispatchOriginOf<T::RuntimeCall>,
		_call: &T::RuntimeCall,
		_info: &DispatchInfoOf<T::RuntimeCall>,
		_len: usize,
		_self_implicit: Self::Implicit,
		_inherited_implication: &impl Encode,
		_source: TransactionSource,
	) -> ValidateResult<Self::Val, T::RuntimeCall> {
		let signed = origin.as_system_origin_signer().is_some();
		Ok((ValidTransaction::default(), signed, origin))
	}

	fn prepare(
		self,
		signed: Self::Val,
		_origin: &DispatchOriginOf<T::RuntimeCall>,
		call: &T::RuntimeCall,
		_info: &DispatchInfoOf<T::RuntimeCall>,
		_len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		Ok((!signed).then(|| Self::weight_of(call)))
	}

	fn post_dispatch_details(
		unspent: Self::Pre,
		info: &DispatchInfoOf<T::RuntimeCall>,
		post_info: &PostDispatchInfoOf<T::RuntimeCall>,
		_len: usize,
		_result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		Ok(unspent.unwrap_or_else(|| {
			// One that pays has been noted when it did.
			if post_info.pays_fee(info) == Pays::No {
				Pallet::<T>::note(0);
			}
			Weight::zero()
		}))
	}
}
