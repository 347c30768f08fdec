/** Where people have carried a bulletin: the kit that they carry, and what they have seen in print, on the air or on a wall. */
import { Anchor, Button, FileButton, Group, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import { placementKind } from '../../../directive/bulletin.ts'
import { ask } from '../../../web/api.ts'
import { instantOf } from '../../../web/local-time.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { InstantField } from '../../../web/parts/day-fields.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import { ButtonToDialogue } from '../../../web/parts/dialogue.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { Panel } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { saveAnswer } from '../../../web/parts/save-answer.ts'
import { Asked, Empty, ProblemNotice } from '../../../web/parts/states.tsx'
import type { Bulletin, Placement } from '../model.ts'
import { useMayWrite } from './may-write.ts'
import { forgetPlacements, placementsQuery } from './queries.ts'
import { timeSaid } from './said.ts'
import { useWords } from './words.ts'

export function PlacementsPanel({ bulletin }: { bulletin: Bulletin }) {
  const { t, spoken } = useWords()
  const mayWrite = useMayWrite()
  const query = useQuery(placementsQuery(bulletin.id))
  return (
    <Panel title={t('placements.title')}>
      <Group gap="sm">
        <KitButton bulletin={bulletin} form="docx" label={t('placements.kit')} />
        <KitButton bulletin={bulletin} form="pdf" label={t('placements.kitPdf')} />
        {mayWrite && (
          <ButtonToDialogue label={t('placements.record')} variant="default" size="lg">
            {close => <RecordForm bulletin={bulletin} onClose={close} />}
          </ButtonToDialogue>
        )}
      </Group>
      <Asked
        query={query}
        empty={all =>
          all.length === 0 && <Empty title={t('placements.none')}>{mayWrite && t('placements.noneHow')}</Empty>
        }
      >
        {all => (
          <Records
            caption={t('placements.title')}
            rows={all}
            columns={[
              [
                t('placements.outlet'),
                ({ outlet, link }) =>
                  link === '' ? (
                    outlet
                  ) : (
                    <Anchor
                      href={link}
                      target="_blank"
                      rel="noopener noreferrer nofollow"
                      underline="always"
                      fw={600}
                      className="loa-target"
                    >
                      {outlet}
                    </Anchor>
                  ),
                'title',
              ],
              [t('placements.kind'), ({ kind }) => t(`placement.${kind}`)],
              [t('placements.at'), ({ at }) => timeSaid(at, spoken)],
              [t('placements.by'), ({ by }) => by.name],
              [
                t('placements.note'),
                ({ note, withdrawn }) => (withdrawn === null ? note : t('placements.withdrawn', { reason: withdrawn })),
              ],
              [t('placements.picture'), placement => <Picture placement={placement} />],
              mayWrite && [
                t('placements.withdraw'),
                (placement: Placement) =>
                  placement.withdrawn === null && (
                    <ButtonToDialogue
                      label={t('placements.withdraw')}
                      of={placement.outlet}
                      title={t('placements.withdraw')}
                    >
                      {close => <WithdrawForm placement={placement} onClose={close} />}
                    </ButtonToDialogue>
                  ),
                'actions',
              ],
            ]}
          />
        )}
      </Asked>
    </Panel>
  )
}

function KitButton(props: { bulletin: Bulletin; form: 'docx' | 'pdf'; label: string }) {
  const { spoken } = useWords()
  const { bulletin, form, label } = props
  const deed = useDeed(async () => {
    const path = `/api/v1/bulletins/${bulletin.id}/kit/${form}?language=${spoken}`
    await saveAnswer(path, `bulletin.${form}`)
  })
  return (
    <>
      <Button variant="default" loading={deed.isBusy} onClick={() => void deed.run(undefined)}>
        {label}
      </Button>
      <ProblemNotice problem={deed.problem} />
    </>
  )
}

/** The picture that proves it; once it is there it stays. */
function Picture({ placement }: { placement: Placement }) {
  const { t } = useWords()
  const mayWrite = useMayWrite()
  const { id, bulletin, outlet, picture, withdrawn } = placement
  const deed = useDeed(async (file: File) => {
    await ask('PUT /api/v1/placements/{id}/picture', { params: { id }, body: file })
    await forgetPlacements(bulletin)
    announce(t('placements.pictureDone'))
  })
  if (picture !== null)
    return (
      <a href={`/api/v1/bulletin-files/${picture}`} target="_blank" rel="noopener" className="loa-target">
        {t('placements.pictureOf', { outlet })}
      </a>
    )
  if (!mayWrite || withdrawn !== null) return '–'
  return (
    <>
      –{' '}
      <FileButton
        accept="image/png,image/jpeg,image/webp"
        onChange={file => {
          if (file !== null) void deed.run(file)
        }}
      >
        {button => (
          <Button
            {...button}
            variant="default"
            size="sm"
            loading={deed.isBusy}
            aria-label={t('placements.pictureAdd', { outlet })}
          >
            {t('placements.pictureChoose')}
          </Button>
        )}
      </FileButton>
      <ProblemNotice problem={deed.problem} />
    </>
  )
}

function WithdrawForm({ placement, onClose }: { placement: Placement; onClose: () => void }) {
  const { t } = useWords()
  const form = useForm({
    prefix: 'withdraw',
    values: { reason: '' },
    check: ({ reason }) => ({ reason: reason.trim() === '' && t('placements.reasonMissing') }),
    send: async ({ reason }, once) => {
      await ask('POST /api/v1/placements/{id}/withdraw', {
        params: { id: placement.id },
        body: { reason: reason.trim() },
        once,
      })
      await forgetPlacements(placement.bulletin)
      announce(t('placements.withdrawDone'))
      onClose()
    },
  })
  return (
    <Form of={form} submit={t('placements.withdraw')} cancel={onClose} color="red">
      <p>{t('placements.withdrawWhat', { outlet: placement.outlet })}</p>
      <Textarea label={t('placements.reason')} autosize minRows={2} {...form.field('reason')} />
    </Form>
  )
}

function RecordForm({ bulletin, onClose }: { bulletin: Bulletin; onClose: () => void }) {
  const { t } = useWords()
  const form = useForm({
    prefix: 'placement',
    values: { kind: 'press', outlet: '', at: '', link: '', note: '' },
    check: ({ outlet, at }) => ({
      outlet: outlet.trim() === '' && t('placements.outletMissing'),
      at: instantOf(at, TIME_ZONE) === null && t('placements.atMissing'),
    }),
    send: async ({ kind, outlet, at, link, note }, once) => {
      const body = {
        kind: placementKind.parse(kind),
        outlet: outlet.trim(),
        at: instantOf(at, TIME_ZONE) ?? '',
        link: link.trim(),
        note: note.trim(),
      }
      await ask('POST /api/v1/bulletins/{id}/placements', { params: { id: bulletin.id }, body, once })
      await forgetPlacements(bulletin.id)
      announce(t('placements.done'))
      onClose()
    },
  })
  return (
    <Form of={form} submit={t('placements.record')} cancel={onClose}>
      <NativeSelect
        label={t('placements.kind')}
        data={placementKind.options.map(value => ({ value, label: t(`placement.${value}`) }))}
        {...form.field('kind')}
      />
      <TextInput label={t('placements.outlet')} maxLength={200} {...form.field('outlet')} />
      <InstantField timeZone={TIME_ZONE} label={t('placements.at')} {...form.field('at')} />
      <TextInput type="url" label={t('placements.link')} maxLength={500} {...form.field('link')} />
      <Textarea label={t('placements.note')} autosize minRows={2} {...form.field('note')} />
    </Form>
  )
}
