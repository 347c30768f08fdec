/** What stands beside a text that was inserted, until somebody has read it again: it is a draft, whoever approved it before. */
import { Button, Group } from '@mantine/core'
import { Notice } from '../../../web/parts/states.tsx'
import { shownTime } from '../../../web/times.ts'
import type { TemplateLine } from '../model.ts'
import { useWords } from './words.ts'

export function ReadAgain(props: {
  readonly template: TemplateLine
  readonly onRead: () => void
  readonly onTakeBack: () => void
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
          <Button variant="default" onClick={props.onTakeBack}>
            {t('templates.takeBack')}
          </Button>
        </Group>
      }
    >
      {t('templates.readAgainWhy', { name, by, time: shownTime(approvedAt, 'minute', spoken) })}
    </Notice>
  )
}
