import { test } from '@japa/runner'
import { strFromU8, unzipSync } from 'fflate'
import { csvOf, odsOf, registerTable } from '#membership/register/register_file'
import type { RegisterEntry } from '#membership/register/register_list'

const entry = (name: string, number: number | null = 1): RegisterEntry => ({
  ...{
    id: 1,
    number,
    kind: 'person',
    name,
    email: null,
    representative: '',
    college: null,
    shares: 0,
  },
  ...{ hasAccount: false, enteredOn: '2026-01-02', admittedOn: '2026-01-02', planName: 'Année' },
  ...{ standing: 'active', provisional: false, until: '2027-01-01' },
})

test.group('A copy of the register', () => {
  test('neutralises what a spreadsheet would take for a formula, and nothing else', ({
    assert,
  }) => {
    const names = ['=1+1', '+33', '-2', '@SUM(A1)', '\t=1', ' =1', 'Awa-Marie', 'a=b']
    const table = registerTable(
      names.map((name) => entry(name)),
      ['name'],
      (key) => key
    )
    assert.deepEqual(
      table.slice(1).map(([name]) => name),
      ["'=1+1", "'+33", "'-2", "'@SUM(A1)", "'\t=1", "' =1", 'Awa-Marie', 'a=b']
    )
  })

  test('is a spreadsheet whose type comes first, uncompressed, with texts as texts', ({
    assert,
  }) => {
    const file = odsOf(
      [
        ['Numéro', 'Nom'],
        [7, 'Awa & <Bastien>\u0001'],
      ],
      'Registre'
    )
    assert.equal(file.subarray(30, 38).toString(), 'mimetype')
    assert.include(
      file.subarray(38, 90).toString(),
      'application/vnd.oasis.opendocument.spreadsheet'
    )
    const content = strFromU8(unzipSync(file)['content.xml'] ?? new Uint8Array())
    assert.include(content, '<text:p>Awa &amp; &lt;Bastien&gt;</text:p>')
    assert.include(content, 'office:value-type="float" office:value="7"')
  })

  test('as CSV, quotes what holds a separator, a quote or a line break', ({ assert }) => {
    assert.equal(
      csvOf([
        [1, 'a;b'],
        ['"c"', 'd\ne'],
      ]).toString(),
      '\ufeff1;"a;b"\r\n"""c""";"d\ne"\r\n'
    )
  })
})
