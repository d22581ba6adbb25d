import { ACCESS_LOG } from './access-log.ts';
import { ALB_ACCESS } from './alb-access.ts';
import { ALB_CONNECTION } from './alb-connection.ts';
import { APACHE_ERROR } from './apache-error.ts';
import { AWS_INVENTORY } from './aws-inventory.ts';
import { AWS_RANGES } from './aws-ranges.ts';
import { AWS_WAF } from './aws-waf.ts';
import { CLOUDFRONT } from './cloudfront.ts';
import { CLOUDFRONT_JSON } from './cloudfront-json.ts';
import { CLOUDTRAIL } from './cloudtrail.ts';
import { CLOUDTRAIL_CSV } from './cloudtrail-csv.ts';
import { COWRIE } from './cowrie.ts';
import { DIONAEA_JSON } from './dionaea-json.ts';
import { DIONAEA_SQLITE } from './dionaea-sqlite.ts';
import { DMESG } from './dmesg.ts';
import { ELB_CLASSIC } from './elb-classic.ts';
import { EXCHANGE_HTTPPROXY } from './exchange-httpproxy.ts';
import { FAIL2BAN } from './fail2ban.ts';
import { FAIL2BAN_MAIL } from './fail2ban-mail.ts';
import type { Format } from './format.ts';
import { HTTPERR } from './httperr.ts';
import { IIS_W3C } from './iis-w3c.ts';
import { LOG_FORMAT } from './log-format.ts';
import { JOURNALD } from './journald.ts';
import { MODSECURITY } from './modsecurity.ts';
import { MODSECURITY_JSON } from './modsecurity-json.ts';
import { NFDUMP_TEXT } from './nfdump-text.ts';
import { NGINX_ERROR } from './nginx-error.ts';
import { NFDUMP_CSV } from './nfdump-csv.ts';
import { NLB_TLS } from './nlb-tls.ts';
import { NOTICE } from './notice.ts';
import { S3_ACCESS } from './s3-access.ts';
import { SURICATA_EVE } from './suricata-eve.ts';
import { SURICATA_EVE_JSON } from './suricata-eve-json.ts';
import { SURICATA_FAST } from './suricata-fast.ts';
import { SYSLOG } from './syslog.ts';
import { TGW_FLOW } from './tgw-flow.ts';
import { PCAP } from './pcap.ts';
import { PCAPNG } from './pcapng.ts';
import { VPC_FLOW } from './vpc-flow.ts';
import { VPC_FLOW_CSV } from './vpc-flow-csv.ts';
import { VPC_FLOW_JSON } from './vpc-flow-json.ts';
import { VPC_FLOW_PARQUET } from './vpc-flow-parquet.ts';
import { WINDOWS_FIREWALL } from './windows-firewall.ts';
import { WINDOWS_SECURITY_CSV } from './windows-security-csv.ts';
import { WINDOWS_SECURITY_JSON } from './windows-security-json.ts';
import { WEB_SERVER_CONFIG } from './web-server-config.ts';
import { ZEEK } from './zeek.ts';
import { ZEEK_JSON } from './zeek-json.ts';

/** Every format that evidence is recognised as. To add one, see docs/develop/adding-a-format.md. */
export const FORMATS: readonly Format[] = [
  VPC_FLOW,
  VPC_FLOW_CSV,
  VPC_FLOW_JSON,
  VPC_FLOW_PARQUET,
  IIS_W3C,
  HTTPERR,
  EXCHANGE_HTTPPROXY,
  LOG_FORMAT,
  MODSECURITY,
  MODSECURITY_JSON,
  ACCESS_LOG,
  APACHE_ERROR,
  NGINX_ERROR,
  ALB_ACCESS,
  ALB_CONNECTION,
  NLB_TLS,
  ELB_CLASSIC,
  S3_ACCESS,
  CLOUDFRONT,
  CLOUDFRONT_JSON,
  AWS_WAF,
  CLOUDTRAIL,
  CLOUDTRAIL_CSV,
  TGW_FLOW,
  PCAP,
  PCAPNG,
  FAIL2BAN,
  FAIL2BAN_MAIL,
  SYSLOG,
  JOURNALD,
  DMESG,
  WINDOWS_FIREWALL,
  WINDOWS_SECURITY_CSV,
  WINDOWS_SECURITY_JSON,
  COWRIE,
  DIONAEA_JSON,
  DIONAEA_SQLITE,
  SURICATA_EVE,
  SURICATA_EVE_JSON,
  SURICATA_FAST,
  ZEEK,
  ZEEK_JSON,
  NFDUMP_CSV,
  NFDUMP_TEXT,
  AWS_RANGES,
  AWS_INVENTORY,
  WEB_SERVER_CONFIG,
  NOTICE,
];
