// SPDX-License-Identifier: Apache-2.0
//! Tests of the calls, of the ends of orders, and of the invariants.

mod cancel;
mod close;
mod ended;
mod invariants;
mod order;
