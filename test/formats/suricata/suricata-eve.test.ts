import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FORMATS } from '../../../src/formats/index.ts';
import { SURICATA_EVE_JSON } from '../../../src/formats/suricata/suricata-eve-json.ts';
import { SURICATA_EVE } from '../../../src/formats/suricata/suricata-eve.ts';
import { SURICATA_FAST } from '../../../src/formats/suricata/suricata-fast.ts';
import { recognise } from '../../../src/evidence/recognise.ts';
import { fixture } from '../../support.ts';
import { bothWays } from '../both-ways.ts';
import { parseDocument } from '../../evidence/evidence-support.ts';
import { accounted, headOf, parseAll, reasonsOf } from '../memory-sink.ts';
import type { PlainRow } from '../memory-sink.ts';

const parsed = parseAll(SURICATA_EVE, readFileSync(fixture('formats', 'suricata-eve', 'eve.json')));

function rowsOf(line: number): PlainRow[] {
  return parsed.rows.filter((row) => row['line'] === line);
}

function flow(fields: Record<string, unknown>): PlainRow[] {
  const base = { timestamp: '2026-03-02T10:05:00.000000+0000', event_type: 'flow', proto: 'TCP' };
  const ends = { src_ip: '203.0.113.9', src_port: 40_001, dest_ip: '192.0.2.10', dest_port: 22 };
  return parseAll(SURICATA_EVE, `${JSON.stringify({ ...base, ...ends, ...fields })}\n`).rows;
}

test('an alert has the rule, its severity in words, and who sent the packet', () => {
  assert.deepEqual(rowsOf(1), [
    {
      line: 1,
      ts: '2026-03-02T10:00:01.186641Z',
      src: '203.0.113.9',
      src_port: 47047,
      dst: '192.0.2.10',
      dst_port: 22,
      sensor: 'suricata',
      rule: '2001219 ET SCAN Potential SSH Scan',
      severity: 'medium',
      message: 'Attempted Information Leak; allowed',
      kind: 'verdict',
      outcome: 'passed',
    },
  ]);
});

test('where a rule says who attacks whom, the answer of a victim accuses the attacker', () => {
  const [alert] = rowsOf(2);
  assert.equal(alert?.['src'], '203.0.113.9');
  assert.equal(alert?.['dst'], '192.0.2.10');
  assert.equal(alert?.['ts'], '2026-03-02T10:00:02Z');
  assert.equal(alert?.['message'], 'blocked');
  assert.equal(alert?.['outcome'], 'blocked');
});

test('a flow is two rows, one for each direction, with packets, bytes and flags of its own', () => {
  const common = {
    table: 'flows',
    line: 3,
    ts_start: '2026-03-02T10:00:00.500000Z',
    ts_end: '2026-03-02T10:00:09.250000Z',
    protocol: 6,
    tcp_flags: 0x1b,
    state: 'established',
  };
  assert.deepEqual(rowsOf(3), bothWays(common));
});

test('a scan shows: unanswered is one row, refused is a reset, a handshake half done is answered', () => {
  assert.deepEqual(
    rowsOf(4).map(({ state, packets }) => [state, packets]),
    [['unanswered', 1]],
  );
  assert.deepEqual(
    rowsOf(5).map((row) => row['state']),
    ['reset', 'reset'],
  );
  const half = flow({
    flow: { pkts_toserver: 1, pkts_toclient: 3 },
    tcp: { tcp_flags_ts: '02', tcp_flags_tc: '12' },
  });
  assert.equal(half[0]?.['state'], 'answered');
});

test('a server that resets after it has accepted was reached', () => {
  const rows = flow({
    flow: { pkts_toserver: 5, pkts_toclient: 4 },
    tcp: { tcp_flags_ts: '1a', tcp_flags_tc: '1e' },
  });
  assert.equal(rows[0]?.['state'], 'established');
});

test('of a conversation that was under way already it is not said who began it', () => {
  const rows = flow({
    flow: { pkts_toserver: 5, pkts_toclient: 4 },
    tcp: { tcp_flags_ts: '18', tcp_flags_tc: '18' },
  });
  assert.deepEqual(
    rows.map((row) => row['initiator']),
    [undefined, undefined],
  );
});

const NETFLOW = `${JSON.stringify({
  timestamp: '2026-03-02T10:05:00.300000+0000',
  event_type: 'netflow',
  src_ip: '2001:db8::9',
  src_port: 5353,
  dest_ip: '2001:db8:1::10',
  dest_port: 53,
  proto: 'UDP',
  netflow: {
    pkts: 3,
    bytes: 300,
    start: '2026-03-02T10:00:03.000000+0000',
    end: '2026-03-02T10:00:04.000000+0000',
  },
})}\n`;

test('netflow events are one direction, of IPv6 too', () => {
  assert.deepEqual(parseAll(SURICATA_EVE, NETFLOW).rows, [
    {
      table: 'flows',
      line: 1,
      ts_start: '2026-03-02T10:00:03Z',
      ts_end: '2026-03-02T10:00:04Z',
      src: '2001:db8::9',
      src_port: 5353,
      dst: '2001:db8:1::10',
      dst_port: 53,
      protocol: 17,
      packets: 3,
      bytes: 300,
    },
  ]);
});

test('where there are flow events, netflow events do not count the packets a second time', () => {
  assert.deepEqual(rowsOf(6), []);
  const flowEvent =
    '{"timestamp":"2026-03-02T10:05:00+0000","event_type":"flow","src_ip":"192.0.2.1","dest_ip":"192.0.2.2"}\n';
  // The flow event is beyond what recognition looks at: netflow events behind it are passed over.
  const text = NETFLOW.repeat(400) + flowEvent + NETFLOW.repeat(100);
  assert.ok(text.indexOf(flowEvent) > 65_536);
  const { skipped } = parseAll(SURICATA_EVE, text, NETFLOW.length * 10);
  const passed = skipped['netflow events: the flow events of this file count the same packets'] ?? 0;
  // The blocks that follow the one with the flow event.
  assert.ok(passed >= 90 && passed <= 100, String(passed));
});

test('a request is a request, and an event inside its URL is none', () => {
  const [request] = rowsOf(7);
  assert.equal(request?.['table'], 'requests');
  assert.equal(request?.['cs_uri_stem'], '/login.php');
  assert.equal(request?.['cs_uri_query'], 'user=a"}\n{"event_type":"alert"}');
  assert.equal(request?.['x_forwarded_for'], '198.51.100.3');
  assert.equal(parsed.rows.filter((row) => row['sensor'] !== undefined).length, 3);
});

test('DNS questions of every version and TLS names stand in the flows, answers do not', () => {
  const names = parsed.rows.map((row) => row['dns_query'] ?? row['tls_sni']).filter(Boolean);
  assert.deepEqual(names, ['pool.example.net', 'c2.example.org', 'c2.example.org']);
  assert.equal(rowsOf(9).length, 0);
});

test('AWS Network Firewall puts the events in an envelope, which is opened', () => {
  const content = readFileSync(fixture('formats', 'suricata-eve', 'network-firewall.log'));
  const { rows } = parseAll(SURICATA_EVE, content);
  assert.equal(rows[0]?.['dst'], '10.0.1.20');
  assert.equal(rows[0]?.['tcp_flags'], 2);
});

test('every line is counted: what has no table is passed over with the reason, what is broken rejected', () => {
  assert.equal(accounted(parsed), parsed.read);
  assert.equal(parsed.skipped['counters of Suricata itself'], 1);
  assert.equal(parsed.skipped['events of a type that no table has a place for'], 1);
  assert.deepEqual(reasonsOf(parsed.rejects), [
    [16, 'src_ip or dest_ip is no address'],
    [17, 'not valid JSON'],
  ]);
});

test('what is passed over unread is what would be passed over read, and what is broken is rejected', () => {
  const time = '"timestamp":"2026-03-02T10:05:00.000000+0000"';
  const alert = '"src_ip":"203.0.113.9","dest_ip":"192.0.2.10","proto":"TCP","alert":{"signature_id":1}';
  const read = (line: string): [number, string[], string[]] => {
    const { parsed: count, skipped, rejects } = parseAll(SURICATA_EVE, `${line}\n`);
    return [count, Object.keys(skipped), rejects.map(({ reason }) => reason)];
  };
  const stats = 'counters of Suricata itself';
  assert.deepEqual(read(`{${time},"event_type":"stats","stats":{"a":[1,{"b":"}\\""}]}}`), [0, [stats], []]);
  // A value that looks like the type is not the type.
  assert.deepEqual(
    read(
      `{${time},"x":{"event_type":"stats"},"y":"\\",\\"event_type\\":\\"stats","event_type":"alert",${alert}}`,
    ),
    [1, [], []],
  );
  // The last of two is what JSON means.
  assert.deepEqual(read(`{${time},"event_type":"stats","event_type":"alert",${alert}}`), [1, [], []]);
  assert.deepEqual(read(`{${time},"event_type":"stats","stats":{"a":1}`), [0, [], ['not valid JSON']]);
  assert.deepEqual(read(`{${time},"event_type":"stats","stats":"a`), [0, [], ['not valid JSON']]);
  assert.deepEqual(read(`{${time.replace('03-02', '02-30')},"event_type":"stats"}`), [
    0,
    [],
    ['no time in timestamp'],
  ]);
  assert.deepEqual(
    read(
      `{${time},"firewall_name":"f","event_type":"stats","event":{${time},"event_type":"alert",${alert}}}`,
    ),
    [1, [], []],
  );
});

test('what tail has cut out of the file is read, but for the line that it cut', () => {
  const whole = readFileSync(fixture('formats', 'suricata-eve', 'eve.json'));
  const cut = whole.subarray(30);
  assert.equal(recognise(headOf(cut), FORMATS).format?.name, 'suricata-eve');
  const { rows, rejects } = parseAll(SURICATA_EVE, cut);
  assert.deepEqual(rejects[0], { line: 1, offset: 0, reason: 'not valid JSON' });
  assert.deepEqual(
    rows,
    parsed.rows.filter((row) => row['line'] !== 1),
  );
});

test('JSON of something else that has an event_type is not taken for it', () => {
  const other = '{"event_type":"login","timestamp":"2026-03-02T10:00:00Z","user":"a"}\n';
  assert.notEqual(recognise(headOf(Buffer.from(other)), FORMATS).format?.name, 'suricata-eve');
});

test('alerts of fast.log have both ends, the rule and its severity', () => {
  const content = readFileSync(fixture('formats', 'suricata-fast', 'fast.log'));
  const { rows, rejects } = parseAll(SURICATA_FAST, content, 97, { zone: '+09:00' });
  assert.deepEqual(
    rows.map((row) => [
      row['ts'],
      row['src'],
      row['src_port'],
      row['dst_port'],
      row['severity'],
      row['message'],
    ]),
    [
      ['2026-11-21T13:10:03.123456Z', '203.0.113.9', 47_047, 22, 'medium', 'Attempted Information Leak'],
      ['2026-11-21T13:10:04.123456Z', '2001:db8::9', 53, 5353, 'high', 'drop'],
      ['2026-11-21T13:10:05.123456Z', '203.0.113.9', undefined, undefined, 'low', 'Misc activity'],
    ],
  );
  assert.equal(rows[0]?.['rule'], '2001219 ET SCAN Potential SSH Scan');
  assert.deepEqual(reasonsOf(rejects), [
    [4, 'the source is no address'],
    [5, 'no priority, protocol and addresses at the end'],
  ]);
});

test('EVE events as a list, or over several lines, are the events that they are as lines', () => {
  const folder = 'suricata-eve-json';
  const list = readFileSync(fixture('formats', folder, 'list.json'));
  const events: unknown = JSON.parse(list.toString());
  assert.ok(Array.isArray(events));
  const lines = parseAll(SURICATA_EVE, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  assert.ok(lines.rows.length > 0);
  for (const content of [list, readFileSync(fixture('formats', folder, 'jq.json'))]) {
    const read = parseDocument(SURICATA_EVE_JSON, content);
    assert.deepEqual(read.rows, lines.rows);
    assert.deepEqual(read.skipped, lines.skipped);
    assert.equal(read.rejects.length, lines.rejects.length);
  }
  const cut = parseDocument(SURICATA_EVE_JSON, list.subarray(0, list.length - 20));
  assert.equal(cut.rejects.at(-1)?.reason, 'the JSON ends early');
});
