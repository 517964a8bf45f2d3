// SPDX-License-Identifier: Apache-2.0
//! Where tensors live.

use crate::EngineError;
use serde::Deserialize;
use std::{fmt, str::FromStr};

/// Device a model runs on, written `cpu`, `cuda`, `cuda:1`, `metal` or `metal:1`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(try_from = "String")]
pub enum Device {
	/// The processor.
	#[default]
	Cpu,
	/// An NVIDIA card by its number; needs the cargo feature `cuda`.
	Cuda(usize),
	/// An Apple GPU by its number; needs the cargo feature `metal`.
	Metal(usize),
}

impl Device {
	/// Opens the device.
	pub fn open(self) -> Result<candle_core::Device, EngineError> {
		let refuse = |reason: String| EngineError::Device { device: self.to_string(), reason };
		let not_built = |feature: &str| {
			refuse(format!(
				"this build lacks it; build with `--features {feature}` or choose 'cpu'"
			))
		};
		match self {
			Self::Cpu => Ok(candle_core::Device::Cpu),
			Self::Cuda(_) if !cfg!(feature = "cuda") => Err(not_built("cuda")),
			Self::Metal(_) if !cfg!(feature = "metal") => Err(not_built("metal")),
			Self::Cuda(number) => {
				candle_core::Device::new_cuda(number).map_err(|e| refuse(e.to_string()))
			},
			Self::Metal(number) => {
				candle_core::Device::new_metal(number).map_err(|e| refuse(e.to_string()))
			},
		}
	}
}

impl fmt::Display for Device {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Cpu => f.write_str("cpu"),
			Self::Cuda(number) => write!(f, "cuda:{number}"),
			Self::Metal(number) => write!(f, "metal:{number}"),
		}
	}
}

impl FromStr for Device {
	type Err = EngineError;

	fn from_str(text: &str) -> Result<Self, Self::Err> {
		let refuse = || EngineError::Device {
			device: text.into(),
			reason: "not one of 'cpu', 'cuda', 'cuda:<number>', 'metal', 'metal:<number>'".into(),
		};
		let (kind, number) = match text.split_once(':') {
			Some((kind, number)) => (kind, Some(number.parse().map_err(|_| refuse())?)),
			None => (text, None),
		};
		match (kind, number) {
			("cpu", None) => Ok(Self::Cpu),
			("cuda", number) => Ok(Self::Cuda(number.unwrap_or(0))),
			("metal", number) => Ok(Self::Metal(number.unwrap_or(0))),
			_ => Err(refuse()),
		}
	}
}

impl TryFrom<String> for Device {
	type Error = EngineError;

	fn try_from(text: String) -> Result<Self, Self::Error> {
		text.parse()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn text_form_round_trips() {
		for device in [Device::Cpu, Device::Cuda(0), Device::Cuda(3), Device::Metal(1)] {
			assert_eq!(device.to_string().parse::<Device>().unwrap(), device);
		}
		assert_eq!("cuda".parse::<Device>().unwrap(), Device::Cuda(0));
		assert_eq!(serde_json::from_str::<Device>("\"metal\"").unwrap(), Device::Metal(0));
	}

	#[test]
	fn parsing_fails_when_device_is_unknown() {
		for text in ["", "tpu", "cpu:1", "cuda:", "cuda:-1", "cuda:x"] {
			let error = text.parse::<Device>().unwrap_err().to_string();
			assert!(error.contains("'cpu', 'cuda'"), "{error}");
		}
	}

	#[cfg(not(any(feature = "cuda", feature = "metal")))]
	#[test]
	fn opening_fails_and_names_the_feature_when_not_compiled_in() {
		let error = Device::Cuda(0).open().unwrap_err().to_string();
		assert!(error.contains("--features cuda"), "{error}");
		let error = Device::Metal(0).open().unwrap_err().to_string();
		assert!(error.contains("--features metal"), "{error}");
	}
}
