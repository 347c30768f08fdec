/** Changes of rounds as other processes are told of them: of a directive and of a point of the charts what it is, and not how far it is. */
import type { Briefs, Wholes } from '../../authority/elsewhere.ts'
import { purpose } from '../../directive/documents.ts'
import { directiveSummary } from './directive-view.ts'
import { roundRows } from './store.ts'
import type { RoundsWork } from './work.ts'

export const roundsBriefs: Briefs = {
  directive: ({ directive }) => ({ is: 'directive', directive: directive.id }),
  sample: ({ round, purpose, sample }) => ({ is: 'sample', round, purpose, at: sample.at }),
}

export function roundsWholes({ store, samples, now }: RoundsWork): Wholes {
  return {
    directive: async ({ directive: id }) => {
      const found = await roundRows(store).directive(String(id))
      return found === null ? null : { is: 'directive', round: found.round, directive: directiveSummary(found, now()) }
    },
    sample: async brief => {
      const of = { round: String(brief.round), purpose: purpose.parse(brief.purpose) }
      const directives = await roundRows(store).directives(of.round, of.purpose)
      const taken = samples.take(of, directives, Date.parse(String(brief.at)))
      return taken && { is: 'sample', ...of, sample: taken.sample, byOperator: taken.byOperator }
    },
  }
}
