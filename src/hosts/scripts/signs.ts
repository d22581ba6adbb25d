/** What the text of a script gives away. */
export const SCRIPT_SIGNS = [
  'runs input',
  'runs encoded',
  'loads code',
  'sends where asked',
  'mails in a loop',
  'decodes',
  'opens sockets',
  'runs programs',
] as const;
export type ScriptSign = (typeof SCRIPT_SIGNS)[number];

/** Signs that hardly a script has which is meant to be there. The others many have that are. */
export const GRAVE_SIGNS: ReadonlySet<ScriptSign> = new Set([
  'runs input',
  'runs encoded',
  'loads code',
  'sends where asked',
]);

/** One shape of a line. Every quantifier is bounded, so that a line takes time in proportion to its length. */
export interface SignPattern {
  sign: ScriptSign;
  pattern: RegExp;
  /** Where the shape is from. */
  source: string;
}

const NSA = 'NSA and ASD, Detect and Prevent Web Shell Malware (2020-04), and its YARA rules';
const PHP = 'PHP manual, functions that run what they are given (checked 2026-11)';

/** What a visitor sends, as PHP hands it over. */
const INPUT = String.raw`(?:\$_(?:GET|POST|REQUEST|COOKIE|SERVER)\b|["']php:\/\/input)`;
const DECODERS =
  'base64_decode|gzinflate|gzuncompress|gzdecode|str_rot13|strrev|rawurldecode|urldecode|hex2bin|convert_uudecode';
const RUNNERS =
  'eval|assert|system|shell_exec|passthru|exec|popen|proc_open|pcntl_exec|create_function|call_user_func|call_user_func_array';
/** Functions around the input that change its spelling and make nothing harmless. */
const AROUND = String.raw`(?:(?:${DECODERS}|stripslashes|trim|file_get_contents)\s{0,8}\(\s{0,8}@?){0,4}`;

/** What scripts are looked at for, the surest first. State: 2026-11. */
export const SIGN_PATTERNS: readonly SignPattern[] = [
  {
    sign: 'runs input',
    pattern: new RegExp(String.raw`\b(?:${RUNNERS})\s{0,8}\(\s{0,8}@?${AROUND}${INPUT}`, 'i'),
    source: NSA,
  },
  {
    sign: 'runs input',
    pattern: /\$_(?:GET|POST|REQUEST|COOKIE)\s{0,4}\[[^\]\n]{1,60}\]\s{0,4}\(/i,
    source: PHP,
  },
  {
    sign: 'runs input',
    pattern:
      /\bpreg_replace\s{0,8}\(\s{0,8}["'][^"'\n]{1,80}\/[imsxu]{0,4}e[imsxu]{0,4}["']\s{0,8},\s{0,8}@?\$_/i,
    source: 'PHP manual, PREG_REPLACE_EVAL (removed in PHP 7.0)',
  },
  {
    sign: 'runs input',
    pattern: /\.\s{0,4}exec\s{0,8}\([^;\n]{0,80}\brequest\s{0,4}\.\s{0,4}getParameter\b/i,
    source: NSA,
  },
  { sign: 'runs input', pattern: /\b(?:eval|execute|executeglobal)\s{0,8}\(?\s{0,8}request\b/i, source: NSA },
  {
    sign: 'runs input',
    pattern: /\b(?:system|exec|eval)\s{0,8}\(?\s{0,8}(?:\$\w{1,20}\s{0,4}->\s{0,4})?param\s{0,4}\(/,
    source: 'perldoc CGI, param (checked 2026-11)',
  },
  {
    sign: 'runs input',
    pattern:
      /\b(?:eval|exec|os\.system|os\.popen|subprocess\.\w{1,20})\s{0,8}\(\s{0,8}(?:flask\.)?(?:request|form)\s{0,4}[.[]/,
    source: 'Python documentation, subprocess, security considerations (checked 2026-11)',
  },
  {
    sign: 'runs encoded',
    pattern: new RegExp(String.raw`\b(?:eval|assert)\s{0,8}\(\s{0,8}@?(?:${DECODERS})\s{0,8}\(`, 'i'),
    source: NSA,
  },
  {
    sign: 'loads code',
    pattern: /\bextends\s{1,8}ClassLoader\b/,
    source: 'MITRE ATT&CK T1505.003; JSP shells that load classes which they are sent (Behinder, Godzilla)',
  },
  {
    sign: 'sends where asked',
    pattern: new RegExp(
      String.raw`\b(?:p?fsockopen|stream_socket_client|socket_sendto|socket_connect)\s{0,8}\([^;\n]{0,120}${INPUT}`,
      'i',
    ),
    source: PHP,
  },
  {
    sign: 'decodes',
    pattern: new RegExp(
      String.raw`\b(?:gzinflate|gzuncompress|str_rot13)\s{0,8}\(\s{0,8}@?(?:${DECODERS})\s{0,8}\(`,
      'i',
    ),
    source: NSA,
  },
  {
    sign: 'opens sockets',
    pattern: /\b(?:p?fsockopen|stream_socket_client|socket_create|IO::Socket::INET)\b/i,
    source: PHP,
  },
  {
    sign: 'runs programs',
    pattern:
      /\b(?:shell_exec|passthru|proc_open|popen|pcntl_exec)\s{0,8}\(|getRuntime\s{0,4}\(\s{0,4}\)\s{0,4}\.\s{0,4}exec\b|\bProcessStartInfo\b/i,
    source: NSA,
  },
];
