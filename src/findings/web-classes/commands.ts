import { aheadOf, beforeOf, isSpaceCode, isWordCode, skipSpaces } from './value.ts';
import type { Value } from './value.ts';

/** Commands that are no words of a text: POSIX.1-2017, GNU and BusyBox tools, Windows. */
const COMMANDS = new Set(
  (
    'whoami uname ls pwd wget netcat nc ncat zsh ksh csh ipconfig ifconfig netstat nslookup chmod chown ' +
    'powershell tftp ftpget busybox printenv certutil bitsadmin wmic cscript wscript mshta rundll32 regsvr32 nohup xxd ' +
    'base64 gcc awk egrep xargs mkfifo socat python2 python3 phantomjs systeminfo tasklist taskkill dir mkdir rmdir tac ping6 ' +
    'useradd adduser killall pkill iptables lsof'
  ).split(' '),
);
/** Commands that are words of lists and texts as well: they count only where nothing but a command can stand, or with what a command has. */
const WORDS = new Set(
  (
    'id type host find head tail more less sort echo sleep env set time who w date file test history expr printf php node java go net ' +
    'exec eval dig touch make copy move print route cut diff at export wall hostname ping kill mount sed grep cp mv rm del ps df sh cmd passwd ' +
    'cat curl bash dash perl python ruby lua telnet sudo traceroute crontab reboot nl od ip tar ln rev strings ssh scp su git docker kubectl openssl ' +
    'lynx fetch reg sc schtasks tracert arp shutdown'
  ).split(' '),
);
/** Parameters of scripts that run what they are given: web shells, and consoles of devices. */
const RUN_NAMES =
  /^(?:cmd|exec|execute|command|run|shell|system|ping|daemon|do_?cmd|c|q?cmd|sh|syscmd|todo|payload|host|ip|ping_?ip|ipaddr|target_?addr|jump|arg)$/;
const PATHS = [
  '/bin/sh',
  '/bin/bash',
  '/bin/cat',
  '/bin/ls',
  '/bin/id',
  '/bin/nc',
  '/bin/busybox',
  '/bin/uname',
  '/bin/ping',
  '/usr/bin/id',
  '/usr/bin/wget',
  '/usr/bin/curl',
  '/usr/bin/whoami',
  '/usr/bin/perl',
  '/usr/bin/python',
  'cmd.exe',
  'powershell.exe',
  'powershell -',
  'cmd /c',
  'cmd /k',
  '/dev/tcp/',
  '${ifs}',
  '$ifs',
  '<!--#exec',
  '<!--#include',
  'rm -rf /',
  'cd /tmp',
  '() {',
  '(){',
];

/** Quotes, backslashes and empty variables that a shell takes out of a word: `c'a't`, `w\ho`, `i$@d`, `who^ami`. */
function unquoted(text: string): string {
  return text.replaceAll(/['"\\^]|\$[@*]|\$\{?[\d]\}?|\$\(\)|``/g, '');
}

/** Of a command's word with its folder so many characters are looked at. */
const LONGEST_COMMAND = 200;
/** So many places are looked at where a command may begin. */
const MOST_OPENINGS = 200;

/** A word of a command at `at`, with its folder left out: `/usr/bin/id`, `/???/c?t`. */
function commandAt(text: string, at: number): { word: string; end: number; path: boolean } {
  let i = at;
  const most = Math.min(text.length, at + LONGEST_COMMAND);
  while (i < most && (isWordCode(text.charCodeAt(i)) || '/?*.-[]'.includes(text[i]!))) i += 1;
  const whole = text.slice(at, i);
  const slash = whole.lastIndexOf('/');
  return { word: whole.slice(slash + 1).replace(/\.exe$/, ''), end: i, path: slash >= 0 };
}

/** Can what stands behind a command be the rest of its line? */
function endsCommand(text: string, end: number): boolean {
  const sign = text[end];
  if (sign === undefined) return true;
  return isSpaceCode(text.charCodeAt(end)) || (';|&`)$<>#{},\n%+'.includes(sign) && sign !== ',');
}

/** Is what stands before a separator a value by itself: nothing, a number, an address, a name with a point, what ends by a quote? */
function isBareValue(before: string): boolean {
  return /^[\s"')]*$|^\s{0,9}[\d.:]+["')]*\s{0,9}$|^\s{0,9}\S*\.\S+\s{0,9}$|["')]\s{0,9}$/.test(before);
}

/** A place where a shell would begin a command. */
interface Opening {
  sign: string;
  /** Of the first character behind what opens it. */
  begin: number;
  /** Nothing else is written so: `||`, `&&`, `$(`. */
  sure: boolean;
}

function openingAt(text: string, at: number): Opening | undefined {
  const sign = text[at]!;
  const next = text[at + 1];
  if (';|&\n\r'.includes(sign)) {
    let begin = at + 1;
    while (begin < text.length && ';|&\n\r'.includes(text[begin]!)) begin += 1;
    return { sign, begin, sure: sign === next && sign !== '\n' };
  }
  if (sign === '`') return { sign, begin: at + 1, sure: false };
  if ((sign === '$' || sign === '<' || sign === '>') && next === '(')
    return { sign, begin: at + 2, sure: true };
  // `{cat,/etc/passwd}` has no space.
  if (sign === '{' && (at === 0 || ';|&`'.includes(text[at - 1]!)))
    return { sign, begin: at + 1, sure: true };
  return undefined;
}

/** What single commands have behind them that would be a word or a number elsewhere. */
const OF_FILE = /^\s{1,9}\S{1,100}\s{1,9}[/~.]/;
const PIPED = /^\s{1,9}\S+\s{0,9}[|;>&`]/;
const OWN_ARGUMENTS: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    sleep: /^\s{1,9}\d+\s{0,9}(?:[;|&`'")#]|$)/,
    echo: PIPED,
    exec: PIPED,
    perl: PIPED,
    php: PIPED,
    ps: /^\s{1,9}aux/,
    // What these are followed by is no path, and not what anybody calls them in a text.
    ip: /^\s{1,9}(?:a|addr|address|route|link|neigh)\b/,
    grep: OF_FILE,
    sed: OF_FILE,
    mv: OF_FILE,
    cp: OF_FILE,
    ln: OF_FILE,
    ssh: /^\s{1,9}\S{1,60}@\S/,
    scp: /^\s{1,9}\S{1,60}(?:@|\s\S{1,60}:)/,
    su: /^\s{1,9}-(?:\s|$)/,
    git: /^\s{1,9}clone\s/,
    docker: /^\s{1,9}(?:ps|exec|run|images|inspect)\b/,
    kubectl: /^\s{1,9}(?:get|exec|apply|describe)\s/,
    openssl: /^\s{1,9}s_client\b/,
    reg: /^\s{1,9}(?:query|add|save)\s{1,9}\S/,
    sc: /^\s{1,9}(?:query|config|create|stop|start)\b/,
    net: /^\s{1,9}(?:user|localgroup|view|share|use|group|start)\b/,
  }),
);

/** What a command has behind it and a text has not: an option, a path, an address, a variable, a redirection. */
function isStrongArgument(word: string, rest: string): boolean {
  if (
    /^\s{0,9}(?:[<>]\s{0,9}[/&\w]|\$\{?\w)|^\s{1,9}(?:-{1,2}\w|\/|\.{1,2}\/|~\/|[a-z]:\\|https?:\/\/|ftp:\/\/|\d{1,3}(?:\.\d{1,3}){3}|\$\w)/.test(
      rest,
    )
  )
    return true;
  return OWN_ARGUMENTS.get(word)?.test(rest) ?? false;
}

/** `name|id|type`: the same sign between words, without spaces. */
function isListed(text: string, at: number, end: number): boolean {
  const sign = text[at]!;
  if (at === 0 || !isWordCode(text.charCodeAt(at - 1))) return false;
  if (text[end] === sign && isWordCode(text.charCodeAt(end + 1))) return true;
  const tail = text.slice(Math.max(0, at - 60), at);
  const before = at - tail.length + tail.lastIndexOf(sign);
  if (!tail.includes(sign)) return false;
  return (
    (end === text.length || text[end] === '&') &&
    before > 0 &&
    /^\w+$/.test(text.slice(before + 1, at)) &&
    isWordCode(text.charCodeAt(before - 1))
  );
}

/** Does a shell's command stand behind what opens one? @param original the text before quotes were taken out */
function runsCommand(text: string, at: number, { sign, begin, sure }: Opening, original: string): boolean {
  const start = skipSpaces(text, begin);
  const { word, end, path } = commandAt(text, start);
  if (word === '') return false;
  const whole = text.slice(start, end);
  if (path && /^\/[?*\w]*[?*][?*\w]*\/[?*\w]+|^\/[?*\w]+\/[\w]*[?*]/.test(whole))
    return endsCommand(text, end);
  const known = COMMANDS.has(word) || /^(?:python|perl|ruby|php)[\d.]+$/.test(word);
  if (!known && !WORDS.has(word)) return false;
  if (sign === '{') return text[end] === ',';
  if (!endsCommand(text, end)) return false;
  if (path) return true;
  const rest = aheadOf(text, end);
  if (isStrongArgument(word, rest)) return true;
  if (sign === '`') {
    // A pair of backquotes around a word is how people write code in a text.
    const close = text.indexOf('`', begin);
    return (
      close > 0 &&
      (known ||
        aheadOf(text, end)
          .slice(0, Math.max(0, close - end))
          .trim() !== '' ||
        !/\s/.test((beforeOf(text, at) + aheadOf(text, close + 1)).trim()))
    );
  }
  if (isListed(text, at, end)) return false;
  const isAlone = /^\s{0,9}(?:$|[;|&`)#\n\r"'])/.test(rest);
  if (known) return isAlone || sure || rest.trim() !== '';
  return (
    (isAlone || /^\s{1,9}\S+\s{0,9}$/.test(rest)) &&
    (sure || isBareValue(beforeOf(text, at)) || !original.includes(word))
  );
}

/** `;cat /etc/passwd`, `|id`, `&& whoami`, a line end and a command, `` `id` ``, `$(id)`. */
function separates(text: string, original = text): boolean {
  let openings = 0;
  for (let at = 0; at < text.length && openings < MOST_OPENINGS; at++) {
    const opening = openingAt(text, at);
    if (opening === undefined) continue;
    openings += 1;
    if (runsCommand(text, at, opening, original)) return true;
    if (opening.sign !== '`') at = Math.max(at, opening.begin - 1);
  }
  return false;
}

/** Shellshock (CVE-2014-6271): a function in a variable, with commands behind it. */
function isShellshock(text: string): boolean {
  return (
    /\(\s{0,9}\)\s{0,9}\{/.test(text) && /^[\s"'a-z=_]*\(\s{0,9}\)\s{0,9}\{[^}]{0,200}\}\s{0,9};/.test(text)
  );
}

/** A shell that is told what to run, with nothing before it: `bash -c id`, `cmd /c whoami`. Text that speaks of it names no command. */
function isShellCall(text: string): boolean {
  const shell = /^\s{0,9}(?:cmd(?:\.exe)?\s{1,9}\/[ckq]|(?:ba|z|da|k|a)?sh\s{1,9}-i?c)\s{1,9}["']?/.exec(
    text,
  )?.[0];
  if (shell === undefined) return false;
  const { word, end } = commandAt(text, shell.length);
  return (COMMANDS.has(word) || word === 'id' || word === 'cat' || word === 'curl') && endsCommand(text, end);
}

/** Names with two low lines by which a template of Python reaches what runs commands (OWASP, Server-Side Template Injection). */
const INNER_NAMES = /__(?:class|globals|init|subclasses|base|bases|mro|builtins|import|getattribute)__/;

/** Is it an attempt to run a command (CWE-78)? */
export function isCommand({ text, name, place }: Value): boolean {
  if (isShellshock(text)) return true;
  if (text.includes('<!--#exec') || text.includes('<!--#include')) return true;
  if (place === 'header') return false;
  if (text.includes('__') && INNER_NAMES.test(text) && /\{[{%]|[([]/.test(text)) return true;
  const plain = unquoted(text);
  if (isShellCall(plain)) return true;
  if (separates(text) || (plain !== text && separates(plain, text))) return true;
  if (place === 'path' && /(?:winnt|system32)[/\\]cmd\.exe$/.test(text)) return true;
  if (hasPath(plain)) return true;
  if (RUN_NAMES.test(name)) {
    const { word, end, path } = commandAt(plain, skipSpaces(plain, 0));
    const known = COMMANDS.has(word) || WORDS.has(word);
    const rest = plain.slice(end);
    const sure = /^(?:cmd|exec|execute|command|shell|system|syscmd|daemon|c|run|todo)$/.test(name);
    if (
      known &&
      sure &&
      endsCommand(plain, end) &&
      (COMMANDS.has(word) || isStrongArgument(word, rest) || (word === 'id' && rest.trim() === '') || path)
    )
      return true;
  }
  return /^\s{0,9}(?:wget|curl)\s{1,9}(?:-\S+\s{1,9})*https?:\/\/\S+/.test(plain) && /[;|&>]|-o/.test(plain);
}

/** A shell's own path or words, where they are run and not read: with an argument or behind what ends a value. */
function hasPath(text: string): boolean {
  for (const path of PATHS) {
    const at = text.indexOf(path);
    if (at < 0 || path.startsWith('(') || path.startsWith('<')) continue;
    if (path.includes('ifs')) return true;
    const before = text.slice(0, at);
    // Nothing before it: see `isShellCall`.
    if (before.trim() === '' && path.startsWith('cmd /')) continue;
    if (
      path === 'cmd.exe' &&
      /(?:system32[/\\]|winnt|^|[;|&\s"'])$/.test(before.replaceAll('\\', '/').slice(-20)) &&
      /^cmd\.exe(?:[\s?+]|$)/.test(text.slice(at)) &&
      /\/c|[?+]/.test(text.slice(at))
    )
      return true;
    if (path.startsWith('/dev/tcp')) return /[<>]|bash|exec/.test(text);
    if (path === 'cd /tmp' || path === 'rm -rf /') {
      if (/[;|&]/.test(text)) return true;
      continue;
    }
    if (
      /(?:^|[;|&`$("'\n])\s{0,9}(?:\/usr)?$/.test(before) &&
      /^\S+(?:\s{1,9}\S|$)/.test(text.slice(at)) &&
      (before !== '' || /\s-|\s\//.test(text.slice(at)))
    )
      return true;
  }
  return false;
}
