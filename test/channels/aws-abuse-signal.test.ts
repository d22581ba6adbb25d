import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { CHANNEL_ROWS } from '../../src/channels/sentences.ts';
import { openChannels } from '../../src/channels/settings.ts';
import { follow } from '../../src/desk/send-complaints/follow.ts';
import { openCase } from '../../src/cases/store.ts';
import { complaint, credentials, states, trial } from './desk.ts';
import { awsDesk, KEYS } from './providers.ts';

function settings(endpoint: string, region = 'us-east-1') {
  return { aws_abuse_signal: { region, endpoint } };
}

const FIRST = complaint();
const SECOND = complaint({ actor: '203.0.113.77' });

/** The reasons of the only sending, flat: keys and what they are about. */
function flat(value: unknown): string {
  return JSON.stringify(value);
}

test('a complaint about an address of AWS is taken once, however often it is sent', async (t) => {
  credentials(t);
  const desk = await awsDesk(t);
  const { send } = await trial(t, settings(desk.base));
  const first = await send([FIRST, SECOND]);
  assert.deepEqual(states(first.queue), ['sent', 'sent']);
  const receipts = [...first.queue.sendings.values()].map(({ receipt }) => receipt);
  assert.deepEqual(receipts, ['report00000000000000000001', 'report00000000000000000002']);
  const again = await send([FIRST, SECOND]);
  assert.deepEqual(again.attempted, []);
  assert.deepEqual(
    again.outline.kept.map((one) => one.why === 'held' && one.held.why),
    ['sent', 'sent'],
  );
  assert.equal(desk.taken.length, 2);
  assert.equal(desk.asked.length, 2);
});

test('the global endpoint gets a signature that holds in every region', async (t) => {
  credentials(t);
  const desk = await awsDesk(t, '*');
  const { send } = await trial(t, settings(desk.base, 'global'));
  const { queue } = await send([FIRST]);
  assert.deepEqual(states(queue), ['sent'], flat([...queue.sendings.values()]));
});

test('what AWS refuses is said at the field that it is about, codes that nobody knows yet as well', async (t) => {
  credentials(t);
  const desk = await awsDesk(t);
  const { send } = await trial(t, settings(desk.base));
  const unmetRequirements = [
    { path: '/report/xarf/source_identifier', code: 'rule.source_identifier.malformed', message: 'bad' },
    { path: '/report/xarf/timestamp', code: 'rule.timestamp.too_old', message: 'old' },
    { path: '/report/xarf/evidence/0/payload', code: 'rule.of_next_year', message: 'Say\n more.' },
    { path: '/report/xarf/unheard_of', code: 'rule.other', message: 'No.' },
  ];
  desk.moods.push({
    kind: 'answer',
    status: 422,
    body: JSON.stringify({ message: 'no', unmetRequirements }),
  });
  const { queue } = await send([FIRST]);
  assert.deepEqual(states(queue), ['refused']);
  const [sending] = queue.sendings.values();
  assert.deepEqual(sending?.reasons, [
    {
      key: 'answerField',
      params: {
        field: { key: 'fieldSource', params: {} },
        path: '/report/xarf/source_identifier',
        problem: { key: 'ruleMalformed', params: { code: 'rule.source_identifier.malformed' } },
      },
    },
    {
      key: 'answerField',
      params: {
        field: { key: 'fieldTime', params: {} },
        path: '/report/xarf/timestamp',
        problem: { key: 'ruleTooOld', params: { code: 'rule.timestamp.too_old' } },
      },
    },
    {
      key: 'answerField',
      params: {
        field: { key: 'fieldEvidence', params: {} },
        path: '/report/xarf/evidence/0/payload',
        problem: { key: 'ruleOther', params: { said: 'Say more.', code: 'rule.of_next_year' } },
      },
    },
    {
      key: 'answerField',
      params: {
        field: { key: 'fieldOther', params: {} },
        path: '/report/xarf/unheard_of',
        problem: { key: 'ruleOther', params: { said: 'No.', code: 'rule.other' } },
      },
    },
  ]);
});

test('a refused complaint is not sent again as it is, and is once it has changed', async (t) => {
  credentials(t);
  const desk = await awsDesk(t);
  const { send } = await trial(t, settings(desk.base));
  const fieldList = [{ path: '/report/xarf/reporter/contact', message: 'no mail address' }];
  desk.moods.push({ kind: 'answer', status: 400, body: JSON.stringify({ message: 'no', fieldList }) });
  const refused = await send([FIRST]);
  assert.match(flat([...refused.queue.sendings.values()][0]?.reasons), /fieldReporter.*no mail address/);
  const same = await send([FIRST]);
  assert.deepEqual(same.attempted, []);
  const changed = await send([complaint({ description: 'Mended.' })]);
  assert.deepEqual(states(changed.queue), ['refused', 'sent']);
  const tokens = desk.asked.map(({ body }) => String(JSON.parse(body).clientToken));
  assert.equal(new Set(tokens).size, 2);
  assert.equal(desk.taken.length, 1);
});

test('when there are too many at once, it waits as long as it is asked to, and goes on with the same token', async (t) => {
  credentials(t);
  const desk = await awsDesk(t);
  const { send } = await trial(t, settings(desk.base));
  desk.moods.push(
    { kind: 'answer', status: 429, headers: { 'retry-after': '1' }, body: '{"message":"slow down"}' },
    { kind: 'answer', status: 500, headers: { 'retry-after': '0' }, body: '{"message":"oh"}' },
  );
  const { queue } = await send([FIRST]);
  assert.deepEqual(states(queue), ['sent']);
  assert.deepEqual(
    [...queue.sendings.values()].map(({ attempts }) => attempts),
    [3],
  );
  assert.equal(new Set(desk.asked.map(({ body }) => body)).size, 1);
});

test('asked to wait for long, it leaves the rest for a later run, which sends it', async (t) => {
  credentials(t);
  const desk = await awsDesk(t);
  const { send, later } = await trial(t, settings(desk.base));
  desk.moods.push({ kind: 'answer', status: 429, headers: { 'retry-after': '3600' }, body: '{}' });
  const first = await send([FIRST, SECOND]);
  assert.deepEqual(states(first.queue), ['waiting']);
  assert.equal(desk.asked.length, 1);
  assert.deepEqual(first.stopped, [
    { channel: 'aws-abuse-signal', reason: { key: 'answerThrottled', params: {} } },
  ]);
  const early = await send([FIRST]);
  assert.deepEqual(early.attempted, []);
  later(3_601_000);
  const second = await send([FIRST, SECOND]);
  assert.deepEqual(states(second.queue), ['sent', 'sent']);
  assert.equal(desk.taken.length, 2);
});

for (const [what, mood] of [
  ['is lost after it was taken', { kind: 'take and hang up' }],
  ['never comes, and nothing was taken', { kind: 'hang up' }],
  ['is no JSON', { kind: 'answer', status: 202, body: '<html>' }],
  ['names no report', { kind: 'answer', status: 202, body: '{"reportId":"short"}' }],
] as const) {
  test(`an answer that ${what} is followed by the same request with the same token, and one report stands`, async (t) => {
    credentials(t);
    const desk = await awsDesk(t);
    const { send } = await trial(t, settings(desk.base));
    desk.moods.push(mood);
    const { queue } = await send([FIRST]);
    assert.deepEqual(states(queue), ['sent']);
    assert.equal(desk.asked.length, 2);
    assert.equal(new Set(desk.asked.map(({ body }) => body)).size, 1);
    assert.equal(desk.taken.length, 1);
  });
}

test('what may have arrived is not sent again by itself once the token has run out', async (t) => {
  credentials(t);
  const desk = await awsDesk(t);
  const { send, later, queue } = await trial(t, settings(desk.base));
  const stop = new AbortController();
  desk.moods.push({ kind: 'take and hang up' });
  const ended = send([FIRST], {
    signal: stop.signal,
    broken: (folder) => ({
      ...folder,
      journal: {
        ...folder.journal,
        append: async (kind, body) => {
          const record = await folder.journal.append(kind, body);
          if (body['step'] === 'unknown') stop.abort();
          return record;
        },
      },
    }),
  });
  await assert.rejects(ended, { name: 'AbortError' });
  assert.deepEqual(states(await queue()), ['unknown']);
  later(24 * 3_600_000);
  const after = await send([FIRST]);
  assert.deepEqual(after.attempted, []);
  assert.deepEqual(
    after.outline.kept.map((one) => one.why === 'held' && one.held.why),
    ['unknown'],
  );
  const asked = await send([FIRST], { again: [FIRST.id] });
  assert.deepEqual(states(asked.queue), ['sent']);
});

test('without credentials, or without the right, it says so, and nothing is lost', async (t) => {
  const desk = await awsDesk(t);
  const { send } = await trial(t, settings(desk.base));
  credentials(t);
  process.env['AWS_SECRET_ACCESS_KEY'] = 'another';
  const refused = await send([FIRST, SECOND]);
  assert.deepEqual(states(refused.queue), ['waiting']);
  assert.equal(refused.stopped[0]?.reason.key, 'answerNeedsRights');
  process.env['AWS_SECRET_ACCESS_KEY'] = KEYS.secret;
  const sent = await send([FIRST, SECOND]);
  assert.deepEqual(states(sent.queue), ['sent', 'sent']);
});

test('a trial is tagged, has addresses of documentation and nothing of the evidence, and does not count', async (t) => {
  credentials(t);
  const desk = await awsDesk(t);
  const { send } = await trial(t, settings(desk.base));
  const tried = await send([FIRST], { test: true });
  assert.deepEqual(states(tried.queue), ['sent']);
  const text = flat(desk.taken);
  assert.match(text, /"tags":\["lifecycle:test"\]/);
  assert.match(text, /"source_identifier":"192\.0\.2\.1"/);
  for (const secret of [
    FIRST.actor,
    'customer.example',
    Buffer.from(FIRST.evidence[0]?.text ?? '').toString('base64'),
  ])
    assert.ok(!text.includes(secret), secret);
  const twice = await send([FIRST], { test: true });
  assert.equal(desk.taken.length, 2);
  assert.deepEqual(states(twice.queue), ['sent', 'sent']);
  const real = await send([FIRST]);
  assert.equal(desk.taken.length, 3);
  assert.deepEqual(states(real.queue), ['sent', 'sent', 'sent']);
});

test('a report that is larger than AWS takes is not sent, and it is said how large it is', async (t) => {
  credentials(t);
  const desk = await awsDesk(t);
  const { send } = await trial(t, settings(desk.base));
  const [piece] = FIRST.evidence;
  assert.ok(piece);
  const large = complaint({ evidence: [{ ...piece, text: 'x'.repeat(4 * 2 ** 20) }] });
  const many = complaint({ actor: '203.0.113.78', evidence: Array.from({ length: 51 }, () => piece) });
  const { outline, attempted } = await send([large, many]);
  assert.deepEqual(attempted, []);
  assert.deepEqual(
    outline.kept.map((one) => one.why === 'objection' && one.objection.key),
    ['channelTooLarge', 'channelTooMany'],
  );
  assert.equal(desk.asked.length, 0);
});

test('what became of a report is asked until AWS is done with it, and kept with its reason', async (t) => {
  credentials(t);
  const desk = await awsDesk(t);
  const { send, dir, effects, queue } = await trial(t, settings(desk.base));
  await send([FIRST]);
  const [reportId = ''] = desk.progress.keys();
  const look = async () => {
    const folder = await openCase(dir, effects);
    try {
      return await follow(folder, openChannels(settings(desk.base)), new AbortController().signal, effects);
    } finally {
      await folder.close();
    }
  };
  const told = async () => [...(await queue()).sendings.values()].map(({ progress }) => progress)[0];
  await look();
  assert.deepEqual([(await told())?.status, (await told())?.final], ['QUEUED', false]);
  desk.moods.push({ kind: 'answer', status: 200, body: '[]' });
  assert.equal([...(await look()).values()][0]?.key, 'answerOdd');
  desk.progress.set(reportId, {
    reportId,
    status: 'COMPLETED',
    reasonCode: 'CODE_OF_2027',
    description: 'Done.',
  });
  assert.equal((await look()).size, 0);
  assert.deepEqual(
    [(await told())?.status, (await told())?.reason, (await told())?.final],
    ['COMPLETED', 'CODE_OF_2027', true],
  );
  const asked = desk.asked.length;
  await look();
  assert.equal(desk.asked.length, asked);
});

test('no secret is in the journal, in what is kept or in what is said', async (t) => {
  credentials(t);
  const desk = await awsDesk(t);
  const { send, dir } = await trial(t, settings(desk.base));
  desk.moods.push({ kind: 'answer', status: 403, body: '{"message":"no"}' });
  const run = await send([FIRST]);
  const sent = await send([FIRST]);
  const [sending] = sent.queue.sendings.values();
  const kept = await readFile(join(dir, sending?.body ?? ''), 'utf8');
  const journal = await readFile(join(dir, 'journal.jsonl'), 'utf8');
  const everything = [kept, journal, flat(run), flat(sent)].join('\n');
  for (const secret of [KEYS.secret, KEYS.id, 'Signature=']) assert.ok(!everything.includes(secret), secret);
});

test('before anything is sent it is said in which countries AWS keeps it', async (t) => {
  credentials(t);
  const desk = await awsDesk(t);
  const { send } = await trial(t, settings(desk.base));
  const { outline } = await send([FIRST]);
  assert.deepEqual(
    outline.outgoing.map(({ notes }) => notes.map(({ key }) => key)),
    [['noteStored']],
  );
  assert.match(CHANNEL_ROWS.noteStored.en, /United States .* United Kingdom/);
});
