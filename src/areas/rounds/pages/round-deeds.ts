/** The deeds of one round; each answers with the round, which is kept. What counts at the nodes is signed before it is sent. */
import type { Said } from '../../../authority/said.ts'
import { canonicalJson } from '../../../base/canonical.ts'
import { ask } from '../../../web/api.ts'
import { type Deeds, type Signing, type StepBodies, stepDeeds } from '../../../web/approval/deeds.ts'
import { queries } from '../../../web/session.ts'
import { octetsDigest } from '../../../web/signing/octets.ts'
import type { RoundDetail } from '../model.ts'
import { saidOfRound } from '../said.ts'
import { termsOf } from '../terms.ts'
import { keep } from './kept-drafts.ts'
import { roundQuery } from './round-queries.ts'

const AT = '/api/v1/rounds/{id}'
export type RoundBodies = StepBodies<
  typeof AT,
  | 'submit'
  | 'withdraw'
  | 'approve'
  | 'return'
  | 'exercise'
  | 'schedule'
  | 'pause'
  | 'resume'
  | 'stop'
  | 'archive'
  | 'unarchive',
  'signature'
>

/** Of the round as it is shown: that is what is signed. */
export type ShownRound = Pick<RoundDetail, 'id' | 'version' | 'digest' | 'content' | 'nextOrder'>

export function roundDeeds(round: ShownRound): Deeds<RoundBodies> {
  const { id } = round
  const { queryKey } = roundQuery(id)
  return stepDeeds({
    at: AT,
    params: { id },
    shown: queryKey,
    signs: step => {
      if (step === 'resume') return asRead(round, saidOfRound(round, step, round.nextOrder))
      const isSigned = step === 'submit' || step === 'approve' || step === 'schedule'
      return isSigned ? asRead(round, saidOfRound(round, step)) : null
    },
    keep: (answer: RoundDetail) => {
      queries.setQueryData(queryKey, answer)
      void queries.invalidateQueries({ queryKey: ['rounds'] })
      void queries.invalidateQueries({ queryKey: ['round', id, 'live'] })
    },
  })
}

/** By the texts that are shown: their octets, and all else that goes out. */
async function asRead(round: ShownRound, said: Said): Promise<Signing> {
  const digests = new Map<string, string>()
  for (const { variants } of round.content.messages)
    for (const { text } of variants) digests.set(text, (await octetsDigest(text)) ?? '')
  const terms = termsOf(round.content, text => digests.get(text) ?? '')
  return { text: canonicalJson(terms), said, messages: [...digests.keys()] }
}

/** Gone with all that was written of it; the browser's own of it too. */
export async function deleteRound({ id, version }: ShownRound): Promise<void> {
  await ask('DELETE /api/v1/rounds/{id}', { params: { id }, query: { version } })
  keep(id, null)
  queries.removeQueries({ queryKey: ['round', id] })
  void queries.invalidateQueries({ queryKey: ['rounds'] })
  void queries.invalidateQueries({ queryKey: ['campaigns'] })
}
