/**
 * One's own signing keys: those there are and whether the roster has each, a new one of this browser, an old one removed.
 * Passkeys are among them: they are made and taken off where one makes them for signing in; or, where the authority has a signing page, made
 * there in its window, and never sign in.
 */
import { Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../web/api.ts'
import { NextStep } from '../../../web/help/next-step.tsx'
import { announce } from '../../../web/parts/announcer.tsx'
import { ConfirmButton } from '../../../web/parts/confirm-by-typing.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { Panel } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import { queries, useMe } from '../../../web/session.ts'
import { canKeepKeys, forgetKey, makeKey } from '../../../web/signing/browser-keys.ts'
import { type Here, signingQuery } from '../../../web/signing/signing-query.ts'
import type { OwnSigningKey } from '../model.ts'
import { shortKey } from './change-parts.ts'
import { useWords } from './words.ts'

export function KeysPanel() {
  const { t } = useWords()
  const query = useQuery(signingQuery)
  return (
    <Panel title={t('own.title')} at="signing-keys">
      <Asked query={query}>
        {here => (
          <>
            <p>{t(here.page.makes === null ? 'own.lead' : 'own.leadOnPage')}</p>
            <Keys here={here} />
          </>
        )}
      </Asked>
    </Panel>
  )
}

function Keys({ here }: { readonly here: Here }) {
  const { t } = useWords()
  const { keys, kept, demo } = here
  const isHere = (id: string) => id === demo?.id || kept.some(key => key.id === id)
  return (
    <>
      {keys.length === 0 ? (
        <p className="loa-quiet">{t('own.none')}</p>
      ) : (
        <Records
          caption={t('own.title')}
          rows={keys}
          columns={[
            [
              t('own.name'),
              ({ id, is, name }) => (
                <>
                  {name || t('own.unnamed')}
                  <Text component="div" fz="sm" fw={400} className="loa-quiet">
                    {t(`kind.${is}`)}
                    {isHere(id) && ` (${t('own.here')})`} {shortKey(id)}
                  </Text>
                </>
              ),
              'title',
            ],
            [t('own.since'), ({ createdAt }) => <Time at={createdAt} />],
            [t('own.listed'), ({ isOnRoster }) => <Listed is={isOnRoster} />],
            [t('own.remove'), key => !key.isForSignIn && <Remove of={key} person={here.person} />, 'actions'],
          ]}
        />
      )}
      {keys.some(({ isOnRoster }) => !isOnRoster) && <p>{t('own.askAdministrator')}</p>}
      <NextStep after={['key', 'second', 'editor', 'approver']} />
      {here.page.makes !== null ? (
        <MakeOnPage here={here} origin={here.page.makes} />
      ) : keys.some(({ id }) => isHere(id)) ? null : canKeepKeys() ? (
        <MakeKey person={here.person} />
      ) : (
        <p className="loa-quiet">{t('own.cannot')}</p>
      )}
    </>
  )
}

function Listed({ is }: { readonly is: boolean }) {
  const { t } = useWords()
  return <StateBadge look={is ? 'good' : 'waiting'}>{t(is ? 'own.isListed' : 'own.notListed')}</StateBadge>
}

function Remove({ of: { id, name, isOnRoster }, person }: { of: OwnSigningKey; person: string }) {
  const { t } = useWords()
  return (
    <ConfirmButton
      label={t('own.remove')}
      of={name}
      title={t('own.removeTitle')}
      ask={t('own.removeAsk', { name })}
      expected={name}
      onConfirm={async () => {
        await ask('DELETE /api/v1/signing/keys/{id}', { params: { id } })
        // It still signs the roster that leaves it out.
        if (!isOnRoster) await forgetKey(person, id)
        await refreshed()
      }}
    >
      {t('own.removeWarning')}
    </ConfirmButton>
  )
}

function MakeKey({ person }: { readonly person: string }) {
  const { t } = useWords()
  const form = useKeyForm(async (name, once) => {
    const { publicKey } = await makeKey(person)
    await ask('POST /api/v1/signing/keys', { body: { name, publicKey }, once })
  })
  return <NameForm form={form} submit={t('own.make')} />
}

/** In a window of the page where it will sign. */
function MakeOnPage({ here, origin }: { readonly here: Here; readonly origin: string }) {
  const { t } = useWords()
  const me = useMe()
  const form = useKeyForm(async (name, once) => {
    const known = here.keys.filter(({ is, isForSignIn }) => is === 'passkey' && !isForSignIn)
    const { askPage } = await import('../../../web/signing/page-window.ts')
    const { key: made } = await askPage(origin, {
      is: 'make',
      person: { id: me.id, name: me.name },
      known: known.map(({ id }) => id),
    })
    await ask('POST /api/v1/signing/keys', { body: { is: 'passkey', name, made }, once })
  })
  return (
    <>
      <p>{t('own.onPage', { page: new URL(origin).host })}</p>
      <NameForm form={form} submit={t('own.makeOnPage')} />
    </>
  )
}

function useKeyForm(make: (name: string, once: string) => Promise<void>) {
  const { t } = useWords()
  return useForm({
    prefix: 'signing-key',
    values: { name: '' },
    check: ({ name }) => ({ name: name.trim() === '' && t('own.nameMissing') }),
    send: async ({ name }, once) => {
      await make(name.trim(), once)
      await refreshed()
      announce(t('own.made'))
    },
  })
}

function NameForm({ form, submit }: { form: ReturnType<typeof useKeyForm>; submit: string }) {
  const { t } = useWords()
  return (
    <Form of={form} submit={submit} place="beside">
      <TextInput
        label={t('own.newName')}
        description={t('own.nameHint')}
        autoComplete="off"
        maxLength={100}
        style={{ flex: '1 1 16rem' }}
        maw="26rem"
        {...form.field('name')}
      />
    </Form>
  )
}

async function refreshed(): Promise<void> {
  await queries.invalidateQueries({ queryKey: signingQuery.queryKey })
}
