# `make demo` and `make test` are all a newcomer needs; `make help` lists the rest.

PYTHON ?= python3
VENV   := target/venv
BIN    := $(VENV)/bin
PEERS  := target/bench-peers
POLICY := target/bench-policy-engines
RULES  := $(shell find tests/bench/policy-engines core/src core/migrations core/Cargo.toml -type f 2>/dev/null)
KOTLIN := tests/bench/kotlin/target
JVM    := $(shell find ffi/uniffi bindings/kotlin/src bindings/kotlin/pom.xml tests/bench/kotlin/src tests/bench/kotlin/pom.xml core/src core/migrations -type f 2>/dev/null)
SWIFT  := tests/bench/swift-figures/.build
NATIVE := $(shell find ffi/uniffi bindings/swift/Sources bindings/swift/*.* tests/bench/swift-figures/Sources tests/bench/swift-figures/Package.swift core/src core/migrations -type f 2>/dev/null)
CORE   := $(shell find core/src core/migrations ffi/python/src bindings/python/src -type f 2>/dev/null)
C      := $(shell find core/src core/migrations ffi/c/src ffi/c/build.rs ffi/c/Cargo.toml bindings/c/package -type f 2>/dev/null)

PREFIX ?= /usr/local

.PHONY: help demo demo-reset test bench soak wheel c install fmt lint clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/wheel ## build the wheel and run the shop at 127.0.0.1:$DOORSTEP_DEMO_PORT (8080)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r examples/shop-flask/requirements.txt
	@cd examples/shop-flask && exec ../../$(BIN)/python -m shop

demo-reset: ## forget everything the demo stored
	rm -rf "$${DOORSTEP_DEMO_DATA:-examples/shop-flask/data}"

test: ## install what is needed and run every test of every part
	@$(PYTHON) tests/run.py

bench: $(VENV)/wheel $(PEERS)/installed $(POLICY)/built target/c/libdoorstep.a $(KOTLIN)/built $(SWIFT)/built ## measure against floors and peers: a table, and target/bench.json (PART=name for one part)
	@echo "== building the measurements"
	@cargo build --release --locked -p doorstep-bench
	@target/release/doorstep-bench $(PART)

soak: ## what takes long: 2,000 kills under load, and the measurements with ten million users as well
	DOORSTEP_KILLS=2000 cargo test --locked --release -p doorstep-durability --test crash -- --nocapture
	@DOORSTEP_BENCH_SOAK=1 $(MAKE) --no-print-directory bench

$(PEERS)/installed: tests/bench/peers/package-lock.json tests/bench/peers/package.json tests/bench/peers/requirements.txt
	@echo "== installing the peers into $(PEERS): better-auth with npm, Django with pip (a minute or two)"
	@mkdir -p $(PEERS)
	@cp tests/bench/peers/package.json tests/bench/peers/package-lock.json $(PEERS)/
	@cd $(PEERS) && npm ci --no-audit --no-fund --loglevel=error
	@test -x $(PEERS)/venv/bin/python || $(PYTHON) -m venv $(PEERS)/venv
	@$(PEERS)/venv/bin/python -m pip install --disable-pip-version-check --progress-bar=on -r tests/bench/peers/requirements.txt
	@touch $@

# Its lock file also names what the core depends on, which changes with the core: hence no --locked.
$(POLICY)/built: Cargo.toml $(RULES)
	@echo "== building cedar-policy and regorus beside the core (the first time takes three to five minutes)"
	@cargo build --release --manifest-path tests/bench/policy-engines/Cargo.toml --target-dir $(POLICY)
	@touch $@

$(KOTLIN)/built: $(JVM)
	@echo "== building the Kotlin package and its half of the measurements"
	@mvn -B -q -ntp -f bindings/kotlin install -DskipTests
	@mvn -B -q -ntp -f tests/bench/kotlin package
	@touch $@

$(SWIFT)/built: $(NATIVE)
	@echo "== building the Swift package and its half of the measurements"
	@$(PYTHON) bindings/swift/native.py
	@cd tests/bench/swift-figures && $(PYTHON) ../../../bindings/swift/toolchain.py swift build -c release --quiet
	@touch $@

wheel: $(VENV)/wheel ## build the wheel into target/wheels and install it into target/venv

$(VENV)/bin/python:
	@echo "== virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'maturin>=1.16,<2'

$(VENV)/wheel: $(VENV)/bin/python Cargo.toml Cargo.lock bindings/python/pyproject.toml $(CORE)
	@echo "== building the wheel (the first time compiles SQLite and the core: two to four minutes)"
	@rm -f target/wheels/doorstep-*.whl
	@cd bindings/python && ../../$(BIN)/maturin build --release --locked --out ../../target/wheels
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps target/wheels/doorstep-*.whl
	@touch $@

c: target/c/libdoorstep.a ## build the shared and the static library into target/c

target/c/libdoorstep.a: Cargo.toml Cargo.lock $(C)
	@echo "== building libdoorstep (the first time compiles SQLite and the core: two to four minutes)"
	@cargo build --release --locked -p doorstep-c
	@bindings/c/package/build.sh target/release target/c

install: target/c/libdoorstep.a ## install headers and libraries for C and C++ under PREFIX (/usr/local), or below DESTDIR
	@PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" INCLUDEDIR="$(INCLUDEDIR)" LIBDIR="$(LIBDIR)" \
	  bindings/c/package/install.sh target/c

fmt: ## format the Rust code
	cargo fmt --all

lint: ## what the tests check about form: formatting and clippy
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings

clean: ## delete everything that was built
	rm -rf target bindings/kotlin/target examples/kotlin-ktor/target tests/bench/kotlin/target
	rm -rf bindings/swift/.build bindings/swift/Native bindings/swift/DoorstepFFI.xcframework
	rm -rf bindings/swift/Sources/DoorstepFFI bindings/swift/Sources/DoorstepNative/Generated
	rm -rf examples/swift-cli/.build tests/bench/swift-figures/.build
