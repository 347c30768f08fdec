/** Which bulletins have made way for newer ones of their matter, or would, by the log as it is kept. Reads only. */
import { type BulletinContent, type Priority, WINDOW_DAYS_MAX } from '../../directive/bulletin.ts'
import type { ChannelName } from './model.ts'
import { spokenOf } from './public-told.ts'
import { type OfMatter, type Replaced, replacedBy } from './replaced.ts'
import type { BulletinReading } from './store.ts'

/** What is over may have taken the place of what is not: neither is longer than this. */
const REPLACING_MS = 2 * Math.max(...Object.values(WINDOW_DAYS_MAX)) * 86_400_000

type Of = Pick<BulletinContent, 'bulletin' | 'purpose' | 'matter'> & {
  readonly provinces: BulletinContent['provinces']
}

interface Titled extends OfMatter {
  readonly title: string
  readonly priority: Priority
  readonly channels: readonly ChannelName[]
  readonly isInForce: boolean
}

export interface Replacing {
  /** Those that others have taken the place of everywhere. */
  readonly wholly: ReadonlySet<string>
  /** By which others its place was taken. */
  by(of: Of): Replaced<Titled>
  /** In whose place it stands, or would once it is released: whole or in part, of what is in force. */
  of(of: Of): readonly Titled[]
}

export async function replacingNow(
  rows: Pick<BulletinReading, 'releasesOfMatters'>,
  nowMs: number,
): Promise<Replacing> {
  const all = await rows.releasesOfMatters(nowMs - REPLACING_MS)
  const told = [...Map.groupBy(all, ({ bulletin }) => bulletin).values()].flatMap((releases): Titled[] => {
    const dated = releases.map(each => ({ ...each, at: new Date(each.at).toISOString() }))
    const spoken = spokenOf(dated, nowMs)
    const last = spoken.at(-1)?.release
    if (last === undefined) return []
    const { kind, channels, content } = last
    const { priority, window, renditions } = content
    const isInForce = kind !== 'cancel' && Date.parse(window.until) > nowMs
    const { title } = renditions.page[0]
    const own = { title, priority, channels, isInForce }
    return [{ ...ofMatter(content, spoken[0].atMs), ...own }]
  })
  const own = (of: Of) => told.find(({ bulletin }) => bulletin === of.bulletin) ?? ofMatter(of, nowMs)
  return {
    wholly: new Set(told.filter(each => replacedBy(each, told).isWhole).map(({ bulletin }) => bulletin)),
    by: of => replacedBy(own(of), told),
    of: of => {
      const newer = ofMatter(of, nowMs)
      return told.filter(
        each => each.isInForce && each.bulletin !== of.bulletin && replacedBy(each, [newer]).by.length > 0,
      )
    },
  }
}

function ofMatter({ bulletin, purpose, provinces, matter }: Of, publishedMs: number): OfMatter {
  return { bulletin, purpose, provinces, matter: matter ?? null, publishedMs }
}
