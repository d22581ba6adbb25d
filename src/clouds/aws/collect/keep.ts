import { collectionReason } from '../../collection-reason.ts';
import type { CollectionFolder, Consent, Offer } from '../../collection.ts';
import { CALLS } from './calls.ts';
import type { CallName } from './calls.ts';
import { refusalOf } from './refusals.ts';
import { Session } from './session.ts';

/** Things of one kind that are taken at most: an account's largest lists are its interfaces. */
const MOST = 50_000;

/** What a run has in hand: the folder, the clients, and whether asking on makes sense. */
export class Collecting {
  readonly folder: CollectionFolder;
  readonly signal: AbortSignal;
  readonly #sessions = new Map<string, Session>();
  /** The call whose refusal would meet every further one. */
  #stopped: CallName | undefined;

  readonly consent: Consent;
  /** What this run has agreed to, USD. */
  #spent = 0;

  constructor(folder: CollectionFolder, consent: Consent, signal: AbortSignal) {
    this.folder = folder;
    this.signal = signal;
    this.consent = consent;
  }

  session(region: string): Session {
    const session = this.#sessions.get(region) ?? new Session(region);
    this.#sessions.set(region, session);
    return session;
  }

  /** Notes what else is to be known, once. @param note a packed message */
  remark(note: string): void {
    const { notes } = this.folder.collection;
    if (!notes.includes(note)) notes.push(note);
  }

  /** Says what something costs, and whether it is within what the user agrees to. */
  async accepts(offer: Offer): Promise<boolean> {
    const taken = this.#spent + offer.usd <= this.consent.limit;
    if (taken) this.#spent += offer.usd;
    const { collection } = this.folder;
    const same = ({ region, about }: Offer): boolean => region === offer.region && about === offer.about;
    collection.offers = [...collection.offers.filter((one) => !same(one)), { ...offer, taken }];
    this.consent.onOffer(offer, taken);
    await this.folder.save();
    return taken;
  }

  async close(): Promise<void> {
    for (const session of this.#sessions.values()) await session.close();
  }

  /**
   * Runs one call, and notes what became of it. An earlier run's answer is not asked for again, unless only this run
   * can use it.
   * @returns what it brought; undefined: it is on the disk already, or was refused
   */
  async ask<T>(
    { again, ...place }: { call: CallName; region: string; about?: string; again?: true },
    work: () => Promise<{ value: T; things?: number; bytes?: number; file?: string; cut?: number }>,
  ): Promise<T | undefined> {
    const { call, region, about } = place;
    this.signal.throwIfAborted();
    if (again !== true && this.folder.entryOf(call, region, about)?.state === 'kept') return undefined;
    if (this.#stopped !== undefined) {
      const because = collectionReason('notAskedAfter', { call: this.#stopped });
      await this.folder.note({ ...place, state: 'not_asked', because });
      return undefined;
    }
    try {
      const { value, cut, ...result } = await work();
      const because = cut === undefined ? {} : { because: collectionReason('cutAt', { most: cut }) };
      await this.folder.note({ ...place, state: cut === undefined ? 'kept' : 'cut', ...result, ...because });
      return value;
    } catch (error) {
      this.signal.throwIfAborted();
      // S3's calls are called otherwise in policies.
      const { because, said, everywhere } = refusalOf(error, CALLS[call][0] ?? call, region);
      if (everywhere) this.#stopped = call;
      await this.folder.note({ ...place, state: 'refused', because, said });
      return undefined;
    }
  }

  /**
   * Asks for a list with all its pages, and writes it as AWS's own command line prints it: `{"Vpcs": […]}`. Pages that came
   * before a refusal are kept.
   */
  async keepList<Page extends object>(
    place: { call: CallName; region: string; about?: string; file: string; list: keyof Page & string },
    pages: () => Promise<AsyncIterable<Page>>,
  ): Promise<void> {
    const { list, file, ...asked } = place;
    await this.ask(asked, async () => {
      const things: unknown[] = [];
      let ended = false;
      try {
        for await (const page of await pages()) {
          this.signal.throwIfAborted();
          const some: unknown = page[list];
          if (Array.isArray(some)) things.push(...(some as unknown[]));
          if (things.length > MOST) break;
        }
        ended = true;
      } finally {
        if (ended || things.length > 0) await this.folder.write(file, listed(list, things.slice(0, MOST)));
      }
      const cut = things.length > MOST ? { cut: MOST } : {};
      return { value: undefined, things: Math.min(things.length, MOST), file, ...cut };
    });
  }
}

/** A list as JSON, a thing at a time, so that no text of all of them is made. */
function* listed(name: string, things: readonly unknown[]): Iterable<string> {
  yield `{"${name}": [`;
  for (const [i, thing] of things.entries()) yield `${i === 0 ? '' : ','}\n${JSON.stringify(thing)}`;
  yield things.length === 0 ? ']}\n' : '\n]}\n';
}
