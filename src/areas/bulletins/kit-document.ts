/** The share kit as a paper in the administrative layout: an announcement, one section a language. Pure. */

import { languageName } from '../../base/language-name.ts'
import { wallDate } from '../../base/wall-time.ts'
import type { Block, Report } from '../../report/document.ts'
import type { Both } from '../../report/figure.ts'
import type { Paper } from '../../report/paper.ts'
import { paragraph, said, written } from '../../report/sections/said.ts'
import type { ShareKit } from './share-kit.ts'

interface About {
  /** Who issues it, from where, and who signs; its number and its date are its own. */
  readonly heading: Report['heading']
  readonly now: number
  readonly timeZone: string
}

export function kitPaper(
  { at, version, sha256, release, languages }: ShareKit,
  { heading, now, timeZone }: About,
): Paper & { readonly kind: 'announcement' } {
  return {
    kind: 'announcement',
    timeZone,
    asOf: at,
    title: titleOf(languages, release),
    heading: { ...heading, symbol: null, date: wallDate(now, timeZone) },
    sections: [
      ...languages.map(({ language, title, text, script, crawl }) => ({
        id: language,
        title: said(`${title} (${languageName(language, 'vi')})`, `${title} (${languageName(language, 'en')})`),
        blocks: [
          ...paragraphsOf(text),
          ...named(said('Nội dung đọc 30 giây:', '30-second script:'), script),
          ...named(said('Dòng chữ chạy:', 'News ticker:'), crawl),
        ],
      })),
      {
        id: 'source',
        title: said('Nguồn', 'Source'),
        blocks: [
          sentence(
            said(
              `Phiên bản ${version}, mã SHA-256 của nội dung đã được hai người phê duyệt: ${sha256}.`,
              `Version ${version}; SHA-256 of the content that two people approved: ${sha256}.`,
            ),
          ),
        ],
      },
    ],
    figures: [],
  }
}

function titleOf(languages: ShareKit['languages'], release: ShareKit['release']): Both {
  const first = languages[0].title
  const vi = languages.find(({ language }) => language === 'vi')?.title ?? first
  const en = languages.find(({ language }) => language === 'en')?.title ?? first
  return release === 'cancel' ? said(`Thu hồi: ${vi}`, `Cancelled: ${en}`) : said(vi, en)
}

function named(name: Both, text: string): Block[] {
  return text === '' ? [] : [sentence(name), ...paragraphsOf(text)]
}

function paragraphsOf(text: string): Block[] {
  return text
    .split(/\n+/)
    .map(line => line.replace(/\s+/g, ' ').trim())
    .filter(line => line !== '')
    .map(line => sentence(alike(line)))
}

function sentence(text: Both): Block {
  return paragraph({ vi: written(text.vi), en: written(text.en) })
}

/** What people wrote stands as they wrote it, in either language. */
function alike(text: string): Both {
  return said(text, text)
}
