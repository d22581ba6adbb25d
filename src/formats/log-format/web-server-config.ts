import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { AttachmentFormat, Head, Recognition } from '../format.ts';
import { planOf, saysMoreThanCombined } from './plan.ts';
import { apacheDirectives, nginxDirectives } from './web-server-config-words.ts';

const APACHE_LOGS: ReadonlySet<string> = new Set(['logformat', 'customlog', 'transferlog']);

/** Lines that only a web server's configuration has: a directive, and how it goes on. */
const NGINX_LINE =
  /^[ \t]{0,40}(?:server|http|events|upstream [\w.-]{1,80}|location [^\n{]{1,200})[ \t]{0,10}\{|^[ \t]{0,40}(?:log_format|access_log|listen|server_name|proxy_pass|fastcgi_pass|worker_processes|include)[ \t][^\n]{1,400};/gm;
const APACHE_LINE =
  /^[ \t]{0,40}(?:<(?:VirtualHost|Directory|IfModule|Location|FilesMatch)[ \t][^\n>]{1,200}>|(?:LogFormat|CustomLog|ErrorLog|DocumentRoot|ServerName|ServerRoot|LoadModule|Listen|IncludeOptional)[ \t]{1,20}\S)/gm;

/** The formats that nginx's `log_format` directives name: `log_format main '…' '…';`. */
function nginxFormats(text: string): string[] {
  return nginxDirectives(text, 'log_format').map((words) => {
    const rest = words.slice(2);
    const [first = ''] = rest;
    const parameter = first.startsWith('escape=') ? `${first} ` : '';
    return parameter + rest.slice(parameter === '' ? 0 : 1).join('');
  });
}

/** The formats of `LogFormat "…" name` and `CustomLog path "…"`. */
function apacheFormats(text: string): string[] {
  return apacheDirectives(text, APACHE_LOGS).flatMap(([name = '', first, second]) => {
    const format = name.toLowerCase() === 'logformat' ? first : second;
    return format !== undefined && format.includes('%') ? [format] : [];
  });
}

/**
 * The log formats that a configuration of nginx or Apache names and that can be read, each once; others are left
 * out: they belong to logs without a time, or to no access log.
 */
export function logFormatsIn(text: string): string[] {
  const formats = [...nginxFormats(text), ...apacheFormats(text)];
  return [...new Set(formats)].filter((format) => typeof planOf(format) !== 'string');
}

function count(text: string, pattern: RegExp): number {
  let lines = 0;
  for (const _ of text.matchAll(pattern)) lines++;
  return lines;
}

function recognise(head: Head): Recognition | undefined {
  if (head.text.includes('\u0000')) return undefined;
  const nginx = count(head.text, NGINX_LINE);
  const apache = count(head.text, APACHE_LINE);
  const directives = Math.max(nginx, apache);
  const formats = /^[ \t]{0,40}(?:log_format|LogFormat|CustomLog)[ \t]/m.test(head.text);
  if (directives < 2 && !(directives === 1 && formats)) return undefined;
  const server = nginx >= apache ? 'nginx' : 'Apache';
  return { confidence: 0.7, because: worded('lfConfig', { directives, server }) };
}

/** A configuration of nginx or Apache beside the logs: it holds no events, but tells what the logs look like. */
export const WEB_SERVER_CONFIG: AttachmentFormat = {
  name: 'web-server-config',
  title: 'Configuration of nginx or Apache (its log formats are used for the logs beside it)',
  sample:
    'log_format timed \'$remote_addr [$time_local] "$request" $status $request_time\';\naccess_log /var/log/nginx/access.log timed;',
  kind: 'attachment',
  role: 'server config',
  zone: ZONE.none,
  recognise,
  tells(text) {
    const logFormats = logFormatsIn(text);
    return { logFormats, richer: logFormats.filter(saysMoreThanCombined) };
  },
};
