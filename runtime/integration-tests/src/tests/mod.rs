// SPDX-License-Identifier: Apache-2.0

mod barrier;
mod call_mirrors;
mod channels;
mod forged_origins;
mod link;
mod metadata;
mod presets;
mod tasks;
mod user_calls;
