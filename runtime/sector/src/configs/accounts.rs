// SPDX-License-Identifier: Apache-2.0
//! Conveniences of account holders: batches, proxies, multisigs.

use crate::*;

pouw_runtime_common::impl_accounts!(
	moves_value: RuntimeCall::Balances(_)
		| RuntimeCall::Tasks(pallet_tasks::Call::order { .. } | pallet_tasks::Call::rate { .. })
		| RuntimeCall::SectorToken(
			pallet_sector_token::Call::convert_to_main { .. }
				| pallet_sector_token::Call::hand_over_founders { .. }
		),
	governs: RuntimeCall::Guilds(_) | RuntimeCall::Utility(_)
);
