import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ROOT } from '../../test/support.ts';
import { recorded } from './figures.ts';
import type { Figures } from './figures.ts';

/**
 * docs/reference/reliability.md, from what the suite counted.
 *   reliability.js check             the page says no more than the last run in CI counted
 *   reliability.js keep ci           takes the counts of the last run in CI into the page
 *   reliability.js keep full DATE    takes those of a full run, made on that day
 */

const KEPT = join(ROOT, 'suites', 'hostile', 'figures.json');
const PAGE = join(ROOT, 'docs', 'reference', 'reliability.md');

const figuresSchema = z.record(z.string(), z.number());
const keptSchema = z.object({
  ci: figuresSchema,
  /** The last full run of each part. */
  full: z.record(z.string(), z.object({ value: z.number(), date: z.string(), node: z.string() })),
});
type Kept = z.infer<typeof keptSchema>;

interface Claim {
  /** The figure's name, as the test notes it. */
  figure: string;
  tried: string;
  held: string;
  /** What the full run notes beside it: the most memory, MB, and the most computing, in times of what it is held against. */
  most?: { resident: string; times: string };
}

const ONE_RUN =
  'every command sees the run before or the new one, whole, or refuses; the next that writes leaves one run whole';

const CLAIMS: readonly Claim[] = [
  {
    figure: 'calls',
    tried:
      'system calls of publishing that fail (`ENOSPC`, `EIO`) or at which the process is killed, by strace',
    held: ONE_RUN,
  },
  { figure: 'disks', tried: 'disks that are full, each 4 KiB larger than the one before', held: ONE_RUN },
  {
    figure: 'kills',
    tried: 'runs that SIGTERM, SIGINT, SIGHUP, SIGQUIT or SIGKILL ends at a random moment',
    held: `exit 0, 130 or the signal; ${ONE_RUN}`,
  },
  {
    figure: 'places',
    tried:
      'files and folders in whose place stands a FIFO, a device, a link, a terabyte, bytes of anything, aliases of aliases',
    held: 'exit 0, 2 or 3 with words; no stack, no waiting',
  },
  {
    figure: 'links',
    tried:
      'commands on a case folder in which a link out of it stands in place of any of its files and folders, or of those that it has for a while',
    held: 'nothing outside is changed, and nothing of it is printed or written; exit 0, 2 or 3 with words',
  },
  {
    figure: 'surroundings',
    tried:
      'limits on the size of files, full outputs, folders that can only be read, are gone, or have odd names',
    held: 'exit 0 or 2 with words; no stack',
  },
  {
    figure: 'changes',
    tried:
      'logs that grow, are cut off, emptied, rotated, replaced, overwritten or removed while they are read',
    held: 'the manifest says so, or names the bytes that were read by their hash; no line is quoted that was not read',
  },
  {
    figure: 'changes-stored',
    tried:
      'gzip, ZIP and tar archives, captures, SQLite and Parquet files, JSON exports to which the same happens while they are read',
    held: 'the case says so, or names the bytes that were read by their hash; read = parsed + rejected + skipped',
  },
  {
    figure: 'mutant-lines',
    tried: 'broken lines of all formats of lines',
    held: 'no crash; read = parsed + rejected + skipped',
  },
  {
    figure: 'mutant-documents',
    tried: 'broken documents of all formats that are read whole',
    held: 'no crash; a row for each record that is parsed',
  },
  {
    figure: 'mutant-binaries',
    tried: 'captures (pcap, pcapng) and Parquet files with bytes changed, cut out, doubled or cut off',
    held: 'exit 0, at most 1 GiB of memory; read = parsed + rejected + skipped',
  },
  {
    figure: 'forged',
    tried: 'lines of other logs, written by a client into every place of every log that holds its words',
    held: 'no forged address in any column of the case, none accused',
  },
  {
    figure: 'forged-names-host',
    tried:
      'lines of logs and escapes as names of files, processes and signatures of a host: in outputs of ClamAV, maldet, ps, ss, in what UAC collects',
    held: 'no forged address in any column of the case, none accused; no control character on a screen',
  },
  {
    figure: 'forged-names-rdap',
    tried: 'the same as every text of a registry, for `who --rdap`',
    held: 'one answer for the address that was asked; no control character on a screen',
  },
  {
    figure: 'forged-names-lists',
    tried: 'the same as names in lists of ranges, for `ranges import`, `who` and `block plan`',
    held: 'no such name is kept, none reaches what a block writes',
  },
  {
    figure: 'archives',
    most: { resident: 'archives-resident-mb', times: 'archives-times' },
    tried: 'archives and compressed files that unfold to very much, by ratio, number, depth, or all of these',
    held: 'at most 1,000 MB of memory; at most 10 times the computing of an ordinary packed log of as many bytes, and 2 s; never aborted',
  },
  {
    figure: 'mails',
    most: { resident: 'mails-resident-mb', times: 'mails-times' },
    tried: 'mails of very many parts, deep parts, long headers, or bodies that cost more than their size',
    held: 'at most 1,000 MB of memory; at most 10 times the computing of a log of as many bytes, and 2 s; never aborted',
  },
  {
    figure: 'long-texts',
    tried: 'MiB of logs whose texts are long and all different',
    held: 'a case of at most 16 MiB that every command opens; at most 1,000 MB of memory; at most 10 times the computing of a log of as many bytes, and 2 s',
  },
  {
    figure: 'many-files',
    tried: 'files of one case',
    held: 'at most 1 GiB of memory, a case.json of at most 8 MiB, every count that of all files, every command opens it again',
  },
  {
    figure: 'pages',
    tried: 'reports in Chromium with a hostile text in every field',
    held: 'no script runs but its own, nothing is asked for, nothing breaks its policy',
  },
];

const number = (value: number | undefined): string => value?.toLocaleString('en') ?? 'none yet';

function pageOf({ ci, full }: Kept): string {
  const rows = CLAIMS.map(({ figure, tried, held, most }) => {
    const whole = full[figure];
    const [resident, times] = [full[most?.resident ?? '']?.value, full[most?.times ?? '']?.value];
    const worst =
      resident === undefined || times === undefined
        ? ''
        : `; at most ${number(resident)} MB and ${times} times`;
    const last =
      whole === undefined ? 'none yet' : `${number(whole.value)} (${whole.date}, Node ${whole.node}${worst})`;
    return `| ${tried} | ${number(ci[figure])} | ${last} | ${held} |`;
  });
  return `# What is tried to break it

\`suites/hostile\` makes hostile input and faults itself, in a temporary folder, and checks what must hold. Nothing of it lies in
this project: archives that unfold without end, mails that cost a thousand times their size and the like would harm
other programs that come by.

Each change runs the numbers under "in CI"; \`node dist/suites/hostile/full.js DATE\` runs the large ones and writes them, with the
date, into this page. The page is made by the suite, and CI refuses it where it says more than was run.
A number counts tries of which **all** held.

| what is tried | in CI | in the last full run | what must hold |
|---|---|---|---|
${rows.join('\n')}

## What ordinary input is

Mails and logs are held against a log of as many bytes; what is packed, against an ordinary log that is packed, an access log with some
visitors, which has about eight times as much content. A packed file is read up to 80 times its size and 64 MiB for all of a run
([Packed files](configuration.md#packed-files)): what is beyond that is not inflated, and named. So no input costs more than ten times what ordinary
input of as many bytes does, unless \`--unpack-ratio\` asks for it.

To run it: \`npm run build && bash .ci/install && node dist/test/run.js suites/hostile\`, on Linux and as root: disks are made full, and
folders read-only, in mount namespaces of their own.
`;
}

function kept(): Kept {
  return keptSchema.parse(JSON.parse(readFileSync(KEPT, 'utf8')));
}

/** The figures that the page shows, in its order. */
function shown(figures: Figures): Figures {
  return Object.fromEntries(
    CLAIMS.flatMap(({ figure, most }) =>
      [figure, ...Object.values(most ?? {})].flatMap((name) =>
        figures[name] === undefined ? [] : [[name, figures[name]]],
      ),
    ),
  );
}

function keep(size: string, date: string): void {
  const now = kept();
  const figures = shown(recorded(size));
  if (size === 'ci') now.ci = figures;
  else {
    const node = process.versions.node;
    for (const [name, value] of Object.entries(figures)) now.full[name] = { value, date, node };
  }
  writeFileSync(KEPT, `${JSON.stringify(now, null, 2)}\n`);
  writeFileSync(PAGE, pageOf(now));
}

function check(): string[] {
  const now = kept();
  const ran = shown(recorded('ci'));
  // A format more makes for more lines; the page may say less than was run, never more.
  const wrong = CLAIMS.filter(({ figure }) => (now.ci[figure] ?? 0) > (ran[figure] ?? 0)).map(
    ({ figure }) =>
      `${figure}: the page says ${number(now.ci[figure])}, the suite ran ${number(ran[figure])}`,
  );
  if (readFileSync(PAGE, 'utf8') !== pageOf(now))
    wrong.push('the page is not that of suites/hostile/figures.json');
  return wrong;
}

const [what, size = '', date = ''] = process.argv.slice(2);
if (what === 'keep') {
  if (size !== 'ci' && !/^\d{4}-\d\d-\d\d$/.test(date))
    throw new Error('keep full needs the day: 2026-11-29');
  keep(size, date);
} else {
  const wrong = check();
  for (const line of wrong) process.stderr.write(`${line}\n`);
  if (wrong.length > 0) {
    process.stderr.write('If all of the suite passed: node dist/suites/hostile/reliability.js keep ci\n');
    process.exitCode = 1;
  }
}
