/** Operators in the console: what they and their nodes write into the trail. Their pages show what rounds directed to them, and stand there. */
import type { AreaPages } from '../../../web/area-pages.ts'
import type { operatorsContract } from '../contract.ts'

declare module '../../../web/api.ts' {
  interface Contracts {
    readonly operators: typeof operatorsContract
  }
}

export const operatorPages: AreaPages = {
  sections: [],
  touches: { operator: () => [['operators']], agenda: () => [['operators']] },
  trail: () => import('../words-trail.ts'),
}
