/** Which addresses are ours. */
export interface Ours {
  /** For a person: `10.0.0.0/16 (vpc-…)`, `private ranges (no inventory)`. */
  readonly because: string;
  contains(address: string): boolean;
  /** SQL condition that an address column or expression is ours. */
  condition(expression: string): string;
}
