// SPDX-License-Identifier: Apache-2.0
//! Key envelopes: the content key of an order's input for one assigned miner.
//!
//! | bytes | part |
//! |---|---|
//! | 8 | `89 50 57 4b 45 59 31 0a` |
//! | 32 | encapsulated key |
//! | 32 | the content key, encrypted |
//! | 16 | tag |
//!
//! Bound to the order: see [`OrderBinding`].

use super::{
	hpke::{self, Seal},
	sealed::ContentKey,
	EncryptionError, EncryptionKey, OrderBinding,
};
use zeroize::Zeroizing;

const MAGIC: [u8; 8] = *b"\x89PWKEY1\n";
const DOMAIN: &[u8] = b"pouw-chain key envelope v1";

/// Bytes of an envelope.
pub const LEN: usize = 8 + 32 + 32 + 16;

/// Encrypts the content key of an order's input to a miner's public key.
pub fn seal(
	order: &OrderBinding,
	recipient: &[u8; 32],
	key: &ContentKey,
) -> Result<Vec<u8>, EncryptionError> {
	let mut bytes = Zeroizing::new(*key.bytes());
	let seal = hpke::seal(recipient, &info(order), &MAGIC, bytes.as_mut_slice())?;
	Ok([&MAGIC[..], &seal.encapped, bytes.as_slice(), &seal.tag].concat())
}

/// The content key in an envelope.
pub fn open(
	order: &OrderBinding,
	recipient: &EncryptionKey,
	envelope: &[u8],
) -> Result<ContentKey, EncryptionError> {
	let envelope: &[u8; LEN] = envelope.try_into().map_err(|_| EncryptionError::Malformed)?;
	let rest = envelope.strip_prefix(&MAGIC).ok_or(EncryptionError::NotSealed)?;
	let (encapped, rest) = rest.split_first_chunk().ok_or(EncryptionError::Malformed)?;
	let (wrapped, rest) = rest.split_first_chunk::<32>().ok_or(EncryptionError::Malformed)?;
	let tag = rest.try_into().map_err(|_| EncryptionError::Malformed)?;
	let mut bytes = Zeroizing::new(*wrapped);
	let seal = Seal { encapped: *encapped, tag };
	hpke::open(recipient.secret(), &info(order), &MAGIC, &seal, bytes.as_mut_slice())?;
	Ok(ContentKey::of_bytes(bytes))
}

fn info(order: &OrderBinding) -> Vec<u8> {
	[DOMAIN, &order.0].concat()
}
