// SPDX-License-Identifier: Apache-2.0
//! Benchmarks of the call, by the size of its proof, of the hooks and of the hub's messages.

use crate::{heads::head_key, heads::Header, tries::prove, tries::prove_deep, *};
use alloc::vec::Vec;
use codec::Encode;
use cumulus_pallet_parachain_system::RelayChainStateProof;
use cumulus_primitives_core::{relay_chain::HeadData, ParaId};
use frame_benchmarking::v2::*;
use frame_support::{
	pallet_prelude::{BoundedVec, Get, TransactionSource},
	traits::Authorize,
};
use frame_system::RawOrigin;
use pouw_primitives::{
	conversion::{conversion_key, ConversionId, ConversionRecord, ConversionState, WitnessRequest},
	message::{RecordBatch, MAX_RECORD_ENTRIES},
	witness::{state_proof, KnownHead, StateProof, WitnessRecord, MAX_PROOF_NODES},
	AccountId, BlockNumber, SectorId,
};
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{generic::DigestItem, traits::Header as _};
use sp_trie::StorageProof;

/// Number of the head that proofs start from.
const HEAD: BlockNumber = 1_000_000;

/// A sector that is not this one.
fn other<T: Config>(n: u32) -> SectorId {
	SectorId(T::SelfId::get().0.wrapping_add(1).wrapping_add(n))
}

fn request<T: Config>(source: SectorId, conversion: ConversionId) -> WitnessRequest {
	WitnessRequest {
		source,
		conversion,
		round: 0,
		beneficiary: AccountId::new([1; 32]),
		amount: 5,
		requested_at: 0,
	}
}

fn record(state: ConversionState) -> ConversionRecord {
	ConversionRecord {
		who: AccountId::new([2; 32]),
		beneficiary: AccountId::new([1; 32]),
		amount: 5,
		requested_at: HEAD,
		state,
	}
}

/// Fills the order but for one place, with requests that live longer than those opened later.
fn fill_order<T: Config>() {
	let count = T::MaxRequests::get().saturating_sub(1);
	for n in 0..count {
		let source = other::<T>(n % T::MaxSources::get().max(1));
		let conversion = ConversionId::from(n).saturating_add(1_000);
		let _ = Pallet::<T>::do_open(request::<T>(source, conversion));
	}
}

/// Fills the heads of a source; the last one has the root.
fn fill_heads<T: Config>(source: SectorId, root: H256) {
	let kept = T::HeadsKept::get();
	for n in 0..kept {
		let last = n.saturating_add(1) == kept;
		let head = KnownHead {
			number: HEAD.saturating_sub(kept).saturating_add(n).saturating_add(1),
			state_root: if last { root } else { H256::repeat_byte(n as u8) },
			relay_block: n,
		};
		Pallet::<T>::note_head(source, head);
	}
}

/// An open request and a proof of `n` nodes that answers it.
fn provable<T: Config>(n: u32) -> Result<(SectorId, StateProof), BenchmarkError> {
	let source = other::<T>(0);
	fill_order::<T>();
	Pallet::<T>::do_open(request::<T>(source, 0))?;
	let value = record(ConversionState::Pending).encode();
	let (root, nodes) = prove_deep(&conversion_key(0), value, n);
	fill_heads::<T>(source, root);
	Ok((source, state_proof(nodes).ok_or("the proof is too large")?))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn authorize_attest(n: Linear<2, MAX_PROOF_NODES>) -> Result<(), BenchmarkError> {
		let (source, proof) = provable::<T>(n)?;
		let call = Call::<T>::attest { sector: source, conversion: 0, head: HEAD, proof };

		#[block]
		{
			call.authorize(TransactionSource::External)
				.ok_or("the call authorizes itself")?
				.map_err(|_| "the proof holds")?;
		}

		Ok(())
	}

	#[benchmark]
	fn attest(n: Linear<2, MAX_PROOF_NODES>) -> Result<(), BenchmarkError> {
		let (source, proof) = provable::<T>(n)?;

		#[extrinsic_call]
		_(RawOrigin::Authorized, source, 0, HEAD, proof);

		assert!(Records::<T>::contains_key(source, 0));
		assert!(!Requests::<T>::contains_key(source, 0));
		Ok(())
	}

	#[benchmark]
	fn take_heads(s: Linear<0, { T::MaxSources::get() }>) -> Result<(), BenchmarkError> {
		let mut entries = Vec::from([(b"other".to_vec(), Vec::from([1u8; 40]))]);
		for n in 0..s {
			let source = other::<T>(n);
			Pallet::<T>::do_open(request::<T>(source, 0))?;
			fill_heads::<T>(source, H256::repeat_byte(1));
			let mut header = Header::new(
				HEAD.saturating_add(1),
				H256::default(),
				H256::repeat_byte(2),
				H256::default(),
				Default::default(),
			);
			header.digest.push(DigestItem::Other(alloc::vec![0; 1024]));
			entries.push((head_key(source), HeadData(header.encode()).encode()));
		}
		let keys: Vec<_> = entries.iter().map(|(key, _)| key.clone()).collect();
		let (root, nodes) = prove(entries, &keys);
		let para = ParaId::from(T::SelfId::get().0);
		let proof = RelayChainStateProof::new(para, root, StorageProof::new(nodes))
			.map_err(|_| "the root is that of the proof")?;
		let new;

		#[block]
		{
			let sources = Pallet::<T>::sources();
			new = Pallet::<T>::take_heads(&proof, &sources);
		}

		assert_eq!(new, s);
		Ok(())
	}

	#[benchmark]
	fn tick() -> Result<(), BenchmarkError> {
		fill_order::<T>();

		#[block]
		{
			Pallet::<T>::do_tick();
		}

		assert!(!Order::<T>::get().is_empty());
		Ok(())
	}

	#[benchmark]
	fn expire() -> Result<(), BenchmarkError> {
		let source = other::<T>(T::MaxSources::get().saturating_sub(1));
		Pallet::<T>::do_open(request::<T>(source, 0))?;
		Requests::<T>::mutate(source, 0, |open| {
			if let Some(open) = open {
				open.expires_at = 0;
			}
		});
		fill_order::<T>();

		#[block]
		{
			Pallet::<T>::do_tick();
		}

		assert!(!Requests::<T>::contains_key(source, 0));
		Ok(())
	}

	#[benchmark]
	fn send_again() -> Result<(), BenchmarkError> {
		let source = other::<T>(0);
		fill_order::<T>();
		Pallet::<T>::do_open(request::<T>(source, 0))?;
		let head = KnownHead { number: HEAD, state_root: H256::default(), relay_block: 0 };
		let record = record(ConversionState::Pending);
		let kept = WitnessRecord { record, head, verified_at: 0, attested: None };
		Records::<T>::insert(source, 0, kept);
		let unsent = BoundedVec::try_from(Vec::from([(source, 0)]));
		Unsent::<T>::put(unsent.map_err(|_| "one attestation can be deferred")?);

		#[block]
		{
			Pallet::<T>::do_tick();
		}

		assert!(Unsent::<T>::get().is_empty());
		Ok(())
	}

	/// The order is full of one other sector's requests, of which one gives way that waits for the queue.
	#[benchmark]
	fn open_request() -> Result<(), BenchmarkError> {
		let source = other::<T>(0);
		let crowding = other::<T>(1);
		let last = ConversionId::from(T::MaxRequests::get()).saturating_sub(1);
		for conversion in 0..=last {
			Pallet::<T>::do_open(request::<T>(crowding, conversion))?;
		}
		let unsent = BoundedVec::try_from(Vec::from([(crowding, last)]));
		Unsent::<T>::put(unsent.map_err(|_| "one attestation can be deferred")?);
		let request = request::<T>(source, 0);

		#[block]
		{
			Pallet::<T>::do_open(request)?;
		}

		assert!(Requests::<T>::contains_key(source, 0));
		assert!(!Requests::<T>::contains_key(crowding, last));
		Ok(())
	}

	// The answer to the batch before is still in the page that the next one goes into, as it hardly ever is.
	#[benchmark(pov_mode = MaxEncodedLen {
		ParachainSystem::RelevantMessagingState: Measured,
		XcmpQueue::OutboundXcmpMessages: Measured
	})]
	fn store_batch(e: Linear<1, MAX_RECORD_ENTRIES>) -> Result<(), BenchmarkError> {
		let batch = |window: u32, entries: u32| RecordBatch {
			window,
			root: H256::repeat_byte(1),
			entries: BoundedVec::truncate_from(
				(0..entries).map(|n| H256(n.using_encoded(blake2_256))).collect(),
			),
			payment: 1_000_000,
		};
		// The batch whose place is taken.
		Pallet::<T>::do_store(batch(0, MAX_RECORD_ENTRIES))?;
		NextPlace::<T>::put(0);
		let new = batch(1, e);

		#[block]
		{
			Pallet::<T>::do_store(new)?;
		}

		assert!(!Batches::<T>::contains_key(0));
		assert!(Batches::<T>::contains_key(1));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, mock::ExtBuilder.build(), mock::Test);
}
