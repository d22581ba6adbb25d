import { HAPROXY_FILE } from '../haproxy-file.ts';
import { webServer } from '../web-server.ts';

/** HAProxy by its file, and a reload. */
export const haproxy = webServer('haproxy', 'HAProxy', 'HAProxy 2.6.12', HAPROXY_FILE);
