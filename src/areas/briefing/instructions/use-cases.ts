/**
 * Instructions to sites: written, submitted, issued by a second person, each with a key of their own where there is a roster, and
 * answered by their sites.
 *
 * What is approved is named by the digest of exactly what the site is told. It is made anew at each step: an instruction
 * that was altered in the database, or whose site or briefing got another name since, is issued by nobody.
 */
import { randomUUID } from 'node:crypto'
import { type Actor, line, paragraph, type Writer, writerOf } from '../../../authority/actor.ts'
import {
  type Approvable,
  byApproval,
  carryOut,
  sameDigest,
  type Wanted,
} from '../../../authority/approving.ts'
import { authorityFailure, notFound } from '../../../authority/failures.ts'
import type { GivenSignature } from '../../../authority/said.ts'
import { signedRows } from '../../../authority/signed.ts'
import type { Reading } from '../../../authority/store.ts'
import { trailActor } from '../../../authority/trail.ts'
import type { Changing, House } from '../../../authority/unit-of-work.ts'
import {
  type GivenInstruction,
  type Instruction,
  type InstructionAction,
  type InstructionContent,
  type InstructionState,
  instructionContent,
  type SiteIdentity,
} from '../model.ts'
import { briefingRows, type StoredBriefing, type StoredInstruction } from '../store.ts'
import { issue } from './document.ts'
import { endOfDay } from './due.ts'
import { instructionFailure } from './failures.ts'
import type { InstructionLetters } from './letters.ts'
import { type InstructionTold, saidOfInstruction } from './said.ts'
import { instructionApproval, SITE_STEPS, type SiteStep } from './states.ts'
import {
  digestOf,
  factsOf,
  givenOf,
  type Reader,
  TIME_ZONE,
  tellerOf,
  viewOf,
  viewsOf,
} from './view.ts'

export const INSTRUCTIONS_MAX = 200
/** That a list tells of. */
const LISTED_MAX = 2000
const YEAR_MS = 366 * 24 * 3_600_000
const ON_THE_WAY: readonly InstructionState[] = ['draft', 'submitted']

interface Decided {
  /** That was read. */
  readonly version: number
  readonly sha256: string
  readonly signature?: GivenSignature | undefined
}

interface Answer {
  /** Who answers, by name. */
  readonly by: string
  readonly note: string
}

export interface InstructionUseCases {
  /** open: on the way, or issued and neither done nor withdrawn. all: of the last year too. By their due days. */
  instructions(actor: Actor, of: 'open' | 'all'): Promise<readonly Instruction[]>
  instruction(actor: Actor, id: string): Promise<Instruction>
  createInstruction(
    actor: Actor,
    briefing: string,
    content: InstructionContent,
  ): Promise<Instruction>
  saveInstruction(
    actor: Actor,
    id: string,
    input: { version: number; content: InstructionContent },
  ): Promise<Instruction>
  submitInstruction(actor: Actor, id: string, input: Decided): Promise<Instruction>
  /** Issues it. */
  approveInstruction(actor: Actor, id: string, input: Decided): Promise<Instruction>
  returnInstruction(actor: Actor, id: string, input: { reason: string }): Promise<Instruction>
  withdrawInstruction(actor: Actor, id: string, input: { reason: string }): Promise<Instruction>
  /** By its site; the same one twice is one. */
  answerInstruction(
    site: Pick<SiteIdentity, 'site'>,
    id: string,
    step: SiteStep,
    answer: Answer,
  ): Promise<GivenInstruction>
}

/** `letters`: null where nobody is told by mail. */
export function instructionUseCases(
  house: House,
  letters: InstructionLetters | null,
): InstructionUseCases {
  const readerOf = (actor: Actor): Reader => ({ actor, now: house.now() })
  const step = async (actor: Actor, id: string, wanted: Wanted<InstructionAction>, act: Act) =>
    await house.change(async changing => {
      await carryOut(changing, approvable(id), actor, wanted, act)
      return await shown(changing, actor, id)
    })

  return {
    instructions: async (actor, of) => {
      const rows = briefingRows(house.store)
      const recent = await rows.instructionsSince(house.now() - YEAR_MS, LISTED_MAX)
      const told = of === 'all' ? recent : recent.filter(({ state }) => ON_THE_WAY.includes(state))
      const all = new Map(
        [...told, ...(await rows.openInstructions())].map(each => [each.id, each]),
      )
      return await viewsOf(house.store, [...all.values()], readerOf(actor))
    },
    instruction: async (actor, id) => {
      const stored = await storedOf(house.store, id)
      return viewOf(stored, await tellerOf(house.store)(stored), readerOf(actor))
    },

    createInstruction: async (actor, briefing, content) =>
      await house.change(async changing => {
        const id = await create(changing, actor, briefing, instructionContent.parse(content))
        return await shown(changing, actor, id)
      }),
    saveInstruction: async (actor, id, { version, content }) =>
      await step(actor, id, { action: 'save', version }, async ({ stored }, changing) => {
        const given = instructionContent.parse(content)
        const told = await toldNow(changing.store, stored.briefing, given)
        const by = writerOf(actor)
        return {
          version: version + 1,
          site: given.site,
          content: given,
          sha256: digestOf(told),
          writers: withWriter(stored.writers, by),
        }
      }),
    submitInstruction: async (actor, id, { version, sha256, signature }) =>
      await step(actor, id, { action: 'submit', version, signature }, async (known, changing) => {
        sameDigest(sha256, known.sha256)
        refusePast(known.told, changing.now)
        const { store } = changing
        const said = saidOfInstruction({ id, version, sha256 }, 'submit')
        const submitted = await signedRows(store).attestation(said)
        return {
          sha256,
          submittedBy: writerOf(actor),
          signatures: submitted && { submitted, approved: null },
          reason: null,
        }
      }),
    approveInstruction: async (actor, id, { version, sha256, signature }) => {
      const issued = await step(
        actor,
        id,
        { action: 'approve', version, signature },
        async ({ stored, told }, changing) => {
          sameDigest(sha256, stored.sha256)
          refusePast(told, changing.now)
          const { submittedBy } = stored
          if (submittedBy === null) throw instructionFailure('instructionAltered')
          const approvedBy = writerOf(actor)
          const names = [submittedBy.name, approvedBy.name] as const
          return {
            ...(await issue(changing, { id, version, told, sha256, approvedBy: names })),
            approvedBy,
            issuedAt: changing.now,
          }
        },
      )
      letters?.issued(id)
      return issued
    },
    returnInstruction: async (actor, id, { reason }) => {
      const given = paragraph.parse(reason)
      return await step(actor, id, { action: 'return', reason: given }, async () => ({
        submittedBy: null,
        signatures: null,
        reason: given,
      }))
    },
    withdrawInstruction: async (actor, id, { reason }) => {
      const given = paragraph.parse(reason)
      const withdrawn = await step(
        actor,
        id,
        { action: 'withdraw', reason: given },
        async (_, { now }) => ({ withdrawnAt: now, reason: given }),
      )
      letters?.withdrawn(id)
      return withdrawn
    },

    answerInstruction: async ({ site }, id, step, answer) =>
      await house.change(
        async changing =>
          await answered(changing, {
            site,
            id,
            step,
            by: line.parse(answer.by),
            note: answer.note,
          }),
      ),
  }
}

interface Known {
  readonly stored: StoredInstruction
  readonly told: InstructionTold
  /** Of what would be told now. */
  readonly sha256: string
}

type Change = Partial<StoredInstruction>
type Act = (known: Known, changing: Changing) => Promise<Change>

/** An instruction as what two people approve. */
function approvable(id: string): Approvable<InstructionAction, InstructionState, Known, Change> {
  const approval = byApproval(
    instructionApproval,
    ({ stored }: Known) => factsOf(stored),
    instructionFailure,
  )
  return {
    ...approval,
    refuse: (action, actor, known) => {
      approval.refuse(action, actor, known)
      if (action === 'approve' && known.sha256 !== known.stored.sha256)
        throw instructionFailure('instructionAltered')
    },
    know: async ({ store }) => {
      const stored = await storedOf(store, id)
      const told = await tellerOf(store)(stored)
      return { stored, told, sha256: digestOf(told) }
    },
    versionOf: ({ stored }) => stored.version,
    lastWriter: async (_, { stored }) => stored.updatedBy.name,
    said: (action, { stored, sha256 }) =>
      action === 'submit' || action === 'approve'
        ? saidOfInstruction({ id, version: stored.version, sha256 }, action)
        : null,
    put: async ({ store, now }, { stored }, change, state, actor) =>
      await briefingRows(store).putInstruction({
        ...stored,
        ...change,
        state,
        updatedAt: now,
        updatedBy: writerOf(actor),
      }),
    entry: (action, { stored }, change) => ({
      action: `instruction.${action}`,
      subject: { kind: 'instruction', id },
      details: {
        briefing: stored.briefing,
        site: change.site ?? stored.site,
        version: change.version ?? stored.version,
        digest: change.sha256 ?? stored.sha256,
      },
    }),
    page: () => `/instructions/${id}`,
    tell: ({ tell }, { stored }) =>
      tell({ is: 'instruction', instruction: id, briefing: stored.briefing }),
  }
}

async function create(
  changing: Changing,
  actor: Actor,
  briefing: string,
  content: InstructionContent,
): Promise<string> {
  const { store, now, record, tell } = changing
  const rows = briefingRows(store)
  if (!instructionApproval.mayAtAll(actor.role, 'save')) throw authorityFailure('forbidden')
  const told = await toldNow(store, briefing, content)
  if ((await rows.instructionsOf(briefing)).length >= INSTRUCTIONS_MAX)
    throw instructionFailure('instructionsTooMany', { max: INSTRUCTIONS_MAX })
  const id = randomUUID()
  const by = writerOf(actor)
  const sha256 = digestOf(told)
  await rows.putInstruction({
    id,
    briefing,
    site: content.site,
    state: 'draft',
    version: 1,
    content,
    sha256,
    writers: [by],
    submittedBy: null,
    approvedBy: null,
    signatures: null,
    document: null,
    issuedAt: null,
    acknowledged: null,
    done: null,
    withdrawnAt: null,
    reason: null,
    updatedAt: now,
    updatedBy: by,
  })
  await record(trailActor(actor), {
    action: 'instruction.create',
    subject: { kind: 'instruction', id },
    details: { briefing, site: content.site, version: 1, digest: sha256 },
  })
  tell({ is: 'instruction', instruction: id, briefing })
  return id
}

/** What the site would be told, where it is on the roster and the decision in the minutes. */
async function toldNow(
  store: Reading,
  briefing: string,
  { site, text, due, basis, decision }: InstructionContent,
): Promise<InstructionTold> {
  const rows = briefingRows(store)
  const found: StoredBriefing | null = await rows.briefing(briefing)
  if (found === null) throw notFound('briefing')
  const siteName = (await rows.site(site))?.content.name
  if (siteName === undefined || !found.content.roster.some(entry => entry.site === site))
    throw instructionFailure('instructionSite')
  const minute = decision === null ? null : await rows.minute(decision)
  if (decision !== null && (minute?.briefing !== briefing || minute.content.is !== 'decision'))
    throw instructionFailure('instructionDecision')
  return { briefing, briefingTitle: found.content.title, site, siteName, text, due, basis }
}

interface SiteAnswer extends Answer {
  readonly site: string
  readonly id: string
  readonly step: SiteStep
}

/** What is not theirs is to a site as if it were not there. */
async function answered(
  { store, signer, now, record, tell }: Changing,
  { site, id, step, by, note }: SiteAnswer,
): Promise<GivenInstruction> {
  const rows = briefingRows(store)
  const stored = await rows.instruction(id)
  if (stored === null || stored.site !== site) throw notFound('instruction')
  const given = await givenOf(stored, signer.publicKey, now)
  if (given === null) throw notFound('instruction')
  if (isAnswered(stored, step)) return given
  const { from, to } = SITE_STEPS[step]
  if (!from.some(state => state === stored.state))
    throw instructionFailure('instructionState', { state: stored.state })
  const answer = { at: now, by, note: paragraph.parse(note) }
  const next: StoredInstruction = {
    ...stored,
    ...(step === 'done' ? { done: answer } : { acknowledged: answer }),
    state: to,
    updatedAt: now,
    updatedBy: { id: site, name: by },
  }
  await rows.putInstruction(next)
  const name = (await rows.site(site))?.content.name ?? site
  await record(
    { kind: 'site', id: site, name },
    {
      action: `instruction.${step}`,
      subject: { kind: 'instruction', id },
      details: { briefing: stored.briefing, by, note: answer.note, digest: stored.sha256 },
    },
  )
  tell({ is: 'instruction', instruction: id, briefing: stored.briefing })
  return (await givenOf(next, signer.publicKey, now)) ?? given
}

/** Who has done it has read it. */
function isAnswered({ acknowledged, done }: StoredInstruction, step: SiteStep): boolean {
  return done !== null || (step === 'acknowledge' && acknowledged !== null)
}

async function shown(changing: Changing, actor: Actor, id: string): Promise<Instruction> {
  const { store, now } = changing
  const stored = await storedOf(store, id)
  return viewOf(stored, await tellerOf(store)(stored), { actor, now })
}

async function storedOf(store: Reading, id: string): Promise<StoredInstruction> {
  const stored = await briefingRows(store).instruction(id)
  if (stored === null) throw notFound('instruction')
  return stored
}

function withWriter(writers: readonly Writer[], by: Writer): readonly Writer[] {
  return writers.some(({ id }) => id === by.id) ? writers : [...writers, by]
}

/** Nobody is told to have done something before now. */
function refusePast({ due }: InstructionTold, now: number): void {
  if (now >= endOfDay(due, TIME_ZONE)) throw instructionFailure('instructionDuePast', { due })
}
