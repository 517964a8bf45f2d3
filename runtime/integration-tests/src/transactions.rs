// SPDX-License-Identifier: Apache-2.0
//! Transactions as they come from outside, put into blocks of the emulated chains.

use crate::network::{HubPara, SectorChain};
use codec::Encode;
use frame_support::pallet_prelude::InvalidTransaction;
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	generic::{Era, SignedPayload},
	ApplyExtrinsicResult, MultiSignature,
};
use xcm_emulator::TestExt;

/// What every transaction of `$runtime` passes.
macro_rules! checks {
	($runtime:ty, $nonce:expr) => {
		(
			frame_system::AuthorizeCall::<$runtime>::new(),
			frame_system::CheckNonZeroSender::<$runtime>::new(),
			frame_system::CheckSpecVersion::<$runtime>::new(),
			frame_system::CheckTxVersion::<$runtime>::new(),
			frame_system::CheckGenesis::<$runtime>::new(),
			frame_system::CheckEra::<$runtime>::from(Era::Immortal),
			frame_system::CheckNonce::<$runtime>::from($nonce),
			frame_system::CheckWeight::<$runtime>::new(),
			pallet_transaction_payment::ChargeTransactionPayment::<$runtime>::from(0),
			frame_metadata_hash_extension::CheckMetadataHash::<$runtime>::new(false),
		)
	};
}

/// `$checks` with what accounts for the weight around them.
macro_rules! extension {
	($runtime:ty, $checks:expr) => {
		cumulus_pallet_parachain_system::block_weight::DynamicMaxBlockWeight::new(
			cumulus_pallet_weight_reclaim::StorageWeightReclaim::<$runtime, _>::new($checks),
		)
	};
}

/// An unsigned transaction of a sector. Nothing looks at its nonce, which yet changes its bytes.
pub fn unsigned(
	call: pouw_sector_runtime::RuntimeCall,
	nonce: u32,
) -> pouw_sector_runtime::UncheckedExtrinsic {
	type Runtime = pouw_sector_runtime::Runtime;
	let extension = extension!(Runtime, checks!(Runtime, nonce));
	pouw_sector_runtime::UncheckedExtrinsic::new_transaction(call, extension)
}

/// Puts an unsigned transaction with `call` into the current block of a sector. Needs its
/// externalities.
pub fn apply(call: pouw_sector_runtime::RuntimeCall) -> ApplyExtrinsicResult {
	pouw_sector_runtime::Executive::apply_extrinsic(unsigned(call, 0))
}

/// Puts an unsigned transaction with `call` into a block of its own of `P`.
pub fn submit<P: SectorChain>(
	call: impl Into<pouw_sector_runtime::RuntimeCall>,
) -> ApplyExtrinsicResult {
	let call = call.into();
	P::execute_with(|| apply(call))
}

/// Puts a transaction of `who` into a block of the hub. Returns its hash and what became of it.
pub fn submit_to_hub(
	who: Sr25519Keyring,
	call: impl Into<pouw_hub_runtime::RuntimeCall>,
) -> (H256, ApplyExtrinsicResult) {
	type Runtime = pouw_hub_runtime::Runtime;
	let call = call.into();
	HubPara::execute_with(|| {
		let account = who.to_account_id();
		let checks = checks!(Runtime, frame_system::Pallet::<Runtime>::account_nonce(&account));
		let record = pallet_multi_record::RecordTransaction::<Runtime>::new();
		let payload = SignedPayload::new(call, extension!(Runtime, (checks, record)))
			.expect("what is signed implicitly is known");
		let signature = MultiSignature::from(payload.using_encoded(|bytes| who.sign(bytes)));
		let (call, extension, _) = payload.deconstruct();
		let transaction = pouw_hub_runtime::UncheckedExtrinsic::new_signed(
			call,
			account.into(),
			signature,
			extension,
		);
		let hash = blake2_256(&transaction.encode()).into();
		(hash, pouw_hub_runtime::Executive::apply_extrinsic(transaction))
	})
}

/// A transaction that is invalid for the reason `error` of the pallet whose call it makes.
pub fn refusal(error: impl Encode) -> ApplyExtrinsicResult {
	let code = error.using_encoded(|bytes| bytes[0]);
	Err(InvalidTransaction::Custom(code).into())
}
