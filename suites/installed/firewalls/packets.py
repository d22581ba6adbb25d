"""Sends and receives UDP packets from chosen source addresses, for tests of firewalls in network namespaces.

send PORT TARGET4 TARGET6: reads source addresses, one a line, and sends one packet from each.
stream PORT TARGET SOURCE...: sends from each source in turn until its input ends; prints how many from each.
serve PORT: answers each TCP connection with `hello`, then with bytes without end.
download PORT TARGET: connects and reads until its input ends; prints `hello` or nothing, then each 0.1 s how many
  bytes came.
receive PORT: prints how many packets came from which address until its input ended; `ready` on stderr first.
"""
import socket
import struct
import sys
import threading
import time

UDP = 17


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF or 0xFFFF


def packet(source, target, port):
    family = socket.AF_INET6 if ":" in source else socket.AF_INET
    src, dst = socket.inet_pton(family, source), socket.inet_pton(family, target)
    udp = struct.pack("!HHHH", 40000, port, 9, 0) + b"x"
    if family == socket.AF_INET:
        return struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 1, 0, 64, UDP, 0, src, dst) + udp
    pseudo = src + dst + struct.pack("!II", len(udp), UDP)
    udp = udp[:6] + struct.pack("!H", checksum(pseudo + udp)) + udp[8:]
    return struct.pack("!IHBB16s16s", 6 << 28, len(udp), UDP, 64, src, dst) + udp


def raw():
    return {
        False: socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW),
        True: socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_RAW),
    }


def send(port, target4, target6):
    sockets = raw()
    for number, line in enumerate(sys.stdin):
        source = line.strip()
        six = ":" in source
        target = target6 if six else target4
        sockets[six].sendto(packet(source, target, int(port)), (target, 0))
        if number % 200 == 199:
            time.sleep(0.01)


def input_ended():
    """An event that is set when the input ends, or after ten minutes: nothing of a test runs on."""
    ended = threading.Event()

    def wait():
        sys.stdin.read()
        ended.set()

    threading.Thread(target=wait, daemon=True).start()
    timer = threading.Timer(600, ended.set)
    timer.daemon = True
    timer.start()
    return ended


def stream(port, target, *sources):
    sockets = raw()
    packets = [(":" in source, packet(source, target, int(port))) for source in sources]
    ended = input_ended()
    count = 0
    while not ended.is_set():
        for six, data in packets:
            sockets[six].sendto(data, (target, 0))
        count += 1
        if count % 10 == 0:
            time.sleep(0.001)
    for source in sources:
        print(source, count)


def receive(port):
    server = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    server.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUFFORCE if hasattr(socket, "SO_RCVBUFFORCE") else 33, 64 << 20)
    server.bind(("::", int(port)))
    print("ready", file=sys.stderr, flush=True)
    ended = input_ended()
    seen = {}
    server.settimeout(0.1)
    while True:
        try:
            source = server.recvfrom(64)[1][0]
        except socket.timeout:
            # What had arrived by then is read to the end.
            if ended.is_set():
                break
            continue
        seen[source] = seen.get(source, 0) + 1
    for source, count in seen.items():
        print(source.removeprefix("::ffff:"), count)


def serve(port):
    server = socket.create_server(("", int(port)))
    print("ready", file=sys.stderr, flush=True)
    while True:
        client, _ = server.accept()
        threading.Thread(target=answer, args=(client,), daemon=True).start()


def answer(client):
    try:
        client.sendall(b"hello")
        while True:
            client.sendall(b"x" * 1000)
            time.sleep(0.001)
    except OSError:
        client.close()


def download(port, target):
    ended = input_ended()
    try:
        client = socket.create_connection((target, int(port)), timeout=5)
    except OSError:
        print("", flush=True)
        return
    print(client.recv(5).decode(), flush=True)
    while not ended.is_set():
        tick = time.monotonic() + 0.1
        count = 0
        while (left := tick - time.monotonic()) > 0:
            client.settimeout(left)
            try:
                count += len(client.recv(65536))
            except OSError:
                break
        print(count, flush=True)


globals()[sys.argv[1]](*sys.argv[2:])
