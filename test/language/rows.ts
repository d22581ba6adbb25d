import { LANGS } from '../../src/language/lang.ts';
import type { Rows } from '../../src/model/reason.ts';
import { compiled, sources } from '../plug-ins.ts';

function isRow(value: unknown): value is Rows[string] {
  return typeof value === 'object' && value !== null && LANGS.every((lang) => lang in value);
}

/** The rows of words that a module exports; another export may be called so and be something else. */
function rowsOf(module: Record<string, unknown>): (readonly [key: string, row: Rows[string]])[] {
  return Object.entries(module).flatMap(([name, exported]) => {
    if (!name.endsWith('_ROWS') || typeof exported !== 'object' || exported === null) return [];
    return Object.entries(exported).filter((entry): entry is [string, Rows[string]] => isRow(entry[1]));
  });
}

const WITH_ROWS = [...sources()].filter(([, text]) => /^export const [A-Z\d_]+_ROWS\b/m.test(text));

/** All messages whose words stand side by side, five languages to a row, by key: found in whatever file of `src/` has some. */
export const ALL_ROWS: readonly (readonly [key: string, row: Rows[string]])[] = [
  ...new Map((await Promise.all(WITH_ROWS.map(async ([path]) => rowsOf(await compiled(path))))).flat()),
];
