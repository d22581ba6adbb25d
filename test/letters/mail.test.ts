import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import PostalMime from 'postal-mime';
import { concluded } from '../../src/cases/conclusion.ts';
import { LANGS } from '../../src/language/lang.ts';
import { mailOf, recipientOf } from '../../src/letters/mail.ts';
import type { Letter } from '../../src/letters/reply.ts';
import { renderReply } from '../../src/letters/reply.ts';
import type { Authenticity, Claim } from '../../src/model/claim.ts';
import { isMail, readMail } from '../../src/notices/mail.ts';
import { readNotice } from '../../src/notices/read.ts';
import { PASTED } from '../../src/notices/authenticity.ts';
import { claim, contradictedDos, portScan } from './samples.ts';

const NOW = new Date('2026-11-21T20:00:00Z');
const effects = { now: () => NOW, timeZone: 'UTC', uuid: () => '7f3a9c00-0000-4000-8000-000000000001' };
const THREAD = { message_id: '<0100@email.example.net>', references: ['<1@a.example>', '<2@a.example>'] };

function signed(verdict: Authenticity['verdict'], mail: Claim['mail'], key: string = 'authProven'): Claim {
  const message = { key, params: { signer: 'amazon.com' } } as Authenticity['message'];
  return claim({ authenticity: { verdict, message }, ...(mail !== undefined && { mail }) });
}

test('a letter is read back as a mail, by postal-mime and by the reader of notices, in every language', async () => {
  const document = concluded({ ...portScan(), claims: [claim({ mail: THREAD })] });
  for (const lang of LANGS) {
    for (const kind of ['interim', 'final', 'extension', 'terminated'] as const) {
      const letter = renderReply(kind, document, { lang, now: NOW });
      const envelope = { from: 'desk@customer.example', to: 'trustandsafety@support.aws.com' };
      const { bytes, in_reply_to: id } = await mailOf(letter, envelope, document.claims[0], effects);
      const read = await PostalMime.parse(bytes);
      assert.equal(read.subject, 'Re: Your AWS Abuse Report [27579687149] [AWS ID 123456789012]');
      assert.equal(read.text?.replaceAll('\r\n', '\n').trimEnd(), letter.text.trimEnd(), `${lang} ${kind}`);
      assert.equal(read.inReplyTo, THREAD.message_id);
      assert.equal(read.references, [...THREAD.references, THREAD.message_id].join(' '));
      assert.equal(read.from?.address, envelope.from);
      assert.deepEqual(
        read.to?.map(({ address }) => address),
        [envelope.to],
      );
      assert.equal(new Date(read.date ?? '').getTime(), NOW.getTime());
      assert.equal(read.messageId, '<7f3a9c00-0000-4000-8000-000000000001@customer.example>');
      assert.equal(id, THREAD.message_id);
      assert.ok(isMail(bytes), `${lang} ${kind}`);
      const own = await readMail(bytes);
      assert.equal(own.subject, letter.subject);
      assert.equal(own.bodies[0]?.replaceAll('\r\n', '\n').trimEnd(), letter.text.trimEnd());
      // RFC 5322, section 2.1.1; and nothing but ASCII on the way.
      for (const line of Buffer.from(bytes).toString('latin1').split('\r\n')) {
        assert.ok(line.length <= 998, line.slice(0, 80));
        assert.doesNotMatch(line, /[\u0080-\u00ff\n]/, `${lang} ${kind}`);
      }
    }
  }
});

test('a subject in another script is encoded in the header, and read back as it was', async () => {
  for (const subject of [
    'Re: ご利用の AWS 不正使用レポート [27579687149]',
    'Re: 귀하의 신고',
    'Re: Сообщение о злоупотреблении № 7',
  ]) {
    const { bytes } = await mailOf({ subject, text: 'x\n', blanks: [] }, {}, undefined, effects);
    assert.equal((await PostalMime.parse(bytes)).subject, subject);
    assert.equal((await readMail(bytes)).subject, subject);
  }
});

test('what a notice writes into its header cannot become another header of the answer', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        '\r\nBcc: x@evil.example',
        '\nTo: x@evil.example',
        '\r\n\r\nbody',
        '\u2028X: y',
        '=?utf-8?B?DQpCY2M6IHg=?=',
      ),
      async (text, injected) => {
        const subject = `${text}${injected}`;
        const document = concluded({ ...portScan(), claims: [claim({ subject })] });
        const letter: Letter = renderReply('interim', document, { lang: 'en', now: NOW });
        const { bytes } = await mailOf(letter, { to: 'desk@aws.com' }, claim({ mail: THREAD }), effects);
        const [head = ''] = Buffer.from(bytes).toString('latin1').split('\r\n\r\n');
        const names = head
          .split(/\r\n(?![ \t])/)
          .map((line) => line.split(':')[0]?.toLowerCase())
          .toSorted((a = '', b = '') => (a < b ? -1 : 1));
        assert.deepEqual(names, [
          'content-transfer-encoding',
          'content-type',
          'date',
          'in-reply-to',
          'message-id',
          'mime-version',
          'references',
          'subject',
          'to',
          'x-unsent',
        ]);
      },
    ),
    { numRuns: 200 },
  );
});

test('an answer goes to the Reply-To of a notice that is proven or likely, and only to the provider itself', () => {
  const from = 'trustandsafety@support.aws.com';
  const replyTo = 'case-7@support.aws.com';
  assert.equal(recipientOf(signed('proven', { from })), from);
  assert.equal(recipientOf(signed('proven', { from, reply_to: replyTo })), replyTo);
  assert.equal(recipientOf(signed('unproven', { from }, 'authSealed')), from);
  // A header that nobody signed was added on the way.
  assert.equal(recipientOf(signed('proven', { from, reply_to: 'x@evil.example' })), from);
  assert.equal(recipientOf(signed('proven', { from: 'x@aws.com.evil.example' })), undefined);
  assert.equal(recipientOf(signed('unproven', { from }, 'authUnsigned')), undefined);
  assert.equal(recipientOf(signed('forged', { from }, 'authSealed')), undefined);
  assert.equal(recipientOf(claim({ mail: { from } })), undefined);
});

test('without a mail, an address or a sender the letter is a mail all the same, and names nobody', async () => {
  const letter = renderReply('dispute', concluded(contradictedDos()), { lang: 'ru', now: NOW });
  const { bytes, from, to, in_reply_to: id } = await mailOf(letter, {}, claim(), effects);
  assert.deepEqual([from, to, id], [undefined, undefined, undefined]);
  const read = await PostalMime.parse(bytes);
  assert.deepEqual([read.from, read.to, read.inReplyTo], [undefined, undefined, undefined]);
  assert.equal(read.headers.find(({ key }) => key === 'x-unsent')?.value, '1');
  assert.match(read.messageId ?? '', /@letter\.invalid>$/);
});

const NOTICE = `We've received a report(s) that your AWS resource(s)
AWS ID: 123456789012    Region: us-east-1    EC2 Instance Id: i-0c1d2e3f4a5b6c7d8
has been implicated in activity which resembles attempts to access remote hosts on the internet without authorization.
`;

async function threadOf(head: string, body = NOTICE): Promise<Claim['mail'] | 'none'> {
  const offline = {
    ...effects,
    fetch: () => Promise.reject(new Error('offline')),
    resolveDns: () => Promise.reject(new Error('offline')),
  };
  const text = `${head}\nSubject: Your AWS Abuse Report [1] [AWS ID 123456789012]\nMIME-Version: 1.0\n\n${body}`;
  const { claims } = await readNotice(Buffer.from(text), { path: 'n.eml' }, offline);
  return claims.length === 0 ? 'none' : claims[0]?.mail;
}

test('a claim keeps by what an answer is joined to its mail', async () => {
  assert.deepEqual(
    await threadOf(
      'From: AWS <TrustAndSafety@support.aws.com>\nReply-To: case@support.aws.com\nMessage-ID: <a.1@email.amazonses.com>\nReferences: <x@y.example>\n <z@y.example>\nIn-Reply-To: <z@y.example>',
    ),
    {
      message_id: '<a.1@email.amazonses.com>',
      references: ['<x@y.example>', '<z@y.example>'],
      from: 'trustandsafety@support.aws.com',
      reply_to: 'case@support.aws.com',
    },
  );
});

test('what is no id and no address in a header is left out, however long it is', async () => {
  assert.deepEqual(
    await threadOf(
      `From: "x" <not an address>\nMessage-ID: no brackets\nReferences: ${'<'.repeat(30_000)} <ok@a.example> <a b@c>`,
    ),
    { references: ['<ok@a.example>'] },
  );
  const many = Array.from({ length: 900 }, (_, i) => `<${i}@a.example>`);
  const read = await threadOf(
    `From: x@customer.example\nMessage-ID: <m@a.example>\nReferences: ${many.join('\n ')}`,
  );
  assert.ok(read !== 'none' && read !== undefined);
  assert.deepEqual(
    [read.references?.length, read.references?.[0], read.references?.at(-1)],
    [50, '<0@a.example>', '<899@a.example>'],
  );
});

test('of a notice that is pasted or forwarded in the text there is no mail to answer', async () => {
  const forwarded = `fyi\n\n---------- Forwarded message ---------\nFrom: AWS <trustandsafety@support.aws.com>\nDate: Fri, 20 Nov 2026 15:52:31 +0000\nSubject: Your AWS Abuse Report [1] [AWS ID 123456789012]\nTo: <owner@customer.example>\n\n${NOTICE}`;
  assert.equal(
    await threadOf('From: colleague@customer.example\nMessage-ID: <f@customer.example>', forwarded),
    undefined,
  );
  assert.equal(
    recipientOf(claim({ authenticity: { verdict: 'unproven', message: PASTED.message } })),
    undefined,
  );
});

test('a notice that lists the contacts of the account says whether one is for security, and nothing of who it is', async () => {
  const contactOf = async (contacts: string): Promise<Claim['security_contact']> => {
    const text = `From: AWS <trustandsafety@support.aws.com>\nSubject: Your AWS Abuse Report [1] [AWS ID 123456789012]\nMessage-ID: <a@b.example>\nMIME-Version: 1.0\n\n${NOTICE}\n${contacts}\n`;
    const offline = {
      ...effects,
      fetch: () => Promise.reject(new Error('offline')),
      resolveDns: () => Promise.reject(new Error('offline')),
    };
    const { claims } = await readNotice(Buffer.from(text), { path: 'n.eml' }, offline);
    assert.equal(claims.length, 1);
    assert.doesNotMatch(JSON.stringify(claims), /sam@customer/);
    return claims[0]?.security_contact;
  };
  const owner = 'Account contact email:\nowner@customer.example\n';
  assert.equal(await contactOf(owner), 'missing');
  assert.equal(await contactOf(`${owner}\nSecurity contact:\n\nSecurity contact email:\n-\n`), 'missing');
  assert.equal(await contactOf(`${owner}\nSecurity contact email:\nsam@customer.example\n`), 'named');
  assert.equal(await contactOf(''), undefined);
});
