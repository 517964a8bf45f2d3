// SPDX-License-Identifier: Apache-2.0
//! `config`: the default configuration.

use crate::error::Failure;

/// The default configuration, with every key explained.
const DEFAULT: &str = include_str!("../../config.toml");

/// Prints it.
pub fn run() -> Result<(), Failure> {
	print!("{DEFAULT}");
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use pouw_service::Config;

	#[test]
	fn printed_configuration_is_the_default_one() {
		assert_eq!(Config::parse(DEFAULT).unwrap(), Config::default());
	}

	#[test]
	fn every_key_is_in_it_also_those_without_a_default() {
		let uncommented = DEFAULT
			.lines()
			.map(|line| match line.strip_prefix("# ") {
				// Commented out keys, not sentences.
				Some(rest) if rest.split(' ').nth(1) == Some("=") => rest,
				_ => line,
			})
			.collect::<Vec<_>>()
			.join("\n");
		let hardware = Config::parse(&uncommented).unwrap().hardware;
		assert!(hardware.device.is_some() && hardware.memory_mib.is_some());
		assert!(hardware.threads.is_some());
	}
}
