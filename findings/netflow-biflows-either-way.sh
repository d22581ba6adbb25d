#!/usr/bin/env bash
# In IPFIX flows of two directions, Python's netflow gives now the client's bytes, now the server's, as the numbers fall.
#
# RFC 5103 puts both directions of a conversation into one record: the bytes of the way back are the same element (1,
# octetDeltaCount) under enterprise 29305. softflowd -b, YAF and others export that. A good engineer expects a reader to
# leave out what it does not know, or to name it apart.
#
# What happens: the reader keeps (element, value) pairs of a record in a set, without the enterprise, and makes a
# dictionary of them: which of the two stays hangs on the set's order, thus on the values. Of forty alike downloads some
# come out with what the client sent, others with what it received, and in some the packets are of one direction and the
# bytes of the other. Nothing is said.
#
# Why it matters: "who sent how much" is the question behind exfiltration, floods and the bill. A host that downloaded
# 230 kB has uploaded them; the next one, which did the same, has not.
#
# Instead: read the template's enterprise numbers (record.templates), refuse those of 29305, or export one direction a
# record (softflowd without -b).
set -euo pipefail

command -v softflowd >/dev/null || { echo 'install the Debian package softflowd' >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check netflow==0.12.2

cat > both_ways.py <<'PY'
import socket
import struct
import subprocess
import sys
from importlib.metadata import version

import netflow

SERVER = '203.0.113.9'
CONNECTIONS = [(f'10.0.0.{10 + n}', 40000 + n, 10 + n, 200 + 7 * n) for n in range(40)]


def write(path):
    """Each client asks in 10 segments or more and gets 200 or more, of 1,000 bytes each."""
    out = open(path, 'wb')
    out.write(struct.pack('<IHHiIII', 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
    millis = 1795946400_000
    truth = {}
    for client, port, asked, answered in CONNECTIONS:
        up, down = 1000 + 1, 5000 + 1
        packets = [(1, 1000, 0, 2, 0), (0, 5000, up, 18, 0), (1, up, down, 16, 0)]
        packets += [(1, up + 1000 * n, down, 24, 1000) for n in range(asked)]
        packets += [(0, down + 1000 * n, up + 1000 * asked, 24, 1000) for n in range(answered)]
        up, down = up + 1000 * asked, down + 1000 * answered
        packets += [(1, up, down, 17, 0), (0, down, up + 1, 17, 0), (1, up + 1, down + 1, 16, 0)]
        sums = {1: [0, 0], 0: [0, 0]}
        for ours, seq, ack, flags, size in packets:
            src, sport, dst, dport = (client, port, SERVER, 443) if ours else (SERVER, 443, client, port)
            tcp = struct.pack('>HHIIBBHHH', sport, dport, seq, ack, 0x50, flags, 65535, 0, 0) + b'x' * size
            ends = socket.inet_aton(src) + socket.inet_aton(dst)
            ip = struct.pack('>BBHHHBBH', 0x45, 0, 20 + len(tcp), 1, 0, 64, 6, 0) + ends + tcp
            frame = bytes(12) + b'\x08\x00' + ip
            out.write(struct.pack('<IIII', millis // 1000, millis % 1000 * 1000, len(frame), len(frame)) + frame)
            millis += 50
            sums[ours][0] += len(ip)
            sums[ours][1] += 1
        truth[port] = sums
    return truth


truth = write('downloads.pcap')
collector = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
collector.bind(('127.0.0.1', 0))
collector.settimeout(5)
port = collector.getsockname()[1]
exporter = subprocess.run(
    ['softflowd', '-d', '-r', 'downloads.pcap', '-n', f'127.0.0.1:{port}', '-v', '10', '-b'],
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60,
)
flows, templates = [], {'netflow': {}, 'ipfix': {}}
while len(flows) < len(CONNECTIONS):
    message = netflow.parse_packet(collector.recv(65535), templates)
    flows += [flow.data for flow in message.flows if flow.data.get('protocolIdentifier') == 6]

seen = {'client': 0, 'server': 0, 'packets of one, bytes of the other': 0}
for flow in flows:
    sums = truth[flow['sourceTransportPort']]
    byte = [way for way in sums if sums[way][0] == flow['octetDeltaCount']]
    packet = [way for way in sums if sums[way][1] == flow['packetDeltaCount']]
    assert len(byte) == len(packet) == 1, flow
    seen['client' if byte[0] else 'server'] += 1
    seen['packets of one, bytes of the other'] += byte != packet

print(f"program   netflow {version('netflow')} (PyPI), softflowd -v 10 -b")
print(f'input     {len(flows)} downloads, source is the client in each record')
for name, count in seen.items():
    print(f'octetDeltaCount of the {name}: {count}' if ',' not in name else f'{name}: {count}')
sys.exit(0 if all(seen.values()) else 1)
PY
tools/bin/python both_ways.py || { echo 'CHANGED: each record has one direction' >&2; exit 1; }
