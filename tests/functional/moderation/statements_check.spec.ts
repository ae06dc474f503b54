import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'

const STATEMENT = {
  decision_account: 'DECISION_ACCOUNT_SUSPENDED',
  end_date_account_restriction: '2026-03-09',
  decision_ground: 'DECISION_GROUND_ILLEGAL_CONTENT',
  illegal_content_legal_ground: 'Loi du 29 juillet 1881, article 24',
  illegal_content_explanation: 'Provocation à la haine.',
  content_type: ['CONTENT_TYPE_TEXT'],
  category: 'STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH',
  content_date: '2026-03-01',
  application_date: '2026-03-02',
  decision_facts: 'Un texte public.',
  source_type: 'SOURCE_VOLUNTARY',
  automated_detection: 'No',
  automated_decision: 'AUTOMATED_DECISION_NOT_AUTOMATED',
  puid: 'case-1',
}

test.group('node ace statements:check', (group) => {
  let folder: string
  group.each.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'statements-'))
    return () => rm(folder, { recursive: true })
  })

  async function checked(content: string) {
    const file = join(folder, 'statements.json')
    await writeFile(file, content)
    return new Promise<{ code: number; said: string }>((resolve) => {
      const command = [app.makePath('bin/ace.mjs'), 'statements:check', file]
      execFile(process.execPath, command, (error, out, errors) => {
        const code = error && typeof error.code === 'number' ? error.code : 0
        resolve({ code, said: out + errors })
      })
    })
  }

  test('takes a file of good statements, whole or line by line', async ({ assert }) => {
    const one = JSON.stringify(STATEMENT)
    const lines = await checked(`${one}\n${one}\n`)
    assert.equal(lines.code, 0, lines.said)
    assert.include(lines.said, '2 statements, 0 with faults')
    assert.equal((await checked(`[${one}]`)).code, 0)
  }).timeout(30_000)

  test('says what is wrong, and with which; a file of nothing is no good one', async ({
    assert,
  }) => {
    const wrong = { ...STATEMENT, category: 'RUDE' }
    const answer = await checked(`${JSON.stringify(STATEMENT)}\n${JSON.stringify(wrong)}`)
    assert.equal(answer.code, 1)
    assert.include(answer.said, '2: not_listed category')
    assert.equal((await checked('')).code, 2)
    assert.equal((await checked('no json')).code, 2)
  }).timeout(30_000)
})
