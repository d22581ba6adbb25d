import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { reachOf } from '../../../src/desk/examination/reach.ts';
import type { Row } from '../../../src/events/engines/engine.ts';
import type { Evidence, TableName } from '../../../src/model/evidence.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { quoted } from '../../../src/model/message.ts';
import { eventContext } from '../../findings/support/lake.ts';

const SCANNER = '10.0.0.5';

/** A file of the evidence that was read. */
function file(id: number, format: string, table: TableName): Evidence {
  const counts = { read: 9, parsed: 9, rejected: 0, skipped: 0, rejects: [], skips: [], notes: [] };
  return { id, path: `file ${id}`, bytes: 1, format, because: '', table, ...counts };
}

/** A finding about this subject that cites the first file. */
function deed(subject: Finding['subject']): Finding {
  return {
    id: 'one',
    type: 'port_scan',
    detector: 'port-scan-horizontal',
    subject,
    direction: 'outbound',
    targets: { hosts: 900, ports: [22], sample: [] },
    from: '2026-11-20T14:00:00Z',
    to: '2026-11-20T14:30:00Z',
    numbers: {},
    confidence: 0.9,
    severity: 'high',
    message: quoted('a scan'),
    rule_message: quoted('a rule'),
    sql: '',
    lines: [{ evidence: 'file 0', line: 1 }],
  };
}

function flow(evidence: number, networkInterface: string | null, src: string, minute: number): Row {
  const at = `2026-11-20T14:${String(minute).padStart(2, '0')}:00Z`;
  return { evidence, interface: networkInterface, src, dst: '198.51.100.7', ts_start: at, ts_end: at };
}

async function reach(
  t: TestContext,
  table: TableName,
  rows: readonly Row[],
  subject: Finding['subject'],
  files: readonly Evidence[],
) {
  const { engine } = await eventContext(t, table, rows, { ours: ['10.0.0.0/8'] });
  const found = await reachOf(deed(subject), engine, files);
  return [found?.ends.slice(11, 16), found?.others?.slice(11, 16)];
}

test('the flow log of another network says nothing about how long a scan is watched', async (t) => {
  const rows = [
    flow(0, 'eni-1', SCANNER, 10),
    flow(0, 'eni-2', '10.0.0.6', 12),
    flow(1, 'eni-2', '10.0.0.6', 40),
    flow(2, 'eni-9', '10.9.0.1', 59),
  ];
  const files = [0, 1, 2].map((id) => file(id, 'vpc-flow', 'flows'));
  assert.deepEqual(await reach(t, 'flows', rows, { address: SCANNER }, files), ['14:40', '14:40']);
});

test('a flow log of AWS reaches as far as its records are all there, which depends on how long they are', async (t) => {
  const long = { ...flow(0, 'eni-1', SCANNER, 10), ts_end: '2026-11-20T14:19:30Z' };
  const settles = async (rows: readonly Row[], format: string) => {
    const { engine } = await eventContext(t, 'flows', rows, { ours: ['10.0.0.0/8'] });
    return (await reachOf(deed({ address: SCANNER }), engine, [file(0, format, 'flows')]))?.settles;
  };
  assert.equal(await settles([flow(0, 'eni-1', SCANNER, 10)], 'vpc-flow'), 60 + 60 + 600);
  assert.equal(await settles([long], 'vpc-flow'), 600 + 60 + 600);
  assert.equal(await settles([long], 'nfdump'), undefined);
});

test("flows that name no interface count by their file's format", async (t) => {
  const rows = [flow(0, null, SCANNER, 10), flow(1, null, SCANNER, 30), flow(2, null, '10.0.0.6', 50)];
  const files = [file(0, 'nfdump', 'flows'), file(1, 'nfdump', 'flows'), file(2, 'pcap', 'flows')];
  assert.deepEqual(await reach(t, 'flows', rows, { address: SCANNER }, files), ['14:30', undefined]);
});

test("a login log reaches to its last line, and whose lines are not the attacker's is told apart", async (t) => {
  const login = (c_ip: string, minute: number): Row => ({
    ts: `2026-11-20T14:${minute}:00Z`,
    c_ip,
    service: 'sshd',
    username: "o'neil",
  });
  const files = [file(0, 'syslog', 'logins')];
  const rows = [login('192.0.2.1', 10), login('192.0.2.9', 20), login('192.0.2.1', 45)];
  assert.deepEqual(await reach(t, 'logins', rows, { address: '192.0.2.1' }, files), ['14:45', '14:20']);
  assert.deepEqual(await reach(t, 'logins', rows, { user: "o'neil" }, files), ['14:45', undefined]);
  assert.deepEqual(await reach(t, 'logins', rows, {}, files), ['14:45', undefined]);
});

test('a finding whose lines are in no file that was read has no reach', async (t) => {
  const { engine } = await eventContext(t, 'flows', [flow(0, 'eni-1', SCANNER, 10)], {
    ours: ['10.0.0.0/8'],
  });
  assert.equal(await reachOf(deed({}), engine, [file(5, 'vpc-flow', 'flows')]), undefined);
});
