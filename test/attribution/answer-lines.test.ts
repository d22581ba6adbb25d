import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { AnswerLines } from '../../src/attribution/answer-lines.ts';
import { importFile } from '../../src/attribution/import.ts';
import { Ranges, sourceOfText } from '../../src/attribution/ranges.ts';
import type { Source } from '../../src/model/source.ts';
import { ipRanges } from './world.ts';

const AT = Date.parse('2018-03-06T00:00:00Z') / 1000;
const FILE = ipRanges('2018-03-05T00:00:00Z', [
  ['52.44.0.0/15', 'EC2', 'us-east-1'],
  ['52.44.1.0/24', 'CODEBUILD', 'us-east-1'],
  // A documentation block that somebody publishes is both.
  ['198.51.100.0/25', 'EC2', 'us-east-1'],
]);
const OWN = Buffer.from('52.46.0.0/18,株式会社サンプル,店舗,大阪\n');

function ranges(): Ranges {
  const imported = '2018-03-05T00:00:00Z';
  const { histories } = importFile([], FILE, { source: 'a.json', imported });
  return new Ranges(importFile(histories, OWN, { source: 'own.csv', imported }).histories);
}

function words({ provider, services, region, prefix, note }: Source): string {
  return [provider ?? '-', services?.join(), region, prefix, note]
    .filter((word) => word !== undefined)
    .join(' ');
}

/** All answers, and which lines went the slow way. */
function answered(known: Ranges, chunks: readonly Uint8Array[]): { text: string; slow: [string, number][] } {
  let text = '';
  const slow: [string, number][] = [];
  const lines = new AnswerLines(known, AT, {
    tail: (label, special) => words(known.answer('', label, AT, special)),
    other: (line, number) => {
      slow.push([line, number]);
      return line === '' ? '' : `${line.padEnd(15)}  ${words(sourceOfText(known, line, AT))}\n`;
    },
    write: (bytes) => {
      text += Buffer.from(bytes).toString('utf8');
    },
  });
  for (const chunk of chunks) lines.add(chunk);
  lines.finish();
  return { text, slow };
}

test('a long list gets the same answers, in the same order, wherever its chunks are cut', () => {
  const known = ranges();
  const octet = fc.oneof(
    fc.integer({ min: 0, max: 255 }),
    fc.constantFrom(0, 1, 44, 52, 100, 127, 198, 224, 255),
  );
  const address = fc.oneof(
    fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.')),
    fc.constantFrom(
      '52.44.1.9',
      '52.45.255.255',
      '52.46.1.1',
      '198.51.100.9',
      '198.51.100.200',
      '10.0.0.1',
      '224.0.0.1',
      '255.255.255.255',
      '169.254.169.254',
      '2600:1f18::1',
    ),
    fc.constantFrom(
      '',
      '010.1.1.1',
      '1.2.3',
      '1.2.3.4.5',
      '1.2.3.4 ',
      '1.2.3.256',
      '.1.2.3',
      '1..2.3',
      '1.2.3.',
      'x',
      '99999999999999999999',
      '日本',
    ),
  );
  fc.assert(
    fc.property(
      fc.array(address, { maxLength: 60 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.integer({ min: 1, max: 40 }),
      (list, feed, ended, size) => {
        const bytes = Buffer.from(list.join(feed) + (ended && list.length > 0 ? feed : ''));
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
          bytes.subarray(i * size, (i + 1) * size),
        );
        const expected = list
          .filter((line) => line !== '')
          .map((line) => `${line.padEnd(15)}  ${words(sourceOfText(known, line, AT))}\n`);
        assert.equal(answered(known, chunks).text, expected.join(''));
      },
    ),
    { numRuns: 300 },
  );
});

test('plain addresses go the fast way, special ones too, and the others keep the number of their line', () => {
  const list = ['52.44.1.9', '10.1.1.1', '8.8.8.8', '240.0.0.1', 'nobody', '52.46.1.1', '2600::1'];
  const { text, slow } = answered(ranges(), [Buffer.from(`${list.join('\n')}\n`)]);
  assert.deepEqual(slow, [
    ['nobody', 5],
    ['2600::1', 7],
  ]);
  assert.match(text, /^52\.46\.1\.1 {8}株式会社サンプル 店舗 大阪 52\.46\.0\.0\/18/m);
});
