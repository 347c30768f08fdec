/** What administrators do with rosters: prepare the next one, sign it. Each answers with the rosters, which are kept. */

import { rosterBody } from '../../../directive/roster.ts'
import { rosterStatement, type Statement } from '../../../directive/statement.ts'
import { ask } from '../../../web/api.ts'
import { type Deed, orShownAnew, useDeed } from '../../../web/parts/deed.ts'
import { queries } from '../../../web/session.ts'
import { digestAsRead } from '../../../web/signing/digest.ts'
import { rosterQuery } from '../../../web/signing/roster-query.ts'
import { signed } from '../../../web/signing/signed.ts'
import type { RosterDraftView, SignersView, TrustedKey } from '../model.ts'

export function usePrepare(): Deed<void> {
  return useDeed(async (_, once) => {
    take(await orShown(ask('POST /api/v1/roster/draft', { body: {}, once })))
  })
}

/** `trusted`: one's keys by the first roster itself. */
export function useSign(trusted: readonly TrustedKey[] | undefined): Deed<RosterDraftView> {
  return useDeed(async (draft, once) => {
    const read = await digestAsRead(draft.text, draft.sha256)
    const { number, names } = rosterBody.parse(JSON.parse(draft.text))
    const said = rosterSaid({ number, sha256: read.sha256, authority: names?.authority })
    const { signature: given } = await signed(said, read, once, trusted)
    if (given === undefined) throw new Error('a roster is always signed')
    const body = { sha256: draft.sha256, ...given }
    take(await orShown(ask('POST /api/v1/roster/signatures', { body, once })))
  })
}

async function orShown<Answer>(asked: Promise<Answer>): Promise<Answer> {
  return await orShownAnew(rosterQuery.queryKey, asked)
}

function take(view: SignersView): void {
  queries.setQueryData(rosterQuery.queryKey, view)
  void queries.invalidateQueries({ queryKey: ['signing'] })
}

/** What an administrator says by signing a roster, but for when. Runs in a browser too. */
function rosterSaid(roster: Parameters<typeof rosterStatement>[0]): Omit<Statement, 'at'> {
  const { at: _, ...said } = rosterStatement(roster, '')
  return said
}
