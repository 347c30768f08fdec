/** Which files a draft or a content names. Pure. */
import type { Sound } from '../../directive/bulletin.ts'
import type { BulletinDraft } from './model.ts'

export function soundsOf({
  renditions,
  correction,
}: Pick<BulletinDraft, 'renditions' | 'correction'>): readonly Sound[] {
  return [
    ...renditions.loudspeakers.map(({ sound }) => sound),
    renditions.ring?.sound ?? null,
    ...correction.loudspeakers.map(({ sound }) => sound),
  ].filter(sound => sound !== null)
}

export function filesOf(of: Pick<BulletinDraft, 'renditions' | 'correction'>): readonly string[] {
  return soundsOf(of).flatMap(({ files }) => files.map(({ sha256 }) => sha256))
}
