/** Two people wrote the same draft: both texts side by side, and the editor chooses. Nothing is lost before that. */
import { Button, Group, SimpleGrid, Stack } from '@mantine/core'
import classes from '../../../web/approval/conflict.module.css'
import { ConflictFrame, Written } from '../../../web/approval/conflict.tsx'
import { shownTime } from '../../../web/times.ts'
import type { OperatorFacts } from '../estimate.ts'
import type { RoundContent } from '../model.ts'
import { ContentDiff } from './content-diff.tsx'
import type { Saved } from './draft.ts'
import { useWords } from './message-words.ts'

export function Conflict(props: {
  readonly mine: RoundContent
  readonly theirs: Saved
  readonly operators: readonly OperatorFacts[]
  readonly onKeepMine: () => void
  readonly onTakeTheirs: () => void
}) {
  const { t, spoken } = useWords()
  const { mine, theirs } = props
  const { by, at, content } = theirs
  return (
    <ConflictFrame title={t('conflict.title')}>
      <p>{t('conflict.why', { by, time: shownTime(at, 'minute', spoken) })}</p>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <Side title={t('conflict.mine')} content={mine}>
          <Button onClick={props.onKeepMine}>{t('conflict.keepMine')}</Button>
        </Side>
        <Side title={t('conflict.theirs', { by })} content={content}>
          <Button variant="default" onClick={props.onTakeTheirs}>
            {t('conflict.takeTheirs')}
          </Button>
        </Side>
      </SimpleGrid>
      <h3 className={classes.side}>{t('conflict.differences')}</h3>
      <p className="loa-quiet">{t('conflict.reading')}</p>
      <ContentDiff before={content} after={mine} operators={props.operators} />
    </ConflictFrame>
  )
}

function Side(props: { title: string; content: RoundContent; children: React.ReactNode }) {
  return (
    <Stack gap="sm">
      <h3 className={classes.side}>{props.title}</h3>
      {props.content.messages.flatMap(({ variants }, message) =>
        variants.map(({ language, text }, variant) => (
          <Written key={`${message} ${variant}`} lang={language}>
            {text}
          </Written>
        )),
      )}
      <Group>{props.children}</Group>
    </Stack>
  )
}
