#!/usr/bin/env bash
# Likeness of clones and conversions to real recordings: bench/quality/run.sh FOLDER_OF_CLIPS [OUTPUT_FOLDER [OPTIONS]]
# Speaks and converts with vivavoce, then scores in an environment of its own (see setup.sh).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$(dirname "$here")")
clips=${1:?name a folder of recordings, each of another speaker}
out=${2:-$root/out/quality}
options=("${@:3}") # of bench.quality.make
PYTHONPATH="$root" "$root/.venv/bin/python" -m bench.quality.make "$clips" "$out" "${options[@]}"
[ -x "$root/.venv-quality/bin/python" ] || "$here/setup.sh" "$root/.venv-quality"
OMP_NUM_THREADS=1 PYTHONPATH="$root" "$root/.venv-quality/bin/python" -m bench.quality.score "$out"
