// SPDX-License-Identifier: Apache-2.0

mod barrier;
mod call_mirrors;
mod channels;
mod conversions;
mod fees;
mod forged_origins;
mod governance;
mod guilds;
mod interleavings;
mod link;
mod load;
mod metadata;
mod orders;
mod presets;
mod proxies;
mod records;
mod recycling;
mod releases;
mod sector_parameters;
mod tasks;
mod tickets;
mod user_calls;

use crate::network::{PouwNet, Wire};

/// Blocks after which an unacknowledged message is sent again for the first time.
const RETRY_AFTER: u32 = 60;

/// Does `work`, whose messages are all lost.
fn losing<T>(work: impl FnOnce() -> T) -> T {
	PouwNet::set_wire(Wire::Loses);
	let done = work();
	PouwNet::set_wire(Wire::Works);
	done
}
