/**
 * The areas of the product, and how they are opened: what they need of each other is joined here.
 *
 * A new area is a line in AREAS and one in `openAreas`; its pages are a line in src/web/areas.ts.
 */

import { access, type OpenAccess, openAccessArea } from '../areas/access/area.ts'
import type { AboutServer } from '../areas/access/routes.ts'
import { announcements, openAnnouncementsArea } from '../areas/announcements/area.ts'
import { type BriefingMedia, briefing, type OpenBriefing, openBriefingArea } from '../areas/briefing/area.ts'
import { broadcasts, openBroadcastsArea } from '../areas/broadcasts/area.ts'
import { bulletins, type OpenBulletins, openBulletinsArea } from '../areas/bulletins/area.ts'
import type { CapKey } from '../areas/bulletins/cap-key.ts'
import { draftedBulletins } from '../areas/bulletins/drafted.ts'
import { releaseBriefs, releaseWholes } from '../areas/bulletins/retold.ts'
import { soundsInThread } from '../areas/bulletins/sounds-in-thread.ts'
import { drafting, openDraftingArea } from '../areas/drafting/area.ts'
import { free, openFreeArea } from '../areas/free/area.ts'
import type { FreeUseCases } from '../areas/free/use-cases.ts'
import { loudspeakers, openLoudspeakersArea } from '../areas/loudspeakers/area.ts'
import { months, openMonthsArea } from '../areas/months/area.ts'
import { offeredHeading } from '../areas/months/heading.ts'
import type { MonthUseCases } from '../areas/months/use-cases.ts'
import { notices, openNoticesArea } from '../areas/notices/area.ts'
import { openOperatorsArea, operators } from '../areas/operators/area.ts'
import type { AtNodes } from '../areas/operators/node-extension.ts'
import type { OperatorsUseCases } from '../areas/operators/use-cases.ts'
import { openOverviewArea, overview } from '../areas/overview/area.ts'
import { openPlanArea, plan } from '../areas/plan/area.ts'
import { openRoundsArea, rounds } from '../areas/rounds/area.ts'
import { draftedRounds } from '../areas/rounds/drafted.ts'
import { roundsBriefs } from '../areas/rounds/retold.ts'
import type { RoundsUseCases } from '../areas/rounds/use-cases.ts'
import { type OpenScreening, openScreeningArea, screening } from '../areas/screening/area.ts'
import { openSearchArea, search } from '../areas/search/area.ts'
import type { Finds } from '../areas/search/source.ts'
import { openSignersArea, signers } from '../areas/signers/area.ts'
import type { DemoKeys } from '../areas/signers/signers.ts'
import { openSubscriptionsArea, subscriptions } from '../areas/subscriptions/area.ts'
import { openTrailArea, trail } from '../areas/trail/area.ts'
import type { Numbering } from '../audience/numbering.ts'
import type { Area } from '../authority/area.ts'
import type { Briefs, Wholes } from '../authority/elsewhere.ts'
import type { OpenThing } from '../authority/hands.ts'
import type { Mailer } from '../authority/mailer.ts'
import type { OverviewPart } from '../authority/overview.ts'
import type { Brief, Reading, Store } from '../authority/store.ts'
import type { Change, UnitOfWork } from '../authority/unit-of-work.ts'
import type { Found } from '../authority/waiting.ts'
import { wallDate } from '../base/wall-time.ts'
import { type BounceNote, takeBounces } from '../channels/mail/bounce-spool.ts'
import type { MailTo } from '../channels/mail/mail.ts'
import type { Provider } from '../channels/provider.ts'
import type { PushChannel } from '../channels/push/push.ts'
import { TIME_ZONE } from '../country/vn/time-zone.ts'
import type { OpenArea } from '../http/area.ts'
import type { Hub } from '../http/hub.ts'
import type { Log } from '../http/log.ts'
import { holdsNumber } from '../http/numbers.ts'
import type { RateLimits, SharedLimits } from '../http/rate.ts'
import type { SignIn } from '../http/sign-in.ts'
import type { Database } from '../sql/database.ts'
import type { Migration } from '../sql/migration.ts'
import { authority } from '../sql/migrations/001-authority.ts'
import { trailLists } from '../sql/migrations/003-trail-lists.ts'
import { processes } from '../sql/migrations/026-processes.ts'
import { severalProcesses } from '../sql/migrations/027-several-processes.ts'
import { useAgain } from '../sql/migrations/028-use-again.ts'
import { trailWords } from '../sql/migrations/032-trail-words.ts'
import { approvedVersions } from '../sql/migrations/038-approved-versions.ts'
import { type AreaTables, SqlStore } from '../sql/store.ts'
import { declared } from './plan-things/declared.ts'
import { planThings } from './plan-things/things.ts'
import { countedOf } from './report/counted.ts'
import { backupPart } from './serve/backup-mark.ts'
import { smsRounds } from './sms-rounds.ts'
import { actionNames, kindNames } from './trail-names.ts'

/* Mail that came back, given to each area that sends mail: a letter is known to the one that sent it, and to no other. */

const LOOK_EVERY_MS = 5000

export function returnedMail(
  folder: string,
  areas: readonly { takeReturned(note: BounceNote): Promise<void> }[],
): OpenArea {
  return {
    routes: [],
    jobs: [
      {
        everyMs: LOOK_EVERY_MS,
        inEach: true,
        act: async () => {
          await takeBounces(folder, async note => {
            for (const area of areas) await area.takeReturned(note)
          })
        },
      },
    ],
  }
}

export const AREAS: readonly (Area<AreaTables> & AtNodes & Finds)[] = [
  access,
  operators,
  rounds,
  drafting,
  screening,
  free,
  months,
  trail,
  signers,
  briefing,
  bulletins,
  announcements,
  broadcasts,
  loudspeakers,
  subscriptions,
  plan,
  notices,
  overview,
  search,
]

/** All steps in the order in which they are applied: that of their names. */
export const MIGRATIONS: readonly Migration[] = [
  authority,
  trailLists,
  processes,
  severalProcesses,
  useAgain,
  trailWords,
  approvedVersions,
  ...AREAS.flatMap(({ tables }) => tables.migrations),
].toSorted((a, b) => (a.name < b.name ? -1 : 1))

/** What areas do to a database that was made of a backup. */
export const RESTORED_STATEMENTS: readonly string[] = AREAS.flatMap(({ tables }) => tables.restored)

export function openStore(database: Database): SqlStore {
  return new SqlStore(database, Object.assign({}, ...AREAS.map(({ tables }) => tables.rows)))
}

/** Shapes that have a name of their own in the API's document. */
export const SHAPES: Readonly<Record<string, unknown>> = Object.assign({}, ...AREAS.map(({ shapes }) => shapes))

/** What is found of things that the search does not know by itself. */
export const OWN_SOURCES = AREAS.flatMap(({ finds }) => finds ?? [])

/** The authority on a database: authority.ts opens it, with or without a server. */
export interface Authority extends OperatorsUseCases, RoundsUseCases {
  readonly work: UnitOfWork
  /** What is free to call and to read. */
  readonly free: FreeUseCases
  /** The reports of months. */
  readonly months: MonthUseCases
  /** To changes made here and by other processes. */
  subscribe(listener: (change: Change) => void): () => void
  /** Of another process. */
  hear(brief: Brief): void
  /** To those who listen in this process alone. */
  tellHere(change: Change): void
}

/** How changes of areas are told to other processes, and what is read of them there. */
export const BRIEFS: Briefs = { ...roundsBriefs, ...releaseBriefs }
export const wholesOf = (store: Store): Wholes => releaseWholes(store)

export interface AreaNeeds {
  readonly authority: Authority
  readonly database: Database
  readonly hub: Hub
  readonly log: Log
  readonly limits: RateLimits
  readonly sharedLimits: SharedLimits
  readonly numbering: Numbering
  readonly signIn: SignIn
  readonly about: AboutServer
  /** Where people open the console. */
  readonly origin: string
  /** All of its addresses, that one first. */
  readonly origins: readonly string[]
  /** Origin of the page on which people sign; null: they sign in the console. */
  readonly signingUrl: string | null
  /** With which the demo's accounts sign. */
  readonly demoKeys: DemoKeys
  /** The data directory. */
  readonly directory: string
  /** Whom alerts of health checks go to by mail. */
  readonly dutyMail: readonly string[]
  /** With which alerts are signed. */
  readonly capKey: () => Promise<CapKey>
  /** What is made of the data directory's secret protects addresses of subscribers. */
  readonly secret: string
  /** The folder of mail that came back. */
  readonly bounces: string
  /** Null: nobody is told by mail. */
  readonly mailer: Mailer | null
  /** The same for whoever asked for it. Null: nobody can. */
  readonly mail: Provider<MailTo> | null
  /** Null: nobody is told by web push. */
  readonly push: PushChannel | null
  /** Null: briefings have no sound and no pictures. */
  readonly media: BriefingMedia | null
}

function overviewsOf(areas: readonly OpenArea[]): readonly OverviewPart[] {
  return areas.flatMap(area => area.overview ?? [])
}

/** Of all areas, in states that are neither closed nor go on by themselves. */
export async function openThings(store: Reading): Promise<readonly OpenThing[]> {
  const kinds = AREAS.flatMap(({ hands }) => Object.values(hands))
  return (await Promise.all(kinds.map(async kind => (await kind?.open(store)) ?? []))).flat()
}

/** What all of them see now that somebody has to do something about. */
async function foundBy(areas: readonly OpenArea[], now: number): Promise<readonly Found[]> {
  const all = overviewsOf(areas).map(async part => (await part.found?.(now)) ?? [])
  return (await Promise.all(all)).flat()
}

export interface OpenAreas {
  readonly access: OpenAccess
  readonly screening: OpenScreening
  readonly briefing: OpenBriefing
  readonly bulletins: OpenBulletins
  readonly all: readonly OpenArea[]
}

export async function openAreas(needs: AreaNeeds): Promise<OpenAreas> {
  const { authority, hub, log, about, numbering } = needs
  const { work, subscribe } = authority
  const onError = (error: unknown) => log.unexpected('feed', error)
  const access = openAccessArea({ ...needs, work, timeZone: TIME_ZONE })
  const screening = await openScreeningArea({ ...needs, work })
  const heading = async (now: number) =>
    await offeredHeading(work.store, wallDate(now, TIME_ZONE).slice(0, '2020-02'.length), now)
  const briefing = await openBriefingArea({ ...needs, work, heading })
  const announcements = openAnnouncementsArea({ work, subscribe, log })
  const broadcasts = openBroadcastsArea({ work, subscribe, log })
  const loudspeakers = openLoudspeakersArea({ work, subscribe, log })
  const site = { name: about.name, origin: needs.origin }
  const subscriptions = openSubscriptionsArea({
    ...needs,
    work,
    subscribe,
    site,
    holdsNumber: text => holdsNumber(numbering, text),
    onError: error => log.unexpected('subscriptions', error),
  })
  const notices = openNoticesArea({
    ...needs,
    work,
    site,
    kinds: kindNames(AREAS),
    operators: async () => await authority.operators(),
    found: async now => await foundBy(areas, now),
    open: async () => await openThings(work.store),
    onAddress: person => access.letters.changed(person, 'notices.address-on'),
    onError: error => log.unexpected('notices', error),
  })
  const search = openSearchArea({
    work,
    names: actionNames(AREAS),
    own: OWN_SOURCES,
    onError: error => log.unexpected('search', error),
  })
  const sms = smsRounds(authority)
  const bulletins = openBulletinsArea({
    work,
    heading,
    subscribe,
    rounds: sms,
    sounds: soundsInThread,
    channels: [announcements.channel, broadcasts.channel, loudspeakers.channel, ...subscriptions.channels],
    site,
    capKey: needs.capKey,
    onError: error => log.unexpected('bulletins', error),
    onRefusal: (alert, { code, message }) => log.error('alert not signed', { alert, code, message }),
  })
  const areas: readonly OpenArea[] = [
    access,
    openOperatorsArea({
      operators: authority,
      work,
      hub,
      name: about.name,
      onError,
      isTogether: needs.database.kind === 'postgres',
    }),
    openRoundsArea({ rounds: authority, hub, onError }),
    openDraftingArea({ work, subjects: { round: draftedRounds, bulletin: draftedBulletins } }),
    screening,
    openFreeArea({ free: authority.free, work, subscribe, name: about.name, numbering }),
    openMonthsArea({
      months: authority.months,
      othersOf: async month => ({
        screenings: await screening.useCases.monthRecord(month),
        ...(await countedOf(work.store, { month, timeZone: TIME_ZONE, now: work.now() })),
      }),
    }),
    openTrailArea({ work, name: about.name, names: actionNames(AREAS) }),
    openSignersArea({ ...needs, work }),
    briefing,
    bulletins,
    announcements,
    broadcasts,
    loudspeakers,
    subscriptions,
    openPlanArea({
      work,
      carriers: planThings({
        work,
        mailer: needs.mailer,
        origin: needs.origin,
        rounds: sms,
        speak: bulletins.useCases.speak,
      }),
      declared,
      onError: error => log.unexpected('plan', error),
    }),
    notices,
    search,
    returnedMail(needs.bounces, [subscriptions, notices]),
    ...(needs.database.kind === 'sqlite' ? [backupPart(work, needs.directory)] : []),
  ]
  const parts = overviewsOf(areas)
  return { access, screening, briefing, bulletins, all: [...areas, openOverviewArea({ parts, work })] }
}
