/**
 * What a secretary has typed and the server has not yet: kept one after another, in order, while the next is typed. What fails
 * stays, with why, to be tried again or taken back; nothing typed is lost.
 */
import { useRef, useState } from 'react'
import { ask, newKey } from '../../../../web/api.ts'
import { asProblem, type Problem } from '../../../../web/problem.ts'
import type { Minute, MinuteContent } from '../../model.ts'

export interface Waiting {
  readonly key: string
  readonly content: MinuteContent
  /** Null: it is on its way. */
  readonly problem: Problem | null
}

export interface Outbox {
  readonly waiting: readonly Waiting[]
  readonly add: (content: MinuteContent) => void
  readonly retry: (key: string) => void
  readonly drop: (key: string) => void
}

export function useOutbox(briefing: string, onKept: (minute: Minute) => void): Outbox {
  const [waiting, setWaiting] = useState<readonly Waiting[]>([])
  /** One at a time, so that minutes stand in the order in which they were typed. */
  const chain = useRef(Promise.resolve())
  const drop = (key: string) => setWaiting(all => all.filter(each => each.key !== key))
  const tell = (key: string, problem: Problem | null) =>
    setWaiting(all => all.map(each => (each.key === key ? { ...each, problem } : each)))
  const send = (key: string, content: MinuteContent) => {
    chain.current = chain.current.then(async () => {
      try {
        const given = { params: { id: briefing }, body: content, once: key }
        onKept(await ask('POST /api/v1/briefings/{id}/minutes', given))
        drop(key)
      } catch (error) {
        tell(key, asProblem(error))
      }
    })
  }
  return {
    waiting,
    add: content => {
      const key = newKey()
      setWaiting(all => [...all, { key, content, problem: null }])
      send(key, content)
    },
    retry: key => {
      const found = waiting.find(each => each.key === key)
      if (found === undefined) return
      tell(key, null)
      send(key, found.content)
    },
    drop,
  }
}
