import { UserError } from '../../base/errors.ts';
import type { RangeRow } from '../../clouds/cloud.ts';
import { Lines, nameSchema } from '../../clouds/published.ts';
import { formatPrefix, parsePrefix } from '../../net/prefix.ts';
import { contentLines, firstLines } from './given.ts';
import type { GivenList } from './given.ts';

/*
 * Lists of the user's own: `prefix provider [service [region]]` a line, parted by blanks, or by commas or semicolons
 * where a name has blanks. Old logs name prefixes that no published history reaches, and one's own networks nobody
 * publishes.
 */

/** The provider of a line is also its service where it names none. */
function readLine(line: string): RangeRow | string {
  const separator = /[,;]/.test(line) ? /\s*[,;]\s*/ : /\s+/;
  const [text = '', provider = '', service = '', region = '', ...more] = line.split(separator);
  if (more.some((field) => field !== '')) return 'more than `prefix provider service region`';
  const prefix = parsePrefix(text);
  if (prefix === undefined) return 'not a prefix';
  if (prefix.length < 8) return `a /${prefix.length} is more than any provider holds`;
  for (const name of [provider, service, region]) {
    if (name !== '' && !nameSchema.safeParse(name).success)
      return 'a name of up to 64 letters and digits is expected';
  }
  if (provider === '') return 'no provider behind the prefix';
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
    if (lines.ranges.rows.length === 0) throw new UserError('the list names no prefix and provider');
    return lines.ranges;
  },
};
