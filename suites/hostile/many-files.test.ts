// oxlint-disable typescript/no-unsafe-type-assertion -- what the program itself wrote, as JSON
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporary } from '../../test/support.ts';
import { costOf, MAX_RESIDENT, MIB } from './costs.ts';
import type { Cost } from './costs.ts';
import { recorder } from './figures.ts';
import { SIZE, sized } from './size.ts';

const note = recorder('many-files');
const FILES = sized(5000, 200_000);
const IN_FOLDER = 1000;
const FLOWS = 3;
/** Of so many files one has a line that is none, and of so many more nothing is known what it is. */
const DAMAGED_EACH = 40;
const UNKNOWN_EACH = 50;
/** A case of very many files is no larger than one of the most that are listed, with all that is said of them. */
const MAX_CASE_BYTES = 8 * MIB;

const HEADER =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';

function contentOf(i: number): string {
  if (i % UNKNOWN_EACH === 0) return `what file ${i} holds, nobody knows\n`;
  const at = 1_718_281_600 + i;
  const flows = Array.from(
    { length: FLOWS },
    (_, n) =>
      `2 123456789012 eni-0a1b2c3d4e5f60718 10.0.${(i >> 8) % 256}.${i % 256} 198.51.100.${n + 1} ${20_000 + n} 443 6 10 ${5000 + n} ${at} ${at + 50} ACCEPT OK`,
  );
  if (i % DAMAGED_EACH === 1) flows.push('2 123456789012 eni-0a1b2c3d4e5f60718 10.0.0.1');
  return `${[HEADER, ...flows].join('\n')}\n`;
}

interface Shown {
  evidence: { path: string; format: string; rejected: number }[];
  evidence_unlisted: Record<'files' | 'read' | 'parsed' | 'rejected' | 'skipped', number>;
  gaps: { message: { key: string; params: { count?: number } } }[];
}

test(`a case of ${FILES} files is bounded, its counts are those of all, and every command opens it again`, async (t) => {
  const root = await temporary(t);
  const evidence = join(root, 'evidence');
  let damaged = 0;
  let unknown = 0;
  for (let i = 0; i < FILES; i += 1) {
    const folder = join(evidence, String(Math.floor(i / IN_FOLDER)));
    if (i % IN_FOLDER === 0) mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${i}.log`), contentOf(i));
    if (i % UNKNOWN_EACH === 0) unknown += 1;
    else if (i % DAMAGED_EACH === 1) damaged += 1;
  }
  const dir = join(root, 'c');
  const spent: Cost[] = [];
  const run = async (...argv: string[]): Promise<string> => {
    const cost = await costOf(argv, root);
    const what = `${argv[0]}: exit ${cost.code ?? cost.signal}, ${Math.ceil(cost.took / 1000)} s, ${Math.ceil(cost.resident / MIB)} MiB`;
    if (process.env['HOSTILE_SAY'] !== undefined) process.stderr.write(`${what}\n`);
    assert.equal(cost.code, 0, `${what} ${cost.stderr}`);
    assert.ok(cost.resident <= MAX_RESIDENT, what);
    spent.push(cost);
    return cost.stdout;
  };
  await run('investigate', evidence, '--case', dir, '--quiet');
  const parsed = (FILES - unknown) * FLOWS;
  const document = JSON.parse(readFileSync(join(dir, 'case.json'), 'utf8')) as Shown;
  const { evidence: listed, evidence_unlisted: rest } = document;
  assert.equal(listed.length + rest.files, FILES);
  const sum = listed.reduce((total, { rejected }) => total + rejected, rest.rejected);
  assert.equal(sum, damaged);
  assert.equal(rest.read, rest.parsed + rest.rejected + rest.skipped);
  assert.ok(readFileSync(join(dir, 'case.json')).length <= MAX_CASE_BYTES);
  const manifest = readFileSync(join(dir, 'manifest.json'), 'utf8');
  assert.equal(manifest.match(/^\{"id":/gm)?.length, FILES, 'the manifest has a line for each');
  const more = document.gaps.filter(({ message }) => message.key === 'gapMore');
  assert.deepEqual(
    more.map(({ message }) => message.params.count),
    damaged > 100 ? [damaged - 100] : [],
  );
  assert.match(await run('show', dir), new RegExp(`${FILES.toLocaleString('en')} files`));
  const { evidence_unlisted: again } = JSON.parse(await run('show', dir, '--json')) as Shown;
  assert.deepEqual(again, rest);
  const { rows } = JSON.parse(await run('query', dir, 'SELECT count(*) FROM flows', '--json')) as {
    rows: string[][];
  };
  assert.deepEqual(rows, [[String(parsed)]]);
  await run('report', dir, '--output', join(root, 'page.html'));
  assert.match(readFileSync(join(root, 'page.html'), 'utf8'), /manifest\.json/);
  await run('report', dir);
  if (SIZE === 'full') {
    note('many-files-seconds', Math.ceil((spent[0]?.took ?? 0) / 1000));
    note('many-files-resident-mib', Math.ceil(Math.max(...spent.map(({ resident }) => resident)) / MIB));
  }
  note('many-files', FILES);
});
