/**
 * How the user agents of programs and libraries begin, in lower case: neither browsers nor phones nor mail clients. From
 * the libraries' default user agents, in their documentation.
 */
export const SCRIPT_AGENTS: readonly string[] = [
  'python-',
  'python/',
  'curl/',
  'wget/',
  'go-http-client',
  'java/',
  'ruby',
  'libwww',
  'perl',
  'okhttp',
  'axios/',
  'node-fetch',
  'apache-httpclient',
  'postmanruntime',
  'aiohttp',
];
