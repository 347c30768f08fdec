/** Instructions of all briefings: those that are open, those overdue, or all of the last year. */
import { SegmentedControl, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { isOneOf, useInAddress } from '../../../../web/parts/in-address.ts'
import { Page } from '../../../../web/parts/page.tsx'
import { Asked, Empty } from '../../../../web/parts/states.tsx'
import type { Instruction } from '../../model.ts'
import { instructionsQuery } from '../queries.ts'
import { useWords } from '../words.ts'
import { isOpen } from './due.ts'
import { InstructionsTable } from './instructions-table.tsx'

const FILTERS = ['open', 'overdue', 'all'] as const
type Filter = (typeof FILTERS)[number]
const isFilter = isOneOf(FILTERS)

const SHOWS: Readonly<Record<Filter, (instruction: Instruction) => boolean>> = {
  open: () => true,
  overdue: of => of.isOverdue && isOpen(of),
  all: () => true,
}

export function InstructionsPage() {
  const { t } = useWords()
  const [chosen, choose] = useInAddress('show', isFilter)
  const filter = chosen ?? 'open'
  const query = useQuery(instructionsQuery(filter === 'all' ? 'all' : 'open'))
  return (
    <Page title={t('instructions.title')} crumbs={[[t('title'), '/briefings']]} lead={t('instructions.lead')}>
      <Stack gap="md" align="flex-start">
        <SegmentedControl
          aria-label={t('instructions.filter')}
          value={filter}
          data={FILTERS.map(each => ({ value: each, label: t(`instructions.filter.${each}`) }))}
          onChange={value => choose(isFilter(value) && value !== 'open' ? value : null)}
        />
      </Stack>
      <Asked
        query={query}
        empty={all => !all.some(SHOWS[filter]) && <Empty title={t(`instructions.none.${filter}`)} />}
      >
        {all => (
          <InstructionsTable
            caption={t(`instructions.filter.${filter}`)}
            instructions={all.filter(SHOWS[filter])}
            isBriefingShown
          />
        )}
      </Asked>
    </Page>
  )
}
