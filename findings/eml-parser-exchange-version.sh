#!/usr/bin/env bash
# eml_parser: the version of Microsoft Exchange is an address that relayed the mail.
#
# eml_parser is what incident desks take mails apart with (it comes from a government's response team, and other tools for
# mail analysis are built on it). `header.received_ip` lists the addresses of the Received lines, to be looked up and
# complained about. A good engineer expects the addresses of the hosts that the lines name.
#
# What happens: each word of the line that looks like an address is one. Exchange 2010 writes its version as the line's id,
# `with Microsoft SMTP Server (TLS) id 14.3.195.1`, and every part of that version is below 256. So 14.3.195.1, which is
# somebody's in Asia, relayed the mail, at a server of our own. Exchange 2013 and later are safe by chance: 15.0.1497.48 is no
# address. The same library's `received[].from`, for the same line, has the right ones.
#
# Why it matters: each address of the list is looked up and may be written to. A stranger's stands in the case as one that
# passed the mail on, and its network gets the complaint.
#
# Instead: take `received[].from`, and of `received_ip` only what is there as well.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check eml-parser==4.4.0

cat > read.py <<'PY'
from importlib.metadata import version

import eml_parser


def read(identity):
    mail = f'''Received: from mail.sender.example (203.0.113.66) by hub1.victim.example
 (192.0.2.25) with Microsoft SMTP Server (TLS) id {identity}; Mon, 2 Nov
 2026 10:00:04 +0000
From: someone@sender.example
To: desk@victim.example
Subject: Invoice
Message-ID: <1@sender.example>
Date: Mon, 2 Nov 2026 10:00:00 +0000

Hello
'''
    header = eml_parser.EmlParser().decode_email_bytes(mail.replace('\n', '\r\n').encode())['header']
    return sorted(header['received_ip']), header['received'][0]['from'], header['received'][0]['by']


old, old_from, old_by = read('14.3.195.1')
new, _, _ = read('15.0.1497.48')
print('program   eml_parser', version('eml-parser'))
print('line      from (203.0.113.66) by (192.0.2.25) with Microsoft SMTP Server (TLS) id 14.3.195.1')
print('addresses', ' '.join(old))
print('from, by ', old_from, old_by)
print('2013      id 15.0.1497.48:', ' '.join(new))
print('hurt      the network that holds 14.3.195.1')

assert old == ['14.3.195.1', '192.0.2.25', '203.0.113.66']
assert '203.0.113.66' in old_from and '192.0.2.25' in old_by and '14.3.195.1' not in old_from + old_by
assert new == ['192.0.2.25', '203.0.113.66']
PY
venv/bin/python read.py
