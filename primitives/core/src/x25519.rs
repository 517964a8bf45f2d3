// SPDX-License-Identifier: Apache-2.0
//! Public keys to which inputs and outputs are sealed.

/// The points of low order of Curve25519 and its twist, as RFC 7748 encodes them, without the bit that it ignores:
/// 0, 1, the two of order 8, −1, and 0 and 1 once more, with the prime added.
const LOW_ORDER: [[u8; 32]; 7] = [
	[0; 32],
	{
		let mut one = [0; 32];
		one[0] = 1;
		one
	},
	[
		0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4,
		0x6a, 0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49,
		0xb8, 0x00,
	],
	[
		0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef,
		0x5b, 0x04, 0x44, 0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f,
		0x11, 0x57,
	],
	near_prime(0xec),
	near_prime(0xed),
	near_prime(0xee),
];

/// The 255 bits that are those of the prime 2²⁵⁵ − 19 but for the lowest eight.
const fn near_prime(lowest: u8) -> [u8; 32] {
	let mut bytes = [0xff; 32];
	bytes[0] = lowest;
	bytes[31] = 0x7f;
	bytes
}

/// Whether no secret can be agreed with the owner of a public key, because it is a point of low order: the
/// shared secret would be zero whatever the other key. HPKE refuses to seal to it.
pub fn is_low_order(key: &[u8; 32]) -> bool {
	let mut key = *key;
	if let Some(last) = key.last_mut() {
		*last &= 0x7f;
	}
	LOW_ORDER.contains(&key)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn low_order_points_are_told_whatever_the_bit_that_is_ignored() {
		for point in LOW_ORDER {
			assert!(is_low_order(&point));
			let mut ignored = point;
			ignored[31] |= 0x80;
			assert!(is_low_order(&ignored));
		}
	}

	#[test]
	fn neighbours_of_low_order_points_and_the_base_point_are_keys() {
		let small = |lowest| {
			let mut bytes = [0; 32];
			bytes[0] = lowest;
			bytes
		};
		// 9 is the base point, 2 + p a number that is not reduced.
		for key in [small(2), small(9), near_prime(0xeb), near_prime(0xef), [7; 32], [0xff; 32]] {
			assert!(!is_low_order(&key), "{key:?}");
		}
	}
}
