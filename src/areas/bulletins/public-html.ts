/**
 * The pages for everyone, each as one text: all bulletins that count now, and one bulletin by itself. No script, no file beside
 * them; read on any phone, on paper, and by a screen reader.
 *
 * Knows no cache and no request. Everything that people have written is escaped.
 */

import { endOf, escaped, pointOf } from '../../authority/for-citizens.ts'
import { isoInZone } from '../../base/wall-time.ts'
import { TIME_ZONE } from '../../country/vn/time-zone.ts'
import type { Priority, Sound } from '../../directive/bulletin.ts'
import type { Purpose } from '../../directive/documents.ts'
import {
  capFeedPath,
  feedPath,
  fileOf,
  pagePath,
  picturePath,
  type Site,
  soundPath,
} from '../../directive/public-place.ts'
import { headline, PAGE_LANGUAGES, type PageLanguage } from '../../directive/public-words.ts'
import { straight } from '../../text/written.ts'
import { areaNames } from './public-areas.ts'
import { STYLE } from './public-style.ts'
import { isolated, paragraphs, struckParagraphs } from './public-text.ts'
import { currentOf, inLanguage, type PublishedBulletin, type PublishedText } from './public-told.ts'
import { PUBLIC_WORDS, SHAPES } from './public-words.ts'

/** Taken back and over that are named. */
const PAST_MAX = 10
/** Of TIME_ZONE, which has no summer time. */
const OFFSET = 'GMT+07:00'
/** Letters of the text that other pages show of it. */
const SUMMARY_MAX = 200

/** `whole`: how many of those that count now are told whole; of the rest the titles. */
export function listPage<Of extends Purpose>(
  told: readonly PublishedBulletin<Of>[],
  of: {
    readonly purpose: Of
    readonly language: PageLanguage
    readonly site: Site
    readonly whole: number
    readonly nowMs: number
  },
): string {
  const { purpose, language, site, whole, nowMs } = of
  const words = PUBLIC_WORDS[language]
  const current = currentOf(told)
  const takenBack = told.filter(({ standing }) => standing === 'takenBack').slice(0, PAST_MAX)
  const replaced = told.filter(({ standing }) => standing === 'replaced').slice(0, PAST_MAX)
  const past = told.filter(({ standing }) => standing === 'over').slice(0, PAST_MAX)
  const title = purpose === 'exercise' ? words.exerciseTitle : words.title
  const card = (each: PublishedBulletin) => cardOf(each, { language, level: 'h3', isLink: true })
  const more = current.slice(whole)
  const body = [
    `<h1>${escaped(title)}</h1><p class="q">${escaped(words.lead(site.name))} ${asOf(nowMs, language)}</p>`,
    `<section><h2>${words.current}${current.length > 0 ? ` (${current.length})` : ''}</h2>`,
    current.length === 0 ? `<p class="x">${words.none}</p>` : '',
    ...current.slice(0, whole).map(card),
    more.length === 0 ? '' : `<p>${words.more(more.length)}</p>${titles(more, language)}`,
    '</section>',
    replaced.length === 0 ? '' : `<section><h2>${words.replacedTitle}</h2>${replaced.map(card).join('')}</section>`,
    takenBack.length === 0 ? '' : `<section><h2>${words.takenBack}</h2>${takenBack.map(card).join('')}</section>`,
    past.length === 0 ? '' : `<section><h2>${words.past}</h2>${titles(past, language, true)}</section>`,
    purpose === 'exercise' ? '' : subscription(language),
  ]
  return document({
    language,
    site,
    purpose,
    title,
    body: body.join(''),
    home: null,
    path: pagePath(purpose, language),
    others: PAGE_LANGUAGES.map(each => [each, pagePath(purpose, each)]),
    share: null,
  })
}

export function bulletinPage(
  told: PublishedBulletin,
  { language, site, nowMs }: { readonly language: PageLanguage; readonly site: Site; readonly nowMs: number },
): string {
  const words = PUBLIC_WORDS[language]
  const { purpose, bulletin, texts } = told
  const own = inLanguage(texts, language)
  const rest = texts.filter(text => text !== own)
  const jumps = rest.map(text => `<a href="#${text.language}" lang="${text.language}">${nameOf(text.language)}</a>`)
  const body = [
    rest.length === 0 ? '' : `<p class="d" style="margin:1rem 0 0">${words.alsoIn} ${jumps.join(' ')}</p>`,
    `<div style="margin-top:1.25rem">${cardOf(told, { language, level: 'h1', isLink: false })}</div>`,
    ...rest.map(text => inAnother(told, text.language, language)),
    `<p class="q">${standsSince(told, nowMs, language)}</p>`,
    purpose === 'exercise' ? '' : subscription(language),
  ]
  const title = titleOf(told, language)
  return document({
    language,
    site,
    purpose,
    title,
    body: body.join(''),
    home: pagePath(purpose, language),
    path: pagePath(purpose, language, bulletin),
    others: PAGE_LANGUAGES.map(each => [each, pagePath(purpose, each, bulletin)]),
    share: {
      title,
      text: `${notSaid(told, language)}${shortened(own?.text ?? '')}`,
      picture: purpose === 'exercise' ? null : picturePath(bulletin),
    },
  })
}

/** At an address that leads to none: who followed a link from somewhere else is shown the way. */
export function missingPage(of: {
  readonly purpose: Purpose
  readonly language: PageLanguage
  readonly site: Site
}): string {
  const { purpose, language } = of
  const words = PUBLIC_WORDS[language]
  return document({
    ...of,
    title: words.missing,
    body: `<h1>${words.missing}</h1><p class="x">${words.missingWhy}</p>`,
    home: pagePath(purpose, language),
    path: pagePath(purpose, language),
    others: PAGE_LANGUAGES.map(each => [each, pagePath(purpose, each)]),
    share: null,
  })
}

/** Around a text that is in a language of the pages are the words of that language. */
function inAnother(told: PublishedBulletin, asked: string, language: PageLanguage): string {
  const own = PAGE_LANGUAGES.find(each => each === asked) ?? language
  const card = cardOf(told, { language: own, level: 'h3', isLink: false, in: asked })
  return `<section id="${asked}" lang="${own}"><h2 lang="${asked}">${nameOf(asked)}</h2>${card}</section>`
}

/** What a title bar, a feed or another page calls it. */
export function titleOf(told: PublishedBulletin, language: PageLanguage): string {
  const isBack = told.standing === 'takenBack'
  const { before, texts, purpose, correctedMs } = told
  const text = (isBack ? inLanguage(before, language) : undefined) ?? inLanguage(texts, language)
  const isReplaced = told.standing === 'replaced'
  const kind = isBack ? 'takenBack' : isReplaced ? 'replaced' : correctedMs === null ? null : 'corrected'
  return headline(text?.title ?? '', { kind, purpose, language })
}

/** Before its text where that is said without a page around it: that it counts no more. */
export function notSaid({ standing }: PublishedBulletin, language: PageLanguage): string {
  const words = PUBLIC_WORDS[language]
  if (standing === 'replaced') return `${words.replaced}. `
  return standing === 'takenBack' ? `${words.notValid} ` : ''
}

/** Which ones are newer, as links: everywhere, or where. `origin`: for whoever reads it elsewhere. */
function newerThan(told: PublishedBulletin, language: PageLanguage, origin = ''): string {
  const { by, isWhole, provinces } = told.replaced
  if (by.length === 0) return ''
  const words = PUBLIC_WORDS[language]
  const where = escaped(areaNames([...provinces], language))
  const lead = isWhole ? words.replacedBy : words.replacedIn(where)
  const links = by.map(newer => {
    const address = origin + pagePath(newer.purpose, language, newer.bulletin)
    return `<a href="${escaped(address)}">${isolated(titleOf(newer, language))}</a>`
  })
  return `${lead} ${links.join(', ')}`
}

/** The text of a bulletin as other readers show it, without a page around it. */
export function fragmentOf(told: PublishedBulletin, language: PageLanguage, { origin }: Site): string {
  const words = PUBLIC_WORDS[language]
  const text = inLanguage(told.texts, language)
  const before = inLanguage(told.before, language)
  if (told.standing === 'takenBack')
    return `<p><strong>${words.takenBackAt} ${point(told.takenBackMs, language)}.</strong> ${words.notValid}</p>${paragraphs(text?.text ?? '')}`
  const newer = newerThan(told, language, origin)
  const said = paragraphs(text?.text ?? '')
  if (told.standing === 'replaced')
    return `<p><strong>${newer}</strong></p><p>${words.oldText}</p><del>${struckParagraphs(text?.text ?? '')}</del>`
  return [
    `<p>${escaped(areaNames(told.provinces, language))}. ${timesOf(told, language)}</p>`,
    newer === '' ? '' : `<p><strong>${newer}</strong></p>`,
    told.correctedMs === null
      ? ''
      : `<p><strong>${words.correctedAt} ${point(told.correctedMs, language)}.</strong></p>`,
    said,
    before === undefined ? '' : `<p>${words.old}</p><del>${struckParagraphs(before.text)}</del>`,
  ].join('')
}

// A bulletin -------------------------------------------------------------------------------------------------------

const CLASSES: Readonly<Record<Priority, string>> = { urgent: 'c u', priority: 'c r', normal: 'c' }

function cardOf(
  told: PublishedBulletin,
  {
    language,
    level,
    isLink,
    in: asked = language,
  }: { readonly language: PageLanguage; readonly level: 'h1' | 'h3'; readonly isLink: boolean; readonly in?: string },
): string {
  const words = PUBLIC_WORDS[language]
  const { bulletin, purpose, standing, priority } = told
  const text = inLanguage(told.texts, asked)
  if (text === undefined) return ''
  const foreign = text.language === language ? '' : ` lang="${text.language}"`
  const isBack = standing === 'takenBack'
  const isReplaced = standing === 'replaced'
  const isStruck = isBack || isReplaced
  const newer = newerThan(told, language)
  const old = inLanguage(told.before, asked)
  const title = (isBack ? old : undefined)?.title ?? text.title
  const address = pagePath(purpose, language, bulletin)
  const heading = isLink ? `<a href="${address}">${isolated(title)}</a>` : isolated(title)
  return [
    `<article class="${standing === 'current' ? CLASSES[priority] : 'c b'}">`,
    purpose === 'exercise' ? `<p class="e">${words.exercise}</p>` : '',
    `<p class="v"><i aria-hidden="true">${isStruck ? '✕' : SHAPES[priority]}</i>${isBack ? words.takenBack : isReplaced ? words.replaced : words[priority]}</p>`,
    `<${level}${foreign}>${isStruck ? `<del>${heading}</del>` : heading}</${level}>`,
    `<p class="q">${escaped(areaNames(told.provinces, language))}${isStruck ? '' : ` · ${timesOf(told, language)}`}</p>`,
    standing === 'over' ? `<p class="k2">${words.over}</p>` : '',
    newer === '' ? '' : `<p class="k2">${newer}</p>`,
    isBack ? `<p class="k2">${words.takenBackAt} ${point(told.takenBackMs, language)}. ${words.notValid}</p>` : '',
    !isBack && told.correctedMs !== null
      ? `<p class="k2">${words.correctedAt} ${point(told.correctedMs, language)}</p>`
      : '',
    isReplaced ? '' : `<div class="x"${foreign}>${paragraphs(text.text)}</div>`,
    isReplaced && !isLink ? struck(words.oldText, text, language) : '',
    (isStruck && isLink) || isReplaced ? '' : struck(words.old, old, language),
    doings(told, { asked: text.language, language, isLink }),
    '</article>',
  ].join('')
}

function struck(label: string, text: PublishedText | undefined, language: PageLanguage): string {
  if (text === undefined) return ''
  const foreign = text.language === language ? '' : ` lang="${text.language}"`
  return `<div class="o"><p>${label}</p><del${foreign}>${struckParagraphs(text.text)}</del></div>`
}

function doings(
  told: PublishedBulletin,
  of: { readonly asked: string; readonly language: PageLanguage; readonly isLink: boolean },
): string {
  const words = PUBLIC_WORDS[of.language]
  const spoken = told.sounds.find(({ language }) => language === of.asked)
  const file = spoken === undefined ? null : fileOf(spoken.sound)
  const others = of.isLink
    ? told.texts
        .filter(({ language }) => language !== of.asked)
        .map(
          ({ language }) =>
            `<a href="${pagePath(told.purpose, of.language, told.bulletin)}#${language}" lang="${language}">${nameOf(language)}</a>`,
        )
    : []
  const all = [
    file === null || spoken === undefined
      ? ''
      : `<a class="p" href="${soundPath(file.sha256)}"><i aria-hidden="true">▶</i>${words.listen} (${lengthOf(spoken.sound, of.language)})</a>`,
    ...others,
  ].join(' ')
  return all.trim() === '' ? '' : `<p class="d">${all}</p>`
}

function lengthOf({ milliseconds }: Sound, language: PageLanguage): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000))
  return PUBLIC_WORDS[language].minutes(Math.floor(seconds / 60), seconds % 60)
}

function timesOf({ from, until }: PublishedBulletin, language: PageLanguage): string {
  const [since, end] = [from, until].map(each => isoInZone(Date.parse(each), TIME_ZONE))
  return `${PUBLIC_WORDS[language].since} ${pointOf(toMinute(since), language)} ${endOf(end, language)}`
}

function point(ms: number | null, language: PageLanguage): string {
  return ms === null ? '' : pointOf(toMinute(isoInZone(ms, TIME_ZONE)), language)
}

/** A page may stand for long without its server: it says as of when it is. */
function asOf(ms: number, language: PageLanguage): string {
  return `${PUBLIC_WORDS[language].asOf} ${point(ms, language)} (${OFFSET}).`
}

/** Of one bulletin: what is taken back or over says since when, and is the same octets from then on. */
function standsSince(told: PublishedBulletin, nowMs: number, language: PageLanguage): string {
  const untilMs = Date.parse(told.until)
  const isSettled = told.standing !== 'current' && (told.takenBackMs !== null || untilMs <= nowMs)
  if (!isSettled) return asOf(nowMs, language)
  const sinceMs = told.takenBackMs ?? Math.max(untilMs, told.changedMs)
  return `${PUBLIC_WORDS[language].unchanged} ${point(sinceMs, language)} (${OFFSET}).`
}

/** Seconds help nobody who reads it. */
function toMinute(instant: string): string {
  return `${instant.slice(0, 16)}:00${instant.slice(19)}`
}

function titles(told: readonly PublishedBulletin[], language: PageLanguage, withDay = false): string {
  const items = told.map(each => {
    const text = inLanguage(each.texts, language)
    const foreign = text?.language === language ? '' : ` lang="${text?.language}"`
    const level = withDay
      ? ''
      : `<i aria-hidden="true">${SHAPES[each.priority]}</i> ${PUBLIC_WORDS[language][each.priority]}: `
    const day = withDay ? ` <span class="q">${point(each.publishedMs, language)}</span>` : ''
    return `<li>${level}<a href="${pagePath(each.purpose, language, each.bulletin)}"${foreign}>${isolated(text?.title ?? '')}</a>${day}</li>`
  })
  return `<ul>${items.join('')}</ul>`
}

// Around it --------------------------------------------------------------------------------------------------------

function subscription(language: PageLanguage): string {
  const words = PUBLIC_WORDS[language]
  const page = pagePath('live', language)
  return `<aside class="s" aria-labelledby="s"><h2 id="s">${words.subscribe}</h2><p>${words.subscribeWhat}</p><p><a class="p" href="${page}/subscribe">${words.subscribeDo}</a></p><p class="f q">${words.feeds} <a href="${page}.atom">Atom</a> <a href="${page}.json">JSON Feed</a> <a href="${capFeedPath('live')}">${words.alerts}</a></p></aside>`
}

function document(of: {
  readonly language: PageLanguage
  readonly site: Site
  readonly purpose: Purpose
  readonly title: string
  readonly body: string
  readonly home: string | null
  readonly path: string
  readonly others: readonly (readonly [PageLanguage, string])[]
  readonly share: { readonly title: string; readonly text: string; readonly picture: string | null } | null
}): string {
  const { language, site, purpose, path, others, share } = of
  const words = PUBLIC_WORDS[language]
  const name = escaped(site.name)
  const other = others.find(([each]) => each !== language)
  const isExercise = purpose === 'exercise'
  const meta = (key: string, value: string) => `<meta property="og:${key}" content="${escaped(value)}">`
  const head = [
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${escaped(of.title)} – ${name}</title>`,
    isExercise ? '<meta name="robots" content="noindex">' : '',
    `<link rel="canonical" href="${escaped(site.origin + path)}">`,
    ...others.map(([each, to]) => `<link rel="alternate" hreflang="${each}" href="${escaped(site.origin + to)}">`),
    isExercise
      ? ''
      : `<link rel="alternate" type="application/atom+xml" href="${feedPath('atom', language)}"><link rel="alternate" type="application/feed+json" href="${feedPath('json', language)}">`,
    share === null ? '' : `<meta name="description" content="${escaped(share.text)}">`,
    meta('title', of.title),
    meta('site_name', site.name),
    meta('type', share === null ? 'website' : 'article'),
    meta('url', site.origin + path),
    ...(share === null ? [] : [meta('description', share.text)]),
    ...(share === null || share.picture === null
      ? []
      : [
          meta('image', site.origin + share.picture),
          meta('image:width', '1200'),
          meta('image:height', '630'),
          meta('image:alt', of.title),
          '<meta name="twitter:card" content="summary_large_image">',
        ]),
    `<style>${STYLE}</style>`,
  ].join('')
  const home = of.home === null ? `<span class="n">${name}</span>` : `<a href="${of.home}">← ${words.all}</a>`
  const link =
    other === undefined
      ? ''
      : `<a class="l" href="${other[1]}" hreflang="${other[0]}" lang="${other[0]}">${words.other}</a>`
  const warning = isExercise ? `<p class="e">${words.exercise}. ${words.exerciseWhat}</p>` : ''
  return `<!doctype html><html lang="${language}"><head>${head}</head><body><a class="loa-skip" href="#m">${words.skip}</a><header class="top"><nav class="w">${link}${home}</nav></header><main class="w" id="m">${warning}${of.body}</main><footer class="w"><p>${name}<br>${words.address} ${escaped(site.origin + path)}</p></footer></body></html>\n`
}

function shortened(text: string): string {
  const line = straight(text).replace(/\s+/g, ' ').trim()
  if (line.length <= SUMMARY_MAX) return line
  return `${line.slice(0, SUMMARY_MAX).replace(/\s+\S*$/, '')}…`
}

/** Its own name for itself: `Tiếng Việt`, `English`, `ខ្មែរ`. */
function nameOf(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
  return escaped(name.charAt(0).toLocaleUpperCase(language) + name.slice(1))
}
