import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { nodeEffects } from '../../../src/base/effects.ts';
import { UserError } from '../../../src/base/errors.ts';
import { TrinoEngine } from '../../../src/events/engines/trino/engine.ts';
import { investigate } from '../../../src/desk/investigation.ts';
import type { CaseDocument } from '../../../src/model/case.ts';
import { settingsSchema } from '../../../src/settings/settings.ts';
import { CONSTRUCTS, REQUESTS } from '../../../test/events/engines/conformance.ts';
import { constructsLake } from '../../../test/events/engines/constructs-lake.ts';
import { remove, ROOT } from '../../../test/support.ts';
import { startTrino } from './trino.ts';
import type { Trino } from './trino.ts';

/*
 * The same questions on a real Trino: each construct that questions are made of, and all questions of whole investigations.
 */

let trino: Trino;
let home: string;
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'abusedesk-trino-cases-'));
  trino = await startTrino();
});
after(async () => {
  await trino.stop();
  await remove(home);
});

test('Trino understands every construct that is asked with', async (t) => {
  const folder = await constructsLake(t);
  const engine = await trino.over(folder, 'constructs');
  for (const { what, sql, rows } of CONSTRUCTS) {
    await t.test(what, async () => assert.deepEqual(await engine.query(sql(engine.dialect)), rows));
  }
  await t.test('a column that no part has is null, and no error', async () => {
    const sql = 'SELECT count(cs_host) AS hosts, count(*) AS n FROM requests';
    assert.deepEqual(await engine.query(sql), [{ hosts: 0, n: REQUESTS.length }]);
  });
  await t.test('a wrong question is refused with what Trino says of it', async () => {
    await assert.rejects(engine.query('SELECT no_such FROM flows'), (thrown) => {
      assert.ok(thrown instanceof UserError);
      assert.match(thrown.message, /no_such.*COLUMN_NOT_FOUND/s);
      return true;
    });
  });
  await t.test('evidence is text there, whatever it holds', async () => {
    for (const odd of [
      "it's",
      'a\\b',
      "'; DROP TABLE flows; --",
      '\u0000x',
      'a\nb',
      '表\u{1f600}',
      '${1}%_',
    ]) {
      const [row] = await engine.query(
        `SELECT ${engine.dialect.text(odd)} AS odd, length(${engine.dialect.text(odd)}) AS n`,
      );
      assert.deepEqual(row, { odd, n: Array.from(odd).length });
    }
  });
});

/** What both engines must agree on: the case without what says when and how it was made. */
function compared(document: CaseDocument): unknown {
  const { id, opened, outputs, journal, timeline, ...rest } = structuredClone(document);
  assert.ok(id !== '' && opened !== '' && outputs !== undefined && journal !== undefined);
  return JSON.parse(
    JSON.stringify(
      { ...rest, timeline: timeline.filter(({ kind }) => kind !== 'case') },
      (key, value: unknown) =>
        // A finding's question is written in its engine's dialect.
        key === 'sql' ? 'SELECT' : value,
    ),
  );
}

/** One whose questions have few parts in common, so that Trino, which keeps nothing, answers them within minutes; `lake.test.ts` has another. */
const EXAMPLES = ['nat-port-scan'];

for (const example of EXAMPLES) {
  test(`an investigation of ${example} comes to the same on Trino`, async () => {
    const effects = { ...nodeEffects(2), now: () => new Date('2026-11-20T16:30:00Z') };
    const options = { paths: [join(ROOT, 'examples', example)], settings: settingsSchema.parse({}) };
    const here = await investigate({ ...options, folder: join(home, `${example}.here`) }, effects);
    let questions = 0;
    const there = await investigate(
      {
        ...options,
        folder: join(home, `${example}.there`),
        async engineOver(lake) {
          const engine = await trino.over(lake, example.replaceAll('-', '_'));
          const query = engine.query.bind(engine);
          engine.query = (sql) => {
            questions += 1;
            return query(sql);
          };
          return engine;
        },
      },
      effects,
    );
    assert.ok(questions > 0, 'Trino was not asked');
    assert.deepEqual(compared(there.document), compared(here.document));
  });
}

test('a coordinator that is killed is said, and leaves no case behind', async () => {
  const victim = await startTrino();
  const dir = join(home, 'killed');
  try {
    const effects = nodeEffects(2);
    const investigating = investigate(
      {
        paths: [join(ROOT, 'examples', 'nat-port-scan')],
        folder: dir,
        settings: settingsSchema.parse({}),
        async engineOver(lake) {
          await victim.over(lake, 'killed');
          const engine = new TrinoEngine(victim.client('killed'));
          victim.kill();
          return engine;
        },
      },
      effects,
    );
    await assert.rejects(investigating, (thrown) => {
      assert.ok(thrown instanceof UserError);
      assert.match(thrown.message, /stopped answering/);
      return true;
    });
    await assert.rejects(effects.fs.stat(dir));
  } finally {
    await victim.stop();
  }
});
