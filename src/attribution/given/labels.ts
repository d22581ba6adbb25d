import { UserError } from '../../base/errors.ts';
import type { RangeRow } from '../../clouds/cloud.ts';
import { Lines, nameSchema } from '../../clouds/published.ts';
import { formatPrefix, parsePrefix } from '../../net/prefix.ts';
import { contentLines, firstLines } from './given.ts';
import type { GivenList } from './given.ts';
import { cloudReason } from '../../clouds/reason.ts';
import { givenReason } from './reason.ts';

/*
 * Lists of the user's own: `prefix provider [service [region]]` a line, parted by blanks, or by commas or semicolons
 * where a name has blanks. Old logs name prefixes that no published history reaches, and one's own networks nobody
 * publishes.
 */

/** The provider of a line is also its service where it names none. */
function readLine(line: string): RangeRow | string {
  const separator = /[,;]/.test(line) ? /\s*[,;]\s*/ : /\s+/;
  const [text = '', provider = '', service = '', region = '', ...more] = line.split(separator);
  if (more.some((field) => field !== '')) return givenReason('givenMore');
  const prefix = parsePrefix(text);
  if (prefix === undefined) return cloudReason('cloudNoPrefix');
  if (prefix.length < 8) return cloudReason('cloudTooWide', { bits: prefix.length });
  for (const name of [provider, service, region]) {
    if (name !== '' && !nameSchema.safeParse(name).success) return givenReason('givenName');
  }
  if (provider === '') return givenReason('givenNoProvider');
  return {
    prefix: formatPrefix(prefix),
    service: service === '' ? provider : service,
    ...(region !== '' && { region }),
    provider,
  };
}

/** The line that may come first, and names the columns. */
const HEADER = /^"?prefix"?[\s,;]+"?(?:provider|label)"?/i;

export const LABEL_LIST: GivenList = {
  title: 'a list of your own, `prefix provider [service [region]]` a line',
  recognise(bytes) {
    const [first, ...rest] = firstLines(bytes, 20);
    if (first === undefined) return false;
    const rows = HEADER.test(first) ? rest : [first, ...rest];
    return rows.some((line) => typeof readLine(line) !== 'string');
  },
  parse(bytes) {
    const lines = new Lines();
    let first = true;
    for (const { number, line } of contentLines(new TextDecoder().decode(bytes))) {
      if (!first || !HEADER.test(line)) lines.take(`line ${number}`, readLine(line));
      first = false;
    }
    if (lines.ranges.rows.length === 0) {
      const reason = givenReason('givenNoRows');
      throw new UserError('the list names no prefix and provider', { reason });
    }
    return lines.ranges;
  },
};
