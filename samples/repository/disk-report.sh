#!/usr/bin/env bash
# Lists the local file systems, and fails when one is fuller than the limit in percent.
set -euo pipefail

# A parameter arrives as UNIVERSAL_PARAM_ and its name; in a shell of your own the default holds.
limit="${UNIVERSAL_PARAM_LIMIT:-90}"

df --portability --local --human-readable --exclude-type=tmpfs --exclude-type=devtmpfs
full=$(df --portability --local --exclude-type=tmpfs --exclude-type=devtmpfs |
  awk -v limit="$limit" 'NR > 1 { use = $5; sub("%", "", use); if (use + 0 > limit) print $6 " is " $5 " full" }')
if [ -n "$full" ]; then
  echo "$full" >&2
  exit 1
fi
echo "No file system is fuller than $limit %."
