#!/usr/bin/env bash
# In an nftables set that merges, a ban of two seconds becomes one of a day as soon as its neighbour gets a ban.
#
# nftables sets hold prefixes (`flags interval`), let elements expire (`flags timeout`) and merge neighbours
# (`auto-merge`), which everybody turns on who loads a provider's list, because lists overlap. A good engineer expects
# that a merged set remembers when each half ends, or that it merges only what ends at the same time.
#
# What happens: 198.51.100.128/25 is banned for two seconds. Then its neighbour 198.51.100.0/25 is banned for a day. The
# set has one element now, 198.51.100.0/24, with the timer of the last one: the short ban goes on for a day. No word, exit 0.
# The short one can't be lifted by hand either: "element does not exist". A prefix without a neighbour ends as it was told.
#
# Why it matters: temporary bans of single cloud addresses lie side by side, and the merged element is in nobody's journal.
# Whoever got a short ban, or got the address after it, stays outside; the tool that lifts bans gets an error for its own.
#
# Instead: keep timed bans in a set without `auto-merge`, and a provider's list in another one without timeouts.
set -euo pipefail

command -v nft >/dev/null || { echo 'install the Debian package nftables' >&2; exit 2; }
# Everything in a network namespace that ends with the script.
if [ "${1:-}" != inside ]; then exec unshare --user --map-root-user --net bash "$0" inside; fi

nft 'add table inet t; add set inet t bans { type ipv4_addr; flags interval, timeout; auto-merge; }'
nft 'add element inet t bans { 198.51.100.128/25 timeout 2s }'
nft 'add element inet t bans { 203.0.113.0/25 timeout 2s }'
nft 'add element inet t bans { 198.51.100.0/25 timeout 1d }'
sleep 3
elements=$(nft list set inet t bans | sed -n 's/.*elements = { \(.*\) }/\1/p')
lifted=yes
answer=$(nft 'delete element inet t bans { 198.51.100.128/25 }' 2>&1) || lifted=no
refusal=${answer%%$'\n'*}

echo "program   $(nft --version), Debian $(dpkg-query -W -f '${Version}' nftables 2>/dev/null || echo -)"
echo "banned    198.51.100.128/25 for 2 s, 203.0.113.0/25 for 2 s, then 198.51.100.0/25 for a day"
echo "after 3 s $elements"
echo "lifting   198.51.100.128/25: $refusal"
echo 'hurt      who has an address of 198.51.100.128/25: the ban of two seconds lasts a day, and nobody can lift it'

case $elements in
  198.51.100.0/24\ timeout\ 1d\ expires\ 23h59m*) ;;
  *) exit 1 ;;
esac
[[ $elements != *203.0.113* ]]
[ "$lifted" = no ]
[[ $refusal == *'element does not exist'* ]]
