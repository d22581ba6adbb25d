import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { main } from '../../src/cli/main.ts';
import type { CaseDocument } from '../../src/model/case.ts';
import { entriesOf } from '../../src/model/numbers.ts';
import { world } from '../attribution/world.ts';
import { ROOT, temporary } from '../support.ts';

type Row = Record<string, unknown>;

async function command(home: string, argv: readonly string[], input = ''): Promise<string> {
  const { effects, written } = world(home, { input, now: () => new Date('2026-11-20T16:30:00Z') });
  const code = await main(argv, new AbortController().signal, effects);
  assert.equal(code, 0, written.stderr);
  return written.stdout;
}

/** Rows of an `abusedesk.query/1`, by the names of their columns. */
function rowsOf(json: string): Row[] {
  const { schema, columns, rows } = JSON.parse(json);
  assert.equal(schema, 'abusedesk.query/1');
  return rows.map((row: unknown[]) =>
    Object.fromEntries(columns.map(({ name }: { name: string }, c: number) => [name, row[c]])),
  );
}

/** What a report shows as commands, as a reader copies them. */
function commandsOf(html: string): string[] {
  const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };
  return [...html.matchAll(/<pre[^>]*>(abusedesk query[^<]*)<\/pre>/g)].map(([, text = '']) =>
    text.replaceAll(/&(lt|gt|amp|quot|#39);/g, (_, name: string) => named[name] ?? ''),
  );
}

/** Figures that are in a finding under another name than in its row. */
const NAMES: Record<string, readonly string[]> = {
  never: ['accounts_never_let_in'],
  peak: ['failures_in_busiest_window'],
  source_failures: ['failures_of_source'],
  requests: ['script_requests', 'attack_requests'],
  paths: ['attack_paths'],
  answered: ['attack_answered'],
  odd: ['attack_odd'],
  posts: ['script_posts'],
  clients: ['addresses'],
};

/** The figures that a finding and the row of its query both have, in pairs. */
function figures(finding: CaseDocument['findings'][number], row: Row): [unknown, unknown][] {
  const { from, to } = finding;
  const numbers = Object.fromEntries(entriesOf(finding.numbers));
  const pairs: [unknown, unknown][] = [];
  for (const [name, value] of Object.entries(row)) {
    const own = NAMES[name]?.find((other) => numbers[other] !== undefined) ?? name;
    const number = numbers[name] ?? numbers[own] ?? (name === 'successes' ? succeeded(numbers) : undefined);
    if (number !== undefined && value !== null) pairs.push([asWritten(Number(value), number), number]);
    if (name === 'first' || name === 'first_ok') pairs.push([value, from]);
    if (name === 'last' || name === 'last_ok') pairs.push([value, to]);
  }
  return pairs;
}

/** Rates are written rounded: to a whole, or to two digits. */
function asWritten(value: number, number: number): number {
  return [Math.round(value), Number(value.toFixed(2))].find((rounded) => rounded === number) ?? value;
}

function succeeded(numbers: Record<string, number>): number | undefined {
  return numbers['requests_succeeded'] ?? numbers['logins_succeeded'];
}

async function caseOf(
  t: TestContext,
  example: string,
): Promise<{ home: string; dir: string; document: CaseDocument }> {
  const home = await temporary(t);
  const dir = join(home, `${example}.case`);
  await command(home, ['investigate', join(ROOT, 'examples', example), '--case', dir, '--quiet']);
  return { home, dir, document: JSON.parse(await readFile(join(dir, 'case.json'), 'utf8')) };
}

const EXAMPLES = readdirSync(join(ROOT, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

for (const example of EXAMPLES) {
  test(`${example}: whoever asks the query of a finding again gets the figures of the finding`, async (t) => {
    const { home, dir, document } = await caseOf(t, example);
    assert.ok(document.findings.length > 0);
    const answers = new Map<string, string>();
    for (const finding of document.findings) {
      const answer = await command(home, ['query', dir, '-', '--json'], finding.sql);
      answers.set(finding.sql, answer);
      const rows = rowsOf(answer);
      assert.equal(rows.length, 1, finding.id);
      const pairs = figures(finding, rows[0] ?? {});
      assert.ok(pairs.length >= 4, `${finding.id}: hardly a figure in ${answer}`);
      for (const [asked, stands] of pairs) assert.deepEqual(asked, stands, `${finding.id}: ${answer}`);
    }
    for (const { sql, compared } of document.verdicts) {
      if (sql === undefined) continue;
      const answer = await command(home, ['query', dir, '-', '--json'], sql);
      answers.set(sql, answer);
      const [row] = rowsOf(answer);
      for (const { what, seen } of compared ?? []) {
        const column = what.replace('_sent', '');
        assert.equal(Math.round(Number(row?.[column])), seen, `${what}: ${answer}`);
      }
    }

    await t.test(
      'and the command that the report shows, run as it stands there, prints the same rows',
      async () => {
        const all = commandsOf(await readFile(join(dir, 'report.html'), 'utf8'));
        const shown = new Set([
          ...document.findings.map(({ sql }) => sql),
          ...document.verdicts.flatMap(({ sql }) => sql ?? []),
        ]);
        // The commands of tables have a test of their own.
        const commands = all.filter((text) => [...shown].some((sql) => text.includes(sql)));
        assert.equal(new Set(commands).size, shown.size);
        const program = `${process.execPath} ${join(ROOT, 'bin', 'abusedesk.js')}`;
        for (const text of commands) {
          const script = `abusedesk() { ${program} "$@" --json; }\n${text}\n`;
          const env = { PATH: process.env['PATH'], ABUSEDESK_HOME: home };
          const shell = spawnSync('sh', ['-c', script], { cwd: dir, encoding: 'utf8', env });
          assert.equal(shell.status, 0, shell.stderr);
          const sql = [...shown].find((one) => text.includes(one));
          assert.equal(shell.stdout, answers.get(sql ?? ''), text);
        }
      },
    );
  });
}

test('every command of the page on questions runs as it stands there', async (t) => {
  const { home } = await caseOf(t, 'nat-port-scan');
  const page = await readFile(join(ROOT, 'docs', 'how-to', 'ask-your-own-questions.md'), 'utf8');
  const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  assert.ok(blocks.length >= 6);
  const program = `${process.execPath} ${join(ROOT, 'bin', 'abusedesk.js')}`;
  const env = { PATH: process.env['PATH'], ABUSEDESK_HOME: home };
  for (const block of blocks) {
    const script = `set -e\nnpx() { shift; ${program} "$@"; }\n${block}`;
    const shell = spawnSync('sh', ['-c', script], { cwd: home, encoding: 'utf8', env, maxBuffer: 2 ** 26 });
    assert.equal(shell.status, 0, `${block}\n${shell.stderr}`);
    assert.ok(shell.stdout.split('\n').length > 3, `${block}\n${shell.stdout}`);
  }
});
