import type { SqlTokens } from './sql-tokens.ts';
import type { Value } from './value.ts';

/** Functions that give the character of a number, by which a text is written without quotes (OWASP, SQL Injection Bypassing WAF). */
const CHARACTERS = new Set(['char', 'chr', 'nchar']);
/** What a database says of itself, from the manuals: the first thing that is asked of a hole. */
const OF_ITSELF = new Set(
  (
    'version user database schema current_user session_user system_user db_name user_name suser_name suser_sname host_name ' +
    'serverproperty sqlite_version'
  ).split(' '),
);
/** Words that compare and are rare in a text: `in`, `is` and `between` are not. */
const PATTERNS = new Set(['like', 'rlike', 'regexp', 'glob']);
/** Procedures of SQL Server that act outside of the database (Microsoft, "General extended stored procedures"). */
const PROCEDURE =
  /^xp_(?:cmdshell|dirtree|subdirs|fileexist|reg\w+|servicecontrol|availablemedia|loginconfig)$/;

/** Parameters that hold an id, a number or the name of a column, and nothing that anybody searches for. */
const KEYS =
  /(?:id|ids)\]?$|(?:^|[_.[-])(?:no|nr|num|number|page|item|product|prod|cat|category|article|news|user|username|order|sort|limit|offset|year|month|price|qty|quantity)\]?$/;

/** Characters put together: `char(39,111,114)`, `chr(97)||chr(98)`, `char(97)+char(98)`. */
function spells({ kinds, words }: SqlTokens): boolean {
  const calls = /(?:^|[qn(,&oas])f\((?:n,?){1,99}\)(?:[a&,]?f\((?:n,?){1,99}\)){0,99}/g;
  for (const { 0: found, index } of kinds.matchAll(calls)) {
    const at = index + found.indexOf('f');
    if (!CHARACTERS.has(words[at]!)) continue;
    // One call of one number is a type, or a cell of a sheet.
    if (/f.*f/.test(found) || /n,n/.test(found)) return true;
    if (/^s[(]?f\(n\)?$/.test(kinds)) return true;
  }
  return false;
}

/** A condition with nothing before it: `case when 1=1 then`, `1 and 1 like 1`, `1 regexp '^a'`, `substring(version(),1,1)=5`. */
function isCondition({ kinds, words }: SqlTokens): boolean {
  if (words.includes('end') && /^[(]*cc?[(]*(?:n|q[nw]?q)o/.test(kinds)) return true;
  const compared = /^n[)q]*(?:&[(!]*n)?l[nq]/.exec(kinds)?.[0];
  if (compared !== undefined) {
    const word = words[compared.length - 2]!;
    if (PATTERNS.has(word) && (word !== 'like' || compared.includes('&'))) return true;
  }
  const inner = /^f\([(]*f\(/.exec(kinds)?.[0];
  return (
    inner !== undefined &&
    OF_ITSELF.has(words[inner.length - 2]!) &&
    kinds[inner.length] === ')' &&
    kinds.includes('o')
  );
}

/** What is taken first to see how many columns there are, and who is asked: `select(user(`, `select 1,2,3,user()`. */
function asksOfItself({ kinds, words }: SqlTokens): boolean {
  for (const { 0: found, index } of kinds.matchAll(/s(?:[(]{1,9}|a{0,2}n(?:,n){1,99},)f\(/g))
    if (OF_ITSELF.has(words[index + found.length - 2]!)) return true;
  return false;
}

/** Behind a number or a quote: a union with rows that are written down, or a wait. */
function goesOn({ kinds, words }: SqlTokens): boolean {
  if (!/^[(aq]*n|^q/.test(kinds)) return false;
  for (let at = kinds.indexOf('u'); at >= 0; at = kinds.indexOf('u', at + 1))
    if (words[at + 1] === 'values' && kinds[at + 2] === '(') return true;
  const wait = words.indexOf('waitfor');
  return wait > 0 && /^(?:delay|time)$/.test(words[wait + 1] ?? '') && kinds[wait + 2] === 'q';
}

/** Verbs with what they must be followed by, for a value that is nothing but a statement. */
const WHOLE: Readonly<Record<string, RegExp>> = {
  insert: /^into$/,
  delete: /^from$/,
  drop: /^(?:table|database|user|view)$/,
  truncate: /^table$/,
  alter: /^(?:table|user|database|login)$/,
  create: /^(?:table|user|database|function|login|or)$/,
};

/** A whole statement where an id is meant to be. */
function isStatement({ kinds, words }: SqlTokens): boolean {
  const first = /^[(q]*/.exec(kinds)![0].length;
  if (kinds[first] === 's') return kinds.includes('m', first) || /^s[(]*[fFv]/.test(kinds.slice(first));
  if (kinds[first] !== 't') return false;
  const verb = words[first]!;
  if (verb === 'update') return words.slice(first + 2, first + 5).includes('set');
  if (verb === 'copy') return words.includes('program');
  return Object.hasOwn(WHOLE, verb) && WHOLE[verb]!.test(words[first + 1] ?? '');
}

/** Two texts put together and nothing else: `'||'1`, `'-0||'`. */
function joins({ kinds, words }: SqlTokens): boolean {
  return /^q(?:an)?&q(?:[nw]q?)?$/.test(kinds) && words.includes('||');
}

/** A quote follows, where the procedure's name is not only spoken of. */
function runsProcedure({ kinds, words }: SqlTokens): boolean {
  return words.some((word, at) => kinds[at + 1] === 'q' && kinds[at] === 'w' && PROCEDURE.test(word));
}

/** Is the value SQL by itself, which ends no text of the statement that it stands in? */
export function isSqlByItself(tokens: SqlTokens, { name }: Value): boolean {
  return (
    spells(tokens) ||
    isCondition(tokens) ||
    goesOn(tokens) ||
    joins(tokens) ||
    asksOfItself(tokens) ||
    runsProcedure(tokens) ||
    (KEYS.test(name) && isStatement(tokens))
  );
}

/**
 * The text as a filter leaves it that takes comments and control characters out: `un/**\/ion`, `sel%0bect` (OWASP, SQL Injection
 * Bypassing WAF). Undefined: there are none between letters.
 */
export function withoutFillers(text: string): string | undefined {
  const filler = /\/\*[^*]{0,40}\*\/|[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
  if (!/[a-z](?:\/\*|[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f])/.test(text)) return undefined;
  return text.replaceAll(filler, '');
}
