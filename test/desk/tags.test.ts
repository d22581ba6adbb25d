import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { nodeEffects } from '../../src/base/effects.ts';
import { investigate } from '../../src/desk/investigation.ts';
import { settingsSchema } from '../../src/settings/settings.ts';
import { temporary } from '../support.ts';

const HEADER =
  'version interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status instance-tag asg-tag';

function record(at: number, instanceTag: string, asgTag: string): string {
  const times = `${1_795_185_780 + at} ${1_795_185_782 + at}`;
  return `11 eni-0d4928c7be1f6035a 10.10.3.17 198.51.100.7 4${at} 443 6 9 900 ${times} ACCEPT OK ${instanceTag} ${asgTag}`;
}

/** The columns of tags that the case says are empty. */
async function emptyTags(t: TestContext, files: readonly (readonly string[])[]): Promise<unknown[]> {
  const home = await temporary(t);
  const evidence = join(home, 'evidence');
  await mkdir(evidence);
  for (const [at, lines] of files.entries())
    await writeFile(join(evidence, `${at}.log`), `${[HEADER, ...lines].join('\n')}\n`);
  const effects = {
    ...nodeEffects(2),
    now: () => new Date('2026-11-21T16:30:00Z'),
    fetch: () => Promise.reject(new Error('no network here')),
    env: { ABUSEDESK_HOME: home },
  };
  const settings = settingsSchema.parse({ letters: ['en'] });
  const options = { paths: [evidence], folder: join(home, 'case'), settings };
  const { document } = await investigate(options, effects);
  return document.gaps.filter(({ key }) => key === 'gapTags').map(({ params }) => params);
}

test('columns for tags that no record fills are told in the case, by their names', async (t) => {
  const told = await emptyTags(t, [[record(1, 'web-7', '-'), record(2, '-', '-')], [record(3, '-', '-')]]);
  assert.deepEqual(told, [{ columns: ['asg_tag'] }]);
});

test('where every column has a value somewhere, nothing is told of tags', async (t) => {
  assert.deepEqual(await emptyTags(t, [[record(1, 'web-7', '-')], [record(2, '-', 'web')]]), []);
});

test('of a log that holds no record at all nothing is told of tags', async (t) => {
  assert.deepEqual(
    await emptyTags(t, [['11 eni-0d4928c7be1f6035a - - - - - - - 1795185780 1795185782 - NODATA - -']]),
    [],
  );
});
