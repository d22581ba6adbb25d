/**
 * Log formats that widely used software brings along, so that its logs are read without a configuration; by names that
 * are the same in every language.
 * Sources: the documentation and default configuration of each, read 2026-11.
 */
export const KNOWN_FORMATS: ReadonlyMap<string, string> = new Map([
  [
    'ingress-nginx (Kubernetes)',
    '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" ' +
      '"$http_user_agent" $request_length $request_time [$proxy_upstream_name] ' +
      '[$proxy_alternative_upstream_name] $upstream_addr $upstream_response_length ' +
      '$upstream_response_time $upstream_status $req_id',
  ],
  [
    'Nginx Proxy Manager',
    '[$time_local] $upstream_cache_status $upstream_status $status - $request_method $scheme $host ' +
      '"$request_uri" [Client $remote_addr] [Length $body_bytes_sent] [Gzip $gzip_ratio] ' +
      '[Sent-to $server] "$http_user_agent" "$http_referer"',
  ],
  [
    'Nginx Proxy Manager (standard)',
    '[$time_local] $status - $request_method $scheme $host "$request_uri" [Client $remote_addr] ' +
      '[Length $body_bytes_sent] [Gzip $gzip_ratio] "$http_user_agent" "$http_referer"',
  ],
  [
    'AWS Elastic Beanstalk (nginx, healthd)',
    '$msec"$uri"$status"$request_time"$upstream_response_time"$http_x_forwarded_for',
  ],
  [
    'nginx ($upstream_response_time)',
    '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" ' +
      '"$http_user_agent" "$http_x_forwarded_for" rt=$request_time uct="$upstream_connect_time" ' +
      'uht="$upstream_header_time" urt="$upstream_response_time"',
  ],
]);
