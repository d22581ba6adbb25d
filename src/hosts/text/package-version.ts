import type { VersionFact } from '../facts.ts';

/** Packages of Debian and Ubuntu, by what is in them. */
const PACKAGES: readonly (readonly [string, RegExp])[] = [
  ['Apache Tomcat', /^tomcat\d{1,2}$/],
  ['Apache HTTP Server', /^apache2$/],
  ['nginx', /^nginx$/],
  ['PHP', /^php\d\.\d{1,2}-(?:fpm|cgi|common)$/],
  ['Java', /^openjdk-\d{1,2}-jre(?:-headless)?$/],
  ['OpenSSH', /^openssh-server$/],
];

/** A server's version by its package: without the epoch before it, and the distribution's revision behind. */
export function packagedVersion(name: string, version: string): Omit<VersionFact, 'origin'> | undefined {
  const product = PACKAGES.find(([, pattern]) => pattern.test(name))?.[0];
  const number = /^(?:\d{1,4}:)?(\d{1,4}(?:\.\d{1,4}){0,4})(?![:\d])/.exec(version)?.[1];
  return product === undefined || number === undefined
    ? undefined
    : { product, version: number, packaged: true };
}
