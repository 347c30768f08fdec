/** Rounds of a town, and what is waited for while they go. */

import type { DirectiveSummary, RoundContent, RoundDetail, RoundLive } from '../../src/areas/rounds/model.ts'
import { approveRound, writeRound } from '../../town/deeds.ts'
import { contentOf } from '../../town/story.ts'
import { untilThere } from '../../town/waiting.ts'
import type { Town } from './town.ts'

/** A round of the demo in which nothing is out of the ordinary. */
const PLAIN_ROUND = 5
const RETURNED_MS = 120_000

export interface Written {
  readonly text?: string
  readonly sending?: Partial<RoundContent['sending']>
}

/** To all operators of the town; approved by another than who wrote it. */
export async function approvedRound(town: Town, { text, sending }: Written = {}): Promise<RoundDetail> {
  const content = contentOf(PLAIN_ROUND, town.operators, text)
  const draft = await writeRound(town.signed, { ...content, sending: { ...content.sending, ...sending } })
  return await approveRound(town.signed, draft)
}

export async function live(town: Town, id: string): Promise<RoundLive> {
  return await town.client('auditor').get<RoundLive>(`/api/v1/rounds/${id}/live`)
}

/** By the centres: at each of them so much has come since these counts. */
export async function untilSubmitted(town: Town, submits: number, since: ReadonlyMap<string, number>): Promise<void> {
  await untilThere('what the centres wait for', async () => {
    const counts = await submitsOf(town)
    const isThere = ([id, count]: [string, number]) => count - (since.get(id) ?? 0) >= submits
    return [...counts].every(isThere) ? true : null
  })
}

/** What each operator's centre has received so far. */
export async function submitsOf(town: Town): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  for (const operator of town.operators) {
    const { submits } = await town.host.centre(operator).count()
    counts.set(operator.id, submits)
  }
  return counts
}

/** Every operator's directive once all have been returned, or refused. */
export async function untilReturned(town: Town, id: string): Promise<readonly DirectiveSummary[]> {
  return await untilThere(
    'the returns',
    async () => {
      await town.host.assertRunning(town.operators)
      const { directives } = await live(town, id)
      const isOver = ({ returnedAt, state }: DirectiveSummary) => returnedAt !== null || state === 'refused'
      return directives.length === town.operators.length && directives.every(isOver) ? directives : null
    },
    RETURNED_MS,
  )
}
