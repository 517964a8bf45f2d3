// SPDX-License-Identifier: Apache-2.0
//! The server: where it listens, whom it answers, and how much of anything it takes.

use crate::{
	access::AccessToken,
	gateway::Gateway,
	guard::{Caller, Guard, Limiter, Rate},
	methods, Sector,
};
use jsonrpsee::server::{
	middleware::{
		http::HostFilterLayer,
		rpc::{RpcService, RpcServiceBuilder},
	},
	BatchRequestConfig, HttpRequest, PingConfig, RandomStringIdProvider, ServerBuilder,
	ServerHandle,
};
use std::{io, net::SocketAddr, sync::Arc};

/// Hosts that name this machine, whatever the port.
const LOCAL_HOSTS: [&str; 3] = ["localhost:*", "127.0.0.1:*", "[::1]:*"];

/// How much the server takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
	/// Largest request, in bytes. An input that comes with one has two digits for each byte.
	pub request_bytes: u32,
	/// Largest answer, in bytes.
	pub response_bytes: u32,
	/// WebSocket connections and HTTP requests at a time.
	pub connections: u32,
	/// Subscriptions of one connection.
	pub subscriptions: u32,
	/// Requests in a batch.
	pub batch: u32,
	/// Messages that wait for one slow caller.
	pub waiting: u32,
	/// Requests of one connection.
	pub rate: Rate,
	/// Requests of all connections together.
	pub shared_rate: Rate,
}

impl Default for Limits {
	fn default() -> Self {
		Self {
			request_bytes: 10 << 20,
			response_bytes: 10 << 20,
			connections: 64,
			subscriptions: 32,
			batch: 16,
			waiting: 64,
			rate: Rate { per_second: 20, burst: 60 },
			shared_rate: Rate { per_second: 200, burst: 400 },
		}
	}
}

/// Where the server listens, and to whom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listen {
	/// The address.
	pub address: SocketAddr,
	/// Whether the address may be one that other machines reach.
	pub allow_public: bool,
	/// Names by which the server may be addressed, beside those of this machine.
	pub hosts: Vec<String>,
	/// Origins of web pages that may ask.
	pub origins: Vec<String>,
}

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
	/// Other machines could reach the address, and nobody has allowed that.
	#[error(
		"{0} can be reached from other machines, and whoever has the access token spends this account's \
		 tokens; listen on 127.0.0.1, or allow it by --allow-public"
	)]
	PublicAddress(SocketAddr),
	/// A name of the server is none.
	#[error("`{host}` is no name of a host: {reason}")]
	Host {
		/// The name.
		host: String,
		/// What is wrong with it.
		reason: String,
	},
	/// The address is taken, or not this machine's.
	#[error("cannot listen on {address}: {source}")]
	Bind {
		/// The address.
		address: SocketAddr,
		/// What the system said.
		source: io::Error,
	},
	/// Two methods have one name.
	#[error("the gateway cannot be set up: {0}")]
	Methods(String),
}

/// A server that runs.
#[derive(Debug)]
pub struct Running {
	/// Where it listens.
	pub address: SocketAddr,
	/// Stops it.
	pub handle: ServerHandle,
}

/// Starts the server. It ends with its handle.
pub async fn start<C: Sector>(
	gateway: Arc<Gateway<C>>,
	access: AccessToken,
	listen: Listen,
	limits: Limits,
) -> Result<Running, ServerError> {
	let address = listen.address;
	if !address.ip().is_loopback() && !listen.allow_public {
		return Err(ServerError::PublicAddress(address));
	}
	let hosts = HostFilterLayer::new(allowed_hosts(&listen)?)
		.map_err(|e| ServerError::Host { host: listen.hosts.join(", "), reason: e.to_string() })?;
	let origins: Arc<[String]> = listen.origins.into();
	let http = argument_of(|http| ServerBuilder::new().set_http_middleware(http))
		.layer(hosts)
		.map_request(move |mut request: HttpRequest| -> HttpRequest {
			let caller = Caller::of(&request, &access, &origins);
			request.extensions_mut().insert(caller);
			request
		});
	let shared = Limiter::new(limits.shared_rate);
	let rpc = RpcServiceBuilder::new()
		.layer_fn(move |service: RpcService| Guard::new(service, limits.rate, shared.clone()));
	let server = ServerBuilder::new()
		.max_request_body_size(limits.request_bytes)
		.max_response_body_size(limits.response_bytes)
		.max_connections(limits.connections)
		.max_subscriptions_per_connection(limits.subscriptions)
		.set_batch_request_config(BatchRequestConfig::Limit(limits.batch))
		.set_message_buffer_capacity(limits.waiting.max(1))
		.set_id_provider(RandomStringIdProvider::new(16))
		.enable_ws_ping(PingConfig::new())
		.set_http_middleware(http)
		.set_rpc_middleware(rpc)
		.build(address)
		.await
		.map_err(|source| ServerError::Bind { address, source })?;
	let address = server.local_addr().map_err(|source| ServerError::Bind { address, source })?;
	let module = methods::module(gateway).map_err(|e| ServerError::Methods(e.to_string()))?;
	Ok(Running { address, handle: server.start(module) })
}

/// The hosts that the header `Host` may name. A web page can have any name resolved to this machine, but
/// its requests name the page's own host.
fn allowed_hosts(listen: &Listen) -> Result<Vec<String>, ServerError> {
	let mut hosts: Vec<String> = LOCAL_HOSTS.map(str::to_string).into();
	let own = listen.address.ip();
	if !own.is_loopback() && !own.is_unspecified() {
		hosts.push(match own.is_ipv6() {
			true => format!("[{own}]:*"),
			false => format!("{own}:*"),
		});
	}
	for host in &listen.hosts {
		let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-".contains(&byte);
		if host.is_empty() || !host.bytes().all(plain) {
			let reason = "letters, digits, dots and hyphens make one".to_string();
			return Err(ServerError::Host { host: host.clone(), reason });
		}
		hosts.push(format!("{host}:*"));
	}
	Ok(hosts)
}

/// The default of what a function takes. The builder of layers is of a crate that this one does not
/// name, and so is made by the type that `ServerBuilder` asks for.
fn argument_of<Argument: Default, Out>(_taker: impl FnOnce(Argument) -> Out) -> Argument {
	Argument::default()
}
