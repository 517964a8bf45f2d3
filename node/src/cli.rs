// SPDX-License-Identifier: GPL-3.0-only
//! How the node names itself, and where its defaults differ from the library's.

use crate::genesis_head;
use clap::{ArgMatches, Command, FromArgMatches, Subcommand};
use cumulus_client_cli::ExportGenesisHeadCommand;
use polkadot_omni_node_lib::{
	extra_subcommand::{DefaultExtraSubcommands, ExtraSubcommand},
	CliConfig, RunConfig,
};

/// Names and addresses for `--help`, `--version` and the log.
pub struct About;

impl CliConfig for About {
	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description(executable_name: String) -> String {
		format!(
			"Collator and full node of the POUW hub and sectors.\n\n\
			Arguments before -- are for the parachain, those after it for the relay chain:\n\n    \
			{executable_name} --chain hub-local [arguments] -- [relay-chain arguments]\n\n\
			--chain takes a JSON chain spec or one of: {}",
			crate::chain_spec::known_names()
		)
	}

	fn author() -> String {
		env!("CARGO_PKG_AUTHORS").into()
	}

	fn support_url() -> String {
		concat!(env!("CARGO_PKG_REPOSITORY"), "/issues").into()
	}

	fn copyright_start_year() -> u16 {
		2026
	}
}

/// The library's extra subcommands, and one of its common ones that is done here; the hook that adds them
/// also sets this node's defaults.
#[derive(Debug)]
pub enum Extra {
	/// What the library adds.
	Default(DefaultExtraSubcommands),
	/// `export-genesis-head`.
	GenesisHead(ExportGenesisHeadCommand),
}

/// ParityDB as the database; slot-based authoring, which 2 s blocks need; no slots for peers found by
/// authority discovery, since the runtimes do not have it and each attempt would be an error in the log.
/// Defaults only: an argument given by the user wins.
fn with_defaults(command: Command) -> Command {
	command
		.mut_args(|arg| match arg.get_id().as_str() {
			"database" => arg.default_value("paritydb"),
			"authoring" => arg.default_value("slot-based"),
			"collator_reserved_slots" => arg.default_value("0"),
			_ => arg,
		})
		.mut_subcommands(with_defaults)
}

impl FromArgMatches for Extra {
	fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
		match matches.subcommand() {
			Some(("export-genesis-head", given)) => {
				ExportGenesisHeadCommand::from_arg_matches(given).map(Self::GenesisHead)
			},
			_ => DefaultExtraSubcommands::from_arg_matches(matches).map(Self::Default),
		}
	}

	fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
		*self = Self::from_arg_matches(matches)?;
		Ok(())
	}
}

impl Subcommand for Extra {
	fn augment_subcommands(command: Command) -> Command {
		with_defaults(DefaultExtraSubcommands::augment_subcommands(command))
	}

	fn augment_subcommands_for_update(command: Command) -> Command {
		DefaultExtraSubcommands::augment_subcommands_for_update(command)
	}

	fn has_subcommand(name: &str) -> bool {
		DefaultExtraSubcommands::has_subcommand(name)
	}
}

impl ExtraSubcommand for Extra {
	fn handle(self, config: &RunConfig) -> sc_cli::Result<()> {
		match self {
			Self::Default(command) => command.handle(config),
			Self::GenesisHead(command) => {
				Ok(genesis_head::export(&command, config.chain_spec_loader.as_ref())?)
			},
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;
	use polkadot_omni_node_lib::cli::{AuthoringPolicy, Cli};

	fn parse(args: &[&str]) -> Cli<About> {
		let command = Extra::augment_subcommands(Cli::<About>::command());
		let args = ["pouw-node"].iter().chain(args);
		Cli::from_arg_matches(&command.try_get_matches_from(args).unwrap()).unwrap()
	}

	#[test]
	fn defaults_are_ours_when_the_user_gives_none() {
		let cli = parse(&[]);
		assert_eq!(cli.authoring, AuthoringPolicy::SlotBased);
		assert_eq!(cli.collator_reserved_slots, 0);
		let database = cli.run.base.import_params.database_params.database.unwrap();
		assert_eq!(format!("{database:?}"), "ParityDb");
	}

	#[test]
	fn defaults_give_way_to_what_the_user_gives() {
		let args =
			["--database", "auto", "--authoring", "lookahead", "--collator-reserved-slots", "4"];
		let cli = parse(&args);
		assert_eq!(cli.authoring, AuthoringPolicy::Lookahead);
		assert_eq!(cli.collator_reserved_slots, 4);
		let database = cli.run.base.import_params.database_params.database.unwrap();
		assert_eq!(format!("{database:?}"), "Auto");
	}

	#[test]
	fn subcommands_are_accepted_despite_the_defaults() {
		assert!(parse(&["purge-chain", "--chain", "hub-dev"]).subcommand.is_some());
	}
}
