import { configurationsOf, lineOf, placeOf } from '../../check.ts';
import type { CheckContext, CheckFamily, CheckResult } from '../../check.ts';
import { quoted } from '../../../model/message.ts';
import type { ConfigurationFact } from '../../facts.ts';
import { APACHE_ROWS } from './sentences.ts';

const FILES = [
  '/etc/apache2/apache2.conf',
  '/etc/apache2/ports.conf',
  '/etc/apache2/mods-enabled/proxy*.conf',
  '/etc/apache2/mods-enabled/status.conf',
  '/etc/apache2/mods-enabled/info.conf',
  '/etc/apache2/conf-enabled/*.conf',
  '/etc/apache2/sites-enabled/*',
  '/etc/httpd/conf/httpd.conf',
  '/etc/httpd/conf.d/*.conf',
  '/usr/local/apache2/conf/httpd.conf',
];
const REFERENCE = 'Apache HTTP Server 2.4: Directive Index';

/** A directive, and the sections around it, outermost first. */
interface Directive {
  name: string;
  value: string;
  sections: readonly { name: string; value: string }[];
  file: ConfigurationFact;
  at: number;
}

const OPENING = /^\s*<([A-Za-z]{2,40})\s*([^>]{0,2000})>\s*$/;
const CLOSING = /^\s*<\/([A-Za-z]{2,40})>\s*$/;
const LINE = /^\s*([A-Za-z]{2,60})\s+(\S.*?)\s*$/;
const MAX_SECTIONS = 50;

/** Directives in their order; a line that ends in a backslash goes on in the next one. */
function directivesOf(file: ConfigurationFact): Directive[] {
  const directives: Directive[] = [];
  const open: { name: string; value: string }[] = [];
  let begun = '';
  for (const { text, at } of file.lines) {
    const whole = begun + text;
    begun = '';
    if (whole.endsWith('\\') && whole.length < 8192) {
      begun = `${whole.slice(0, -1)} `;
      continue;
    }
    if (/^\s*#/.test(whole)) continue;
    const [, opened, argument = ''] = OPENING.exec(whole) ?? [];
    if (opened !== undefined) {
      if (open.length < MAX_SECTIONS)
        open.push({ name: opened.toLowerCase(), value: argument.replaceAll('"', '') });
      continue;
    }
    if (CLOSING.test(whole)) {
      open.pop();
      continue;
    }
    const [, name, value = ''] = LINE.exec(whole) ?? [];
    if (name !== undefined)
      directives.push({ name: name.toLowerCase(), value, sections: [...open], file, at });
  }
  return directives;
}

function result(
  one: Directive,
  outcome: CheckResult['outcome'],
  what: Pick<CheckResult, 'id' | 'severity'> & {
    key: keyof typeof APACHE_ROWS;
    fix: keyof typeof APACHE_ROWS;
  },
): CheckResult {
  const { name, value, file, at } = one;
  const place = placeOf(file, at);
  const { id, severity, key, fix } = what;
  return {
    id,
    outcome,
    severity,
    message: outcome === 'passed' ? quoted(`${name} ${value} (${place})`) : { key, params: { value, place } },
    ...(outcome !== 'passed' && { fix: { key: fix, params: {} } }),
    reference: REFERENCE,
    lines: [lineOf({ ...file.origin, line: at })],
  };
}

/** Whether the directive keeps somebody out of the section that it is in. */
function limits({ name, value }: Directive): boolean {
  return (
    (name === 'require' && !/^all\s+granted$/i.test(value)) || (name === 'deny' && /from\s+all/i.test(value))
  );
}

/** A forward proxy that anybody may use: `ProxyRequests On` without a section that says for whom. */
function openProxy(all: readonly Directive[]): CheckResult[] {
  const what = {
    id: 'apache.open-proxy',
    severity: 'high',
    key: 'apacheProxy',
    fix: 'apacheProxyFix',
  } as const;
  const limited = all.some(
    (one) => one.sections.some(({ name }) => name === 'proxy' || name === 'proxymatch') && limits(one),
  );
  return all
    .filter(({ name }) => name === 'proxyrequests')
    .map((one) => result(one, /^on$/i.test(one.value) && !limited ? 'failed' : 'passed', what));
}

/** The last value of a directive for the whole server. */
function ofServer(all: readonly Directive[], name: string): Directive | undefined {
  return all.findLast(
    (one) => one.name === name && !one.sections.some((section) => section.name !== 'ifmodule'),
  );
}

function single(
  all: readonly Directive[],
  name: string,
  fails: (value: string) => boolean,
  what: Parameters<typeof result>[2],
): CheckResult[] {
  const one = ofServer(all, name);
  return one === undefined ? [] : [result(one, fails(one.value) ? 'failed' : 'passed', what)];
}

/** Lists of files of a folder below the document root, for everybody to read. */
function listings(all: readonly Directive[]): CheckResult[] {
  return all
    .filter(({ name, value }) => name === 'options' && /(?:^|\s)\+?Indexes\b/i.test(value))
    .filter(
      ({ sections }) => !sections.some(({ value }) => /^\/usr\/share\/(?:apache2|httpd|doc)\b/.test(value)),
    )
    .map((one) =>
      result(one, 'failed', {
        id: 'apache.indexes',
        severity: 'low',
        key: 'apacheIndexes',
        fix: 'apacheIndexesFix',
      }),
    );
}

/** The page of requests under way, with clients and queries, for more than the host itself. */
function status(all: readonly Directive[]): CheckResult[] {
  const what = {
    id: 'apache.server-status',
    severity: 'medium',
    key: 'apacheStatus',
    fix: 'apacheStatusFix',
  } as const;
  return all
    .filter(({ name, value }) => name === 'sethandler' && /^"?server-(?:status|info)"?$/i.test(value))
    .map((one) => {
      const inside = all.filter(
        ({ sections }) => sections.at(-1) === one.sections.at(-1) && sections.length > 0,
      );
      return result(one, inside.some(limits) ? 'passed' : 'failed', what);
    });
}

export const APACHE: CheckFamily = {
  name: 'apache',
  title: 'Apache HTTP Server: open proxy, listings, status page, TRACE, what it tells of itself',
  rows: APACHE_ROWS,
  files: FILES,
  run({ facts }: CheckContext) {
    const all = configurationsOf(facts, FILES).flatMap(directivesOf);
    return [
      ...openProxy(all),
      ...single(
        all,
        'servertokens',
        (value) => !/^(?:prod(?:uctonly)?|maj(?:or)?|min(?:or|imal)?)$/i.test(value),
        {
          id: 'apache.server-tokens',
          severity: 'low',
          key: 'apacheTokens',
          fix: 'apacheTokensFix',
        },
      ),
      ...single(all, 'traceenable', (value) => !/^off$/i.test(value), {
        id: 'apache.trace',
        severity: 'low',
        key: 'apacheTrace',
        fix: 'apacheTraceFix',
      }),
      ...listings(all),
      ...status(all),
    ];
  },
};
