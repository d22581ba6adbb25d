import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { DocumentFormat } from '../../../src/formats/format.ts';
import { WINDOWS_SECURITY_CSV } from '../../../src/formats/windows/windows-security-csv.ts';
import { WINDOWS_SECURITY_JSON } from '../../../src/formats/windows/windows-security-json.ts';
import { fixture } from '../../support.ts';
import type { ParsedDocument } from '../../evidence/evidence-support.ts';
import { parseDocument } from '../../evidence/evidence-support.ts';
import { headOf } from '../memory-sink.ts';

function read(format: DocumentFormat, name: string, options: object = {}): ParsedDocument {
  return parseDocument(format, readFileSync(fixture('formats', format.name, name)), options);
}

function csv(...lines: string[]): ParsedDocument {
  return parseDocument(WINDOWS_SECURITY_CSV, Buffer.from(`${lines.join('\n')}\n`));
}

const HEADER = 'TimeCreated,Id,TargetUserName,LogonType,IpAddress,IpPort,Status,SubStatus';

test("The Event Viewer's CSV: addresses by their place, whatever user and workstation are called", () => {
  const { rows, rejects, skipped } = read(WINDOWS_SECURITY_CSV, 'event-viewer.csv');
  assert.deepEqual(
    rows.map(({ ts, c_ip, c_port, service, username, ok, detail }) => [
      ts,
      c_ip,
      c_port,
      service,
      String(username).slice(0, 13),
      ok,
      detail,
    ]),
    [
      [
        '2026-11-09T22:10:03Z',
        '203.0.113.9',
        52114,
        'windows-network',
        'Administrator',
        0,
        'logon type 3, 0xc000006d/0xc000006a, wrong password',
      ],
      ['2026-11-21T22:10:04Z', '198.51.100.20', undefined, 'rdp', 'alice', 1, 'logon type 10'],
      [
        '2026-11-21T22:10:05Z',
        '203.0.113.10',
        52115,
        'windows-network',
        'bob',
        0,
        'logon type 3, 0xc000006d/0xc0000064, no such user',
      ],
      [
        '2026-11-21T22:10:06Z',
        '203.0.113.11',
        52116,
        'windows-network',
        rows[3]?.['username'],
        0,
        'logon type 3, 0xc000006d/0xc000006a, wrong password',
      ],
      [
        '2026-11-21T22:10:08Z',
        undefined,
        undefined,
        'windows-network',
        'guest',
        0,
        'logon type 3, 0xc000006d/0xc000006a, wrong password',
      ],
    ],
  );
  assert.deepEqual(
    rejects.map(({ reason }) => reason),
    ['its message has not the sections of a logon', 'its time is none', '2 columns, there should be 6'],
  );
  assert.deepEqual(skipped, {
    header: 1,
    'local logons: of services, of jobs, at the console': 1,
    'events other than logons': 1,
  });
});

test('A German Event Viewer is read by the same places', () => {
  const { rows, rejects } = read(WINDOWS_SECURITY_CSV, 'ereignisanzeige.csv', { zone: 'Europe/Berlin' });
  assert.deepEqual(rejects, []);
  assert.deepEqual(rows, [
    {
      line: 2,
      ts: '2026-11-21T21:10:03Z',
      c_ip: '203.0.113.9',
      c_port: 52114,
      service: 'windows-network',
      username: 'Müller',
      ok: 0,
      detail: 'logon type 3, 0xc000006d/0xc000006a, wrong password',
    },
  ]);
});

/** As the survey hands it on: UTF-16 becomes UTF-8. */
function readUtf16(name: string): ParsedDocument {
  const text = readFileSync(fixture('formats', WINDOWS_SECURITY_CSV.name, name)).toString('utf16le');
  return parseDocument(WINDOWS_SECURITY_CSV, Buffer.from(text.slice(1)));
}

test('Japanese and Russian Event Viewers, which write UTF-16, are read by the same places', () => {
  const shown = ({ rows }: ParsedDocument): unknown[] =>
    rows.map(({ ts, c_ip, c_port, service, username, ok, detail }) => [
      ts,
      c_ip,
      c_port,
      service,
      username,
      ok,
      detail,
    ]);
  const japanese = readUtf16('japanese-utf16.csv');
  assert.deepEqual(japanese.rejects, []);
  assert.deepEqual(shown(japanese), [
    [
      '2026-11-16T13:02:03Z',
      '203.0.113.9',
      50_123,
      'windows-network',
      '管理者',
      0,
      'logon type 3, 0xc000006d/0xc000006a, wrong password',
    ],
    ['2026-11-16T13:03:03Z', '203.0.113.10', undefined, 'rdp', 'bob', 1, 'logon type 10'],
  ]);
  const russian = readUtf16('russian-utf16.csv');
  assert.deepEqual(russian.rejects, []);
  assert.deepEqual(shown(russian), [
    [
      '2026-11-16T13:02:03Z',
      '203.0.113.9',
      50_123,
      'windows-network',
      'АДМИНИСТРАТОР',
      0,
      'logon type 3, 0xc000006d/0xc0000064, no such user',
    ],
  ]);
});

test('Get-WinEvent | Export-Csv, with its #TYPE line', () => {
  const { rows, rejects, skipped } = read(WINDOWS_SECURITY_CSV, 'export-csv.csv');
  assert.deepEqual(rejects, []);
  assert.deepEqual(skipped, { header: 2 });
  assert.deepEqual(
    rows.map(({ ts, c_ip, service }) => [ts, c_ip, service]),
    [['2026-11-21T22:10:03Z', '2001:db8::9', 'rdp']],
  );
});

test('Whether day or month comes first is told by another date of the file, or not at all', () => {
  const row = (date: string): string => `${date},4625,a,3,203.0.113.9,1,0xc000006d,0x0`;
  const told = csv(HEADER, row('02/11/2026 22:10:03'), row('21/11/2026 22:10:03'));
  assert.deepEqual(
    told.rows.map(({ ts }) => ts),
    ['2026-11-02T22:10:03Z', '2026-11-21T22:10:03Z'],
  );
  const silent = csv(HEADER, row('02/11/2026 22:10:03'));
  assert.deepEqual(silent.rows, []);
  assert.match(silent.rejects[0]?.reason ?? '', /day or the month/);
});

test('Times of other countries', () => {
  const cases = [
    ['2026-11-21 오후 10:10:03', '2026-11-21T22:10:03Z'],
    ['2026/11/21 22:10:03', '2026-11-21T22:10:03Z'],
    ['21.11.2026 22:10:03', '2026-11-21T22:10:03Z'],
    ['11/21/2026 12:10:03 AM', '2026-11-21T00:10:03Z'],
    ['2026-11-21T22:10:03.1234567+09:00', '2026-11-21T13:10:03.123456Z'],
    ['/Date(1795299003123)/', '2026-11-21T22:10:03.123000Z'],
  ];
  for (const [text, utc] of cases) {
    assert.equal(csv(HEADER, `${text},4625,a,3,203.0.113.9,1,,`).rows[0]?.['ts'], utc, text);
  }
  for (const text of ['31.02.2026 22:10:03', '2026-11-21 13:10:03 PM', '2026-11-21 25:10:03', 'x', '']) {
    assert.deepEqual(csv(HEADER, `${text},4625,a,3,203.0.113.9,1,,`).rows, [], text);
  }
});

test('ConvertTo-Json: the properties by their place, statuses by their number', () => {
  const { rows, rejects, skipped } = read(WINDOWS_SECURITY_JSON, 'convertto-json.json');
  assert.deepEqual(rejects, []);
  assert.deepEqual(skipped, { 'events other than logons': 1 });
  assert.deepEqual(rows, [
    {
      line: 1,
      ts: '2026-11-21T22:10:03.123000Z',
      c_ip: '203.0.113.9',
      c_port: 52114,
      service: 'windows-network',
      username: 'Administrator',
      ok: 0,
      detail: 'logon type 3, 0xc000006d/0xc000006a, wrong password',
    },
    {
      line: 2,
      ts: '2026-11-21T13:10:04.123456Z',
      c_ip: '198.51.100.20',
      service: 'rdp',
      username: 'alice',
      ok: 1,
      detail: 'logon type 10',
    },
  ]);
});

test('Winlogbeat, NXLog and evtx_dump in one file', () => {
  const { rows, rejects } = read(WINDOWS_SECURITY_JSON, 'lines.json', { zone: 'Asia/Seoul' });
  assert.deepEqual(
    rows.map(({ ts, c_ip, username, ok, detail }) => [ts, c_ip, username, ok, detail]),
    [
      [
        '2026-11-21T22:10:03.123000Z',
        '203.0.113.9',
        'Administrator',
        0,
        'logon type 3, 0xc000006d/0xc0000064, no such user',
      ],
      ['2026-11-21T13:10:04Z', undefined, 'bob', 0, 'logon type 8, 0xc000006d, wrong user or password'],
      ['2026-11-21T22:10:05.500000Z', '198.51.100.20', 'alice', 1, 'logon type 3'],
    ],
  );
  assert.deepEqual(
    rejects.map(({ reason }) => reason),
    [
      'neither EventData nor the message of a logon',
      'its time is none',
      'not a JSON object',
      'the JSON ends early',
    ],
  );
});

test('Other tables and other JSON are no Security log', () => {
  const tables = [
    'date,id,message\n2026-11-21,1,hello\n',
    'Keywords,Date and Time,Source,Event ID,Task Category\nx,y,System,7036,None,"m"\n',
    '',
  ];
  for (const text of tables)
    assert.equal(WINDOWS_SECURITY_CSV.recognise(headOf(Buffer.from(text))), undefined);
  for (const text of ['{"EventID":1}', '[4625]', '{"id":4625,"IpAddress":"x"}'])
    assert.equal(WINDOWS_SECURITY_JSON.recognise(headOf(Buffer.from(text))), undefined);
});

test('No cell and no value makes them throw', () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.constantFrom('4625', '4624', '3', '203.0.113.9', '11/21/2026 10:10:03 PM', '\t\t\n\n\ta:\tb'),
  );
  fc.assert(
    fc.property(fc.array(fc.array(cell, { maxLength: 9 }), { maxLength: 5 }), (rows) => {
      csv(HEADER, ...rows.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')));
      const records = rows.map((cells) => ({
        EventID: 4625,
        EventTime: cells[0],
        IpAddress: cells[1],
        LogonType: cells[2],
        Message: cells[3],
      }));
      parseDocument(WINDOWS_SECURITY_JSON, Buffer.from(JSON.stringify(records)));
    }),
    { numRuns: 300 },
  );
});

test('Names in a code page come out right, and the manifest says which page was read', () => {
  const shown = (name: string): unknown[] => {
    const { rows, rejects, notes } = read(WINDOWS_SECURITY_CSV, name);
    assert.deepEqual(rejects, [], name);
    const encoding = notes.map((note) => /read as (\S+) /.exec(note)?.[1]).join(' ');
    return [encoding, ...rows.map(({ ts, username }) => `${ts} ${username}`)];
  };
  assert.deepEqual(shown('japanese-cp932.csv'), [
    'shift_jis',
    '2026-11-16T13:02:03Z 管理者',
    '2026-11-16T13:03:03Z bob',
  ]);
  assert.deepEqual(shown('russian-cp1251.csv'), ['windows-1251', '2026-11-16T13:02:03Z АДМИНИСТРАТОР']);
  assert.deepEqual(shown('korean-cp949.csv'), [
    'euc-kr',
    '2026-11-16T13:02:03Z 홍길동',
    '2026-11-16T01:02:03Z 관리자',
  ]);
  assert.deepEqual(shown('chinese-gbk.csv'), [
    'gb18030',
    '2026-11-16T13:02:03Z 张伟',
    '2026-11-16T01:02:03Z 管理员',
  ]);
  assert.deepEqual(read(WINDOWS_SECURITY_CSV, 'ereignisanzeige.csv').notes, []);
});

test('Names in a code page that no word tells are read by an assumption that is said', () => {
  const line = Buffer.concat([
    Buffer.from(`${HEADER}\n2026-11-21T22:10:03Z,4625,`),
    Buffer.from([0xc8, 0xab, 0xb1, 0xe6, 0xb5, 0xbf]),
    Buffer.from(',3,203.0.113.9,1,,\n'),
  ]);
  const { rows, notes } = parseDocument(WINDOWS_SECURITY_CSV, line);
  assert.equal(rows[0]?.['c_ip'], '203.0.113.9');
  assert.match(notes.join('\n'), /windows-1252 .* is assumed.*iconv -f PAGE/);
});

test('JSON in a code page is read too, where half a character is a backslash', () => {
  const fields = {
    EventTime: '2026-11-21T22:10:03Z',
    EventID: 4625,
    LogonType: '3',
    IpAddress: '203.0.113.9',
  };
  const [before, after] = JSON.stringify({ ...fields, TargetUserName: '@', Message: '#' }).split('@');
  const [middle, end] = (after ?? '').split('#');
  // 表 and ソ are 0x95 0x5C and 0x83 0x5C in CP932; the message says that an account could not log on.
  const japanese = Buffer.from([0x95, 0x5c, 0x83, 0x5c]);
  const account = Buffer.from([0x83, 0x41, 0x83, 0x4a, 0x83, 0x45, 0x83, 0x93, 0x83, 0x67]);
  const { rows, rejects, notes } = parseDocument(
    WINDOWS_SECURITY_JSON,
    Buffer.concat([
      Buffer.from(before ?? ''),
      japanese,
      Buffer.from(middle ?? ''),
      account,
      Buffer.from(end ?? ''),
    ]),
  );
  assert.deepEqual(rejects, []);
  assert.equal(rows[0]?.['username'], '表ソ');
  assert.match(notes.join('\n'), /read as shift_jis/);
});
