import { aheadOf, beforeOf, holdsAny, isWordCode, placesOf, skipSpaces } from './value.ts';
import type { Value } from './value.ts';

/** Functions that run code or commands, or write files: PHP manual, "Program execution", "Function handling", "File system". */
const FUNCTIONS = (
  'system passthru shell_exec exec popen proc_open pcntl_exec eval assert create_function call_user_func call_user_func_array ' +
  'base64_decode gzinflate gzuncompress str_rot13 file_put_contents file_get_contents fopen fwrite readfile highlight_file show_source ' +
  'move_uploaded_file phpinfo var_dump print_r die md5 ini_set set_time_limit error_reporting preg_replace array_map unserialize ' +
  'include include_once require require_once chr getenv scandir opendir phpversion php_uname posix_getuid dl putenv symlink ' +
  'fsockopen pfsockopen curl_exec stream_socket_client posix_getpwuid pcntl_fork ini_get register_shutdown_function'
).split(' ');

/** Variables that a request sets (PHP manual, "Superglobals"), and what a script has of them. */
const VARIABLES = [
  '$_get',
  '$_post',
  '$_request',
  '$_server',
  '$_cookie',
  '$_files',
  '$_session',
  '$_env',
  '$globals',
  '$http_',
  '$_[',
];
const DIRECTIVES = [
  'allow_url_include',
  'auto_prepend_file',
  'auto_append_file',
  'disable_functions=',
  'safe_mode=',
  'open_basedir=',
  'suhosin.simulation',
  'cgi.force_redirect',
  'cgi.redirect_status_env',
];
/** Places that are asked for to run PHP, in tools that were left on servers: CVE-2017-9841, CVE-2018-20062. */
const PLACES = [
  'phpunit/src/util/php/eval-stdin.php',
  'phpunit/util/php/eval-stdin.php',
  'invokefunction',
  'think\\app/',
  'think/app/invoke',
  'think\\container',
  'think\\request',
  '\\think\\',
];
const WRAPPERS = [
  'php://input',
  'php://filter',
  'php://stdin',
  'php://memory',
  'php://temp',
  'php://output',
  'php://fd',
  'phar://',
  'expect://',
  'compress.zlib://',
  'compress.bzip2://',
  'zlib:',
  'zip://',
  'ogg://',
  'ssh2.',
  'rar://',
  'glob://',
];

/** A call that stands where code stands: at the beginning, or behind what ends or begins an expression. */
function callsFunction(text: string): boolean {
  for (const name of FUNCTIONS) {
    for (const at of placesOf(text, name)) {
      if (
        at > 0 &&
        (isWordCode(text.charCodeAt(at - 1)) ||
          text[at - 1] === '.' ||
          text[at - 1] === '>' ||
          text[at - 1] === '-')
      )
        continue;
      const open = skipSpaces(text, at + name.length);
      const sign = text[open];
      const isInclude = name.startsWith('include') || name.startsWith('require');
      if (
        sign !== '(' &&
        !(isInclude && /^\s{1,9}\$_|^\s{0,9}['"]\w+:\/\//.test(aheadOf(text, at + name.length)))
      )
        continue;
      const head = beforeOf(text, at);
      const before = head.trimEnd().at(-1) ?? '';
      const place =
        before === '' ||
        ';{}(=@!,.$&|?"\'`:)'.includes(before) ||
        /(?:<\?(?:php|=)?|print|echo|return)\s{0,9}$/.test(head.slice(-20));
      if (!place) continue;
      const argument = text.slice(open + 1, open + 80).trimStart();
      if (name === 'phpinfo') return true;
      const first = argument[0] ?? '';
      if (
        name === 'md5' ||
        name === 'print_r' ||
        name === 'die' ||
        name === 'var_dump' ||
        name === 'chr' ||
        name === 'array_map'
      ) {
        if (
          /^[$"'@\d]/.test(first) &&
          (aheadOf(text, open).includes(';') || before === '{' || before === '@') &&
          before !== '='
        )
          return true;
        continue;
      }
      if (
        name === 'exec' ||
        name === 'eval' ||
        name === 'system' ||
        name === 'include' ||
        name === 'require'
      ) {
        if (
          /^[$"'@`]|^(?:base64_decode|chr|getallheaders|end|pos|current|gz|str_|file_get|phpinfo)/.test(
            argument,
          ) &&
          before !== '.'
        )
          return (
            /\$|;|base64|@|\bphpinfo|["'](?:id|ls|cat|who|una|wget|curl|cmd|dir|net|echo|ping|\/|nc |sh)/.test(
              argument,
            ) || name === 'system'
          );
        continue;
      }
      if (/^[$"'@\d_a-z]/.test(first)) return true;
    }
  }
  return false;
}

const RUNNING = 'phpinfo|system|passthru|shell_exec|exec|eval|assert|popen|proc_open';
/** A function by its name, for one that calls it back (PHP manual, "Callbacks / Callables"). */
const CALLED_BACK = new RegExp(
  `(?:array_(?:map|filter|walk|reduce)|u[ak]?sort|register_shutdown_function|ob_start|iterator_apply)\\s{0,9}\\([^'"]{0,80}(?:['"][^'"]{0,80}['"][^'"]{0,20}){0,4}['"](?:${RUNNING})['"]`,
);
/** Between two texts, in a tag of Smarty (its manual, "Built-in Functions"), or alone: `'.phpinfo().'`, `{if phpinfo()}`, `system(id)`. */
const CALLED = new RegExp(
  `['"]\\s{0,9}\\.\\s{0,9}(?:${RUNNING})\\s{0,9}\\(|\\{(?:if|php|math|literal|assign)[^}]{0,60}\\b(?:${RUNNING})\\s{0,9}\\(|^\\s{0,9};?(?:system|passthru|shell_exec)\\([\\w /.-]{1,80}\\)\\s{0,9};?\\s{0,9}$`,
);
/** What scanners have computed, to see it in the answer. */
const COMPUTED =
  /\b(?:print|printf|echo|die|var_dump|exit)\s{0,9}\(?\s{0,9}md5\s{0,9}\(\s{0,9}['"\d][^)]{0,80}\)\s{0,9}(?:[);]|\?>|$)/;

/** `O:8:"stdClass":1:{…}`: an object as PHP writes it. */
function isObject(text: string): boolean {
  return (
    /(?:^|[;{}=|])[oc]:\+?\d+:"[\w\\]+":\d+:\{/.test(text) ||
    (/^a:\d+:\{[is]:\d/.test(text) && /[oc]:\d+:"/.test(text))
  );
}

/** Is it PHP that is to be run, or what makes PHP run or read something (CWE-95)? */
export function isPhp({ text, place, name }: Value): boolean {
  if (/<\?(?:php\b|=|\s{0,9}(?:echo|system|eval|@|print|passthru|include|\$))/.test(text)) return true;
  if (place === 'path') return holdsAny(text, PLACES);
  if (WRAPPERS.some((wrapper) => startsValue(text, wrapper))) return true;
  if (/^\s{0,9}data:(?:\/\/)?(?:text\/plain|,|;base64|application\/x-httpd-php|text\/php)/.test(text))
    return true;
  // `${@…}` and `{${…}}`: a variable of that name, which is a call.
  if (text.includes('${@') || text.includes('{${')) return true;
  if (VARIABLES.some((variable) => hasVariable(text, variable))) return true;
  if (
    DIRECTIVES.some((directive) => text.includes(directive) || name.includes(directive)) &&
    /[=\s]|^-/.test(text)
  )
    return true;
  if (holdsAny(text, PLACES)) return true;
  if (/^(?:globals|_server|_get|_post|_request|_session)\[/.test(name)) return true;
  return (
    isObject(text) ||
    (text.includes('(') && (CALLED.test(text) || CALLED_BACK.test(text) || COMPUTED.test(text))) ||
    (text.includes('(') && callsFunction(text)) ||
    (/\binclude|\brequire/.test(text) &&
      /(?:include|require)(?:_once)?\s{0,9}\(?\s{0,9}(?:\$_|['"]\w+:\/\/)/.test(text))
  );
}

function hasVariable(text: string, variable: string): boolean {
  const at = text.indexOf(variable);
  if (at < 0) return false;
  const after = text[at + variable.length] ?? '';
  return variable.endsWith('_') || variable.endsWith('[') || ('[{('.includes(after) && after !== '');
}

/** Does the value begin with it, or is it behind another wrapper, a quote or a way up? */
function startsValue(text: string, wrapper: string): boolean {
  const at = text.indexOf(wrapper);
  if (at < 0) return false;
  const before = beforeOf(text, at);
  return /^[\s"'(]*$|(?:resource=|\/|["'(=])$/.test(before);
}
