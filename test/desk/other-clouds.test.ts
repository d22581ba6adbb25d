import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { nodeEffects } from '../../src/base/effects.ts';
import { investigate } from '../../src/desk/investigation.ts';
import type { CaseDocument } from '../../src/model/case.ts';
import { settingsSchema } from '../../src/settings/settings.ts';
import { english } from '../english.ts';
import { fixture, temporary } from '../support.ts';

/** 2026-07-05 08:02:30 UTC, seconds: within the hour that the notices are about. */
const BEGINS = Date.parse('2026-07-05T08:02:30Z') / 1000;
/** Hosts that the scanner tries, one a second. */
const TARGETS = 200;

const isoOf = (second: number): string => new Date((BEGINS + second) * 1000).toISOString();
/** One of the networks that the scanner tries; the notice names the fifty-first. */
const targetOf = (at: number): string => (at === 50 ? '198.51.100.7' : `198.18.${at >> 7}.${(at % 128) + 1}`);

interface Files {
  [name: string]: string;
}

async function caseOf(t: TestContext, files: Files): Promise<{ document: CaseDocument; letters: string }> {
  const home = await temporary(t);
  const evidence = join(home, 'evidence');
  await mkdir(evidence);
  for (const [name, text] of Object.entries(files)) await writeFile(join(evidence, name), text);
  const effects = {
    ...nodeEffects(2),
    now: () => new Date('2026-07-06T16:30:00Z'),
    fetch: () => Promise.reject(new Error('no network here')),
    env: { ABUSEDESK_HOME: home },
  };
  const settings = settingsSchema.parse({ letters: ['en'] });
  const { document, folder } = await investigate(
    { paths: [evidence], folder: join(home, 'case'), settings },
    effects,
  );
  const letters = await Promise.all(document.letters.map(({ path }) => readFile(join(folder, path), 'utf8')));
  return { document, letters: letters.join('\n') };
}

/** Nothing of AWS's is said of a machine that is not there. */
function assertNoAws({ next, cost, gaps }: CaseDocument): void {
  const said = [...next.map(english), ...gaps.map(english)];
  assert.ok(
    said.every((text) => !/aws|security group|network ACL/.test(text)),
    said.join('\n'),
  );
  assert.equal(cost, undefined);
}

interface Translation {
  vm: string;
  src: string;
  dst: string;
  port: number;
  gateway: string;
  address: string;
}

function natEntry(at: number, { vm, src, dst, port, gateway, address }: Translation): string {
  const connection = {
    src_ip: src,
    src_port: 40_000 + at,
    dest_ip: dst,
    dest_port: port,
    protocol: 6,
    nat_ip: address,
    nat_port: 1024 + at,
  };
  const jsonPayload = {
    allocation_status: 'OK',
    connection,
    endpoint: { project_id: 'shop-1234', region: 'us-central1', vm_name: vm, zone: 'us-central1-a' },
    gateway_identifiers: { gateway_name: gateway, region: 'us-central1', router_name: 'r' },
    vpc: { project_id: 'shop-1234', subnetwork_name: 'web', vpc_name: 'shop' },
  };
  return `${JSON.stringify({ jsonPayload, timestamp: isoOf(at) })}\n`;
}

test('Google: behind Cloud NAT the machine is found by the log of the gateway whose address the notice names', async (t) => {
  const shop = { gateway: 'shop-nat', address: '203.0.113.10' };
  const log = Array.from({ length: TARGETS }, (_, at) => [
    natEntry(at, { vm: 'web-7', src: '10.128.0.5', dst: targetOf(at), port: 22, ...shop }),
    natEntry(at, { vm: 'app-1', src: '10.128.0.6', dst: '198.51.100.1', port: 443, ...shop }),
    // The same target from behind another gateway, whose address nobody accuses.
    natEntry(at, {
      vm: 'elsewhere',
      src: '10.129.0.9',
      dst: '198.51.100.7',
      port: 22,
      gateway: 'eu-nat',
      address: '203.0.113.77',
    }),
  ]).flat();
  const notice = await readFile(
    fixture('notices', 'google', 'intrusion-attempts-pacific-time', 'input.eml'),
    'utf8',
  );
  const { document, letters } = await caseOf(t, { 'nat.json': log.join(''), 'notice.eml': notice });
  const [culprit, ...others] = document.culprits;
  assert.deepEqual(others, []);
  assert.equal(culprit?.address, '10.128.0.5');
  assert.equal(culprit.instance, 'web-7');
  assert.deepEqual(culprit.via, { kind: 'nat', gateway: 'shop-nat', public: '203.0.113.10' });
  assert.deepEqual(culprit.ties, []);
  assert.equal(document.verdicts[0]?.verdict, 'confirmed');
  assert.ok(letters.includes('web-7'), letters);
  assertNoAws(document);
});

test('Google: flow logs of the machines themselves show the scan and the machine', async (t) => {
  const log = Array.from({ length: TARGETS }, (_, at) => {
    const entry = (src: string, dst: string, packets: number, reporter: string, vm: string): string => {
      const side = reporter === 'SRC' ? 'src' : 'dest';
      const [from, to] = reporter === 'SRC' ? [40_000 + at, 22] : [22, 40_000 + at];
      const jsonPayload = {
        connection: { src_ip: src, src_port: from, dest_ip: dst, dest_port: to, protocol: 6 },
        packets_sent: String(packets),
        bytes_sent: String(packets * 60),
        reporter,
        start_time: isoOf(at),
        end_time: isoOf(at),
        [`${side}_instance`]: {
          project_id: 'shop-1234',
          region: 'us-central1',
          vm_name: vm,
          zone: 'us-central1-a',
        },
      };
      return `${JSON.stringify({ jsonPayload, timestamp: isoOf(at) })}\n`;
    };
    return entry('10.128.0.5', targetOf(at), 1, 'SRC', 'web-7');
  });
  const { document } = await caseOf(t, { 'flows.json': log.join('') });
  const scan = document.findings.find(({ type }) => type === 'port_scan');
  assert.deepEqual(scan?.subject, {
    address: '10.128.0.5',
    instance: 'web-7',
    interface: 'us-central1-a/web-7',
  });
  assert.equal(scan.targets.hosts, TARGETS);
  assertNoAws(document);
});

test('Azure: a scan in the flow logs of a virtual network is that of the interface', async (t) => {
  const tuples = Array.from({ length: TARGETS }, (_, at) => {
    const ends = `10.1.0.4,${targetOf(at)},${40_000 + at},22,6,O`;
    const begun = (BEGINS + at) * 1000;
    return [`${begun},${ends},B,NX,0,0,0,0`, `${begun + 5000},${ends},E,NX,2,120,0,0`];
  }).flat();
  const record = {
    time: isoOf(0),
    flowLogVersion: 4,
    macAddress: '000D3AF8801A',
    category: 'FlowLogFlowEvent',
    targetResourceID:
      '/subscriptions/0a1b2c3d/resourceGroups/shop/providers/Microsoft.Network/virtualNetworks/shop-vnet',
    flowRecords: { flows: [{ aclID: 'x', flowGroups: [{ rule: 'allow', flowTuples: tuples }] }] },
  };
  const notice = 'We have seen a port scan.\nMicrosoft\n';
  const { document } = await caseOf(t, {
    'PT1H.json': JSON.stringify({ records: [record] }),
    'note.txt': notice,
  });
  const scan = document.findings.find(({ type }) => type === 'port_scan');
  assert.deepEqual(scan?.subject, { address: '10.1.0.4', interface: '000D3AF8801A' });
  assert.equal(scan.targets.hosts, TARGETS);
  assert.equal(document.culprits[0]?.interface, '000D3AF8801A');
  assertNoAws(document);
});

test('Oracle: a scan in VCN flow logs is that of the VNIC', async (t) => {
  const log = Array.from({ length: TARGETS }, (_, at) => {
    const data = {
      action: 'ACCEPT',
      bytesOut: 60,
      packets: 1,
      destinationAddress: targetOf(at),
      destinationPort: 22,
      sourceAddress: '10.0.0.5',
      sourcePort: 40_000 + at,
      protocol: 6,
      startTime: BEGINS + at,
      endTime: BEGINS + at + 5,
      status: 'OK',
    };
    const oracle = { tenantid: 'ocid1.tenancy.oc1..t', vnicocid: 'ocid1.vnic.oc1.iad.v' };
    const type = 'com.oraclecloud.vcn.flowlogs.DataEvent';
    return `${JSON.stringify({ data, oracle, specversion: '1.0', time: isoOf(at), type })}\n`;
  });
  const { document } = await caseOf(t, { 'flows.log': log.join('') });
  const scan = document.findings.find(({ type }) => type === 'port_scan');
  assert.deepEqual(scan?.subject, { address: '10.0.0.5', interface: 'ocid1.vnic.oc1.iad.v' });
  assert.equal(document.culprits[0]?.interface, 'ocid1.vnic.oc1.iad.v');
  assertNoAws(document);
});
