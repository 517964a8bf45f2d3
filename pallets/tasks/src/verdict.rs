// SPDX-License-Identifier: Apache-2.0
//! Which of the revealed results support one another, and how far the best-supported can be believed.

use alloc::vec::Vec;
use core::cmp::Reverse;
use pouw_primitives::{
	credibility::{group_odds, Prospect, Standing},
	sketch::EQUAL_SKETCHES,
	task::{Answer, BlobRef, Bound, Replica, TaskResult, VerificationTier},
};
use sp_runtime::{traits::Saturating, BoundedVec, FixedU128, Permill};

/// A revealed result with its place among the replicas and the standing of its miner.
struct Revealed<'a> {
	index: usize,
	result: &'a TaskResult,
	standing: Standing,
}

/// Results that support one of them.
struct Cluster {
	/// Place of the medoid among the revealed results.
	medoid: usize,
	/// Places of all members, the medoid among them.
	members: Vec<usize>,
}

/// The best-supported cluster among the revealed results of a task.
pub(crate) struct Verdict {
	/// Index of the replica that most others support.
	pub medoid: u8,
	/// Its output.
	pub output: BlobRef,
	/// Who supports it and who does not.
	pub prospect: Prospect,
	/// Each revealed replica.
	members: Vec<Judged>,
}

/// How the result of a replica compares with the others.
struct Judged {
	/// The replica.
	index: usize,
	/// Its distance to the medoid.
	distance: Permill,
	/// Whether it is in the cluster.
	in_cluster: bool,
	/// The replicas that it supports, itself among them.
	supported: u16,
}

impl Verdict {
	/// Finds the best-supported cluster; none if nothing was revealed.
	///
	/// The medoid is the result with the most supporters, then with the smaller sum of distances to
	/// them, then the first. Only supporters enter the sum, so that garbage cannot tip it. What is
	/// outside the cluster is split into groups in the same way, for a result is the less credible the
	/// more credible others contradict it.
	///
	/// Whoever is asked again could have read results of the round before, so equal outputs alone do
	/// not support one another then: sketches by the round's own seed must agree as well.
	///
	/// One party is assumed to hold the share `colluding` of the draw at most.
	pub(crate) fn of<AccountId>(
		tier: VerificationTier,
		tolerance: Permill,
		replicas: &[Replica<AccountId>],
		colluding: Permill,
		standing: impl Fn(&AccountId) -> Standing,
	) -> Option<Self> {
		let revealed: Vec<Revealed<'_>> = replicas
			.iter()
			.enumerate()
			.filter_map(|(index, replica)| match &replica.answer {
				Answer::Revealed { result, .. } => {
					Some(Revealed { index, result, standing: standing(&replica.miner) })
				},
				_ => None,
			})
			.collect();
		let asked_again = replicas.iter().any(|replica| replica.bound.is_some());
		let supports: Vec<Vec<Option<Permill>>> = revealed
			.iter()
			.map(|one| {
				let with = |other: &Revealed<'_>| {
					support(tier, tolerance, asked_again, one.result, other.result)
				};
				revealed.iter().map(with).collect()
			})
			.collect();

		let mut left: Vec<usize> = (0..revealed.len()).collect();
		let best = best_cluster(&supports, &left)?;
		left.retain(|place| !best.members.contains(place));
		let disputed = !left.is_empty();
		let odds_of = |cluster: &Cluster| {
			let members = cluster.members.iter().filter_map(|place| revealed.get(*place));
			let standings = members.map(|one| one.standing);
			let counted = standings.map(|s| if disputed { s.in_dispute() } else { s });
			group_odds(counted.map(|standing| standing.odds(colluding)))
		};
		let mut others = FixedU128::default();
		while let Some(cluster) = best_cluster(&supports, &left) {
			others = others.saturating_add(odds_of(&cluster));
			left.retain(|place| !cluster.members.contains(place));
		}

		let voters = replicas.iter().filter(|r| r.answer != Answer::Abstained).count();
		let medoid = revealed.get(best.medoid)?;
		let members = revealed
			.iter()
			.zip(&supports)
			.enumerate()
			.map(|(place, (other, row))| Judged {
				index: other.index,
				distance: medoid.result.sketch.relative_distance(&other.result.sketch),
				in_cluster: best.members.contains(&place),
				supported: mask(
					revealed.iter().zip(row).filter(|(_, d)| d.is_some()).map(|(one, _)| one.index),
				),
			})
			.collect();
		Some(Self {
			medoid: u8::try_from(medoid.index).ok()?,
			output: medoid.result.output,
			prospect: Prospect {
				supporters: u32::try_from(best.members.len()).ok()?,
				voters: u32::try_from(voters).ok()?,
				odds: odds_of(&best),
				others,
			},
			members,
		})
	}

	/// Writes distances, and who agreed with a result if it is accepted, into the replicas judged.
	pub(crate) fn record<AccountId, S>(
		&self,
		accepted: bool,
		replicas: &mut BoundedVec<Replica<AccountId>, S>,
	) {
		for judged in &self.members {
			let answer = replicas.get_mut(judged.index).map(|replica| &mut replica.answer);
			if let Some(Answer::Revealed { distance, agreed, .. }) = answer {
				*distance = Some(judged.distance);
				*agreed = accepted && judged.in_cluster;
			}
		}
	}

	/// Has the replicas judged be asked again, bound to what they revealed.
	pub(crate) fn bind<AccountId, S>(&self, replicas: &mut BoundedVec<Replica<AccountId>, S>) {
		let compared = mask(self.members.iter().map(|judged| judged.index));
		for judged in &self.members {
			let Some(replica) = replicas.get_mut(judged.index) else { continue };
			if let Answer::Revealed { result, .. } = &replica.answer {
				let output = result.output;
				replica.bound = Some(Bound { output, compared, supported: judged.supported });
				replica.answer = Answer::None;
			}
		}
	}

	/// The replicas in the cluster.
	pub(crate) fn supporters(&self) -> u16 {
		mask(self.members.iter().filter(|judged| judged.in_cluster).map(|judged| judged.index))
	}
}

/// A bit for each of some replicas.
pub(crate) fn mask(indices: impl IntoIterator<Item = usize>) -> u16 {
	let bit = |index: usize| u32::try_from(index).ok().and_then(|index| 1u16.checked_shl(index));
	indices.into_iter().filter_map(bit).fold(0, |bits, bit| bits | bit)
}

/// The cluster with the most members among those `left`.
fn best_cluster(supports: &[Vec<Option<Permill>>], left: &[usize]) -> Option<Cluster> {
	let mut best: Option<(usize, u64, Cluster)> = None;
	for medoid in left {
		let row = supports.get(*medoid)?;
		let mut spread: u64 = 0;
		let mut members = Vec::new();
		for other in left {
			if let Some(Some(distance)) = row.get(*other) {
				members.push(*other);
				spread = spread.saturating_add(distance.deconstruct().into());
			}
		}
		let size = members.len();
		if best.as_ref().is_none_or(|(s, d, _)| (size, Reverse(spread)) > (*s, Reverse(*d))) {
			best = Some((size, spread, Cluster { medoid: *medoid, members }));
		}
	}
	best.map(|(.., cluster)| cluster)
}

/// The distance of two results if they support one another.
fn support(
	tier: VerificationTier,
	tolerance: Permill,
	asked_again: bool,
	one: &TaskResult,
	other: &TaskResult,
) -> Option<Permill> {
	let distance = || one.sketch.relative_distance(&other.sketch);
	match tier {
		VerificationTier::Exact if one.output != other.output => None,
		VerificationTier::Exact if asked_again => {
			(distance() <= EQUAL_SKETCHES).then_some(Permill::zero())
		},
		VerificationTier::Exact => Some(Permill::zero()),
		VerificationTier::Tolerant => Some(distance()).filter(|distance| *distance <= tolerance),
	}
}
