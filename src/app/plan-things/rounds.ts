/** Effects that become rounds of short messages: one with a campaign of its own, submitted where it is prepared and nobody signs with a key. */

import type { SmsRounds } from '../../areas/bulletins/sms-drafts.ts'
import type { Carrier } from '../../areas/plan/carrier.ts'
import type { ThingState } from '../../areas/plan/model.ts'
import { isGivenUp } from '../../areas/rounds/round-states.ts'
import { detail, faultsNow, know } from '../../areas/rounds/round-view.ts'
import { roundUseCases } from '../../areas/rounds/rounds.ts'
import { roundRows, type StoredRound } from '../../areas/rounds/store.ts'
import { takeBackRound } from '../../areas/rounds/take-back.ts'
import { newestRoster } from '../../authority/signed.ts'
import type { Reading } from '../../authority/store.ts'
import { type UnitOfWork, within } from '../../authority/unit-of-work.ts'
import { markedText } from '../../directive/exercise-mark.ts'
import { areaName } from '../../plan/areas.ts'
import type { EffectDocument } from '../../plan/effect.ts'
import { placesOf } from './places.ts'

const REASON = 'Đã rời cấp độ dịch'
const LANGUAGES = ['vi', 'en'] as const
const TITLE_MAX = 200

export function roundCarrier(work: UnitOfWork, rounds: SmsRounds): Carrier {
  return {
    begin:
      async (by, { effect, from, until, now }) =>
      async tx => {
        const { purpose, said, title } = effect
        const text = said.sms ?? title
        const { round } = await rounds.draft(tx, by, {
          purpose,
          title: markedText(title.vi, { language: 'vi', purpose }).slice(0, TITLE_MAX),
          variants: LANGUAGES.map(language => ({ language, text: markedText(text[language], { language, purpose }) })),
          provinces: placesOf(effect),
          window: { from: from > now ? new Date(from).toISOString() : null, until: new Date(until).toISOString() },
          campaign: null,
          of: `${title.vi}: ${areasNamed(effect.areas)}`,
        })
        const { version, faults } = await detail(tx.store, by, round, now)
        const isReady = effect.content === 'prepared' && faults.length === 0
        if (isReady && (await newestRoster(tx.store)) === null)
          await roundUseCases(within(work, tx)).submitRound(by, round, { version })
        return round
      },
    end: async (tx, by, { id, effect }) => {
      const round = await roundRows(tx.store).round(id)
      if (round === null) return true
      const state = await stateOf(tx.store, round)
      if (state === 'out') return false
      const because = { by: { is: 'plan', id: effect.plan.id }, reason: REASON } as const
      if (state !== 'stopped' && state !== 'over') await takeBackRound(tx, by, id, because)
      return true
    },
    stateOf: async (store, { id, now }) => {
      const round = await roundRows(store).round(id)
      const state = round === null ? 'stopped' : await stateOf(store, round)
      if (state !== 'draft') return state
      const { content, operators } = await know(store, id)
      return faultsNow(content, operators, now).length === 0 ? 'ready' : 'draft'
    },
  }
}

function areasNamed(areas: EffectDocument['areas']): string {
  return areas.map(area => areaName(area, 'vi')).join(', ')
}

async function stateOf(store: Reading, round: StoredRound): Promise<ThingState> {
  const { id, state, purpose } = round
  switch (state) {
    case 'draft':
    case 'returned':
      return isGivenUp(round) ? 'stopped' : 'draft'
    case 'submitted':
      return state
    case 'approved':
      return purpose === 'live' ? state : EXERCISES[(await know(store, id)).facts.exercise]
    case 'scheduled':
    case 'running':
    case 'paused':
      return 'out'
    case 'finished':
      return 'over'
    default:
      return 'stopped'
  }
}

/** An exercise that was approved is held, once or again, and goes no further. */
const EXERCISES = { none: 'approved', running: 'out', well: 'over', failed: 'over' } as const
