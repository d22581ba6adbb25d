#!/usr/bin/env bash
# lnav reads a whole IIS log by its first list of fields.
#
# IIS writes a `#Fields` line whenever it begins to write: after a restart, and whenever somebody ticks or unticks a field,
# in the middle of the day's file too. The W3C format says that the line holds until the next one. A good engineer expects
# lnav's SQL table `w3c_log` to follow it, as its columns have the names of the fields.
#
# What happens: all lines behind the second `#Fields` are cut by the first one, without a word. One field less, and the
# status is the substatus: the refused logins (401) have status 1, the one that succeeded (200) has status 0. One field
# more, and the client's address is the user's name, the site stands as the server. GoAccess refuses the same lines and
# counts them as failed.
#
# Why it matters: fields are often changed because something happens ("we had no user agent"). `where sc_status = 401` then
# shows the morning's one mistyped password and none of the attack; who got in does not come out at all.
#
# Instead: cut the file at its `#Software` lines (`csplit -z FILE '/^#Software/' '{*}'`) and open each part by itself.
set -euo pipefail

for program in lnav goaccess jq; do
  command -v "$program" >/dev/null || { echo "install the Debian package $program" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME=$work TERM=dumb

head='#Software: Microsoft Internet Information Services 10.0'
fields='s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent)'
{
  printf '%s\n' "$head" '#Version: 1.0' '#Date: 2026-11-02 00:00:01' \
    "#Fields: date time $fields cs(Referer) sc-status sc-substatus sc-win32-status time-taken" \
    '2026-11-02 00:00:01 192.0.2.10 GET /owa/ - 443 alice 203.0.113.7 Mozilla/5.0 - 200 0 0 31' \
    '2026-11-02 00:00:02 192.0.2.10 POST /owa/auth.owa - 443 - 203.0.113.7 Mozilla/5.0 - 401 1 1326 31'
  printf '%s\n' "$head" '#Version: 1.0' '#Date: 2026-11-02 08:10:00' \
    "#Fields: date time $fields sc-status sc-substatus sc-win32-status time-taken" \
    '2026-11-02 08:10:01 192.0.2.10 POST /owa/auth.owa - 443 - 198.51.100.9 curl/8.5.0 401 1 1326 15' \
    '2026-11-02 08:10:02 192.0.2.10 POST /owa/auth.owa - 443 - 198.51.100.9 curl/8.5.0 401 1 1326 16' \
    '2026-11-02 08:10:03 192.0.2.10 GET /owa/ - 443 bob 198.51.100.9 curl/8.5.0 200 0 0 17'
  printf '%s\n' "$head" '#Version: 1.0' '#Date: 2026-11-02 09:10:00' \
    "#Fields: date time s-sitename $fields cs(Referer) sc-status sc-substatus sc-win32-status time-taken" \
    '2026-11-02 09:10:01 W3SVC1 192.0.2.10 POST /owa/auth.owa - 443 - 198.51.100.9 curl/8.5.0 - 401 1 1326 15' \
    '2026-11-02 09:10:02 W3SVC1 192.0.2.10 GET /owa/ - 443 bob 198.51.100.9 curl/8.5.0 - 200 0 0 16'
} >u_ex261102.log

ask() { # file
  lnav -n -c ';select ifnull(c_ip, "-") as c, ifnull(cs_username, "-") as u, s_ip as s, sc_status as r from w3c_log order by log_line' \
    -c ':write-csv-to -' "$1" | tail -n +2
}
seen=$(ask u_ex261102.log)
csplit -sz -f part. u_ex261102.log '/^#Software/' '{*}'
apart=$(for part in part.*; do ask "$part"; done)
goaccess u_ex261102.log --log-format=W3C --no-global-config -o goaccess.json >/dev/null 2>&1
other=$(jq -r '.general | "\(.valid_requests) read, \(.failed_requests) failed"' goaccess.json)

lnav -V | sed 's/^/program   /'
goaccess --version | sed -n '1s/^/beside    /p'
echo 'client,user,server,status as lnav tells them of one file:'
sed 's/^/  /' <<<"$seen"
echo 'and of the same lines, cut at each #Software:'
sed 's/^/  /' <<<"$apart"
echo "GoAccess  $other"
echo 'hurt      whoever asks which addresses tried, and whether one got in: of 198.51.100.9 nothing is right'

[ "$seen" = "203.0.113.7,alice,192.0.2.10,200
203.0.113.7,-,192.0.2.10,401
198.51.100.9,-,192.0.2.10,1
198.51.100.9,-,192.0.2.10,1
198.51.100.9,bob,192.0.2.10,0
-,443,W3SVC1,<NULL>
bob,443,W3SVC1,<NULL>" ]
[ "$(grep -c '^198.51.100.9,.*,192.0.2.10,[24]0[01]$' <<<"$apart")" = 5 ]
[[ $other = *failed ]] && [[ $other != *' 0 failed' ]]
