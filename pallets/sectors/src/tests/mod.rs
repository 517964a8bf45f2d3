// SPDX-License-Identifier: Apache-2.0
//! Tests of standings, governance, terms, and of the rate over many eras.

mod governance;
mod rate;
mod standing;
mod terms;
