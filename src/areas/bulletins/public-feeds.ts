/**
 * Bulletins for feed readers: Atom (RFC 4287) and JSON Feed 1.1. An entry is a bulletin and keeps its id for ever; a correction or a
 * withdrawal changes it and is told by its date, so that a reader shows one entry with what counts now. Only what is meant: an
 * exercise cannot be given to it. Pure.
 */

import { createHash } from 'node:crypto'
import { escaped } from '../../authority/for-citizens.ts'
import { isoInZone } from '../../base/wall-time.ts'
import { TIME_ZONE } from '../../country/vn/time-zone.ts'
import {
  capFeedPath,
  feedPath,
  fileOf,
  pagePath,
  type Site,
  SOUND_TYPES,
  soundPath,
} from '../../directive/public-place.ts'
import type { PageLanguage } from '../../directive/public-words.ts'
import { straight } from '../../text/written.ts'
import { areaNames } from './public-areas.ts'
import { fragmentOf, notSaid, titleOf } from './public-html.ts'
import { inLanguage, type PublishedBulletin } from './public-told.ts'
import { PUBLIC_WORDS } from './public-words.ts'

const ENTRIES_MAX = 30

interface FeedOf {
  readonly language: PageLanguage
  readonly site: Site
}

export function atomFeed(told: readonly PublishedBulletin<'live'>[], { language, site }: FeedOf): string {
  const { origin, name } = site
  const own = origin + feedPath('atom', language)
  const home = origin + pagePath('live', language)
  const entries = told.slice(0, ENTRIES_MAX)
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">`,
    `<id>${namedUuid(own)}</id>`,
    `<title>${escaped(`${PUBLIC_WORDS[language].title} – ${straight(name)}`)}</title>`,
    `<updated>${instantOf(changedMs(entries))}</updated>`,
    `<author><name>${escaped(straight(name))}</name></author>`,
    `<link rel="self" type="application/atom+xml" href="${escaped(own)}"/>`,
    `<link rel="alternate" type="text/html" href="${escaped(home)}"/>`,
    `<link rel="related" type="application/atom+xml" title="CAP" href="${escaped(origin + capFeedPath('live'))}"/>`,
    ...entries.map(each => atomEntry(each, { language, site })),
    '</feed>\n',
  ].join('\n')
}

function atomEntry(told: PublishedBulletin<'live'>, { language, site }: FeedOf): string {
  const text = inLanguage(told.texts, language)
  const sound = soundOf(told, language)
  return [
    `<entry${text === undefined || text.language === language ? '' : ` xml:lang="${text.language}"`}>`,
    `<id>urn:uuid:${told.bulletin}</id>`,
    `<title>${escaped(titleOf(told, language))}</title>`,
    `<published>${instantOf(told.publishedMs)}</published>`,
    `<updated>${instantOf(told.changedMs)}</updated>`,
    `<link rel="alternate" type="text/html" href="${escaped(site.origin + pagePath('live', language, told.bulletin))}"/>`,
    sound === null
      ? ''
      : `<link rel="enclosure" type="${SOUND_TYPES[sound.form]}" length="${sound.octets}" href="${escaped(site.origin + soundPath(sound.sha256))}"/>`,
    `<category term="${told.priority}" label="${PUBLIC_WORDS[language][told.priority]}"/>`,
    `<content type="html">${escaped(cleaned(fragmentOf(told, language, site)))}</content>`,
    '</entry>',
  ]
    .filter(line => line !== '')
    .join('\n')
}

export function jsonFeed(told: readonly PublishedBulletin<'live'>[], { language, site }: FeedOf): string {
  const { origin, name } = site
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: `${PUBLIC_WORDS[language].title} – ${straight(name)}`,
    home_page_url: origin + pagePath('live', language),
    feed_url: origin + feedPath('json', language),
    language,
    authors: [{ name: straight(name), url: origin + pagePath('live', language) }],
    items: told.slice(0, ENTRIES_MAX).map(each => jsonItem(each, { language, site })),
  }
  return `${JSON.stringify(feed)}\n`
}

function jsonItem(told: PublishedBulletin<'live'>, { language, site }: FeedOf): object {
  const words = PUBLIC_WORDS[language]
  const text = inLanguage(told.texts, language)
  const spoken = inLanguage(told.sounds, text?.language ?? language)
  const sound = soundOf(told, language)
  return {
    id: `urn:uuid:${told.bulletin}`,
    url: site.origin + pagePath('live', language, told.bulletin),
    title: titleOf(told, language),
    content_html: cleaned(fragmentOf(told, language, site)),
    content_text: `${notSaid(told, language)}${straight(text?.text ?? '')}`,
    date_published: instantOf(told.publishedMs),
    date_modified: instantOf(told.changedMs),
    language: text?.language ?? language,
    tags: [words[told.priority], areaNames(told.provinces, language)],
    ...(sound !== null &&
      spoken !== undefined && {
        attachments: [
          {
            url: site.origin + soundPath(sound.sha256),
            mime_type: SOUND_TYPES[sound.form],
            size_in_bytes: sound.octets,
            duration_in_seconds: Math.round(spoken.sound.milliseconds / 1000),
          },
        ],
      }),
  }
}

function soundOf(told: PublishedBulletin, language: PageLanguage) {
  const asked = inLanguage(told.texts, language)?.language
  const spoken = told.sounds.find(each => each.language === asked)
  return spoken === undefined ? null : fileOf(spoken.sound)
}

/** XML has no place for what turns or controls; the page itself keeps each in a direction of its own. */
const cleaned = (html: string) => straight(html)

/** `2026-02-03T07:00:00+07:00` */
export function instantOf(ms: number): string {
  return isoInZone(ms, TIME_ZONE)
}

/** Of an empty feed: an instant at which nothing had been said yet. */
export function changedMs(told: readonly { readonly changedMs: number }[]): number {
  return Math.max(0, ...told.map(each => each.changedMs))
}

/** RFC 9562, 5.5: the same name has the same UUID for ever. */
export function namedUuid(name: string): string {
  const space = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex')
  const octets = createHash('sha1').update(space).update(name).digest().subarray(0, 16)
  octets[6] = (octets[6] & 0x0f) | 0x50
  octets[8] = (octets[8] & 0x3f) | 0x80
  const hex = octets.toString('hex')
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')}`
}
