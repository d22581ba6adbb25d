// oxlint-disable typescript/no-unsafe-type-assertion -- what the program itself wrote, as JSON
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fixture, numbers, temporary } from '../../test/support.ts';
import { costOf, MAX_RESIDENT } from './costs.ts';
import { recorder } from './figures.ts';
import { inPiece, sized } from './size.ts';

const note = recorder('binaries');
/** Files whose records are bytes; other programs' libraries read some of them in this process. */
const ORIGINALS = [
  ['vpc-flow-parquet', 'v5-hourly.parquet'],
  ['pcap', 'scan.pcap'],
  ['pcap', 'scan-big-endian-nanoseconds.pcap'],
  ['pcapng', 'scan.pcapng'],
] as const;
const MUTANTS = sized(75, 1500);
/** So many files a run: a run that a mutant ends tells of few. */
const BATCH = 75;

/** Bytes that programs have stumbled over: where a length, an offset or a count was expected. */
const ODD = [0, 1, 0x7f, 0x80, 0xfe, 0xff];

/** One or a few places of the file changed, cut out, put in twice, or all behind one cut off. */
function mutantOf(original: Buffer, chance: () => number): Buffer {
  const below = (limit: number): number => Math.floor((chance() / 2 ** 32) * limit);
  let bytes = Buffer.from(original);
  for (let times = below(4); times >= 0; times -= 1) {
    const at = below(bytes.length);
    const to = Math.min(bytes.length, at + 1 + below(16));
    switch (below(6)) {
      case 0:
        bytes[at] = below(256);
        break;
      case 1:
        bytes.fill(ODD[below(ODD.length)]!, at, to);
        break;
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]);
        break;
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)]);
        break;
      case 4:
        // The last bytes of a Parquet file say where everything is.
        bytes[bytes.length - 1 - below(Math.min(64, bytes.length))] = below(256);
        break;
      default:
        bytes = Buffer.from(bytes.subarray(0, Math.max(8, at)));
    }
  }
  return bytes;
}

interface Shown {
  evidence: { path: string; read: number; parsed: number; rejected: number; skipped: number }[];
}

test('captures and Parquet files that are broken anywhere are read as far as they go, and end no run', async (t) => {
  const root = await temporary(t);
  let mutants = 0;
  const batches = Array.from({ length: MUTANTS / BATCH }, (_, i) => i);
  for (const [family, name] of ORIGINALS) {
    const original = readFileSync(fixture('formats', family, name));
    for (const batch of inPiece(batches)) {
      const chance = numbers(500 + batch);
      const folder = join(root, `${name}-${batch}`);
      mkdirSync(folder);
      for (let i = 0; i < BATCH; i += 1) {
        writeFileSync(join(folder, `${i}-${name}`), mutantOf(original, chance));
      }
      const argv = ['investigate', folder, '--case', join(root, `${name}-${batch}.case`), '--json'];
      const { code, signal, resident, stdout, stderr } = await costOf(argv, root);
      assert.equal(code, 0, `${name}, batch ${batch}: ${code ?? signal} ${stderr}`);
      assert.ok(resident <= MAX_RESIDENT, `${name}, batch ${batch}: ${resident}`);
      const { evidence } = JSON.parse(stdout) as Shown;
      assert.equal(evidence.length, BATCH);
      for (const { path, read, parsed, rejected, skipped } of evidence) {
        assert.equal(read, parsed + rejected + skipped, path);
      }
      assert.ok(
        evidence.some(({ parsed }) => parsed > 0),
        'some are still read',
      );
      mutants += BATCH;
    }
  }
  note('mutant-binaries', mutants);
});
