import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concluded } from '../../src/cases/conclusion.ts';
import type { CaseDocument } from '../../src/model/case.ts';
import { LANGS } from '../../src/language/lang.ts';
import { renderReport } from '../../src/report/report.ts';
import { bareCase } from './sample-owa.ts';

const NOW = new Date('2026-11-21T06:30:00Z');

/** The texts of a page that are beside a button that copies them. */
function copied(page: string): string[] {
  return [...page.matchAll(/<pre tabindex="0">([\s\S]*?)<\/pre>/g)].map(([, words = '']) =>
    words.replaceAll(/<[^>]*>/g, '').trim(),
  );
}

test('what somebody typed on a host is never a command to copy; what is asked of the reader is', () => {
  const gap = {
    key: 'hides',
    params: {
      command: 'netstat -antp; curl evil.example',
      unseen: ['raw'],
      next: [{ shell_line: 'ss -wanp' }, { shell_line: 'lsof -nP -i' }],
    },
  };
  for (const typed of [gap.params.command, 'ps` `reboot` `x', '`reboot`', 'a`b']) {
    const host: NonNullable<CaseDocument['host']> = {
      hosts: [],
      processes: [],
      counters: [],
      findings: [],
      checks: [],
      gaps: [{ ...gap, params: { ...gap.params, command: typed } }],
      next: [{ key: 'run', params: { next: [{ shell_line: 'ss -0anp' }] } }],
    };
    for (const lang of LANGS) {
      const document = concluded({ ...bareCase(), host }, { ends: '2026-11-20T16:48:00Z' });
      const page = renderReport(document, { lang, now: NOW, zone: 'UTC' });
      const section = page.slice(page.indexOf('<section id="host"'));
      assert.deepEqual(
        copied(section.slice(0, section.indexOf('</section>'))),
        ['ss -wanp', 'lsof -nP -i', 'ss -0anp'],
        typed,
      );
    }
  }
});
