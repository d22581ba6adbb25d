import { sqlTokens } from './sql-tokens.ts';
import type { SqlTokens } from './sql-tokens.ts';
import { isSqlByItself, withoutFillers } from './sql-values.ts';
import type { Value } from './value.ts';

/** Tables of the databases' own catalogues, from their manuals. */
const CATALOGUES = [
  'information_schema',
  'sysobjects',
  'syscolumns',
  'sysdatabases',
  'sqlite_master',
  'pg_catalog',
  'pg_shadow',
  'pg_user',
  'all_tables',
  'all_users',
  'user_tables',
  'mysql.user',
  'master..',
  'msysaccessobjects',
];

/** What a word must be followed by to be a statement; a text that says "insert" is none. */
const STATEMENTS: Readonly<Record<string, readonly string[]>> = {
  insert: ['into'],
  update: ['*set'],
  delete: ['from'],
  drop: ['table', 'database', 'view', 'user', 'schema', 'index', 'procedure'],
  alter: ['table', 'database', 'user', 'login'],
  create: [
    'table',
    'user',
    'database',
    'function',
    'procedure',
    'login',
    'alias',
    'extension',
    'role',
    'view',
    '*or',
  ],
  truncate: ['table'],
  exec: ['*'],
  execute: ['*'],
  declare: ['*'],
  shutdown: ['*'],
  waitfor: ['delay', 'time'],
  set: ['*'],
  grant: ['all'],
  rename: ['table'],
  handler: ['*'],
  call: ['*'],
  replace: ['into'],
  // PostgreSQL manual, COPY: a command of the system takes the rows, or gives them.
  copy: ['*program'],
  begin: ['declare', 'execute', 'dbms_lock', 'dbms_pipe', 'utl_http'],
};

/** Does the `t` at `at` begin a statement? */
function beginsStatement({ kinds, words }: SqlTokens, at: number): boolean {
  const verb = words[at] ?? '';
  const next = words[at + 1] ?? '';
  for (const what of STATEMENTS[verb] ?? []) {
    if (what === '*set') {
      if (kinds[at + 1] === 'w' && words.slice(at + 2, at + 5).includes('set')) return true;
    } else if (what === '*program') {
      const program = words.indexOf('program', at + 1);
      if (program > 0 && program < at + 20 && kinds[program + 1] === 'q') return true;
    } else if (what === '*or') {
      if (next === 'or' && words[at + 2] === 'replace') return true;
    } else if (what === '*') {
      if (verb === 'shutdown' && next === 'with') return true;
      if (verb === 'shutdown') return kinds.length === at + 1 || 'k;'.includes(kinds[at + 1]!);
      if (verb === 'handler') return words[at + 2] === 'open';
      if (verb === 'exec' || verb === 'execute')
        return /^(?:xp_|sp_|master|immediate)/.test(next) || kinds[at + 1] === '(' || kinds[at + 1] === 'v';
      if (verb === 'set' || verb === 'declare') return kinds[at + 1] === 'v';
      return kinds[at + 2] === '(' && kinds[at + 1] === 'w';
    } else if (next === what) return true;
  }
  return false;
}

/** Where the value's own text ends by a quote that nothing closes: an odd number of that quote stands up to there. */
function breaksOut({ kinds, words }: SqlTokens, at: number): boolean {
  const quote = words[at];
  let before = 0;
  for (let i = 0; i <= at; i++) if (kinds[i] === 'q' && words[i] === quote) before += 1;
  return before % 2 === 1;
}

/** What follows a quote that ended the text: a comment, a further condition, a comparison of what is always so, a part of a SELECT. */
const AFTER_QUOTE =
  /^q+\)*(?:;?k|;$|;s[(]*[wnvfFa]|s[(]*am|&[(!]*(?:q?[wnzv]?q?(?:o|lq|l\()|[fFsc]|\(?s|wf|z(?:[k;]|$)|n(?:[k;]|$)|!)|&!?(?:w|n)?l[qn(fF]|&[(]*wl!?z|u[(q]*s|o+q|l[q(nF]|gb|h|a[(]*[fFs]|a+[nq]+a|&[(]*q?[wn]?q?$|&q[wn]?q*[ol]|a+q|,[(]*[sfF(]|c|i|m)/;
/** The same behind a number, which needs no quote to end. */
const AFTER_NUMBER =
  /^n[)q]*(?:;?k$|&[(!]*(?:q?[nz]q?[)]*o|q[wn]q[)]*o|[fF][^o]*o|[Fsc]|\(?s|w\(?s|n[k;]|z(?:[k;]|$)|wl!?z|w(?:o|l)[qn(])|u[(q]*s|gbn?[,n]*k?$|gb[wn.,q]*h[(!]*[nfq]|h[(!]*[nfq]|a[(]*[Fs]|a\(s|a\([fF]|l[fF]|l\(s|[;]k|i|,\(s)/;
/** A SELECT that is put together, with what it takes. */
const UNION = /u\(*s[(qa]*(?:[nzvfFq]|w,|w\(|a?m|w?m)/;
/** Words and a name in quotes, with a word behind it: `union select 'vintage' shirt`. */
const QUOTED_WORDS = /^[^nq(]*us[(]*q[wn]*qw/;
/** A SELECT in brackets, with what it takes. */
const SUBSELECT = /(?:^|[o&,a(qfFl!m])\(s(?:[^)]*m[qw(]|[(]*[fFvc]|[n]\))/;

const NOSQL = /^(?:\$where|\$expr)$|\[\$(?:ne|gt|gte|lt|lte|nin|regex|exists|where)\]$/;
const SECRETS = /user|login|pass|pwd|mail|token|secret|account/;

function isNoSql({ text, name }: Value): boolean {
  if (NOSQL.test(name) && (name.startsWith('$') || SECRETS.test(name))) return true;
  if (!text.includes('$')) return false;
  return (
    (/^\s{0,9}\{\s{0,9}["']?\$(?:ne|gt|gte|lt|nin|regex|where)/.test(text) && SECRETS.test(name)) ||
    (text.includes('$where') &&
      (text.includes('function') || text.includes('this.') || text.includes('return')))
  );
}

/** Is it an attempt to go on in SQL (CWE-89), or in the filter of a document database (CWE-943)? */
export function isSqlInjection(value: Value): boolean {
  if (isNoSql(value) || isSql(value.text, value)) return true;
  const plain = withoutFillers(value.text);
  return plain !== undefined && isSql(plain, value);
}

function isSql(text: string, value: Value): boolean {
  const tokens = sqlTokens(text);
  const { kinds, words } = tokens;
  if (UNION.test(kinds) && !QUOTED_WORDS.test(kinds)) return true;
  for (let at = kinds.indexOf('q'); at >= 0; at = kinds.indexOf('q', at + 1)) {
    const rest = kinds.slice(at, at + 24);
    if (AFTER_QUOTE.test(rest) && breaksOut(tokens, at) && !isText(tokens, at, rest)) return true;
  }
  const start = /^[(aq]*/.exec(kinds)![0].length;
  const begin = kinds[start];
  if (begin === 'n' && AFTER_NUMBER.test(kinds.slice(start, start + 24))) return true;
  if (SUBSELECT.test(kinds)) return true;
  return (
    isConstantComparison(tokens) ||
    callsGrave(tokens) ||
    stacks(tokens) ||
    (kinds.includes('s') &&
      kinds.includes('m') &&
      isBrokenOut(tokens) &&
      CATALOGUES.some((name) => text.includes(name))) ||
    (/^m[q(]?w[.q]*(?:w[k;]?)?$/.test(kinds) &&
      CATALOGUES.some((name) => words[1] === name || words[2] === name)) ||
    writesFile(tokens) ||
    isSqlByItself(tokens, value) ||
    (words.includes('procedure') && words.includes('analyse') && kinds.includes('('))
  );
}

/** `into outfile '…'` (MySQL manual, "SELECT … INTO"): with the file, which a text that speaks of it has not. */
function writesFile({ kinds, words }: SqlTokens): boolean {
  const into = kinds.indexOf('i');
  return (
    into >= 0 && /^(?:outfile|dumpfile)$/.test(words[into + 1] ?? '') && /^[qn]$/.test(kinds[into + 2] ?? '')
  );
}

/** Apostrophes of a text, a quoted word, or a list of them: `the dogs' and cats' food`, `"or"`, `'a'-'b'`. */
function isText({ kinds, words }: SqlTokens, at: number, rest: string): boolean {
  if (kinds === 'q&q') return true;
  if (/^q(?:[oa]+q|&q)/.test(rest)) {
    // All of quotes and signs is no text; else it is one where each quote has its other.
    const quotes = words.filter((word) => word === words[at]).length;
    return kinds[0] === 'q' && quotes % 2 === 0 && !/^q[oa&]+q+(?:&q)*$/.test(kinds);
  }
  return /^q[ilmc]/.test(rest) && kinds[at - 1] === 'w' && !/[okn(;]/.test(rest);
}

function isBrokenOut(tokens: SqlTokens): boolean {
  const { kinds } = tokens;
  const at = kinds.indexOf('q');
  return (
    kinds.startsWith('n') ||
    kinds.includes(')') ||
    (at >= 0 && tokens.words.filter((word) => word === tokens.words[at]).length % 2 === 1)
  );
}

/** `or 1=1`, `and 'a'='a'`: true whatever the row says. */
function isConstantComparison({ kinds, words }: SqlTokens): boolean {
  const constant = /(?:^|[qn)wz;])[)]*&[(!]*(?:n|qn?w?q|z)[)]*o[(]*(?:n|q[nw]?q?|z|f)/g;
  for (const { 0: found, index } of kinds.matchAll(constant)) {
    const at = index + found.indexOf('&');
    // `&&` and `||` with signs are what programs write, too: what they compare there is no two numbers.
    const word = words[at]!;
    const isProgram = (word === '&&' || word === '||') && kinds[at - 1] === 'w';
    if (!isProgram) return true;
  }
  return false;
}

/** A function that waits, reads a file or fails, where a value of its own stands. */
function callsGrave({ kinds, words }: SqlTokens): boolean {
  for (let at = kinds.indexOf('F'); at >= 0; at = kinds.indexOf('F', at + 1)) {
    const before = kinds[at - 1] ?? '';
    const word = words[at]!;
    if (before === '' && (word === 'sleep' || word === 'exp')) {
      if (word === 'sleep' && /^F\(n\)(?:[;k)]|$)/.test(kinds)) return true;
      continue;
    }
    // What is repeated is its second argument (MySQL manual, "Information Functions").
    if (word === 'benchmark' && !/^F\([^)]*,/.test(kinds.slice(at))) continue;
    if (word === 'exp' && !/^F\((?:a|\()/.test(kinds.slice(at))) continue;
    if (before === '' || 'qn)&(,oasu;!ktl'.includes(before)) return true;
  }
  return false;
}

/** A second statement behind the first. */
function stacks(tokens: SqlTokens): boolean {
  const { kinds, words } = tokens;
  for (let at = 0; at < kinds.length; at++) {
    const before = kinds[at - 1] ?? '';
    if (
      kinds[at] === 't' &&
      (';q)'.includes(before) || (before === 'n' && at === 1)) &&
      before !== '' &&
      beginsStatement(tokens, at)
    )
      return true;
    if (kinds[at] === 's' && before === ';' && /^s[(qa]*(?:[fFvn]|w,|am|w?m)/.test(kinds.slice(at)))
      return true;
    if (at === 0 && words[0]!.startsWith('exec') && words[1] === 'master' && kinds[2] === '.') return true;
    if (kinds[at] === 't' && at === 0 && words[0] === 'waitfor') return beginsStatement(tokens, 0);
    if (kinds[at] === 't' && /^(?:xp_|sp_)/.test(words[at + 1] ?? '')) return true;
  }
  return false;
}
