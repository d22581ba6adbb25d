/** A quoted text literal for DuckDB, whatever the text holds. */
export function sqlText(value: string): string {
  const quoted = `'${value.replaceAll("'", "''")}'`;
  // The parser ends a statement at NUL, so NUL is spelled as a call.
  return quoted.includes('\0') ? `(${quoted.replaceAll('\0', "' || chr(0) || '")})` : quoted;
}

/** A path for a function that expands globs: its own `[`, `*` and `?` stand for themselves. */
export function globPath(path: string): string {
  return path.replaceAll(/[[*?]/g, '[$&]');
}
