import { formatV4 } from '../../net/address.ts';
import { isMasked } from '../../net/masked.ts';

/** An IPv4 address of which parts may be masked. */
const SHAPE = /(?<![\w.*])(?:\d{1,3}|[xX*]{1,3})(?:\.(?:\d{1,3}|[xX*]{1,3})){3}(?![\w.*])/g;
/** 240.0.0.0/4 is reserved (RFC 1112, section 4): no host has such an address, and no log names one. */
const FIRST = 0xf0_00_00_01;
/** Different ones in one text; more stay masked, and their lines are then not read. */
const MAX_STAND_INS = 10_000;

/**
 * Readers of logs know addresses, not masked ones. While a text is read, each masked address is stood in for by an address that no
 * host has and that the text does not name; `original` gives what the text says. Only addresses that the text masks get one.
 */
export class StandIns {
  readonly #byMask = new Map<string, string>();
  readonly #byAddress = new Map<string, string>();
  #next = FIRST;

  /** @param text in which the stand-ins must not occur already */
  constructor(text: string) {
    for (const [found] of text.matchAll(SHAPE)) {
      if (this.#byMask.has(found) || !isMasked(found)) continue;
      if (this.#byMask.size >= MAX_STAND_INS) break;
      let address = formatV4(this.#next++);
      while (text.includes(address)) address = formatV4(this.#next++);
      this.#byMask.set(found, address);
      this.#byAddress.set(address, found);
    }
  }

  /** The text with each masked address replaced. */
  replaceIn(text: string): string {
    return this.#byMask.size === 0 ? text : text.replace(SHAPE, (found) => this.#byMask.get(found) ?? found);
  }

  /** What the text says where a reader found this address. */
  original(address: string): string {
    return this.#byAddress.get(address) ?? address;
  }

  /** A value that a reader took out of a line, with what the text says. */
  restoreIn(value: string): string {
    return this.#byMask.size === 0
      ? value
      : value.replace(SHAPE, (found) => this.#byAddress.get(found) ?? found);
  }
}
