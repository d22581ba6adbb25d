import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { identityOf } from '../../src/complaints/identity.ts';
import { plainText } from '../../src/complaints/plain-text.ts';
import { typeOf } from '../../src/complaints/type.ts';
import { problemsOf } from '../../src/complaints/validate.ts';
import { xarf02Mail } from '../../src/complaints/xarf02.ts';
import type { XArfMail } from '../../src/complaints/xarf02.ts';
import { xarf3 } from '../../src/complaints/xarf3.ts';
import { xarf4 } from '../../src/complaints/xarf4.ts';
import type { AbuseType } from '../../src/model/abuse-types.ts';
import type { Claim } from '../../src/model/claim.ts';
import type { Complaint } from '../../src/model/complaint.ts';
import { readNotice } from '../../src/notices/read.ts';
import { world } from '../attribution/world.ts';
import { COMPLAINT, REPORTER, WITH_PORT } from './samples.ts';

const REPORT_ID = '9ec5dbae-ce3a-4510-a12d-278888429dcf';

/** The one claim of a text. */
async function claimOf(text: string): Promise<Claim | undefined> {
  const { effects } = world('/nowhere');
  return (await readNotice(Buffer.from(text), {}, effects)).claims[0];
}

const at = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

/** What a log may hold in a path, a user agent or a description, without what makes XARF too long. */
const anyText = fc.string({ maxLength: 60, unit: 'binary' });
const moments = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 31 }), fc.integer({ min: 0, max: 10 ** 7 }))
  .map(([from, seconds]): [string, string] => [at(from), at(from + seconds)]);

const INCIDENT = {
  actor: fc.oneof(fc.ipV4(), fc.ipV6()),
  port: fc.option(fc.integer({ min: 1, max: 65_535 })),
  moments,
  count: fc.integer({ min: 1, max: 10 ** 9 }),
  unit: fc.constantFrom('requests' as const, 'logins' as const, 'flows' as const, 'alerts' as const),
  deed: fc.constantFrom(
    'login' as const,
    'script' as const,
    'malware' as const,
    'exploit' as const,
    'probing' as const,
    'scan' as const,
  ),
  injection: fc.boolean(),
  classes: fc.array(anyText, { maxLength: 3 }),
  verified: fc.boolean(),
  destination: fc.option(fc.tuple(fc.ipV4(), fc.integer({ min: 1, max: 65_535 }))),
  resources: fc.array(anyText, { maxLength: 5 }),
  agent: fc.option(anyText),
  text: fc.string({ maxLength: 500, unit: 'binary' }),
};

type Drawn = {
  [Name in keyof typeof INCIDENT]: (typeof INCIDENT)[Name] extends fc.Arbitrary<infer Value> ? Value : never;
};

function complaintOf(one: Drawn): Complaint {
  const { category, type } = typeOf({
    deed: one.deed,
    unit: one.unit,
    types: new Set<AbuseType>([one.injection ? 'sql_injection' : 'web_attack']),
    port: one.port ?? undefined,
    verified: one.verified,
    settings: [],
  });
  const incident = { provider: 'aws', actor: one.actor, type, first: one.moments[0] };
  return {
    ...COMPLAINT,
    ...incident,
    ...identityOf(incident),
    category,
    classes: one.classes,
    last: one.moments[1],
    count: one.count,
    unit: one.unit,
    deed: one.deed,
    verified: one.verified,
    protocol: one.verified ? 'tcp' : 'udp',
    resources: one.resources,
    ...(one.agent !== null && { user_agent: one.agent }),
    ...(one.port !== null && { source_port: one.port }),
    ...(one.destination !== null && {
      destination: { address: one.destination[0], ports: [one.destination[1]] },
    }),
    evidence: [
      {
        content_type: 'text/plain',
        description: 'Lines',
        text: one.text,
        sha256: createHash('sha256').update(one.text).digest('hex'),
        lines: [],
      },
    ],
  };
}

const complaints = fc.record(INCIDENT).map(complaintOf);

test('whatever a complaint is about, its report passes the official schemas of v4.2.0 and v3', () => {
  fc.assert(
    fc.property(complaints, (complaint) => {
      assert.deepEqual(problemsOf(xarf4(complaint, REPORTER, REPORT_ID), complaint.type), []);
      const third = xarf3(complaint, REPORTER);
      if (third !== undefined) assert.deepEqual(problemsOf(third, 'v3'), []);
    }),
    { numRuns: 200 },
  );
});

test('a login attack without the port of the client is no XARF, with it is', () => {
  const document = xarf4(WITH_PORT, REPORTER, REPORT_ID);
  const without = Object.fromEntries(Object.entries(document).filter(([name]) => name !== 'source_port'));
  assert.deepEqual(problemsOf(document, 'login_attack'), []);
  assert.match(problemsOf(without, 'login_attack').join(), /source_port/);
  assert.throws(
    () => xarf4({ ...COMPLAINT, type: 'login_attack' }, REPORTER, REPORT_ID),
    /is no XARF v4: .*source_port/,
  );
});

test('a report id that is no UUID and a reporter without an address are refused', () => {
  assert.throws(() => xarf4(COMPLAINT, REPORTER, 'no uuid'), /report_id/);
  assert.throws(() => xarf4(COMPLAINT, { ...REPORTER, contact: 'nobody' }, REPORT_ID), /contact/);
});

test('the evidence of a report is what its hash and size say, and nothing internal is in it', () => {
  const document = xarf4(COMPLAINT, REPORTER, REPORT_ID);
  assert.ok('evidence' in document && Array.isArray(document.evidence));
  const [item] = document.evidence;
  const bytes = Buffer.from(item.payload, 'base64');
  assert.equal(item.hash, `sha256:${createHash('sha256').update(bytes).digest('hex')}`);
  assert.equal(item.size, bytes.length);
  assert.ok(!('_internal' in document));
});

/** What a claim and the complaint it was read from must have in common. */
function factsOf(claim: Claim | undefined): object {
  return {
    addresses: claim?.addresses,
    type: claim?.type,
    from: claim?.window?.from,
    ports: claim?.flows[0]?.remote_ports,
    local: claim?.flows[0]?.local_ports,
    remote: claim?.flows[0]?.remote,
  };
}

const FACTS = {
  addresses: ['203.0.113.9'],
  from: '2018-03-01T00:00:00Z',
  ports: [443],
  remote: '198.51.100.20',
};

test('our own reader of notices reads the same facts out of XARF v4', async () => {
  const claim = await claimOf(JSON.stringify(xarf4(WITH_PORT, REPORTER, REPORT_ID)));
  assert.deepEqual(factsOf(claim), { ...FACTS, type: 'login_attack', local: [50_122] });
  assert.equal(claim?.reference, REPORT_ID);
  assert.equal(claim?.window?.to, WITH_PORT.last);
  assert.ok(claim?.forwarded?.includes('POST /EWS/Exchange.asmx'), claim?.forwarded);
  const scout = await claimOf(JSON.stringify(xarf4(COMPLAINT, REPORTER, REPORT_ID)));
  assert.deepEqual(factsOf(scout), { ...FACTS, type: 'reconnaissance', local: undefined });
});

test('our own reader of notices reads the same facts out of XARF v3', async () => {
  const claim = await claimOf(JSON.stringify(xarf3(WITH_PORT, REPORTER)));
  assert.deepEqual(factsOf(claim), { ...FACTS, type: 'login_attack', local: [50_122] });
  assert.ok(claim?.forwarded?.includes('POST /EWS/Exchange.asmx'), claim?.forwarded);
});

/** The mail as a receiver gets it. */
function mailOf({ subject, headers, parts }: XArfMail): string {
  const lines = [
    `From: <${REPORTER.contact}>`,
    'To: <abuse@provider.example>',
    `Subject: ${subject}`,
    'Date: Thu, 1 Mar 2018 06:00:00 +0000',
    'MIME-Version: 1.0',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'Content-Type: multipart/mixed; boundary="part"',
    '',
  ];
  for (const { contentType, name, text } of parts) {
    const attached = name === undefined ? '' : `; name="${name}"`;
    lines.push('--part', `Content-Type: ${contentType}; charset=utf-8${attached}`);
    if (name !== undefined) lines.push(`Content-Disposition: attachment; filename="${name}"`);
    lines.push('', text);
  }
  return `${lines.join('\r\n')}\r\n--part--\r\n`;
}

test('our own reader of notices reads the same facts out of a mail of X-ARF 0.2', async () => {
  const mail = xarf02Mail(WITH_PORT, REPORTER, REPORT_ID) ?? assert.fail('no mail');
  assert.equal(mail.headers['X-XARF'], 'PLAIN');
  const claim = await claimOf(mailOf(mail));
  assert.deepEqual(claim?.addresses, ['203.0.113.9']);
  assert.equal(claim.type, 'login_attack');
  assert.equal(claim.window?.from, '2018-03-01T00:00:00Z');
  assert.deepEqual(claim.flows[0]?.remote_ports, [443]);
  assert.ok(claim.reference?.startsWith(REPORT_ID), claim.reference);
  assert.ok(claim.forwarded?.includes('POST /EWS/Exchange.asmx'), claim.forwarded);
});

test('a login attack without a port goes out as one by the forms that ask for none', () => {
  const third = JSON.stringify(xarf3(COMPLAINT, REPORTER));
  assert.match(third, /"ReportType":"Login-Attack"/);
  const [, fields] = xarf02Mail(COMPLAINT, REPORTER, REPORT_ID)?.parts ?? [];
  assert.match(fields?.text ?? '', /^Report-Type: login-attack$/m);
});

test('what the older forms have no type for is not put into them', () => {
  const script: Complaint = { ...COMPLAINT, deed: 'script' };
  const unverified: Complaint = { ...COMPLAINT, verified: false };
  for (const complaint of [script, unverified]) {
    assert.equal(xarf3(complaint, REPORTER), undefined);
    assert.equal(xarf02Mail(complaint, REPORTER, REPORT_ID), undefined);
  }
});

test('the text of a complaint has who, whom, when and how often, and says that a source is not verified', () => {
  const text = plainText({ ...COMPLAINT, verified: false }, { ...REPORTER, phone: '+1 555 0100' });
  for (const line of [
    'Source address: 203.0.113.9 (not verified)',
    'Destination: 198.51.100.20',
    'First seen: 2018-03-01 00:00:00 UTC',
    'Count: 412 requests',
    'Contact: abuse@example.com, +1 555 0100',
  ]) {
    assert.ok(text.split('\n').includes(line), `${line}\n${text}`);
  }
});
