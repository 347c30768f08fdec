/** Chromium's virtual authenticator, over CDP's domain WebAuthn. */
import type { CDPSession, Page } from 'playwright-core'

type Credential = Parameters<typeof addTo>[1]

/**
 * One device at many windows: Chromium gives each window an authenticator of its own, so what one makes and how often each has signed is
 * carried to the next.
 */
export class Device {
  readonly #held = new Map<string, Credential>()

  /** How many passkeys it holds of this relying party. */
  countOf(rpId: string): number {
    return [...this.#held.values()].filter(each => each.rpId === rpId).length
  }

  async at(page: Page): Promise<Authenticator> {
    const made = await Authenticator.of(page, credential => {
      // What has signed is told of without whose it is.
      const known = this.#held.get(credential.credentialId)
      this.#held.set(credential.credentialId, { ...credential, ...known, signCount: credential.signCount })
    })
    for (const credential of this.#held.values()) await made.add(credential)
    return made
  }
}

async function addTo(
  session: CDPSession,
  credential: Awaited<ReturnType<typeof credentialsOf>>[number],
  authenticatorId: string,
): Promise<void> {
  await session.send('WebAuthn.addCredential', { authenticatorId, credential })
}

async function credentialsOf(session: CDPSession, authenticatorId: string) {
  return (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials
}

/** A device that holds passkeys and verifies who touches it, until it is told that it cannot. */
export class Authenticator {
  readonly #session: CDPSession
  readonly #id: string

  private constructor(session: CDPSession, id: string) {
    this.#session = session
    this.#id = id
  }

  /** `onChange`: of what it has made, or signed with. */
  static async of(page: Page, onChange: (credential: Credential) => void = () => {}): Promise<Authenticator> {
    const session = await page.context().newCDPSession(page)
    await session.send('WebAuthn.enable')
    session.on('WebAuthn.credentialAdded', ({ credential }) => onChange(credential))
    session.on('WebAuthn.credentialAsserted', ({ credential }) => onChange(credential))
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    return new Authenticator(session, authenticatorId)
  }

  async add(credential: Credential): Promise<void> {
    await addTo(this.#session, credential, this.#id)
  }

  async verifies(isUserVerified: boolean): Promise<void> {
    const authenticatorId = this.#id
    await this.#session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
  }

  /** How often each of its passkeys has signed. */
  async signatures(): Promise<number> {
    const credentials = await credentialsOf(this.#session, this.#id)
    return credentials.reduce((sum, { signCount }) => sum + signCount, 0)
  }
}
