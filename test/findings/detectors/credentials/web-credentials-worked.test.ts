import assert from 'node:assert/strict';
import { test } from 'node:test';
import { webCredentialsWorked } from '../../../../src/findings/detectors/credentials/web-credentials-worked.ts';
import { repeat, webContext } from '../../support/web-lake.ts';
import type { Asked } from '../../support/web-lake.ts';
import { webTables } from '../../../../src/findings/charts/tables/index.ts';
import { english } from '../../../english.ts';
import { CREDENTIAL_NUMBERS } from '../../../../src/findings/detectors/credentials/numbers.ts';
import { numberOf } from '../../support/numbers.ts';

const PYTHON = 'python-requests/2.9.1';
const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/64.0';

test('Fifteen failures and then success by one client with one account: the credentials were guessed', async (t) => {
  const client = { from: '52.44.1.9', user: 'CORP\\b.user', agent: PYTHON };
  const asked = [
    ...repeat(15, 60, () => ({ ...client, status: '401.1' })),
    ...repeat(30, 60, () => ({ ...client, status: '200.0' }), 1200),
  ];
  const context = await webContext(t, asked);
  const findings = await webCredentialsWorked.detect(context);
  assert.equal(findings.length, 1);
  const [finding] = findings;
  assert.ok(finding);
  assert.equal(finding.type, 'credential_exposure');
  assert.equal(finding.severity, 'high');
  assert.deepEqual(finding.subject, { address: '52.44.1.9', user: 'CORP\\b.user', provider: 'aws' });
  assert.equal(finding.from, '2018-03-01T08:20:00Z');
  assert.equal(numberOf(CREDENTIAL_NUMBERS, finding, 'requests_succeeded'), 30);
  assert.equal(numberOf(CREDENTIAL_NUMBERS, finding, 'failures_before'), 15);
  assert.match(
    english(finding.message),
    /^The credentials of CORP\\b\.user work: 30 requests to EWS succeeded from 52\.44\.1\.9 \(Amazon Web Services, us-east-1\)/,
  );
  assert.deepEqual(
    finding.lines.map(({ line }) => line),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25],
  );
  assert.equal((await context.engine.query(finding.sql)).length, 1);
});

test('Among rotating addresses that fail on several accounts, the one account that works is named', async (t) => {
  const users = ['CORP\\a.user', 'CORP\\b.user', 'CORP\\c.user'];
  const failed = repeat(30, 3600, (i) => ({
    from: `52.4.1.${i % 9}`,
    user: users[i % 3] ?? '',
    status: '401.1',
    agent: PYTHON,
  }));
  const worked = repeat(
    6,
    3600,
    (i) => ({ from: `52.4.2.${i}`, user: 'CORP\\d.user', agent: PYTHON }),
    50_000,
  );
  const findings = await webCredentialsWorked.detect(await webContext(t, [...failed, ...worked]));
  assert.deepEqual(
    findings.map((finding) => finding.subject),
    [{ user: 'CORP\\d.user', provider: 'aws' }],
  );
  assert.equal(findings[0]?.numbers.addresses, 6);
  assert.match(english(findings[0]?.message) ?? '', /30 logins failed on 3 accounts that stayed shut/);
});

test('Two tries on one account after a thousand on another are enough to tell', async (t) => {
  const failed = repeat(200, 600, (i) => ({
    from: `52.4.1.${i % 30}`,
    user: 'CORP\\a.user',
    status: '401.1',
    agent: PYTHON,
  }));
  const client = { from: '52.4.1.7', user: 'CORP\\b.user', agent: PYTHON };
  const worked = [
    { at: 90_000, ...client, status: '401.1' },
    { at: 90_010, ...client },
  ];
  const findings = await webCredentialsWorked.detect(await webContext(t, [...failed, ...worked]));
  assert.deepEqual(
    findings.map((finding) => finding.subject.user),
    ['CORP\\b.user'],
  );
});

test('A new user of Outlook mobile who mistypes is no suspect because of one phone that fails for ever', async (t) => {
  const mobile = { path: '/Microsoft-Server-ActiveSync', agent: 'Outlook-iOS-Android/1.0' };
  const stale = repeat(500, 60, (i) => ({
    ...mobile,
    from: `52.4.1.${i % 20}`,
    user: 'CORP\\old',
    status: '401.1',
  }));
  const right = repeat(200, 60, (i) => ({ ...mobile, from: `52.4.1.${i % 20}`, user: `CORP\\u${i % 20}` }));
  const fresh = { ...mobile, from: '52.4.1.3', user: 'CORP\\fresh' };
  const asked = [...stale, ...right, { at: 9000, ...fresh, status: '401.1' }, { at: 9010, ...fresh }];
  assert.deepEqual(await webCredentialsWorked.detect(await webContext(t, asked)), []);
});

test('A script in a cloud with the credentials of a person from elsewhere is worth asking about', async (t) => {
  const home = repeat(50, 60, () => ({
    from: '198.51.100.7',
    user: 'CORP\\e.user',
    agent: CHROME,
    path: '/owa/',
  }));
  const cloud = repeat(5, 60, () => ({ from: '52.44.1.9', user: 'corp\\E.User', agent: PYTHON }), 4000);
  const findings = await webCredentialsWorked.detect(await webContext(t, [...home, ...cloud]));
  assert.equal(findings.length, 1);
  assert.equal(findings[0]?.severity, 'medium');
  assert.match(english(findings[0]?.message) ?? '', /by a script/);
});

test('An account that only ever comes from its own script in a cloud is quiet', async (t) => {
  const asked = repeat(50, 60, () => ({ from: '52.44.1.9', user: 'CORP\\svc_backup', agent: PYTHON }));
  assert.deepEqual(await webCredentialsWorked.detect(await webContext(t, asked)), []);
});

test('A user known from the office who mistypes once, or a few times, is quiet', async (t) => {
  const office = { from: '198.51.100.7', user: 'CORP\\f.user', agent: CHROME };
  for (const mistakes of [1, 4]) {
    const asked: Asked[] = [
      ...repeat(mistakes, 5, () => ({ ...office, status: '401.1' })),
      ...repeat(20, 60, () => office, 60),
      ...repeat(mistakes, 5, () => ({ ...office, status: '401.1' }), 5000),
      ...repeat(20, 60, () => office, 5060),
    ];
    assert.deepEqual(await webCredentialsWorked.detect(await webContext(t, asked)), []);
  }
});

test('A known phone that fails with an old password all night and then has the new one is quiet', async (t) => {
  const phone = {
    from: '198.51.100.7',
    user: 'CORP\\g.user',
    agent: 'Apple-iPhone9C1/1604.50',
    path: '/Microsoft-Server-ActiveSync',
  };
  const asked = [
    ...repeat(5, 60, () => phone),
    ...repeat(200, 60, () => ({ ...phone, status: '401.1' }), 1000),
    ...repeat(5, 60, () => phone, 20_000),
  ];
  assert.deepEqual(await webCredentialsWorked.detect(await webContext(t, asked)), []);
});

test('An office that is sprayed from within its own address does not make suspects of those who always came in', async (t) => {
  const people = repeat(60, 30, (i) => ({ from: '198.51.100.7', user: `CORP\\p${i % 20}` }));
  const sprayed = repeat(
    30,
    30,
    (i) => ({ from: '198.51.100.7', user: `CORP\\x${i}`, status: '401.1' }),
    3000,
  );
  const later = repeat(60, 30, (i) => ({ from: '198.51.100.7', user: `CORP\\p${i % 20}` }), 9000);
  assert.deepEqual(
    await webCredentialsWorked.detect(await webContext(t, [...people, ...sprayed, ...later])),
    [],
  );
});

test('A form that logs no account, guessed until a named user comes in', async (t) => {
  const client = { from: '203.0.113.50', agent: CHROME };
  const failed = repeat(40, 30, () => ({
    ...client,
    path: '/owa/auth/logon.aspx',
    query: 'reason=2',
    status: '200.0',
  }));
  const entered = repeat(3, 30, () => ({ ...client, path: '/owa/', user: 'CORP\\h.user' }), 2000);
  const findings = await webCredentialsWorked.detect(await webContext(t, [...failed, ...entered]));
  assert.deepEqual(
    findings.map((finding) => finding.subject.user),
    ['CORP\\h.user'],
  );
});

test('A WordPress login that is answered with 302 after many that were not', async (t) => {
  const form = { from: '203.0.113.5', path: '/wp-login.php', method: 'POST' };
  const asked = [...repeat(20, 5, () => ({ ...form, status: '200' })), { at: 200, ...form, status: '302' }];
  const findings = await webCredentialsWorked.detect(await webContext(t, asked));
  assert.equal(findings.length, 1);
  assert.equal(findings[0]?.subject.user, undefined);
  assert.match(english(findings[0]?.message) ?? '', /^Some credentials work: 1 request to WordPress login/);
});

test('Quiet traffic has no finding', async (t) => {
  const asked = repeat(500, 30, (i) => ({
    from: `198.51.100.${i % 40}`,
    ...(i % 3 === 0 ? {} : { user: `CORP\\u${i % 40}` }),
  }));
  assert.deepEqual(await webCredentialsWorked.detect(await webContext(t, asked)), []);
  assert.deepEqual(await webCredentialsWorked.detect(await webContext(t, [])), []);
});

test('Requests without a user agent count in the finding as in the table of the same account', async (t) => {
  const from = (i: number): string => `52.44.1.${i % 8}`;
  const user = 'CORP\\b.user';
  // Every third request names its program; the others say nothing, or a blank.
  const agentOf = (i: number): { agent?: string } =>
    i % 3 === 0 ? { agent: PYTHON } : i % 3 === 1 ? {} : { agent: '' };
  const asked: Asked[] = [
    ...repeat(60, 60, (i) => ({ from: from(i), user, status: '401.1', ...agentOf(i) })),
    ...repeat(90, 60, (i) => ({ from: from(i), user, status: '200.0', ...agentOf(i) }), 4000),
  ];
  const context = await webContext(t, asked);
  const findings = await webCredentialsWorked.detect(context);
  const sum = (name: keyof typeof CREDENTIAL_NUMBERS): number =>
    findings.reduce((all, finding) => all + (numberOf(CREDENTIAL_NUMBERS, finding, name) ?? 0), 0);
  const table = (await webTables(context.engine)).find(({ name }) => name === 'users_by_outcome');
  assert.deepEqual(
    table?.rows.map((row) => row.slice(0, 4)),
    [[user, 'aws', 90, 60]],
  );
  assert.deepEqual([sum('requests_succeeded'), sum('failures_before')], [90, 60]);
});
