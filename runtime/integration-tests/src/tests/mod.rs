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
