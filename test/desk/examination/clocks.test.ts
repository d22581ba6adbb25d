import assert from 'node:assert/strict';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { caseSchema } from '../../../src/model/case.ts';
import { run } from '../../cli/run.ts';
import { main } from '../../../src/cli/main.ts';
import { world } from '../../attribution/world.ts';

const NOW = new Date('2026-11-29T12:00:00Z');
const START = Date.parse('2026-11-20T01:00:00Z');
const HOUR = 3_600_000;

/** When a client that comes when it likes was there, after the start. */
const VISITS = Array.from({ length: 24 }, (_, i) => (i * i * 2 + i) * 60_000);
const CLIENTS = ['203.0.113.7', '203.0.113.8'];

/** Cowrie's log on a host that is so many hours ahead, and writes `Z` all the same. */
function cowrie(hours: number): string {
  const events = CLIENTS.flatMap((src_ip, client) =>
    VISITS.map((at, i) => ({
      eventid: 'cowrie.login.failed',
      username: 'root',
      password: 'x',
      session: `${client}-${i}`,
      src_ip,
      timestamp: new Date(START + at + client * 30_000 + hours * HOUR).toISOString().replace('Z', '000Z'),
    })),
  );
  return `${events.map((event) => JSON.stringify(event)).join('\n')}\n`;
}

/** OpenCanary's log on a host whose clock runs in its zone and is taken for UTC. */
function openCanary(hours: number): string {
  const events = CLIENTS.flatMap((src_host, client) =>
    VISITS.map((at) => ({
      dst_host: '10.0.1.5',
      dst_port: 22,
      logdata: { USERNAME: 'root', PASSWORD: 'x' },
      logtype: 4002,
      node_id: 'canary-1',
      src_host,
      src_port: 40_000,
      utc_time: new Date(START + at + client * 30_000 + hours * HOUR)
        .toISOString()
        .replace('T', ' ')
        .replace('Z', '000'),
    })),
  );
  return `${events.map((event) => JSON.stringify(event)).join('\n')}\n`;
}

/** A flow log of the same visits: its times are seconds since 1970. */
function flows(delay = 0): string {
  const lines = CLIENTS.flatMap((src, client) =>
    VISITS.map((at) => {
      const second = Math.floor((START + at + delay) / 1000) + client * 30;
      return `2 123456789012 eni-0aaaaaaaaaaaaaaa1 ${src} 10.0.1.5 40000 22 6 3 180 ${second} ${second + 10} ACCEPT OK`;
    }),
  );
  return `${lines.join('\n')}\n`;
}

type Gap = ReturnType<typeof caseSchema.parse>['gaps'][number];

async function clockGapsOf(
  t: TestContext,
  files: Record<string, string>,
  ...options: string[]
): Promise<{ gaps: Gap[]; folder: string; zones: Record<string, string> }> {
  const argv = [
    'investigate',
    ...Object.keys(files),
    '--case',
    'x.case',
    '--json',
    '--quiet',
    '--ours',
    '10.0.0.0/8',
    ...options,
  ];
  const { stdout: out, code, folder, stderr: err } = await run(t, files, argv, { now: () => NOW });
  assert.equal(code, 0, err);
  return { folder, ...told(out) };
}

function told(out: string): { gaps: Gap[]; zones: Record<string, string> } {
  const document = caseSchema.parse(JSON.parse(out));
  const keys = new Set(['gapShifted', 'gapFuture', 'gapWritten']);
  return {
    gaps: document.gaps.filter(({ message }) => keys.has(message.key)),
    zones: Object.fromEntries(document.evidence.map(({ path, zone = '' }) => [path, zone])),
  };
}

test('a honeypot in Tokyo that writes Z is found out by a flow log, and its zone by name cures it', async (t) => {
  const files = { 'cowrie.json': cowrie(9), 'flows.log': flows() };
  const { gaps } = await clockGapsOf(t, files);
  assert.deepEqual(
    gaps.map(({ message }) => message),
    [
      {
        key: 'gapShifted',
        params: {
          path: 'cowrie.json',
          other: 'flows.log',
          minutes: 540,
          cure: { argv: ['--zone', 'cowrie.json=+09:00'] },
        },
      },
    ],
  );
  assert.match(gaps[0]?.text ?? '', /9 hours ahead of that of flows\.log.*--zone cowrie\.json=\+09:00/);
  const cured = await clockGapsOf(t, files, '--zone', 'cowrie.json=+09:00');
  assert.deepEqual(cured.gaps, []);
  assert.equal(cured.zones['cowrie.json'], '+09:00, as given');
});

test('so is OpenCanary, whose times have no zone', async (t) => {
  const files = { 'opencanary.log': openCanary(-5), 'flows.log': flows() };
  const { gaps } = await clockGapsOf(t, files);
  assert.deepEqual(
    gaps.map(({ message }) => message),
    [
      {
        key: 'gapShifted',
        params: {
          path: 'opencanary.log',
          other: 'flows.log',
          minutes: -300,
          cure: { argv: ['--zone', 'opencanary.log=-05:00'] },
        },
      },
    ],
  );
  assert.deepEqual((await clockGapsOf(t, files, '--zone', 'opencanary.log=-05:00')).gaps, []);
  assert.deepEqual((await clockGapsOf(t, { ...files, 'opencanary.log': openCanary(0) })).gaps, []);
});

test('a zone for all logs moves no time that says its own', async (t) => {
  const { gaps, zones } = await clockGapsOf(
    t,
    { 'cowrie.json': cowrie(0), 'flows.log': flows() },
    '--zone',
    'Asia/Tokyo',
  );
  assert.deepEqual(gaps, []);
  assert.match(zones['cowrie.json'] ?? '', /^UTC/);
});

test('clocks that agree, and clients that come an hour after they were elsewhere for an hour, are no lie', async (t) => {
  const agreeing = await clockGapsOf(t, { 'cowrie.json': cowrie(0), 'flows.log': flows(20_000) });
  assert.deepEqual(agreeing.gaps, []);
  const later = await clockGapsOf(t, { 'cowrie.json': cowrie(0), 'flows.log': flows(67 * 60_000) });
  assert.deepEqual(later.gaps, []);
});

test('a log that ends after its file was written is named', async (t) => {
  const { folder } = await run(t, { 'cowrie.json': cowrie(9) }, ['formats', '--json']);
  const written = new Date(START + (VISITS.at(-1) ?? 0) + 60_000);
  await utimes(join(folder, 'cowrie.json'), written, written);
  const { effects, written: output } = world(join(folder, 'home'), { cwd: () => folder, now: () => NOW });
  const argv = ['investigate', 'cowrie.json', '--case', 'x.case', '--json', '--quiet'];
  assert.equal(await main(argv, new AbortController().signal, effects), 0);
  const { gaps } = told(output.stdout);
  assert.deepEqual(
    gaps.map(({ message }) => [
      message.key,
      Object.entries(message.params).find(([name]) => name === 'hours')?.[1],
    ]),
    [['gapWritten', 8]],
  );
});
