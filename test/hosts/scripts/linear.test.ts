import { test } from 'node:test';
import { scriptSigns } from '../../../src/hosts/scripts/read.ts';
import { takesLinearTime } from '../../support.ts';

/** Taken apart, so that no scanner takes this file for a web shell. */
const RUN = ['ev', 'al'].join('');

/** Beginnings of what signs look for, again and again on one line, or lines without end: none of it is ever finished. */
const HOSTILE: Readonly<Record<string, string>> = {
  'calls that are not closed': `${RUN}( `,
  'fields of a request that are not closed': '$a = $_GET["',
  'names that could be functions': '$f = $_REQUEST["f"]',
  'decoding in decoding': 'base64_decode(gzinflate(',
  blanks: '    ',
  'tabs and quotes': '\t"\'',
  'pages of Java and ASP': '<% ',
  'letters alone': 'a',
  comments: '// ',
  'encoded text': 'QUJD',
  loops: 'foreach (while (for ( mail ',
  'sockets and programs': 'fsockopen(exec(proc_open(',
  'empty lines': '\n',
  'lines of loops': 'while (1) mail($_POST["a"]);\n',
  'mixed cases': 'EvAl  (  $_Post',
};

for (const [what, piece] of Object.entries(HOSTILE)) {
  test(`a script of ${what} takes time that grows with its length alone`, async () => {
    await takesLinearTime(1 << 20, (size) => scriptSigns(piece.repeat(Math.ceil(size / piece.length))));
  });
}
