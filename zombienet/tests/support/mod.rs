// SPDX-License-Identifier: Apache-2.0
//! What the end-to-end test needs besides the network itself.

pub mod chain;
pub mod chaos;
pub mod conversion;
pub mod jobs;
pub mod main_orders;
pub mod process;
pub mod records;
pub mod replication;
pub mod stage;
pub mod tasks;
pub mod waits;
pub mod workers;

use anyhow::{bail, Result};
use std::{future::Future, time::Duration};
use tokio::time::{sleep, Instant};

/// Time between two looks at a condition.
const INTERVAL: Duration = Duration::from_millis(500);

/// Waits until `look` finds something; `what` says what it is, for the error.
pub async fn wait_for<T, F: Future<Output = Result<Option<T>>>>(
	what: &str,
	timeout: Duration,
	mut look: impl FnMut() -> F,
) -> Result<T> {
	let start = Instant::now();
	loop {
		if let Some(found) = look().await? {
			return Ok(found);
		}
		if start.elapsed() > timeout {
			bail!("waited {} s in vain: {what}", timeout.as_secs());
		}
		sleep(INTERVAL).await;
	}
}
