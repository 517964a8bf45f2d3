// SPDX-License-Identifier: Apache-2.0
//! The one cipher suite, in terms of byte arrays.

use super::EncryptionError;
use ::hpke::{
	aead::{AeadTag, ChaCha20Poly1305},
	kdf::HkdfSha256,
	kem::X25519HkdfSha256,
	single_shot_open_in_place_detached, single_shot_seal_in_place_detached, Deserializable, Kem,
	OpModeR, OpModeS, Serializable,
};
use rand::{rngs::StdRng, SeedableRng};

/// Bytes of an encapsulated key.
pub(super) const ENCAPPED_LEN: usize = 32;
/// Bytes of the cipher's tag.
pub(super) const TAG_LEN: usize = 16;

type PublicKey = <X25519HkdfSha256 as Kem>::PublicKey;
type PrivateKey = <X25519HkdfSha256 as Kem>::PrivateKey;
type EncappedKey = <X25519HkdfSha256 as Kem>::EncappedKey;
type Tag = AeadTag<ChaCha20Poly1305>;

/// What goes along with a ciphertext.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Seal {
	pub(super) encapped: [u8; ENCAPPED_LEN],
	pub(super) tag: [u8; TAG_LEN],
}

/// Encrypts bytes in place to a public key.
pub(super) fn seal(
	recipient: &[u8; 32],
	info: &[u8],
	aad: &[u8],
	bytes: &mut [u8],
) -> Result<Seal, EncryptionError> {
	let recipient = PublicKey::from_bytes(recipient).map_err(|_| EncryptionError::UnusableKey)?;
	let mut rng =
		StdRng::try_from_os_rng().map_err(|e| EncryptionError::Randomness(e.to_string()))?;
	let (encapped, tag) = single_shot_seal_in_place_detached::<
		ChaCha20Poly1305,
		HkdfSha256,
		X25519HkdfSha256,
		_,
	>(&OpModeS::Base, &recipient, info, bytes, aad, &mut rng)
	// With these arguments only the agreement on a secret can fail.
	.map_err(|_| EncryptionError::UnusableKey)?;
	Ok(Seal { encapped: encapped.to_bytes().into(), tag: tag.to_bytes().into() })
}

/// Decrypts bytes in place with a secret key. They are of no use after an error.
pub(super) fn open(
	secret: &[u8; 32],
	info: &[u8],
	aad: &[u8],
	seal: &Seal,
	bytes: &mut [u8],
) -> Result<(), EncryptionError> {
	let refused = |_| EncryptionError::Refused;
	let secret = PrivateKey::from_bytes(secret).map_err(refused)?;
	let encapped = EncappedKey::from_bytes(&seal.encapped).map_err(refused)?;
	let tag = Tag::from_bytes(&seal.tag).map_err(refused)?;
	single_shot_open_in_place_detached::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
		&OpModeR::Base,
		&secret,
		&encapped,
		info,
		bytes,
		aad,
		&tag,
	)
	.map_err(refused)
}
