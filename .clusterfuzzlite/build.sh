#!/bin/bash -eu
# What the containers of ClusterFuzzLite and OSS-Fuzz run; $OUT and $SANITIZER are theirs.
cd "$SRC/dcr-check"
ci/fuzz-build
