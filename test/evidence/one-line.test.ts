import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { LineFormat } from '../../src/formats/format.ts';
import { FORMATS } from '../../src/formats/index.ts';
import { recognise } from '../../src/evidence/recognise.ts';
import { recogniseWithin } from '../../src/evidence/envelopes/within.ts';
import { CARRIERS, FORGED_LINES, WAYS } from '../formats/forged/carriers.ts';
import { headOf, parseAll } from '../formats/memory-sink.ts';
import { fixture } from '../support.ts';

const OPTIONS = { modified: Date.UTC(2026, 10, 21) / 1000 };

/** The format, and the envelopes around it. */
function takenFor(content: Buffer): string {
  const head = headOf(content);
  const outside = recognise(head, FORMATS, undefined, OPTIONS);
  const within = recogniseWithin(head, outside, FORMATS, OPTIONS);
  const { format } = within?.recognised ?? outside;
  return [...(within?.envelopes ?? []).map(({ is }) => is), format?.name ?? 'nothing'].join(' > ');
}

interface Log {
  format: LineFormat;
  path: string;
  lines: string[];
  taken: string;
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** The fixtures of formats of lines that are texts as they lie there. */
function logs(): Log[] {
  const all: Log[] = [];
  for (const format of FORMATS) {
    const folder = fixture('formats', format.name);
    if (format.kind !== 'lines' || !existsSync(folder)) continue;
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const { name } = entry;
      const stored = readFileSync(join(entry.parentPath, name));
      const content = name.endsWith('.gz') ? gunzipSync(stored) : stored;
      if (content.length > 60_000) continue;
      all.push({
        format,
        path: `${format.name}/${name}`,
        lines: linesOf(content.toString('latin1')),
        taken: takenFor(content),
      });
    }
  }
  return all;
}

/** Lines that servers write and that look odd: each by itself is a line of its format. */
const ODD: Readonly<Record<string, readonly string[]>> = {
  'access-log': [
    '::1 - - [08/Jun/2026:08:04:44 +0000] "OPTIONS * HTTP/1.0" 200 126 "-" "Apache (internal dummy connection)"',
    'fd00::17 - - [08/Jun/2026:08:04:44 +0000] "GET / HTTP/1.1" 200 1 "-" "-"',
    '2001:db8::7 - - [08/Jun/2026:08:04:44 +0000] "GET / HTTP/1.1" 200 1 "-" "-"',
    'crawl-203.example.net - - [08/Jun/2026:08:04:44 +0000] "GET / HTTP/1.1" 200 1 "-" "-"',
    'www.example.com:443 203.0.113.9 - - [08/Jun/2026:08:04:44 +0000] "GET / HTTP/1.1" 200 1 "-" "-"',
    'www.example.com 203.0.113.9 - - [08/Jun/2026:08:04:44 +0000] "GET / HTTP/1.1" 200 1 "-" "-"',
    '203.0.113.9 - j doe [08/Jun/2026:08:04:44 +0000] "GET / HTTP/1.1" 401 1',
    '- - - [08/Jun/2026:08:04:44 +0000] "GET / HTTP/1.1" 200 1 "-" "-"',
    'unix: - - [08/Jun/2026:08:04:44 +0000] "GET / HTTP/1.1" 200 1 "-" "-"',
    '203.0.113.9 - - [08/Jun/2026:08:04:44 +0000] "\\x16\\x03\\x01" 400 1 "-" "-"',
    '203.0.113.9 - - [08/Jun/2026:08:04:44 +0000] "-" 408 - "-" "-"',
    'A_NAME=x - - [08/Jun/2026:08:04:44 +0000] "GET / HTTP/1.1" 200 1 "-" "-"',
  ],
  syslog: [
    'Nov 21 22:10:03 web1 CRON[7]: (root) CMD (test)',
    'Nov 21 22:10:03 web1 sshd[7]: Connection closed by 2001:db8::7 port 4711',
    'Nov 21 22:10:03 web1 kernel: [1.0] eth0: link up',
    'Nov 21 22:10:03 web1 docker[7]: {"log":"x\\n","stream":"stdout","time":"2026-11-21T22:10:03Z"}',
    'Nov 21 22:10:03 web1 nginx: 203.0.113.9 - - [21/Nov/2026:22:10:03 +0000] "GET / HTTP/1.1" 200 1 "-" "-"',
    'Nov 21 22:10:03 web1 app[7]: {"message":"203.0.113.9 - - [21/Nov/2026:22:10:03 +0000] \\"GET /\\" 200 1"}',
  ],
};

/** The lines that are records in this log, whose header may say what they mean. */
function recordsOf({ format, lines }: Log, candidates: readonly string[]): string[] {
  const plain = parseAll(format, `${lines.join('\n')}\n`, 1 << 20, OPTIONS);
  return candidates.filter((line) => {
    if (line === '' || line.length > 4000) return false;
    const more = parseAll(format, `${[...lines, line].join('\n')}\n`, 1 << 20, OPTIONS);
    return more.parsed > plain.parsed && more.rejects.length === plain.rejects.length;
  });
}

test('one more line of its own never changes what a log is taken for, wherever it stands', () => {
  const all = logs().filter(({ taken, format }) => taken === format.name);
  assert.ok(all.length > 20, `${all.length} fixtures`);
  for (const log of all) {
    const { format, path, lines, taken } = log;
    const others = all.filter((one) => one.format === format).flatMap((one) => one.lines);
    const own = recordsOf(log, [...new Set([...others, ...(ODD[format.name] ?? [])])]);
    if (own.length === 0) continue;
    // Before the first record there may be a header, without which the others say nothing.
    const first = lines.findIndex((line) => own.includes(line));
    fc.assert(
      fc.property(fc.constantFrom(...own), fc.nat(), (line, place) => {
        const at = first + 1 + (place % (lines.length - first));
        const content = [...lines.slice(0, at), line, ...lines.slice(at)].join('\n');
        assert.equal(
          takenFor(Buffer.from(`${content}\n`, 'latin1')),
          taken,
          `${path}, line ${at + 1}: ${line}`,
        );
      }),
      { numRuns: 40 },
    );
  }
});

test('a few lines of which one is odd are taken for what they are, in any order', () => {
  for (const [name, odd] of Object.entries(ODD)) {
    const sample = FORMATS.find((format) => format.name === name)?.sample ?? '';
    for (const line of odd) {
      for (const lines of [
        [sample, line],
        [line, sample],
        [sample, sample, sample, line],
        [line, sample, sample, sample],
        [line, line, sample],
      ]) {
        assert.equal(takenFor(Buffer.from(`${lines.join('\n')}\n`)), name, line);
      }
    }
  }
});

/** What files of other kinds are known by. */
const OTHERS: readonly string[] = [
  ...FORMATS.map(({ sample }) => sample).filter((text) => text !== ''),
  'Your Amazon EC2 instance has been implicated in activity that resembles a Denial of Service attack against remote hosts',
  'From: abuse@example.com\nSubject: Abuse report\n\nTo whom it may concern',
  'server { listen 80; server_name x; log_format main "$remote_addr"; access_log /x main; }',
  '# HELP x y\nCustomLog logs/access.log combined',
];

test('whatever somebody sends to a server, its log is taken for the same', () => {
  let asked = 0;
  for (const carrier of CARRIERS) {
    const quiet = [carrier.write('x'), carrier.write('y'), carrier.write('z')];
    // Some stand for a line that no log consists of.
    if (takenFor(Buffer.from(`${quiet.join('\n')}\n`)) !== carrier.format) continue;
    asked++;
    const staysItself = (lines: readonly (string | undefined)[]): void => {
      const now = takenFor(Buffer.from(`${lines.join('\n')}\n`));
      assert.equal(now, carrier.format, `${carrier.what}: ${lines.join('\n').slice(0, 2000)}`);
    };
    for (const forged of Object.values(FORGED_LINES)) {
      for (const way of WAYS) staysItself([carrier.write(way(forged)), ...quiet]);
      staysItself([...quiet, carrier.write(forged)]);
    }
    for (const text of OTHERS) {
      staysItself([quiet[0], ...Array.from({ length: 25 }, () => carrier.write(text))]);
      staysItself([carrier.write(text), quiet[0]]);
    }
  }
  assert.ok(asked > 40, `${asked} of ${CARRIERS.length}`);
});
