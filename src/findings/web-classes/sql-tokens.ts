import { isSpaceCode, isWordCode } from './value.ts';

/**
 * What a text would be in SQL, a letter a token:
 *
 * `q` a quote, `n` a number, `w` a word, `z` null, true or false, `v` a variable (`@@version`), `f` the name of an ordinary
 * function before its bracket, `F` of one that takes time, reads files or is made to fail, `s` select, `u` union, `m` from,
 * `t` a word that begins a statement, `g` order or group, `b` by, `h` having, `&` and, or, xor, `!` not, `o` a sign that
 * compares, `l` a word that compares (like, in), `a` a sign that computes, `c` case or when, `k` a comment that runs to the
 * end, `i` into, and `( ) , ; . { }` themselves.
 */
export interface SqlTokens {
  kinds: string;
  /** The words, in the places of their tokens; elsewhere empty. */
  words: string[];
  /** A comment stands between other tokens. */
  commented: boolean;
}

/** So many tokens are looked at: what ends a text and goes on in SQL does so sooner. */
const MOST_TOKENS = 400;

const KINDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '&': 'or and xor',
    '!': 'not',
    s: 'select',
    u: 'union intersect except',
    m: 'from',
    t: 'insert update delete drop alter create truncate exec execute declare shutdown waitfor merge grant revoke replace set call handler rename copy begin',
    g: 'order group',
    b: 'by',
    h: 'having',
    l: 'like rlike regexp in is between sounds glob',
    c: 'case when',
    z: 'null true false',
    i: 'into',
    // Between UNION and SELECT these say nothing.
    '': 'all distinct distinctrow',
  }).flatMap(([kind, words]) => words.split(' ').map((word): [string, string] => [word, kind])),
);

/** MySQL, PostgreSQL, SQL Server, Oracle and SQLite, from their manuals: what waits, reads files, calls out, or fails with its argument. */
const GRAVE_FUNCTIONS = new Set(
  (
    'sleep pg_sleep benchmark extractvalue updatexml load_file xp_cmdshell xp_dirtree xp_fileexist xp_regread sp_executesql ' +
    'sp_oacreate openrowset opendatasource randomblob load_extension gtid_subset gtid_subtract utl_http utl_inaddr ' +
    'dbms_pipe dbms_lock dbms_ldap dbms_xmlgen ctxsys pg_read_file lo_import group_concat string_agg wm_concat xmltype ' +
    'sys_eval sys_exec make_set exp name_const st_pointfromgeohash xmlquery httpuritype dblink dblink_connect pg_ls_dir xp_regwrite xp_availablemedia sp_addextendedproc sp_configure polygon multipoint geometrycollection json_keys st_latfromgeohash query_to_xml database_to_xml'
  ).split(' '),
);

/** Functions by which a value is taken apart or put together, from the same manuals. */
const FUNCTIONS = new Set(
  (
    'ascii char chr concat concat_ws substring substr mid left right ord hex unhex length len char_length count user ' +
    'database schema version current_user session_user system_user db_name host_name if iif ifnull isnull nullif coalesce ' +
    'cast convert elt exists rand floor round min max sum lower upper reverse strcmp instr locate position substring_index ' +
    'conv bin quote space repeat pi abs sqrt sha1 md5 password uuid typeof unicode user_name suser_name suser_sname object_id db_id ' +
    'is_srvrolemember is_member serverproperty json_extract sqlite_version likelihood likely unlikely find_in_set zeroblob nvl nvl2 decode ' +
    'now sysdate curdate ceiling crc32 to_base64 from_base64 aes_decrypt charindex patindex quotename datalength regexp_like regexp_substr'
  ).split(' '),
);

/**
 * Is `--` at `at` the beginning of a comment? An id may hold one: what follows must be a space, a sign or nothing (MySQL manual,
 * "Comments"), or a quote or bracket stands before it.
 */
function isComment(text: string, at: number): boolean {
  const after = text[at + 2] ?? '';
  return (
    after === '' ||
    isSpaceCode(after.charCodeAt(0)) ||
    '-+/\'"`#;'.includes(after) ||
    '\'"`)'.includes(text[at - 1] ?? ' ')
  );
}

export function sqlTokens(text: string): SqlTokens {
  let kinds = '';
  const words: string[] = [];
  let commented = false;
  let conditional = false;
  const push = (kind: string, word = ''): void => {
    kinds += kind;
    for (let i = 0; i < kind.length; i++) words.push(word);
  };
  const end = text.length;
  for (let i = 0; i < end && words.length < MOST_TOKENS;) {
    const code = text.charCodeAt(i);
    const next = text.charCodeAt(i + 1);
    if (isSpaceCode(code)) i += 1;
    else if (code === 47 && next === 42) {
      // `/*!50000 … */` is run by MySQL; any other comment is a space.
      if (text.charCodeAt(i + 2) === 33) {
        i += 3;
        while (i < end && text.charCodeAt(i) >= 48 && text.charCodeAt(i) <= 57) i += 1;
        commented = true;
        conditional = true;
        continue;
      }
      const close = text.indexOf('*/', i + 2);
      if (close < 0) {
        push('k');
        break;
      }
      commented = true;
      i = close + 2;
    } else if (code === 42 && next === 47 && conditional) {
      conditional = false;
      i += 2;
    } else if (code === 45 && next === 45 && isComment(text, i)) {
      const feed = text.indexOf('\n', i);
      push('k');
      if (feed < 0) break;
      commented = true;
      i = feed + 1;
    } else if (code === 35) {
      const feed = text.indexOf('\n', i);
      push('k');
      if (feed < 0) break;
      i = feed + 1;
    } else if (code === 39 || code === 34 || code === 96) {
      push('q', text[i]);
      i += 1;
    } else if (code >= 48 && code <= 57) {
      const start = i;
      if (code === 48 && next === 120) {
        i += 2;
        while (i < end && /[0-9a-f]/.test(text[i]!)) i += 1;
      } else {
        while (
          i < end &&
          ((text.charCodeAt(i) >= 48 && text.charCodeAt(i) <= 57) || text.charCodeAt(i) === 46)
        )
          i += 1;
        if (text.charCodeAt(i) === 101 && text.charCodeAt(i + 1) >= 48 && text.charCodeAt(i + 1) <= 57) {
          i += 1;
          while (i < end && text.charCodeAt(i) >= 48 && text.charCodeAt(i) <= 57) i += 1;
        }
      }
      // `3d`, `2nd`, an id: a word that begins with digits.
      let wordEnd = i;
      while (wordEnd < end && isWordCode(text.charCodeAt(wordEnd))) wordEnd += 1;
      const rest = text.slice(i, wordEnd);
      if (rest !== '' && KINDS.get(rest) === undefined) {
        i = wordEnd;
        push('w', text.slice(start, i));
      } else push('n');
    } else if (isWordCode(code)) {
      const start = i;
      while (i < end && isWordCode(text.charCodeAt(i))) i += 1;
      const word = text.slice(start, i);
      const kind = KINDS.get(word);
      if (kind !== undefined) {
        push(kind, word);
        continue;
      }
      let after = i;
      while (after < end && isSpaceCode(text.charCodeAt(after))) after += 1;
      const called = text.charCodeAt(after) === 40;
      if (GRAVE_FUNCTIONS.has(word) && (called || text.charCodeAt(after) === 46)) push('F', word);
      else push(called && FUNCTIONS.has(word) ? 'f' : 'w', word);
    } else if (code === 92 && text.startsWith('nunion', i + 1)) {
      // `\N` is NULL (MySQL manual, "NULL Values"), and needs no space behind it.
      push('z', 'null');
      i += 2;
    } else if (code === 64) {
      let after = i + 1;
      while (after < end && (text.charCodeAt(after) === 64 || isWordCode(text.charCodeAt(after)))) after += 1;
      push(after > i + 1 ? 'v' : 'w', text.slice(i, after));
      i = after;
    } else {
      const pair = text.slice(i, i + 2);
      if (pair === '||' || pair === '&&') {
        push('&', pair);
        i += 2;
      } else if (pair === '<>' || pair === '!=' || pair === '<=' || pair === '>=' || pair === ':=') {
        push('o');
        i += 2;
      } else {
        i += 1;
        if (code === 61 || code === 60 || code === 62) push('o');
        else if (code === 33) push('!');
        else if ('+-*/%^|&~'.includes(text[i - 1]!)) push('a', text[i - 1]);
        else if ('(),;.{}'.includes(text[i - 1]!)) push(text[i - 1]!);
        else push('w');
      }
    }
  }
  return { kinds, words, commented };
}
