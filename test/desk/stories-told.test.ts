import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { run } from '../cli/run.ts';

/** The blocks of a notice of a flood, with what their owner has masked, and what was pasted from the host beside them. */
const BLOCK = `AWS Account: ********
Report begin time: 14-12-2017 02:02:28 UTC
Report end time: 14-12-2017 02:03:28 UTC

Protocol: TCP
Remote IP: ...
Remote port(s): 80

Total bytes sent: 294167550
Total packets sent: 291255
Total bytes received: 0
Total packets received: 0
`;
const SECOND = BLOCK.replace('02:02:28', '02:03:15')
  .replace('02:03:28', '02:04:15')
  .replace('294167550', '1050081850')
  .replace('291255', '1039685');
const PASTES = `[root@ip-10-0-0-90 tmp]# file Sender
Sender: ELF 32-bit LSB executable, Intel 80386, version 1 (SYSV), statically linked, for GNU/Linux 2.2.5, not stripped
[root@ip-10-0-0-90 tmp]#

raw   104832 426240 0.0.0.0:6                   0.0.0.0:*                   7           19719/Sender
raw   104832 228096 0.0.0.0:6                   0.0.0.0:*                   7           19719/Sender

[root@ip-10-0-0-90 tmp]# ifconfig
eth0      Link encap:Ethernet  HWaddr ********
          inet addr:******** Bcast:10.0.0.255  Mask:255.255.255.0
          UP BROADCAST RUNNING MULTICAST  MTU:9001  Metric:1
          RX packets:1136962 errors:0 dropped:0 overruns:0 frame:0
          TX packets:2081358186 errors:0 dropped:0 overruns:0 carrier:0
          collisions:0 txqueuelen:1000
          RX bytes:860855089 (820.9 MiB)  TX bytes:2130697820190 (1.9 TiB)
`;

interface Told {
  /** What the terminal shows. */
  screen: string;
  /** The words of the report, without its marks. */
  page: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- what a user reads of case.json
  document: any;
}

async function told(t: TestContext, files: Record<string, string>): Promise<Told> {
  const given = Object.fromEntries(Object.entries(files).map(([name, text]) => [`in/${name}`, text]));
  const { code, stdout, stderr, folder } = await run(t, given, ['investigate', 'in', '--case', 'x.case']);
  assert.equal(code, 0, stderr);
  const html = await readFile(join(folder, 'x.case', 'report.html'), 'utf8');
  const body = html.slice(html.indexOf('<body'));
  return {
    screen: stdout.replaceAll(/\s+/g, ' '),
    page: body.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' '),
    document: JSON.parse(await readFile(join(folder, 'x.case', 'case.json'), 'utf8')),
  };
}

test('where no log can tell, the answer says which process the host shows, and the bill has both of its sums', async (t) => {
  const { screen, page, document } = await told(t, {
    'notice.txt': `${BLOCK}\n${SECOND}`,
    'pastes.txt': PASTES,
  });
  const [answer = ''] = screen.split('Deadline');
  assert.match(answer, /Sender \(19719\)/);
  assert.equal(document.conclusion.certainty, 'cannot_tell');
  assert.match(screen, /Bill .*191\.67 USD .* 1\.9 TiB/);
  assert.match(page, /What it cost By the interface counters of the host 191\.67 USD/);
});

test('what a notice gives with nothing but a mask is said, and so is whom it was done to', async (t) => {
  const { page } = await told(t, { 'notice.txt': BLOCK });
  assert.match(page, /AWS Account: \*{8}/);
  assert.match(page, /Remote IP: \.\.\./);
  const complaint = `Your outstanding EC2 abuse reports: Intrusion Attempts activity from account xxxx370, no response received.

The IP 34.xx.xx.40 has just been banned by Fail2Ban after
1 attempts against apache-critical.

Domain: books.example (5.xx.172.xx)
/srv/web/logs/access:34.xx.xx.40 - - [13/May/2019:05:06:11 +0200] "GET /books.php?lang=ab'&id_n=8'" HTTP/1.1" 200 206265 "-" "-" "-"
`;
  const second = await told(t, { 'notice.txt': complaint });
  assert.match(second.page, /Target\s+books\.example/);
  assert.deepEqual(second.document.sources, [], 'a mask has no owner');
});

test('a notice without anything of the host leads to looking inside it, and a list of processes alone still does', async (t) => {
  const keys = (document: Told['document']): string[] =>
    document.next.map(({ message }: { message: { key: string } }) => message.key);
  assert.ok(keys((await told(t, { 'notice.txt': BLOCK })).document).includes('nextInside'));
  assert.ok(keys((await told(t, { 'notice.txt': BLOCK, 'p.txt': PASTES })).document).includes('nextInside'));
  assert.ok(!keys((await told(t, { 'p.txt': PASTES })).document).includes('nextInside'));
});

test('counts without a notice name who stands out and accuse nobody', async (t) => {
  const counts = `srcAddr,dstAddr,dstPort,portsScanned
10.10.1.17,10.10.2.68,22,812
10.10.1.17,10.10.2.68,23,790
10.10.1.17,10.10.2.68,445,603
10.10.1.22,10.10.2.68,443,64
`;
  const { screen, document } = await told(t, { 'insights.csv': counts });
  assert.match(screen, /^10\.10\.1\.17 .*2,205 flow records to ports 22, 23, 445/);
  assert.deepEqual([document.culprits, document.conclusion.certainty], [[], 'cannot_tell']);
  const quiet = await told(t, { 'insights.csv': counts.replace(/^10\.10\.1\.17,.*\n/gm, '') });
  assert.doesNotMatch(quiet.screen, /stands out/);
});

test('whoever had the right password and was kept out did not get in', async (t) => {
  const refused = `2026-01-05T01:31:41.000000+00:00 web sshd[812]: ROOT LOGIN REFUSED FROM 203.0.113.7 port 40123
2026-01-05T01:31:43.000000+00:00 web sshd[812]: Failed password for root from 203.0.113.7 port 40123 ssh2
`;
  const { screen, document } = await told(t, { 'auth.log': refused });
  assert.doesNotMatch(screen, /got in/);
  assert.match(screen, /right password or key of root .* refused/);
  assert.deepEqual(document.conclusion.credentials, []);
});

test('one file is a file', async (t) => {
  const { page } = await told(t, { 'notice.txt': BLOCK });
  assert.match(page, /\b1 file\. 1 record read/);
});
