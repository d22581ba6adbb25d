import { CHECKS } from '../checks/index.ts';
import { SCRIPT_ENDINGS, UPLOAD_FOLDERS, WEB_ROOTS } from '../scripts/places.ts';

const FILES = CHECKS.flatMap(({ files }) => files).join(' ');
const FOLDERS = CHECKS.flatMap(({ folders = [] }) => folders).join(' ');
/** One expression of sed for each: a line with such a password is left as it is. */
const WEAK_PASSWORDS = CHECKS.flatMap(({ told = [] }) => told)
  .map((word) => `-e '/password="${word}"/b'`)
  .join(' ');

const ROOTS = WEB_ROOTS.join(' ');
const NAMES = SCRIPT_ENDINGS.map((ending) => `-iname '*${ending}'`).join(' -o ');
const UPLOADS = UPLOAD_FOLDERS.map((folder) => `-path '*${folder}*'`).join(' -o ');
/** What is worth a line; which of them tell something is decided where the output is read. */
const LINES =
  '(eval|assert|system|exec|passthru|popen|proc_open|create_function|call_user_func|fsockopen|socket_sendto) *[(].*([$]_(GET|POST|REQUEST|COOKIE|SERVER)|php://input|getParameter|base64_decode|gzinflate|str_rot13)|(eval|execute) *[(]?request|extends +ClassLoader|[$]_(GET|POST|REQUEST|COOKIE) *[[][^]]*[]] *[(]';

/**
 * A collector for a box without Node: POSIX shell, no dependencies, reads only, writes to standard output alone. It
 * prints each command behind a `$`, as at a prompt, so that its output is a paste like any other; what is not installed
 * is left out. Tables of every network namespace come from /proc, owners by descriptor, so that nothing depends on what
 * ss or netstat choose to show.
 */
export const COLLECTOR = String.raw`#!/bin/sh
# Collects what tells which process sends, how it starts, and what was changed. Reads only; writes to standard output.
# Run it as root:   sh collect.sh > host.txt
# Then, elsewhere:  abusedesk host inspect --paste host.txt
LC_ALL=C
PATH=/usr/sbin:/usr/bin:/sbin:/bin:$PATH
export LC_ALL PATH
umask 077

# Prints a command and runs it, if its program is there. The commands below are constants and numbers of processes.
show() {
  command -v "${'$'}{1%% *}" > /dev/null 2>&1 || return 0
  printf '\n$ %s\n' "$1"
  sh -c "$1" 2> /dev/null < /dev/null
}

# Prints a file whose name needs no quotes.
page() {
  case $1 in
    *[!A-Za-z0-9._/@+-]*) return 0 ;;
  esac
  [ -f "$1" ] && [ -r "$1" ] && show "cat $1"
}

# Prints a unit as systemctl prints it, from its file: who is asked may not answer, or not truly.
unit() {
  case $1 in
    *[!A-Za-z0-9._/@+-]*) return 0 ;;
  esac
  printf '\n$ systemctl cat %s\n# %s\n' "${'$'}{1##*/}" "$1"
  cat "$1"
}

# Passwords stay here, but for those that are tried first everywhere, and those that are the user's own name.
masked() {
  [ -f "$1" ] && [ -r "$1" ] || return 0
  printf '\n$ cat %s\n' "$1"
  sed -e '/username="\([^"]*\)" *password="\1"/b' ${WEAK_PASSWORDS} -e 's/password="[^"]*"/password="(hidden)"/g' "$1"
}

# When: sockets are held against the time of the traffic.
show 'date -u'
show 'ps -eo pid,ppid,user,stat,etime,args' || show 'ps'
show 'ls -l /proc/[0-9]*/exe'
show 'ls -l /proc/[0-9]*/fd'

seen=' '
for process in /proc/[0-9]*; do
  space=$(readlink "$process/ns/net" 2> /dev/null) || continue
  case $seen in
    *" $space "*) continue ;;
  esac
  seen="$seen$space "
  for table in tcp tcp6 udp udp6 raw raw6 icmp icmp6 packet dev; do
    show "cat $process/net/$table"
  done
done

# What runs and lies nowhere, or where nothing is installed, is named by its digest.
for process in /proc/[0-9]*; do
  case $(readlink "$process/exe" 2> /dev/null) in
    *' (deleted)' | /tmp/* | /var/tmp/* | /dev/shm/* | /memfd:*) show "sha256sum $process/exe" ;;
  esac
done

# What the kernel has loaded, by both of its lists: a module that hides is in one alone. It may be loaded in between.
if [ -r /proc/modules ]; then
  show 'cat /proc/modules'
  show 'grep -H . /sys/module/*/initstate /sys/module/*/taint | grep -v "taint:$"'
  show 'cat /proc/modules'
  for name in $(sed -n 's/^\([A-Za-z0-9_]*\) .* ([A-Z]*[FOE][A-Z]*)$/\1/p' /proc/modules | head -n 50); do
    show "modinfo -n $name 2>&1"
  done
  show 'cat /proc/sys/kernel/tainted'
fi

show 'ip addr'
show 'last -w -n 200'
show 'lastb -w -n 200'
show 'who'

page /etc/crontab
for file in /etc/cron.d/* /var/spool/cron/* /var/spool/cron/crontabs/*; do
  page "$file"
done
show 'ls -la /etc/init.d /etc/cron.hourly /etc/cron.daily /etc/systemd/system /run/systemd/transient /etc/profile.d'
for file in /etc/systemd/system/*.service /etc/systemd/system/*.timer /run/systemd/transient/*.service /run/systemd/transient/*.timer; do
  [ -L "$file" ] || [ ! -f "$file" ] || unit "$file"
done
show 'systemctl list-timers --all --no-pager'
show 'find /tmp /var/tmp /dev/shm -type f -perm -100 -exec ls -l {} +'
# Scripts of web servers: those in folders for uploads, and lines by which scripts give themselves away.
for root in ${ROOTS}; do
  case $root in
    *[!A-Za-z0-9._/@+-]*) continue ;;
  esac
  [ -d "$root" ] || continue
  show "find $root -xdev -type f \( ${NAMES} \) \( ${UPLOADS} \) -exec ls -l {} + | head -n 500"
  show "find $root -xdev -type f -size -1024k \( ${NAMES} \) -exec grep -inE '${LINES}' /dev/null {} + | cut -c 1-300 | head -n 500"
done
# How somebody may have come in: settings, versions, what is deployed.
show 'sshd -T'
for file in ${FILES}; do
  case $file in
    */tomcat-users.xml) masked "$file" ;;
    *) page "$file" ;;
  esac
done
for folder in ${FOLDERS}; do
  [ -d "$folder" ] && show "ls -la $folder"
done
show 'java -version 2>&1'
show 'php -v'
show 'apache2 -v' || show 'httpd -v'
show 'nginx -v 2>&1'
for script in /usr/share/tomcat*/bin/version.sh /opt/*tomcat*/bin/version.sh /usr/local/*tomcat*/bin/version.sh; do
  [ -x "$script" ] && show "$script"
done
show 'dpkg-query -W tomcat9 tomcat10 apache2 nginx openssh-server openjdk-8-jre-headless openjdk-11-jre-headless openjdk-17-jre-headless openjdk-21-jre-headless'
show 'dpkg -V procps iproute2 net-tools lsof coreutils findutils openssh-server'
show 'rpm -V procps-ng iproute net-tools lsof coreutils findutils openssh-server'
show 'iptables-save'
show 'ip6tables-save'
show 'nft list ruleset'
show 'conntrack -L'
show 'docker ps --no-trunc'
# Asked to wait, it lists processes once more: what ended meanwhile and began anew comes back.   sh collect.sh 60 > host.txt
case ${'$'}{1:-} in
  '' | *[!0-9]*) ;;
  *)
    sleep "$1"
    show 'date -u'
    show 'ps -eo pid,ppid,user,stat,etime,args' || show 'ps'
    show 'ls -l /proc/[0-9]*/exe'
    ;;
esac
exit 0
`;
