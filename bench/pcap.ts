/**
 * How fast a capture becomes a lake, beside other programs in the same run. The counts are checked against what the
 * generator wrote.
 *
 *   node dist/bench/pcap.js [--mb 1000] [--runs 2] [--threads 4] [--skip tshark,capinfos]
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openEngine } from '../src/events/engines/duckdb/engine.ts';
import { generatePcap } from './generate/pcap.ts';
import type { CaptureKind, CaptureTruth } from './generate/pcap.ts';
import { checkCounts, ownStep, THREADS, toLake } from './lake.ts';
import {
  COMPARISON_HEAD,
  comparisonRows,
  inFolder,
  numberOption,
  option,
  printTable,
  timeProgram,
  wantedSteps,
} from './measure.ts';
import type { Measure } from './measure.ts';

const OURS = 'abusedesk: capture to lake';

/** Throws if the lake holds anything but what was written. */
async function check(folder: string, truth: CaptureTruth): Promise<void> {
  const engine = await openEngine(join(folder, 'lake'), { threads: THREADS });
  const [row] = await engine.query(
    `SELECT count(*) AS n, sum(packets) AS packets, sum(bytes) AS octets,
       sum(CASE WHEN state = 'unanswered' THEN 1 ELSE 0 END) AS unanswered FROM flows`,
  );
  await engine.close();
  const expected = {
    n: truth.rows,
    packets: truth.packets,
    octets: truth.octets,
    unanswered: truth.unanswered,
  };
  for (const [name, value] of Object.entries(expected)) {
    if (Number(row?.[name]) !== value) throw new Error(`${name}: ${String(row?.[name])} instead of ${value}`);
  }
}

function stepsOf(capture: string, folder: string): [string, () => Promise<Measure | undefined>][] {
  return [
    ['cat > /dev/null', () => timeProgram('cat', [capture])],
    [OURS, () => ownStep(import.meta.url, 'ours', { capture, folder })],
    [
      'nfpcapd to nfdump files',
      async () => {
        const out = join(folder, 'nfcapd');
        await mkdir(out, { recursive: true });
        return timeProgram('nfpcapd', ['-r', capture, '-w', out]);
      },
    ],
    ['capinfos', () => timeProgram('capinfos', [capture])],
    [
      'tshark, fields of each packet',
      () =>
        timeProgram('tshark', [
          '-n',
          '-r',
          capture,
          '-T',
          'fields',
          '-e',
          'ip.src',
          '-e',
          'ip.dst',
          '-e',
          'tcp.flags',
        ]),
    ],
  ];
}

async function best(runs: number, run: () => Promise<Measure | undefined>): Promise<Measure | undefined> {
  const measures: Measure[] = [];
  for (let i = 0; i < runs; i++) {
    const measure = await run();
    if (measure === undefined) return undefined;
    measures.push(measure);
  }
  return measures.toSorted((a, b) => a.seconds - b.seconds)[0];
}

/** tshark takes minutes for a gigabyte of small packets: it is run once. */
function runsOf(name: string, runs: number): number {
  return name.startsWith('tshark') ? 1 : runs;
}

async function compare(kind: CaptureKind, megabytes: number, runs: number): Promise<void> {
  await inFolder(async (folder) => {
    const capture = join(folder, `${kind}.pcap`);
    const truth = await generatePcap(kind, capture, megabytes * 1e6);
    const { packets, conversations, rows } = truth;
    console.log(
      `\n${kind}: ${megabytes} MB, ${packets} packets, ${conversations} conversations, ${rows} rows, ${THREADS} threads`,
    );
    const results = new Map<string, Measure | undefined>();
    for (const [name, run] of wantedSteps(stepsOf(capture, folder)))
      results.set(name, await best(runsOf(name, runs), run));
    const reference = results.get(OURS);
    printTable(COMPARISON_HEAD, comparisonRows(results, truth.bytes, reference));
    checkCounts(reference, { parsed: packets, rejected: 0, skipped: 0 });
    if (reference?.detail?.['notes'] === 0) await check(folder, truth);
    else console.log('  conversations were written early: rows are not compared');
  });
}

if (option('step') === 'ours') {
  console.log(JSON.stringify(await toLake([option('capture') ?? ''], option('folder') ?? '')));
} else {
  const megabytes = numberOption('mb', 1000);
  const runs = numberOption('runs', 2);
  for (const kind of ['small', 'mixed'] as const) await compare(kind, megabytes, runs);
}
