// SPDX-License-Identifier: Apache-2.0
//! Tests of standings, of terms, and of the rate over many eras.

mod rate;
mod standing;
mod terms;
