/** `npm run test:interop`: what we write, read by other people's programs. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from './lib/command.js'
import { findProgram, installFromDebian, mayInstall } from './lib/outside_program.js'
import { Refusal } from './lib/refusal.js'
import { runTests } from './lib/run_tests.js'
import { ROOT } from './lib/settings.js'

/** The programs that checks may ask for, and the Debian package of each. */
const PROGRAMS: Record<string, string> = {
  exiftool: 'libimage-exiftool-perl',
}

await runCommand(async (command) => {
  if (!existsSync(join(ROOT, 'tests', 'interop'))) {
    console.log('There is no check against another program yet.')
    return
  }
  const missing = () => Object.keys(PROGRAMS).filter((name) => !findProgram([name]))
  if (missing().length > 0 && mayInstall()) {
    console.log(`Installing from Debian: ${missing().join(', ')}…`)
    installFromDebian(missing().map((name) => PROGRAMS[name] ?? name))
  }
  const absent = missing()
  // Each spec declares the program it needs in its name: exiftool.spec.ts.
  const present = Object.keys(PROGRAMS).filter((name) => !absent.includes(name))
  if (absent.length > 0) console.log(`Skipped, because not installed: ${absent.join(', ')}.`)
  if (absent.length > 0 && mayInstall()) process.exitCode = 1
  if (present.length === 0) return

  const words = ['interop', ...present.map((name) => `--files=${name}`)]
  const { passed, failed, skipped, code } = await runTests(command, { words, variables: {} })
  command.atLast(() => console.log(`${passed} passed, ${failed} failed (${present.join(', ')})`))
  if (code !== 0 || skipped > 0) throw new Refusal('The checks against other programs failed.')
})
