// SPDX-License-Identifier: Apache-2.0
//! Tests of the extension, of windows and their assignment, of answers, proofs, and the
//! invariants.

mod answers;
mod assignment;
mod extension;
mod fees;
mod invariants;
mod proofs;
mod windows;
