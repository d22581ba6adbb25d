import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../cli/run.ts';

/** What Logs Insights shows of `stats count(dstPort) as portsScanned by srcAddr, dstAddr, dstPort`, in front of a NAT gateway. */
const COUNTED = `srcAddr,dstAddr,dstPort,portsScanned
10.10.1.17,10.10.2.68,22,812
10.10.1.17,10.10.2.68,23,790
10.10.1.17,10.10.2.68,445,603
10.10.1.17,10.10.2.68,3389,598
10.10.1.21,10.10.2.68,443,41
10.10.1.22,10.10.2.68,443,37
`;
const NOTICE = `Account ID:
123456789012

AWS ID: 123456789012    Region: ap-northeast-2    [203.0.113.10]

Reported Activity: Port Scanning
Abuse Time: 20 Nov 2026 14:46:36 GMT
`;

test('the result of a query that counted is evidence: the host that stands out is likely, with its count', async (t) => {
  const files = { 'in/insights.csv': COUNTED, 'in/notice.txt': NOTICE };
  const { code, stdout, stderr } = await run(t, files, ['investigate', 'in', '--case', 'x.case', '--json']);
  assert.equal(code, 0, stderr);
  const document = JSON.parse(stdout);
  const [culprit] = document.culprits;
  assert.equal(culprit?.address, '10.10.1.17', JSON.stringify(document.gaps));
  assert.equal(document.conclusion.certainty, 'likely');
  assert.match(JSON.stringify(culprit.message), /2803/);
});
