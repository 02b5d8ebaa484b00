#!/bin/sh
# Builds, installs and removes the C library: what `make install` and `make uninstall` call.
#
#   install.sh build PREFIX       builds both libraries, with the soname and the symbols that are installed
#   install.sh install PREFIX     copies them, the headers and their descriptions under $DESTDIR$PREFIX
#   install.sh uninstall PREFIX   removes them
#
# GRC_PROFILE: the profile of cargo to build with, `release` unless told otherwise. GRC_FEATURES: options for cargo, such
# as `--no-default-features --features sqlite` for a small library. GRC_BUILT: a folder that holds both libraries, which are
# then not built again.
set -eu

action=$1
prefix=$2
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname -- "$here")
profile=${GRC_PROFILE:-release}
target=${CARGO_TARGET_DIR:-$root/target}
case $profile in dev) built=$target/debug ;; *) built=$target/$profile ;; esac
built=${GRC_BUILT:-$built}
ready=$target/c-library/$profile
version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$root/Cargo.toml" | head -n 1)
major=${version%%.*}
place=${DESTDIR:-}$prefix

build() {
    mkdir -p "$ready"
    if [ -z "${GRC_BUILT:-}" ]; then
        # shellcheck disable=SC2086
        cargo build --quiet --manifest-path "$here/Cargo.toml" --lib --profile "$profile" ${GRC_FEATURES:-}
    fi
    cp "$built/libgrc.so" "$ready/libgrc.so.$version"
    strip --strip-unneeded "$ready/libgrc.so.$version"
    only_grc_symbols
}

# One object in which everything is linked and nothing but grc_* is seen: a host may link its own SQLite beside it.
only_grc_symbols() {
    roots=$(nm --defined-only --extern-only "$built/libgrc.a" 2>/dev/null | sed -n 's/^.* T \(grc_[a-z_]*\)$/-u \1/p')
    # shellcheck disable=SC2086
    ld -r --gc-sections $roots -o "$ready/grc.o" "$built/libgrc.a"
    # Rust's own library carries LLVM's code beside the machine's, which other tools may not be able to read.
    objcopy --remove-section=.llvmbc --remove-section=.llvmcmd "$ready/grc.o"
    objcopy --wildcard --keep-global-symbol='grc_*' --strip-unneeded "$ready/grc.o"
    rm -f "$ready/libgrc.a"
    ar rcs "$ready/libgrc.a" "$ready/grc.o"
    rm "$ready/grc.o"
}

copy() {
    install -d "$place/lib/pkgconfig" "$place/lib/cmake/grc" "$place/include" "$place/share/man/man3"
    install -m 755 "$ready/libgrc.so.$version" "$place/lib/"
    ln -sf "libgrc.so.$version" "$place/lib/libgrc.so.$major"
    ln -sf "libgrc.so.$major" "$place/lib/libgrc.so"
    install -m 644 "$ready/libgrc.a" "$place/lib/"
    install -m 644 "$root/include/grc.h" "$root/include/grc.hpp" "$root/include/grc.ffi.h" "$place/include/"
    for file in grc.pc grcConfig.cmake grcConfigVersion.cmake grc.3; do
        case $file in
            grc.pc) folder=lib/pkgconfig ;;
            grc.3) folder=share/man/man3 ;;
            *) folder=lib/cmake/grc ;;
        esac
        sed -e "s|@PREFIX@|$prefix|g" -e "s|@VERSION@|$version|g" "$here/packaging/$file" > "$place/$folder/$file"
        chmod 644 "$place/$folder/$file"
    done
}

remove() {
    rm -f "$place/lib/libgrc.so.$version" "$place/lib/libgrc.so.$major" "$place/lib/libgrc.so" "$place/lib/libgrc.a" \
        "$place/include/grc.h" "$place/include/grc.hpp" "$place/include/grc.ffi.h" "$place/lib/pkgconfig/grc.pc" \
        "$place/share/man/man3/grc.3"
    rm -rf "$place/lib/cmake/grc"
}

case $action in
    build) build ;;
    install) copy ;;
    uninstall) remove ;;
    *) echo "usage: install.sh build|install|uninstall PREFIX" >&2; exit 2 ;;
esac
