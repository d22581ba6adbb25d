import { Chance } from '../chance.ts';
import { rangesExcerpt } from '../example.ts';
import type { Example, Prefix } from '../example.ts';
import { CHECKED, download, everyday } from './everyday.ts';
import { emptyLine, files } from './flow-log.ts';
import { inventory } from './inventory.ts';
import { notice, RECEIVED, REFERENCE } from './notice.ts';
import { COMPLAINANT, scan } from './scan.ts';
import { ACCOUNT, BALANCERS, CULPRIT, IDLE, MONITOR, NAT, NAT_GATEWAY, REGION } from './vpc.ts';

const FROM = Date.parse('2026-11-20T14:10:00Z') / 1000;
const TO = Date.parse('2026-11-20T15:25:00Z') / 1000;
const SCAN_FROM = Date.parse('2026-11-20T14:31:07Z') / 1000;
const SCAN_TO = Date.parse('2026-11-20T15:02:11Z') / 1000;
const TARGETS = 12_043;

// As AWS published them in 2026.
const PREFIXES: readonly Prefix[] = [
  ['52.219.56.0/22', ['AMAZON', 'S3'], REGION],
  ['52.219.144.0/22', ['AMAZON', 'S3'], REGION],
  ['52.95.192.0/20', ['AMAZON'], REGION],
  ['3.34.0.0/15', ['AMAZON', 'EC2'], REGION],
  ['3.36.0.0/14', ['AMAZON', 'EC2'], REGION],
  ['13.124.0.0/16', ['AMAZON', 'EC2'], REGION],
  ['13.125.0.0/16', ['AMAZON', 'EC2'], REGION],
  ['52.79.0.0/16', ['AMAZON', 'EC2'], REGION],
];

/** Intervals without records: an unused card's, and one in which records of a balancer were lost. */
function emptyIntervals(): { start: number; line: string }[] {
  const lines: { start: number; line: string }[] = [];
  for (let start = FROM; start < TO; start += 600)
    lines.push({ start, line: emptyLine(IDLE, start, 'NODATA') });
  const lost = FROM + 47 * 60;
  lines.push({ start: lost, line: emptyLine(BALANCERS[1] ?? IDLE, lost, 'SKIPDATA') });
  return lines;
}

function instant(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000', '');
}

/** A notice about a NAT gateway's address; the host behind it that scanned, and a busy one that did not. */
export function natPortScan() {
  const made = scan(TARGETS, SCAN_FROM, SCAN_TO, new Chance(1120));
  const legs = [
    ...everyday(FROM, TO, new Chance(2026)),
    ...download(SCAN_FROM - 93, new Chance(3)),
    ...made.legs,
  ];
  const empty = emptyIntervals();
  const seen = made.probes.filter(
    ({ target, at }) => target.startsWith(COMPLAINANT) && at >= SCAN_FROM + 900,
  );
  const reported = seen.slice(0, 12);
  const flowFiles = files(legs, empty);
  const sent = made.legs.filter((leg) => leg.card === CULPRIT && leg.direction === 'egress');
  return {
    name: 'nat-port-scan',
    files: new Map([
      ['notice.eml', notice(reported)],
      ['ip-ranges.json', rangesExcerpt('2026-11-20T09:43:15Z', PREFIXES, true)],
      ...inventory(),
      ...flowFiles,
    ]),
    truth: {
      notice: {
        reference: REFERENCE,
        account: ACCOUNT,
        region: REGION,
        address: NAT.public,
        received: RECEIVED,
        abuse_time: instant(reported[0]?.at ?? 0),
        remotes: reported.map(({ target }) => target),
      },
      flows: { files: flowFiles.size, records: legs.length, no_data: empty.length - 1, skip_data: 1 },
      culprit: {
        address: CULPRIT.address,
        interface: CULPRIT.eni,
        instance: CULPRIT.instance,
        name: CULPRIT.name,
        nat: { gateway: NAT_GATEWAY, interface: NAT.eni, address: NAT.address, public: NAT.public },
      },
      scan: {
        port: 22,
        targets: TARGETS,
        from: instant(SCAN_FROM),
        to: instant(SCAN_TO),
        packets: sent.reduce((sum, leg) => sum + leg.sent.packets, 0),
        bytes: sent.reduce((sum, leg) => sum + leg.sent.bytes, 0),
      },
      innocent: {
        address: MONITOR.address,
        instance: MONITOR.instance,
        name: MONITOR.name,
        targets: CHECKED.length,
      },
    },
  } satisfies Example;
}
