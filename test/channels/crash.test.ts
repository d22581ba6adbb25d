import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { CaseFolder } from '../../src/cases/store.ts';
import type { ChannelSettings } from '../../src/channels/settings.ts';
import { complaint, credentials, states, trial } from './desk.ts';
import type { Trial } from './desk.ts';
import { awsDesk, mailServer, msrcDesk } from './providers.ts';

class Killed extends Error {}

/** The case whose journal ends the run at its n-th record: before it is written, or after. */
function killedAt(n: number, when: 'before' | 'after'): (folder: CaseFolder) => CaseFolder {
  let count = 0;
  return (folder) => ({
    ...folder,
    journal: {
      ...folder.journal,
      append: async (kind, body) => {
        count += 1;
        if (count === n && when === 'before') throw new Killed();
        const record = await folder.journal.append(kind, body);
        if (count === n) throw new Killed();
        return record;
      },
    },
  });
}

const AWS = [complaint(), complaint({ actor: '203.0.113.77' })];
const AZURE = AWS.map((one) => complaint({ ...one, provider: 'azure' }));
const MAIL = AWS.map((one) => complaint({ ...one, provider: 'hetzner' }));

/** Records of a run over two complaints: queued, sending, sent, for each. */
const MOST_RECORDS = 6;
const MOMENTS = Array.from({ length: MOST_RECORDS }, (_, i) => i + 1).flatMap((n) =>
  (['before', 'after'] as const).map((when) => ({ n, when })),
);

async function kill(
  { send }: Trial,
  complaints: typeof AWS,
  { n, when }: (typeof MOMENTS)[number],
): Promise<void> {
  await assert.rejects(send(complaints, { broken: killedAt(n, when) }), Killed);
}

test('AWS: killed at any moment, the next run brings every complaint to its end, and none twice', async (t) => {
  credentials(t);
  for (const moment of MOMENTS) {
    const desk = await awsDesk(t);
    const run = await trial(t, { aws_abuse_signal: { endpoint: desk.base } });
    await kill(run, AWS, moment);
    const { queue } = await run.send(AWS);
    assert.deepEqual(states(queue), ['sent', 'sent'], JSON.stringify(moment));
    assert.equal(desk.taken.length, 2, JSON.stringify(moment));
    assert.deepEqual((await run.send(AWS)).attempted, []);
  }
});

/** What a run may leave behind that only a person can decide about: an attempt whose end nobody wrote down. */
function openAttempt({ n, when }: (typeof MOMENTS)[number]): boolean {
  const step = ((n - 1) % 3) + 1;
  return (step === 2 && when === 'after') || (step === 3 && when === 'before');
}

for (const [what, complaints, prepare] of [
  [
    'Microsoft',
    AZURE,
    async (t) => {
      const desk = await msrcDesk(t);
      return { settings: { msrc: { endpoint: desk.base } }, taken: () => desk.taken.length };
    },
  ],
  [
    'mail',
    MAIL,
    async (t) => {
      const server = await mailServer(t);
      return {
        settings: { smtp: { url: `smtp://127.0.0.1:${server.port}` } },
        taken: () => server.taken.length,
      };
    },
  ],
] as const satisfies readonly [
  string,
  typeof AWS,
  (t: Parameters<typeof trial>[0]) => Promise<{ settings: ChannelSettings; taken: () => number }>,
][]) {
  test(`${what}: killed at any moment, nothing goes out twice, and what may have arrived is asked about`, async (t) => {
    for (const moment of MOMENTS) {
      const about = JSON.stringify(moment);
      const { settings, taken } = await prepare(t);
      const run = await trial(t, settings);
      await kill(run, complaints, moment);
      const next = await run.send(complaints);
      const unknown = next.outline.kept.flatMap((one) =>
        one.why === 'held' && one.held.why === 'unknown' ? [one.complaint.id] : [],
      );
      assert.equal(unknown.length, openAttempt(moment) ? 1 : 0, about);
      // Between the attempt's record and the request nothing was sent; after the request it was.
      const lost = openAttempt(moment) && moment.when === 'after' ? 1 : 0;
      assert.equal(taken(), 2 - lost, about);
      const asked = await run.send(complaints, { again: unknown });
      assert.equal(asked.attempted.length, unknown.length, about);
      assert.ok(
        states(asked.queue).every((state) => state === 'sent'),
        about,
      );
    }
  });
}

test('bytes that were changed since they were queued do not go out', async (t) => {
  credentials(t);
  const desk = await awsDesk(t);
  const run = await trial(t, { aws_abuse_signal: { endpoint: desk.base } });
  await kill(run, AWS, { n: 2, when: 'after' });
  const [sending] = (await run.queue()).sendings.values();
  const path = join(run.dir, sending?.body ?? '');
  await writeFile(path, (await readFile(path, 'utf8')).replace('203.0.113.9', '203.0.113.10'));
  await assert.rejects(run.send(AWS), { name: 'UserError', exitCode: 3 });
  assert.equal(desk.asked.length, 0);
});

test('a run that is interrupted between two complaints leaves the second for the next', async (t) => {
  credentials(t);
  const desk = await awsDesk(t);
  const run = await trial(t, { aws_abuse_signal: { endpoint: desk.base } });
  const stop = new AbortController();
  const ended = run.send(AWS, {
    signal: stop.signal,
    broken: (folder) => ({
      ...folder,
      journal: {
        ...folder.journal,
        append: async (kind, body) => {
          const record = await folder.journal.append(kind, body);
          if (body['step'] === 'sent') stop.abort();
          return record;
        },
      },
    }),
  });
  await assert.rejects(ended, { name: 'AbortError' });
  assert.equal(desk.taken.length, 1);
  assert.deepEqual(states((await run.send(AWS)).queue), ['sent', 'sent']);
  assert.equal(desk.taken.length, 2);
});
