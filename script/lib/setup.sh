# Brings this machine to the state the checkout asks for. Sourced by script/*, in the checkout's folder.
# Standard output belongs to the command that follows: everything said here goes to standard error.
# shellcheck shell=bash
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }
py() { .venv/bin/python "$@"; }

SYSTEM_PACKAGES="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation fonts-noto-core tzdata"

need_python() {
  command -v python3 >/dev/null || stop "Amparo needs python3, version 3.11 or newer. This machine has none."
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "Amparo needs Python 3.11 or newer; python3 here is $(python3 --version 2>&1). Put a newer one first on PATH."
}

missing_packages() { # packages... -> those that dpkg does not know as installed
  local name
  for name; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || printf '%s ' "$name"
  done
}

apt_install() { # packages...
  say "Installing with apt: $*"
  [ -n "${apt_is_fresh-}" ] || apt-get update -qq >/dev/null || return 1
  apt_is_fresh=yes
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "$@" >/dev/null
}

need_system() { # Pango prints the court papers; the fonts are theirs; the zones are the courts'
  local wanted="$SYSTEM_PACKAGES" missing
  if ! command -v dpkg-query >/dev/null; then
    [ "$(uname)" = Darwin ] && say "On macOS, once: brew install pango font-liberation font-noto-sans"
    return 0 # need_venv tries Pango itself; the papers' tests look at the fonts
  fi
  [ -x .venv/bin/python ] || python3 -c 'import ensurepip' 2>/dev/null || wanted="python3-venv $wanted"
  # shellcheck disable=SC2086  # a list of words
  missing=$(missing_packages $wanted)
  [ -z "$missing" ] && return 0
  [ "$(id -u)" = 0 ] || stop "Missing: ${missing% }. Run this once, then start again:
  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing% }"
  # shellcheck disable=SC2086
  apt_install $missing || stop "apt could not install: ${missing% }. Its own message stands above."
}

need_venv() { # lock file: installs exactly what it lists, checked by hash; nothing to do when it is the same as last time
  local lock=$1
  py -c 'import pip' 2>/dev/null || { say "Making .venv"; python3 -m venv --clear .venv >&2; }
  cmp -s "$lock" ".venv/$lock" && return 0
  say "Installing the packages of $lock (hashes checked)"
  sed -n '/^uv==/,/[^\\]$/p' requirements-dev.lock > .venv/uv.txt # the installer itself is locked as well
  py -m uv --version >/dev/null 2>&1 || py -m pip install -q --require-hashes --no-deps -r .venv/uv.txt >&2
  VIRTUAL_ENV=.venv py -m uv pip install -q --require-hashes -r "$lock" >&2 || {
    say "uv could not install them (its message stands above); trying pip, which knows this machine's pip settings"
    py -m pip install -q --require-hashes -r "$lock" >&2
  }
  py -c 'import weasyprint' >/dev/null 2>&1 || stop "Pango is not where WeasyPrint looks for it: $(py -c 'import weasyprint' 2>&1 | tail -1)"
  cp "$lock" .venv/
  [ "$lock" = requirements-dev.lock ] && cp requirements-demo.lock .venv/ # the larger list holds the smaller one
  return 0
}

need_test_tools() { # a browser, a Redis, axe-core: what cannot be had is named, and its tests say so again
  local missing=""
  command -v chromium >/dev/null || missing="chromium "
  command -v redis-server >/dev/null || missing="${missing}redis-server "
  command -v npm >/dev/null || missing="${missing}nodejs npm "
  local name
  for name in $missing; do # one by one: a distribution may have one and not the other
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      apt_install "$name" || say "apt could not install $name. Its tests will say so."
    else
      say "$name is not here; its tests will say so. To have it: sudo apt-get install -y --no-install-recommends $name"
    fi
  done
  cmp -s package-lock.json node_modules/installed.json && return 0
  if command -v npm >/dev/null && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2; then
    cp package-lock.json node_modules/installed.json
  else
    say "axe-core could not be installed with npm. The accessibility tests will say so."
  fi
}
