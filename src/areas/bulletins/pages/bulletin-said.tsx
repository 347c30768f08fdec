/** All that is signed of a bulletin, as whoever signs reads it: what it says on each channel, and the correction that would take it back. */

import { Text } from '@mantine/core'
import { soundsAlarm } from '../../../directive/broadcast-level.ts'
import { Panel, TextLink } from '../../../web/parts/page.tsx'
import { OpenRemarks } from '../../drafting/pages/remarks-panel.tsx'
import { whatIsSaid } from '../content.ts'
import type { Bulletin } from '../model.ts'
import { BroadcastShown } from './broadcast-shown.tsx'
import { Basics, OthersShown, TextsShown } from './content-shown.tsx'
import { ReachShown } from './reach-shown.tsx'
import { useWords } from './words.ts'

/** `name`: where there are several on one page. */
export function BulletinSaid({ bulletin, name }: { bulletin: Bulletin; name?: string }) {
  const { t } = useWords()
  // What an exercise is said to be on each channel stands in it.
  const said = whatIsSaid(bulletin.draft)
  const { renditions, correction } = said
  return (
    <>
      <Panel title={name ?? t('content.title')}>
        <Basics bulletin={bulletin} />
        <Text className="loa-quiet">{t('content.said')}</Text>
        <TextsShown texts={renditions} />
        <OthersShown renditions={renditions} />
        <BroadcastShown draft={said} side="renditions" />
      </Panel>
      <Panel title={[t('content.correction'), name].filter(part => part !== undefined).join(': ')}>
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
  const name = draft.renditions.page[0]?.title || t('list.untitled')
  return (
    <>
      <OpenRemarks kind="bulletin" id={id} />
      {draft.renditions.broadcast !== undefined && <ReachShown isAlarm={soundsAlarm(draft.renditions.broadcast)} />}
      <BulletinSaid bulletin={bulletin} name={name} />
      <p>
        <TextLink to={`/desk/${id}`}>{t('content.openOwn', { title: name })}</TextLink>
      </p>
    </>
  )
}
