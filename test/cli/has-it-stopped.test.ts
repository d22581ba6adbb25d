import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { main } from '../../src/cli/main.ts';
import { world } from '../attribution/world.ts';
import { temporary } from '../support.ts';

const INSTANCE = 'i-0a5306f1eb7c8294d';
const SCANNER = 'eni-0a5306f1eb7c8294d';
const NEIGHBOUR = 'eni-0b5306f1eb7c8294d';
const LAST = '2026-11-20T15:02:12Z';
const HEADER =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';

const second = (instant: string): number => Date.parse(instant) / 1000;

/** Records of a minute: who scans port 22 until `last`, and a neighbour with a web page until the log ends. */
function flowLog(until: string, last = LAST): string {
  const ends = second(until);
  const lines = [HEADER];
  const record = (networkInterface: string, flow: string, end: number, action: string): void => {
    lines.push(`2 123456789012 ${networkInterface} ${flow} ${end - 10} ${end} ${action} OK`);
  };
  const began = second('2026-11-20T14:50:00Z');
  for (let i = 0; i < 300; i++) {
    const end = Math.round(began + ((second(last) - began) * (i + 1)) / 300);
    record(SCANNER, `10.0.0.5 198.18.${i >> 6}.${1 + (i & 63)} ${40_000 + i} 22 6 1 60`, end, 'ACCEPT');
  }
  for (let end = began; end <= ends; end += 12) {
    const port = 50_000 + ((end - began) / 12) * 1;
    record(NEIGHBOUR, `10.0.0.6 93.184.215.14 ${port} 443 6 10 900`, end, 'ACCEPT');
    record(NEIGHBOUR, `93.184.215.14 10.0.0.6 443 ${port} 6 12 9000`, end, 'ACCEPT');
  }
  return `${lines.join('\n')}\n`;
}

const attached = (id: string, instance: string, address: string, publicIp: string): object => ({
  NetworkInterfaceId: id,
  PrivateIpAddress: address,
  InterfaceType: 'interface',
  Status: 'in-use',
  VpcId: 'vpc-0c1d2e3f4a5b6c7d8',
  SubnetId: 'subnet-0c1d2e3f4a5b6c7d8',
  Association: { PublicIp: publicIp },
  Attachment: { InstanceId: instance, DeviceIndex: 0 },
  PrivateIpAddresses: [{ PrivateIpAddress: address, Primary: true, Association: { PublicIp: publicIp } }],
});

const NOTICE = `From: "AWS Trust & Safety" <trustandsafety@support.aws.com>
To: security@shop.example
Subject: Your AWS Abuse Report [27579687149] [AWS ID 123456789012]
Date: Fri, 20 Nov 2026 15:52:27 +0000
Message-ID: <0100019347a1c2de-27579687149-000000@email.amazonses.com>
Content-Type: text/plain; charset=utf-8

Account ID:
123456789012

AWS ID: 123456789012    Region: ap-northeast-2    [203.0.113.10]

Reported Activity: Port Scanning
Abuse Time: 20 Nov 2026 14:55:36 GMT
`;

/** A case of a scan that is seen until 15:02:12, in a log that runs to `until`. */
async function investigated(t: TestContext, until: string, last?: string) {
  const home = await temporary(t);
  const evidence = join(home, 'evidence');
  await mkdir(evidence);
  await writeFile(join(evidence, 'flows.log'), flowLog(until, last));
  await writeFile(join(evidence, 'notice.eml'), NOTICE.replaceAll('\n', '\r\n'));
  const interfaces = [
    attached(SCANNER, INSTANCE, '10.0.0.5', '203.0.113.10'),
    attached(NEIGHBOUR, 'i-0b5306f1eb7c8294d', '10.0.0.6', '203.0.113.11'),
  ];
  await writeFile(join(evidence, 'interfaces.json'), JSON.stringify({ NetworkInterfaces: interfaces }));
  const run = async (...argv: string[]) => {
    const { effects, written } = world(home, { cwd: () => home });
    const code = await main(argv, new AbortController().signal, effects);
    return { ...written, code };
  };
  const dir = join(home, 'scan.case');
  const { code, stdout, stderr } = await run('investigate', evidence, '--case', dir);
  assert.equal(code, 0, stderr);
  const letters = await readdir(join(dir, 'letters'));
  const letter = letters.find((name) => /interim.*\.en\./.test(name));
  assert.ok(letter !== undefined, letters.join(' '));
  const spaces = (text: string): string =>
    text.replaceAll(/<[^>]*>|&nbsp;/g, ' ').replaceAll(/[\s\u00a0]+/g, ' ');
  const page = await readFile(join(dir, 'report.html'), 'utf8');
  return {
    dir,
    home,
    run,
    screen: spaces(stdout),
    report: spaces(/<span class="stopped">.*?<\/section>/s.exec(page)?.[0] ?? page.slice(0, 300)),
    letter: spaces(await readFile(join(dir, 'letters', letter), 'utf8')),
  };
}

test('headline, page and letter say that it was last seen at 15:02:12 and that the log runs quiet to 15:24', async (t) => {
  const { screen, report, letter } = await investigated(t, '2026-11-20T15:24:00Z');
  for (const text of [screen, report, letter]) {
    assert.match(
      text,
      /last seen at 2026-11-20 15:02:12 UTC; the logs run to 15:24:00 UTC and show none after that/,
    );
  }
});

test('a log that ends while records may still be on their way says from when on it can be known', async (t) => {
  // Records of a minute, a minute late, delivered to a bucket ten minutes later.
  const { screen, report, letter } = await investigated(t, '2026-11-20T15:14:00Z');
  for (const text of [screen, report, letter]) {
    assert.match(text, /cannot be told: it was last seen at 2026-11-20 15:02:12 UTC, and the logs end 1[12]/);
    assert.match(text, /run to 15:14:12 UTC will tell/);
  }
});

test('a scan that is seen to the end of the log is said to go on', async (t) => {
  const { screen, letter } = await investigated(t, '2026-11-20T15:24:00Z', '2026-11-20T15:23:50Z');
  for (const text of [screen, letter]) assert.match(text, /still going on when the logs end/);
});

/** The journal as `contain apply` leaves it, of a plan that made its cut at a moment. */
async function cutAt(home: string, at: string): Promise<void> {
  const id = '1f2e3d4c';
  const plan = {
    schema: 'abusedesk.contain/1',
    id,
    made: '2026-11-20T15:00:00.000Z',
    region: 'ap-northeast-2',
    instance: INSTANCE,
    interfaces: [{ id: SCANNER, addresses: ['10.0.0.5'] }],
    changes: [
      {
        kind: 'acl_entry',
        target: 'acl-0c1d2e3f4a5b6c7d8',
        at: { egress: true, number: 1 },
        before: null,
        after: { action: 'deny', protocol: '6', cidr: '0.0.0.0/0', ports: [22, 22] },
      },
    ],
  };
  await mkdir(join(home, 'contain'), { recursive: true });
  const lines = [
    { what: 'begin', id, at, plan },
    { what: 'change', id, at, n: 0 },
    { what: 'done', id, at, n: 0 },
    { what: 'end', id, at },
  ];
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  await writeFile(join(home, 'contain', 'journal.jsonl'), text);
}

test('contain verify says stopped, not stopped, or from when on it can be known, by the cut and the log', async (t) => {
  const { dir, home, run } = await investigated(t, '2026-11-20T15:24:00Z');
  const verified = async (cut: string) => {
    await cutAt(home, cut);
    const { code, stdout, stderr } = await run('contain', 'verify', dir, '--json');
    assert.equal(code, 0, stderr);
    const { verdict, because, knowable_from: from } = JSON.parse(stdout);
    return { verdict, because, from };
  };
  // The log runs twelve minutes and more beyond the cut: a record, its lateness, its delivery.
  assert.deepEqual(await verified('2026-11-20T15:02:13.000Z'), {
    verdict: 'stopped',
    because: 'quiet',
    from: null,
  });
  assert.deepEqual(await verified('2026-11-20T15:11:50.000Z'), {
    verdict: 'stopped',
    because: 'quiet',
    from: null,
  });
  assert.deepEqual(await verified('2026-11-20T15:12:30.000Z'), {
    verdict: 'not_yet_knowable',
    because: 'log_ends',
    from: '2026-11-20T15:24:30.000Z',
  });
  assert.deepEqual(await verified('2026-11-20T14:55:00.000Z'), {
    verdict: 'not_stopped',
    because: 'let_through',
    from: null,
  });
});

test('contain verify says it in a sentence, in five languages', async (t) => {
  const { dir, home, run } = await investigated(t, '2026-11-20T15:24:00Z');
  await cutAt(home, '2026-11-20T15:20:00.000Z');
  for (const lang of ['en', 'ja', 'ko', 'zh', 'ru']) {
    const { stdout } = await run('contain', 'verify', dir, '--lang', lang);
    assert.match(stdout, /15:24:00/, lang);
    assert.match(stdout, /15:32:00/, lang);
  }
});
