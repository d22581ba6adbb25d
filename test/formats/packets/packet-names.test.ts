import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { dnsQuestion } from '../../../src/formats/packets/dns.ts';
import { httpRequest } from '../../../src/formats/packets/http.ts';
import { PcapRecords } from '../../../src/formats/pcap/pcap-records.ts';
import { serverName } from '../../../src/formats/packets/tls.ts';
import { ACK, pcap, readCapture, tcpPacket, udpPacket } from '../pcap/capture-builder.ts';
import type { PlainRow } from '../memory-sink.ts';

const CLIENT = '10.10.3.17:40001';

function u16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 255]);
}

function query(...labels: string[]): Buffer {
  const name = labels.map((label) =>
    Buffer.concat([Buffer.from([label.length]), Buffer.from(label, 'latin1')]),
  );
  return Buffer.concat([
    Buffer.from('abcd01000001000000000000', 'hex'),
    ...name,
    Buffer.from([0, 0, 1, 0, 1]),
  ]);
}

/** A ClientHello with an extension of `before` bytes before the server name. */
function hello(name: string, before = 0): Buffer {
  const list = Buffer.concat([Buffer.from([0]), u16(name.length), Buffer.from(name)]);
  const sni = Buffer.concat([u16(0), u16(list.length + 2), u16(list.length), list]);
  const keys = Buffer.concat([u16(51), u16(before), Buffer.alloc(before)]);
  const extensions = Buffer.concat([...(before > 0 ? [keys] : []), sni]);
  const body = Buffer.concat([
    u16(0x0303),
    Buffer.alloc(32, 7),
    Buffer.from([0]),
    u16(2),
    u16(0x1301),
    Buffer.from([1, 0]),
    u16(extensions.length),
    extensions,
  ]);
  const handshake = Buffer.concat([Buffer.from([1, 0]), u16(body.length), body]);
  return Buffer.concat([Buffer.from([22, 3, 1]), u16(handshake.length), handshake]);
}

function rowsOf(...packets: Uint8Array[]): PlainRow[] {
  const file = pcap(packets.map((bytes, index) => ({ at: index / 1000, bytes })));
  return readCapture(() => new PcapRecords(), file).rows;
}

function question(bytes: Uint8Array): string | undefined {
  return dnsQuestion(bytes, 0, bytes.length);
}

function request(text: string): ReturnType<typeof httpRequest> {
  const bytes = Buffer.from(text);
  return httpRequest(bytes, 0, bytes.length);
}

test('what a DNS query asks for stands in the row of the query', () => {
  const answer = query('example', 'com');
  answer[2] = 0x81;
  const rows = rowsOf(
    udpPacket('10.10.3.17:5000', '198.51.100.53:53', query('Mail', 'EXAMPLE', 'com')),
    udpPacket('198.51.100.53:53', '10.10.3.17:5000', answer),
  );
  assert.deepEqual(
    rows.map((row) => row['dns_query']),
    ['mail.example.com', undefined],
  );
});

test('a DNS name is written so that no byte of it can be mistaken', () => {
  assert.equal(question(query('a.b', 'c\\d', 'e f', '\x00\x1b[31m')), 'a\\.b.c\\\\d.e\\032f.\\000\\027[31m');
  assert.equal(question(query()), '.');
});

test('an answer, a pointer, a name that is cut or too long is no question', () => {
  assert.equal(question(query('example').subarray(0, 18)), undefined);
  assert.equal(question(query(...Array.from({ length: 10 }, () => 'x'.repeat(60)))), undefined);
  const pointer = query('example');
  pointer[12] = 0xc0;
  assert.equal(question(pointer), undefined);
});

test('the server name of a TLS connection stands in the row of the client', () => {
  const rows = rowsOf(tcpPacket(CLIENT, '198.51.100.7:443', ACK, hello('Shop.Example.com')));
  assert.equal(rows[0]?.['tls_sni'], 'shop.example.com');
});

test('a ClientHello in two packets is read, in the right order only', () => {
  const bytes = hello('shop.example.com', 1600);
  const first = tcpPacket(CLIENT, '198.51.100.7:443', ACK, bytes.subarray(0, 1400), 1000);
  const second = tcpPacket(CLIENT, '198.51.100.7:443', ACK, bytes.subarray(1400), 2400);
  const wrong = tcpPacket(CLIENT, '198.51.100.7:443', ACK, bytes.subarray(1400), 9999);
  assert.equal(rowsOf(first, second)[0]?.['tls_sni'], 'shop.example.com');
  assert.equal(rowsOf(first, first, second)[0]?.['tls_sni'], 'shop.example.com');
  assert.equal(rowsOf(first, wrong)[0]?.['tls_sni'], undefined);
});

test('host and path of an HTTP request stand in the row of the client, as sent', () => {
  const text = "GET /owa/?x=' OR 1=1-- HTTP/1.1\r\nHost: h\r\n\r\n";
  const good =
    'POST /EWS/Exchange.asmx?a=%20b HTTP/1.1\r\nUser-Agent: x\r\nhOST:  mail.example.com \r\n\r\nHost: b';
  const rows = rowsOf(tcpPacket(CLIENT, '198.51.100.7:80', ACK, good));
  assert.equal(rows[0]?.['http_host'], 'mail.example.com');
  assert.equal(rows[0]?.['http_path'], '/EWS/Exchange.asmx?a=%20b');
  // A blank in the target ends it: this is no request line of HTTP/1.
  assert.equal(request(text), undefined);
});

test('a Host header in the body, or one that was cut, is none', () => {
  assert.deepEqual(request('GET / HTTP/1.1\r\n\r\nHost: evil.example\r\n'), { path: '/' });
  assert.deepEqual(request('GET / HTTP/1.1\r\nHost: mail.exam'), { path: '/' });
  assert.equal(request('SSH-2.0-OpenSSH_9.6\r\n'), undefined);
  assert.equal(request('get / HTTP/1.1\r\n'), undefined);
});

test('only the first packets with a payload are looked at', () => {
  const rest = Array.from({ length: 8 }, () => tcpPacket(CLIENT, '198.51.100.7:80', ACK, '\0binary'));
  const late = tcpPacket(CLIENT, '198.51.100.7:80', ACK, 'GET /late HTTP/1.1\r\nHost: h\r\n\r\n');
  assert.equal(rowsOf(...rest, late)[0]?.['http_path'], undefined);
  assert.equal(rowsOf(...rest.slice(0, 2), late)[0]?.['http_path'], '/late');
});

test('no payload makes looking for names throw', () => {
  const start = fc.constantFrom(
    '',
    '16030100ff010000',
    'abcd01000001000000000000',
    '474554202f20485454502f312e',
  );
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 200 }), (first, rest) => {
      const bytes = Buffer.concat([Buffer.from(first, 'hex'), rest]);
      question(bytes);
      httpRequest(bytes, 0, bytes.length);
      serverName(bytes);
      rowsOf(
        udpPacket('10.0.0.1:1', '10.0.0.2:53', bytes),
        tcpPacket('10.0.0.1:1', '10.0.0.2:2', ACK, bytes),
      );
    }),
    { numRuns: 300 },
  );
});
