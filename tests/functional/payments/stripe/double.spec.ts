import { test } from '@japa/runner'
import Stripe from 'stripe'
import { stripeDouble } from '#tests/support/stripe_double/stripe_double'
import { NOON } from '#tests/support/stripe_double/adapter'
import { deliver, written, WEBHOOK_SECRET } from '#tests/support/stripe_double/deliveries'
import { API_VERSION, SECRET_KEY } from '#tests/support/stripe_double/server'

const SESSION = {
  'mode': 'payment',
  'success_url': 'https://placette.example/',
  'line_items[0][quantity]': '1',
  'line_items[0][price_data][currency]': 'eur',
  'line_items[0][price_data][unit_amount]': '2000',
  'line_items[0][price_data][product_data][name]': 'Don',
}

test.group('The double of Stripe refuses what Stripe refuses', (group) => {
  const double = stripeDouble(group, () => NOON)

  async function ask(
    path: string,
    form: Record<string, string>,
    headers: Record<string, string> = {},
    method = 'POST'
  ) {
    const query = new URLSearchParams(form)
    const isPost = method === 'POST'
    const url = `${double().server.base}/v1/${path}${isPost ? '' : `?${query}`}`
    const response = await fetch(url, {
      method,
      headers: {
        'authorization': `Bearer ${SECRET_KEY}`,
        'stripe-version': API_VERSION,
        'idempotency-key': 'ours:1',
        ...headers,
      },
      ...(isPost ? { body: query } : {}),
    })
    const body = (await response.json()) as { error?: { code: string; param: string | null } }
    return { status: response.status, code: body.error?.code ?? null, param: body.error?.param }
  }

  test('what is right goes through', async ({ assert }) => {
    assert.include(await ask('checkout/sessions', SESSION), { status: 200, code: null })
    assert.deepEqual(double().refusals(), [])
  })

  for (const [sentence, form, code, param] of [
    ['removed', { 'payment_method_types[0]': 'card' }, 'parameter_unknown', 'payment_method_types'],
    ['unheard of', { colour: 'red' }, 'parameter_unknown', 'colour'],
    [
      'unheard of, deep inside',
      { 'line_items[0][price_data][colour]': 'red' },
      'parameter_unknown',
      'line_items[0][price_data][colour]',
    ],
    ['with a value of the past', { ui_mode: 'hosted' }, 'parameter_invalid', 'ui_mode'],
    ['no number', { expires_at: 'tomorrow' }, 'parameter_invalid', 'expires_at'],
    [
      'neither true nor false',
      { allow_promotion_codes: 'yes' },
      'parameter_invalid',
      'allow_promotion_codes',
    ],
    ['no array', { line_items: 'one' }, 'parameter_invalid', 'line_items'],
    ['of the other mode', { 'subscription_data[description]': 'x' }, 'parameter_invalid', 'mode'],
  ] as const) {
    test(`a parameter that is ${sentence}`, async ({ assert }) => {
      const answer = await ask('checkout/sessions', { ...SESSION, ...form })
      assert.deepEqual(answer, { status: 400, code, param })
      assert.lengthOf(double().refusals(), 1)
      assert.lengthOf(double().store.all('checkout.session'), 0)
    })
  }

  test('a required parameter that is not there', async ({ assert }) => {
    const { 'line_items[0][price_data][currency]': currency, ...without } = SESSION
    assert.equal(currency, 'eur')
    assert.include(await ask('checkout/sessions', without), {
      code: 'parameter_missing',
      param: 'line_items[0][price_data][currency]',
    })
  })

  test('old names of the billing period, of pausing and of prices', async ({ assert }) => {
    const { id } = double().foreignSubscription()
    for (const name of ['current_period_end', 'price', 'prorate']) {
      assert.include(await ask(`subscriptions/${id}`, { [name]: '1' }), {
        code: 'parameter_unknown',
      })
    }
    assert.include(await ask(`subscriptions/${id}/resume`, { billing_cycle_anchor: 'unchanged' }), {
      code: 'parameter_invalid',
      param: 'billing_cycle_anchor',
    })
  })

  test('a call that moves money without a key of ours', async ({ assert }) => {
    for (const key of ['', 'stripe-node-retry-1234', 'x'.repeat(256)]) {
      assert.include(await ask('checkout/sessions', SESSION, { 'idempotency-key': key }), {
        code: 'idempotency_key_required',
      })
    }
  })

  test('the same key for another request', async ({ assert }) => {
    await ask('checkout/sessions', SESSION)
    assert.include(await ask('checkout/sessions', { ...SESSION, locale: 'fr' }), {
      code: 'idempotency_key_in_use',
    })
  })

  test('another account’s key, another version, another address', async ({ assert }) => {
    const wrong = [
      await ask('checkout/sessions', SESSION, { authorization: 'Bearer sk_live_other' }),
      await ask('checkout/sessions', SESSION, { 'stripe-version': '2025-01-27.acacia' }),
      await ask('sources', {}),
    ]
    assert.deepEqual(
      wrong.map(({ status, code }) => [status, code]),
      [
        [401, 'api_key_invalid'],
        [400, 'api_version_invalid'],
        [404, 'url_invalid'],
      ]
    )
  })

  test('expanding what is not there, or too deep', async ({ assert }) => {
    const { id } = double().foreignPayment()
    for (const path of ['invoice', 'payment_intent.charges']) {
      assert.include(await ask(`charges/${id}`, { 'expand[0]': path }, {}, 'GET'), {
        param: 'expand',
      })
    }
    assert.include(await ask('charges', { 'expand[0]': 'data.a.b.c.d' }, {}, 'GET'), {
      param: 'expand',
    })
  })

  test('a change of price that would bill the running period', async ({ assert }) => {
    const { id, items } = double().foreignSubscription()
    const [item] = items.data
    const change = {
      'items[0][id]': item.id,
      'items[0][price_data][currency]': 'eur',
      'items[0][price_data][product]': item.price.product,
      'items[0][price_data][recurring][interval]': 'month',
      'items[0][price_data][unit_amount]': '1200',
    }
    assert.include(await ask(`subscriptions/${id}`, change), { code: 'parameter_invalid' })
    const gentle = { ...change, proration_behavior: 'none' }
    assert.include(await ask(`subscriptions/${id}`, gentle), { status: 200 })
  })

  test('its signatures are those that the SDK believes', ({ assert }) => {
    const stripe = new Stripe(SECRET_KEY)
    double().foreignPayment()
    const [event] = double().events()
    if (!event) throw new Error('No event')
    const { body, headers } = written(event)
    const signature = headers['stripe-signature'] ?? ''
    const believed = stripe.webhooks.constructEvent(body, signature, WEBHOOK_SECRET)
    assert.equal(believed.id, event.id)
  })

  test('it delivers to an address', async ({ assert }) => {
    double().foreignPayment()
    const [event] = double().events()
    if (!event) throw new Error('No event')
    assert.equal(await deliver(`${double().server.base}/nowhere`, event), 401)
  })
})
