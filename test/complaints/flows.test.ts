import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from '../../src/complaints/validate.ts';
import { xarf4 } from '../../src/complaints/xarf4.ts';
import { amazon, caseOf, MORNING, times } from './desk.ts';
import type { Made, Printed } from './desk.ts';
import { REPORTER, WITH_PORT } from './samples.ts';

const HEADER =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status tcp-flags\n';

interface Flow {
  from: string;
  to: string;
  ports: [source: number, destination: number];
  at: number;
  protocol?: number;
  packets?: number;
  bytes?: number;
  flags?: number;
  action?: 'ACCEPT' | 'REJECT';
}

const flow = ({
  from,
  to,
  ports,
  at,
  protocol = 6,
  packets = 1,
  bytes = 44,
  flags = 2,
  action = 'REJECT',
}: Flow): string =>
  `2 123456789012 eni-0123456789abcdef0 ${from} ${to} ${ports.join(' ')} ${protocol} ${packets} ${bytes} ${MORNING + at} ${MORNING + at + 5} ${action} OK ${protocol === 6 ? flags : 0}\n`;

/** One source tries a port of 40 hosts of ours, and nothing answers. */
const scan = (from: string, port: number, protocol = 6): string =>
  times(40, (n) => flow({ from, to: `10.0.0.${n + 10}`, ports: [50_000 + n, port], at: n * 2, protocol }));

/** A conversation with one of our hosts that both sides open and close; they sent so many packets and bytes. */
const talk = (
  from: string,
  host: string,
  ports: [number, number],
  at: number,
  sent: [number, number],
): string => {
  const [packets, bytes] = sent;
  return (
    flow({ from, to: host, ports, at, packets, bytes, flags: 3, action: 'ACCEPT' }) +
    flow({
      from: host,
      to: from,
      ports: [ports[1], ports[0]],
      at,
      packets,
      bytes: bytes + 900,
      flags: 19,
      action: 'ACCEPT',
    })
  );
};

const keysOf = (messages: { message: { key: string } }[]): string[] =>
  messages.map(({ message }) => message.key);

/** The only complaint, whose report passes the official schema of its type. */
async function only(made: Made, printed: Printed): Promise<Printed['complaints'][number]> {
  const [complaint = assert.fail(JSON.stringify(printed.left)), ...others] = printed.complaints;
  assert.deepEqual(
    others.map(({ actor, type }) => [actor, type]),
    [],
  );
  assert.deepEqual(problemsOf(JSON.parse(await made.read(complaint.paths.xarf)), complaint.type), []);
  return complaint;
}

test('a scanner whose SYNs nobody answered is a reconnaissance, and his address is said to be unverified', async (t) => {
  const made = await caseOf(t, { 'flows.log': HEADER + scan('203.0.113.9', 23) });
  const complaint = await only(made, await made.complain());
  assert.deepEqual(
    [complaint.actor, complaint.type, complaint.verified, complaint.count],
    ['203.0.113.9', 'reconnaissance', false, 40],
  );
  assert.ok(keysOf(complaint.because).includes('complaintUnverified'));
  const report = JSON.parse(await made.read(complaint.paths.xarf));
  assert.deepEqual(
    [
      report.probed_resources,
      report.total_probes,
      report.destination_port,
      report.protocol,
      report.evidence_source,
    ],
    [['tcp/23'], 40, 23, 'tcp', 'flow_analysis'],
  );
  assert.deepEqual(report.tags, ['attack:scan', 'source:not_verified']);
  const text = await made.read(complaint.paths.text);
  assert.match(text, /^Source address: 203\.0\.113\.9 \(not verified\)$/m);
  assert.match(text, /^Count: 40 flow records$/m);
  // Addresses, interface and account of the reporter are nobody's business.
  const said = `${text}${Buffer.from(report.evidence.at(-1).payload, 'base64').toString()}`;
  assert.doesNotMatch(said, /\b10\.0\.0\.|eni-|123456789012/);
});

test('a scanner who found an open port and talked to it is a port scan with his port', async (t) => {
  const found = talk('203.0.113.9', '10.0.0.60', [51_234, 23], 100, [6, 400]);
  const made = await caseOf(t, { 'flows.log': HEADER + scan('203.0.113.9', 23) + found });
  const complaint = await only(made, await made.complain());
  assert.deepEqual(
    [complaint.type, complaint.verified, complaint.source_port, complaint.count],
    ['port_scan', true, 51_234, 41],
  );
  const older = await made.complain('--form', 'xarf-v3', '--form', 'x-arf');
  const { paths } = older.complaints[0] ?? assert.fail();
  assert.ok(typeof paths['xarf-v3'] === 'string' && typeof paths['x-arf'] === 'string');
  assert.equal(JSON.parse(await made.read(paths['xarf-v3'])).Report.ReportType, 'Port-Scan');
});

test('a SYN and a FIN that were sent blindly are no handshake: our side must have closed, too', async (t) => {
  const blind =
    flow({
      from: '203.0.113.9',
      to: '10.0.0.60',
      ports: [51_234, 23],
      at: 100,
      packets: 3,
      bytes: 132,
      flags: 3,
      action: 'ACCEPT',
    }) +
    flow({
      from: '10.0.0.60',
      to: '203.0.113.9',
      ports: [23, 51_234],
      at: 100,
      packets: 5,
      bytes: 220,
      flags: 18,
      action: 'ACCEPT',
    });
  const made = await caseOf(t, { 'flows.log': HEADER + scan('203.0.113.9', 23) + blind });
  const complaint = await only(made, await made.complain());
  assert.deepEqual([complaint.type, complaint.verified], ['reconnaissance', false]);
});

test('a scan over UDP is unverified, whatever was answered', async (t) => {
  const made = await caseOf(t, { 'flows.log': HEADER + scan('203.0.113.9', 161, 17) });
  const complaint = await only(made, await made.complain());
  assert.deepEqual([complaint.type, complaint.verified], ['reconnaissance', false]);
  const report = JSON.parse(await made.read(complaint.paths.xarf));
  assert.deepEqual([report.protocol, report.probed_resources], ['udp', ['udp/161']]);
});

test('scanners of one cloud are one complaint, led by the one that is proven; the table says of each whether it is', async (t) => {
  const found = talk('54.144.0.1', '10.0.0.60', [51_234, 23], 100, [6, 400]);
  const log = HEADER + times(13, (n) => scan(`54.144.0.${n + 1}`, 23)) + found;
  const made = await caseOf(t, { 'flows.log': log, 'ip-ranges.json': amazon('54.144.0.0/14') });
  const complaint = await only(made, await made.complain());
  assert.deepEqual(
    [complaint.provider, complaint.actor, complaint.type, complaint.group?.addresses, complaint.group?.count],
    ['aws', '54.144.0.1', 'port_scan', 13, 13 * 40 + 1],
  );
  const { evidence } = JSON.parse(await made.read(complaint.paths.complaint));
  const table = evidence.find(({ text }: { text: string }) =>
    text.startsWith('source,first,last,flows,region,handshake\n'),
  );
  const proven = table.text.split('\n').filter((line: string) => line.endsWith(',yes'));
  assert.equal(proven.length, 1);
  assert.ok(proven[0].startsWith('54.144.0.1,'));
});

test('who answers our own scan, and who answers packets in our name, is no scanner', async (t) => {
  const backscatter = times(60, (n) =>
    flow({
      from: '203.0.113.50',
      to: `10.0.0.${n + 10}`,
      ports: [443, 40_000 + n],
      at: n,
      flags: 18,
      action: 'ACCEPT',
    }),
  );
  const refusals = times(60, (n) => {
    const at = 200 + n;
    const host = `203.0.113.${n + 100}`;
    return (
      flow({ from: '10.0.0.9', to: host, ports: [50_000 + n, 22], at, action: 'ACCEPT' }) +
      flow({ from: host, to: '10.0.0.9', ports: [22, 50_000 + n], at, flags: 20, action: 'ACCEPT' })
    );
  });
  const made = await caseOf(t, { 'flows.log': HEADER + backscatter + refusals });
  const { complaints, left } = await made.complain();
  assert.deepEqual(complaints, []);
  assert.ok(keysOf(left).includes('leftOwn'), 'our own scan is a finding about us');
});

/** So many logins over SSH that fail, as flow records show them. */
const guesses = (from: string): string =>
  times(60, (n) => talk(from, '10.0.0.20', [40_000 + n, 22], n * 7 + (n % 3), [15, 1748]));

test('guessing that flow records alone show is said to be that: connections, and no login', async (t) => {
  const made = await caseOf(t, { 'flows.log': HEADER + guesses('203.0.113.9') });
  const complaint = await only(made, await made.complain('--form', 'xarf-v3'));
  assert.deepEqual(
    [complaint.type, complaint.verified, complaint.count, complaint.source_port],
    ['reconnaissance', true, 60, 40_059],
  );
  assert.ok(keysOf(complaint.because).includes('complaintFlowLogins'));
  assert.equal(complaint.paths['xarf-v3'], null, 'v3 would call it a login attack');
  assert.match(await made.read(complaint.paths.text), /each as\s+large as a failed login/);
});

test('where the log of the service shows the logins, the flow records of the same are no second complaint', async (t) => {
  const logins = times(60, (n) => {
    const time = new Date((MORNING + n * 7 + (n % 3)) * 1000).toISOString().slice(0, 19);
    return `${time}+00:00 mail1 sshd[4711]: Failed password for ${n % 2 === 0 ? 'root' : 'bob'} from 203.0.113.9 port ${40_000 + n} ssh2\n`;
  });
  const made = await caseOf(t, { 'flows.log': HEADER + guesses('203.0.113.9'), 'auth.log': logins });
  const printed = await made.complain();
  const complaint = await only(made, printed);
  assert.deepEqual([complaint.type, complaint.count], ['login_attack', 60]);
  assert.deepEqual(keysOf(printed.left), ['leftCovered']);
});

test('pings and floods of half-open connections are left out, each with its reason', async (t) => {
  const pings = times(40, (n) =>
    flow({ from: '203.0.113.9', to: `10.0.0.${n + 10}`, ports: [0, 0], at: n, protocol: 1, bytes: 84 }),
  );
  const syns = times(6000, (n) =>
    flow({
      from: `198.51.${n >> 8}.${n & 255}`,
      to: '10.0.0.80',
      ports: [1024 + n, 443],
      at: 600 + (n % 50),
      action: 'ACCEPT',
    }),
  );
  const made = await caseOf(t, { 'flows.log': HEADER + pings + syns });
  const { complaints, left } = await made.complain();
  assert.deepEqual(complaints, []);
  assert.deepEqual(keysOf(left).sort(), ['leftFlood', 'leftPings']);
});

test('whoever only scans us is nobody’s next step where a notice waits, and is where none does', async (t) => {
  const scanned = { 'flows.log': HEADER + scan('203.0.113.9', 23) };
  const keys = async (files: Record<string, string>): Promise<string[]> =>
    keysOf(JSON.parse(await (await caseOf(t, files)).read('case.json')).next);
  assert.ok((await keys(scanned)).includes('nextComplain'));
  const notice = JSON.stringify({
    ...xarf4(WITH_PORT, REPORTER, '9ec5dbae-ce3a-4510-a12d-278888429dcf'),
    source_identifier: '198.51.100.20',
  });
  assert.ok(!(await keys({ ...scanned, 'notice.json': notice })).includes('nextComplain'));
});
