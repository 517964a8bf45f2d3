// SPDX-License-Identifier: Apache-2.0
//! What every request passes: whether its caller may spend, where a web page is from, how many there are.

use crate::{access::AccessToken, ClientError};
use jsonrpsee::{
	server::{
		middleware::rpc::{ResponseFuture, RpcServiceT},
		HttpRequest, MethodResponse,
	},
	types::{ErrorObjectOwned, Request},
};
use std::{
	sync::{Arc, Mutex, PoisonError},
	time::Instant,
};

/// What is known of a caller from its HTTP request, also of one that became a WebSocket connection.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Caller {
	/// Whether it bears the access token.
	pub authorised: bool,
	/// Origin of the web page that asks, if it is not among those allowed.
	pub foreign_origin: Option<String>,
}

impl Caller {
	/// Reads the headers of a request.
	pub fn of<Body>(request: &HttpRequest<Body>, access: &AccessToken, origins: &[String]) -> Self {
		let header = |name| request.headers().get(name);
		let authorised = header("authorization")
			.and_then(|value| value.to_str().ok())
			.is_some_and(|value| access.is_borne_by(value));
		let foreign_origin = header("origin").and_then(|value| {
			let origin = value.to_str().unwrap_or("an origin that is no text");
			(!origins.iter().any(|allowed| allowed == origin)).then(|| origin.to_string())
		});
		Self { authorised, foreign_origin }
	}
}

/// How many requests are answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rate {
	/// In the long run, each second.
	pub per_second: u32,
	/// At once, after a pause.
	pub burst: u32,
}

/// Requests that may still be answered.
#[derive(Debug)]
struct Bucket {
	rate: Rate,
	left: f64,
	at: Instant,
}

impl Bucket {
	fn full(rate: Rate, now: Instant) -> Self {
		Self { rate, left: rate.burst.into(), at: now }
	}

	/// Takes one request, if there is one.
	fn take(&mut self, now: Instant) -> bool {
		let gained =
			now.saturating_duration_since(self.at).as_secs_f64() * f64::from(self.rate.per_second);
		self.left = (self.left + gained).min(self.rate.burst.into());
		self.at = now;
		let takes = self.left >= 1.0;
		if takes {
			self.left -= 1.0;
		}
		takes
	}
}

/// A limit that several share.
#[derive(Clone, Debug)]
pub struct Limiter(Arc<Mutex<Bucket>>);

impl Limiter {
	/// A limit that nothing has been taken from.
	pub fn new(rate: Rate) -> Self {
		Self(Arc::new(Mutex::new(Bucket::full(rate, Instant::now()))))
	}

	fn take(&self) -> Result<(), ClientError> {
		let mut bucket = self.0.lock().unwrap_or_else(PoisonError::into_inner);
		let per_second = bucket.rate.per_second;
		bucket.take(Instant::now()).then_some(()).ok_or(ClientError::RateExceeded { per_second })
	}
}

/// Lets requests pass to the methods, or answers them with an error.
#[derive(Clone, Debug)]
pub struct Guard<S> {
	service: S,
	/// Of this connection; of an HTTP request alone, where connections say nothing of the caller.
	own: Limiter,
	/// Of all connections.
	shared: Limiter,
}

impl<S> Guard<S> {
	/// Guards the methods of one connection.
	pub fn new(service: S, own: Rate, shared: Limiter) -> Self {
		Self { service, own: Limiter::new(own), shared }
	}

	fn check(&self, request: &Request<'_>) -> Result<(), ClientError> {
		self.own.take()?;
		self.shared.take()?;
		let caller = request.extensions().get::<Caller>();
		match caller.and_then(|caller| caller.foreign_origin.clone()) {
			Some(origin) => Err(ClientError::OriginNotAllowed(origin)),
			None => Ok(()),
		}
	}
}

impl<'a, S: RpcServiceT<'a>> RpcServiceT<'a> for Guard<S> {
	type Future = ResponseFuture<S::Future>;

	fn call(&self, request: Request<'a>) -> Self::Future {
		match self.check(&request) {
			Ok(()) => ResponseFuture::future(self.service.call(request)),
			Err(error) => {
				let error = ErrorObjectOwned::from(error);
				ResponseFuture::ready(MethodResponse::error(request.id, error))
			},
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::time::Duration;

	const TEXT: &str = "0123456789abcdef0123456789abcdef";

	#[test]
	fn bucket_gives_its_burst_and_then_its_rate() {
		let start = Instant::now();
		let mut bucket = Bucket::full(Rate { per_second: 10, burst: 3 }, start);
		assert_eq!((0..5).filter(|_| bucket.take(start)).count(), 3);
		let later = start + Duration::from_millis(250);
		assert_eq!((0..5).filter(|_| bucket.take(later)).count(), 2);
		// A pause, however long, makes for no more than the burst; a clock that goes back for nothing.
		assert_eq!((0..9).filter(|_| bucket.take(later + Duration::from_secs(99))).count(), 3);
		assert!(!bucket.take(start));
	}

	#[test]
	fn caller_is_known_by_its_headers() {
		let access = AccessToken::of(TEXT).unwrap();
		let origins = vec!["https://app.example".to_string()];
		let caller = |headers: &[(&str, &str)]| {
			let mut request = HttpRequest::builder();
			for (name, value) in headers {
				request = request.header(*name, *value);
			}
			Caller::of(&request.body(()).unwrap(), &access, &origins)
		};
		assert_eq!(caller(&[]), Caller::default());
		let bearer = format!("Bearer {TEXT}");
		assert!(caller(&[("authorization", &bearer)]).authorised);
		assert!(!caller(&[("authorization", TEXT)]).authorised);
		assert_eq!(caller(&[("origin", "https://app.example")]).foreign_origin, None);
		let foreign = caller(&[("origin", "https://evil.example")]).foreign_origin;
		assert_eq!(foreign.as_deref(), Some("https://evil.example"));
		assert!(caller(&[("origin", "null")]).foreign_origin.is_some());
	}
}
