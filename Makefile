# Thin: each target is a command or two that can be typed by hand. `make` alone runs the tests.

.DEFAULT_GOAL := test

TARGET := $(or $(CARGO_TARGET_DIR),target)
VENV := .venv
PYTHON ?= python3
PREFIX ?= /usr/local
# What the tests of the C interface can use: `make test` passes without, and says what it did not check.
CLIENTS := gnucobol3 php-cli fp-compiler libjna-java default-jdk-headless g++ valgrind pkg-config cmake libsqlite3-dev

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

.PHONY: demo
demo: ## a day at the town hall, on the procedures of examples/catalogue
	cargo run --release --example mairie

.PHONY: test
test: tools lint doc rust python ## everything that must hold before a change is kept

.PHONY: bench
bench: ## measure, each figure beside its floor
	cargo bench --workspace --bench measured
	cargo build --workspace --lib --release
	cargo bench --workspace --bench overhead

.PHONY: peers
peers: $(VENV)/ready ## measure the engine, from Rust and from Python, beside what others would use instead
	benches/peers/install.sh $(abspath $(TARGET))/peers
	benches/wheel.sh $(VENV)/bin/maturin $(abspath $(TARGET))/peers/venv
	cargo bench --workspace --bench measured -- peers

.PHONY: door
door: $(VENV)/ready ## measure what operations cost from Python, beside Rust
	benches/wheel.sh $(VENV)/bin/maturin $(abspath $(TARGET))/door
	cargo bench --workspace --bench measured -- door

.PHONY: lint
lint: ## formatting, and clippy without a warning
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- --deny warnings

.PHONY: doc
doc: ## the documentation, without a warning
	RUSTDOCFLAGS="--deny warnings" cargo doc --workspace --no-deps --features grc-py/as-tested

.PHONY: rust
rust: $(VENV)/ready ## the tests in Rust and C, and the engine without its optional parts
	cargo test --workspace
	cargo check --package grc-core --no-default-features

# The wheel is installed, then tested from outside, as its users have it.
.PHONY: python
python: $(VENV)/ready ## build the wheel, install it in .venv, check its types and style, run its tests
	rm -rf $(TARGET)/wheels
	$(VENV)/bin/maturin build --quiet --locked --manifest-path grc-py/Cargo.toml --features as-tested --interpreter $(VENV)/bin/python --out $(TARGET)/wheels
	$(VENV)/bin/pip install --quiet --force-reinstall --no-deps $(TARGET)/wheels/grc-*.whl
	$(VENV)/bin/ruff check --quiet grc-py examples/python
	$(VENV)/bin/ruff format --quiet --check grc-py examples/python
	$(VENV)/bin/mypy --config-file grc-py/pyproject.toml grc-py/python grc-py/generate grc-py/tests examples/python
	cd grc-py/tests && $(abspath $(VENV))/bin/stubtest --mypy-config-file ../pyproject.toml grc._grc
	$(VENV)/bin/pytest --quiet --numprocesses 2 --dist worksteal grc-py

$(VENV)/ready: grc-py/requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --requirement grc-py/requirements.txt
	touch $@

.PHONY: soak
soak: ## 10,000 messages to an application that fails, while workers are killed: the last line tells what was lost
	mkdir -p $(TARGET)
	cargo test --workspace --test soak -- --ignored --nocapture ten_thousand > $(TARGET)/soak.log 2>&1; \
	  status=$$?; grep '^soak: ' $(TARGET)/soak.log || cat $(TARGET)/soak.log; exit $$status

.PHONY: bulk
bulk: ## ten thousand requests handled in one go: a quarter of a minute
	cargo test --workspace --test desk -- --ignored ten_thousand

.PHONY: sanitize
sanitize: ## every C function thousands of times under AddressSanitizer and LeakSanitizer: the last line tells how often
	cargo test --workspace --test library -- --ignored --nocapture sanitizers

.PHONY: header
header: functions ## write the headers of include/ anew from the sources
	GRC_WRITE_HEADER=1 cargo test --workspace --test header -- the_headers_are

.PHONY: functions
functions: schema $(VENV)/ready ## write the C functions and the Python methods of each operation anew from the tables
	GRC_WRITE_FUNCTIONS=1 cargo test --workspace --test generated
	$(VENV)/bin/python grc-py/generate

.PHONY: abi
abi: ## record the functions that the C library exports, after one was removed or changed on purpose
	GRC_WRITE_ABI=1 cargo test --workspace --test abi

.PHONY: install
install: ## install the C library under PREFIX (/usr/local), within DESTDIR
	grc-ffi/install.sh build $(PREFIX)
	DESTDIR=$(DESTDIR) grc-ffi/install.sh install $(PREFIX)

.PHONY: uninstall
uninstall: ## remove what `make install` put under PREFIX
	DESTDIR=$(DESTDIR) grc-ffi/install.sh uninstall $(PREFIX)

.PHONY: schema
schema: ## write docs/schema anew from the definition types and the operations
	GRC_WRITE_SCHEMA=1 cargo test --workspace --test drift schema

.PHONY: day
day: ## write examples/operations.json anew: a request of each operation, in the order of a day
	GRC_WRITE_DAY=1 cargo test --workspace --lib recording

.PHONY: pages
pages: ## write docs/errors.md and docs/operations.md anew from the sources
	GRC_WRITE_DOCS=1 cargo test --workspace --test drift docs

.PHONY: deps
deps: ## install the compilers and clients that the tests of the C interface can use (Debian, as root)
	apt-get update --quiet=2
	DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends $(CLIENTS)

.PHONY: clean
clean: ## remove what was built
	cargo clean
	rm -rf $(VENV)

.PHONY: tools
tools:
	@cargo --version >/dev/null 2>&1 || { echo "Rust is missing: install it with rustup (https://rustup.rs)."; exit 1; }
	@cargo fmt --version >/dev/null 2>&1 || { echo "rustfmt is missing: run 'rustup component add rustfmt'."; exit 1; }
	@cargo clippy --version >/dev/null 2>&1 || { echo "clippy is missing: run 'rustup component add clippy'."; exit 1; }
	@$${CC:-cc} --version >/dev/null 2>&1 || { echo "A C compiler is missing: install gcc or clang, so that 'cc' runs (on Debian: apt install gcc)."; exit 1; }
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))' 2>/dev/null || { echo "Python 3.9 or later with its venv module is missing (on Debian: apt install python3-venv)."; exit 1; }
