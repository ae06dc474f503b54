import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { readBlt } from '#governance/files/blt'
import { canonicalHash, canonicalJson } from '#governance/methods/canonical'
import { countScottishStv } from '#governance/methods/stv/scottish_stv'
import { votesData, WITHOUT_VOTES_DATA } from '#tests/support/votes_data'

const ROOT = new URL('../../../', import.meta.url).pathname

const SCRUTIN = ['4 2', '5 1 2 0', '3 2 1 0', '4 3 4 0', '2 4 0', '0']
const NAMES = ['"Awa"', '"Bastien"', '"Chloé"', '"Driss"', '"Two seats"', '']

/** Runs the console as anyone would, on a machine that knows nothing of this network: no variable at all. */
function ace(...args: string[]): Promise<{ code: number; output: string; errors: string }> {
  return new Promise((resolve) => {
    const options = { cwd: ROOT, env: { PATH: process.env.PATH ?? '' }, maxBuffer: 50_000_000 }
    execFile(process.execPath, ['ace.js', ...args], options, (error, output, errors) =>
      resolve({ code: error ? Number(error.code) : 0, output, errors })
    )
  })
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

test.group('The console counts without settings nor database', (group) => {
  let folder = ''
  group.setup(() => {
    folder = mkdtempSync(join(tmpdir(), 'placette-counting-'))
    writeFileSync(join(folder, 'two.blt'), [...SCRUTIN, ...NAMES].join('\n'))
    writeFileSync(join(folder, 'even.blt'), '2 1\n1 1 0\n1 2 0\n0\n"Awa"\n"Driss"\n"Even"\n')
    writeFileSync(
      join(folder, 'motion.csv'),
      'choix;collège;nombre\npour;A;3\ncontre;B;1\npour;C;1\n'
    )
    writeFileSync(join(folder, 'roll.csv'), 'membre\nAwa\nBastien\nAwa\n')
    writeFileSync(join(folder, 'latin1.csv'), Buffer.from('choix\nn\xe9ant\n', 'latin1'))
    return () => rmSync(folder, { recursive: true })
  })

  test('--json prints the library’s transcript, and nothing but what is hashed', async ({
    assert,
  }) => {
    const file = join(folder, 'two.blt')
    const { code, output, errors } = await ace(
      'ballots:count',
      file,
      '--method=scottish-stv',
      '--json'
    )
    const read = readBlt([...SCRUTIN, ...NAMES].join('\n'))
    if (!read.ok) throw new Error(read.refusal.key)
    const transcript = countScottishStv(read.value, {
      seats: 2,
      reading: { overvote: 'exhaust', emptyRank: 'exhaust' },
      lotOrder: null,
    })
    assert.deepEqual([code, errors], [0, ''])
    assert.equal(output, canonicalJson(transcript))
    assert.equal(sha256(output), canonicalHash(transcript))
    const said = await ace('ballots:count', file, '--method=scottish-stv', '--locale=en')
    assert.include(said.output, `SHA-256 of the transcript: ${sha256(output)}`)
    assert.equal(said.code, 0)
  })

  test('a tie ends with 2 and says what to do; with the order drawn, with 0', async ({
    assert,
  }) => {
    const file = join(folder, 'even.blt')
    const tied = await ace('ballots:count', file, '--method=irv', '--json')
    assert.equal(tied.code, 2)
    assert.lengthOf(JSON.parse(tied.output).tied, 2)
    assert.match(tied.errors, /Awa et Driss[^]*lots:draw[^]*--lot-order/)
    const drawn = await ace('ballots:count', file, '--method=irv', '--json', '--lot-order=2,1')
    assert.equal(drawn.code, 0)
    assert.deepEqual(JSON.parse(drawn.output).winners, [{ name: 'Driss', number: 2 }])
  })

  test('options keep the signs that they are made of', async ({ assert }) => {
    const { code, output } = await ace(
      ...['ballots:count', join(folder, 'motion.csv'), '--method=motion', '--json'],
      ...['--threshold=>=2/3', '--colleges=A=1/2; B=30%; C=0.2', '--college-rule=winner']
    )
    assert.equal(code, 0)
    const { parameters, outcome } = JSON.parse(output)
    assert.equal(outcome, 'adopted')
    assert.equal(parameters.colleges.rule, 'winner')
    assert.deepEqual(parameters.threshold, { operator: 'at_least', numerator: 2, denominator: 3 })
  })

  test('what cannot be counted ends with 1, and a sentence that names file and line', async ({
    assert,
  }) => {
    const motion = ['ballots:count', join(folder, 'motion.csv'), '--method=motion']
    const roll = join(folder, 'roll.csv')
    const runs = await Promise.all([
      ace(...motion, `--roll=${roll}`),
      ace('ballots:count', join(folder, 'latin1.csv'), '--method=motion', '--locale=en'),
      ace('ballots:count'),
      ace(...motion, '--dice'),
    ])
    assert.deepEqual(
      runs.map(({ code, output }) => [code, output]),
      runs.map(() => [1, ''])
    )
    const [twice, latin1, nothing, unknown] = runs.map(({ errors }) => errors)
    assert.include(twice ?? '', `${roll}:4`)
    assert.match(latin1 ?? '', /latin1\.csv is no text in UTF-8/)
    assert.match(nothing ?? '', /Quel fichier/)
    assert.match(unknown ?? '', /--dice/)
  }).timeout(120_000)

  test('lots are those of the reference of RFC 3797', async ({ assert }) => {
    const lots = ['lots:draw', votesData('lots/ref.names') ?? '', '--count=4', '--json']
    const { code, output } = await ace(...lots, `--sources-file=${votesData('lots/ref.seeds')}`)
    assert.equal(code, 0)
    const { draws } = JSON.parse(output)
    assert.deepEqual(
      draws.map(({ name }: { name: string }) => name),
      ['Lee', 'Doc', 'Mary', 'Charity']
    )
    assert.match(draws[0].hash, /^990dd0a5/)
  }).skip(votesData('lots') === null, WITHOUT_VOTES_DATA)
})
