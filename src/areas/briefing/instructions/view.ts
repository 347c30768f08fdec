/** Instructions as people and their sites see them. Reads only. */

import type { Actor } from '../../../authority/actor.ts'
import type { Facts } from '../../../authority/approval.ts'
import { authorsOf, whoIs } from '../../../authority/approving.ts'
import type { Reading } from '../../../authority/store.ts'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import type { PublicJwk } from '../../../directive/public-key.ts'
import { sha256Of } from '../../../directive/signing.ts'
import type { GivenInstruction, Instruction, InstructionState } from '../model.ts'
import { briefingRows, type StoredAnswer, type StoredBriefing, type StoredInstruction } from '../store.ts'
import { issuedOf, readIssued } from './document.ts'
import { type Clock, isOverdue } from './due.ts'
import { type InstructionTold, toldText } from './said.ts'
import { instructionApproval } from './states.ts'

/** That a site is shown: the newest. */
const GIVEN_MAX = 200

export interface Reader {
  readonly actor: Actor
  readonly now: number
}

/** As the view of a briefing, and a site's own, ask for them. `key`: the authority's. */
export function instructionViews(key: PublicJwk) {
  return {
    of: instructionsOf,
    earlier: earlierOf,
    to: async (store: Reading, site: string, now: number) => await givenTo(store, site, key, now),
  }
}

/** Of a briefing, by their due days. */
async function instructionsOf(store: Reading, briefing: string, reader: Reader): Promise<Instruction[]> {
  return await viewsOf(store, await briefingRows(store).instructionsOf(briefing), reader)
}

/** Open ones of other briefings, to sites of this one's roster. */
async function earlierOf(
  store: Reading,
  { id, content }: Pick<StoredBriefing, 'id' | 'content'>,
  reader: Reader,
): Promise<Instruction[]> {
  const sites = content.roster.map(({ site }) => site)
  if (sites.length === 0) return []
  const open = await briefingRows(store).openInstructions(sites)
  return await viewsOf(
    store,
    open.filter(({ briefing }) => briefing !== id),
    reader,
  )
}

export async function viewsOf(
  store: Reading,
  all: readonly StoredInstruction[],
  reader: Reader,
): Promise<Instruction[]> {
  const told = tellerOf(store)
  const views = await Promise.all(all.map(async each => viewOf(each, await told(each), reader)))
  const order = (a: Instruction, b: Instruction) =>
    a.due.localeCompare(b.due) || a.siteName.localeCompare(b.siteName, 'vi')
  return views.toSorted((a, b) => order(a, b) || (a.id < b.id ? -1 : 1))
}

/** To a site, as it was issued; the newest first. What was altered in the database since is given to nobody. */
async function givenTo(store: Reading, site: string, key: PublicJwk, now: number): Promise<GivenInstruction[]> {
  const all = await briefingRows(store).instructionsTo(site, GIVEN_MAX)
  const given = await Promise.all(all.map(async each => await givenOf(each, key, now).catch(() => null)))
  return given.filter(each => each !== null)
}

/** Null: it was not issued. Fails with contentAltered. */
export async function givenOf(
  stored: StoredInstruction,
  key: PublicJwk,
  now: number,
): Promise<GivenInstruction | null> {
  const { id, state } = stored
  const issued = await issuedOf(stored, key)
  if (issued === null) return null
  const { document, body } = issued
  const { told, sha256, issuedAt, approvedBy } = body
  const { briefing, briefingTitle, text, due, basis } = told
  return {
    id,
    briefing,
    briefingTitle,
    text,
    due,
    basis,
    state,
    isOverdue: isOverdue(courseOf(stored), { now, timeZone: TIME_ZONE }),
    issuedAt,
    acknowledged: answerOf(stored.acknowledged),
    done: answerOf(stored.done),
    sha256,
    approvedBy,
    document,
  }
}

/** What a site is told by it, or was; asks for each briefing and each site once. */
export function tellerOf(store: Reading): (of: StoredInstruction) => Promise<InstructionTold> {
  const rows = briefingRows(store)
  const titleOf = once(async id => (await rows.briefing(id))?.content.title)
  const nameOf = once(async id => (await rows.site(id))?.content.name)
  return async ({ document, briefing, site, content }) => {
    const issued = document === null ? null : readIssued(document)
    if (issued !== null) return issued.told
    const { text, due, basis } = content
    const [briefingTitle, siteName] = [await titleOf(briefing), await nameOf(site)]
    if (briefingTitle === undefined || siteName === undefined)
      throw new TypeError('an instruction of no briefing or to no site')
    return { briefing, briefingTitle, site, siteName, text, due, basis }
  }
}

export function digestOf(told: InstructionTold): string {
  return sha256Of(toldText(told))
}

export function factsOf({ state, writers, submittedBy }: StoredInstruction): Facts<InstructionState> {
  return { state, authors: authorsOf(writers, submittedBy).map(({ id }) => id) }
}

export function courseOf(stored: StoredInstruction) {
  const { content, issuedAt, done, withdrawnAt } = stored
  return { due: content.due, issuedAt, done, withdrawnAt }
}

export function viewOf(stored: StoredInstruction, told: InstructionTold, { actor, now }: Reader): Instruction {
  const clock: Clock = { now, timeZone: TIME_ZONE }
  return {
    ...told,
    decision: stored.content.decision,
    id: stored.id,
    state: stored.state,
    isOverdue: isOverdue(courseOf(stored), clock),
    version: stored.version,
    // A draft says what would be told now: its site may have got another name since.
    sha256: stored.state === 'draft' ? digestOf(told) : stored.sha256,
    submittedBy: stored.submittedBy,
    approvedBy: stored.approvedBy,
    issuedAt: instantOf(stored.issuedAt),
    acknowledged: answerOf(stored.acknowledged),
    done: answerOf(stored.done),
    reason: stored.reason,
    actions: instructionApproval.actionsOf(whoIs(actor), factsOf(stored)),
    updatedAt: new Date(stored.updatedAt).toISOString(),
    updatedBy: stored.updatedBy,
  }
}

function answerOf(answer: StoredAnswer | null): Instruction['done'] {
  return answer && { ...answer, at: new Date(answer.at).toISOString() }
}

function instantOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

function once<Value>(ask: (id: string) => Promise<Value>): (id: string) => Promise<Value> {
  const known = new Map<string, Promise<Value>>()
  return async id => {
    const found = known.get(id) ?? ask(id)
    known.set(id, found)
    return await found
  }
}
