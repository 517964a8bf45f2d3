// SPDX-License-Identifier: Apache-2.0
//! The Assembly: what each track decides, and what nobody gets past it.

mod attacks;
mod parameters;
mod tracks;
mod votes;
