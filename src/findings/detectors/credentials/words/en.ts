import { servicesOf } from '../../../../language/figures.ts';
import { about, count, counted, duration, listed, span } from '../../../../language/grammar/en.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { CredentialMessages } from '../messages.ts';

const inPlaces = (regions: string[]): string => (regions.length === 0 ? '' : ` in ${listed(regions)}`);
const servicesIn = (names: string[]): string => listed(servicesOf(names, 'an unnamed service'));

export const en: WordsOf<CredentialMessages> = {
  loginsFailed: ({ attacker, failures, services, when, tried, device }) =>
    `${attacker} failed ${counted(failures, 'login')} at ${servicesIn(services)} from ${span(when)}, ${tried}` +
    `${device ? '; a device with an old password looks the same' : ''}.`,
  attackerClient: ({ address, provider }) => (provider === undefined ? address : `${address} (${provider})`),
  attackerGroup: ({ addresses, provider, regions, shared }) =>
    `${counted(addresses, 'address', 'addresses')} of ` +
    `${provider === undefined ? 'no known cloud' : `${provider}${inPlaces(regions)}`}, ${shared},`,
  attackersBeyond: ({ addresses }) =>
    `${counted(addresses, 'more address', 'more addresses')}, each beyond the threshold by itself,`,
  sharedAgent: ({ agent }) => (agent === '' ? 'all with no user agent' : `all with the user agent ${agent}`),
  sharedNothing: () => 'none of which is beyond the threshold by itself',
  triedUnnamed: ({ log }) =>
    log === 'form' ? 'the form does not log for which account' : 'the log does not say for which account',
  triedOne: ({ user }) => `all as ${user}`,
  triedMany: ({ accounts, few }) =>
    `on ${count(accounts)} accounts, ${few ? 'few tries on each (password spraying)' : 'many tries on each'}`,
  webAttackRule: ({ source, failures, minutes, accounts, rotating }) =>
    `${source}. In force: ${failures} failed logins of one client in ${minutes} minutes, ` +
    `or on ${accounts} accounts that it never entered, or ${failures} of one provider's clients with the same ` +
    `user agent from ${rotating} addresses or more`,
  loginAttackRule: ({ source, failures, minutes, accounts, rotating }) =>
    `${source}. In force: ${failures} failed logins of one client at one service in ${minutes} minutes, ` +
    `or on ${accounts} accounts that it never entered, or ${failures} in all of one provider's clients ` +
    `at one service, from ${rotating} addresses or more that stay below`,
  sourceWebAttack: () =>
    'Zeek policy/protocols/ssh/detect-bruteforcing (30 failures in 30 minutes), applied to web logins; ' +
    'spraying and rotating sources: definition',
  sourceLoginAttack: () =>
    'Zeek policy/protocols/ssh/detect-bruteforcing (30 failures in 30 minutes), applied to every service; ' +
    'spraying and rotating sources: definition',
  credentialsWorked: ({ user, successes, noun, services, place, when, why }) =>
    `${user === undefined ? 'Some credentials' : `The credentials of ${user}`} work: ` +
    `${counted(successes, noun)} to ${servicesIn(services)} succeeded from ${place}, ${span(when)}, ${why}.`,
  credentialsRefused: ({ user, attempts, services, place, when, failures }) =>
    `${place} gave the right password or key ${user === undefined ? '' : `of ${user} `}` +
    `${counted(attempts, 'time')} at ${servicesIn(services)}, ${span(when)}, and was refused by another rule of the service` +
    `${failures > 0 ? `; ${counted(failures, 'login')} from there failed` : ''}.`,
  refusedRule: ({ source, failures }) =>
    `${source}. In force: root, or ${failures} failed logins of the same address, and no login of it that worked`,
  sourceRefused: () =>
    'what the service says of the credentials (OpenSSH auth2.c: ROOT LOGIN REFUSED; PAM account; Dovecot authorization)',
  placeAddress: ({ address, provider, regions }) =>
    provider === undefined ? address : `${address} (${[provider, ...regions].join(', ')})`,
  placeAddresses: ({ addresses, provider, regions }) =>
    `${counted(addresses, 'address', 'addresses')}${provider === undefined ? '' : ` of ${provider}${inPlaces(regions)}`}`,
  whyGuessed: ({ failures }) => `after ${counted(failures, 'failed login')} with it`,
  whyElsewhere: () => 'by a script, while its owner comes from other networks with other programs',
  whyAmongMany: ({ logins, accounts, before }) => {
    const spread = accounts > 0 ? ` on ${counted(accounts, 'account')} that stayed shut` : '';
    return `from where ${counted(logins, 'login')} failed${spread}${before > 0 ? ` and ${count(before)} on this one` : ''}`;
  },
  entryRule: ({ source, why }) => `${source}. In force: ${why}`,
  ruleGuessed: ({ failures }) =>
    `${failures} failures or more of the same source on the same account before it worked`,
  ruleElsewhere: () => 'a script in a cloud with credentials whose owner uses other networks and programs',
  ruleAmongMany: ({ failures, per_account: each }) =>
    `${failures} failures or more of the source, on accounts most of which it never entered, ` +
    `and more than ${each} for each that it entered`,
  sourceWebEntry: () =>
    'definition: failures, then success, by the same client (or provider and user agent) and user',
  sourceLoginEntry: () =>
    'definition: failures, then success, by the same client and user, or after failures on many accounts',
  name_failures: () => 'failures',
  name_logins_refused: () => 'logins refused',
  name_accounts: () => 'accounts',
  name_accounts_never_let_in: () => 'accounts never let in',
  name_failures_before: () => 'failures before',
  name_failures_of_source: () => 'failures of source',
  name_failures_in_busiest_window: () => 'failures in busiest window',
  name_failures_per_hour: () => 'failures per hour',
  loginsDistributed: ({ user, failures, addresses, peak, minutes, services, when }) =>
    `${counted(addresses, 'address', 'addresses')} failed ${counted(failures, 'login')} as ${user} at ${servicesIn(services)} from ${span(when)}, ` +
    `up to ${count(peak)} of them in ${count(minutes)} minutes: many try the password of one account, each seldom.`,
  distributedRule: ({ source, addresses, minutes }) =>
    `${source}. In force: ${addresses} addresses in ${minutes} minutes`,
  sourceDistributed: () =>
    'definition: more addresses fail on one account in half an hour than a roaming device has; names that every guesser tries (root, admin) are left out',
  loginTravelled: ({ user, trips, there, here, seconds, services, when }) =>
    `${user} was let in at ${servicesIn(services)} from ${there.address} (${there.provider}, ${there.region}) and ${duration(seconds)} later from ` +
    `${here.address} (${here.provider}, ${here.region}), which nobody travels in that time; ${counted(trips, 'such login')} from ${span(when)}. ` +
    `A service that logs in for its user looks the same.`,
  travelRule: ({ source, hours }) =>
    `${source}. In force: ${about(hours)} hours between two providers in two parts of the world`,
  sourceTravel: () =>
    'definition: regions of clouds in two parts of the world are 1,900 km apart and more, and an airliner cruises at 903 km/h (Boeing 787)',
  name_addresses_in_busiest_window: () => 'addresses in busiest window',
  name_trips: () => 'too fast logins',
  name_seconds_between: () => 'seconds between',
};
