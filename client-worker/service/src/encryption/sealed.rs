// SPDX-License-Identifier: Apache-2.0
//! Sealed blobs: encrypted once, for several recipients.
//!
//! | bytes | part |
//! |---|---|
//! | 8 | `89 50 57 53 45 41 4c 0a`; no input or output in plain begins so |
//! | 1 | version, 1 |
//! | 1 | purpose: 1 input, 2 output |
//! | 32 | binding: of an input a random number, of an output the name that order, miner and output give |
//! | 32 | commitment: BLAKE3 of the content key |
//! | 1 | number of recipients, 1 to 16 |
//! | 112 each | public key of the recipient, encapsulated key, encrypted content key, tag |
//! | 32 + 16 | encapsulated key and tag of the content |
//! | rest | the content, encrypted |
//!
//! The content key is the secret half of an X25519 key made for this blob alone, and the content is HPKE
//! to its public half. Everything before the content's encapsulated key is authenticated with the content.
//! The commitment is there because the cipher alone does not commit to a key: without it a client could
//! make one blob that two miners decrypt to different inputs, and have one of them outvoted.

use super::{
	hpke::{self, Seal, ENCAPPED_LEN, TAG_LEN},
	EncryptionError, EncryptionKey,
};
use sp_core::H256;
use std::fmt;
use x25519_dalek::{x25519, X25519_BASEPOINT_BYTES};
use zeroize::Zeroizing;

/// First bytes. The first is no character of UTF-8 and no letter of a format's name.
pub const MAGIC: [u8; 8] = *b"\x89PWSEAL\n";
/// Version of the format.
pub const VERSION: u8 = 1;
/// Most recipients.
pub const MAX_RECIPIENTS: usize = 16;

const SLOT_LEN: usize = 32 + ENCAPPED_LEN + 32 + TAG_LEN;
/// Bytes before the recipients.
const FIXED_LEN: usize = MAGIC.len() + 1 + 1 + 32 + 32 + 1;

/// Most bytes that a sealed blob has more than its content.
pub const MAX_OVERHEAD: u64 =
	(FIXED_LEN + MAX_RECIPIENTS * SLOT_LEN + ENCAPPED_LEN + TAG_LEN) as u64;

const CONTENT_DOMAIN: &[u8] = b"pouw-chain sealed content v1";
const SLOT_DOMAIN: &[u8] = b"pouw-chain sealed content key v1";
const COMMITMENT_CONTEXT: &str = "pouw-chain content key commitment v1";

/// What a sealed blob is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
	/// The input of a job.
	Input,
	/// The output of one miner.
	Output,
}

impl Purpose {
	fn code(self) -> u8 {
		match self {
			Self::Input => 1,
			Self::Output => 2,
		}
	}
}

/// What the reader or writer of a blob knows of it beforehand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label {
	/// What it is.
	pub purpose: Purpose,
	/// Genesis of the chain it is for.
	pub genesis: H256,
}

/// Key of one blob. Wiped from memory when dropped and never printed.
#[derive(Clone)]
pub struct ContentKey(Zeroizing<[u8; 32]>);

impl fmt::Debug for ContentKey {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("ContentKey(redacted)")
	}
}

impl ContentKey {
	pub(super) fn random() -> Result<Self, EncryptionError> {
		let mut key = Zeroizing::new([0u8; 32]);
		fill(key.as_mut_slice())?;
		Ok(Self(key))
	}

	pub(super) fn of_bytes(bytes: Zeroizing<[u8; 32]>) -> Self {
		Self(bytes)
	}

	pub(super) fn bytes(&self) -> &[u8; 32] {
		&self.0
	}

	fn public(&self) -> [u8; 32] {
		x25519(*self.0, X25519_BASEPOINT_BYTES)
	}

	fn commitment(&self) -> [u8; 32] {
		blake3::derive_key(COMMITMENT_CONTEXT, self.0.as_slice())
	}
}

pub(super) fn fill(bytes: &mut [u8]) -> Result<(), EncryptionError> {
	getrandom::fill(bytes).map_err(|e| EncryptionError::Randomness(e.to_string()))
}

/// Whether bytes claim to be a sealed blob.
pub fn is_sealed(bytes: &[u8]) -> bool {
	bytes.starts_with(&MAGIC)
}

/// Whether anything can be sealed to a public key.
pub fn check_recipient(key: &[u8; 32]) -> Result<(), EncryptionError> {
	hpke::seal(key, &[], &[], &mut []).map(|_| ())
}

/// A binding that nobody can foresee, for an input.
pub fn random_binding() -> Result<[u8; 32], EncryptionError> {
	let mut binding = [0u8; 32];
	fill(&mut binding)?;
	Ok(binding)
}

/// Seals bytes to the owners of some public keys.
pub fn seal(
	label: Label,
	binding: [u8; 32],
	recipients: &[[u8; 32]],
	content: &[u8],
) -> Result<Vec<u8>, EncryptionError> {
	let count = match u8::try_from(recipients.len()) {
		Ok(count) if (1..=MAX_RECIPIENTS).contains(&recipients.len()) => count,
		_ => return Err(EncryptionError::Recipients(recipients.len())),
	};
	let key = ContentKey::random()?;
	let commitment = key.commitment();
	let overhead = FIXED_LEN + recipients.len() * SLOT_LEN + ENCAPPED_LEN + TAG_LEN;
	let mut blob = Vec::with_capacity(overhead.saturating_add(content.len()));
	blob.extend_from_slice(&MAGIC);
	blob.extend_from_slice(&[VERSION, label.purpose.code()]);
	blob.extend_from_slice(&binding);
	blob.extend_from_slice(&commitment);
	blob.push(count);
	let info = info(SLOT_DOMAIN, label, &binding);
	for recipient in recipients {
		let mut wrapped = Zeroizing::new(*key.bytes());
		let seal = hpke::seal(recipient, &info, &commitment, wrapped.as_mut_slice())?;
		blob.extend_from_slice(recipient);
		blob.extend_from_slice(&seal.encapped);
		blob.extend_from_slice(wrapped.as_slice());
		blob.extend_from_slice(&seal.tag);
	}
	let header_len = blob.len();
	blob.resize(header_len + ENCAPPED_LEN + TAG_LEN, 0);
	let start = blob.len();
	blob.extend_from_slice(content);
	let (head, body) = blob.split_at_mut(start);
	let (header, tail) = head.split_at_mut(header_len);
	let info = self::info(CONTENT_DOMAIN, label, &binding);
	let seal = hpke::seal(&key.public(), &info, header, body)?;
	let (encapped, tag) = tail.split_at_mut(ENCAPPED_LEN);
	encapped.copy_from_slice(&seal.encapped);
	tag.copy_from_slice(&seal.tag);
	Ok(blob)
}

/// The parts of a sealed blob that are read before anything is decrypted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Header {
	/// What it is bound to.
	pub binding: [u8; 32],
	commitment: [u8; 32],
	slots: Vec<Slot>,
	content: Seal,
	/// Bytes that are authenticated with the content.
	header_len: usize,
	/// Where the content begins.
	start: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Slot {
	recipient: [u8; 32],
	seal: Seal,
	wrapped: [u8; 32],
}

/// Takes arrays off the front of bytes.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
	fn take<const N: usize>(&mut self) -> Result<[u8; N], EncryptionError> {
		let (taken, rest) = self.0.split_first_chunk::<N>().ok_or(EncryptionError::Malformed)?;
		self.0 = rest;
		Ok(*taken)
	}
}

impl Header {
	/// Reads the header of a blob of at most `max_len` bytes of content.
	pub fn read(blob: &[u8], label: Label, max_len: u64) -> Result<Self, EncryptionError> {
		let mut reader = Reader(blob);
		if reader.take::<8>().map_err(|_| EncryptionError::NotSealed)? != MAGIC {
			return Err(EncryptionError::NotSealed);
		}
		let [version, purpose] = reader.take::<2>()?;
		if version != VERSION {
			return Err(EncryptionError::OtherVersion(version));
		}
		if purpose != label.purpose.code() {
			return Err(EncryptionError::Malformed);
		}
		let (binding, commitment) = (reader.take()?, reader.take()?);
		let [count] = reader.take::<1>()?;
		if count == 0 || usize::from(count) > MAX_RECIPIENTS {
			return Err(EncryptionError::Recipients(count.into()));
		}
		let mut slots = Vec::with_capacity(count.into());
		for _ in 0..count {
			let (recipient, encapped) = (reader.take()?, reader.take()?);
			let wrapped = reader.take()?;
			slots.push(Slot { recipient, wrapped, seal: Seal { encapped, tag: reader.take()? } });
		}
		let header_len = blob.len() - reader.0.len();
		let content = Seal { encapped: reader.take()?, tag: reader.take()? };
		let len = reader.0.len() as u64;
		if len > max_len {
			return Err(EncryptionError::TooLarge { len, max: max_len });
		}
		let start = blob.len() - reader.0.len();
		Ok(Self { binding, commitment, slots, content, header_len, start })
	}

	/// The content key, for a recipient, be it by a key that was replaced.
	pub fn key_for(
		&self,
		label: Label,
		recipient: &EncryptionKey,
	) -> Result<ContentKey, EncryptionError> {
		let slot_of = |key: &EncryptionKey| {
			let public = key.public();
			self.slots.iter().find(|slot| slot.recipient == public)
		};
		let (key, slot) = recipient
			.and_retired()
			.find_map(|key| slot_of(key).map(|slot| (key, slot)))
			.ok_or(EncryptionError::NotForThisKey)?;
		let mut bytes = Zeroizing::new(slot.wrapped);
		let info = info(SLOT_DOMAIN, label, &self.binding);
		hpke::open(key.secret(), &info, &self.commitment, &slot.seal, bytes.as_mut_slice())?;
		Ok(ContentKey::of_bytes(bytes))
	}

	/// Whether a content key is the one of this blob.
	pub fn is_key(&self, key: &ContentKey) -> bool {
		// Both are public; there is nothing to learn from the time this takes.
		key.commitment() == self.commitment
	}

	/// Decrypts the content of the blob that this is the header of.
	pub fn open(
		&self,
		mut blob: Vec<u8>,
		label: Label,
		key: &ContentKey,
	) -> Result<Vec<u8>, EncryptionError> {
		if !self.is_key(key) {
			return Err(EncryptionError::Refused);
		}
		let (head, body) =
			blob.split_at_mut_checked(self.start).ok_or(EncryptionError::Malformed)?;
		let header = head.get(..self.header_len).ok_or(EncryptionError::Malformed)?;
		let info = info(CONTENT_DOMAIN, label, &self.binding);
		hpke::open(key.bytes(), &info, header, &self.content, body)?;
		blob.drain(..self.start);
		Ok(blob)
	}
}

/// Opens a blob as one of its recipients. `binding` is what it must be bound to, where that is known.
pub fn open(
	blob: Vec<u8>,
	label: Label,
	binding: Option<[u8; 32]>,
	recipient: &EncryptionKey,
	max_len: u64,
) -> Result<Vec<u8>, EncryptionError> {
	let header = Header::read(&blob, label, max_len)?;
	if binding.is_some_and(|binding| binding != header.binding) {
		return Err(EncryptionError::Refused);
	}
	let key = header.key_for(label, recipient)?;
	header.open(blob, label, &key)
}

fn info(domain: &[u8], label: Label, binding: &[u8; 32]) -> Vec<u8> {
	[domain, &[label.purpose.code()], label.genesis.as_bytes(), binding].concat()
}
