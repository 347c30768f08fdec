/** A release as other processes are told of it: its serial, by which they read it from the log. */
import type { Briefs, Wholes } from '../../authority/elsewhere.ts'
import type { Store } from '../../authority/store.ts'
import { bulletinRows } from './store.ts'
import { releaseOf } from './view.ts'

export const releaseBriefs: Briefs = { release: ({ release }) => ({ is: 'release', serial: release.serial }) }

export function releaseWholes(store: Store): Wholes {
  return {
    release: async ({ serial }) => {
      const [found] = await bulletinRows(store).releasesAfter(Number(serial) - 1, 1)
      return found?.serial === serial ? { is: 'release', release: releaseOf(found) } : null
    },
  }
}
