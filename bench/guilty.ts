/**
 * What the guilty cost: a whole case of a log in which one host did something, and of one with as many records in which a
 * thousand did, in rounds by turns.
 *
 *   node dist/bench/guilty.js [--hosts 1,1000] [--records 600000] [--runs 2]
 */
import { join } from 'node:path';
import { generateGuilty } from './generate/guilty.ts';
import { describePhases, ownStep, toCase } from './lake.ts';
import { inFolder, inRounds, numberOption, option, printTable } from './measure.ts';

if (option('step') === undefined) {
  const records = numberOption('records', 600_000);
  const hosts = (option('hosts') ?? '1,1000').split(',').map(Number);
  await inFolder(async (folder) => {
    const steps = hosts.map((guilty) => {
      const log = join(folder, `${guilty}.log`);
      generateGuilty(log, { records, guilty });
      return [
        `${guilty} guilty`,
        () => ownStep(import.meta.url, 'whole', { log, folder: join(folder, String(guilty)) }),
      ] as const;
    });
    const results = [...(await inRounds(steps, numberOption('runs', 2)))];
    const first = results[0]?.[1];
    printTable(
      ['', 'seconds', 'CPU s', 'peak MB', 'times the first', 'by CPU'],
      results.map(([name, measure]) => [
        name,
        measure?.seconds.toFixed(2) ?? '',
        measure?.cpu?.toFixed(1) ?? '',
        ((measure?.rss ?? 0) / 1e6).toFixed(0),
        ((measure?.seconds ?? NaN) / (first?.seconds ?? NaN)).toFixed(2),
        ((measure?.cpu ?? NaN) / (first?.cpu ?? NaN)).toFixed(2),
      ]),
    );
    for (const [name, measure] of results)
      if (measure !== undefined) console.log(`${name}\n${describePhases(measure)}`);
  });
} else {
  console.log(JSON.stringify(await toCase([option('log') ?? ''], option('folder') ?? '')));
}
