import type { RdapClient } from '../../attribution/rdap/client.ts';
import { UserError } from '../../base/errors.ts';
import type { Contact } from '../../channels/channel.ts';
import { parseAddress } from '../../net/address.ts';

/** Registries want one question a second at most: so many in one run. */
const MOST_QUESTIONS = 200;

async function ask(client: RdapClient, address: string): Promise<Contact> {
  const parsed = parseAddress(address);
  if (parsed === undefined) return { kind: 'failed', problem: 'no address' };
  try {
    const registration = await client.registrationOf(parsed);
    const server = registration?.server ?? 'RDAP';
    const [mail] = registration?.abuse ?? [];
    return mail === undefined ? { kind: 'none', server } : { kind: 'known', mail, server };
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    return { kind: 'failed', problem: thrown.message };
  }
}

/**
 * Asks the registries for the addresses for complaints.
 * @param addresses those whose channel must know
 */
export async function contactsOf(
  addresses: readonly string[],
  client: RdapClient,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Contact>> {
  const contacts = new Map<string, Contact>();
  for (const address of [...new Set(addresses)].slice(0, MOST_QUESTIONS)) {
    signal.throwIfAborted();
    contacts.set(address, await ask(client, address));
  }
  await client.save();
  return contacts;
}
