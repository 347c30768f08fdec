/**
 * The demo's bulletin as a cell broadcast: on the air at two operators, one of whose BSCs restarts meanwhile and gets it back; then its
 * correction in the same cells; then it is taken off.
 *
 *   nodes ─► on the air ─► a BSC loses its data ─► put back ─► correction (WRITE-REPLACE) ─► cancelled (KILL) ─► nothing
 *
 * What the BSCs' own records say (phones.ts) is counted beside what the authority's page of the bulletin says.
 */
import type { Broadcast, BroadcastCount } from '../src/areas/broadcasts/model.ts'
import type { ReleasedContent } from '../src/areas/bulletins/model.ts'
import type { Saying } from '../src/directive/broadcast.ts'
import type { AuthorityClient } from './authority-client.ts'
import type { BroadcastTexts } from './bulletin-content.ts'
import { BROADCASTING, type Controller, type Controllers } from './controllers.ts'
import type { DemoOperator } from './operators.ts'
import {
  type Approved,
  approvedOf,
  cellsWith,
  cellsWithAny,
  killedAt,
  lastWrittenAt,
  octetsAsApproved,
  octetsIn,
  pagesIn,
} from './phones.ts'
import type { Wait } from './waiting.ts'

export type OnAirMoment =
  | {
      readonly is: 'on-air'
      readonly operator: string
      readonly cells: number
      readonly bscs: number
      readonly languages: number
      readonly pages: number
    }
  | {
      readonly is: 'put-back'
      readonly operator: string
      /** Of the BSC that restarted. */
      readonly cells: number
      readonly milliseconds: number
    }
  | { readonly is: 'off-air'; readonly bscs: number }

/** What is counted on both sides, by operator, as it is called in `--json`. */
export const AIR_COUNTS = {
  inArea: 'cells in the area',
  onAir: 'cells on the air',
  octets: 'octets of pages',
  putBack: 'cells on the air after a restart',
  corrected: 'cells with the correction',
  outside: 'cells outside the area',
  killed: 'BSCs with a KILL',
  left: 'cells after the KILL',
} as const
export type AirCount = keyof typeof AIR_COUNTS

export function airCountName({ id }: Pick<DemoOperator, 'id'>, count: AirCount): string {
  return `${id} ${AIR_COUNTS[count]}`
}

export interface Counted {
  readonly operator: DemoOperator
  readonly count: AirCount
  /** By the BSCs. */
  readonly theirs: number
  /** By the page. */
  readonly server: number
}

interface Needs {
  readonly controllers: Controllers
  readonly operators: readonly DemoOperator[]
  readonly editor: AuthorityClient
  readonly until: <T>(what: Wait, act: () => Promise<T | null>) => Promise<T>
  readonly onMoment: (moment: OnAirMoment) => void
}

export class OnAir {
  readonly #n: Needs
  readonly #operators: readonly DemoOperator[]
  readonly #counted: Counted[] = []
  /** What should be on the air, by operator. */
  readonly #approved = new Map<string, readonly Approved[]>()
  #bulletin = ''
  #putBack = 0
  #texts: Readonly<Record<Saying, BroadcastTexts>> = { message: [], correction: [] }

  constructor(needs: Needs) {
    this.#n = needs
    this.#operators = needs.operators.slice(0, BROADCASTING)
  }

  /** Until it is on the air everywhere, and again where a BSC has lost it. Fails with demoSilent. */
  async broadcast(bulletin: string): Promise<void> {
    this.#bulletin = bulletin
    const [{ content }] = await this.#n.editor.get<readonly ReleasedContent[]>(`/api/v1/bulletins/${bulletin}/releases`)
    this.#texts = { message: content.renditions.broadcast?.texts ?? [], correction: content.correction.broadcast ?? [] }
    await Promise.all(this.#operators.map(async each => await this.#begin(each)))
    await this.#restart(this.#restarting)
  }

  /** Until the correction has its place in every cell: in how many. */
  async correct(): Promise<number> {
    let cells = 0
    for (const operator of this.#operators) {
      const { page, count } = await this.#told(operator, 'correction')
      if (operator === this.#restarting) {
        // As it was just before the correction: after the restart.
        const last = page.counts.find(({ says }) => says === 'message')?.cells.onAir ?? 0
        this.#count(operator, 'putBack', { theirs: this.#putBack, server: last })
      }
      const theirs = cellsWith(this.#at(operator), this.#approvedOf(page, 'correction', operator))
      this.#count(operator, 'corrected', { theirs, server: count.cells.onAir })
      cells += theirs
    }
    return cells
  }

  /** Until the page says that it is over at each operator. */
  async takeOff(): Promise<void> {
    const { onMoment, until } = this.#n
    let bscs = 0
    for (const operator of this.#operators) {
      const controllers = this.#at(operator)
      const { counts } = await until(
        { vi: `ngừng phát ở ${operator.name}`, en: `the end at ${operator.name}` },
        async () => {
          const page = await this.#page(operator)
          const isOver = page?.state === 'withdrawn' && page.counts.every(({ isFinal }) => isFinal)
          return isOver ? page : null
        },
      )
      const killed = killedAt(controllers, this.#approved.get(operator.id) ?? [])
      const left = cellsWithAny(controllers, 'inside')
      const leaving = counts.reduce((sum, each) => sum + each.leaving, 0)
      this.#count(operator, 'killed', { theirs: killed, server: controllers.length })
      this.#count(operator, 'left', { theirs: left, server: leaving })
      bscs += killed
    }
    onMoment({ is: 'off-air', bscs })
  }

  /** In the order in which it happened, operator by operator. */
  get counts(): readonly Counted[] {
    return this.#operators.flatMap(operator => this.#counted.filter(each => each.operator === operator))
  }

  async #begin(operator: DemoOperator): Promise<void> {
    const controllers = this.#at(operator)
    const { page, count } = await this.#told(operator, 'message')
    const approved = this.#approvedOf(page, 'message', operator)
    const { length: bscs } = controllers
    const inArea = controllers.reduce((sum, { cells }) => sum + cells.inside.length, 0)
    const onAir = cellsWith(controllers, approved)
    this.#count(operator, 'inArea', { theirs: inArea, server: page.cells ?? 0 })
    this.#count(operator, 'onAir', { theirs: onAir, server: count.cells.onAir })
    this.#count(operator, 'octets', {
      theirs: octetsAsApproved(controllers, approved),
      server: octetsIn(approved, bscs),
    })
    this.#count(operator, 'outside', { theirs: cellsWithAny(controllers, 'outside'), server: 0 })
    this.#n.onMoment({
      is: 'on-air',
      operator: operator.name,
      cells: onAir,
      bscs,
      languages: approved.length,
      pages: pagesIn(approved),
    })
  }

  /** All that it had is gone, and it says so; its node puts it back. */
  async #restart(operator: DemoOperator): Promise<void> {
    const { until, onMoment } = this.#n
    const controllers = this.#at(operator)
    const [first] = controllers
    const approved = this.#approved.get(operator.id) ?? []
    const before = cellsWith([first], approved)
    const began = Date.now()
    first.bsc.restart()
    const cells = await until(
      { vi: `${operator.name} phát lại sau khi BSC khởi động lại`, en: `${operator.name} after a restart` },
      async () => {
        const now = cellsWith([first], approved)
        return now === before ? now : null
      },
    )
    const milliseconds = (lastWrittenAt(first, approved) ?? began) - began
    this.#putBack = cellsWith(controllers, approved)
    onMoment({ is: 'put-back', operator: operator.name, cells, milliseconds })
  }

  get #restarting(): DemoOperator {
    return this.#operators[0]
  }

  #at(operator: DemoOperator): readonly Controller[] {
    return this.#n.controllers.of(operator)
  }

  /** Kept: once it is taken off, the page tells of the message again. */
  #approvedOf({ messages }: Broadcast, says: Saying, { id }: DemoOperator): readonly Approved[] {
    const approved = approvedOf(messages, this.#texts[says])
    this.#approved.set(id, approved)
    return approved
  }

  #count(operator: DemoOperator, count: AirCount, both: Pick<Counted, 'theirs' | 'server'>): void {
    this.#counted.push({ operator, count, ...both })
  }

  async #page({ id }: DemoOperator): Promise<Broadcast | null> {
    const path = `/api/v1/bulletins/${this.#bulletin}/broadcasts`
    const all = await this.#n.editor.get<readonly Broadcast[]>(path)
    return all.find(({ operator }) => operator === id) ?? null
  }

  /** What the page says of it once every cell is on the air. */
  async #told(
    operator: DemoOperator,
    says: Saying,
  ): Promise<{ readonly page: Broadcast; readonly count: BroadcastCount }> {
    const state = says === 'message' ? 'held' : 'replaced'
    return await this.#n.until({ vi: `các ô của ${operator.name}`, en: `cells of ${operator.name}` }, async () => {
      const page = await this.#page(operator)
      const count = page?.counts.find(each => each.says === says)
      if (page?.state !== state || count === undefined) return null
      const { known, onAir } = count.cells
      return known > 0 && onAir === known ? { page, count } : null
    })
  }
}
