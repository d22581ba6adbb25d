import { configurationsOf, lineOf } from '../../check.ts';
import type { CheckContext, CheckFamily, CheckResult } from '../../check.ts';
import { quoted } from '../../../model/message.ts';
import type { ConfigurationFact, Facts, VersionFact } from '../../facts.ts';
import { BRANCHES, SOURCES } from './dates.ts';
import type { Branch } from './dates.ts';
import { SUPPORT_ROWS } from './sentences.ts';

const RELEASE = ['/etc/os-release', '/usr/lib/os-release'];
const JAVA = ['/usr/lib/jvm/*/release', '/opt/*/release', '/usr/java/*/release'];
const TOMCAT_NOTES = [
  '/opt/*tomcat*/RELEASE-NOTES',
  '/usr/local/*tomcat*/RELEASE-NOTES',
  '/srv/*tomcat*/RELEASE-NOTES',
];

/** As os-release(5) names the systems. */
const SYSTEMS: Readonly<Record<string, string>> = {
  debian: 'Debian',
  ubuntu: 'Ubuntu',
  centos: 'CentOS',
  amzn: 'Amazon Linux',
};

/** `NAME="value"`, as os-release and the release file of a JDK have it. */
function variable(file: ConfigurationFact, name: string): { value: string; at: number } | undefined {
  for (const { text, at } of file.lines) {
    if (!text.startsWith(`${name}=`)) continue;
    return { value: text.slice(name.length + 1).replace(/^"(.*)"$/, '$1'), at };
  }
  return undefined;
}

/** What files say of versions, beside what programs print. */
function versionsOf(facts: Facts): VersionFact[] {
  const by = (file: ConfigurationFact, at: number) => ({ ...file.origin, line: at });
  const systems = configurationsOf(facts, RELEASE).flatMap((file): VersionFact[] => {
    const product = SYSTEMS[variable(file, 'ID')?.value ?? ''];
    const version = variable(file, 'VERSION_ID');
    return product === undefined || version === undefined
      ? []
      : [{ product, version: version.value, origin: by(file, version.at) }];
  });
  const javas = configurationsOf(facts, JAVA).flatMap((file): VersionFact[] => {
    const version = variable(file, 'JAVA_VERSION');
    const packaged = /debian|ubuntu|red hat|amazon/i.test(variable(file, 'IMPLEMENTOR')?.value ?? '');
    return version === undefined
      ? []
      : [
          {
            product: 'Java',
            version: version.value,
            ...(packaged && { packaged }),
            origin: by(file, version.at),
          },
        ];
  });
  const tomcats = configurationsOf(facts, TOMCAT_NOTES).flatMap((file): VersionFact[] =>
    file.lines.slice(0, 60).flatMap(({ text, at }) => {
      const version = /Apache Tomcat Version (\d{1,3}(?:\.\d{1,4}){1,3})/.exec(text)?.[1];
      return version === undefined ? [] : [{ product: 'Apache Tomcat', version, origin: by(file, at) }];
    }),
  );
  return [...facts.versions, ...systems.slice(0, 1), ...javas, ...tomcats.slice(0, 1)];
}

/** `1.8.0_202` is Java 8. */
function numberOf({ product, version }: VersionFact): string {
  return product === 'Java' ? version.replace(/^1\.(?=\d)/, '') : version;
}

function branchOf(fact: VersionFact): Branch | undefined {
  const number = numberOf(fact);
  return BRANCHES.find(
    ({ product, branch }) =>
      product === fact.product && number.startsWith(branch) && !/^\d/.test(number.slice(branch.length)),
  );
}

function check(fact: VersionFact, today: string): CheckResult {
  const branch = branchOf(fact);
  const ended = branch !== undefined && branch.until < today;
  const { product, version, packaged, origin } = fact;
  // A distribution mends its packages after their makers have stopped, as long as it is supported itself.
  const outcome = !ended ? 'passed' : packaged === true ? 'cannot_tell' : 'failed';
  const params = { product, version, until: branch?.until ?? '' };
  return {
    id: 'support.ended',
    outcome,
    severity: outcome === 'failed' ? 'high' : 'low',
    message: ended
      ? { key: packaged === true ? 'supportPackaged' : 'supportEnded', params }
      : quoted(`${product} ${version}`),
    ...(ended && { fix: { key: 'supportFix', params: { product } } }),
    reference: SOURCES[product] ?? product,
    lines: [lineOf(origin)],
  };
}

export const SUPPORT: CheckFamily = {
  name: 'support',
  title:
    'Versions of the system, Tomcat, Java, PHP and web servers against the dates until when they are mended',
  rows: SUPPORT_ROWS,
  files: [...RELEASE, ...JAVA, ...TOMCAT_NOTES],
  run({ facts, today }: CheckContext) {
    const seen = new Map(versionsOf(facts).map((fact) => [`${fact.product} ${fact.version}`, fact]));
    return Array.from(seen.values(), (fact) => check(fact, today));
  },
};
