import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { CHANNELS } from '../../src/channels/index.ts';
import { openChannels } from '../../src/channels/settings.ts';
import type { Contact } from '../../src/channels/channel.ts';
import { CLOUDS } from '../../src/clouds/index.ts';
import { FORMS } from '../../src/channels/packet/forms.ts';
import { DESKS } from '../../src/channels/smtp/contacts.ts';
import { settingsSchema } from '../../src/settings/settings.ts';
import { complaint, credentials, states, trial } from './desk.ts';
import {
  awsDesk,
  CLOUDFLARE_ACCOUNT,
  CLOUDFLARE_TOKEN,
  cloudflareDesk,
  mailServer,
  msrcDesk,
} from './providers.ts';

const AZURE = complaint({ provider: 'azure', type: 'login_attack', source_port: 40022 });
const CLOUDFLARE = complaint({ provider: 'cloudflare' });
const HETZNER = complaint({ provider: 'hetzner' });
const NOBODY = complaint({ provider: null, actor: '203.0.113.200' });

test('every provider that a channel names is a cloud that is known', () => {
  const known = new Set(CLOUDS.map(({ name }) => name));
  for (const name of [...Object.keys(FORMS), ...Object.keys(DESKS)]) assert.ok(known.has(name), name);
});

test('every channel is named once', () => {
  const names = CHANNELS.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
});

test('Microsoft gets a report with its own names, date, time and zone', async (t) => {
  const desk = await msrcDesk(t);
  const { send } = await trial(t, { msrc: { endpoint: desk.base } });
  const { queue } = await send([AZURE]);
  assert.deepEqual(states(queue), ['sent']);
  assert.deepEqual(desk.taken, [
    {
      date: '2018-03-01',
      time: '00:00:00',
      timeZone: '+0000',
      reporterName: 'Example Hosting',
      reporterEmail: 'abuse@customer.example',
      threatType: 'IP Address',
      incidentType: 'Brute Force',
      sourceIp: '203.0.113.9',
      sourcePort: '40022',
      destinationPort: '443',
      reportNotes: 'login_attack from 203.0.113.9 since 2018-03-01T00:00:00Z\n',
      anonymizeReport: false,
      testSubmission: false,
    },
  ]);
});

test('a trial for Microsoft says so, and has nothing of the evidence', async (t) => {
  const desk = await msrcDesk(t);
  const { send } = await trial(t, { msrc: { endpoint: desk.base } });
  await send([AZURE], { test: true });
  const text = JSON.stringify(desk.taken);
  assert.match(text, /"testSubmission":true/);
  assert.ok(!text.includes(AZURE.actor), text);
});

for (const [what, mood] of [
  ['is lost', { kind: 'take and hang up' }],
  ['is a failure of the other side', { kind: 'answer', status: 502, body: '<html>' }],
] as const) {
  test(`Microsoft knows no token: after an answer that ${what} nothing is sent again unless somebody says so`, async (t) => {
    const desk = await msrcDesk(t);
    const { send } = await trial(t, { msrc: { endpoint: desk.base } });
    desk.moods.push(mood);
    assert.deepEqual(states((await send([AZURE])).queue), ['unknown']);
    assert.deepEqual((await send([AZURE])).attempted, []);
    assert.equal(desk.asked.length, 1);
    assert.deepEqual(states((await send([AZURE], { again: [AZURE.id] })).queue), ['sent']);
    assert.equal(desk.asked.length, 2);
  });
}

test("Microsoft's own words of a refusal are kept, one line of them", async (t) => {
  const desk = await msrcDesk(t);
  const { send } = await trial(t, { msrc: { endpoint: desk.base } });
  desk.moods.push({
    kind: 'answer',
    status: 400,
    body: `The sourceIp\n\u001b[31mis wrong ${'x'.repeat(5000)}`,
  });
  const [sending] = (await send([AZURE])).queue.sendings.values();
  assert.equal(sending?.state, 'refused');
  const text = JSON.stringify(sending.reasons);
  assert.match(text, /The sourceIp .*is wrong/);
  assert.ok(text.length < 600, text);
});

test('Cloudflare gets a report with the token of the environment, which is written nowhere', async (t) => {
  const desk = await cloudflareDesk(t);
  const settings = { cloudflare: { account: CLOUDFLARE_ACCOUNT, endpoint: desk.base } };
  const home = await trial(t, settings, {});
  const { send, dir } = await trial(t, settings, {
    env: { ...home.effects.env, CLOUDFLARE_API_TOKEN: CLOUDFLARE_TOKEN },
  });
  const run = await send([CLOUDFLARE]);
  assert.deepEqual(states(run.queue), ['sent'], JSON.stringify([...run.queue.sendings.values()]));
  const [report] = desk.taken;
  assert.ok(typeof report === 'object' && report !== null);
  assert.deepEqual(
    Object.entries(report).filter(([key]) =>
      /^(act|urls|source_ips|ports_protocols|.*notification)$/.test(key),
    ),
    [
      ['act', 'abuse_general'],
      ['urls', 'http://203.0.113.9/'],
      ['source_ips', '203.0.113.9'],
      ['ports_protocols', '443/TCP'],
      ['host_notification', 'send-anon'],
      ['owner_notification', 'send-anon'],
    ],
  );
  const [sending] = run.queue.sendings.values();
  assert.equal(sending?.receipt, 'rand-1');
  const kept = await readFile(join(dir, sending.body), 'utf8');
  const journal = await readFile(join(dir, 'journal.jsonl'), 'utf8');
  for (const text of [kept, journal, JSON.stringify(run)]) assert.ok(!text.includes(CLOUDFLARE_TOKEN));
  const channel = openChannels(settings).find(({ name }) => name === 'cloudflare');
  const progress = await channel?.progress?.('rand-1', {
    ...home.effects,
    env: { CLOUDFLARE_API_TOKEN: CLOUDFLARE_TOKEN },
  });
  assert.deepEqual(progress, { status: 'in_review', final: false });
});

test('Cloudflare without the right is said, and waits', async (t) => {
  const desk = await cloudflareDesk(t);
  const settings = { cloudflare: { account: CLOUDFLARE_ACCOUNT, endpoint: desk.base } };
  const { send } = await trial(t, settings, { env: { CLOUDFLARE_API_TOKEN: 'wrong' } });
  const { queue, stopped } = await send([CLOUDFLARE]);
  assert.deepEqual(states(queue), ['waiting']);
  assert.deepEqual(stopped[0]?.reason, {
    key: 'answerNoRights',
    params: { status: 401, said: 'Authentication error' },
  });
});

test('a mail for one incident has a text and a report in XARF, and comes from who complains', async (t) => {
  const server = await mailServer(t);
  const { send } = await trial(t, { smtp: { url: `smtp://127.0.0.1:${server.port}` } });
  const { queue } = await send([HETZNER]);
  assert.deepEqual(states(queue), ['sent']);
  const [mail] = server.taken;
  assert.deepEqual([mail?.from, mail?.to], ['abuse@customer.example', 'abuse@hetzner.com']);
  assert.match(mail?.data ?? '', /^Subject: Abuse report: reconnaissance from 203\.0\.113\.9/m);
  assert.match(mail?.data ?? '', /^Content-Type: application\/json; name=xarf\.json/m);
  const [sending] = queue.sendings.values();
  assert.match(mail?.data ?? '', new RegExp(`^Message-ID: <abuse\\.${sending?.id}@customer\\.example>`, 'm'));
});

test('a desk that wants one list gets one mail for all of its addresses, with a table', async (t) => {
  const server = await mailServer(t);
  const { send } = await trial(t, { smtp: { url: `smtp://127.0.0.1:${server.port}` } });
  const all = Array.from({ length: 60 }, (_, i) => complaint({ actor: `203.0.113.${i + 1}` }));
  const { queue } = await send(all, { chosen: 'smtp' });
  assert.deepEqual(
    [...queue.sendings.values()].map(({ items }) => items.length),
    [50, 10],
  );
  assert.equal(server.taken.length, 2);
  assert.ok(server.taken.every(({ to }) => to === 'trustandsafety@support.aws.com'));
  assert.match(server.taken[0]?.data ?? '', /name=incidents\.csv/);
  assert.equal(
    server.taken[0]?.data.match(/^Content-Type: application\/json; name=xarf-\d+\.json/gm)?.length,
    50,
  );
});

test('a mail that the server refuses is refused, one that it wants later waits, one whose end is lost is asked about', async (t) => {
  const server = await mailServer(t);
  const { send, later } = await trial(t, { smtp: { url: `smtp://127.0.0.1:${server.port}` } });
  const actors = ['203.0.113.1', '203.0.113.2', '203.0.113.3'].map((actor) =>
    complaint({ provider: 'hetzner', actor }),
  );
  const [refused, greylisted, lost] = actors;
  assert.ok(refused && greylisted && lost);
  server.moods.push({ at: 'RCPT', say: '550 5.1.1 nobody here' });
  assert.deepEqual(states((await send([refused])).queue), ['refused']);
  server.moods.push({ at: 'RCPT', say: '451 4.7.1 try again' });
  assert.deepEqual(states((await send([greylisted])).queue), ['refused', 'sent']);
  server.moods.push({ at: 'END', hangUp: true });
  assert.deepEqual(states((await send([lost])).queue), ['refused', 'sent', 'unknown']);
  later(3_600_000);
  assert.deepEqual((await send([lost])).attempted, []);
  assert.equal(server.taken.length, 1);
});

test('a connection that ends before the mail has begun leaves the mail for the next run', async (t) => {
  const server = await mailServer(t);
  const { send } = await trial(t, { smtp: { url: `smtp://127.0.0.1:${server.port}` } });
  server.moods.push({ at: 'DATA', hangUp: true });
  assert.deepEqual(states((await send([HETZNER])).queue), ['waiting']);
  assert.deepEqual(states((await send([HETZNER])).queue), ['sent']);
  assert.equal(server.taken.length, 1);
});

test('the password of the mail server comes from the environment, and is written nowhere', async (t) => {
  const server = await mailServer(t);
  const settings = { smtp: { url: `smtp://desk@127.0.0.1:${server.port}` } };
  const none = await trial(t, settings);
  const { outline } = await none.send([HETZNER], { chosen: 'smtp' });
  assert.deepEqual(
    outline.kept.map((one) => one.why === 'no route' && one.passed),
    [[{ channel: 'smtp', why: { key: 'channelNeedsSecret', params: { name: 'ABUSEDESK_SMTP_PASSWORD' } } }]],
  );
  const wrong = await trial(t, settings, { env: { ABUSEDESK_SMTP_PASSWORD: 'wrong-secret' } });
  const refused = await wrong.send([HETZNER]);
  assert.equal(refused.stopped[0]?.reason.key, 'answerNoRights');
  assert.ok(!JSON.stringify([refused, [...refused.queue.sendings.values()]]).includes('wrong-secret'));
  const right = await trial(t, settings, { env: { ABUSEDESK_SMTP_PASSWORD: 'mail-secret' } });
  const sent = await right.send([HETZNER]);
  assert.deepEqual(states(sent.queue), ['sent']);
  const journal = await readFile(join(right.dir, 'journal.jsonl'), 'utf8');
  assert.ok(!journal.includes('mail-secret'));
});

test('a provider with a form gets a packet to paste, which is written once and counts as prepared', async (t) => {
  const { send, dir } = await trial(t, {});
  const ours = complaint({ provider: 'digitalocean' });
  const { queue } = await send([ours]);
  assert.deepEqual(states(queue), ['prepared']);
  const [sending] = queue.sendings.values();
  const text = await readFile(join(dir, sending?.body ?? ''), 'utf8');
  assert.match(text, /^Form: https:\/\/www\.digitalocean\.com\/company\/contact\/abuse$/m);
  assert.match(
    text,
    /^203\.0\.113\.9,2018-03-01T00:00:00Z,2018-03-01T04:00:00Z,reconnaissance,tcp,,198\.51\.100\.20,443,412,requests$/m,
  );
  assert.deepEqual((await send([ours])).attempted, []);
});

test('the way is that of who had the address then; who is passed over is said with the reason', async (t) => {
  credentials(t);
  const desk = await awsDesk(t);
  const server = await mailServer(t);
  const settings = {
    aws_abuse_signal: { endpoint: desk.base },
    msrc: { enabled: false },
    smtp: { url: `smtp://127.0.0.1:${server.port}` },
  };
  const { send } = await trial(t, settings);
  const { outline } = await send([complaint(), complaint({ ...AZURE, actor: '203.0.113.3' }), HETZNER]);
  assert.deepEqual(
    outline.outgoing.map(({ channel, parcel }) => [channel.name, parcel.complaints[0].provider]),
    [
      ['aws-abuse-signal', 'aws'],
      ['smtp', 'hetzner'],
    ],
  );
  const [azure] = outline.kept;
  assert.ok(azure?.why === 'no route');
  assert.deepEqual(
    azure.passed.map(({ channel, why }) => [channel, why.key]),
    [
      ['aws-abuse-signal', 'channelNotTheirs'],
      ['msrc', 'channelOff'],
      ['cloudflare', 'channelNotTheirs'],
      ['smtp', 'channelNotAsked'],
      ['packet', 'channelNoForm'],
    ],
  );
});

test("an address in nobody's list goes to the contact of its registry; without one there is no way, and it is said", async (t) => {
  const server = await mailServer(t);
  const { send } = await trial(t, { smtp: { url: `smtp://127.0.0.1:${server.port}` } });
  const whyNot = async (contact?: Contact) => {
    const contacts = new Map(contact === undefined ? [] : [[NOBODY.actor, contact]]);
    const { outline } = await send([NOBODY], { contacts });
    return outline.kept.flatMap((one) =>
      one.why === 'no route'
        ? one.passed.filter(({ channel }) => channel === 'smtp').map(({ why }) => why.key)
        : [],
    );
  };
  assert.deepEqual(await whyNot(), ['channelNotAsked']);
  assert.deepEqual(await whyNot({ kind: 'none', server: 'rdap.lacnic.net' }), ['channelRegistryNone']);
  assert.deepEqual(await whyNot({ kind: 'failed', problem: 'no answer' }), ['channelRegistryFailed']);
  assert.deepEqual(await whyNot({ kind: 'known', mail: 'abuse@isp.example', server: 'rdap.arin.net' }), []);
  assert.deepEqual(
    server.taken.map(({ to }) => to),
    ['abuse@isp.example'],
  );
});

test('the same again goes out only when a new incident has begun', async (t) => {
  credentials(t);
  const desk = await awsDesk(t);
  const { send } = await trial(t, { aws_abuse_signal: { endpoint: desk.base } });
  await send([complaint()]);
  // More evidence shows that it began earlier, or went on: it is the same incident.
  const earlier = await send([complaint({ first: '2018-02-28T23:00:00Z', last: '2018-03-01T05:00:00Z' })]);
  assert.deepEqual(
    earlier.outline.kept.map((one) => one.why === 'held' && one.held.why),
    ['continues'],
  );
  assert.equal(desk.taken.length, 1);
  const next = await send([complaint({ first: '2018-03-04T00:00:00Z', last: '2018-03-04T01:00:00Z' })]);
  assert.deepEqual(states(next.queue), ['sent', 'sent']);
});

test('what was surely not taken may go another way, what may have arrived may not', async (t) => {
  credentials(t);
  const desk = await awsDesk(t);
  const server = await mailServer(t);
  const settings = {
    aws_abuse_signal: { endpoint: desk.base },
    smtp: { url: `smtp://127.0.0.1:${server.port}` },
  };
  const { send } = await trial(t, settings);
  desk.moods.push({
    kind: 'answer',
    status: 422,
    body: '{"unmetRequirements":[{"code":"rule.timestamp.too_old"}]}',
  });
  await send([complaint()]);
  assert.deepEqual(states((await send([complaint()], { chosen: 'smtp' })).queue), ['refused', 'sent']);
  assert.equal(server.taken.length, 1);
  assert.deepEqual((await send([complaint()])).attempted, []);
  assert.equal(desk.taken.length, 0);
});

test('a wrong setting of a channel is named, and a password in the address of the mail server is not repeated', () => {
  const wrong = settingsSchema.safeParse({
    channels: {
      smtp: { url: 'smtps://desk:mail-secret@mail.example.com' },
      aws_abuse_signal: { endpoint: 'http://abuse.example.com', region: 'us-east-1' },
      cloudflare: { token_env: 'the-token-itself-1a2b' },
    },
  });
  assert.deepEqual(wrong.error?.issues.map(({ path }) => path.join('.')).sort(), [
    'channels.aws_abuse_signal.endpoint',
    'channels.cloudflare.token_env',
    'channels.smtp.url',
  ]);
  const said = JSON.stringify(wrong.error?.issues.map(({ message }) => message));
  assert.ok(!said.includes('mail-secret'), said);
});
