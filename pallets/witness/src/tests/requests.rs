// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Event, IgnoreReason, Order};
use frame_support::assert_ok;
use pouw_primitives::{
	conversion::WitnessRequest, message::HubToSector, sector::SectorStatus, SectorId,
};

fn withdraw(conversion: u64, round: u32) {
	let message = HubToSector::WitnessWithdrawn { source: SOURCE, conversion, round };
	assert_ok!(hub_says(message));
}

fn ignored(conversion: u64, round: u32, reason: IgnoreReason) -> Event<Test> {
	Event::RequestIgnored { source: SOURCE, conversion, round, reason }
}

#[test]
fn request_is_open_for_its_lifetime() {
	ExtBuilder.build_and_execute(|| {
		hub_asks(3, 1);
		let expires_at = 1 + RequestLifetime::get();
		assert_eq!(
			events(),
			[Event::Requested { source: SOURCE, conversion: 3, round: 1, expires_at }]
		);
		let open = Witness::requests();
		assert_eq!(open.len(), 1);
		assert_eq!((&open[0].request, open[0].expires_at), (&request(3, 1), expires_at));
		assert_eq!(open[0].head, None);
		run_to(expires_at - 1);
		assert_eq!(Witness::requests().len(), 1);
		run_to(expires_at);
		assert!(Witness::requests().is_empty());
		assert_eq!(events(), [Event::RequestExpired { source: SOURCE, conversion: 3, round: 1 }]);
	});
}

#[test]
fn expiry_is_bounded_per_block_and_starts_with_the_oldest() {
	ExtBuilder.build_and_execute(|| {
		for conversion in 0..8 {
			hub_asks(conversion, 0);
		}
		run_to(RequestLifetime::get());
		assert_eq!(Order::<Test>::get().len(), 8);
		for left in [5, 2, 0] {
			run_to(System::block_number() + 1);
			let open: Vec<_> = Order::<Test>::get().iter().map(|(_, id)| *id).collect();
			assert_eq!(open, (8 - left..8).collect::<Vec<u64>>());
		}
	});
}

#[test]
fn request_is_ignored_when_the_sector_would_be_its_own_witness() {
	ExtBuilder.build_and_execute(|| {
		let request = WitnessRequest { source: Own::get(), ..request(0, 0) };
		assert_ok!(hub_says(HubToSector::Witness(request)));
		assert!(Witness::requests().is_empty());
		let reason = IgnoreReason::OwnConversion;
		let (source, conversion, round) = (Own::get(), 0, 0);
		assert_eq!(events(), [Event::RequestIgnored { source, conversion, round, reason }]);
	});
}

#[test]
fn newer_round_replaces_an_older_one_and_lives_anew() {
	ExtBuilder.build_and_execute(|| {
		hub_asks(0, 0);
		hub_asks(1, 0);
		run_to(15);
		hub_asks(0, 2);
		assert_eq!(Order::<Test>::get().into_inner(), [(SOURCE, 1), (SOURCE, 0)]);
		run_to(1 + RequestLifetime::get());
		let open = Witness::requests();
		assert_eq!(open.len(), 1);
		assert_eq!((open[0].request.conversion, open[0].request.round), (0, 2));
		assert_eq!(open[0].expires_at, 15 + RequestLifetime::get());
	});
}

#[test]
fn round_is_ignored_when_it_is_not_newer() {
	ExtBuilder.build_and_execute(|| {
		hub_asks(0, 2);
		events();
		run_to(5);
		hub_asks(0, 2);
		hub_asks(0, 1);
		let reason = IgnoreReason::OldRound;
		assert_eq!(events(), [ignored(0, 2, reason), ignored(0, 1, reason)]);
		assert_eq!(Witness::requests()[0].expires_at, 1 + RequestLifetime::get());
	});
}

fn ask_about(sector: SectorId, conversion: u64) {
	let request = WitnessRequest { source: sector, ..request(conversion, 0) };
	// Never refused: that would hold up the hub's messages.
	assert_ok!(hub_says(HubToSector::Witness(request)));
}

/// The open requests of a sector.
fn open_of(sector: SectorId) -> Vec<u64> {
	let order = Order::<Test>::get();
	order.iter().filter(|(of, _)| *of == sector).map(|(_, conversion)| *conversion).collect()
}

#[test]
fn request_is_ignored_when_as_many_are_open_as_can_be() {
	ExtBuilder.build_and_execute(|| {
		for conversion in 0..8 {
			hub_asks(conversion, 0);
		}
		events();
		hub_asks(8, 0);
		assert_eq!(events(), [ignored(8, 0, IgnoreReason::TooManyRequests)]);
		assert_eq!(open_of(SOURCE), (0..8).collect::<Vec<_>>());
		// A newer round needs no room of its own.
		hub_asks(0, 1);
		withdraw(5, 0);
		hub_asks(8, 0);
		assert_eq!(open_of(SOURCE), [1, 2, 3, 4, 6, 7, 0, 8]);
	});
}

#[test]
fn request_is_ignored_when_it_would_name_too_many_sectors() {
	ExtBuilder.build_and_execute(|| {
		for sector in 2002..2005 {
			ask_about(SectorId(sector), 0);
		}
		events();
		let fourth = SectorId(2005);
		let reason = IgnoreReason::TooManySources;
		let ignored = [Event::RequestIgnored { source: fourth, conversion: 0, round: 0, reason }];
		ask_about(fourth, 0);
		assert_eq!(events(), ignored);
		assert_eq!(Witness::sources().len(), 3);
		hub_asks(1, 0);
		withdraw(0, 0);
		events();
		// One request still names the sector.
		ask_about(fourth, 0);
		assert_eq!(events(), ignored);
		withdraw(1, 0);
		ask_about(fourth, 0);
		assert_eq!(open_of(fourth), [0]);
	});
}

#[test]
fn newest_request_of_the_sector_with_most_gives_way_when_there_is_no_room() {
	ExtBuilder.build_and_execute(|| {
		for conversion in 0..8 {
			hub_asks(conversion, 0);
		}
		for (conversion, given) in [(0, 7), (1, 6), (2, 5), (3, 4)] {
			events();
			ask_about(OTHER, conversion);
			let way = Event::RequestGaveWay { source: SOURCE, conversion: given, round: 0 };
			assert_eq!(events().first(), Some(&way));
		}
		assert_eq!((open_of(SOURCE), open_of(OTHER)), (vec![0, 1, 2, 3], vec![0, 1, 2, 3]));
		// Now both have the same, and neither displaces the other.
		ask_about(OTHER, 4);
		hub_asks(9, 0);
		assert_eq!((open_of(SOURCE).len(), open_of(OTHER).len()), (4, 4));
	});
}

#[test]
fn sector_that_fills_all_requests_keeps_no_other_out() {
	ExtBuilder.build_and_execute(|| {
		// Two sectors ask as much as they can, before and after the third one does.
		for conversion in 0..20 {
			ask_about(SectorId(2003), conversion);
			ask_about(SectorId(2004), conversion);
		}
		hub_asks(0, 0);
		hub_asks(1, 0);
		for conversion in 20..40 {
			ask_about(SectorId(2003), conversion);
			ask_about(SectorId(2004), conversion);
		}
		assert_eq!(open_of(SOURCE), [0, 1]);
	});
}

#[test]
fn withdrawal_closes_a_request_of_its_round_or_an_earlier_one() {
	ExtBuilder.build_and_execute(|| {
		hub_asks(0, 1);
		hub_asks(1, 1);
		events();
		withdraw(0, 0);
		assert!(events().is_empty());
		withdraw(0, 1);
		withdraw(1, 4);
		let withdrawn =
			|conversion| Event::RequestWithdrawn { source: SOURCE, conversion, round: 1 };
		assert_eq!(events(), [withdrawn(0), withdrawn(1)]);
		assert!(Witness::requests().is_empty());
	});
}

#[test]
fn withdrawal_is_nothing_when_no_request_is_open() {
	ExtBuilder.build_and_execute(|| {
		withdraw(0, 0);
		assert!(events().is_empty());
	});
}

#[test]
fn words_for_other_pallets_are_passed_over() {
	ExtBuilder.build_and_execute(|| {
		let status = SectorStatus::Active;
		assert_ok!(hub_says(HubToSector::Status { status, revision: 1 }));
		assert_ok!(hub_says(HubToSector::ConversionSettled { conversion: 0, minted: 1 }));
		assert!(events().is_empty());
	});
}
