import { test } from '@japa/runner'
import { eurosLabel, typedCents } from '#shared/euros'

test.group('Euros', () => {
  test('are said as one says them in each language', ({ assert }) => {
    assert.equal(eurosLabel(2000, 'fr'), '20\u00a0€')
    assert.equal(eurosLabel(123456, 'fr'), '1\u202f234,56\u00a0€')
    assert.equal(eurosLabel(1250, 'en'), '€12.50')
    assert.equal(eurosLabel(-500, 'en'), '-€5')
  })

  test('typed in any usual way are the same cents')
    .with([
      ['12', 1200],
      ['12,5', 1250],
      ['12.50', 1250],
      ['1 200 €', 120000],
      ['1\u202f200,05\u00a0€', 120005],
      ['€0.01', 1],
      ['12€50', 1250],
      ['12 € 50', 1250],
      ['20€', 2000],
      ['1 234 567,8', 123456780],
    ] as Array<[string, number]>)
    .run(({ assert }, [typed, cents]) => assert.equal(typedCents(typed), cents))

  test('that are no amount are refused: {$self}')
    .with([
      '',
      '12,345',
      '-5',
      'cinq',
      '1e3',
      '12,',
      '0x10',
      '9999999999',
      '12 50',
      '1 2 3',
      '1 2000',
      '12€500',
    ])
    .run(({ assert }, typed) => assert.isNull(typedCents(typed)))
})
