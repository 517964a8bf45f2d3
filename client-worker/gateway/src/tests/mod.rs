// SPDX-License-Identifier: Apache-2.0
//! The gateway over real sockets, before a sector in memory. The real chain is for the end-to-end tests.

mod attacks;
mod bodies;
mod fake;
mod follow;
mod orders;
mod queries;
mod quotes;
mod subscriptions;
