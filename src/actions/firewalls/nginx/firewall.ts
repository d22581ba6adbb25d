import { formatPrefix } from '../../../net/prefix.ts';
import { webServer } from '../web-server.ts';

/**
 * nginx: `geo` finds the longest prefix in a tree, whatever their number. A variable rather than `deny`, which a
 * `return` in the same location passes by.
 */
export const nginx = webServer('nginx', 'nginx', 'nginx 1.22.1', {
  path: '/etc/nginx/conf.d/abusedesk.conf',
  include: 'in each server block: if ($abusedesk_blocked) { return 403; }',
  comment: '#',
  body: (prefixes) =>
    [
      'geo $abusedesk_blocked {',
      '    default 0;',
      ...prefixes.map((prefix) => `    ${formatPrefix(prefix)} 1;`),
      '}',
      '',
    ].join('\n'),
  version: ['nginx', '-v'],
  check: ['nginx', '-t'],
  reload: ['nginx', '-s', 'reload'],
});
