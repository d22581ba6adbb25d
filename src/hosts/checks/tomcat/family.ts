import { configurationsOf, lineOf, pathPattern, placeOf } from '../../check.ts';
import type { CheckContext, CheckFamily, CheckResult } from '../../check.ts';
import { quoted } from '../../../model/message.ts';
import type { ConfigurationFact, Facts } from '../../facts.ts';
import { readXml } from '../../text/xml.ts';
import type { Element } from '../../text/xml.ts';
import { serverChecks } from './server.ts';
import { TOMCAT_ROWS } from './sentences.ts';
import { powerfulUsers, WEAK } from './users.ts';
import { accessOf } from './valves.ts';

/** Where Debian, Fedora, Amazon Linux, Tomcat's own archive and its images put it. */
const CONF = [
  '/etc/tomcat*',
  '/opt/*tomcat*/conf',
  '/usr/local/*tomcat*/conf',
  '/usr/share/*tomcat*/conf',
  '/srv/*tomcat*/conf',
];
const APPS = [
  '/var/lib/tomcat*/webapps',
  '/opt/*tomcat*/webapps',
  '/usr/local/*tomcat*/webapps',
  '/usr/share/*tomcat*/webapps',
  '/srv/*tomcat*/webapps',
];
const SERVER = CONF.map((folder) => `${folder}/server.xml`);
const USERS = CONF.map((folder) => `${folder}/tomcat-users.xml`);
const CONTEXTS = [
  ...CONF.map((folder) => `${folder}/Catalina/*/*.xml`),
  ...APPS.map((folder) => `${folder}/*/META-INF/context.xml`),
];
/** Debian keeps the managers here and points a context at them. */
const PACKAGED = '/usr/share/tomcat*-admin/*/META-INF/context.xml';

const MANAGER = /\/(?:host-)?manager(?:\.xml|\/META-INF\/context\.xml|\.war)?$/;
const EXAMPLES = /\/(?:examples|docs|sample)(?:\.war)?$/;

/** Each file, read as XML where it is XML. */
function trees(
  files: readonly ConfigurationFact[],
): { file: ConfigurationFact; root: Element | undefined }[] {
  return files.map((file) => ({ file, root: readXml(file.lines.map(({ text }) => text).join('\n')) }));
}

function unreadable(file: ConfigurationFact): CheckResult {
  return {
    id: 'tomcat.readable',
    outcome: 'cannot_tell',
    severity: 'low',
    message: { key: 'tomcatUnread', params: { place: file.path } },
    fix: { key: 'tomcatUnreadFix', params: {} },
    reference: 'XML 1.0',
    lines: [lineOf(file.origin)],
  };
}

function users(facts: Facts): CheckResult[] {
  return trees(configurationsOf(facts, USERS)).flatMap(({ file, root }): CheckResult[] => {
    if (root === undefined) return [unreadable(file)];
    return powerfulUsers(root).flatMap(({ name, weak, line }): CheckResult[] => {
      const at = file.lines[line - 1]?.at ?? line;
      const place = placeOf(file, at);
      const lines = [lineOf(Object.assign({}, file.origin, { line: at }))];
      const message = weak
        ? { key: 'tomcatWeak', params: { user: name, place } }
        : quoted(`${name} (${place})`);
      const fix = { key: 'tomcatWeakFix', params: {} };
      const reference = 'Tomcat: Manager App How-To';
      const one: CheckResult = {
        id: 'tomcat.weak-user',
        outcome: weak ? 'failed' : 'passed',
        severity: 'high',
        message,
        reference,
        lines,
      };
      if (weak) one.fix = fix;
      return [one];
    });
  });
}

/** The manager and the host manager: there or not, and whom they let in. */
function managers(facts: Facts): CheckResult[] {
  const contexts = trees(
    configurationsOf(facts, [...CONTEXTS, PACKAGED]).filter(({ path }) => MANAGER.test(path)),
  );
  const named = contexts.map(({ file, root }): CheckResult => {
    // A context that only points at another folder has its valves there.
    const elsewhere = root?.attributes['docBase'] !== undefined && accessOf(root) === 'everybody';
    const access = root === undefined ? 'unknown' : accessOf(root);
    const outcome =
      access === 'some' ? 'passed' : access === 'unknown' || elsewhere ? 'cannot_tell' : 'failed';
    return {
      id: 'tomcat.manager',
      outcome,
      severity: 'high',
      message:
        outcome === 'passed'
          ? quoted(file.path)
          : {
              key: outcome === 'failed' ? 'tomcatManager' : 'tomcatManagerThere',
              params: { place: file.path },
            },
      ...(outcome !== 'passed' && { fix: { key: 'tomcatManagerFix', params: {} } }),
      reference: 'CIS Apache Tomcat Benchmark 10.3; Tomcat: Manager App How-To',
      lines: [lineOf(file.origin)],
    };
  });
  // A folder whose context is there too was looked at; one without says only that it is there.
  const known = contexts.map(({ file }) => file.path);
  return [
    ...named,
    ...appsOf(facts)
      .filter(({ path }) => MANAGER.test(path) && !known.some((one) => one.startsWith(`${path}/`)))
      .map(({ path, origin }): CheckResult => ({
        id: 'tomcat.manager',
        outcome: 'cannot_tell',
        severity: 'high',
        message: { key: 'tomcatManagerThere', params: { place: path } },
        fix: { key: 'tomcatManagerFix', params: {} },
        reference: 'CIS Apache Tomcat Benchmark 10.3',
        lines: [lineOf(origin)],
      })),
  ];
}

const IN_APPS = APPS.map((folder) => pathPattern(`${folder}/*`));

/** What lies in the folder of web applications, one level deep. */
function appsOf({ files }: Facts): Facts['files'] {
  return files.filter(({ path }) => IN_APPS.some((pattern) => pattern.test(path)));
}

/** Examples that nobody needs, and programs that were put there, with their times. */
function apps(facts: Facts): CheckResult[] {
  return appsOf(facts).flatMap(({ path, modified = '', origin }): CheckResult[] => {
    const lines = [lineOf(origin)];
    if (EXAMPLES.test(path)) {
      return [
        {
          id: 'tomcat.examples',
          outcome: 'failed',
          severity: 'low',
          message: { key: 'tomcatExamples', params: { place: path } },
          fix: { key: 'tomcatExamplesFix', params: {} },
          reference: 'CIS Apache Tomcat Benchmark 1.1',
          lines,
        },
      ];
    }
    if (!path.endsWith('.war')) return [];
    return [
      {
        id: 'tomcat.war',
        outcome: 'cannot_tell',
        severity: 'low',
        message: { key: 'tomcatWar', params: { place: path, modified: modified === '' ? '–' : modified } },
        fix: { key: 'tomcatWarFix', params: {} },
        reference: 'Tomcat: Tomcat Web Application Deployment',
        lines,
      },
    ];
  });
}

export const TOMCAT: CheckFamily = {
  name: 'tomcat',
  title: 'Apache Tomcat: connectors, deployment, managers, users, web applications',
  rows: TOMCAT_ROWS,
  files: [...SERVER, ...USERS, ...CONTEXTS, PACKAGED],
  folders: APPS,
  told: [...WEAK],
  run({ facts }: CheckContext) {
    const servers = trees(configurationsOf(facts, SERVER));
    return [
      ...servers.flatMap(({ file, root }) =>
        root === undefined ? [unreadable(file)] : serverChecks(file, root),
      ),
      ...users(facts),
      ...managers(facts),
      ...apps(facts),
    ];
  },
};
