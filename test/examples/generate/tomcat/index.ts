import { Chance } from '../chance.ts';
import { gzip } from '../example.ts';
import type { Example } from '../example.ts';
import { flowLog } from './flow-log.ts';
import type { Burst } from './flow-log.ts';
import { COUNTER, PASTES, PROCESS, SERVER, VICTIM } from './host.ts';

function seconds(instant: string): number {
  return Date.parse(instant) / 1000;
}

/** What the notice says was sent in each of its minutes; nothing came back. */
const BURSTS: readonly Burst[] = [
  { at: seconds('2017-12-14T02:02:00Z'), packets: 291_255, bytes: 294_167_550 },
  { at: seconds('2017-12-14T02:03:00Z'), packets: 1_039_685, bytes: 1_050_081_850 },
];
const WINDOWS = [
  ['14-12-2017 02:02:28 UTC', '14-12-2017 02:03:28 UTC'],
  ['14-12-2017 02:03:15 UTC', '14-12-2017 02:04:15 UTC'],
] as const;

/** The figures of the notice, block by block, days first. */
function notice(): string {
  const blocks = BURSTS.map(({ packets, bytes }, i) => {
    const [from, to] = WINDOWS[i] ?? ['', ''];
    return [
      `AWS Account: ${SERVER.account}`,
      `EC2 Instance Id: ${SERVER.instance}`,
      `Report begin time: ${from}`,
      `Report end time: ${to}`,
      '',
      'Protocol: TCP',
      `Remote IP: ${VICTIM}`,
      'Remote port(s): 80',
      '',
      `Total bytes sent: ${bytes}`,
      `Total packets sent: ${packets}`,
      'Total bytes received: 0',
      'Total packets received: 0',
      '',
    ].join('\n');
  });
  return blocks.join('\n');
}

/** A Tomcat server that floods somebody: a notice, a flow log, and what its administrator pasted. */
export function tomcatDos() {
  const { text, records } = flowLog(
    seconds('2017-12-14T01:40:00Z'),
    seconds('2017-12-14T02:20:00Z'),
    BURSTS,
    new Chance(19_719),
  );
  return {
    name: 'tomcat-dos',
    files: new Map([
      ['notice.txt', Buffer.from(notice())],
      [`flows/${SERVER.account}_vpcflowlogs_${SERVER.region}_fl-0a1b2c3d_20171214T0140Z.log.gz`, gzip(text)],
      ...Object.entries(PASTES).map(([path, paste]) => [path, Buffer.from(paste)] as const),
    ]),
    truth: {
      flows: { records },
      victim: VICTIM,
      server: { address: SERVER.address, interface: SERVER.interface },
      process: { ...PROCESS, protocol: 6 },
      counter: COUNTER,
      bursts: BURSTS.map(({ packets, bytes }) => ({ packets, bytes })),
    },
  } satisfies Example;
}
