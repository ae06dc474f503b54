/** `npm test -- [suites] [--files=…]`: the tests, on a database of their own that is then removed. */
import { findChromium } from './lib/chromium.js'
import { runCommand } from './lib/command.js'
import { Refusal } from './lib/refusal.js'
import { runTests } from './lib/run_tests.js'
import type { Variables } from './lib/settings.js'

const SUITES = ['unit', 'functional', 'browser']

await runCommand(async (command) => {
  const asked = process.argv.slice(2)
  const named = asked.filter((word) => SUITES.includes(word))
  const suites = named.length > 0 ? named : SUITES
  const flags = asked.filter((word) => !SUITES.includes(word))
  const variables: Variables = suites.includes('browser')
    ? { CHROMIUM_PATH: await findChromium(console.log) }
    : {}
  const result = await runTests(command, { words: [...suites, ...flags], variables })
  if (command.interrupted.aborted) return
  const { passed, failed, skipped, code } = result
  command.atLast(() => console.log(`${passed} passed, ${failed} failed`))
  if (skipped > 0) throw new Refusal(`${skipped} skipped: a test is run, or it is deleted.`)
  if (failed === 0 && code !== 0) throw new Refusal('The tests passed, but their run failed.')
  if (failed > 0) process.exitCode = 1
})
