// SPDX-License-Identifier: Apache-2.0
//! Examples to train on and weights, as a client keeps them in files.
//!
//! A file of examples has one a line: numbers parted by commas, the class last. A file of weights is
//! `PWW1`, their number, and the weights, little-endian.

use crate::{
	format::{le_bytes, FormatError, Reader},
	network::MAX_WEIGHTS,
	training::Examples,
};
use std::ops::Range;

/// First bytes of a file of weights.
pub const WEIGHTS_MAGIC: [u8; 4] = *b"PWW1";

impl Examples {
	/// The examples in the lines `rows` of `text`, with their numbers divided by `scale`. Lines beyond
	/// the last are not missed.
	pub fn from_csv(text: &str, rows: Range<usize>, scale: f32) -> Result<Self, FormatError> {
		let error = |reason: String| FormatError::new("file of examples", reason);
		if !(scale.is_finite() && scale != 0.0) {
			return Err(error(format!("numbers cannot be divided by {scale}")));
		}
		let mut examples = Self::default();
		let mut width = None;
		let lines = text.lines().enumerate().skip(rows.start).take(rows.len());
		for (index, line) in lines {
			let at = |reason: String| error(format!("line {}: {reason}", index.saturating_add(1)));
			let (numbers, class) = line
				.rsplit_once(',')
				.ok_or_else(|| at("there are no numbers before a class".to_owned()))?;
			let before = examples.numbers.len();
			for number in numbers.split(',') {
				let parsed: f32 = number
					.trim()
					.parse()
					.map_err(|_| at(format!("`{}` is no number", number.trim())))?;
				examples.numbers.push(parsed / scale);
			}
			let found = examples.numbers.len().saturating_sub(before);
			let wanted = *width.get_or_insert(found);
			if found != wanted {
				return Err(at(format!("it has {found} numbers, the first one has {wanted}")));
			}
			let class = class.trim();
			let class = class.parse().map_err(|_| at(format!("`{class}` is no class")))?;
			examples.classes.push(class);
		}
		if examples.classes.is_empty() {
			return Err(error(format!("it has no lines {} to {}", rows.start, rows.end)));
		}
		Ok(examples)
	}
}

/// Weights as the bytes of a file.
pub fn weights_to_bytes(weights: &[f32]) -> Vec<u8> {
	let count = u32::try_from(weights.len()).unwrap_or(u32::MAX);
	let weights = le_bytes(weights.iter().map(|weight| weight.to_le_bytes()));
	[&WEIGHTS_MAGIC[..], &count.to_le_bytes(), &weights].concat()
}

/// Reads a file of weights.
pub fn weights_from_bytes(bytes: &[u8]) -> Result<Vec<f32>, FormatError> {
	let mut reader = Reader::new("file of weights", &WEIGHTS_MAGIC, bytes)?;
	let count = reader.count("weights", 1, MAX_WEIGHTS)?;
	let weights = reader.f32s(count)?;
	reader.end()?;
	Ok(weights)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn lines_become_examples() {
		let text = "0,10,3\n5, 20 ,1\n10,30,2\n";
		let some = Examples::from_csv(text, 1..9, 10.0).unwrap();
		assert_eq!(some.numbers, [0.5, 2.0, 1.0, 3.0]);
		assert_eq!(some.classes, [1, 2]);
	}

	#[test]
	fn reading_fails_and_names_the_line_when_one_is_wrong() {
		let read = |text| Examples::from_csv(text, 0..9, 1.0).unwrap_err().to_string();
		assert!(read("1,2,3\n1,3\n").contains("line 2: it has 1 numbers"));
		assert!(read("1,x,3\n").contains("line 1: `x` is no number"));
		assert!(read("1,2,-3\n").contains("`-3` is no class"));
		assert!(read("7\n").contains("line 1"));
		assert!(read("").contains("no lines 0 to 9"));
		assert!(Examples::from_csv("1,2\n", 0..1, 0.0).is_err());
	}

	#[test]
	fn weights_come_back_and_others_are_refused() {
		let bytes = weights_to_bytes(&[0.5, -1.0]);
		assert_eq!(weights_from_bytes(&bytes).unwrap(), [0.5, -1.0]);
		assert!(weights_from_bytes(&bytes[..bytes.len() - 1]).is_err());
		assert!(weights_from_bytes(b"PWU1").is_err());
		assert!(weights_from_bytes(&[&bytes[..], &[0]].concat()).is_err());
	}
}
