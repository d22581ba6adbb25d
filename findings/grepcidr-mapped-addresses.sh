#!/usr/bin/env bash
# grepcidr loses lines with ::ffff:198.51.100.7 as soon as the list of prefixes has an IPv6 one in it.
#
# grepcidr finds the lines of a log whose address is in a list of prefixes. Servers that listen on one socket for both
# families (Tomcat, dovecot, Node) write IPv4 clients as ::ffff:198.51.100.7. A good engineer expects that a longer list
# finds at least what the shorter one found.
#
# What happens: with IPv4 prefixes alone the address behind ::ffff: is found. With one IPv6 prefix more in the list, of no
# matter what network, the word is read as an IPv6 address, which is in no IPv4 prefix: the line is gone, without a word.
#
# Why it matters: `ip-ranges.json` has both families. A count of "requests from Amazon" by its IPv4 prefixes is right, the
# same by all prefixes is too small; whoever blocks or complains by it misses those attackers.
#
# Instead: run it twice, by family, or add ::ffff:A.B.C.0/(96+n) for each IPv4 prefix.
set -euo pipefail

command -v grepcidr > /dev/null || { echo 'needs: apt-get install grepcidr' >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > access.log <<'LOG'
::ffff:198.51.100.7 - - [29/Nov/2026:10:00:00 +0000] "POST /manager/html HTTP/1.1" 401 2473
198.51.100.8 - - [29/Nov/2026:10:00:01 +0000] "GET / HTTP/1.1" 200 512
LOG
printf '198.51.100.0/24\n' > ipv4.txt
printf '198.51.100.0/24\n2001:db8::/32\n' > both.txt
printf '198.51.100.0/24\n2001:db8::/32\n::ffff:198.51.100.0/120\n' > mapped.txt

version=$(grepcidr -V 2>&1 | head -1 || true)
short=$(grepcidr -c -f ipv4.txt access.log)
long=$(grepcidr -c -f both.txt access.log)
mapped=$(grepcidr -c -f mapped.txt access.log)
echo "program              $version"
echo "198.51.100.0/24      $short lines"
echo "and 2001:db8::/32    $long line: $(grepcidr -f both.txt access.log | cut -d' ' -f1)"
echo "and the mapped one   $mapped lines"
echo 'hurt      who counts, blocks or reports by a list of both families on a server with one socket for both'

[ "$version" = 'grepcidr 2.0' ] && [ "$short" = 2 ] && [ "$long" = 1 ] && [ "$mapped" = 2 ]
