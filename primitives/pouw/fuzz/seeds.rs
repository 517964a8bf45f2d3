// SPDX-License-Identifier: Apache-2.0
//! Writes the seed corpus: `cargo run --release --bin seeds -- corpus/verify`.

use codec::Encode;
use pouw_tickets as tickets;
use std::{env, error::Error, fs, path::PathBuf};
use tickets::BaselineProof;

#[path = "../src/tests/fixture.rs"]
#[allow(dead_code)]
mod fixture;
#[path = "../src/tests/reference.rs"]
#[allow(dead_code)]
mod reference;

fn main() -> Result<(), Box<dyn Error>> {
	let folder = PathBuf::from(env::args().nth(1).ok_or("usage: seeds FOLDER")?);
	fs::create_dir_all(&folder)?;
	let write = |name: &str, mode: u8, bytes: Vec<u8>| {
		fs::write(folder.join(name), [vec![mode], bytes].concat())
	};
	write("baseline-winner", 0, fixture::BASELINE.encode())?;
	write("baseline-last-tile", 0, BaselineProof { nonce: u64::MAX, i: 4, j: 2 }.encode())?;
	write("baseline-no-such-tile", 0, BaselineProof { nonce: 0, i: 5, j: 0 }.encode())?;
	write("baseline-edit-nonce", 2, vec![0, 0, 1])?;

	let operands = fixture::Operands::new();
	write("operands-winner", 1, operands.best.encode())?;
	// A promoted node on both sides.
	let promoted = operands.proofs.last().ok_or("a product has tiles")?;
	write("operands-promoted", 1, promoted.encode())?;
	let mut overlong = operands.best.clone().encode();
	// The length of the strip of A, after m, its root and the tile.
	overlong.splice(44..46, [0xfe, 0xff, 0xff, 0xff]);
	write("operands-overlong-strip", 1, overlong)?;
	write("operands-unedited", 3, vec![])?;
	for (name, position) in
		[("m", 0u16), ("root-a", 4), ("i", 36), ("j", 40), ("a-strip", 46), ("b-path", 16_600)]
	{
		let [low, high] = position.to_le_bytes();
		write(&format!("operands-edit-{name}"), 3, vec![low, high, 1])?;
	}
	Ok(())
}
