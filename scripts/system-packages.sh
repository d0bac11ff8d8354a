#!/usr/bin/env bash
# The system's packages that some tests need, installed where that is possible (root on Debian or Ubuntu).
# Without them those tests are skipped, and say so.
set -u
packages=()
command -v chromium >/dev/null || packages+=(chromium)
[ ${#packages[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "Not installed, and not root on Debian: ${packages[*]}. The browser tests will be skipped."
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends "${packages[@]}"; } >/dev/null 2>&1 ||
    echo "Could not be installed: ${packages[*]}. The browser tests will be skipped."
exit 0
