/** A thing that a notice names: an instance, or an address. */
type Thing = 'instance' | 'address';

/**
 * What letters on other occasions than the answer and the dispute say in one language. Text that is handed in is clean and stays as it
 * is; moments are UTC text with its zone (`2026-11-21 02:00:00 UTC`). Sentences end with their full stop.
 */
export interface OccasionWords {
  /** Before the entries at the top. */
  readonly labels: Readonly<
    Record<'request' | 'reason' | 'statement' | 'shownBy' | 'status' | 'since' | 'account' | 'seen', string>
  >;
  /** Where a record of the cloud's log of calls is: the call, the file, the number of the record in it. */
  record: (call: string, file: string, record: number) => string;
  readonly byInventory: string;
  readonly byRanges: string;

  readonly extension: {
    readonly opening: string;
    /** @param due when the answer is due now */
    more: (until: string, due: string | undefined) => string;
    readonly headings: Readonly<Record<'why' | 'sofar' | 'request', string>>;
    /** Of these the letter has those that are true of the case. */
    readonly reasons: {
      /** Flow logs are missing; without them nothing can be said. */
      records: (resources: string | undefined, when: string | undefined) => string;
      /** The logs do not reach far enough to tell whether it has stopped. */
      logsEnd: (ends: string, needed: string) => string;
      tied: (hosts: string) => string;
      /** Nothing of the inside of the host is known. */
      uninspected: (hosts: string) => string;
      /** The inside is known, the cause is not. */
      readonly cause: string;
    };
    readonly asked: readonly string[];
    /** What belongs into the place of the new time. */
    blank: (due: string | undefined) => string;
  };

  readonly notUs: {
    /** In the entry at the top. */
    summary: (resources: string, when: string | undefined) => string;
    readonly opening: string;
    readonly headings: Readonly<Record<'shownBy' | 'request', string>>;
    gone: Readonly<Record<Thing, (name: string, at: string) => string>>;
    made: Readonly<Record<Thing, (name: string, at: string) => string>>;
    /** An address that came with an instance when that was started. */
    given: (address: string, instance: string, at: string) => string;
    elsewhere: (address: string, prefix: string, owner: string, asOf: string, provider: string) => string;
    /** What the notice names besides. */
    separately: (resources: string) => string;
    readonly asked: readonly string[];
  };

  readonly terminated: {
    readonly opening: string;
    readonly headings: Readonly<Record<'ended' | 'since' | 'request', string>>;
    gone: (instance: string, at: string) => string;
    stopped: (instance: string, at: string) => string;
    readonly asked: readonly string[];
    readonly blanks: {
      readonly ended: string;
      readonly shownBy: string;
    };
  };

  readonly user: {
    readonly subject: string;
    readonly greeting: string;
    opening: (provider: string) => string;
    readonly headings: Readonly<Record<'seen' | 'question' | 'known' | 'unknown', string>>;
    /** In the entry at the top: from where and when. */
    summary: (provider: string, when: string) => string;
    /** @param services `EWS, OWA`; absent where the log does not tell */
    seen: (
      when: string,
      count: number,
      noun: 'request' | 'login',
      services: string | undefined,
      addresses: number,
      provider: string,
    ) => string;
    failures: (count: number) => string;
    agents: (names: string) => string;
    /** The first asks whether the user subscribes to a service that reads their mail. */
    readonly questions: readonly [string, ...string[]];
    readonly known: readonly string[];
    readonly unknown: readonly string[];
    readonly doubt: string;
  };
}
