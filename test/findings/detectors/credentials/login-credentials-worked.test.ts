import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loginCredentialsWorked } from '../../../../src/findings/detectors/credentials/login-credentials-worked.ts';
import { attempts, loginContext } from '../../support/login-lake.ts';
import type { Login } from '../../support/login-lake.ts';
import { english } from '../../../english.ts';
import { CREDENTIAL_NUMBERS } from '../../../../src/findings/detectors/credentials/numbers.ts';
import { numberOf } from '../../support/numbers.ts';

const CLIENT = '203.0.113.9';

test('Fifteen failures and then success, by one client as one user: the password was guessed', async (t) => {
  const client = { from: '52.4.1.9', user: 'backup', server: '10.0.0.5' };
  const context = await loginContext(t, [
    ...attempts(15, 20, () => client),
    ...attempts(3, 600, () => ({ ...client, ok: 1 as const }), 400),
  ]);
  const [finding, ...more] = await loginCredentialsWorked.detect(context);
  assert.ok(finding);
  assert.equal(more.length, 0);
  assert.equal(finding.type, 'credential_exposure');
  assert.equal(finding.severity, 'high');
  assert.deepEqual(finding.subject, { address: '52.4.1.9', user: 'backup', provider: 'aws' });
  assert.equal(numberOf(CREDENTIAL_NUMBERS, finding, 'failures_before'), 15);
  assert.equal(numberOf(CREDENTIAL_NUMBERS, finding, 'logins_succeeded'), 3);
  assert.equal(
    english(finding.message),
    'The credentials of backup work: 3 logins to sshd succeeded from 52.4.1.9 (Amazon Web Services, us-east-1), ' +
      '2026-11-05 08:06 to 08:26 UTC, after 15 failed logins with it.',
  );
  assert.deepEqual(
    finding.lines.map(({ line }) => line),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 16, 17, 18],
  );
  assert.equal((await context.engine.query(finding.sql)).length, 1);
});

test('A user who mistypes nine times, now and later, is no suspect; the tenth failure before the first success is', async (t) => {
  const user = { from: '198.51.100.7', user: 'ana' };
  const before = (n: number): Login[] => [...attempts(n, 5, () => user), { at: 100, ...user, ok: 1 }];
  const later = [...attempts(40, 5, () => user, 1000), { at: 2000, ...user, ok: 1 as const }];
  assert.deepEqual(await loginCredentialsWorked.detect(await loginContext(t, [...before(9), ...later])), []);
  assert.equal((await loginCredentialsWorked.detect(await loginContext(t, before(10)))).length, 1);
});

test('A client that failed on many accounts and enters another at the first try is named with it', async (t) => {
  const spray = attempts(15, 60, (i) => ({ from: CLIENT, user: `CORP\\u${i}`, service: 'rdp' }));
  const entered = { at: 2000, from: CLIENT, user: 'CORP\\weak', service: 'rdp', ok: 1 as const };
  const [finding] = await loginCredentialsWorked.detect(await loginContext(t, [...spray, entered]));
  assert.deepEqual(finding?.subject, { address: CLIENT, user: 'CORP\\weak' });
  assert.match(
    english(finding?.message) ?? '',
    /from where 15 logins failed on 15 accounts that stayed shut\.$/,
  );
  const before = { ...entered, at: -10 };
  assert.deepEqual(await loginCredentialsWorked.detect(await loginContext(t, [...spray, before])), []);
});

test('A honeypot that lets somebody in is no break-in, and a real server that does so after it is', async (t) => {
  for (const service of ['cowrie ssh', 'cowrie', 'dionaea mssql']) {
    const tries = attempts(30, 5, (i) => ({ from: CLIENT, user: `u${i % 6}`, service }));
    const fooled = { at: 200, from: CLIENT, user: 'root', service, ok: 1 as const };
    assert.deepEqual(await loginCredentialsWorked.detect(await loginContext(t, [...tries, fooled])), []);
    const real = { ...fooled, at: 300, service: 'sshd' };
    const [finding] = await loginCredentialsWorked.detect(await loginContext(t, [...tries, fooled, real]));
    assert.equal(finding?.from, '2026-11-05T08:05:00Z');
    assert.equal(numberOf(CREDENTIAL_NUMBERS, finding, 'logins_succeeded'), 1);
    assert.match(english(finding?.message) ?? '', /1 login to sshd succeeded/);
  }
});

test('An attempt of which nobody knows how it ended is neither failure nor success', async (t) => {
  const unknown = attempts(30, 5, () => ({ from: CLIENT, user: 'root', ok: null }));
  const worked = { at: 300, from: CLIENT, user: 'root', ok: 1 as const };
  assert.deepEqual(await loginCredentialsWorked.detect(await loginContext(t, [...unknown, worked])), []);
  const failed = attempts(30, 5, () => ({ from: CLIENT, user: 'root' }));
  const end = { ...worked, ok: null };
  assert.deepEqual(await loginCredentialsWorked.detect(await loginContext(t, [...failed, end])), []);
});

test('A session of nobody on Windows is no break-in', async (t) => {
  const failed = attempts(30, 5, (i) => ({ from: CLIENT, user: `CORP\\u${i}`, service: 'rdp' }));
  const nobody = {
    at: 300,
    from: CLIENT,
    user: 'NT AUTHORITY\\ANONYMOUS LOGON',
    service: 'windows-network',
    ok: 1 as const,
  };
  assert.deepEqual(await loginCredentialsWorked.detect(await loginContext(t, [...failed, nobody])), []);
});

test('Strangers who guess from the same cloud make no suspect of a customer there who logs in', async (t) => {
  const strangers = attempts(400, 10, (i) => ({ from: `52.4.1.${i % 40}`, user: `u${i % 50}` }));
  const customer = attempts(5, 60, () => ({ from: '52.4.7.7', user: 'deploy', ok: 1 as const }), 5000);
  assert.deepEqual(
    await loginCredentialsWorked.detect(await loginContext(t, [...strangers, ...customer])),
    [],
  );
});

test('An office behind one address, whose people mistype before they come in, is quiet', async (t) => {
  const logins = Array.from({ length: 40 }, (_, person) => {
    const user = { from: '198.51.100.7', user: `p${person}`, service: 'imap' };
    const from = person * 200;
    return [
      ...attempts(2, 5, () => user, from),
      ...attempts(6, 300, () => ({ ...user, ok: 1 as const }), from + 20),
    ];
  }).flat();
  assert.deepEqual(await loginCredentialsWorked.detect(await loginContext(t, logins)), []);
});
