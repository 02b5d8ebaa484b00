//! Gives the shared library the name that programs find it by: `libgrc.so` and its major version.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let on_linux = env::var_os("CARGO_CFG_TARGET_OS").is_some_and(|system| system == "linux");
    // cargo-c gives the name itself.
    let by_cargo_c = env::var_os("CARGO_FEATURE_CAPI").is_some();
    if let Ok(major) = env::var("CARGO_PKG_VERSION_MAJOR")
        && on_linux
        && !by_cargo_c
    {
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libgrc.so.{major}");
    }
}
