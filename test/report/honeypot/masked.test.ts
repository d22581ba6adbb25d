// oxlint-disable typescript/no-unsafe-type-assertion -- a case is walked through, whatever it holds
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { tmpdir } from 'node:os';
import * as fc from 'fast-check';
import { readCase } from '../../../src/cases/read-case.ts';
import { main } from '../../../src/cli/main.ts';
import { pseudonymBy } from '../../../src/desk/examination/mask-key.ts';
import { LANGS } from '../../../src/language/lang.ts';
import type { CaseDocument } from '../../../src/model/case.ts';
import { maskedDocument, maskedPage } from '../../../src/report/honeypot/masked-page.ts';
import { maskedOf } from '../../../src/report/honeypot/masked.ts';
import { renderReport } from '../../../src/report/report.ts';
import { world } from '../../attribution/world.ts';
import { ROOT } from '../../support.ts';
import { formsOfAddress, formsOfDay, formsOfNumber, formsOfText } from './encodings.ts';

const KEY = Buffer.from('a key of thirty-two bytes, fixed');
const OPTIONS = { pseudonym: pseudonymBy(KEY), least: 100, named: 0.01 };

let folder = '';
let document: CaseDocument;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'abusedesk-masked-'));
  const { effects, written } = world(join(folder, 'home'), { cwd: () => folder });
  const argv = ['investigate', join(ROOT, 'examples', 'honeypot-and-aws'), '--case', 'c', '--quiet'];
  assert.equal(await main(argv, new AbortController().signal, effects), 0, written.stderr);
  document = readCase(JSON.parse(await readFile(join(folder, 'c', 'case.json'), 'utf8')));
});

after(async () => rm(folder, { recursive: true, force: true }));

/** What is put into the case in the place of what is there. */
interface Planted {
  numbers: number[];
  addresses: string[];
  texts: string[];
  days: string[];
}

const planted: fc.Arbitrary<Planted> = fc.record({
  numbers: fc.array(fc.integer({ min: 12_345_678, max: 2_000_000_000 }), { minLength: 40, maxLength: 40 }),
  addresses: fc.array(fc.oneof(fc.ipV4(), fc.stringMatching(/^2001:db8(?::[1-9a-f][0-9a-f]{3}){6}$/)), {
    minLength: 20,
    maxLength: 20,
  }),
  texts: fc.array(fc.stringMatching(/^[a-z]{5}[0-9]{4}[a-z]{6}$/), { minLength: 20, maxLength: 20 }),
  days: fc.array(
    fc
      .date({ min: new Date('1981-01-01'), max: new Date('2069-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10)),
    { minLength: 10, maxLength: 10 },
  ),
});

/** Shares, ports and what our own words say; everything else could give somebody away. */
const KEPT = /^(?:share_.*|protocol|port|direction|class|what|part|active_days|provider)$/;

/** The case with planted values in every number, address, day and text that is not a share, a port or a word of ours. */
function plant(whole: CaseDocument, { numbers, addresses, texts, days }: Planted): CaseDocument {
  let next = 0;
  const from = <T>(list: readonly T[]): T => list[next++ % list.length]!;
  const cell = (column: string, value: unknown): unknown => {
    if (value === null || KEPT.test(column)) return value;
    if (column === 'day' && typeof value === 'string') return days[Number(value.slice(-2)) % days.length];
    if (column === 'address') return from(addresses);
    return typeof value === 'number' ? from(numbers) : from(texts);
  };
  const anywhere = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(anywhere);
    if (typeof value === 'string') return from(next % 2 === 0 ? texts : addresses);
    if (typeof value === 'number') return from(numbers);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, name === 'key' ? item : anywhere(item)]),
    );
  };
  return {
    ...whole,
    id: from(texts),
    evidence: whole.evidence.map((one) => ({
      ...one,
      path: from(texts),
      sha256: from(texts),
      bytes: from(numbers),
    })),
    gaps: anywhere(whole.gaps) as CaseDocument['gaps'],
    sources: anywhere(whole.sources) as CaseDocument['sources'],
    tables: whole.tables.map((table) => ({
      ...table,
      sql: from(texts),
      lines: { sql: from(texts), by: [] },
      rows: table.rows.map((row) =>
        row.map((value, i) => cell(table.columns[i] ?? '', value) as (typeof row)[number]),
      ),
    })),
    series: whole.series.map((one) => ({
      ...one,
      start: `${from(days)}T00:00:00Z`,
      out: one.out.map(() => from(numbers)),
      in: one.in.map(() => from(numbers)),
      sql: from(texts),
    })),
    honeypot: {
      because: 'asked',
      set: { kind: 'prefixes', name: from(texts), prefixes: from(numbers) },
      periods: { before: { from: from(days), to: from(days) }, now: { from: from(days), to: from(days) } },
      statements: [{ key: 'potNothing', params: { text: from(texts) } }],
      definitions: [],
    },
  };
}

function forms({ numbers, addresses, texts, days }: Planted): Set<string> {
  return new Set([
    ...numbers.flatMap(formsOfNumber),
    ...addresses.flatMap(formsOfAddress),
    ...texts.flatMap(formsOfText),
    ...days.flatMap(formsOfDay),
  ]);
}

test('nothing that is planted into a case is found in what is published of it, in any encoding', () => {
  fc.assert(
    fc.property(planted, fc.constantFrom(...LANGS), (values, lang) => {
      const masked = maskedOf(plant(document, values), OPTIONS);
      assert.ok(masked.tables.length > 8 && masked.series.length === 2);
      const written = [maskedPage(masked, lang), JSON.stringify(maskedDocument(masked, lang), null, 2)];
      // Marks are ten characters of chance, in which short forms stand by chance too; a test of their own looks at them.
      const told = written.map((text) => text.replaceAll(/(?:address|file|network)-[0-9a-z]{10}/g, ''));
      for (const form of forms(values)) {
        if (form.length < 6) continue;
        for (const text of told) assert.ok(!text.includes(form), `${lang}: ${form}`);
      }
    }),
    { seed: 1907, numRuns: 25, endOnFailure: true },
  );
});

test('the same values are found in the report that is not masked, so the search can find something', () => {
  const [values] = fc.sample(planted, { seed: 1907, numRuns: 1 });
  assert.ok(values);
  const page = renderReport(plant(document, values), {
    lang: 'en',
    now: new Date('2026-11-21T06:30:00Z'),
    zone: 'UTC',
  });
  const found = [...forms(values)].filter((form) => page.includes(form));
  assert.ok(found.length > 40, `${found.length}`);
});

test('a masked page loads nothing, has no script, comment, link or embedded data, and no figure above a hundred but ports', () => {
  const masked = maskedOf(document, OPTIONS);
  const page = maskedPage(masked, 'en');
  assert.doesNotMatch(page, /<script|<!--|href=|src=|url\(|abusedesk query|SELECT/);
  const body = page
    .slice(page.indexOf('<main>'))
    .replaceAll(/<svg[\s\S]*?<\/svg>/g, '')
    .replaceAll(/<[^>]*>/g, ' ');
  const ports = new Set(
    document.tables.flatMap(({ columns, rows }) => rows.map((row) => String(row[columns.indexOf('port')]))),
  );
  const large = (body.replaceAll(/(?:address|file|network)-[0-9a-z]{10}/g, '').match(/\d+/g) ?? []).filter(
    (digits) => Number(digits) > 100 && !ports.has(digits),
  );
  assert.deepEqual(large, []);
});

test('its shares are those of the case, in whole per cents', () => {
  const { tables, series } = maskedOf(document, OPTIONS);
  for (const { columns, rows } of tables) {
    for (const row of rows) {
      columns.forEach((column, i) => {
        const value = row[i];
        if (!column.startsWith('share_') || value === null) return;
        assert.ok(
          typeof value === 'number' && Math.abs(value * 100 - Math.round(value * 100)) < 1e-9,
          column,
        );
      });
    }
  }
  const traffic = tables.find(({ name }) => name === 'honeypot_traffic');
  const whole = document.tables.find(({ name }) => name === 'honeypot_traffic');
  const at = (table: typeof whole | typeof traffic): unknown =>
    table?.rows[0]?.[table.columns.indexOf('share_flows')];
  assert.equal(at(traffic), Math.round(Number(at(whole)) * 100) / 100);
  for (const { out, in: into } of series) {
    assert.equal(Math.max(...out, ...into), 100);
    assert.ok([...out, ...into].every((value) => Number.isInteger(value)));
  }
});

test('clouds keep their names, and what somebody calls a network of his own is a mark', () => {
  const own: CaseDocument = {
    ...document,
    tables: document.tables.map((table) =>
      table.name === 'honeypot_providers'
        ? {
            ...table,
            rows: table.rows.map((row) =>
              row.map((value, i) =>
                table.columns[i] === 'provider' && value === null ? 'our-branch-in-kyoto' : value,
              ),
            ),
          }
        : table,
    ),
  };
  const masked = maskedOf(own, OPTIONS);
  const providers = masked.tables
    .find(({ name }) => name === 'honeypot_providers')
    ?.rows.map(([provider]) => String(provider));
  assert.ok(providers !== undefined && providers.includes('aws'));
  assert.ok(providers.some((provider) => /^network-[0-9a-z]{10}$/.test(provider)));
  assert.ok(!maskedPage(masked, 'ja').includes('kyoto'));
});

test('marks are the same by one key, others by another, and tell nothing of the key', () => {
  const other = pseudonymBy(Buffer.alloc(32, 7));
  const address = '198.51.100.7';
  assert.equal(OPTIONS.pseudonym('address', address), pseudonymBy(KEY)('address', address));
  assert.notEqual(OPTIONS.pseudonym('address', address), other('address', address));
  assert.notEqual(OPTIONS.pseudonym('address', address), OPTIONS.pseudonym('address', '198.51.100.8'));
  assert.match(OPTIONS.pseudonym('address', address), /^address-[0-9a-z]{10}$/);
  const page = maskedPage(maskedOf(document, OPTIONS), 'en');
  for (const form of formsOfText(KEY.toString('latin1'))) assert.ok(!page.includes(form));
});

test('of few flows nothing but that is said', () => {
  const few: CaseDocument = {
    ...document,
    tables: document.tables.map((table) => ({
      ...table,
      rows: table.rows.map((row) =>
        row.map((value, i) =>
          /flows|sources|hits/.test(table.columns[i] ?? '') &&
          typeof value === 'number' &&
          Number.isInteger(value)
            ? 3
            : value,
        ),
      ),
    })),
    series: document.series.map((one) => ({ ...one, out: one.out.map(() => 0), in: one.in.map(() => 1) })),
  };
  const { tables, series, statements } = maskedOf(few, OPTIONS);
  assert.deepEqual([tables, series], [[], []]);
  assert.deepEqual(
    statements.map(({ key }) => key),
    ['potWithheld', 'potMasked'],
  );
});

/** What every file of a folder holds. */
async function contents(path: string): Promise<Map<string, string>> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(async (file): Promise<[string, string]> => [file, await readFile(file, 'base64')]),
    ),
  );
}

test('report --mask writes a page and the same as data elsewhere, and never touches the case', async () => {
  const { effects, written } = world(join(folder, 'home'), { cwd: () => folder });
  const run = (...argv: string[]): Promise<number> => main(argv, new AbortController().signal, effects);
  const dir = join(folder, 'c');
  const standing = await contents(dir);
  assert.equal(await run('report', 'c', '--mask'), 0, written.stderr);
  assert.equal(
    written.stdout,
    `${join(folder, 'honeypot-masked.html')}\n${join(folder, 'honeypot-masked.json')}\n`,
  );
  const page = await readFile(join(folder, 'honeypot-masked.html'), 'utf8');
  const data = JSON.parse(await readFile(join(folder, 'honeypot-masked.json'), 'utf8'));
  assert.equal(data.schema, 'abusedesk.masked/1');
  for (const secret of [
    '10.50.0.10',
    document.id,
    'eni-0a19b2c3d4e5f6071',
    '2026-03',
    '198.18.',
    '198.51.100.',
    folder,
  ]) {
    assert.ok(!page.includes(secret), secret);
    assert.ok(!JSON.stringify(data).includes(secret), secret);
  }
  const key = await stat(join(folder, 'home', 'mask.key'));
  assert.equal(key.size, 32);
  if (process.platform !== 'win32') assert.equal(key.mode & 0o777, 0o600);

  assert.equal(
    await run(
      'report',
      'c',
      '--mask',
      '--prefix',
      '198.18.0.0/16',
      '--lang',
      'ko',
      '--output',
      'blog.html',
      '--quiet',
    ),
    0,
  );
  const again = await readFile(join(folder, 'blog.html'), 'utf8');
  assert.ok(!again.includes('198.18'));
  const marks = (text: string): string[] => [...new Set(text.match(/address-[0-9a-z]{10}/g))].toSorted();
  assert.ok(marks(page).length === 20);
  assert.deepEqual(marks(again), marks(page));

  assert.equal(await run('report', 'c', '--mask', '--output', 'c/blog.html'), 2);
  assert.match(written.stderr, /does not belong into the case folder/);
  assert.deepEqual(await contents(dir), standing);
});
