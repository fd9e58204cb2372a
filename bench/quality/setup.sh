#!/usr/bin/env bash
# The environment that scores: bench/quality/setup.sh FOLDER
# PyTorch first and for the CPU; Resemblyzer without its dependencies, which pin an old webrtcvad that does not build.
set -euo pipefail
folder=${1:?where to make the environment}
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --upgrade pip
"$folder/bin/pip" install --quiet "torch==2.13.0" "setuptools<80"
"$folder/bin/pip" install --quiet --no-deps resemblyzer
"$folder/bin/pip" install --quiet webrtcvad-wheels librosa numpy scipy soundfile soxr speechmos onnxruntime pocketsphinx pyworld-prebuilt
