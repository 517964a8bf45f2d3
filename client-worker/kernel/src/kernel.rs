// SPDX-License-Identifier: Apache-2.0
//! The kernel: instructions, threads and memory, and the product without tickets.

use crate::{
	error::KernelError,
	ops::{Instructions, Ops},
	product::{task_rows, Scratch, Task},
	strip::Raw,
	weights::Weights,
};
use pouw_tickets::TILE;
use rayon::{prelude::*, ThreadPool, ThreadPoolBuilder};
use std::sync::{atomic::AtomicBool, Mutex, PoisonError};

/// A way to multiply on this machine. It may be shared by threads, but then their products wait for
/// each other's tasks.
pub struct Kernel {
	instructions: Instructions,
	ops: &'static Ops,
	/// None for a single thread, which is the caller's.
	pool: Option<ThreadPool>,
	scratch: Mutex<Vec<Scratch>>,
}

impl Kernel {
	/// The fastest kernel on this machine, with so many threads; 0 stands for all cores.
	pub fn new(threads: usize) -> Result<Self, KernelError> {
		Self::with_instructions(Instructions::fastest(), threads)
	}

	/// A kernel with these instructions, if the machine has them.
	pub fn with_instructions(
		instructions: Instructions,
		threads: usize,
	) -> Result<Self, KernelError> {
		let ops = instructions.require()?;
		let pool = match threads {
			1 => None,
			_ => Some(
				ThreadPoolBuilder::new()
					.num_threads(threads)
					.thread_name(|index| format!("pouw-kernel-{index}"))
					.build()
					.map_err(|_| KernelError::NoThreads)?,
			),
		};
		Ok(Self { instructions, ops, pool, scratch: Mutex::default() })
	}

	/// Its instructions.
	pub fn instructions(&self) -> Instructions {
		self.instructions
	}

	/// Its threads.
	pub fn threads(&self) -> usize {
		self.pool.as_ref().map_or(1, ThreadPool::current_num_threads)
	}

	/// A·B, exactly, without tickets. A is rows of any int8, `c` receives as many rows of `n`; the
	/// rows are a multiple of 16.
	pub fn plain(&self, weights: &Weights, a: &[i8], c: &mut [i32]) -> Result<(), KernelError> {
		let (n, k) = (weights.n(), weights.k());
		let m = a.len() / k;
		if m == 0 || !m.is_multiple_of(TILE) {
			return Err(KernelError::Untiled { m, n, k });
		}
		check_length("A", a.len(), m * k)?;
		check_length("C", c.len(), m * n)?;
		let stop = AtomicBool::new(false);
		let each = task_rows(m, k, self.threads());
		let tasks: Vec<_> = a.chunks(each * k).zip(c.chunks_mut(each * n)).collect();
		self.each(tasks, |(a, c), scratch| {
			let task = Task {
				ops: self.ops,
				plan: &weights.plan,
				panels: &weights.panels,
				first: 0,
				strips: a.len() / k / TILE,
				stop: &stop,
			};
			let layout = task.layout();
			scratch.a.resize(layout, task.strips);
			for (packed, entries) in scratch.a.iter_mut().zip(a.chunks_exact(TILE * k)) {
				let raw = Raw { entries: Some(entries), k, noise: None };
				(self.ops.pack)(&raw, &layout, packed, None);
			}
			task.run(scratch, Some(c), |_| ())
		})?;
		Ok(())
	}

	pub(crate) fn ops(&self) -> &'static Ops {
		self.ops
	}

	/// Does something with each item on the kernel's threads, in order of the results.
	pub(crate) fn each<T: Send, R: Send>(
		&self,
		items: Vec<T>,
		work: impl Fn(T, &mut Scratch) -> Result<R, KernelError> + Sync,
	) -> Result<Vec<R>, KernelError> {
		let with_scratch = |item| {
			let mut scratch = self.shelf().pop().unwrap_or_default();
			let result = work(item, &mut scratch);
			self.shelf().push(scratch);
			result
		};
		match &self.pool {
			Some(pool) => {
				pool.install(|| items.into_par_iter().with_max_len(1).map(with_scratch).collect())
			},
			None => items.into_iter().map(with_scratch).collect(),
		}
	}

	/// Memory of tasks that are done. It holds nothing that a panic could leave half-written.
	fn shelf(&self) -> std::sync::MutexGuard<'_, Vec<Scratch>> {
		self.scratch.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

pub(crate) fn check_length(
	what: &'static str,
	found: usize,
	wanted: usize,
) -> Result<(), KernelError> {
	if found == wanted {
		Ok(())
	} else {
		Err(KernelError::Length { what, found, wanted })
	}
}
