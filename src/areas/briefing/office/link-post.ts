/**
 * Posts links: to each site that has an address a letter of its own, a few at a time. Whoever waits for the links is not kept waiting
 * by a mail server that is away.
 */
import type { Mailer } from '../../../authority/mailer.ts'
import { TIME_ZONE } from '../instructions/view.ts'
import type { StoredBriefing, StoredSite } from '../store.ts'
import { linkLetter } from './link-letter.ts'

/** A link, told once. */
export interface Issued {
  readonly briefing: StoredBriefing
  readonly site: StoredSite
  readonly url: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

const LETTERS_AT_ONCE = 4

export function isAddressed({ site }: Pick<Issued, 'site'>): boolean {
  return site.content.responsible.mail !== null
}

/** Those that the mail server has taken. */
export async function posted(
  mailer: Mailer,
  issued: readonly Issued[],
): Promise<ReadonlySet<Issued>> {
  const taken = new Set<Issued>()
  const wanted = issued.filter(isAddressed)
  for (let at = 0; at < wanted.length; at += LETTERS_AT_ONCE) {
    const some = wanted.slice(at, at + LETTERS_AT_ONCE)
    const reached = await Promise.all(some.map(async link => await isTaken(mailer, link)))
    if (!reached.includes(true)) break
    for (const [index, link] of some.entries()) if (reached[index]) taken.add(link)
  }
  return taken
}

async function isTaken(mailer: Mailer, link: Issued): Promise<boolean> {
  const { name, responsible } = link.site.content
  if (responsible.mail === null) return false
  const letter = linkLetter({
    ...{ to: responsible.mail, site: name, briefing: link.briefing.content },
    ...{ url: link.url, expiresAt: link.expiresAt, timeZone: TIME_ZONE },
  })
  return (await mailer.send(letter)).reached > 0
}
