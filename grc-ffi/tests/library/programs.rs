//! Programs in C, against the header and both libraries.

use crate::support::{Linkage, build_and_run, build_and_run_under_valgrind};

#[test]
fn a_c_program_reads_the_version_from_both_libraries() {
    for linkage in [Linkage::Shared, Linkage::Static] {
        assert_eq!(build_and_run("version.c", linkage), env!("CARGO_PKG_VERSION"));
    }
}

#[test]
fn each_manner_gives_what_the_header_promises() {
    assert_eq!(build_and_run("manners.c", Linkage::Shared), "as promised");
}

#[test]
fn a_hostile_caller_gets_statuses_and_goes_on() {
    assert_eq!(build_and_run("hostile.c", Linkage::Static), "unharmed");
}

#[test]
fn reading_each_manner_leaks_nothing() {
    build_and_run_under_valgrind("manners.c", &[]);
}

#[test]
fn a_hostile_caller_leaks_nothing_nor_reads_out_of_bounds() {
    build_and_run_under_valgrind("hostile.c", &[]);
}
