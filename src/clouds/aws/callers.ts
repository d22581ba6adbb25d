import type { Caller } from '../caller.ts';

/** What AWS itself sends to its customers' servers, and to everybody's. */
export const CALLERS: readonly Caller[] = [
  {
    name: 'Elastic Load Balancing',
    kind: 'health_check',
    agents: ['elb-healthchecker/'],
    inside: true,
    source: 'Elastic Load Balancing documentation, health checks: a load balancer asks from its own nodes',
  },
  {
    name: 'Amazon Route 53',
    kind: 'health_check',
    agents: ['amazon-route53-health-check-service'],
    service: 'ROUTE53_HEALTHCHECKS',
    source: 'Amazon Route 53 Developer Guide, health checkers: ip-ranges.json, ROUTE53_HEALTHCHECKS',
  },
  {
    name: 'Amazonbot',
    kind: 'crawler',
    agents: ['amazonbot'],
    source: 'Amazon, About Amazonbot',
  },
];
