/** What people who work here see and decide of subscriptions: counts, and that something stopped goes on. No address is read here. */
import type { Actor } from '../../authority/actor.ts'
import type { Reading } from '../../authority/store.ts'
import { trailActor } from '../../authority/trail.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { Proof, ProofKind } from '../bulletins/model.ts'
import { releasesOf } from '../bulletins/releases.ts'
import { subscriptionFailure } from './failures.ts'
import { letGoOn, pausedOf } from './letter-outbox.ts'
import {
  type Lane,
  type LetterState,
  lane,
  type SubscriptionChannel,
  type SubscriptionCounts,
  subscriptionChannel,
} from './model.ts'
import { subscriptionRows } from './store.ts'

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    /** Of counts and queues. */
    subscriptions: object
  }
}

export interface SubscriptionOffice {
  counts(): Promise<SubscriptionCounts>
  resume(actor: Actor, lane: Lane): Promise<void>
  resend(actor: Actor, bulletin: string, channel: SubscriptionChannel): Promise<number>
  proofs(bulletin: string, channel: SubscriptionChannel): Promise<readonly Proof[]>
}

export function subscriptionOffice(needs: {
  readonly work: UnitOfWork
  readonly isOpen: (channel: SubscriptionChannel) => boolean
  readonly wake: () => void
}): SubscriptionOffice {
  const { work, isOpen, wake } = needs
  const { store } = work
  return {
    counts: async () => ({
      channels: await Promise.all(
        subscriptionChannel.options.map(async channel => ({
          channel,
          isOpen: isOpen(channel),
          subscribers: await subscriptionRows(store).countSubscriptions(channel, 'on'),
          unconfirmed: await subscriptionRows(store).countSubscriptions(channel, 'asked'),
        })),
      ),
      queues: await Promise.all(lane.options.map(async each => await queueOf(store, each))),
    }),

    resume: async (actor, lane) => {
      await work.transaction(async ({ store, record, publish }) => {
        if (!(await letGoOn(store, lane))) throw subscriptionFailure('laneNotPaused')
        await record(trailActor(actor), {
          action: 'subscriptions.resume',
          subject: { kind: 'subscriptions', id: lane },
          details: {},
        })
        publish({ is: 'subscriptions' })
      })
      wake()
    },

    resend: async (actor, bulletin, channel) => {
      const letters = await work.transaction(async ({ store, now, record, publish }) => {
        const newest = (await releasesOf(store).of(bulletin)).at(-1)
        if (newest === undefined) return 0
        const { serial } = newest
        const resent = await subscriptionRows(store).resend(serial, channel, now)
        if (resent === 0) return 0
        await record(trailActor(actor), {
          action: 'subscriptions.resend',
          subject: { kind: 'subscriptions', id: channel },
          details: { bulletin, serial, letters: resent },
        })
        publish({ is: 'subscriptions' })
        return resent
      })
      wake()
      return letters
    },

    proofs: async (bulletin, channel) => await proofsOn(store, bulletin, channel),
  }
}

async function queueOf(store: Reading, each: Lane) {
  const rows = subscriptionRows(store)
  const paused = await pausedOf(store, each)
  return {
    lane: each,
    waiting: await rows.countLetters({ lane: each, states: ['waits', 'intent'] }),
    unknown: await rows.countLetters({ lane: each, states: ['unknown'] }),
    paused: paused && { ...paused, at: new Date(paused.at).toISOString() },
  }
}

/** What went nowhere since it was taken back first is missed: nobody was told what is not true. */
const PROOFS: Readonly<Partial<Record<ProofKind, readonly LetterState[]>>> = {
  waiting: ['waits', 'intent'],
  accepted: ['accepted'],
  failed: ['refused', 'returned', 'expired'],
  missed: ['superseded'],
  unknown: ['unknown'],
}

async function proofsOn(store: Reading, bulletin: string, channel: SubscriptionChannel): Promise<readonly Proof[]> {
  const counts = await subscriptionRows(store).letterCounts(bulletin, channel)
  const proofs: Proof[] = []
  for (const release of ['publish', 'correct', 'cancel'] as const)
    for (const [kind, states] of Object.entries(PROOFS)) {
      const counted = counts.filter(each => each.kind === release && states.includes(each.state))
      const count = counted.reduce((sum, each) => sum + each.count, 0)
      if (count === 0) continue
      proofs.push({
        channel,
        release,
        kind: kind as ProofKind,
        count,
        unit: channel === 'mail' ? 'addresses' : 'browsers',
        at: new Date(Math.max(...counted.map(each => each.changedAt))).toISOString(),
      })
    }
  return proofs
}
