import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { ALB_ACCESS } from '../../../src/formats/elb/alb-access.ts';
import { ALB_CONNECTION } from '../../../src/formats/elb/alb-connection.ts';
import { AWS_WAF } from '../../../src/formats/waf/aws-waf.ts';
import { CLOUDFRONT } from '../../../src/formats/cloudfront/cloudfront.ts';
import { CLOUDFRONT_JSON } from '../../../src/formats/cloudfront/cloudfront-json.ts';
import { CLOUDTRAIL } from '../../../src/formats/cloudtrail/cloudtrail.ts';
import { ELB_CLASSIC } from '../../../src/formats/elb/elb-classic.ts';
import type { DocumentFormat, LineFormat } from '../../../src/formats/format.ts';
import { FORMATS } from '../../../src/formats/index.ts';
import { NLB_TLS } from '../../../src/formats/elb/nlb-tls.ts';
import { S3_ACCESS } from '../../../src/formats/s3/s3-access.ts';
import { TGW_FLOW } from '../../../src/formats/vpc-flow/tgw-flow.ts';
import { recognise } from '../../../src/evidence/recognise.ts';
import { readAs } from '../cloud-support.ts';
import { accounted, headOf, parseAll } from '../memory-sink.ts';

const CLOUD: readonly (LineFormat | DocumentFormat)[] = [
  ALB_ACCESS,
  ALB_CONNECTION,
  NLB_TLS,
  ELB_CLASSIC,
  S3_ACCESS,
  CLOUDFRONT,
  CLOUDFRONT_JSON,
  AWS_WAF,
  CLOUDTRAIL,
  TGW_FLOW,
];

const INNOCENT = '192.0.2.99';
const ATTACKER = '203.0.113.9';

/** What an attacker may write into a URL, an agent, a referer: whole lines of every format, and pieces that close them. */
const FORGED: readonly string[] = [
  ...CLOUD.map((format) => format.sample.replaceAll(ATTACKER, INNOCENT)),
  ...CLOUD.map((format) => `\n${format.sample.replaceAll(ATTACKER, INNOCENT)}`),
  `" "${INNOCENT}`,
  `" 200 - 1 1 1 1 "-" "${INNOCENT}`,
  `" 200 - 1 1 1 1 - - - - - - - - ${INNOCENT}`,
  `" "-" - - "-" "${INNOCENT}" "-"`,
  `\t${INNOCENT}\tGET\t/`,
  `","clientIp":"${INNOCENT}","x":"`,
  `"}}\n{"timestamp":1772445601981,"webaclId":"x","httpRequest":{"clientIp":"${INNOCENT}"}}`,
  `","sourceIPAddress":"${INNOCENT}","eventName":"ConsoleLogin`,
  `\r\n${INNOCENT} - - [02/Mar/2026:10:00:01 +0000] "GET / HTTP/1.1" 200 1 "-" "-"`,
  `\\" ${INNOCENT} \\`,
  `http 2026-03-02T10:00:01.186641Z app/x/1 ${INNOCENT}:1 - 0 0 0 200 200 1 1 "GET / HTTP/1.1" "-" - -`,
  `#Fields: c-ip date time x-edge-location\n${INNOCENT}\t2026-03-02\t10:00:01\tX`,
];

/** Where a log puts a text of the client's, and what the server makes of the text before. */
interface Place {
  format: LineFormat | DocumentFormat;
  line: (text: string) => string;
}

const escapeX = (text: string): string =>
  text.replaceAll(/["\\\u0000-\u001f]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
/** S3 and Classic Load Balancers leave quotes as they are; a line end never gets through HTTP. */
const oneLine = (text: string): string => text.replaceAll(/[\r\n]/g, ' ');
const json = (text: string): string => JSON.stringify(text).slice(1, -1);
const inSample = (sample: string, from: string, to: string): string => {
  assert.ok(sample.includes(from), from);
  return sample.replace(from, () => to);
};

const PLACES: readonly Place[] = [
  { format: ALB_ACCESS, line: (text) => inSample(ALB_ACCESS.sample, '/cart?id=7', `/${escapeX(text)}`) },
  { format: ALB_ACCESS, line: (text) => inSample(ALB_ACCESS.sample, 'curl/8.5.0', escapeX(text)) },
  { format: ALB_ACCESS, line: (text) => inSample(ALB_ACCESS.sample, 'curl/8.5.0', oneLine(text)) },
  { format: ELB_CLASSIC, line: (text) => inSample(ELB_CLASSIC.sample, 'curl/8.5.0', oneLine(text)) },
  { format: ELB_CLASSIC, line: (text) => inSample(ELB_CLASSIC.sample, '80/ ', `80/${oneLine(text)} `) },
  { format: S3_ACCESS, line: (text) => inSample(S3_ACCESS.sample, 'curl/8.5.0', oneLine(text)) },
  {
    format: S3_ACCESS,
    line: (text) => inSample(S3_ACCESS.sample, '/example-bucket/photos/cat.jpg', `/${oneLine(text)}`),
  },
  { format: S3_ACCESS, line: (text) => inSample(S3_ACCESS.sample, '"-" "curl', `"${oneLine(text)}" "curl`) },
  {
    format: ALB_CONNECTION,
    line: (text) => inSample(ALB_CONNECTION.sample, '"-"', `"CN=${escapeX(text)}"`),
  },
  {
    format: CLOUDFRONT,
    line: (text) => inSample(CLOUDFRONT.sample, 'curl/8.5.0', encodeURIComponent(text)),
  },
  { format: CLOUDFRONT, line: (text) => inSample(CLOUDFRONT.sample, '/cart', encodeURI(text)) },
  { format: CLOUDFRONT_JSON, line: (text) => inSample(CLOUDFRONT_JSON.sample, '/cart', json(text)) },
  { format: AWS_WAF, line: (text) => inSample(AWS_WAF.sample, '/cart', json(text)) },
  { format: AWS_WAF, line: (text) => inSample(AWS_WAF.sample, 'shop.example.com', json(text)) },
  { format: CLOUDTRAIL, line: (text) => inSample(CLOUDTRAIL.sample, 'aws-cli/2.15.0', json(text)) },
];

test('log lines that an attacker writes into a URL, an agent or a certificate create no event of their own', () => {
  let tried = 0;
  for (const { format, line } of PLACES) {
    const honest = readAs(format, `${format.sample}\n`).rows.filter((row) => row['table'] === undefined);
    for (const forged of FORGED) {
      tried += 1;
      const { rows, rejects } = readAs(format, `${line(forged)}\n`);
      const own = rows.filter((row) => row['table'] === undefined);
      assert.ok(own.length + rejects.length <= honest.length, `${format.name}: ${forged}`);
      for (const row of rows) {
        for (const column of ['c_ip', 'src', 's_ip', 'dst', 'peer']) {
          assert.notEqual(row[column], INNOCENT, `${format.name}: ${column} from ${forged}`);
        }
        assert.equal(row['ts'] ?? row['ts_start'], honest[0]?.['ts'] ?? honest[0]?.['ts_start']);
      }
    }
  }
  assert.ok(tried >= 200, `${tried} forged lines`);
});

test('a status that an attacker writes into an S3 request is never believed', () => {
  const forged = inSample(
    S3_ACCESS.sample,
    'cat.jpg HTTP/1.1" 200',
    'x" 200 - 1 1 1 1 "-" "x" HTTP/1.1" 403',
  );
  assert.equal(readAs(S3_ACCESS, forged).rows[0]?.['sc_status'], undefined);
});

test('each sample of the cloud logs is taken for its format among all of them, and by no other with certainty', () => {
  for (const format of CLOUD) {
    const head = headOf(Buffer.from(`${format.sample}\n`));
    assert.equal(recognise(head, FORMATS).format?.name, format.name);
    for (const other of FORMATS) {
      const confidence = other.recognise(head)?.confidence ?? 0;
      const mine = format.recognise(head)?.confidence ?? 0;
      assert.ok(other === format || confidence < mine, `${format.name} taken for ${other.name}`);
    }
  }
});

test('texts that only speak of such logs are not taken for them', () => {
  const near = [
    'http is slow since 2026-03-02T10:00:01Z\n',
    'tls 2.0 is what we use\n',
    '2026-03-02T10:00:01.945958Z INFO started in 0.2 seconds\n',
    'the bucket [02/Mar/2026:10:00:01 +0000] was listed\n',
    'tgw-id tgw-attachment-id\n',
    '{"Records":[{"s3":{"bucket":"x"}}]}\n',
    '{"eventVersion":"2.1","eventSource":"aws:s3","eventTime":"2026-03-02T10:00:01Z","eventName":"Put"}\n',
  ];
  for (const text of near) {
    const name = recognise(headOf(Buffer.from(text)), FORMATS).format?.name ?? '';
    assert.ok(!CLOUD.some((format) => format.name === name), `${text.trim()}: ${name}`);
  }
});

test('no damage to a record makes its format throw or lose count, wherever the blocks are cut', () => {
  const odd = fc.constantFrom(
    ' ',
    '"',
    '\\',
    '\n',
    '\r',
    '\t',
    '-',
    ':',
    '[',
    ']',
    '{',
    '}',
    ',',
    '\u0000',
    'é',
    '9'.repeat(20),
  );
  const change = fc.tuple(fc.nat(), fc.nat(5), odd);
  const lines = CLOUD.filter((format) => format.kind === 'lines');
  fc.assert(
    fc.property(
      fc.constantFrom(...lines),
      fc.array(change, { maxLength: 8 }),
      fc.integer({ min: 1, max: 300 }),
      (format, changes, size) => {
        let text = `${format.sample}\n${format.sample}\n`;
        for (const [place, cut, piece] of changes) {
          const at = place % (text.length + 1);
          text = text.slice(0, at) + piece + text.slice(at + cut);
        }
        const bytes = Buffer.from(text);
        const whole = parseAll(format, bytes);
        assert.equal(accounted(whole), whole.read);
        assert.deepEqual(parseAll(format, bytes, size).rows, whole.rows);
      },
    ),
    { numRuns: 1500 },
  );
});
