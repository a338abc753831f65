#!/usr/bin/env bash
# What script/test runs once the services are up: every check, even after one failed; the findings at the end.
failed=""
check() { # name, command...
  local name=$1; shift
  printf '\n== %s\n' "$name"
  "$@" || failed="$failed $name,"
}
bin=.venv/bin
contracts='import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())'
[ $# -gt 0 ] || set -- -n 2

check "ruff" $bin/python -m ruff check .
check "ruff format" $bin/python -m ruff format --check .
check "mypy" $bin/python -m mypy
check "import contracts" $bin/python -c "$contracts"
check "template lint" $bin/python -m djlint templates --lint --quiet
check "system checks" $bin/python manage.py check --fail-level WARNING
check "migrations" $bin/python manage.py makemigrations --check --dry-run
check "pytest" $bin/python -m pytest "$@"

[ -z "$failed" ] || { printf '\nNot passed:%s\n' "${failed%,}"; exit 1; }
printf '\nEverything passed.\n'
