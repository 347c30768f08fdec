/** All that is signed of a bulletin, as whoever signs reads it: what it says on each channel, and the correction that would take it back. */
import { Text } from '@mantine/core'
import { Panel, TextLink } from '../../../web/parts/page.tsx'
import { OpenRemarks } from '../../drafting/pages/remarks-panel.tsx'
import { whatIsSaid } from '../content.ts'
import type { Bulletin } from '../model.ts'
import { BroadcastShown } from './broadcast-shown.tsx'
import { Basics, OthersShown, TextsShown } from './content-shown.tsx'
import { ReachShown } from './reach-shown.tsx'
import { useWords } from './words.ts'

export function BulletinSaid({ bulletin }: { bulletin: Bulletin }) {
  const { t } = useWords()
  // What an exercise is said to be on each channel stands in it.
  const said = whatIsSaid(bulletin.draft)
  const { renditions, correction } = said
  return (
    <>
      <Panel title={t('content.title')}>
        <Basics bulletin={bulletin} />
        <Text className="loa-quiet">{t('content.said')}</Text>
        <TextsShown texts={renditions} />
        <OthersShown renditions={renditions} />
        <BroadcastShown draft={said} side="renditions" />
      </Panel>
      <Panel title={t('content.correction')}>
        <TextsShown texts={correction} />
        <BroadcastShown draft={said} side="correction" />
      </Panel>
    </>
  )
}

/** The same where several are signed on one page, each with what others have remarked of it. */
export function BulletinToSign({ bulletin }: { bulletin: Bulletin }) {
  const { t } = useWords()
  const { id, draft } = bulletin
  return (
    <>
      <p>
        <TextLink to={`/desk/${id}`}>
          {draft.renditions.page[0]?.title || t('list.untitled')}
        </TextLink>
      </p>
      <OpenRemarks kind="bulletin" id={id} />
      {draft.renditions.broadcast !== undefined && <ReachShown />}
      <BulletinSaid bulletin={bulletin} />
    </>
  )
}
