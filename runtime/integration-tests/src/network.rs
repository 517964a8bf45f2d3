// SPDX-License-Identifier: Apache-2.0
//! The emulated network: a relay chain, the hub, the four sectors, and the channels between them.
//!
//! The network is declared by hand and not by `decl_test_networks!`, which opens a channel from
//! every parachain to every other and shows no randomness in its relay proofs. Here the channels are
//! those of a real network, the proofs carry randomness, and messages can be lost and doubled.

use crate::genesis;
use codec::Encode;
use cumulus_primitives_core::{
	relay_chain::well_known_keys::{para_head, CURRENT_BLOCK_RANDOMNESS},
	runtime_decl_for_key_to_include_in_relay_proof::KeyToIncludeInRelayProofV1,
	RelayStorageKey,
};
use pouw_primitives::HUB_ID;
use sp_core::{Blake2Hasher, H256};
use sp_io::hashing::blake2_256;
use sp_state_machine::InMemoryBackend;
use std::{
	cell::{Cell, RefCell},
	collections::BTreeMap,
};
use xcm_emulator::{
	decl_test_parachains, decl_test_relay_chains, AbridgedHrmpChannel, Chain,
	CumulusAggregateMessageOrigin as MessageOrigin, HeadData, HrmpChannelId, Network, OnInitialize,
	ParaId, Parachain, ParachainInherentData, PersistedValidationData, ProcessMessage, RelayChain,
	RelayStateSproofBuilder, ServiceQueues, TestExt, VecDeque, Weight, WeightMeter,
	XcmpMessageHandler, DMP_DONE, DOWNWARD_MESSAGES, HORIZONTAL_MESSAGES, INITIALIZED, LAST_HEAD,
	PARA_IDS, UPWARD_MESSAGES,
};

decl_test_relay_chains! {
	#[api_version(16)]
	pub struct Rococo {
		genesis = genesis::relay(),
		on_init = (),
		runtime = rococo_runtime,
		core = {
			SovereignAccountOf: rococo_runtime::xcm_config::LocationConverter,
		},
		pallets = {
			XcmPallet: rococo_runtime::XcmPallet,
		}
	}
}

decl_test_parachains! {
	pub struct Hub {
		genesis = genesis::hub(),
		on_init = (),
		runtime = pouw_hub_runtime,
		core = {
			XcmpMessageHandler: pouw_hub_runtime::XcmpQueue,
			LocationToAccountId: pouw_hub_runtime::configs::xcm::LocationToAccountId,
			ParachainInfo: pouw_hub_runtime::ParachainInfo,
			MessageOrigin: MessageOrigin,
		},
		pallets = {}
	},
	pub struct GpuDatacenter {
		genesis = genesis::sector("gpu-datacenter"),
		on_init = (),
		runtime = pouw_sector_runtime,
		core = {
			XcmpMessageHandler: pouw_sector_runtime::XcmpQueue,
			LocationToAccountId: pouw_sector_runtime::configs::xcm::LocationToAccountId,
			ParachainInfo: pouw_sector_runtime::ParachainInfo,
			MessageOrigin: MessageOrigin,
		},
		pallets = {}
	},
	pub struct GpuConsumer {
		genesis = genesis::sector("gpu-consumer"),
		on_init = (),
		runtime = pouw_sector_runtime,
		core = {
			XcmpMessageHandler: pouw_sector_runtime::XcmpQueue,
			LocationToAccountId: pouw_sector_runtime::configs::xcm::LocationToAccountId,
			ParachainInfo: pouw_sector_runtime::ParachainInfo,
			MessageOrigin: MessageOrigin,
		},
		pallets = {}
	},
	pub struct CpuEdge {
		genesis = genesis::sector("cpu-edge"),
		on_init = (),
		runtime = pouw_sector_runtime,
		core = {
			XcmpMessageHandler: pouw_sector_runtime::XcmpQueue,
			LocationToAccountId: pouw_sector_runtime::configs::xcm::LocationToAccountId,
			ParachainInfo: pouw_sector_runtime::ParachainInfo,
			MessageOrigin: MessageOrigin,
		},
		pallets = {}
	},
	pub struct AiAccelerator {
		genesis = genesis::sector("ai-accelerator"),
		on_init = (),
		runtime = pouw_sector_runtime,
		core = {
			XcmpMessageHandler: pouw_sector_runtime::XcmpQueue,
			LocationToAccountId: pouw_sector_runtime::configs::xcm::LocationToAccountId,
			ParachainInfo: pouw_sector_runtime::ParachainInfo,
			MessageOrigin: MessageOrigin,
		},
		pallets = {}
	}
}

pub type Relay = Rococo<PouwNet>;
pub type HubPara = Hub<PouwNet>;
pub type GpuDatacenterPara = GpuDatacenter<PouwNet>;
pub type GpuConsumerPara = GpuConsumer<PouwNet>;
pub type CpuEdgePara = CpuEdge<PouwNet>;
pub type AiAcceleratorPara = AiAccelerator<PouwNet>;

/// Para ids of the sectors.
pub const SECTOR_IDS: [u32; 4] = [2001, 2002, 2003, 2004];

/// A chain that runs the sectors' runtime.
pub trait SectorChain:
	Parachain<
	Runtime = pouw_sector_runtime::Runtime,
	RuntimeCall = pouw_sector_runtime::RuntimeCall,
	RuntimeOrigin = pouw_sector_runtime::RuntimeOrigin,
	RuntimeEvent = pouw_sector_runtime::RuntimeEvent,
>
{
}

impl<T> SectorChain for T where
	T: Parachain<
		Runtime = pouw_sector_runtime::Runtime,
		RuntimeCall = pouw_sector_runtime::RuntimeCall,
		RuntimeOrigin = pouw_sector_runtime::RuntimeOrigin,
		RuntimeEvent = pouw_sector_runtime::RuntimeEvent,
	>
{
}

/// Evaluates an expression with `$para` as the chain of the para id `$id`.
macro_rules! on_para {
	($id:expr, $para:ident => $body:expr) => {
		match $id {
			2000 => {
				type $para = crate::network::HubPara;
				$body
			},
			2001 => {
				type $para = crate::network::GpuDatacenterPara;
				$body
			},
			2002 => {
				type $para = crate::network::GpuConsumerPara;
				$body
			},
			2003 => {
				type $para = crate::network::CpuEdgePara;
				$body
			},
			2004 => {
				type $para = crate::network::AiAcceleratorPara;
				$body
			},
			other => panic!("the network has no parachain {other}"),
		}
	};
}
pub(crate) use on_para;

/// Evaluates an expression with `$para` as the chain of the sector with the para id `$id`.
macro_rules! on_sector {
	($id:expr, $para:ident => $body:expr) => {
		match $id {
			2001 => {
				type $para = crate::network::GpuDatacenterPara;
				$body
			},
			2002 => {
				type $para = crate::network::GpuConsumerPara;
				$body
			},
			2003 => {
				type $para = crate::network::CpuEdgePara;
				$body
			},
			2004 => {
				type $para = crate::network::AiAcceleratorPara;
				$body
			},
			other => panic!("the network has no sector {other}"),
		}
	};
}
pub(crate) use on_sector;

/// Evaluates an expression once for each sector, with `$para` as its chain.
macro_rules! on_each_sector {
	($para:ident => $body:expr) => {{
		{
			type $para = crate::network::GpuDatacenterPara;
			$body
		}
		{
			type $para = crate::network::GpuConsumerPara;
			$body
		}
		{
			type $para = crate::network::CpuEdgePara;
			$body
		}
		{
			type $para = crate::network::AiAcceleratorPara;
			$body
		}
	}};
}
pub(crate) use on_each_sector;

/// What happens to messages between parachains.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wire {
	/// They arrive once.
	Works,
	/// They are lost.
	Loses,
	/// They arrive twice.
	Doubles,
}

thread_local! {
	static WIRE: Cell<Wire> = const { Cell::new(Wire::Works) };
	static HEADS: RefCell<BTreeMap<u32, HeadData>> = const { RefCell::new(BTreeMap::new()) };
}

/// Parachains to which `para` has a channel: the hub and the sectors form a star.
pub fn channels_from(para: u32) -> Vec<u32> {
	if para == HUB_ID {
		SECTOR_IDS.to_vec()
	} else {
		vec![HUB_ID]
	}
}

/// Randomness that relay proofs show for the relay block `number`.
pub fn relay_randomness(number: u32) -> H256 {
	("emulated relay randomness", number).using_encoded(blake2_256).into()
}

/// The network.
#[derive(Clone)]
pub struct PouwNet;

impl PouwNet {
	/// Para ids of all parachains.
	pub fn all() -> impl Iterator<Item = u32> {
		core::iter::once(HUB_ID).chain(SECTOR_IDS)
	}

	/// Changes what happens to messages from now on.
	pub fn set_wire(wire: Wire) {
		WIRE.set(wire);
	}

	/// Has the relay chain show `head` as that of the parachain `para` from now on.
	pub fn include(para: u32, head: HeadData) {
		HEADS.with_borrow_mut(|heads| heads.insert(para, head));
	}
}

/// The present state of the parachain `para`.
pub fn state_trie(para: u32) -> InMemoryBackend<Blake2Hasher> {
	let state = match para {
		2000 => &LOCAL_EXT_HUB,
		2001 => &LOCAL_EXT_GPUDATACENTER,
		2002 => &LOCAL_EXT_GPUCONSUMER,
		2003 => &LOCAL_EXT_CPUEDGE,
		2004 => &LOCAL_EXT_AIACCELERATOR,
		other => panic!("the network has no parachain {other}"),
	};
	state.with_borrow_mut(|state| state.as_backend())
}

/// The included heads that the runtime of `para` asks its collator to prove. Needs its externalities.
fn heads_to_prove(para: u32) -> Vec<(Vec<u8>, Vec<u8>)> {
	if para == HUB_ID {
		return Vec::new();
	}
	let wanted = pouw_sector_runtime::Runtime::keys_to_prove().keys;
	HEADS.with_borrow(|heads| {
		heads
			.iter()
			.map(|(id, head)| (para_head((*id).into()), head.encode()))
			.filter(|(key, _)| wanted.contains(&RelayStorageKey::Top(key.clone())))
			.collect()
	})
}

impl Network for PouwNet {
	type Relay = Relay;
	type Bridge = ();

	fn name() -> &'static str {
		"pouw"
	}

	fn init() {
		let name = || Self::name().to_string();
		if INITIALIZED.with_borrow_mut(|all| all.insert(name(), true)).is_some() {
			return;
		}
		DOWNWARD_MESSAGES.with_borrow_mut(|all| all.insert(name(), VecDeque::new()));
		DMP_DONE.with_borrow_mut(|all| all.insert(name(), VecDeque::new()));
		UPWARD_MESSAGES.with_borrow_mut(|all| all.insert(name(), VecDeque::new()));
		HORIZONTAL_MESSAGES.with_borrow_mut(|all| all.insert(name(), VecDeque::new()));
		PARA_IDS.with_borrow_mut(|all| all.insert(name(), Self::para_ids()));
		LAST_HEAD.with_borrow_mut(|all| all.insert(name(), Default::default()));
		<Relay as RelayChain>::init();
		for para in Self::all() {
			on_para!(para, P => <P as Parachain>::init());
		}
	}

	fn reset() {
		INITIALIZED.with_borrow_mut(|all| all.remove(Self::name()));
		Self::set_wire(Wire::Works);
		HEADS.with_borrow_mut(BTreeMap::clear);
		Self::init();
	}

	fn para_ids() -> Vec<u32> {
		Self::all().collect()
	}

	fn relay_block_number() -> u32 {
		Relay::ext_wrapper(<Relay as Chain>::System::block_number)
	}

	fn set_relay_block_number(number: u32) {
		Relay::ext_wrapper(|| <Relay as Chain>::System::set_block_number(number))
	}

	fn process_messages() {
		while Self::has_unprocessed_messages() {
			Self::process_upward_messages();
			Self::process_horizontal_messages();
			Self::process_downward_messages();
		}
	}

	fn has_unprocessed_messages() -> bool {
		DOWNWARD_MESSAGES.with_borrow(|all| !all[Self::name()].is_empty())
			|| HORIZONTAL_MESSAGES.with_borrow(|all| !all[Self::name()].is_empty())
			|| UPWARD_MESSAGES.with_borrow(|all| !all[Self::name()].is_empty())
	}

	fn process_downward_messages() {
		while let Some((to, messages)) = DOWNWARD_MESSAGES
			.with_borrow_mut(|all| all.get_mut(Self::name()).and_then(VecDeque::pop_front))
		{
			for (sent_at, message) in messages {
				// Nothing prunes the relay chain's queues, so each of its blocks offers all again.
				let entry = (to, sent_at, message);
				if DMP_DONE.with_borrow(|all| all[Self::name()].contains(&entry)) {
					continue;
				}
				on_para!(to, P => hand_down::<P>(&entry.2));
				DMP_DONE.with_borrow_mut(|all| {
					all.entry(Self::name().to_string()).or_default().push_back(entry)
				});
			}
		}
	}

	fn process_horizontal_messages() {
		while let Some((to, pages)) = HORIZONTAL_MESSAGES
			.with_borrow_mut(|all| all.get_mut(Self::name()).and_then(VecDeque::pop_front))
		{
			let copies = match WIRE.get() {
				Wire::Works => 1,
				Wire::Loses => 0,
				Wire::Doubles => 2,
			};
			for _ in 0..copies {
				on_para!(to, P => hand_across::<P>(&pages));
			}
		}
	}

	fn process_upward_messages() {
		while let Some((from, message)) = UPWARD_MESSAGES
			.with_borrow_mut(|all| all.get_mut(Self::name()).and_then(VecDeque::pop_front))
		{
			Relay::ext_wrapper(|| {
				let processed = <Relay as RelayChain>::MessageProcessor::process_message(
					&message,
					from.into(),
					&mut WeightMeter::new(),
					&mut blake2_256(&message),
				);
				assert_eq!(processed, Ok(true));
			});
		}
	}

	fn process_bridged_messages() {}

	fn hrmp_channel_parachain_inherent_data(
		para_id: u32,
		relay_parent_number: u32,
		parent_head_data: HeadData,
		relay_parent_offset: u64,
	) -> ParachainInherentData {
		let mut proof = RelayStateSproofBuilder {
			para_id: para_id.into(),
			current_slot: u64::from(relay_parent_number).into(),
			included_para_head: Some(parent_head_data.clone()),
			num_authorities: relay_parent_offset + 1,
			additional_key_values: vec![(
				CURRENT_BLOCK_RANDOMNESS.to_vec(),
				Some(relay_randomness(relay_parent_number)).encode(),
			)],
			..Default::default()
		};
		proof.additional_key_values.extend(heads_to_prove(para_id));
		proof.host_config.max_upward_message_size = 1024 * 1024;
		let recipients: Vec<ParaId> =
			channels_from(para_id).into_iter().map(ParaId::from).collect();
		for recipient in &recipients {
			let channel = HrmpChannelId { sender: para_id.into(), recipient: *recipient };
			proof.hrmp_channels.insert(
				channel,
				AbridgedHrmpChannel {
					max_capacity: 1024,
					max_total_size: 1024 * 1024,
					max_message_size: 1024 * 1024,
					msg_count: 0,
					total_size: 0,
					mqc_head: None,
				},
			);
		}
		proof.hrmp_egress_channel_index = Some(recipients);
		let (relay_parent_storage_root, relay_chain_state, relay_parent_descendants) =
			proof.into_state_root_proof_and_descendants(relay_parent_offset);
		ParachainInherentData {
			validation_data: PersistedValidationData {
				parent_head: parent_head_data,
				relay_parent_number,
				relay_parent_storage_root,
				max_pov_size: Default::default(),
			},
			relay_chain_state,
			downward_messages: Default::default(),
			horizontal_messages: Default::default(),
			relay_parent_descendants,
			collator_peer_id: None,
		}
	}
}

/// Gives a message of the relay chain to a parachain.
pub fn hand_down<P>(message: &[u8])
where
	P: Parachain,
	P::MessageProcessor: ProcessMessage<Origin = MessageOrigin>,
{
	P::ext_wrapper(|| {
		let processed = P::MessageProcessor::process_message(
			message,
			MessageOrigin::Parent,
			&mut WeightMeter::new(),
			&mut blake2_256(message),
		);
		assert_eq!(processed, Ok(true));
	})
}

/// Gives pages of other parachains to a parachain.
pub fn hand_across<P: Parachain>(pages: &[(ParaId, u32, Vec<u8>)]) {
	P::ext_wrapper(|| {
		let pages = pages.iter().map(|(from, sent_at, page)| (*from, *sent_at, page.as_slice()));
		P::XcmpMessageHandler::handle_xcmp_messages(pages, Weight::MAX);
		P::MessageProcessor::service_queues(Weight::MAX);
	})
}
