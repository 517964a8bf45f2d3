// SPDX-License-Identifier: Apache-2.0
//! Whether the layers that the sector has of a model are those of this machine's copy.
//!
//! A useful ticket is verified against the layer as it is registered. Where that is another one, all that
//! is drawn here would be refused, so nothing is. The job itself is not concerned: everybody runs it on
//! the weights in the model's files.

use crate::{chain::Chain, Executor, ExecutorError};
use pouw_chain::ChainError;
use pouw_primitives::{
	task::{Job, MAX_LAYERS},
	LayerIndex, ModelLayer, TaskId,
};
use sp_core::H256;
use std::{
	fmt,
	sync::{Arc, Mutex, PoisonError},
};
use tokio::task::JoinSet;

/// Layers that are asked for at a time.
const AT_A_TIME: usize = 16;

/// The layers that a sector has of a model, in the order of their numbers.
pub(crate) type Registered = Vec<Option<ModelLayer>>;

/// Asks for the first `count` layers of a model.
pub(crate) async fn registered<C: Chain>(
	chain: &Arc<C>,
	model: H256,
	count: u32,
) -> Result<Registered, ChainError> {
	let mut waiting: std::ops::Range<LayerIndex> = 0..count.min(MAX_LAYERS);
	let mut asked = JoinSet::new();
	let mut layers = Vec::new();
	loop {
		while asked.len() < AT_A_TIME {
			let Some(number) = waiting.next() else { break };
			let chain = chain.clone();
			asked.spawn(async move { (number, chain.layer(model, number).await) });
		}
		match asked.join_next().await {
			Some(Ok((number, layer))) => layers.push((number, layer?)),
			// Its own panic; the number is missing, and so is the layer.
			Some(Err(error)) => tracing::error!(%error, "a layer was not asked for"),
			None => break,
		}
	}
	layers.sort_unstable_by_key(|(number, _)| *number);
	Ok(layers.into_iter().map(|(_, layer)| layer).collect())
}

/// How a registered model differs from this machine's copy.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub(crate) enum Difference {
	/// Not as many layers.
	#[error("the sector has {registered} layers of the model, this copy {own}")]
	Count {
		/// On the sector.
		registered: usize,
		/// Here.
		own: usize,
	},
	/// Another layer.
	#[error("layer {number} is {} on the sector, {} in this copy", Shown(.registered.as_ref()), Shown(Some(.own)))]
	Layer {
		/// Its number.
		number: usize,
		/// On the sector.
		registered: Option<ModelLayer>,
		/// Here.
		own: ModelLayer,
	},
	/// This copy has no layers of that rank.
	#[error("this copy's layers are not to be had: {0}")]
	NoneHere(ExecutorError),
}

/// A layer's root and size.
struct Shown<'a>(Option<&'a ModelLayer>);

impl fmt::Display for Shown<'_> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self.0 {
			Some(ModelLayer { root, n, k }) => write!(f, "{root:?} of {k} by {n}"),
			None => f.write_str("missing"),
		}
	}
}

/// The first difference between the registered layers and a copy's own.
pub(crate) fn compare(
	registered: &[Option<ModelLayer>],
	own: &[ModelLayer],
) -> Result<(), Difference> {
	let mut pairs = registered.iter().zip(own).enumerate();
	let other = pairs.find(|(_, (registered, own))| registered.as_ref() != Some(*own));
	if let Some((number, (registered, own))) = other {
		return Err(Difference::Layer { number, registered: *registered, own: *own });
	}
	match (registered.len(), own.len()) {
		(registered, own) if registered != own => Err(Difference::Count { registered, own }),
		_ => Ok(()),
	}
}

/// The layers of one task's model, on the sector and here.
pub(crate) struct Layers {
	task: TaskId,
	job: Job,
	executor: Arc<dyn Executor>,
	registered: Registered,
	/// The rank that was asked about last, and whether the layers agree at it.
	last: Mutex<Option<(u16, bool)>>,
}

impl Layers {
	/// Layers as registered, to be compared with those that `executor` has.
	pub(crate) fn new(
		task: TaskId,
		job: Job,
		executor: Arc<dyn Executor>,
		registered: Registered,
	) -> Self {
		Self { task, job, executor, registered, last: Mutex::default() }
	}

	/// Whether tickets of this machine's layers are verified against the same ones. The first question
	/// about a rank hashes the weights, as the first ticket would have to.
	pub(crate) fn agree(&self, rank: u16) -> bool {
		// A thread that panicked while it compared has left no answer.
		let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some((_, agree)) = last.filter(|(of, _)| *of == rank) {
			return agree;
		}
		let own = self.executor.layers(&self.job, rank).map_err(Difference::NoneHere);
		let difference = own.and_then(|own| compare(&self.registered, &own));
		if let Err(difference) = &difference {
			tracing::warn!(
				task = self.task,
				model = ?self.job.model(),
				rank,
				%difference,
				"the job runs without tickets, which would be refused"
			);
		}
		let agree = difference.is_ok();
		*last = Some((rank, agree));
		agree
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn layer(byte: u8) -> ModelLayer {
		ModelLayer { root: H256::repeat_byte(byte), n: 48, k: 512 }
	}

	#[test]
	fn same_layers_have_no_difference() {
		let own = [layer(1), layer(2)];
		assert_eq!(compare(&own.map(Some), &own), Ok(()));
		assert_eq!(compare(&[], &[]), Ok(()));
	}

	#[test]
	fn difference_names_both_roots_when_a_layer_is_another() {
		let registered = [Some(layer(1)), Some(layer(0xaa))];
		let error = compare(&registered, &[layer(1), layer(0xbb)]).unwrap_err().to_string();
		assert!(error.starts_with("layer 1 is 0xaaaa"), "{error}");
		assert!(error.contains("of 512 by 48 on the sector, 0xbbbb"), "{error}");
	}

	#[test]
	fn difference_is_found_when_only_a_dimension_is_another() {
		let own = layer(1);
		for other in [ModelLayer { n: 64, ..own }, ModelLayer { k: 544, ..own }] {
			assert!(matches!(
				compare(&[Some(other)], &[own]),
				Err(Difference::Layer { number: 0, .. })
			));
		}
	}

	#[test]
	fn difference_is_found_when_layers_are_missing_on_either_side() {
		let own = [layer(1), layer(2)];
		let (one, two) = ([Some(own[0])], own.map(Some));
		assert_eq!(compare(&one, &own), Err(Difference::Count { registered: 1, own: 2 }));
		assert_eq!(compare(&two, &own[..1]), Err(Difference::Count { registered: 2, own: 1 }));
		let hole = [Some(layer(1)), None];
		let error = compare(&hole, &own).unwrap_err().to_string();
		assert!(error.starts_with("layer 1 is missing on the sector"), "{error}");
	}
}
