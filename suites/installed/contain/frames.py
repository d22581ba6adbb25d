"""Passes single packets through a router in another network namespace, and says which arrive.

frames.py INSTANCE OTHERS MAC_INSTANCE MAC_OTHERS: the links of this namespace to the router, and the router's own ends. Neither link
has an address here, so that no kernel answers for them. Reads one packet a line as JSON, with `to` the link on which it must
arrive: {"to", "protocol", "src", "dst", "sport", "dport", "flags", "seq", "ack", "id", "reply"}; prints `passed` or `dropped`.

After each packet a marker follows on the same way, which the router lets through: what has not come before its marker never
will. Both are sent from one CPU, so that they stay in order.
"""
import json
import os
import socket
import struct
import sys

ICMP, TCP, UDP = 1, 6, 17
MARKER_PORT = 9
# To addresses of their own, so that no route or rule of a test is for them.
MARKERS = {
    "instance": {"src": "10.99.0.2", "dst": "10.99.0.1"},
    "others": {"src": "10.99.0.1", "dst": "10.99.0.2"},
}
PATIENCE_SECONDS = 120


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def body(one, pseudo):
    """What follows the IP header, with its checksum."""
    protocol = one["protocol"]
    if protocol == ICMP:
        head = struct.pack("!BBHHH", 0 if one["reply"] else 8, 0, 0, one["id"], 1)
        return head[:2] + struct.pack("!H", checksum(head)) + head[4:]
    ports = struct.pack("!HH", one["sport"], one["dport"])
    if protocol == UDP:
        rest = struct.pack("!HH", 9, 0) + b"x"
    else:
        rest = struct.pack("!IIBBHHH", one["seq"], one["ack"], 5 << 4, one["flags"], 64_000, 0, 0)
    at = 6 if protocol == UDP else 16
    whole = ports + rest
    total = checksum(pseudo + struct.pack("!BBH", 0, protocol, len(whole)) + whole)
    return whole[:at] + struct.pack("!H", total) + whole[at + 2 :]


def packet(one, number):
    src, dst = socket.inet_aton(one["src"]), socket.inet_aton(one["dst"])
    rest = body(one, src + dst)
    head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(rest), number, 0, 64, one["protocol"], 0, src, dst)
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + rest


def main(instance, others, mac_instance, mac_others):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    links = {}
    for name, link, mac in (("instance", instance, mac_instance), ("others", others, mac_others)):
        raw = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0800))
        raw.bind((link, 0x0800))
        raw.settimeout(PATIENCE_SECONDS)
        frame = bytes.fromhex(mac.replace(":", "")) + b"\2\0\0\0\0\1" + b"\x08\0"
        links[name] = (raw, frame)
    print("ready", flush=True)
    for number, line in enumerate(sys.stdin, start=1):
        one = json.loads(line)
        sending, frame = links["instance" if one["to"] == "others" else "others"]
        receiving, _ = links[one["to"]]
        tested = number * 2 % 65_536
        marker = {"protocol": UDP, "sport": MARKER_PORT, "dport": MARKER_PORT, **MARKERS[one["to"]]}
        sending.send(frame + packet(one, tested))
        sending.send(frame + packet(marker, tested + 1))
        passed = False
        while True:
            data, address = receiving.recvfrom(2048)
            if address[2] == socket.PACKET_OUTGOING:
                continue
            came = struct.unpack("!H", data[18:20])[0]
            if came == tested:
                passed = True
            if came == tested + 1:
                break
        print("passed" if passed else "dropped", flush=True)


main(*sys.argv[1:])
