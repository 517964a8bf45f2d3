// SPDX-License-Identifier: Apache-2.0
//! Records that only this pallet stores.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use pouw_primitives::{conversion::WitnessRequest, BlockNumber};
use scale_info::TypeInfo;

/// A request of the hub that is not answered yet.
#[derive(
	Clone, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Debug,
)]
pub struct OpenRequest {
	/// What the hub asks.
	pub request: WitnessRequest,
	/// Block from which on it is given up.
	pub expires_at: BlockNumber,
}
