/** Access as an area: people and their sign-in, invitations, API keys; who is out is out of open streams too. */

import * as actor from '../../authority/actor.ts'
import type { Area } from '../../authority/area.ts'
import type { Mailer } from '../../authority/mailer.ts'
import type { SetUpFacts, SetUpPerson } from '../../authority/set-up.ts'
import type { Reading } from '../../authority/store.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { OpenArea } from '../../http/area.ts'
import { BEAT_MS } from '../../http/changes-feed.ts'
import { HashRows } from '../../http/hash-rows.ts'
import type { Hub } from '../../http/hub.ts'
import type { Measure } from '../../http/metrics.ts'
import type { SharedLimits } from '../../http/rate.ts'
import type { SignIn } from '../../http/sign-in.ts'
import { Tries } from '../../http/tries.ts'
import type { AreaTables } from '../../sql/store.ts'
import { accessContract } from './contract.ts'
import { Keys } from './keys.ts'
import { KnownBrowsers } from './known-browsers.ts'
import { Letters } from './letters.ts'
import type { Person } from './model.ts'
import * as model from './model.ts'
import { People } from './people.ts'
import { RefusedOfNobody, refusedOf } from './refused.ts'
import { type AboutServer, accessRoutes } from './routes.ts'
import { signInContract } from './sign-in-contract.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { accessTables } from './sql.ts'
import { everybody, personRows } from './store.ts'
import { trailWords } from './words-trail.ts'

/** What Prometheus reads of sign-ins that were refused and are nobody's. Those of somebody are in the trail. */
class RefusedSignIns {
  readonly #waiting = new Map<string, number>()

  /** `by`: how it was tried. */
  count(by: string): void {
    this.#waiting.set(by, (this.#waiting.get(by) ?? 0) + 1)
  }

  readonly measure: Measure = ({ registry, Counter }) => {
    const refused = new Counter({
      name: 'loa_sign_ins_refused_total',
      help: 'Sign-ins that were refused and were nobody’s that is known, by how they were tried',
      labelNames: ['by'],
      registers: [registry],
    })
    return async () => {
      for (const [by, times] of this.#waiting) refused.inc({ by }, times)
      this.#waiting.clear()
    }
  }
}

export const access: Area<AreaTables> = {
  name: 'access',
  contract: { ...accessContract, ...signInContract },
  shapes: { ...actor, ...model },
  tables: accessTables,
  trail: trailWords,
  hands: { person: null, session: null, key: null },
}

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    /** Somebody's sessions have ended: whatever is open for them ends too. */
    signedOut: { readonly person: string }
    /** Who may enter, or in which role. */
    people: object
  }
}

const CLEAN_EVERY_MS = 3_600_000
const KEEP_EVERY_MS = 5_000

export interface OpenAccess extends OpenArea {
  readonly keys: Keys
  readonly people: People
  readonly letters: Letters
  /** Ends the streams whose session or key is over; it does so by itself every few seconds. */
  endRunOut(): Promise<void>
}

export function openAccessArea(needs: {
  readonly work: UnitOfWork
  readonly hub: Hub
  readonly sharedLimits: SharedLimits
  readonly signIn: SignIn
  readonly about: AboutServer
  /** Where links lead. */
  readonly origin: string
  /** In which its days begin and end. */
  readonly timeZone: string
  /** Null: nobody is told by mail. */
  readonly mailer: Mailer | null
}): OpenAccess {
  const { work, hub, sharedLimits, signIn, about, origin, timeZone, mailer } = needs
  const keys = new Keys(work)
  const letters = new Letters({ mailer, origin, store: work.store })
  const hashes = new HashRows()
  const people = new People({
    work,
    letters,
    // Of who holds a link.
    hash: async password => await hashes.enter({ isKnown: true, address: '' }, async () => await signIn.hash(password)),
    origin,
    onEnded: person => work.publish({ is: 'signedOut', person }),
  })
  const refused = new RefusedSignIns()
  const ofNobody = new RefusedOfNobody()
  const browsers = new KnownBrowsers({ seal: signIn.seal, nowMs: work.now, isEncrypted: origin.startsWith('https:') })
  const endAll = async () => await endRunOut(hub, people, keys)
  return {
    keys,
    people,
    letters,
    endRunOut: endAll,
    routes: [
      ...accessRoutes({
        people,
        keys,
        about,
        factorOf: signIn.factorOf,
        store: work.store,
        nowMs: work.now,
        refused: async () => {
          await ofNobody.keep(work.store, work.now())
          return await refusedOf(work.store, work.now(), timeZone)
        },
      }),
      ...signInRoutes({
        work,
        people,
        signIn,
        browsers,
        hashes,
        letters,
        tries: new Tries(sharedLimits, work.now),
        onRefused: by => {
          refused.count(by)
          ofNobody.count(by, work.now())
        },
        hasProvider: about.oidc !== null,
      }),
    ],
    measure: refused.measure,
    overview: { setUp: async () => await accessSetUp(work.store, about) },
    hears: {
      people: (change, feed) => feed.toMinistry(change, 'people'),
      signedOut: ({ person }) => {
        for (const watcher of hub.watchers()) if (watcher.who === person) watcher.end()
      },
    },
    jobs: [
      { everyMs: BEAT_MS, inEach: true, act: endAll },
      { everyMs: KEEP_EVERY_MS, inEach: true, act: async () => await ofNobody.keep(work.store, work.now()) },
      { everyMs: CLEAN_EVERY_MS, act: async () => await people.forgetRunOut() },
    ],
  }
}

/* Streams of those whose session or key is over. */

/** A stream ends with the session or the key that opened it. */
async function endRunOut(hub: Hub, people: People, keys: Keys): Promise<void> {
  const watchers = [...hub.watchers()].filter(({ session }) => session !== null)
  if (watchers.length === 0) return
  const sessions = [...new Set(watchers.map(({ session }) => session!))]
  const living = await people.livingSessions(sessions.filter(id => !id.startsWith('key:')))
  const livingKeys = await keys.livingIds()
  for (const watcher of watchers) {
    const { session } = watcher
    const lives = session!.startsWith('key:') ? livingKeys.has(session!.slice('key:'.length)) : living.has(session!)
    if (!lives) watcher.end()
  }
}

/** What of people and of the authority's name is so, for the set-up of a new authority. */
async function accessSetUp(
  store: Reading,
  { name, demo, asksFactorOf }: Pick<AboutServer, 'name' | 'demo' | 'asksFactorOf'>,
): Promise<SetUpFacts> {
  const people = (await everybody(personRows(store))).filter(({ isDisabled }) => !isDisabled)
  return {
    name,
    isDemo: demo !== null && demo.length > 0,
    people: people.map(person => shown(person, asksFactorOf.has(person.role))),
  }
}

function shown({ id, name, role, signIn, lastSignInAt }: Person, isFactorAsked: boolean): SetUpPerson {
  const { password, totp, passkeys } = signIn
  const hasCome = password || passkeys > 0 || lastSignInAt !== null
  // Another provider, by which somebody without a password comes, asks for its own.
  const hasFactor = totp || passkeys > 0 || (hasCome && !password)
  const factor = hasFactor ? 'on' : isFactorAsked ? 'missing' : 'notAsked'
  return { id, name, role, hasCome, factor }
}
