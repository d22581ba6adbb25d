/** The languages that reports and letters are written in; ISO 639-1. */
export const LANGS = ['en', 'ja', 'ko', 'zh', 'ru'] as const;
export type Lang = (typeof LANGS)[number];

/**
 * Something for each language, made when it is first asked for: a run speaks one or two of them.
 * @param make is called at most once for each language
 */
export function eachLanguage<Made>(make: (lang: Lang) => Made): Readonly<Record<Lang, Made>> {
  const made = new Map<Lang, Made>();
  const one = (lang: Lang): Made => {
    const known = made.get(lang) ?? make(lang);
    made.set(lang, known);
    return known;
  };
  return {
    get en() {
      return one('en');
    },
    get ja() {
      return one('ja');
    },
    get ko() {
      return one('ko');
    },
    get zh() {
      return one('zh');
    },
    get ru() {
      return one('ru');
    },
  };
}
