import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { ALB_ACCESS } from '../../src/formats/elb/alb-access.ts';
import { CLOUDFRONT } from '../../src/formats/cloudfront/cloudfront.ts';
import { ELB_CLASSIC } from '../../src/formats/elb/elb-classic.ts';
import { S3_ACCESS } from '../../src/formats/s3/s3-access.ts';
import { parseAll } from './memory-sink.ts';
import type { PlainRow } from './memory-sink.ts';

/** What happened, before any log wrote it down. */
interface Happened {
  /** Milliseconds since 1970. */
  at: number;
  client: string;
  port: number;
  method: string;
  path: string;
  query: string;
  agent: string;
  status: number;
  received: number;
  sent: number;
  millis: number;
}

const word = (unit: string, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...unit.split('')), minLength: 1, maxLength });

const happened: fc.Arbitrary<Happened> = fc.record({
  at: fc.integer({ min: Date.UTC(2014, 0, 1), max: Date.UTC(2030, 0, 1) }),
  client: fc.oneof(fc.ipV4(), fc.constantFrom('2001:db8::7', '2001:db8:1:2:3:4:5:6')),
  port: fc.integer({ min: 1, max: 65_535 }),
  method: fc.constantFrom('GET', 'POST', 'PROPFIND', 'RPC_IN_DATA'),
  path: word('ab/%20.-_~"\'é ', 40).map((text) => `/${text}x`),
  query: fc.oneof(fc.constant('-'), word('ab=&%3D+"-', 30)),
  agent: word('Moz/5.0 (;)"\\-é', 40).map((text) => `M${text}m`),
  status: fc.integer({ min: 100, max: 599 }),
  received: fc.integer({ min: 0, max: 2 ** 40 }),
  sent: fc.integer({ min: 0, max: 2 ** 40 }),
  millis: fc.integer({ min: 0, max: 3_600_000 }),
});

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const escaped = (text: string): string =>
  text.replaceAll('\\', String.raw`\x5c`).replaceAll('"', String.raw`\x22`);

function iso(at: number): string {
  return `${new Date(at).toISOString().slice(0, 23)}000Z`;
}

function albLine(it: Happened): string {
  const seconds = (it.millis / 1000).toFixed(3);
  const request = `${it.method} https://shop.example.com:443${escaped(it.path)}?${escaped(it.query)} HTTP/1.1`;
  return `https ${iso(it.at)} app/shop/1 ${it.client}:${it.port} 10.0.1.20:80 0.000 ${seconds} 0.000 ${it.status} ${it.status} ${it.received} ${it.sent} "${request}" "${escaped(it.agent)}" - - - "-" "-" "-" 0 - "-" "-" "-" "-" "-" "-" "-"`;
}

function classicLine(it: Happened): string {
  const seconds = (it.millis / 1000).toFixed(6);
  const request = `${it.method} http://shop.example.com:80${it.path}?${it.query} HTTP/1.1`;
  return `${iso(it.at)} shop ${it.client}:${it.port} 10.0.1.20:80 0.000000 ${seconds} 0.000000 ${it.status} ${it.status} ${it.received} ${it.sent} "${request}" "${it.agent}" - -`;
}

function s3Line(it: Happened): string {
  const time = new Date(it.at);
  const day = `${String(time.getUTCDate()).padStart(2, '0')}/${MONTHS[time.getUTCMonth()]}/${time.getUTCFullYear()}`;
  const request = `${it.method} ${it.path}?${it.query} HTTP/1.1`;
  return `79a59df900b949e55d96a1e698fbaced bucket [${day}:${time.toISOString().slice(11, 19)} +0000] ${it.client} - 3E57 REST.GET.OBJECT k "${request}" ${it.status} - ${it.sent} ${it.sent} ${it.millis} 1 "-" "${it.agent}" - host= SigV4 - AuthHeader shop.example.com TLSv1.3 - -`;
}

function cloudfrontLines(it: Happened): string {
  const time = new Date(it.at).toISOString();
  const fields =
    'date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(User-Agent) cs-uri-query cs-bytes time-taken c-port';
  const values = [time.slice(0, 10), time.slice(11, 19), 'FRA56-P4', it.sent, it.client, it.method].concat(
    'shop.example.com',
    it.path,
    it.status,
    encodeURIComponent(it.agent),
    it.query,
    it.received,
    (it.millis / 1000).toFixed(3),
    it.port,
  );
  return `#Version: 1.0\n#Fields: ${fields}\n${values.join('\t')}`;
}

/** The columns that the log has, as they must come back. */
function expected(it: Happened, wanted: readonly string[]): PlainRow {
  const all: PlainRow = {
    c_ip: it.client,
    c_port: it.port,
    cs_host: 'shop.example.com',
    cs_method: it.method,
    cs_uri_stem: it.path,
    cs_uri_query: it.query,
    sc_status: it.status,
    cs_bytes: it.received,
    sc_bytes: it.sent,
    time_taken: it.millis,
    user_agent: it.agent,
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name)));
}

const CASES = [
  { format: ALB_ACCESS, write: albLine, lacks: [] },
  { format: ELB_CLASSIC, write: classicLine, lacks: [] },
  { format: S3_ACCESS, write: s3Line, lacks: ['c_port', 'cs_bytes'] },
  { format: CLOUDFRONT, write: cloudfrontLines, lacks: [] },
] as const;

for (const { format, write, lacks } of CASES) {
  test(`${format.name}: whatever happened comes back from the line that was written`, () => {
    fc.assert(
      fc.property(happened, (it) => {
        // There a query of one dash is no query.
        fc.pre(format !== CLOUDFRONT || it.query !== '-');
        const { rows, rejects } = parseAll(format, Buffer.from(`${write(it)}\n`));
        assert.deepEqual(rejects, []);
        const row = rows[0] ?? {};
        const names = Object.keys(expected(it, Object.keys(row).concat('user_agent', 'c_ip', 'sc_status')));
        const kept = Object.fromEntries(names.map((name) => [name, row[name] ?? '']));
        assert.deepEqual(kept, expected(it, names));
        assert.equal(names.length, 11 - lacks.length);
        const seconds = Math.floor(it.at / 1000);
        assert.equal(String(row['ts']).slice(0, 19), new Date(seconds * 1000).toISOString().slice(0, 19));
      }),
      { numRuns: 300 },
    );
  });
}
