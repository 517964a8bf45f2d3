// SPDX-License-Identifier: GPL-3.0-only
//! Puts the commit into the version that the node reports.

fn main() {
	substrate_build_script_utils::generate_cargo_keys();
	substrate_build_script_utils::rerun_if_git_head_changed();
}
