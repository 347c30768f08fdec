/** What is signed of a round, over everything that goes out. Runs in a browser too. */
import type { Said } from '../../authority/said.ts'
import type { RoundDetail } from './model.ts'

/** `sequence`: of the order to resume. */
export function saidOfRound(
  { id, version, digest }: Pick<RoundDetail, 'id' | 'version' | 'digest'>,
  does: Said['does'],
  sequence: number | null = null,
): Said {
  return { does, of: 'round', subject: id, version, sha256: digest, sequence }
}
