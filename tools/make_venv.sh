#!/bin/sh
# Makes .venv with the first Python on this machine that is new enough. PYTHON=/path/to/python3 names another.
set -eu

new_enough() {
    command -v "$1" >/dev/null && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    new_enough "$python" || continue
    if "$python" -m venv .venv; then
        exit 0
    fi
    # A half-made .venv would look finished next time.
    rm -rf .venv
    echo "$python cannot make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv" >&2
    exit 1
done

echo "Lianxin needs Python 3.11 or newer; here is $("${PYTHON:-python3}" --version 2>&1 || echo none)." >&2
echo "Install one (Debian, Ubuntu: apt-get install python3 python3-venv), or name it: make PYTHON=/path/to/python3" >&2
exit 1
