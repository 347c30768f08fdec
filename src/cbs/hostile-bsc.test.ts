/**
 * For tests: a BSC as bad as they come, in virtual time. What is on the air in its cells is the truth that the centre's state is held
 * against. It loses answers and connections, answers twice and what nobody asked, refuses for a while, loses its data and says so, or
 * says so and has kept them; it names cells as it likes.
 */
import type { Random } from '../base/random.ts'
import { ALL_CELLS, type Cell, type CellGlobalId, covers } from './cells.ts'
import { CAUSES, type Failed } from './elements.ts'
import type { Message, MessageOf } from './messages.ts'

export interface Mood {
  /** In per cent of requests. */
  readonly silent: number
  readonly twice: number
  readonly unasked: number
  readonly refuses: number
}

export const CALM: Mood = { silent: 0, twice: 0, unasked: 0, refuses: 0 }

/** By identifier: versions on the air, and the first octets of their first page. */
type OnAir = Map<string, string>

export class HostileBsc {
  readonly cells: readonly CellGlobalId[]
  /** A cell each. */
  readonly onAir: readonly OnAir[]
  mood: Mood = CALM
  /** Names of all messages that it was ever sent. */
  readonly asked = new Set<Message['message']>()
  readonly #random: Random

  constructor(cells: readonly CellGlobalId[], random: Random) {
    this.cells = cells
    this.onAir = cells.map(() => new Map())
    this.#random = random
  }

  /** What it sends because of a request. */
  heard(request: Message): Message[] {
    this.asked.add(request.message)
    const answers = this.#answers(request)
    const { silent, twice, unasked } = this.mood
    if (this.#random.chance(silent)) return []
    if (this.#random.chance(twice)) answers.push(...answers)
    if (this.#random.chance(unasked)) answers.unshift(...this.#unasked(request))
    return answers
  }

  /** All that was on the air is lost, unless it `lies`. */
  restart({ lies }: { readonly lies: boolean }): Message[] {
    if (!lies) for (const cell of this.onAir) cell.clear()
    return [
      { message: 'RESTART', cellList: ALL_CELLS, broadcastMessageType: 1, recoveryIndication: 1 },
      { message: 'RESTART', cellList: ALL_CELLS, broadcastMessageType: 0, recoveryIndication: 1 },
    ]
  }

  #answers(request: Message): Message[] {
    switch (request.message) {
      case 'KEEP-ALIVE':
        return [{ message: 'KEEP-ALIVE COMPLETE' }]
      case 'WRITE-REPLACE':
        return [this.#write(request)]
      case 'KILL':
        return [this.#kill(request)]
      case 'MSG-STATUS-QUERY':
        return [this.#status(request)]
      default:
        return []
    }
  }

  #write(request: MessageOf<'WRITE-REPLACE'>): Message {
    const { messageIdentifier: id, newSerialNumber, oldSerialNumber: old } = request
    const { done, failures } = this.#each(request.cellList, cell => {
      if (cell.has(`${id} ${newSerialNumber}`)) return CAUSES.messageReferenceAlreadyUsed
      if (old !== undefined && !cell.delete(`${id} ${old}`)) return CAUSES.messageReferenceNotIdentified
      cell.set(`${id} ${newSerialNumber}`, request.pages?.[0].octets.toString('hex', 0, 8) ?? '')
      return null
    })
    const named = {
      messageIdentifier: id,
      newSerialNumber,
      // Some do not say what they replaced.
      ...(old !== undefined && this.#random.chance(80) && { oldSerialNumber: old }),
    }
    const cellList = this.#names(done)
    if (failures.length === 0) return { message: 'WRITE-REPLACE COMPLETE', ...named, cellList }
    return { message: 'WRITE-REPLACE FAILURE', ...named, failureList: failures, ...(done.length > 0 && { cellList }) }
  }

  #kill(request: MessageOf<'KILL'>): Message {
    const { messageIdentifier, oldSerialNumber } = request
    const { done, failures } = this.#each(request.cellList, cell =>
      cell.delete(`${messageIdentifier} ${oldSerialNumber}`) ? null : CAUSES.messageReferenceNotIdentified,
    )
    const named = { messageIdentifier, oldSerialNumber }
    if (failures.length === 0)
      return { message: 'KILL COMPLETE', ...named, completedList: done.map(cell => ({ cell, count: 7, info: 0 })) }
    return { message: 'KILL FAILURE', ...named, failureList: failures }
  }

  #status(request: MessageOf<'MSG-STATUS-QUERY'>): Message {
    const { messageIdentifier, oldSerialNumber } = request
    const { done, failures } = this.#each(request.cellList, cell =>
      cell.has(`${messageIdentifier} ${oldSerialNumber}`) ? null : CAUSES.messageReferenceNotIdentified,
    )
    const named = { messageIdentifier, oldSerialNumber, channelIndicator: 0 }
    const completedList = done.map(cell => ({ cell, count: 3, info: 0 }))
    if (failures.length === 0) return { message: 'MSG-STATUS-QUERY COMPLETE', ...named, completedList }
    return { message: 'MSG-STATUS-QUERY FAILURE', ...named, failureList: failures }
  }

  /** Cells that it does not have are refused, and any other as it likes. */
  #each(
    list: readonly Cell[],
    act: (cell: OnAir) => number | null,
  ): { readonly done: CellGlobalId[]; readonly failures: Failed[] } {
    const done: CellGlobalId[] = []
    const failures: Failed[] = list
      .filter(named => !this.cells.some(cell => covers(named, cell)))
      .map(cell => ({ cell, cause: CAUSES.cellIdentityNotValid }))
    for (const [i, cell] of this.cells.entries()) {
      if (!list.some(named => covers(named, cell))) continue
      const cause = this.#random.chance(this.mood.refuses) ? CAUSES.cellMemoryExceeded : act(this.onAir[i])
      if (cause === null) done.push(cell)
      else failures.push({ cell: this.#name(cell), cause })
    }
    return { done, failures }
  }

  #names(cells: readonly CellGlobalId[]): readonly Cell[] {
    const way = this.#random.below(4)
    if (way === 0 && cells.length === this.cells.length) return ALL_CELLS
    return cells.map(cell => this.#name(cell, way))
  }

  #name(cell: CellGlobalId, way = this.#random.below(4)): Cell {
    if (way === 1) return { by: 'lac-ci', lac: cell.lac, ci: cell.ci }
    return way === 2 ? { by: 'ci', ci: cell.ci } : cell
  }

  /** Answers to what nobody asked, about broadcasts of others and versions that never were. */
  #unasked(request: Message): Message[] {
    const id = 'messageIdentifier' in request ? (request.messageIdentifier ?? 0) : 4371
    const stranger = { messageIdentifier: id + 1, newSerialNumber: 5, cellList: ALL_CELLS }
    return [
      { message: 'WRITE-REPLACE COMPLETE', ...stranger },
      { message: 'WRITE-REPLACE COMPLETE', ...stranger, messageIdentifier: id },
      { message: 'KILL COMPLETE', messageIdentifier: id, oldSerialNumber: 9 },
      { message: 'LOAD-QUERY COMPLETE', loadList: [], channelIndicator: 0 },
      { message: 'RESET', cellList: ALL_CELLS },
      { message: 'ERROR-INDICATION', cause: 4, messageIdentifier: id + 1 },
    ]
  }
}
