// SPDX-License-Identifier: Apache-2.0
//! What a store's name may stand for.
//!
//! Whoever answers for a name can have it stand for any address at any time, also for one inside of the
//! operator's network. So each answer is looked at, and the connection goes to the very address that was
//! looked at. An address that the configuration names itself is the operator's word and is not resolved.

use super::{BlobsConfig, Refusal, ServerUrl};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::{
	future::Future,
	io,
	net::{IpAddr, Ipv4Addr, SocketAddr},
	pin::Pin,
	sync::Arc,
};

/// Names that Amazon's servers have, where the configuration names no server.
const AMAZON: &str = ".amazonaws.com";
/// This machine, whatever is answered for other names.
const LOCALHOST: &str = "localhost";

/// Where an address is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
	/// In the Internet.
	Public,
	/// On this machine, or in a network of its owner's.
	Private,
	/// Where no store is: addresses of one link, as those where clouds hand out keys, of nobody and of many.
	Never,
}

/// Where an address is. One of IPv6 that stands for another of IPv4 is where that one is.
pub(super) fn place(ip: IpAddr) -> Place {
	match ip.to_canonical() {
		IpAddr::V4(ip) => place_of_v4(ip),
		IpAddr::V6(ip) => match ip.segments() {
			// Translated (RFC 6052), and tunnelled (RFC 3056).
			[0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
				let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
				place_of_v4(Ipv4Addr::new(a, b, c, d))
			},
			// Where Amazon hands out keys.
			[0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254] => Place::Never,
			_ if ip.is_unspecified() || ip.is_multicast() => Place::Never,
			[first, ..] if first & 0xff80 == 0xfe80 => Place::Never,
			[first, ..] if first & 0xfe00 == 0xfc00 => Place::Private,
			// This machine and what else is not assigned, translation inside of a network, documentation.
			[0, ..] | [0x64, 0xff9b, 1, ..] | [0x2001, 0xdb8, ..] => Place::Private,
			_ => Place::Public,
		},
	}
}

fn place_of_v4(ip: Ipv4Addr) -> Place {
	match ip.octets() {
		[0 | 224..=255, ..] | [169, 254, ..] => Place::Never,
		[10 | 127, ..]
		| [100, 64..=127, ..]
		| [172, 16..=31, ..]
		| [192, 168, ..]
		| [192, 0, 0 | 2, _]
		| [198, 18..=19, ..]
		| [198, 51, 100, _]
		| [203, 0, 113, _] => Place::Private,
		_ => Place::Public,
	}
}

/// What a name stands for, by the system.
pub(super) type Looked = Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send>>;

fn by_the_system(name: String) -> Looked {
	Box::pin(async move {
		let addresses = tokio::net::lookup_host((name.as_str(), 0)).await?;
		Ok(addresses.collect())
	})
}

/// Resolves names, and refuses the store's if it stands for an address that it must not.
#[derive(Clone)]
pub(super) struct Names {
	/// The server's name; Amazon's without one.
	server: Option<Arc<str>>,
	allow_private: bool,
	look_up: fn(String) -> Looked,
}

impl Names {
	/// For the server that the configuration names.
	pub(super) fn new(config: &BlobsConfig, server: Option<&ServerUrl>) -> Self {
		Self {
			server: server.map(|server| server.host().into()),
			allow_private: config.allow_private,
			look_up: by_the_system,
		}
	}

	/// With other answers.
	#[cfg(test)]
	pub(super) fn with(self, look_up: fn(String) -> Looked) -> Self {
		Self { look_up, ..self }
	}

	/// Whether a name is the store's. Others are of a proxy, which the operator's environment names.
	fn is_of_store(&self, name: &str) -> bool {
		match &self.server {
			Some(server) => server.eq_ignore_ascii_case(name),
			None => name.to_ascii_lowercase().ends_with(AMAZON),
		}
	}

	/// Why a name must not stand for an address.
	fn refusal(&self, name: &str, ip: IpAddr) -> Option<Refusal> {
		if !self.is_of_store(name) {
			return None;
		}
		match place(ip) {
			Place::Public => None,
			Place::Never => Some(Refusal::NoStoreAt(ip)),
			Place::Private if self.allow_private => None,
			Place::Private if name.eq_ignore_ascii_case(LOCALHOST) && ip.is_loopback() => None,
			Place::Private => Some(Refusal::PrivateAddress(ip)),
		}
	}
}

impl Resolve for Names {
	fn resolve(&self, name: Name) -> Resolving {
		let names = self.clone();
		let name = name.as_str().to_string();
		Box::pin(async move {
			let addresses = (names.look_up)(name.clone()).await?;
			// One that must not be is no mistake of a server's; the others are not trusted either.
			for address in &addresses {
				if let Some(refusal) = names.refusal(&name, address.ip()) {
					return Err(refusal.into());
				}
			}
			Ok(Box::new(addresses.into_iter()) as Addrs)
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::sync::atomic::{AtomicUsize, Ordering};

	fn names(server: &str, allow_private: bool) -> Names {
		let config = BlobsConfig { allow_private, ..BlobsConfig::default() };
		let server = ServerUrl::try_from(format!("https://{server}/blobs")).unwrap();
		Names::new(&config, Some(&server))
	}

	fn answer(address: &str) -> Looked {
		let address = SocketAddr::new(address.parse().unwrap(), 0);
		Box::pin(async move { Ok(vec![address]) })
	}

	async fn resolve(names: &Names, name: &str) -> Result<Vec<IpAddr>, Refusal> {
		match names.resolve(name.parse().unwrap()).await {
			Ok(addresses) => Ok(addresses.map(|address| address.ip()).collect()),
			Err(error) => Err(error.downcast_ref::<Refusal>().unwrap().clone()),
		}
	}

	#[test]
	fn every_notation_of_an_address_is_in_the_same_place() {
		for (wanted, addresses) in [
			(
				Place::Private,
				&[
					"127.0.0.1",
					"127.255.255.254",
					"10.0.0.1",
					"172.16.0.1",
					"172.31.255.255",
					"192.168.1.1",
					"100.64.0.1",
					"192.0.0.8",
					"198.18.0.1",
					"::1",
					"::127.0.0.1",
					"::ffff:127.0.0.1",
					"::ffff:10.0.0.1",
					"64:ff9b::10.0.0.1",
					"64:ff9b:1::1",
					"2002:a00:1::1",
					"fc00::1",
					"fdff::1",
				][..],
			),
			(
				Place::Never,
				&[
					"0.0.0.0",
					"0.1.2.3",
					"169.254.169.254",
					"224.0.0.1",
					"255.255.255.255",
					"::",
					"::ffff:169.254.169.254",
					"::ffff:0.0.0.0",
					"64:ff9b::169.254.169.254",
					"2002:a9fe:a9fe::1",
					"fe80::1",
					"fec0::1",
					"ff02::1",
					"fd00:ec2::254",
				][..],
			),
			(
				Place::Public,
				&[
					"1.1.1.1",
					"100.63.255.255",
					"172.32.0.1",
					"192.0.1.1",
					"198.20.0.1",
					"2606:4700::1111",
					"::ffff:1.1.1.1",
					"64:ff9b::1.1.1.1",
					"2002:101:101::1",
				][..],
			),
		] {
			for address in addresses {
				assert_eq!(place(address.parse().unwrap()), wanted, "{address}");
			}
		}
	}

	fn ten(_: String) -> Looked {
		answer("10.0.0.1")
	}

	#[tokio::test]
	async fn name_is_refused_when_it_stands_for_a_private_address_unless_that_is_allowed() {
		let private: IpAddr = "10.0.0.1".parse().unwrap();
		let strict = names("store.example", false).with(ten);
		assert_eq!(resolve(&strict, "store.example").await, Err(Refusal::PrivateAddress(private)));
		assert_eq!(resolve(&strict, "STORE.example").await, Err(Refusal::PrivateAddress(private)));
		let lenient = names("store.example", true).with(ten);
		assert_eq!(resolve(&lenient, "store.example").await, Ok(vec![private]));
		// A proxy's.
		assert_eq!(resolve(&strict, "proxy.example").await, Ok(vec![private]));
		let amazon = Names::new(&BlobsConfig::default(), None).with(ten);
		let name = "s3.eu-west-1.amazonaws.com";
		assert_eq!(resolve(&amazon, name).await, Err(Refusal::PrivateAddress(private)));
	}

	#[tokio::test]
	async fn name_is_refused_when_it_stands_for_an_address_where_clouds_hand_out_keys() {
		let cases: [(&str, fn(String) -> Looked); 3] = [
			("169.254.169.254", |_| answer("169.254.169.254")),
			("::ffff:169.254.169.254", |_| answer("::ffff:169.254.169.254")),
			("fd00:ec2::254", |_| answer("fd00:ec2::254")),
		];
		for (address, look_up) in cases {
			let names = names("store.example", true).with(look_up);
			let wanted = Err(Refusal::NoStoreAt(address.parse().unwrap()));
			assert_eq!(resolve(&names, "store.example").await, wanted);
		}
	}

	#[tokio::test]
	async fn each_answer_counts_when_a_name_is_bound_to_another_address() {
		static ASKED: AtomicUsize = AtomicUsize::new(0);
		let names =
			names("store.example", false).with(|_| match ASKED.fetch_add(1, Ordering::Relaxed) {
				0 => answer("1.1.1.1"),
				_ => answer("::ffff:192.168.0.1"),
			});
		assert_eq!(resolve(&names, "store.example").await, Ok(vec!["1.1.1.1".parse().unwrap()]));
		assert!(resolve(&names, "store.example").await.is_err());
	}

	#[tokio::test]
	async fn name_is_refused_when_one_of_its_addresses_is_private() {
		let names = names("store.example", false).with(|_| {
			let of = |ip: &str| SocketAddr::new(ip.parse().unwrap(), 0);
			let addresses = vec![of("1.1.1.1"), of("192.168.0.1")];
			Box::pin(async move { Ok(addresses) })
		});
		assert!(resolve(&names, "store.example").await.is_err());
	}

	#[tokio::test]
	async fn localhost_is_this_machine_and_no_other() {
		let local = names("localhost", false).with(|_| answer("127.0.0.1"));
		assert!(resolve(&local, "localhost").await.is_ok());
		let elsewhere = names("localhost", false).with(|_| answer("192.168.0.1"));
		assert!(resolve(&elsewhere, "localhost").await.is_err());
	}
}
