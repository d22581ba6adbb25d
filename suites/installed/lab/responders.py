"""What strangers in the lab answer: a web server on port 80, a mail server on port 25, and peers that are there half the time.

One namespace has all addresses of a network (a local route), so each server answers for any of them. It ends with its input.
"""
import os
import socket
import socketserver
import struct
import sys
import threading

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 20000\r\nConnection: close\r\n\r\n" + b"x" * 20000
IP_PKTINFO = 8


class Web(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.settimeout(10)
        try:
            self.request.recv(4096)
            self.request.sendall(PAGE)
        except OSError:
            pass


class Mail(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.settimeout(20)
        try:
            self.request.sendall(b"220 mx.example.net ESMTP\r\n")
            data = False
            for raw in self.request.makefile("rb"):
                word = raw.strip().upper()
                if data:
                    if word == b".":
                        data = False
                        self.request.sendall(b"250 2.0.0 queued\r\n")
                    continue
                if word.startswith(b"DATA"):
                    data = True
                    self.request.sendall(b"354 go on\r\n")
                elif word.startswith(b"QUIT"):
                    self.request.sendall(b"221 bye\r\n")
                    return
                else:
                    self.request.sendall(b"250 ok\r\n")
        except OSError:
            pass


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 512


def peers():
    """Answers datagrams to odd addresses, from the address that was asked."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setsockopt(socket.IPPROTO_IP, IP_PKTINFO, 1)
    sock.bind(("0.0.0.0", 51413))
    while True:
        data, control, _, sender = sock.recvmsg(2048, 256)
        for level, kind, value in control:
            if level == socket.IPPROTO_IP and kind == IP_PKTINFO:
                asked = value[8:12]
                if asked[3] % 2 == 1:
                    info = struct.pack("=I4s4s", 0, asked, asked)
                    sock.sendmsg([data * 4], [(socket.IPPROTO_IP, IP_PKTINFO, info)], 0, sender)


for port, handler in ((80, Web), (25, Mail)):
    threading.Thread(target=Server(("0.0.0.0", port), handler).serve_forever, daemon=True).start()
threading.Thread(target=peers, daemon=True).start()
sys.stdout.write("ready\n")
sys.stdout.flush()
sys.stdin.read()
os._exit(0)
