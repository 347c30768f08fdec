/**
 * Sending a form: what is wrong before it goes, one sending at a time, what came back.
 *
 * The same body sent again after a lost answer carries the same Idempotency-Key, so that it is done once.
 */
import { useRef, useState } from 'react'
import { newKey } from '../api.ts'
import { language } from '../i18n.ts'
import { asProblem } from '../problem.ts'
import { type FieldFault, faultsOf } from './error-summary.tsx'

export interface Deed {
  readonly faults: readonly FieldFault[]
  readonly isBusy: boolean
  /** `check` first: when it names faults nothing is sent. True when it was done. */
  run(
    check: readonly FieldFault[],
    act: (once: (body: unknown) => string) => Promise<void>,
  ): Promise<boolean>
  /** Faults that came to light elsewhere. */
  tell(faults: readonly FieldFault[]): void
}

/**
 * `fields`: ids of fields by their path in the request's body. `codes`: problems that belong to one field, by their code,
 * with a sentence of their own where the server's does not fit.
 */
export function useDeed(
  fields: Readonly<Record<string, string>> = {},
  codes: Readonly<Record<string, string | FieldFault>> = {},
): Deed {
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const [isBusy, setBusy] = useState(false)
  const isRunning = useRef(false)
  const last = useRef<{ body: string; key: string } | null>(null)

  const once = (body: unknown): string => {
    const spelled = JSON.stringify(body)
    if (last.current?.body !== spelled) last.current = { body: spelled, key: newKey() }
    return last.current.key
  }
  const run: Deed['run'] = async (check, act) => {
    if (isRunning.current) return false
    setFaults(check)
    if (check.length > 0) return false
    isRunning.current = true
    setBusy(true)
    try {
      await act(once)
      last.current = null
      return true
    } catch (error) {
      const problem = asProblem(error)
      if (problem.status !== 0) last.current = null
      const known = codes[problem.code]
      setFaults(
        known === undefined
          ? faultsOf(error, fields)
          : [
              typeof known === 'string'
                ? { field: known, sentence: problem.sentence(language()) }
                : known,
            ],
      )
      return false
    } finally {
      isRunning.current = false
      setBusy(false)
    }
  }
  return { faults, isBusy, run, tell: setFaults }
}
