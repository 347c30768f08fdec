/** What is found, and how it is shown: shapes alone; run in a browser too. */
import { z } from 'zod'
import type { Role } from '../../authority/actor.ts'
import { instant } from '../../directive/values.ts'

const knownKind = z.enum([
  'round',
  'campaign',
  'bulletin',
  'briefing',
  'site',
  'instruction',
  'plan',
  'plan-version',
  'level-change',
  'level-proposal',
  'plan-task',
  'month',
  'service',
  'commune',
  'operator',
  'signer',
  'person',
  'trail',
])
export type KnownKind = z.infer<typeof knownKind>
/** In the order in which what is found is shown; what areas bring with themselves comes before the trail. */
export const KNOWN_KINDS = knownKind.options

/** Known here, or brought by an area (source.ts). */
export const foundKind = z.union([
  knownKind,
  z
    .string()
    .regex(/^[a-z]+(-[a-z]+)*$/)
    .max(40),
])
export type FoundKind = z.infer<typeof foundKind>

const STAFF: readonly Role[] = ['editor', 'approver', 'auditor', 'administrator']
const FOLLOWERS: readonly Role[] = [...STAFF, 'engineer']
const KEEPERS: readonly Role[] = ['auditor', 'administrator']

/**
 * Who may find anything of a kind at all: nobody who may not read its area. Which of them, each document says; of the trail there are
 * no documents, and these read all of it.
 */
export const MAY_FIND: Readonly<Record<KnownKind, readonly Role[]>> = {
  round: FOLLOWERS,
  campaign: FOLLOWERS,
  bulletin: STAFF,
  briefing: STAFF,
  site: STAFF,
  instruction: STAFF,
  plan: STAFF,
  'plan-version': STAFF,
  'level-change': STAFF,
  'level-proposal': STAFF,
  'plan-task': STAFF,
  month: STAFF,
  service: [...FOLLOWERS, 'duty'],
  commune: STAFF,
  operator: FOLLOWERS,
  signer: STAFF,
  person: KEEPERS,
  trail: KEEPERS,
}

export const found = z
  .strictObject({
    kind: foundKind,
    id: z.string(),
    title: z.string(),
    /** What it belongs to: the campaign of a round, the site of an instruction. Null: it stands for itself. */
    within: z.string().nullable(),
    /** As its area names it. Null: it has none. */
    state: z.string().nullable(),
    /** Of an entry of the trail: what was done. */
    did: z.strictObject({ vi: z.string(), en: z.string() }).nullable(),
    /** When it was changed last, or is to be. */
    at: instant,
    /** Its page in the console. */
    page: z.string(),
  })
  .meta({ id: 'Found' })
export type Found = z.infer<typeof found>

export const foundGroups = z
  .strictObject({
    /** Those of which there is something, in the order in which they are shown. */
    groups: z.array(
      z.strictObject({
        kind: foundKind,
        /** Of a kind that an area brought with itself: what it is called. */
        name: z.strictObject({ vi: z.string(), en: z.string() }).optional(),
        items: z.array(found),
        /** Where the next page of this kind begins; null: these are all. */
        next: z.string().nullable(),
      }),
    ),
    /** Entries of the trail whose changes are not in the index yet; 0 but while it is made anew. */
    behind: z.int().min(0),
  })
  .meta({ id: 'FoundGroups' })
export type FoundGroups = z.infer<typeof foundGroups>
