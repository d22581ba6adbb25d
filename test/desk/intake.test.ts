import assert from 'node:assert/strict';
import { copyFile, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import * as fc from 'fast-check';
import { nodeEffects } from '../../src/base/effects.ts';
import type { Effects } from '../../src/base/ports.ts';
import { UserError } from '../../src/base/errors.ts';
import { imapPlace } from '../../src/desk/intake/imap-place.ts';
import { takeIn } from '../../src/desk/intake/intake.ts';
import type { Intake } from '../../src/desk/intake/intake.ts';
import { readMaildir } from '../../src/desk/intake/maildir.ts';
import { placeOf } from '../../src/desk/intake/place.ts';
import { settingsSchema } from '../../src/settings/settings.ts';
import { claimOf } from '../findings/support/claims.ts';
import { fixture, temporary } from '../support.ts';

function offline(home: string): Effects {
  return {
    ...nodeEffects(1),
    now: () => new Date('2026-11-21T12:00:00Z'),
    resolveDns: () => Promise.reject(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' })),
    fetch: () => Promise.reject(new Error('no network here')),
    env: { ABUSEDESK_HOME: home },
  };
}

function mail(name: string): string {
  return fixture('notices', 'aws', name, 'input.eml');
}

/** A Maildir with these mails in `new/`, by their names. */
async function maildir(t: TestContext, mails: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporary(t);
  for (const name of ['new', 'cur', 'tmp']) await mkdir(join(folder, name));
  for (const [name, from] of Object.entries(mails)) await copyFile(from, join(folder, 'new', name));
  return folder;
}

async function pass(folder: string, root: string): Promise<Intake> {
  const effects = offline(root);
  const settings = settingsSchema.parse({ letters: ['en'] });
  return takeIn({ mailbox: readMaildir(folder, effects), root, settings }, effects);
}

function whats({ taken }: Intake): Record<string, string> {
  return Object.fromEntries(taken.map(({ mail: name, what }) => [basename(name), what]));
}

test('a notice opens a case, its reminder joins it, and nothing is done about a newsletter or a forgery', async (t) => {
  const root = await temporary(t);
  const folder = await maildir(t, {
    '1-first': mail('first-notice-intrusion'),
    '2-newsletter': mail('newsletter-is-no-notice'),
    '3-forged': mail('imitation-from-another-domain'),
  });
  const first = await pass(folder, root);
  assert.deepEqual(whats(first), { '1-first': 'opened', '2-newsletter': 'other', '3-forged': 'forged' });
  assert.equal(first.read, 3);

  const text = await readFile(mail('first-notice-intrusion'), 'utf8');
  await writeFile(join(folder, 'cur', '4-again'), `X-Passed: once more\r\n${text}`);
  const second = await pass(folder, root);
  assert.deepEqual(whats(second), {
    '1-first': 'known',
    '2-newsletter': 'other',
    '3-forged': 'forged',
    '4-again': 'continued',
  });
  const places = await readdir(root);
  assert.equal(places.length, 1);
  const document: unknown = JSON.parse(
    await readFile(join(root, places[0] ?? '', 'case', 'case.json'), 'utf8'),
  );
  assert.ok(typeof document === 'object' && document !== null && 'claims' in document);
  assert.ok(Array.isArray(document.claims) && document.claims.length === 2);
  assert.deepEqual(whats(await pass(folder, root)), { ...whats(second), '4-again': 'known' });
});

test('the mailbox is left as it was, and a link in it is not followed', async (t) => {
  const root = await temporary(t);
  const folder = await maildir(t, { a: mail('newsletter-is-no-notice') });
  await symlink(mail('first-notice-intrusion'), join(folder, 'new', 'b'));
  assert.deepEqual(whats(await pass(folder, root)), { a: 'other' });
  assert.deepEqual(await readdir(join(folder, 'new')), ['a', 'b']);
  assert.deepEqual(await readdir(join(folder, 'cur')), []);
});

test('a folder that is no mailbox is said, with what to name instead', async (t) => {
  const root = await temporary(t);
  await assert.rejects(pass(join(root, 'nothing'), root), (error) => error instanceof UserError);
});

test('whatever a case number says, its folder lies within the folder of cases, and no two numbers share one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.string({ maxLength: 80 }), (a, b) => {
      const places = [a, b].map((reference) => placeOf(claimOf({ reference }), '', '/cases').name);
      for (const name of places) assert.match(name, /^[A-Za-z0-9-]{1,80}$/);
      assert.equal(places[0] === places[1], a === b);
    }),
  );
});

test('a mailbox is named by an address without a password', () => {
  const place = imapPlace('imaps://abuse%40a.example@mail.a.example/Abuse%20in', 'x');
  assert.deepEqual(place, {
    host: 'mail.a.example',
    port: 993,
    secure: true,
    user: 'abuse@a.example',
    password: 'x',
    mailbox: 'Abuse in',
  });
  assert.equal(imapPlace('imap://a@[::1]:1143', 'x').host, '::1');
  for (const [text, password] of [
    ['https://a@b.example', 'x'],
    ['imaps://b.example', 'x'],
    ['imaps://a:secret@b.example', 'x'],
    ['imaps://a@b.example', undefined],
    ['imaps://a@b.example/%zz', 'x'],
    ['imaps://%zz@b.example/', 'x'],
    ['imaps://a@b.example/x%0d%0aA1%20DELETE%20INBOX', 'x'],
    ['imaps://a%00b@b.example/', 'x'],
    ['nonsense', 'x'],
  ] as const)
    assert.throws(() => imapPlace(text, password), UserError);
});

const ANSWER = `Received: from mx.example.net by mx.customer.example; Fri, 20 Nov 2026 10:00:00 +0000
From: AWS Trust & Safety <trustandsafety@support.aws.com>
To: abuse@customer.example
Subject: Re: Your AWS Abuse Report [27579687149] [AWS ID 123456789012]
Date: Fri, 20 Nov 2026 10:00:00 +0000

Thank you for your answer. We have closed this case; nothing more is needed.

On Fri, 20 Nov 2026 09:00:00 +0000, Abuse <abuse@customer.example> wrote:
> Subject: Re: Your AWS Abuse Report [27579687149] [AWS ID 123456789012]
>
> Case number: 27579687149
> Dear AWS Trust & Safety team,
>
> Thank you for your report. We have compared it with our own records, and they
> confirm it. The details follow.
`;

/** A mail of 25 MB, in lines of HTML. */
function largeNewsletter(): string {
  const head = [
    'Received: from a.example by b.example; Fri, 20 Nov 2026 10:00:00 +0000',
    'From: News <news@a.example>',
  ];
  const line = '<p>An offer for you: <b>ten</b> of these</p>\r\n';
  const lines = [...head, 'Subject: Offers', 'Content-Type: text/html; charset=utf-8', '', ''];
  return lines.join('\r\n') + line.repeat(Math.ceil((25 * 1024 * 1024) / line.length));
}

test('an answer to our own letter, a bill, a forgery and 25 MB of HTML: each is said, and nothing is done', async (t) => {
  const root = await temporary(t);
  const folder = await maildir(t, {
    'a-bill': fixture('notices', 'hetzner', 'bill', 'input.eml'),
    'a-forgery': mail('imitation-from-another-domain'),
  });
  await writeFile(join(folder, 'new', 'an-answer'), ANSWER);
  await writeFile(join(folder, 'new', 'large'), largeNewsletter());
  const intake = await pass(folder, root);
  assert.deepEqual(whats(intake), {
    'a-bill': 'other',
    'a-forgery': 'forged',
    'an-answer': 'answer',
    large: 'other',
  });
  assert.equal(intake.taken.find(({ what }) => what === 'answer')?.reference, '27579687149');
  assert.deepEqual(await readdir(root), []);
});

test('a notice that is larger than what is read of a mail is said, and no case is opened from a part of it', async (t) => {
  const root = await temporary(t);
  const folder = await maildir(t, {});
  const notice = await readFile(mail('first-notice-intrusion'));
  await writeFile(join(folder, 'new', 'a'), Buffer.concat([notice, Buffer.alloc(11 * 1024 * 1024, 'x\n')]));
  const { taken } = await pass(folder, root);
  assert.deepEqual(
    taken.map(({ what, problem }) => [what, problem?.key, problem?.params]),
    [['failed', 'noticeTooLarge', { bytes: notice.length + 11 * 1024 * 1024, most: 10_485_760 }]],
  );
  assert.deepEqual(await readdir(root), []);
});

test('two notices in one mail open a case each', async (t) => {
  const root = await temporary(t);
  const folder = await maildir(t, { two: mail('two-notices-of-two-providers-in-one-mail') });
  const { taken } = await pass(folder, root);
  assert.deepEqual(
    taken.map(({ what, source }) => [what, source]),
    [
      ['opened', 'aws'],
      ['opened', 'linode'],
    ],
  );
});

function awsMail(name: string, body: string, day: number): string {
  return [
    `Received: from a.example by b.example; Fri, ${day} Nov 2026 10:00:00 +0000`,
    'From: AWS Trust & Safety <trustandsafety@support.aws.com>',
    'To: abuse@customer.example',
    `Subject: ${name}`,
    `Date: Fri, ${day} Nov 2026 10:00:00 +0000`,
    '',
    body,
    '',
  ].join('\r\n');
}

const FIRST = (account: string, kind: string): string =>
  `We've received a report(s) that your AWS resource(s)\r\nAWS ID: ${account}\r\nhas been implicated in activity that resembles ${kind}.\r\n` +
  `Reported Activity: ${kind}\r\nReply within 24 hours.`;
const OUTSTANDING = (account: string): string =>
  `Hello,\r\n\r\nWe are writing to follow up on your outstanding EC2 abuse reports. We've observed Intrusion Attempts activity from account ${account}.\r\n` +
  'No response has been received; reply within 24 hours.';

test('a follow-up without a number joins the one case that it can belong to, by its masked account', async (t) => {
  const root = await temporary(t);
  const folder = await maildir(t, {});
  const put = (name: string, text: string) => writeFile(join(folder, 'new', name), text);
  await put(
    '1',
    awsMail(
      'Your AWS Abuse Report [111111] [AWS ID 123456789370]',
      FIRST('123456789370', 'Intrusion Attempts'),
      6,
    ),
  );
  await put(
    '2',
    awsMail(
      'Your AWS Abuse Report [222222] [AWS ID 123456789371]',
      FIRST('123456789371', 'Intrusion Attempts'),
      6,
    ),
  );
  await put(
    '3',
    awsMail(
      'Your AWS Abuse Report [333333] [AWS ID 123456789370]',
      FIRST('123456789370', 'Port Scanning'),
      6,
    ),
  );
  await put('4', awsMail('Outstanding reports', OUTSTANDING('xxxx370'), 13));
  await put('5', awsMail('Outstanding reports of another account', OUTSTANDING('xxxx999'), 13));
  await put('6', awsMail('Outstanding reports of either account', OUTSTANDING('1234567893*'), 13));
  const { taken } = await pass(folder, root);
  assert.deepEqual(
    taken.map(({ what }) => what),
    ['opened', 'opened', 'opened', 'continued', 'opened', 'opened'],
  );
  assert.equal(taken[3]?.folder, taken[0]?.folder);
  const again = await pass(folder, root);
  assert.deepEqual(
    again.taken.map(({ what, folder: place }) => [what, place]),
    taken.map(({ folder: place }) => ['known', place]),
  );
});
