// SPDX-License-Identifier: Apache-2.0

mod attest;
mod attest_again;
mod batches;
mod forgery;
mod heads;
mod invariants;
mod requests;
