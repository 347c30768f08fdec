/** What is signed of a list of what is free. Runs in a browser too. */
import type { Said } from '../../authority/said.ts'
import type { FreeDraft } from './model.ts'

/** There is one list, in versions. */
export const THE_LIST = 'free-list'

export function saidOfList({ version, digest }: Pick<FreeDraft, 'version' | 'digest'>, does: Said['does']): Said {
  return { does, of: 'free-list', subject: THE_LIST, version, sha256: digest, sequence: null }
}
