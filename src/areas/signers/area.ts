/** Those who sign as an area: people's signing keys, and the roster that operators' nodes believe. */

import type { Area } from '../../authority/area.ts'
import { type AreaHands, type HandsOf, openIn } from '../../authority/hands.ts'
import type { Mailer } from '../../authority/mailer.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { readRoster } from '../../directive/attest.ts'
import type { OpenArea } from '../../http/area.ts'
import type { AreaTables } from '../../sql/store.ts'
import type { AtNodes } from '../operators/node-extension.ts'
import { rostersAtNodes } from './at-nodes.ts'
import { signersContract } from './contract.ts'
import { tellWaiting } from './letters.ts'
import * as model from './model.ts'
import { signersOverview } from './overview.ts'
import { signersRoutes } from './routes.ts'
import { type DemoKeys, Signers } from './signers.ts'
import { signerTables } from './sql.ts'
import { signerRows } from './store.ts'
import { trailWords } from './words-trail.ts'

/* In whose hands the next roster is. */

/** `held`: signed, and counts once its hour comes. A key that is missing is found (overview.ts). */
const rosterStates: HandsOf<'prepared' | 'held' | 'inForce'> = { prepared: 'second', held: 'itself', inForce: 'nobody' }

const signersHands: AreaHands = {
  roster: {
    states: rosterStates,
    open: async store => {
      const draft = await signerRows(store).draft()
      if (draft === null) return []
      const id = String(readRoster(draft.text).body.number)
      const hands = rosterStates[draft.notBefore === null ? 'prepared' : 'held']
      return openIn(hands, { subject: { kind: 'roster', id }, page: '/signers' })
    },
  },
  signer: null,
}

export const signers: Area<AreaTables> & AtNodes = {
  name: 'signers',
  contract: signersContract,
  shapes: model,
  tables: signerTables,
  trail: trailWords,
  hands: signersHands,
  atNodes: rostersAtNodes,
}

const LOOK_EVERY_MS = 60_000

export function openSignersArea(needs: {
  readonly work: UnitOfWork
  /** The first is where people open the console. */
  readonly origins: readonly string[]
  /** Origin of the page on which people sign; null: they sign in the console. */
  readonly signingUrl: string | null
  /** Of the demo's accounts, by their address; anywhere else there are none. */
  readonly demoKeys: DemoKeys
  /** Null: nobody is told by mail. */
  readonly mailer: Mailer | null
}): OpenArea {
  const { work, origins, signingUrl, demoKeys, mailer } = needs
  const signsAt = signingUrl === null ? origins : [signingUrl]
  const relyingParty = { id: new URL(signsAt[0]).hostname, origins: [...signsAt] }
  const useCases = new Signers({
    work,
    relyingParty,
    consoles: origins,
    demoKeys,
    onWaiting: async (waiting, people) => {
      if (mailer !== null) await tellWaiting(mailer, waiting, { people, origin: origins[0] })
    },
  })
  return {
    routes: signersRoutes(useCases),
    overview: { ...signersOverview(work), setUp: async () => await useCases.setUp() },
    hears: { roster: (change, feed) => feed.toMinistry(change, 'roster') },
    jobs: [{ everyMs: LOOK_EVERY_MS, act: async () => await useCases.publishDue(), atStart: true }],
  }
}
