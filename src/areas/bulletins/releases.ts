/** The log of releases as channels read it: `channel.ts` says what they are told. */
import type { Reading } from '../../authority/store.ts'
import type { CurrentRelease, InForce, Released, Releases } from './channel.ts'
import { replacingNow } from './replacing.ts'
import { type BulletinReading, bulletinRows, type StandingRelease, type StoredRelease } from './store.ts'
import { instantOf, releaseOf } from './view.ts'

/** In one answer. */
const AFTER_MAX = 1000

export function releasesOf(store: Reading): Releases {
  const rows = bulletinRows(store)
  return {
    standing: async nowMs => (await rows.standing(nowMs, 'sure')).map(standingOf),
    inForce: async nowMs => await inForce(rows, nowMs),
    believed: async nowMs => (await rows.standing(nowMs, 'doubted too')).map(standingOf),
    doubted: async () => new Set(await rows.doubted()),
    after: async (serial, max) => (await rows.releasesAfter(serial, Math.min(max, AFTER_MAX))).map(releasedOf),
    of: async bulletin => (await rows.releasesOf(bulletin)).map(releasedOf),
    file: async sha256 => {
      const found = await rows.sharedFile(sha256)
      return found === null ? null : { type: found.type, octets: Buffer.from(found.octets) }
    },
  }
}

async function inForce(rows: BulletinReading, nowMs: number): Promise<readonly InForce[]> {
  const standing = (await rows.standing(nowMs, 'sure')).map(standingOf)
  if (standing.every(({ content }) => content.matter === undefined)) return standing
  const replacing = await replacingNow(rows, nowMs)
  return standing.flatMap(release => {
    const { isWhole, provinces } = replacing.by(release.content)
    if (isWhole) return []
    return provinces.length === 0 ? [release] : [{ ...release, replacedIn: provinces }]
  })
}

function releasedOf(stored: StoredRelease): Released {
  const { content, approval } = stored
  return { ...releaseOf(stored), content, approval }
}

function standingOf(stored: StandingRelease): CurrentRelease {
  return { ...releasedOf(stored), publishedAt: instantOf(stored.publishedAt) }
}
