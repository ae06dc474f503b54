/** `npm run test:interop`: what we write, read by other people's programs. */
import { runCommand } from './lib/command.js'
import { findProgram, installFromDebian, mayInstall } from './lib/outside_program.js'
import { Refusal } from './lib/refusal.js'
import { runTests } from './lib/run_tests.js'

/** The programs that checks ask for: the Debian package of each, and the spec that needs it. */
const PROGRAMS: Record<string, { debian: string; spec: string }> = {
  'hledger': { debian: 'hledger', spec: 'read_by_hledger' },
  'ledger': { debian: 'ledger', spec: 'read_by_ledger' },
  'bean-check': { debian: 'beancount', spec: 'read_by_beancount' },
  'soffice': { debian: 'libreoffice-calc-nogui', spec: 'read_by_libreoffice' },
}

await runCommand(async (command) => {
  const missing = () => Object.keys(PROGRAMS).filter((name) => !findProgram([name]))
  if (missing().length > 0 && mayInstall()) {
    console.log(`Installing from Debian: ${missing().join(', ')}…`)
    installFromDebian(missing().map((name) => PROGRAMS[name]?.debian ?? name))
  }
  const absent = missing()
  const present = Object.keys(PROGRAMS).filter((name) => !absent.includes(name))
  if (absent.length > 0) console.log(`Skipped, because not installed: ${absent.join(', ')}.`)
  if (absent.length > 0 && mayInstall()) process.exitCode = 1
  if (present.length === 0) return

  const words = ['interop', ...present.map((name) => `--files=${PROGRAMS[name]?.spec}`)]
  const { passed, failed, skipped, code } = await runTests(command, { words, variables: {} })
  command.atLast(() => console.log(`${passed} passed, ${failed} failed (${present.join(', ')})`))
  if (code !== 0 || skipped > 0) throw new Refusal('The checks against other programs failed.')
})
