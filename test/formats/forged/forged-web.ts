import type { Carrier } from './forged-writing.ts';
import {
  REAL,
  RULE,
  apache,
  apacheError,
  cell,
  json,
  line,
  nginx,
  percent,
  plus,
  tab,
  visible,
} from './forged-writing.ts';

const STAMP = '[21/Nov/2026:22:10:03 +0000]';

/** Web servers. */
export const WEB: readonly Carrier[] = [
  {
    format: 'access-log',
    what: 'user of Apache',
    write: (sent) => `${REAL} - ${apache(sent)} ${STAMP} "GET / HTTP/1.1" 401 1 "-" "-"`,
  },
  {
    format: 'access-log',
    what: 'URL of Apache',
    write: (sent) => `${REAL} - - ${STAMP} "GET /${apache(sent)} HTTP/1.1" 404 1 "-" "-"`,
  },
  {
    format: 'access-log',
    what: 'referer of Apache',
    write: (sent) => `${REAL} - - ${STAMP} "GET / HTTP/1.1" 404 1 "${apache(sent)}" "-"`,
  },
  {
    format: 'access-log',
    what: 'agent of Apache',
    write: (sent) => `${REAL} - - ${STAMP} "GET / HTTP/1.1" 404 1 "-" "${apache(sent)}"`,
  },
  {
    format: 'access-log',
    what: 'user of nginx',
    write: (sent) => `${REAL} - ${nginx(sent)} ${STAMP} "GET / HTTP/1.1" 401 1 "-" "-"`,
  },
  {
    format: 'access-log',
    what: 'request of nginx',
    write: (sent) => `${REAL} - - ${STAMP} "${nginx(sent)}" 400 1 "-" "-"`,
  },
  {
    format: 'access-log',
    what: 'agent of nginx',
    write: (sent) => `${REAL} - - ${STAMP} "GET / HTTP/1.1" 404 1 "-" "${nginx(sent)}" "${nginx(sent)}"`,
  },
  {
    format: 'apache-error',
    what: 'path',
    write: (sent) =>
      `[Sat Nov 21 22:10:03.123456 2026] [core:error] [pid 7:tid 1] [client ${REAL}:4711] AH00128: File does not exist: /var/www/${apacheError(sent)}`,
  },
  {
    format: 'apache-error',
    what: 'referer',
    write: (sent) =>
      `[Sat Nov 21 22:10:03.123456 2026] [core:error] [pid 7:tid 1] [client ${REAL}:4711] AH00128: File does not exist: /x, referer: ${apacheError(sent)}`,
  },
  {
    format: 'apache-error',
    what: 'user',
    write: (sent) =>
      `[Sat Nov 21 22:10:03.123456 2026] [auth_basic:error] [pid 7:tid 1] [client ${REAL}:4711] AH01618: user ${apacheError(sent)} not found: /`,
  },
  {
    format: 'apache-error',
    what: 'ModSecurity data',
    write: (sent) =>
      `[Sat Nov 21 22:10:03.123456 2026] [:error] [pid 7:tid 1] [client ${REAL}:4711] ModSecurity: Warning. Pattern match "x" at ARGS:${apache(sent)}. ${RULE} [data "${apache(sent)}"]`,
  },
  {
    format: 'nginx-error',
    what: 'path',
    write: (sent) =>
      `2026/11/21 22:10:03 [error] 7#7: *1 open() "/var/www/${visible(sent)}" failed (2: No such file or directory), client: ${REAL}, server: x, request: "GET / HTTP/1.1", host: "x"`,
  },
  {
    format: 'nginx-error',
    what: 'request',
    write: (sent) =>
      `2026/11/21 22:10:03 [error] 7#7: *1 access forbidden by rule, client: ${REAL}, server: x, request: "GET /${visible(sent)} HTTP/1.1", host: "x"`,
  },
  {
    format: 'nginx-error',
    what: 'host and referer',
    write: (sent) =>
      `2026/11/21 22:10:03 [error] 7#7: *1 access forbidden by rule, client: ${REAL}, server: x, request: "GET / HTTP/1.1", host: "${visible(sent)}", referrer: "${visible(sent)}"`,
  },
  {
    format: 'iis-w3c',
    what: 'user',
    write: (sent) =>
      `#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status\n2026-11-21 22:10:03 192.0.2.5 GET / - 80 ${visible(sent)} ${REAL} curl 401`,
  },
  {
    format: 'iis-w3c',
    what: 'query',
    write: (sent) =>
      `#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status\n2026-11-21 22:10:03 192.0.2.5 GET / ${visible(sent)} 80 - ${REAL} curl 401`,
  },
  {
    format: 'iis-w3c',
    what: 'agent',
    write: (sent) =>
      `#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status\n2026-11-21 22:10:03 192.0.2.5 GET / - 80 - ${REAL} ${plus(sent)} ${plus(sent)} 401`,
  },
  {
    format: 'httperr',
    what: 'URL',
    write: (sent) =>
      `#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason s-queuename\n2026-11-21 22:10:03 ${REAL} 4711 192.0.2.5 80 HTTP/1.1 GET /${plus(sent)} 400 - URL -`,
  },
  {
    format: 'exchange-httpproxy',
    what: 'user and agent',
    write: (sent) =>
      `#Fields: DateTime,UrlHost,UrlStem,AuthenticatedUser,UserAgent,ClientIpAddress,HttpStatus,Method\n2026-11-21T22:10:03.250Z,mail,/EWS,${cell(line(sent))},${cell(line(sent))},${REAL},401,POST`,
  },
  {
    format: 'log-format',
    what: 'agent',
    options: {
      logFormats: ['$remote_addr [$time_local] "$request" $status "$http_user_agent" $request_time'],
    },
    write: (sent) => `${REAL} ${STAMP} "GET / HTTP/1.1" 200 "${nginx(sent)}" 0.004`,
  },
  {
    format: 'log-format',
    what: 'user',
    options: { logFormats: ['%h %l %u %t "%r" %>s %b %D'] },
    write: (sent) => `${REAL} - ${apache(sent)} ${STAMP} "GET / HTTP/1.1" 401 1 1000`,
  },
];

const ALB_TAIL =
  'TLS_AES_128_GCM_SHA256 TLSv1.3 arn:aws:x "Root=1-1" "shop" "-" 0 2026-11-21T22:10:03.000000Z "forward" "-" "-" "10.0.1.20:8080" "200" "-" "-" TID_1';

/** AWS. */
export const CLOUD: readonly Carrier[] = [
  {
    format: 'alb-access',
    what: 'URL',
    write: (sent) =>
      `https 2026-11-21T22:10:03.186641Z app/s/1 ${REAL}:4711 192.0.2.5:80 0.000 0.011 0.000 200 200 5 1 "GET https://x:443/${visible(sent).replaceAll('"', '%22')} HTTP/1.1" "curl" ${ALB_TAIL}`,
  },
  {
    format: 'alb-access',
    what: 'agent',
    write: (sent) =>
      `https 2026-11-21T22:10:03.186641Z app/s/1 ${REAL}:4711 192.0.2.5:80 0.000 0.011 0.000 200 200 5 1 "GET https://x:443/ HTTP/1.1" "${visible(sent).replaceAll('"', '\\x22')}" ${ALB_TAIL}`,
  },
  {
    format: 'elb-classic',
    what: 'agent',
    write: (sent) =>
      `2026-11-21T22:10:03.945958Z s ${REAL}:4711 192.0.2.5:80 0.000073 0.001048 0.000057 200 200 0 29 "GET http://x:80/ HTTP/1.1" "${visible(sent)}" - -`,
  },
  {
    format: 's3-access',
    what: 'agent',
    write: (sent) =>
      `79a5 bucket [21/Nov/2026:22:10:03 +0000] ${REAL} - 3E57 REST.GET.OBJECT k "GET /k HTTP/1.1" 200 - 1 1 7 6 "-" "${visible(sent)}" - s9= - TLS - b.s3.amazonaws.com TLSv1.3 - -`,
  },
  {
    format: 's3-access',
    what: 'key and URL',
    write: (sent) =>
      `79a5 bucket [21/Nov/2026:22:10:03 +0000] ${REAL} - 3E57 REST.GET.OBJECT ${percent(sent)} "GET /${visible(sent)} HTTP/1.1" 200 - 1 1 7 6 "-" "curl" - s9= - TLS - b.s3.amazonaws.com TLSv1.3 - -`,
  },
  {
    format: 'cloudfront',
    what: 'agent and query',
    write: (sent) =>
      `#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query\n2026-11-21\t22:10:03\tFRA\t1\t${REAL}\tGET\th\t/\t200\t-\t${percent(sent)}\t${percent(sent)}`,
  },
  {
    format: 'cloudfront-json',
    what: 'agent',
    write: (sent) =>
      `{"date":"2026-11-21","time":"22:10:03","x-edge-location":"FRA","c-ip":"${REAL}","cs-method":"GET","cs(Host)":"h","cs-uri-stem":"/","sc-status":"200","cs(User-Agent)":${json(percent(sent))}}`,
  },
  {
    format: 'aws-waf',
    what: 'header and URL',
    write: (sent) =>
      `{"timestamp":1795299003000,"formatVersion":1,"webaclId":"a","terminatingRuleId":"r","terminatingRuleType":"REGULAR","action":"BLOCK","httpSourceName":"ALB","httpSourceId":"x","ruleGroupList":[],"httpRequest":{"clientIp":"${REAL}","country":"DE","headers":[{"name":"User-Agent","value":${json(sent)}}],"uri":${json(`/${sent}`)},"args":${json(sent)},"httpVersion":"HTTP/2.0","httpMethod":"GET"}}`,
  },
  {
    format: 'cloudtrail',
    what: 'user and agent',
    write: (sent) =>
      `{"Records":[{"eventVersion":"1.11","userIdentity":{"type":"IAMUser","userName":${json(sent)}},"eventTime":"2026-11-21T22:10:03Z","eventSource":"ec2.amazonaws.com","eventName":"RunInstances","awsRegion":"eu-central-1","sourceIPAddress":"${REAL}","userAgent":${json(sent)}}]}`,
  },
  {
    format: 'nlb-tls',
    what: 'server name',
    write: (sent) =>
      `tls 2.0 2026-11-21T22:10:08 net/g/c6 g3 ${REAL}:51341 10.0.1.7:443 5005 12 98 246 - arn:aws:acm:x - ECDHE-RSA-AES128-SHA tlsv12 - ${visible(sent)} - - - 2026-11-21T22:10:03`,
  },
];

/** Certificates of clients, users of the console, names that were asked for. */
export const MORE_CLOUD: readonly Carrier[] = [
  {
    format: 'guardduty',
    what: 'domain, API and title',
    write: (sent) =>
      `{"schemaVersion":"2.0","accountId":"123456789012","region":"us-east-1","type":"Recon:EC2/Portscan","title":${json(sent)},"resource":{"instanceDetails":{"instanceId":"i-0123456789abcdef0","networkInterfaces":[{"privateIpAddress":"10.0.0.1"}]}},"service":{"serviceName":"guardduty","action":{"networkConnectionAction":{"connectionDirection":"INBOUND","remoteIpDetails":{"ipAddressV4":"${REAL}"}},"dnsRequestAction":{"domain":${json(sent)}},"awsApiCallAction":{"api":${json(sent)}}},"eventFirstSeen":"2026-11-21T22:10:03Z","count":1},"severity":5}`,
  },
  {
    format: 'alb-connection',
    what: 'subject of a client certificate',
    write: (sent) =>
      `2026-11-21T22:10:03.000000Z ${REAL} 4711 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.1 "CN=${apache(sent)}" NotBefore=2026-01-01T00:00:00Z;NotAfter=2027-01-01T00:00:00Z 77 Failed:ClientCertUntrusted TID_1`,
  },
  {
    format: 'cloudtrail-csv',
    what: 'user',
    write: (sent) =>
      `Event name,Event time,User name,Event source,Source IP address,AWS region,Error code,User agent,Request ID,Event ID,Read-only,Resources\nConsoleLogin,"2026-11-21T22:10:03Z",${cell(sent)},signin.amazonaws.com,${REAL},us-east-1,,${cell(sent)},r,e,false,[]`,
  },
];

const ZEEK_HTTP =
  '#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\thttp\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tmethod\thost\turi\tuser_agent\tstatus_code\tusername';

/** Honeypots and sensors. */
export const SENSORS: readonly Carrier[] = [
  {
    format: 'opencanary',
    what: 'user and password',
    write: (sent) =>
      `{"dst_host": "192.0.2.1", "dst_port": 22, "local_time": "2026-11-21 22:10:03.441207", "logdata": {"PASSWORD": ${json(sent)}, "USERNAME": ${json(sent)}}, "logtype": 4002, "node_id": "p", "src_host": "${REAL}", "src_port": 33723, "utc_time": "2026-11-21 22:10:03.441207"}`,
  },
  {
    format: 'opencanary',
    what: 'path and agent',
    write: (sent) =>
      `{"dst_host": "192.0.2.1", "dst_port": 80, "local_time": "2026-11-21 22:10:03.441207", "logdata": {"HOSTNAME": ${json(sent)}, "PATH": ${json(sent)}, "USERAGENT": ${json(sent)}}, "logtype": 3000, "node_id": "p", "src_host": "${REAL}", "src_port": 33723, "utc_time": "2026-11-21 22:10:03.441207"}`,
  },
  {
    format: 'cowrie',
    what: 'user',
    write: (sent) =>
      `{"eventid":"cowrie.login.failed","username":${json(sent)},"password":${json(sent)},"message":${json(sent)},"sensor":"p","timestamp":"2026-11-21T22:10:03.441207Z","src_ip":"${REAL}","session":"8599dd602207"}`,
  },
  {
    format: 'cowrie',
    what: 'command',
    write: (sent) =>
      `{"eventid":"cowrie.command.input","input":${json(sent)},"message":${json(`CMD: ${sent}`)},"sensor":"p","timestamp":"2026-11-21T22:10:03.441207Z","src_ip":"${REAL}","session":"8599dd602207"}`,
  },
  {
    format: 'dionaea-json',
    what: 'user',
    write: (sent) =>
      `{"connection":{"protocol":"mysqld","transport":"tcp","type":"accept"},"dst_ip":"192.0.2.10","dst_port":3306,"src_hostname":"","src_ip":"${REAL}","src_port":50122,"timestamp":"2026-11-21T22:10:03.186641","credentials":[{"password":${json(sent)},"username":${json(sent)}}]}`,
  },
  {
    format: 'suricata-eve',
    what: 'URL and agent',
    write: (sent) =>
      `{"timestamp":"2026-11-21T22:10:03.186641+0000","flow_id":1,"event_type":"http","src_ip":"${REAL}","src_port":1,"dest_ip":"192.0.2.10","dest_port":80,"proto":"TCP","http":{"hostname":${json(sent)},"url":${json(`/${sent}`)},"http_user_agent":${json(sent)},"http_method":"GET","protocol":"HTTP/1.1","status":200}}`,
  },
  {
    format: 'suricata-eve-json',
    what: 'URL and agent',
    write: (sent) =>
      `[{"timestamp":"2026-11-21T22:10:03.186641+0000","flow_id":1,"event_type":"http","src_ip":"${REAL}","src_port":1,"dest_ip":"192.0.2.10","dest_port":80,"proto":"TCP","http":{"hostname":${json(sent)},"url":${json(`/${sent}`)},"http_user_agent":${json(sent)},"http_method":"GET","protocol":"HTTP/1.1","status":200}}]`,
  },
  {
    format: 'zeek',
    what: 'URL and agent',
    write: (sent) =>
      `${ZEEK_HTTP}\n1795299003.000000\tC1\t${REAL}\t4711\t192.0.2.5\t80\tGET\t${tab(sent)}\t/${tab(sent)}\t${tab(sent)}\t200\t${tab(sent)}`,
  },
  {
    format: 'zeek-json',
    what: 'URL and agent',
    write: (sent) =>
      `{"_path":"http","ts":1795299003.0,"uid":"C1","id.orig_h":"${REAL}","id.orig_p":4711,"id.resp_h":"192.0.2.5","id.resp_p":80,"method":"GET","host":${json(sent)},"uri":${json(`/${sent}`)},"user_agent":${json(sent)},"status_code":200}`,
  },
];
