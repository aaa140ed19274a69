#!/bin/sh
# Sets up what OnRecord needs and nothing twice.   tools/setup.sh run | test | build
#
# run:   the environment in .venv with the locked packages, and the libraries Qt needs
# test:  also the packages and programs that the tests use
# build: also what PyInstaller needs
# Debian and its kin get missing system packages by apt-get (as root, or with sudo); elsewhere they are only named.
set -eu
cd "$(dirname "$0")/.."
goal=${1:-run}

qt="libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libglib2.0-0 libxkbcommon-x11-0 libxcb-cursor0 \
libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
case $goal in
    run) wanted=$qt ;;
    test) wanted="$qt xvfb xauth dbus at-spi2-core openbox gnome-keyring bindfs btrfs-progs poppler-utils binutils libreoffice-writer-nogui libreoffice-calc-nogui" ;;
    build) wanted="$qt binutils" ;;
    *) echo "setup.sh: say run, test or build" >&2; exit 2 ;;
esac

python=${PYTHON:-python3}
command -v "$python" >/dev/null 2>&1 || { echo "OnRecord needs Python 3.11 or newer; there is no $python here." >&2; exit 3; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "OnRecord needs Python 3.11 or newer; $python is $("$python" -V 2>&1). Name another: make run PYTHON=python3.12" >&2
    exit 3
}
"$python" -c 'import ensurepip, venv' 2>/dev/null || wanted="$wanted python3-venv"

if command -v dpkg-query >/dev/null 2>&1; then
    # A bare Debian has no fonts at all, and a window without letters helps nobody.
    set -- /usr/share/fonts/*/*
    [ -e "$1" ] || wanted="$wanted fonts-dejavu-core fonts-sil-charis"
    missing=""
    for package in $wanted; do
        state=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
        case $state in *"ok installed") ;; *) missing="$missing $package" ;; esac
    done
    if [ -n "$missing" ]; then
        install="apt-get update && apt-get install -y --no-install-recommends$missing"
        if [ "$(id -u)" = 0 ]; then as=""; elif sudo -n true 2>/dev/null; then as="sudo"; else
            echo "Some system packages are missing. Run this line once, then the same command again:" >&2
            echo "  sudo sh -c '$install'" >&2
            exit 3
        fi
        echo "Installing system packages:$missing"
        $as env DEBIAN_FRONTEND=noninteractive sh -c "$install" >.setup.log 2>&1 || { tail -n 20 .setup.log >&2; exit 3; }
        rm -f .setup.log
    fi
elif [ "$(uname)" = Linux ] && [ "$goal" != run ]; then
    echo "On this system, have these Debian packages under their names here: $wanted" >&2
fi

lock=requirements.lock
[ "$goal" = run ] || lock=requirements-dev.lock
stamp=$(cksum <requirements.lock)
[ "$goal" = run ] || stamp="$stamp $(cksum <requirements-dev.lock)"
have=$(cat .venv/.installed-"$goal" 2>/dev/null || true)
if [ "$have" != "$stamp" ] || [ ! -x .venv/bin/python ]; then
    [ -x .venv/bin/python ] || "$python" -m venv .venv
    echo "Installing the locked packages ($lock) into .venv; this takes a minute or two the first time."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$lock"
    echo "$stamp" >.venv/.installed-"$goal"
fi
