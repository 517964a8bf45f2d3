// SPDX-License-Identifier: Apache-2.0
//! The sectors that the project runs: one runtime, a specification each.

use pouw_primitives::SectorClass;
use pouw_runtime_common::currency::DECIMALS;

/// What tells one sector's genesis from another's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SectorSpec {
	/// Name in commands and file names.
	pub slug: &'static str,
	/// Class of hardware.
	pub class: SectorClass,
	/// Para id.
	pub para_id: u32,
	/// Name of the token.
	pub name: &'static str,
	/// Symbol of the token.
	pub symbol: &'static str,
	/// Decimal places of the token.
	pub decimals: u8,
}

/// All sectors.
pub const ALL: [SectorSpec; 4] = [
	SectorSpec {
		slug: "gpu-datacenter",
		class: SectorClass::GpuDatacenter,
		para_id: 2001,
		name: "Datacenter GPU Compute",
		symbol: "DGPU",
		decimals: DECIMALS,
	},
	SectorSpec {
		slug: "gpu-consumer",
		class: SectorClass::GpuConsumer,
		para_id: 2002,
		name: "Consumer GPU Compute",
		symbol: "CGPU",
		decimals: DECIMALS,
	},
	SectorSpec {
		slug: "cpu-edge",
		class: SectorClass::CpuEdge,
		para_id: 2003,
		name: "Edge Compute",
		symbol: "EDGE",
		decimals: DECIMALS,
	},
	SectorSpec {
		slug: "ai-accelerator",
		class: SectorClass::AiAccelerator,
		para_id: 2004,
		name: "AI Accelerator Compute",
		symbol: "ACCL",
		decimals: DECIMALS,
	},
];
