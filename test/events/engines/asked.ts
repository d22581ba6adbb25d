import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { main } from '../../../src/cli/main.ts';
import { DUCKDB } from '../../../src/events/engines/duckdb/dialect.ts';
import { DuckEngine } from '../../../src/events/engines/duckdb/engine.ts';
import type { Row } from '../../../src/events/engines/engine.ts';
import { DETECTORS } from '../../../src/findings/detectors/index.ts';
import { askSteps } from '../../../src/findings/sql/steps.ts';
import { world } from '../../attribution/world.ts';
import { eventContext } from '../../findings/support/lake.ts';
import { fixture, ROOT, temporary } from '../../support.ts';
import { mark } from './portable.ts';

/** Every question that the engine is asked from now on, in this process; what the dialect writes is marked in it. */
function record(): Set<string> {
  const asked = new Set<string>();
  const query = Reflect.get(DuckEngine.prototype, 'query');
  const keep = Reflect.get(DuckEngine.prototype, 'keep');
  DuckEngine.prototype.query = function (sql) {
    asked.add(sql);
    return Reflect.apply(query, this, [sql]);
  };
  DuckEngine.prototype.keep = function (name, sql) {
    asked.add(sql);
    return Reflect.apply(keep, this, [name, sql]);
  };
  const plain = { ...DUCKDB };
  Object.assign(DUCKDB, {
    bucket: (expression: string, seconds: number) => mark(plain.bucket(expression, seconds)),
    epoch: (expression: string) => mark(plain.epoch(expression)),
    month: (expression: string) => mark(plain.month(expression)),
    day: (expression: string) => mark(plain.day(expression)),
    sample: (expression: string, limit: number) => mark(plain.sample(expression, limit)),
    lowest: (expression: string, place: number) => mark(plain.lowest(expression, place)),
    ending: (expression: string) => mark(plain.ending(expression)),
    timestamp: (instant: string) => mark(plain.timestamp(instant)),
    share: (expression: string, part: number, of: number) =>
      plain.share === undefined ? '' : mark(plain.share(expression, part, of)),
  });
  return asked;
}

async function fixtureRows(name: string, kind: string): Promise<Row[]> {
  const text = await readFile(fixture('findings', name, `${kind}.jsonl`), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line): Row => JSON.parse(line));
}

/** What investigations of all examples, and all detectors over all their fixtures, ask of the engine; and complaints, whose rows they are. */
export async function allQuestions(t: TestContext): Promise<Set<string>> {
  const asked = record();
  const home = await temporary(t);
  const examples = readdirSync(join(ROOT, 'examples'), { withFileTypes: true });
  for (const { name } of examples.filter((entry) => entry.isDirectory())) {
    const argv = ['investigate', join(ROOT, 'examples', name), '--case', join(home, name), '--quiet'];
    await main(argv, new AbortController().signal, world(home).effects);
  }
  for (const detector of DETECTORS) {
    for (const kind of ['positive', 'near-miss']) {
      const context = await eventContext(t, detector.table, await fixtureRows(detector.name, kind));
      const findings = await detector.detect(context);
      const { steps, select } = detector.accused?.(context, findings) ?? { steps: [], select: undefined };
      if (select !== undefined && findings.length > 0)
        await askSteps(context.engine, steps, (ask) => ask(select));
    }
  }
  return asked;
}
