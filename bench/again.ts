/**
 * What a second run on the same case costs, with nothing changed, beside the first: by the clock and of the processors.
 *
 *   node dist/bench/again.js [--format v2,v2-ordinary,combined] [--mb 400] [--runs 3]
 */
import { join } from 'node:path';
import { ROOT } from '../test/support.ts';
import { generateFlows } from './generate/flows.ts';
import { generateWeb } from './generate/web.ts';
import { inFolder, listOption, median, numberOption, printTable, took } from './measure.ts';

const FORMATS = ['v2', 'v2-ordinary', 'combined'] as const;
type Format = (typeof FORMATS)[number];

/** An ordinary flow log: some thousand addresses knock again and again. */
const ORDINARY = 20_000;

async function made(format: Format, log: string, megabytes: number): Promise<void> {
  if (format === 'combined') generateWeb(format, log, megabytes * 1e6);
  else await generateFlows(log, megabytes, 'v2', { strangers: format === 'v2' ? 0 : ORDINARY });
}

async function measure(format: Format, folder: string): Promise<void> {
  const log = join(folder, `${format}.log`);
  await made(format, log, numberOption('mb', 400));
  const folderOf = join(folder, 'one.case');
  const program = [
    process.execPath,
    join(ROOT, 'bin', 'abusedesk.js'),
    'investigate',
    log,
    '--case',
    folderOf,
  ];
  const env = { ...process.env, ABUSEDESK_HOME: join(folder, 'home') };
  const first = took([...program, '--anew', '--quiet'], env);
  const seconds = Array.from({ length: numberOption('runs', 3) }, () => took([...program, '--quiet'], env));
  const hashed = took(['sha256sum', log], env);
  const again = {
    wall: median(seconds.map(({ wall }) => wall)),
    cpu: median(seconds.map(({ cpu }) => cpu)),
  };
  console.log(`\n${format}`);
  printTable(
    ['', 'seconds', 'CPU s'],
    [
      ['first run', first.wall.toFixed(2), first.cpu.toFixed(2)],
      ['second run', again.wall.toFixed(2), again.cpu.toFixed(2)],
      ['second / first', (again.wall / first.wall).toFixed(3), (again.cpu / first.cpu).toFixed(3)],
      ['sha256sum alone', hashed.wall.toFixed(2), hashed.cpu.toFixed(2)],
    ],
  );
}

for (const format of listOption('format', FORMATS)) await inFolder((folder) => measure(format, folder));
