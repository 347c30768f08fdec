/** What people sign of a bulletin when they submit and approve it. Runs in a browser too. */
import type { Said } from '../../authority/said.ts'
import { saidOfBulletin } from '../../directive/bulletin.ts'

export function saidOf(
  {
    id,
    version,
    sha256,
  }: { readonly id: string; readonly version: number; readonly sha256: string },
  does: 'submit' | 'approve',
): Said {
  return { does, ...saidOfBulletin({ bulletin: id, version }, sha256), sequence: null }
}
