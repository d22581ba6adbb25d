import type { Nothing } from './message.ts';

/** One number that findings carry. */
export interface NumberKind {
  readonly unit: string;
  /** What is counted or measured, in English; the reference lists it. */
  readonly what: string;
}

/**
 * Numbers that mean the same whichever detector found them. Letters, the report, charts and the search for the culprit
 * read them by these names, and `report/names.ts` has their names in every language.
 */
export const SHARED_NUMBERS = {
  protocol: { unit: 'IANA protocol number', what: 'protocol of the flows' },
  hosts: { unit: 'hosts', what: 'distinct hosts that it was aimed at, or that it reached' },
  ports: { unit: 'ports', what: 'distinct ports that it was aimed at; `targets.ports` may list fewer' },
  pairs: { unit: 'host and port pairs', what: 'distinct pairs of host and port that were tried' },
  unanswered_pairs: { unit: 'host and port pairs', what: 'those pairs that did not answer' },
  sources: { unit: 'addresses', what: 'distinct addresses that it came from' },
  addresses: { unit: 'addresses', what: 'distinct addresses of the clients' },
  flows: { unit: 'flow records', what: 'records of the flow log' },
  packets: { unit: 'packets', what: 'packets of those records' },
  bytes: { unit: 'bytes', what: 'bytes of those records, headers included' },
  requests_succeeded: { unit: 'requests', what: 'requests with the credentials that worked' },
  logins_succeeded: { unit: 'logins', what: 'logins with the credentials that worked' },
  seconds: { unit: 's', what: 'time from the first to the last record' },
  trw_contacts: {
    unit: 'hosts',
    what: 'first contacts after which the threshold random walk calls the source a scanner; absent: it never does',
  },
  blr_probability: {
    unit: 'probability',
    what: "that the source scans, by SiLK's Bayesian logistic regression; absent: fewer than 32 TCP flows with flags",
  },
} as const satisfies Record<string, NumberKind>;

export type SharedNumber = keyof typeof SHARED_NUMBERS;

/**
 * What a family of detectors declares: the numbers of its findings. A shared one is taken from `SHARED_NUMBERS`, so
 * that nobody gives its name another unit; the others are the family's own, and its words name them.
 */
export type NumberGroup = Readonly<Record<string, NumberKind>> & {
  readonly [Name in SharedNumber]?: (typeof SHARED_NUMBERS)[Name];
};

/**
 * The messages that name a family's own numbers, for its words: `name_victims`. The report asks for them by that key. The
 * shared ones are named already.
 */
export type NamesOf<Group> = {
  [Name in Exclude<keyof Group & string, SharedNumber> as `name_${Name}`]: Nothing;
};

/** The numbers of a finding, as whoever did not find it may read them. */
export type Numbers = { readonly [Name in SharedNumber]?: number };

/** Values by the names that a group declares; undefined: this finding has none. */
type ValuesOf<Group> = { readonly [Name in keyof Group]?: number };

/**
 * The numbers of one finding, in the order given, without those that are undefined. A name that the family does not
 * declare does not compile.
 * @throws TypeError where a name came past the compiler
 */
export function numbersOf<Group extends NumberGroup>(
  group: Group,
  values: NoInfer<ValuesOf<Group>>,
): Numbers {
  const given = Object.entries<number | undefined>(values).filter(([, value]) => value !== undefined);
  const stray = given.find(([name]) => !Object.hasOwn(group, name));
  if (stray !== undefined) throw new TypeError(`The number ${stray[0]} is not declared.`);
  return Object.fromEntries(given);
}

/** Every number of a finding with its name, those of its family too. */
export function entriesOf(numbers: Numbers): [name: string, value: number][] {
  return Object.entries<number>(numbers);
}
