/**
 * What a new authority still lacks, line by line: done, waits for whom, or cannot be said; and whether a live round could go out now.
 * One rule for the page Set up, for *All is well* and for the help.
 *
 *   areas: what is so (`OverviewPart.setUp`) ──► setUpOf ──► lines in the order in which they are done · next · isReady
 *
 * Pure; knows no area, no words and no clock. Runs in a browser too.
 */
import type { Role } from './actor.ts'

/** What an authority is called that nobody has named. */
export const UNNAMED = 'Loa'

/** In the order in which they are done. `page`: where; null: not in the console. */
const LINES = {
  name: { isMust: true, page: null },
  factor: { isMust: true, page: '/account#second-factor' },
  key: { isMust: true, page: '/account#signing-keys' },
  second: { isMust: true, page: '/people' },
  editor: { isMust: true, page: '/people' },
  approver: { isMust: true, page: '/people' },
  roster: { isMust: true, page: '/signers' },
  operator: { isMust: true, page: '/operators' },
  lanes: { isMust: false, page: '/operators' },
  exercise: { isMust: false, page: '/rounds' },
  mail: { isMust: false, page: null },
  push: { isMust: false, page: null },
  backup: { isMust: false, page: null },
} as const

interface Place {
  readonly isMust: boolean
  readonly page: string | null
}
export type SetUpName = keyof typeof LINES
export const SET_UP_NAMES = Object.keys(LINES) as readonly SetUpName[]
/** Nothing goes wrong without them: an administrator may put them aside. */
export const OPTIONAL_NAMES = SET_UP_NAMES.filter(name => !LINES[name].isMust)
/** Of each that signs; the rest is the administrators'. */
const OWN: readonly SetUpName[] = ['factor', 'key']

export interface SetUpPerson {
  readonly id: string
  readonly name: string
  readonly role: Role
  /** Has opened the invitation. */
  readonly hasCome: boolean
  readonly factor: 'on' | 'missing' | 'notAsked'
}

export interface SetUpOperator {
  readonly id: string
  readonly name: string
  readonly state: 'new' | 'enrolling' | 'enrolled' | 'revoked'
  readonly isConnected: boolean
  /** Null: it never came. */
  readonly subscribers: number | null
  /** That its node holds; null: none. Undefined: it is of version 0.1.0 and asks for nobody's signature, or never came. */
  readonly roster: { readonly number: number; readonly sha256: string } | null | undefined
  readonly canExercise: boolean
}

/** What is so, as areas say it; what nobody says is not known. */
export interface SetUpFacts {
  /** Its people are made up: there is nothing to set up. */
  readonly isDemo?: boolean
  readonly name?: string
  /** Who may sign in. */
  readonly people?: readonly SetUpPerson[]
  /** Of whom there is a signing key that a roster can have. */
  readonly withKey?: ReadonlySet<string>
  readonly rosters?: {
    readonly inForce: {
      readonly number: number
      readonly sha256: string
      readonly people: readonly { readonly id: string; readonly role: Role }[]
    } | null
    readonly draft: {
      readonly signedBy: readonly string[]
      /** It counts by then, and waits for nobody. */
      readonly notBefore: string | null
      /** People or keys are no longer as it says. */
      readonly isStale: boolean
    } | null
    /** People or keys are no longer as the one in force says. */
    readonly isDue: boolean
  }
  readonly operators?: readonly SetUpOperator[]
  readonly exercise?: 'none' | 'running' | 'well'
  /** A live round was sent off at some time: this authority is past its first hour. */
  readonly hasSent?: boolean
  readonly mail?: boolean
  readonly push?: boolean
  /** When the last one was made; null: none was. Undefined: the database is copied by other means. */
  readonly backupAt?: string | null
  /** Lines that were put aside, and by whom. */
  readonly aside?: Readonly<Partial<Record<SetUpName, string>>>
}

/** Who has to act: the reader, these people, engineers of these operators, who runs the server; nobody, it has its hour. */
export type SetUpFor =
  | { readonly is: 'reader' | 'host' | 'hour' }
  | { readonly is: 'people' | 'operator'; readonly names: readonly string[] }

/** What is said of a line: `name.done`, `roster.stale`; and what is put into the words. */
interface Saying {
  readonly says: string
  readonly given?: Readonly<Record<string, string | number>>
  /** Where it is done, of this very case. */
  readonly place?: string
}
type State =
  | (Saying & { readonly is: 'done' })
  | (Saying & { readonly is: 'waits'; readonly for: SetUpFor })
  | (Saying & { readonly is: 'unknown' })

export type SetUpLine = State & {
  readonly name: SetUpName
  readonly isMust: boolean
  readonly page: string | null
  /** Who has put it aside; null: nobody. */
  readonly asideBy: string | null
}

export interface SetUp {
  readonly lines: readonly SetUpLine[]
  /** The first that the reader can do something about; else the first that waits for others. Null: nothing is left. */
  readonly next: SetUpName | null
  /** All that must be is. */
  readonly isDone: boolean
  /** In place of an administrator's overview: what must be is not, and no live round was ever sent. */
  readonly isWhole: boolean
  /** A live round could go out now. */
  readonly isReady: boolean
  /** Why none could, as far as it is known. */
  readonly lacks: readonly Lack[]
}

/** What keeps every live round from going out. */
export interface Lack {
  readonly of: 'roster' | 'operator'
  readonly says: 'none' | 'noApprover' | 'noWriter' | 'noOperator' | Exclude<OperatorLack, 'notEnrolled'>
  readonly page: string
  readonly name: string | null
}

export interface Reader {
  readonly id: string
  readonly role: Role
}

export function setUpOf(facts: SetUpFacts, reader: Reader): SetUp {
  const all = SET_UP_NAMES.map((name): SetUpLine => {
    const found = RULES[name](facts, reader)
    const { isMust, page }: Place = LINES[name]
    const asideBy = (!isMust && facts.aside?.[name]) || null
    return { name, isMust, page: found.place ?? page, asideBy, ...found }
  })
  const isAdministrator = reader.role === 'administrator'
  const seen = isAdministrator ? all : all.filter(({ name }) => OWN.includes(name))
  const lines = facts.isDemo === true ? [] : seen
  const isDone = all.every(({ isMust, is }) => !isMust || is === 'done')
  const lacks = lacksOf(facts)
  const isKnown = facts.rosters !== undefined && facts.operators !== undefined
  return {
    lines,
    next: nextOf(lines),
    isDone,
    lacks,
    isWhole: isAdministrator && !isDone && facts.hasSent !== true && facts.isDemo !== true,
    isReady: isKnown && lacks.length === 0,
  }
}

/** What must be comes before the rest, what the reader can do before what waits for others. */
function nextOf(lines: readonly SetUpLine[]): SetUpName | null {
  const open = lines.filter(({ is, asideBy }) => is === 'waits' && asideBy === null)
  const isOwn = (line: SetUpLine) => line.is === 'waits' && line.for.is === 'reader'
  const must = open.filter(({ isMust }) => isMust)
  const [next] = [...must.filter(isOwn), ...must, ...open.filter(isOwn), ...open]
  return next?.name ?? null
}

type Rule = (facts: SetUpFacts, reader: Reader) => State

const READER: SetUpFor = { is: 'reader' }
const HOST: SetUpFor = { is: 'host' }
const HOUR: SetUpFor = { is: 'hour' }
/** Whom the first roster that counts has to have: the next one waits for a day where one administrator alone signs it. */
const FIRST_ON = ['key', 'second', 'editor', 'approver'] as const

const RULES: Readonly<Record<SetUpName, Rule>> = {
  name: ({ name }) => {
    if (name === undefined) return unknown('unknown')
    return name === UNNAMED ? waits('missing', HOST) : done('done', { name })
  },

  factor: ({ people }, reader) => {
    const me = people?.find(({ id }) => id === reader.id)
    if (me === undefined) return unknown('unknown')
    if (me.factor === 'missing') return waits('missing', READER)
    return done(me.factor === 'on' ? 'done' : 'notAsked')
  },

  key: ({ withKey }, reader) => {
    if (withKey === undefined) return unknown('unknown')
    return withKey.has(reader.id) ? done('done') : waits('missing', READER)
  },

  second: (facts, reader) => somebody(facts, 'administrator', reader.id),
  editor: facts => somebody(facts, 'editor', null),
  approver: facts => somebody(facts, 'approver', null),

  roster: (facts, reader) => {
    const { rosters, people = [], withKey = new Set<string>() } = facts
    if (rosters === undefined) return unknown('unknown')
    const { inForce, draft, isDue } = rosters
    const keys = people.filter(({ id }) => withKey.has(id))
    const listed = keys.filter(({ id }) => inForce?.people.some(person => person.id === id))
    const of = { all: keys.length, listed: listed.length, number: inForce?.number ?? 0 }
    if (draft !== null) return draftState(facts, reader, of)
    if (inForce !== null && !isDue && rosterLack(facts) === null) return done('done', of)
    if (inForce !== null) return waits(isDue ? 'due' : 'short', READER, of)
    const first = FIRST_ON.map(name => RULES[name](facts, reader)).filter(isWaiting)
    if (first.length === 0) return waits('none', READER, of)
    const names = first.flatMap(state => ('names' in state.for ? state.for.names : []))
    return names.length === 0
      ? waits('before', READER)
      : waits('early', { is: 'people', names }, { names: names.join(', ') })
  },

  operator: (facts, reader) => {
    const { operators, rosters } = facts
    if (operators === undefined) return unknown('unknown')
    const best = bestOf(facts)
    const isEarly = rosters?.inForce == null && best?.operator.state !== 'enrolled'
    const roster = RULES.roster(facts, reader)
    if (isEarly) return waits('early', isWaiting(roster) ? roster.for : READER)
    if (best === null) return { ...waits('none', READER), place: '/operators#add' }
    const { operator, lack } = best
    const { name, subscribers } = operator
    const of = { name, subscribers: subscribers ?? 0, number: operator.roster?.number ?? 0 }
    const place = `/operators/${operator.id}`
    if (lack === null) return { ...done('done', of), place }
    const by: SetUpFor = lack === 'notEnrolled' ? READER : { is: 'operator', names: [operator.name] }
    return { ...waits(lack, by, of), place }
  },

  lanes: ({ operators = [] }) => {
    const came = operators.filter(({ subscribers }) => subscribers !== null)
    if (came.length === 0) return unknown('later')
    const able = came.filter(({ canExercise }) => canExercise).map(({ name }) => name)
    const names = came.map(({ name }) => name)
    return able.length > 0
      ? done('done', { names: able.join(', ') })
      : waits('missing', { is: 'operator', names }, { names: names.join(', ') })
  },

  exercise: ({ exercise, operators = [], people = [] }) => {
    if (exercise === undefined) return unknown('unknown')
    if (exercise === 'well') return done('done')
    if (!operators.some(({ canExercise }) => canExercise)) return unknown('later')
    const names = people.filter(({ role }) => role === 'editor').map(({ name }) => name)
    return waits(exercise === 'running' ? 'running' : 'missing', { is: 'people', names })
  },

  mail: ({ mail }) => opened(mail),
  push: ({ push }) => opened(push),

  backup: ({ backupAt }) => {
    if (backupAt === undefined) return unknown('unknown')
    return backupAt === null ? waits('missing', HOST) : done('done', { at: backupAt })
  },
}

function draftState({ rosters, people = [] }: SetUpFacts, reader: Reader, of: Readonly<Record<string, number>>): State {
  const draft = rosters?.draft
  if (draft == null) return unknown('unknown')
  if (draft.isStale) return waits('stale', READER, of)
  if (draft.notBefore !== null) return waits('hour', HOUR, { at: draft.notBefore })
  if (!draft.signedBy.includes(reader.id)) return waits('sign', READER, of)
  const names = people
    .filter(({ id, role }) => role === 'administrator' && !draft.signedBy.includes(id))
    .map(({ name }) => name)
  return waits('others', { is: 'people', names }, { ...of, names: names.join(', ') })
}

/** Somebody else in this role who can sign. */
function somebody({ people, withKey = new Set() }: SetUpFacts, role: Role, except: string | null): State {
  if (people === undefined) return unknown('unknown')
  const all = people.filter(person => person.role === role && person.id !== except)
  const keyed = all.filter(({ id }) => withKey.has(id))
  if (keyed.length > 0) return done('done', { names: namesOf(keyed).join(', ') })
  const come = all.filter(({ hasCome }) => hasCome)
  const names = namesOf(come.length > 0 ? come : all)
  if (names.length === 0) return { ...waits('missing', READER), place: `/people#invite-${role}` }
  const says = come.length > 0 ? 'keyless' : 'invited'
  return waits(says, { is: 'people', names }, { names: names.join(', ') })
}

function namesOf(people: readonly SetUpPerson[]): readonly string[] {
  return people.map(({ name }) => name)
}

const OPERATOR_LACKS = [
  'notEnrolled',
  'neverCame',
  'away',
  'earlierNode',
  'withoutRoster',
  'olderRoster',
  'noSubscribers',
] as const
type OperatorLack = (typeof OPERATOR_LACKS)[number]

/** Null: a live round could go out there. */
function operatorLack(operator: SetUpOperator, { rosters }: SetUpFacts): OperatorLack | null {
  const { state, isConnected, roster, subscribers } = operator
  if (state !== 'enrolled') return 'notEnrolled'
  if (subscribers === null) return 'neverCame'
  if (!isConnected) return 'away'
  if (roster === null) return 'withoutRoster'
  const inForce = rosters?.inForce
  // What two people signed is kept from it: areas/operators/node-word.ts.
  if (roster === undefined) return 'earlierNode'
  if (inForce != null && roster.sha256 !== inForce.sha256) return 'olderRoster'
  return subscribers === 0 ? 'noSubscribers' : null
}

/** The operator that is nearest to sending; null: none was added. */
function bestOf(facts: SetUpFacts): { readonly operator: SetUpOperator; readonly lack: OperatorLack | null } | null {
  const far = (lack: OperatorLack | null) => (lack === null ? OPERATOR_LACKS.length : OPERATOR_LACKS.indexOf(lack))
  const [best] = (facts.operators ?? [])
    .filter(({ state }) => state !== 'revoked')
    .map(operator => ({ operator, lack: operatorLack(operator, facts) }))
    .toSorted((a, b) => far(b.lack) - far(a.lack))
  return best ?? null
}

/** Nothing goes out before one on it writes and another approves, who may still sign in as that. Null: they are there. */
function rosterLack({ rosters, people }: SetUpFacts): 'none' | 'noApprover' | 'noWriter' | null {
  const inForce = rosters?.inForce
  if (inForce == null) return 'none'
  const there = inForce.people.filter(
    ({ id, role }) => people === undefined || people.some(each => each.id === id && each.role === role),
  )
  const approvers = there.filter(({ role }) => role === 'approver')
  if (approvers.length === 0) return 'noApprover'
  const isPair = approvers.length > 1 || there.some(({ role }) => role === 'editor')
  return isPair ? null : 'noWriter'
}

function lacksOf(facts: SetUpFacts): readonly Lack[] {
  const lacks: Lack[] = []
  const roster = facts.rosters === undefined ? null : rosterLack(facts)
  if (roster !== null) lacks.push({ of: 'roster', says: roster, page: '/signers', name: null })
  if (facts.operators === undefined) return lacks
  const best = bestOf(facts)
  if (best === null || best.lack === 'notEnrolled')
    return [...lacks, { of: 'operator', says: 'noOperator', page: '/operators', name: null }]
  const { operator, lack } = best
  if (lack === null) return lacks
  const page = `/operators/${operator.id}`
  return [...lacks, { of: 'operator', says: lack, page, name: operator.name }]
}

function opened(isOpen: boolean | undefined): State {
  if (isOpen === undefined) return unknown('unknown')
  return isOpen ? done('done') : waits('missing', HOST)
}

function isWaiting(state: State): state is State & { is: 'waits' } {
  return state.is === 'waits'
}

function done(says: string, given?: Saying['given']): State & { is: 'done' } {
  return { is: 'done', says, ...(given !== undefined && { given }) }
}

function waits(says: string, by: SetUpFor, given?: Saying['given']): State & { is: 'waits' } {
  return { is: 'waits', for: by, says, ...(given !== undefined && { given }) }
}

function unknown(says: string): State & { is: 'unknown' } {
  return { is: 'unknown', says }
}
