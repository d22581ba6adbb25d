import { providerTitle } from '../../clouds/index.ts';
import type { Dialect, Row } from '../../events/engines/engine.ts';
import { collapse } from '../../net/prefix.ts';
import type { Prefix } from '../../net/prefix.ts';

/** Which addresses are set against the rest. */
export type Choice =
  | { kind: 'provider'; provider: string }
  | { kind: 'asn'; asn: number }
  | { kind: 'prefixes'; prefixes: readonly Prefix[]; name: string };

/** A key as the engines write it: 32 digits, upper case. */
function digits(number: bigint): string {
  return number.toString(16).toUpperCase().padStart(32, '0');
}

/**
 * Addresses of the lake within prefixes. Neighbours are joined first, so that the ranges do not overlap; then one sort of
 * ranges and addresses together tells for each address where the last range before it ends. No prefix is expanded, and no
 * address is compared with every prefix.
 */
function sqlWithin(prefixes: readonly Prefix[], dialect: Dialect): string {
  const ranges = collapse(prefixes).map(
    ({ first, last }) => `(${dialect.text(digits(first))}, ${dialect.text(digits(last))})`,
  );
  if (ranges.length === 0) return 'SELECT address FROM addresses WHERE false';
  return `SELECT address FROM (
    SELECT address, place, max(ends) OVER (ORDER BY place, kind ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS reach
    FROM (
      SELECT address, to_hex(key) AS place, 1 AS kind, CAST(NULL AS VARCHAR) AS ends FROM addresses WHERE is_local = 0
      UNION ALL SELECT CAST(NULL AS VARCHAR), begins, 0, ends FROM (VALUES ${ranges.join(', ')}) AS ranges (begins, ends)
    ) AS placed
  ) AS reached WHERE address IS NOT NULL AND place <= reach`;
}

/** SELECT of the addresses: one column, each once. */
export function sqlChosen(choice: Choice, dialect: Dialect): string {
  const { text } = dialect;
  if (choice.kind === 'prefixes') return sqlWithin(choice.prefixes, dialect);
  if (choice.kind === 'provider')
    return `SELECT DISTINCT address FROM attribution WHERE provider = ${text(choice.provider)}`;
  return `SELECT DISTINCT address FROM attribution WHERE (',' || coalesce(services, '') || ',') LIKE ${text(`%,AS${choice.asn},%`)}`;
}

/** What it is called in case.json: `aws`, `AS14618`, `203.0.113.0/24`. */
export function nameOfChoice(choice: Choice): string {
  if (choice.kind === 'provider') return choice.provider;
  return choice.kind === 'asn' ? `AS${choice.asn}` : choice.name;
}

/** What it is called in sentences: `Amazon Web Services`. */
export function titleOfChoice(choice: Choice): string {
  return choice.kind === 'provider' ? providerTitle(choice.provider) : nameOfChoice(choice);
}

/** The provider that the most came from; undefined: none is known. */
export function busiestProvider(rows: readonly Row[]): string | undefined {
  const named = rows.find(({ provider }) => typeof provider === 'string');
  return named === undefined ? undefined : String(named['provider']);
}
