/**
 * The set-up of a new authority as its pages get it: what areas say joined, judged by the one rule, in words of both languages. Which
 * lines were put aside is a setting of the authority.
 */
import type { Actor } from '../../authority/actor.ts'
import { item, type OverviewItem, type OverviewPart } from '../../authority/overview.ts'
import {
  type Lack,
  OPTIONAL_NAMES,
  type SetUp,
  type SetUpFacts,
  type SetUpLine,
  type SetUpName,
  setUpOf,
} from '../../authority/set-up.ts'
import type { Reading } from '../../authority/store.ts'
import { trailActor } from '../../authority/trail.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { ShownSetUp } from './model.ts'
import { inBoth, lackWords, lineWords, saysWords, whoWords } from './words-set-up.ts'

/** JSON: by the line, who has put it aside. */
const ASIDE = 'set-up-aside'

export class SetUpUseCases {
  readonly #parts: readonly OverviewPart[]
  readonly #work: Pick<UnitOfWork, 'store' | 'transaction'>

  constructor(needs: {
    readonly parts: readonly OverviewPart[]
    readonly work: Pick<UnitOfWork, 'store' | 'transaction'>
  }) {
    this.#parts = needs.parts
    this.#work = needs.work
  }

  async of({ id, role }: Pick<Actor, 'id' | 'role'>): Promise<SetUp> {
    const facts = await Promise.all(this.#parts.map(async part => (await part.setUp?.()) ?? {}))
    const aside = await asideIn(this.#work.store)
    const all: SetUpFacts = Object.assign({}, ...facts, { aside })
    return setUpOf(all, { id, role })
  }

  async shown(actor: Pick<Actor, 'id' | 'role'>): Promise<ShownSetUp> {
    const { lines, next, isDone, isWhole, isReady } = await this.of(actor)
    return { lines: lines.map(shownLine), next, isDone, isWhole, isReady }
  }

  /** By name, and back again. */
  async putAside(actor: Actor, name: SetUpName, isAside: boolean): Promise<ShownSetUp> {
    await this.#work.transaction(async ({ store, record, publish }) => {
      const before = await asideIn(store)
      const { [name]: _, ...others } = before
      const now = isAside ? { ...others, [name]: actor.name } : others
      await store.setSetting(ASIDE, JSON.stringify(now))
      await record(trailActor(actor), {
        action: isAside ? 'set-up.aside' : 'set-up.back',
        subject: { kind: 'set-up', id: name },
        details: {},
      })
      publish({ is: 'setUp' })
    })
    return await this.shown(actor)
  }
}

async function asideIn(store: Reading): Promise<NonNullable<SetUpFacts['aside']>> {
  const text = await store.setting(ASIDE)
  if (text === null) return {}
  const all = JSON.parse(text) as Record<string, unknown>
  return Object.fromEntries(OPTIONAL_NAMES.flatMap(name => (typeof all[name] === 'string' ? [[name, all[name]]] : [])))
}

function shownLine(line: SetUpLine): ShownSetUp['lines'][number] {
  const { name, is, isMust, page, asideBy, says, given = {} } = line
  const key = [`${name}.${says}`, says].find(each => each in saysWords) ?? 'unknown'
  const words = saysWords[key as keyof typeof saysWords]
  return {
    name,
    is,
    isMust,
    page,
    asideBy,
    what: lineWords[name],
    says: inBoth(words, given),
    by:
      line.is === 'waits'
        ? inBoth(whoWords[line.for.is], { names: 'names' in line.for ? line.for.names.join(', ') : '' })
        : null,
    isMine: line.is === 'waits' && line.for.is === 'reader',
  }
}

/** As what is not well. */
export function lackItem({ of, says, page, name }: Lack): OverviewItem {
  const what = of === 'roster' ? lineWords.roster : lackWords.operator
  return item({ what, name, says: lackWords[says], page, isUrgent: true })
}
