/** Two people wrote the same draft: both texts side by side, and the editor chooses. Nothing is lost before that. */
import { Button, Group, SimpleGrid, Stack } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../web/i18n.ts'
import { shownTime } from '../../../web/times.ts'
import type { OperatorFacts } from '../estimate.ts'
import type { RoundContent } from '../model.ts'
import classes from './conflict.module.css'
import { ContentDiff } from './content-diff.tsx'
import type { Saved } from './draft.ts'

export function Conflict(props: {
  readonly mine: RoundContent
  readonly theirs: Saved
  readonly operators: readonly OperatorFacts[]
  readonly onKeepMine: () => void
  readonly onTakeTheirs: () => void
}) {
  const { t } = useTranslation('rounds')
  const spoken = useLanguage()
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  const { by, at } = props.theirs
  return (
    <section
      ref={box}
      tabIndex={-1}
      role="alert"
      className={classes.box}
      aria-labelledby="conflict-title"
    >
      <h2 id="conflict-title" className={classes.title}>
        {t('conflict.title')}
      </h2>
      <p>{t('conflict.why', { by, time: shownTime(at, 'minute', spoken) })}</p>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <Stack gap="sm">
          <h3 className={classes.side}>{t('conflict.mine')}</h3>
          <Texts content={props.mine} />
          <Group>
            <Button onClick={props.onKeepMine}>{t('conflict.keepMine')}</Button>
          </Group>
        </Stack>
        <Stack gap="sm">
          <h3 className={classes.side}>{t('conflict.theirs', { by })}</h3>
          <Texts content={props.theirs.content} />
          <Group>
            <Button variant="default" onClick={props.onTakeTheirs}>
              {t('conflict.takeTheirs')}
            </Button>
          </Group>
        </Stack>
      </SimpleGrid>
      <h3 className={classes.side}>{t('conflict.differences')}</h3>
      <p className="loa-quiet">{t('conflict.reading')}</p>
      <ContentDiff before={props.theirs.content} after={props.mine} operators={props.operators} />
    </section>
  )
}

function Texts({ content }: { content: RoundContent }) {
  return content.messages.flatMap(({ variants }, message) =>
    variants.map(({ language, text }, variant) => (
      <div key={`${message} ${variant}`} className={classes.text} lang={language}>
        {text}
      </div>
    )),
  )
}
