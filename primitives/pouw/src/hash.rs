// SPDX-License-Identifier: Apache-2.0
//! BLAKE3 in the two modes that the scheme uses.

use crate::seeds::Hash;
use alloc::{vec, vec::Vec};

/// One purpose of derive-key hashing. Different purposes never share a digest.
pub(crate) struct Context(&'static str);

pub(crate) const JOB: Context = Context("pouw-chain matmul-ticket v1 job");
pub(crate) const SEED_A: Context = Context("pouw-chain matmul-ticket v1 seed-a");
pub(crate) const SEED_B: Context = Context("pouw-chain matmul-ticket v1 seed-b");
pub(crate) const STRIP: Context = Context("pouw-chain matmul-ticket v1 strip");
pub(crate) const NODE: Context = Context("pouw-chain matmul-ticket v1 node");

/// Digest of the concatenated parts for one purpose.
pub(crate) fn derive(context: &Context, parts: &[&[u8]]) -> Hash {
	let mut hasher = blake3::Hasher::new_derive_key(context.0);
	for part in parts {
		hasher.update(part);
	}
	*hasher.finalize().as_bytes()
}

/// Fills `output` with the keyed stream of the concatenated parts.
pub(crate) fn fill(key: &Hash, parts: &[&[u8]], output: &mut [u8]) {
	let mut hasher = blake3::Hasher::new_keyed(key);
	for part in parts {
		hasher.update(part);
	}
	hasher.finalize_xof().fill(output);
}

/// The first `length` bytes of the keyed stream of the concatenated parts.
pub(crate) fn stream(key: &Hash, parts: &[&[u8]], length: usize) -> Vec<u8> {
	let mut output = vec![0; length];
	fill(key, parts, &mut output);
	output
}
