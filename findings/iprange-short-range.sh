#!/usr/bin/env bash
# iprange reads 203.0.113.1-9 as 3,405,803,769 addresses.
#
# FireHOL's iprange merges block lists before they go into ipset. It reads addresses, prefixes and ranges. A good
# engineer who writes a range as nmap takes it (203.0.113.1-9) expects nine addresses, or an error.
#
# What happens: `9` counts as the address 0.0.0.9, and a range whose ends are the wrong way round is turned. What comes
# out is 0.0.0.9 to 203.0.113.1: four fifths of the Internet. It says nothing and exits 0. A line of IPv6 in the same list
# does not stop it either: 2001:db8::/32 becomes the IPv4 address 0.0.7.209, with a remark on stderr and exit 0.
#
# Why it matters: the result is loaded into a firewall. One line in ten thousand blocks everybody, the administrator too.
#
# Instead: check each line against one form (four octets and a length) before; compare the number of addresses that comes
# out (`iprange -C`) with the sum of what goes in, and refuse a jump.
set -euo pipefail

command -v iprange >/dev/null || { echo 'install the Debian package iprange' >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

printf '%s\n' '198.51.100.0/24' '203.0.113.1 - 203.0.113.9' >long.txt
printf '%s\n' '198.51.100.0/24' '203.0.113.1-9' >short.txt
printf '%s\n' '198.51.100.0/24' '2001:db8::/32' >six.txt

long=$(iprange --print-ranges long.txt)
short=$(iprange --print-ranges short.txt 2>short.err)
count=$(iprange -C short.txt | cut -d, -f2)
six=$(iprange six.txt 2>six.err)

echo "program   $(iprange --version 2>&1 | head -n 1), Debian $(dpkg-query -W -f '${Version}' iprange 2>/dev/null || echo -)"
echo "long       ${long//$'\n'/, }"
echo "short      $short ($count addresses)"
echo "IPv6 line  ${six//$'\n'/, } (stderr: $(head -n 1 six.err))"
echo 'hurt      everybody between 0.0.0.9 and 203.0.113.1, who can reach the server no more'

[ "$long" = $'198.51.100.0-198.51.100.255\n203.0.113.1-203.0.113.9' ]
[ "$short" = '0.0.0.9-203.0.113.1' ]
[ "$count" = 3405803769 ]
[ ! -s short.err ]
[ "$six" = $'0.0.7.209\n198.51.100.0/24' ]
