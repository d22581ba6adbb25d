import type { Complaint, Reporter } from '../model/complaint.ts';
import { problemsOf } from './validate.ts';

/** The version of the schemas in `schemas/xarf/`; XARF, 2026-03-20. */
const VERSION = '4.2.0';
/** Values that the schema of a reconnaissance knows, and that of an SQL injection. */
const METHODS = new Set(['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE', 'CONNECT']);
const INJECTED = new Set(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']);

/** How the evidence came to be, in XARF's words. */
const SOURCES: Readonly<Record<Complaint['unit'], string>> = {
  requests: 'log_analysis',
  logins: 'log_analysis',
  flows: 'flow_analysis',
  alerts: 'ids_detection',
};

function contactOf({ org, contact, domain }: Reporter): object {
  return { org, contact, domain };
}

function probesOf({
  deed,
  resources = [],
  methods = [],
  codes = [],
  user_agent: agent,
  count,
}: Complaint): object {
  const known = methods.filter((method) => METHODS.has(method));
  return {
    // Required: where no path and no service is known, what was done.
    probed_resources: resources.length > 0 ? resources : [deed],
    ...(known.length > 0 && { http_methods: known }),
    ...(codes.length > 0 && { response_codes: codes }),
    ...(agent !== undefined && { user_agent: agent }),
    total_probes: count,
  };
}

function exploitsOf({
  unit,
  resources = [],
  classes = [],
  destination,
  user_agent: agent,
  count,
}: Complaint): object {
  const web = unit === 'requests' || resources.some((resource) => resource.startsWith('/'));
  const ports = destination?.ports ?? [];
  return {
    scan_type: web ? 'web_vuln_scan' : 'vulnerability_scan',
    ...(ports.length > 0 && { targeted_ports: ports }),
    ...(classes.length > 0 && { vulnerabilities_probed: classes }),
    ...(agent !== undefined && { user_agent: agent }),
    total_requests: count,
  };
}

function injectionsOf({ methods = [], count }: Complaint): object {
  const method = methods.find((one) => INJECTED.has(one));
  return { ...(method !== undefined && { http_method: method }), attempts_count: count };
}

/** What each type has beside what all have. */
const FIELDS: Readonly<Record<string, (complaint: Complaint) => object>> = {
  reconnaissance: probesOf,
  vulnerability_scan: exploitsOf,
  sql_injection: injectionsOf,
  infected_host: ({ count }) => ({ bot_type: 'malicious', total_requests: count }),
};

function tagsOf({ deed, verified, group }: Complaint): string[] {
  return [
    `attack:${deed}`,
    ...(verified ? [] : ['source:not_verified']),
    ...(group === undefined ? [] : ['source:rotating']),
  ];
}

/**
 * The complaint as a report of XARF v4.2.
 * @param reportId a UUID, version 4: the receiver knows the report by it
 * @throws Error where it does not pass the official schema: a bug of ours
 */
export function xarf4(
  complaint: Complaint,
  reporter: Reporter,
  reportId: string,
): Readonly<Record<string, unknown>> {
  const { category, type, deed, unit, actor, source_port: port, destination, protocol = 'tcp' } = complaint;
  const [destinationPort] = destination?.ports ?? [];
  const document = {
    xarf_version: VERSION,
    report_id: reportId,
    timestamp: complaint.last,
    reporter: contactOf(reporter),
    sender: contactOf(reporter),
    source_identifier: actor,
    ...(port !== undefined && { source_port: port }),
    category,
    type,
    evidence_source: deed === 'malware' ? 'honeypot' : SOURCES[unit],
    confidence: complaint.confidence,
    description: complaint.description,
    tags: tagsOf(complaint),
    evidence: complaint.evidence.map(({ content_type, description, text, sha256 }) => {
      const bytes = Buffer.from(text);
      return {
        content_type,
        description,
        payload: bytes.toString('base64'),
        hash: `sha256:${sha256}`,
        size: bytes.length,
      };
    }),
    protocol,
    first_seen: complaint.first,
    last_seen: complaint.last,
    ...(destination?.address !== undefined && { destination_ip: destination.address }),
    ...(destinationPort !== undefined && { destination_port: destinationPort }),
    ...FIELDS[type]?.(complaint),
  };
  const problems = problemsOf(document, type);
  if (problems.length > 0) throw new Error(`The report is no XARF v4: ${problems.join('; ')}`);
  return document;
}
