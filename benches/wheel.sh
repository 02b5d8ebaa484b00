#!/bin/sh
# Builds the wheel as it is released, with the maturin given first, and installs it in the virtual environment given second, which
# is made if it is not there.
set -eu
maturin=$1
environment=$2
package=$(cd "$(dirname "$0")/../grc-py" && pwd)

[ -x "$environment/bin/python" ] || python3 -m venv "$environment"
rm -rf "$environment/wheels"
"$maturin" build --quiet --locked --release --strip --manifest-path "$package/Cargo.toml" --interpreter "$environment/bin/python" --out "$environment/wheels"
"$environment/bin/pip" install --quiet --disable-pip-version-check --force-reinstall --no-deps "$environment"/wheels/grc-*.whl
