/** A one-time link of an administrator: whoever holds it sets a password and signs in with it. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../../web/api.ts'
import { language } from '../../../../web/i18n.ts'
import { ButtonLink, Page } from '../../../../web/parts/page.tsx'
import { Asked, Notice } from '../../../../web/parts/states.tsx'
import { asProblem, type Problem } from '../../../../web/problem.ts'
import { useWords } from '../words.ts'
import { PasswordForm } from './password-form.tsx'
import { useToken } from './use-token.ts'

export function InvitationPage() {
  const { t } = useWords()
  const token = useToken('/invitation')
  if (token === null)
    return (
      <Page title={t('invitation.title')}>
        <Notice
          gravity="info"
          action={
            <ButtonLink to="/sign-in" variant="default">
              {t('signIn.title')}
            </ButtonLink>
          }
        >
          {t('invitation.noToken')}
        </Notice>
      </Page>
    )
  return <Invited key={token} token={token} />
}

/** Who signs makes a key first: without one there is nothing to be done here. */
const SIGNS: ReadonlySet<string> = new Set(['editor', 'approver', 'administrator'])

/** A link that was used is told so, before anybody thinks of a password. */
function Invited({ token }: { token: string }) {
  const { t, terms } = useWords()
  // By its holder alone: neither kept nor asked for anew while the password is typed.
  const query = useQuery({
    queryKey: ['invitation', token],
    queryFn: async () => await ask('POST /api/v1/invitations/read', { body: { token } }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  if (query.error !== null && isSpent(asProblem(query.error)))
    return (
      <Page title={t('invitation.used')}>
        <Notice
          gravity="info"
          action={
            <ButtonLink to="/sign-in" variant="default">
              {t('signIn.title')}
            </ButtonLink>
          }
        >
          {asProblem(query.error).sentence(language())}
        </Notice>
      </Page>
    )
  return (
    <Page title={t('invitation.title')} lead={t('invitation.lead')}>
      <Asked query={query}>
        {({ name, role }) => (
          <>
            <p>
              <strong>{t('invitation.of', { name, role: terms(`role.${role}`) })}</strong>
            </p>
            <PasswordForm
              label={t('invitation.password')}
              submit={t('invitation.enter')}
              accept={({ password }, once) =>
                ask('POST /api/v1/invitations/accept', { body: { token, password }, once })
              }
              to={SIGNS.has(role) ? '/account#signing-keys' : '/'}
            />
          </>
        )}
      </Asked>
    </Page>
  )
}

/** Used, run out, or cut off on its way here: no other try helps. */
function isSpent({ code, status }: Problem): boolean {
  return code === 'linkWrong' || status === 400
}
