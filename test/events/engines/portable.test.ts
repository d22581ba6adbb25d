import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DUCKDB } from '../../../src/events/engines/duckdb/dialect.ts';
import { allQuestions } from './asked.ts';
import { CONSTRUCTS } from './conformance.ts';
import { constructsOf, mark, problemsOf } from './portable.ts';

/** Questions that two engines answer in different ways, or one refuses; each with a word of what is said of it. */
const PLANTED: Record<string, [sql: string, says: RegExp]> = {
  'a share of whole numbers': ['SELECT count(a) / count(*) AS share FROM flows', /share of whole numbers/],
  'a share of decimals': ['SELECT 1.0 * count(a) / 3 FROM flows', /share of whole numbers/],
  'least of what may be null': ['SELECT least(src_port, dst_port) FROM flows', /LEAST of what may be null/],
  'greatest of a sum': ['SELECT greatest(1, sum(n)) FROM flows', /GREATEST of what may be null/],
  'grouping by the name of an expression': [
    "SELECT coalesce(a, '') AS b, count(*) FROM flows GROUP BY b",
    /GROUP BY B is the name/,
  ],
  'grouping by a name that is also a column': [
    "SELECT coalesce(a, '') AS a, count(*) FROM flows GROUP BY a",
    /GROUP BY A is the name/,
  ],
  'grouping by all': ['SELECT a, count(*) FROM flows GROUP BY ALL', /GROUP BY ALL/],
  'the same in a part of a question': [
    'WITH p AS (SELECT a + 1 AS b FROM flows GROUP BY b) SELECT * FROM p',
    /GROUP BY B is the name/,
  ],
  'sorting by what is computed with a name': [
    'SELECT a + 1 AS b FROM flows ORDER BY lower(b)',
    /ORDER BY computes/,
  ],
  'a page that begins somewhere': ['SELECT a FROM flows LIMIT 5 OFFSET 5', /OFFSET/],
  'a cast with colons': ['SELECT a::INTEGER FROM flows', /::/],
  'a division with two strokes': ['SELECT a // 2 FROM flows', /\/\//],
  bits: ['SELECT a & 2 FROM flows', /&/],
  'an interval': ["SELECT a + INTERVAL '60 seconds' FROM flows", /INTERVAL/],
  'a filter of an aggregate': ['SELECT count(*) FILTER (a = 1) FROM flows', /FILTER/],
  'a pattern without case': ["SELECT a FROM flows WHERE a ILIKE 'x'", /ILIKE/],
  'a row by its rank': ['SELECT a FROM flows QUALIFY row_number() OVER () = 1', /QUALIFY/],
  'a join by time': ['SELECT a FROM flows ASOF JOIN t ON a >= b', /ASOF/],
  'a file': ["SELECT * FROM read_parquet('x')", /READ_PARQUET/],
  'bytes of text': ["SELECT unhex('00') FROM flows", /UNHEX/],
  'a hash': ['SELECT hash(a) FROM flows', /HASH/],
  'the difference of dates': ["SELECT date_diff('day', a, b) FROM flows", /DATE_DIFF/],
};

for (const [what, [sql, says]] of Object.entries(PLANTED)) {
  test(`what is not portable is noticed: ${what}`, () => {
    assert.match(problemsOf(sql).join('\n'), says);
  });
}

test('what is portable, or written by the dialect, or only text, is let be', () => {
  for (const sql of [
    "SELECT coalesce(a, '') AS a, count(*) AS n FROM flows GROUP BY 1 HAVING count(*) > 1 ORDER BY n DESC, a LIMIT 5",
    'SELECT a AS b, count(*) AS n FROM flows GROUP BY a ORDER BY b',
    'SELECT CAST(a AS DOUBLE) / b AS c, least(coalesce(a, 0), 7) AS d FROM flows',
    'SELECT \'a::b // c & OFFSET 5 ILIKE\' AS text, "offset" FROM flows -- GROUP BY ALL',
    `SELECT ${mark(`epoch(${mark('time_bucket(a)')})`)} / 600 AS start FROM flows`,
  ]) {
    assert.deepEqual(problemsOf(sql), [], sql);
  }
});

test('no question that a case is made with is read in two ways, and each construct of it is in the suite of engines', async (t) => {
  const suite = new Set<string>();
  for (const { sql } of CONSTRUCTS) for (const construct of constructsOf(sql(DUCKDB))) suite.add(construct);
  const asked = await allQuestions(t);
  assert.ok(asked.size > 100, `only ${asked.size} questions`);
  for (const sql of asked) {
    assert.deepEqual(problemsOf(sql), [], sql);
    const beyond = [...constructsOf(sql)].filter((construct) => !suite.has(construct));
    assert.deepEqual(beyond, [], `add them to test/events/engines/conformance.ts: ${sql}`);
  }
});
