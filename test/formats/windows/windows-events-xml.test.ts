import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { recognise } from '../../../src/evidence/recognise.ts';
import { FORMATS } from '../../../src/formats/index.ts';
import { eventsIn } from '../../../src/formats/windows/event-xml.ts';
import { hostOf } from '../../../src/formats/windows/client-address.ts';
import { refusedOf } from '../../../src/formats/windows/status.ts';
import { WINDOWS_EVENTS_XML } from '../../../src/formats/windows/windows-events-xml.ts';
import { WINDOWS_SECURITY_CSV } from '../../../src/formats/windows/windows-security-csv.ts';
import { WINDOWS_SECURITY_JSON } from '../../../src/formats/windows/windows-security-json.ts';
import { fixture, takesLinearTime } from '../../support.ts';
import { parseDocument } from '../../evidence/evidence-support.ts';
import type { ParsedDocument } from '../../evidence/evidence-support.ts';
import { headOf } from '../memory-sink.ts';

function read(content: string | Buffer): ParsedDocument {
  const bytes = Buffer.from(content);
  assert.equal(recognise(headOf(bytes), FORMATS).format, WINDOWS_EVENTS_XML);
  return parseDocument(WINDOWS_EVENTS_XML, bytes);
}

function readFixture(name: string): ParsedDocument {
  return read(readFileSync(fixture('formats', 'windows-events-xml', name)));
}

const shown = ({ rows }: ParsedDocument): unknown[] =>
  rows.map((row) => [
    row['line'],
    row['ts'],
    row['c_ip'],
    row['c_port'],
    row['service'],
    row['username'],
    row['ok'],
  ]);

test("The Event Viewer's XML: logons, and what a client calls itself is no address", () => {
  const result = readFixture('event-viewer.xml');
  assert.deepEqual(result.rejects, []);
  const forged = 'a</Data><Data Name="IpAddress">198.51.100.66</Data>';
  assert.deepEqual(shown(result), [
    [1, '2026-11-21T22:10:03.123456Z', '203.0.113.9', 52_114, 'windows-network', 'Administrator', 0],
    [2, '2026-11-21T22:10:04Z', '203.0.113.9', 52_115, 'windows-network', forged, 0],
    [3, '2026-11-21T22:10:05Z', '203.0.113.9', 52_116, 'windows-network', 'bob', 0],
    [4, '2026-11-21T22:10:06Z', '198.51.100.20', undefined, 'rdp', 'alice', 1],
    [8, '2026-11-21T22:10:03.100000Z', undefined, undefined, 'windows-ntlm', 'Administrator', undefined],
  ]);
  assert.deepEqual(
    result.rows.map((row) => row['refused']),
    [undefined, undefined, 'account disabled', undefined, undefined],
  );
  assert.deepEqual(Object.values(result.skipped), [1, 1, 1, 1]);
});

test('wevtutil writes events one after the other: tickets of a domain controller are logins', () => {
  const result = readFixture('wevtutil.xml');
  assert.deepEqual(result.rejects, []);
  assert.deepEqual(shown(result), [
    [1, '2026-11-21T22:10:03.123456Z', '203.0.113.9', 52_114, 'kerberos', 'carol', 0],
    [2, '2026-11-21T22:10:04Z', '203.0.113.9', 52_115, 'kerberos', 'nobody', 0],
    [4, '2026-11-21T22:10:06Z', '198.51.100.20', 50_000, 'kerberos', 'alice', 1],
    [5, '2026-11-21T22:10:07Z', '198.51.100.20', 50_001, 'kerberos', 'bob', undefined],
    [6, '2026-11-21T22:10:08Z', undefined, undefined, 'windows-ntlm', 'dave', 0],
  ]);
  assert.deepEqual(result.skipped, { 'logons of computers to their domain': 1 });
});

test('Remote Desktop has logs of its own, as evtx_dump writes them', () => {
  const result = readFixture('evtx-dump.xml');
  assert.deepEqual(result.rejects, []);
  assert.deepEqual(shown(result), [
    [1, '2026-11-21T22:10:03.123456Z', '203.0.113.9', undefined, 'rdp', 'alice', undefined],
    [2, '2026-11-21T22:10:04Z', '203.0.113.9', undefined, 'rdp', 'CORP\\alice', 1],
    [3, '2026-11-21T22:10:05Z', '2001:db8::9', undefined, 'rdp', 'CORP\\bob', 1],
    [6, '2026-11-21T22:10:08Z', '203.0.113.9', undefined, 'rdp', undefined, 0],
  ]);
  assert.deepEqual(result.skipped, {
    'RDP connections, which are no logins yet': 1,
    'sessions at the console': 1,
  });
});

test('The same attempt in two events of a file counts once', () => {
  const xml = readFileSync(fixture('formats', 'windows-events-xml', 'evtx-dump.xml'), 'utf8');
  const logon = readFileSync(fixture('formats', 'windows-events-xml', 'one-event.xml'), 'utf8');
  const { rows } = read(logon + xml);
  assert.deepEqual(
    rows.map((row) => row['ok']),
    [0, undefined, undefined, undefined, undefined],
  );
});

test('Events that are cut off, or stand twice, cost themselves and no other', () => {
  const event = WINDOWS_EVENTS_XML.sample;
  const cut = event.slice(0, 400);
  const twice = event.replace('</EventData>', "<Data Name='IpAddress'>198.51.100.66</Data></EventData>");
  const timeless = event.replace(/SystemTime='[^']*'/, "SystemTime='soon'");
  const { rows, rejects, skipped } = read(
    [event, cut, event, twice, 'pasted from SRV1', timeless, cut].join('\n'),
  );
  assert.deepEqual(
    rows.map((row) => row['line']),
    [1, 3],
  );
  assert.deepEqual(
    rejects.map(({ line, reason }) => [line, reason]),
    [
      [2, 'the event ends early'],
      [4, 'two values of one name'],
      [6, 'its time is none'],
      [7, 'the event ends early'],
    ],
  );
  assert.deepEqual(skipped, { 'text between the events': 1 });
});

test('However events are damaged, none is lost and nothing throws', () => {
  const event = Buffer.from(`${WINDOWS_EVENTS_XML.sample}\n`.repeat(4));
  const piece = fc.constantFrom(
    '<Event ',
    '</Event>',
    '<EventData>',
    '</EventData>',
    '&#x0;',
    '&#99999999;',
    "'",
    '\0',
    '<',
    '>',
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(event.length), piece), { maxLength: 6 }), (changes) => {
      let bytes = event;
      for (const [at, text] of changes)
        bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(text), bytes.subarray(at)]);
      const pieces = [...eventsIn(bytes)];
      const { parsed, rejects, skipped } = parseDocument(WINDOWS_EVENTS_XML, bytes);
      const all = Object.values(skipped).reduce((sum, count) => sum + count, 0);
      assert.equal(parsed + rejects.length + all, pieces.length);
      for (const [index, { start }] of pieces.entries()) assert.ok(start >= (pieces[index - 1]?.end ?? 0));
    }),
    { numRuns: 200 },
  );
});

test('A million beginnings of events without an end are looked through once', async () => {
  await takesLinearTime(300_000, (size) => {
    const bytes = Buffer.from('<Event x>'.repeat(size));
    assert.equal([...eventsIn(bytes)].length, size);
  });
});

test('Other XML, and a page that quotes an event, are no events of Windows', () => {
  const event = WINDOWS_EVENTS_XML.sample;
  for (const text of [
    `<html>${event}</html>`,
    `GET ${event}`,
    '<Events></Events>',
    '<Event><System/></Event>',
  ])
    assert.equal(WINDOWS_EVENTS_XML.recognise(headOf(Buffer.from(text))), undefined, text);
});

test('A right password that Windows refused is known by what its documentation says of the code', () => {
  const cases: readonly (readonly [string[], string | undefined, string | undefined])[] = [
    [['0xc000006d', '0xc000006a'], 'NTLM', undefined],
    [['0xc000006d', '0xc0000064'], 'NTLM', undefined],
    [['0xc0000234'], 'NTLM', undefined],
    [['0xc000006e', '0xc0000072'], 'Negotiate', 'account disabled'],
    [['0xc000006e'], undefined, 'account restriction'],
    [['0xc0000072'], 'NTLM', 'account disabled'],
    [['0xc0000072'], 'Kerberos', undefined],
    [['0xc0000072'], undefined, undefined],
    [['0xc0000193'], 'NTLM', 'account expired'],
    [['0xc000006e', '0xc0000071'], 'Negotiate', 'password expired'],
    [['0xc0000224'], undefined, 'password must be changed'],
    [['0xc000015b'], 'Kerberos', 'logon type not granted'],
    [[], 'NTLM', undefined],
  ];
  for (const [codes, by, refused] of cases) assert.equal(refusedOf(codes, by), refused, codes.join('/'));
});

test('CSV and JSON of the same events say the same of a right password', () => {
  const csv = parseDocument(
    WINDOWS_SECURITY_CSV,
    Buffer.from(
      'TimeCreated,Id,TargetUserName,LogonType,IpAddress,IpPort,Status,SubStatus\n2026-11-21T22:10:03Z,4625,bob,3,203.0.113.9,1,0xC000006E,0xC0000071\n',
    ),
  );
  const json = parseDocument(
    WINDOWS_SECURITY_JSON,
    Buffer.from(
      '{"EventTime":"2026-11-21T22:10:03Z","EventID":4625,"TargetUserName":"bob","LogonType":"3","IpAddress":"203.0.113.9","IpPort":"1","Status":"0xc000006e","SubStatus":"0xc0000071"}',
    ),
  );
  assert.deepEqual([{ ...csv.rows[0], line: 1 }], json.rows);
  assert.equal(csv.rows[0]?.['refused'], 'password expired');
});

test('Remote Desktop and tickets as JSON are the same logins', () => {
  const events = [
    {
      Event: {
        System: {
          Provider: { '#attributes': { Name: 'Microsoft-Windows-TerminalServices-LocalSessionManager' } },
          EventID: 21,
          TimeCreated: { '#attributes': { SystemTime: '2026-11-21T22:10:04Z' } },
        },
        UserData: { EventXML: { User: 'CORP\\alice', SessionID: '2', Address: '203.0.113.9' } },
      },
    },
    {
      '@timestamp': '2026-11-21T22:10:05Z',
      winlog: {
        provider_name: 'Microsoft-Windows-Security-Auditing',
        event_id: '4771',
        event_data: { TargetUserName: 'carol', Status: '0x18', IpAddress: '::ffff:203.0.113.9', IpPort: '1' },
      },
    },
  ];
  const content = Buffer.from(events.map((event) => JSON.stringify(event)).join('\n'));
  assert.equal(recognise(headOf(content), FORMATS).format, WINDOWS_SECURITY_JSON);
  const result = parseDocument(WINDOWS_SECURITY_JSON, content);
  assert.deepEqual(result.rejects, []);
  assert.deepEqual(shown(result), [
    [1, '2026-11-21T22:10:04Z', '203.0.113.9', undefined, 'rdp', 'CORP\\alice', 1],
    [2, '2026-11-21T22:10:05Z', '203.0.113.9', 1, 'kerberos', 'carol', 0],
  ]);
});

test('An address stands alone, with a port, or in brackets', () => {
  const cases = [
    ['203.0.113.9', '203.0.113.9'],
    ['203.0.113.9:52117', '203.0.113.9'],
    ['[2001:db8::9]:52117', '2001:db8::9'],
    ['2001:db8::9', '2001:db8::9'],
    ['client.example.com', 'client.example.com'],
  ];
  for (const [text, host] of cases) assert.equal(hostOf(text), host);
});
