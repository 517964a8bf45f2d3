// SPDX-License-Identifier: Apache-2.0
//! What the machine is, for the registration.

use crate::config;
use pouw_primitives::HardwareProfile;

/// Most bytes of a device name on chain.
const MAX_NAME_LEN: usize = 64;

/// The profile of this machine, with what the configuration says in place of what is measured.
pub(crate) fn profile(declared: &config::Hardware) -> HardwareProfile {
	let read = |path| std::fs::read_to_string(path).unwrap_or_default();
	let name = declared.device.clone().or_else(|| cpu_name(&read("/proc/cpuinfo")));
	let memory = declared.memory_mib.or_else(|| memory_mib(&read("/proc/meminfo")));
	let threads = declared.threads.or_else(|| {
		let threads = std::thread::available_parallelism().ok()?;
		Some(u16::try_from(threads.get()).unwrap_or(u16::MAX))
	});
	let name = name.unwrap_or_else(|| std::env::consts::ARCH.to_string());
	HardwareProfile {
		device: shortened(&name).as_bytes().to_vec().try_into().unwrap_or_default(),
		memory_mib: memory.unwrap_or(0),
		threads: threads.unwrap_or(1),
	}
}

/// At most [`MAX_NAME_LEN`] bytes of whole characters.
fn shortened(name: &str) -> &str {
	let end = (0..=MAX_NAME_LEN).rev().find(|end| name.is_char_boundary(*end)).unwrap_or(0);
	name.get(..end.min(name.len())).unwrap_or(name)
}

fn cpu_name(cpuinfo: &str) -> Option<String> {
	let line = cpuinfo.lines().find(|line| line.starts_with("model name"))?;
	let (_, name) = line.split_once(':')?;
	Some(name.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn memory_mib(meminfo: &str) -> Option<u32> {
	let line = meminfo.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
	let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
	u32::try_from(kib / 1024).ok()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn name_and_memory_are_read_from_the_kernel() {
		let cpu = "processor\t: 0\nmodel name\t: AMD  EPYC 7713\nmodel name\t: other\n";
		assert_eq!(cpu_name(cpu).unwrap(), "AMD EPYC 7713");
		assert_eq!(memory_mib("MemTotal:       25165824 kB\nMemFree: 1 kB\n"), Some(24576));
		assert_eq!(memory_mib("nothing"), None);
	}

	#[test]
	fn long_name_is_cut_at_a_character() {
		let name = "é".repeat(40);
		assert_eq!(shortened(&name).len(), 64);
		let name = format!("x{name}");
		assert_eq!(shortened(&name).len(), 63);
		assert_eq!(shortened("short"), "short");
	}

	#[test]
	fn declared_values_take_precedence() {
		let declared = config::Hardware {
			device: Some("Abacus".into()),
			memory_mib: Some(5),
			threads: Some(2),
		};
		let profile = profile(&declared);
		assert_eq!(profile.device.as_slice(), b"Abacus");
		assert_eq!((profile.memory_mib, profile.threads), (5, 2));
	}

	#[test]
	fn measured_profile_has_a_name_and_threads() {
		let profile = profile(&config::Hardware::default());
		assert!(!profile.device.is_empty() && profile.threads > 0);
	}
}
