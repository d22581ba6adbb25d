import type { Complaint, Reporter } from '../model/complaint.ts';
import { problemsOf } from './validate.ts';

/** Most samples that v3 takes, and most characters of its texts. */
const MOST_SAMPLES = 10;
const MOST_DESCRIBED = 200;

/** What v3 calls it. It asks a login attack for no port, and has no word for a reconnaissance. */
function typeOf({ type, deed, unit, verified }: Complaint): 'Login-Attack' | 'Port-Scan' | undefined {
  if (type === 'login_attack' || (deed === 'login' && verified && unit !== 'flows')) return 'Login-Attack';
  return type === 'port_scan' ? 'Port-Scan' : undefined;
}

const cut = (text: string, most: number): string => Array.from(text).slice(0, most).join('');

/**
 * The complaint as a report of XARF v3, for receivers that know no other.
 * @returns undefined where v3 has no type for it
 * @throws Error where it does not pass the official schema: a bug of ours
 */
export function xarf3(complaint: Complaint, reporter: Reporter): object | undefined {
  const type = typeOf(complaint);
  if (type === undefined) return undefined;
  const { destination, source_port: port, user_agent: agent } = complaint;
  const [destinationPort] = destination?.ports ?? [];
  const document = {
    Version: '3',
    ReporterInfo: {
      ReporterOrg: reporter.org,
      ReporterOrgEmail: reporter.contact,
      ReporterOrgDomain: reporter.domain,
    },
    Report: {
      ReportClass: 'Activity',
      ReportType: type,
      Date: complaint.first,
      SourceIp: complaint.actor,
      ...(port !== undefined && { SourcePort: port }),
      ...(destination?.address !== undefined && { DestinationIp: destination.address }),
      ...(destinationPort !== undefined && { DestinationPort: destinationPort }),
      Protocol: complaint.protocol ?? 'tcp',
      ...(agent !== undefined && { UserAgent: cut(agent, MOST_DESCRIBED) }),
      AttackDescription: complaint.description,
      AttackCount: complaint.count,
      Samples: complaint.evidence.slice(0, MOST_SAMPLES).map((item) => ({
        ContentType: item.content_type,
        Payload: Buffer.from(item.text).toString('base64'),
        Description: cut(item.description, MOST_DESCRIBED),
      })),
    },
  };
  const problems = problemsOf(document, 'v3');
  if (problems.length > 0) throw new Error(`The report is no XARF v3: ${problems.join('; ')}`);
  return document;
}
