import type { LineRef } from '../../model/finding.ts';
import type { Message } from '../../model/message.ts';
import type { Facts, LoginFact, Origin } from '../facts.ts';
import type { HostProcess } from '../signs/host.ts';
import { whoIs } from '../signs/host.ts';
import { nearestClock } from '../traffic/dates.ts';
import { placedMoment } from '../text/moment.ts';
import { processWords } from '../words/figures.ts';
import type { TIMELINE_ROWS } from './sentences.ts';

/** Something that happened inside the host. */
export interface HostMoment {
  /** ISO 8601 UTC. */
  at: string;
  kind: 'process' | 'file' | 'login';
  message: Message<keyof typeof TIMELINE_ROWS>;
  lines: LineRef[];
}

/** So many moments are shown: the last ones, nearest to what is happening. */
const MOST = 120;

/** What is placed in time, and how many times could not be. */
export class HostTimeline {
  readonly #facts: Facts;
  readonly #moments: HostMoment[] = [];
  #unplaced = 0;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  get moments(): HostMoment[] {
    return this.#moments.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))).slice(-MOST);
  }

  /** Times that lack a year or a zone. */
  get unplaced(): number {
    return this.#unplaced;
  }

  process(process: HostProcess): void {
    const { began, started, origin } = process;
    const params = { process: processWords(whoIs(process)) };
    this.#add(began ?? started, origin, 'process', { key: 'hostProcessBegan', params });
  }

  files(): void {
    for (const { path, modified, changed, born, origin } of this.#facts.files) {
      this.#add(born, origin, 'file', { key: 'hostFileBorn', params: { path } });
      this.#add(modified, origin, 'file', { key: 'hostFileModified', params: { path } });
      if (changed !== undefined && changed !== modified && changed !== born)
        this.#add(changed, origin, 'file', { key: 'hostFileChanged', params: { path } });
    }
  }

  logins(): void {
    const refused = new Map<string, LoginFact[]>();
    for (const one of this.#facts.logins) {
      const { user, from, failed, at, origin } = one;
      if (failed) {
        const known = refused.get(from ?? '');
        if (known === undefined) refused.set(from ?? '', [one]);
        else known.push(one);
        continue;
      }
      this.#add(
        at,
        origin,
        'login',
        from === undefined
          ? { key: 'hostLoginHere', params: { user } }
          : { key: 'hostLogin', params: { user, from } },
      );
    }
    for (const [from, all] of refused) {
      const first = all
        .map((one) => ({ one, at: this.#placed(one.at, one.origin) }))
        .filter(({ at }) => at !== undefined)
        .toSorted((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1))[0];
      if (first === undefined) this.#unplaced += all.length;
      else {
        const params = { from: from === '' ? '–' : from, refused: all.length };
        this.#add(first.one.at, first.one.origin, 'login', { key: 'hostRefused', params });
      }
    }
  }

  #placed(text: string | undefined, { evidence, line }: Origin): string | undefined {
    return placedMoment(text, nearestClock(this.#facts.clocks, evidence, line));
  }

  #add(
    text: string | undefined,
    origin: Origin,
    kind: HostMoment['kind'],
    message: HostMoment['message'],
  ): void {
    if (text === undefined) return;
    const at = this.#placed(text, origin);
    if (at === undefined) this.#unplaced += 1;
    else {
      const { evidence, line } = origin;
      this.#moments.push({ at, kind, message, lines: line === 0 ? [] : [{ evidence, line }] });
    }
  }
}
