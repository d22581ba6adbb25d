import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseCase } from '../../src/cases/document.ts';
import { main } from '../../src/cli/main.ts';
import { openEngine } from '../../src/events/engines/duckdb/engine.ts';
import type { Engine, Row } from '../../src/events/engines/engine.ts';
import { askable } from '../../src/desk/table-question.ts';
import { sqlOfRow } from '../../src/findings/charts/row-lines.ts';
import type { CaseDocument } from '../../src/model/case.ts';
import type { Table } from '../../src/model/pictures.ts';
import { world } from '../attribution/world.ts';
import { ROOT, temporary } from '../support.ts';

const EXAMPLES = readdirSync(join(ROOT, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** What the lines of a row say themselves, by the column of the table that says it too. */
const TOLD: Readonly<Record<string, (lines: readonly Row[]) => number | null>> = {
  addresses: (lines) => new Set(lines.map((line) => line['c_ip'] ?? line['address'])).size,
  packets: (lines) => sumOf(lines.map(({ packets }) => packets)),
  // Requests call them as the log does.
  bytes: (lines) => sumOf(lines.map((line) => ('bytes' in line ? line['bytes'] : line['sc_bytes']))),
  ok: (lines) => lines.filter(({ ok }) => ok === true).length,
  failed: (lines) => lines.filter(({ ok }) => ok === false).length,
};

/** As SQL sums: nothing at all where none of them is known, as in a honeypot's own log. */
function sumOf(values: readonly (Row[string] | undefined)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum: number, value) => sum + Number(value), 0);
}

async function checkRow(engine: Engine, table: Table, place: number): Promise<number> {
  const sql = sqlOfRow(table, place, engine.dialect);
  assert.ok(sql !== undefined, table.name);
  const lines = await engine.query(sql);
  const where = `${table.name}:${place + 1}`;
  assert.ok(lines.length > 0, where);
  const places = new Set(lines.map(({ evidence, line }) => `${evidence}:${line}`));
  assert.equal(places.size, lines.length, `${where}: a line is counted twice`);
  table.columns.forEach((column, i) => {
    const value = table.rows[place]?.[i];
    if (column === table.lines?.counted) assert.equal(lines.length, value, where);
    else if (Object.hasOwn(TOLD, column)) assert.equal(TOLD[column]?.(lines), value, `${where}, ${column}`);
  });
  return lines.length;
}

/** Of the tables of pictures and addresses, by name: what the lines of a row must add up to. */
function figuresOf({ series, fan_out: fan, attribution }: CaseDocument): Map<string, Counted[]> {
  const distinct =
    (column: string) =>
    (lines: readonly Row[]): number =>
      new Set(lines.map((line) => line[column])).size;
  const counted = new Map<string, Counted[]>();
  series.forEach((one, i) => {
    const amount = (line: Row): number => (one.unit === 'bytes' ? Number(line['bytes']) : 1);
    counted.set(
      `series_${i + 1}`,
      one.out.map((out, at) => ({
        figure: out + (one.in[at] ?? 0),
        of: (lines) => lines.reduce((sum, line) => sum + amount(line), 0),
      })),
    );
  });
  if (fan) {
    const targets = distinct('target');
    counted.set(
      'fan_out',
      fan.rows.map((row) => ({ figure: row.targets, of: targets })),
    );
  }
  const addresses = (figures: readonly number[]): Counted[] =>
    figures.map((figure) => ({ figure, of: distinct('address') }));
  const { attackers, lists } = attribution ?? { lists: [] };
  if (attackers) counted.set('attackers', addresses(attackers.groups.map((group) => group.addresses)));
  counted.set('lists', addresses(lists.map((list) => list.addresses)));
  return counted;
}

interface Counted {
  figure: number;
  of: (lines: readonly Row[]) => number;
}

/** Rows of one table that are looked at; a chart has hundreds. */
const LOOKED_AT = 8;

async function checkFigures(engine: Engine, document: CaseDocument): Promise<void> {
  const asked = new Map(askable(document).map((table) => [table.name, table]));
  for (const [name, rows] of figuresOf(document)) {
    const table = asked.get(name);
    assert.ok(table !== undefined || rows.length === 0, `${name} cannot be asked`);
    if (table === undefined) continue;
    assert.equal(table.rows, rows.length, name);
    const whole = await engine.query(table.sql ?? '');
    assert.ok(whole.length > 0, name);
    const places = [...rows.keys()].filter((at) => (rows[at]?.figure ?? 0) > 0);
    for (const place of places.slice(0, LOOKED_AT)) {
      const lines = await engine.query(table.lines(place) ?? '');
      assert.ok(lines.every((line) => Object.keys(line)[0] === 'evidence'));
      assert.equal(rows[place]?.of(lines), rows[place]?.figure, `${name}:${place + 1}`);
    }
  }
  // An address that a notice alone names stands in no line; of any other every line is told.
  const sources = asked.get('sources');
  const shown: string[] = [];
  for (const [place, { address }] of document.sources.slice(0, LOOKED_AT).entries()) {
    const lines = await engine.query(sources?.lines(place) ?? '');
    assert.ok(lines.every((line) => line['address'] === address));
    if (lines.length > 0) shown.push(address);
  }
  assert.ok(shown.length > 0);
  assert.ok(asked.has('source_groups') && asked.has('series_1'));
}

for (const example of EXAMPLES) {
  test(`${example}: every number of every table and picture leads to the lines that it counts`, async (t) => {
    const folder = await temporary(t);
    const { effects, written } = world(join(folder, 'home'), { cwd: () => folder });
    const run = (...argv: string[]): Promise<number> => main(argv, new AbortController().signal, effects);
    const given = join(ROOT, 'examples', example);
    assert.equal(await run('investigate', given, '--case', 'c', '--quiet'), 0, written.stderr);
    const path = join(folder, 'c', 'case.json');
    const document = parseCase(await readFile(path, 'utf8'), path);
    const { tables, evidence } = document;
    assert.ok(tables.length > 0);
    const engine = await openEngine(join(folder, 'c', 'lake'), { threads: 2 });
    t.after(() => engine.close());
    for (const table of tables) {
      const again = await engine.query(table.sql ?? '');
      assert.equal(again.length, table.rows.length, table.name);
      for (const place of table.rows.keys()) await checkRow(engine, table, place);
    }
    await checkFigures(engine, document);
    // The command of the page: each line with its file.
    const [first] = tables;
    assert.ok(first !== undefined);
    written.stdout = '';
    assert.equal(await run('query', 'c', '--table', `${first.name}:1`, '--json'), 0, written.stderr);
    const { columns, rows }: { columns: { name: string }[]; rows: unknown[][] } = JSON.parse(written.stdout);
    assert.deepEqual(
      columns.slice(0, 2).map(({ name }) => name),
      ['evidence', 'line'],
    );
    const counted = first.rows[0]?.[first.columns.indexOf(first.lines?.counted ?? '')];
    assert.equal(rows.length, counted);
    assert.ok(rows.every(([file]) => evidence.some((one) => one.path === file)));
    written.stdout = '';
    assert.equal(await run('query', 'c', '--table', first.name, '--json'), 0, written.stderr);
    assert.equal(JSON.parse(written.stdout).rows.length, first.rows.length);
  });
}
