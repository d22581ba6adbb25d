/** A log format taken apart: fixed text, and the variables between. */
export type Piece = { text: string } | { variable: string };

/** How the server writes what it did not choose itself: quotes and control characters escaped, or as they are. */
export type Escape = 'log' | 'json' | 'none';

export interface Directive {
  pieces: Piece[];
  escape: Escape;
}

/** No server's format is longer. */
const MAX_FORMAT = 8192;
const NGINX_VARIABLE = /\$(?:\{(\w{1,80})\}|(\w{1,80}))/g;
/** `%>s`, `%!200,304{Referer}i`, `%{c}a`, `%^FB`: a percent sign, conditions, a parameter, a letter. */
const APACHE_DIRECTIVE = /%([!,\d<>]{0,40})(?:\{([^{}]{0,200})\})?([%a-zA-Z]|\^[A-Z]{2})/g;

/** Escapes of a format string in Apache's configuration. */
const APACHE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\"', '"'],
  ["\\'", "'"],
  ['\\\\', '\\'],
  ['\\t', '\t'],
]);

function cut(format: string, pattern: RegExp, variableOf: (match: RegExpMatchArray) => Piece[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of format.matchAll(pattern)) {
    if (match.index > at) pieces.push({ text: format.slice(at, match.index) });
    pieces.push(...variableOf(match));
    at = match.index + match[0].length;
  }
  if (at < format.length) pieces.push({ text: format.slice(at) });
  return pieces;
}

/** `%t` is a time in brackets; `%%` a percent sign; conditions do not change what is there. */
function apachePieces([, modifiers = '', parameter, letter = '']: RegExpMatchArray): Piece[] {
  if (letter === '%') return [{ text: '%' }];
  if (letter === 't' && parameter === undefined) {
    return [{ text: '[' }, { variable: '%t' }, { text: ']' }];
  }
  const which = modifiers.includes('>') ? '>' : '';
  return [{ variable: `%${which}${parameter === undefined ? '' : `{${parameter}}`}${letter}` }];
}

/** Neighbouring texts as one. */
function joined(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if ('text' in piece && last !== undefined && 'text' in last) {
      all[all.length - 1] = { text: last.text + piece.text };
    } else all.push(piece);
  }
  return all;
}

/**
 * Takes a format apart as nginx's `log_format` (`$remote_addr …`, with `escape=json` before it or not) or as
 * Apache's `LogFormat` (`%h …`): what has a `$variable` is nginx's.
 * Source: nginx, "Module ngx_http_log_module"; Apache, "Module mod_log_config".
 * @returns undefined if there is no variable in it
 */
export function parseDirective(format: string): Directive | undefined {
  if (format.length > MAX_FORMAT) return undefined;
  const [prefix = '', named] = /^\s*escape=(default|json|none)\s+/.exec(format) ?? [];
  const body = format.slice(prefix.length);
  const escape: Escape = named === 'json' || named === 'none' ? named : 'log';
  const nginx = cut(body, NGINX_VARIABLE, (match) => [{ variable: `$${match[1] ?? match[2] ?? ''}` }]);
  if (nginx.some((piece) => 'variable' in piece)) return { pieces: joined(nginx), escape };
  const plain = body.replaceAll(/\\["'\\t]/g, (escaped) => APACHE_ESCAPES.get(escaped) ?? escaped);
  const apache = cut(plain, APACHE_DIRECTIVE, apachePieces);
  return apache.some((piece) => 'variable' in piece) ? { pieces: joined(apache), escape: 'log' } : undefined;
}
