import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { TestContext } from 'node:test';
import { main } from '../../src/cli/main.ts';
import { world } from '../attribution/world.ts';
import { credentials } from './desk.ts';
import { awsDesk, KEYS, mailServer } from './providers.ts';
import { remove, ROOT, temporary } from '../support.ts';

const SIGNAL = new AbortController().signal;

interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

interface Desk {
  folder: string;
  run: (...argv: string[]) => Promise<Ran>;
  /** Settings of the channels, as YAML's JSON. */
  settings: (channels: object) => Promise<void>;
}

const EXAMPLE = join(ROOT, 'examples', 'owa-from-aws');

/** The case of the example, which is made once and copied for each test. */
const STORE = await mkdtemp(join(tmpdir(), 'abusedesk-test-'));
after(() => remove(STORE));
const made = await investigated(STORE);

async function investigated(folder: string): Promise<Ran> {
  const { effects, written } = world(join(folder, 'home'), { cwd: () => folder });
  const code = await main(['investigate', EXAMPLE, '--case', 'some.case', '--quiet'], SIGNAL, effects);
  return { code, ...written };
}

/** A copy of the case, and settings that say who complains. */
async function opened(t: TestContext): Promise<Desk> {
  assert.equal(made.code, 0, made.stderr);
  const folder = await temporary(t);
  const home = join(folder, 'home');
  await mkdir(home);
  await cp(join(STORE, 'some.case'), join(folder, 'some.case'), { recursive: true });
  const desk: Desk = {
    folder,
    run: async (...argv) => {
      const { effects, written } = world(home, {
        cwd: () => folder,
        now: () => new Date('2026-11-30T12:00:00Z'),
        fetch: (url, init) => fetch(url, init),
      });
      const code = await main(argv, SIGNAL, effects);
      return { code, ...written };
    },
    settings: (channels) => {
      const reporter = {
        org: 'Example Hosting',
        contact: 'abuse@customer.example',
        domain: 'customer.example',
      };
      return writeFile(join(home, 'abusedesk.yaml'), JSON.stringify({ reporter, channels }));
    },
  };
  await desk.settings({});
  return desk;
}

function sendingIn({ stdout }: Ran): {
  outgoing: { channel: string }[];
  sent: { state: string }[];
  kept: { why: string }[];
} {
  const { sending } = JSON.parse(stdout);
  return sending;
}

test('a complaint of a case is shown, tried, sent once, and followed to its outcome', async (t) => {
  credentials(t);
  const aws = await awsDesk(t);
  const { run, settings, folder } = await opened(t);
  await settings({ aws_abuse_signal: { endpoint: aws.base } });

  const preview = await run('complaint', 'some.case', '--json');
  assert.equal(preview.code, 0, preview.stderr);
  assert.deepEqual(
    sendingIn(preview).outgoing.map(({ channel }) => channel),
    ['aws-abuse-signal'],
  );
  assert.equal(aws.asked.length, 0);

  const unseen = await run('complaint', 'some.case', '--send', '--dry-run');
  assert.equal(unseen.code, 3, unseen.stderr);
  assert.equal(aws.asked.length, 0);
  const tried = await run('complaint', 'some.case', '--send', '--dry-run', '--json');
  assert.equal(tried.code, 0, tried.stderr);
  assert.deepEqual(
    sendingIn(tried).sent.map(({ state }) => state),
    ['sent'],
  );
  const [trial] = aws.taken;
  assert.match(JSON.stringify(trial), /"source_identifier":"192\.0\.2\.1".*"lifecycle:test"/);

  const sent = await run('complaint', 'some.case', '--send', '--json');
  assert.equal(sent.code, 0, sent.stderr);
  assert.deepEqual(
    sendingIn(sent).sent.map(({ state }) => state),
    ['sent'],
  );
  assert.equal(aws.taken.length, 2);
  const names = await readdir(join(folder, 'some.case', 'complaints'));
  const report = names.find((name) => name.endsWith('.xarf.json')) ?? '';
  // What went out is what lies in the case.
  assert.deepEqual(
    aws.taken[1],
    JSON.parse(await readFile(join(folder, 'some.case', 'complaints', report), 'utf8')),
  );

  const again = await run('complaint', 'some.case', '--send', '--json');
  assert.equal(again.code, 0, again.stderr);
  assert.deepEqual(
    sendingIn(again).kept.map(({ why }) => why),
    ['sent'],
  );
  assert.equal(aws.taken.length, 2);

  const reportId = [...aws.progress.keys()].at(-1) ?? '';
  aws.progress.set(reportId, { reportId, status: 'COMPLETED', reasonCode: 'ACTIONED', description: 'Done.' });
  const status = await run('complaint', 'status', 'some.case');
  assert.equal(status.code, 0, status.stderr);
  assert.match(status.stdout, /COMPLETED +ACTIONED/);
  for (const { stdout, stderr } of [preview, tried, sent, again, status]) {
    assert.ok(!(stdout + stderr).includes(KEYS.secret));
  }
  // The case is whole: it can be investigated and read again, and the queue is kept.
  const anew = await run(
    'investigate',
    join(ROOT, 'examples', 'owa-from-aws'),
    '--case',
    'some.case',
    '--quiet',
  );
  assert.equal(anew.code, 0, anew.stderr);
  const kept = await run('complaint', 'some.case', '--send', '--json');
  assert.deepEqual(
    sendingIn(kept).kept.map(({ why }) => why),
    ['sent'],
  );
  assert.equal(aws.taken.length, 2);
});

test('without a way the complaint is written, and it is said that there is none', async (t) => {
  const { run, settings } = await opened(t);
  await settings({ aws_abuse_signal: { enabled: false } });
  const ran = await run('complaint', 'some.case', '--send', '--json');
  assert.equal(ran.code, 0, ran.stderr);
  assert.deepEqual(
    sendingIn(ran).kept.map(({ why }) => why),
    ['no route'],
  );
  assert.match(ran.stdout, /channels\.smtp\.url/);
});

test('by mail the complaint goes to the desk that the settings name, by the channel that was chosen', async (t) => {
  const server = await mailServer(t);
  const { run, settings } = await opened(t);
  await settings({
    smtp: { url: `smtp://127.0.0.1:${server.port}`, contacts: { aws: 'abuse@provider.example' } },
  });
  const shown = await run('complaint', 'some.case', '--channel', 'smtp');
  assert.equal(shown.code, 0, shown.stderr);
  const sent = await run('complaint', 'some.case', '--channel', 'smtp', '--send');
  assert.equal(sent.code, 0, sent.stderr);
  assert.deepEqual(
    server.taken.map(({ to }) => to),
    ['abuse@provider.example'],
  );
});
