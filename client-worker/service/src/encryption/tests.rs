// SPDX-License-Identifier: Apache-2.0
//! Known answers, and what is refused.

use super::{
	envelope,
	hpke::{self, Seal},
	sealed::{self, ContentKey, Header, Label, Purpose, MAX_OVERHEAD, MAX_RECIPIENTS},
	EncryptionError, EncryptionKey, OrderBinding,
};
use proptest::prelude::*;
use sp_core::H256;

const LABEL: Label = Label { purpose: Purpose::Input, genesis: H256([9; 32]) };
const BINDING: [u8; 32] = [5; 32];

fn key(byte: u8) -> EncryptionKey {
	EncryptionKey::of_seed([byte; 32])
}

fn sealed_for(keys: &[EncryptionKey], content: &[u8]) -> Vec<u8> {
	let recipients: Vec<_> = keys.iter().map(EncryptionKey::public).collect();
	sealed::seal(LABEL, BINDING, &recipients, content).unwrap()
}

fn open(blob: Vec<u8>, key: &EncryptionKey) -> Result<Vec<u8>, EncryptionError> {
	sealed::open(blob, LABEL, Some(BINDING), key, 1 << 16)
}

fn order(byte: u8) -> OrderBinding {
	OrderBinding([byte; 32])
}

fn bytes<const N: usize>(digits: &str) -> [u8; N] {
	hex::decode(digits).unwrap().try_into().unwrap()
}

/// RFC 9180, appendix A.2.1: base mode of the suite that is used here, sequence number 0.
#[test]
fn ciphertext_of_the_standard_is_opened() {
	let secret = bytes("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb");
	let info = hex::decode("4f6465206f6e2061204772656369616e2055726e").unwrap();
	let aad = hex::decode("436f756e742d30").unwrap();
	let mut text =
		hex::decode("1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b").unwrap();
	let seal = Seal {
		encapped: bytes("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"),
		tag: bytes("60b4db21993c62ce81883d2dd1b51a28"),
	};
	hpke::open(&secret, &info, &aad, &seal, &mut text).unwrap();
	assert_eq!(text, b"Beauty is truth, truth beauty");
	let public = EncryptionKey::of_seed(secret).public();
	let expected = "4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a";
	assert_eq!(hex::encode(public), expected);
}

#[test]
fn every_recipient_opens_the_same_blob_and_nobody_else_does() {
	let keys: Vec<_> = (1..=16).map(key).collect();
	let blob = sealed_for(&keys, b"content");
	for key in &keys {
		assert_eq!(open(blob.clone(), key).unwrap(), b"content");
	}
	assert_eq!(open(blob, &key(17)), Err(EncryptionError::NotForThisKey));
}

#[test]
fn overhead_is_within_its_bound_and_reached_by_the_most_recipients() {
	let keys: Vec<_> = (1..=16).map(key).collect();
	for count in 1..=MAX_RECIPIENTS {
		let blob = sealed_for(&keys[..count], b"content");
		let overhead = blob.len() as u64 - 7;
		assert!(overhead <= MAX_OVERHEAD);
		assert_eq!(overhead == MAX_OVERHEAD, count == MAX_RECIPIENTS);
	}
}

#[test]
fn sealing_fails_without_recipients_with_too_many_or_with_a_key_that_is_none() {
	let seal = |recipients: &[[u8; 32]]| sealed::seal(LABEL, BINDING, recipients, b"content");
	assert_eq!(seal(&[]), Err(EncryptionError::Recipients(0)));
	assert_eq!(seal(&[key(1).public(); 17]), Err(EncryptionError::Recipients(17)));
	assert_eq!(seal(&[[0; 32]]), Err(EncryptionError::UnusableKey));
	assert_eq!(sealed::check_recipient(&[0; 32]), Err(EncryptionError::UnusableKey));
	assert_eq!(sealed::check_recipient(&key(1).public()), Ok(()));
}

/// Whether the chain would register a key, and whether anything can be sealed to it.
fn agree_on(key: [u8; 32]) -> bool {
	let usable = !pouw_primitives::x25519::is_low_order(&key);
	assert_eq!(usable, sealed::check_recipient(&key).is_ok(), "{}", hex::encode(key));
	usable
}

#[test]
fn chain_registers_exactly_the_keys_that_can_be_sealed_to() {
	let mut unusable = 0;
	let mut count = |key: [u8; 32]| {
		// The highest bit is ignored.
		for ignored in [0, 0x80] {
			let mut key = key;
			key[31] |= ignored;
			unusable += u32::from(!agree_on(key));
		}
	};
	for lowest in 0..=u8::MAX {
		let (mut small, mut near_prime) = ([0; 32], [0xff; 32]);
		(small[0], near_prime[0], near_prime[31]) = (lowest, lowest, 0x7f);
		count(small);
		count(near_prime);
	}
	for order_eight in [
		"e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
		"5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
	] {
		count(bytes(order_eight));
	}
	// 0, 1, the two of order eight, p − 1, p and p + 1.
	assert_eq!(unusable, 2 * 7);
	assert!((0..200).all(|byte| agree_on(key(byte).public())));
}

#[test]
fn blob_of_another_purpose_chain_or_binding_is_refused() {
	let key = key(1);
	let blob = sealed_for(&[EncryptionKey::of_seed([1; 32])], b"content");
	let with = |label, binding| sealed::open(blob.clone(), label, binding, &key, 100);
	assert_eq!(with(LABEL, None).unwrap(), b"content");
	assert_eq!(with(LABEL, Some([6; 32])), Err(EncryptionError::Refused));
	let other_chain = Label { genesis: H256([8; 32]), ..LABEL };
	assert_eq!(with(other_chain, None), Err(EncryptionError::Refused));
	let other_purpose = Label { purpose: Purpose::Output, ..LABEL };
	assert_eq!(with(other_purpose, None), Err(EncryptionError::Malformed));
}

#[test]
fn content_over_the_limit_is_refused_before_it_is_decrypted() {
	let blob = sealed_for(&[key(1)], &[0; 11]);
	let error = sealed::open(blob, LABEL, None, &key(1), 10).unwrap_err();
	assert_eq!(error, EncryptionError::TooLarge { len: 11, max: 10 });
}

#[test]
fn number_of_recipients_is_checked_before_they_are_read() {
	let mut blob = sealed_for(&[key(1)], b"content");
	for count in [0, 17, 255] {
		blob[74] = count;
		let error = Header::read(&blob, LABEL, 100).unwrap_err();
		assert_eq!(error, EncryptionError::Recipients(count.into()));
	}
}

#[test]
fn key_that_the_blob_is_not_committed_to_is_refused() {
	let blob = sealed_for(&[key(1)], b"content");
	let header = Header::read(&blob, LABEL, 100).unwrap();
	let other = ContentKey::random().unwrap();
	assert!(!header.is_key(&other));
	assert_eq!(header.open(blob, LABEL, &other), Err(EncryptionError::Refused));
}

/// A client must not be able to hand two keys to two miners for one blob. Two secrets that differ only in
/// bits that X25519 ignores are the same key for the cipher, and still two for the commitment.
#[test]
fn key_that_opens_the_blob_in_another_form_is_refused() {
	let blob = sealed_for(&[key(1)], b"content");
	let header = Header::read(&blob, LABEL, 100).unwrap();
	let found = header.key_for(LABEL, &key(1)).unwrap();
	let mut other = *found.bytes();
	other[0] ^= 1;
	let other = ContentKey::of_bytes(zeroize::Zeroizing::new(other));
	assert_eq!(header.open(blob, LABEL, &other), Err(EncryptionError::Refused));
}

#[test]
fn envelope_is_opened_by_its_recipient_for_its_order_alone() {
	let content_key = ContentKey::random().unwrap();
	let envelope = envelope::seal(&order(1), &key(1).public(), &content_key).unwrap();
	assert_eq!(envelope.len(), envelope::LEN);
	let found = envelope::open(&order(1), &key(1), &envelope).unwrap();
	assert_eq!(found.bytes(), content_key.bytes());
	let other_key = envelope::open(&order(1), &key(2), &envelope).unwrap_err();
	let other_order = envelope::open(&order(2), &key(1), &envelope).unwrap_err();
	assert_eq!((other_key, other_order), (EncryptionError::Refused, EncryptionError::Refused));
}

#[test]
fn debug_and_errors_show_no_key() {
	let content_key = ContentKey::of_bytes(zeroize::Zeroizing::new([0xab; 32]));
	let shown =
		format!("{content_key:?} {:?} {}", EncryptionError::Refused, EncryptionError::Refused);
	assert!(shown.contains("redacted") && !shown.contains("abab") && !shown.contains("171"));
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

	#[test]
	fn content_of_any_length_comes_back(content in prop::collection::vec(any::<u8>(), 0..2_000)) {
		let blob = sealed_for(&[key(1), key(2)], &content);
		prop_assert!(sealed::is_sealed(&blob));
		prop_assert_eq!(open(blob, &key(2)).unwrap(), content);
	}

	#[test]
	fn blob_is_refused_when_any_byte_is_altered(
		content in prop::collection::vec(any::<u8>(), 1..200),
		at in any::<prop::sample::Index>(),
		by in 1..=u8::MAX,
	) {
		let mut blob = sealed_for(&[key(1), key(2)], &content);
		let at = at.index(blob.len());
		blob[at] ^= by;
		prop_assert!(open(blob, &key(1)).is_err(), "byte {}", at);
	}

	#[test]
	fn blob_is_refused_when_it_is_cut_or_longer(
		content in prop::collection::vec(any::<u8>(), 1..200),
		at in any::<prop::sample::Index>(),
		more in prop::collection::vec(any::<u8>(), 1..50),
	) {
		let blob = sealed_for(&[key(1)], &content);
		let cut = blob[..at.index(blob.len())].to_vec();
		prop_assert!(open(cut, &key(1)).is_err());
		prop_assert!(open([blob, more].concat(), &key(1)).is_err());
	}

	#[test]
	fn any_bytes_are_refused_without_a_panic(
		bytes in prop::collection::vec(any::<u8>(), 0..400),
		sealed in any::<bool>(),
	) {
		let start: &[u8] = if sealed { &sealed::MAGIC } else { &[] };
		let blob = [start, &bytes].concat();
		prop_assert!(open(blob, &key(1)).is_err());
		prop_assert!(envelope::open(&order(1), &key(1), &bytes).is_err());
	}

	#[test]
	fn envelope_is_refused_when_any_byte_is_altered(
		at in 0..envelope::LEN,
		by in 1..=u8::MAX,
	) {
		let content_key = ContentKey::random().unwrap();
		let mut envelope = envelope::seal(&order(1), &key(1).public(), &content_key).unwrap();
		envelope[at] ^= by;
		prop_assert!(envelope::open(&order(1), &key(1), &envelope).is_err());
		prop_assert!(envelope::open(&order(1), &key(1), &envelope[..at]).is_err());
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

	/// Of a header that is read, every part is within the blob, and no more is allocated than it has.
	#[test]
	fn header_of_any_bytes_is_refused_or_within_them(
		start in prop::sample::select(vec![0usize, 8, 10, 74]),
		bytes in prop::collection::vec(any::<u8>(), 0..2_200),
		count in 0u8..20,
		max in 0u64..3_000,
	) {
		let mut fixed = [0u8; 75];
		fixed[..8].copy_from_slice(&sealed::MAGIC);
		fixed[8..10].copy_from_slice(&[sealed::VERSION, 1]);
		fixed[74] = count;
		let blob = [if start == 74 { &fixed[..] } else { &fixed[..start] }, &bytes].concat();
		if let Ok(header) = Header::read(&blob, LABEL, max) {
			prop_assert!((1..=MAX_RECIPIENTS).contains(&usize::from(blob[74])));
			prop_assert!(header.key_for(LABEL, &key(1)).is_err());
			let overhead = 75 + usize::from(blob[74]) * 112 + 48;
			prop_assert!((blob.len() - overhead) as u64 <= max);
		}
	}

	#[test]
	fn envelope_of_any_bytes_is_refused(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
		prop_assert!(envelope::open(&order(1), &key(1), &bytes).is_err());
	}
}
