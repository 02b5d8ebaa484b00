#!/bin/sh
# Installs the other validators in a folder of their own, given as the argument.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$1

for program in node npm python3; do
    command -v "$program" >/dev/null || {
        echo "$program is missing: measuring beside other validators needs Node and Python (on Debian: apt install nodejs npm python3-venv)." >&2
        exit 1
    }
done

mkdir -p "$folder"
if [ -f "$folder/installed" ] && [ "$folder/installed" -nt "$here/package.json" ] && [ "$folder/installed" -nt "$here/requirements.txt" ]; then
    exit 0
fi
rm -f "$folder/installed"
cp "$here/package.json" "$folder/"
npm install --prefix "$folder" --no-package-lock --no-audit --no-fund --loglevel=error
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --requirement "$here/requirements.txt"
touch "$folder/installed"
