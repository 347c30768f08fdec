/**
 * What the media of one room are told: who is heard, what is shown, who interprets, who listens to whom. Told when it is another
 * than before, who is heard first. Decides nothing.
 */
import type { MediaServer, Recorded } from '../../../media/server.ts'
import type { Situation } from './rules.ts'
import * as rules from './rules.ts'

interface MediaRouting {
  readonly heard: readonly string[]
  readonly shows: { readonly thumbnails: readonly string[]; readonly screen: string | null }
  /** By language, the site that interprets into it. */
  readonly interpreters: ReadonlyMap<string, string>
  /** By site, the language that it listens to. */
  readonly listens: ReadonlyMap<string, string>
}

const NOTHING: MediaRouting = {
  heard: [],
  shows: { thumbnails: [], screen: null },
  interpreters: new Map(),
  listens: new Map(),
}

export class HallMedia {
  readonly #media: MediaServer
  readonly #room: string
  readonly #recordTo: string
  #told = NOTHING
  #is: 'closed' | 'open' | 'recorded' = 'closed'

  /** `recordTo`: a folder of its own, where what is heard is recorded if it is to be. */
  constructor(media: MediaServer, of: { readonly room: string; readonly recordTo: string }) {
    this.#media = media
    this.#room = of.room
    this.#recordTo = of.recordTo
  }

  tell(situation: Situation, isConnected: (site: string) => boolean): void {
    this.#open(situation)
    const [before, now] = [this.#told, toldBy(situation, isConnected)]
    this.#told = now
    const [media, room] = [this.#media, this.#room]
    if (!isSame(before.heard, now.heard)) media.heard(room, now.heard)
    if (!isSame(before.shows, now.shows)) media.shows(room, now.shows)
    if (!isSame([...before.interpreters], [...now.interpreters])) media.interpreters(room, now.interpreters)
    for (const site of new Set([...before.listens.keys(), ...now.listens.keys()])) {
      const language = now.listens.get(site) ?? null
      if (language !== (before.listens.get(site) ?? null)) media.listens(room, site, language)
    }
  }

  /** Again when it begins: from then on it is recorded. Whoever is connected stays so. */
  #open({ facts, course }: Situation): void {
    const is = rules.isOpen(course) && facts.briefing.content.isRecorded ? 'recorded' : 'open'
    if (this.#is === is) return
    this.#is = is
    const recordTo = is === 'recorded' ? this.#recordTo : null
    this.#media.open(this.#room, { recordTo, isEcho: false })
  }

  remove(site: string): void {
    this.#media.remove(this.#room, site)
  }

  /** Nobody is heard from now on. Null: it is closed already. */
  close(): Promise<readonly Recorded[]> | null {
    if (this.#is === 'closed') return null
    this.#is = 'closed'
    this.#told = NOTHING
    this.#media.heard(this.#room, [])
    return this.#media.close(this.#room)
  }
}

function toldBy(situation: Situation, isConnected: (site: string) => boolean): MediaRouting {
  const { course, facts } = situation
  return {
    heard: rules.heardIn(situation),
    shows: { thumbnails: rules.thumbnailsIn(situation, isConnected), screen: course.screen },
    interpreters: rules.isOpen(course) ? rules.interpretersOf(facts) : new Map(),
    listens: course.listens,
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
