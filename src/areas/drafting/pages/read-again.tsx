/** What stands beside a text that was inserted, until somebody has read it again: it is a draft, whoever approved it before. */
import { Button, Group } from '@mantine/core'
import { Notice } from '../../../web/parts/states.tsx'
import { shownTime } from '../../../web/times.ts'
import type { InsertedText } from '../model.ts'
import { useWords } from './words.ts'

export function ReadAgain(props: {
  readonly template: InsertedText['template']
  readonly onRead: () => void
  /** Null: what stood there before is known no more. */
  readonly onTakeBack: (() => void) | null
}) {
  const { t, spoken } = useWords()
  const { name, approvedAt, approvedBy: by } = props.template
  return (
    <Notice
      gravity="warn"
      role="status"
      title={t('templates.readAgain')}
      action={
        <Group gap="sm">
          <Button onClick={props.onRead}>{t('templates.wasRead')}</Button>
          {props.onTakeBack !== null && (
            <Button variant="default" onClick={props.onTakeBack}>
              {t('templates.takeBack')}
            </Button>
          )}
        </Group>
      }
    >
      {t('templates.readAgainWhy', { name, by, time: shownTime(approvedAt, 'minute', spoken) })}
    </Notice>
  )
}
