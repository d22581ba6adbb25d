#!/usr/bin/env bash
# lnav's SQL does not know who sent the requests that scanners send.
#
# lnav reads access logs and answers SQL: `select c_ip, count(*) from access_log group by c_ip` is a usual first look. A good
# engineer expects every line's client, which stands first in each line.
#
# What happens: if the request is empty, is bytes of TLS, or has a blank in its path, the line has no client (NULL), and
# no status and no time of its own. If the user name has a blank in it (Apache writes names as they are), the client is "-".
# GoAccess counts all eight lines below.
#
# Why it matters: these are the lines of scanners and of people who guess names. The loudest client of the log comes out
# with two requests of eight, behind ordinary visitors, and the block list names the wrong one first.
#
# Instead: count lines by their first word beside (`cut -d' ' -f1 | sort | uniq -c`), and look at `where c_ip is null`.
set -euo pipefail

for program in lnav goaccess jq; do
  command -v "$program" >/dev/null || { echo "install the Debian package $program" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME=$work TERM=dumb

cat >access.log <<'LOG'
203.0.113.5 - - [29/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 512 "-" "Mozilla/5.0"
198.51.100.9 - - [29/Nov/2026:10:00:01 +0000] "\x16\x03\x01\x02" 400 226 "-" "-"
198.51.100.9 - - [29/Nov/2026:10:00:02 +0000] "" 400 0 "-" "-"
198.51.100.9 - - [29/Nov/2026:10:00:03 +0000] "GET /x y HTTP/1.1" 404 12 "-" "-"
198.51.100.9 - bob smith [29/Nov/2026:10:00:04 +0000] "GET /b HTTP/1.1" 401 12 "-" "-"
198.51.100.9 - bob jones [29/Nov/2026:10:00:05 +0000] "GET /b HTTP/1.1" 401 12 "-" "-"
198.51.100.9 - - [29/Nov/2026:10:00:06 +0000] "\x03" 400 226 "-" "-"
198.51.100.9 - - [29/Nov/2026:10:00:07 +0000] "GET /c HTTP/1.1" 404 12 "-" "-"
198.51.100.9 - - [29/Nov/2026:10:00:08 +0000] "GET /d HTTP/1.1" 404 12 "-" "-"
203.0.113.5 - - [29/Nov/2026:10:00:09 +0000] "GET /e HTTP/1.1" 200 512 "-" "Mozilla/5.0"
203.0.113.5 - - [29/Nov/2026:10:00:10 +0000] "GET /f HTTP/1.1" 200 512 "-" "Mozilla/5.0"
LOG

seen=$(lnav -n -c ';select ifnull(c_ip, "none") as client, count(*) as n from access_log group by c_ip order by n desc, client' \
  -c ':write-csv-to -' access.log)
goaccess access.log --log-format=COMBINED --no-global-config -o goaccess.json >/dev/null 2>&1
other=$(jq -r '.hosts.data[] | "\(.data),\(.hits.count)"' goaccess.json)

lnav -V | sed 's/^/program   /'
goaccess --version | sed -n '1s/^/beside    /p'
echo 'lines     198.51.100.9 has 8, 203.0.113.5 has 3'
echo "lnav       ${seen//$'\n'/ }"
echo "GoAccess   ${other//$'\n'/ }"
echo 'hurt      203.0.113.5, an ordinary visitor, who comes out as the busiest client'

[ "$seen" = $'client,n\nnone,4\n203.0.113.5,3\n-,2\n198.51.100.9,2' ]
[ "$other" = $'198.51.100.9,8\n203.0.113.5,3' ]
