/** Rounds as bulletins ask for them: the draft of a round for what a release says in short messages, and what became of it. */

import type { SmsRounds } from '../areas/bulletins/sms-drafts.ts'
import { operatorRows } from '../areas/operators/store.ts'
import { createCampaign } from '../areas/rounds/campaigns.ts'
import type { RoundContent } from '../areas/rounds/model.ts'
import { PLAIN_CONTENT } from '../areas/rounds/plain-content.ts'
import { isGivenUp } from '../areas/rounds/round-states.ts'
import { know } from '../areas/rounds/round-view.ts'
import { createRound } from '../areas/rounds/rounds.ts'
import { roundRows, type StoredRound } from '../areas/rounds/store.ts'
import { takeBackRound } from '../areas/rounds/take-back.ts'
import type { RoundsUseCases } from '../areas/rounds/use-cases.ts'
import type { Transaction } from '../authority/unit-of-work.ts'
import { TIME_ZONE } from '../country/vn/time-zone.ts'
import type { HelloBody, Purpose } from '../directive/documents.ts'
import { instantName } from '../report/months.ts'

const TITLE_MAX = 200
/** Of one name and one minute. */
const ALIKE_MAX = 100

export function smsRounds(rounds: Pick<RoundsUseCases, 'live'>): SmsRounds {
  return {
    draft: async (tx, by, { title, purpose, variants, provinces, window, campaign: known, of }) => {
      const from = window.from ?? new Date(tx.now).toISOString()
      const named = async () => ({ title: await ownTitle(tx, of, from), note: '' })
      const campaign = known ?? (await createCampaign(tx, by, await named())).id
      const operators = (await operatorRows(tx.store).operators())
        .filter(({ state, hello }) => state === 'enrolled' && canTake(purpose, hello))
        .map(({ id }) => id)
      const content: RoundContent = {
        ...PLAIN_CONTENT,
        title,
        messages: [{ variants: variants.map(variant => ({ ...variant })) }],
        operators,
        audience: { provinces, excludes: [] },
        window: { ...PLAIN_CONTENT.window, notBefore: window.from, notAfter: window.until },
        ...(purpose === 'exercise' ? { purpose } : {}),
      }
      const { id: round } = await createRound(tx, by, campaign, content)
      return { campaign, round }
    },
    takeBack: takeBackRound,
    outcome: async (store, id, wanted) => {
      const { round, content } = await know(store, id)
      const { round: summary, purpose, sum, heardAt, at } = await rounds.live(id)
      const isSent = purpose === wanted && sum.turns.audience > 0
      return {
        subscribers: summary.subscribers,
        turns: isSent ? sum.turns : null,
        isOver: hasEnded(round) || (!isSent && isPast(content, Date.parse(at))),
        at: Date.parse(heardAt ?? at),
      }
    },
  }
}

function hasEnded(round: StoredRound): boolean {
  const { state, archivedAt } = round
  return state === 'finished' || state === 'stopped' || archivedAt !== null || isGivenUp(round)
}

/** That ends what was never sent; what was sent is ended by its operators. */
function isPast({ window: { notAfter } }: RoundContent, now: number): boolean {
  return notAfter !== null && Date.parse(notAfter) <= now
}

/** What it is of and when; where there is one of that name already, which it is: no two are called alike. */
async function ownTitle({ store }: Transaction, of: string, from: string): Promise<string> {
  const at = ` – ${instantName(from, TIME_ZONE).vi}`
  for (let n = 1; ; n += 1) {
    const end = n === 1 ? at : `${at} (${n})`
    const named = `${of.slice(0, TITLE_MAX - end.length)}${end}`
    const alike = await roundRows(store).campaigns({ cursor: null, limit: ALIKE_MAX, search: named, directedTo: null })
    if (n > ALIKE_MAX || alike.items.every(each => each.title !== named)) return named
  }
}

/** An exercise is for those that have named test numbers for it. */
function canTake(purpose: Purpose, hello: HelloBody | null): boolean {
  return purpose === 'live' || (hello?.exercise ?? null) !== null
}
