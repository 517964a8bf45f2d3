// SPDX-License-Identifier: Apache-2.0
//! Conveniences of account holders: batches, proxies, multisigs.

use crate::*;

pouw_runtime_common::impl_accounts!(
	moves_value: RuntimeCall::Balances(_) | RuntimeCall::Orders(_),
	governs: RuntimeCall::Preimage(_)
		| RuntimeCall::Referenda(_)
		| RuntimeCall::ConvictionVoting(_)
		| RuntimeCall::Utility(_)
);
