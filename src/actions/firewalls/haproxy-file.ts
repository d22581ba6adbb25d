import { formatPrefix } from '../../net/prefix.ts';
import type { OwnFile } from './own-file.ts';

/** HAProxy's list: one prefix a line; a comment behind one would be an error. */
export const HAPROXY_FILE: OwnFile = {
  path: '/etc/haproxy/abusedesk.acl',
  include: 'in each frontend: http-request deny if { src -f /etc/haproxy/abusedesk.acl }',
  comment: '#',
  body: (prefixes) => prefixes.map((prefix) => `${formatPrefix(prefix)}\n`).join(''),
  version: ['haproxy', '-v'],
  check: ['haproxy', '-c', '-f', '/etc/haproxy/haproxy.cfg'],
  reload: ['systemctl', 'reload', 'haproxy'],
};
