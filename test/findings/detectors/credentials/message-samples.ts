import type { CredentialMessages } from '../../../../src/findings/detectors/credentials/messages.ts';
import { part, when, place } from '../../../language/samples.ts';
import type { SamplesOf } from '../../../language/samples.ts';

const limits = { source: part, failures: 31, minutes: 17, accounts: 12, rotating: 5 };
const logins = { attacker: part, failures: 40, services: ['EWS', ''], when, tried: part };
const entry = { successes: 3, services: ['OWA'], place: part, when, why: part };

export const SAMPLES: SamplesOf<CredentialMessages> = {
  loginsFailed: [
    { ...logins, device: true },
    { ...logins, device: false },
  ],
  attackerClient: [{ address: '198.51.100.7', provider: 'AWS' }, { address: '198.51.100.7' }],
  attackerGroup: [
    { ...place, addresses: 20, shared: part },
    { addresses: 20, regions: [], shared: part },
  ],
  attackersBeyond: [{ addresses: 5 }],
  sharedAgent: [{ agent: 'curl/8' }, { agent: '' }],
  sharedNothing: [{}],
  triedUnnamed: [{ log: 'form' }, { log: 'log' }],
  triedOne: [{ user: 'root' }],
  triedMany: [
    { accounts: 12, few: true },
    { accounts: 12, few: false },
  ],
  webAttackRule: [limits],
  loginAttackRule: [limits],
  sourceWebAttack: [{}],
  sourceLoginAttack: [{}],
  credentialsWorked: [
    { ...entry, user: 'CORP\\a.user', noun: 'request' },
    { ...entry, noun: 'login' },
  ],
  credentialsRefused: [
    { user: 'root', attempts: 1, services: ['sshd'], place: part, when, failures: 0 },
    { attempts: 2, services: ['sshd', 'imap'], place: part, when, failures: 11 },
  ],
  refusedRule: [{ source: part, failures: 10 }],
  sourceRefused: [{}],
  placeAddress: [
    { ...place, address: '198.51.100.7' },
    { address: '198.51.100.7', regions: [] },
  ],
  placeAddresses: [
    { ...place, addresses: 4 },
    { addresses: 4, regions: [] },
  ],
  whyGuessed: [{ failures: 11 }],
  whyElsewhere: [{}],
  whyAmongMany: [
    { logins: 30, accounts: 3, before: 2 },
    { logins: 30, accounts: 0, before: 0 },
  ],
  entryRule: [{ source: part, why: part }],
  ruleGuessed: [{ failures: 10 }],
  ruleElsewhere: [{}],
  ruleAmongMany: [{ failures: 10, per_account: 2 }],
  sourceWebEntry: [{}],
  sourceLoginEntry: [{}],
  name_failures: [{}],
  name_logins_refused: [{}],
  name_accounts: [{}],
  name_accounts_never_let_in: [{}],
  name_failures_before: [{}],
  name_failures_of_source: [{}],
  name_failures_in_busiest_window: [{}],
  name_failures_per_hour: [{}],
  loginsDistributed: [
    {
      user: 'j.kim',
      failures: 60,
      addresses: 30,
      peak: 30,
      minutes: 30,
      services: ['imap'],
      when,
    },
    { user: 'j.kim', failures: 21, addresses: 1, peak: 1, minutes: 30, services: [''], when },
  ],
  distributedRule: [{ source: part, addresses: 20, minutes: 30 }],
  sourceDistributed: [{}],
  loginTravelled: [
    {
      user: 'm.lee',
      trips: 2,
      there: { address: '52.0.0.1', provider: 'Amazon Web Services', region: 'us-east-1' },
      here: { address: '34.0.0.1', provider: 'Google Cloud', region: 'europe-west1' },
      seconds: 2400,
      services: ['vpn', 'sshd'],
      when,
    },
  ],
  travelRule: [{ source: part, hours: 2 }],
  sourceTravel: [{}],
  name_addresses_in_busiest_window: [{}],
  name_trips: [{}],
  name_seconds_between: [{}],
};
