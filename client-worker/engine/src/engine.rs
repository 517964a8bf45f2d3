// SPDX-License-Identifier: Apache-2.0
//! From a job to its output.

use crate::{
	embedding::values_of,
	input::{parse_texts, Limits},
	manifest::ManifestError,
	Device, EmbeddingModel, EngineError, Execution, Manifest, ModelFolder, Precision,
};
use pouw_kernel::Kernel;
use pouw_primitives::task::Job;
use std::{
	collections::HashMap,
	fmt, fs,
	path::{Path, PathBuf},
	sync::{Arc, Mutex, PoisonError},
};

/// A model folder that is there, by its manifest alone; its files are checked when it is loaded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundModel {
	/// BLAKE3 hash of its manifest.
	pub hash: [u8; 32],
	/// Where it is.
	pub path: PathBuf,
}

/// Runs jobs with the models of one folder, each in a folder of its own.
///
/// A model is checked and loaded when a job first names it and stays in memory. Folders added
/// later are found without a restart.
pub struct Engine {
	models_dir: PathBuf,
	device: Device,
	kernel: Arc<Kernel>,
	loaded: Mutex<HashMap<([u8; 32], Precision), Arc<EmbeddingModel>>>,
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
			loaded: Mutex::new(HashMap::new()),
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
				Ok(manifest) => models.push(FoundModel { hash: manifest.hash(), path }),
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
				let model = self.load(model.0, execution.precision)?;
				Ok(model.embed_for(&texts, execution.tickets, progress)?.to_bytes())
			},
		}
	}

	/// The numbers of a job's output, in the order in which a sketch takes them.
	pub fn values(&self, job: &Job, output: &[u8]) -> Result<Vec<f32>, EngineError> {
		match job {
			Job::Embedding { .. } => Ok(values_of(output)?),
		}
	}

	/// The model of that manifest hash, checked against its manifest when it is not yet in memory.
	pub fn load(
		&self,
		hash: [u8; 32],
		precision: Precision,
	) -> Result<Arc<EmbeddingModel>, EngineError> {
		// Held while loading, so that two jobs do not load the same model at once. A panic while it
		// was held cannot have left the map half changed.
		let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some(model) = loaded.get(&(hash, precision)) {
			return Ok(model.clone());
		}
		let found =
			self.models()?.into_iter().find(|model| model.hash == hash).ok_or_else(|| {
				EngineError::UnknownModel { model: hex::encode(hash), dir: self.models_dir.clone() }
			})?;
		let model = Arc::new(self.load_found(&found, precision)?);
		loaded.insert((hash, precision), model.clone());
		Ok(model)
	}

	fn load_found(
		&self,
		found: &FoundModel,
		precision: Precision,
	) -> Result<EmbeddingModel, EngineError> {
		let folder = ModelFolder::open(&found.path)?;
		// The manifest may have been replaced since it was found.
		if folder.manifest().hash() != found.hash {
			return Err(EngineError::UnknownModel {
				model: hex::encode(found.hash),
				dir: found.path.clone(),
			});
		}
		let model = match precision {
			Precision::F32 => EmbeddingModel::load(&folder, self.device)?,
			Precision::Int7 => {
				EmbeddingModel::load_quantised(&folder, self.device, self.kernel.clone())?
			},
		};
		tracing::info!(
			model = %hex::encode(found.hash),
			folder = %found.path.display(),
			device = %self.device,
			?precision,
			"model loaded"
		);
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
		let manifest = format!("{}  config.json\n", "1".repeat(64));
		fs::write(dir.path().join("good").join(MANIFEST_NAME), &manifest).unwrap();
		fs::write(dir.path().join(".hidden").join(MANIFEST_NAME), &manifest).unwrap();
		fs::write(dir.path().join("bad").join(MANIFEST_NAME), "junk").unwrap();
		let hash = *blake3::hash(manifest.as_bytes()).as_bytes();
		let expected = FoundModel { hash, path: dir.path().join("good") };
		assert_eq!(engine.models().unwrap(), [expected]);

		// Listed, but its file is missing: an error, and not one that means abstain.
		let error = engine.run(&job(hash), b"text", &Execution::default(), &|_, _| ()).unwrap_err();
		assert!(matches!(error, EngineError::Manifest(ManifestError::Missing { .. })), "{error}");
		assert!(!error.means_abstain());
	}
}
