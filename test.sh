#!/usr/bin/env bash
# Builds everything and runs every test. Repeating it is harmless. Needs the .NET SDK of global.json; installs the other
# programs that the tests use when they are missing and it runs as root.
#   CONFIGURATION=Debug ./test.sh       another configuration (default Release)
#   ./test.sh Grains.Tests              only these projects
#   TEST_LANG=sv_SE.UTF-8 ./test.sh     in another language (default: Turkish or German, see language_of)
# The last line is "N passed, N failed"; the exit code is 0 only when tests ran and all passed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

configuration=${CONFIGURATION:-Release}
project_limit=${PROJECT_LIMIT:-65m}
test_limit=${TEST_LIMIT:-10m}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDTERMINALLOGGER=off
# Build servers would outlive this script and hold its output open.
export MSBUILDDISABLENODEREUSE=1

finish() {
  echo "$1 passed, $2 failed"
  [ "$2" -eq 0 ] && [ "$1" -gt 0 ]
}

has() {
  compgen -G "/usr/lib/postgresql/*/bin/$1" >/dev/null || command -v "$1" >/dev/null
}

newest_icu() {
  apt-cache pkgnames libicu | grep -E '^libicu[0-9]+$' | sort -V | tail -n 1
}

# Machines have languages: Turkish has letters of its own for i, German a comma in its numbers. What is stored, compared and answered must not differ. .NET
# takes the language from the environment, whether the system has it or not.
language_of() {
  case $1 in
    Gateway.Tests | PowerShell.Tests | ScriptHost.Tests) echo "${TEST_LANG:-de_DE.UTF-8}" ;;
    *) echo "${TEST_LANG:-tr_TR.UTF-8}" ;;
  esac
}

install_missing() {
  local packages=() entry
  for entry in initdb:postgresql runuser:util-linux ps:procps setsid:util-linux python3:python3 git:git nginx:nginx-light haproxy:haproxy fcgiwrap:fcgiwrap; do
    has "${entry%%:*}" || packages+=("${entry#*:}")
  done
  [ -e /usr/share/zoneinfo/Europe/Berlin ] || packages+=(tzdata)
  # ICU, which .NET needs for cultures. Each release of a distribution has one version of it, and the package is named after that.
  compgen -G '/usr/lib*/libicuuc.so.*' >/dev/null || compgen -G '/usr/lib/*/libicuuc.so.*' >/dev/null || packages+=(libicu)
  [ ${#packages[@]} -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "Missing programs; install these packages: ${packages[*]}" >&2
    return 1
  fi
  echo "Installing ${packages[*]}"
  DEBIAN_FRONTEND=noninteractive apt-get update -qq
  packages=("${packages[@]/%libicu/$(newest_icu)}")
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" </dev/null >/dev/null
}

# Prints one attribute of the result file's counters.
counter() {
  sed -n "s/.*<Counters [^>]*\b$2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1
}

if ! install_missing; then finish 0 1; fi
locked=()
[ "${CI:-}" = true ] && locked=(--locked-mode)
if ! dotnet restore Universal.sln "${locked[@]}" -v quiet ||
   ! dotnet build Universal.sln --no-restore -c "$configuration" -v quiet -clp:Summary -nodeReuse:false; then
  echo "The build failed."
  finish 0 1
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
passed=0
failed=0
for project in tests/*.Tests/*.Tests.csproj; do
  name=$(basename "$project" .csproj)
  if [ $# -gt 0 ] && [[ " $* " != *" $name "* ]]; then continue; fi
  echo
  language=$(language_of "$name")
  echo "== $name ($language)"
  code=0
  LC_ALL='' LANG=$language timeout --kill-after=30s "$project_limit" dotnet test "$project" --no-build -c "$configuration" \
    --blame-hang-timeout "$test_limit" --blame-hang-dump-type none \
    --results-directory "$results" --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" </dev/null || code=$?
  file=$results/$name.trx
  project_passed=0
  project_failed=0
  if [ -f "$file" ]; then
    project_passed=$(counter "$file" passed)
    project_failed=$(( $(counter "$file" total) - project_passed ))
  fi
  if [ "$project_failed" -eq 0 ]; then
    if [ "$code" -ne 0 ]; then
      echo "$name ended with exit code $code without naming a failed test."
      project_failed=1
    elif [ "$project_passed" -eq 0 ] && grep -rqE --include='*.cs' '\[(Fact|Theory)\b' "$(dirname "$project")"; then
      echo "$name has tests and ran none."
      project_failed=1
    fi
  fi
  passed=$((passed + project_passed))
  failed=$((failed + project_failed))
done

echo
finish "$passed" "$failed"
