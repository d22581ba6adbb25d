import assert from 'node:assert/strict';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { main } from '../../../src/cli/main.ts';
import { world } from '../../attribution/world.ts';
import { temporary } from '../../support.ts';

const LINE = '203.0.113.9 - - [05/Mar/2018:10:00:00 +0000] "GET / HTTP/1.1" 200 5 "-" "curl/7.58.0"\n';

test('investigate says in one line what it did not do again, and --anew does all of it', async (t) => {
  const home = await temporary(t);
  const log = join(home, 'access.log');
  await writeFile(log, LINE.repeat(20));
  const said = async (...options: string[]): Promise<string> => {
    const { effects, written } = world(home, { cwd: () => home });
    const argv = ['investigate', log, '--case', join(home, 'case'), ...options];
    assert.equal(await main(argv, new AbortController().signal, effects), 0, written.stderr);
    return written.stderr;
  };
  const taken = 'The one file is as it was: rows and findings were taken from the case.\n';
  assert.doesNotMatch(await said('--json'), /as it was/);
  assert.equal(await said('--json'), taken);
  assert.equal(await said('--quiet'), '');
  assert.doesNotMatch(await said('--json', '--anew'), /as it was/);
  // The rows are the same, whoever is ours.
  assert.equal(
    await said('--json', '--ours', '203.0.113.0/24'),
    'The one file is as it was: its rows were taken from the case.\n',
  );
  await writeFile(join(home, 'case', 'lake', 'reading.jsonl'), '{}\n');
  assert.equal(
    await said('--json'),
    'Files in lake/ were not as they had been written: what they held was made again.\n',
  );
  assert.equal(await said('--json'), taken);
  await appendFile(log, LINE);
  assert.doesNotMatch(await said('--json'), /as it was/);
});
