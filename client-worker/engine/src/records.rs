// SPDX-License-Identifier: Apache-2.0
//! Inputs and outputs of data jobs.
//!
//! An input is `PWS1`, the number of records, and for each record its length and its bytes. An output
//! is `PWR1`, the same number, and for each record the code of its outcome in one byte, the length of
//! what came out, and that. Counts and lengths are 32-bit little-endian numbers.

use crate::format::{FormatError, Reader};

/// First bytes of an input.
pub const INPUT_MAGIC: [u8; 4] = *b"PWS1";
/// First bytes of an output.
pub const OUTPUT_MAGIC: [u8; 4] = *b"PWR1";
/// Most records in an input.
pub const MAX_RECORDS: usize = 65_536;
/// Most bytes in an input.
pub const MAX_INPUT_LEN: usize = 32 << 20;

/// What became of a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
	/// The program mapped it to these bytes.
	Mapped(Vec<u8>),
	/// The program trapped.
	Trapped,
	/// The program used up its fuel.
	OutOfFuel,
	/// The program named bytes that are not in its memory.
	OutOfMemory,
	/// What the program made was too long.
	TooLong,
}

impl Outcome {
	fn code(&self) -> u8 {
		match self {
			Self::Mapped(_) => 0,
			Self::Trapped => 1,
			Self::OutOfFuel => 2,
			Self::OutOfMemory => 3,
			Self::TooLong => 4,
		}
	}

	/// The bytes that the record was mapped to, if it was.
	pub fn bytes(&self) -> Option<&[u8]> {
		match self {
			Self::Mapped(bytes) => Some(bytes),
			_ => None,
		}
	}
}

/// An input's bytes. None if there are too many records, or too many bytes.
pub fn encode_input<'a>(records: impl IntoIterator<Item = &'a [u8]>) -> Option<Vec<u8>> {
	let mut body = Vec::new();
	let mut count = 0u32;
	for record in records {
		count = count.checked_add(1).filter(|count| *count as usize <= MAX_RECORDS)?;
		body.extend(u32::try_from(record.len()).ok()?.to_le_bytes());
		body.extend(record);
		if body.len() > MAX_INPUT_LEN {
			return None;
		}
	}
	let input = [&INPUT_MAGIC[..], &count.to_le_bytes(), &body].concat();
	(count > 0 && input.len() <= MAX_INPUT_LEN).then_some(input)
}

/// The records of an input.
pub fn decode_input(bytes: &[u8]) -> Result<Vec<&[u8]>, FormatError> {
	let mut reader = Reader::new("shard of records", &INPUT_MAGIC, bytes)?;
	if bytes.len() > MAX_INPUT_LEN {
		let reason = format!("{} bytes, at most {MAX_INPUT_LEN} are allowed", bytes.len());
		return Err(reader.error(reason));
	}
	let count = reader.count("records", 1, MAX_RECORDS)?;
	let mut records = Vec::new();
	for _ in 0..count {
		let len = reader.u32()? as usize;
		records.push(reader.take(len)?);
	}
	reader.end()?;
	Ok(records)
}

/// An output's bytes.
pub fn encode_output(outcomes: &[Outcome]) -> Vec<u8> {
	let mut bytes = OUTPUT_MAGIC.to_vec();
	// Lossless: as many as an input's records, each within the limits of the job.
	bytes.extend((outcomes.len() as u32).to_le_bytes());
	for outcome in outcomes {
		let mapped = outcome.bytes().unwrap_or_default();
		bytes.push(outcome.code());
		bytes.extend((mapped.len() as u32).to_le_bytes());
		bytes.extend(mapped);
	}
	bytes
}

/// What became of each record.
pub fn decode_output(bytes: &[u8]) -> Result<Vec<Outcome>, FormatError> {
	let mut reader = Reader::new("output of a data job", &OUTPUT_MAGIC, bytes)?;
	let count = reader.count("records", 1, MAX_RECORDS)?;
	let mut outcomes = Vec::new();
	for _ in 0..count {
		let code = reader.u8()?;
		let len = reader.u32()? as usize;
		let mapped = reader.take(len)?;
		outcomes.push(match (code, mapped) {
			(0, mapped) => Outcome::Mapped(mapped.to_vec()),
			(1, []) => Outcome::Trapped,
			(2, []) => Outcome::OutOfFuel,
			(3, []) => Outcome::OutOfMemory,
			(4, []) => Outcome::TooLong,
			_ => return Err(reader.error(format!("outcome {code} with {len} bytes"))),
		});
	}
	reader.end()?;
	Ok(outcomes)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn bytes_are_as_documented() {
		let input = encode_input([&b"ab"[..], b""]).unwrap();
		assert_eq!(input, b"PWS1\x02\0\0\0\x02\0\0\0ab\0\0\0\0");
		assert_eq!(decode_input(&input).unwrap(), [&b"ab"[..], b""]);
		let output = encode_output(&[Outcome::Mapped(b"x".to_vec()), Outcome::OutOfFuel]);
		assert_eq!(output, b"PWR1\x02\0\0\0\0\x01\0\0\0x\x02\0\0\0\0");
	}

	#[test]
	fn decoding_fails_when_a_record_is_missing_or_there_are_none() {
		assert!(decode_input(b"PWS1\0\0\0\0").is_err());
		assert!(decode_input(b"PWS1\x02\0\0\0\x01\0\0\0a").is_err());
		assert!(decode_input(b"PWS1\xff\xff\xff\xff").is_err());
		assert!(decode_input(b"PWS1\x01\0\0\0\xff\xff\xff\xff").is_err());
		assert!(decode_output(b"PWR1\x01\0\0\0\x05\0\0\0\0").is_err());
		assert!(decode_output(b"PWR1\x01\0\0\0\x01\x01\0\0\0x").is_err());
	}

	#[test]
	fn encoding_fails_when_there_are_no_records_or_too_many() {
		assert_eq!(encode_input([]), None);
		assert_eq!(encode_input(std::iter::repeat_n(&b""[..], MAX_RECORDS + 1)), None);
		let most = encode_input(std::iter::repeat_n(&b""[..], MAX_RECORDS)).unwrap();
		assert_eq!(decode_input(&most).unwrap().len(), MAX_RECORDS);
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(10_000))]

		#[test]
		fn decoding_arbitrary_bytes_never_panics_and_accepts_only_canonical_ones(
			bytes in proptest::collection::vec(any::<u8>(), 0..100),
			count in 1u32..4,
			plausible: bool,
		) {
			let head = |magic: [u8; 4]| match plausible {
				true => [&magic[..], &count.to_le_bytes(), &bytes].concat(),
				false => bytes.clone(),
			};
			let input = head(INPUT_MAGIC);
			if let Ok(records) = decode_input(&input) {
				prop_assert_eq!(encode_input(records), Some(input));
			}
			let output = head(OUTPUT_MAGIC);
			if let Ok(outcomes) = decode_output(&output) {
				prop_assert_eq!(encode_output(&outcomes), output);
			}
		}
	}
}
