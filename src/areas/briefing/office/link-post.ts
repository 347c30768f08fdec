/**
 * Posts links, and what becomes of the invitation: to each site that has an address a letter of its own, a few at a time. Whoever
 * waits for the links is not kept waiting by a mail server that is away.
 */
import type { Letter, Mailer } from '../../../authority/mailer.ts'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import type { StoredBriefing, StoredSite } from '../store.ts'
import { changeLetter, type InvitationChange, linkLetter } from './link-letter.ts'
import type { Office } from './office.ts'

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
  writtenAt: number,
): Promise<ReadonlySet<Issued>> {
  const { from } = mailer
  const letters = issued.flatMap(link => {
    const { site, briefing, url, expiresAt } = link
    const { name, responsible } = site.content
    if (responsible.mail === null) return []
    const letter = linkLetter({
      to: responsible.mail,
      site: { id: site.id, name },
      briefing,
      url,
      expiresAt,
      from,
      writtenAt,
      timeZone: TIME_ZONE,
    })
    return [{ of: link, letter }]
  })
  return await takenBy(mailer, letters)
}

/** To each of the sites that has an address: they were sent a link, or told one. Nobody waits for it. */
export function postChange(
  { mailer, origin }: Pick<Office, 'mailer' | 'origin'>,
  sites: readonly StoredSite[],
  of: { change: InvitationChange; briefing: StoredBriefing; writtenAt: number },
): void {
  if (mailer === null) return
  const letters = sites.flatMap(({ id, content: { name, responsible } }) =>
    responsible.mail === null
      ? []
      : {
          of: id,
          letter: changeLetter({
            ...of,
            to: responsible.mail,
            site: { id, name },
            from: mailer.from,
            origin,
            timeZone: TIME_ZONE,
          }),
        },
  )
  takenBy(mailer, letters).catch(() => undefined)
}

async function takenBy<Of>(
  mailer: Mailer,
  letters: readonly { readonly of: Of; readonly letter: Letter }[],
): Promise<ReadonlySet<Of>> {
  const taken = new Set<Of>()
  for (let at = 0; at < letters.length; at += LETTERS_AT_ONCE) {
    const some = letters.slice(at, at + LETTERS_AT_ONCE)
    const reached = await Promise.all(some.map(async ({ letter }) => (await mailer.send(letter)).reached > 0))
    if (!reached.includes(true)) break
    for (const [index, { of }] of some.entries()) if (reached[index]) taken.add(of)
  }
  return taken
}
