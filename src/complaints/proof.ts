import type { Engine } from '../events/engines/engine.ts';
import type { Incident } from './incidents.ts';
import { isDatagram } from './type.ts';

/**
 * Flow records of an incident's addresses by which a whole conversation shows: both sides opened and closed it, or whoever saw
 * the packets says that both acknowledged. A forger can send a SYN and a FIN blindly, and our SYN-ACK is answered to somebody
 * else; our FIN is not sent before the handshake is over. Logs without flags show none.
 * @param rows what follows FROM for the rows of all incidents
 */
function handshakes(rows: string, { condition }: Incident): string {
  return `flows AS base JOIN ${rows} AS seen
  ON seen.evidence = base.evidence AND seen.line = base.line AND seen.address = base.src
JOIN flows AS back ON back.src = base.dst AND back.dst = base.src AND back.src_port = base.dst_port AND back.dst_port = base.src_port
WHERE ${condition} AND base.protocol = 6 AND back.protocol = 6 AND (base.state = 'established'
  OR base.tcp_flags % 4 = 3 AND base.packets >= 3 AND back.tcp_flags % 4 = 3 AND back.packets >= 3)`;
}

/** The addresses of an incident of which a handshake was seen: a SELECT with the column `proven`. */
export function sqlProven(rows: string, incident: Incident): string {
  return `SELECT DISTINCT base.src AS proven FROM ${handshakes(rows, incident)}`;
}

/** Does a flow show no more than a try, so that a handshake has to be looked for? Whoever is let in somewhere has had one. */
export function triesAlone({ unit, deed }: Incident): boolean {
  return unit === 'flows' && deed === 'scan';
}

/** What is known of the rows of one address. */
interface AddressEvidence {
  address: string;
  services: readonly string[];
  /** A sensor names the path of a request. */
  paths: boolean;
}

/** Was a handshake, or a whole request, seen of the address? Else anybody may have written it. */
export async function isVerified(
  engine: Engine,
  rows: string,
  incident: Incident,
  { address, services, paths }: AddressEvidence,
): Promise<boolean> {
  const { unit, deed, findings } = incident;
  if (triesAlone(incident)) {
    const found = await engine.query(
      `SELECT 1 AS one FROM ${handshakes(rows, incident)} AND base.src = ${engine.dialect.text(address)} LIMIT 1`,
    );
    return found.length > 0;
  }
  if (unit === 'alerts' && deed !== 'login' && deed !== 'malware') {
    // An attack on an application is seen in a request; a scanner may be named for one packet.
    const asked = findings.some(({ type }) => type === 'web_attack' || type === 'sql_injection');
    return deed === 'exploit' && (paths || asked);
  }
  return !(services.length > 0 && services.every(isDatagram));
}
