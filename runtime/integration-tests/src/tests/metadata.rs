// SPDX-License-Identifier: Apache-2.0
//! What explorers and wallets read: indices that stay, and documentation of everything of ours.

use frame_metadata::{
	v14::{PalletMetadata, RuntimeMetadataV14},
	RuntimeMetadata, RuntimeMetadataPrefixed,
};
use scale_info::{form::PortableForm, TypeDef, Variant};
use sp_io::TestExternalities;

/// Names and indices of the pallets of both runtimes, a line each. An index once published is never
/// given to another pallet.
const INDICES: &str = include_str!("../../fixtures/pallets.txt");
/// Calls of the pallets of both runtimes and their indices, likewise.
const CALLS: &str = include_str!("../../fixtures/calls.txt");
/// Says that the tables are to be written, for a release that adds to them.
const PUBLISH: &str = "POUW_PUBLISH_INDICES";
/// The pallets of this project. What others write is documented as they like.
const OURS: [&str; 14] = [
	"Guilds",
	"Orders",
	"Origins",
	"RelayBeacon",
	"Messenger",
	"Sectors",
	"Settlement",
	"MultiRecord",
	"SectorProfile",
	"Miners",
	"Tasks",
	"PouwVerify",
	"SectorToken",
	"Witness",
];

type Pallet = PalletMetadata<PortableForm>;

fn v14(metadata: RuntimeMetadataPrefixed) -> RuntimeMetadataV14 {
	match metadata.1 {
		RuntimeMetadata::V14(metadata) => metadata,
		other => panic!("the runtime's metadata is of version {}", other.version()),
	}
}

// Some constants are computed from storage.
fn hub() -> RuntimeMetadataV14 {
	v14(TestExternalities::default().execute_with(pouw_hub_runtime::Runtime::metadata))
}

fn sector() -> RuntimeMetadataV14 {
	v14(TestExternalities::default().execute_with(pouw_sector_runtime::Runtime::metadata))
}

fn variants(metadata: &RuntimeMetadataV14, id: u32) -> Vec<Variant<PortableForm>> {
	match &metadata.types.resolve(id).expect("a type of the metadata").type_def {
		TypeDef::Variant(definition) => definition.variants.clone(),
		other => panic!("type {id} is no enum: {other:?}"),
	}
}

fn is_documented(docs: &[String]) -> bool {
	docs.iter().any(|line| !line.trim().is_empty())
}

/// Paths of the items of a pallet that lack documentation.
fn undocumented(metadata: &RuntimeMetadataV14, pallet: &Pallet) -> Vec<String> {
	let name = &pallet.name;
	let mut missing = Vec::new();
	let mut look = |path: String, docs: &[String]| {
		if !is_documented(docs) {
			missing.push(path);
		}
	};
	let enums = [
		("call", pallet.calls.as_ref().map(|calls| calls.ty.id)),
		("event", pallet.event.as_ref().map(|event| event.ty.id)),
		("error", pallet.error.as_ref().map(|error| error.ty.id)),
	];
	for (kind, id) in enums {
		for variant in id.map(|id| variants(metadata, id)).unwrap_or_default() {
			look(format!("{name}: {kind} {}", variant.name), &variant.docs);
			for (position, field) in variant.fields.iter().enumerate() {
				let field_name = field.name.clone().unwrap_or_default();
				let path = format!("{name}: {kind} {}, field {position}", variant.name);
				assert!(!field_name.is_empty(), "{path} has no name");
				// Arguments of calls are documented with the call.
				if kind != "call" {
					look(format!("{path} {field_name}"), &field.docs);
				}
			}
		}
	}
	for entry in pallet.storage.iter().flat_map(|storage| &storage.entries) {
		look(format!("{name}: storage {}", entry.name), &entry.docs);
	}
	for constant in &pallet.constants {
		look(format!("{name}: constant {}", constant.name), &constant.docs);
	}
	missing
}

fn assert_documented(metadata: &RuntimeMetadataV14, expected: &[&str]) {
	let ours: Vec<&Pallet> =
		metadata.pallets.iter().filter(|pallet| OURS.contains(&pallet.name.as_str())).collect();
	let names: Vec<&str> = ours.iter().map(|pallet| pallet.name.as_str()).collect();
	assert_eq!(names, expected);
	let missing: Vec<String> =
		ours.iter().flat_map(|pallet| undocumented(metadata, pallet)).collect();
	assert!(missing.is_empty(), "undocumented: {missing:#?}");
}

fn indices(runtime: &str, metadata: &RuntimeMetadataV14) -> Vec<String> {
	metadata
		.pallets
		.iter()
		.map(|pallet| format!("{runtime} {} {}", pallet.index, pallet.name))
		.collect()
}

fn calls(runtime: &str, metadata: &RuntimeMetadataV14) -> Vec<String> {
	let of = |pallet: &Pallet| {
		let calls = pallet.calls.as_ref().map(|calls| variants(metadata, calls.ty.id));
		let line = |call: Variant<PortableForm>| {
			format!("{runtime} {} {} {}.{}", pallet.index, call.index, pallet.name, call.name)
		};
		calls.unwrap_or_default().into_iter().map(line).collect::<Vec<_>>()
	};
	metadata.pallets.iter().flat_map(of).collect()
}

#[test]
fn everything_of_the_projects_pallets_on_the_hub_is_documented() {
	let expected =
		["RelayBeacon", "Messenger", "Sectors", "Settlement", "MultiRecord", "Orders", "Origins"];
	assert_documented(&hub(), &expected);
}

#[test]
fn everything_of_the_projects_pallets_on_a_sector_is_documented() {
	let expected = [
		"RelayBeacon",
		"Messenger",
		"SectorProfile",
		"Miners",
		"Tasks",
		"PouwVerify",
		"SectorToken",
		"Witness",
		"Guilds",
	];
	assert_documented(&sector(), &expected);
}

#[test]
fn pallet_indices_are_those_published() {
	let mut actual = indices("hub", &hub());
	actual.extend(indices("sector", &sector()));
	compare("pallets.txt", INDICES, &actual);
}

#[test]
fn call_indices_are_those_published() {
	let mut actual = calls("hub", &hub());
	actual.extend(calls("sector", &sector()));
	compare("calls.txt", CALLS, &actual);
}

/// Fails if a table and the runtimes differ; or writes the table, if told to publish.
fn compare(file: &str, table: &str, actual: &[String]) {
	let is_remark = |line: &&str| line.is_empty() || line.starts_with('#');
	if std::env::var_os(PUBLISH).is_some() {
		let remarks = table.lines().take_while(is_remark);
		let lines: Vec<&str> = remarks.chain(actual.iter().map(String::as_str)).collect();
		let path = format!("{}/fixtures/{file}", env!("CARGO_MANIFEST_DIR"));
		std::fs::write(&path, lines.join("\n") + "\n").expect("the table can be written");
		return;
	}
	let published: Vec<&str> = table.lines().filter(|line| !is_remark(line)).collect();
	let gone: Vec<_> =
		published.iter().filter(|line| !actual.iter().any(|is| is == **line)).collect();
	assert!(gone.is_empty(), "published in {file}, and no longer so: {gone:#?}");
	let new: Vec<_> = actual.iter().filter(|is| !published.contains(&is.as_str())).collect();
	assert!(new.is_empty(), "not in {file}; publish with {PUBLISH}=1: {new:#?}");
}
