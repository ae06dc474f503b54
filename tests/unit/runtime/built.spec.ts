import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

const run = promisify(execFile)
const RELATIVE = /(?:from|import)\s*\(?\s*["'](\.{1,2}\/[^"']+)["']/g

/** The code that `npm start` runs, built as it builds it. */
async function built(): Promise<string> {
  await run(process.execPath, ['bin/build.mjs'], { cwd: app.makePath() })
  return app.makePath('build')
}

test.group('What npm start runs', () => {
  test('has every file that its files ask for', async ({ assert }) => {
    const folder = await built()
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.js') && !file.startsWith('public')
    )
    assert.isAbove(files.length, 300)
    const missing = files.flatMap((file) => {
      const asked = [...readFileSync(join(folder, file), 'utf8').matchAll(RELATIVE)]
      return asked
        .map(([, path = '']) => join(folder, dirname(file), path))
        .filter((path) => !existsSync(path))
        .map((path) => `${file} asks for ${path.slice(folder.length + 1)}`)
    })
    assert.deepEqual(missing, [])
  }).timeout(60_000)

  test('counts ballots from its own console, without any setting', async ({ assert }) => {
    const folder = await built()
    const file = app.makePath('tests', 'fixtures', 'ballots', 'new_statutes.json')
    const asked = ['ballots:count', file, '--method=motion', '--members=112']
    const { stdout } = await run(process.execPath, [join(folder, 'ace.js'), ...asked], {
      env: { PATH: process.env.PATH },
    })
    assert.match(stdout, /La proposition est adoptée\./)
  }).timeout(60_000)
})
