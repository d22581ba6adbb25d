// oxlint-disable typescript/no-unsafe-type-assertion -- what the program itself wrote, as JSON
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { FORMATS } from '../../src/formats/index.ts';
import { CARRIERS, FORGED, FORGED_LINES, WAYS } from '../../test/formats/forged/carriers.ts';
import { temporary } from '../../test/support.ts';
import { command, leaks } from './cases.ts';
import { recorder } from './figures.ts';

const note = recorder('forged');

interface Shown {
  evidence: {
    path: string;
    format: string;
    read: number;
    parsed: number;
    rejected: number;
    skipped: number;
  }[];
  findings: { subject: object; targets?: object }[];
  culprits: object[];
  sources: { address: string }[];
}

const LINED = new Set(FORMATS.filter(({ kind }) => kind === 'lines').map(({ name }) => name));

test('an address that somebody writes into a log is accused by nobody, in no format', async (t) => {
  const folder = await temporary(t);
  const evidence = join(folder, 'evidence');
  await mkdir(evidence);
  let forged = 0;
  for (const [i, carrier] of CARRIERS.entries()) {
    const lines = [carrier.write('x'), carrier.write('y')];
    for (const line of Object.values(FORGED_LINES))
      for (const way of WAYS) lines.push(carrier.write(way(line)));
    forged += lines.length - 2;
    // A document is one record's; what follows its end would be another's.
    const texts = LINED.has(carrier.format) ? [`${lines.join('\n')}\n`] : lines.map((line) => `${line}\n`);
    for (const [n, text] of texts.entries()) {
      await writeFile(join(evidence, `${String(i).padStart(3, '0')}-${n}-${carrier.format}.log`), text);
    }
  }
  const home = join(folder, 'home');
  const dir = join(folder, 'c');
  const ran = await command(['investigate', evidence, '--case', dir, '--json'], home);
  assert.equal(ran.code, 0, ran.stderr);
  const { evidence: files, findings, culprits, sources } = JSON.parse(ran.stdout) as Shown;
  for (const { path, read, parsed, rejected, skipped } of files) {
    assert.equal(read, parsed + rejected + skipped, path);
  }
  assert.ok(files.some(({ parsed }) => parsed > 0));
  const accused = JSON.stringify([
    findings.map(({ subject, targets }) => [subject, targets]),
    culprits,
    sources,
  ]);
  assert.ok(!accused.includes(FORGED), accused);
  assert.equal(await leaks(FORGED, dir, home), 0);
  note('forged', forged);
});
