import { inLines } from '../own-file.ts';
import { webServer } from '../web-server.ts';

/** Caddy 2: `adapt` accepts nonsense, `validate` refuses it. A matcher without ranges would be an error. */
export const caddy = webServer('caddy', 'Caddy', 'Caddy 2.6.2', {
  path: '/etc/caddy/abusedesk.caddy',
  include: 'in each site: import /etc/caddy/abusedesk.caddy',
  comment: '#',
  body: (prefixes) =>
    prefixes.length === 0
      ? ''
      : `@abusedesk remote_ip ${inLines(prefixes, prefixes.length).join(' ')}\nrespond @abusedesk 403\n`,
  version: ['caddy', 'version'],
  check: ['caddy', 'validate', '--adapter', 'caddyfile', '--config', '/etc/caddy/Caddyfile'],
  reload: ['caddy', 'reload', '--adapter', 'caddyfile', '--config', '/etc/caddy/Caddyfile'],
});
