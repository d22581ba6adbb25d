/** A piece of SQL: a word, a number, a text literal, an operator or bracket; `dialect` stands for what the dialect wrote. */
interface Token {
  kind: 'word' | 'name' | 'number' | 'text' | 'sign' | 'dialect';
  /** Words in upper case. */
  text: string;
}

/** What is around each expression of a dialect that is to be kept apart from the rest (see `markDialect`). */
const OPEN = '/*<*/';
const CLOSE = '/*>*/';
const MARK = /\/\*[<>]\*\//g;

/** The same dialect, whose expressions are marked by comments, which no engine minds. */
export function mark(expression: string): string {
  return `${OPEN}${expression}${CLOSE}`;
}

/** The SQL with each marked expression, and all within it, replaced by one word. */
function withoutDialect(sql: string): string {
  let out = '';
  let depth = 0;
  let at = 0;
  for (const { 0: found, index } of sql.matchAll(MARK)) {
    if (depth === 0) out += sql.slice(at, index);
    if (found === OPEN && depth++ === 0) out += ' "%dialect%" ';
    if (found === CLOSE) depth -= 1;
    at = index + found.length;
  }
  return out + sql.slice(at);
}

const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?\*\/|(?<text>'(?:[^']|'')*')|(?<name>"(?:[^"]|"")*")|(?<number>\d+(?:\.\d+)?(?:e[+-]?\d+)?)|(?<word>[A-Za-z_]\w*)|(?<sign>::|\/\/|\*\*|<>|<=|>=|\|\||<<|>>|->>?|[^\s\w])/g;

function tokensOf(sql: string): Token[] {
  const tokens: Token[] = [];
  for (const { groups = {} } of withoutDialect(sql).matchAll(TOKEN)) {
    const { text, name, number, word, sign } = groups;
    if (text !== undefined) tokens.push({ kind: 'text', text });
    else if (name === '"%dialect%"') tokens.push({ kind: 'dialect', text: name });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word.toUpperCase() });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
  }
  return tokens;
}

/** Words that open a bracket and are no functions. */
const BEFORE_BRACKET = new Set(
  'IN AND OR NOT AS OVER FROM JOIN ON WHERE BY EXISTS SELECT UNION ALL CASE WHEN THEN ELSE HAVING SETS BETWEEN VALUES DISTINCT'.split(
    ' ',
  ),
);

/** Words with a meaning of their own that are neither names nor functions; a question is read by these. */
const KEYWORDS = new Set(
  `SELECT DISTINCT FROM WHERE GROUP BY HAVING ORDER LIMIT OFFSET UNION ALL INTERSECT EXCEPT WITH RECURSIVE AS JOIN LEFT RIGHT FULL INNER
  OUTER CROSS ON USING AND OR NOT IN EXISTS BETWEEN LIKE ILIKE SIMILAR GLOB IS NULL TRUE FALSE CASE WHEN THEN ELSE END CAST TRY_CAST OVER
  PARTITION ROWS RANGE PRECEDING FOLLOWING CURRENT ROW UNBOUNDED GROUPING SETS ROLLUP CUBE FILTER WITHIN QUALIFY ASOF POSITIONAL
  SEMI ANTI LATERAL PIVOT UNPIVOT TABLESAMPLE INTERVAL COPY ATTACH PRAGMA DESCRIBE SUMMARIZE EXCLUDE REPLACE COLUMNS DESC ASC
  NULLS FIRST LAST INTEGER BIGINT DOUBLE VARCHAR TIMESTAMP MATERIALIZED ESCAPE UNNEST`.split(/\s+/),
);
/** These are also ordinary names of columns in our questions. */
const ALSO_NAMES = new Set(['FIRST', 'LAST', 'ROW', 'RANGE']);

/** Functions and keywords of a question, in upper case; a function ends with `()`. */
export function constructsOf(sql: string): Set<string> {
  const tokens = tokensOf(sql);
  const found = new Set<string>();
  tokens.forEach(({ kind, text }, i) => {
    if (kind === 'word') {
      const called = tokens[i + 1]?.text === '(' && !BEFORE_BRACKET.has(text) && tokens[i - 1]?.text !== 'AS';
      const isPart = tokens[i + 1]?.text === 'AS' && tokens[i + 2]?.text === '(';
      if (called && !isPart) found.add(`${text}()`);
      else if (KEYWORDS.has(text) && !ALSO_NAMES.has(text)) found.add(text);
    }
    if (kind === 'sign' && !/^[(),.;]$/.test(text)) found.add(text);
  });
  return found;
}

/** What two engines read in different ways without a word, or one does not know (see docs/develop/engines.md). */
const FORBIDDEN: Readonly<Record<string, string>> = {
  '::': 'CAST(x AS type)',
  '//': 'floor()',
  '**': 'power()',
  '<<': 'multiplication',
  '>>': 'floor() of a division',
  '&': 'remainders',
  '|': 'sums',
  '->': 'a function',
  '->>': 'a function',
  '~': 'LIKE',
  '^': 'power()',
  ILIKE: 'lower(x) LIKE',
  GLOB: 'LIKE',
  SIMILAR: 'LIKE',
  OFFSET: 'a condition',
  QUALIFY: 'a SELECT around it',
  ASOF: 'a window',
  POSITIONAL: 'a join on a number',
  SEMI: 'IN',
  ANTI: 'NOT IN',
  PIVOT: 'CASE',
  UNPIVOT: 'UNION ALL',
  TABLESAMPLE: 'a condition',
  INTERVAL: 'epoch seconds',
  'FILTER()': 'CASE within the aggregate',
  EXCLUDE: 'the names of the columns',
  'COLUMNS()': 'the names of the columns',
  TRY_CAST: 'a condition before it',
  COPY: 'the lake',
  'READ_CSV()': 'the lake',
  'READ_PARQUET()': 'the lake',
  'UNHEX()': 'the lake',
  'FROM_HEX()': 'the lake',
  'HASH()': 'the columns themselves',
  'EPOCH()': 'dialect.epoch',
  'DATE_DIFF()': 'dialect.epoch',
  'EXTRACT()': 'dialect.epoch',
  'TIME_BUCKET()': 'dialect.bucket',
  'STRFTIME()': 'dialect.day or dialect.month',
  'DATE_TRUNC()': 'dialect.bucket',
  'REGEXP_MATCHES()': 'LIKE',
  'REGEXP_EXTRACT()': 'substr() by positions',
  'REGEXP_REPLACE()': 'replace()',
  'SPLIT_PART()': 'substr() by positions',
  'CONCAT()': '||',
  'LIST()': 'dialect.sample',
  'ARG_MAX()': 'a window',
  'ARG_MIN()': 'a window',
  'MAX_BY()': 'a window',
  'MIN_BY()': 'a window',
  'TRIM()': 'a condition',
};

/** The tokens from `from` up to the bracket that closes, or to a word of `ends`, at the same depth. */
function spanOf(tokens: readonly Token[], from: number, ends: ReadonlySet<string>): Token[] {
  let depth = 0;
  let to = from;
  for (; to < tokens.length; to++) {
    const { text, kind } = tokens[to]!;
    if (text === '(') depth += 1;
    if (text === ')' && depth-- === 0) break;
    if (depth === 0 && kind === 'word' && ends.has(text)) break;
  }
  return tokens.slice(from, to);
}

/** The parts of a list, at its own depth. */
function itemsOf(tokens: readonly Token[]): Token[][] {
  const items: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (depth === 0 && token.text === ',') items.push([]);
    else items.at(-1)!.push(token);
  }
  return items.filter((item) => item.length > 0);
}

const CLAUSES = new Set([
  'FROM',
  'WHERE',
  'GROUP',
  'HAVING',
  'ORDER',
  'LIMIT',
  'UNION',
  'QUALIFY',
  'EXCEPT',
  'INTERSECT',
]);
const CLAUSES_AFTER_GROUP = new Set([...CLAUSES].filter((word) => word !== 'GROUP'));

/** Names that a SELECT list gives to what is no column of that name, in upper case. */
function aliasesOf(list: readonly Token[]): Set<string> {
  const aliases = new Set<string>();
  for (const item of itemsOf(list)) {
    const [as, alias] = item.slice(-2);
    if (as?.text !== 'AS' || alias === undefined) continue;
    const expression = item.slice(0, -2).map(({ text }) => text);
    if (expression.join('') !== alias.text && expression.at(-1) !== alias.text) aliases.add(alias.text);
  }
  return aliases;
}

/** GROUP BY and ORDER BY of each SELECT, held against the names that its list gives. */
function aliasProblems(tokens: readonly Token[]): string[] {
  const problems: string[] = [];
  tokens.forEach(({ kind, text }, i) => {
    if (kind !== 'word' || text !== 'SELECT') return;
    const aliases = aliasesOf(spanOf(tokens, i + 1, CLAUSES));
    const rest = spanOf(tokens, i + 1, new Set(['UNION', 'EXCEPT', 'INTERSECT']));
    let depth = 0;
    rest.forEach((token, at) => {
      if (token.text === '(') depth += 1;
      if (token.text === ')') depth -= 1;
      if (depth !== 0 || rest[at + 1]?.text !== 'BY') return;
      const items = itemsOf(spanOf(rest, at + 2, CLAUSES_AFTER_GROUP));
      if (token.text === 'GROUP') {
        if (items[0]?.[0]?.text === 'ALL') problems.push('GROUP BY ALL: name the columns');
        for (const [only, ...more] of items) {
          if (more.length === 0 && only !== undefined && aliases.has(only.text))
            problems.push(`GROUP BY ${only.text} is the name of an expression: use its place`);
        }
      }
      if (token.text === 'ORDER') {
        for (const item of items) {
          const names = item.filter(({ text: name }) => aliases.has(name));
          const plain = item.filter(({ text: word }) => word !== 'DESC' && word !== 'ASC').length === 1;
          if (names.length > 0 && !plain)
            problems.push(`ORDER BY computes with ${names[0]!.text}, the name of an expression`);
        }
      }
    });
  });
  return problems;
}

/** The innermost list items that a token at `at` is in: from comma or bracket to comma or bracket. */
function itemAround(tokens: readonly Token[], at: number): Token[] {
  const stop = (text: string, inner: string, outer: string, depth: number): boolean =>
    depth === 0 && (text === ',' || text === outer) && inner !== text;
  let depth = 0;
  let from = at;
  for (; from > 0; from--) {
    const { text } = tokens[from - 1]!;
    if (stop(text, ')', '(', depth) || (depth === 0 && CLAUSES.has(text)) || text === 'SELECT') break;
    if (text === ')') depth += 1;
    if (text === '(') depth -= 1;
  }
  depth = 0;
  let to = at;
  for (; to < tokens.length; to++) {
    const { text } = tokens[to]!;
    if (stop(text, '(', ')', depth) || (depth === 0 && CLAUSES.has(text))) break;
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
  }
  return tokens.slice(from, to);
}

/** A division of whole numbers or decimals differs; one of doubles does not. Epoch seconds are doubles. */
function isDouble(item: readonly Token[]): boolean {
  return item.some(
    ({ kind, text }) => kind === 'dialect' || text === 'DOUBLE' || (kind === 'number' && text.includes('e')),
  );
}

/** Engines differ in what `least` and `greatest` make of a null. */
function mayBeNull(argument: readonly Token[]): boolean {
  const first = argument[0];
  if (first === undefined) return true;
  return !argument.some(
    ({ kind, text }) =>
      kind === 'dialect' ||
      kind === 'number' ||
      ['COALESCE', 'COUNT', 'LEAST', 'GREATEST', 'ROW_NUMBER'].includes(text),
  );
}

/** Why another engine would refuse a question, or read it otherwise; empty: nothing is known against it. */
export function problemsOf(sql: string): string[] {
  const tokens = tokensOf(sql);
  const problems: string[] = aliasProblems(tokens);
  for (const construct of constructsOf(sql)) {
    const instead = FORBIDDEN[construct];
    if (instead !== undefined) problems.push(`${construct}: use ${instead}`);
  }
  tokens.forEach(({ kind, text }, i) => {
    if (kind === 'sign' && text === '/' && !isDouble(itemAround(tokens, i)))
      problems.push(
        `a share of whole numbers: ${itemAround(tokens, i)
          .map((token) => token.text)
          .join(' ')}`,
      );
    if (kind === 'word' && (text === 'LEAST' || text === 'GREATEST') && tokens[i + 1]?.text === '(') {
      for (const argument of itemsOf(spanOf(tokens, i + 2, new Set()))) {
        if (mayBeNull(argument))
          problems.push(`${text} of what may be null: ${argument.map((token) => token.text).join(' ')}`);
      }
    }
  });
  return [...new Set(problems)];
}
