/**
 * Ports on which proxies take what others want to have fetched. 1080 SOCKS, 8080 HTTP alternative and 8118 Privoxy are of IANA's
 * registry; 3128 is the default of Squid, 8123 of Polipo, 8888 of Tinyproxy, by their documentation. 80 and 443 are
 * left out: whoever serves there is a web server.
 */
export const PROXY_PORTS = [1080, 3128, 8080, 8118, 8123, 8888];
