// SPDX-License-Identifier: Apache-2.0
//! What servers are shown. It comes from the environment alone: neither a file of the configuration, nor
//! a service of the machine that hands out keys, is ever asked.

use object_store::aws::AwsCredential;
use std::ffi::OsString;

/// Environment variable with the id of the key of S3.
pub const ACCESS_KEY_ENV: &str = "AWS_ACCESS_KEY_ID";
/// Environment variable with the secret of the key of S3.
pub const SECRET_KEY_ENV: &str = "AWS_SECRET_ACCESS_KEY";
/// Environment variable with the token that a temporary key of S3 comes with.
pub const SESSION_TOKEN_ENV: &str = "AWS_SESSION_TOKEN";
/// Environment variable with the bearer token for a store at `https://`.
pub const TOKEN_ENV: &str = "POUW_BLOBS_TOKEN";
/// Environment variable with the user for a store at `https://`.
pub const USER_ENV: &str = "POUW_BLOBS_USER";
/// Environment variable with that user's password.
pub const PASSWORD_ENV: &str = "POUW_BLOBS_PASSWORD";

/// The value of a variable of the environment.
pub(crate) type Environment<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// What a server is shown over HTTP. Without `Debug`, so that it is not printed.
pub(super) enum HttpAccess {
	/// The header `Authorization: Bearer`.
	Token(String),
	/// The header `Authorization: Basic`.
	User {
		/// The user.
		name: String,
		/// Its password.
		password: String,
	},
}

/// A variable that is set to something. The error has its name alone.
fn variable(
	environment: Environment<'_>,
	name: &str,
	fits: fn(char) -> bool,
) -> Result<Option<String>, String> {
	let Some(value) = environment(name).filter(|value| !value.is_empty()) else { return Ok(None) };
	match value.into_string() {
		Ok(text) if text.chars().all(fits) => Ok(Some(text)),
		_ => Err(format!(
			"{name} has a space, a line break or another character that it cannot have"
		)),
	}
}

fn is_graphic(c: char) -> bool {
	c.is_ascii_graphic()
}

/// The key of S3.
pub(super) fn of_s3(environment: Environment<'_>) -> Result<AwsCredential, String> {
	let key_id = variable(environment, ACCESS_KEY_ENV, is_graphic)?;
	let secret_key = variable(environment, SECRET_KEY_ENV, is_graphic)?;
	let token = variable(environment, SESSION_TOKEN_ENV, is_graphic)?;
	match (key_id, secret_key) {
		(Some(key_id), Some(secret_key)) => Ok(AwsCredential { key_id, secret_key, token }),
		_ => Err(format!("set {ACCESS_KEY_ENV} and {SECRET_KEY_ENV} in the environment")),
	}
}

/// What a server is shown over HTTP, if anything.
pub(super) fn of_http(environment: Environment<'_>) -> Result<Option<HttpAccess>, String> {
	let token = variable(environment, TOKEN_ENV, is_graphic)?;
	// A colon ends the name in the header.
	let name = variable(environment, USER_ENV, |c| !c.is_control() && c != ':')?;
	let password = variable(environment, PASSWORD_ENV, |c| !c.is_control())?;
	match (token, name, password) {
		(None, None, None) => Ok(None),
		(Some(token), None, None) => Ok(Some(HttpAccess::Token(token))),
		(None, Some(name), Some(password)) => Ok(Some(HttpAccess::User { name, password })),
		_ => Err(format!(
			"set either {TOKEN_ENV}, or both {USER_ENV} and {PASSWORD_ENV}, in the environment"
		)),
	}
}
