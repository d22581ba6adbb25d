import { lineOf, placeOf } from '../../check.ts';
import type { CheckResult } from '../../check.ts';
import { quoted } from '../../../model/message.ts';
import type { ConfigurationFact } from '../../facts.ts';
import type { Element } from '../../text/xml.ts';
import { elementsNamed } from '../../text/xml.ts';
import type { TOMCAT_ROWS } from './sentences.ts';

type Key = keyof typeof TOMCAT_ROWS;

/** CIS Apache Tomcat 10 Benchmark 1.0 (2024), by its numbers; Tomcat's own reference of `server.xml`. */
const CIS = 'CIS Apache Tomcat Benchmark';

const LOOPBACK = /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|::1|\[::1\]|0:0:0:0:0:0:0:1)$/;

interface Verdict {
  id: string;
  severity: CheckResult['severity'];
  reference: string;
  /** Undefined: it passed. */
  key?: Key;
  fix: Key;
  params?: Record<string, string>;
  /** What it is, where it passed. */
  is: string;
}

function isAjp({ attributes }: Element): boolean {
  return /ajp/i.test(attributes['protocol'] ?? '');
}

function shutdown(server: Element): Verdict[] {
  const { port = '8005', shutdown: word = 'SHUTDOWN' } = server.attributes;
  const open = port !== '-1' && word === 'SHUTDOWN';
  return [
    {
      id: 'tomcat.shutdown-port',
      severity: 'low',
      reference: `${CIS} 3.1, 3.2`,
      ...(open && { key: 'tomcatShutdown' }),
      fix: 'tomcatShutdownFix',
      params: { port },
      is: `Server port="${port}"`,
    },
  ];
}

/** Connectors of HTTP that everybody reaches, with nothing before them that says who comes. */
function connectors(server: Element): Verdict[] {
  const trusts = elementsNamed(server, 'Valve').some(({ attributes }) =>
    (attributes['className'] ?? '').endsWith('.RemoteIpValve'),
  );
  return elementsNamed(server, 'Connector')
    .filter((one) => !isAjp(one))
    .flatMap(({ attributes }): Verdict[] => {
      const { port = '', address, proxyName, proxyPort, allowTrace, xpoweredBy } = attributes;
      const behind =
        (address !== undefined && LOOPBACK.test(address)) || trusts || (proxyName ?? proxyPort) !== undefined;
      return [
        {
          id: 'tomcat.reverse-proxy',
          severity: 'medium',
          reference: 'Tomcat: Proxy Support How-To',
          ...(!behind && { key: 'tomcatDirect' }),
          fix: 'tomcatDirectFix',
          params: { port },
          is: `Connector port="${port}"`,
        },
        {
          id: 'tomcat.allow-trace',
          severity: 'low',
          reference: `${CIS} 2.6`,
          ...(allowTrace === 'true' && { key: 'tomcatTrace' }),
          fix: 'tomcatTraceFix',
          params: { port },
          is: `Connector port="${port}" allowTrace="${allowTrace ?? 'false'}"`,
        },
        {
          id: 'tomcat.powered-by',
          severity: 'low',
          reference: `${CIS} 2.4`,
          ...(xpoweredBy === 'true' && { key: 'tomcatPowered' }),
          fix: 'tomcatPoweredFix',
          params: { port },
          is: `Connector port="${port}" xpoweredBy="${xpoweredBy ?? 'false'}"`,
        },
      ];
    });
}

/** AJP believes whoever speaks it: since 9.0.31 it listens on the loopback address, and wants a secret (CVE-2020-1938). */
function ajp(server: Element): Verdict[] {
  return elementsNamed(server, 'Connector')
    .filter(isAjp)
    .map(({ attributes }): Verdict => {
      const { port = '', address, secretRequired, secret } = attributes;
      const far = address !== undefined && !LOOPBACK.test(address);
      const open =
        far && (secretRequired === 'false' || (secret ?? attributes['requiredSecret'] ?? '') === '');
      const verdict: Verdict = {
        id: 'tomcat.ajp',
        severity: 'high',
        reference: 'Tomcat: The AJP Connector; CVE-2020-1938',
        fix: 'tomcatAjpFix',
        params: { port, address: address ?? '' },
        is: `AJP Connector port="${port}" address="${address ?? ''}"`,
      };
      if (open) verdict.key = 'tomcatAjp';
      return verdict;
    });
}

/** What is put into the folder of web applications runs by itself: both attributes are true where they are absent. */
function deployment(server: Element): Verdict[] {
  return elementsNamed(server, 'Host').map(({ attributes }): Verdict => {
    const { autoDeploy = 'true', name = '' } = attributes;
    const verdict: Verdict = {
      id: 'tomcat.auto-deploy',
      severity: 'medium',
      reference: `${CIS} 9.2`,
      fix: 'tomcatDeploysFix',
      params: { host: name },
      is: `Host name="${name}" autoDeploy="${autoDeploy}"`,
    };
    if (autoDeploy !== 'false') verdict.key = 'tomcatDeploys';
    return verdict;
  });
}

function lockOut(server: Element): Verdict[] {
  const realms = elementsNamed(server, 'Realm');
  const locks = realms.some(({ attributes }) => (attributes['className'] ?? '').endsWith('.LockOutRealm'));
  return realms.length === 0
    ? []
    : [
        {
          id: 'tomcat.lock-out',
          severity: 'medium',
          reference: `${CIS} 5.2`,
          ...(!locks && { key: 'tomcatNoLock' }),
          fix: 'tomcatNoLockFix',
          is: 'LockOutRealm',
        },
      ];
}

/** What `server.xml` says, each setting with the line of the file. */
export function serverChecks(file: ConfigurationFact, server: Element): CheckResult[] {
  const lines = [lineOf(file.origin)];
  const place = placeOf(file);
  const resultOf = ({ id, severity, reference, key, fix, params = {}, is }: Verdict): CheckResult => ({
    id,
    outcome: key === undefined ? 'passed' : 'failed',
    severity,
    message: key === undefined ? quoted(`${is} (${place})`) : { key, params: { ...params, place } },
    ...(key !== undefined && { fix: { key: fix, params } }),
    reference,
    lines,
  });
  return [shutdown, connectors, ajp, deployment, lockOut].flatMap((rule) => rule(server)).map(resultOf);
}
