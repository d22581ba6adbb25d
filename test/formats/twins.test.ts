import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isUtf8 } from 'node:buffer';
import { FORMATS } from '../../src/formats/index.ts';
import type { EvidenceFile } from '../../src/evidence/evidence-file.ts';
import { survey } from '../../src/evidence/survey.ts';
import { fixture, temporary } from '../support.ts';
import { contentOf, effects, parseDocument, surveyed } from '../evidence/evidence-support.ts';
import { parseAll } from './memory-sink.ts';
import type { PlainRow } from './memory-sink.ts';

/** What carries no year is read as of a file of that time. */
const MODIFIED = { modified: Date.UTC(2026, 10, 21) / 1000 };

/** What is text: the others have no sample. */
const TEXTS = FORMATS.filter(
  ({ kind, sample }) => (kind === 'lines' || kind === 'document') && sample !== '',
);

interface Read {
  format: string | undefined;
  rows: PlainRow[];
  parsed: number;
  rejected: number;
}

async function read(found: EvidenceFile): Promise<Read> {
  const { format } = found;
  const content = Buffer.from((await contentOf(found)).text, 'latin1');
  const none = { format: format?.name, rows: [], parsed: 0, rejected: 0 };
  if (format?.kind !== 'lines' && format?.kind !== 'document') return none;
  const options = { ...found.read, ...MODIFIED };
  const { rows, parsed, rejects } =
    format.kind === 'lines'
      ? parseAll(format, content, 1 << 20, options)
      : parseDocument(format, content, options);
  return { format: format.name, rows, parsed, rejected: rejects.length };
}

/** The fixtures that are text, as files have them. */
async function texts(scratch: string): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  for (const { name, kind } of FORMATS) {
    const folder = fixture('formats', name);
    if ((kind !== 'lines' && kind !== 'document') || !existsSync(folder)) continue;
    const { found } = await survey([folder], join(scratch, name), {}, effects);
    for (const one of found) {
      if (one.compressed || one.recognition?.because.startsWith('UTF-16') === true) continue;
      const { text } = await contentOf(one);
      if (!text.includes('\0') && isUtf8(Buffer.from(text, 'latin1'))) all.set(`${name}/${one.path}`, text);
    }
  }
  return all;
}

const CHANGES: Record<string, (text: string) => string> = {
  'line ends of Windows': (text) => text.replaceAll(/\r?\n/g, '\r\n'),
  'line ends of Unix': (text) => text.replaceAll(/\r?\n/g, '\n'),
  'a byte order mark': (text) => (text.startsWith('\u00ef\u00bb\u00bf') ? text : `\u00ef\u00bb\u00bf${text}`),
  'a byte order mark and line ends of Windows': (text) =>
    `\u00ef\u00bb\u00bf${text.replace(/^\u00ef\u00bb\u00bf/, '').replaceAll(/\r?\n/g, '\r\n')}`,
};

for (const [change, make] of Object.entries(CHANGES)) {
  test(`${change} change nothing of what is read, in any fixture of any format`, async (t) => {
    const originals = await texts(await temporary(t));
    const tried = new Set([...originals.keys()].map((name) => name.split('/', 1)[0]));
    const untried = TEXTS.filter(({ name }) => !tried.has(name)).map(({ name }) => name);
    assert.deepEqual(untried, [], 'every format of text has a fixture that is UTF-8');
    const files: Record<string, Buffer> = {};
    const names = [...originals.keys()];
    for (const [index, name] of names.entries()) {
      files[`${index}/as-it-was`] = Buffer.from(originals.get(name)!, 'latin1');
      files[`${index}/changed`] = Buffer.from(make(originals.get(name)!), 'latin1');
    }
    const { found } = await surveyed(t, files);
    const byPath = new Map(found.map((one) => [one.path, one]));
    const wrong: string[] = [];
    for (const [index, name] of names.entries()) {
      const before = byPath.get(`${index}/as-it-was`);
      const after = byPath.get(`${index}/changed`);
      if (before === undefined || after === undefined) {
        wrong.push(`${name}: ${before === undefined} ${after === undefined}`);
        continue;
      }
      try {
        assert.deepEqual(await read(after), await read(before), name);
      } catch (error) {
        wrong.push(`${name}: ${String(error).slice(0, 900)}`);
      }
    }
    assert.deepEqual(wrong, []);
  });
}
