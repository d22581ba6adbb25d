import {
  clientKinds,
  records,
  count,
  counted,
  listed,
  some,
  abuseTypes,
  duration,
} from '../../language/grammar/en.ts';
import { instantText, laterText } from '../../language/figures.ts';
import type { Instant } from '../../model/instant.ts';
import type { WordsOf } from '../../language/words.ts';
import type { CaseMessages } from '../messages.ts';

/** What helps where a clock or its zone is wrong. */
const ZONE_CURE = ': cross-check with another log, and give the zone with --zone';

function whatOf({ rules, pictures, replay }: CaseMessages['gapMemory']): string {
  const parts = [
    rules.length > 0 && `the findings of ${listed(rules)}`,
    pictures > 0 && counted(pictures, 'table or chart of the report', 'tables or charts of the report'),
    replay && 'what a block would have stopped',
  ];
  return listed(parts.filter((part) => part !== false));
}

/** How far logs must reach to tell it. */
function willTell(last: Instant, known: Instant | undefined): string {
  return known === undefined ? '' : ` Logs that run to ${laterText(last, known)} will tell.`;
}

export const en: WordsOf<CaseMessages> = {
  caseBusy: () => 'another run is working on this case; wait for it to end',
  gapUnknown: (params) => `not recognised, so not read: ${some(params)}`,
  gapPrograms: ({ programs, more }) =>
    `lines of programs that abusedesk does not read: ${some({ names: programs.map(({ name, lines }) => `${name} (${count(lines)})`), more })}`,
  gapUnreadable: (params) => `could not be opened: ${some(params)}`,
  gapZone: (params) =>
    `times without a zone in ${some(params)} were read as UTC: if the clock there showed another, give it with --zone`,
  gapPartial: ({ path, why }) =>
    `${path} was read in part only, and what the rest holds may have happened too: ${why}`,
  gapChanged: ({ path }) =>
    `${path} was changed while it was read: what is said rests on the bytes whose SHA-256 stands in the list of evidence, and lines that it no longer holds are not quoted. Copy it where nothing writes to it, and investigate the copy`,
  gapMemory: (left) =>
    `these answers needed more memory than allowed and were left out: ${whatOf(left)}. Set memory: 2GB in abusedesk.yaml and investigate again`,
  gapLost: ({ path }) =>
    `${path}: the log says that records were lost (SKIPDATA): traffic that is missing here may have happened`,
  gapTags: ({ columns }) =>
    `the flow log has fields for tags and holds no value in ${columns.join(', ')}: it was created without TagFieldSpecifications for them, the resources do not carry these tags, or the log may not read them (AWS then writes "-" and reports no error). Create a flow log that names the tag keys if names are needed`,
  gapRejected: ({ path, rejected, read }) =>
    `${path}: ${rejected} of ${read} lines could not be read; see the manifest`,
  gapFuture: ({ last, hours, ...files }) =>
    (files.names.length === 1
      ? `${some(files)}: its last event (${instantText(last)}) lies ${counted(hours, 'hour')} in the future, so its clock or its zone is wrong`
      : `${some(files)}: their last events lie in the future, by up to ${counted(hours, 'hour')} (${instantText(last)}), so their clock or their zone is wrong`) +
    ZONE_CURE,
  gapWritten: ({ last, written, hours, ...files }) =>
    (files.names.length === 1
      ? `${some(files)}: its last event (${instantText(last)}) is ${counted(hours, 'hour')} later than the file was last written (${instantText(written)}), so its clock or its zone is wrong`
      : `${some(files)}: their last events are later than the files were last written, by up to ${counted(hours, 'hour')} (${instantText(last)}, written ${instantText(written)}), so their clock or their zone is wrong`) +
    ZONE_CURE,
  gapShifted: ({ path, other, minutes, cure }) =>
    `${path}: its clock is ${duration(Math.abs(minutes) * 60)} ${minutes > 0 ? 'ahead of' : 'behind'} that of ${other}, for the same clients are active in both at the same minutes otherwise: one of the two is wrong, and their times do not belong together` +
    (cure === undefined ? '' : `; if it is that of ${path}, read it again with ${cure}`),
  gapPassedOver: ({ reason, ...files }) => `${some(files)}: nothing in it was used: ${reason}`,
  gapNote: ({ path, note }) => `${path}: ${note}`,
  gapMore: ({ count }) =>
    `${count.toLocaleString('en')} more of this kind are not listed here; manifest.json has what was noted of each file`,
  gapOverlap: ({ first, second, rows, table }) =>
    `${first} and ${second} have ${rows} ${table} in common, which are counted twice: if they are the same records, give only one of the files`,
  gapNoRanges: ({ update }) =>
    `no provider ranges are known, so no address is attributed: run ${update}, or put ip-ranges.json into the folder`,
  gapNotLoaded: ({ addresses, asked, notLoaded, update }) =>
    `${counted(addresses, 'address', 'addresses')} ${addresses === 1 ? 'is' : 'are'} in none of the lists of ranges that were asked (${asked.join(', ')}); ` +
    `not loaded, and so not asked: ${notLoaded.join(', ')}; ${update} fetches those that are published`,
  gapDistant: ({ provider, published, days, edge, drift }) =>
    `the nearest known ${provider} ranges, of ${published}, were published ${counted(Math.abs(days), 'day')} ` +
    `${days > 0 ? 'after' : 'before'} the evidence ${edge}` +
    (drift === undefined
      ? ''
      : `; over ${drift.days} days ${drift.relabelled}% of its addresses change their labels, ${drift.added}% are new, ${drift.gone}% go`),
  gapUnusedRule: ({ pattern, kind }) =>
    `no file of the evidence fits ${pattern}: the ${kind} given for it was not used`,
  gapUnusedFormat: ({ format }) =>
    `no file of the evidence has the log format that was given, ${format}: it was not used`,
  gapBalancers: (params) =>
    `X-Forwarded-For was believed of load balancers that the inventory names: ${some(params)}`,
  gapProxies: (params) =>
    `requests with X-Forwarded-For come from ${some(params)}: if these are proxies of yours, name them with --trusted-proxy, and the clients behind them are told apart`,
  nextTogether: ({ host, others }) =>
    `look inside ${host} and ${others.join(', ')}: the flow logs do not tell them apart`,
  nextSnapshot: ({ host, snapshot, find, named }) =>
    `keep the evidence of ${host} before anything else: ${snapshot}${find === undefined ? '' : `; INSTANCE-ID: ${find}`}${named ? '; the instance is the one that the notice names' : ''}`,
  nextCutOff: ({ host, stop, plan }) =>
    `cut ${host} off: stop it with ${stop}, or deny its traffic in the subnet's network ACL; a new security group does not end connections that are already open${plan === undefined ? '' : `; what each way cuts, whom else it hits, and how it is undone: ${plan}`}`,
  nextStopOutbound: ({ host, ports: at, targets, block, attempt }) =>
    `if ${host} has to run on, let it begin nothing at TCP ${at.length === 1 ? 'port' : 'ports'} ${listed(at.map(String))} of others, where it called ` +
    `${targets === 1 ? 'one host' : `${count(targets)} hosts`}, or at least nothing to those that complain (TARGETS.txt, an address a line): ${block}. ` +
    `Then try one connection on it by hand: ${attempt}; put what it prints into the folder, as proof that connections fail now`,
  nextInside: ({ host, inspect, collector }) =>
    `find out on ${host || 'the accused host'} which program or script sends, and how it came in; there, as root: ${inspect}. Without Node there, what this script prints is read as well: ${collector}. Put it into the folder, with the web server's logs and a copy of its pages; step by step: docs/how-to/look-inside-a-host.md`,
  nextMailTraces: ({ host, traces, find, accounts }) =>
    `the header of the message complained of names what sent it: ${traces.join('; ')}; look for that on ${host || 'the accused host'}. Whoever sent the message can have written the header, so it is a lead and no proof` +
    (find === undefined ? '' : `. Where the script lies: ${find}`) +
    (accounts.length === 0
      ? ''
      : `. If the mail server's log has logins of ${listed(accounts)} at that time, change that password and end the sessions`),
  nextScanFiles: ({ host, scan }) =>
    `look on ${host} for infected files, as whoever left a script there may have left more: ${scan}; of a snapshot of its disk, with --root DIR`,
  nextSnapshotElsewhere: ({ host }) =>
    `keep the evidence of ${host} before anything else: snapshots of its disks, with its provider's own tools`,
  nextCutOffElsewhere: ({ host }) =>
    `cut ${host} off: stop it, or block what it sends outside of it, and check that connections which were open have ended`,
  nextFlowLogsElsewhere: ({ lacks }) =>
    `get the ${lacks.join('; the ')}. If the provider keeps none, turn its flow logs on now`,
  nextFlowLogsKept: ({ lacks, kept }) =>
    `get the ${lacks.join('; the ')}. The inventory says that flow logs are kept in ${listed(kept)}; how to fetch them: docs/how-to/get-flow-logs.md`,
  nextFlowLogs: ({ lacks, describe, create, find, buckets }) =>
    `get the ${lacks.join('; the ')}. Where flow logs are kept: ${describe}. If there are none, turn them on now: ` +
    `${create}${find === undefined ? '' : `; VPC-ID: ${find}`}; BUCKET, one of yours: ${buckets}; step by step: docs/how-to/get-flow-logs.md`,
  nextInventory: () => 'add the inventory, so that addresses get names: docs/how-to/collect-inventory.md',
  nextAgain: () => 'run the same command again when the missing logs are there',
  nextKey: ({ id, deactivate, used, history }) =>
    `make the access key ${id} useless now: ${deactivate}. Whose it is and where it was last used: ${used}. ` +
    `What was done with it, in each region, in the last 90 days: ${history}`,
  nextKeyElsewhere: ({ id }) =>
    `find the access key ${id}, make it useless now, and list what was done with it`,
  nextPasswords: ({ users }) =>
    `change the password of ${users.join(', ')} now, end the open sessions, and look for mailbox rules and forwarding`,
  nextBlock: ({ prefixes, bad, users, more, others, plan, keep }) => {
    const own = users.length === 0 ? 'none' : some({ names: users, more });
    const beside = others.length === 0 ? '' : ` (and ${clientKinds(others)})`;
    const what = prefixes === 1 ? 'this prefix' : `these ${count(prefixes)} prefixes`;
    return `block ${what}, from which the attackers sent ${records(bad)}; of your own users it would have stopped ${own}${beside}: ${plan}${keep === undefined ? '' : `. ${keep}`}`;
  },
  nextKeepBlock: ({ what, prefixes, users, more, others, alike, schedule }) => {
    const own = users.length === 0 ? 'none of your own users' : some({ names: users, more });
    const beside = others.length === 0 ? '' : ` (and ${clientKinds(others)})`;
    return (
      `Published ranges change: once the block is applied, keep it current on the server itself, as all of ${what} that is published each day ` +
      `(now ${counted(prefixes, 'prefix', 'prefixes')}, which would have stopped ${alike ? 'nobody else' : `${own}${beside}`}): ${schedule}; on Windows with --sink windows-firewall`
    );
  },
  nextAskUsers: ({ ask }) =>
    `ask the users themselves whether a service that they use signs in from there: ${ask}`,
  nextComplain: ({ complain }) =>
    `complain to the providers of the attackers, and read first what would go out: ${complain}`,
  nextInterim: ({ path }) => `send the interim answer as a reply to the notice: ${path}`,
  nextSecurityContact: ({ missing, read, set }) =>
    `${missing ? 'the account has no security contact, so that notices reach the owner alone' : 'see that the account has a security contact, whom notices reach at once'}, before you write what prevents it. Who it is: ${read}. To set one: ${set}`,
  nextFinal: ({ path }) => `fill the blanks of the final answer and send it: ${path}`,
  nextDispute: ({ path }) =>
    `the records refute the notice: read the letter that disputes it with their rows, and send it: ${path}`,
  nextProve: ({ why, ...named }) =>
    `make sure that the notice is real before you answer it or run a command for what it names (${some(named)}): ${why}. Its case has to be in your provider's console, and what it names has to be yours`,
  nextForged: () =>
    "do not answer the forged notice and open nothing in it; look into your provider's console for a real one",
  nextRanges: ({ update }) => `fetch the published ranges, so that addresses get owners: ${update}`,
  stopSeen: ({ last, ends }) =>
    `It was last seen at ${instantText(last)}; the logs run to ${laterText(last, ends)} and show none after that.`,
  stopGoing: ({ ends }) => `It was still going on when the logs end, at ${instantText(ends)}.`,
  stopShortly: ({ last, seconds, known }) =>
    `Take it as still going on: it was last seen at ${instantText(last)}, and the logs end only ${duration(seconds)} later.${willTell(last, known)}`,
  stopLogEnds: ({ last, known }) =>
    `Whether it has stopped cannot be told: the logs end with it, at ${instantText(last)}.${willTell(last, known)}`,
  stopTooShort: ({ last, seconds, known }) =>
    `Whether it has stopped cannot be told: it was last seen at ${instantText(last)}, and the logs end ${duration(seconds)} later.${willTell(last, known)}`,
  stopUnknown: () => 'Whether it has stopped cannot be told from what was given.',
  stopNotSeen: ({ ends }) => `The logs, which reach to ${instantText(ends)}, show nothing of it.`,
  tierFree: ({ gb }) => `free (${gb} GB a month)`,
  tierStep: ({ step, tb }) => `${step} ${tb} TB`,
  tierNat: () => 'NAT gateway processing',
  tierZones: () => 'between availability zones',
  costList: ({ as_of: asOf, source }) => `list prices of ${asOf} (${source}), before tax and discounts`,
  costRegion: ({ reference }) => `the region is not known: prices of ${reference}`,
  costNoPrice: ({ egress, nat, region, reference }) =>
    `no ${[egress && 'egress', nat && 'NAT gateway'].filter(Boolean).join(' and ')} price of ${region} on record: that of ${reference}`,
  costLastPrice: ({ tier }) => `"${tier}" is billed at the last price on record; the real one is lower`,
  costFree: ({ gb, since }) => `${gb} GB a month are free, as since ${since}`,
  costAlone: ({ provider }) =>
    `nothing else left ${provider} in this month: other traffic uses up the free part and moves this into cheaper tiers`,
  costInternet: ({ provider }) =>
    `all bytes went to the internet: traffic to other ${provider} regions or services is priced otherwise`,
  costLeftOut: ({ zones }) =>
    `not included: the instance and NAT gateway hours, ${zones ? '' : 'traffic between availability zones, '}bytes received through a NAT gateway, load balancers, the flow logs themselves`,
  costClaimed: () => "by the notice's own numbers: the case has no flow log of it",
  costServed: ({ gb }) =>
    `${count(gb)} GB of it answered requests that came in: that is your own service, not the reported traffic`,
  timeBegins: ({ notice, type }) => `${notice}: reported ${abuseTypes[type]} begins`,
  timeMoment: ({ notice, type }) => `${notice}: reported ${abuseTypes[type]}`,
  timeEnds: ({ notice, type }) => `${notice}: reported ${abuseTypes[type]} ends`,
  timeReceived: ({ notice, stage }) => `${notice} received (${stage} notice)`,
  timeDue: ({ notice }) => `${notice}: answer due`,
  timeNotice: ({ source, reference }) =>
    `${source === undefined ? 'report in free form' : `${source} notice`}${reference === undefined ? '' : ` ${reference}`}`,
  timeLogEnds: ({ who, type }) =>
    `${who === undefined ? '' : `${who}: `}${abuseTypes[type]} is last seen, shortly before the log ends; whether it goes on is not known`,
  timeFindingEnds: ({ who, type }) => `${who === undefined ? '' : `${who}: `}${abuseTypes[type]} ends`,
  timeOpened: () => 'case opened',
};
