import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporary } from '../../test/support.ts';
import { costOf, MAX_RESIDENT, MIB } from './costs.ts';
import { sized } from './size.ts';

/** What no input may take: the time of an ordinary log of as much content as may be made of anything. */
const MAX_TIMES = 10;
const SPARE_MS = 2000;
const LINE = '198.51.100.7 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 12 "-" "curl"\n';
const BIG = sized(96, 1024) * MIB;
/** Each makes of gigabytes of the same some kilobytes, or bytes. */
const COMMANDS = ['zstd -c -19', 'xz -c -6', 'bzip2 -c -9', 'lz4 -c -9'] as const;

test('what zstd, xz, bzip2 and lz4 pack very small costs memory and time within the bounds', async (t) => {
  const folder = await temporary(t);
  const ordinary = join(folder, 'ordinary.log');
  writeFileSync(ordinary, LINE.repeat(Math.floor(MIB / LINE.length)));
  const { took: normal } = await costOf(
    ['investigate', ordinary, '--case', `${ordinary}.case`, '--quiet'],
    folder,
  );
  const wrong: string[] = [];
  for (const command of COMMANDS) {
    const [program = '', ...words] = command.split(' ');
    for (const [name, fill] of [
      ['zeros', '\0'],
      ['letters', 'A'],
    ] as const) {
      const input = Buffer.alloc(BIG, fill);
      const path = join(folder, `${name}.log.${program}`);
      writeFileSync(
        path,
        execFileSync(program, words, { input, maxBuffer: 2 ** 28, stdio: ['pipe', 'pipe', 'ignore'] }),
      );
      const cost = await costOf(['investigate', path, '--case', `${path}.case`, '--quiet'], folder);
      const isFine =
        (cost.code === 0 || cost.code === 2) &&
        !/\n {4}at /.test(cost.stderr) &&
        cost.resident <= MAX_RESIDENT &&
        cost.took <= MAX_TIMES * normal + SPARE_MS;
      if (!isFine) {
        wrong.push(
          `${name}, ${program}: exit ${cost.code ?? cost.signal}, ${cost.took} ms beside ${normal}, ${cost.resident / MIB} MiB ${cost.stderr.slice(0, 300)}`,
        );
      }
    }
  }
  assert.deepEqual(wrong, []);
});
