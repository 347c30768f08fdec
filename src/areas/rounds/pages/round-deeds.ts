/** The deeds of one round; each answers with the round, which is kept. What counts at the nodes is signed before it is sent. */
import { canonicalJson } from '../../../base/canonical.ts'
import { ask } from '../../../web/api.ts'
import type { BodyOf, Deeds } from '../../../web/approval/deeds.ts'
import { queries } from '../../../web/session.ts'
import { type AsRead, digestAsRead } from '../../../web/signing/digest.ts'
import { octetsDigest } from '../../../web/signing/octets.ts'
import { type Signed, signed } from '../../../web/signing/signed.ts'
import type { RoundDetail } from '../model.ts'
import { saidOfRound } from '../said.ts'
import { termsOf } from '../terms.ts'
import { keep } from './kept-drafts.ts'
import { roundQuery } from './round-queries.ts'

type Name =
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
  | 'unarchive'
export type RoundBodies = { readonly [Of in Name]: BodyOf<`POST /api/v1/rounds/{id}/${Of}`> }

/** Of the round as it is shown: that is what is signed. */
export type ShownRound = Pick<RoundDetail, 'id' | 'version' | 'digest' | 'content' | 'nextOrder'>

export function roundDeeds(round: ShownRound): Deeds<RoundBodies> {
  const { id } = round
  const { queryKey } = roundQuery(id)
  return {
    shown: queryKey,
    post: async (name, body, once) => {
      // All take a body of their own, which `RoundBodies` has checked, and answer with the round.
      const route = `POST /api/v1/rounds/{id}/${name}` as 'POST /api/v1/rounds/{id}/stop'
      const whole = { ...(body as RoundBodies['stop']), ...(await signatureOf(round, name, once)) }
      const given = { params: { id }, body: whole, once }
      queries.setQueryData(queryKey, await ask(route, given))
      void queries.invalidateQueries({ queryKey: ['rounds'] })
      void queries.invalidateQueries({ queryKey: ['round', id, 'live'] })
    },
  }
}

async function signatureOf(round: ShownRound, name: Name, once: string): Promise<Signed> {
  switch (name) {
    case 'submit':
    case 'approve':
    case 'schedule':
    case 'resume': {
      const read = await asRead(round)
      const sequence = name === 'resume' ? round.nextOrder : null
      const said = saidOfRound({ ...round, digest: read.sha256 }, name, sequence)
      return await signed(said, read, once)
    }
    default:
      return {}
  }
}

/** By the texts that are shown: their octets, and all else that goes out. */
async function asRead(round: ShownRound): Promise<AsRead> {
  const digests = new Map<string, string>()
  for (const { variants } of round.content.messages)
    for (const { text } of variants) digests.set(text, (await octetsDigest(text)) ?? '')
  const terms = termsOf(round.content, text => digests.get(text) ?? '')
  return await digestAsRead(canonicalJson(terms), round.digest, [...digests.keys()])
}

/** Gone with all that was written of it; the browser's own of it too. */
export async function deleteRound({ id, version }: ShownRound): Promise<void> {
  await ask('DELETE /api/v1/rounds/{id}', { params: { id }, query: { version } })
  keep(id, null)
  queries.removeQueries({ queryKey: ['round', id] })
  void queries.invalidateQueries({ queryKey: ['rounds'] })
  void queries.invalidateQueries({ queryKey: ['campaigns'] })
}
