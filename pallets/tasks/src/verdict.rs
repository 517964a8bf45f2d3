// SPDX-License-Identifier: Apache-2.0
//! Which of the revealed results support one another.

use alloc::vec::Vec;
use core::cmp::Reverse;
use pouw_primitives::task::{Answer, BlobRef, Replica, TaskResult, VerificationTier};
use sp_runtime::{BoundedVec, Permill};

/// The best-supported cluster among the revealed results of a task.
pub(crate) struct Verdict {
	/// Index of the replica that most others support.
	pub medoid: u8,
	/// Its output.
	pub output: BlobRef,
	/// Whether the cluster is large enough.
	pub accepted: bool,
	/// Of each revealed replica: its index, its distance to the medoid, whether it is in the
	/// cluster.
	members: Vec<(usize, Permill, bool)>,
}

impl Verdict {
	/// Finds the best-supported cluster; none if nothing was revealed.
	///
	/// The medoid is the result with the most supporters, then with the smaller sum of distances to
	/// them, then the first. Only supporters enter the sum, so that garbage cannot tip it.
	pub(crate) fn of<AccountId>(
		tier: VerificationTier,
		tolerance: Permill,
		replicas: &[Replica<AccountId>],
	) -> Option<Self> {
		let revealed: Vec<(usize, &TaskResult)> = replicas
			.iter()
			.enumerate()
			.filter_map(|(index, replica)| match &replica.answer {
				Answer::Revealed { result, .. } => Some((index, result)),
				_ => None,
			})
			.collect();
		let mut best: Option<(usize, u64, usize, &TaskResult)> = None;
		for (index, result) in &revealed {
			let mut size: usize = 0;
			let mut spread: u64 = 0;
			for (_, other) in &revealed {
				if let Some(distance) = support(tier, tolerance, result, other) {
					size = size.saturating_add(1);
					spread = spread.saturating_add(distance.deconstruct().into());
				}
			}
			let better = best.is_none_or(|(s, d, ..)| (size, Reverse(spread)) > (s, Reverse(d)));
			if better {
				best = Some((size, spread, *index, result));
			}
		}
		let (size, _, medoid, standing) = best?;
		let voters = replicas.iter().filter(|r| r.answer != Answer::Abstained).count();
		let members = revealed
			.iter()
			.map(|(index, result)| {
				let distance = standing.sketch.relative_distance(&result.sketch);
				(*index, distance, support(tier, tolerance, standing, result).is_some())
			})
			.collect();
		Some(Self {
			medoid: u8::try_from(medoid).ok()?,
			output: standing.output,
			accepted: size >= 2 && size.saturating_mul(2) > voters,
			members,
		})
	}

	/// Writes distances, and who agreed with an accepted result, into the replicas judged.
	pub(crate) fn record<AccountId, S>(&self, replicas: &mut BoundedVec<Replica<AccountId>, S>) {
		for (index, to_medoid, in_cluster) in &self.members {
			let answer = replicas.get_mut(*index).map(|replica| &mut replica.answer);
			if let Some(Answer::Revealed { distance, agreed, .. }) = answer {
				*distance = Some(*to_medoid);
				*agreed = self.accepted && *in_cluster;
			}
		}
	}
}

/// The distance of two results if they support one another.
fn support(
	tier: VerificationTier,
	tolerance: Permill,
	one: &TaskResult,
	other: &TaskResult,
) -> Option<Permill> {
	match tier {
		VerificationTier::Exact => (one.output == other.output).then_some(Permill::zero()),
		VerificationTier::Tolerant => {
			let distance = one.sketch.relative_distance(&other.sketch);
			(distance <= tolerance).then_some(distance)
		},
	}
}
