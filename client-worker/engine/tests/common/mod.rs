// SPDX-License-Identifier: Apache-2.0
//! Where the tests find the real models.

use pouw_engine::ModelFolder;
use std::{env, path::PathBuf};

/// The folder of models: `POUW_MODELS`, else where `scripts/fetch-model` puts them.
pub fn models_dir() -> PathBuf {
	env::var_os("POUW_MODELS").map_or_else(
		|| {
			let cache = env::var_os("XDG_CACHE_HOME").filter(|v| !v.is_empty()).map(PathBuf::from);
			cache
				.or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")))
				.expect("neither POUW_MODELS, XDG_CACHE_HOME nor HOME is set")
				.join("pouw/models")
		},
		PathBuf::from,
	)
}

/// The folder of a model, checked.
pub fn folder(name: &str) -> ModelFolder {
	ModelFolder::open(&models_dir().join(name)).unwrap_or_else(|error| {
		panic!("{error}\nthis test needs the real model: run `scripts/fetch-model {name}` first")
	})
}
