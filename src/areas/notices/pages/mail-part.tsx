/** Where mail goes: the account's own address, or another one that was confirmed; and that it came back. */
import { Button, Group, Stack, TextInput, Title } from '@mantine/core'
import { ask } from '../../../web/api.ts'
import { useDeed } from '../../../web/parts/deed.ts'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import type { NoticeSettings } from '../model.ts'
import { changed } from './notices-query.ts'
import { useWords } from './words.ts'

export function MailPart({ settings: { mail } }: { readonly settings: Readonly<NoticeSettings> }) {
  const { t } = useWords()
  return (
    <Stack gap="md" mt="md">
      <Title order={3}>{t('mail.title')}</Title>
      {mail.isOpen ? <OpenMail mail={mail} /> : <p className="loa-quiet">{t('mail.closed')}</p>}
    </Stack>
  )
}

function OpenMail({ mail }: { readonly mail: NoticeSettings['mail'] }) {
  const { t } = useWords()
  const { to, account, asked, endedAt } = mail
  const again = useDeed(async () => changed(await ask('POST /api/v1/me/notices/mail')))
  const own = useDeed(async () => changed(await ask('DELETE /api/v1/me/notices/address')))
  const form = useForm({
    prefix: 'notices',
    values: { address: '' },
    codes: { noticeAddressWrong: 'address', noticeAsksTooMany: 'address' },
    check: ({ address }) => ({ address: address.trim() === '' && t('mail.missing') }),
    send: async ({ address }) => {
      changed(await ask('POST /api/v1/me/notices/address', { body: { address } }))
      form.set({ address: '' })
    },
  })
  const isElsewhere = asked !== null || (to !== null && to !== account)
  return (
    <>
      {endedAt !== null && (
        <Notice
          gravity="warn"
          action={
            <Button loading={again.isBusy} onClick={() => void again.run()}>
              {t('mail.again')}
            </Button>
          }
        >
          {t('mail.ended')}
        </Notice>
      )}
      {to !== null && <p>{t('mail.to', { address: to })}</p>}
      {asked !== null && (
        <Notice gravity="info" role="status">
          {t('mail.asked', { address: asked })}
        </Notice>
      )}
      <ProblemNotice problem={again.problem ?? own.problem} />
      <Form of={form} submit={t('mail.ask')} place="beside" variant="default">
        <TextInput
          type="email"
          label={t('mail.other')}
          description={t('mail.otherHint')}
          autoComplete="email"
          maxLength={254}
          style={{ flex: '1 1 16rem' }}
          maw="26rem"
          {...form.field('address')}
        />
      </Form>
      {isElsewhere && (
        <Group>
          <Button variant="default" loading={own.isBusy} onClick={() => void own.run()}>
            {t('mail.account', { address: account })}
          </Button>
        </Group>
      )}
    </>
  )
}
