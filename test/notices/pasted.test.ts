import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readNotice } from '../../src/notices/read.ts';

/** A whole notice of AWS as anybody can type it. */
const FRAME = `From: Amazon EC2 Abuse <trustandsafety@support.aws.com>
Subject: Your AWS Abuse Report [27579687149] [AWS ID 999999999999]

Hello,

We've received a report(s) that your AWS resource(s)

AWS ID: 999999999999
Region: us-east-1
Instance Id: i-0fedcba9876543210
Public IP: 203.0.113.10

has been implicated in activity which resembles port scanning.

Reported Activity: Port Scanning
`;

/** A network that must not be asked: nothing in a pasted text is signed. */
const unasked = (): never => {
  throw new Error('nobody is asked about a pasted text');
};

for (const [how, text] of [
  ['as it stands', FRAME],
  ['quoted by somebody who passes it on', `Somebody sent us this:\n\n${FRAME.replaceAll(/^/gm, '> ')}`],
  ['in what somebody forwards', `-----Original Message-----\n${FRAME}`],
] as const) {
  test(`a whole notice pasted ${how} accuses, and is never called proven`, async () => {
    const now = (): Date => new Date('2026-11-30T08:00:00Z');
    const effects = { now, timeZone: 'UTC', fetch: unasked, resolveDns: unasked };
    const { claims } = await readNotice(Buffer.from(text), {}, effects);
    assert.equal(claims.length, 1);
    const [claim] = claims;
    assert.deepEqual(claim?.instances, ['i-0fedcba9876543210']);
    assert.deepEqual(claim.authenticity, { verdict: 'unproven', message: { key: 'authPasted', params: {} } });
  });
}
