/**
 * How fast a capture becomes a lake, beside other programs in the same run. The counts are checked against what the
 * generator wrote.
 *
 *   node dist/bench/pcap.js [--mb 1000] [--runs 2] [--threads 4]
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeEffects } from '../src/effects.ts';
import { survey } from '../src/evidence/survey.ts';
import { openLake } from '../src/events/engines/duckdb.ts';
import { ingest } from '../src/events/ingest/ingest.ts';
import { generatePcap } from './generate/pcap.ts';
import type { CaptureKind, CaptureTruth } from './generate/pcap.ts';
import { inOwnProcess, option, printTable, timed, timeProgram } from './measure.ts';
import type { Measure } from './measure.ts';

const THREADS = Number(option('threads') ?? 4);
const OURS = 'abusedesk: capture to lake';

async function ours(capture: string, folder: string): Promise<Measure> {
  const effects = nodeEffects(THREADS);
  const { found } = await survey([capture], join(folder, 'scratch'), {}, effects);
  return timed(async () => {
    const [evidence] = await ingest(found, join(folder, 'lake'), { read: {} }, effects);
    const { parsed = 0, skipped = 0, rejected = 0, notes = [] } = evidence ?? {};
    return { parsed, skipped, rejected, notes: notes.length };
  });
}

/** Throws if the lake holds anything but what was written. */
async function check(folder: string, truth: CaptureTruth): Promise<void> {
  const engine = await openLake(join(folder, 'lake'), { threads: THREADS });
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
    [
      OURS,
      () =>
        inOwnProcess(import.meta.url, [
          '--step',
          'ours',
          '--capture',
          capture,
          '--folder',
          folder,
          '--threads',
          String(THREADS),
        ]),
    ],
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

function rowOf(
  name: string,
  measure: Measure | undefined,
  truth: CaptureTruth,
  reference: Measure | undefined,
): string[] {
  if (measure === undefined) return [name, 'not installed'];
  const { seconds, cpu, rss } = measure;
  return [
    name,
    seconds.toFixed(2),
    (truth.bytes / 1e6 / seconds).toFixed(0),
    cpu?.toFixed(1) ?? '',
    rss === undefined ? '' : (rss / 1e6).toFixed(0),
    reference === undefined ? '' : (seconds / reference.seconds).toFixed(1),
  ];
}

/** tshark takes minutes for a gigabyte of small packets: it is run once. */
function runsOf(name: string, runs: number): number {
  return name.startsWith('tshark') ? 1 : runs;
}

async function compare(kind: CaptureKind, megabytes: number, runs: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'abusedesk-bench-'));
  try {
    const capture = join(folder, `${kind}.pcap`);
    const truth = await generatePcap(kind, capture, megabytes * 1e6);
    const { packets, conversations, rows } = truth;
    console.log(
      `\n${kind}: ${megabytes} MB, ${packets} packets, ${conversations} conversations, ${rows} rows, ${THREADS} threads`,
    );
    const skipped = new Set((option('skip') ?? '').split(','));
    const results = new Map<string, Measure | undefined>();
    for (const [name, run] of stepsOf(capture, folder)) {
      if (!skipped.has(name.split(',')[0] ?? '')) results.set(name, await best(runsOf(name, runs), run));
    }
    const reference = results.get(OURS);
    printTable(
      ['', 'seconds', 'MB/s', 'CPU s', 'peak MB', 'time against ours'],
      [...results].map(([name, measure]) => rowOf(name, measure, truth, reference)),
    );
    const detail = reference?.detail ?? {};
    if (detail['parsed'] !== packets) throw new Error(`${detail['parsed']} packets instead of ${packets}`);
    if (detail['notes'] === 0) await check(folder, truth);
    else console.log('  conversations were written early: rows are not compared');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (option('step') === 'ours') {
  console.log(JSON.stringify(await ours(option('capture') ?? '', option('folder') ?? '')));
} else {
  const megabytes = Number(option('mb') ?? 1000);
  const runs = Number(option('runs') ?? 2);
  for (const kind of ['small', 'mixed'] as const) await compare(kind, megabytes, runs);
}
