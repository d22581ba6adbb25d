import { count, counted, listed, span } from '../../../../language/grammar/en.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ScriptMessages } from '../messages.ts';

export const en: WordsOf<ScriptMessages> = {
  scriptUsed: ({ script, sure, requests, posts, clients, when, signs }) =>
    `${script} ${sure ? 'is likely a script by which somebody acts from the server' : 'may be the script behind it, which cannot be told without its text'}: ` +
    `${counted(requests, 'answered request')} (${count(posts)} with data) of ${counted(clients, 'client')} from ${span(when)}; ${signs.join('; ')}.`,
  scriptsMore: ({ scripts, named, requests, clients, when, sample }) =>
    `Beyond the ${count(named)} listed, ${counted(scripts, 'more script')} ${scripts === 1 ? 'stands' : 'stand'} out in the same way ` +
    `(${listed(sample)}${sample.length < scripts ? ' and others' : ''}): ${counted(requests, 'answered request')} of ${counted(clients, 'client')} from ${span(when)}.`,
  gapScripts: ({ scripts, most }) =>
    `${count(scripts)} scripts were asked for as a web shell is (by one or two clients, in a folder for uploads, or put there); ` +
    `the ${count(most)} likeliest were looked at closely, the others were not`,
  scriptText: ({ path, signs }) => `by its text ${path} ${signs.join(', ')}`,
  scriptFolder: ({ path }) => `it lies where no scripts belong (${path})`,
  scriptPut: ({ client }) => `${client} put it there with PUT`,
  scriptOneClient: ({ client, others }) =>
    `${client} alone asked for it, and none of ${counted(others, 'other client')}`,
  scriptUnlinked: () => 'no page led to it',
  scriptAfterUpload: ({ client, seconds, to }) =>
    `its first request came ${counted(seconds, 'second')} after ${client} had sent something to ${to}`,
  scriptTurned: ({ host, targets, all }) =>
    `around its requests ${host} turned to ${count(targets)} of the ${counted(all, 'host')} that it contacted for the first time`,
  scriptClaimed: ({ moments, all }) =>
    all === 1
      ? 'its requests fall on the moment that the notice names'
      : `its requests fall on ${count(moments)} of ${count(all)} minutes that the notice names`,
  scriptMailed: ({ exact, caller }) =>
    `the header of the mail complained of names ${exact ? 'it' : 'a script of this name'}` +
    (caller === undefined ? '' : `, called by ${caller}, who is in the log too`),
  scriptRule: ({ source, points, seconds, targets, lift }) =>
    `${source}. In force: ${points} points; ${seconds} s after an upload; ${targets} hosts, ${lift} times as many as by chance`,
  sourceScript: () =>
    'Scripts as NSA and ASD tell to find them (Detect and Prevent Web Shell Malware, 2020: rare clients, no referer, ' +
    'unusual folders, known text), held beside outgoing connections',
  name_script_requests: () => 'requests for the script',
  name_script_posts: () => 'requests with data',
  name_points: () => 'points',
};
