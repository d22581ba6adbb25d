/** The server: Tomcat on a small instance, with a public address of its own. */
export const SERVER = {
  host: 'ip-10-20-1-24',
  address: '10.20.1.24',
  interface: 'eni-0b5c1d2e3f4a5b6c7',
  instance: 'i-0c1d2e3f4a5b6c7d8',
  account: '123456789012',
  region: 'us-east-1',
} as const;
export const VICTIM = '203.0.113.80';
export const PROCESS = { pid: 19719, name: 'Lixsyn', sockets: 2 } as const;
/** What ifconfig counted when the administrator looked. */
export const COUNTER = { tx_bytes: 2_130_697_820_190, rx_bytes: 860_855_089 } as const;

const prompt = `[root@${SERVER.host} tmp]#`;

/** What the administrator pasted into a chat, in this order. */
export const PASTES: Readonly<Record<string, string>> = {
  'host/chat.txt': `this is what i found, server still running

${prompt} file Lixsyn
Lixsyn: ELF 32-bit LSB executable, Intel 80386, version 1 (SYSV), statically linked, for GNU/Linux 2.2.5, not stripped
${prompt}

raw   104832 426240 0.0.0.0:6                   0.0.0.0:*                   7           19719/Lixsyn
raw   104832 228096 0.0.0.0:6                   0.0.0.0:*                   7           19719/Lixsyn


root@${SERVER.host} tmp]# ifconfig
eth0      Link encap:Ethernet  HWaddr ********
          inet addr:******** Bcast:10.20.15.255  Mask:255.255.240.0
          inet6 addr: ********/64 Scope:Link
          UP BROADCAST RUNNING MULTICAST  MTU:9001  Metric:1
          RX packets:1136962 errors:0 dropped:0 overruns:0 frame:0
          TX packets:2081358186 errors:0 dropped:0 overruns:0 carrier:0
          collisions:0 txqueuelen:1000
          RX bytes:860855089 (820.9 MiB)  TX bytes:2130697820190 (1.9 TiB)
${prompt} date
Thu Dec 14 02:31:22 UTC 2017
`,
  'host/ps.txt': `${prompt} ps -ef
UID        PID  PPID  C STIME TTY          TIME CMD
root         1     0  0 Dec13 ?        00:00:01 /sbin/init
root         2     0  0 Dec13 ?        00:00:00 [kthreadd]
root      1501     1  0 Dec13 ?        00:00:00 /usr/sbin/sshd
tomcat   17211     1  2 Dec13 ?        00:12:31 /usr/lib/jvm/jre/bin/java -classpath /usr/share/tomcat8/bin/bootstrap.jar org.apache.catalina.startup.Bootstrap start
root     19719     1 99 02:01 ?        00:31:04 /tmp/Lixsyn
root     20114  1501  0 02:30 ?        00:00:00 sshd: ec2-user [priv]
root     20160 20114  0 02:31 pts/0    00:00:00 ps -ef
${prompt} date
Thu Dec 14 02:31:41 UTC 2017
`,
  'host/reach.txt': `"Failed to connect to 203.0.113.80 port 80: Connection timed out
"Failed to connect to 198.51.100.44 port 80: Connection timed out
`,
};
