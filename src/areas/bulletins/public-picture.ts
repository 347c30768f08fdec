/**
 * The picture that other pages show beside a link to a bulletin: 1200×630, its level, title and first lines. Drawn by resvg with our
 * own font, never the machine's, and off the thread that answers.
 */

import { escaped } from '../../authority/for-citizens.ts'
import type { Site } from '../../directive/public-place.ts'
import { fontPath } from '../../report/documents/fonts.ts'
import { straight } from '../../text/written.ts'
import { areaNames } from './public-areas.ts'
import { inLanguage, type PublishedBulletin } from './public-told.ts'
import { PUBLIC_WORDS } from './public-words.ts'

export const WIDTH = 1200
export const HEIGHT = 630
const LEFT = 72
const FONT = 'Tinos'
/** Em of a letter, on the average and a little more, so that no line is longer than the picture. */
const LETTER_EM = 0.5
const WIDE_LETTER_EM = 0.72
const LINE_EM = WIDTH - 2 * LEFT

const GROUNDS = { urgent: '#a82800', priority: '#8a5a00', normal: '#0f4064' } as const
const TAKEN_BACK = '#495057'

export async function pictureOf(told: PublishedBulletin, site: Site): Promise<Buffer> {
  const { renderAsync } = await import('@resvg/resvg-js')
  const image = await renderAsync(svgOf(told, site), {
    font: { fontFiles: [fontPath('regular'), fontPath('bold')], loadSystemFonts: false, defaultFontFamily: FONT },
  })
  return image.asPng()
}

export function svgOf(told: PublishedBulletin, site: Site): string {
  const words = PUBLIC_WORDS.vi
  const isBack = told.standing === 'takenBack'
  const isStruck = isBack || told.standing === 'replaced'
  const text = inLanguage(isBack ? told.before : told.texts, 'vi') ?? inLanguage(told.texts, 'vi')
  const title = lines(straight(text?.title ?? ''), { size: 62, max: 3 })
  const bodyTop = 218 + title.length * 74
  const room = Math.max(0, Math.floor((520 - bodyTop) / 48))
  const said = isStruck ? (isBack ? words.notValid : words.replacedTitle) : straight(text?.text ?? '')
  const body = lines(said.replace(/\s+/g, ' '), { size: 36, max: room })
  const mark = isStruck
    ? words[isBack ? 'takenBack' : 'replaced']
    : told.correctedMs === null
      ? told.priority === 'normal'
        ? words.title
        : words[told.priority]
      : words.corrected
  const level = told.purpose === 'exercise' ? `${words.exercise} · ${mark}` : mark
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="${FONT}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<rect width="${WIDTH}" height="120" fill="${isStruck ? TAKEN_BACK : GROUNDS[told.priority]}"/>`,
    line(level.toLocaleUpperCase('vi'), { y: 78, size: 46, weight: 'bold', fill: '#ffffff' }),
    ...title.map((each, at) =>
      line(each, { y: 206 + at * 74, size: 62, weight: 'bold', fill: '#16191d', struck: isStruck }),
    ),
    ...body.map((each, at) => line(each, { y: bodyTop + at * 48, size: 36, weight: 'normal', fill: '#343a40' })),
    `<rect x="${LEFT}" y="546" width="${LINE_EM}" height="2" fill="#d5dbe1"/>`,
    line(cut(`${straight(site.name)} · ${areaNames(told.provinces, 'vi')}`, 30), {
      y: 596,
      size: 30,
      weight: 'normal',
      fill: '#495057',
    }),
    '</svg>',
  ].join('')
}

function line(
  text: string,
  of: {
    readonly y: number
    readonly size: number
    readonly weight: 'normal' | 'bold'
    readonly fill: string
    readonly struck?: boolean
  },
): string {
  const { y, size, weight, fill, struck = false } = of
  return `<text x="${LEFT}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}"${struck ? ' text-decoration="line-through"' : ''}>${escaped(text)}</text>`
}

/** By words; the last line says by an ellipsis that there is more. */
function lines(text: string, { size, max }: { readonly size: number; readonly max: number }): string[] {
  const found: string[] = []
  let rest = text.trim()
  while (rest !== '' && found.length < max) {
    const fits = fitting(rest, size)
    const isLast = found.length === max - 1
    if (fits === rest || !isLast) found.push(fits)
    else found.push(`${fits.slice(0, -1).replace(/\s+\S*$/, '')}…`)
    rest = rest.slice(fits.length).trim()
  }
  return found
}

function cut(text: string, size: number): string {
  return lines(text, { size, max: 1 })[0] ?? ''
}

/** As many whole words as a line has room for; of a longer word, a part. */
function fitting(text: string, size: number): string {
  let width = 0
  let end = 0
  for (const [at, letter] of Array.from(text).entries()) {
    width += size * (/[\p{Lu}MW\p{Script=Han}]/u.test(letter) ? WIDE_LETTER_EM : LETTER_EM)
    if (width > LINE_EM) {
      const space = text.slice(0, end).lastIndexOf(' ')
      return space > 0 && text[end] !== ' ' ? text.slice(0, space) : text.slice(0, Math.max(1, end))
    }
    end += letter.length
    if (at > 500) break
  }
  return text
}
