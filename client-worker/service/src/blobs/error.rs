// SPDX-License-Identifier: Apache-2.0
//! What can go wrong with a blob. Every message is one line, and none has anything of what a server is
//! shown.

use super::credentials::{ACCESS_KEY_ENV, PASSWORD_ENV, SECRET_KEY_ENV, TOKEN_ENV, USER_ENV};
use object_store::client::{HttpError, HttpErrorKind};
use sp_core::H256;
use std::{error::Error, io, net::IpAddr};

/// What can go wrong with a blob.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
	/// The store cannot be used.
	#[error("cannot use the blob store {store}: {reason}")]
	Unusable {
		/// Which one.
		store: String,
		/// Why.
		reason: String,
	},
	/// The store has no such blob.
	#[error("blob {blob:?} is not in the store {store}; clients and miners must share one")]
	Missing {
		/// Its name.
		blob: H256,
		/// The store.
		store: String,
	},
	/// The blob is larger than the reader takes.
	#[error("blob {hash:?} has {len} bytes, and at most {max} are taken")]
	TooLarge {
		/// Its hash.
		hash: H256,
		/// Its length.
		len: u64,
		/// The limit.
		max: u64,
	},
	/// The store sent more bytes than the blob may have.
	#[error(
		"the store {store} sends more than {max} bytes for blob {hash:?}; it was cut off there and nothing \
		 of it kept"
	)]
	Overlong {
		/// Its name.
		hash: H256,
		/// The store.
		store: String,
		/// The limit.
		max: u64,
	},
	/// The store's bytes are not as many as the reference says.
	#[error("blob {hash:?} should have {wanted} bytes, but the store has {found}")]
	WrongLength {
		/// Its hash.
		hash: H256,
		/// Length by the reference.
		wanted: u64,
		/// Length in the store.
		found: u64,
	},
	/// The store's bytes are not those of the hash.
	#[error("blob {wanted:?} has the hash {found:?} in the store")]
	WrongHash {
		/// By the reference.
		wanted: H256,
		/// Of the bytes.
		found: H256,
	},
	/// A server cannot be reached, or does not do what it is asked.
	#[error("blob {blob:?}: the store {store} {refusal}")]
	Refused {
		/// Which blob.
		blob: H256,
		/// The store.
		store: String,
		/// Why, and what to do.
		refusal: Refusal,
	},
	/// The store failed.
	#[error("blob {blob:?}: the store {store} failed: {reason}")]
	Store {
		/// Which blob.
		blob: H256,
		/// The store.
		store: String,
		/// How.
		reason: String,
	},
}

impl BlobError {
	/// Whether the blob may be there and right later on.
	pub fn is_transient(&self) -> bool {
		match self {
			Self::Missing { .. }
			| Self::Unusable { .. }
			| Self::Refused { .. }
			| Self::Store { .. } => true,
			Self::TooLarge { .. }
			| Self::Overlong { .. }
			| Self::WrongLength { .. }
			| Self::WrongHash { .. } => false,
		}
	}
}

/// Why a server does not do what it is asked, and what to do about it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
	/// There is no connection to it, or it is too slow.
	#[error("cannot be reached: {0}; check its address in `[blobs]`, the network and the server")]
	Unreachable(String),
	/// Its certificate does not prove that it is the server.
	#[error(
		"shows a certificate that is not accepted ({0}); check the host in `[blobs]` and the clock, or name the \
		 certificate of your own authority in SSL_CERT_FILE"
	)]
	Certificate(String),
	/// Its name stands for an address inside of a private network.
	#[error(
		"has a name that stands for {0}, an address inside of a private network; put the address itself into \
		 `[blobs]`, or set `blobs.allow_private` if the network is yours"
	)]
	PrivateAddress(IpAddr),
	/// Its name stands for an address where no store is.
	#[error(
		"has a name that stands for {0}, where no store can be; check its address in `[blobs]`"
	)]
	NoStoreAt(IpAddr),
	/// It does not take the key of S3, or that key may not do this.
	#[error(
		"refuses the key ({0}); check {ACCESS_KEY_ENV} and {SECRET_KEY_ENV}, and that the key may read, \
		 write and list the bucket"
	)]
	Key(String),
	/// It does not take what it is shown over HTTP.
	#[error("refuses access ({0}); check {TOKEN_ENV}, or {USER_ENV} and {PASSWORD_ENV}")]
	Access(String),
	/// It has no such bucket or folder.
	#[error("has no such bucket or folder; make it, or correct `blobs.store`")]
	NoPlace,
	/// It answers with another address.
	#[error("redirects to {0}, which is not followed; set the final address in `[blobs]`")]
	Redirect(String),
	/// The bucket is in another region.
	#[error("has the bucket in the region {0}; set `blobs.region` to that")]
	OtherRegion(String),
	/// It sends more than is read.
	#[error("sends more than {max} bytes")]
	TooLong {
		/// What is read.
		max: u64,
	},
}

impl Refusal {
	/// The refusal that an error comes from.
	pub(super) fn of(error: &object_store::Error) -> Option<Self> {
		if let Some(refusal) = causes(error).find_map(|cause| cause.downcast_ref::<Self>()) {
			return Some(refusal.clone());
		}
		if let Some(error @ rustls::Error::InvalidCertificate(_)) = causes(error).find_map(of_tls) {
			return Some(Self::Certificate(one_line(error)));
		}
		let kind = causes(error).find_map(|cause| Some(cause.downcast_ref::<HttpError>()?.kind()));
		match kind {
			Some(HttpErrorKind::Connect | HttpErrorKind::Timeout) => {
				Some(Self::Unreachable(root_cause(error)))
			},
			_ => None,
		}
	}
}

/// An error and what it comes from, one after another.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
	std::iter::successors(Some(error), |&error| error.source())
}

/// The error of TLS in one of the system, which does not have it among its causes.
fn of_tls<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
	let mut inner = error.downcast_ref::<io::Error>()?.get_ref()?;
	loop {
		if let Some(found) = inner.downcast_ref::<rustls::Error>() {
			return Some(found);
		}
		inner = inner.downcast_ref::<io::Error>()?.get_ref()?;
	}
}

/// What an error comes from in the end, which is what the system or the peer said.
pub(super) fn root_cause(error: &(dyn Error + 'static)) -> String {
	causes(error).last().map_or_else(String::new, one_line)
}

/// An error's message without line breaks.
pub(super) fn one_line(error: &(impl Error + ?Sized)) -> String {
	error.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}
