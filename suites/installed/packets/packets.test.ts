import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { generatePcap } from '../../../bench/generate/pcap.ts';
import { nodeEffects } from '../../../src/base/effects.ts';
import { survey } from '../../../src/evidence/survey.ts';
import { openEngine } from '../../../src/events/engines/duckdb/engine.ts';
import { ingest } from '../../../src/events/ingest/ingest.ts';
import { fixture, temporary } from '../../../test/support.ts';

const effects = nodeEffects(4);

/** Packets of both directions by pair of ends, as `a <-> b`, the lesser end first. */
type Conversations = Map<string, [number, number]>;

function add(all: Conversations, from: string, to: string, packets: number): void {
  const forward = from < to;
  const key = forward ? `${from} <-> ${to}` : `${to} <-> ${from}`;
  const both = all.get(key) ?? [0, 0];
  both[forward ? 0 : 1] += packets;
  all.set(key, both);
}

/** What tshark counts: `a:1 <-> b:2  frames bytes  frames bytes …`, the first pair of numbers from b to a. */
function tshark(file: string, protocol: 'tcp' | 'udp'): Conversations {
  const text = execFileSync('tshark', ['-n', '-r', file, '-q', '-z', `conv,${protocol}`], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const all: Conversations = new Map();
  for (const line of text.split('\n')) {
    const [a, arrow, b, ...rest] = line.trim().split(/\s+/);
    if (arrow !== '<->' || a === undefined || b === undefined) continue;
    // Sizes come as `120 bytes` or as a bare number, by version.
    const numbers = rest.filter((word) => /^\d+$/.test(word)).map(Number);
    add(all, b, a, numbers[0] ?? 0);
    add(all, a, b, numbers[2] ?? 0);
  }
  return all;
}

async function ours(
  t: TestContext,
  file: string,
): Promise<{ packets: number; octets: number; of: (protocol: number) => Promise<Conversations> }> {
  const folder = await temporary(t);
  const { found } = await survey([file], join(folder, 'scratch'), {}, effects);
  const [evidence] = await ingest(found, join(folder, 'lake'), {}, effects);
  const engine = await openEngine(join(folder, 'lake'));
  t.after(() => engine.close());
  const [sum] = await engine.query('SELECT sum(bytes) AS octets FROM flows');
  return {
    packets: evidence?.read ?? 0,
    octets: Number(sum?.['octets']),
    of: async (protocol) => {
      const rows = await engine.query(
        `SELECT src || ':' || src_port AS a, dst || ':' || dst_port AS b, sum(packets) AS packets
         FROM flows WHERE protocol = ${protocol} GROUP BY 1, 2`,
      );
      const all: Conversations = new Map();
      for (const row of rows) add(all, String(row['a']), String(row['b']), Number(row['packets']));
      return all;
    },
  };
}

function capinfos(file: string): number {
  const text = execFileSync('capinfos', ['-c', '-M', '-r', '-T', file], { encoding: 'utf8' });
  return Number(text.trim().split('\t').at(-1));
}

async function files(t: TestContext): Promise<string[]> {
  const folder = await temporary(t);
  const made = [join(folder, 'mixed.pcap'), join(folder, 'small.pcap'), join(folder, 'mixed.pcapng')];
  await generatePcap('mixed', made[0]!, 20e6);
  await generatePcap('small', made[1]!, 3e6);
  execFileSync('editcap', ['-F', 'pcapng', made[0]!, made[2]!]);
  return [fixture('formats', 'pcap', 'scan.pcap'), fixture('formats', 'pcapng', 'scan.pcapng'), ...made];
}

test('there are as many packets as capinfos counts, and the conversations of tshark with their packets', async (t) => {
  for (const file of await files(t)) {
    const { packets, of } = await ours(t, file);
    assert.equal(packets, capinfos(file), file);
    assert.deepEqual(sorted(await of(6)), sorted(tshark(file, 'tcp')), file);
    assert.deepEqual(sorted(await of(17)), sorted(tshark(file, 'udp')), file);
  }
});

test('a capture whose snapshot length was cut afterwards counts the same packets and bytes', async (t) => {
  const file = (await files(t)).find((name) => name.endsWith('mixed.pcap')) ?? '';
  const short = join(await temporary(t), 'short.pcap');
  execFileSync('editcap', ['-F', 'pcap', '-s', '60', file, short]);
  const whole = await ours(t, file);
  const cut = await ours(t, short);
  assert.equal(cut.octets, whole.octets);
  assert.deepEqual(sorted(await cut.of(6)), sorted(await whole.of(6)));
});

function sorted(all: Conversations): [string, [number, number]][] {
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1));
}
