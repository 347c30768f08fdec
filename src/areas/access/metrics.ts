/** What Prometheus reads of sign-ins that were refused and are nobody's. Those of somebody are in the trail. */
import type { Measure } from '../../http/metrics.ts'

export class RefusedSignIns {
  readonly #waiting = new Map<string, number>()

  /** `by`: how it was tried. */
  count(by: string): void {
    this.#waiting.set(by, (this.#waiting.get(by) ?? 0) + 1)
  }

  readonly measure: Measure = ({ registry, Counter }) => {
    const refused = new Counter({
      name: 'loa_sign_ins_refused_total',
      help: 'Sign-ins that were refused and were nobody’s that is known, by how they were tried',
      labelNames: ['by'],
      registers: [registry],
    })
    return async () => {
      for (const [by, times] of this.#waiting) refused.inc({ by }, times)
      this.#waiting.clear()
    }
  }
}
