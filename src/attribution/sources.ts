import type { Engine } from '../events/engines/engine.ts';
import { parseAddress } from '../net/address.ts';
import { NO_ADDRESS, specialOf } from '../net/special.ts';
import type { Source } from '../model/source.ts';
import type { Coverage } from './lists.ts';

/** Addresses asked for in one statement. */
const BATCH = 1000;

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/**
 * Whose the addresses were, for a case's `sources`, from the lake's attribution; in the order asked, one entry
 * per address. One without an answer says which lists were asked.
 */
export async function sourcesOf(
  engine: Engine,
  addresses: readonly string[],
  coverage: Coverage,
): Promise<Source[]> {
  const found = new Map<string, Source>();
  for (let at = 0; at < addresses.length; at += BATCH) {
    const list = addresses.slice(at, at + BATCH).map((address) => engine.dialect.text(address));
    const rows = await engine.query(`SELECT * FROM attribution WHERE address IN (${list.join(', ')})`);
    for (const row of rows) {
      const address = String(row['address']);
      const source: Source = { address, provider: textOf(row['provider']) ?? null };
      for (const name of ['list', 'region', 'border_group', 'prefix', 'as_of'] as const) {
        const value = textOf(row[name]);
        if (value !== undefined) source[name] = value;
      }
      source.services = (textOf(row['services']) ?? '').split(',').filter((service) => service !== '');
      found.set(address, source);
    }
  }
  return addresses.map((address) => found.get(address) ?? unattributed(address, coverage));
}

/** What is no address, or a special one, says so; of any other address, which lists were asked. */
function unattributed(text: string, coverage: Coverage): Source {
  const address = parseAddress(text);
  if (address === undefined) {
    const message = { key: 'specialNoAddress', params: {} };
    return { address: text, provider: null, note: NO_ADDRESS, note_message: message };
  }
  const special = specialOf(address);
  if (special === undefined) return { address: text, provider: null, ...coverage };
  return { address: text, provider: null, note: special.note, note_message: special.message };
}
