import type { GoodKind } from '../../model/block.ts';

/**
 * What clients that people want to keep call themselves, as patterns of SQL's LIKE. A user agent is a claim and no
 * proof; the sentence says so. From the vendors' own pages on their agents, as of 2026-11.
 */
const KNOWN: readonly (readonly [kind: GoodKind, patterns: readonly string[]])[] = [
  [
    'monitor',
    [
      'ELB-HealthChecker/%',
      'Amazon-Route53-Health-Check-Service%',
      'GoogleStackdriverMonitoring%',
      '%UptimeRobot%',
      'Pingdom.com%',
      'StatusCake%',
      'Site24x7%',
      'Better Uptime%',
      'Datadog%',
    ],
  ],
  ['certificate', ["%Let''s Encrypt validation server%", '%acme-validation%']],
  ['webhook', ['Stripe/%', 'Slackbot %', 'GitHub-Hookshot/%', 'Svix-Webhooks/%', 'TwilioProxy/%']],
  [
    'crawler',
    [
      '%Googlebot%',
      '%bingbot%',
      '%YandexBot%',
      '%DuckDuckBot%',
      '%Applebot%',
      '%Baiduspider%',
      '%Amazonbot%',
    ],
  ],
];

/** SQL of the kind of a client by its agent; `other` where it says nothing known. */
export function kindOf(agent: string): string {
  const cases = KNOWN.map(([kind, patterns]) => {
    const any = patterns.map((pattern) => `${agent} LIKE '${pattern}'`).join(' OR ');
    return `WHEN ${any} THEN '${kind}'`;
  });
  return `CASE ${cases.join(' ')} ELSE 'other' END`;
}
