import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { main } from '../../../src/cli/main.ts';
import { world } from '../../attribution/world.ts';
import { ROOT, temporary } from '../../support.ts';

const EVIDENCE = join(ROOT, 'examples', 'nat-regional');

test('an investigation on a Trino that is not there ends with what to do, and leaves no case', async (t) => {
  const home = await temporary(t);
  const config = join(home, 'desk.yaml');
  const trino = (rest: string): string => `trino:\n  user: desk\n  lakes: ${join(home, 'lakes')}\n${rest}`;
  const cases: [string, string, RegExp][] = [
    ['no Trino in the settings', 'lang: en\n', /the settings name no Trino/],
    [
      'a password that is not there',
      trino('  url: https://trino.example\n  password_env: NO_SUCH\n'),
      /no NO_SUCH/,
    ],
    ['a password by plain HTTP', trino('  url: http://trino.example\n'), /trino\.url/],
    [
      'a name that is no catalog',
      trino('  url: https://trino.example\n  catalog: "a.b"\n'),
      /no name of a catalog/,
    ],
    ['a server that is none', trino('  url: https://trino.example\n'), /no Trino coordinator/],
  ];
  for (const [what, settings, why] of cases) {
    await t.test(what, async () => {
      await writeFile(config, settings);
      const { effects, written } = world(home, {
        fetch: () => Promise.resolve(new Response('<html>sign in</html>')),
      });
      const dir = join(home, 'no.case');
      const argv = ['investigate', EVIDENCE, '--case', dir, '--engine', 'trino', '--config', config];
      assert.equal(await main(argv, new AbortController().signal, effects), 2, written.stderr);
      assert.match(written.stderr, why);
      await assert.rejects(effects.fs.stat(dir));
    });
  }
});
