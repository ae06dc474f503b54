import type { Page } from 'playwright'

/** A platform authenticator inside of Chromium that always knows its owner; `unlocked` says whether it does. */
export async function virtualAuthenticator(page: Page, { unlocked = true } = {}) {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: unlocked,
      automaticPresenceSimulation: true,
    },
  })
  return {
    unlocked: (isUserVerified: boolean) =>
      session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    present: (enabled: boolean) =>
      session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled }),
    forget: () => session.send('WebAuthn.clearCredentials', { authenticatorId }),
  }
}
