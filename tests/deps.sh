#!/bin/sh
# Installs the named Debian packages that are missing, and says what it does.
set -eu
missing=
for p in "$@"; do
	dpkg-query -W -f='${Status}\n' "$p" 2>/dev/null |
	    grep -q '^install ok installed$' || missing="$missing $p"
done
[ -n "$missing" ] || exit 0
sudo=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null || {
		echo "deps: missing:$missing; install them as root:" \
		    "apt-get install$missing" >&2
		exit 1
	}
	sudo=sudo
fi
echo "deps: installing:$missing" >&2
$sudo apt-get update -q >&2
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -q -y \
    --no-install-recommends $missing >&2
