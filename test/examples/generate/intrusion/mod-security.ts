import { INTRUDER, SERVER } from './host.ts';

/** A request that ModSecurity stopped or only warned of. */
interface Alarm {
  id: string;
  time: string;
  port: number;
  method: 'GET' | 'POST';
  target: string;
  status: number;
  rule: string;
  message: string;
}

const ALARMS: readonly Alarm[] = [
  {
    id: '3f1a2b3c',
    time: '13/May/2019:01:12:40.101010 +0000',
    port: 40_112,
    method: 'GET',
    target: '/index.php?page=../../../../etc/passwd',
    status: 403,
    rule: '930120',
    message: 'OS File Access Attempt',
  },
  {
    id: '3f1a2b3d',
    time: '13/May/2019:01:14:02.202020 +0000',
    port: 40_220,
    method: 'POST',
    target: '/plugins/upload.php?name=cache.php',
    status: 200,
    rule: '933110',
    message: 'PHP Injection Attack: PHP Script File Upload Found',
  },
];

function transaction({ id, time, port, method, target, status, rule, message }: Alarm): string {
  return `--${id}-A--
[${time}] XNj${id}AAAAAAAAAAAAAAA ${INTRUDER} ${port} ${SERVER.address} 443
--${id}-B--
${method} ${target} HTTP/1.1
Host: shop.example
User-Agent: python-requests/2.21.0
Accept: */*

--${id}-F--
HTTP/1.1 ${status} ${status === 200 ? 'OK' : 'Forbidden'}
Content-Type: text/html; charset=UTF-8

--${id}-H--
Message: Warning. Pattern match at REQUEST_URI. [file "/usr/share/modsecurity-crs/rules/REQUEST-${rule.slice(0, 3)}.conf"] [line "71"] [id "${rule}"] [msg "${message}"] [severity "CRITICAL"] [ver "OWASP_CRS/3.1.0"] [tag "OWASP_CRS"]
Stopwatch: 1557710000000000 6503 (- - -)
Producer: ModSecurity for Apache/2.9.3 (http://www.modsecurity.org/); OWASP_CRS/3.1.0.
Server: Apache
Engine-Mode: "DETECTION_ONLY"

--${id}-Z--

`;
}

/** The server's own audit log: how it was entered, two hours before it attacked others. */
export function auditLog(): { text: string; transactions: number } {
  return { text: ALARMS.map(transaction).join(''), transactions: ALARMS.length };
}
