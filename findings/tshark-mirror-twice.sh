#!/usr/bin/env bash
# In a capture of mirrored traffic tshark counts everything twice, and one of its tables only what is inside.
#
# Cloud traffic mirroring wraps each packet into VXLAN (UDP 4789). `tshark -z conv,ip` and `-z endpoints,ip` are how totals
# for a report are taken from a capture. A good engineer expects rows that add up to the file.
#
# What happens: each frame is counted once for the outer and once for the inner pair of addresses, both with the whole
# frame's length, so the table's bytes add up to twice the file, and the inner conversation has 50 bytes a packet that it
# never sent. `-z ip_hosts,tree` knows the inner addresses only, and counts each packet twice: 2,000 where 1,000 were
# captured. SUM(ip.len) adds both headers. Nothing is marked as a tunnel.
#
# Why it matters: a bill, or "sent 3 GB to the victim", is doubled; a top-talker list has the mirror's own interfaces at its
# head, as busy as the culprit.
#
# Instead: take the wrapping off first (editcap -L -C 50 for VXLAN over IPv4 without VLAN), or sum inner lengths yourself.
set -euo pipefail

for program in tshark editcap capinfos; do
  command -v "$program" >/dev/null || { echo 'install the Debian package tshark' >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# 1,000 UDP datagrams of 1,000 bytes from 10.0.0.5 to 203.0.113.9, as a mirror session delivers them.
cat > capture.py <<'PY'
import socket
import struct

def ip(src, dst, payload):
    return struct.pack('>BBHHHBBH4s4s', 0x45, 0, 20 + len(payload), 1, 0, 64, 17, 0, socket.inet_aton(src), socket.inet_aton(dst)) + payload

def udp(sport, dport, data):
    return struct.pack('>HHHH', sport, dport, 8 + len(data), 0) + data

ETHER = bytes.fromhex('020000000001020000000002') + b'\x08\x00'
inner = ETHER + ip('10.0.0.5', '203.0.113.9', udp(4444, 80, b'x' * 972))
frame = ETHER + ip('10.0.9.9', '10.0.9.10', udp(49152, 4789, bytes.fromhex('0800000000006400') + inner))
with open('mirror.pcap', 'wb') as out:
    out.write(struct.pack('<IHHiIII', 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
    for i in range(1000):
        out.write(struct.pack('<IIII', 1795946400 + i // 100, i % 100 * 10000, len(frame), len(frame)) + frame)
PY
python3 capture.py

file_bytes=$(capinfos -Mdr -T mirror.pcap 2>/dev/null | cut -f2)
sum_of() { tshark -r "$1" -q -z endpoints,ip 2>/dev/null | awk '$1 ~ /^[0-9.]+$/ { sum += $5 } END { print sum }'; }
row() { tshark -r "$1" -q -z endpoints,ip 2>/dev/null | awk -v a="$2" '$1 == a { print $2, $3 }'; }
tree=$(tshark -r mirror.pcap -q -z ip_hosts,tree 2>/dev/null | awk '$1 ~ /^[0-9.]+$/ { printf "%s:%s ", $1, $2 }')
lengths=$(tshark -r mirror.pcap -c 1 -T fields -e ip.len 2>/dev/null)
summed=$(tshark -r mirror.pcap -q -z 'io,stat,0,SUM(ip.len)ip.len' 2>/dev/null | awk -F'|' '/<>/ { gsub(/ /, "", $3); print $3 }')
editcap -L -C 50 mirror.pcap plain.pcap

echo "program   $(tshark --version 2>/dev/null | head -n 1)"
echo "file      $file_bytes bytes in 1000 frames; inside them 1000 packets of 1000 bytes"
echo "sent      all endpoints together: $(sum_of mirror.pcap) bytes"
echo "10.0.0.5  $(row mirror.pcap 10.0.0.5) (packets, bytes); 10.0.9.9, the mirror: $(row mirror.pcap 10.0.9.9)"
echo "tree      $tree"
echo "ip.len    $lengths in one frame, SUM(ip.len) $summed"
echo "unwrapped 10.0.0.5: $(row plain.pcap 10.0.0.5)"
echo 'hurt      who pays by these numbers; and the culprit hides behind the mirror'

[ "$file_bytes" = 1064000 ]
[ "$(sum_of mirror.pcap)" = 2128000 ]
[ "$(row mirror.pcap 10.0.0.5)" = '1000 1064000' ]
[ "$(row mirror.pcap 10.0.9.9)" = '1000 1064000' ]
[ "$tree" = '203.0.113.9:2000 10.0.0.5:2000 ' ]
[ "$lengths" = '1050,1000' ]
[ "$summed" = 2050000 ]
[ "$(row plain.pcap 10.0.0.5)" = '1000 1014000' ]
