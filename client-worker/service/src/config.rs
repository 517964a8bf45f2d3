// SPDX-License-Identifier: Apache-2.0
//! The worker's configuration file.

use crate::blobs::{BlobsConfig, StoreAddress};
use pouw_engine::Device;
use pouw_witness::WitnessConfig;
use serde::Deserialize;
use std::{
	fs, io,
	net::SocketAddr,
	path::{Path, PathBuf},
};

/// What can go wrong with the configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
	/// The file cannot be read.
	#[error("cannot read the configuration {path}: {source}; `pouw-worker config` prints one to start from")]
	Read {
		/// The file.
		path: PathBuf,
		/// What the system said.
		source: io::Error,
	},
	/// The file is no valid configuration.
	#[error("configuration{place}: `{key}`: {reason}")]
	Parse {
		/// File and line.
		place: String,
		/// The key, with its table.
		key: String,
		/// What is wrong with it.
		reason: String,
	},
	/// A value is out of range.
	#[error("configuration: `{key}` is {value}, but must be {wanted}")]
	Range {
		/// The key, with its table.
		key: &'static str,
		/// Its value.
		value: u64,
		/// What it must be.
		wanted: &'static str,
	},
	/// The blob store cannot be as it is described.
	#[error("configuration: `{key}` {reason}")]
	Blobs {
		/// The key, with its table.
		key: &'static str,
		/// What is wrong with it.
		reason: String,
	},
	/// The metrics would be served to other machines.
	#[error(
		"configuration: `metrics.listen` is {0}, which other machines can reach; use 127.0.0.1, or set \
		 `metrics.expose` if the network in front of it is trusted"
	)]
	ExposedMetrics(SocketAddr),
}

/// The configuration. Every key has a default.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
	/// WebSocket addresses of nodes of the sector, the preferred one first.
	pub endpoints: Vec<String>,
	/// WebSocket addresses of nodes of the hub, the preferred one first; for the commands that deal
	/// with MAIN.
	pub hub_endpoints: Vec<String>,
	/// Keystore file.
	pub keystore: PathBuf,
	/// Folder of the model folders.
	pub models_dir: PathBuf,
	/// Folder of the worker's own state.
	pub data_dir: PathBuf,
	/// Device that runs the jobs.
	pub device: Device,
	/// The blob store.
	pub blobs: BlobsConfig,
	/// Logging.
	pub log: Log,
	/// Limits.
	pub limits: Limits,
	/// Mining of tickets.
	pub mining: Mining,
	/// Metrics for Prometheus.
	pub metrics: Metrics,
	/// Proofs of other sectors' conversions.
	pub witness: WitnessConfig,
	/// What is declared of the machine.
	pub hardware: Hardware,
}

/// Logging.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
	/// Format of a line.
	pub format: LogFormat,
	/// What is logged, as a filter of the `tracing` crates.
	pub filter: String,
}

/// Format of a log line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
	/// For people.
	#[default]
	Text,
	/// One JSON object.
	Json,
}

/// Limits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
	/// Largest input that is fetched, in bytes.
	pub max_input_bytes: u64,
	/// Largest output that is stored or fetched, in bytes.
	pub max_output_bytes: u64,
	/// Jobs that run at a time.
	pub parallel_jobs: usize,
	/// Jobs that wait for their turn.
	pub queued_jobs: usize,
}

/// Mining of tickets.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mining {
	/// Whether tickets are mined.
	pub enabled: bool,
	/// Whether baseline products are computed when there is no job.
	pub baseline: bool,
	/// Whether tickets are drawn from the products of jobs.
	pub useful: bool,
	/// Threads of baseline products; 0 for all processors but one.
	pub threads: u16,
	/// Seconds between two lines of the log about mining.
	pub report_seconds: u32,
}

impl Default for Mining {
	fn default() -> Self {
		Self { enabled: false, baseline: true, useful: true, threads: 0, report_seconds: 60 }
	}
}

impl Mining {
	/// Threads of baseline products.
	pub fn worker_threads(&self) -> usize {
		match self.threads {
			0 => {
				std::thread::available_parallelism().map_or(1, |n| n.get().saturating_sub(1).max(1))
			},
			threads => usize::from(threads),
		}
	}
}

/// Metrics for Prometheus.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Metrics {
	/// Address and port of the HTTP endpoint; none by default, as several workers can share a machine
	/// and a port nobody reads is one too many.
	pub listen: Option<SocketAddr>,
	/// Whether other machines may reach the address. There is neither password nor encryption.
	pub expose: bool,
}

/// What is declared of the machine at registration; what is absent is measured.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Hardware {
	/// Model name of the device that computes.
	pub device: Option<String>,
	/// Memory that jobs can use, in MiB.
	pub memory_mib: Option<u32>,
	/// Threads that jobs can use.
	pub threads: Option<u16>,
}

impl Default for Config {
	fn default() -> Self {
		Self {
			endpoints: vec!["ws://127.0.0.1:9944".to_string()],
			hub_endpoints: Vec::new(),
			keystore: "key.json".into(),
			models_dir: "models".into(),
			data_dir: "data".into(),
			device: Device::default(),
			blobs: BlobsConfig::default(),
			log: Log::default(),
			limits: Limits::default(),
			mining: Mining::default(),
			metrics: Metrics::default(),
			witness: WitnessConfig::default(),
			hardware: Hardware::default(),
		}
	}
}

impl Default for Log {
	fn default() -> Self {
		Self { format: LogFormat::default(), filter: "info".to_string() }
	}
}

impl Default for Limits {
	fn default() -> Self {
		Self {
			max_input_bytes: 4 << 20,
			max_output_bytes: 256 << 20,
			parallel_jobs: 1,
			queued_jobs: 16,
		}
	}
}

impl Config {
	/// Reads a file. Relative paths in it are relative to its folder.
	pub fn load(path: &Path) -> Result<Self, ConfigError> {
		let text = fs::read_to_string(path)
			.map_err(|source| ConfigError::Read { path: path.to_path_buf(), source })?;
		let mut config = Self::parse(&text).map_err(|error| match error {
			ConfigError::Parse { place, key, reason } => {
				ConfigError::Parse { place: format!(" {}{place}", path.display()), key, reason }
			},
			other => other,
		})?;
		let folder = path.parent().unwrap_or(Path::new(""));
		for entry in [&mut config.keystore, &mut config.models_dir, &mut config.data_dir] {
			*entry = folder.join(&*entry);
		}
		if let StoreAddress::Folder(blobs) = &mut config.blobs.store {
			*blobs = folder.join(&*blobs);
		}
		Ok(config)
	}

	/// Parses the text of a file, and leaves its paths as they are.
	pub fn parse(text: &str) -> Result<Self, ConfigError> {
		let config: Self = toml::from_str(text).map_err(|error| {
			let offset = error.span().map_or(0, |span| span.start);
			ConfigError::Parse {
				place: format!(", line {}", line_of(text, offset)),
				key: key_at(text, offset),
				reason: error.message().split_whitespace().collect::<Vec<_>>().join(" "),
			}
		})?;
		let limits = &config.limits;
		for (key, value) in [
			("limits.max_input_bytes", limits.max_input_bytes),
			("limits.max_output_bytes", limits.max_output_bytes),
			("limits.parallel_jobs", limits.parallel_jobs as u64),
			("blobs.connect_seconds", config.blobs.connect_seconds.into()),
			("blobs.request_seconds", config.blobs.request_seconds.into()),
			("mining.report_seconds", config.mining.report_seconds.into()),
		] {
			if value == 0 {
				return Err(ConfigError::Range { key, value, wanted: "at least 1" });
			}
		}
		config.blobs.check().map_err(|(key, reason)| ConfigError::Blobs { key, reason })?;
		match config.metrics {
			Metrics { listen: Some(address), expose: false } if !address.ip().is_loopback() => {
				Err(ConfigError::ExposedMetrics(address))
			},
			_ => Ok(config),
		}
	}
}

fn before(text: &str, offset: usize) -> &str {
	text.get(..offset).unwrap_or(text)
}

fn line_of(text: &str, offset: usize) -> usize {
	before(text, offset).matches('\n').count().saturating_add(1)
}

/// The key whose entry contains `offset`, with its table. The parser gives the place alone.
fn key_at(text: &str, offset: usize) -> String {
	let upto = text.lines().take(line_of(text, offset));
	let mut table = String::new();
	let mut key = String::new();
	for line in upto.map(str::trim).filter(|line| !line.starts_with('#')) {
		if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
			if !name.contains(['"', '\'', ',']) {
				table = name.trim().to_string();
				key.clear();
			}
		} else if let Some((name, _)) = line.split_once('=') {
			key = name.trim().to_string();
		} else if key.is_empty() {
			key = line.to_string();
		}
	}
	match (table.is_empty(), key.is_empty()) {
		(false, false) => format!("{table}.{key}"),
		(false, true) => table,
		_ => key,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn error(text: &str) -> String {
		Config::parse(text).unwrap_err().to_string()
	}

	#[test]
	fn empty_text_gives_the_defaults() {
		assert_eq!(Config::parse("").unwrap(), Config::default());
	}

	#[test]
	fn parse_error_names_the_key_when_it_is_unknown() {
		let error = error("endpoints = []\nkeystroke = \"a\"\n");
		assert!(error.contains("line 2") && error.contains("`keystroke`"), "{error}");
	}

	#[test]
	fn parse_error_names_the_key_when_its_type_is_wrong() {
		let error =
			error("[log]\nformat = \"text\"\n[limits]\n# why\nmax_input_bytes = \"many\"\n");
		assert!(error.contains("line 5") && error.contains("`limits.max_input_bytes`"), "{error}");
		assert_eq!(error.lines().count(), 1);
	}

	#[test]
	fn parse_error_names_the_key_when_its_value_is_not_among_the_choices() {
		let error = error("device = \"abacus\"\n");
		assert!(error.contains("`device`") && error.contains("abacus"), "{error}");
	}

	#[test]
	fn parse_error_names_the_key_when_an_array_over_lines_has_a_wrong_element() {
		let error = error("endpoints = [\n\t\"ws://127.0.0.1:1\",\n\t7,\n]\n");
		assert!(error.contains("`endpoints`"), "{error}");
	}

	#[test]
	fn parse_error_names_the_key_when_a_limit_is_zero() {
		let error = error("[limits]\nparallel_jobs = 0\n");
		assert!(error.contains("`limits.parallel_jobs`") && error.contains("at least 1"));
	}

	#[test]
	fn blob_store_is_a_folder_a_bucket_or_a_server() {
		let store = |text: &str| Config::parse(&format!("[blobs]\n{text}\n")).unwrap().blobs.store;
		assert_eq!(store("store = \"some/folder\""), StoreAddress::Folder("some/folder".into()));
		let bucket = |prefix: &str| StoreAddress::S3 {
			bucket: "some-bucket".to_string(),
			prefix: prefix.to_string(),
		};
		assert_eq!(store("store = \"s3://some-bucket\"\nregion = \"eu-west-1\""), bucket(""));
		let text =
			"store = \"s3://some-bucket/a/b.c/\"\nendpoint = \"https://minio.example:9000/\"";
		assert_eq!(store(text), bucket("a/b.c"));
		let StoreAddress::Http(server) = store("store = \"https://dav.example/blobs/\"") else {
			panic!("no server")
		};
		assert_eq!(server.to_string(), "https://dav.example/blobs");
	}

	#[test]
	fn parse_error_names_the_key_when_a_store_makes_no_sense() {
		for (key, text, reason) in [
			("blobs.store", "store = \"\"", "name a folder"),
			("blobs.store", "store = \"ftp://host/blobs\"", "https://HOST/PATH"),
			("blobs.store", "store = \"https:///%2e%2e/blobs\"", "its host is no name"),
			("blobs.store", "store = \"https:///blobs?all\"", "without ? or #"),
			("blobs.store", "store = \"https://[::1/blobs\"", "no address"),
			("blobs.store", "store = \"s3://x/blobs\"", "3 to 63"),
			("blobs.store", "store = \"s3://bucket/../other\"", "prefix"),
			("blobs.store", "store = \"s3://bucket//blobs\"", "prefix"),
			("blobs.region", "store = \"s3://bucket\"", "`blobs.endpoint`"),
			("blobs.region", "store = \"s3://bucket\"\nregion = \"eu west\"", "letters"),
			("blobs.region", "region = \"eu-west-1\"", "s3://"),
			("blobs.endpoint", "endpoint = \"https://minio.example\"", "s3://"),
			("blobs.connect_seconds", "connect_seconds = 0", "at least 1"),
			("blobs.request_seconds", "request_seconds = 0", "at least 1"),
			("blobs.passwort", "passwort = \"secret\"", "unknown field"),
		] {
			let error = error(&format!("[blobs]\n{text}\n"));
			assert!(error.contains(&format!("`{key}`")), "{text}: {error}");
			assert!(error.contains(reason), "{text}: {error}");
			assert_eq!(error.lines().count(), 1, "{error}");
		}
	}

	#[test]
	fn parse_error_does_not_repeat_a_password_in_an_address() {
		for text in [
			"store = \"https://user:hunter2@dav.example/blobs\"",
			"store = \"s3://user:hunter2@bucket\"",
			"store = \"dav://user:hunter2@dav.example/blobs\"",
			"store = \"s3://bucket\"\nendpoint = \"https://user:hunter2@minio.example\"",
		] {
			let error = error(&format!("[blobs]\n{text}\n"));
			assert!(!error.contains("hunter2") && !error.contains("user:"), "{error}");
		}
	}

	#[test]
	fn store_on_another_machine_is_encrypted_unless_told_otherwise() {
		let parse = |text: &str| Config::parse(&format!("[blobs]\n{text}\n"));
		for local in ["127.0.0.1:9000", "127.1", "[::1]:9000", "localhost:9000"] {
			parse(&format!("store = \"http://{local}/blobs\"")).unwrap();
			parse(&format!("store = \"s3://bucket\"\nendpoint = \"http://{local}\"")).unwrap();
		}
		for other in ["10.0.0.1", "192.168.0.1:9000", "minio.example", "localhost.example", "[::2]"]
		{
			for (key, text) in [
				("`blobs.store`", format!("store = \"http://{other}/blobs\"")),
				(
					"`blobs.endpoint`",
					format!("store = \"s3://bucket\"\nendpoint = \"http://{other}\""),
				),
			] {
				let error = parse(&text).unwrap_err().to_string();
				assert!(error.contains(key) && error.contains("`blobs.allow_http`"), "{error}");
				parse(&format!("{text}\nallow_http = true")).unwrap();
			}
		}
	}

	#[test]
	fn store_is_at_no_address_where_clouds_hand_out_keys() {
		let parse = |text: &str| Config::parse(&format!("[blobs]\n{text}\n"));
		for host in [
			"169.254.169.254",
			"2852039166",
			"0xa9fea9fe",
			"[::ffff:169.254.169.254]",
			"[64:ff9b::a9fe:a9fe]",
			"[fe80::1]",
			"0.0.0.0:9000",
		] {
			for (key, text) in [
				("`blobs.store`", format!("store = \"https://{host}/blobs\"")),
				(
					"`blobs.endpoint`",
					format!("store = \"s3://bucket\"\nendpoint = \"https://{host}\""),
				),
			] {
				let text = format!("{text}\nallow_http = true\nallow_private = true");
				let error = parse(&text).unwrap_err().to_string();
				assert!(error.contains(key) && error.contains("no store can be"), "{error}");
			}
		}
	}

	#[test]
	fn metrics_are_served_to_this_machine_alone_unless_told_otherwise() {
		let listen = |text: &str| Config::parse(&format!("[metrics]\nlisten = {text}\n"));
		for address in ["127.0.0.1:9616", "[::1]:9616"] {
			let config = listen(&format!("\"{address}\"")).unwrap();
			assert_eq!(config.metrics.listen, Some(address.parse().unwrap()));
		}
		let error = listen("\"0.0.0.0:9616\"").unwrap_err().to_string();
		assert!(error.contains("`metrics.listen` is 0.0.0.0:9616"), "{error}");
		assert!(listen("\"0.0.0.0:9616\"\nexpose = true").is_ok());
		let error = listen("9616").unwrap_err().to_string();
		assert!(error.contains("`metrics.listen`"), "{error}");
		assert_eq!(Config::default().metrics.listen, None);
	}

	#[test]
	fn zero_threads_are_all_processors_but_one() {
		let mining = |threads| Mining { threads, ..Mining::default() };
		assert_eq!(mining(3).worker_threads(), 3);
		assert!(mining(0).worker_threads() >= 1);
	}

	#[test]
	fn load_resolves_paths_against_the_folder_of_the_file() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("worker.toml");
		fs::write(&path, "data_dir = \"state\"\nkeystore = \"/etc/key.json\"\n").unwrap();
		let config = Config::load(&path).unwrap();
		assert_eq!(config.blobs.store, StoreAddress::Folder(folder.path().join("blobs")));
		assert_eq!(config.data_dir, folder.path().join("state"));
		assert_eq!(config.keystore, Path::new("/etc/key.json"));
		assert_eq!(config.models_dir, folder.path().join("models"));
	}

	#[test]
	fn load_names_the_file_when_it_is_missing() {
		let error = Config::load(Path::new("no/worker.toml")).unwrap_err().to_string();
		assert!(error.contains("no/worker.toml"), "{error}");
	}
}
