# shellcheck shell=bash
# What more than one script of this folder needs. They source it; it starts nothing by itself.
set -euo pipefail

# The script that sources this, for its help.
script=$(realpath "$0")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
# Where `ci/install-tools` puts programs.
export PATH="$root/target/tools/bin:$PATH"
# Where the scripts put logs, summaries and reports.
out=target/ci
mkdir -p "$out"

# Exit codes of the scripts, beside 0.
# shellcheck disable=SC2034 # used by what sources this
readonly FOUND=1 USAGE=2 BROKEN=3

# Ends the script: `fail CODE MESSAGE...`.
fail() {
    local code=$1
    shift
    printf 'error: %s\n' "$*" >&2
    exit "$code"
}

# The help of a script is the comment at its top.
help() {
    sed -n '2,${/^#/!q;s/^# \{0,1\}//p}' "$script"
}

unknown_argument() {
    fail "$USAGE" "$1 is not understood; see --help"
}

# Takes only whole numbers above 0 that a shell can count with: `number OPTION VALUE`.
number() {
    [[ ${2-} =~ ^[1-9][0-9]{0,9}$ ]] || fail "$USAGE" "$1 needs a whole number, not '${2-}'"
    printf '%s' "$2"
}

# Every fuzz target, one a line, as the manifest lists them.
fuzz_targets() {
    awk '/^\[/ { bin = $0 == "[[bin]]" } bin && sub(/^name *= *"/, "") { sub(/".*/, ""); print }' \
        fuzz/Cargo.toml
}

needs_target() {
    [ -n "${1-}" ] || fail "$USAGE" "name a target: $(fuzz_targets | paste -sd ' ')"
    fuzz_targets | grep -qxF -e "$1" ||
        fail "$USAGE" "no target is called '$1'; there are: $(fuzz_targets | paste -sd ' ')"
}

needs_sanitizer() {
    case ${1-} in
        address | none) ;;
        *) fail "$USAGE" "--sanitizer needs address or none, not '${1-}'" ;;
    esac
}

minimum_toolchain() {
    printf '%s.0' "$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)"
}

needs_toolchain() {
    command -v rustup >/dev/null || return 0
    rustup toolchain list | grep -qE -e "^$1(-| |\$)" ||
        fail "$BROKEN" "the toolchain $1 is not installed: rustup toolchain install $1"
}

# Sanitizers need a nightly compiler; without one everything runs with the minimum supported version.
# FUZZ_TOOLCHAIN chooses another.
use_fuzz_toolchain() {
    local usual
    if [ "$1" = address ]; then usual=nightly; else usual=$(minimum_toolchain); fi
    export RUSTUP_TOOLCHAIN=${FUZZ_TOOLCHAIN:-$usual}
    needs_toolchain "$RUSTUP_TOOLCHAIN"
}

# `needs_program PROGRAM HOW` where HOW says what to do if it is missing.
needs_program() {
    command -v "$1" >/dev/null || fail "$BROKEN" "$1 is missing: $2"
}

# Not a program of its own: `needs_cargo_command fuzz`.
needs_cargo_command() {
    needs_program "cargo-$1" "ci/install-tools cargo-$1"
}

# The folder of cargo's outputs.
cargo_target() {
    printf '%s' "${CARGO_TARGET_DIR:-target}"
}

host_triple() {
    rustc -vV | sed -n 's/^host: //p'
}

# Writes what the targets begin with, seeds and finds, into a folder `inputs` that goes with the script;
# each target has one in it. An engine's flags are not for the program that writes them.
write_inputs() {
    inputs=$(mktemp -d)
    trap 'rm -rf "$inputs"' EXIT
    env -u RUSTFLAGS -u CFLAGS -u CXXFLAGS \
        cargo run --quiet --locked -p dcr-check-fuzz --example seeds -- "$inputs" ||
        fail "$BROKEN" "the seeds cannot be written"
    cp -r fuzz/regressions/. "$inputs/"
}

# Options of the engine, `name = value`, the same here and where others run the targets. Inputs are
# at most 4096 bytes, or as long as the longest one of the beginning, so that none is cut off.
engine_options() {
    local longest
    longest=$(find "$inputs/$1" -type f -print0 | xargs -0 -r stat -c %s | sort -n | tail -n 1)
    printf 'max_len = %s\n' "$((${longest:-0} > 4096 ? longest : 4096))"
    printf 'len_control = 0\ntimeout = 10\nrss_limit_mb = 2048\n'
}

# The same as arguments, one a line.
engine_arguments() {
    engine_options "$1" | sed 's/^\(.*\) = \(.*\)$/-\1=\2/'
}

# Takes away what could act on a terminal or break a report: other than printable ASCII and line ends.
printable() {
    LC_ALL=C tr -cd '\11\12\40-\176'
}

# The last line of a script, for other scripts, and the same in target/ci/summaries:
# `summary KIND NAME=VALUE...`. A file for each target, if that is the first figure.
summary() {
    local kind=$1 file=$1
    shift
    [[ $1 != target=* ]] || file+=-${1#target=}
    mkdir -p "$out/summaries"
    printf '%s: %s\n' "$kind" "$*" | tee "$out/summaries/$file.txt"
}
