import type { HostParser } from '../parser.ts';
import { ATTEMPTS } from './attempts/parser.ts';
import { BODYFILE } from './bodyfile/parser.ts';
import { CLAMSCAN } from './clamscan/parser.ts';
import { CONFIGURATION } from './configuration/parser.ts';
import { CONNTRACK } from './conntrack/parser.ts';
import { CRONTAB } from './crontab/parser.ts';
import { DATE } from './date/parser.ts';
import { DOCKER } from './docker/parser.ts';
import { FILE } from './file/parser.ts';
import { GET_PROCESS } from './get-process/parser.ts';
import { GREP } from './grep/parser.ts';
import { IFCONFIG } from './ifconfig/parser.ts';
import { IP_LINK } from './ip-link/parser.ts';
import { IPTABLES } from './iptables/parser.ts';
import { JOURNALCTL } from './journalctl/parser.ts';
import { LAST } from './last/parser.ts';
import { LS } from './ls/parser.ts';
import { LSOF } from './lsof/parser.ts';
import { MALDET } from './maldet/parser.ts';
import { MODULES } from './modules/parser.ts';
import { NET_TCP_CONNECTION } from './net-tcp-connection/parser.ts';
import { NETSTAT } from './netstat/parser.ts';
import { NFT } from './nft/parser.ts';
import { PACKAGE_VERIFY } from './package-verify/parser.ts';
import { PROC_DEV } from './proc-dev/parser.ts';
import { PROC_NET } from './proc-net/parser.ts';
import { PS } from './ps/parser.ts';
import { SCHTASKS } from './schtasks/parser.ts';
import { SS } from './ss/parser.ts';
import { STAT } from './stat/parser.ts';
import { SUMS } from './sums/parser.ts';
import { SYS_MODULE } from './sys-module/parser.ts';
import { SYSTEMCTL } from './systemctl/parser.ts';
import { TASKLIST } from './tasklist/parser.ts';
import { TOP_PARSER } from './top/parser.ts';
import { VERSION } from './version/parser.ts';
import { W } from './w/parser.ts';
import { WHO } from './who/parser.ts';
import { WINDOWS_NETSTAT } from './windows-netstat/parser.ts';

/** What pasted output is read; the first that a line begins takes it. */
export const PARSERS: readonly HostParser[] = [
  NETSTAT,
  SS,
  LSOF,
  TOP_PARSER,
  PS,
  IFCONFIG,
  IP_LINK,
  PROC_DEV,
  PROC_NET,
  MODULES,
  SYS_MODULE,
  WHO,
  W,
  LAST,
  JOURNALCTL,
  CRONTAB,
  CONNTRACK,
  IPTABLES,
  NFT,
  DOCKER,
  ATTEMPTS,
  BODYFILE,
  CLAMSCAN,
  MALDET,
  WINDOWS_NETSTAT,
  TASKLIST,
  NET_TCP_CONNECTION,
  GET_PROCESS,
  GREP,
  SCHTASKS,
  SYSTEMCTL,
  PACKAGE_VERIFY,
  LS,
  STAT,
  DATE,
  SUMS,
  FILE,
  VERSION,
  CONFIGURATION,
];
