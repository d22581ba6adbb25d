"""Traffic for which there is no program in the distribution's archive, or none so small: mails in bulk, and a peer among peers.

    clients.py mail SECONDS ADDRESS…      a mail to each
    clients.py peer SECONDS ADDRESS…      pieces from peers, of whom some are gone
"""
import smtplib
import socket
import sys
import time

what, seconds, addresses = sys.argv[1], float(sys.argv[2]), sys.argv[3:]
gap = seconds / len(addresses)
if what == "mail":
    for address in addresses:
        try:
            with smtplib.SMTP(address, 25, "mail.example.org", 10) as server:
                server.sendmail("a@example.org", ["b@example.net"], "Subject: offer\r\n\r\n" + "buy now\r\n" * 200)
        except (OSError, smtplib.SMTPException):
            pass
        time.sleep(gap)
else:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("0.0.0.0", 51413))
    sock.settimeout(0.01)
    for round_ in range(4):
        for address in addresses:
            sock.sendto(b"d1:ad2:id20:" + b"x" * 90, (address, 51413))
            try:
                sock.recv(4096)
            except OSError:
                pass
            time.sleep(gap / 4)
