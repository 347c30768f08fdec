/**
 * Citizens who asked for bulletins as an area: pages and links for them, the channels mail and push for bulletins. Queues run as
 * long as the server does; the log of releases, and what is to be deleted, are looked at by themselves.
 */
import type { Area } from '../../authority/area.ts'
import type { Change, UnitOfWork } from '../../authority/unit-of-work.ts'
import { systemClock, type Timekeeper } from '../../base/clock.ts'
import { type Random, seeded } from '../../base/random.ts'
import type { BounceNote } from '../../channels/mail/bounce-spool.ts'
import type { MailTo } from '../../channels/mail/mail.ts'
import type { Provider } from '../../channels/provider.ts'
import type { PushChannel } from '../../channels/push/push.ts'
import { Sealing } from '../../channels/sealing.ts'
import type { OpenArea } from '../../http/area.ts'
import type { SharedLimits } from '../../http/rate.ts'
import type { AreaTables } from '../../sql/store.ts'
import type { Channel } from '../bulletins/channel.ts'
import { askingUseCases } from './asking.ts'
import { subscriptionContract } from './contract.ts'
import { type SubscriptionChannel, subscriptionChannel } from './model.ts'
import { subscriptionOffice } from './office.ts'
import { takeReturned } from './returned.ts'
import { subscriptionRoutes } from './routes.ts'
import { Sending } from './sending.ts'
import { subscriptionTables } from './sql.ts'
import { trailWords } from './words-trail.ts'

export const subscriptions: Area<AreaTables> = {
  name: 'subscriptions',
  contract: subscriptionContract,
  shapes: {},
  tables: subscriptionTables,
  trail: trailWords,
  hands: { subscriptions: null },
}

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    /** There is something to send, or to go on with. */
    letters: object
  }
}

const FILL_EVERY_MS = 5000
const TIDY_EVERY_MS = 3_600_000

export interface OpenSubscriptions extends OpenArea {
  readonly channels: readonly Channel[]
  /** Of mail that came back: what is none of its letters' is nothing to it. */
  takeReturned(note: BounceNote): Promise<void>
}

export function openSubscriptionsArea(needs: {
  readonly work: UnitOfWork
  readonly subscribe: (listener: (change: Change) => void) => () => void
  readonly onError: (error: unknown) => void
  /** Of the data directory: addresses are sealed with what is made of it. */
  readonly secret: string
  readonly site: { readonly name: string; readonly origin: string }
  readonly sharedLimits: SharedLimits
  readonly holdsNumber: (text: string) => boolean
  /** Null: nobody is told that way. */
  readonly mail: Provider<MailTo> | null
  readonly push: PushChannel | null
  readonly clock?: Timekeeper
  readonly random?: Random
}): OpenSubscriptions {
  const { work, subscribe, onError, mail, push } = needs
  const { clock = systemClock, random = seeded(work.now()) } = needs
  const sealing = new Sealing(needs.secret, 'subscriptions')
  const sending = new Sending({ ...needs, sealing, push: push?.provider ?? null, clock, random })
  const wake = () => work.publish({ is: 'letters' })
  const asking = askingUseCases({ work, sealing, wake })
  const isOpen = { mail: mail !== null, push: push !== null }
  const office = subscriptionOffice({ work, isOpen: channel => isOpen[channel], wake })
  const fill = async () => await sending.fill()
  const end = subscribe(({ is }) => {
    if (is === 'letters') sending.wake()
    if (is === 'release' && work.shift.isOurs()) fill().catch(onError)
  })
  const channel = (name: SubscriptionChannel): Channel => ({
    name,
    proofs: async bulletin => await office.proofs(bulletin, name),
  })
  return {
    channels: subscriptionChannel.options.map(channel),
    takeReturned: async note => {
      if (await takeReturned(work, note)) await sending.bounced()
    },
    routes: subscriptionRoutes({
      ...needs,
      asking,
      office,
      nowMs: work.now,
      isMailOpen: isOpen.mail,
      markOf: text => sealing.mark('peer', text),
    }),
    hears: { subscriptions: (change, feed) => feed.toMinistry(change, 'subscriptions') },
    jobs: [
      { everyMs: FILL_EVERY_MS, act: fill },
      { everyMs: TIDY_EVERY_MS, act: async () => await asking.tidy(), atStart: true },
    ],
    close: async () => {
      end()
      await sending.close()
    },
  }
}
