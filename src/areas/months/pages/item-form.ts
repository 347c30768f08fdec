/** A work item as a form, and back; and where two of one differ. Pure. */
import type { SectionId } from '../../../report/document.ts'
import type { WorkItemContent } from '../model.ts'
import type { Fault } from './faults.ts'
import { isDate } from './heading-form.ts'

export type ItemForm = Readonly<typeof BLANK_ITEM>
export type ItemField = Exclude<keyof ItemForm, 'hasEnglish'>

/** As in the authority's schema. */
const LINE_MAX = 200
const PARAGRAPH_MAX = 2000

/** As it begins: no section was chosen yet, and there is no date. In the order of the page. */
export const BLANK_ITEM = {
  section: '' as SectionId | '',
  date: '',
  unit: '',
  title: '',
  result: '',
  nextStep: '',
  hasEnglish: false,
  titleEn: '',
  resultEn: '',
  nextStepEn: '',
}

export function itemFormOf({ english, ...content }: WorkItemContent): ItemForm {
  return {
    section: content.section,
    date: content.date ?? '',
    unit: content.unit,
    title: content.title,
    result: content.result,
    nextStep: content.nextStep ?? '',
    hasEnglish: english !== null,
    titleEn: english?.title ?? '',
    resultEn: english?.result ?? '',
    nextStepEn: english?.nextStep ?? '',
  }
}

export type ReadItem =
  | { readonly is: 'content'; readonly content: WorkItemContent }
  /** Every fault at once, in the order of the page. */
  | { readonly is: 'faulty'; readonly faults: readonly Fault[] }

export function readItem(form: ItemForm): ReadItem {
  const line = (field: ItemField): Fault[] => {
    const { length } = form[field].trim()
    if (length === 0) return [{ field, code: 'missing' }]
    return length > LINE_MAX ? [{ field, code: 'tooLong', max: LINE_MAX }] : []
  }
  const paragraph = (field: ItemField): Fault[] =>
    form[field].trim().length > PARAGRAPH_MAX ? [{ field, code: 'tooLong', max: PARAGRAPH_MAX }] : []
  const { section, date, hasEnglish } = form
  const faults: Fault[] = [
    ...line('section'),
    ...(date === '' || isDate(date) ? [] : [{ field: 'date' as const, code: 'date' as const }]),
    ...line('unit'),
    ...line('title'),
    ...paragraph('result'),
    ...paragraph('nextStep'),
    ...(hasEnglish ? [...line('titleEn'), ...paragraph('resultEn'), ...paragraph('nextStepEn')] : []),
  ]
  if (faults.length > 0 || section === '') return { is: 'faulty', faults }
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
  return {
    is: 'content',
    content: {
      section,
      date: orNull(date),
      unit: form.unit.trim(),
      title: form.title.trim(),
      result: form.result.trim(),
      nextStep: orNull(form.nextStep),
      english: hasEnglish
        ? { title: form.titleEn.trim(), result: form.resultEn.trim(), nextStep: orNull(form.nextStepEn) }
        : null,
    },
  }
}

/** Fields in which two differ, in the order of the page. */
export function differing(mine: ItemForm, theirs: ItemForm): readonly ItemField[] {
  // English that is not given says nothing, whatever is still in its fields.
  const said = (form: ItemForm) => (form.hasEnglish ? form : { ...form, titleEn: '', resultEn: '', nextStepEn: '' })
  const [a, b] = [said(mine), said(theirs)]
  return ITEM_FIELDS.filter(field => a[field].trim() !== b[field].trim())
}

export const ITEM_FIELDS = Object.keys(BLANK_ITEM).filter((name): name is ItemField => name !== 'hasEnglish')

/** Field of a path of the request, which holds the content whole when it is new, else below `content`. */
export function itemField(path: string): ItemField | undefined {
  const [, english, name] = /^(?:content\.)?(english\.)?(\w+)$/.exec(path) ?? []
  return ITEM_FIELDS.find(field => field === (english === undefined ? name : `${name}En`))
}
