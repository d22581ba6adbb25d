/** Each particle in both its forms, as a sentence has it behind a parameter: the form after a consonant, then after a vowel. */
const PAIRS = [
  ['을(를)', '을', '를'],
  ['이(가)', '이', '가'],
  ['은(는)', '은', '는'],
  ['와(과)', '과', '와'],
  ['(으)로', '으로', '로'],
] as const;
const PAIRED = /^(['"’”]?)(을\(를\)|이\(가\)|은\(는\)|와\(과\)|\(으\)로)/;

/** How a word ends when it is read out: in a vowel, in the consonant ㄹ, or in another one. */
type Ending = 'vowel' | 'liquid' | 'consonant';

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
/** Syllables are laid out by their final consonant, of which there are 27 and none (The Unicode Standard, section 3.12). */
const FINALS = 28;
/** Which of the finals is ㄹ. */
const LIQUID = 8;

/** 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구; 십, 백, 천 and 만 end in consonants as 영 does. */
const DIGITS: readonly Ending[] = [
  'consonant',
  'liquid',
  'vowel',
  'consonant',
  'vowel',
  'vowel',
  'consonant',
  'liquid',
  'liquid',
  'vowel',
];

/** Latin letters that end alike whether a word is read or spelled: `cron` and `VPN`, `bash` and `SSH`. Others are left open. */
const LATIN: readonly (readonly [letters: string, ending: Ending])[] = [
  ['mn', 'consonant'],
  ['l', 'liquid'],
  ['afhijosuvwxyz', 'vowel'],
];

function endingOf(word: string): Ending | undefined {
  const last = word.at(-1) ?? '';
  const code = last.codePointAt(0) ?? 0;
  if (code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE) {
    const final = (code - FIRST_SYLLABLE) % FINALS;
    if (final === 0) return 'vowel';
    return final === LIQUID ? 'liquid' : 'consonant';
  }
  // An id of letters and digits is spelled, so its last digit counts too.
  if (/[0-9]/.test(last)) return DIGITS[Number(last)];
  return LATIN.find(([letters]) => last !== '' && letters.includes(last.toLowerCase()))?.[1];
}

/**
 * The text that follows a parameter, with the particle it begins with chosen for how the parameter ends: `22` and `은(는) 열려`
 * give `는 열려`. Both forms stay where the reading is open, as behind some Latin letters: `Tomcat은(는)`.
 */
export function afterWord(word: string, text: string): string {
  const [whole, quote = '', paired] = PAIRED.exec(text) ?? [];
  const pair = PAIRS.find(([both]) => both === paired);
  const ending = endingOf(word);
  if (whole === undefined || pair === undefined || ending === undefined) return text;
  const [both, consonant, vowel] = pair;
  const asVowel = ending === 'vowel' || (ending === 'liquid' && both === '(으)로');
  return `${quote}${asVowel ? vowel : consonant}${text.slice(whole.length)}`;
}

/** A tag for sentences in Korean: the particle behind each parameter is chosen for it; parameters stay as they are. */
export function particles(texts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return texts.reduce((before, text, i) => {
    const value = String(values[i - 1] ?? '');
    return `${before}${value}${afterWord(value, text)}`;
  });
}
