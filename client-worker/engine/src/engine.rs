// SPDX-License-Identifier: Apache-2.0
//! From a job to its output.

use crate::{
	embedding::values_of,
	input::{parse_texts, Limits},
	manifest::ManifestError,
	program::{self, ProgramError},
	records,
	text::{Answer, Request},
	training::{Training, Update},
	Device, EmbeddingModel, EngineError, Execution, Manifest, ModelFolder, ModelKind, Network,
	Precision, Program, TextModel,
};
use pouw_kernel::Kernel;
use pouw_primitives::task::Job;
use std::{
	collections::HashMap,
	fmt, fs,
	path::{Path, PathBuf},
	sync::{Arc, Mutex, PoisonError},
};

/// The numbers of a job's output, in the order in which a sketch takes them. The output of a program has
/// none: it is compared by its hash.
pub fn output_values(job: &Job, output: &[u8]) -> Result<Vec<f32>, EngineError> {
	match job {
		Job::Embedding { .. } => Ok(values_of(output)?),
		Job::TextGeneration { .. } => {
			Ok(Answer::from_bytes(output).map_err(EngineError::BadOutput)?.values())
		},
		Job::Training { .. } => {
			Ok(Update::from_bytes(output).map_err(EngineError::BadOutput)?.added)
		},
		Job::Data { .. } => {
			records::decode_output(output).map_err(EngineError::BadOutput)?;
			Ok(Vec::new())
		},
	}
}

/// A model folder that is there, by its manifest alone; its files are checked when it is loaded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundModel {
	/// BLAKE3 hash of its manifest.
	pub hash: [u8; 32],
	/// The kind of job it is for, if its files tell.
	pub kind: Option<ModelKind>,
	/// Where it is.
	pub path: PathBuf,
}

/// Models in memory.
type Loaded<Key, Model> = Mutex<HashMap<Key, Arc<Model>>>;

/// Runs jobs with the models of one folder, each in a folder of its own.
///
/// A model is checked and loaded when a job first names it and stays in memory. Folders added
/// later are found without a restart.
pub struct Engine {
	models_dir: PathBuf,
	device: Device,
	kernel: Arc<Kernel>,
	embeddings: Loaded<([u8; 32], Precision), EmbeddingModel>,
	texts: Loaded<[u8; 32], TextModel>,
	networks: Loaded<[u8; 32], Network>,
}

impl Engine {
	/// Engine over the models in `models_dir`, on the processor.
	pub fn new(models_dir: impl Into<PathBuf>) -> Result<Self, EngineError> {
		Self::with_device(models_dir, Device::Cpu)
	}

	/// Engine over the models in `models_dir`, on `device`, which must be usable. Quantised products are
	/// computed on all processors.
	pub fn with_device(
		models_dir: impl Into<PathBuf>,
		device: Device,
	) -> Result<Self, EngineError> {
		let engine = Self {
			models_dir: models_dir.into(),
			device,
			kernel: Arc::new(Kernel::new(0)?),
			embeddings: Mutex::default(),
			texts: Mutex::default(),
			networks: Mutex::default(),
		};
		device.open()?;
		engine.models()?;
		Ok(engine)
	}

	/// The models that are there, sorted by path. Folders without a usable manifest are logged and
	/// left out.
	pub fn models(&self) -> Result<Vec<FoundModel>, EngineError> {
		let refuse = |source| EngineError::ModelsFolder { path: self.models_dir.clone(), source };
		let mut models = Vec::new();
		for entry in fs::read_dir(&self.models_dir).map_err(refuse)? {
			let path = entry.map_err(refuse)?.path();
			let hidden = path.file_name().is_some_and(|n| n.as_encoded_bytes().starts_with(b"."));
			if hidden || !path.is_dir() {
				continue;
			}
			match Manifest::read(&path) {
				Ok(manifest) => {
					let (hash, kind) = (manifest.hash(), manifest.kind());
					models.push(FoundModel { hash, kind, path });
				},
				Err(error @ ManifestError::NoManifest { .. }) => {
					tracing::debug!(%error, "folder left out");
				},
				Err(error) => {
					tracing::warn!(folder = %path.display(), %error, "model left out");
				},
			}
		}
		models.sort_by(|a, b| a.path.cmp(&b.path));
		Ok(models)
	}

	/// Runs a job over its input and gives the output's bytes.
	///
	/// It blocks and uses all processors; `progress` is told how many parts of the input are done,
	/// and how many there are. [`EngineError::means_abstain`] tells errors by which a miner should
	/// abstain.
	pub fn run(
		&self,
		job: &Job,
		input: &[u8],
		execution: &Execution<'_>,
		progress: &dyn Fn(usize, usize),
	) -> Result<Vec<u8>, EngineError> {
		match job {
			Job::Embedding { model } => {
				let texts = parse_texts(input, &Limits::default())?;
				let model = self.embedding(model.0, execution.precision)?;
				Ok(model.embed_for(&texts, execution.tickets, progress)?.to_bytes())
			},
			Job::TextGeneration { model } => {
				let request = Request::from_bytes(input).map_err(EngineError::BadInput)?;
				Ok(self.text(model.0)?.answer(&request, progress)?.to_bytes())
			},
			Job::Training { model } => {
				let training = Training::from_bytes(input).map_err(EngineError::BadInput)?;
				let network = self.network(model.0)?;
				Ok(training.run(&network, &self.device.open()?, progress)?.to_bytes())
			},
			Job::Data { program } => {
				let records = records::decode_input(input).map_err(EngineError::BadInput)?;
				let bytes = execution.program.ok_or(ProgramError::NotTheNamed)?;
				if program::blob_of(bytes) != *program {
					return Err(ProgramError::NotTheNamed.into());
				}
				let program = Program::load(bytes, program::Limits::default())?;
				Ok(records::encode_output(&program.map(&records, progress)?))
			},
		}
	}

	/// The numbers of a job's output, as [`output_values`] has them.
	pub fn values(&self, job: &Job, output: &[u8]) -> Result<Vec<f32>, EngineError> {
		output_values(job, output)
	}

	/// The embedding model of that manifest hash, checked against its manifest when it is not yet in
	/// memory.
	pub fn embedding(
		&self,
		hash: [u8; 32],
		precision: Precision,
	) -> Result<Arc<EmbeddingModel>, EngineError> {
		self.load(&self.embeddings, (hash, precision), hash, ModelKind::Embedding, |folder| {
			match precision {
				Precision::F32 => EmbeddingModel::load(folder, self.device),
				Precision::Int7 => {
					EmbeddingModel::load_quantised(folder, self.device, self.kernel.clone())
				},
			}
		})
	}

	/// The language model of that manifest hash, likewise.
	pub fn text(&self, hash: [u8; 32]) -> Result<Arc<TextModel>, EngineError> {
		self.load(&self.texts, hash, hash, ModelKind::TextGeneration, |folder| {
			TextModel::load(folder, self.device)
		})
	}

	/// The network of that manifest hash, likewise.
	pub fn network(&self, hash: [u8; 32]) -> Result<Arc<Network>, EngineError> {
		self.load(&self.networks, hash, hash, ModelKind::Training, Network::read)
	}

	fn load<Key: Eq + std::hash::Hash, Model>(
		&self,
		loaded: &Loaded<Key, Model>,
		key: Key,
		hash: [u8; 32],
		wanted: ModelKind,
		read: impl FnOnce(&ModelFolder) -> Result<Model, EngineError>,
	) -> Result<Arc<Model>, EngineError> {
		// Held while loading, so that two jobs do not load the same model at once. A panic while it
		// was held cannot have left the map half changed.
		let mut loaded = loaded.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some(model) = loaded.get(&key) {
			return Ok(model.clone());
		}
		let unknown = |dir: &Path| EngineError::UnknownModel {
			model: hex::encode(hash),
			dir: dir.to_owned(),
		};
		let models = self.models()?;
		let found = models
			.into_iter()
			.find(|model| model.hash == hash)
			.ok_or_else(|| unknown(&self.models_dir))?;
		if found.kind != Some(wanted) {
			return Err(EngineError::WrongKind { wanted, found: found.kind });
		}
		let folder = ModelFolder::open(&found.path)?;
		// The manifest may have been replaced since it was found.
		if folder.manifest().hash() != hash {
			return Err(unknown(&found.path));
		}
		let model = Arc::new(read(&folder)?);
		tracing::info!(
			model = %hex::encode(hash),
			folder = %found.path.display(),
			device = %self.device,
			kind = %wanted,
			"model loaded"
		);
		loaded.insert(key, model.clone());
		Ok(model)
	}

	/// Folder the models are in.
	pub fn models_dir(&self) -> &Path {
		&self.models_dir
	}
}

impl fmt::Debug for Engine {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.debug_struct("Engine")
			.field("models_dir", &self.models_dir)
			.field("device", &self.device)
			.finish_non_exhaustive()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::manifest::MANIFEST_NAME;
	use pouw_primitives::task::BlobRef;
	use sp_core::H256;

	fn job(model: [u8; 32]) -> Job {
		Job::Embedding { model: model.into() }
	}

	#[test]
	fn engine_can_be_shared_between_threads() {
		fn shared<T: Send + Sync + 'static>() {}
		shared::<Engine>();
	}

	#[test]
	fn creation_fails_and_names_the_script_when_the_folder_is_missing() {
		let dir = tempfile::tempdir().unwrap();
		let error = Engine::new(dir.path().join("none")).unwrap_err();
		assert!(matches!(error, EngineError::ModelsFolder { .. }));
		assert!(error.to_string().contains("scripts/fetch-model"), "{error}");
	}

	#[test]
	fn running_fails_in_a_way_that_means_abstain_when_the_model_is_unknown() {
		let dir = tempfile::tempdir().unwrap();
		let error = Engine::new(dir.path())
			.unwrap()
			.run(&job([5; 32]), b"text", &Execution::default(), &|_, _| ())
			.unwrap_err();
		assert!(matches!(error, EngineError::UnknownModel { .. }), "{error}");
		assert!(error.means_abstain());
		assert!(error.to_string().contains(&"05".repeat(32)), "{error}");
	}

	#[test]
	fn running_fails_in_a_way_that_means_abstain_when_the_input_is_bad() {
		let dir = tempfile::tempdir().unwrap();
		let error = Engine::new(dir.path())
			.unwrap()
			.run(&job([5; 32]), b"\xff", &Execution::default(), &|_, _| ())
			.unwrap_err();
		assert!(matches!(error, EngineError::Input(_)), "{error}");
		assert!(error.means_abstain());
	}

	#[test]
	fn only_folders_with_a_usable_manifest_are_models() {
		let dir = tempfile::tempdir().unwrap();
		let engine = Engine::new(dir.path()).unwrap();
		for name in ["good", "bad", "none", ".hidden"] {
			fs::create_dir(dir.path().join(name)).unwrap();
		}
		fs::write(dir.path().join("file"), "").unwrap();
		let manifest = format!("{}  model.safetensors\n", "1".repeat(64));
		fs::write(dir.path().join("good").join(MANIFEST_NAME), &manifest).unwrap();
		fs::write(dir.path().join(".hidden").join(MANIFEST_NAME), &manifest).unwrap();
		fs::write(dir.path().join("bad").join(MANIFEST_NAME), "junk").unwrap();
		let hash = *blake3::hash(manifest.as_bytes()).as_bytes();
		let path = dir.path().join("good");
		let expected = FoundModel { hash, kind: Some(ModelKind::Embedding), path };
		assert_eq!(engine.models().unwrap(), [expected]);

		// Listed, but its file is missing: an error, and not one that means abstain.
		let error = engine.run(&job(hash), b"text", &Execution::default(), &|_, _| ()).unwrap_err();
		assert!(matches!(error, EngineError::Manifest(ManifestError::Missing { .. })), "{error}");
		assert!(!error.means_abstain());

		// And no language model, whatever its files are.
		let text = Job::TextGeneration { model: hash.into() };
		let request = Request::question("Hi", 1).to_bytes();
		let error = engine.run(&text, &request, &Execution::default(), &|_, _| ()).unwrap_err();
		assert!(error.to_string().contains("not for text generation"), "{error}");
		assert!(error.means_abstain());
	}

	#[test]
	fn running_fails_in_a_way_that_means_abstain_when_the_program_is_not_the_named() {
		let dir = tempfile::tempdir().unwrap();
		let engine = Engine::new(dir.path()).unwrap();
		let input = records::encode_input([&b"record"[..]]).unwrap();
		let program = BlobRef { hash: H256([5; 32]), len: 8 };
		for bytes in [None, Some(&b"\0asm\x01\0\0\0"[..])] {
			let execution = Execution { program: bytes, ..Execution::default() };
			let error =
				engine.run(&Job::Data { program }, &input, &execution, &|_, _| ()).unwrap_err();
			assert!(matches!(error, EngineError::Program(ProgramError::NotTheNamed)), "{error}");
			assert!(error.means_abstain());
		}
	}
}
