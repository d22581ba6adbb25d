/**
 * How much memory reading takes, whatever the input's size: a flow log of 1 GB is read as if it were many
 * times as long.
 *
 *   node dist/bench/memory.js [--gb 10]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeEffects } from '../src/effects.ts';
import type { Found, Opened } from '../src/evidence/found.ts';
import { survey } from '../src/evidence/survey.ts';
import { ingest } from '../src/events/ingest/ingest.ts';
import { generateFlows } from './generate/flows.ts';
import { option } from './measure.ts';

const LIMIT = 2 ** 30;
const effects = nodeEffects(4);

/** The same content `times` over, as one file. */
function repeated(one: Found, times: number): Found {
  function open(): Opened {
    async function* content(): AsyncGenerator<Uint8Array> {
      for (let i = 0; i < times; i++) yield* one.open().content;
    }
    return { content: content(), finished: () => Promise.resolve({ sha256: '0'.repeat(64) }) };
  }
  return { ...one, bytes: one.bytes * times, open };
}

const folder = await mkdtemp(join(tmpdir(), 'abusedesk-bench-'));
try {
  const gigabytes = Number(option('gb') ?? 10);
  const log = join(folder, 'v5.log');
  await generateFlows(log, Math.min(1, gigabytes) * 1000, 'v5');
  const { found } = await survey([log], join(folder, 'scratch'), {}, effects);
  const long = found.map((one) => repeated(one, Math.ceil(gigabytes)));
  const began = performance.now();
  const [evidence] = await ingest(long, join(folder, 'lake'), { read: {} }, effects);
  const seconds = (performance.now() - began) / 1000;
  const peak = process.resourceUsage().maxRSS * 1024;
  console.log(
    `${gigabytes} GB, ${evidence?.parsed} records in ${seconds.toFixed(1)} s; peak memory ${(peak / 1e6).toFixed(0)} MB of ${(LIMIT / 1e6).toFixed(0)} allowed`,
  );
  if (peak > LIMIT) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
