/** What the fields of a bulletin have in common: what is written, what is wrong with it, how a field is called in several languages. */
import { languageName } from '../../../base/language-name.ts'
import type { BulletinDraft, BulletinFault } from '../model.ts'
import { languagesOf } from './draft.ts'
import type { FieldFaults } from './fault-places.ts'
import { useWords } from './words.ts'

export interface Writing {
  readonly draft: BulletinDraft
  /** What is wrong at a field, by its id. */
  readonly faults: FieldFaults
  readonly onChange: (draft: BulletinDraft) => void
}

/** Beside the field; nothing while all is well. */
export function useFaultAt({ faults }: Pick<Writing, 'faults'>): (id: string) => string | null {
  const said = useFaultWords()
  return id => {
    const fault = faults.get(id)
    return fault === undefined ? null : said(fault)
  }
}

/** What is wrong, as the fault itself says it, or its code. */
export function useFaultWords(): (fault: BulletinFault) => string {
  const { t, spoken } = useWords()
  return ({ code, sentence }) => sentence?.[spoken] ?? t(`fault.${code}`)
}

/** `Nội dung (Tiếng Anh)`; the name alone where there is one language. */
export function useFieldNames({ draft }: Pick<Writing, 'draft'>) {
  const { t, spoken } = useWords()
  return (what: string, language: string) =>
    languagesOf(draft).length > 1 ? t('field.in', { what, language: languageName(language, spoken) }) : what
}
