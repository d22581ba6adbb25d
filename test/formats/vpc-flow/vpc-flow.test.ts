import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { VPC_FIELDS } from '../../../src/formats/vpc-flow/vpc-fields.ts';
import { VPC_FLOW } from '../../../src/formats/vpc-flow/vpc-flow.ts';
import { TABLES } from '../../../src/tables/tables.ts';
import { tagsNote } from '../../../src/tables/tags.ts';
import { fixture, ROOT } from '../../support.ts';
import { accounted, english, headOf, MemorySink, parseAll } from '../memory-sink.ts';

function load(name: string): Buffer {
  return readFileSync(fixture('formats', 'vpc-flow', name));
}

const V2 =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';
const RECORD =
  '2 123456789012 eni-0a1b2c3d4e5f60718 10.10.3.17 198.51.100.7 49152 22 6 1 44 1543370658 1543370701 ACCEPT OK';

const FIRST_ROW = {
  line: 2,
  account: '123456789012',
  interface: 'eni-0a1b2c3d4e5f60718',
  src: '10.10.3.17',
  dst: '198.51.100.7',
  src_port: 49152,
  dst_port: 22,
  protocol: 6,
  packets: 1,
  bytes: 44,
  ts_start: '2018-11-28T02:04:18Z',
  ts_end: '2018-11-28T02:05:01Z',
  action: 'ACCEPT',
};

test('a log in the default format gives its rows, and says of every other line why it is none', () => {
  const result = parseAll(VPC_FLOW, load('v2-all-cases.log'));
  assert.deepEqual(result.rows[0], FIRST_ROW);
  assert.equal(result.rows[1]?.['action'], 'REJECT');
  assert.deepEqual(
    [result.rows[2]?.['src'], result.rows[2]?.['dst'], result.rows[2]?.['src_port']],
    ['2001:db8::1:0:0:1', '2001:db8::ff', 0],
  );
  assert.deepEqual([result.rows[3]?.['packets'], result.rows[3]?.['bytes']], [2 ** 32, 2 ** 48]);
  assert.deepEqual(result.skipped, {
    header: 1,
    'NODATA: no traffic in the interval': 1,
    'SKIPDATA: records were lost': 1,
    'blank line': 1,
  });
  assert.match(result.notes.join(), /records were lost \(SKIPDATA\)/);
  assert.deepEqual(
    result.rejects.map(({ line, reason }) => [line, reason]),
    [
      [8, '13 fields, the header names 14'],
      [9, 'srcport is "70000", not a number from 0 to 65535'],
      [10, 'dstaddr is "198.51.100.007", not an address'],
      [11, 'start is "15433706580", not a time in seconds since 1970 between 2000 and 2100'],
      [12, 'action is "DENY", neither ACCEPT nor REJECT'],
      [13, 'packets is "-1", not a whole number of at most 15 digits'],
    ],
  );
  const text = load('v2-all-cases.log').toString();
  assert.equal(result.rejects[0]?.offset, text.indexOf('\n2 ', text.indexOf('\n\n')) + 1);
  assert.equal(accounted(result), result.read);
});

test('a header that repeats is passed over, and one that changes is obeyed from there on', () => {
  const result = parseAll(VPC_FLOW, load('header-changes.log'));
  assert.equal(result.rows.length, 4);
  assert.deepEqual(result.rows[2], {
    line: 6,
    interface: 'eni-0aaaaaaaaaaaaaaaa',
    src: '10.10.3.17',
    dst: '10.10.2.68',
    pkt_src: '10.10.3.17',
    pkt_dst: '198.51.100.9',
    src_port: 49152,
    dst_port: 22,
    protocol: 6,
    tcp_flags: 2,
    packets: 1,
    bytes: 44,
    ts_start: '2018-11-28T02:04:18Z',
    ts_end: '2018-11-28T02:05:01Z',
    direction: 'ingress',
    action: 'ACCEPT',
  });
  assert.equal(result.rows[3]?.['traffic_path'], 8);
  assert.deepEqual(result.skipped, { header: 3 });
});

test('a log without a header is read in the default format, also with the time that an export puts first', () => {
  for (const [name, fields] of [
    ['no-header.log', 14],
    ['cloudwatch-export.log', 15],
  ] as const) {
    const content = load(name);
    assert.ok((VPC_FLOW.recognise(headOf(content))?.confidence ?? 0) >= 0.9);
    const result = parseAll(VPC_FLOW, content);
    assert.deepEqual(result.rows[0], { ...FIRST_ROW, line: 1 });
    assert.equal(result.parsed, 2);
    const cut = parseAll(VPC_FLOW, `${content.toString()}2 123456789012\n`);
    assert.match(cut.rejects[0]?.reason ?? '', new RegExp(`2 fields, the default format.* has ${fields}`));
  }
});

test('a custom log without a header is read by the fields that the user names', () => {
  const content = Buffer.from(
    '10.0.0.1 10.0.0.2 6 eni-0a1b2c3d4e5f60718 1543370658 1543370701 40 ACCEPT OK\n',
  );
  const head = headOf(content);
  assert.ok((VPC_FLOW.recognise(head)?.confidence ?? 0) >= 0.5);
  const vpcFields = [
    'srcaddr',
    'dstaddr',
    'protocol',
    'interface-id',
    'start',
    'end',
    'bytes',
    'action',
    'log-status',
  ];
  const chunk = { bytes: content, start: 0, end: content.length, line: 1, offset: 0 };
  const reasons: string[] = [];
  const tally = {
    parsed: () => undefined,
    skipped: () => undefined,
    rejected: (_line: number, _offset: number, reason: string) => void reasons.push(english(reason)),
    note: () => undefined,
  };
  const sink = new MemorySink('flows');
  VPC_FLOW.parse(chunk, VPC_FLOW.start(head, { vpcFields }), sink, tally);
  assert.equal(sink.rows[0]?.['dst'], '10.0.0.2');
  VPC_FLOW.parse(chunk, VPC_FLOW.start(head, {}), sink, tally);
  assert.deepEqual(reasons, ['9 fields and no header: name the fields, in order, with --fields']);
  // A file of the default format beside it is still read as what it is.
  const plain = headOf(Buffer.from(`${RECORD}\n`));
  assert.equal(VPC_FLOW.start(plain, { vpcFields }).fields?.length, 14);
});

test('Windows line ends, a byte order mark and a missing last line end change nothing', () => {
  const lines = [V2, RECORD, RECORD.replace('.7 ', '.8 ')];
  const plain = parseAll(VPC_FLOW, `${lines.join('\n')}\n`).rows;
  assert.equal(plain.length, 2);
  for (const text of [
    lines.join('\r\n'),
    `${lines.join('\r\n')}\r\n`,
    lines.join('\n'),
    `\u00ef\u00bb\u00bf${lines.join('\n')}`,
  ]) {
    const result = parseAll(VPC_FLOW, text);
    assert.deepEqual(result.rows, plain);
    assert.equal(accounted(result), result.read);
    assert.ok(VPC_FLOW.recognise(headOf(Buffer.from(text, 'latin1'))));
  }
});

/** What only a capture of packets shows. */
const OF_PACKETS = new Set(['state', 'initiator', 'dns_query', 'tls_sni', 'http_host', 'http_path']);

test('every field of every version is read in any order, and what is "-" is null', () => {
  const names = Object.keys(VPC_FIELDS);
  const sample = new Map<string | undefined, string>([
    ['address', '192.0.2.9'],
    ['int', '7'],
    ['long', '123456789'],
    ['time', '1543370658'],
    ['text', 'eni-0a1b2c3d4e5f60718'],
  ]);
  const values = new Map<string, string>();
  for (const [name, field] of Object.entries(VPC_FIELDS)) {
    const column = 'column' in field ? field.column : undefined;
    values.set(name, column === undefined ? 'x' : (sample.get(TABLES.flows[column]) ?? ''));
  }
  values.set('log-status', 'OK').set('action', 'REJECT');
  fc.assert(
    fc.property(fc.shuffledSubarray(names, { minLength: names.length }), (order) => {
      const dashes = order.map((name) => (name === 'log-status' ? 'OK' : '-'));
      const result = parseAll(
        VPC_FLOW,
        `${order.join(' ')}\n${order.map((name) => values.get(name)).join(' ')}\n${dashes.join(' ')}\n`,
      );
      assert.equal(result.parsed, 2, JSON.stringify(result.rejects));
      assert.deepEqual(
        Object.keys(result.rows[0] ?? {}).sort(),
        ['line', ...Object.keys(TABLES.flows).filter((name) => !OF_PACKETS.has(name))].sort(),
      );
      assert.deepEqual(result.rows[1], { line: 3 });
    }),
    { numRuns: 40 },
  );
});

test('version 11 says who took the packets next, which gateway recorded them, and what the tags say', () => {
  const result = parseAll(VPC_FLOW, load('v11-regional-nat.log'));
  const [host, gateway] = result.rows;
  assert.deepEqual(
    [host?.['next_hop_type'], host?.['next_hop_vpc'], host?.['next_hop_zone'], host?.['encryption']],
    ['regional_nat_gateway', 'vpc-0b1c2d3e4f5061728', 'apne2-az1', 0],
  );
  assert.deepEqual([host?.['instance_tag'], host?.['asg_tag']], ['web café', '検証']);
  assert.deepEqual(
    [gateway?.['interface'], gateway?.['resource'], gateway?.['interface_type'], gateway?.['instance_tag']],
    [undefined, 'nat-0a9b8c7d6e5f40312', 'regional_nat_gateway', '100%zz'],
  );
  assert.deepEqual(
    result.rejects.map(({ reason }) => reason),
    ['encryption-status is "999", not a number from 0 to 255'],
  );
  assert.deepEqual(result.notes, [english(tagsNote(['asg_tag', 'instance_tag']))]);
  assert.equal(accounted(result), result.read);
});

test('a tag may be as long as AWS allows, encoded, and no longer', () => {
  const log = (tag: string): string =>
    `srcaddr dstaddr start instance-tag\n10.0.0.1 10.0.0.2 1543370658 ${tag}\n`;
  const longest = '\u{20000}'.repeat(256);
  const read = parseAll(VPC_FLOW, log(encodeURIComponent(longest)));
  assert.equal(read.rows[0]?.['instance_tag'], longest);
  const { rejects } = parseAll(VPC_FLOW, log(`${encodeURIComponent(longest)}a`));
  assert.equal(rejects[0]?.reason, 'instance-tag is 3,073 bytes long, more than 3,072');
});

test('the page of the fields lists every field with its version and its column', () => {
  const page = readFileSync(join(ROOT, 'docs', 'reference', 'vpc-flow-fields.md'), 'utf8');
  const listed = [...page.matchAll(/^\| `([\w-]+)` \| (\d+) \| (?:`(\w+)`|—) \|$/gm)];
  const fields = Object.entries(VPC_FIELDS);
  assert.deepEqual(
    listed.map(([, name, version, column]) => [name, Number(version), column]),
    fields.map(([name, { version, column }]) => [name, version, column]),
  );
});

test('fields that nobody knows are left out with a note, and a field named twice is read once', () => {
  const result = parseAll(
    VPC_FLOW,
    'srcaddr dstaddr start colour srcaddr\n10.0.0.1 10.0.0.2 1543370658 blue 10.9.9.9\n',
  );
  assert.deepEqual(result.rows, [
    { line: 2, src: '10.0.0.1', dst: '10.0.0.2', ts_start: '2018-11-28T02:04:18Z' },
  ]);
  assert.match(result.notes.join(), /not known were left out: colour/);
});

test('other texts are left to others', () => {
  for (const text of [
    '',
    '\n\n\n',
    'hello world\n',
    'name address\nx y\n',
    'version resource-type account-id tgw-id srcaddr dstaddr srcport dstport protocol packets bytes start end\n',
    '2018-11-28 02:04:18 GET / 200\n',
    '\u0000'.repeat(5000),
    'a'.repeat(70_000),
  ]) {
    assert.equal(VPC_FLOW.recognise(headOf(Buffer.from(text, 'latin1'))), undefined, text.slice(0, 40));
  }
});

test('what a reject shows of a line is short and cannot steer a terminal', () => {
  const evil = RECORD.replace(' 22 ', ` \u001b[31m${'9'.repeat(5000)} `);
  const { rejects } = parseAll(VPC_FLOW, `${V2}\n${evil}\n`);
  assert.equal(rejects.length, 1);
  assert.ok((rejects[0]?.reason.length ?? 1000) < 200);
  assert.match(rejects[0]?.reason ?? '', /^dstport is "\\x1b\[31m9+…", not a number/);
});

test('however the file is cut, the rows are the same', () => {
  const whole = load('header-changes.log').toString() + load('v2-all-cases.log').toString() + RECORD;
  const expected = parseAll(VPC_FLOW, whole);
  assert.ok(expected.parsed > 8);
  for (let size = 1; size < 500; size += 7) assert.deepEqual(parseAll(VPC_FLOW, whole, size), expected);
});

test('a damaged record is counted once and leaves nothing behind in the next row', () => {
  const bytes = fc.constantFrom(0, 9, 10, 13, 32, 45, 46, 48, 57, 58, 65, 102, 255);
  fc.assert(
    fc.property(fc.nat(RECORD.length - 1), bytes, (at, byte) => {
      const damaged = Buffer.from(`${V2}\n${RECORD}\n${RECORD}\n`);
      damaged[V2.length + 1 + at] = byte;
      const result = parseAll(VPC_FLOW, damaged);
      assert.equal(accounted(result), result.read);
      const last = result.rows.at(-1);
      assert.deepEqual(last, { ...FIRST_ROW, line: byte === 10 ? 4 : 3 });
    }),
    { numRuns: 500 },
  );
});
