import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { run } from '../../cli/run.ts';

const HOST = '10.0.3.17';
const HEADER =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n';
const START = 1_795_900_000;

/** What the host sent from a port to an address. */
function sent(port: number, client: string, packets: number, at = 0): string {
  const ends = `${HOST} ${client} ${port} ${50_000 + at}`;
  return `2 123456789012 eni-0a ${ends} 6 ${packets} ${packets * 200} ${START + at} ${START + at + 50} ACCEPT OK\n`;
}

/** Windows' Security log: refused logons of one address, then one by Remote Desktop that worked. */
function securityLog(refused: number): string {
  const event = (id: number, second: number, type: string): string =>
    `${JSON.stringify({
      EventTime: new Date((START + second) * 1000).toISOString().replace('.000Z', 'Z'),
      EventID: id,
      TargetUserName: 'Administrator',
      LogonType: type,
      IpAddress: '203.0.113.9',
      IpPort: '52114',
      ...(id === 4625 && { Status: '0xc000006d', SubStatus: '0xc000006a' }),
    })}\n`;
  const failures = Array.from({ length: refused }, (_, i) => event(4625, i * 7, '3'));
  return failures.join('') + event(4624, refused * 7 + 5, '10');
}

interface Case {
  findings: { detector: string; message: { params: Record<string, unknown> } }[];
  host?: { checks: { id: string; outcome: string; message: { params: Record<string, unknown> } }[] };
}

async function investigate(t: TestContext, files: Record<string, string>): Promise<Case> {
  const argv = ['investigate', 'e', '--case', 'x.case', '--json', '--quiet', '--ours', '10.0.0.0/8'];
  const ran = await run(t, files, argv);
  assert.equal(ran.code, 0, ran.stderr);
  const document: Case = JSON.parse(ran.stdout);
  return document;
}

/** What checks of reached ports say. */
function reached({ host }: Case): string[] {
  return (host?.checks ?? [])
    .filter(({ id }) => id.startsWith('reached.'))
    .map(({ id, outcome, message }) => `${id} ${outcome} ${String(message.params['clients'])}`)
    .sort();
}

const WINDOWS =
  'C:\\>netstat -abno\n\nActive Connections\n\n  Proto  Local Address          Foreign Address        State           PID\n' +
  '  TCP    0.0.0.0:3389           0.0.0.0:0              LISTENING       1044\n  TermService\n [svchost.exe]\n';

test('Remote Desktop that many addresses reached, and a password that was guessed there, are how it came in', async (t) => {
  const clients = Array.from({ length: 12 }, (_, i) => sent(3389, `203.0.113.${i + 1}`, 40, i * 60));
  const document = await investigate(t, {
    'e/flows.log': HEADER + clients.join('') + sent(443, '198.51.100.7', 40),
    'e/netstat.txt': WINDOWS,
    'e/security.json': securityLog(30),
  });
  assert.deepEqual(reached(document), ['reached.3389 failed 12']);
  const worked = document.findings.find(({ detector }) => detector === 'login-credentials-worked');
  assert.ok(worked !== undefined, document.findings.map(({ detector }) => detector).join(', '));
  assert.match(JSON.stringify(worked), /203\.0\.113\.9/);
});

test('an answer to a scan, traffic among our own hosts, and a few people who log in accuse nobody', async (t) => {
  const scans = Array.from({ length: 40 }, (_, i) => sent(3389, `198.51.100.${i + 1}`, 1, i * 60));
  const own = Array.from({ length: 40 }, (_, i) => sent(22, `10.0.9.${i + 1}`, 40, i * 60));
  const document = await investigate(t, {
    'e/flows.log': HEADER + [...scans, ...own].join('') + sent(22, '203.0.113.200', 40),
    'e/netstat.txt': WINDOWS,
  });
  assert.deepEqual(reached(document), ['reached.22 cannot_tell 1']);
});
