// SPDX-License-Identifier: Apache-2.0
//! A dishonest miner, for tests: `dishonest_worker --as WAY --config FILE`.
//!
//! It takes the worker's own configuration file and differs from `pouw-worker run` in its executor
//! alone, so that what a network does about it is what it would do about a real one. The ways:
//!
//! - `garbage`: answers every job with random numbers;
//! - `wrong-model`: runs embedding jobs with the first half of the model's layers, which is cheaper;
//! - `copy`: waits for another miner's output to appear in the blob store and answers that, or garbage
//!   if none appears.

use pouw_engine::{
	input::{parse_texts, Limits},
	Device, EmbeddingModel, Embeddings, Execution, Manifest, ModelFolder,
};
use pouw_primitives::task::Job;
use pouw_service::{mine, shutdown_signal, Config, Executor, ExecutorError};
use std::{
	collections::BTreeSet,
	error::Error,
	fs,
	path::{Path, PathBuf},
	process::ExitCode,
	sync::Arc,
	thread,
	time::{Duration, Instant},
};
use tracing_subscriber::EnvFilter;

const USAGE: &str = "usage: dishonest_worker --as garbage|wrong-model|copy --config FILE";
/// Numbers in a vector of the usual small embedding models.
const DIMS: usize = 384;
/// Longest wait for something to copy.
const PATIENCE: Duration = Duration::from_secs(60);

/// How it cheats.
enum Dishonest {
	/// Outputs of the right shape and of no meaning.
	Garbage,
	/// A part of the model, by the hash of the whole.
	WrongModel { models: PathBuf, work: PathBuf },
	/// The folder of blobs that outputs are copied from.
	Copy(PathBuf),
}

impl Dishonest {
	fn of(way: &str, config: &Config) -> Result<Self, Box<dyn Error>> {
		Ok(match way {
			"garbage" => Self::Garbage,
			"wrong-model" => {
				let work = config.data_dir.join("wrong-model");
				Self::WrongModel { models: config.models_dir.clone(), work }
			},
			"copy" => Self::Copy(config.blob_dir.clone()),
			_ => return Err(format!("unknown way `{way}`; {USAGE}").into()),
		})
	}
}

impl Executor for Dishonest {
	fn run(
		&self,
		job: &Job,
		input: &[u8],
		_execution: &Execution<'_>,
		progress: &dyn Fn(usize, usize),
	) -> Result<Vec<u8>, ExecutorError> {
		let output = match (self, job) {
			(Self::WrongModel { models, work }, Job::Embedding { model }) => {
				embed(models, work, &model.0, input)
			},
			(Self::Copy(blobs), _) => match copied(blobs) {
				Some(output) => Ok(output),
				None => garbage(job, input),
			},
			_ => garbage(job, input),
		};
		progress(1, 1);
		output.map_err(|e| ExecutorError::Failed(e.to_string()))
	}

	fn values(&self, job: &Job, output: &[u8]) -> Result<Vec<f32>, ExecutorError> {
		let Job::Embedding { .. } = job else {
			return Ok(output.iter().map(|byte| f32::from(*byte)).collect());
		};
		let output =
			Embeddings::from_bytes(output).map_err(|e| ExecutorError::Failed(e.to_string()))?;
		Ok(output.values)
	}
}

fn garbage(job: &Job, input: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
	let Job::Embedding { .. } = job else {
		let mut random = vec![0u8; DIMS];
		getrandom::fill(&mut random)?;
		return Ok(random);
	};
	let text = String::from_utf8_lossy(input);
	let rows = text.lines().filter(|line| !line.trim().is_empty()).count();
	let mut random = vec![0u8; rows.saturating_mul(DIMS)];
	getrandom::fill(&mut random)?;
	let values = random.iter().map(|byte| (f32::from(*byte) - 127.5) / 1_000.0).collect();
	Ok(Embeddings::new(rows, DIMS, values)?.to_bytes())
}

/// Embeds with the first half of the layers of the model with this manifest hash.
fn embed(
	models: &Path,
	work: &Path,
	model: &[u8; 32],
	input: &[u8],
) -> Result<Vec<u8>, Box<dyn Error>> {
	let folder = fs::read_dir(models)?
		.filter_map(|entry| ModelFolder::open(&entry.ok()?.path()).ok())
		.find(|folder| folder.manifest().hash() == *model)
		.ok_or("the model is not here")?;
	let names: Vec<&str> = folder.manifest().names().collect();
	for name in &names {
		let to = work.join(name);
		fs::create_dir_all(to.parent().ok_or("a file without a folder")?)?;
		fs::copy(folder.path().join(name), to)?;
	}
	let path = work.join("config.json");
	let mut config: serde_json::Value = serde_json::from_slice(&fs::read(&path)?)?;
	let layers = config["num_hidden_layers"].as_u64().ok_or("no number of layers")?;
	config["num_hidden_layers"] = (layers / 2).into();
	fs::write(&path, config.to_string())?;
	let manifest = Manifest::of_folder(work, &names)?;
	fs::write(work.join("manifest.b3"), manifest.to_string())?;
	let part = EmbeddingModel::load(&ModelFolder::open(work)?, Device::Cpu)?;
	let texts = parse_texts(input, &Limits::default())?;
	Ok(part.embed(&texts, &|_, _| ())?.to_bytes())
}

/// The first embeddings that appear in the store from now on.
fn copied(blobs: &Path) -> Option<Vec<u8>> {
	let old = files(blobs);
	let start = Instant::now();
	while start.elapsed() < PATIENCE {
		let new = files(blobs).into_iter().filter(|file| !old.contains(file));
		if let Some(output) = new
			.filter_map(|file| fs::read(file).ok())
			.find(|bytes| Embeddings::from_bytes(bytes).is_ok())
		{
			tracing::warn!("copies the output of another");
			return Some(output);
		}
		thread::sleep(Duration::from_millis(200));
	}
	None
}

fn files(folder: &Path) -> BTreeSet<PathBuf> {
	let Ok(entries) = fs::read_dir(folder) else { return BTreeSet::new() };
	let mut found = BTreeSet::new();
	for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
		if path.is_dir() {
			found.extend(files(&path));
		} else {
			found.insert(path);
		}
	}
	found
}

fn run() -> Result<(), Box<dyn Error>> {
	let arguments: Vec<String> = std::env::args().skip(1).collect();
	let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
	let ["--as", way, "--config", path] = arguments[..] else { return Err(USAGE.into()) };
	let config = Config::load(Path::new(path))?;
	tracing_subscriber::fmt()
		.with_env_filter(EnvFilter::try_new(&config.log.filter)?)
		.with_ansi(false)
		.with_writer(std::io::stderr)
		.init();
	tracing::warn!(way, "this miner is dishonest; it is for tests");
	let executor = Arc::new(Dishonest::of(way, &config)?);
	let runtime = tokio::runtime::Runtime::new()?;
	let mined = runtime.block_on(mine(&config, executor, shutdown_signal()));
	runtime.shutdown_background();
	Ok(mined?)
}

fn main() -> ExitCode {
	match run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("error: {error}");
			ExitCode::FAILURE
		},
	}
}
