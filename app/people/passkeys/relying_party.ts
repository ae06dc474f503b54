import { appUrl } from '#config/installation'

const { hostname, origin } = new URL(appUrl)

/** Who passkeys are made for (WebAuthn § 4, “relying party”): the installation's own address. */
export const relyingParty = { id: hostname, origin }
