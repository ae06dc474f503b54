import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ace from '@adonisjs/core/services/ace'
import { test } from '@japa/runner'
import LotsDraw from '#shared/lots/draw_command'
import { canonicalJson } from '#shared/canonical'
import { draw } from '#shared/lots/draw'

const NEIGHBOURS = ['Awa', 'Bastien', 'Chloé', 'Driss']

/** Runs the command in this process; what it writes, and how it ends. */
async function drawn(args: string[]) {
  const written = { out: '', err: '' }
  const [out, err] = [process.stdout.write, process.stderr.write]
  process.stdout.write = ((text: string) => ((written.out += text), true)) as typeof out
  process.stderr.write = ((text: string) => ((written.err += text), true)) as typeof err
  try {
    const command = await ace.create(LotsDraw, args)
    await command.exec()
    return { ...written, code: command.exitCode ?? 0 }
  } finally {
    process.stdout.write = out
    process.stderr.write = err
  }
}

test.group('lots:draw', (group) => {
  let folder = ''
  group.setup(() => {
    folder = mkdtempSync(join(tmpdir(), 'placette-lots-'))
    writeFileSync(join(folder, 'names.txt'), `${NEIGHBOURS.join('\r\n')}\n`)
    writeFileSync(join(folder, 'twice.txt'), 'Awa\nDriss\nAwa\n')
    return () => rmSync(folder, { recursive: true })
  })

  test('draws what anyone draws again', async ({ assert }) => {
    const names = join(folder, 'names.txt')
    const said = await drawn([names, '--sources=9319; 2 5 12', '--count=2', '--json'])
    const sources = [
      { numbers: [9319n], entropyBits: null },
      { numbers: [12n, 5n, 2n], entropyBits: null },
    ]
    assert.equal(said.code, 0)
    assert.equal(said.out, canonicalJson(draw(NEIGHBOURS, sources, { count: 2, hash: 'md5' })))
  })

  test('says the drawing in words, in French and in English', async ({ assert }) => {
    const names = join(folder, 'names.txt')
    const french = await drawn([names, '--sources=9319', '--count=1'])
    assert.match(french.out, /^4 noms dans l’urne/)
    assert.match(french.out, /Est tiré au sort le numéro \d\./)
    const english = await drawn([names, '--sources=9319', '--count=1', '--locale=en'])
    assert.match(english.out, /Number \d is drawn\./)
  })

  test('answers what it cannot draw with a sentence: {why}')
    .with([
      { why: 'no source', file: 'names.txt', args: [], said: /au moins une source/ },
      { why: 'a source of words', file: 'names.txt', args: ['--sources=loto'], said: /« loto »/ },
      { why: 'too many', file: 'names.txt', args: ['--sources=1', '--count=5'], said: /de 0 à 4/ },
      {
        why: 'a stranger',
        file: 'names.txt',
        args: ['--sources=1', '--passed-over=9'],
        said: /de 1 à 4/,
      },
      {
        why: 'another hash',
        file: 'names.txt',
        args: ['--sources=1', '--hash=crc'],
        said: /md5 ou sha256/,
      },
      { why: 'someone twice', file: 'twice.txt', args: ['--sources=1'], said: /deux fois Awa/ },
      { why: 'no file', file: 'none.txt', args: ['--sources=1'], said: /none.txt n’existe pas/ },
    ])
    .run(async ({ assert }, { file, args, said }) => {
      const answer = await drawn([join(folder, file), ...args])
      assert.equal(answer.code, 1)
      assert.equal(answer.out, '')
      assert.match(answer.err.replaceAll('\u00a0', ' '), said)
    })
})
