import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Finding } from '../../../../src/model/finding.ts';
import { findAll } from '../../../../src/findings/index.ts';
import { Vpc } from '../../support/generate-flows.ts';
import type { Sent } from '../../support/generate-flows.ts';
import { flowContext } from '../../support/lake.ts';
import { backup, conversation, everyday } from '../../support/scenarios.ts';
import { english } from '../../../english.ts';
import { FLOOD_NUMBERS } from '../../../../src/findings/detectors/flood/numbers.ts';
import { BACKSCATTER_NUMBERS } from '../../../../src/findings/detectors/backscatter/numbers.ts';
import { numberOf } from '../../support/numbers.ts';

const VICTIM = '198.51.100.7';

async function findingsOf(t: TestContext, vpc: Vpc): Promise<Finding[]> {
  return findAll(await flowContext(t, vpc.rows));
}

interface Stream {
  /** Length of each record in seconds. */
  record: number;
  records: number;
  perSecond: Sent;
  back?: Sent;
  protocol: number;
  port: number;
  sourcePorts?: number;
}

/** A steady stream to one target, in records of the log's aggregation. */
function stream(
  vpc: Vpc,
  host: string,
  { record, records, perSecond, back, protocol, port, sourcePorts = 1 }: Stream,
): void {
  for (let i = 0; i < records; i++) {
    for (let source = 0; source < sourcePorts; source++) {
      const times = ({ packets, bytes, flags }: Sent): Sent => ({
        packets: Math.round((packets * record) / sourcePorts),
        bytes: Math.round((bytes * record) / sourcePorts),
        ...(flags === undefined ? {} : { flags }),
      });
      vpc.talk({
        host,
        remote: VICTIM,
        port,
        protocol,
        at: i * record,
        seconds: record - 1,
        out: times(perSecond),
        back: back === undefined ? undefined : times(back),
        clientPort: 40_000 + source,
      });
    }
  }
}

test('a UDP flood is found at the rate that the notice would state', async (t) => {
  const vpc = new Vpc(1, 'v2 whole VPC', 20);
  everyday(vpc);
  const host = vpc.hosts[2] ?? '';
  stream(vpc, host, {
    record: 60,
    records: 1,
    perSecond: { packets: 4854, bytes: 4_902_792 },
    protocol: 17,
    port: 80,
  });
  const findings = await findingsOf(t, vpc);
  assert.deepEqual(
    findings.map(({ detector, subject, targets }) => ({ detector, address: subject.address, targets })),
    [{ detector: 'flood', address: host, targets: { hosts: 1, ports: [80], sample: [VICTIM] } }],
  );
  assert.equal(numberOf(FLOOD_NUMBERS, findings[0], 'packets_per_second'), 4854);
  assert.match(
    english(findings[0]?.message) ?? '',
    /sent UDP to port 80 of 198\.51\.100\.7 at up to 4,900 packets\/s .*; nothing came back\./,
  );
});

test('the same flood has the same rate in records of one and of ten minutes', async (t) => {
  const rates: (number | undefined)[] = [];
  for (const record of [60, 600]) {
    const vpc = new Vpc(2, 'v5 whole VPC', 20);
    everyday(vpc);
    stream(vpc, vpc.hosts[2] ?? '', {
      record,
      records: 1800 / record,
      perSecond: { packets: 30_000, bytes: 1_800_000, flags: 0 },
      protocol: 17,
      port: 53,
      sourcePorts: 50,
    });
    const findings = await findingsOf(t, vpc);
    assert.equal(findings.length, 1);
    assert.equal(findings[0]?.confidence, 0.95);
    rates.push(numberOf(FLOOD_NUMBERS, findings[0], 'packets_per_second'));
  }
  assert.deepEqual(rates, [30_000, 30_000]);
});

test('a SYN flood is one although the target answers each packet at first', async (t) => {
  const vpc = new Vpc(3, 'v5 whole VPC', 20);
  const perSecond = { packets: 25_000, bytes: 1_100_000, flags: 2 };
  const back = { packets: 20_000, bytes: 880_000, flags: 18 };
  stream(vpc, vpc.hosts[0] ?? '', { record: 60, records: 5, perSecond, back, protocol: 6, port: 443 });
  assert.deepEqual(
    (await findingsOf(t, vpc)).map(({ detector }) => detector),
    ['flood'],
  );
});

test('an ICMP flood is found, and packets count once behind a NAT', async (t) => {
  const vpc = new Vpc(4, 'v5 whole VPC', 20);
  const perSecond = { packets: 21_000, bytes: 1_300_000, flags: 0 };
  stream(vpc, vpc.hosts[0] ?? '', { record: 60, records: 2, perSecond, protocol: 1, port: 0 });
  const [finding, ...others] = await findingsOf(t, vpc);
  assert.deepEqual(others, []);
  assert.equal(finding?.numbers.packets, 2_520_000);
});

test('a backup that uploads at a gigabit is no flood: it is acknowledged', async (t) => {
  for (const variant of ['v2 whole VPC', 'v5 whole VPC'] as const) {
    const vpc = new Vpc(5, variant, 20);
    everyday(vpc);
    backup(vpc, vpc.hosts[1] ?? '');
    assert.deepEqual(await findingsOf(t, vpc), [], variant);
  }
});

test('a one-way video stream of 20 Mbit/s is no flood', async (t) => {
  const vpc = new Vpc(6, 'v2 whole VPC', 20);
  const perSecond = { packets: 1900, bytes: 2_500_000 };
  stream(vpc, vpc.hosts[1] ?? '', { record: 60, records: 30, perSecond, protocol: 17, port: 5004 });
  assert.deepEqual(await findingsOf(t, vpc), []);
});

test('a flood that hits us is not our flood', async (t) => {
  const vpc = new Vpc(7, 'v5 whole VPC', 20);
  const host = vpc.hosts[0] ?? '';
  for (let i = 0; i < 10; i++) {
    const back = { packets: 3_000_000, bytes: 180_000_000, flags: 2 };
    const out = { packets: 900_000, bytes: 40_000_000, flags: 18 };
    vpc.talk({
      host,
      remote: VICTIM,
      port: 443,
      at: i * 60,
      seconds: 59,
      out,
      back,
      inbound: true,
      direct: true,
    });
  }
  assert.deepEqual(await findingsOf(t, vpc), []);
});

test('packets that our own rules rejected hit nobody', async (t) => {
  const vpc = new Vpc(8, 'v2 whole VPC', 20);
  const out = { packets: 3_000_000, bytes: 180_000_000 };
  vpc.talk({
    host: vpc.hosts[0] ?? '',
    remote: VICTIM,
    port: 80,
    protocol: 17,
    at: 0,
    seconds: 59,
    out,
    back: undefined,
    action: 'REJECT',
    direct: true,
  });
  assert.deepEqual(await findingsOf(t, vpc), []);
});

test('strangers who answer what nobody asked are victims, and no host of ours is a scanner', async (t) => {
  const vpc = new Vpc(9, 'v5 whole VPC', 40);
  everyday(vpc);
  const victims = Array.from({ length: 30 }, () => vpc.remote());
  for (let i = 0; i < 600; i++) {
    // The resets that our hosts send back look like packets to port 80 of many hosts.
    vpc.talk({
      host: vpc.pick(vpc.hosts),
      remote: vpc.pick(victims),
      port: 80,
      at: vpc.next(250),
      out: { packets: 1, bytes: 40, flags: 4 },
      back: { packets: 1, bytes: 44, flags: 18 },
      direct: true,
    });
  }
  const findings = await findingsOf(t, vpc);
  assert.deepEqual(
    findings.map((finding) => ({
      detector: finding.detector,
      direction: finding.direction,
      severity: finding.severity,
      victims: numberOf(BACKSCATTER_NUMBERS, finding, 'victims'),
    })),
    [{ detector: 'backscatter', direction: 'inbound', severity: 'low', victims: 30 }],
  );
});

test('One ping, a name asked for or a page fetched from a victim does not hide its backscatter', async (t) => {
  const vpc = new Vpc(21, 'v5 whole VPC', 20);
  const victim = '45.9.9.80';
  const [first = '', second = ''] = vpc.hosts;
  for (const [i, host] of vpc.hosts.entries()) {
    const out = { packets: 1, bytes: 40, flags: 4 };
    const back = { packets: 1, bytes: 44, flags: 18 };
    vpc.talk({ host, remote: victim, port: 80, at: i, direct: true, out, back });
  }
  const small = { packets: 1, bytes: 72 };
  vpc.talk({ host: first, remote: victim, port: 0, protocol: 1, at: 40, out: small, back: undefined });
  vpc.talk({ host: first, remote: victim, port: 53, protocol: 17, at: 41, out: small, back: small });
  conversation(vpc, second, victim, 443, 42);
  const found = await findingsOf(t, vpc);
  assert.deepEqual(
    found.map((finding) => [
      finding.detector,
      numberOf(BACKSCATTER_NUMBERS, finding, 'victims'),
      finding.numbers.hosts,
    ]),
    [['backscatter', 1, vpc.hosts.length]],
  );
});

test('resets to one host are no scan in a log without flags either', async (t) => {
  const vpc = new Vpc(10, 'v2 whole VPC', 20);
  for (let i = 0; i < 200; i++) {
    const talk = { host: vpc.hosts[0] ?? '', remote: vpc.remote(), port: 80, at: i, direct: true };
    vpc.talk({ ...talk, out: { packets: 1, bytes: 40 }, back: { packets: 1, bytes: 44 } });
  }
  assert.deepEqual(await findingsOf(t, vpc), []);
});
