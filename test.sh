#!/usr/bin/env bash
# Installs what the tests need and the machine lacks, checks the formatting, builds, and runs the test projects.
#   ./test.sh                  everything
#   ./test.sh domain|web|e2e   one project (several may be named)
#   MENTOR_CLOCKS=1 ./test.sh web   with the tests that take minutes each (docs/performance.md)
# The last line is "N passed, N failed"; the exit code is 0 only when nothing failed and every project ran a test.
set -uo pipefail
cd "$(dirname "$0")" || exit 1
exec </dev/null
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
# A server that the person's shell points at is never touched: Web.Tests get a throw-away one.
unset "${!PG@}"

configuration=Debug
results=$PWD/artifacts/test-results
passed=0
failed=0

title() { printf '\n== %s\n' "$*"; }

fail() {
  printf 'FAILED: %s\n' "$*"
  failed=$((failed + 1))
}

finish() {
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
  exit
}

apt_install() {
  command -v apt-get >/dev/null || return 1
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || return 1
    as_root=(sudo -n)
  fi
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >"$results/apt.log" 2>&1 || {
    tail -n 20 "$results/apt.log"
    return 1
  }
}

# The same places as e2e/MentorRegistry.E2E/InstalledBrowser.cs.
browser_installed() {
  [ -n "${BROWSER_PATH:-}" ] && return
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge microsoft-edge-stable msedge; do
    command -v "$name" >/dev/null && return
  done
  [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] ||
    [ -x "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge" ]
}

# A download that cannot start (system libraries are missing) is no browser, hence the picture of an empty page.
browser_from_playwright() {
  local cli=$PWD/e2e/MentorRegistry.E2E/bin/$configuration/net10.0/.playwright/package/cli.js
  timeout 300 node "$cli" install chromium >"$results/playwright.log" 2>&1 &&
    timeout 60 node "$cli" screenshot about:blank "$results/blank.png" >>"$results/playwright.log" 2>&1
}

need_browser() {
  browser_installed && return
  title "Getting a browser"
  browser_from_playwright && return
  apt_install chromium fonts-liberation && browser_installed && return
  fail "no browser. Tried: an installed Chromium, Chrome or Edge; Playwright's download; apt-get install chromium. Install one, or name it in BROWSER_PATH."
  return 1
}

need_postgresql() {
  command -v pg_virtualenv >/dev/null && ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && return
  title "Getting PostgreSQL"
  apt_install postgresql postgresql-common && return
  fail "no PostgreSQL server with pg_virtualenv. Install the packages postgresql and postgresql-common."
  return 1
}

# Programs that a few tests need besides. Where one cannot be had its tests are left out, and that is said.
left_out=()
[ -n "${MENTOR_CLOCKS:-}" ] || left_out+=(-trait- "takes=minutes")
want() {
  local program=$1
  shift
  command -v "$program" >/dev/null && return
  title "Getting $program"
  apt_install "$@" && command -v "$program" >/dev/null && return
  printf 'LEFT OUT: tests that need %s. Install %s.\n' "$program" "$*"
  left_out+=(-trait- "needs=$program")
}

# As root too in a folder of its own: two runs at once, or one that was killed, do not meet.
throwaway_postgresql=(pg_virtualenv -o max_connections=200)
[ "$(id -u)" -eq 0 ] && throwaway_postgresql+=(-t)

# run PROJECT-FOLDER [WRAPPER...]: runs the project's own executable and adds up what its result file says.
run() {
  local folder=$1 name=${1##*/}
  shift
  local report=$results/$name.xml exit_code=$results/$name.exit
  title "$name"
  # The exit code goes round the wrapper: pg_virtualenv answers a failure with a hundred lines of server log.
  # shellcheck disable=SC2016
  env "$@" bash -c 'timeout 1800 "${@:2}"; echo $? >"$1"' _ "$exit_code" \
    dotnet "$folder/bin/$configuration/net10.0/$name.dll" -noLogo -noColor -failSkips "${left_out[@]}" -xml "$report"
  if [ ! -s "$report" ]; then
    fail "$name ended without a result (exit code $(cat "$exit_code" 2>/dev/null || echo unknown))"
    return
  fi
  local total ok errors
  total=$(sum_of total "$report")
  ok=$(sum_of passed "$report")
  passed=$((passed + ok))
  # Errors happen outside tests: in the starting and cleaning up of what tests share.
  errors=$(sum_of errors "$report")
  failed=$((failed + total - ok + errors))
  if [ "$total" -eq 0 ]; then
    fail "$name ran no test"
  elif [ "$total" -eq "$ok" ] && [ "$errors" -eq 0 ] && [ "$(cat "$exit_code")" -ne 0 ]; then
    fail "$name ended with exit code $(cat "$exit_code") although every test passed"
  fi
}

sum_of() { grep -o '<assembly [^>]*' "$2" | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }'; }

parts=("$@")
[ $# -eq 0 ] && parts=(domain web e2e)
for part in "${parts[@]}"; do
  case $part in
    domain | web | e2e) ;;
    *)
      echo "Usage: ./test.sh [domain|web|e2e]..." >&2
      exit 2
      ;;
  esac
done

rm -rf "$results"
mkdir -p "$results"

title "Formatting"
if ! dotnet tool restore >"$results/tools.log" 2>&1; then
  cat "$results/tools.log"
  fail "the tools cannot be restored"
elif ! dotnet csharpier check .; then
  fail "formatting: run 'dotnet csharpier format .'"
fi

title "Build"
if ! dotnet build MentorRegistry.sln -c "$configuration" -v q -clp:NoSummary; then
  fail "build"
  finish
fi

for part in "${parts[@]}"; do
  case $part in
    domain) run tests/MentorRegistry.Domain.Tests ;;
    web)
      want soffice libreoffice-writer-nogui libreoffice-calc-nogui
      want faketime faketime
      need_postgresql && run tests/MentorRegistry.Web.Tests "${throwaway_postgresql[@]}"
      ;;
    e2e) need_browser && run e2e/MentorRegistry.E2E ;;
  esac
done
finish
