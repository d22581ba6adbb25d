import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { openCase } from '../../src/cases/store.ts';
import { outlineDocument, outlineScreen, queueDocument, queueScreen } from '../../src/cli/complaint/ways.ts';
import { followComplaints, sendComplaints } from '../../src/desk/send-complaints/run.ts';
import type { SendRequest } from '../../src/desk/send-complaints/run.ts';
import type { Complaint } from '../../src/model/complaint.ts';
import { complaint, credentials, DOCUMENTS, states, trial } from './desk.ts';
import type { Trial } from './desk.ts';
import { awsDesk, mailServer } from './providers.ts';

const SIGNAL = new AbortController().signal;
const SCREEN = { lang: 'en', width: 100 } as const;

function request(
  { dir }: Trial,
  complaints: readonly Complaint[],
  changes: Partial<SendRequest>,
): SendRequest {
  return {
    dir,
    complaints,
    documents: DOCUMENTS,
    settings: { channels: {} },
    test: false,
    again: [],
    rdap: false,
    send: false,
    signal: SIGNAL,
    show: () => undefined,
    ...changes,
  };
}

async function opened(t: TestContext): Promise<Trial> {
  const made = await trial(t, {});
  await (await openCase(made.dir, made.effects)).close();
  return made;
}

/** A registry that names this contact for every address, and counts how often it is asked. */
async function registry(t: TestContext, mail: string): Promise<{ 4: string; 6: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((incoming, response) => {
    const { url = '' } = incoming;
    asked.push(url);
    const card = ['vcard', [['email', {}, 'text', mail]]];
    const base = `http://127.0.0.1:${asked.length > 0 ? port() : 0}/`;
    const answer = url.startsWith('/ip/')
      ? {
          objectClassName: 'ip network',
          startAddress: '8.8.8.0',
          endAddress: '8.8.8.255',
          entities: [{ roles: ['abuse'], vcardArray: card }],
        }
      : { services: [[['8.0.0.0/8'], [base]]] };
    response.end(JSON.stringify(answer));
  });
  const port = (): number => {
    const bound = server.address();
    return typeof bound === 'object' && bound !== null ? bound.port : 0;
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { 4: `http://127.0.0.1:${port()}/ipv4.json`, 6: `http://127.0.0.1:${port()}/ipv6.json`, asked };
}

test('nothing goes out that was not shown in an earlier run, and what was changed since is shown again', async (t) => {
  credentials(t);
  const desk = await awsDesk(t);
  const run = await opened(t);
  const settings = { channels: { aws_abuse_signal: { endpoint: desk.base } } };
  const once = (complaints: readonly Complaint[], send: boolean) =>
    sendComplaints(request(run, complaints, { settings, send }), run.effects);
  const unseen = await once([complaint()], true);
  assert.deepEqual([unseen.unseen, unseen.dispatches], [true, undefined]);
  assert.equal(desk.asked.length, 0);
  const sent = await once([complaint()], true);
  assert.deepEqual([sent.unseen, states(sent.queue)], [false, ['sent']]);
  const other = complaint({ actor: '203.0.113.77' });
  assert.equal((await once([complaint(), other], false)).unseen, false);
  const changed = { ...other, description: 'Something else.' };
  assert.equal((await once([complaint(), changed], true)).unseen, true);
  assert.equal(desk.taken.length, 1);
  assert.deepEqual(states((await once([complaint(), changed], true)).queue), ['sent', 'sent']);
});

test('registries are asked when something is sent or when it is asked for, and who they name is shown before', async (t) => {
  const server = await mailServer(t);
  const run = await opened(t);
  const bootstrap = await registry(t, 'abuse@isp.example');
  const settings = { channels: { smtp: { url: `smtp://127.0.0.1:${server.port}` } } };
  const nobodys = complaint({ provider: null, actor: '8.8.8.8' });
  const once = (changes: Partial<SendRequest>) =>
    sendComplaints(
      request(run, [nobodys], { settings, registries: { bootstrap, interval: 0 }, ...changes }),
      run.effects,
    );
  const preview = await once({});
  assert.equal(bootstrap.asked.length, 0);
  assert.match(JSON.stringify(outlineDocument(preview.outline)), /"key":"channelNotAsked"/);
  const first = await once({ send: true });
  assert.equal(first.unseen, true);
  assert.ok(outlineScreen(first.outline, SCREEN).includes('mail to abuse@isp.example'));
  assert.equal(server.taken.length, 0);
  await once({ send: true });
  assert.deepEqual(
    server.taken.map(({ to }) => to),
    ['abuse@isp.example'],
  );
  // Kept for a day: it is not asked a second time.
  assert.equal(bootstrap.asked.filter((path) => path.startsWith('/ip/')).length, 1);
});

test('a complaint that the case does not have is named', async (t) => {
  const run = await opened(t);
  await assert.rejects(
    sendComplaints(request(run, [], { again: ['feed'] }), run.effects),
    /no complaint feed/,
  );
});

test('what became of everything is told in every language, and as a document without digests', async (t) => {
  credentials(t);
  const desk = await awsDesk(t);
  const run = await opened(t);
  const settings = { channels: { aws_abuse_signal: { endpoint: desk.base }, msrc: { enabled: false } } };
  const complaints = [
    complaint(),
    complaint({ actor: '203.0.113.5' }),
    complaint({ actor: '203.0.113.6', provider: 'ovh' }),
    complaint({ actor: '203.0.113.7', provider: 'azure' }),
  ];
  const once = (send: boolean) => sendComplaints(request(run, complaints, { settings, send }), run.effects);
  await once(false);
  desk.moods.push({
    kind: 'answer',
    status: 422,
    body: '{"unmetRequirements":[{"path":"/report/xarf/timestamp","code":"rule.timestamp.too_old","message":"x"}]}',
  });
  const sent = await once(true);
  assert.deepEqual(states(sent.queue), ['refused', 'sent', 'prepared']);
  const { queue, unanswered } = await followComplaints(run.dir, settings, true, SIGNAL, run.effects);
  const again = await once(true);
  for (const lang of ['en', 'ja', 'ko', 'zh', 'ru'] as const) {
    const told = queueScreen(queue, undefined, unanswered, { lang, width: 100 });
    assert.match(told, /rule\.timestamp\.too_old/);
    assert.match(told, /QUEUED/);
    const kept = outlineScreen(again.outline, { lang, width: 100 });
    for (const one of complaints) assert.ok(kept.includes(one.actor), kept);
    assert.ok(!/undefined|\[object/.test(told + kept), told + kept);
  }
  const document = JSON.stringify([
    queueDocument(queue, undefined, unanswered),
    outlineDocument(again.outline),
  ]);
  assert.match(document, /"reason":"|"status":"QUEUED"/);
  assert.ok(!document.includes('"digest"'), document);
});
