/** Effects that become bulletins: drafted with everything filled in, and submitted where they are prepared and nobody signs with a key. */
import { bulletinUseCases } from '../../areas/bulletins/bulletins.ts'
import { doubtsOf } from '../../areas/bulletins/doubts.ts'
import type { SmsRounds } from '../../areas/bulletins/sms-drafts.ts'
import { bulletinRows, type StoredBulletin } from '../../areas/bulletins/store.ts'
import type { BulletinUseCases } from '../../areas/bulletins/use-cases.ts'
import { contentNow } from '../../areas/bulletins/view.ts'
import type { Carrier } from '../../areas/plan/carrier.ts'
import type { ThingState } from '../../areas/plan/model.ts'
import type { Actor } from '../../authority/actor.ts'
import { newestRoster } from '../../authority/signed.ts'
import { type UnitOfWork, within } from '../../authority/unit-of-work.ts'
import { Failure } from '../../base/failure.ts'
import type { Sound } from '../../directive/bulletin.ts'
import type { EffectDocument } from '../../plan/effect.ts'
import { draftOf, spokenOf, type Voices } from './bulletin-draft.ts'

export interface BulletinNeeds {
  readonly work: UnitOfWork
  readonly rounds: SmsRounds
  readonly speak: BulletinUseCases['speak']
}

export function bulletinCarrier({ work, rounds, speak }: BulletinNeeds): Carrier {
  return {
    begin: async (by, begun) => {
      const voices = await voicesOf(speak, by, begun.effect)
      return async tx => {
        const bulletins = bulletinUseCases(within(work, tx), rounds)
        const made = await bulletins.createBulletin(by, draftOf(begun, voices), { isMade: true })
        const { id, version, sha256, doubts } = made
        // What contradicts itself is for a person to look at.
        const isWhole = sha256 !== null && doubts.length === 0
        const isReady = begun.effect.content === 'prepared' && isWhole
        if (isReady && (await newestRoster(tx.store)) === null)
          await bulletins.submitBulletin(by, id, { version, sha256 })
        return id
      }
    },
    end: async (tx, by, { id }) => {
      const stored = await bulletinRows(tx.store).bulletin(id)
      if (stored === null || stored.state === 'discarded') return true
      if (stored.released !== null) return stateOf(stored, tx.now) !== 'out'
      await bulletinUseCases(within(work, tx), rounds).discardBulletin(by, id)
      return true
    },
    stateOf: async (store, { id, now }) => {
      const stored = await bulletinRows(store).bulletin(id)
      if (stored === null) return 'stopped'
      const state = stateOf(stored, now)
      if (state !== 'draft') return state
      const isWhole = (await contentNow({ store, now }, stored)).is === 'content'
      return isWhole && doubtsOf(stored.draft).length === 0 ? 'ready' : 'draft'
    },
  }
}

function stateOf({ state, released }: StoredBulletin, now: number): ThingState {
  if (released !== null) {
    if (released.kind !== 'publish') return 'stopped'
    return released.until <= now ? 'over' : 'out'
  }
  return state === 'discarded' ? 'stopped' : state
}

/**
 * Without a voice it is a draft that lacks its sound, which its page says. Where the server has no turn or no room for sounds now, there
 * is no draft yet: the effect fails with that sentence, and is tried again when a person says so.
 */
async function voicesOf(speak: BulletinUseCases['speak'], by: Actor, effect: EffectDocument): Promise<Voices> {
  const { spoken, correction } = spokenOf(effect)
  const isHeard = effect.channels.some(channel => channel === 'loudspeakers' || channel === 'ring')
  if (spoken === null || !isHeard) return { spoken: null, correction: null }
  const voice = async (text: string): Promise<Sound | null> => {
    const given = { spoken: text, language: 'vi', purpose: effect.purpose }
    try {
      return (await speak(by, given)).sound
    } catch (error) {
      if (error instanceof Failure && !isOfNow(error)) return null
      throw error
    }
  }
  return { spoken: await voice(spoken), correction: await voice(correction) }
}

/** It is the server's, and passes: another text or another voice would not help. */
function isOfNow({ kind: { retry, blame } }: Failure): boolean {
  return retry !== 'never' && blame !== 'peer'
}
