import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { run } from '../cli/run.ts';
import { temporary } from '../support.ts';

const BEGIN = Date.parse('2026-03-02T10:00:00Z') / 1000;

/** A record of a VPC flow log, so many seconds after ten. */
function flow(from: string, to: string, ports: [number, number], at: number, protocol = 6): string {
  return `2 123456789012 eni-0123456789abcdef0 ${from} ${to} ${ports.join(' ')} ${protocol} 1 44 ${BEGIN + at} ${BEGIN + at + 5} ACCEPT OK\n`;
}

const times = (count: number, make: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => make(at)).join('');

/** The first step of the case's block plan: the attackers' own addresses. */
async function firstStep(
  t: TestContext,
  files: Record<string, string>,
): Promise<{ bad_sent: object; good_sent: object; prefixes: number }> {
  const evidence = join(await temporary(t), 'evidence');
  await mkdir(evidence);
  for (const [name, text] of Object.entries(files)) await writeFile(join(evidence, name), text);
  const argv = ['investigate', evidence, '--year', '2026', '--zone', 'UTC'];
  const { code, stderr, folder } = await run(t, {}, argv);
  assert.equal(code, 0, stderr);
  return JSON.parse(await readFile(join(folder, 'evidence.case', 'block', 'plan.json'), 'utf8')).ladder[0];
}

/** One source tries a UDP port of 40 hosts of ours. */
const scan = (from: string): string =>
  times(40, (n) => flow(from, `10.0.0.${n + 10}`, [50_000 + n, 161], n * 2, 17));

test('what a server answers us is not the attacker’s, who may have written its address into his packets', async (t) => {
  const asked = times(90, (n) => flow('10.0.0.5', '203.0.113.53', [40_000 + n, 53], 300 + n, 17));
  const answered = times(90, (n) => flow('203.0.113.53', '10.0.0.5', [53, 40_000 + n], 301 + n, 17));
  const step = await firstStep(t, { 'flows.log': scan('203.0.113.53') + asked + answered });
  assert.deepEqual(step.bad_sent, { requests: 0, logins: 0, flows: 40 });
  assert.deepEqual(
    step.good_sent,
    { requests: 0, logins: 0, flows: 90 },
    'a block of it would stop our names',
  );
});

test('the flows of whom another log accuses are his connections, and not those of other clients', async (t) => {
  const logins = times(60, (n) => {
    const time = new Date((BEGIN + n * 5) * 1000).toISOString().slice(11, 19);
    return `Mar  2 ${time} mx sshd[101]: Failed password for ${n % 2 === 0 ? 'root' : 'bob'} from 203.0.113.7 port ${40_000 + n} ssh2\n`;
  });
  const flows =
    times(60, (n) => flow('203.0.113.7', '10.0.0.5', [40_000 + n, 22], n * 5)) +
    times(3, (n) => flow('198.51.100.8', '10.0.0.5', [50_000 + n, 22], n * 5));
  const step = await firstStep(t, { 'auth.log': logins, 'flows.log': flows });
  assert.deepEqual(step.bad_sent, { requests: 0, logins: 60, flows: 60 });
  assert.deepEqual(step.good_sent, { requests: 0, logins: 0, flows: 0 });
});
