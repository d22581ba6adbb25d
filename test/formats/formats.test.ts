import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { DocumentFormat, Format, LineFormat } from '../../src/formats/format.ts';
import { FORMATS } from '../../src/formats/index.ts';
import { headBytes, recognise } from '../../src/evidence/recognise.ts';
import { survey } from '../../src/evidence/survey.ts';
import { fixture, temporary } from '../support.ts';
import { readCapture } from './pcap/capture-builder.ts';
import { contentOf, effects, parseDocument } from '../evidence/evidence-support.ts';
import type { ParsedDocument } from '../evidence/evidence-support.ts';
import { accounted, headOf, parseAll } from './memory-sink.ts';
import type { Parsed } from './memory-sink.ts';

/** Formats whose fixtures are elsewhere: with the stage that reads them. */
const ELSEWHERE = new Map([['notice', fixture('notices', 'aws')]]);

interface Sample {
  format: Format;
  path: string;
  content: Buffer;
}

/** Every fixture of every format, read through the survey as evidence is. */
async function samples(scratch: string): Promise<Sample[]> {
  const all: Sample[] = [];
  for (const format of FORMATS) {
    if (ELSEWHERE.has(format.name)) continue;
    const folder = fixture('formats', format.name);
    if (!existsSync(folder)) continue;
    const { found } = await survey([folder], join(scratch, format.name), {}, effects);
    for (const file of found) {
      const { text } = await contentOf(file);
      assert.equal(
        file.format?.name,
        format.name,
        `${format.name}/${file.path}: ${file.recognition?.because}`,
      );
      all.push({ format, path: `${format.name}/${file.path}`, content: Buffer.from(text, 'latin1') });
    }
  }
  return all;
}

function parsedOf(format: LineFormat | DocumentFormat, content: Uint8Array): Parsed | ParsedDocument {
  // What carries no year is read as of a file of that time.
  const options = { modified: Date.UTC(2026, 10, 21) / 1000 };
  return format.kind === 'lines'
    ? parseAll(format, content, 97, options)
    : parseDocument(format, content, options);
}

function countsAddUp(format: Format, content: Uint8Array): void {
  if (format.kind === 'lines') {
    const result = parseAll(format, content, 97);
    assert.equal(accounted(result), result.read);
    rowsFit(format, result);
  } else if (format.kind === 'document') {
    rowsFit(format, parseDocument(format, content));
  } else if (format.kind === 'packets') {
    const result = readCapture(() => format.records(), content, { shards: 2, size: 97 });
    assert.equal(accounted(result), result.read);
    const counted = result.rows.reduce((sum, row) => sum + Number(row['packets']), 0);
    assert.equal(counted, result.parsed);
  }
}

/** A record is one row, or one and more where the format fills several tables. */
function rowsFit(
  { also }: { also?: readonly string[] },
  { rows, parsed }: { rows: readonly unknown[]; parsed: number },
): void {
  if (also === undefined) assert.equal(rows.length, parsed);
  else assert.ok(rows.length >= parsed, `${rows.length} rows of ${parsed} records`);
}

test('every format has a folder of fixtures, and each fixture is taken for its format', async (t) => {
  const found = await samples(await temporary(t));
  for (const { name } of FORMATS) {
    const own = found.some((sample) => sample.format.name === name);
    assert.ok(own || existsSync(ELSEWHERE.get(name) ?? ''), `no fixture in test/formats/fixtures/${name}/`);
  }
});

test('every format stands in the reference', async () => {
  const reference = await readFile(
    fixture('formats', '..', '..', '..', 'docs', 'reference', 'formats.md'),
    'utf8',
  );
  for (const { name } of FORMATS) {
    assert.ok(reference.includes(`\n| \`${name}\` |`), `${name} has no row in docs/reference/formats.md`);
  }
});

test('formats have names of their own, and say how they read times', () => {
  assert.equal(new Set(FORMATS.map((format) => format.name)).size, FORMATS.length);
  for (const format of FORMATS) assert.ok(format.title !== '' && format.zone !== '');
});

test('the sample of each format is taken for it, and every record of it is read', () => {
  for (const format of FORMATS) {
    const content = Buffer.from(`${format.sample}\n`);
    if (format.sample === '') continue;
    assert.equal(recognise(headOf(content), FORMATS).format?.name, format.name);
    if (format.kind !== 'lines' && format.kind !== 'document') continue;
    const { parsed, rejects } = parsedOf(format, content);
    assert.ok(parsed > 0, `${format.name}: nothing was read of its sample`);
    assert.deepEqual(rejects, [], format.name);
  }
});

test('a file called anything is taken for the same', async (t) => {
  for (const { format, content } of await samples(await temporary(t))) {
    const head = content.subarray(0, headBytes(content));
    assert.equal(recognise(headOf(head, 'x.jpg'), FORMATS).format?.name, format.name);
  }
});

test('no change to a fixture makes its format throw, and every line is counted once', async (t) => {
  const all = await samples(await temporary(t));
  const odd = fc.constantFrom(0, 9, 10, 13, 32, 34, 44, 92, 123, 125, 0x80, 0xff);
  const change = fc.tuple(fc.nat(), fc.nat(3), odd);
  fc.assert(
    fc.property(
      fc.constantFrom(...all),
      fc.array(change, { maxLength: 6 }),
      ({ format, content }, changes) => {
        let bytes = Buffer.from(content);
        for (const [place, cut, byte] of changes) {
          const at = place % (bytes.length + 1);
          bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from([byte]), bytes.subarray(at + cut)]);
        }
        recognise(headOf(bytes), FORMATS);
        countsAddUp(format, bytes);
      },
    ),
    { numRuns: 400 },
  );
});

test('no bytes make any format throw', () => {
  fc.assert(
    fc.property(fc.constantFrom(...FORMATS), fc.uint8Array({ maxLength: 400 }), (format, bytes) => {
      format.recognise(headOf(bytes));
      countsAddUp(format, bytes);
    }),
    { numRuns: 600 },
  );
});

test('a line of nothing but spaces is a blank line in every log', () => {
  for (const format of FORMATS) {
    if (format.kind !== 'lines') continue;
    const options = { modified: Date.UTC(2026, 10, 21) / 1000 };
    const plain = parseAll(format, `${format.sample}\n`, 4096, options);
    const spaced = parseAll(format, `${format.sample}\n \t \r\n   \n`, 4096, options);
    const blank = (spaced.skipped['blank line'] ?? 0) - (plain.skipped['blank line'] ?? 0);
    assert.equal(blank, 2, `${format.name}: ${JSON.stringify([spaced.skipped, spaced.rejects])}`);
    assert.deepEqual(spaced.rejects, plain.rejects, format.name);
  }
});
