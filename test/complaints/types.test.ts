import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caseOf, MORNING, times, web } from './desk.ts';

const at = (seconds: number): string => new Date((MORNING + seconds) * 1000).toISOString();

/** IIS with its fields as they are by default, and with the one that the preview names. */
function iis(field: '' | ' c-port'): string {
  const fields = `date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status${field}`;
  return `#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n#Fields: ${fields}\n${times(
    60,
    (n) => {
      const moment = at(n * 5);
      return `${moment.slice(0, 10)} ${moment.slice(11, 19)} 198.51.100.20 POST /EWS/Exchange.asmx - 443 CORP\\u${n % 4} 203.0.113.9 curl/8 401 1 1326${field === '' ? '' : ` ${40_000 + n}`}\n`;
    },
  )}`;
}

test('the field that the preview names for IIS makes a login attack of the next complaint', async (t) => {
  const before = await caseOf(t, { 'u_ex260302.log': iis('') });
  const [without] = (await before.complain()).complaints;
  assert.equal(without?.type, 'reconnaissance');
  assert.ok(
    without.because.some(({ text }) => text.includes('name c-port')),
    JSON.stringify(without.because),
  );
  const after = await caseOf(t, { 'u_ex260302_x.log': iis(' c-port') });
  const [complaint = assert.fail()] = (await after.complain()).complaints;
  assert.deepEqual([complaint.type, complaint.source_port], ['login_attack', 40_059]);
  const report = JSON.parse(await after.read(complaint.paths.xarf));
  assert.deepEqual(
    [report.destination_ip, report.destination_port, report.source_port],
    ['198.51.100.20', 443, 40_059],
  );
});

test('cookies that IIS logs have no column, and do not go out', async (t) => {
  const log = iis('')
    .replace(/^(#Fields: .*)$/m, '$1 cs(Cookie)')
    .replace(/ 1326$/gm, ' 1326 theme=dark;+cadata=q1w2');
  const made = await caseOf(t, { 'u_ex260302.log': log });
  const [complaint = assert.fail()] = (await made.complain()).complaints;
  const { evidence } = JSON.parse(await made.read(complaint.paths.complaint));
  assert.match(evidence[0].text, / 1326 theme=\[cookie\];\+cadata=\[cookie\]$/m);
  assert.doesNotMatch(JSON.stringify(evidence), /dark|q1w2/);
});

test('the variable that the preview names for nginx makes a login attack of the next complaint', async (t) => {
  const made = await caseOf(
    t,
    {
      'access.log': times(60, (n) =>
        web(MORNING + n * 5, '203.0.113.9', { user: 'admin' }).replace('\n', ` ${40_000 + n}\n`),
      ),
    },
    `reporter: { org: Example Corp, contact: abuse@example.com, domain: example.com }
log_formats:
  - '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $remote_port'
`,
  );
  const [complaint] = (await made.complain()).complaints;
  assert.deepEqual([complaint?.type, complaint?.source_port], ['login_attack', 40_059]);
});

test('whoever guessed a password and got in is in one complaint with the guesses', async (t) => {
  const made = await caseOf(t, {
    'access.log':
      times(60, (n) => web(MORNING + n * 5, '203.0.113.9', { user: n % 2 === 0 ? 'admin' : `u${n}` })) +
      times(9, (n) => web(MORNING + 400 + n, '203.0.113.9', { user: 'admin', status: 200 })),
  });
  const { complaints, left } = await made.complain();
  assert.deepEqual(left, []);
  const [complaint = assert.fail(), ...others] = complaints;
  assert.deepEqual([complaint.count, others.length], [69, 0]);
  assert.match(
    JSON.parse(await made.read(complaint.paths.complaint)).description,
    /Some of the attempts worked/,
  );
});

test('whoever acts by a script on the web server is complained about for what he asked for', async (t) => {
  const shell = '/wp-content/uploads/2026/03/x.php';
  const made = await caseOf(t, {
    'access.log':
      times(300, (n) =>
        web(MORNING + n * 10, `198.51.100.${n % 200}`, {
          request: 'GET /',
          status: 200,
          agent: 'Mozilla/5.0',
        }).replace('"-"', '"https://shop.example/"'),
      ) +
      web(MORNING + 3010, '203.0.113.9', { request: 'POST /wp-admin/async-upload.php', status: 200 }) +
      times(40, (n) =>
        web(MORNING + 3020 + n * 10, '203.0.113.9', {
          request: `POST ${shell}`,
          status: 200,
          agent: 'curl/8',
        }),
      ),
  });
  const { complaints } = await made.complain();
  const [complaint = assert.fail(), ...others] = complaints;
  assert.deepEqual([complaint.actor, complaint.type, others.length], ['203.0.113.9', 'reconnaissance', 0]);
  const report = JSON.parse(await made.read(complaint.paths.xarf));
  assert.ok(report.probed_resources.includes(shell), JSON.stringify(report.probed_resources));
  assert.deepEqual(report.tags, ['attack:script']);
  assert.deepEqual(
    complaint.because.map(({ message }) => message.key),
    ['complaintScript'],
  );
});

test('whoever had the right password and was refused by another rule is in one complaint with the guesses', async (t) => {
  const line = (n: number, text: string): string =>
    `${at(n).slice(0, 19)}+00:00 web1 sshd[${1000 + n}]: ${text}\n`;
  const made = await caseOf(t, {
    'auth.log':
      times(60, (n) =>
        line(
          n * 5,
          `Failed password for ${n % 2 === 0 ? 'root' : 'bob'} from 203.0.113.9 port ${40_000 + n} ssh2`,
        ),
      ) + line(400, 'ROOT LOGIN REFUSED FROM 203.0.113.9 port 41000'),
  });
  const { complaints } = await made.complain();
  const [complaint = assert.fail(), ...others] = complaints;
  assert.deepEqual([complaint.actor, complaint.type, others.length], ['203.0.113.9', 'login_attack', 0]);
  assert.equal(complaint.count, 61);
});
