// SPDX-License-Identifier: Apache-2.0
//! Types of which blocks and transactions are made.

use crate::block::TargetBlockRate;
use pouw_primitives::{AccountId, BlockNumber};
use sp_runtime::{generic, traits::BlakeTwo256, MultiAddress, MultiSignature};

/// How a transaction names its sender.
pub type Address = MultiAddress<AccountId, ()>;
/// Signature of a transaction.
pub type Signature = MultiSignature;
/// Number of an account's next transaction.
pub type Nonce = u32;
/// Hash of blocks and tries.
pub type Hash = sp_core::H256;
/// Header of a block.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// A block.
pub type Block<Runtime, Checked = Checks<Runtime>> =
	generic::Block<Header, UncheckedExtrinsic<Runtime, Checked>>;
/// A transaction as it comes from the outside.
pub type UncheckedExtrinsic<Runtime, Checked = Checks<Runtime>> = generic::UncheckedExtrinsic<
	Address,
	<Runtime as frame_system::Config>::RuntimeCall,
	Signature,
	TxExtension<Runtime, Checked>,
>;

/// Accounts for the weight and proof size that each transaction really used, around `Checked`.
pub type TxExtension<Runtime, Checked> =
	cumulus_pallet_parachain_system::block_weight::DynamicMaxBlockWeight<
		Runtime,
		cumulus_pallet_weight_reclaim::StorageWeightReclaim<Runtime, Checked>,
		TargetBlockRate,
	>;

/// Checks that every transaction passes, and what it pays.
pub type Checks<Runtime> = (
	frame_system::AuthorizeCall<Runtime>,
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckEra<Runtime>,
	frame_system::CheckNonce<Runtime>,
	frame_system::CheckWeight<Runtime>,
	pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
);
