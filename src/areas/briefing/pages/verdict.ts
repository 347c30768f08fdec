/** What a test call said of a line, in one line of words. */
import { grouped } from '../../../web/numbers.ts'
import type { Verdict } from '../model.ts'
import { useWords } from './words.ts'

export function useVerdict() {
  const { t, spoken } = useWords()
  const number = (value: number, decimals = 0) => grouped(value, spoken, decimals)
  return (verdict: Verdict): string => {
    const { reason, kbitsUp, kbitsDown, lossUp, lossDown, jitterMs, roundTripMs, path } = verdict
    const loss = Math.max(lossUp ?? 0, lossDown ?? 0)
    return [
      reason !== null && t(`verdict.${reason}`),
      t('verdict.rates', { up: number(kbitsUp), down: number(kbitsDown) }),
      loss > 0 && t('verdict.lost', { percent: number(loss * 100, 1) }),
      roundTripMs !== null && t('verdict.trip', { ms: number(roundTripMs) }),
      jitterMs !== null && reason === 'jitter' && t('verdict.jitters', { ms: number(jitterMs) }),
      path === 'relay' && t('verdict.relay'),
    ]
      .filter(part => part !== false)
      .join(' · ')
  }
}
