// SPDX-License-Identifier: Apache-2.0
//! Reading of the binary formats of inputs and outputs: four letters, then numbers in little-endian
//! order and runs of bytes whose lengths were given before.

/// Why bytes, or a text, are not of the format they should have.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a {what}: {reason}")]
pub struct FormatError {
	/// What they should be.
	pub what: &'static str,
	/// What is wrong with them.
	pub reason: String,
}

impl FormatError {
	pub(crate) fn new(what: &'static str, reason: impl Into<String>) -> Self {
		Self { what, reason: reason.into() }
	}
}

/// Takes a format apart, front to back. It never allocates more than the bytes that are there.
pub(crate) struct Reader<'a> {
	what: &'static str,
	rest: &'a [u8],
}

impl<'a> Reader<'a> {
	/// Reader of what comes after `magic`.
	pub(crate) fn new(
		what: &'static str,
		magic: &[u8; 4],
		bytes: &'a [u8],
	) -> Result<Self, FormatError> {
		match bytes.strip_prefix(magic) {
			Some(rest) => Ok(Self { what, rest }),
			None => {
				let name = String::from_utf8_lossy(magic);
				Err(FormatError::new(what, format!("it does not begin with '{name}'")))
			},
		}
	}

	pub(crate) fn error(&self, reason: impl Into<String>) -> FormatError {
		FormatError::new(self.what, reason)
	}

	pub(crate) fn take(&mut self, len: usize) -> Result<&'a [u8], FormatError> {
		let (taken, rest) = self.rest.split_at_checked(len).ok_or_else(|| {
			self.error(format!("{len} bytes are to follow where {} are left", self.rest.len()))
		})?;
		self.rest = rest;
		Ok(taken)
	}

	pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], FormatError> {
		let mut array = [0; N];
		array.copy_from_slice(self.take(N)?);
		Ok(array)
	}

	pub(crate) fn u8(&mut self) -> Result<u8, FormatError> {
		self.array::<1>().map(|[byte]| byte)
	}

	pub(crate) fn u32(&mut self) -> Result<u32, FormatError> {
		self.array().map(u32::from_le_bytes)
	}

	/// A number that stands for a count or a length, within bounds.
	pub(crate) fn count(
		&mut self,
		name: &str,
		least: usize,
		most: usize,
	) -> Result<usize, FormatError> {
		let found = self.u32()? as usize;
		if !(least..=most).contains(&found) {
			let reason = format!("{found} {name}, and {least} to {most} are allowed");
			return Err(self.error(reason));
		}
		Ok(found)
	}

	pub(crate) fn u32s(&mut self, count: usize) -> Result<Vec<u32>, FormatError> {
		let (words, _) = self.take(count.saturating_mul(4))?.as_chunks::<4>();
		Ok(words.iter().map(|word| u32::from_le_bytes(*word)).collect())
	}

	/// Finite numbers.
	pub(crate) fn f32s(&mut self, count: usize) -> Result<Vec<f32>, FormatError> {
		let (words, _) = self.take(count.saturating_mul(4))?.as_chunks::<4>();
		let numbers: Vec<f32> = words.iter().map(|word| f32::from_le_bytes(*word)).collect();
		match numbers.iter().position(|number| !number.is_finite()) {
			None => Ok(numbers),
			Some(at) => Err(self.error(format!("number {at} of {count} is not finite"))),
		}
	}

	/// A finite number.
	pub(crate) fn f32(&mut self) -> Result<f32, FormatError> {
		Ok(self.f32s(1)?.first().copied().unwrap_or_default())
	}

	/// Checks that nothing is left.
	pub(crate) fn end(self) -> Result<(), FormatError> {
		match self.rest.len() {
			0 => Ok(()),
			left => Err(self.error(format!("{left} bytes are left over"))),
		}
	}
}

/// The bytes of words and numbers, one after another.
pub(crate) fn le_bytes<const N: usize>(words: impl IntoIterator<Item = [u8; N]>) -> Vec<u8> {
	words.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn reading_fails_without_allocating_when_the_bytes_are_fewer_than_claimed() {
		let mut reader = Reader::new("thing", b"ABCD", b"ABCD\xff\xff\xff\xff").unwrap();
		let claimed = reader.u32().unwrap() as usize;
		let error = reader.f32s(claimed).unwrap_err().to_string();
		assert!(error.contains("not a thing") && error.contains("0 are left"), "{error}");
		assert!(reader.take(usize::MAX).is_err());
	}

	#[test]
	fn reading_fails_when_bytes_are_left_over_or_foreign() {
		let mut reader = Reader::new("thing", b"ABCD", b"ABCD\x01\0\0\0\x02").unwrap();
		assert_eq!(reader.count("parts", 1, 1), Ok(1));
		assert!(reader.end().is_err());
		assert!(Reader::new("thing", b"ABCD", b"ABC").is_err());
	}

	#[test]
	fn numbers_must_be_finite() {
		let bytes = [b"ABCD".as_slice(), &1f32.to_le_bytes(), &f32::NAN.to_le_bytes()].concat();
		let mut reader = Reader::new("thing", b"ABCD", &bytes).unwrap();
		assert_eq!(reader.f32(), Ok(1.0));
		assert!(reader.f32().is_err());
	}
}
