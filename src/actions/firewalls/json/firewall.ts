import { formatPrefix } from '../../../net/prefix.ts';
import type { Firewall } from '../firewall.ts';
import { HANDED_OVER } from '../handed-over.ts';

/** The rules as JSON, for one's own programs. */
export const json: Firewall = {
  name: 'json',
  title: 'JSON',
  can: {
    ...HANDED_OVER,
    timer: true,
    shortest: { 4: 0, 6: 0 },
    directions: ['in', 'out', 'both'],
    port: true,
    triedWith: 'Node.js JSON.parse',
  },
  render: (rules) => {
    const list = rules.map(({ prefixes, direction, port, until }) => ({
      direction,
      ...(port !== undefined && { port }),
      ...(until !== undefined && { until }),
      prefixes: prefixes.map(formatPrefix),
    }));
    return [
      {
        name: 'abusedesk.json',
        text: `${JSON.stringify({ schema: 'abusedesk.rules/1', rules: list }, undefined, 1)}\n`,
        use: 'docs/reference/block.md describes it',
      },
    ];
  },
};
