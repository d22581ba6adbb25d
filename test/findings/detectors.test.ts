import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Engine, Row } from '../../src/events/engines/engine.ts';
import { Attackers } from '../../src/findings/replay/attackers.ts';
import { DETECTORS, FAMILIES } from '../../src/findings/detectors/index.ts';
import type { Detector, DetectorContext } from '../../src/findings/detector.ts';
import { timelessId } from '../../src/findings/detector.ts';
import { askSteps } from '../../src/findings/sql/steps.ts';
import { THRESHOLDS } from '../../src/findings/thresholds.ts';
import { WORDS } from '../../src/cases/translations.ts';
import { LANGS } from '../../src/language/lang.ts';
import { entriesOf, numbersOf, SHARED_NUMBERS } from '../../src/model/numbers.ts';
import type { NumberKind } from '../../src/model/numbers.ts';
import { LANGUAGES } from '../../src/report/languages/index.ts';
import { render } from '../../src/language/render.ts';
import { fixture, ROOT } from '../support.ts';
import { eventContext } from './support/lake.ts';
import { english } from '../english.ts';

// Every detector must have test/findings/fixtures/NAME/positive.jsonl and near-miss.jsonl: rows of its table; attribution.jsonl, where it
// asks whose an address is.

type FixtureName = 'positive' | 'near-miss' | 'attribution';

async function rowsOf(detector: Detector, name: FixtureName): Promise<Row[]> {
  const text = await readFile(fixture('findings', detector.name, `${name}.jsonl`), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line): Row => JSON.parse(line));
}

async function contextOf(t: TestContext, detector: Detector, rows: Row[]): Promise<DetectorContext> {
  const known = existsSync(fixture('findings', detector.name, 'attribution.jsonl'));
  const attribution = known ? await rowsOf(detector, 'attribution') : [];
  return eventContext(t, detector.table, rows, { attribution });
}

for (const detector of DETECTORS) {
  test(`${detector.name} finds its positive fixture and says so in full`, async (t) => {
    const rows = await rowsOf(detector, 'positive');
    const context = await contextOf(t, detector, rows);
    const findings = await detector.detect(context);
    assert.ok(findings.length > 0);
    for (const finding of findings) {
      assert.equal(finding.detector, detector.name);
      assert.ok(english(finding.message).endsWith('.'), english(finding.message));
      assert.ok(
        english(finding.rule_message).startsWith(english(detector.source)),
        english(finding.rule_message),
      );
      assert.ok(finding.confidence > 0 && finding.confidence <= 1);
      assert.ok(finding.from <= finding.to);
      assert.ok(Object.values(finding.numbers).every((value) => Number.isFinite(value)));
      assert.ok((await context.engine.query(finding.sql)).length > 0, 'its SQL runs again');
      assert.ok(finding.lines.length > 0 && finding.lines.length <= 20);
      for (const { evidence, line } of finding.lines) {
        assert.equal(evidence, 'evidence 0');
        assert.ok(line >= 1 && line <= rows.length);
      }
    }
    const ids = findings.map((finding) => finding.id);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(await detector.detect(context), findings, 'the same rows, the same findings');
  });

  test(`${detector.name} says what it finds in every language`, async (t) => {
    const context = await contextOf(t, detector, await rowsOf(detector, 'positive'));
    for (const finding of await detector.detect(context)) {
      for (const message of [finding.message, finding.rule_message]) {
        const texts = LANGS.map((lang) => render(message, WORDS[lang]));
        assert.equal(new Set(texts).size, LANGS.length, texts.join(' | '));
        assert.doesNotMatch(texts.join(), /undefined|NaN|\[object/);
      }
    }
  });

  test(`${detector.name} finds the same where the engine keeps nothing between questions`, async (t) => {
    const context = await contextOf(t, detector, await rowsOf(detector, 'positive'));
    const expected = await detector.detect(context);
    const engine: Engine = Object.create(context.engine, {
      can: { value: { keeps: false } },
      keep: { value: () => Promise.reject(new TypeError('nothing is kept here')) },
      query: { value: (sql: string) => context.engine.query(sql) },
    });
    const attackers = new Attackers(engine);
    assert.deepEqual(await detector.detect({ ...context, engine, attackers }), expected);
    const accused = attackers.all(expected, context.localNetworks);
    if (accused !== undefined) assert.ok((await engine.query(accused)).length > 0);
  });

  test(`${detector.name} leaves its near miss alone`, async (t) => {
    const context = await contextOf(t, detector, await rowsOf(detector, 'near-miss'));
    assert.deepEqual(
      (await detector.detect(context)).map((finding) => english(finding.message)),
      [],
    );
  });

  test(`${detector.name} finds nothing in an empty lake`, async (t) => {
    assert.deepEqual(await detector.detect(await contextOf(t, detector, [])), []);
  });
}

/** How many rows each of the findings is accused by, and of which addresses. */
async function accusedBy(detector: Detector, context: DetectorContext): Promise<Row[]> {
  const findings = await detector.detect(context);
  const { steps, select } = detector.accused?.(context, findings) ?? { steps: [], select: '' };
  return askSteps(context.engine, steps, (ask) =>
    ask(`SELECT finding, address, count(*) AS n, count(DISTINCT CAST(evidence AS VARCHAR) || ':' || CAST(line AS VARCHAR)) AS places,
  count(ts) AS dated FROM (${select}) AS every_row GROUP BY finding, address`),
  );
}

for (const detector of DETECTORS.filter((one) => 'accused' in one)) {
  test(`by ${detector.name} a complaint has the rows of each finding, of nobody else and each once`, async (t) => {
    const context = await contextOf(t, detector, await rowsOf(detector, 'positive'));
    const rows = await accusedBy(detector, context);
    for (const finding of await detector.detect(context)) {
      const own = rows.filter((row) => row['finding'] === timelessId(finding));
      assert.ok(own.length > 0, `no row of ${timelessId(finding)} in ${JSON.stringify(rows.slice(0, 3))}`);
      for (const { address, n, places, dated } of own) {
        assert.deepEqual([places, dated], [n, n]);
        assert.ok(!context.localNetworks.contains(String(address)));
        const { address: named } = finding.subject;
        if (named !== undefined && !context.localNetworks.contains(named)) assert.equal(address, named);
      }
    }
  });
}

test('the rows that a scan is complained about by are as many as its finding counts', async (t) => {
  const detector = DETECTORS.find(({ name }) => name === 'inbound-scan') ?? assert.fail();
  const context = await contextOf(t, detector, await rowsOf(detector, 'positive'));
  const counted = (await detector.detect(context)).map((finding): [string, number] => [
    timelessId(finding),
    finding.numbers.flows ?? 0,
  ]);
  const rows = await accusedBy(detector, context);
  assert.ok(counted.length > 0);
  assert.deepEqual(new Map(rows.map(({ finding, n }) => [String(finding), Number(n)])), new Map(counted));
});

for (const { name, detectors, numbers } of FAMILIES) {
  test(`each number of ${name} is carried by some finding, and has a name in every language`, async (t) => {
    const carried = new Set<string>();
    for (const detector of detectors) {
      const context = await contextOf(t, detector, await rowsOf(detector, 'positive'));
      for (const finding of await detector.detect(context)) {
        for (const [number] of entriesOf(finding.numbers)) carried.add(number);
      }
    }
    assert.deepEqual([...carried].sort(), Object.keys(numbers).sort());
    for (const number of carried) {
      for (const lang of LANGS) {
        const named = Object.hasOwn(LANGUAGES[lang].names, number) || WORDS[lang].has(`name_${number}`);
        assert.ok(named, `${number} in ${lang}`);
      }
    }
  });
}

test('the reference lists every number of every finding, with its unit and meaning', async () => {
  const page = await readFile(join(ROOT, 'docs', 'reference', 'detectors.md'), 'utf8');
  const rows = page.split('\n').map((line) => line.replaceAll(/ +\|/g, ' |'));
  for (const { name, numbers } of FAMILIES) {
    for (const [number, { unit, what }] of Object.entries<NumberKind>(numbers)) {
      const row = rows.find((line) => line.startsWith(`| \`${number}\` | ${unit} | ${what} | `));
      assert.ok(row?.includes(`\`${name}\``), `${name}: ${number}`);
    }
  }
});

test('no family declares a number that another declares as its own', () => {
  const own = FAMILIES.flatMap(({ numbers }) => Object.keys(numbers)).filter(
    (name) => !Object.hasOwn(SHARED_NUMBERS, name),
  );
  assert.equal(new Set(own).size, own.length);
});

test('a number that no family declares is refused, even where it came past the compiler', () => {
  const stray: object = { packets: 1, pakets: 2 };
  assert.throws(() => numbersOf(SHARED_NUMBERS, stray), /pakets/);
});

test('no two detectors share a name', () => {
  const names = DETECTORS.map((detector) => detector.name);
  assert.equal(new Set(names).size, names.length);
});

test('the reference names every detector, and every threshold with its default', async () => {
  const page = await readFile(join(ROOT, 'docs', 'reference', 'detectors.md'), 'utf8');
  for (const { name, type } of DETECTORS)
    assert.match(page, new RegExp(`\\| \`${name}\` +\\| \`${type}\` +\\|`));
  for (const { name: group, thresholds } of THRESHOLDS) {
    for (const [name, threshold] of Object.entries(thresholds)) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${group}.${name}\``)) ?? '';
      assert.ok(row.includes(`| ${threshold.default.toLocaleString('en-US')} `), `${group}.${name}: ${row}`);
    }
  }
});
