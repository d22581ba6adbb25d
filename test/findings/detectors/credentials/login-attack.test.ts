import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loginAttack } from '../../../../src/findings/detectors/credentials/login-attack.ts';
import { attempts, loginContext } from '../../support/login-lake.ts';
import { english } from '../../../english.ts';
import { CREDENTIAL_NUMBERS } from '../../../../src/findings/detectors/credentials/numbers.ts';
import { numberOf } from '../../support/numbers.ts';

test('A client that fails at SSH forty times in half an hour is an attack, told in full', async (t) => {
  const context = await loginContext(
    t,
    attempts(40, 20, () => ({ from: '203.0.113.9', user: 'root', server: '10.0.0.5' })),
  );
  const [finding, ...more] = await loginAttack.detect(context);
  assert.ok(finding);
  assert.equal(more.length, 0);
  assert.equal(finding.type, 'login_attack');
  assert.equal(finding.direction, 'inbound');
  assert.deepEqual(finding.subject, { address: '203.0.113.9', user: 'root' });
  assert.deepEqual(finding.targets, { hosts: 1, ports: [], sample: ['10.0.0.5'] });
  assert.equal(finding.severity, 'medium');
  assert.equal(finding.from, '2026-11-05T08:00:00Z');
  assert.equal(finding.to, '2026-11-05T08:13:00Z');
  assert.equal(numberOf(CREDENTIAL_NUMBERS, finding, 'failures_in_busiest_window'), 40);
  assert.equal(
    english(finding.message),
    '203.0.113.9 failed 40 logins at sshd from 2026-11-05 08:00 to 08:13 UTC, all as root.',
  );
  assert.deepEqual(
    finding.lines.map(({ line }) => line),
    Array.from({ length: 20 }, (_, i) => i + 1),
  );
  assert.equal((await context.engine.query(finding.sql))[0]?.['failures'], 40);
});

test('One account of a person from one place may be a device with an old password, and the finding says so', async (t) => {
  const logins = attempts(40, 20, () => ({ from: '203.0.113.9', user: 'ana', service: 'imap' }));
  const [finding] = await loginAttack.detect(await loginContext(t, logins));
  assert.equal(finding?.severity, 'low');
  assert.match(english(finding?.message) ?? '', /a device with an old password looks the same\.$/);
});

test('Thirty failures are counted in half an hour, and not in a day', async (t) => {
  const at = (n: number, step: number) => attempts(n, step, () => ({ from: '203.0.113.9', user: 'root' }));
  assert.equal((await loginAttack.detect(await loginContext(t, at(30, 62)))).length, 1);
  assert.deepEqual(await loginAttack.detect(await loginContext(t, at(29, 60))), []);
  assert.deepEqual(await loginAttack.detect(await loginContext(t, at(30, 63))), []);
  assert.deepEqual(await loginAttack.detect(await loginContext(t, at(300, 1000))), []);
});

test('Failures are counted for each service by itself', async (t) => {
  const both = (n: number) =>
    attempts(n, 10, (i) => ({ from: '203.0.113.9', user: 'root', service: i % 2 === 0 ? 'sshd' : 'imap' }));
  assert.deepEqual(await loginAttack.detect(await loginContext(t, both(58))), []);
  const findings = await loginAttack.detect(await loginContext(t, both(80)));
  assert.deepEqual(
    findings.map(({ message }) => / at (\w+) /.exec(english(message))?.[1]),
    ['imap', 'sshd'],
  );
  assert.deepEqual(
    findings.map((finding) => numberOf(CREDENTIAL_NUMBERS, finding, 'failures')),
    [40, 40],
  );
  assert.deepEqual(
    findings.map(({ lines }) => lines[0]?.line),
    [2, 1],
  );
  assert.notEqual(findings[0]?.id, findings[1]?.id);
});

test('One try on each of many accounts, slowly, is password spraying', async (t) => {
  const spray = (n: number) =>
    attempts(n, 3600, (i) => ({ from: '203.0.113.9', user: `u${i}`, service: 'rdp' }));
  assert.deepEqual(await loginAttack.detect(await loginContext(t, spray(9))), []);
  const [finding] = await loginAttack.detect(await loginContext(t, spray(12)));
  assert.equal(finding?.severity, 'high');
  assert.match(english(finding?.message) ?? '', /on 12 accounts, few tries on each \(password spraying\)\.$/);
});

test('Addresses of one provider that rotate, each below the threshold, are one finding', async (t) => {
  const rotating = attempts(60, 3600, (i) => ({ from: `52.4.1.${i % 20}`, user: 'root' }));
  const [finding, ...more] = await loginAttack.detect(await loginContext(t, rotating));
  assert.equal(more.length, 0);
  assert.deepEqual(finding?.subject, { provider: 'aws', user: 'root' });
  assert.equal(numberOf(CREDENTIAL_NUMBERS, finding, 'failures'), 60);
  assert.equal(finding?.numbers.addresses, 20);
  assert.match(
    english(finding?.message) ?? '',
    /^20 addresses of Amazon Web Services in us-east-1, none of which is beyond the threshold by itself, failed 60 logins at sshd/,
  );
  assert.equal(finding?.lines.length, 20);
  const four = attempts(60, 3600, (i) => ({ from: `52.4.1.${i % 4}`, user: 'root' }));
  assert.deepEqual(await loginAttack.detect(await loginContext(t, four)), []);
});

test('A client that is too many by itself keeps its own finding beside those of its provider that rotate', async (t) => {
  const rotating = attempts(60, 3600, (i) => ({ from: `52.4.1.${i % 20}`, user: 'root' }));
  const hard = attempts(100, 5, () => ({ from: '52.4.9.9', user: 'admin' }));
  const context = await loginContext(t, [...rotating, ...hard]);
  const findings = await loginAttack.detect(context);
  assert.deepEqual(
    findings.map((finding) => [finding.subject.address, numberOf(CREDENTIAL_NUMBERS, finding, 'failures')]),
    [
      [undefined, 60],
      ['52.4.9.9', 100],
    ],
  );
  for (const finding of findings)
    assert.equal(
      (await context.engine.query(finding.sql))[0]?.['failures'],
      numberOf(CREDENTIAL_NUMBERS, finding, 'failures'),
    );
});

test('On an open server 25 clients are told one by one, and all others in one finding with exact numbers', async (t) => {
  const logins = Array.from({ length: 60 }, (_, client) =>
    attempts(40, 10, (i) => ({
      from: `203.0.113.${client}`,
      user: i < client % 7 ? `only${client}-${i}` : 'root',
    })),
  ).flat();
  const context = await loginContext(t, logins);
  const findings = await loginAttack.detect(context);
  assert.equal(findings.length, 26);
  const others = findings.at(-1);
  assert.ok(others);
  assert.match(
    english(others.message),
    /^35 more addresses, each beyond the threshold by itself, failed 1,400 logins at sshd/,
  );
  assert.equal(others.numbers.addresses, 35);
  const told = new Set(findings.map(({ subject }) => subject.address));
  const users = logins.filter(({ from }) => !told.has(from)).map(({ user }) => user);
  assert.equal(numberOf(CREDENTIAL_NUMBERS, others, 'accounts'), new Set(users).size);
  assert.equal(others.lines.length, 20);
  assert.equal((await context.engine.query(others.sql))[0]?.['failures'], 1400);
});

test('Of a group’s failures the first twenty are shown, whatever order the log has', async (t) => {
  const logins = attempts(60, 3600, (i) => ({ from: `52.0.0.${(i % 12) + 1}`, user: `u${i % 30}` }));
  const [finding, ...more] = await loginAttack.detect(await loginContext(t, logins.toReversed()));
  assert.equal(more.length, 0);
  assert.deepEqual(
    finding?.lines.map(({ line }) => line),
    Array.from({ length: 20 }, (_, i) => 60 - i),
  );
});

test('An account that lets in one of the clients beyond the listed is not among those never entered', async (t) => {
  const logins = Array.from({ length: 30 }, (_, i) => [
    ...attempts(40, 1, (n) => ({ from: `203.0.113.${i + 1}`, user: `u${n}` })),
    ...(i === 8 ? attempts(1, 1, () => ({ from: '203.0.113.9', user: 'u7', ok: 1 }), 50) : []),
  ]).flat();
  const findings = await loginAttack.detect(await loginContext(t, logins));
  const others = findings.find(({ subject }) => subject.address === undefined);
  assert.equal(others?.numbers.addresses, 5);
  assert.equal(numberOf(CREDENTIAL_NUMBERS, others, 'accounts'), 40);
  assert.equal(numberOf(CREDENTIAL_NUMBERS, others, 'accounts_never_let_in'), 39);
});

test('What neither worked nor failed is no failure: an unknown end, a key that did not fit, a permission refused', async (t) => {
  const forty = (login: object) => attempts(40, 10, () => ({ from: '203.0.113.9', user: 'dev', ...login }));
  for (const login of [{ ok: null }, { detail: 'publickey' }, { service: 'aws-sts' }])
    assert.deepEqual(await loginAttack.detect(await loginContext(t, forty(login))), []);
  const invalid = forty({ detail: 'publickey, invalid user' });
  assert.equal((await loginAttack.detect(await loginContext(t, invalid))).length, 1);
});

test('A honeypot that lets a guesser in does not make him a known user', async (t) => {
  const logins = attempts(80, 10, (i) => ({
    from: '203.0.113.9',
    user: 'root',
    service: 'cowrie ssh',
    ok: i % 8 === 0 ? 1 : 0,
  }));
  const [finding] = await loginAttack.detect(await loginContext(t, logins));
  assert.equal(numberOf(CREDENTIAL_NUMBERS, finding, 'failures'), 70);
  assert.match(english(finding?.message) ?? '', /at cowrie ssh/);
});

test('A log without names, as Zeek’s, tells how often and says that it has no accounts', async (t) => {
  const [finding] = await loginAttack.detect(
    await loginContext(
      t,
      attempts(40, 10, () => ({ from: '203.0.113.9' })),
    ),
  );
  assert.equal(numberOf(CREDENTIAL_NUMBERS, finding, 'accounts'), 0);
  assert.match(english(finding?.message) ?? '', /the log does not say for which account\.$/);
});

test('Names that look like SQL or end a line are values', async (t) => {
  const logins = attempts(40, 10, () => ({
    from: '203.0.113.9',
    user: "x' OR 1=1; --\n",
    service: "s'\n--",
  }));
  const context = await loginContext(t, logins);
  const [finding] = await loginAttack.detect(context);
  assert.equal(finding?.subject.user, "x' OR 1=1; --\n");
  assert.equal(finding?.lines.length, 20);
  assert.equal((await context.engine.query(finding?.sql ?? ''))[0]?.['failures'], 40);
});

test('The thresholds are those of the settings', async (t) => {
  const logins = attempts(12, 20, () => ({ from: '203.0.113.9', user: 'root' }));
  const context = await loginContext(t, logins, { login_attack: { failures: 12 } });
  assert.match(
    english((await loginAttack.detect(context))[0]?.rule_message) ?? '',
    /In force: 12 failed logins/,
  );
});

test('Attackers from a known cloud are told one by one, however many stronger ones there are from elsewhere', async (t) => {
  const strangers = Array.from({ length: 40 }, (_, client) =>
    attempts(80, 5, () => ({ from: `198.51.100.${client}`, user: 'root' })),
  ).flat();
  const cloud = [1, 2].flatMap((client) =>
    attempts(40, 5, () => ({ from: `52.4.1.${client}`, user: 'root' })),
  );
  const findings = await loginAttack.detect(await loginContext(t, [...strangers, ...cloud]));
  assert.equal(findings.length, 25 + 2 + 1);
  assert.deepEqual(
    findings.filter(({ subject }) => subject.provider === 'aws').map(({ subject }) => subject.address),
    ['52.4.1.1', '52.4.1.2'],
  );
  assert.equal(findings.at(-1)?.numbers.addresses, 15);
});
