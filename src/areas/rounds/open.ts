/**
 * All use cases of rounds over the authority's house. One process has them once: who is connected, the charts' last quarter
 * of an hour and the tokens used lately are in its memory.
 */
import type { House } from '../../authority/unit-of-work.ts'
import { UsedTokens } from '../../directive/used-tokens.ts'
import { campaignUseCases } from './campaigns.ts'
import { directiveUseCases } from './directives.ts'
import type { NodeExtension } from './node-extension.ts'
import { nodeUseCases } from './nodes.ts'
import { operatorUseCases } from './operators.ts'
import { Presence } from './presence.ts'
import { progressUseCases } from './progress-and-returns.ts'
import { holdAfterRestore } from './restored.ts'
import { roundUseCases } from './rounds.ts'
import { Samples } from './samples.ts'
import type { RoundsUseCases } from './use-cases.ts'

/** On a store that was restored from a backup, what may go out is held first: restored.ts. */
export async function openRounds(
  authority: House,
  extensions: readonly NodeExtension[],
): Promise<RoundsUseCases> {
  const house = { ...authority, presence: new Presence(), samples: new Samples(), extensions }
  await holdAfterRestore(house)
  return {
    ...campaignUseCases(house),
    ...roundUseCases(house),
    ...directiveUseCases(house),
    ...operatorUseCases(house),
    ...nodeUseCases(house, new UsedTokens()),
    ...progressUseCases(house),
  }
}
