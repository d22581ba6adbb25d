import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { nodeEffects } from '../../src/base/effects.ts';
import type { Effects } from '../../src/base/ports.ts';
import type { Claim } from '../../src/model/claim.ts';
import { readNotice } from '../../src/notices/read.ts';

const pair = (): { privateKey: string; record: string } => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const der = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    record: `v=DKIM1; k=rsa; p=${der}`,
  };
};
const AWS = pair();
const OTHER = pair();

const BODY =
  "We've received a report(s) that your AWS resource(s) has been implicated in Port Scanning.\r\nReply within 24 hours.\r\n";

function mail(from = 'trustandsafety@support.aws.com', body = BODY): string {
  return (
    `From: ${from}\r\nTo: root@customer.example\r\nSubject: Your AWS Abuse Report [42] [AWS ID 123456789012]\r\n` +
    'Date: Tue, 5 May 2026 08:30:00 +0000\r\nMessage-ID: <1@x>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n' +
    body
  );
}

async function sign(
  text: string,
  domain: string,
  privateKey = AWS.privateKey,
  maxBodyLength?: number,
): Promise<string> {
  const key = {
    signingDomain: domain,
    selector: 's1',
    privateKey,
    ...(maxBodyLength === undefined ? {} : { maxBodyLength }),
  };
  const { signatures } = await dkimSign(text, {
    canonicalization: 'relaxed/relaxed',
    signTime: new Date('2026-05-05T08:30:00Z'),
    ...key,
    signatureData: [key],
  });
  return signatures + text;
}

/** AWS's key is published; every name that was asked for is noted. */
function dns(
  asked: string[] = [],
  records: Record<string, string> = { 's1._domainkey.support.aws.com': AWS.record },
): Effects {
  return {
    ...nodeEffects(1),
    now: () => new Date('2026-11-21T12:00:00Z'),
    resolveDns: (name) => {
      asked.push(name);
      const record = records[name];
      return record === undefined
        ? Promise.reject(Object.assign(new Error('queryTxt ENOTFOUND'), { code: 'ENOTFOUND' }))
        : Promise.resolve([[record]]);
    },
  };
}

/** Where DMARC's policy of the address in From is looked for: AWS's own names. */
const POLICIES = ['_dmarc.support.aws.com', '_dmarc.aws.com'];

async function claimOf(text: string, effects: Effects): Promise<Claim> {
  const { claims } = await readNotice(Buffer.from(text), {}, effects);
  const [claim] = claims;
  assert.ok(claim !== undefined && claims.length === 1);
  return claim;
}

test('a notice that AWS signed is proven, and the signer is named', async () => {
  const { authenticity } = await claimOf(await sign(mail(), 'support.aws.com'), dns());
  assert.equal(authenticity.verdict, 'proven');
  assert.equal(authenticity.signer, 'support.aws.com');
  assert.equal(authenticity.dkim, 'pass');
});

test('a notice saved with other line ends is proven all the same', async () => {
  const signed = await sign(mail(), 'support.aws.com');
  const { authenticity } = await claimOf(signed.replaceAll('\r\n', '\n'), dns());
  assert.equal(authenticity.verdict, 'proven');
});

test('a notice forwarded as an attachment is proven by its own signature', async () => {
  const inner = await sign(mail(), 'support.aws.com');
  const outer =
    'Received: by mx.customer.example; Wed, 6 May 2026 08:00:00 +0000\r\nFrom: boss@customer.example\r\nTo: desk@customer.example\r\n' +
    'Subject: look\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhi\r\n' +
    `--b\r\nContent-Type: message/rfc822\r\n\r\n${inner}\r\n--b--\r\n`;
  const claim = await claimOf(outer, dns());
  assert.equal(claim.authenticity.verdict, 'proven');
  assert.equal(claim.received, '2026-05-05T08:30:00Z');
});

test('a notice whose text was changed on the way is unproven, not forged', async () => {
  const signed = await sign(mail(), 'support.aws.com');
  const { authenticity } = await claimOf(signed.replace('Port Scanning', 'Open Proxy'), dns());
  assert.equal(authenticity.verdict, 'unproven');
  assert.equal(authenticity.message.key, 'authChanged');
});

test('text added behind what the signature covers does not become proven', async () => {
  const signed = await sign(mail(), 'support.aws.com', AWS.privateKey, BODY.length);
  const { authenticity } = await claimOf(`${signed}Also: AWS Account ID: 999999999999\r\n`, dns());
  assert.equal(authenticity.verdict, 'unproven');
});

test("a signature made with somebody else's key in the name of AWS is forged", async () => {
  const { authenticity } = await claimOf(await sign(mail(), 'support.aws.com', OTHER.privateKey), dns());
  assert.equal(authenticity.verdict, 'forged');
});

test('a gateway that tags the subject breaks the signature without making the notice forged', async () => {
  const signed = await sign(mail(), 'support.aws.com');
  const { authenticity } = await claimOf(signed.replace('Subject: Your', 'Subject: [EXTERNAL] Your'), dns());
  assert.equal(authenticity.verdict, 'unproven');
});

test('a mail in the name of AWS that only others signed is forged, and their servers are never asked', async () => {
  const asked: string[] = [];
  const { authenticity } = await claimOf(await sign(mail(), 'evil.example', OTHER.privateKey), dns(asked));
  assert.equal(authenticity.verdict, 'forged');
  assert.deepEqual(asked, POLICIES);
});

test('no name outside AWS is looked up, whatever the mail holds', async () => {
  const asked: string[] = [];
  const text =
    'Return-Path: <x@evil.example>\r\nReceived: from evil.example ([198.51.100.66]) by mx; Tue, 5 May 2026 08:30:12 +0000\r\n' +
    'ARC-Seal: i=1; a=rsa-sha256; cv=none; d=evil.example; s=x; b=AAAA\r\n' +
    'ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=evil.example; s=x; h=from; bh=AAAA; b=AAAA\r\n' +
    'ARC-Authentication-Results: i=1; evil.example; dkim=pass\r\n' +
    'DKIM-Signature: v=1; a=rsa-sha256; d=aws.com.evil.example; s=amazon.com; h=from; bh=AAAA; b=AAAA\r\n' +
    mail();
  await claimOf(await sign(text, 'evilamazon.com', OTHER.privateKey), dns(asked));
  assert.deepEqual(asked, POLICIES);
});

test('a name that the resolver would read otherwise than it was checked is never asked for, and proves nothing', async () => {
  const signed = await sign(mail(), 'support.aws.com');
  for (const selector of ['s1 ', 's\uff11', 's1\u3002x', 's1\\.x', 's1..x', '-']) {
    const asked: string[] = [];
    const other = signed.replace(/\bs=s1;/, `s=${selector};`);
    assert.notEqual(other, signed);
    const { authenticity } = await claimOf(other, dns(asked));
    assert.notEqual(authenticity.verdict, 'proven', selector);
    for (const name of asked.filter((each) => !POLICIES.includes(each)))
      assert.match(name, /^[a-z0-9_.-]+\.support\.aws\.com$/);
  }
});

test('a proof names the domain whose own DNS gave the key, in lower case', async () => {
  const asked: string[] = [];
  const signed = await sign(mail(), 'Support.AWS.com');
  const { authenticity } = await claimOf(signed, dns(asked));
  assert.equal(authenticity.verdict, 'proven');
  assert.equal(authenticity.signer, 'support.aws.com');
  assert.deepEqual(asked, ['s1._domainkey.support.aws.com', ...POLICIES]);
});

test('being sent through Amazon SES, as anybody may, proves nothing', async () => {
  const records = { 's1._domainkey.amazonses.com': OTHER.record };
  const { authenticity } = await claimOf(
    await sign(mail(), 'amazonses.com', OTHER.privateKey),
    dns([], records),
  );
  assert.equal(authenticity.verdict, 'unproven');
});

test('a second From or Subject header takes the proof away', async () => {
  const signed = await sign(mail(), 'support.aws.com');
  for (const extra of [
    'From: trustandsafety@support.aws.com\r\n',
    'Subject: Your AWS Abuse Report [43]\r\n',
  ]) {
    const { authenticity } = await claimOf(extra + signed, dns());
    assert.equal(authenticity.verdict, 'unproven', extra);
  }
});

test('without a network a signed notice is unproven, and it says why', async () => {
  const offline: Effects = {
    ...dns(),
    resolveDns: () => Promise.reject(Object.assign(new Error('no route'), { code: 'ECONNREFUSED' })),
  };
  const { authenticity } = await claimOf(await sign(mail(), 'support.aws.com'), offline);
  assert.equal(authenticity.verdict, 'unproven');
  assert.equal(authenticity.message.key, 'authNoDns');
});

test('a key that was withdrawn since leaves the notice unproven', async () => {
  const { authenticity } = await claimOf(await sign(mail(), 'support.aws.com'), dns([], {}));
  assert.equal(authenticity.verdict, 'unproven');
  assert.equal(authenticity.message.key, 'authNoKey');
});

test('a name that looks like AWS on another domain is forged even if that domain signed it', async () => {
  const from = '"trustandsafety@support.aws.com" <x@evil.example>';
  const { authenticity } = await claimOf(await sign(mail(from), 'evil.example', OTHER.privateKey), dns());
  assert.equal(authenticity.verdict, 'forged');
});

test("a list of the recipient's own that passes the notice on is no forger", async () => {
  const from = '"AWS Trust & Safety via Security" <security@customer.example>';
  const { authenticity } = await claimOf(await sign(mail(from), 'customer.example', OTHER.privateKey), dns());
  assert.equal(authenticity.verdict, 'unproven');
});

test('SPF is told where it can be, and never decides', async () => {
  const text =
    'Return-Path: <bounce@amazonses.com>\r\nReceived: from a ([192.0.2.25]) by mx; Tue, 5 May 2026 08:30:12 +0000\r\n' +
    mail();
  const records = { 'amazonses.com': 'v=spf1 ip4:192.0.2.0/24 -all' };
  const { authenticity } = await claimOf(text, dns([], records));
  assert.equal(authenticity.spf, 'pass');
  assert.equal(authenticity.verdict, 'unproven');
});

test('a text that AWS carries for a customer, signed by AWS, is no notice of its abuse desk', async () => {
  const text = mail('"AWS Notifications" <no-reply@sns.amazonaws.com>');
  const records = { 's1._domainkey.amazonaws.com': AWS.record };
  const { authenticity } = await claimOf(await sign(text, 'amazonaws.com'), dns([], records));
  assert.equal(authenticity.verdict, 'unproven');
  assert.equal(authenticity.message.key, 'authOtherAddress');
});

const THIRD_PARTY =
  'From: trustandsafety@support.aws.com\r\nSubject: Your AWS Abuse Report [66] [AWS ID 999999999999]\r\nDate: Tue, 5 May 2026 08:30:00 +0000\r\n\r\n' +
  "We've received a report(s) that your AWS resource(s)\r\nAWS ID: 999999999999\r\nReported Activity: DoS\r\nEC2 Instance Id: i-0fedcba9876543210\r\n";
const SIGNED =
  `${BODY}AWS ID: 123456789012\r\nReported Activity: Port Scanning\r\nEC2 Instance Id: i-0123456789abcdef0\r\n\r\nAWS Trust & Safety\r\n\r\n` +
  '---Beginning of forwarded report(s)---\r\n\r\nthey scan us\r\n\r\n';
const BEGIN = '---Beginning of forwarded report(s)---\r\n';
const LOG_LINE = 'May  5 08:00:00 web sshd[1]: Failed password for root from 203.0.113.9 port 2222 ssh2\r\n';
const END = '---End of forwarded report(s)---\r\n';

/** Ways in which a third party's text can stand in a mail of AWS's: bodies, and what the mail carries beside its text. */
const PLACES: Readonly<Record<string, string>> = {
  'within the forwarded report': SIGNED + THIRD_PARTY + END,
  'behind a mark that it wrote itself to end the forwarded report': SIGNED + END + THIRD_PARTY + END,
  'in quotes': SIGNED + THIRD_PARTY.replace(/^/gm, '> ') + END,
  'behind a frame that it opens anew': `${SIGNED}${END}${BEGIN}${THIRD_PARTY}${END}`,
  'behind a mark in full-width signs': `${SIGNED}\uff0d\uff0dEnd of forwarded report(s)\uff0d\uff0d\r\n${THIRD_PARTY}${END}`,
  'behind single line ends of old':
    SIGNED + `x\r${END.trim()}\r${THIRD_PARTY.replaceAll('\r\n', '\r')}` + END,
  'as a mailbox has its mails': `${SIGNED}From x@y.example Tue May  5 08:30:00 2026\r\n${THIRD_PARTY}${END}`,
  'behind AWS and no frame': SIGNED.slice(0, SIGNED.indexOf('---')) + THIRD_PARTY,
  "behind a log's line": `${SIGNED.slice(0, SIGNED.indexOf('---'))}${LOG_LINE}${THIRD_PARTY}`,
  "as another provider's notice": `${SIGNED}${END}Hello,\r\n\r\nWe have received a report of port scans originating from your Linode.\r\n`,
};
/** What carries it beside the text: the type of the part, and its content. */
const PARTS: Readonly<Record<string, string>> = {
  'as a mail': `Content-Type: message/rfc822\r\n\r\nReceived: by x.example; Tue, 5 May 2026 08:00:00 +0000\r\n${THIRD_PARTY}`,
  'as a mail in a digest': `Content-Type: multipart/digest; boundary=c\r\n\r\n--c\r\n\r\n${THIRD_PARTY}\r\n--c--\r\n`,
  'as a second text': `Content-Type: text/plain\r\n\r\n${THIRD_PARTY}`,
  'as a text with a name': `Content-Type: text/plain\r\nContent-Disposition: inline; filename=r.txt\r\n\r\n${THIRD_PARTY}`,
  'as a page': `Content-Type: text/html\r\n\r\n<pre>${THIRD_PARTY}</pre>`,
};

function withPart(part: string): string {
  const own = SIGNED.slice(0, SIGNED.indexOf('---'));
  return mail(
    'trustandsafety@support.aws.com',
    `--b\r\nContent-Type: text/plain\r\n\r\n${own}\r\n--b\r\n${part}\r\n--b--\r\n`,
  ).replace('Content-Type: text/plain\r\n\r\n--b', 'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b');
}

const CARRIERS = [
  ...Object.entries(PLACES).map(
    ([where, body]) => [where, mail('trustandsafety@support.aws.com', body)] as const,
  ),
  ...Object.entries(PARTS).map(([where, part]) => [where, withPart(part)] as const),
];
for (const [where, text] of CARRIERS) {
  test(`without a network too, a third party's text ${where} is no claim in a provider's name`, async () => {
    const offline: Effects = {
      ...dns(),
      resolveDns: () => Promise.reject(Object.assign(new Error('no route'), { code: 'ECONNREFUSED' })),
    };
    for (const effects of [offline, dns([], {}), dns()]) {
      const { claims } = await readNotice(Buffer.from(await sign(text, 'support.aws.com')), {}, effects);
      assert.deepEqual(
        claims.map(({ source, accounts, instances }) => ({ source, accounts, instances })),
        [{ source: 'aws', accounts: ['123456789012'], instances: ['i-0123456789abcdef0'] }],
      );
    }
  });
}

for (const [where, body] of Object.entries(PLACES)) {
  test(`a third party that writes a notice of AWS ${where} accuses nobody in AWS's name`, async () => {
    const signed = await sign(mail('trustandsafety@support.aws.com', body), 'support.aws.com');
    const claim = await claimOf(signed, dns());
    assert.equal(claim.authenticity.verdict, 'proven');
    assert.deepEqual(claim.accounts, ['123456789012']);
    assert.deepEqual(claim.instances, ['i-0123456789abcdef0']);
  });
}

test("a third party's mail that AWS's own mail carries as an attachment is evidence, no notice", async () => {
  const attached = `Received: by x.example; Tue, 5 May 2026 08:00:00 +0000\r\n${THIRD_PARTY}`;
  const text =
    'From: trustandsafety@support.aws.com\r\nTo: root@customer.example\r\nSubject: Your AWS Abuse Report [42] [AWS ID 123456789012]\r\n' +
    'Date: Tue, 5 May 2026 08:30:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n' +
    `--b\r\nContent-Type: text/plain\r\n\r\n${BODY}AWS ID: 123456789012\r\nReported Activity: Port Scanning\r\n` +
    `--b\r\nContent-Type: message/rfc822\r\n\r\n${attached}\r\n--b--\r\n`;
  const claim = await claimOf(await sign(text, 'support.aws.com'), dns());
  assert.equal(claim.authenticity.verdict, 'proven');
  assert.deepEqual(claim.accounts, ['123456789012']);
  assert.deepEqual(claim.instances, []);
  assert.match(claim.forwarded ?? '', /999999999999/);
});

test("AWS's reminder that quotes its own first notice is still read with it", async () => {
  const first = `> From: trustandsafety@support.aws.com\r\n> Subject: Your AWS Abuse Report [42] [AWS ID 123456789012]\r\n> \r\n> ${BODY.replace('\r\n', '\r\n> ')}> AWS ID: 123456789012\r\n> Reported Activity: Port Scanning\r\n`;
  const body = `We have not received a response regarding the abuse report implicating resources on your account.\r\nAWS ID: 123456789012\r\n\r\n${first}`;
  const { claims, unread } = await readNotice(
    Buffer.from(await sign(mail('trustandsafety@support.aws.com', body), 'support.aws.com')),
    {},
    dns(),
  );
  assert.ok(claims.length >= 1);
  assert.ok(claims.some((claim) => claim.reported_activity === 'Port Scanning'));
  assert.deepEqual(unread, []);
});

test('DMARC is shown with what the domain asks for, and an unsigned mail says that it asks to reject such mail', async () => {
  const records = {
    's1._domainkey.support.aws.com': AWS.record,
    '_dmarc.support.aws.com': 'v=DMARC1; p=reject',
  };
  const signed = await claimOf(await sign(mail(), 'support.aws.com'), dns([], records));
  assert.equal(signed.authenticity.dmarc, 'pass (p=reject)');
  const { authenticity } = await claimOf(mail(), dns([], records));
  assert.equal(authenticity.verdict, 'unproven');
  assert.equal(authenticity.dmarc, 'fail (p=reject)');
  assert.deepEqual(authenticity.message, {
    key: 'authUnsigned',
    params: { sender: 'AWS', rejects: 'support.aws.com' },
  });
});

test('a valid signature of a provider whose desk no public page names an address of proves nothing, and says why', async () => {
  const text = mail(
    'Linode <support@linode.com>',
    'We have received a report of port scans originating from your Linode.\r\n',
  );
  const { authenticity } = await claimOf(
    await sign(text, 'linode.com'),
    dns([], { 's1._domainkey.linode.com': AWS.record }),
  );
  assert.equal(authenticity.verdict, 'unproven');
  assert.equal(authenticity.message.key, 'authUnconfirmed');
  assert.equal(authenticity.signer, 'linode.com');
});
