#!/usr/bin/env bash
# jc turns 12 million dropped packets into 12.
#
# jc makes JSON of what commands print; `iptables -L -v -n | jc --iptables` is the usual way to ask which rule of a block
# list stops anything. iptables shortens counters from 100,000 on: 123K, 12M. jc knows that of bytes: 900M comes out as
# 900000000. A good engineer expects the same of the column beside it.
#
# What happens: of packets the letter is dropped and the number kept: 12M is 12, 123K is 123, and so is a chain's policy
# ("10M packets" is 10). Up to 99,999 the number is right, so a small test shows nothing.
#
# Why it matters: sorted by packets, the rule that stops nearly everything comes out last and looks dead; it is the one that
# gets tidied away. A total sent with a complaint is a millionth of what came.
#
# Instead: `iptables -L -v -n -x`, which prints whole numbers, or `iptables-save -c`.
set -euo pipefail

for program in iptables unshare python3; do
  command -v "$program" >/dev/null || { echo "install the Debian packages iptables, util-linux, python3-venv" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jc==1.26.1

cat >rules <<'RULES'
*filter
:INPUT ACCEPT [10240123:5000000000]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
[12345678:900000000] -A INPUT -s 198.51.100.0/24 -p tcp --dport 443 -j DROP
[123456:90000000] -A INPUT -s 203.0.113.7/32 -j DROP
[99999:80000000] -A INPUT -s 203.0.113.8/32 -j DROP
COMMIT
RULES
# In a network namespace of its own: no rule of this machine is touched.
unshare --map-root-user --net sh -c 'iptables-restore -c <rules && iptables -L INPUT -v -n >short && iptables -L INPUT -v -n -x >exact'

told() {
  venv/bin/jc --iptables <"$1" | python3 -c '
import json, sys
chain = json.load(sys.stdin)[0]
print("policy", chain["default_packets"], *("%s=%sp/%sb" % (rule["source"], rule["pkts"], rule["bytes"]) for rule in chain["rules"]))'
}
short=$(told short)
exact=$(told exact)

echo "program   jc $(venv/bin/jc -v | sed -n 's/^jc version: *//p'), $(iptables -V)"
sed -n '1,5s/^/iptables  /p' short
echo "jc        $short"
echo "with -x   $exact"
echo 'hurt      the rule that stops 12 million packets: by jc it is the least of the three'

[ "$short" = 'policy 10 198.51.100.0/24=12p/900000000b 203.0.113.7=123p/90000000b 203.0.113.8=99999p/80000000b' ]
[ "$exact" = 'policy 10240123 198.51.100.0/24=12345678p/900000000b 203.0.113.7=123456p/90000000b 203.0.113.8=99999p/80000000b' ]
