import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { sealMessage } from 'mailauth/lib/arc/index.js';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { nodeEffects } from '../../src/base/effects.ts';
import type { Effects } from '../../src/base/ports.ts';
import type { Authenticity } from '../../src/model/claim.ts';
import { readNotice } from '../../src/notices/read.ts';

const pair = (): { privateKey: string; record: string } => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const der = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    record: `v=DKIM1; k=rsa; p=${der}`,
  };
};
const SEALER = pair();
const OTHER = pair();
const TIME = new Date('2026-05-05T08:30:00Z');

const BODY =
  "We've received a report(s) that your AWS resource(s) has been implicated in Port Scanning.\r\nReply within 24 hours.\r\n";
const MAIL =
  'From: trustandsafety@support.aws.com\r\nTo: root@customer.example\r\nSubject: Your AWS Abuse Report [42] [AWS ID 123456789012]\r\n' +
  `Date: Tue, 5 May 2026 08:30:00 +0000\r\nMessage-ID: <1@x>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n${BODY}`;
const FOUND = 'dkim=pass header.i=@support.aws.com header.s=s1; spf=pass smtp.mailfrom=bounce@amazonses.com';

/** The mail with a seal of the domain. @param found what the sealer says that it found; @param earlier seals before it */
async function sealed(
  mail: string,
  domain: string,
  { found = FOUND, i = 1, cv = 'none', key = SEALER.privateKey } = {},
): Promise<string> {
  const seal = {
    signingDomain: domain,
    selector: 'arc',
    privateKey: key,
    signTime: TIME,
    i,
    cv,
    authResults: `mx.${domain}; ${found}`,
  };
  return `${(await sealMessage(Buffer.from(mail), seal)).toString()}${mail}`;
}

async function signedBy(mail: string, domain: string): Promise<string> {
  const key = { signingDomain: domain, selector: 's9', privateKey: OTHER.privateKey };
  const { signatures } = await dkimSign(mail, { signTime: TIME, ...key, signatureData: [key] });
  return signatures + mail;
}

/** The keys of these sealers are published; every name that was asked for is noted. */
function dns(sealers: readonly string[], asked: string[] = []): Effects {
  return {
    ...nodeEffects(1),
    now: () => new Date('2026-11-21T12:00:00Z'),
    resolveDns: (name) => {
      asked.push(name);
      return sealers.some((domain) => name === `arc._domainkey.${domain}`)
        ? Promise.resolve([[SEALER.record]])
        : Promise.reject(Object.assign(new Error('queryTxt ENOTFOUND'), { code: 'ENOTFOUND' }));
    },
  };
}

async function judged(mail: string, effects: Effects, sealers: string[] = []): Promise<Authenticity> {
  const { claims } = await readNotice(Buffer.from(mail), { sealers }, effects);
  assert.equal(claims.length, 1);
  const [claim] = claims;
  assert.ok(claim);
  return claim.authenticity;
}

test('a seal of a known service that found the signature valid is shown, and proves no text by itself', async () => {
  const { verdict, arc, message } = await judged(await sealed(MAIL, 'google.com'), dns(['google.com']));
  assert.deepEqual([verdict, arc], ['unproven', 'pass (google.com)']);
  assert.deepEqual(message, {
    key: 'authSealed',
    params: { signer: 'support.aws.com', sealers: ['google.com'] },
  });
});

test('a seal of a domain that the user trusts proves the notice that its list passed on and signed anew', async () => {
  const mail = await signedBy(await sealed(MAIL, 'lists.customer.example'), 'customer.example');
  const effects = dns(['lists.customer.example']);
  const believed = await judged(mail, effects, ['customer.example']);
  assert.deepEqual([believed.verdict, believed.signer], ['proven', 'support.aws.com']);
  assert.equal(believed.message.key, 'authSealTrusted');
  const unknown = await judged(mail, effects);
  assert.deepEqual([unknown.verdict, unknown.message.key], ['unproven', 'authSealUnknown']);
  assert.equal(unknown.arc, 'unknown (lists.customer.example)');
});

test('of a chain of two seals both must be trusted, and what the first one found counts', async () => {
  const first = await sealed(MAIL, 'google.com');
  const second = await sealed(first, 'lists.customer.example', {
    i: 2,
    cv: 'pass',
    found: 'arc=pass; dkim=fail header.i=@support.aws.com',
  });
  const effects = dns(['google.com', 'lists.customer.example']);
  const half = await judged(second, effects, ['lists.customer.example']);
  assert.deepEqual([half.verdict, half.arc], ['unproven', 'pass (google.com, lists.customer.example)']);
  const whole = await judged(second, effects, ['lists.customer.example', 'google.com']);
  assert.equal(whole.verdict, 'proven');
});

for (const [what, change] of Object.entries({
  'a text that was changed after it was sealed': (mail: string) =>
    mail.replace('Port Scanning', 'Open Proxy'),
  'a result that was changed in the seal': (mail: string) => mail.replace('dkim=pass', 'dkim=none'),
  'a seal without its message signature': (mail: string) =>
    mail.replace(/^ARC-Message-Signature: (?:.*\r\n)(?:[ \t].*\r\n)*/m, ''),
  'a seal that stands twice': (mail: string) =>
    `${/^ARC-Seal: (?:.*\r\n)(?:[ \t].*\r\n)*/.exec(mail)?.[0] ?? ''}${mail}`,
})) {
  test(`${what} proves nothing, even of a sealer that the user trusts`, async () => {
    const mail = await sealed(MAIL, 'google.com');
    const changed = change(mail);
    assert.notEqual(changed, mail);
    const { verdict, arc } = await judged(changed, dns(['google.com']), ['google.com']);
    assert.equal(verdict, 'unproven');
    assert.match(arc ?? '', /^fail/);
  });
}

test("a seal in the name of Google that somebody else's key made fails", async () => {
  const mail = await sealed(MAIL, 'google.com', { key: OTHER.privateKey });
  const { verdict, arc } = await judged(mail, dns(['google.com']), ['google.com']);
  assert.equal(verdict, 'unproven');
  assert.match(arc ?? '', /^fail/);
});

test('a mail in the name of AWS that others signed stays forged, whatever seal it has that found nothing of AWS', async () => {
  const sealedOne = await sealed(MAIL, 'google.com', { found: 'dkim=pass header.i=@evil.example' });
  const { verdict } = await judged(await signedBy(sealedOne, 'evil.example'), dns(['google.com']), [
    'google.com',
  ]);
  assert.equal(verdict, 'forged');
});

test('the key of a sealer that is neither known nor trusted is never asked for', async () => {
  const asked: string[] = [];
  const { verdict, arc } = await judged(await sealed(MAIL, 'evil.example'), dns(['evil.example'], asked));
  assert.deepEqual([verdict, arc], ['unproven', 'unknown (evil.example)']);
  assert.ok(!asked.some((name) => name.includes('evil')), asked.join(', '));
});

test('a key that is not answered leaves the seal unchecked', async () => {
  const { verdict, arc } = await judged(await sealed(MAIL, 'google.com'), dns([]), ['google.com']);
  assert.deepEqual([verdict, arc], ['unproven', 'temperror (google.com)']);
});

test('a mail without seals says so', async () => {
  assert.equal((await judged(MAIL, dns([]))).arc, 'none');
});
