import assert from 'node:assert/strict';
import { test } from 'node:test';
import { webLoginAttack } from '../../../../src/findings/detectors/credentials/web-login-attack.ts';
import { repeat, webContext } from '../../support/web-lake.ts';
import { english } from '../../../english.ts';
import { CREDENTIAL_NUMBERS } from '../../../../src/findings/detectors/credentials/numbers.ts';
import { numberOf } from '../../support/numbers.ts';

const PYTHON = 'python-requests/2.9.1';
const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/64.0';

test('One client that fails 40 times on one account in half an hour is a login attack', async (t) => {
  const context = await webContext(
    t,
    repeat(40, 20, () => ({ from: '198.51.100.7', user: 'CORP\\a.user', status: '401.1', agent: CHROME })),
  );
  const [finding, ...more] = await webLoginAttack.detect(context);
  assert.ok(finding);
  assert.equal(more.length, 0);
  assert.equal(finding.type, 'login_attack');
  assert.equal(finding.direction, 'inbound');
  assert.deepEqual(finding.subject, { address: '198.51.100.7', user: 'CORP\\a.user' });
  assert.equal(numberOf(CREDENTIAL_NUMBERS, finding, 'failures'), 40);
  assert.equal(finding.from, '2018-03-01T08:00:00Z');
  assert.equal(finding.to, '2018-03-01T08:13:00Z');
  assert.deepEqual(finding.targets, { hosts: 1, ports: [443], sample: ['10.1.0.20'] });
  assert.equal(finding.lines.length, 20);
  assert.deepEqual(finding.lines[0], { evidence: 'iis/0.log', line: 1 });
  assert.match(english(finding.message), /^198\.51\.100\.7 failed 40 logins at EWS from .*old password/);
  const again = await context.engine.query(finding.sql);
  assert.equal(again[0]?.['failures'], 40);
});

test('Thirty failures spread over a day are no attack of one client', async (t) => {
  const asked = repeat(30, 2000, () => ({ from: '198.51.100.7', user: 'CORP\\a.user', status: '401.1' }));
  assert.deepEqual(await webLoginAttack.detect(await webContext(t, asked)), []);
});

test('Few tries on each of many accounts are password spraying', async (t) => {
  const asked = repeat(24, 600, (i) => ({
    from: '198.51.100.7',
    user: `CORP\\user${i % 12}`,
    status: '401.1',
  }));
  const [finding] = await webLoginAttack.detect(await webContext(t, asked));
  assert.equal(numberOf(CREDENTIAL_NUMBERS, finding, 'accounts'), 12);
  assert.equal(finding?.severity, 'high');
  assert.match(english(finding?.message) ?? '', /password spraying/);
});

test('Rotating addresses of one provider with one user agent are one attacker', async (t) => {
  const asked = repeat(60, 3600, (i) => ({
    from: `52.4${i % 2}.1.${i % 20}`,
    user: i % 3 === 0 ? 'CORP\\a.user' : 'CORP\\b.user',
    status: '401.1',
    agent: PYTHON,
  }));
  const findings = await webLoginAttack.detect(await webContext(t, asked));
  assert.equal(findings.length, 1);
  const [finding] = findings;
  assert.deepEqual(finding?.subject, { provider: 'aws' });
  assert.equal(numberOf(CREDENTIAL_NUMBERS, finding, 'failures'), 60);
  assert.equal(finding?.numbers.addresses, 20);
  assert.match(
    english(finding?.message) ?? '',
    /20 addresses of Amazon Web Services in eu-west-1 and us-east-1/,
  );
});

test('A client of a rotating group does not get a finding of its own', async (t) => {
  const rotating = repeat(60, 60, (i) => ({
    from: `52.4.1.${i % 6}`,
    user: 'x',
    status: '401.1',
    agent: PYTHON,
  }));
  const hard = repeat(50, 10, () => ({ from: '52.4.1.1', user: 'x', status: '401.1', agent: PYTHON }));
  assert.equal((await webLoginAttack.detect(await webContext(t, [...rotating, ...hard]))).length, 1);
});

test('Many addresses of no known cloud that spray with one user agent are one finding', async (t) => {
  const asked = repeat(60, 600, (i) => ({
    from: `198.51.100.${i % 15}`,
    user: `u${i % 20}`,
    status: '401.1',
    agent: 'x/1',
  }));
  const findings = await webLoginAttack.detect(await webContext(t, asked));
  assert.equal(findings.length, 1);
  assert.deepEqual(findings[0]?.subject, {});
  assert.match(english(findings[0]?.message) ?? '', /of no known cloud/);
});

test('The legs of an NTLM handshake are no failures', async (t) => {
  const asked = repeat(200, 5, (i) => ({
    from: '198.51.100.7',
    status: i % 2 === 0 ? '401.2' : '401.1',
    win32: i % 2 === 0 ? 5 : 2148074254,
  }));
  assert.deepEqual(await webLoginAttack.detect(await webContext(t, asked)), []);
});

test('A 401.1 without a name is a failure when Windows says that the credentials were refused', async (t) => {
  const asked = repeat(40, 5, () => ({ from: '198.51.100.7', status: '401.1', win32: 1326 }));
  const [finding] = await webLoginAttack.detect(await webContext(t, asked));
  assert.equal(numberOf(CREDENTIAL_NUMBERS, finding, 'failures'), 40);
  assert.equal(numberOf(CREDENTIAL_NUMBERS, finding, 'accounts'), 0);
});

test('OWA form logins that end at reason=2 are failures', async (t) => {
  const asked = repeat(40, 10, (i) => ({
    from: '198.51.100.7',
    path: i % 2 === 0 ? '/owa/auth.owa' : '/owa/auth/logon.aspx',
    ...(i % 2 === 0 ? {} : { query: 'url=https%3a%2f%2fmail%2fowa%2f&reason=2' }),
    method: i % 2 === 0 ? 'POST' : 'GET',
    status: i % 2 === 0 ? '302.0' : '200.0',
  }));
  assert.deepEqual(await webLoginAttack.detect(await webContext(t, asked)), []);
  const [finding] = await webLoginAttack.detect(await webContext(t, [...asked, ...asked]));
  assert.equal(numberOf(CREDENTIAL_NUMBERS, finding, 'failures'), 40);
  assert.match(english(finding?.message) ?? '', /at OWA/);
});

test('A script that sends the OWA form and never looks at the answer fails, unless the log has no names at all', async (t) => {
  const form = { path: '/owa/auth.owa', method: 'POST', status: '302.0' };
  const script = repeat(40, 10, () => ({ ...form, from: '198.51.100.7' }));
  const person = repeat(40, 30, (i) =>
    i % 2 === 0 ? { ...form, from: '203.0.113.4' } : { from: '203.0.113.4', path: '/owa/', user: 'CORP\\u' },
  );
  const findings = await webLoginAttack.detect(await webContext(t, [...script, ...person]));
  assert.deepEqual(
    findings.map((finding) => finding.subject.address),
    ['198.51.100.7'],
  );
  assert.deepEqual(await webLoginAttack.detect(await webContext(t, script)), []);
});

test('Names and agents that look like SQL are values, and the finding’s SQL runs again', async (t) => {
  const agent = `x'); DROP TABLE requests; --"\n\u0000`;
  const asked = repeat(60, 60, (i) => ({
    from: `52.4.1.${i % 9}`,
    user: "o'neil' OR 1=1 --",
    status: '401.1',
    agent,
  }));
  const context = await webContext(t, asked);
  const [finding] = await webLoginAttack.detect(context);
  assert.ok(finding);
  assert.equal(finding.subject.user, "o'neil' OR 1=1 --");
  assert.equal(finding.lines.length, 20);
  assert.equal((await context.engine.query(finding.sql))[0]?.['failures'], 60);
});

test('WordPress: the form that comes back is a failure, and so is XML-RPC from no app of WordPress', async (t) => {
  const form = { from: '203.0.113.5', path: '/blog/wp-login.php', method: 'POST', status: '200' };
  const rpc = {
    from: '203.0.113.6',
    path: '/xmlrpc.php',
    method: 'POST',
    status: '200',
    agent: 'Mozilla/5.0',
  };
  const jetpack = { ...rpc, from: '192.0.64.9', agent: 'Jetpack by WordPress.com' };
  const read = { from: '203.0.113.7', path: '/blog/wp-login.php', method: 'GET', status: '200' };
  const asked = [form, rpc, jetpack, read].flatMap((one) => repeat(40, 10, () => one));
  const findings = await webLoginAttack.detect(await webContext(t, asked));
  const clients = new Set(findings.map((finding) => finding.subject.address));
  assert.deepEqual(clients, new Set(['203.0.113.5', '203.0.113.6']));
});

test('A basic challenge without a name, and health probes, are quiet', async (t) => {
  const challenges = repeat(100, 5, () => ({ from: '198.51.100.7', status: '401', path: '/private/' }));
  const probes = ['::1', '127.0.0.1'].flatMap((from) =>
    repeat(100, 5, () => ({
      from,
      user: 'HealthMailbox1',
      status: '401.1',
      agent: 'AMProbe/Local/ClientAccess',
    })),
  );
  assert.deepEqual(await webLoginAttack.detect(await webContext(t, [...challenges, ...probes])), []);
});

test('An office whose people mistype is no attacker', async (t) => {
  const mistyped = repeat(40, 40, (i) => ({ from: '198.51.100.7', user: `CORP\\u${i}`, status: '401.1' }));
  const entered = repeat(40, 40, (i) => ({ from: '198.51.100.7', user: `CORP\\u${i}`, status: '200.0' }), 20);
  assert.deepEqual(await webLoginAttack.detect(await webContext(t, [...mistyped, ...entered])), []);
});

test('A phone that keeps an old password after it had the right one is no attacker, wherever it roams', async (t) => {
  const phone = {
    path: '/Microsoft-Server-ActiveSync',
    user: 'CORP\\c.user',
    agent: 'Apple-iPhone9C1/1604.50',
  };
  const right = repeat(10, 60, () => ({ ...phone, from: '198.51.100.7', status: '200.0' }));
  const old = repeat(300, 30, (i) => ({ ...phone, from: `203.0.113.${i % 9}`, status: '401.1' }), 1000);
  assert.deepEqual(await webLoginAttack.detect(await webContext(t, [...right, ...old])), []);
});

test('Outlook mobile, which comes from a cloud, is no attacker when some of its many users mistype', async (t) => {
  const mobile = { path: '/Microsoft-Server-ActiveSync', agent: 'Outlook-iOS-Android/1.0' };
  const right = repeat(200, 60, (i) => ({ ...mobile, from: `52.4.1.${i % 50}`, user: `u${i % 100}` }));
  const wrong = repeat(
    40,
    60,
    (i) => ({ ...mobile, from: `52.4.1.${i}`, user: `u${60 + i}`, status: '401.1' }),
    -5000,
  );
  assert.deepEqual(await webLoginAttack.detect(await webContext(t, [...right, ...wrong])), []);
});

test('More attackers than are listed one by one share one finding, so that none is lost', async (t) => {
  const asked = Array.from({ length: 30 }, (_, client) =>
    repeat(35, 10, () => ({
      from: `198.51.100.${client}`,
      user: 'root',
      status: '401',
      agent: `a${client}`,
    })),
  ).flat();
  const findings = await webLoginAttack.detect(await webContext(t, asked));
  assert.equal(findings.length, 26);
  assert.match(english(findings.at(-1)?.message) ?? '', /^5 more addresses/);
  assert.equal(
    findings.reduce((sum, finding) => sum + (numberOf(CREDENTIAL_NUMBERS, finding, 'failures') ?? 0), 0),
    30 * 35,
  );
});

test('An attacker who changes the user agent does not push the others out of sight', async (t) => {
  const changing = Array.from({ length: 40 }, (_, agent) =>
    repeat(60, 10, () => ({ from: '198.51.100.1', user: 'root', status: '401', agent: `a${agent}` })),
  ).flat();
  const others = [3, 4].flatMap((client) =>
    repeat(50, 10, () => ({ from: `198.51.100.${client}`, user: 'root', status: '401', agent: 'x' })),
  );
  const cloud = repeat(35, 10, () => ({ from: '52.4.1.9', user: 'root', status: '401', agent: 'y' }));
  const findings = await webLoginAttack.detect(await webContext(t, [...changing, ...others, ...cloud]));
  assert.deepEqual(
    findings.map((finding) => [finding.subject.address, numberOf(CREDENTIAL_NUMBERS, finding, 'failures')]),
    [
      ['198.51.100.1', 2400],
      ['198.51.100.3', 50],
      ['198.51.100.4', 50],
      ['52.4.1.9', 35],
    ],
  );
});

test('The thresholds are the reader’s to tune, and the finding says which were in force', async (t) => {
  const asked = repeat(12, 20, () => ({ from: '198.51.100.7', user: 'CORP\\a.user', status: '401.1' }));
  assert.deepEqual(await webLoginAttack.detect(await webContext(t, asked)), []);
  const [finding] = await webLoginAttack.detect(
    await webContext(t, asked, { login_attack: { failures: 12 } }),
  );
  assert.match(english(finding?.rule_message) ?? '', /12 failed logins/);
});
