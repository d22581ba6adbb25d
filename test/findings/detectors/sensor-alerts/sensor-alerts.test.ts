import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Row } from '../../../../src/events/engines/engine.ts';
import type { Detector, DetectorContext } from '../../../../src/findings/detector.ts';
import { fileDownloads } from '../../../../src/findings/detectors/sensor-alerts/downloads.ts';
import { honeypotCommands } from '../../../../src/findings/detectors/sensor-alerts/commands.ts';
import { abuseOf } from '../../../../src/findings/detectors/sensor-alerts/abuse.ts';
import { sensorInbound, sensorOutbound } from '../../../../src/findings/detectors/sensor-alerts/reported.ts';
import { alertTables } from '../../../../src/findings/charts/tables/index.ts';
import { isAccusing } from '../../../../src/findings/outsiders.ts';
import type { Finding } from '../../../../src/model/finding.ts';
import { entriesOf } from '../../../../src/model/numbers.ts';
import { fixture } from '../../../support.ts';
import { eventContext } from '../../support/lake.ts';
import type { Setting } from '../../support/lake.ts';

async function rowsOf(name: string): Promise<Row[]> {
  const text = await readFile(fixture('findings', name, 'positive.jsonl'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line): Row => JSON.parse(line));
}

const contextOf = (t: TestContext, rows: Row[], setting?: Setting): Promise<DetectorContext> =>
  eventContext(t, 'alerts', rows, setting);

async function found(t: TestContext, detector: Detector, rows: Row[], setting?: Setting): Promise<Finding[]> {
  return detector.detect(await contextOf(t, rows, setting));
}

const numbers = (finding: Finding | undefined): Record<string, number> =>
  finding === undefined ? {} : Object.fromEntries(entriesOf(finding.numbers));

function ts(second: number): string {
  return new Date(Date.UTC(2026, 10, 21, 22, 0, second)).toISOString();
}

/** One alert of a system that judges. */
function verdict(second: number, more: Row): Row {
  return { ts: ts(second), sensor: 'suricata', rule: '1 x', severity: 'high', kind: 'verdict', ...more };
}

test('forty criticals on a web shell are one finding: what was blocked and what came through, once for each request', async (t) => {
  const [first, ...others] = await found(t, sensorInbound, await rowsOf('sensor-inbound'));
  const { reported, reported_blocked, reported_passed, bans } = numbers(first);
  assert.deepEqual([reported, reported_blocked, reported_passed, bans], [40, 38, 2, 4]);
  assert.deepEqual([first?.subject.address, first?.severity], ['203.0.113.7', 'high']);
  assert.deepEqual(
    others.map(({ subject, severity }) => [subject.address, severity]),
    [10, 11, 4, 5, 6, 7, 8, 9].map((host) => [`198.51.100.${host}`, 'medium']),
  );
});

test('what the rules that warn let through and another one denies was blocked', async (t) => {
  const rows = ['passed', 'blocked', 'passed'].map((outcome, second) =>
    verdict(second, { src: '203.0.113.7', outcome, request_id: 'one', sensor: 'modsecurity' }),
  );
  const [finding] = await found(t, sensorInbound, rows);
  assert.deepEqual(
    [numbers(finding)['reported'], numbers(finding)['reported_blocked'], numbers(finding)['reported_passed']],
    [1, 1, 0],
  );
  assert.equal(finding?.severity, 'medium', 'all of it was blocked');
});

test('what is not said of the end is not called blocked', async (t) => {
  const [finding] = await found(t, sensorInbound, [verdict(0, { src: '203.0.113.7' })]);
  assert.deepEqual([numbers(finding)['reported_blocked'], numbers(finding)['reported_passed']], [0, 0]);
  assert.equal(finding?.severity, 'high');
});

test('nine medium alerts name nobody, ten do; the threshold is the user’s', async (t) => {
  const rows = (count: number): Row[] =>
    Array.from({ length: count }, (_, second) =>
      verdict(second, { src: '203.0.113.7', severity: 'medium', outcome: 'passed' }),
    );
  assert.equal((await found(t, sensorInbound, rows(9))).length, 0);
  assert.equal((await found(t, sensorInbound, rows(10))).length, 1);
  const strict = { thresholds: { sensor_alerts: { medium: 3 } } };
  assert.equal((await found(t, sensorInbound, rows(3), strict)).length, 1);
});

test('what GuardDuty says of a host of ours is an outbound finding, and nobody outside is accused by it', async (t) => {
  const rows = await rowsOf('sensor-outbound');
  const findings = await found(t, sensorOutbound, rows);
  assert.deepEqual(
    findings.map(({ subject, direction, type }) => [subject.address, direction, type]),
    [
      ['10.0.0.2', 'internal', 'infected_host'],
      ['10.0.0.1', 'outbound', 'port_scan'],
    ],
  );
  assert.deepEqual(await found(t, sensorInbound, rows), []);
});

test('an address that the user calls ours is a host of ours', async (t) => {
  const rows = [verdict(0, { src: '192.0.2.10', dst: '203.0.113.5' })];
  assert.equal((await found(t, sensorOutbound, rows)).length, 0);
  const ours = { ours: ['192.0.2.0/24'] };
  assert.equal((await found(t, sensorOutbound, rows, ours))[0]?.direction, 'outbound');
  assert.equal((await found(t, sensorInbound, rows, ours)).length, 0);
});

test('of a thousand reported addresses the gravest have a finding each, the others share one, and none is lost', async (t) => {
  const rows = Array.from({ length: 1000 }, (_, i) =>
    verdict(i, { src: `198.18.${i >> 8}.${i & 255}`, outcome: i % 2 === 0 ? 'blocked' : 'passed' }),
  );
  const findings = await found(t, sensorInbound, rows);
  assert.equal(findings.length, 26);
  assert.ok(findings.slice(0, 25).every((finding) => numbers(finding)['reported_passed'] === 1));
  const last = findings.at(-1);
  assert.deepEqual([last?.subject, numbers(last)['addresses'], numbers(last)['reported']], [{}, 975, 975]);
  assert.equal(last?.lines.length, 20);
  assert.ok(findings.slice(0, 25).every(({ confidence }) => confidence > (last?.confidence ?? 1)));
});

test('whom another system bans, and who brings files or types commands into a honeypot, can be complained about; what is mild cannot', async (t) => {
  const rows = [verdict(0, { src: '203.0.113.7', rule: 'sshd', kind: 'ban', sensor: 'fail2ban' })];
  const [ban] = await found(t, sensorInbound, rows);
  assert.equal(ban?.type, 'login_attack');
  assert.equal(ban !== undefined && isAccusing(ban), true);
  assert.equal(ban !== undefined && isAccusing({ ...ban, confidence: 0.4 }), false);
  const [files] = await found(t, fileDownloads, await rowsOf('file-downloads'));
  const [commands] = await found(t, honeypotCommands, await rowsOf('honeypot-commands'));
  assert.deepEqual(
    [files, commands].map((finding) => finding !== undefined && isAccusing(finding)),
    [true, true],
  );
});

test('files are counted by hash and URL, with the one that came most often', async (t) => {
  const [files] = await found(t, fileDownloads, await rowsOf('file-downloads'));
  const { downloads, different_files, urls, addresses } = numbers(files);
  assert.deepEqual([downloads, different_files, urls, addresses], [31, 3, 4, 5]);
});

test('the tables by rule, source, path and file add up, and each row leads to its lines', async (t) => {
  const context = await contextOf(t, [
    ...(await rowsOf('sensor-inbound')),
    ...(await rowsOf('file-downloads')),
  ]);
  const tables = await alertTables(context);
  assert.deepEqual(
    tables.map(({ name }) => name),
    ['alerts_by_rule', 'alerts_by_source', 'alerts_by_url', 'alert_bursts', 'downloads'],
  );
  for (const { name, rows, columns, lines } of tables) {
    const alerts = rows.reduce((sum, row) => sum + Number(row[columns.indexOf('alerts')]), 0);
    const all = await context.engine.query(`SELECT count(*) AS n FROM (${lines?.sql}) AS every_line`);
    if (name === 'alert_bursts') assert.ok(alerts >= 30 && alerts <= Number(all[0]?.['n']));
    else assert.equal(alerts, Number(all[0]?.['n']), name);
  }
  const [shell] = tables[2]?.rows ?? [];
  assert.deepEqual(shell?.slice(0, 6), ['/shell.php', 'modsecurity', 78, 40, 38, 2]);
});

test('hostile texts of a sensor are quoted, and what is broken gives no finding', async (t) => {
  const nasty = `'"; DROP TABLE alerts; -- <script>\u0000\u202e`;
  const rows = [
    verdict(0, { src: '203.0.113.7', rule: nasty, url: nasty, message: nasty, request_id: nasty }),
    { ts: null, src: '203.0.113.8', sensor: nasty, kind: 'verdict', severity: 'high' },
    { ts: ts(1), src: null, sensor: 'x', kind: 'verdict', severity: 'high' },
    { ts: ts(1), src: '203.0.113.9', sensor: null, kind: null, severity: 'high' },
  ];
  const context = await contextOf(t, rows);
  const findings = await sensorInbound.detect(context);
  assert.deepEqual(
    findings.map(({ subject }) => subject.address),
    ['203.0.113.7'],
  );
  assert.equal((await context.engine.query(findings[0]?.sql ?? '')).length, 1);
  assert.ok((await alertTables(context)).length > 0);
});

test('a rule tells its kind of abuse by its name', () => {
  for (const [rule, message, otherwise, type] of [
    [
      '942100',
      'SQL injection: SQL Injection Attack Detected via libinjection',
      'web_attack',
      'sql_injection',
    ],
    ['CryptoCurrency:EC2/BitcoinTool.B', '', 'other', 'cryptomining'],
    ['Recon:EC2/Portscan', 'Outbound portscan', 'other', 'port_scan'],
    ['Backdoor:EC2/C&CActivity.B', '', 'other', 'infected_host'],
    ['Backdoor:EC2/DenialOfService.Tcp', '', 'other', 'ddos'],
    ['Backdoor:EC2/Spambot', '', 'other', 'spam'],
    ['UnauthorizedAccess:EC2/SSHBruteForce', '', 'other', 'login_attack'],
    ['sshd', 'Ban', 'other', 'login_attack'],
    ['913100', 'scanner: Found User-Agent of a scanner', 'web_attack', 'vulnerability_scan'],
    ['932100', 'remote command execution: Unix Command Injection', 'web_attack', 'web_attack'],
    ['1000001', 'local rule', 'web_attack', 'web_attack'],
    ['1000001', 'local rule', 'other', 'other'],
  ] as const)
    assert.equal(abuseOf(rule, message, otherwise), type, rule);
});

test('whoever is let into a honeypot and types commands is found, though no login of his failed', async (t) => {
  const rows = await rowsOf('honeypot-commands');
  const [many, ...others] = await found(t, honeypotCommands, rows);
  const { commands, different_commands, addresses } = numbers(many);
  assert.deepEqual([commands, different_commands, addresses, others.length], [12, 3, 3, 0]);
  assert.deepEqual(many?.subject, {});
  const [one] = await found(
    t,
    honeypotCommands,
    rows.map((row) =>
      Object.assign({}, row, { src: '203.0.113.20', ts: '2026-11-21T22:00:00Z', message: '' }),
    ),
  );
  assert.deepEqual([one?.subject, one?.from, one?.to], [{ address: '203.0.113.20' }, one?.to, one?.from]);
  assert.equal(one !== undefined && 'command' in one.message.params, false);
});
