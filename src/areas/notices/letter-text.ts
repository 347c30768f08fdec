/**
 * A letter or a push: how many of what stand, what each is called, who did it and when, and where one decides. No content of anything
 * and no reason stands in it: mail and push are read on other people's machines. Pure.
 */
import { dayOf } from '../../authority/for-citizens.ts'
import type { Language } from '../../base/failure.ts'
import { clockTime, wallDate } from '../../base/wall-time.ts'
import { oneLine } from '../../channels/harmless.ts'
import { type Content, TITLE_MAX } from '../../channels/provider.ts'
import { TIME_ZONE } from '../../country/vn/time-zone.ts'
import { LEFT_WORDS, LETTER_WORDS } from './letter-words.ts'
import { CONFIRM_WITHIN_MS, NAMED_IN_PUSH_MAX, NAMED_MAX, PUSH_LIFE_MS } from './limits.ts'
import type { NoticeWay, ThingStands } from './model.ts'
import type { Thing } from './store.ts'

export interface Site {
  readonly name: string
  /** `https://host`, where the console is. */
  readonly origin: string
}

/** What kinds of things are called, by the trail's words. */
export type KindNames = Readonly<Record<string, Readonly<Record<Language, string>> | undefined>>

const ORDER = ['waits', 'left', 'sentBack', 'proposed', 'away', 'back'] as const satisfies readonly ThingStands[]
const NAME_MAX = 80

/** `things`: at least one. */
export function noticeOf(
  things: readonly Thing[],
  of: { readonly way: NoticeWay; readonly language: Language; readonly site: Site; readonly kinds: KindNames },
): Content {
  const { way, language, site, kinds } = of
  const words = LETTER_WORDS[language]
  const isUrgent = things.some(each => each.isUrgent)
  const counts = ORDER.flatMap(stands => {
    const count = things.filter(each => each.stands === stands).length
    return count === 0 ? [] : [words.counts[stands](count)]
  })
  // What is urgent first, then what has stood for longest.
  const named = things
    .toSorted((a, b) => Number(b.isUrgent) - Number(a.isUrgent) || a.serial - b.serial)
    .slice(0, way === 'mail' ? NAMED_MAX : NAMED_IN_PUSH_MAX)
  const lines = named.map(thing => {
    const kind = kinds[thing.subject.kind]?.[language]
    const line = [kind, lineOf(thing, language)].filter(part => part !== undefined).join(' – ')
    const marked = thing.isUrgent ? `${words.urgent}: ${line}` : line
    return way === 'mail' && things.length > 1 ? `${marked}\n${site.origin}${thing.page}` : marked
  })
  const rest = things.length - named.length
  const title = `${oneLine(site.name)}: ${counts.join('; ')}`
  return {
    title: cut(isUrgent ? `${words.urgent}! ${title}` : title, TITLE_MAX),
    text: [
      ...lines,
      ...(rest > 0 ? [words.more(rest)] : []),
      ...(way === 'mail' ? [`${words.choose}: ${site.origin}/account`] : []),
    ].join(way === 'mail' ? '\n\n' : '\n'),
    language,
    link: site.origin + (things.length === 1 ? things[0].page : '/'),
    linkSays: words.open,
    unsubscribe: null,
    isUrgent,
    lifeSeconds: PUSH_LIFE_MS[isUrgent ? 'urgent' : 'usual'] / 1000,
  }
}

/** Says nothing that whoever asked has written. `link`: of the page Account, behind its `#`. */
export function confirmationOf(language: Language, site: Site, link: string): Content {
  const words = LETTER_WORDS[language]
  const name = oneLine(site.name)
  return {
    title: cut(words.confirmTitle(name), TITLE_MAX),
    text: words.confirm(name),
    language,
    link: `${site.origin}/account#notices=${link}`,
    linkSays: words.open,
    unsubscribe: null,
    isUrgent: false,
    lifeSeconds: CONFIRM_WITHIN_MS / 1000,
  }
}

function lineOf({ stands, by: given, at, since, does, dueAt }: Thing, language: Language): string {
  const words = LETTER_WORDS[language].lines
  const by = cut(oneLine(given), NAME_MAX)
  const point = (ms: number) => pointOf(ms, language)
  switch (stands) {
    case 'away':
      return words.away(by, point(since ?? at))
    case 'back':
      return words.back(by, point(at), point(since ?? at))
    case 'left': {
      const is = does === null ? '' : LEFT_WORDS[does][language]
      return dueAt === null ? is : words.left(is, point(dueAt))
    }
    case 'rest':
      return ''
    default:
      return words[stands](by, point(at))
  }
}

/** `09:41 ngày 03/02/2026`, `09:41 on 3 February 2026`. */
function pointOf(at: number, language: Language): string {
  const day = dayOf(wallDate(at, TIME_ZONE), language)
  return `${clockTime(at, TIME_ZONE)} ${language === 'vi' ? 'ngày' : 'on'} ${day}`
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`
}
