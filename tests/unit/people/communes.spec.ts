import { test } from '@japa/runner'
import { communeByCode, findCommunes } from '#people/places/communes'
import { foldName } from '#people/places/fold_name'

const names = async (typed: string, most = 5) =>
  (await findCommunes(typed, most)).map(({ name }) => name)

test.group('Communes are found', () => {
  test('by the beginning of their name, whatever its accents, the exact one first', async ({
    assert,
  }) => {
    const [niort] = await findCommunes('niort', 3)
    assert.deepEqual(niort, {
      code: '79191',
      name: 'Niort',
      department: 'Deux-Sèvres',
      departmentCode: '79',
    })
    assert.equal((await names('MAGNÉ'))[0], 'Magné')
    assert.equal((await names('magne'))[0], 'Magné')
    assert.equal((await names('oeuilly'))[0], 'Œuilly')
  })

  test('by a word of it, and with saint abbreviated', async ({ assert }) => {
    assert.include(await names('garenne colombes'), 'La Garenne-Colombes')
    assert.include(await names('st maixent l ecole'), "Saint-Maixent-l'École")
  })

  test('by their postcode', async ({ assert }) => {
    assert.deepEqual(await names('79460'), ['Magné'])
  })

  test('with their département, the largest of one name first', async ({ assert }) => {
    const saints = (await findCommunes('saint denis', 10)).filter(
      ({ name }) => name === 'Saint-Denis'
    )
    assert.isAbove(saints.length, 1)
    assert.sameMembers(saints.map(({ department }) => department).slice(0, 2), [
      'La Réunion',
      'Seine-Saint-Denis',
    ])
  })

  test('never by what stands beside their name', async ({ assert }) => {
    for (const typed of ['', 'a', '|', 'Deux-Sèvres|', '\n', 'zzzzz']) {
      assert.isEmpty(await names(typed), typed)
    }
  })

  test('one for each code, no other', async ({ assert }) => {
    assert.equal((await communeByCode('79191'))?.name, 'Niort')
    assert.equal((await communeByCode('2A004'))?.name, 'Ajaccio')
    for (const code of ['79000', '00000', 'Niort', '', '|||||', '2C004']) {
      assert.isNull(await communeByCode(code), code)
    }
  })

  test('in words that can be compared', ({ assert }) => {
    assert.equal(foldName('  Saint-Étienne-du-Bois '), 'saint etienne du bois')
    assert.equal(foldName('Ste Hermine'), 'sainte hermine')
    assert.equal(foldName("L'Haÿ-les-Roses"), 'l hay les roses')
  })
})
