/**
 * A round's content as questions and answers, in the words of whoever reads it: whom, what, when and how.
 *
 * Knows no page. Invariant: two contents with different digests have different answers, so that nothing is approved that
 * was not there to be read.
 */

import { languageName } from '../../../base/language-name.ts'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import { zoneName } from '../../../web/local-time.ts'
import { grouped } from '../../../web/numbers.ts'
import { purposeOf, type RoundContent } from '../model.ts'
import type { Descriptions, MessageWords } from './descriptions.ts'

/** The one answer that no field changes. */
export const PURPOSE = 'purpose'

export interface Answer {
  /** Of the field that changes it. */
  readonly path: string
  readonly name: string
  readonly value: string
  /** Of a text that people get; only such have one. */
  readonly language?: string
}

export type Answers = Readonly<Record<'whom' | 'what' | 'when', readonly Answer[]>>

export function answersOf(content: RoundContent, { t, terms, spoken }: MessageWords, say: Descriptions): Answers {
  const { title, source, messages, operators, audience, window, sending, exerciseFirst } = content
  const purpose = purposeOf(content)
  const rate = `${grouped(sending.segmentsPerSecondMax, spoken)} ${terms('unit.segmentsPerSecond')}`
  const sendingOf = (field: keyof typeof sending, value: string): Answer => ({
    path: `sending.${field}`,
    name: t(`field.sending.${field}`),
    value,
  })
  return {
    whom: [
      { path: PURPOSE, name: t('field.purpose'), value: t(`field.purpose.${purpose}`) },
      { path: 'operators', name: t('field.operators'), value: say.operators(operators) },
      { path: 'audience.provinces', name: t('field.audience.provinces'), value: say.provinces(audience.provinces) },
      { path: 'audience.excludes', name: t('field.audience.excludes'), value: say.excludes(audience.excludes) },
    ],
    what: [
      { path: 'title', name: t('field.title'), value: title },
      { path: 'source', name: t('field.source'), value: source },
      ...messages.flatMap(({ variants }, m) =>
        variants.map(({ language, text }, v): Answer => {
          const name = messages.length === 1 ? t('message.text') : t('field.message', { n: m + 1 })
          const isOnly = variants.length === 1
          return {
            path: `messages.${m}.variants.${v}.text`,
            name: isOnly ? name : `${name} (${languageName(language, spoken)})`,
            value: text,
            language,
          }
        }),
      ),
    ],
    when: [
      { path: 'window.notBefore', name: t('window.title'), value: say.window(window) },
      { path: 'window.daily', name: t('window.daily'), value: say.daily(window.daily) },
      { path: 'window.timeZone', name: t('field.window.timeZone'), value: zoneOf(window, spoken) },
      {
        path: 'exerciseFirst',
        name: t('field.exerciseFirst'),
        value: t(exerciseFirst ? 'describe.yes' : 'describe.no'),
      },
      sendingOf('canary', say.canary(sending.canary)),
      sendingOf(
        'segmentsPerSecondMax',
        sending.segmentsPerSecondMax === 0 ? t('describe.noRate') : t('describe.rate', { rate }),
      ),
      sendingOf('receipts', t(`sending.receipts.${sending.receipts}`)),
      sendingOf('receiptWaitSeconds', say.seconds(sending.receiptWaitSeconds)),
      sendingOf(
        'uncertain',
        `${t(`sending.uncertain.${sending.uncertain}`)}. ${t(`sending.uncertain.${sending.uncertain}.hint`)}`,
      ),
      sendingOf(
        'validitySeconds',
        sending.validitySeconds === null ? t('describe.centresOwn') : say.seconds(sending.validitySeconds),
      ),
    ],
  }
}

/** Zones of one name differ elsewhere in the year or the past: only the country's own goes by its name alone. */
function zoneOf({ timeZone, notBefore }: RoundContent['window'], spoken: MessageWords['spoken']): string {
  const name = zoneName(timeZone, spoken, notBefore === null ? Date.now() : Date.parse(notBefore))
  return timeZone === TIME_ZONE ? name : `${name}, ${timeZone}`
}
