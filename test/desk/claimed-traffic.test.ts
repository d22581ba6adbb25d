import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { run } from '../cli/run.ts';

const NOTICE = `AWS Account: 123456789012
EC2 Instance Id: i-0c1d2e3f4a5b6c7d8
Report begin time: 14-12-2017 02:02:28 UTC
Report end time: 14-12-2017 02:03:28 UTC

Protocol: TCP
Remote IP: 203.0.113.80
Remote port(s): 80

Total bytes sent: 294167550
Total packets sent: 291255
Total bytes received: 0
Total packets received: 0
`;
const HEADER =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';
/** One connection, in the log from 02:02:00 to 02:31:00 on 14 December 2017. */
const FLOWS = [1_513_216_920, 1_513_217_880, 1_513_218_600].map(
  (start) =>
    `2 123456789012 eni-0b5c1d2e3f4a5b6c7 10.20.1.24 203.0.113.80 40112 80 6 97085 98055850 ${start} ${start + 60} ACCEPT OK`,
);

function paste(date: string, local: string): string {
  return `[root@ip-10-20-1-24 ~]# date\nThu Dec 14 ${date} UTC 2017\n[root@ip-10-20-1-24 ~]# ss -tnp\nState Recv-Q Send-Q Local Address:Port Peer Address:PortProcess\nESTAB 0 0 ${local} 203.0.113.80:80 users:(("update",pid=4711,fd=3))\n`;
}

interface Printed {
  host: {
    traffic: { answer: string; message: { key: string }; records?: number; pids: number[] }[];
    processes: { pid: number; culprit: boolean }[];
  };
}

async function traffic(t: TestContext, text: string): Promise<Printed['host']> {
  const files = {
    'in/notice.txt': NOTICE,
    'in/flows.log': `${[HEADER, ...FLOWS].join('\n')}\n`,
    'in/host.txt': text,
  };
  const { code, stdout, stderr } = await run(t, files, ['investigate', 'in', '--json', '--case', 'case']);
  assert.equal(code, 0, stderr);
  const { host }: Printed = JSON.parse(stdout);
  return host;
}

test('a socket half an hour after the notice is the connection of the flow log, by its ports, and its process the culprit', async (t) => {
  const { traffic: answers, processes } = await traffic(t, paste('02:31:22', '10.20.1.24:40112'));
  assert.deepEqual(
    answers.map(({ answer, message, pids, records }) => [answer, message.key, pids, records]),
    [['process', 'trafficConnection', [4711], 1]],
  );
  assert.deepEqual(
    processes.map(({ pid, culprit }) => [pid, culprit]),
    [[4711, true]],
  );
});

test('another connection to the same address, half an hour later, makes no process the culprit', async (t) => {
  const { traffic: answers, processes } = await traffic(t, paste('02:31:22', '10.20.1.24:40999'));
  assert.deepEqual(
    answers.map(({ answer, message }) => [answer, message.key]),
    [['cannot_tell', 'trafficOtherTime']],
  );
  assert.ok(processes.every(({ culprit }) => !culprit));
});

test('sockets of a host with another address say nothing of the traffic', async (t) => {
  const { traffic: answers } = await traffic(t, paste('02:03:00', '10.20.1.77:40999'));
  assert.deepEqual(
    answers.map(({ answer, message }) => [answer, message.key]),
    [['cannot_tell', 'trafficOtherHost']],
  );
});
