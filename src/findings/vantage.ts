/**
 * Where our addresses' flows are read. A flow may be recorded by several interfaces: the host's own, the NAT
 * gateway's inner and outer side, the transit gateway's, the receiving host's. Each of our addresses is read
 * at one place only, the best there is, so that every flow counts once.
 */
export interface Vantage {
  /** SQL condition that a row of `flows` was recorded where the address `expression` is read. */
  condition(address: string, interfaceColumn: string): string;
}
