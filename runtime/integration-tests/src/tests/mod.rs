// SPDX-License-Identifier: Apache-2.0

mod barrier;
mod call_mirrors;
mod channels;
mod conversions;
mod forged_origins;
mod link;
mod metadata;
mod presets;
mod records;
mod tasks;
mod tickets;
mod user_calls;
