import type { Facts, Origin, VersionFact } from '../../facts.ts';
import type { PromptCommand, HostParser, Outcome, Reader } from '../../parser.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { packagedVersion } from '../../text/package-version.ts';
import { VERSION_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof VERSION_ROWS>();

const NUMBER = '(\\d{1,4}(?:\\.\\d{1,4}){0,4}(?:_\\d{1,4})?)(?!\\d)(?![\\d.]*\\.\\s*$)';
/** As the programs print it, each at the beginning of a line. */
const PRINTED: readonly (readonly [string, RegExp])[] = [
  ['Apache Tomcat', new RegExp(`^Server version:\\s{1,20}Apache Tomcat/${NUMBER}`)],
  ['Apache HTTP Server', new RegExp(`^Server version: Apache/${NUMBER}`)],
  ['nginx', new RegExp(`^nginx version: nginx/${NUMBER}`)],
  ['PHP', new RegExp(`^PHP ${NUMBER}\\S{0,40} \\((?:cli|fpm-fcgi|cgi-fcgi|apache2handler)\\)`)],
  ['Java', new RegExp(`^(?:openjdk|java) version "${NUMBER}`)],
  ['Java', new RegExp(`^JVM Version:\\s{1,20}${NUMBER}`)],
  ['OpenSSH', new RegExp(`^OpenSSH_${NUMBER}`)],
];
/** Further lines of the same outputs. */
const MORE =
  /^(?:Server (?:built|number):|OS (?:Name|Version):|Architecture:|JVM Vendor:|Copyright \(c\)|Zend Engine v|\s{4}with |OpenJDK |Java\(TM\) |Java HotSpot|Using CATALINA_|built (?:by|with) |TLS SNI|configure arguments:)/;

function versionIn(line: string, asked: PromptCommand | undefined): Omit<VersionFact, 'origin'> | undefined {
  if (asked?.program === 'dpkg-query') {
    // `name\tversion`; of a package that is not there the version is empty.
    const [, name = '', version = ''] = /^([a-z0-9.+-]{2,60})(?::\w+)?\t(\S{1,80})$/.exec(line) ?? [];
    return packagedVersion(name, version);
  }
  for (const [product, pattern] of PRINTED) {
    const version = pattern.exec(line)?.[1];
    if (version === undefined) continue;
    // The distribution's name stands behind the number where it built the program.
    return { product, version, ...(/Debian|Ubuntu|Red Hat|Amazon|deb\d/.test(line) && { packaged: true }) };
  }
  return undefined;
}

class VersionReader implements Reader {
  readonly #facts: Facts;
  readonly #asked: PromptCommand | undefined;

  constructor(facts: Facts, asked: PromptCommand | undefined) {
    this.#facts = facts;
    this.#asked = asked;
  }

  line(text: string, origin: Origin): Outcome {
    const version = versionIn(text, this.#asked);
    if (version !== undefined) {
      this.#facts.versions.push({ ...version, origin });
      return 'parsed';
    }
    const other = this.#asked?.program === 'dpkg-query' && /^[a-z0-9.+-]{2,80}\s*$|^\S{2,80}\t/.test(text);
    return MORE.test(text) || other ? { skipped: reason('versionMore') } : undefined;
  }
}

export const VERSION: HostParser = {
  name: 'version',
  title: 'java -version, php -v, apache2 -v, nginx -v, version.sh, ssh -V, dpkg-query -W',
  rows: VERSION_ROWS,
  programs: [
    'java',
    'php',
    'apache2',
    'httpd',
    'apachectl',
    'nginx',
    'version.sh',
    'catalina.sh',
    'ssh',
    'dpkg-query',
  ],
  wraps: false,
  closed: true,
  sample: 'nginx version: nginx/1.18.0 (Ubuntu)',
  begin: (line, facts, asked) =>
    versionIn(line, asked) === undefined &&
    !(/version\.sh|catalina\.sh/.test(asked?.program ?? '') && MORE.test(line))
      ? undefined
      : new VersionReader(facts, asked),
  hides: () => ({
    unseen: ['mended faults', 'running versions'],
    next: ['apt-get changelog PACKAGE', 'rpm -q --changelog PACKAGE', 'ls -l /proc/[0-9]*/exe'],
  }),
};
