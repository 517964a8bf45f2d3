#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Sourced by every script here: where things are, how cargo is run, how a person is told.
# shellcheck disable=SC2034 # the scripts that source this use what it sets

POUW_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
POUW_CACHE=${POUW_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pouw}

# One target directory for every clone: what comes from a registry is compiled once per machine.
CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$POUW_CACHE/target}
case $CARGO_TARGET_DIR in /*) ;; *) CARGO_TARGET_DIR=$POUW_ROOT/$CARGO_TARGET_DIR ;; esac
NETWORK_TARGET_DIR=$CARGO_TARGET_DIR-zombienet
POUW_BIN_DIR=${POUW_BIN_DIR:-$CARGO_TARGET_DIR/debug}
POUW_LOG_DIR=${POUW_LOG_DIR:-$(dirname "$CARGO_TARGET_DIR")/logs}
TOOLS_DIR=$POUW_CACHE/tools
# Oldest Rust that compiles the dependencies in Cargo.lock.
RUST_MIN=1.92

# clippy-driver compiles and lints the workspace in one pass; see the wrapper. The separator is
# the one that cargo-clippy uses.
# It is run from outside of the clone: its path is part of what cargo tells builds apart by.
RUSTC_WORKSPACE_WRAPPER=$POUW_CACHE/rustc-wrapper
if ! cmp -s "$POUW_ROOT/scripts/lib/rustc-wrapper" "$RUSTC_WORKSPACE_WRAPPER"; then
	mkdir -p "$POUW_CACHE"
	cp "$POUW_ROOT/scripts/lib/rustc-wrapper" "$RUSTC_WORKSPACE_WRAPPER.$$"
	mv -f "$RUSTC_WORKSPACE_WRAPPER.$$" "$RUSTC_WORKSPACE_WRAPPER"
fi
CLIPPY_ARGS=-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__
CLIPPY_CONF_DIR=$POUW_ROOT
CARGO_NET_RETRY=${CARGO_NET_RETRY:-10}
export POUW_ROOT POUW_CACHE CARGO_TARGET_DIR NETWORK_TARGET_DIR POUW_BIN_DIR POUW_LOG_DIR
export RUSTC_WORKSPACE_WRAPPER CLIPPY_ARGS CLIPPY_CONF_DIR CARGO_NET_RETRY
unset SKIP_WASM_BUILD

# rustup's shims go before a distribution's cargo.
cargo_bin=${CARGO_HOME:-$HOME/.cargo}/bin
[ ! -d "$cargo_bin" ] || PATH=$cargo_bin:$PATH
export PATH

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
	bold=$'\e[1m' green=$'\e[32m' yellow=$'\e[33m' red=$'\e[31m' plain=$'\e[0m'
else
	bold='' green='' yellow='' red='' plain=''
fi

# A headline.
step() { printf '%s== %s%s\n' "$bold" "$*" "$plain"; }
# Something that is as it should be.
ok() { printf '  %s✓%s %s\n' "$green" "$plain" "$*"; }
# Something that is being done or changed.
doing() { printf '  %s→%s %s\n' "$yellow" "$plain" "$*"; }
warn() { printf '  %s!%s %s\n' "$yellow" "$plain" "$*" >&2; }
# die MESSAGE [LOG]: the end, with the log to look at.
die() {
	printf '%serror:%s %s\n' "$red" "$plain" "$1" >&2
	[ -z "${2:-}" ] || printf '  log: %s\n' "$2" >&2
	exit 1
}
# need COMMAND [HINT]
need() {
	command -v "$1" >/dev/null || die "$1 is not installed; ${2:-run scripts/setup}"
}
# Prints the comment block at the head of a script as its help.
usage() { sed -n '/^# SPDX/d; 2,/^[^#]/ s/^# \{0,1\}//p' "$1"; }

# Whether version $1 is at least $2.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n1)" = "$2" ]; }

# Whether rustc (the command given) compiles for the runtimes' target.
compiles_wasm() {
	printf '#![no_std]\n' | "$@" --target wasm32v1-none --crate-name probe --crate-type rlib \
		--emit=metadata -o "${TMPDIR:-/tmp}/pouw-probe-$$" - >/dev/null 2>&1 &&
		rm -f "${TMPDIR:-/tmp}/pouw-probe-$$"
}

# Lets all runtimes' wasm builds share one target directory, so that what they have in common is
# compiled once.
share_wasm_target() {
	local runtime wbuild=$CARGO_TARGET_DIR/debug/wbuild
	mkdir -p "$wbuild/target"
	for runtime in rococo-runtime pouw-hub-runtime pouw-sector-runtime; do
		mkdir -p "$wbuild/$runtime"
		[ -e "$wbuild/$runtime/target" ] || ln -s ../target "$wbuild/$runtime/target"
	done
}

# build_wasm RUNTIME FEATURES: compiles the hub's or the sectors' runtime with these features to the file
# that wasm_of names, in a target directory of its own. The flags and the profile are those of the wasm
# builder, which would compile the native runtimes too.
WASM_TARGET_DIR=$CARGO_TARGET_DIR-bench
build_wasm() (
	choose_wasm_toolchain
	[ -z "${WASM_BUILD_TOOLCHAIN:-}" ] || export RUSTUP_TOOLCHAIN=$WASM_BUILD_TOOLCHAIN
	flags=(-C link-arg=--export-table -C link-arg=--export=__heap_base -C link-arg=--import-memory
		--cfg substrate_runtime)
	CARGO_TARGET_DIR=$WASM_TARGET_DIR RUSTFLAGS=${flags[*]} \
		CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1 CARGO_PROFILE_RELEASE_LTO=thin CARGO_PROFILE_RELEASE_PANIC=abort \
		cargo rustc --locked --release --target wasm32v1-none --lib --crate-type cdylib \
		-p "pouw-$1-runtime" --no-default-features --features "$2"
)
wasm_of() { echo "$WASM_TARGET_DIR/wasm32v1-none/release/pouw_$1_runtime.wasm"; }

# Nearly everything is compiled anew when cargo finds the crates of patches/ newer than what was built of
# them, as they are in every clone. Dates their files by the commits that changed them last.
date_patches() {
	local crate changed
	for crate in "$POUW_ROOT"/patches/*/; do
		[ -z "$(git -C "$crate" status --porcelain . 2>/dev/null)" ] || continue
		changed=$(git -C "$crate" log -1 --format=%ct -- . 2>/dev/null) || continue
		[ -z "$changed" ] || find "$crate" -type f -exec touch -d "@$changed" {} +
	done
}

# Names the toolchain that builds the runtimes' wasm, if it is not the active one.
choose_wasm_toolchain() {
	if [ -n "${WASM_BUILD_TOOLCHAIN:-}" ] || compiles_wasm rustc; then return 0; fi
	if compiles_wasm rustup run debian rustc; then
		export WASM_BUILD_TOOLCHAIN=debian
		return 0
	fi
	die "no installed Rust toolchain compiles for wasm32v1-none; run scripts/setup wasm"
}
