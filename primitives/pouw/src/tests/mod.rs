// SPDX-License-Identifier: Apache-2.0

use crate as tickets;

mod fixture;
mod grinding;
mod idle;
mod merkle;
mod mutation;
mod noise;
mod params;
mod proof;
mod reference;
mod ticket;
mod transcript;
mod vectors;
