/**
 * What is archived, brought back, deleted or a copy: the same sentences and buttons of a round, a campaign and a bulletin. What is done
 * is theirs to say.
 */
import { Button, Chip, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { announce } from '../../../web/parts/announcer.tsx'
import { ConfirmByTyping } from '../../../web/parts/confirm-by-typing.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import { TextLink } from '../../../web/parts/page.tsx'
import { Empty, Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import type { AwaySearch } from './away-search.ts'
import { useWords } from './words.ts'

interface Done {
  readonly onDone: (once: string) => Promise<unknown>
}

export function ArchiveButton({ onDone }: Done) {
  const { t } = useWords()
  const deed = useDeed<void>(async (_, once) => {
    await onDone(once)
    announce(t('again.archivedDone'))
  })
  return (
    <>
      <Button variant="default" loading={deed.isBusy} onClick={() => void deed.run()}>
        {t('again.archive')}
      </Button>
      <ProblemNotice problem={deed.problem} />
    </>
  )
}

/** Above a page. Null: this reader cannot bring it back. */
export function ArchivedNotice({ onDone }: { readonly onDone: Done['onDone'] | null }) {
  const { t } = useWords()
  return (
    <Notice gravity="info" title={t('again.archivedTitle')} action={onDone !== null && <BringBack onDone={onDone} />}>
      {t('again.archivedWhy')}
    </Notice>
  )
}

function BringBack({ onDone }: Done) {
  const { t } = useWords()
  const deed = useDeed<void>(async (_, once) => {
    await onDone(once)
    announce(t('again.unarchivedDone'))
  })
  return (
    <>
      <Button variant="default" loading={deed.isBusy} onClick={() => void deed.run()}>
        {t('again.unarchive')}
      </Button>
      <ProblemNotice problem={deed.problem} />
    </>
  )
}

/** `onDone` goes elsewhere: what was here is no more. */
export function DeleteButton({ onDone }: Done) {
  const { t } = useWords()
  const [isOpen, { open, close }] = useDisclosure(false)
  const word = t('again.deleteWord')
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('again.delete')}
      </Button>
      <ConfirmByTyping
        isOpen={isOpen}
        title={t('again.delete')}
        ask={t('again.deleteAsk', { word })}
        expected={word}
        deed={t('again.delete')}
        onConfirm={async once => {
          await onDone(once)
          announce(t('again.deleted'))
        }}
        onDone={() => {}}
        onClose={close}
      >
        {t('again.deleteWhat')}
      </ConfirmByTyping>
    </>
  )
}

/** Its page may be gone since, where that was a draft; then it says so. */
export function CopyOf(props: { readonly to: string; readonly title: string; version: number }) {
  const { t } = useWords()
  const { to, title, version } = props
  return (
    <Text className="loa-quiet">
      {t('again.copyOf')} <TextLink to={to}>{title}</TextLink>, {t('again.copyOfVersion', { version })}
    </Text>
  )
}

/** Which of a list are shown; kept in its address. */
export function AwayFilter(props: { readonly search: AwaySearch; readonly onChoose: (search: AwaySearch) => void }) {
  const { t } = useWords()
  const { search, onChoose } = props
  return (
    <Chip.Group
      value={search.away === true ? 'away' : 'inUse'}
      onChange={chosen => onChoose(chosen === 'away' ? { away: true } : {})}
    >
      <Group gap="xs" role="group" aria-label={t('again.show')}>
        <Chip value="inUse" size="md" variant="outline">
          {t('again.inUse')}
        </Chip>
        <Chip value="away" size="md" variant="outline">
          {t('again.archived')}
        </Chip>
      </Group>
    </Chip.Group>
  )
}

export function NoneArchived({ onShow }: { readonly onShow: () => void }) {
  const { t } = useWords()
  return (
    <Empty
      title={t('again.noneArchived')}
      action={
        <Button variant="default" onClick={onShow}>
          {t('again.showInUse')}
        </Button>
      }
    />
  )
}
