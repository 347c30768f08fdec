/**
 * All use cases of rounds over the authority's house. One process has them once: the charts' last quarter of an hour and when nodes
 * were heard are in its memory.
 */
import type { Wholes } from '../../authority/elsewhere.ts'
import type { House } from '../../authority/unit-of-work.ts'
import { campaignUseCases } from './campaigns.ts'
import { directiveUseCases } from './directives.ts'
import { LastHeard } from './last-heard.ts'
import { conditionUseCases } from './node-conditions.ts'
import type { NodeExtension } from './node-extension.ts'
import { nodeUseCases } from './nodes.ts'
import { operatorUseCases } from './operators.ts'
import { roundsOverview } from './overview.ts'
import { progressUseCases } from './progress-and-returns.ts'
import { holdAfterRestore } from './restored.ts'
import { roundsWholes } from './retold.ts'
import { roundUseCases } from './rounds.ts'
import { Samples } from './samples.ts'
import type { RoundsUseCases } from './use-cases.ts'

/** On a store that was restored from a backup, what may go out is held first: restored.ts. */
export async function openRounds(
  authority: House,
  extensions: readonly NodeExtension[],
): Promise<RoundsUseCases & { readonly retold: Wholes }> {
  const house = { ...authority, heard: new LastHeard(), samples: new Samples(), extensions }
  await holdAfterRestore(house)
  return {
    retold: roundsWholes(house),
    overview: roundsOverview(house),
    ...campaignUseCases(house),
    ...roundUseCases(house),
    ...directiveUseCases(house),
    ...operatorUseCases(house),
    ...nodeUseCases(house),
    ...progressUseCases(house),
    ...conditionUseCases(house),
  }
}
