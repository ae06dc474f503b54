import { prepared } from '#shared/prepared'

const INSTALLATION = {
  name: 'payments.installation',
  text: 'select install_id, demo_secret from installation',
}

let kept: { install_id: string; demo_secret: Buffer } | null = null

async function installation() {
  if (!kept) {
    const [row] = await prepared<NonNullable<typeof kept>>(INSTALLATION, [])
    if (!row) throw new Error('This installation has no name')
    kept = row
  }
  return kept
}

/** The name that this installation gives its objects at the providers, to tell them from others'. */
export async function installId(): Promise<string> {
  return (await installation()).install_id
}

/** What signs the demo provider's notices. */
export async function demoSecret(): Promise<Buffer> {
  return (await installation()).demo_secret
}
