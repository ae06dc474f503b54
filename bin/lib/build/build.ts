import { stop } from 'esbuild'
import { buildAssets } from './assets.js'
import { buildServerCode } from './server_code.js'

/** Builds what is stale, server and browser; a few milliseconds when nothing is. */
export async function build(log: (sentence: string) => void): Promise<void> {
  const begun = performance.now()
  const built = await Promise.all([buildServerCode(), buildAssets()])
  await stop()
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  if (built.some(Boolean)) log(`Built in ${seconds} s.`)
}
