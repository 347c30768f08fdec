/**
 * The records of a month as its report: the sections that Loa counts, what people entered, what is cited, and the
 * directions for the month to come. Invariant: every figure that is named is there, and none is there that nobody names.
 */
import { type Report, report, type Section, type SectionId, sectionId } from './document.ts'
import type { Figure } from './figure.ts'
import { monthAfter, monthName } from './months.ts'
import type { MonthRecords } from './records.ts'
import { briefingsSection } from './sections/briefings.ts'
import { channelsSection } from './sections/channels.ts'
import { ENTERED_TITLES, enteredFor, nextSteps } from './sections/entered.ts'
import { freeServicesSection } from './sections/free-services.ts'
import { planSection } from './sections/plan.ts'
import { type Composed, notice, said } from './sections/said.ts'
import { screeningSection } from './sections/screening.ts'
import { smsSection } from './sections/sms.ts'

const NO_DIRECTIONS = said('Chưa có nhiệm vụ nào được ghi.', 'No task has been entered.')

export function composeReport(records: MonthRecords, heading: Report['heading']): Report {
  const figures: Figure[] = []
  const sections = sectionId.options.flatMap((id): Section[] => {
    const composed = composedFor(id, records)
    const entered = enteredFor(id, records)
    figures.push(...(composed?.figures ?? []), ...entered.figures)
    const blocks = [...(composed?.section.blocks ?? []), ...entered.blocks]
    if (blocks.length === 0) return []
    return [{ id, title: composed?.section.title ?? ENTERED_TITLES[id], blocks }]
  })
  const [name, next] = [monthName(records.month), monthName(monthAfter(records.month))]
  return report.parse({
    month: records.month,
    timeZone: records.timeZone,
    title: said(
      `Báo cáo kết quả công tác ${name.vi} và phương hướng, nhiệm vụ ${next.vi}`,
      `Report on the work of ${name.en}, and directions for ${next.en}`,
    ),
    heading,
    asOf: records.asOf,
    sections,
    figures,
  } satisfies Report)
}

function composedFor(id: SectionId, records: MonthRecords): Composed | null {
  switch (id) {
    case 'sms':
      return smsSection(records)
    case 'briefings':
      return briefingsSection(records)
    case 'free-services':
      return freeServicesSection(records)
    case 'channels':
      return channelsSection(records)
    case 'plan':
      return planSection(records)
    case 'screening':
      return screeningSection(records)
    case 'directions':
      return directionsSection(records)
    default:
      return null
  }
}

function directionsSection(records: MonthRecords): Composed {
  const next = monthName(monthAfter(records.month))
  const title = said(`Phương hướng, nhiệm vụ ${next.vi}`, `Directions for ${next.en}`)
  const items = nextSteps(records)
  const hasOwn = records.workItems.some(({ section }) => section === 'directions')
  const blocks =
    items.length > 0 ? [{ is: 'list' as const, items: [...items] }] : hasOwn ? [] : [notice('note', NO_DIRECTIONS)]
  return { section: { id: 'directions', title, blocks }, figures: [] }
}
