import { isBusy, liesInUploads, webPath } from '../../../hosts/scripts/places.ts';
import { GRAVE_SIGNS } from '../../../hosts/scripts/signs.ts';
import { signMessage } from '../../../hosts/scripts/sentences.ts';
import type { Message } from '../../../model/message.ts';
import type { HostScript } from '../../detector.ts';
import type { ScriptUseMessage } from './messages.ts';

/** What is known of one script that was asked for. */
export interface Use {
  script: string;
  requests: number;
  posts: number;
  puts: number;
  clients: number;
  senders: number;
  /** One of the clients; the only one where `clients` is 1. */
  client: string;
  inUploads: boolean;
  /** A page that is not the script itself led to it. */
  linked: boolean;
  /** What a client sent to another place before its request, which was the script's first. */
  upload?: { client: string; seconds: number; to: string };
  /** Whom a host of ours turned to for the first time around the requests, of all that it did. */
  turned?: { host: string; targets: number; all: number };
  /** On how many of the moments that a notice names its requests fall. */
  claimed?: { moments: number; all: number };
  /** The header of a mail that is complained of names it: with its path, or by its file name alone; `caller`: with this client, whom the log has, too. */
  mailed?: { exact: boolean; caller?: string };
  file?: HostScript;
}

/** What the log says of all requests. */
export interface Usual {
  clients: number;
  /** Share of requests that name a page they came from. */
  referred: number;
}

/** A log in which fewer requests name the page that they came from says nothing by its absence. */
const REFERRED = 0.1;
/** Fewer requests of one client are a slip. */
const REPEATED = 3;

/** What one sign counts. */
const POINTS = {
  grave: 4,
  mails: 2,
  text: 1,
  put: 3,
  turned: 3,
  mailedByCaller: 3,
  mailed: 2,
  mailedName: 1,
  claimed: 1,
  uploadsPosted: 2,
  uploads: 1,
  afterUpload: 1,
  oneClient: 1,
  unlinked: 1,
} as const;

export interface Judgement {
  points: number;
  /** Its text, or where it lies and how it came, speaks against it; else only when it was asked. */
  sure: boolean;
  signs: Message[];
}

function textSigns(file: HostScript | undefined): { points: number; signs: ScriptUseMessage[] } {
  const signs = file?.signs ?? [];
  if (file === undefined || signs.length === 0) return { points: 0, signs: [] };
  const grave = signs.some(({ sign }) => GRAVE_SIGNS.has(sign));
  const mails = signs.some(({ sign }) => sign === 'mails in a loop');
  const points = grave ? POINTS.grave : mails ? POINTS.mails : POINTS.text;
  const said = signs.slice(0, 4).map(({ sign, line }) => signMessage(sign, line));
  return { points, signs: [{ key: 'scriptText', params: { path: file.path, signs: said } }] };
}

/**
 * Adds up what speaks against a script. Schedulers, counters and interfaces for programs are asked by one client, without
 * a link, by POST: of those only the text counts.
 */
export function judge(use: Use, usual: Usual, otherClients: number): Judgement {
  const text = textSigns(use.file);
  const signs: ScriptUseMessage[] = [...text.signs];
  let points = text.points;
  let placed = text.points >= POINTS.mails;
  const take = (value: number, sign: ScriptUseMessage): void => {
    points += value;
    signs.push(sign);
  };
  if (isBusy(use.script)) return { points, sure: placed, signs };
  const listed = use.file === undefined ? undefined : webPath(use.file.path);
  if (use.puts > 0) {
    placed = true;
    take(POINTS.put, { key: 'scriptPut', params: { client: use.client } });
  }
  if (use.inUploads || (listed !== undefined && liesInUploads(listed))) {
    const posted = use.posts > 0 && use.senders <= 2;
    placed ||= posted;
    take(posted ? POINTS.uploadsPosted : POINTS.uploads, {
      key: 'scriptFolder',
      params: { path: use.file?.path ?? use.script },
    });
  }
  if (use.upload !== undefined && (use.requests >= REPEATED || use.posts > 0))
    take(POINTS.afterUpload, { key: 'scriptAfterUpload', params: use.upload });
  if (use.clients === 1 && use.requests >= REPEATED && usual.clients > otherClients)
    take(POINTS.oneClient, {
      key: 'scriptOneClient',
      params: { client: use.client, others: usual.clients - 1 },
    });
  if (!use.linked && usual.referred >= REFERRED) take(POINTS.unlinked, { key: 'scriptUnlinked', params: {} });
  if (use.turned !== undefined) take(POINTS.turned, { key: 'scriptTurned', params: use.turned });
  if (use.mailed !== undefined) {
    const { exact, caller } = use.mailed;
    placed ||= caller !== undefined;
    const value = exact ? POINTS.mailed : POINTS.mailedName;
    take(caller === undefined ? value : POINTS.mailedByCaller, {
      key: 'scriptMailed',
      params: { exact, ...(caller !== undefined && { caller }) },
    });
  }
  if (use.claimed !== undefined) take(POINTS.claimed, { key: 'scriptClaimed', params: use.claimed });
  // Whom one client asks for, without a link: so are all monitors and interfaces for programs.
  const tells =
    placed ||
    use.upload !== undefined ||
    use.turned !== undefined ||
    use.mailed !== undefined ||
    use.inUploads;
  return { points: tells ? points : 0, sure: placed, signs };
}
