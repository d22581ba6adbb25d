import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { FORMATS } from '../../src/formats/index.ts';
import type { DocumentFormat, LineFormat } from '../../src/formats/format.ts';
import { parseDocument } from '../evidence/evidence-support.ts';
import { parseAll } from './memory-sink.ts';

/** A time of ISO 8601 or RFC 3339 that says its zone. */
const ZONED = /(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)((?:\.\d{1,9})?)(?:Z|[+-]\d\d:?\d\d)/g;

/** Records with such a time of formats whose own sample has none. */
const MORE: readonly (readonly [format: string, text: string])[] = [
  [
    'syslog',
    '2026-11-21T22:10:03.123456Z web1 sshd[7]: Failed password for root from 203.0.113.9 port 52114 ssh2',
  ],
  [
    'syslog',
    '<38>1 2026-11-21T22:10:03Z web1 sshd 7 - - Failed password for root from 203.0.113.9 port 52114 ssh2',
  ],
  [
    'zeek-json',
    '{"_path":"conn","ts":"2026-11-21T22:10:03.123456Z","uid":"C1","id.orig_h":"203.0.113.9","id.orig_p":40000,"id.resp_h":"192.0.2.5","id.resp_p":22,"proto":"tcp","conn_state":"S0","orig_pkts":1}',
  ],
  [
    'log-format',
    '{"time_iso8601":"2026-11-21T22:10:03Z","remote_addr":"203.0.113.9","request":"GET / HTTP/1.1","status":"200"}',
  ],
  [
    'windows-security-json',
    '{"@timestamp":"2026-11-21T22:10:03.123Z","winlog":{"event_id":"4625","event_data":{"TargetUserName":"a","LogonType":"3","IpAddress":"203.0.113.9"}}}',
  ],
  [
    'cloudtrail',
    '{"eventVersion":"1.08","eventTime":"2026-03-02T10:00:01Z","eventSource":"ec2.amazonaws.com","eventName":"RunInstances","awsRegion":"us-east-1","sourceIPAddress":"203.0.113.9","userIdentity":{"type":"IAMUser","userName":"alice"}}',
  ],
];

function formatOf(name: string): LineFormat | DocumentFormat {
  const format = FORMATS.find((one) => one.name === name);
  assert.ok(format?.kind === 'lines' || format?.kind === 'document', name);
  return format;
}

interface Times {
  rows: unknown[][];
  rejected: number;
}

function timesOf(format: LineFormat | DocumentFormat, text: string): Times {
  const content = Buffer.from(`${text}\n`);
  const { rows, rejects } =
    format.kind === 'lines' ? parseAll(format, content, 4096) : parseDocument(format, content);
  return { rows: rows.map((row) => [row['ts'], row['ts_start'], row['ts_end']]), rejected: rejects.length };
}

/** The same instants by clocks that go so many minutes ahead of UTC, or behind it. */
function moved(text: string, minutes: number, colon: boolean): string {
  return text.replaceAll(ZONED, (whole: string, _day, _clock, fraction: string) => {
    const local = new Date(Date.parse(whole.replace(/\.\d+/, '')) + minutes * 60_000)
      .toISOString()
      .slice(0, 19);
    const size = Math.abs(minutes);
    const pair = (value: number): string => String(value).padStart(2, '0');
    return `${local}${fraction}${minutes < 0 ? '-' : '+'}${pair(Math.floor(size / 60))}${colon ? ':' : ''}${pair(size % 60)}`;
  });
}

const SAMPLES: readonly (readonly [string, string])[] = [
  ...FORMATS.filter(
    ({ kind, sample }) => (kind === 'lines' || kind === 'document') && sample.search(ZONED) >= 0,
  ).map(({ name, sample }) => [name, sample] as const),
  ...MORE,
];

test('the same instant in another offset is the same time, in every format', () => {
  assert.ok(SAMPLES.length >= 10);
  const quarter = fc.integer({ min: -48, max: 56 }).map((count) => count * 15);
  fc.assert(
    fc.property(fc.constantFrom(...SAMPLES), quarter, fc.boolean(), ([name, sample], minutes, colon) => {
      const format = formatOf(name);
      const expected = timesOf(format, sample);
      assert.ok(expected.rows.length > 0 && expected.rejected === 0, name);
      const { rows, rejected } = timesOf(format, moved(sample, minutes, colon));
      assert.deepEqual([rows, rejected], [expected.rows, 0], `${name}: ${moved(sample, minutes, colon)}`);
    }),
    { numRuns: 1000 },
  );
});
