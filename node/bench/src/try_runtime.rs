// SPDX-License-Identifier: GPL-3.0-only
//! An upgrade and a block under the checks of the feature `try-runtime`: what migrations check before and
//! after, and every pallet's `try_state`, on the state of a genesis preset and again after the first block,
//! or on the state of a running chain.

use codec::{Decode, Encode};
use cumulus_client_parachain_inherent::MockValidationDataInherentDataProvider;
use sc_chain_spec::{GenericChainSpec, GenesisConfigBuilderRuntimeCaller};
use sc_executor::WasmExecutor;
use sp_core::{
	traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode},
	H256,
};
use sp_inherents::{InherentData, InherentDataProvider};
use sp_runtime::{
	generic::{Digest, DigestItem, Header as GenericHeader},
	traits::{BlakeTwo256, Header as _},
	BuildStorage, OpaqueExtrinsic,
};
use sp_storage::{StateVersion, Storage};
use std::{
	fs,
	path::{Path, PathBuf},
};

type Header = GenericHeader<u32, BlakeTwo256>;
type HostFunctions = (sp_io::SubstrateHostFunctions, super::ExtraHostFunctions);
type State = sp_state_machine::TestExternalities<BlakeTwo256>;

/// `UpgradeCheckSelect::All` and `TryStateSelect::All`, encoded. The types are compiled with the
/// feature alone, which is for wasm here.
const ALL: u8 = 1;
/// Slot, and relay block, of the block that is built.
const SLOT: u32 = 1;
/// Length of a slot in milliseconds.
const SLOT_DURATION: u64 = 6_000;

/// Arguments of the command.
#[derive(clap::Args)]
pub struct TryRuntime {
	/// Wasm of the runtime.
	#[arg(long)]
	runtime: PathBuf,
	/// Genesis preset that the state is made of.
	#[arg(long, required_unless_present = "state")]
	preset: Option<String>,
	/// Para id in that preset.
	#[arg(long, required_unless_present = "state")]
	para_id: Option<u32>,
	/// Wasm of the runtime whose preset it is, if it is upgraded from another one.
	#[arg(long)]
	from: Option<PathBuf>,
	/// Raw chain spec that holds the state of a chain which is upgraded. No block is built on it.
	#[arg(long, conflicts_with_all = ["preset", "para_id", "from"])]
	state: Option<PathBuf>,
	/// Relay blocks between the newest and the one that a block builds on.
	#[arg(long, default_value_t = 1)]
	relay_parent_offset: u32,
}

impl TryRuntime {
	/// Runs the upgrade, then a block.
	pub fn run(self) -> Result<(), String> {
		let runtime = Runtime::new(read(&self.runtime)?);
		let genesis = self.storage(&runtime)?;

		let mut state = new_state(&genesis);
		let (used, most): (Weight, Weight) =
			runtime.call(&mut state, "TryRuntime_on_runtime_upgrade", &ALL.encode())?;
		println!("upgrade: ok, {} of {} ps", used.ref_time.0, most.ref_time.0);
		let Some(para_id) = self.para_id else { return Ok(()) };

		let block = self.build_block(&runtime, para_id, &mut new_state(&genesis))?;
		let check_root_and_signatures = (true, true);
		let used: Weight = runtime.call(
			&mut new_state(&genesis),
			"TryRuntime_execute_block",
			&(&block, check_root_and_signatures, ALL).encode(),
		)?;
		println!("block with {} inherents: ok, {} ps", block.1.len(), used.ref_time.0);
		Ok(())
	}

	/// What the upgrade begins with.
	fn storage(&self, runtime: &Runtime) -> Result<Storage, String> {
		if let Some(state) = &self.state {
			return GenericChainSpec::<Option<()>>::from_json_bytes(read(state)?)?.build_storage();
		}
		let from = self.from.as_deref().map(read).transpose()?;
		let code = from.as_ref().unwrap_or(&runtime.code);
		GenesisConfigBuilderRuntimeCaller::<HostFunctions>::new(code)
			.get_storage_for_named_preset(self.preset.as_ref())
	}

	/// The first block: the inherents of a collator, and no transactions.
	fn build_block(
		&self,
		runtime: &Runtime,
		para_id: u32,
		state: &mut State,
	) -> Result<Block, String> {
		let parent = Header::new(
			0,
			Default::default(),
			*state.backend.root(),
			Default::default(),
			Default::default(),
		);
		let slot = DigestItem::PreRuntime(*b"aura", u64::from(SLOT).encode());
		let header = Header::new(
			1,
			Default::default(),
			Default::default(),
			parent.hash(),
			Digest { logs: vec![slot] },
		);
		// Whether extrinsics go into the block at once or after the inherents; there are none.
		let _: u8 = runtime.call(state, "Core_initialize_block", &header.encode())?;
		let inherents: Vec<OpaqueExtrinsic> = runtime.call(
			state,
			"BlockBuilder_inherent_extrinsics",
			&self.inherent_data(para_id, &parent)?.encode(),
		)?;
		for inherent in &inherents {
			let applied =
				runtime.call_raw(state, "BlockBuilder_apply_extrinsic", &inherent.encode())?;
			// `Ok(Ok(()))` of an `ApplyExtrinsicResult`.
			if applied != [0, 0] {
				return Err(format!("an inherent was refused: {applied:?}"));
			}
		}
		let header: Header = runtime.call(state, "BlockBuilder_finalize_block", &[])?;
		Ok((header, inherents))
	}

	fn inherent_data(&self, para_id: u32, parent: &Header) -> Result<InherentData, String> {
		let relay_chain = MockValidationDataInherentDataProvider::<()> {
			para_id: para_id.into(),
			current_para_block: 1,
			current_para_block_head: Some(parent.encode().into()),
			relay_blocks_per_para_block: SLOT,
			relay_parent_offset: self.relay_parent_offset,
			..Default::default()
		};
		let time = sp_timestamp::InherentDataProvider::new(
			u64::from(SLOT).saturating_mul(SLOT_DURATION).into(),
		);
		let mut data = InherentData::new();
		futures::executor::block_on(async {
			relay_chain.provide_inherent_data(&mut data).await?;
			time.provide_inherent_data(&mut data).await
		})
		.map_err(|error| format!("no inherent data: {error}"))?;
		Ok(data)
	}
}

/// A block whose transactions are not looked into.
type Block = (Header, Vec<OpaqueExtrinsic>);

/// A weight as it is encoded.
#[derive(Decode)]
struct Weight {
	ref_time: codec::Compact<u64>,
	#[allow(dead_code)] // Stands between two weights.
	proof_size: codec::Compact<u64>,
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
	fs::read(file).map_err(|error| format!("cannot read {}: {error}", file.display()))
}

/// A state of which blocks can be made.
fn new_state(genesis: &Storage) -> State {
	// The runtimes' `system_version` keeps state in this version.
	State::new_with_state_version(genesis.clone(), StateVersion::V1)
}

/// Wasm that can be called.
struct Runtime {
	code: Vec<u8>,
	executor: WasmExecutor<HostFunctions>,
}

impl Runtime {
	fn new(code: Vec<u8>) -> Self {
		// What it imports for benchmarks is never called here.
		let executor = WasmExecutor::builder().with_allow_missing_host_functions(true).build();
		Self { code, executor }
	}

	fn call<T: Decode>(&self, state: &mut State, name: &str, data: &[u8]) -> Result<T, String> {
		let answer = self.call_raw(state, name, data)?;
		T::decode(&mut answer.as_slice()).map_err(|error| format!("answer of {name}: {error}"))
	}

	fn call_raw(&self, state: &mut State, name: &str, data: &[u8]) -> Result<Vec<u8>, String> {
		let fetcher = WrappedRuntimeCode(self.code.as_slice().into());
		let hash = H256::default().as_bytes().to_vec();
		let code = RuntimeCode { code_fetcher: &fetcher, heap_pages: None, hash };
		self.executor
			.call(&mut state.ext(), &code, name, data, CallContext::Offchain)
			.0
			.map_err(|error| format!("{name}: {error}"))
	}
}
