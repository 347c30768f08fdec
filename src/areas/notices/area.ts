/**
 * Notices as an area: each person's own choices, and what tells them. What stands is looked at every few seconds, operators twice a
 * minute; what is old goes every hour.
 */
import type { Area } from '../../authority/area.ts'
import type { OpenThing } from '../../authority/hands.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { Found } from '../../authority/waiting.ts'
import { systemClock } from '../../base/clock.ts'
import { seeded } from '../../base/random.ts'
import type { BounceNote } from '../../channels/mail/bounce-spool.ts'
import type { MailTo } from '../../channels/mail/mail.ts'
import type { Provider } from '../../channels/provider.ts'
import type { PushChannel } from '../../channels/push/push.ts'
import { Sealing } from '../../channels/sealing.ts'
import type { OpenArea } from '../../http/area.ts'
import { type Route, routesOf } from '../../http/route.ts'
import type { AreaTables } from '../../sql/store.ts'
import type { OperatorSummary } from '../operators/model.ts'
import { lookForOperators } from './absences.ts'
import { standAdrift } from './adrift.ts'
import { noticesContract } from './contract.ts'
import { lookForFound } from './finding.ts'
import type { KindNames, Site } from './letter-text.ts'
import { CONFIRM_WITHIN_MS, LETTERS_KEPT_MS, NEWS_MS } from './limits.ts'
import { takeReturnedNotice } from './mail-end.ts'
import { noticesOverview } from './overview.ts'
import { type OwnNotices, ownNotices } from './own.ts'
import { Sending } from './sending.ts'
import { noticeTables } from './sql.ts'
import { noticeRows } from './store.ts'
import { trailWords } from './words-trail.ts'

export const notices: Area<AreaTables> = {
  name: 'notices',
  contract: noticesContract,
  shapes: {},
  tables: noticeTables,
  trail: trailWords,
  hands: { notices: null },
}

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    /** A letter to somebody who works here waits. */
    noticeLetters: object
  }
}

const COMPOSE_EVERY_MS = 5000
const OPERATORS_EVERY_MS = 30_000
const TIDY_EVERY_MS = 3_600_000
const ADRIFT_EVERY_MS = 86_400_000

export interface OpenNotices extends OpenArea {
  /** Of mail that came back: what is none of its letters' is nothing to it. */
  takeReturned(note: BounceNote): Promise<void>
}

export function openNoticesArea(needs: {
  readonly work: UnitOfWork
  /** Of the data directory: addresses are sealed with what is made of it. */
  readonly secret: string
  readonly site: Site
  readonly kinds: KindNames
  /** Null: nobody is told that way. */
  readonly mail: Provider<MailTo> | null
  readonly push: PushChannel | null
  readonly operators: () => Promise<readonly OperatorSummary[]>
  /** What areas see now that somebody has to do something about. */
  readonly found: (now: number) => Promise<readonly Found[]>
  /** What is open of all areas. */
  readonly open: () => Promise<readonly OpenThing[]>
  readonly onAddress: (person: string) => void
  readonly onError: (error: unknown) => void
}): OpenNotices {
  const { work, mail, push, operators, found, open, onAddress } = needs
  const sealing = new Sealing(needs.secret, 'notices')
  const startedAt = work.now()
  const sending = new Sending({
    ...needs,
    sealing,
    push: push?.provider ?? null,
    clock: systemClock,
    random: seeded(startedAt),
  })
  const wake = () => work.publish({ is: 'noticeLetters' })
  const own = ownNotices({ work, sealing, isMailOpen: mail !== null, push, wake, onAddress })
  return {
    routes: noticeRoutes(own),
    overview: {
      ...noticesOverview(work.store, found),
      setUp: async () => ({ mail: mail !== null, push: push !== null }),
    },
    hears: { noticeLetters: () => sending.wake() },
    takeReturned: async note => {
      if (await takeReturnedNotice(work, note)) await sending.bounced()
    },
    jobs: [
      { everyMs: COMPOSE_EVERY_MS, act: async () => await sending.compose() },
      {
        everyMs: OPERATORS_EVERY_MS,
        act: async () => {
          await lookForOperators(work, { operators: await operators(), startedAt })
          await lookForFound(work, await found(work.now()))
        },
      },
      { everyMs: TIDY_EVERY_MS, act: async () => await tidy(work) },
      { everyMs: ADRIFT_EVERY_MS, act: async () => await standAdrift(work, await open()), atStart: true },
    ],
    close: async () => await sending.close(),
  }
}

/** What is no news any more, and what nobody needs to know any more. */
async function tidy(work: UnitOfWork): Promise<void> {
  await work.transaction(async ({ store, now }) => {
    const rows = noticeRows(store)
    await rows.dropNews(now - NEWS_MS)
    await rows.dropUnconfirmed(now - CONFIRM_WITHIN_MS)
    await rows.dropLetters(now - LETTERS_KEPT_MS)
  })
}

/** Each row of the contract to its use case. */
function noticeRoutes(own: OwnNotices): Route[] {
  return routesOf(noticesContract, {
    getNotices: async ({ actor }) => await own.settings(actor),
    chooseNotices: async ({ actor, body }) => await own.choose(actor, body),
    askNoticeAddress: async ({ actor, body }) => await own.askAddress(actor, body.address),
    confirmNoticeAddress: async ({ actor, body }) => await own.confirmAddress(actor, body.link),
    dropNoticeAddress: async ({ actor }) => await own.useAccount(actor),
    mailNoticesAgain: async ({ actor }) => await own.mailAgain(actor),
    addNoticeBrowser: async ({ actor, body }) => await own.addBrowser(actor, body),
    dropNoticeBrowser: async ({ actor, params }) => await own.dropBrowser(actor, params.id),
  })
}
