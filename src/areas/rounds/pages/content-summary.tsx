/** A round's content to be read, not changed: a row for each answer, with a link to where it can be changed. */
import { Anchor, Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../web/i18n.ts'
import { grouped } from '../../../web/numbers.ts'
import type { OperatorFacts } from '../estimate.ts'
import type { Estimate, RoundContent } from '../model.ts'
import classes from './content-summary.module.css'
import { useDescriptions } from './descriptions.ts'
import { fieldOf } from './fault-fields.ts'
import { languageName } from './languages.ts'
import { previewOf } from './preview.ts'

export function ContentSummary(props: {
  readonly content: RoundContent
  readonly estimate: Estimate
  readonly operators: readonly OperatorFacts[]
  /** Gives the id of the field that changes an answer; null: nothing can be changed here. */
  readonly onChange: ((field: string) => void) | null
}) {
  const { t } = useTranslation('rounds')
  const terms = useTranslation('terms')
  const spoken = useLanguage()
  const say = useDescriptions(props.operators)
  const { content, estimate } = props
  const rows: { path: string; name: string; value: ReactNode }[] = [
    { path: 'title', name: t('field.title'), value: content.title },
    { path: 'source', name: t('field.source'), value: content.source },
    ...content.messages.flatMap(({ variants }, message) =>
      variants.map(({ language, text }, variant) => ({
        path: `messages.${message}.variants.${variant}.text`,
        name:
          content.messages.length === 1 && variants.length === 1
            ? t('message.text')
            : `${t('field.message', { n: message + 1 })}${variants.length > 1 ? ` (${languageName(language, spoken)})` : ''}`,
        value: <Text language={language} text={text} />,
      })),
    ),
    { path: 'operators', name: t('field.operators'), value: say.operators(content.operators) },
    {
      path: 'audience.provinces',
      name: t('field.audience.provinces'),
      value: say.provinces(content.audience.provinces),
    },
    {
      path: 'audience.excludes',
      name: t('field.audience.excludes'),
      value: say.excludes(content.audience.excludes),
    },
    { path: 'window.notBefore', name: t('window.title'), value: say.window(content.window) },
    { path: 'window.daily', name: t('window.daily'), value: say.daily(content.window.daily) },
    {
      path: 'exerciseFirst',
      name: t('field.exerciseFirst'),
      value: t(content.exerciseFirst ? 'describe.yes' : 'describe.no'),
    },
    {
      path: 'sending.canary',
      name: t('field.sending.canary'),
      value: say.canary(content.sending.canary),
    },
    {
      path: 'sending.receipts',
      name: t('field.sending.receipts'),
      value: t(`sending.receipts.${content.sending.receipts}`),
    },
  ]
  return (
    <Table className={classes.table}>
      <Table.Tbody>
        {rows.map(({ path, name, value }) => (
          <Table.Tr key={path}>
            <Table.Th scope="row" className={classes.name}>
              {name}
            </Table.Th>
            <Table.Td className={classes.value}>{value}</Table.Td>
            {props.onChange !== null && (
              <Table.Td className={classes.change}>
                <Anchor
                  component="button"
                  type="button"
                  underline="always"
                  onClick={() => props.onChange?.(fieldOf(path))}
                >
                  {t('summary.change')}
                  <span className="loa-heard"> {name}</span>
                </Anchor>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
        <Table.Tr>
          <Table.Th scope="row" className={classes.name}>
            {t('summary.total')}
          </Table.Th>
          <Table.Td className={classes.value} colSpan={props.onChange === null ? 1 : 2}>
            <strong>
              {grouped(estimate.subscribers, spoken)} {terms.t('unit.subscribers')}
            </strong>
            {', '}
            <strong>
              {grouped(estimate.segments, spoken)} {terms.t('unit.segments')}
            </strong>
          </Table.Td>
        </Table.Tr>
      </Table.Tbody>
    </Table>
  )
}

function Text({ language, text }: { language: string; text: string }) {
  const { t } = useTranslation('rounds')
  const spoken = useLanguage()
  const preview = previewOf(text)
  if (preview.is === 'empty') return <span className="loa-quiet">{t('summary.empty')}</span>
  return (
    <>
      <div className={classes.text} lang={language}>
        {text}
      </div>
      <div className="loa-quiet">
        {preview.is === 'refused'
          ? preview.failure.sentence(spoken)
          : `${t(`split.${preview.split.encoding}`)} · ${grouped(preview.split.segments, spoken)} ${t('split.segmentsUnit')}`}
      </div>
    </>
  )
}
