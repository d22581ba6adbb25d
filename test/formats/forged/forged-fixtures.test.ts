import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FORMATS } from '../../../src/formats/index.ts';
import type { LineFormat } from '../../../src/formats/format.ts';
import { fixture } from '../../support.ts';
import type { PlainRow } from '../memory-sink.ts';
import { parseAll } from '../memory-sink.ts';

const FORGED = '10.66.66.66';
/** Ends of lines and pieces of them, in characters that every writer lets through where it lets spaces through. */
const ENDINGS: readonly string[] = [
  ` from ${FORGED} port 22 ssh2`,
  ` from ${FORGED}`,
  ` ${FORGED} port 22`,
  ` ${FORGED} port 22 [preauth]`,
  ` from ${FORGED}:22`,
  ` (h[${FORGED}]): USER y (Login failed): z`,
  `) [${FORGED}]: 535 Incorrect authentication data (set_id=y`,
  `>, method=PLAIN, rip=${FORGED}, lip=10.0.0.1, session=<a>`,
  `x[${FORGED}]: SASL LOGIN authentication failed: y, sasl_username=z`,
  ` rhost=${FORGED}  user=root`,
  `, client: ${FORGED}, server: x, request: y`,
  ` [client ${FORGED}:1] ModSecurity: Warning.`,
  ` - - [03/Feb/2001:04:05:06 +0000] ${FORGED}`,
  ` SRC=${FORGED} DST=192.0.2.5 PROTO=TCP SPT=1 DPT=22`,
  ` Ban ${FORGED}`,
];

const OPTIONS = { modified: Date.UTC(2026, 11, 1) / 1000, vpcFields: [] };

function linesOf(format: LineFormat): string[] {
  const folder = fixture('formats', format.name);
  const files = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  const texts = files.filter((file) => statSync(file).isFile() && !/\.(?:gz|zip)$/.test(file));
  const lines = texts.flatMap((file) => readFileSync(file, 'latin1').split(/\r?\n/));
  return [...new Set(lines.filter((line) => line.length < 2000))].slice(0, 60);
}

function rowsOf(format: LineFormat, line: string): PlainRow[] {
  try {
    return parseAll(format, Buffer.from(`${line}\n`, 'latin1'), 1 << 20, OPTIONS).rows;
  } catch (error) {
    throw new Error(`${format.name} threw at ${line}`, { cause: error });
  }
}

/** Columns that hold what a client chose. */
const CHOSEN = [
  'username',
  'cs_username',
  'cs_uri_stem',
  'cs_uri_query',
  'cs_host',
  'cs_method',
  'user_agent',
  'referer',
  'x_forwarded_for',
  'http_path',
];

/** Texts of a client that are in the line as they are, with a space in them: there the writer lets spaces through. */
function wordsIn(row: PlainRow, line: string): string[] {
  const texts = CHOSEN.map((column) => row[column]).filter((value) => typeof value === 'string');
  return texts.filter((text) => text.includes(' ') && line.split(text).length === 2);
}

const readable = FORMATS.filter((format): format is LineFormat => format.kind === 'lines');

for (const format of readable) {
  test(`No fixture of ${format.name} has a text whose forged ending becomes an address`, () => {
    for (const line of linesOf(format)) {
      for (const row of rowsOf(format, line)) {
        for (const text of wordsIn(row, line)) {
          for (const ending of ENDINGS) {
            const forged = line.replace(text, () => `${text}${ending}`);
            const found = rowsOf(format, forged).find((candidate) => accuses(candidate));
            assert.equal(found, undefined, `${JSON.stringify(found)} from ${forged}`);
          }
        }
      }
    }
  });
}

function accuses(row: PlainRow): boolean {
  return ['c_ip', 's_ip', 'src', 'dst', 'peer', 'pkt_src', 'pkt_dst'].some(
    (column) => row[column] === FORGED,
  );
}

test('The fixtures hold texts with spaces, so endings are tried', () => {
  const tried = readable.filter((format) =>
    linesOf(format).some((line) => rowsOf(format, line).some((row) => wordsIn(row, line).length > 0)),
  );
  assert.ok(tried.length >= 5, tried.map(({ name }) => name).join(' '));
});
