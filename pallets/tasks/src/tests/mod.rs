// SPDX-License-Identifier: Apache-2.0
//! Tests, one file per call, of the hooks, of settlement, of attacks, and of the invariants.

mod abstain;
mod attacks;
mod cancel;
mod commit;
mod credibility;
mod hub_orders;
mod invariants;
mod layers;
mod models;
mod order;
mod rate;
mod reveal;
mod rounds;
mod settlement;
mod simulation;
mod slash;
mod tick;
mod useful;
