/** Chromium's virtual authenticator, over CDP's domain WebAuthn. */
import type { CDPSession, Page } from 'playwright-core'

/** A device that holds passkeys and verifies who touches it, until it is told that it cannot. */
export class Authenticator {
  readonly #session: CDPSession
  readonly #id: string

  private constructor(session: CDPSession, id: string) {
    this.#session = session
    this.#id = id
  }

  static async of(page: Page): Promise<Authenticator> {
    const session = await page.context().newCDPSession(page)
    await session.send('WebAuthn.enable')
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

  async verifies(isUserVerified: boolean): Promise<void> {
    const authenticatorId = this.#id
    await this.#session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
  }

  /** How often each of its passkeys has signed. */
  async signatures(): Promise<number> {
    const { credentials } = await this.#session.send('WebAuthn.getCredentials', {
      authenticatorId: this.#id,
    })
    return credentials.reduce((sum, { signCount }) => sum + signCount, 0)
  }
}
