// SPDX-License-Identifier: Apache-2.0
//! The course of a conversion, put together from what the hub and the sector show block by block.

use pouw_primitives::{
	conversion::{CancelReason, ConversionState},
	settlement::{SettlementRecord, SettlementState},
	BlockNumber, SectorId, HUB_ID,
};
use serde::Serialize;

/// A step of a conversion.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Leg {
	/// What happened.
	pub step: &'static str,
	/// Chain on which it did: its para id.
	pub chain: u32,
	/// Block of that chain.
	pub block: BlockNumber,
	/// Since the conversion was submitted, until this was seen.
	pub seconds: f64,
	/// Drawing of witnesses that it belongs to.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub round: Option<u32>,
	/// Sectors that it is about: those drawn, or the one that attested.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	pub sectors: Vec<u32>,
}

impl Leg {
	/// A step at a block.
	pub fn new(step: &'static str, chain: u32, block: BlockNumber, seconds: f64) -> Self {
		Self { step, chain, block, seconds: tenths(seconds), round: None, sectors: Vec::new() }
	}

	fn of_round(mut self, round: u32, sectors: &[SectorId]) -> Self {
		self.round = Some(round);
		self.sectors = sectors.iter().map(|sector| sector.0).collect();
		self
	}

	/// The step in a line.
	pub fn text(&self) -> String {
		let chain = match self.chain {
			HUB_ID => "hub".to_string(),
			sector => sector.to_string(),
		};
		let about: Vec<String> = self.sectors.iter().map(ToString::to_string).collect();
		let mut text = format!("{:<10} {chain} block {}", self.step, self.block);
		if !about.is_empty() {
			text.push_str(&format!(", sector {}", about.join(" and ")));
		}
		if let Some(round) = self.round.filter(|round| *round > 0) {
			text.push_str(&format!(", round {round}"));
		}
		text
	}
}

/// Rounds to what a person can use.
pub fn tenths(seconds: f64) -> f64 {
	(seconds * 10.0).round() / 10.0
}

/// The steps that two looks at the hub's record, a block apart, show.
pub fn hub_steps(
	before: Option<&SettlementRecord>,
	after: &SettlementRecord,
	block: BlockNumber,
	seconds: f64,
) -> Vec<Leg> {
	let mut legs = Vec::new();
	let step = |step| Leg::new(step, HUB_ID, block, seconds);
	let old = before.map(|record| record.state);
	let already = |sector: SectorId, round: u32| match old {
		Some(SettlementState::Witnessing { round: r, witnesses, .. }) if r == round => {
			witnesses.iter().any(|witness| witness.sector == sector && witness.attested)
		},
		_ => false,
	};
	if matches!(after.state, SettlementState::Queued { .. })
		&& !matches!(old, Some(SettlementState::Queued { .. }))
	{
		legs.push(step("queued"));
	}
	if after.quote.is_some() && before.is_none_or(|record| record.quote.is_none()) {
		legs.push(step("admitted"));
	}
	match (old, after.state) {
		(Some(SettlementState::Witnessing { round, .. }), SettlementState::Drawing { .. }) => {
			legs.push(step("expired").of_round(round, &[]));
		},
		(old, SettlementState::Witnessing { round, witnesses, .. }) => {
			let known =
				matches!(old, Some(SettlementState::Witnessing { round: r, .. }) if r == round);
			if !known {
				legs.push(step("drawn").of_round(round, &witnesses.map(|witness| witness.sector)));
			}
			for witness in witnesses {
				if witness.attested && !already(witness.sector, round) {
					legs.push(step("attested").of_round(round, &[witness.sector]));
				}
			}
		},
		(old, SettlementState::Minted { witnesses, round, .. })
			if !matches!(old, Some(SettlementState::Minted { .. })) =>
		{
			// The second attestation and the mint are in one block.
			for witness in witnesses {
				if !already(witness, round) {
					legs.push(step("attested").of_round(round, &[witness]));
				}
			}
			legs.push(step("minted"));
		},
		(old, SettlementState::Cancelled { .. })
			if !matches!(old, Some(SettlementState::Cancelled { .. })) =>
		{
			legs.push(step("cancelled"));
		},
		_ => {},
	}
	legs
}

/// The word for what a sector heard of the end; `None` while it has not.
pub fn end_name(state: ConversionState) -> Option<&'static str> {
	match state {
		ConversionState::Pending => None,
		ConversionState::Settled { .. } => Some("settled"),
		ConversionState::Refunded { .. } => Some("refunded"),
	}
}

/// Why a conversion was cancelled, in words.
pub fn reason_name(reason: CancelReason) -> &'static str {
	match reason {
		CancelReason::Unwitnessed => "no two witnesses proved it in any round",
		CancelReason::WorthTooLittle => "it is worth too little MAIN to be paid out",
		CancelReason::BeneficiaryUnable => "its beneficiary cannot receive MAIN",
		CancelReason::Governance => "the hub's governance cancelled it",
		CancelReason::Congested => "too many conversions of the sector are open",
		CancelReason::AboveCap => "it is worth more than the sector may convert in an era",
		CancelReason::SectorInactive => "the sector is not active on the hub",
		CancelReason::CapUsedUp => {
			"what the sector may convert in this era and the next ones is used up; try again in a later era"
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use pouw_primitives::{
		conversion::ConversionRequest,
		settlement::{DrawnWitness, Quote},
		AccountId,
	};

	const A: SectorId = SectorId(2001);
	const B: SectorId = SectorId(2002);

	fn record(state: SettlementState) -> SettlementRecord {
		SettlementRecord {
			request: ConversionRequest {
				conversion: 0,
				beneficiary: AccountId::new([1; 32]),
				amount: 5,
			},
			arrived_at: 3,
			arrived_relay: 4,
			quote: Some(Quote { era: 0, main: 5, toll: 1 }),
			state,
		}
	}

	fn drawing(round: u32) -> SettlementState {
		SettlementState::Drawing { round, randomness_from: 9, expires: 99 }
	}

	fn witnessing(round: u32, attested: [bool; 2]) -> SettlementState {
		let witness = |sector, attested| DrawnWitness { sector, attested };
		let witnesses = [witness(A, attested[0]), witness(B, attested[1])];
		SettlementState::Witnessing { round, witnesses, deadline: 90 }
	}

	fn minted() -> SettlementState {
		SettlementState::Minted { witnesses: [A, B], round: 0, at: 8, told: true }
	}

	fn steps(before: Option<SettlementState>, after: SettlementState) -> Vec<String> {
		let before = before.map(record);
		let legs = hub_steps(before.as_ref(), &record(after), 7, 1.0);
		legs.iter().map(|leg| format!("{}{:?}", leg.step, leg.sectors)).collect()
	}

	#[test]
	fn steps_are_those_of_a_conversion_that_is_minted() {
		assert_eq!(steps(None, drawing(0)), ["admitted[]"]);
		assert!(steps(Some(drawing(0)), drawing(0)).is_empty());
		assert_eq!(steps(Some(drawing(0)), witnessing(0, [false; 2])), ["drawn[2001, 2002]"]);
		let half = witnessing(0, [false, true]);
		assert_eq!(steps(Some(witnessing(0, [false; 2])), half), ["attested[2002]"]);
		assert!(steps(Some(half), half).is_empty());
		assert_eq!(steps(Some(half), minted()), ["attested[2001]", "minted[]"]);
		assert!(steps(Some(minted()), minted()).is_empty());
	}

	#[test]
	fn attestations_of_a_former_round_are_not_those_of_the_next() {
		let first = witnessing(0, [true, false]);
		assert_eq!(steps(Some(first), drawing(1)), ["expired[]"]);
		assert_eq!(
			steps(Some(first), witnessing(1, [true, false])),
			["drawn[2001, 2002]", "attested[2001]"]
		);
	}

	#[test]
	fn conversion_that_is_minted_between_two_looks_shows_all_that_is_known() {
		let shown = steps(None, minted());
		assert_eq!(shown, ["admitted[]", "attested[2001]", "attested[2002]", "minted[]"]);
	}

	#[test]
	fn leg_is_a_line_with_chain_block_sectors_and_round() {
		let leg = Leg::new("drawn", HUB_ID, 12, 3.2).of_round(1, &[A, B]);
		assert_eq!(leg.text(), "drawn      hub block 12, sector 2001 and 2002, round 1");
		assert_eq!(Leg::new("requested", 2003, 5, 0.0).text(), "requested  2003 block 5");
	}
}
