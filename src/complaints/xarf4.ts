import type { Complaint, Reporter } from '../model/complaint.ts';
import { problemsOf } from './validate.ts';

/** The version of the schemas in `schemas/xarf/`; XARF, 2026-03-20. */
const VERSION = '4.2.0';
/** Values that the schema of a reconnaissance knows. */
const METHODS = new Set(['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE', 'CONNECT']);

function contactOf({ org, contact, domain }: Reporter): object {
  return { org, contact, domain };
}

function probesOf({
  type,
  deed,
  resources = [],
  methods = [],
  codes = [],
  user_agent: agent,
  count,
}: Complaint): object {
  if (type !== 'reconnaissance') return {};
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
  const { category, type, actor, source_port: port, destination, protocol = 'tcp' } = complaint;
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
    evidence_source: 'log_analysis',
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
    ...probesOf(complaint),
  };
  const problems = problemsOf(document, type);
  if (problems.length > 0) throw new Error(`The report is no XARF v4: ${problems.join('; ')}`);
  return document;
}
