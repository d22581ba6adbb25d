import type { Cloud, IdsCapability } from '../cloud.ts';
import type { Caller } from '../caller.ts';
import { ALL, CUSTOMERS, OWN } from './ranges.ts';

/**
 * A machine is a number, or in flow logs its name within its zone (`us-central1-a/web-7`); names as "Resource naming convention"
 * (Google Cloud documentation) has them.
 */
const IDS: IdsCapability = {
  instance: /^\d{16,20}$/,
  interface: /^[a-z]+-[a-z]+\d{1,2}-[a-z]\/[a-z][a-z\d-]{0,62}$/,
  network: /^[a-z][a-z\d-]{0,62}$/,
  region: /^[a-z]+-[a-z]+\d{1,2}$/,
  store: /^[a-z\d][\w.-]{1,221}$/,
};

/** What Google itself sends. Its crawlers have addresses of its own, which no customer can rent. */
const CALLERS: readonly Caller[] = [
  {
    name: 'Google Cloud',
    kind: 'health_check',
    agents: ['googlehc/'],
    networks: ['35.191.0.0/16', '130.211.0.0/22'],
    source: 'Google Cloud documentation, health checks: probe IP ranges',
  },
  {
    name: 'Google Cloud Monitoring',
    kind: 'monitor',
    agents: ['googlestackdrivermonitoring'],
    source: 'Google Cloud documentation, public uptime checks',
  },
  {
    name: 'Googlebot',
    kind: 'crawler',
    agents: ['googlebot', 'adsbot-google', 'mediapartners-google', 'storebot-google', 'googleother'],
    among: OWN,
    source: 'Google Search Central, overview of Google crawlers, and how to verify them',
  },
];

/**
 * Google. What its customers rent is in `cloud.json`; `goog.json` has everything that Google announces, that included.
 * So an address of both has the services `Google` and `Google Cloud`, and one of Google's own only `Google`.
 */
export const GOOGLE: Cloud = {
  name: 'google',
  title: 'Google',
  short: 'Google',
  ids: IDS,
  ranges: [CUSTOMERS, ALL],
  callers: CALLERS,
};
