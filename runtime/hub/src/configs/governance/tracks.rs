// SPDX-License-Identifier: Apache-2.0
//! How long each kind of question is open, and how many votes it takes. `docs/governance.md` says why.
//!
//! The table holds the periods of a public network. A test network divides all of them by the divisor
//! of its genesis, so that the same runtime serves both.

use super::origins::{Origin, TimeDivisor};
use crate::{OriginCaller, Runtime};
use alloc::borrow::Cow;
use core::marker::PhantomData;
use frame_support::traits::Get;
use frame_system::RawOrigin;
use pallet_referenda::{Curve, Track, TrackInfo, TracksInfo};
use pouw_primitives::{Balance, BlockNumber};
use pouw_runtime_common::{
	block::{DAYS, HOURS, MINUTES},
	currency::UNIT,
};
use sp_runtime::{str_array as name, FixedI64};

/// Number of a track.
pub type TrackId = u16;

/// Of root.
pub const ROOT: TrackId = 0;
/// Of [`Origin::ProtocolParameters`].
pub const PROTOCOL_PARAMETERS: TrackId = 10;
/// Of [`Origin::PouwEvolution`].
pub const POUW_EVOLUTION: TrackId = 11;
/// Of [`Origin::SectorAdmission`].
pub const SECTOR_ADMISSION: TrackId = 12;
/// Of [`Origin::ReferendumCanceller`].
pub const REFERENDUM_CANCELLER: TrackId = 20;
/// Of [`Origin::ReferendumKiller`].
pub const REFERENDUM_KILLER: TrackId = 21;
/// Of [`Origin::SmallSpender`].
pub const SMALL_SPENDER: TrackId = 30;
/// Of [`Origin::BigSpender`].
pub const BIG_SPENDER: TrackId = 31;
/// Of [`Origin::EmergencyLiquidity`].
pub const EMERGENCY_LIQUIDITY: TrackId = 40;

const fn percent(share: i64) -> FixedI64 {
	FixedI64::from_rational(share as u128, 100)
}

/// From `ceil` at the start to `floor` at the end, in a straight line.
const fn straight(floor: i64, ceil: i64) -> Curve {
	Curve::make_linear(1, 1, percent(floor), percent(ceil))
}

/// From `ceil` at the start to `floor` at the end, steep at first; `level` after `part` of `whole`.
const fn steep(part: u128, whole: u128, level: i64, floor: i64, ceil: i64) -> Curve {
	Curve::make_reciprocal(part, whole, percent(level), percent(floor), percent(ceil))
}

static TRACKS: [Track<TrackId, Balance, BlockNumber>; 9] = [
	Track {
		id: ROOT,
		info: TrackInfo {
			name: name("root"),
			max_deciding: 1,
			decision_deposit: 10_000 * UNIT,
			prepare_period: 2 * HOURS,
			decision_period: 14 * DAYS,
			confirm_period: DAYS,
			min_enactment_period: DAYS,
			min_approval: steep(2, 14, 80, 50, 100),
			min_support: straight(5, 50),
		},
	},
	Track {
		id: PROTOCOL_PARAMETERS,
		info: TrackInfo {
			name: name("protocol_parameters"),
			max_deciding: 5,
			decision_deposit: 2_000 * UNIT,
			prepare_period: HOURS,
			decision_period: 7 * DAYS,
			confirm_period: DAYS,
			min_enactment_period: 12 * HOURS,
			min_approval: steep(2, 7, 75, 50, 100),
			min_support: steep(3, 7, 10, 2, 50),
		},
	},
	Track {
		id: POUW_EVOLUTION,
		info: TrackInfo {
			name: name("pouw_evolution"),
			max_deciding: 5,
			decision_deposit: 2_000 * UNIT,
			prepare_period: DAYS,
			decision_period: 14 * DAYS,
			confirm_period: 2 * DAYS,
			min_enactment_period: 3 * DAYS,
			min_approval: steep(4, 14, 80, 55, 100),
			min_support: steep(7, 14, 10, 2, 50),
		},
	},
	Track {
		id: SECTOR_ADMISSION,
		info: TrackInfo {
			name: name("sector_admission"),
			max_deciding: 5,
			decision_deposit: 5_000 * UNIT,
			prepare_period: DAYS,
			decision_period: 14 * DAYS,
			confirm_period: 2 * DAYS,
			min_enactment_period: DAYS,
			min_approval: steep(4, 14, 80, 60, 100),
			min_support: steep(7, 14, 15, 5, 50),
		},
	},
	Track {
		id: REFERENDUM_CANCELLER,
		info: TrackInfo {
			name: name("referendum_canceller"),
			max_deciding: 20,
			decision_deposit: 1_000 * UNIT,
			prepare_period: 10 * MINUTES,
			decision_period: 3 * DAYS,
			confirm_period: HOURS,
			min_enactment_period: 5 * MINUTES,
			min_approval: straight(50, 100),
			min_support: steep(1, 12, 5, 1, 50),
		},
	},
	Track {
		id: REFERENDUM_KILLER,
		info: TrackInfo {
			name: name("referendum_killer"),
			max_deciding: 20,
			decision_deposit: 5_000 * UNIT,
			prepare_period: 10 * MINUTES,
			decision_period: 3 * DAYS,
			confirm_period: 3 * HOURS,
			min_enactment_period: 5 * MINUTES,
			min_approval: straight(60, 100),
			min_support: steep(1, 6, 10, 2, 50),
		},
	},
	Track {
		id: SMALL_SPENDER,
		info: TrackInfo {
			name: name("small_spender"),
			max_deciding: 50,
			decision_deposit: 50 * UNIT,
			prepare_period: HOURS,
			decision_period: 7 * DAYS,
			confirm_period: DAYS,
			min_enactment_period: HOURS,
			min_approval: straight(50, 100),
			min_support: steep(3, 7, 3, 1, 50),
		},
	},
	Track {
		id: BIG_SPENDER,
		info: TrackInfo {
			name: name("big_spender"),
			max_deciding: 10,
			decision_deposit: 500 * UNIT,
			prepare_period: 4 * HOURS,
			decision_period: 14 * DAYS,
			confirm_period: 2 * DAYS,
			min_enactment_period: DAYS,
			min_approval: straight(50, 100),
			min_support: steep(7, 14, 10, 3, 50),
		},
	},
	Track {
		id: EMERGENCY_LIQUIDITY,
		info: TrackInfo {
			name: name("emergency_liquidity"),
			max_deciding: 3,
			decision_deposit: 5_000 * UNIT,
			prepare_period: 30 * MINUTES,
			decision_period: 2 * DAYS,
			confirm_period: 4 * HOURS,
			min_enactment_period: 2 * HOURS,
			min_approval: straight(67, 100),
			min_support: straight(15, 50),
		},
	},
];

/// A period of the table as this network has it: divided, but no shorter than a block.
fn scaled(period: BlockNumber, divisor: u32) -> BlockNumber {
	period.checked_div(divisor).unwrap_or(period).max(1)
}

/// Period `P`, divided as this network divides its periods.
pub struct Scaled<P>(PhantomData<P>);

impl<P: Get<BlockNumber>> Get<BlockNumber> for Scaled<P> {
	fn get() -> BlockNumber {
		scaled(P::get(), TimeDivisor::<Runtime>::get())
	}
}

/// The tracks, with the periods of this network.
pub struct Tracks;

impl Tracks {
	fn scale(
		track: &'static Track<TrackId, Balance, BlockNumber>,
		divisor: u32,
	) -> Cow<'static, Track<TrackId, Balance, BlockNumber>> {
		if divisor == 1 {
			return Cow::Borrowed(track);
		}
		let mut track = track.clone();
		let info = &mut track.info;
		for period in [
			&mut info.prepare_period,
			&mut info.decision_period,
			&mut info.confirm_period,
			&mut info.min_enactment_period,
		] {
			*period = scaled(*period, divisor);
		}
		Cow::Owned(track)
	}
}

impl TracksInfo<Balance, BlockNumber> for Tracks {
	type Id = TrackId;
	type RuntimeOrigin = OriginCaller;

	fn tracks() -> impl Iterator<Item = Cow<'static, Track<TrackId, Balance, BlockNumber>>> {
		let divisor = TimeDivisor::<Runtime>::get();
		TRACKS.iter().map(move |track| Self::scale(track, divisor))
	}

	fn track_for(origin: &OriginCaller) -> Result<TrackId, ()> {
		match origin {
			OriginCaller::system(RawOrigin::Root) => Ok(ROOT),
			OriginCaller::Origins(origin) => Ok(match origin {
				Origin::ProtocolParameters => PROTOCOL_PARAMETERS,
				Origin::PouwEvolution => POUW_EVOLUTION,
				Origin::SectorAdmission => SECTOR_ADMISSION,
				Origin::ReferendumCanceller => REFERENDUM_CANCELLER,
				Origin::ReferendumKiller => REFERENDUM_KILLER,
				Origin::SmallSpender => SMALL_SPENDER,
				Origin::BigSpender => BIG_SPENDER,
				Origin::EmergencyLiquidity => EMERGENCY_LIQUIDITY,
			}),
			_ => Err(()),
		}
	}
}
