import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import PostalMime from 'postal-mime';
import { main } from '../../src/cli/main.ts';
import type { WrittenCase } from '../../src/model/case.ts';
import { world } from '../attribution/world.ts';
import { ROOT } from '../support.ts';
import { run } from '../cli/run.ts';
import type { Ran } from '../cli/run.ts';

const NOW = new Date('2026-11-21T00:00:00Z');
const clock = { now: () => NOW };

/** A notice as a mail. @param resource as its resource line has it */
const notice = (resource: string): string => `From: AWS Trust & Safety <trustandsafety@support.aws.com>
To: owner@customer.example
Subject: Your AWS Abuse Report [27579687149] [AWS ID 123456789012]
Message-ID: <0100-27579687149@email.amazonses.example>
Date: Fri, 20 Nov 2026 15:52:31 +0000
MIME-Version: 1.0

We've received a report(s) that your AWS resource(s)
${resource}
has been implicated in activity which resembles scanning remote hosts on the internet for security vulnerabilities.
Please respond to this email within 24 hours.

Reported Activity: Port Scanning
Abuse Time: 20 Nov 2026 14:46:47 UTC
`;

/** One event of CloudTrail. */
function call(name: string, at: string, parameters: object, answer: object = {}): object {
  return {
    eventVersion: '1.11',
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::123456789012:user/alice' },
    eventTime: at,
    eventSource: 'ec2.amazonaws.com',
    eventName: name,
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.9',
    // What a caller calls itself is no proof of anything.
    userAgent: 'x; instances i-0999999999999999f; TerminateInstances',
    requestParameters: parameters,
    responseElements: answer,
  };
}

const instances = (id: string): object => ({ instancesSet: { items: [{ instanceId: id }] } });
const trail = (...events: object[]): string => JSON.stringify({ Records: events });

async function again(ran: Ran, ...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const { effects, written } = world(join(ran.folder, 'home'), { cwd: () => ran.folder, ...clock });
  const code = await main(argv, new AbortController().signal, effects);
  return { code, out: written.stdout, err: written.stderr };
}

async function caseOf(ran: Ran): Promise<WrittenCase> {
  assert.equal(ran.code, 0, ran.stderr);
  const document: WrittenCase = JSON.parse(await readFile(join(ran.folder, 'c.case', 'case.json'), 'utf8'));
  return document;
}

const investigate = ['investigate', 'in', '--case', 'c.case', '--quiet'];

test('an instance that CloudTrail saw terminated before the report was not ours, and the mail joins the notice', async (t) => {
  const resource = 'AWS ID: 123456789012    Region: us-east-1    EC2 Instance Id: i-0c1d2e3f4a5b6c7d8';
  const files = {
    'in/notice.eml': notice(resource),
    'in/trail.json': trail(
      call('RunInstances', '2026-11-01T10:00:00Z', {}, instances('i-0c1d2e3f4a5b6c7d8')),
      call('TerminateInstances', '2026-11-18T10:00:00Z', instances('i-0c1d2e3f4a5b6c7d8')),
      call('TerminateInstances', '2026-11-18T10:00:00Z', instances('i-0c1d2e3f4a5b6c7d8f')),
    ),
  };
  const ran = await run(t, files, investigate, clock);
  const { resource_events: events } = await caseOf(ran);
  assert.deepEqual(
    events?.map(({ resource: id, what, at, call: name, evidence, line }) => [
      id,
      what,
      at,
      name,
      evidence,
      line,
    ]),
    [
      ['i-0c1d2e3f4a5b6c7d8', 'made', '2026-11-01T10:00:00Z', 'RunInstances', 'trail.json', 1],
      ['i-0c1d2e3f4a5b6c7d8', 'gone', '2026-11-18T10:00:00Z', 'TerminateInstances', 'trail.json', 2],
    ],
  );
  const written = await again(ran, 'letter', 'not-us', 'c.case', '--lang', 'ja', '--beside', 'en', '--json');
  assert.equal(written.code, 0, written.err);
  const { letters } = JSON.parse(written.out);
  assert.equal(letters[0].mail.in_reply_to, '<0100-27579687149@email.amazonses.example>');
  // Nobody signed it, so nobody is known to answer to.
  assert.equal(letters[0].mail.to, undefined);
  const mail = await PostalMime.parse(await readFile(join(ran.folder, 'c.case', letters[0].mail.path)));
  assert.equal(mail.inReplyTo, '<0100-27579687149@email.amazonses.example>');
  assert.equal(mail.subject, 'Re: Your AWS Abuse Report [27579687149] [AWS ID 123456789012]');
  assert.match(
    (mail.text ?? '').replaceAll(/\s+/g, ''),
    /TerminateInstancesイベント（trail\.json、レコード2）/,
  );
  assert.match(await readFile(join(ran.folder, 'c.case', letters[0].beside), 'utf8'), /様 {2,}\| Dear AWS/);
});

test('an address is followed by its allocation; a call that failed tells nothing', async (t) => {
  const files = {
    'in/notice.eml': notice('AWS ID: 123456789012    Region: us-east-1\nPublic IP: 203.0.113.77'),
    'in/trail.json': trail(
      call(
        'AllocateAddress',
        '2026-11-02T00:00:00Z',
        {},
        { publicIp: '203.0.113.77', allocationId: 'eipalloc-1a' },
      ),
      {
        ...call('ReleaseAddress', '2026-11-03T00:00:00Z', { allocationId: 'eipalloc-1a' }),
        errorCode: 'InUse',
      },
      call('ReleaseAddress', '2026-11-04T00:00:00Z', { allocationId: 'eipalloc-1a' }),
      call('ReleaseAddress', '2026-11-05T00:00:00Z', { allocationId: 'eipalloc-1ab' }),
    ),
  };
  const ran = await run(t, files, investigate, clock);
  const { resource_events: events, claims } = await caseOf(ran);
  assert.deepEqual(claims[0]?.addresses, ['203.0.113.77']);
  assert.deepEqual(
    events?.map(({ resource, what, at }) => [resource, what, at]),
    [
      ['203.0.113.77', 'made', '2026-11-02T00:00:00Z'],
      ['203.0.113.77', 'gone', '2026-11-04T00:00:00Z'],
    ],
  );
  const { code, out } = await again(ran, 'letter', 'reply', 'c.case', '--kind', 'not-us');
  assert.equal(code, 0);
  assert.match(out, /letters\/reply-not-us\.en\.txt/);
});

test('a letter that was sent is noted in the case, and stays noted when the case is investigated again', async (t) => {
  const resource = 'AWS ID: 123456789012    Region: us-east-1    EC2 Instance Id: i-0c1d2e3f4a5b6c7d8';
  const ran = await run(t, { 'in/notice.eml': notice(resource) }, investigate, clock);
  const noted = await again(
    ran,
    'letter',
    'sent',
    'c.case',
    'c.case/letters/reply-interim.en.txt',
    '--at',
    '2026-11-20T18:00Z',
    '--json',
  );
  assert.equal(noted.code, 0, noted.err);
  const expected = {
    kind: 'reply-interim',
    path: 'letters/reply-interim.en.txt',
    at: '2026-11-20T18:00:00.000Z',
    source: 'aws',
    reference: '27579687149',
  };
  assert.deepEqual(JSON.parse(noted.out), { schema: 'abusedesk.sent/1', sent: expected });
  for (const pass of ['at once', 'investigated again']) {
    const { sent, next } = await caseOf(ran);
    assert.deepEqual(sent, [expected], pass);
    assert.ok(!next.some(({ message }) => message.key === 'nextInterim'), pass);
    assert.equal((await again(ran, ...investigate)).code, 0);
  }
  const unknown = await again(ran, 'letter', 'sent', 'c.case', 'letters/none.txt');
  assert.equal(unknown.code, 2);
  assert.match(unknown.err, /lists no letter "letters\/none\.txt"/);
  const ahead = await again(
    ran,
    'letter',
    'sent',
    'c.case',
    'letters/reply-final.en.txt',
    '--at',
    '2026-11-22T00:00Z',
  );
  assert.equal(ahead.code, 2, ahead.err);
});

test('addresses for a mail are addresses, and one recipient is not written into letters to several', async (t) => {
  const resource = 'AWS ID: 123456789012    Region: us-east-1    EC2 Instance Id: i-0c1d2e3f4a5b6c7d8';
  const ran = await run(t, { 'in/notice.eml': notice(resource) }, investigate, clock);
  for (const [option, value] of [
    ['--to', 'x@a.example\nBcc: y@b.example'],
    ['--from', 'Kim <kim@a.example>'],
  ] as const) {
    const refused = await again(ran, 'letter', 'extension', 'c.case', option, value);
    assert.equal(refused.code, 2, refused.err);
    assert.match(refused.err, new RegExp(`${option} is no mail address`));
  }
  const written = await again(
    ran,
    'letter',
    'extension',
    'c.case',
    '--to',
    'x@a.example',
    '--from',
    'k@b.example',
    '--json',
  );
  assert.equal(written.code, 0, written.err);
  const { mail } = JSON.parse(written.out).letters[0];
  assert.deepEqual([mail.to, mail.from], ['x@a.example', 'k@b.example']);
  const past = await again(ran, 'letter', 'extension', 'c.case', '--set', 'until=2020-01-01T00:00Z');
  assert.match(past.err, /until does not lie in the future/);
});

test('the story of the Exchange server ends with a letter to the user, in their language and the desk’s', async (t) => {
  const example = join(ROOT, 'examples', 'owa-from-aws');
  const ran = await run(t, {}, ['investigate', example, '--case', 'c.case', '--quiet'], clock);
  const { findings } = await caseOf(ran);
  const worked = findings.find(({ type }) => type === 'credential_exposure');
  assert.equal(worked?.subject.user, 'CORP\\m.lee');
  const written = await again(ran, 'letter', 'user', 'c.case', '--lang', 'ko', '--beside', 'en', '--json');
  assert.equal(written.code, 0, written.err);
  const { letters } = JSON.parse(written.out);
  assert.deepEqual(
    letters.map(({ kind, path }: { kind: string; path: string }) => [kind, path]),
    [['user', 'letters/user.m.lee.ko.txt']],
  );
  const read = (path: string): Promise<string> => readFile(join(ran.folder, 'c.case', path), 'utf8');
  const text = await read(letters[0].path);
  for (const fact of [
    'CORP\\m.lee',
    'Amazon Web Services',
    'EWS',
    '685',
    '551',
    '486',
    'python-requests/2.9.1',
  ])
    assert.ok(text.includes(fact), `${fact} is not in\n${text}`);
  assert.ok((await read(letters[0].beside)).includes('Do you subscribe to a service that reads your mail'));
  const mail = await PostalMime.parse(await readFile(join(ran.folder, 'c.case', letters[0].mail.path)));
  assert.deepEqual([mail.inReplyTo, mail.to], [undefined, undefined]);
  const nobody = await again(ran, 'letter', 'user', 'c.case', '--user', 'CORP\\nobody');
  assert.equal(nobody.code, 2);
  assert.match(nobody.err, /CORP\\m\.lee/);
  // There is no notice that could be answered.
  assert.equal((await again(ran, 'letter', 'extension', 'c.case')).code, 2);
});
