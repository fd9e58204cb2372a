#!/usr/bin/env bash
# Says sentences and scores them: training/evaluation/run.sh WORK OUT [options of make.py]
# Speaks in the environment of training, scores in an environment of its own (see bench/quality/setup.sh).
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=${1:?name the folder that training works in}
out=${2:?name a folder for what is made}
shift 2
export OMP_NUM_THREADS=1 PYTHONPATH="$root"
"$root/.venv-training/bin/python" -m training.evaluation.make "$work" "$out" "$@"
[ -x "$root/.venv-quality/bin/python" ] || "$root/bench/quality/setup.sh" "$root/.venv-quality"
"$root/.venv-quality/bin/python" -m training.evaluation.score "$out"
