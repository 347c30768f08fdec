/** All use cases of operators in the authority's unit of work. One process has them once: when nodes were heard is in its memory. */
import { RESTORED } from '../../authority/restored.ts'
import { SYSTEM } from '../../authority/trail.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { LastHeard } from './last-heard.ts'
import type { NodeExtension, RoundsAtNodes } from './node-extension.ts'
import { nodeUseCases } from './nodes.ts'
import { operatorUseCases } from './operators.ts'
import type { OperatorsUseCases } from './use-cases.ts'
import type { OperatorsWork } from './work.ts'

/** On a store that was restored from a backup, what may go out is held first. */
export async function openOperators(
  authority: UnitOfWork,
  given: { readonly rounds: RoundsAtNodes; readonly others: readonly NodeExtension[] },
): Promise<OperatorsUseCases> {
  const { rounds, others } = given
  const work = { ...authority, heard: new LastHeard(), rounds, extensions: [rounds, ...others] }
  await holdAfterRestore(work)
  return { ...operatorUseCases(work), ...nodeUseCases(work) }
}

/** After a restore our database is older than the nodes: nothing goes out again before people have looked. Each area says what it holds. */
async function holdAfterRestore(work: OperatorsWork): Promise<void> {
  if ((await work.store.setting(RESTORED)) === null) return
  await work.transaction(async tx => {
    // Of several servers that start at once the first one holds.
    const restoredAt = await tx.store.setting(RESTORED)
    if (restoredAt === null) return
    const held = await work.rounds.hold(tx)
    for (const each of work.extensions) await each.restored(tx)
    await tx.record(SYSTEM, {
      action: 'authority.restore',
      subject: { kind: 'authority', id: tx.signer.keyId },
      details: { restoredAt, held },
    })
    await tx.store.setSetting(RESTORED, null)
  })
}
