#!/usr/bin/env bash
# With softflowd's sampling a download disappears, and with NetFlow v9 and IPFIX nine tenths of what is left.
#
# softflowd -s 10 looks at one packet in ten; the collector multiplies by ten. A good engineer expects totals near the
# truth, whatever the version of NetFlow.
#
# What happens, 1: "one in ten" is every tenth, not a random one. Traffic has a beat: data, acknowledgement, data,
# acknowledgement. An even step on a beat of two falls on the same side each time. Below, 1,440,080 bytes of answers
# are not seen at all, and the download looks like somebody who sends without an answer.
# What happens, 2: only NetFlow v5 tells the rate in a way that nfdump takes. By v9 and IPFIX nfdump stores what was
# sampled as if it were all; nothing in its output says so.
#
# Why it matters: totals decide whether a report of a flood or of exfiltration is true and what the traffic cost. Ten
# times too little clears the culprit; one side missing turns a customer's download into a scan.
#
# Instead: sample at random and not with softflowd; give nfcapd the rate (-s) where the exporter speaks v9 or IPFIX, and
# compare with the interface's counters.
set -euo pipefail

for program in softflowd nfcapd nfdump; do
  command -v "$program" >/dev/null || { echo 'install the Debian packages softflowd and nfdump' >&2; exit 2; }
done
work=$(mktemp -d)
collector=''
trap '[ -z "$collector" ] || kill "$collector" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"

# One TCP download: 1,000 segments of 1,400 bytes, each acknowledged; 2,006 packets, 1,480,240 bytes of IP.
cat > capture.py <<'PY'
import socket
import struct

CLIENT, SERVER = '10.0.0.5', '203.0.113.9'
out = open('download.pcap', 'wb')
out.write(struct.pack('<IHHiIII', 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
millis = 1795946400_000

def packet(src, dst, sport, dport, seq, ack, flags, size=0):
    global millis
    tcp = struct.pack('>HHIIBBHHH', sport, dport, seq, ack, 0x50, flags, 65535, 0, 0) + b'x' * size
    ip = struct.pack('>BBHHHBBH4s4s', 0x45, 0, 20 + len(tcp), 1, 0, 64, 6, 0, socket.inet_aton(src), socket.inet_aton(dst))
    frame = bytes(12) + b'\x08\x00' + ip + tcp
    out.write(struct.pack('<IIII', millis // 1000, millis % 1000 * 1000, len(frame), len(frame)) + frame)
    millis += 50

def up(flags, seq, ack):
    packet(CLIENT, SERVER, 40000, 443, seq, ack, flags)

def down(flags, seq, ack, size=0):
    packet(SERVER, CLIENT, 443, 40000, seq, ack, flags, size)

up(2, 1000, 0)
down(18, 5000, 1001)
up(16, 1001, 5001)
for i in range(1000):
    down(24, 5001 + 1400 * i, 1001, 1400)
    up(16, 1001, 5001 + 1400 * (i + 1))
up(17, 1001, 1405001)
down(17, 1405001, 1002)
up(16, 1002, 1405002)
PY
python3 capture.py

# totals VERSION STEP: bytes sent by the client and by the server, as nfdump counts them
totals() {
  rm -rf flows && mkdir flows
  nfcapd -b 127.0.0.1 -p 29995 -l "$work/flows" -t 3600 >nfcapd.log 2>&1 &
  collector=$!
  sleep 1
  softflowd -d -r download.pcap -n 127.0.0.1:29995 -v "$1" -s "$2" >/dev/null 2>&1
  sleep 1
  kill "$collector"
  wait "$collector" 2>/dev/null || true
  collector=''
  nfdump -R flows -N -q -o 'fmt:%sa %byt' 2>/dev/null |
    awk '{ bytes[$1] += $2 } END { printf "%d %d", bytes["10.0.0.5"], bytes["203.0.113.9"] }'
}

echo "program   softflowd $(dpkg-query -W -f '${Version}' softflowd 2>/dev/null), nfdump $(dpkg-query -W -f '${Version}' nfdump 2>/dev/null)"
echo 'truth     40160 bytes from the client, 1440080 from the server'
seen=''
for run in '5 1' '5 7' '9 7' '10 7' '5 10' '9 10' '10 10'; do
  read -r version step <<<"$run"
  got=$(totals "$version" "$step")
  echo "seen      NetFlow $version, one in $step: $got"
  seen+="$version/$step:$got "
done
echo 'hurt      the customer whose download counts as an unanswered flood, and the victim of an upload that seems ten times smaller'

[ "$seen" = '5/1:40160 1440080 5/7:40320 1441440 9/7:5760 205920 10/7:5760 205920 5/10:80400 0 9/10:8040 0 10/10:8040 0 ' ]
