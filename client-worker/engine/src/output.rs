// SPDX-License-Identifier: Apache-2.0
//! Outputs of embedding jobs.
//!
//! The bytes are `PWE1`, the number of rows and of columns as 32-bit little-endian numbers, and the
//! rows one after another as little-endian 32-bit floating-point numbers.

/// First bytes of an encoded output.
pub const MAGIC: [u8; 4] = *b"PWE1";
/// Most rows an output may have.
pub const MAX_ROWS: usize = 1 << 20;
/// Most columns an output may have.
pub const MAX_DIMS: usize = 1 << 16;

const HEADER_LEN: usize = 12;

/// One vector for each text, in the order of the texts; every number is finite.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Embeddings {
	/// Number of vectors.
	pub rows: usize,
	/// Numbers in a vector.
	pub dims: usize,
	/// The vectors, one after another.
	pub values: Vec<f32>,
}

/// Why an output is refused.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum OutputError {
	/// Too short, or another format.
	#[error("does not begin with 'PWE1' and a size; it is not an embedding output")]
	NotAnOutput,
	/// Rows or columns out of bounds.
	#[error("claims {rows} × {dims} numbers; allowed are 1 to {MAX_ROWS} × 1 to {MAX_DIMS}")]
	Size {
		/// Rows claimed.
		rows: usize,
		/// Columns claimed.
		dims: usize,
	},
	/// Not as many numbers as rows and columns say.
	#[error("{rows} × {dims} numbers take {wanted} bytes after the header, found {found}")]
	Length {
		/// Rows claimed.
		rows: usize,
		/// Columns claimed.
		dims: usize,
		/// Bytes they take.
		wanted: u64,
		/// Bytes there are.
		found: u64,
	},
	/// A number is infinite or not a number.
	#[error("row {row}, column {column} is not a finite number")]
	NotFinite {
		/// Row, from 0.
		row: usize,
		/// Column, from 0.
		column: usize,
	},
}

impl Embeddings {
	/// Vectors of `dims` numbers each, one after another in `values`.
	pub fn new(rows: usize, dims: usize, values: Vec<f32>) -> Result<Self, OutputError> {
		check_size(rows, dims, values.len().saturating_mul(4))?;
		if let Some(at) = values.iter().position(|value| !value.is_finite()) {
			return Err(OutputError::NotFinite {
				row: at.checked_div(dims).unwrap_or(0),
				column: at.checked_rem(dims).unwrap_or(0),
			});
		}
		Ok(Self { rows, dims, values })
	}

	/// The vectors in turn.
	pub fn vectors(&self) -> impl ExactSizeIterator<Item = &[f32]> {
		self.values.chunks_exact(self.dims.max(1))
	}

	/// The output's bytes.
	pub fn to_bytes(&self) -> Vec<u8> {
		let mut bytes =
			Vec::with_capacity(self.values.len().saturating_mul(4).saturating_add(HEADER_LEN));
		bytes.extend(MAGIC);
		// Lossless: `new` bounds both by MAX_ROWS and MAX_DIMS.
		bytes.extend((self.rows as u32).to_le_bytes());
		bytes.extend((self.dims as u32).to_le_bytes());
		bytes.extend(self.values.iter().flat_map(|value| value.to_le_bytes()));
		bytes
	}

	/// Reads an output's bytes; allocates no more than they are long.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, OutputError> {
		let (magic, rest) = bytes.split_first_chunk::<4>().ok_or(OutputError::NotAnOutput)?;
		let (rows, rest) = rest.split_first_chunk::<4>().ok_or(OutputError::NotAnOutput)?;
		let (dims, body) = rest.split_first_chunk::<4>().ok_or(OutputError::NotAnOutput)?;
		if *magic != MAGIC {
			return Err(OutputError::NotAnOutput);
		}
		let rows = u32::from_le_bytes(*rows) as usize;
		let dims = u32::from_le_bytes(*dims) as usize;
		check_size(rows, dims, body.len())?;
		let (numbers, _) = body.as_chunks::<4>();
		Self::new(rows, dims, numbers.iter().map(|n| f32::from_le_bytes(*n)).collect())
	}
}

fn check_size(rows: usize, dims: usize, body_len: usize) -> Result<(), OutputError> {
	if !(1..=MAX_ROWS).contains(&rows) || !(1..=MAX_DIMS).contains(&dims) {
		return Err(OutputError::Size { rows, dims });
	}
	let wanted = (rows as u64).saturating_mul(dims as u64).saturating_mul(4);
	let found = body_len as u64;
	if wanted != found {
		return Err(OutputError::Length { rows, dims, wanted, found });
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn header(rows: u32, dims: u32) -> Vec<u8> {
		[&MAGIC[..], &rows.to_le_bytes(), &dims.to_le_bytes()].concat()
	}

	#[test]
	fn bytes_are_as_documented() {
		let output = Embeddings::new(1, 2, vec![1.0, -0.5]).unwrap();
		let expected = b"PWE1\x01\0\0\0\x02\0\0\0\0\0\x80\x3f\0\0\0\xbf";
		assert_eq!(output.to_bytes(), expected);
		assert_eq!(Embeddings::from_bytes(expected).unwrap(), output);
	}

	#[test]
	fn decoding_fails_when_header_is_short_or_foreign() {
		let good = Embeddings::new(1, 1, vec![1.0]).unwrap().to_bytes();
		for len in 0..HEADER_LEN {
			assert_eq!(Embeddings::from_bytes(&good[..len]), Err(OutputError::NotAnOutput));
		}
		let mut foreign = good;
		foreign[3] = b'2';
		assert_eq!(Embeddings::from_bytes(&foreign), Err(OutputError::NotAnOutput));
	}

	#[test]
	fn decoding_fails_without_allocating_when_the_claimed_size_is_huge_or_zero() {
		for (rows, dims) in [(u32::MAX, u32::MAX), (0, 4), (4, 0), (1, 1 << 17)] {
			let found = Embeddings::from_bytes(&header(rows, dims));
			assert!(matches!(found, Err(OutputError::Size { .. })), "{found:?}");
		}
		let found = Embeddings::from_bytes(&header(1 << 20, 1 << 16));
		assert!(matches!(found, Err(OutputError::Length { .. })), "{found:?}");
	}

	#[test]
	fn decoding_fails_when_a_byte_is_missing_or_left_over() {
		let good = Embeddings::new(2, 3, vec![0.25; 6]).unwrap().to_bytes();
		let short = Embeddings::from_bytes(&good[..good.len() - 1]);
		assert!(matches!(short, Err(OutputError::Length { wanted: 24, found: 23, .. })));
		let long = Embeddings::from_bytes(&[&good[..], &[0]].concat());
		assert!(matches!(long, Err(OutputError::Length { wanted: 24, found: 25, .. })));
	}

	#[test]
	fn decoding_fails_when_a_number_is_not_finite() {
		for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
			let mut bytes = header(2, 2);
			for value in [0.0, 0.0, 0.0, bad] {
				bytes.extend(value.to_le_bytes());
			}
			let expected = OutputError::NotFinite { row: 1, column: 1 };
			assert_eq!(Embeddings::from_bytes(&bytes), Err(expected));
		}
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(10_000))]

		#[test]
		fn decoding_arbitrary_bytes_never_panics_and_accepts_only_canonical_ones(
			bytes in proptest::collection::vec(any::<u8>(), 0..200),
			rows in 0u32..6,
			dims in 0u32..6,
			plausible: bool,
		) {
			let bytes = if plausible { [header(rows, dims), bytes].concat() } else { bytes };
			if let Ok(output) = Embeddings::from_bytes(&bytes) {
				prop_assert_eq!(output.vectors().len(), output.rows);
				prop_assert_eq!(output.to_bytes(), bytes);
			}
		}

		#[test]
		fn encoding_round_trips(rows in 1usize..5, dims in 1usize..5, seed in -1e30f32..1e30) {
			let values = (0..rows * dims).map(|i| seed * i as f32 / 64.0).collect();
			let output = Embeddings::new(rows, dims, values).unwrap();
			prop_assert_eq!(Embeddings::from_bytes(&output.to_bytes()).unwrap(), output);
		}
	}
}
