/** All use cases of operators over the authority's house. One process has them once: when nodes were heard is in its memory. */
import { RESTORED } from '../../authority/restored.ts'
import { SYSTEM } from '../../authority/trail.ts'
import type { House } from '../../authority/unit-of-work.ts'
import type { OperatorsHouse } from './house.ts'
import { LastHeard } from './last-heard.ts'
import type { NodeExtension, RoundsAtNodes } from './node-extension.ts'
import { nodeUseCases } from './nodes.ts'
import { operatorUseCases } from './operators.ts'
import type { OperatorsUseCases } from './use-cases.ts'

/** On a store that was restored from a backup, what may go out is held first. */
export async function openOperators(
  authority: House,
  given: { readonly rounds: RoundsAtNodes; readonly others: readonly NodeExtension[] },
): Promise<OperatorsUseCases> {
  const { rounds, others } = given
  const house = { ...authority, heard: new LastHeard(), rounds, extensions: [rounds, ...others] }
  await holdAfterRestore(house)
  return { ...operatorUseCases(house), ...nodeUseCases(house) }
}

/** After a restore our database is older than the nodes: nothing goes out again before people have looked. Each area says what it holds. */
async function holdAfterRestore(house: OperatorsHouse): Promise<void> {
  if ((await house.store.setting(RESTORED)) === null) return
  await house.change(async changing => {
    // Of several servers that start at once the first one holds.
    const restoredAt = await changing.store.setting(RESTORED)
    if (restoredAt === null) return
    const held = await house.rounds.hold(changing)
    for (const each of house.extensions) await each.restored(changing)
    await changing.record(SYSTEM, {
      action: 'authority.restore',
      subject: { kind: 'authority', id: changing.signer.keyId },
      details: { restoredAt, held },
    })
    await changing.store.setSetting(RESTORED, null)
  })
}
