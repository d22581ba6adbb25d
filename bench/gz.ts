/**
 * What a compressed flow log costs beside inflating it: one `.gz`, then the same content in several, as they lie in a
 * bucket.
 *
 *   node dist/bench/gz.js [--mb 1000] [--files 8] [--runs 2]
 */
import { createReadStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { makeInput } from './generate/input.ts';
import type { Input } from './generate/input.ts';
import { checkCounts, describeWork, ownStep, THREADS, toLake } from './lake.ts';
import {
  COMPARISON_HEAD,
  comparisonRows,
  inFolder,
  inRounds,
  numberOption,
  option,
  printTable,
  timed,
  timeProgram,
} from './measure.ts';
import type { Measure } from './measure.ts';

const OURS = 'abusedesk: .gz to lake';

/** Node's own inflating and nothing else, several files at a time. */
async function inflate(paths: readonly string[]): Promise<Measure> {
  return timed(async () => {
    const sizes = await Promise.all(paths.map(inflatedSize));
    return { bytes: sizes.reduce((sum, size) => sum + size, 0) };
  });
}

async function inflatedSize(path: string): Promise<number> {
  const content = createReadStream(path, { highWaterMark: 2 ** 20 }).pipe(
    createGunzip({ chunkSize: 2 ** 20 }),
  );
  let size = 0;
  content.on('data', (piece: Buffer) => (size += piece.length));
  await finished(content);
  return size;
}

async function filesOf(logs: string): Promise<string[]> {
  return (await readdir(logs)).sort().map((name) => join(logs, name));
}

async function compare(count: number, bytes: number, runs: number): Promise<void> {
  await inFolder(async (folder) => {
    const logs = join(folder, 'logs');
    await mkdir(logs);
    const made: Input[] = [];
    for (let i = 1; i <= count; i++) made.push(await makeInput('gz', logs, bytes / count, i));
    const total = (name: 'bytes' | 'read' | 'parsed'): number =>
      made.reduce((sum, one) => sum + one[name], 0);
    const paths = made.map(({ path }) => path);
    console.log(
      `\n${count} .gz of ${(total('bytes') / 1e6).toFixed(0)} MB of flow logs in all, ${THREADS} threads`,
    );
    const own = (step: string): Promise<Measure> => ownStep(import.meta.url, step, { logs, folder });
    const results = await inRounds(
      [
        ['gzip -dc', () => timeProgram('gzip', ['-dc', ...paths])],
        ['pigz -dc', () => timeProgram('pigz', ['-dc', ...paths])],
        ['node: inflate alone', () => own('inflate')],
        [OURS, () => own('ours')],
      ],
      runs,
    );
    const reference = results.get(OURS);
    printTable(COMPARISON_HEAD, comparisonRows(results, total('bytes'), reference));
    checkCounts(reference, { read: total('read'), parsed: total('parsed'), rejected: 0 });
    checkCounts(results.get('node: inflate alone'), { bytes: total('bytes') });
    if (reference !== undefined) console.log(describeWork(reference));
  });
}

const step = option('step');
if (step === undefined) {
  const bytes = numberOption('mb', 1000) * 1e6;
  const runs = numberOption('runs', 2);
  await compare(1, bytes, runs);
  await compare(numberOption('files', 8), bytes, runs);
} else {
  const logs = option('logs') ?? '';
  const measure =
    step === 'ours' ? await toLake([logs], option('folder') ?? '') : await inflate(await filesOf(logs));
  console.log(JSON.stringify(measure));
}
