/** So many first fragments are remembered; the fragments of a packet follow each other closely. */
const SLOTS = 8192;
const WIDTH = 5;

/**
 * The ports of packets that came in fragments. Only the first fragment has them; the others name the same two
 * addresses and identification. A table without chains: a newer packet takes the place of an older one.
 */
export class Fragments {
  readonly #slots = new Int32Array(SLOTS * WIDTH);

  /** @param source,destination addresses, or hashes of them; @param id identification; @param ports both, 16 bits each */
  remember(source: number, destination: number, id: number, protocol: number, ports: number): void {
    const at = place(source, destination, id);
    const slots = this.#slots;
    slots[at] = source;
    slots[at + 1] = destination;
    slots[at + 2] = id;
    slots[at + 3] = protocol + 1;
    slots[at + 4] = ports;
  }

  /** The ports of the packet that this is a later fragment of; undefined: its first was not seen. */
  ports(source: number, destination: number, id: number, protocol: number): number | undefined {
    const at = place(source, destination, id);
    const slots = this.#slots;
    const same =
      slots[at] === source &&
      slots[at + 1] === destination &&
      slots[at + 2] === id &&
      slots[at + 3] === protocol + 1;
    return same ? slots[at + 4] : undefined;
  }
}

function place(source: number, destination: number, id: number): number {
  const hash = Math.imul(source ^ Math.imul(destination, 0x85eb_ca6b) ^ id, 0x9e37_79b1);
  return ((hash >>> 16) & (SLOTS - 1)) * WIDTH;
}
