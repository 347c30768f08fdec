/** Does one of a round's deeds once, keeps what the server answers, and says what went wrong. */
import { useState } from 'react'
import type { RoundDetail } from '../../authority/model.ts'
import { ask, newKey } from '../api.ts'
import { asProblem, type Problem } from '../problem.ts'
import { queries } from '../session.ts'
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

export interface DeedInHand {
  readonly isBusy: boolean
  readonly problem: Problem | null
  /** Whether it was done. */
  readonly run: <Name extends keyof Deeds>(name: Name, body: Deeds[Name]) => Promise<boolean>
  readonly runOrThrow: <Name extends keyof Deeds>(name: Name, body: Deeds[Name]) => Promise<void>
}

export function useDeed(id: string): DeedInHand {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const runOrThrow: DeedInHand['runOrThrow'] = async (name, body) => {
    setBusy(true)
    setProblem(null)
    try {
      const after = (await ask(
        `POST /api/v1/rounds/:id/${name}` as 'POST /api/v1/rounds/:id/stop',
        {
          params: { id },
          body: body as Deeds['stop'],
          once: newKey(),
        },
      )) satisfies RoundDetail
      queries.setQueryData(roundQuery(id).queryKey, after)
      void queries.invalidateQueries({ queryKey: ['rounds'] })
      void queries.invalidateQueries({ queryKey: ['round', id, 'live'] })
    } finally {
      setBusy(false)
    }
  }
  const run: DeedInHand['run'] = async (name, body) => {
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
