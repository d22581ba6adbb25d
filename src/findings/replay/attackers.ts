import type { Engine } from '../../events/engines/engine.ts';
import type { LocalNetworks } from '../network/local-networks.ts';
import { KeptRows } from '../sql/kept.ts';
import type { Finding } from '../../model/finding.ts';

/**
 * Which rows of the logs were the attackers', as the detectors that accuse them know it: an address alone would take
 * everybody behind it for one. Columns of each kept SELECT: `address`; `agent`, null for any; `account`, the one that
 * was entered, null for any, '' for rows of no login that worked.
 */
export class Attackers {
  readonly #engine: Engine;
  readonly #kept: KeptRows;
  readonly #tables: string[] = [];

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#kept = new KeptRows(engine);
  }

  /** Keeps the rows of a SELECT until `forget`. */
  async keep(sql: string): Promise<void> {
    this.#tables.push(await this.#kept.keep(`attackers_${this.#tables.length}`, sql));
  }

  /**
   * All of them, with the addresses that other findings about inbound traffic name (scans, floods): of these every row
   * counts that is no login that worked. A host of ours that such a finding is about (a web server with somebody's script) is
   * no attacker. Undefined: nobody is accused.
   */
  all(findings: readonly Finding[], own: Pick<LocalNetworks, 'contains'>): string | undefined {
    const { dialect } = this.#engine;
    const named = findings
      .filter(({ direction }) => direction === 'inbound')
      .flatMap(({ subject }) => (subject.address ?? '').split(' '))
      .filter((address) => address !== '' && !own.contains(address));
    const parts = this.#tables.map((name) => `SELECT address, agent, account FROM ${name} AS attackers`);
    if (named.length > 0) {
      const rows = [...new Set(named)].map((address) => `(${dialect.text(address)})`).join(', ');
      parts.push(
        `SELECT address, CAST(NULL AS VARCHAR) AS agent, '' AS account FROM (VALUES ${rows}) AS named (address)`,
      );
    }
    return parts.length === 0 ? undefined : parts.join(' UNION ');
  }

  async forget(): Promise<void> {
    this.#tables.length = 0;
    await this.#kept.forget();
  }
}
