import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { DMESG } from '../../../src/formats/syslog/dmesg.ts';
import { FORMATS } from '../../../src/formats/index.ts';
import { SYSLOG } from '../../../src/formats/syslog/syslog.ts';
import { recognise } from '../../../src/evidence/recognise.ts';
import { fixture } from '../../support.ts';
import { accounted, headOf, parseAll, reasonsOf } from '../memory-sink.ts';
import type { Parsed } from '../memory-sink.ts';

function dmesg(name: string, zone?: string): Parsed {
  const content = readFileSync(fixture('formats', 'dmesg', name));
  return parseAll(DMESG, content, 97, zone === undefined ? {} : { zone });
}

function shown({ rows }: Parsed): unknown[] {
  return rows.map((row) => [row['ts_start'], row['src'], row['dst_port'], row['action'], row['direction']]);
}

test('packets of dmesg -T are flows at the time that it shows, in the zone given', () => {
  const result = dmesg('dmesg-T.txt', 'Asia/Seoul');
  assert.deepEqual(shown(result), [
    ['2026-11-21T13:10:03Z', '203.0.113.9', 22, 'REJECT', 'ingress'],
    ['2026-11-06T17:10:04Z', '203.0.113.10', 23, 'REJECT', 'ingress'],
  ]);
  assert.deepEqual(result.skipped, { 'kernel: no packet of the firewall': 1 });
  assert.deepEqual(reasonsOf(result.rejects), [[4, 'its time is none']]);
  assert.match(result.notes.join('\n'), /reckons times from the start of the computer/);
});

test('packets of dmesg without a clock are counted, and it is said how to get their time', () => {
  const result = dmesg('dmesg.txt');
  assert.deepEqual(result.rows, []);
  const reasons = Object.entries(result.skipped);
  assert.deepEqual(
    reasons.map(([reason, count]) => [/without a time.*dmesg -T/.test(reason), count]),
    [
      [false, 1],
      [true, 2],
    ],
  );
  assert.match(result.notes.join('\n'), /cannot be known.*journalctl -k/);
});

test('dmesg --time-format iso carries its offset', () => {
  assert.deepEqual(shown(dmesg('dmesg-iso.txt', 'America/New_York')), [
    ['2026-11-21T13:10:03.123456Z', '203.0.113.9', 22, 'REJECT', 'ingress'],
  ]);
});

const LOGIN = 'web1 sshd[2213]: Failed password for root from 203.0.113.9 port 52114 ssh2';

test('journalctl in its other layouts is read with the right time', () => {
  const cases = [
    ['short-full', `Mon 2026-11-16 00:00:14 UTC ${LOGIN}`, '2026-11-16T00:00:14Z'],
    ['short-full', `Mon 2026-11-16 09:00:14 KST ${LOGIN}`, '2026-11-16T00:00:14Z'],
    ['short-full', `Sun 2026-11-15 21:00:14 -03 ${LOGIN}`, '2026-11-16T00:00:14Z'],
    ['short-iso-precise', `2026-11-16T09:00:14.123456+0900 ${LOGIN}`, '2026-11-16T00:00:14.123456Z'],
    ['short-precise', `Nov 16 00:00:14.123456 ${LOGIN}`, '2026-11-16T00:00:14.123456Z'],
    [
      'multilog',
      `@400000006ba22aa0075bcd15 ${LOGIN}`,
      new Date((0x6ba22aa0 - 10) * 1000).toISOString().replace('.000Z', '.123456Z'),
    ],
    ['short-unix', `1794787214.123456 ${LOGIN}`, '2026-11-16T00:00:14.123456Z'],
  ] as const;
  for (const [layout, line, time] of cases) {
    const content = Buffer.from(`${line}\n${line}\n`);
    assert.equal(recognise(headOf(content), FORMATS).format, SYSLOG, layout);
    const { rows, rejects } = parseAll(SYSLOG, content, 97, { year: 2026 });
    assert.deepEqual(rejects, [], layout);
    assert.deepEqual(
      rows.map((row) => [row['ts'], row['c_ip']]),
      [
        [time, '203.0.113.9'],
        [time, '203.0.113.9'],
      ],
      layout,
    );
  }
});

test('a zone whose abbreviation has several meanings is not guessed', () => {
  const content = Buffer.from(`Mon 2026-11-16 08:00:14 CST ${LOGIN}\n`);
  const given = parseAll(SYSLOG, content, 97, { zone: 'Asia/Shanghai' });
  assert.equal(given.rows[0]?.['ts'], '2026-11-16T00:00:14Z');
  assert.equal(SYSLOG.zoneIn?.(headOf(content)), undefined);
});

const PACKET =
  'IN=eth0 OUT= MAC= SRC=203.0.113.9 DST=192.0.2.5 LEN=40 TOS=00 PREC=0x00 TTL=244 ID=1 PROTO=TCP SPT=41234 DPT=22 SYN URGP=0 MARK=0';

test('packets that ulogd writes have no program, and are read', () => {
  for (const prefix of ['', 'DROP ', 'DROP: ', 'fw in ']) {
    const content = Buffer.from(`Nov 21 22:10:03 gw ${prefix === '' ? ' ' : prefix}${PACKET}\n`.repeat(2));
    assert.equal(recognise(headOf(content), FORMATS).format, SYSLOG, prefix);
    const { rows, rejects } = parseAll(SYSLOG, content, 97, { year: 2026 });
    assert.deepEqual(rejects, []);
    assert.equal(rows.length, 2, prefix);
    assert.equal(rows[0]?.['dst_port'], 22);
    assert.equal(rows[0]['action'], prefix.startsWith('DROP') ? 'REJECT' : undefined);
  }
});

test('no name that a client chooses becomes a packet', () => {
  const name = `Nov 21 22:10:03 gw sshd[7]: Invalid user ${PACKET} from 203.0.113.77 port 4\n`;
  const { rows } = parseAll(SYSLOG, Buffer.from(name), 97, { year: 2026 });
  assert.deepEqual(
    rows.filter((row) => row['table'] === 'flows'),
    [],
  );
});

test('no line makes dmesg throw, and each is counted', () => {
  const line = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.constantFrom('[Sat Nov 21 22:10:03 2026] ', '[ 1.0] ', PACKET, `[Sat Nov 21 99:10:03 2026] ${PACKET}`),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const result = parseAll(DMESG, Buffer.from(lines.join('\n')), 41);
      assert.equal(accounted(result), result.read);
    }),
  );
});
