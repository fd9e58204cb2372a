#!/usr/bin/env bash
# The environment that trains: training/setup.sh FOLDER
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:?where to make the environment}
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --upgrade pip
"$folder/bin/pip" install --quiet --editable "$root[espeak]" -r "$root/training/requirements.txt"
