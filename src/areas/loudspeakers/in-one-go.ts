/**
 * What thousands of devices ask at the same time, done in few transactions: whoever asks while others are answered is answered with the
 * next, and so is whoever is read from the sockets in the same turn. One disk write for all of them is what makes thousands cheap.
 */
import { setImmediate as turnOver } from 'node:timers/promises'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { Failure } from '../../base/failure.ts'

/** Of one transaction: what others write waits no longer than that takes. */
export const TOGETHER_MAX = 100

/** `run` answers in the order of what was asked; a failure is of that one alone. */
export function inOneGo<Ask, Answer>(
  run: (asks: readonly Ask[]) => Promise<readonly (Answer | Failure)[]>,
): (ask: Ask) => Promise<Answer> {
  interface Going {
    readonly asks: Ask[]
    readonly answers: Promise<readonly (Answer | Failure)[]>
  }
  let next: Going | null = null
  let last: Promise<unknown> = Promise.resolve()
  const begin = (): Going => {
    const asks: Ask[] = []
    const answers = last
      .catch(() => {})
      .then(async () => {
        await turnOver()
        if (next?.asks === asks) next = null
        return await run(asks)
      })
    last = answers
    return { asks, answers }
  }
  return async ask => {
    if (next === null || next.asks.length >= TOGETHER_MAX) next = begin()
    const { asks, answers } = next
    const at = asks.push(ask) - 1
    const answer = (await answers)[at]
    if (answer instanceof Failure) throw answer
    return answer
  }
}

/** What is done for each of them, in the order of their asking, and after the last. */
export interface OneGo<Ask, Answer> {
  /** Refuses before it changes anything: what it refuses leaves nothing behind, and keeps no other from being done. */
  act(ask: Ask): Promise<Answer>
  end(): Promise<void>
}

/** In one transaction. */
export function changedInOneGo<Ask, Answer>(
  work: UnitOfWork,
  begin: (tx: Transaction, asks: readonly Ask[]) => Promise<OneGo<Ask, Answer>>,
): (ask: Ask) => Promise<Answer> {
  return inOneGo(
    async asks =>
      await work.transaction(async tx => {
        const go = await begin(tx, asks)
        const answers: (Answer | Failure)[] = []
        for (const ask of asks) answers.push(await answered(go.act(ask)))
        await go.end()
        return answers
      }),
  )
}

async function answered<Answer>(doing: Promise<Answer>): Promise<Answer | Failure> {
  try {
    return await doing
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}
