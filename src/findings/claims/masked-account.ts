/** Digits of an account's number. */
const DIGITS = /^\d{12}$/;

/** Has it the shape of an account's number, parts of it masked or not? */
export function isAccountText(text: string): boolean {
  return /^[\dxX*]{4,12}$/.test(text);
}

/**
 * May the account be the one that was masked (`xxxx370`, `1234****9012`)? A mask is a pattern: what stands masked may be any digits, and how
 * many signs it has says nothing of how many digits there were. Of a number that is not masked: is it the same?
 */
export function fitsAccount(mask: string, account: string): boolean {
  if (!DIGITS.test(account)) return false;
  const pieces = mask.toLowerCase().split(/[x*]+/);
  const [first = '', ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return mask === account;
  if (!account.startsWith(first)) return false;
  let at = first.length;
  for (const piece of others) {
    const found = account.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return account.length - last.length >= at && account.endsWith(last);
}
