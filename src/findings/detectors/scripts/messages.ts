import type { Message, MessageOf } from '../../../model/message.ts';
import type { NamesOf } from '../../../model/numbers.ts';
import type { Span } from '../../../language/figures.ts';
import type { SCRIPT_NUMBERS } from './numbers.ts';

/** What the detector of web scripts says, and the rule by which it does. */
export interface ScriptMessages extends NamesOf<typeof SCRIPT_NUMBERS> {
  /** `sure`: its text or where it lies speaks against it, not only when it was asked. `signs`: clauses. */
  scriptUsed: {
    script: string;
    sure: boolean;
    requests: number;
    posts: number;
    clients: number;
    when: Span;
    signs: Message[];
  };
  /** All beyond those that have a finding each, which are `named`; `sample`: the first of them. */
  scriptsMore: {
    scripts: number;
    named: number;
    requests: number;
    clients: number;
    when: Span;
    sample: string[];
  };
  /** More scripts were asked as such a script is than are looked at closely, which are `most`. */
  gapScripts: { scripts: number; most: number };
  /** Clauses: what speaks against a script. */
  scriptText: { path: string; signs: Message[] };
  scriptFolder: { path: string };
  scriptPut: { client: string };
  scriptOneClient: { client: string; others: number };
  scriptUnlinked: Record<string, never>;
  scriptAfterUpload: { client: string; seconds: number; to: string };
  scriptTurned: { host: string; targets: number; all: number };
  scriptClaimed: { moments: number; all: number };
  /** `exact`: by its path, not only by its file name; `caller`: named as well, and found in the log. */
  scriptMailed: { exact: boolean; caller?: string };
  scriptRule: { source: Message; points: number; seconds: number; targets: number; lift: number };
  sourceScript: Record<string, never>;
}

export type ScriptUseMessage = MessageOf<ScriptMessages>;
