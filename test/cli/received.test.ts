import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { main } from '../../src/cli/main.ts';
import type { WrittenCase } from '../../src/model/case.ts';
import { world } from '../attribution/world.ts';
import { ROOT } from '../support.ts';
import { run } from './run.ts';
import type { Ran } from './run.ts';

const NOW = new Date('2026-11-21T00:00:00Z');
const clock = { now: () => NOW };
const MAIL = join(ROOT, 'examples', 'nat-port-scan', 'notice.eml');
const PASTE = `Hello,

We've received a report(s) that your AWS resource(s)
Instance Id: i-0c1d2e3f4a5b6c7d8
has been implicated in activity which resembles scanning remote hosts on the internet for security vulnerabilities.
Please respond to this email within 24 hours.

Reported Activity: Port Scanning
Abuse Time: 20 Nov 2026 14:46:47 UTC

Your AWS Abuse Report [27579687149] [AWS ID 123456789012]
`;

const FLOWS = `version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status
2 123456789012 eni-0a1b2c3d4e5f60718 10.0.1.5 198.51.100.7 40000 443 6 10 4000 1795185000 1795185030 ACCEPT OK
`;

function input(text: string | readonly string[]) {
  return (async function* () {
    for (const block of typeof text === 'string' ? [text] : text) yield Buffer.from(block);
  })();
}

async function caseOf(ran: Ran, name: string): Promise<WrittenCase> {
  assert.equal(ran.code, 0, ran.stderr);
  const document: WrittenCase = JSON.parse(await readFile(join(ran.folder, name, 'case.json'), 'utf8'));
  return document;
}

const pasted = (t: TestContext, ...options: string[]): Promise<Ran> =>
  run(t, { 'flows.log': FLOWS }, ['investigate', '-', 'flows.log', ...options], {
    ...clock,
    stdin: input(PASTE),
  });

test('a pasted notice and a log make a case, and the paste is called stdin in the manifest', async (t) => {
  const { evidence, claims } = await caseOf(await pasted(t), 'flows.log.case');
  assert.deepEqual(Object.fromEntries(evidence.map(({ path, table }) => [path, table])), {
    'flows.log': 'flows',
    stdin: undefined,
  });
  assert.equal(claims[0]?.evidence?.startsWith('stdin:'), true);
  assert.match(evidence.find(({ path }) => path === 'stdin')?.sha256 ?? '', /^[0-9a-f]{64}$/);
});

test('a log on standard input is read and quoted like a file, and nothing of it stays in scratch', async (t) => {
  const blocks = Array.from({ length: 40 }, (_, i) => FLOWS.slice(i * 10, i * 10 + 10));
  blocks.push(FLOWS.slice(400));
  const ran = await run(t, {}, ['investigate', '-'], { ...clock, stdin: input(blocks) });
  const { evidence } = await caseOf(ran, 'stdin.case');
  assert.deepEqual(
    evidence.map(({ path, format, parsed }) => [path, format, parsed]),
    [['stdin', 'vpc-flow', 1]],
  );
  await assert.rejects(readFile(join(ran.folder, 'stdin.case', 'scratch', 'given', 'stdin')), {
    code: 'ENOENT',
  });
});

test('an empty standard input is said, and leaves no case behind', async (t) => {
  const ran = await run(t, {}, ['investigate', '-'], { ...clock, stdin: input('') });
  assert.equal(ran.code, 2);
  assert.match(ran.stderr, /nothing came on standard input/);
  await assert.rejects(readFile(join(ran.folder, 'stdin.case', 'case.json')), { code: 'ENOENT' });
});

test('while nothing comes on standard input, Ctrl and C ends it and leaves no case behind', async (t) => {
  const silent = (async function* () {
    await new Promise((resolve) => {
      t.after(resolve);
    });
    yield Buffer.alloc(0);
  })();
  const interrupt = new AbortController();
  setTimeout(() => interrupt.abort(), 50);
  const ran = await run(t, {}, ['investigate', '-'], { ...clock, stdin: silent }, interrupt.signal);
  assert.equal(ran.code, 130);
});

test('a pasted notice has no deadline until the user says when it arrived, and is told how', async (t) => {
  const without = await pasted(t);
  assert.equal((await caseOf(without, 'flows.log.case')).claims[0]?.deadline, undefined);
  assert.match(without.stdout, /24 hours from receipt[^]*--received/);
  const { claims } = await caseOf(await pasted(t, '--received', '2026-11-21T00:52+09:00'), 'flows.log.case');
  assert.deepEqual(
    [claims[0]?.received, claims[0]?.deadline, claims[0]?.received_given],
    ['2026-11-20T15:52:00Z', '2026-11-21T15:52:00Z', true],
  );
});

test('what was said once about the arrival holds when the case is continued', async (t) => {
  const first = await pasted(t, '--received', '2026-11-20T15:52Z', '--case', 'c');
  assert.equal(first.code, 0, first.stderr);
  const { effects, written } = world(join(first.folder, 'home'), {
    ...clock,
    cwd: () => first.folder,
    stdin: input(PASTE),
  });
  const argv = ['investigate', '-', 'flows.log', '--case', 'c', '--json'];
  assert.equal(await main(argv, new AbortController().signal, effects), 0, written.stderr);
  const { claims }: WrittenCase = JSON.parse(written.stdout);
  assert.equal(claims[0]?.deadline, '2026-11-21T15:52:00Z');
});

test('a letter takes the time of arrival too, and the case keeps it', async (t) => {
  const first = await pasted(t, '--case', 'c');
  const { effects, written } = world(join(first.folder, 'home'), { ...clock, cwd: () => first.folder });
  const argv = ['letter', 'reply', 'c', '--received', '2026-11-20 15:52'];
  assert.equal(await main(argv, new AbortController().signal, effects), 0, written.stderr);
  const { claims, timeline } = await caseOf(first, 'c');
  assert.equal(claims[0]?.deadline, '2026-11-21T15:52:00Z');
  assert.equal(timeline.filter(({ kind }) => kind === 'deadline').length, 1);
  assert.match(
    await readFile(join(first.folder, 'c', 'letters', 'reply-interim.en.txt'), 'utf8'),
    /2026-11-21 15:52/,
  );
});

test('a mail keeps its own time of arrival unless the user gives one for it', async (t) => {
  const json = async (...options: string[]): Promise<WrittenCase['claims']> => {
    const ran = await run(t, {}, ['notice', MAIL, '--json', ...options], clock);
    assert.equal(ran.code, 0, ran.stderr);
    const document: Pick<WrittenCase, 'claims'> = JSON.parse(ran.stdout);
    return document.claims;
  };
  const [own] = await json();
  assert.deepEqual([own?.received, own?.received_given], ['2026-11-20T15:52:31Z', undefined]);
  const [given] = await json('--received', '2026-11-20T10:00Z');
  assert.deepEqual([given?.received, given?.deadline], ['2026-11-20T10:00:00Z', '2026-11-21T10:00:00Z']);
});

test('several dated messages keep their own times, and that the option was not used is said', async (t) => {
  const mail = (day: number, reference: number): string =>
    `From a@example.com Fri Nov ${day} 09:00:00 2026\nDate: ${day} Nov 2026 09:00:00 +0000\nMessage-ID: <${day}@example.com>\n` +
    `From: trustandsafety@support.aws.com\nSubject: Your AWS Abuse Report [${reference}] [AWS ID 123456789012]\n\n${PASTE.replaceAll('27579687149', String(reference))}\n`;
  const both = `${mail(18, 111)}\n${mail(20, 222)}`;
  const ran = await run(t, { both }, ['notice', 'both', '--received', '2026-11-20T10:00Z'], clock);
  assert.equal(ran.code, 0, ran.stderr);
  assert.match(ran.stderr, /--received was not used/);
});

test('a time of arrival that is none, has no hour or lies in the future is refused', async (t) => {
  for (const [time, says] of [
    ['yesterday', /not a time/],
    ['2026-11-20', /the hour is missing/],
    ['2026-13-20T10:00Z', /not a time/],
    ['2026-11-21T00:06Z', /lies in the future/],
  ] as const) {
    const ran = await run(t, { 'n.txt': PASTE }, ['notice', 'n.txt', '--received', time], clock);
    assert.equal(ran.code, 2, time);
    assert.match(ran.stderr, says);
  }
});
