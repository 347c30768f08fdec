/**
 * Makes the rounds of a directive before it is accepted: whom each leg goes to is frozen then, and nothing is sent yet.
 *
 * In a thread of its own (prepare-worker.ts), for a country's sets take seconds and a stop for another directive must
 * not wait for them.
 */

import assert from 'node:assert/strict'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { MessagePort } from 'node:worker_threads'
import type { Audience } from '../audience/audience.ts'
import { audienceOf } from '../audience/digest.ts'
import { readAudience } from '../audience/file.ts'
import { systemClock, type Timekeeper } from '../base/clock.ts'
import { Failure, type FailureKind } from '../base/failure.ts'
import type { Random } from '../base/random.ts'
import type { DirectiveBody } from '../directive/documents.ts'
import { createRound } from '../round/directory.ts'
import { sourceAddress } from '../smpp/addresses.ts'

import { canaryPlace, settingsOf, validityOf, variantsOf, whomOf } from './legs.ts'
import { referenceOf } from './machines.ts'
import type { LegRecord } from './memory.ts'
import type { Lanes } from './sides.ts'

export interface PrepareTask {
  /** Of the directive's rounds; made anew. */
  readonly directory: string
  readonly body: DirectiveBody
  readonly lanes: Lanes<'live'> | Lanes<'exercise'>
  readonly audience: string
  readonly provinces: readonly string[] | null
  readonly excludes: readonly string[]
  /** File of each language that the operator has a list of. */
  readonly languages: Readonly<Record<string, string>>
}

export interface Prepared {
  readonly subscribers: number
  readonly audienceSha256: string
  readonly legs: readonly LegRecord[]
}

export type FromPreparer =
  | { readonly is: 'prepared'; readonly prepared: Prepared }
  | { readonly is: 'failed'; readonly code: string; readonly kind: FailureKind; readonly details: Failure['details'] }

const REFERENCE_BITS = 8

export const legPath = (directory: string, leg: Pick<LegRecord, 'number'>) => join(directory, String(leg.number))

/** In a thread of its own (`prepare-worker.ts`): what came of it is told, a Failure as its parts. */
export async function prepareFor(task: PrepareTask, port: Pick<MessagePort, 'postMessage'>): Promise<void> {
  const tell = (message: FromPreparer) => port.postMessage(message)
  try {
    tell({ is: 'prepared', prepared: await prepare(task, systemClock) })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    tell({ is: 'failed', code: error.code, kind: error.kind, details: error.details })
  }
}

/** Fails as createRound and readAudience do. With nobody to go to it makes nothing, and there are no legs. */
export async function prepare(task: PrepareTask, clock: Pick<Timekeeper, 'wall'>): Promise<Prepared> {
  rmSync(task.directory, { recursive: true, force: true })
  const load = async (file: string): Promise<Audience> => await readAudience(file)
  const whom = audienceOf(await whomOf(task, load))
  const drafts = await draftsOf(task, whom, load)
  const legs = drafts.map(({ leg }) => leg)
  const canary = canaryPlace(legs, task.body.sending.canary)
  for (const [i, draft] of drafts.entries())
    await createLeg(task, draft, { canary: canary?.leg === i ? canary.within : 0, clock })
  return { subscribers: whom.size, audienceSha256: whom.sha256, legs }
}

interface Draft {
  readonly leg: LegRecord
  readonly audience: Audience
  readonly text: string
}

/** One a message and language that anybody is to get. */
async function draftsOf(
  { body, languages }: PrepareTask,
  whom: Audience,
  load: (file: string) => Promise<Audience>,
): Promise<readonly Draft[]> {
  const drafts: Draft[] = []
  for (const [i, { variants }] of body.messages.entries()) {
    const files = variants.slice(1).map(({ language }) => languages[language] ?? null)
    const sets = await variantsOf(whom, files, load)
    for (const [k, { language, text, segments }] of variants.entries()) {
      const { size: subscribers } = sets[k]
      if (subscribers === 0) continue
      const number = drafts.length + 1
      const leg = { number, message: i + 1, language, subscribers, segmentsEach: segments }
      drafts.push({ leg, audience: audienceOf(sets[k]), text })
    }
  }
  return drafts
}

async function createLeg(
  { directory, body, lanes }: PrepareTask,
  { leg, audience, text }: Draft,
  how: { readonly canary: number; readonly clock: Pick<Timekeeper, 'wall'> },
): Promise<void> {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  await createRound(
    legPath(directory, leg),
    {
      text,
      referenceBits: REFERENCE_BITS,
      source: sourceAddress(body.source) ?? { addr: '', ton: 0, npi: 0 },
      validityPeriod: validityOf(body.sending.validitySeconds),
      receipts: body.sending.receipts,
      timeZone: body.window.timeZone,
      smscs: lanes.smscs,
      bindsEach: lanes.bindsEach,
      settings: settingsOf(body, lanes, how.canary),
    },
    {
      audience: async () => ({ built: { ...audience, duplicates: 0, rejected: 0 }, copyOf: null }),
      random: NO_CHANCE,
      // Legs in a row have others, so that no phone mixes two messages.
      reference: (referenceOf(body.serial) + leg.number - 1) % 2 ** REFERENCE_BITS,
      wall: () => how.clock.wall(),
    },
  )
}

/** Rounds are the same on every machine. */
const NO_CHANCE: Random = { below: () => assert.fail('left to chance'), chance: () => assert.fail('left to chance') }
