/** What people sign of a bulletin when they submit and approve it. Runs in a browser too. */
import type { Said } from '../../authority/said.ts'
import { saidOfBulletin } from '../../directive/bulletin.ts'

/** `doubts`: what of it contradicts itself (doubts.ts); whoever signs says that they have looked at each. */
export function saidOf(
  {
    id,
    version,
    sha256,
    doubts = [],
  }: { readonly id: string; readonly version: number; readonly sha256: string; readonly doubts?: readonly string[] },
  does: 'submit' | 'approve',
): Said {
  return {
    does,
    ...saidOfBulletin({ bulletin: id, version }, sha256),
    sequence: null,
    ...(doubts.length === 0 ? {} : { doubts: [...doubts] }),
  }
}
