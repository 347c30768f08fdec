/**
 * Instructions to sites: written, submitted, issued by a second person, each with a key of their own where there is a roster, and
 * answered by their sites.
 *
 * What is approved is named by the digest of exactly what the site is told. It is made anew at each step: an instruction
 * that was altered in the database, or whose site or briefing got another name since, is issued by nobody.
 */
import { randomUUID } from 'node:crypto'
import { type Actor, line, paragraph, writerOf } from '../../../authority/actor.ts'
import { type Approvable, byApproval, sameDigest, withWriter } from '../../../authority/approving.ts'
import type { StepUseCases } from '../../../authority/document-kind.ts'
import { type Acts, stepUseCases } from '../../../authority/document-steps.ts'
import { authorityFailure, notFound } from '../../../authority/failures.ts'
import { signedRows } from '../../../authority/signed.ts'
import type { Reading } from '../../../authority/store.ts'
import { trailActor } from '../../../authority/trail.ts'
import type { Transaction, UnitOfWork } from '../../../authority/unit-of-work.ts'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
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
import { instructions as kind } from './contract.ts'
import { issue } from './document.ts'
import { endOfDay } from './due.ts'
import { instructionFailure } from './failures.ts'
import type { InstructionLetters } from './letters.ts'
import { type InstructionTold, saidOfInstruction } from './said.ts'
import { instructionApproval, SITE_STEPS, type SiteStep } from './states.ts'
import { digestOf, factsOf, givenOf, type Reader, tellerOf, viewOf, viewsOf } from './view.ts'

export const INSTRUCTIONS_MAX = 200
/** That a list tells of. */
const LISTED_MAX = 2000
const YEAR_MS = 366 * 24 * 3_600_000
const ON_THE_WAY: readonly InstructionState[] = ['draft', 'submitted']

interface Answer {
  /** Who answers, by name. */
  readonly by: string
  readonly note: string
}

export interface InstructionUseCases extends StepUseCases<typeof kind> {
  /** open: on the way, or issued and neither done nor withdrawn. all: of the last year too. By their due days. */
  instructions(actor: Actor, of: 'open' | 'all'): Promise<readonly Instruction[]>
  instruction(actor: Actor, id: string): Promise<Instruction>
  createInstruction(actor: Actor, briefing: string, content: InstructionContent): Promise<Instruction>
  /** By its site; the same one twice is one. */
  answerInstruction(
    site: Pick<SiteIdentity, 'site'>,
    id: string,
    step: SiteStep,
    answer: Answer,
  ): Promise<GivenInstruction>
}

/** `letters`: null where nobody is told by mail. */
export function instructionUseCases(work: UnitOfWork, letters: InstructionLetters | null): InstructionUseCases {
  const readerOf = (actor: Actor): Reader => ({ actor, now: work.now() })
  return {
    instructions: async (actor, of) => {
      const rows = briefingRows(work.store)
      const recent = await rows.instructionsSince(work.now() - YEAR_MS, LISTED_MAX)
      const told = of === 'all' ? recent : recent.filter(({ state }) => ON_THE_WAY.includes(state))
      const all = new Map([...told, ...(await rows.openInstructions())].map(each => [each.id, each]))
      return await viewsOf(work.store, [...all.values()], readerOf(actor))
    },
    instruction: async (actor, id) => {
      const stored = await storedOf(work.store, id)
      return viewOf(stored, await tellerOf(work.store)(stored), readerOf(actor))
    },

    createInstruction: async (actor, briefing, content) =>
      await work.transaction(async tx => {
        const id = await create(tx, actor, briefing, instructionContent.parse(content))
        return await shown(tx, actor, id)
      }),
    ...stepUseCases(work, kind, {
      approvable,
      acts,
      shown,
      told: (step, id) => {
        if (step === 'approve') letters?.issued(id)
        if (step === 'withdraw') letters?.withdrawn(id)
      },
    }),

    answerInstruction: async ({ site }, id, step, answer) =>
      await work.transaction(
        async tx => await answered(tx, { site, id, step, by: line.parse(answer.by), note: answer.note }),
      ),
  }
}

/** An instruction as it is stored, and as its site would be told of it if it were issued now. */
interface LoadedInstruction {
  readonly stored: StoredInstruction
  readonly told: InstructionTold
  /** Digest of what the site would be told now. */
  readonly sha256: string
}

type Change = Partial<StoredInstruction>

const acts: Acts<typeof kind, LoadedInstruction, Change> = {
  save: async ({ known: { stored }, body: { version, content }, actor, tx }) => ({
    version: version + 1,
    site: content.site,
    content,
    sha256: digestOf(await toldNow(tx.store, stored.briefing, content)),
    writers: withWriter(stored.writers, writerOf(actor)),
  }),
  submit: async ({ known, body: { version, sha256 }, key: id, actor, tx }) => {
    sameDigest(sha256, known.sha256)
    refusePast(known.told, tx.now)
    const said = saidOfInstruction({ id, version, sha256 }, 'submit')
    const submitted = await signedRows(tx.store).attestation(said)
    return {
      sha256,
      submittedBy: writerOf(actor),
      signatures: submitted && { submitted, approved: null },
      reason: null,
    }
  },
  approve: async ({ known: { stored, told }, body, key: id, actor, tx }) => {
    const { version, sha256 } = body
    sameDigest(sha256, stored.sha256)
    refusePast(told, tx.now)
    const { submittedBy } = stored
    if (submittedBy === null) throw instructionFailure('instructionAltered')
    const approvedBy = writerOf(actor)
    const names = [submittedBy.name, approvedBy.name] as const
    return { ...(await issue(tx, { id, version, told, sha256, approvedBy: names })), approvedBy, issuedAt: tx.now }
  },
  return: async ({ body: { reason } }) => ({ submittedBy: null, signatures: null, reason }),
  withdraw: async ({ body: { reason }, tx: { now } }) => ({ withdrawnAt: now, reason }),
}

/** An instruction as what two people approve. */
function approvable(id: string): Approvable<InstructionAction, InstructionState, LoadedInstruction, Change> {
  const approval = byApproval(
    instructionApproval,
    ({ stored }: LoadedInstruction) => factsOf(stored),
    instructionFailure,
  )
  return {
    ...approval,
    refuse: (action, actor, known) => {
      approval.refuse(action, actor, known)
      if (action === 'approve' && known.sha256 !== known.stored.sha256) throw instructionFailure('instructionAltered')
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
    tell: ({ publish }, { stored }) => publish({ is: 'instruction', instruction: id, briefing: stored.briefing }),
  }
}

async function create(tx: Transaction, actor: Actor, briefing: string, content: InstructionContent): Promise<string> {
  const { store, now, record, publish } = tx
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
  publish({ is: 'instruction', instruction: id, briefing })
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
  { store, signer, now, record, publish }: Transaction,
  { site, id, step, by, note }: SiteAnswer,
): Promise<GivenInstruction> {
  const rows = briefingRows(store)
  const stored = await rows.instruction(id)
  if (stored === null || stored.site !== site) throw notFound('instruction')
  const given = await givenOf(stored, signer.publicKey, now)
  if (given === null) throw notFound('instruction')
  if (isAnswered(stored, step)) return given
  const { from, to } = SITE_STEPS[step]
  if (!from.some(state => state === stored.state)) throw instructionFailure('instructionState', { state: stored.state })
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
  publish({ is: 'instruction', instruction: id, briefing: stored.briefing })
  return (await givenOf(next, signer.publicKey, now)) ?? given
}

/** Who has done it has read it. */
function isAnswered({ acknowledged, done }: StoredInstruction, step: SiteStep): boolean {
  return done !== null || (step === 'acknowledge' && acknowledged !== null)
}

async function shown(tx: Transaction, actor: Actor, id: string): Promise<Instruction> {
  const { store, now } = tx
  const stored = await storedOf(store, id)
  return viewOf(stored, await tellerOf(store)(stored), { actor, now })
}

async function storedOf(store: Reading, id: string): Promise<StoredInstruction> {
  const stored = await briefingRows(store).instruction(id)
  if (stored === null) throw notFound('instruction')
  return stored
}

/** Nobody is told to have done something before now. */
function refusePast({ due }: InstructionTold, now: number): void {
  if (now >= endOfDay(due, TIME_ZONE)) throw instructionFailure('instructionDuePast', { due })
}
