/**
 * Alerts that count, as an Atom feed whose entries lead to the signed files: each message is an entry of its own, as agencies that
 * gather alerts expect, and only the newest of a bulletin is told. What is an exercise has a feed of its own. Pure.
 */

import { escaped } from '../../authority/for-citizens.ts'
import type { Purpose } from '../../directive/documents.ts'
import { alertPath, capFeedPath, pagePath, type Site } from '../../directive/public-place.ts'
import { straight } from '../../text/written.ts'
import type { SentAlert } from './cap-alerts.ts'
import { areaNames } from './public-areas.ts'
import { instantOf, namedUuid } from './public-feeds.ts'
import { titleOf } from './public-html.ts'
import type { PublishedBulletin } from './public-told.ts'
import { PUBLIC_WORDS } from './public-words.ts'

export const CAP_TYPE = 'application/cap+xml'

export interface PublishedAlert<Of extends Purpose> {
  readonly told: PublishedBulletin<Of>
  readonly alert: SentAlert
}

/** `alerts`: the newest first. */
export function capFeed<Of extends Purpose>(
  alerts: readonly PublishedAlert<Of>[],
  { purpose, site }: { readonly purpose: Of; readonly site: Site },
): string {
  const own = site.origin + capFeedPath(purpose)
  const words = PUBLIC_WORDS.vi
  const title = `${purpose === 'exercise' ? `${words.exercise}: ` : ''}CAP – ${straight(site.name)}`
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
    `<id>${namedUuid(own)}</id>`,
    `<title>${escaped(title)}</title>`,
    `<updated>${instantOf(Math.max(0, ...alerts.map(({ alert }) => alert.sentMs)))}</updated>`,
    `<author><name>${escaped(straight(site.name))}</name></author>`,
    `<link rel="self" type="application/atom+xml" href="${escaped(own)}"/>`,
    `<link rel="alternate" type="text/html" href="${escaped(site.origin + pagePath(purpose, 'vi'))}"/>`,
    ...alerts.map(each => entryOf(each, site)),
    '</feed>\n',
  ].join('\n')
}

function entryOf<Of extends Purpose>({ told, alert }: PublishedAlert<Of>, { origin }: Site): string {
  const sent = instantOf(alert.sentMs)
  const { purpose, bulletin } = told
  return [
    '<entry>',
    `<id>${namedUuid(alert.identifier)}</id>`,
    `<title>${escaped(titleOf(told, 'vi'))}</title>`,
    `<published>${sent}</published>`,
    `<updated>${sent}</updated>`,
    `<link rel="alternate" type="${CAP_TYPE}" href="${escaped(origin + alertPath(purpose, alert.identifier))}"/>`,
    `<link rel="related" type="text/html" href="${escaped(origin + pagePath(purpose, 'vi', bulletin))}"/>`,
    `<summary>${escaped(areaNames(told.provinces, 'vi'))}</summary>`,
    '</entry>',
  ].join('\n')
}
