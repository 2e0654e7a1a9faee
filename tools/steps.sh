# Sourced by tools/check, tools/test and tools/prove: runs named steps one after the other, shows the output of
# those that fail, and tells at the end which they were.
set -uo pipefail
cd "$(dirname "$0")/.."
PATH=$PWD/.venv/bin:$PATH
failed=()

# step NAME COMMAND...: quiet when it succeeds.
step() {
  local name=$1 begin=$SECONDS output
  shift
  if output=$("$@" 2>&1); then
    printf '  ok      %-28s %4d s\n' "$name" $((SECONDS - begin))
  else
    printf '  FAILED  %-28s %4d s   %s\n%s\n' "$name" $((SECONDS - begin)) "$*" "$output"
    failed+=("$name")
  fi
}

# figures NAME COMMAND...: a benchmark; what it measured is shown, and that it failed where it missed a limit.
figures() {
  local name=$1 begin=$SECONDS output verdict=ok
  shift
  output=$("$@" 2>&1) || { verdict=FAILED; failed+=("$name"); }
  printf '  %-6s  %-28s %4d s   %s\n%s\n' "$verdict" "$name" $((SECONDS - begin)) "$*" "$output"
}

# tests NAME [--on-postgres] ARGUMENTS...: a pytest run that shows its last line, and what it had to read from
# other programs; that nothing matched is no failure. PostgreSQL does not vacuum beside tests: it would count what a
# test writes in one open transaction as no rows, and the planner believe it.
tests() {
  local name=$1 begin=$SECONDS output code=0 command=(pytest -q --no-header)
  shift
  if [[ $1 == --on-postgres ]]; then
    command=(python tools/with_postgres.py autovacuum=off "${command[@]}")
    shift
  fi
  output=$("${command[@]}" "$@" 2>&1) || code=$?
  if [[ $code == 0 || $code == 5 ]]; then
    printf '  ok      %-28s %4d s   %s\n' "$name" $((SECONDS - begin)) \
      "$(tail -n 1 <<<"$output"); $(grep '^of other programs' <<<"$output")"
  else
    printf '  FAILED  %-28s %4d s   %s\n%s\n' "$name" $((SECONDS - begin)) "${command[*]} $*" "$output"
    failed+=("$name")
  fi
}

# beside FUNCTION: runs the steps that it names beside those that follow, until `together` tells how they went.
beside() {
  aside=$(mktemp -d)
  (
    "$1"
    ((${#failed[@]})) && printf '%s\n' "${failed[@]}" >"$aside/failed"
  ) >"$aside/output" 2>&1 &
}

# together: waits for what runs beside.
together() {
  local more=()
  wait
  cat "$aside/output"
  [[ -e $aside/failed ]] && mapfile -t more <"$aside/failed"
  failed+=("${more[@]}")
  rm -r "$aside"
}

# finish: the exit code of the whole.
finish() {
  if ((${#failed[@]})); then
    printf 'failed after %d s: %s\n' "$SECONDS" "$(IFS=,; echo "${failed[*]}")"
    exit 1
  fi
  echo "all green after $SECONDS s"
}
