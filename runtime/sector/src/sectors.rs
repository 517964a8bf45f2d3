// SPDX-License-Identifier: Apache-2.0
//! The sectors that the project runs: one runtime, a specification each.

use pouw_primitives::SectorClass;
use pouw_runtime_common::currency::DECIMALS;
use pouw_tickets::WorkParams;

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
	/// Rank of the noise and the product of baseline work: large enough to keep the class's machines
	/// busy, and small enough that the inner dimensions of its models need little padding.
	pub work: WorkParams,
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
		work: WorkParams { rank: 128, m: 4096, n: 4096, k: 4096 },
	},
	SectorSpec {
		slug: "gpu-consumer",
		class: SectorClass::GpuConsumer,
		para_id: 2002,
		name: "Consumer GPU Compute",
		symbol: "CGPU",
		decimals: DECIMALS,
		work: WorkParams { rank: 64, m: 4096, n: 4096, k: 2048 },
	},
	SectorSpec {
		slug: "cpu-edge",
		class: SectorClass::CpuEdge,
		para_id: 2003,
		name: "Edge Compute",
		symbol: "EDGE",
		decimals: DECIMALS,
		work: WorkParams { rank: 32, m: 1024, n: 1024, k: 1024 },
	},
	SectorSpec {
		slug: "ai-accelerator",
		class: SectorClass::AiAccelerator,
		para_id: 2004,
		name: "AI Accelerator Compute",
		symbol: "ACCL",
		decimals: DECIMALS,
		work: WorkParams { rank: 64, m: 4096, n: 4096, k: 4096 },
	},
];
