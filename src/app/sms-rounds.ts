/** Rounds as bulletins ask for them: the draft of a round for what a release says in short messages, and what became of it. */
import type { SmsRounds } from '../areas/bulletins/sms-drafts.ts'
import { TIME_ZONE } from '../areas/months/heading.ts'
import { createCampaign } from '../areas/rounds/campaigns.ts'
import type { RoundContent } from '../areas/rounds/model.ts'
import { PLAIN_CONTENT } from '../areas/rounds/plain-content.ts'
import { createRound } from '../areas/rounds/rounds.ts'
import { roundRows } from '../areas/rounds/store.ts'
import { takeBackRound } from '../areas/rounds/take-back.ts'
import type { RoundsUseCases } from '../areas/rounds/use-cases.ts'
import type { HelloBody, Purpose } from '../directive/documents.ts'
import { instantName } from '../report/months.ts'

/** Of a campaign's title. */
const CAMPAIGN_MAX = 200

export function smsRounds(rounds: Pick<RoundsUseCases, 'live'>): SmsRounds {
  return {
    draft: async (
      changing,
      by,
      { title, purpose, variants, provinces, window, campaign: known, of },
    ) => {
      const from = window.from ?? new Date(changing.now).toISOString()
      const named = { title: campaignTitle(of, from), note: '' }
      const campaign = known ?? (await createCampaign(changing, by, named)).id
      const operators = (await roundRows(changing.store).operators())
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
      const { id: round } = await createRound(changing, by, campaign, content)
      return { campaign, round }
    },
    takeBack: takeBackRound,
    outcome: async (round, wanted) => {
      const { round: summary, purpose, sum, heardAt, at } = await rounds.live(round)
      const isSent = purpose === wanted && sum.turns.audience > 0
      return {
        subscribers: summary.subscribers,
        turns: isSent ? sum.turns : null,
        at: Date.parse(heardAt ?? at),
      }
    },
  }
}

/** What it is of and when: what is made again and again is not called the same. */
function campaignTitle(of: string, from: string): string {
  const at = ` – ${instantName(from, TIME_ZONE).vi}`
  return `${of.slice(0, CAMPAIGN_MAX - at.length)}${at}`
}

/** An exercise is for those that have named test numbers for it. */
function canTake(purpose: Purpose, hello: HelloBody | null): boolean {
  return purpose === 'live' || (hello?.exercise ?? null) !== null
}
