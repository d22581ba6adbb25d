import assert from 'node:assert/strict';
import { test } from 'node:test';
import { temporary } from '../support.ts';
import { lintIn } from './lint-in.ts';

/** Files that are imported, and what plants a violation: a file, its line, and what the rule says of it. */
const LATER = { 'src/report/page.ts': 'export const page = 1;\nexport type Page = number;\n' };
const PLUG_INS = {
  'src/formats/zeek/zeek.ts': 'export const zeek = 1;\n',
  'src/formats/rows/row.ts': 'export const row = 1;\n',
  'src/formats/text/text.ts': 'export const text = 1;\n',
  'src/findings/detectors/flood/flood.ts': 'export const flood = 1;\n',
};
const PLANTED: Record<string, [file: string, line: string, says: RegExp]> = {
  'a value of a later room': [
    'src/evidence/planted.ts',
    "import { page } from '../report/page.ts';\nexport const held = page;\n",
    /'evidence' comes before 'report'/,
  ],
  'a type of a later room': [
    'src/evidence/planted.ts',
    "import type { Page } from '../report/page.ts';\nexport type Held = Page;\n",
    /'evidence' comes before 'report'/,
  ],
  'a type of a later room, named where it is used': [
    'src/evidence/planted.ts',
    "export type Held = import('../report/page.ts').Page;\n",
    /'evidence' comes before 'report'/,
  ],
  'what a later room gives when it is asked for': [
    'src/evidence/planted.ts',
    "export const held = () => import('../report/page.ts');\n",
    /'evidence' comes before 'report'/,
  ],
  'what is handed on from a later room': [
    'src/evidence/planted.ts',
    "export * from '../report/page.ts';\n",
    /'evidence' comes before 'report'/,
  ],
  'a room that nobody has listed': [
    'src/attic/planted.ts',
    "import { page } from '../report/page.ts';\nexport const held = page;\n",
    /'attic' is not in the list of rooms/,
  ],
  'another family of formats': [
    'src/formats/cowrie/planted.ts',
    "import { zeek } from '../zeek/zeek.ts';\nexport const held = zeek;\n",
    /'formats\/cowrie' must not import from 'formats\/zeek'/,
  ],
  'a family, from a reader that all families share': [
    'src/formats/text/planted.ts',
    "import { row } from '../rows/row.ts';\nexport const held = row;\n",
    /'formats\/text' must not import from 'formats\/rows'/,
  ],
  'the writer of parts, from an engine': [
    'src/events/engines/planted.ts',
    "import { part } from '../lake/part.ts';\nexport const held = part;\n",
    /'events\/engines' must not import from 'events\/lake'/,
  ],
  'an engine, from the writer of parts': [
    'src/events/lake/planted.ts',
    "import type { Engine } from '../engines/engine.ts';\nexport type Held = Engine;\n",
    /'events\/lake' must not import from 'events\/engines'/,
  ],
  'an engine, from what lake and engines agree on': [
    'src/events/schema.ts',
    "import type { Engine } from './engines/engine.ts';\nexport type Held = Engine;\n",
    /'events\/schema.ts' must not import from 'events\/engines'/,
  ],
  'another family of detectors': [
    'src/findings/detectors/port-scan/planted.ts',
    "import { flood } from '../flood/flood.ts';\nexport const held = flood;\n",
    /'findings\/detectors\/port-scan' must not import from 'findings\/detectors\/flood'/,
  ],
};
const EVENTS = {
  'src/events/lake/part.ts': 'export const part = 1;\n',
  'src/events/engines/engine.ts': 'export type Engine = number;\n',
};
const ALLOWED = {
  'src/events/ingest/allowed.ts':
    "import { part } from '../lake/part.ts';\nimport type { Engine } from '../engines/engine.ts';\nexport const held: Engine = part;\n",
  'src/report/allowed.ts': "import { zeek } from '../formats/zeek/zeek.ts';\nexport const held = zeek;\n",
  'src/formats/cowrie/allowed.ts':
    "import { row } from '../rows/row.ts';\nimport { text } from '../text/text.ts';\nexport const held = row + text;\n",
};

for (const [what, [file, line, says]] of Object.entries(PLANTED)) {
  test(`a file that imports ${what} fails the lint`, async (t) => {
    const lint = lintIn(await temporary(t), 'room-order.js', 'rooms/order', {
      ...LATER,
      ...PLUG_INS,
      ...EVENTS,
      [file]: line,
    });
    assert.notEqual(lint.status, 0, lint.output);
    assert.match(lint.output, says);
  });
}

test('a file that imports earlier rooms and shared readers passes the lint', async (t) => {
  const lint = lintIn(await temporary(t), 'room-order.js', 'rooms/order', {
    ...LATER,
    ...PLUG_INS,
    ...EVENTS,
    ...ALLOWED,
  });
  assert.equal(lint.status, 0, lint.output);
});
