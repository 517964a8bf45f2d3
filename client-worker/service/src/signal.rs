// SPDX-License-Identifier: Apache-2.0
//! The operator's wish to stop.

/// Completes at the first SIGINT or SIGTERM. If neither can be listened to, it says so and never
/// completes.
pub async fn shutdown_signal() {
	#[cfg(unix)]
	{
		use tokio::signal::unix::{signal, SignalKind};
		let listened = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()));
		if let (Ok(mut interrupt), Ok(mut terminate)) = listened {
			tokio::select! {
				_ = interrupt.recv() => {},
				_ = terminate.recv() => {},
			}
			return;
		}
	}
	#[cfg(not(unix))]
	if tokio::signal::ctrl_c().await.is_ok() {
		return;
	}
	tracing::error!("cannot listen to signals; kill the process to stop it");
	std::future::pending::<()>().await;
}
