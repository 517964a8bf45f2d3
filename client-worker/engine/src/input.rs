// SPDX-License-Identifier: Apache-2.0
//! Inputs of embedding jobs: UTF-8, one text a line.

/// Bounds on an input. Every miner of a task must read it alike, so jobs use [`Limits::default`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
	/// Most bytes in all.
	pub bytes: usize,
	/// Most texts.
	pub texts: usize,
	/// Most bytes in a line.
	pub line_bytes: usize,
}

impl Default for Limits {
	fn default() -> Self {
		Self { bytes: 4 << 20, texts: 16_384, line_bytes: 16 << 10 }
	}
}

/// Why an input is refused.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum InputError {
	/// More bytes than allowed.
	#[error("{found} bytes, at most {most} are allowed; split it into several tasks")]
	TooManyBytes {
		/// Bytes there are.
		found: usize,
		/// Bytes allowed.
		most: usize,
	},
	/// Not UTF-8.
	#[error("not UTF-8 at byte {at}; convert it to UTF-8")]
	NotUtf8 {
		/// Offset of the first bad byte.
		at: usize,
	},
	/// A line is too long.
	#[error("line {line} has {found} bytes, at most {most} are allowed; break it up")]
	LineTooLong {
		/// Number of the line, from 1.
		line: usize,
		/// Bytes it has.
		found: usize,
		/// Bytes allowed.
		most: usize,
	},
	/// More texts than allowed.
	#[error("more than {most} non-empty lines; split it into several tasks")]
	TooManyTexts {
		/// Texts allowed.
		most: usize,
	},
	/// Nothing to do.
	#[error("no text in it; write one text on each line")]
	Empty,
}

/// The texts of an input: its lines, without those of white space only.
pub fn parse_texts(bytes: &[u8], limits: &Limits) -> Result<Vec<String>, InputError> {
	if bytes.len() > limits.bytes {
		return Err(InputError::TooManyBytes { found: bytes.len(), most: limits.bytes });
	}
	let input = std::str::from_utf8(bytes)
		.map_err(|error| InputError::NotUtf8 { at: error.valid_up_to() })?;
	let mut texts = Vec::new();
	for (index, line) in input.lines().enumerate() {
		if line.len() > limits.line_bytes {
			return Err(InputError::LineTooLong {
				line: index.saturating_add(1),
				found: line.len(),
				most: limits.line_bytes,
			});
		}
		if line.trim().is_empty() {
			continue;
		}
		if texts.len() == limits.texts {
			return Err(InputError::TooManyTexts { most: limits.texts });
		}
		texts.push(line.to_owned());
	}
	if texts.is_empty() {
		return Err(InputError::Empty);
	}
	Ok(texts)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	const LIMITS: Limits = Limits { bytes: 64, texts: 3, line_bytes: 20 };

	fn parse(bytes: &[u8]) -> Result<Vec<String>, InputError> {
		parse_texts(bytes, &LIMITS)
	}

	#[test]
	fn lines_become_texts_and_blank_ones_are_dropped() {
		assert_eq!(parse(b"one\r\n\n  \t\ntwo words\n").unwrap(), ["one", "two words"]);
		assert_eq!(parse(b"no line end").unwrap(), ["no line end"]);
	}

	#[test]
	fn parsing_fails_when_not_utf8() {
		assert_eq!(parse(b"ok\n\xff\xfe"), Err(InputError::NotUtf8 { at: 3 }));
	}

	#[test]
	fn parsing_fails_when_a_line_is_too_long() {
		let input = format!("short\n{}", "x".repeat(21));
		let expected = InputError::LineTooLong { line: 2, found: 21, most: 20 };
		assert_eq!(parse(input.as_bytes()), Err(expected));
		assert!(parse("x".repeat(20).as_bytes()).is_ok());
	}

	#[test]
	fn parsing_fails_when_there_are_too_many_texts() {
		assert!(parse(b"1\n2\n\n3\n\n").is_ok());
		assert_eq!(parse(b"1\n2\n3\n4"), Err(InputError::TooManyTexts { most: 3 }));
	}

	#[test]
	fn parsing_fails_when_there_are_too_many_bytes() {
		let expected = InputError::TooManyBytes { found: 65, most: 64 };
		assert_eq!(parse(&[b'\n'; 65]), Err(expected));
	}

	#[test]
	fn parsing_fails_when_there_is_no_text() {
		for input in [&b""[..], b"\n\n", b" \t\r\n"] {
			assert_eq!(parse(input), Err(InputError::Empty));
		}
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(10_000))]

		#[test]
		fn parsing_keeps_the_limits_whatever_the_bytes(
			bytes in proptest::collection::vec(any::<u8>(), 0..100),
		) {
			if let Ok(texts) = parse(&bytes) {
				prop_assert!(!texts.is_empty() && texts.len() <= LIMITS.texts);
				prop_assert!(texts.iter().all(|t| t.len() <= LIMITS.line_bytes));
				prop_assert!(texts.iter().all(|t| !t.trim().is_empty()));
			}
		}
	}
}
