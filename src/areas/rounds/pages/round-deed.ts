/**
 * Does one of a round's deeds, keeps what the server answers, and says what went wrong.
 *
 * The same deed tried again after a lost answer carries the same Idempotency-Key, so that it is done once.
 */
import { useRef, useState } from 'react'
import { ask, newKey } from '../../../web/api.ts'
import { asProblem, type Problem } from '../../../web/problem.ts'
import { queries } from '../../../web/session.ts'
import { roundQuery } from './round-queries.ts'

interface Deeds {
  readonly withdraw: { readonly version: number }
  readonly approve: {
    readonly version: number
    readonly digest: string
    readonly subscribers: number
  }
  readonly return: { readonly version: number; readonly reason: string }
  readonly exercise: Record<string, never>
  readonly schedule: Record<string, never>
  readonly pause: Record<string, never>
  readonly resume: Record<string, never>
  readonly stop: { readonly reason: string }
}

export interface RoundDeed {
  readonly isBusy: boolean
  readonly problem: Problem | null
  /** Whether it was done. */
  readonly run: <Name extends keyof Deeds>(name: Name, body: Deeds[Name]) => Promise<boolean>
  readonly runOrThrow: <Name extends keyof Deeds>(name: Name, body: Deeds[Name]) => Promise<void>
}

export function useRoundDeed(id: string): RoundDeed {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const unanswered = useRef<{ readonly deed: string; readonly key: string } | null>(null)
  const runOrThrow: RoundDeed['runOrThrow'] = async (name, body) => {
    const deed = JSON.stringify([name, body])
    if (unanswered.current?.deed !== deed) unanswered.current = { deed, key: newKey() }
    setBusy(true)
    setProblem(null)
    try {
      // All deeds answer with the round; the body's type is checked by `Deeds`.
      const route = `POST /api/v1/rounds/:id/${name}` as 'POST /api/v1/rounds/:id/stop'
      const after = await ask(route, {
        params: { id },
        body: body as Deeds['stop'],
        once: unanswered.current.key,
      })
      unanswered.current = null
      queries.setQueryData(roundQuery(id).queryKey, after)
      void queries.invalidateQueries({ queryKey: ['rounds'] })
      void queries.invalidateQueries({ queryKey: ['round', id, 'live'] })
    } catch (error) {
      if (asProblem(error).status !== 0) unanswered.current = null
      throw error
    } finally {
      setBusy(false)
    }
  }
  const run: RoundDeed['run'] = async (name, body) => {
    try {
      await runOrThrow(name, body)
      return true
    } catch (error) {
      setProblem(asProblem(error))
      return false
    }
  }
  return { isBusy, problem, run, runOrThrow }
}
