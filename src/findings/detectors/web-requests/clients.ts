import type { Row } from '../../../events/engines/engine.ts';
import { providerTitle } from '../../../clouds/index.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import { samples } from '../../sql/samples.ts';
import type { RequestMessage } from './messages.ts';

/** So many clients have a finding each, those that did most. */
export const MOST_READERS = 50;

/** A client's own name in a sentence. */
export function clientMessage(row: Row): RequestMessage {
  const provider = String(row['provider'] ?? '');
  return {
    key: 'requestClient',
    params: { client: String(row['client']), ...(provider !== '' && { provider: providerTitle(provider) }) },
  };
}

/** What findings about one client of the web have in common. */
export function commonOf(
  detector: string,
  row: Row,
  lines: ReadonlyMap<string, LineRef[]>,
): Pick<Finding, 'id' | 'detector' | 'subject' | 'direction' | 'targets' | 'from' | 'to' | 'lines'> {
  const client = String(row['client']);
  const provider = String(row['provider'] ?? '');
  const [from, to] = [String(row['first']), String(row['last'])];
  return {
    id: [detector, client, from].join('|'),
    detector,
    subject: { address: client, ...(provider !== '' && { provider }) },
    direction: 'inbound',
    targets: { hosts: Number(row['servers']), ports: [], sample: samples(row['server_sample']) },
    from,
    to,
    lines: lines.get(client) ?? [],
  };
}
