// SPDX-License-Identifier: Apache-2.0
//! Tests, one file per call, of windows, difficulty, settlement, attacks and the invariants.

mod attacks;
mod difficulty;
mod invariants;
mod queries;
mod set_parameters;
mod settlement;
mod simulation;
mod submit_baseline;
mod submit_useful;
mod windows;
