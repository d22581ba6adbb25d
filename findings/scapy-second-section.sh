#!/usr/bin/env bash
# Scapy dates the second half of a pcapng file to 1970, and forgets an offset of 56 years.
#
# pcapng is what Wireshark and dumpcap write. Two such files one behind the other are one valid file with two sections, so
# captures are joined with `cat`. Each section has its own interfaces with their own clock resolution, and an interface may
# say that its times count from an offset (if_tsoffset). A good engineer expects the right time or an error.
#
# What happens: Scapy keeps the first section's interfaces. If the first capture counts nanoseconds and the second
# microseconds, packets of November 2026 come out as 21 January 1970. if_tsoffset is not read at all: ten in the morning
# becomes five seconds after midnight in 1970. tshark reads both files rightly.
#
# Why it matters: an analysis of packets by hour, or a join with logs, loses half of the evidence without an error: the
# packets are there, outside every window that anybody asks for.
#
# Instead: join captures with mergecap, never with cat; look at the first and last time (capinfos) before counting.
set -euo pipefail

command -v tshark >/dev/null || { echo 'install the Debian package tshark' >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check scapy==2.8.0

cat > captures.py <<'PY'
import socket
import struct

TEN = 1795946400  # 2026-11-29 10:00 UTC
udp = struct.pack('>HHHH', 1000, 53, 12, 0) + b'abcd'
ip = struct.pack('>BBHHHBBH4s4s', 0x45, 0, 20 + len(udp), 1, 0, 64, 17, 0,
                 socket.inet_aton('198.51.100.7'), socket.inet_aton('203.0.113.1'))
FRAME = bytes(12) + b'\x08\x00' + ip + udp

def block(kind, body):
    body += bytes(-len(body) % 4)
    return struct.pack('<II', kind, len(body) + 12) + body + struct.pack('<I', len(body) + 12)

def option(code, value):
    return struct.pack('<HH', code, len(value)) + value + bytes(-len(value) % 4)

def capture(power, ticks, offset=0):
    """One section: one interface that counts 10^-power seconds from `offset` (s), one packet."""
    options = option(9, bytes([power])) + (option(14, struct.pack('<q', offset)) if offset else b'') + option(0, b'')
    return (
        block(0x0A0D0D0A, struct.pack('<IHHq', 0x1A2B3C4D, 1, 0, -1))
        + block(1, struct.pack('<HHI', 1, 0, 262144) + options)
        + block(6, struct.pack('<IIIII', 0, ticks >> 32, ticks & 0xFFFFFFFF, len(FRAME), len(FRAME)) + FRAME)
    )

open('nano.pcapng', 'wb').write(capture(9, TEN * 10**9))
open('micro.pcapng', 'wb').write(capture(6, (TEN + 60) * 10**6))
open('offset.pcapng', 'wb').write(capture(6, 5 * 10**6, TEN))
PY
python3 captures.py
cat nano.pcapng micro.pcapng >joined.pcapng

times() { venv/bin/python -c '
import logging, sys
logging.disable(50)
from scapy.all import rdpcap
print(*(f"{float(p.time):.3f}" for p in rdpcap(sys.argv[1])))' "$1"; }
right() { tshark -r "$1" -T fields -e frame.time_epoch 2>/dev/null | awk '{ printf "%s%.3f", (NR > 1 ? " " : ""), $1 } END { print "" }'; }

echo "program   scapy $(venv/bin/python -c 'from importlib.metadata import version; print(version("scapy"))'), $(tshark --version 2>/dev/null | head -n 1)"
for file in nano micro joined offset; do
  printf '%-8s  scapy %-32s tshark %s\n' "$file" "$(times $file.pcapng)" "$(right $file.pcapng)"
done
echo 'hurt      whoever counts attacks by hour: half of them lie in 1970'

[ "$(right joined.pcapng)" = '1795946400.000 1795946460.000' ]
[ "$(right offset.pcapng)" = '1795946405.000' ]
[ "$(times micro.pcapng)" = '1795946460.000' ]
[ "$(times joined.pcapng)" = '1795946400.000 1795946.460' ]
[ "$(times offset.pcapng)" = '5.000' ]
