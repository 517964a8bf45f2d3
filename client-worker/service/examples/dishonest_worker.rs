// SPDX-License-Identifier: Apache-2.0
//! A dishonest miner, for tests: `dishonest_worker --as WAY --config FILE`.
//!
//! It takes the worker's own configuration file and differs from `pouw-worker run` in its executor
//! alone, so that what a network does about it is what it would do about a real one. The ways:
//!
//! - `garbage`: answers every job with random numbers;
//! - `wrong-model`: does something cheaper: runs the first half of a model's layers, trains on half of the
//!   examples, gives records back without running the program;
//! - `copy`: waits for another miner's output to appear in the blob store and answers that, or garbage
//!   if none appears that can be read. None does, as outputs are sealed to the client.

use pouw_engine::{
	input::{parse_texts, Limits},
	output,
	records::{self, Outcome},
	text::{self, Answer, Request},
	training::{self, Training, Update},
	Device, EmbeddingModel, Embeddings, Execution, Manifest, ModelFolder, Network, TextModel,
};
use pouw_primitives::task::Job;
use pouw_service::{mine, shutdown_signal, Config, Executor, ExecutorError, StoreAddress};
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
const PATIENCE: Duration = Duration::from_secs(15);
/// In the header of a GGUF file, before the type of the number of layers and the number itself.
const LAYERS_OF_TEXT: &[u8] = b"llama.block_count";
/// That type: a whole number of 32 bits.
const UINT32: [u8; 4] = 4u32.to_le_bytes();

/// How it cheats.
enum Dishonest {
	/// Outputs of the right shape and of no meaning.
	Garbage,
	/// Something cheaper than what was ordered. Parts of models are made in `work`.
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
			"copy" => match &config.blobs.store {
				StoreAddress::Folder(folder) => Self::Copy(folder.clone()),
				_ => return Err("`copy` wants a folder as `blobs.store`".into()),
			},
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
		let output = match self {
			Self::Garbage => garbage(job, input),
			Self::WrongModel { models, work } => cheaper(models, work, job, input),
			Self::Copy(blobs) => match copied(blobs, job) {
				Some(output) => Ok(output),
				None => garbage(job, input),
			},
		};
		progress(1, 1);
		output.map_err(|e| ExecutorError::Failed(e.to_string()))
	}

	fn values(&self, job: &Job, output: &[u8]) -> Result<Vec<f32>, ExecutorError> {
		let values = match job {
			Job::Embedding { .. } => Embeddings::from_bytes(output).ok().map(|found| found.values),
			Job::TextGeneration { .. } => {
				Answer::from_bytes(output).ok().map(|found| found.values())
			},
			Job::Training { .. } => Update::from_bytes(output).ok().map(|found| found.added),
			Job::Data { .. } => records::decode_output(output).ok().map(|_| Vec::new()),
		};
		Ok(values.unwrap_or_else(|| output.iter().map(|byte| f32::from(*byte)).collect()))
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

/// What is cheaper than the job, and has the form of its output.
fn cheaper(models: &Path, work: &Path, job: &Job, input: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
	match job {
		Job::Embedding { model } => {
			let folder = part(models, work, &model.0, "config.json", |config| {
				let mut config: serde_json::Value = serde_json::from_slice(&config)?;
				let layers = config["num_hidden_layers"].as_u64().ok_or("no number of layers")?;
				config["num_hidden_layers"] = (layers / 2).into();
				Ok(config.to_string().into_bytes())
			})?;
			let model = EmbeddingModel::load(&folder, Device::Cpu)?;
			let texts = parse_texts(input, &Limits::default())?;
			Ok(model.embed(&texts, &|_, _| ())?.to_bytes())
		},
		Job::TextGeneration { model } => {
			let folder = part(models, work, &model.0, "model.gguf", half_of_text)?;
			let request = Request::from_bytes(input)?;
			Ok(TextModel::load(&folder, Device::Cpu)?.answer(&request, &|_, _| ())?.to_bytes())
		},
		Job::Training { model } => {
			let network = Network::read(&named(models, &model.0)?)?;
			let mut training = Training::from_bytes(input)?;
			let examples = &mut training.examples;
			let width = examples.numbers.len().checked_div(examples.classes.len()).unwrap_or(0);
			let half = examples.classes.len().div_ceil(2);
			examples.classes.truncate(half);
			examples.numbers.truncate(half.saturating_mul(width));
			Ok(training.run(&network, &Device::Cpu.open()?, &|_, _| ())?.to_bytes())
		},
		Job::Data { .. } => {
			let given = records::decode_input(input)?;
			let unchanged: Vec<_> =
				given.into_iter().map(|record| Outcome::Mapped(record.to_vec())).collect();
			Ok(records::encode_output(&unchanged))
		},
	}
}

/// The folder of the model with this manifest hash.
fn named(models: &Path, model: &[u8; 32]) -> Result<ModelFolder, Box<dyn Error>> {
	let path = fs::read_dir(models)?
		.filter_map(|entry| Some(entry.ok()?.path()))
		.find(|path| Manifest::read(path).is_ok_and(|manifest| manifest.hash() == *model))
		.ok_or("the model is not here")?;
	Ok(ModelFolder::open(&path)?)
}

/// A copy of a model with one of its files changed.
fn part(
	models: &Path,
	work: &Path,
	model: &[u8; 32],
	file: &str,
	change: impl FnOnce(Vec<u8>) -> Result<Vec<u8>, Box<dyn Error>>,
) -> Result<ModelFolder, Box<dyn Error>> {
	let whole = named(models, model)?;
	let folder = work.join(file);
	let names: Vec<&str> = whole.manifest().names().collect();
	for name in &names {
		let to = folder.join(name);
		fs::create_dir_all(to.parent().ok_or("a file without a folder")?)?;
		fs::copy(whole.path().join(name), to)?;
	}
	let path = folder.join(file);
	fs::write(&path, change(fs::read(&path)?)?)?;
	let manifest = Manifest::of_folder(&folder, &names)?;
	fs::write(folder.join("manifest.b3"), manifest.to_string())?;
	Ok(ModelFolder::open(&folder)?)
}

/// The file of a language model that says that it has half of its layers.
fn half_of_text(mut file: Vec<u8>) -> Result<Vec<u8>, Box<dyn Error>> {
	let named = file.windows(LAYERS_OF_TEXT.len()).position(|bytes| bytes == LAYERS_OF_TEXT);
	let kind = named.ok_or("no number of layers")?.saturating_add(LAYERS_OF_TEXT.len());
	let number = kind.saturating_add(UINT32.len());
	if file.get(kind..number) != Some(&UINT32[..]) {
		return Err("the number of layers is of another type".into());
	}
	let bytes = file.get_mut(number..number.saturating_add(4)).ok_or("the file is cut")?;
	let layers = u32::from_le_bytes((&*bytes).try_into()?);
	bytes.copy_from_slice(&(layers / 2).to_le_bytes());
	Ok(file)
}

/// The first output of the job's kind that appears in the store from now on.
fn copied(blobs: &Path, job: &Job) -> Option<Vec<u8>> {
	let magic = match job {
		Job::Embedding { .. } => output::MAGIC,
		Job::TextGeneration { .. } => text::MAGIC,
		Job::Training { .. } => training::OUTPUT_MAGIC,
		Job::Data { .. } => records::OUTPUT_MAGIC,
	};
	let old = files(blobs);
	let start = Instant::now();
	while start.elapsed() < PATIENCE {
		let new = files(blobs).into_iter().filter(|file| !old.contains(file));
		let mut read = new.filter_map(|file| fs::read(file).ok());
		if let Some(output) = read.find(|bytes| bytes.starts_with(&magic)) {
			tracing::warn!("copies the output of another");
			return Some(output);
		}
		thread::sleep(Duration::from_millis(200));
	}
	tracing::warn!("nothing to copy: no output that can be read has appeared");
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
