// SPDX-License-Identifier: Apache-2.0
//! Tests of requests, draws, attestations, caps, ends and cancellation, of attacks, and of the
//! invariants.

mod attacks;
mod attest;
mod cancel;
mod cap;
mod draw;
mod ending;
mod invariants;
mod release;
mod request;
mod retirement;
