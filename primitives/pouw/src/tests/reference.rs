// SPDX-License-Identifier: Apache-2.0
//! The scheme once more, slowly and straight from its definition: dense noise factors, 64-bit sums,
//! division bit by bit. It shares no code with the crate; tests and the fuzz target compare the two.

pub type Bytes = [u8; 32];

pub const A: u8 = 0;
pub const B: u8 = 1;

fn derive(purpose: &str, input: Vec<u8>) -> Bytes {
	blake3::derive_key(&format!("pouw-chain matmul-ticket v1 {purpose}"), &input)
}

fn xof(key: &Bytes, input: Vec<u8>, length: usize) -> Vec<u8> {
	let mut output = vec![0; length];
	let mut hasher = blake3::Hasher::new_keyed(key);
	hasher.update(&input);
	hasher.finalize_xof().fill(&mut output);
	output
}

/// A product and what its tickets are bound to.
#[derive(Clone)]
pub struct Product {
	pub sector: u32,
	pub challenge: Bytes,
	pub miner: Bytes,
	pub rank: u16,
	pub kind: u8,
	pub m: u32,
	pub n: u32,
	pub k: u32,
	pub root_a: Bytes,
	pub root_b: Bytes,
}

impl Product {
	/// seed_A and seed_B.
	pub fn seeds(&self) -> (Bytes, Bytes) {
		let mut job = self.sector.to_le_bytes().to_vec();
		job.extend(self.challenge);
		job.extend(self.miner);
		job.extend(self.rank.to_le_bytes());
		let mut input = derive("job", job).to_vec();
		input.push(self.kind);
		input.extend(self.root_b);
		input.extend(self.n.to_le_bytes());
		input.extend(self.k.to_le_bytes());
		let seed_b = derive("seed-b", input);
		let mut input = seed_b.to_vec();
		input.extend(self.root_a);
		input.extend(self.m.to_le_bytes());
		(derive("seed-a", input), seed_b)
	}

	/// The ticket of tile (i, j), given the strips that it is the product of.
	pub fn ticket(&self, a_strip: &[u8], b_strip: &[u8], i: u32, j: u32) -> Bytes {
		let (seed_a, seed_b) = self.seeds();
		let (rank, k) = (usize::from(self.rank), self.k as usize);
		let a = noisy(a_strip, &seed_a, &seed_b, A, i, rank, k);
		let b = noisy(b_strip, &seed_b, &seed_b, B, j, rank, k);
		let mut input = Vec::new();
		for word in transcript(&a, &b, rank) {
			input.extend(word.to_le_bytes());
		}
		input.extend(i.to_le_bytes());
		input.extend(j.to_le_bytes());
		xof(&seed_a, input, 32).try_into().unwrap()
	}
}

/// The dense factor of the noise: its row `index`.
pub fn dense_row(seed: &Bytes, side: u8, index: u32, rank: usize) -> Vec<i64> {
	let mut input = vec![side, 0];
	input.extend(index.to_le_bytes());
	xof(seed, input, rank).iter().map(|byte| i64::from(byte % 64) - 32).collect()
}

/// The sparse factor of the noise, written out: `rank` rows of `k` entries.
pub fn sparse(seed_b: &Bytes, side: u8, rank: usize, k: usize) -> Vec<Vec<i64>> {
	let words = xof(seed_b, vec![side, 1], 4 * k);
	let mut rows = vec![vec![0; k]; rank];
	for c in 0..k {
		let w = u32::from_le_bytes(words[4 * c..4 * c + 4].try_into().unwrap()) as usize;
		let p = w % rank;
		let d = 1 + (w / 65536) * (rank - 1) / 65536;
		rows[p][c] += 1;
		rows[p ^ d][c] -= 1;
	}
	rows
}

/// Sixteen rows and their noise, by the product of its two factors.
pub fn noisy(
	strip: &[u8],
	seed: &Bytes,
	seed_b: &Bytes,
	side: u8,
	index: u32,
	rank: usize,
	k: usize,
) -> Vec<Vec<i64>> {
	let sparse = sparse(seed_b, side, rank, k);
	(0..16)
		.map(|row| {
			let mut sums: Vec<i64> =
				(0..k).map(|c| i64::from(strip[row * k + c].cast_signed())).collect();
			let dense = dense_row(seed, side, 16 * index + row as u32, rank);
			for (factor, entries) in dense.iter().zip(&sparse) {
				for (sum, entry) in sums.iter_mut().zip(entries) {
					*sum += factor * entry;
				}
			}
			sums
		})
		.collect()
}

/// The transcript of a tile, by its definition.
pub fn transcript(a: &[Vec<i64>], b: &[Vec<i64>], rank: usize) -> [u32; 16] {
	let mut words = [0u32; 16];
	let mut sums = [[0i64; 16]; 16];
	for l in 0..a[0].len() / rank {
		let mut x = 0;
		for (row, sums) in a.iter().zip(&mut sums) {
			for (column, sum) in b.iter().zip(sums) {
				let lines = l * rank..(l + 1) * rank;
				*sum +=
					row[lines.clone()].iter().zip(&column[lines]).map(|(a, b)| a * b).sum::<i64>();
				x ^= sum.rem_euclid(1 << 32) as u32;
			}
		}
		words[l % 16] = words[l % 16].rotate_left(13) ^ x;
	}
	words
}

/// Whether a ticket wins, by long division and multiplication.
pub fn wins(ticket: &Bytes, difficulty: u128, k: u32) -> bool {
	if difficulty == 0 {
		return false;
	}
	// Quotient of 2²⁵⁶−1, highest limb first.
	let mut quotient = [0u32; 8];
	let mut rest = 0u128;
	for bit in 0..256 {
		let overflow = rest >> 127 == 1;
		rest = (rest << 1) | 1;
		if overflow || rest >= difficulty {
			rest = rest.wrapping_sub(difficulty);
			quotient[bit / 32] |= 1 << (31 - bit % 32);
		}
	}
	let mut target = [0u8; 32];
	let mut carry = 0u128;
	for limb in (0..8).rev() {
		carry += u128::from(quotient[limb]) * 256 * u128::from(k);
		target[4 * limb..4 * limb + 4].copy_from_slice(&(carry as u32).to_be_bytes());
		carry >>= 32;
	}
	if carry > 0 {
		target = [255; 32];
	}
	*ticket < target
}

/// The root that a path leads to; nothing if it has another shape than the tree.
pub fn climb(top: Bytes, index: u32, count: u32, path: &[Bytes]) -> Option<Bytes> {
	if index >= count {
		return None;
	}
	if count == 1 {
		return path.is_empty().then_some(top);
	}
	if index == count - 1 && count % 2 == 1 {
		return climb(top, index / 2, count / 2 + 1, path);
	}
	let (sibling, above) = path.split_first()?;
	let (left, right) = if index.is_multiple_of(2) { (&top, sibling) } else { (sibling, &top) };
	let parent = derive("node", [left.as_slice(), right].concat());
	climb(parent, index / 2, count.div_ceil(2), above)
}

/// Digest of a strip.
pub fn leaf(strip: &[u8]) -> Bytes {
	derive("strip", strip.to_vec())
}
