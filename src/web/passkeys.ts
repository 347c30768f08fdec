/**
 * Passkeys: the browser's own ceremony between two requests of better-auth. No library: browsers read and write the
 * JSON of WebAuthn Level 3 themselves; where one cannot, `canUsePasskeys` says so and the pages do not offer it.
 */
import { askAuth } from './api.ts'
import { Problem } from './problem.ts'

export interface Passkey {
  readonly id: string
  readonly name: string | null
  readonly createdAt: string | null
}

export function canUsePasskeys(): boolean {
  return (
    typeof PublicKeyCredential === 'function' &&
    'parseRequestOptionsFromJSON' in PublicKeyCredential &&
    'parseCreationOptionsFromJSON' in PublicKeyCredential
  )
}

export async function signInWithPasskey(): Promise<void> {
  const options = await askAuth('GET', '/passkey/generate-authenticate-options')
  const credential = await ceremony(() =>
    navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(
        options as unknown as PublicKeyCredentialRequestOptionsJSON,
      ),
    }),
  )
  await askAuth('POST', '/passkey/verify-authentication', { response: credential.toJSON() })
}

export async function addPasskey(name: string): Promise<void> {
  const options = await askAuth('GET', '/passkey/generate-register-options')
  const credential = await ceremony(() =>
    navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(
        options as unknown as PublicKeyCredentialCreationOptionsJSON,
      ),
    }),
  )
  await askAuth('POST', '/passkey/verify-registration', { response: credential.toJSON(), name })
}

export async function passkeys(): Promise<readonly Passkey[]> {
  const answer = await askAuth('GET', '/passkey/list-user-passkeys')
  return Array.isArray(answer) ? (answer as readonly Passkey[]) : []
}

export async function removePasskey(id: string): Promise<void> {
  await askAuth('POST', '/passkey/delete-passkey', { id })
}

async function ceremony(start: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const credential = await start()
    if (credential instanceof PublicKeyCredential) return credential
  } catch (error) {
    if (error instanceof DOMException && error.name === 'InvalidStateError')
      throw new Problem({
        status: 400,
        code: 'passkeyKnown',
        sentence: {
          vi: 'Thiết bị này đã có khóa truy cập của tài khoản.',
          en: 'This device already has a passkey for your account.',
        },
      })
  }
  throw new Problem({
    status: 400,
    code: 'passkeyCancelled',
    sentence: {
      vi: 'Chưa dùng khóa truy cập: thao tác bị hủy, quá lâu, hoặc thiết bị không có khóa phù hợp. Hãy thử lại hoặc dùng mật khẩu.',
      en: 'No passkey was used: cancelled, too slow, or none on this device fits. Try again or use your password.',
    },
  })
}
