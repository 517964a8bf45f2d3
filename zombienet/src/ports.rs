// SPDX-License-Identifier: Apache-2.0
//! Whether the fixed ports of a network can be had.
//!
//! zombienet-sdk refuses a port at once on which the last network's connections are still dying, as
//! they do for a minute. Here that is waited for, and a port that somebody listens on is named.

use anyhow::{ensure, Result};
use socket2::{Domain, Protocol, Socket, Type};
use std::{
	net::{Ipv6Addr, SocketAddr, TcpListener},
	time::{Duration, Instant},
};
use tokio::time::sleep;

/// Longest wait for dying connections; Linux lets them die for 60 s.
const TIMEOUT: Duration = Duration::from_secs(90);

/// Waits until `ports` are free. `progress` is told if there is something to wait for.
pub async fn wait_until_free(ports: &[u16], progress: impl Fn(&str)) -> Result<()> {
	let start = Instant::now();
	for port in ports {
		ensure!(
			!is_listened_on(*port),
			"port {port} is in use by another process: is there another network running?"
		);
	}
	let mut told = false;
	for port in ports {
		while !is_free(*port) {
			ensure!(start.elapsed() < TIMEOUT, "port {port} does not become free");
			if !told {
				told = true;
				progress(&format!("waiting for the last connections on port {port} to end"));
			}
			sleep(Duration::from_secs(1)).await;
		}
	}
	Ok(())
}

/// The standard library binds despite dying connections, but not despite a listener.
fn is_listened_on(port: u16) -> bool {
	TcpListener::bind(("127.0.0.1", port)).is_err()
}

/// Binds exactly as zombienet-sdk does.
fn is_free(port: u16) -> bool {
	let bind = || {
		let socket = Socket::new(Domain::IPV6, Type::STREAM, Some(Protocol::TCP))?;
		socket.set_only_v6(false)?;
		socket.bind(&SocketAddr::from((Ipv6Addr::UNSPECIFIED, port)).into())
	};
	bind().is_ok()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[tokio::test]
	async fn port_with_a_listener_is_refused_by_its_number() {
		let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
		let port = listener.local_addr().unwrap().port();
		let error = wait_until_free(&[port], |_| ()).await.unwrap_err().to_string();
		assert!(error.contains(&format!("port {port} is in use")), "{error}");
		drop(listener);
		wait_until_free(&[port], |_| ()).await.unwrap();
	}
}
