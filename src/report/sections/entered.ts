/**
 * What Loa cannot count: work items that people entered, and figures of others that are cited. A work item without a
 * date says so; where sources of a figure differ, all of them are told.
 */
import type { Block, Run, Runs, SectionId } from '../document.ts'
import { type Citation, cited, type Figure } from '../figure.ts'
import { dateName } from '../months.ts'
import type { CitedFact, MonthRecords, WorkItem } from '../records.ts'
import { grouped, qualified } from '../words.ts'
import { paragraph, phrase, said, written } from './said.ts'

export const ENTERED_TITLES: Readonly<Record<SectionId, ReturnType<typeof said>>> = {
  sms: said('Truyền thông qua tin nhắn SMS', 'Communication by SMS'),
  briefings: said('Giao ban trực tuyến', 'Online briefings'),
  'free-services': said('Đường dây nóng và trang thông tin miễn cước', 'Hotlines and pages free of charge'),
  channels: said('Các kênh truyền thông khác', 'Other channels'),
  plan: said('Kế hoạch truyền thông theo cấp độ', 'Communication plan by level'),
  screening: said('Kiểm tra thân nhiệt khi vào cơ quan', 'Health checks at the door'),
  'network-security': said('An toàn thông tin mạng', 'Network security'),
  'ict-industry': said('Công nghiệp công nghệ thông tin, truyền thông', 'ICT industry'),
  other: said('Công tác khác', 'Other work'),
  directions: said('Phương hướng, nhiệm vụ', 'Directions'),
}

export interface Entered {
  readonly blocks: readonly Block[]
  readonly figures: readonly Figure[]
}

/** What was entered and cited for one section. */
export function enteredFor(section: SectionId, records: MonthRecords): Entered {
  const facts = records.citedFacts.filter(fact => fact.section === section)
  const items = records.workItems.filter(item => item.section === section)
  const figures = facts.map(factFigure)
  const blocks = figures.map((figure, index) => factBlock(figure, facts[index].citations))
  if (items.length > 0) blocks.push({ is: 'list', items: items.map(itemRuns) })
  return { blocks, figures }
}

/** The next steps of all work items, for the directions of the month to come. */
export function nextSteps({ workItems }: MonthRecords): readonly Runs[] {
  return workItems
    .filter(({ nextStep }) => nextStep !== null && nextStep !== '')
    .map(item => {
      const english = item.english?.nextStep ?? item.nextStep
      return { vi: [{ text: `${item.nextStep} (${item.unit})` }], en: [{ text: `${english} (${item.unit})` }] }
    })
}

/** It is as of the day on which its source said it, not of the day on which this report is made. */
function factFigure(fact: CitedFact): Figure {
  const [first, ...others] = fact.citations
  const asOf = `${first.asOf}T00:00:00Z`
  const about = { id: `cited.${fact.id}`, label: fact.label, unit: fact.unit, asOf, isFinal: true }
  return cited(about, [first, ...others])
}

/** `Bệnh viện …: 23 bệnh viện (báo cáo …, 02/03/2020). Nguồn khác: 22 (…), 21 (…).` */
function factBlock(figure: Figure, [first, ...others]: readonly Citation[]): Block {
  const sourced = ({ source, asOf, note }: Citation, language: 'vi' | 'en') =>
    `${source[language]}, ${dateName(asOf)[language]}${note === null ? '' : `; ${note[language]}`}`
  const rest = (language: 'vi' | 'en') => {
    if (others.length === 0) return ''
    const all = others
      .map(each => {
        const value = qualified(each.qualifier, grouped(each.value, language), language)
        return `${value} (${sourced(each, language)})`
      })
      .join('; ')
    return language === 'vi' ? ` Nguồn khác: ${all}.` : ` Other sources: ${all}.`
  }
  const runs = (language: 'vi' | 'en'): Run[] =>
    written(
      `${figure.label[language]}: `,
      phrase(figure),
      ` (${language === 'vi' ? 'theo' : 'from'} ${sourced(first, language)}).${rest(language)}`,
    )
  return paragraph({ vi: runs('vi'), en: runs('en') })
}

function itemRuns(item: WorkItem): Runs {
  const date = item.date === null ? said('không ghi ngày', 'without a date') : dateName(item.date)
  const english = item.english ?? item
  const text = (title: string, result: string, when: string) =>
    `${title}${result === '' ? '' : `: ${result}`} (${item.unit}, ${when})`
  return {
    vi: [{ text: text(item.title, item.result, date.vi) }],
    en: [{ text: text(english.title, english.result, date.en) }],
  }
}
